"""States over time: what happened, what changed between two dates, and whether a state held."""

from pathlib import Path
from typing import Annotated, Any

import typer

from chipcli import status as states
from chipcli.commands import options
from chipcli.commands.forms import answering
from chipcli.commands.options import RULES_OF, AnyNames, From, KnownBy, OneRule, Side, Strict, To, span
from chipcli.errors import ExitCode
from chipcli.model.answer import Answer
from chipcli.model.claim import State
from chipcli.store import open_base


@answering()
def timeline(
    name: Annotated[str | None, typer.Argument(metavar="[CHIP]", help="Only this chip.", show_default=False)] = None,
    *,
    start: From = None,
    end: To = None,
    known_by: KnownBy = None,
    rule: OneRule = None,
    strict: Strict = False,
    svg: Annotated[
        Path | None,
        typer.Option("--svg", metavar="FILE", help="Write the picture to this file, as SVG.", show_default=False),
    ] = None,
) -> Answer[Any, Any]:
    """What happened to each chip under both rules, as a picture and in order.

    \b
      chipcli timeline --from 2022-10 --to 2026-01
      chipcli timeline H20
      chipcli timeline --svg timeline.svg
    """
    from chipcli import lanes  # noqa: PLC0415  # no other command needs it

    # Where and how to draw the picture is decided with the other looks.
    del svg
    return lanes.lanes(
        open_base(),
        name,
        start=span(start, "--from"),
        end=span(end, "--to"),
        known_by=options.known_by(known_by),
        strict=strict,
        rules=RULES_OF[rule],
    )


@answering()
def diff(  # one for each option
    name: AnyNames = None,
    *,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The earlier date.", show_default=False)
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The later date.", show_default=False)] = None,
    known_by: KnownBy = None,
    later: Annotated[
        str | None,
        typer.Option("--and", metavar="DATE", help="Against what was public by this later date.", show_default=False),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="With --and: the date of the states.", show_default="the day of --known-by"),
    ] = None,
    strict: Strict = False,
) -> Answer[Any, Any]:
    """What changed between two dates; or what became known in between.

    \b
      chipcli diff --from 2025-01 --to 2025-12
      chipcli diff H20 --from 2025-04 --to 2025-08
      chipcli diff --known-by 2025-11-30 --and 2026-01-31
    """
    from chipcli import differences  # noqa: PLC0415  # no other command needs it

    return differences.answer(
        open_base(),
        list(options.names(name or [])),
        date_from=span(start, "--from"),
        date_to=span(end, "--to"),
        known_by=options.known_by(known_by),
        known_by_then=options.known_by(later, "--and"),
        date=span(date, "--date"),
        strict=strict,
    )


def _judged(answer: Answer[Any, Any]) -> ExitCode:
    from chipcli import verdicts  # noqa: PLC0415  # no other command needs it

    return verdicts.exit_code(answer)


@answering(judge=_judged)
def check(
    chip: Annotated[str, typer.Argument(metavar="CHIP", help="A chip.", show_default=False)],
    *,
    state: Annotated[State, typer.Option("--is", help="The state asked about.", show_default=False)],
    rule: Annotated[
        Side | None, typer.Option("--rule", help="Under one rule.", show_default="every rule that has this state")
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="A day, month, year or interval.", show_default="newest source")
    ] = None,
    known_by: KnownBy = None,
    strict: Strict = False,
) -> Answer[Any, Any]:
    """Whether a chip was in a state, for scripts: exit 0 yes, 1 no, 5 cannot tell.

    \b
      chipcli check H20 --is blocked --date 2025-06
      chipcli check H200 --is allowed --rule us && echo ship
    """
    from chipcli import verdicts  # noqa: PLC0415  # no other command needs it

    base = open_base()
    asked_date = span(date, "--date")
    terms = states.terms(base, date=asked_date, known_by=options.known_by(known_by), strict=strict)
    (one, *others) = RULES_OF[rule]
    return verdicts.answer(base, chip, state, terms, date=asked_date, rule=None if others else one)


COMMANDS = (timeline, diff, check)
