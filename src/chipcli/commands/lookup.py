"""Look up: names, states, lists of facts."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from chipcli import lookup as questions
from chipcli import status as states
from chipcli.commands import options
from chipcli.commands.forms import answering
from chipcli.commands.options import (
    RULES_OF,
    AnyNames,
    ClaimKind,
    From,
    KnownBy,
    Name,
    Names,
    OneRule,
    Strict,
    To,
    span,
)
from chipcli.lookup import Listing, Subject
from chipcli.model.answer import Answer
from chipcli.model.values import Level
from chipcli.store import open_base

PANEL = "Look up"

Answers = Iterator[Answer[Any, Any]]


@answering()
def chip(name: Names, *, known_by: KnownBy = None) -> Answers:
    """Everything reported about a chip, each line with its source.

    \b
      chipcli chip H200
      chipcli chip "la puce H200 de Nvidia"
      chipcli chip H20 H200 --known-by 2025-12-31
    """
    return _profiles(name, questions.CHIP, known_by)


@answering()
def company(name: Names, *, known_by: KnownBy = None) -> Answers:
    """Everything reported about a company.

    \b
      chipcli company Cambricon
      chipcli company cambrikon
    """
    return _profiles(name, questions.COMPANY, known_by)


@answering()
def about(name: Names, *, known_by: KnownBy = None) -> Answers:
    """Everything reported about anything: a person, a body, a model, a place, a technology.

    \b
      chipcli about "Chen Tianshi"
      chipcli about EUV
    """
    return _profiles(name, questions.ABOUT, known_by)


@answering()
def status(
    chip: Annotated[str | None, typer.Argument(metavar="[CHIP]", help="Only this chip.", show_default=False)] = None,
    *,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="A day, month, year or interval.", show_default="newest source")
    ] = None,
    known_by: KnownBy = None,
    rule: OneRule = None,
    strict: Strict = False,
) -> Answer[Any, Any]:
    """What could be sold to China: may it leave the US side, may it be bought in China?

    \b
      chipcli status --date 2025-07
      chipcli status H20 --date 2025-07-10
      chipcli status --date 2025-07 --known-by 2025-11-03

    DATE is YYYY, YYYY-MM, YYYY-MM-DD, or an interval such as 2025-04/2025-07.
    """
    base = open_base()
    asked_date = span(date, "--date")
    terms = states.terms(base, date=asked_date, known_by=options.known_by(known_by), strict=strict)
    return states.answer(base, chip, terms, date=asked_date, rules=RULES_OF[rule])


@answering()
def compare(first: Name, second: Name, *, known_by: KnownBy = None) -> Answer[Any, Any]:
    """How two chips compare, as printed; nothing is computed.

    \b
      chipcli compare H200 H20
    """
    return questions.compare(open_base(), first, second, known_by=options.known_by(known_by))


@answering()
def stockpiles(name: AnyNames = None, *, known_by: KnownBy = None) -> Answers:
    """Who holds chips in store, how many, and what for.

    \b
      chipcli stockpiles
      chipcli stockpiles Baidu
    """
    return _listings(name, questions.STOCKPILES, known_by)


@answering()
def orders(name: AnyNames = None, *, known_by: KnownBy = None) -> Answers:
    """Orders, wishes and expected demand, the grey market included.

    \b
      chipcli orders
      chipcli orders ByteDance
    """
    return _listings(name, questions.ORDERS, known_by)


@answering()
def funding(name: AnyNames = None, *, known_by: KnownBy = None) -> Answers:
    """Funding rounds, investments and plans to raise money.

    \b
      chipcli funding
      chipcli funding Cambricon
    """
    return _listings(name, questions.FUNDING, known_by)


@answering()
def facts(  # one for each option
    *,
    kind: Annotated[ClaimKind | None, typer.Option(help="Only of this kind.", show_default=False)] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only what names this; may be given several times.", show_default=False),
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="ID", help="Only from this source.", show_default=False)] = None,
    level: Annotated[Level | None, typer.Option(help="Only of this level.", show_default=False)] = None,
    start: From = None,
    end: To = None,
    known_by: KnownBy = None,
) -> Answers:
    """All facts that meet some conditions; without any, all facts.

    \b
      chipcli facts --kind policy --from 2025
      chipcli facts --about Cambricon --level planned
      chipcli facts --format csv --output facts.csv
    """
    base = open_base()
    asked = questions.Filters(
        kind=kind,
        source=source,
        level=level,
        period=options.period(start, end),
        known_by=options.known_by(known_by),
    )
    for name in options.names(about) if about else (None,):
        yield questions.facts(base, replace(asked, about=name))


COMMANDS = (chip, company, about, status, compare, stockpiles, orders, funding, facts)


def _profiles(names: list[str], subject: Subject, known_by: str | None) -> Answers:
    known = options.known_by(known_by)
    base = open_base()
    for name in options.names(names):
        yield questions.profile(base, name, subject, known_by=known)


def _listings(names: list[str] | None, what: Listing, known_by: str | None) -> Answers:
    known = options.known_by(known_by)
    base = open_base()
    for name in options.names(names) if names else (None,):
        yield questions.listing(base, name, what, known_by=known)
