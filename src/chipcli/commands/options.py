"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from chipcli import dates
from chipcli.dates import Span
from chipcli.errors import UsageError
from chipcli.render import Format
from chipcli.text import visible

Json = Annotated[bool, typer.Option("--json", help="Write one JSON document instead of a table.")]

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, as you would type it.", show_default=False)]

MaybeName = Annotated[str | None, typer.Argument(metavar="[NAME]", help="Only what names this.", show_default=False)]


Articles = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", envvar="CHIPCLI_ARTICLES", help="Folder with the articles.", show_default=False, file_okay=False
    ),
]


def form(*, as_json: bool) -> Format:
    """Return the format that was asked for."""
    return Format.JSON if as_json else Format.TABLE


def known_by(text: str | None) -> Span | None:
    """Read the day, month or year by which something had to be known.

    Raises:
        UsageError: for anything else; what begins or ends nowhere is no day to know something by.
    """
    if text is not None and "/" in text:
        raise UsageError("--known-by: expected YYYY, YYYY-MM or YYYY-MM-DD, no interval")
    return span(text, "--known-by")


def span(text: str | None, option: str) -> Span | None:
    """Read a date given on the command line.

    Raises:
        UsageError: if it is not in one of the accepted forms.
    """
    if text is None:
        return None
    try:
        return dates.parse(text)
    except dates.DateError as fault:
        raise UsageError(f"{option}: {visible(str(fault), longest=200)}") from None
