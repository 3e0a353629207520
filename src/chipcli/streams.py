"""The standard streams, made to take every character and to fail in words."""

import codecs
import os
import sys

from chipcli.errors import OutputError

# What pages are drawn with, for streams that cannot carry it; anything else becomes "?".
_PLAINER = {
    "→": "->",
    "¶": "par.",
    "•": "*",
    "·": "-",
    "…": "...",
    "≠": "!=",
    "»": ">",
    "›": ">",
    "“": '"',
    "”": '"',
    "’": "'",
}


def prepare() -> None:
    """Make standard output and error take any text, whatever their encoding.

    Raises:
        OutputError: if standard output is closed.
    """
    codecs.register_error("chipcli", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="chipcli")
    if sys.stdout is None:
        raise OutputError("standard output is closed")


def abandon() -> None:
    """Give up standard output, so that Python does not try to flush it once more at the end."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def complain(line: str) -> None:
    """Write one line to standard error; where that is closed too, there is nobody to tell."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"chipcli: {line}\n")
        except OSError:
            return


def _plainer(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(_PLAINER.get(char, "?") for char in fault.object[fault.start : fault.end]), fault.end
