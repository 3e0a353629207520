"""Where the installed program starts: it completes a line for a shell, or answers one."""

import sys

COMPLETE = "__complete"
"""The word by which the scripts of `chipcli completion` ask for completions; no command has such a name."""


def run() -> None:
    """Run as a program."""
    # Apart from all else: who presses Tab is not to wait for Typer, nor for the model of the facts.
    if sys.argv[1:2] == [COMPLETE]:
        from chipcli import completing  # noqa: PLC0415

        completing.run(sys.argv[2:])
    else:
        from chipcli import __main__  # noqa: PLC0415

        __main__.run()
