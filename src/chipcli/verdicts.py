"""Is a chip in a state? Yes, no, or cannot tell: a verdict for scripts.

A verdict is about every day of the period. Yes: the answer for each day is that state. No: for no day can it be. What
the sources leave open stays open: a state seen in the middle of a month is not told of the whole of it.
"""

from collections.abc import Iterable, Sequence
from datetime import date as calendar
from typing import Literal

from chipcli import dates, status, timeline
from chipcli.answering import compose, missed, resolve
from chipcli.dates import Span
from chipcli.errors import ExitCode, UsageError
from chipcli.messages import say
from chipcli.model.answer import Answer, StatusRow
from chipcli.model.claim import STATES, Rule, State
from chipcli.model.verdicts import CheckQuery, Decision, Reason, RuleVerdict, Verdict
from chipcli.status import CHIP_KINDS, Terms
from chipcli.store import Store
from chipcli.timeline import Point, Reading
from chipcli.wording import RULES

EXIT_CODES: dict[Decision, ExitCode] = {
    "yes": ExitCode.ANSWERED,
    "no": ExitCode.NOT_FOUND,
    "cannot_tell": ExitCode.CANNOT_TELL,
}

OnDay = Literal["yes", "no", "open", "disputed", "unknown"]
"""What is told of one day: `open` if it is possible, or certain of a part of the day only."""


def answer(
    store: Store, name: str, asked: State, terms: Terms, *, date: Span | None, rule: Rule | None = None
) -> Answer[CheckQuery, Verdict]:
    """Tell whether a chip is in a state.

    Args:
        store: the base.
        name: a chip or chip group.
        asked: the state.
        terms: the terms, completed.
        date: the date as asked for; None where none was given.
        rule: the rule; None for every rule that has the state.

    Raises:
        UsageError: if the rule has no such state.
    """
    rules = _rules(asked, rule)
    found = resolve(store, name, kinds=CHIP_KINDS)
    query = CheckQuery(
        name=name,
        entity=found.entity,
        matched=found.matched,
        asked=asked,
        rule=rule,
        date=date,
        known_by=terms.known_by,
        strict=terms.strict,
    )
    chip = store.entity(found.entity) if found.entity else None
    if chip is None:
        return missed(store, "check", query, found)
    rows = status.rows(store, [chip], terms, rules=rules)
    verdicts = tuple(_verdict(store, row, asked, terms) for row in rows)
    told = Verdict(
        chip=chip.id,
        name=chip.name,
        chip_kind=chip.kind,
        asked=asked,
        verdict=_together(one.verdict for one in verdicts),
        rules=verdicts,
    )
    return compose(
        store,
        command="check",
        query=query,
        result=(told,),
        # Those that are hidden are only listed as such.
        claim_ids=(*status.claim_ids(rows), *(hidden.claim for row in rows for hidden in row.hidden)),
        entity_ids=(chip.id,),
        warnings=(*found.warnings, *status.warnings(terms, date)),
    )


def exit_code(told: Answer[CheckQuery, Verdict]) -> ExitCode:
    """Return what the process ends with: 0 yes, 1 no, 5 cannot tell, 3 where the name fits several.

    A chip that the base doesn't know is one of which it cannot tell. 1, which stands for "not found" elsewhere, would
    read as "no" here; and 2 would blame a command line that is well formed, and that another base may answer.
    """
    if told.outcome == "ambiguous":
        return ExitCode.AMBIGUOUS
    return EXIT_CODES[told.result[0].verdict] if told.result else ExitCode.CANNOT_TELL


def _rules(asked: State, rule: Rule | None) -> list[Rule]:
    """Return the rules to decide by.

    Raises:
        UsageError: if the rule has no such state.
    """
    if rule is None:
        return [rule for rule in STATES if asked in STATES[rule]]
    if asked not in STATES[rule]:
        raise UsageError(
            say("--is {state}: no state under the rule '{rule}'", state=asked, rule=say(RULES[rule])),
            hint=say("its states are {states}", states=STATES[rule]),
        )
    return [rule]


def _together(decisions: Iterable[Decision]) -> Decision:
    told = set(decisions)
    if told == {"yes"}:
        return "yes"
    return "no" if "no" in told else "cannot_tell"


def _verdict(store: Store, row: StatusRow, asked: State, terms: Terms) -> RuleVerdict:
    points, _ = status.line(store, row.chip, row.rule, terms)
    verdict, reason = _decide(points, row, asked, terms)
    return RuleVerdict(rule=row.rule, verdict=verdict, reason=reason, status=row)


def _decide(points: Sequence[Point], row: StatusRow, asked: State, terms: Terms) -> tuple[Decision, Reason]:
    """Decide from what is told of each day of the period."""
    if row.outcome == "unknown":
        return "cannot_tell", "unknown"
    if terms.horizon is not None and row.date.last > terms.horizon:
        return "cannot_tell", "beyond_horizon"
    told = {_on(day, points, asked, strict=terms.strict) for day in _days(points, row.date)}
    if told == {"yes"}:
        return "yes", "held"
    if told == {"no"}:
        return "no", "another_state"
    return "cannot_tell", _doubt(told, row, asked)


def _doubt(told: set[OnDay], row: StatusRow, asked: State) -> Reason:
    """Say why neither yes nor no is certain."""
    if "disputed" in told:
        return "disputed"
    if row.outcome == "changed" and any(asked in {change.state_from, change.state_to} for change in row.changes):
        # On which days it held is open; that it held on some, and not on others, is not.
        return "part_of_period"
    if "open" in told:
        return "indeterminate"
    return "partly_unknown" if "unknown" in told else "part_of_period"


def _days(points: Sequence[Point], period: Span) -> list[calendar]:
    """Return the days of a period on which what is told may become another, its first day among them."""
    days = {period.first}
    for point in points:
        days.update((point.first, point.last))
    return sorted(day for day in days if period.first <= day <= period.last)


def _on(day: calendar, points: Sequence[Point], asked: State, *, strict: bool) -> OnDay:
    """Say what is told of one day."""
    reading = timeline.read(points, dates.day(day))
    if reading.outcome == "unknown":
        return "unknown"
    if reading.outcome == "state" or (not strict and _had_changed(reading)):
        return "yes" if reading.state == asked else "no"
    turned = {state for change in reading.changes for state in (change.state_from, change.state_to)}
    if asked in {*reading.possible, *turned}:
        return "disputed" if reading.outcome == "disputed" else "open"
    # What is not among the candidates is excluded only where they are all there is: before the first evidence,
    # anything may have held.
    return "no" if _is_complete(day, points) else "unknown"


def _had_changed(reading: Reading) -> bool:
    """Tell whether all that changed on a day is known by its last possible day only: by then it had happened."""
    return reading.outcome == "changed" and all(change.when.earliest is None for change in reading.changes)


def _is_complete(day: calendar, points: Sequence[Point]) -> bool:
    """Tell whether what held at the beginning of a day is told."""
    if any(point.last < day or (point.mode == "until" and point.first <= day <= point.last) for point in points):
        return True
    if any(point.mode == "observed" and point.first == day == point.last for point in points):
        return True
    begun = [point for point in points if point.first <= day]
    return bool(begun) and all(point.claim.before is not None for point in begun)
