"""How the state of a chip under a rule reads: the state, and below it what it rests on."""

from collections.abc import Iterator, Sequence

from chipcli.dates import Span
from chipcli.model.answer import StatusRow
from chipcli.model.claim import ExportStatus, State
from chipcli.model.values import Level, When
from chipcli.render import words
from chipcli.render.layout.told import Told
from chipcli.render.page import Line, Run


def state_lines(row: StatusRow, told: Told) -> list[Line]:
    """Return the state in a row, and below it what it rests on."""
    place = told.place(told.claims[id_] for id_ in row.claims)
    cited = (Run(f" {place}" if place else "", "dim"),)
    tag = (Run(f" ({words.LEVELS[row.level]})", "unsure"),) if row.level and row.level is not Level.STATED else ()
    if row.outcome == "unknown":
        return [(Run("unknown", "dim"),), *_of_groups(row, told), *_later(row, told)]
    if row.outcome == "disputed":
        lines: list[Line] = [(*_either(row.possible, " ≠ "), Run(" disputed", "warn"), *tag)]
        return [*lines, (Run("sources disagree", "dim"), *cited), *_of_groups(row, told)]
    lines = [(*_turn(change.state_from, change.state_to), *tag) for change in row.changes]
    if row.outcome == "indeterminate" or row.state is None:
        lines += [(Run(dated(change.when), "dim"),) for change in row.changes[-1:]]
        at_the_end = (
            (Run(words.STATES[row.state], words.STATE_STYLES[row.state]), Run(" at the end")) if row.state else ()
        )
        lines.append((*(at_the_end or (*_either(row.possible, " or "), Run("?", "warn"))), *tag))
        lines.append((Run(_cut(row, told), "dim"), *cited))
    elif row.changes:
        lines.append((Run(dated(row.changes[-1].when), "dim"), *cited))
    else:
        lines.append((Run(words.STATES[row.state], words.STATE_STYLES[row.state]), *tag))
        lines.append((Run(_held(row, told), "dim"), *cited))
    return [*lines, *_of_groups(row, told)]


def _later(row: StatusRow, told: Told) -> Iterator[Line]:
    """Yield what the sources first tell of a later time."""
    for id_ in row.later[:1]:
        first = told.claims[id_]
        when = (
            "told of later, date not stated" if first.when.edtf is None else f"first told of: {words.when(first.when)}"
        )
        yield (Run(f"{when} {told.place([first])}", "dim"),)


def _either(states: Sequence[State], between: str) -> Line:
    runs: list[Run] = []
    for state in states:
        runs += [Run(between)] if runs else []
        runs.append(Run(words.STATES[state], words.STATE_STYLES[state]))
    return tuple(runs)


def _turn(before: State | None, after: State) -> Line:
    start = Run(words.STATES[before], words.STATE_STYLES[before]) if before else Run("not stated", "dim")
    return (start, Run(" → ", "strong"), Run(words.STATES[after], words.STATE_STYLES[after]))


def dated(when: Span | When) -> str:
    """Return a date in words, with what it leaves open and whether it was only inferred."""
    return ", ".join(filter(None, (words.when(when), words.precision(when), _inferred(when))))


def _inferred(when: Span | When) -> str:
    # "By 10 December" is inferred from the day of the source, which is all it says.
    return "inferred" if isinstance(when, When) and when.basis == "inferred" and when.earliest is not None else ""


def _cut(row: StatusRow, told: Told) -> str:
    """Say why the state cannot be told: the change that the period cuts through."""
    last = "last known, " if row.outcome == "beyond_horizon" else ""
    newest = told.claims[row.claims[-1]]
    if newest.when.edtf is None:
        return f"{last}date not stated"
    if isinstance(newest, ExportStatus) and newest.mode == "change":
        return f"{last}changed {dated(newest.when)}"
    return f"{last}told of {dated(newest.when)}"


def _held(row: StatusRow, told: Told) -> str:
    """Say since when a state has held."""
    first = told.claims[row.claims[0]]
    last = "last known state, " if row.outcome == "beyond_horizon" else ""
    if row.since is None or row.since.edtf is None:
        return f"{last}date not stated"
    if row.basis == "start_not_stated":
        return f"{last}held until a change; its start is not stated"
    if isinstance(first, ExportStatus) and first.mode == "change":
        if row.since.earliest is None:
            return f"{last}{words.when(row.since)}, perhaps earlier"
        return ", ".join(filter(None, (f"{last}since {words.when(row.since)}", _inferred(row.since))))
    return f"{last}seen {words.when(row.since)}"


def _of_groups(row: StatusRow, told: Told) -> Iterator[Line]:
    for id_ in row.group_claims:
        claim = told.claims[id_]
        if isinstance(claim, ExportStatus):
            group = told.names[claim.subject]
            yield (
                Run(f"{group}: ", "dim"),
                Run(words.STATES[claim.state], words.STATE_STYLES[claim.state]),
                Run(f" ({words.when(claim.when)}) {told.place([claim])}", "dim"),
            )
