"""The standard streams, made to take every character and to fail in words."""

import codecs
import os
import sys
from contextlib import suppress
from io import UnsupportedOperation
from typing import TextIO

from chipcli.errors import OutputError
from chipcli.messages import say

# What pages are drawn with, for streams that cannot carry it; anything else becomes "?".
_PLAINER = {
    "\u00a0": " ",
    "\u202f": " ",
    "«": '"',
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
    "─": "-",
    # The looks of a picture, which have to stay apart: see `render.picture`.
    "█": "#",
    "▄": "_",
    "▒": "%",
    "░": "~",
    "═": "=",
    "╬": "&",
    "┼": "+",
    "╳": "X",
    "×": "x",
    "◆": "*",
    "◇": "o",
    "◁": "<",
    "┊": "|",
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
        raise OutputError(say("standard output is closed"))


def forget_forced_looks() -> None:
    """Take out of the environment what makes Typer's help wrong or fail, in this process only.

    Some of these turn colour on in a pipe; the width is read as a number while Typer is imported.
    """
    if not sys.stdout.isatty():
        for variable in ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS"):
            os.environ.pop(variable, None)
    if not os.environ.get("TERMINAL_WIDTH", "80").isdecimal():
        del os.environ["TERMINAL_WIDTH"]


def abandon(stream: TextIO | None) -> None:
    """Give up a stream, so that Python does not try to write the rest of it once more at the end."""
    # What is no file of the system's, as in a test, is not written at the end.
    with suppress(UnsupportedOperation):
        if stream is not None:
            number = stream.fileno()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)


def complain(line: str) -> None:
    """Write one line to standard error; where that is closed or full, there is nobody to tell."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"chipcli: {line}\n")
            sys.stderr.flush()
        except OSError:
            abandon(sys.stderr)


def _plainer(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(map(_plain, fault.object[fault.start : fault.end])), fault.end


def _plain(char: str) -> str:
    """Return what stands for a character: the letter without its accent, where it is one."""
    if char in _PLAINER:
        return _PLAINER[char]
    # Imported here: hardly any stream is this poor.
    from unicodedata import normalize  # noqa: PLC0415

    bare = normalize("NFKD", char)[0]
    return bare if bare.isascii() else "?"
