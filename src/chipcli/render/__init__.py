"""An answer -> a stream: one function for each format, and one registry of them."""

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from chipcli import streams
from chipcli.errors import ExitCode
from chipcli.model.answer import Answer, Candidate, Outcome
from chipcli.text import visible

EXIT_CODES: dict[Outcome, ExitCode] = {
    "answered": ExitCode.ANSWERED,
    "not_found": ExitCode.NOT_FOUND,
    "ambiguous": ExitCode.AMBIGUOUS,
}


class Format(StrEnum):
    """The forms an answer can take."""

    TABLE = "table"
    JSON = "json"


def write(answer: Answer[Any, Any], form: Format) -> ExitCode:
    """Write an answer to standard output, and what to warn of to standard error.

    Returns:
        the exit code that the answer's outcome stands for.
    """
    RENDERERS[form](answer)
    return EXIT_CODES[answer.outcome]


def _json(answer: Answer[Any, Any]) -> None:
    from chipcli.render import json  # noqa: PLC0415  # each format imports only what it needs

    json.write(answer, sys.stdout.buffer)


def _table(answer: Answer[Any, Any]) -> None:
    messages = [warned.message for warned in answer.warnings]
    if answer.candidates:
        messages.append(f"the base has {_named(answer.candidates)}")
    if messages:
        streams.complain(visible("; ".join(messages), longest=1000))
    if answer.outcome != "answered":
        return
    from chipcli.render import layout  # noqa: PLC0415  # each format imports only what it needs

    page = layout.page(answer)
    if sys.stdout.isatty():
        from chipcli.render import terminal  # noqa: PLC0415  # Rich is slow to import

        terminal.write(page, sys.stdout, width=_width())
    else:
        from chipcli.render import plain  # noqa: PLC0415  # each format imports only what it needs

        plain.write(page, sys.stdout)


RENDERERS: dict[Format, Callable[[Answer[Any, Any]], None]] = {Format.TABLE: _table, Format.JSON: _json}


def _named(candidates: tuple[Candidate, ...]) -> str:
    return ", ".join(f"{candidate.name} ({candidate.kind.replace('_', ' ')})" for candidate in candidates)


def _width() -> int:
    """Return the columns of the terminal; `COLUMNS` comes first, where it is a sensible number."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and len(columns) < 5 and int(columns) > 0:
        return min(int(columns), 1000)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except OSError:
        return 80
