"""Look up: one name, one question, one answer."""

from enum import StrEnum
from typing import Annotated

import typer

from chipcli import lookup as questions
from chipcli import render
from chipcli import status as states
from chipcli.commands import options
from chipcli.commands.options import Json, MaybeName, Name, form, span
from chipcli.errors import ExitCode
from chipcli.model.claim import Rule
from chipcli.store import open_base

PANEL = "Look up"


class Side(StrEnum):
    """Short names of the two rules."""

    US = "us"
    CN = "cn"


RULES_OF: dict[Side | None, tuple[Rule, ...]] = {
    None: states.RULES,
    Side.US: ("us_export",),
    Side.CN: ("cn_purchase",),
}


def chip(name: Name, *, json: Json = False) -> ExitCode:
    """Everything reported about a chip, each line with its source.

    \b
      chipcli chip H200
      chipcli chip "la puce H200 de Nvidia"
      chipcli chip H20 --json
    """
    return render.write(questions.profile(open_base(), name, questions.CHIP), form(as_json=json))


def company(name: Name, *, json: Json = False) -> ExitCode:
    """Everything reported about a company.

    \b
      chipcli company Cambricon
      chipcli company cambrikon
    """
    return render.write(questions.profile(open_base(), name, questions.COMPANY), form(as_json=json))


def about(name: Name, *, json: Json = False) -> ExitCode:
    """Everything reported about anything: a person, a body, a model, a place, a technology.

    \b
      chipcli about "Chen Tianshi"
      chipcli about EUV
    """
    return render.write(questions.profile(open_base(), name, questions.ABOUT), form(as_json=json))


def status(
    chip: Annotated[str | None, typer.Argument(metavar="[CHIP]", help="Only this chip.", show_default=False)] = None,
    *,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="A day, month, year or interval.", show_default="newest source")
    ] = None,
    known_by: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what was certainly public by then.", show_default=False)
    ] = None,
    rule: Annotated[Side | None, typer.Option(help="Only one of the two rules.", show_default=False)] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Ignore inferred dates; take an open span as open.")] = False,
    json: Json = False,
) -> ExitCode:
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
    answer = states.answer(base, chip, terms, date=asked_date, rules=RULES_OF[rule])
    return render.write(answer, form(as_json=json))


def compare(first: Name, second: Name, *, json: Json = False) -> ExitCode:
    """How two chips compare, as printed; nothing is computed.

    \b
      chipcli compare H200 H20
    """
    return render.write(questions.compare(open_base(), first, second), form(as_json=json))


def stockpiles(name: MaybeName = None, *, json: Json = False) -> ExitCode:
    """Who holds chips in store, how many, and what for.

    \b
      chipcli stockpiles
      chipcli stockpiles Baidu
    """
    return render.write(questions.listing(open_base(), name, questions.STOCKPILES), form(as_json=json))


def orders(name: MaybeName = None, *, json: Json = False) -> ExitCode:
    """Orders, wishes and expected demand, the grey market included.

    \b
      chipcli orders
      chipcli orders ByteDance
    """
    return render.write(questions.listing(open_base(), name, questions.ORDERS), form(as_json=json))


def funding(name: MaybeName = None, *, json: Json = False) -> ExitCode:
    """Funding rounds, investments and plans to raise money.

    \b
      chipcli funding
      chipcli funding Cambricon
    """
    return render.write(questions.listing(open_base(), name, questions.FUNDING), form(as_json=json))


COMMANDS = (chip, company, about, status, compare, stockpiles, orders, funding)
