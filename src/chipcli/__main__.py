"""The way in: `main(argv) -> int`, the one place where errors become exit codes."""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise

from chipcli import streams
from chipcli.errors import ChipcliError, ExitCode, FaultyFactsError, OutputError
from chipcli.language import Code, Language, of_locale
from chipcli.messages import say
from chipcli.text import visible

LONGEST = 4000
"""Characters of a complaint."""


def run() -> None:
    """Run as a program."""
    # A process of a tenth of a second leaves no garbage worth looking for; looking takes a tenth of it.
    gc.disable()
    code = main(sys.argv[1:])
    # Python looks once more while it shuts down, `disable` or not, but not at what is frozen.
    gc.freeze()
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Answer one command line and return the exit code."""
    words = [_readable(word) for word in argv]
    try:
        streams.prepare()
        streams.forget_forced_looks()
        code = _answer(words)
        if code == ExitCode.INTERRUPTED:
            # Who interrupts does not wait for a reader that takes no more.
            streams.abandon(sys.stdout)
        # A reader that is gone, or a full disk, shows here, where it can be handled, and not while
        # Python shuts down.
        sys.stdout.flush()
    except BrokenPipeError:
        streams.abandon(sys.stdout)
        return ExitCode.ANSWERED
    except OSError as fault:
        streams.abandon(sys.stdout)
        return _complain(OutputError(say("output failed: {why}", why=fault.strerror or str(fault))), words)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except ChipcliError as fault:
        return _complain(fault, words)
    return code


def _readable(word: str) -> str:
    """Return an argument as text that a JSON document may hold.

    What the locale could not decode arrives as lone surrogates, one for each byte; most of it is UTF-8.
    """
    try:
        data = word.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = word.encode("utf-8", "surrogatepass")
    return data.decode("utf-8", "replace")


def _answer(words: list[str]) -> int:
    """Run the command; whatever goes wrong becomes a message, a document where one is due, and an exit code."""
    # Imported here, inside the boundary, so that a fault while importing is reported like any other.
    import typer  # noqa: PLC0415

    from chipcli.commands import application  # noqa: PLC0415

    try:
        return int(application(words)(words, prog_name="chipcli", standalone_mode=False) or ExitCode.ANSWERED)
    except typer.TyperException as fault:
        from chipcli.commands import misuse  # noqa: PLC0415  # only this path needs it

        return _fail(misuse.told(fault.format_message()), words)
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except SystemExit:
        # In this mode Typer ends by itself in one case only: whoever read its output has gone.
        streams.abandon(sys.stdout)
        return ExitCode.ANSWERED
    except ChipcliError as fault:
        return _fail(fault, words)
    except OSError:
        raise
    except Exception as fault:  # noqa: BLE001  # the boundary: no traceback reaches a user
        if os.environ.get("CHIPCLI_DEBUG"):
            traceback.print_exc()
        message = say("internal error: {fault}", fault=f"{type(fault).__name__}: {fault}")
        return _fail(ChipcliError(message, hint=say("set CHIPCLI_DEBUG=1 to see where")), words)


def _fail(fault: ChipcliError, words: list[str]) -> int:
    """Report a fault, with the one JSON document that scripts are promised in every case."""
    form = "json" if "--json" in words else _option(words, "--format")
    if form in ("json", "jsonl"):
        from chipcli import answering  # noqa: PLC0415  # only this path needs it
        from chipcli.render import json  # noqa: PLC0415

        answer = answering.fault(fault, words)
        sys.stdout.buffer.write((json.whole(answer) if form == "json" else json.line(answer)).encode())
    return _complain(fault, words)


def _complain(fault: ChipcliError, words: list[str]) -> int:
    spoken = Language(_code(words))
    told = say("{first}; {then}", first=fault.message, then=fault.hint) if fault.hint else fault.message
    streams.complain(visible(spoken.put(told), longest=LONGEST))
    if isinstance(fault, FaultyFactsError):
        for problem in fault.problems:
            streams.complain(visible(problem, longest=LONGEST))
    return fault.exit_code


def _code(words: list[str]) -> Code:
    """Return the language that a command line asks for, which may be the one that cannot be understood."""
    asked = _option(words, "--lang")
    return Code(asked) if asked in tuple(Code) else of_locale(os.environ)


def _option(words: list[str], name: str) -> str | None:
    """Return the value that a command line gives an option, before anybody has understood it."""
    values = [after for word, after in pairwise([*words, ""]) if word == name]
    values += [word.partition("=")[2] for word in words if word.startswith(f"{name}=")]
    return values[-1] if values else None


if __name__ == "__main__":
    run()
