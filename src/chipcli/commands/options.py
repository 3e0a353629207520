"""Arguments and options that several commands share."""

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal, TextIO

import typer

from chipcli import answering, dates
from chipcli.dates import Span
from chipcli.errors import OutputError, UsageError
from chipcli.messages import say
from chipcli.model.claim import Rule
from chipcli.status import RULES

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, as you would type it.", show_default=False)]

Names = Annotated[
    list[str],
    typer.Argument(metavar="NAME...", help="Names, as you would type them; - reads them from standard input."),
]

AnyNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME...]", help="Only what names these; - reads them from standard input.", show_default=False
    ),
]

KnownBy = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only what was certainly public by then.", show_default=False),
]

From = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="From the first day of this date on.", show_default=False),
]

To = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Up to the last day of this date.", show_default=False)
]

Strict = Annotated[bool, typer.Option("--strict", help="Ignore inferred dates; take an open span as open.")]

Articles = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", envvar="CHIPCLI_ARTICLES", help="Folder with the articles.", show_default=False, file_okay=False
    ),
]


ClaimKind = Literal[
    "chip", "performance", "export_status", "stockpile", "demand", "funding", "ownership", "market", "production",
    "model", "company", "policy", "adoption", "statement",
]  # fmt: skip
"""The kinds of claims, as an option takes them."""


class Side(StrEnum):
    """Short names of the two rules."""

    US = "us"
    CN = "cn"


RULES_OF: dict[Side | None, tuple[Rule, ...]] = {
    None: RULES,
    Side.US: ("us_export",),
    Side.CN: ("cn_purchase",),
}

OneRule = Annotated[Side | None, typer.Option("--rule", help="Only one of the two rules.", show_default=False)]


def known_by(text: str | None, option: str = "--known-by") -> Span | None:
    """Read the day, month or year by which something had to be known.

    Raises:
        UsageError: for anything else; what begins or ends nowhere is no day to know something by.
    """
    if text is not None and "/" in text:
        raise UsageError(say("{option}: expected YYYY, YYYY-MM or YYYY-MM-DD, no interval", option=option))
    return span(text, option)


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
        raise UsageError(say("{option}: {fault}", option=option, fault=fault.message)) from None


def period(start: str | None, end: str | None) -> Span | None:
    """Read the period from the first day of one date to the last of another; None where neither is given.

    Raises:
        UsageError: if one of them is no date, or the period ends before it begins.
    """
    first, last = span(start, "--from"), span(end, "--to")
    if first is None and last is None:
        return None
    opens = first.edtf.partition("/")[0] if first else ".."
    closes = last.edtf.rpartition("/")[2] if last else ".."
    return span(opens if opens == closes else f"{opens}/{closes}", "--from, --to")


def names(words: Sequence[str]) -> Iterator[str]:
    """Yield names, with those on standard input, one on a line, where `-` stands.

    Raises:
        OutputError: if standard input cannot be read.
        UsageError: if it is to be read twice.
    """
    if list(words).count("-") > 1:
        raise UsageError(say("standard input can be read only once: give one -"))
    for word in words:
        if word == "-":
            try:
                found = answering.names_in(_stdin())
            except OSError as fault:
                why = fault.strerror or type(fault).__name__
                raise OutputError(say("cannot read {file}: {why}", file="-", why=why)) from None
            yield from found
        else:
            yield word


def _stdin() -> TextIO:
    """Return standard input as UTF-8, whatever the locale; what is none must not end in a JSON document."""
    if sys.stdin is None:
        raise UsageError(say("standard input is closed: there are no names to read"))
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin
