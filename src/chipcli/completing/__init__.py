"""Completion: what may stand where the cursor of a shell is.

The scripts that `chipcli completion` prints call the program with a word of its own, and it answers here. A shell
waits for it at each press of Tab, so this package imports neither Typer nor the model of the facts: what the command
line looks like stands in `grammar.json` (written by `docs/grammar.py` from the application itself), and names and ids
come from the compiled base, by index.

An answer is a line that says how to insert, and a line for each value: see `written`.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from chipcli.completing import shells
from chipcli.completing.grammar import Place, Value, place
from chipcli.completing.values import Values

FOLDER = os.path.dirname(__file__)  # noqa: PTH120  # pathlib takes longer to import than all that is done here

GRAMMAR = os.path.join(FOLDER, "grammar.json")  # noqa: PTH118

BASE = os.path.join(os.path.dirname(FOLDER), "base.sqlite")  # noqa: PTH118, PTH120


def run(arguments: Sequence[str]) -> None:
    """Write what completes a line; whatever goes wrong completes nothing and is told to nobody.

    Args:
        arguments: the shell, and what its script sends: see `shells`.
    """
    try:
        told = "".join(f"{line}\n" for line in completed(*arguments))
        sys.stdout.buffer.write(told.encode("utf-8", "surrogateescape"))
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt):  # noqa: BLE001  # a message would land in the line that is being typed
        # Without this, Python would complain of a reader that has gone while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def completed(shell: str, *sent: str) -> Iterator[str]:
    """Return the lines that answer a shell."""
    typed = shells.READERS[shell](sent)
    with open(GRAMMAR, encoding="utf-8") as file:  # noqa: PTH123  # see above
        grammar: dict[str, Any] = json.load(file)
    where = place(grammar, typed.words, typed.current)
    return shells.WRITERS[shell](typed, where, fitting(where))


def fitting(where: Place) -> list[Value]:
    """Return what may stand at a place, given the beginning that is typed there."""
    if where.of in ("files", "folders", "free"):
        return []
    if where.of != "listed":
        return Values(BASE).fitting(where.of, where.begun, where.taken)
    begun = where.begun.lower()
    return [value for value in where.listed if value.text.lower().startswith(begun) and value.text not in where.taken]
