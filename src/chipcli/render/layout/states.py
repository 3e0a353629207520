"""How the state of a chip under a rule reads: the state, and below it what it rests on."""

from collections.abc import Iterator, Sequence

from chipcli.dates import Span
from chipcli.model.answer import StatusRow
from chipcli.model.claim import ExportStatus, State
from chipcli.model.values import Level
from chipcli.render import words
from chipcli.render.layout.told import Told
from chipcli.render.page import Line, Run


def state_lines(row: StatusRow, told: Told) -> list[Line]:
    """Return the state in a row, and below it what it rests on."""
    place = told.place(told.claims[id_] for id_ in row.claims)
    cited = (Run(f" {place}" if place else "", "dim"),)
    level = row.level if row.level and row.level is not Level.STATED else None
    tag = (Run(f" ({words.LEVELS[level]})", "unsure"),) if level else ()
    lines: list[Line] = []
    if row.outcome == "unknown":
        lines.append((Run("unknown", "dim"),))
    elif row.outcome == "disputed":
        lines.append((*_either(row.possible, " ≠ "), Run(" disputed", "warn"), *tag))
        lines.append((Run("sources disagree", "dim"), *cited))
    elif row.changes:
        lines.extend((*_turn(change.state_from, change.state_to), *tag) for change in row.changes)
        lines.extend((Run(dated(change.when), "dim"), *cited) for change in row.changes[-1:])
    elif row.outcome == "indeterminate" or row.state is None:
        lines.append((*_either(row.possible, " or "), Run("?", "warn"), *tag))
        lines.append((Run(_cut(row, told), "dim"), *cited))
    else:
        lines.append((Run(words.STATES[row.state], words.STATE_STYLES[row.state]), *tag))
        lines.append((Run(_held(row, told), "dim"), *cited))
    lines.extend(_of_groups(row, told))
    if row.outcome == "unknown" and row.later:
        first = told.claims[row.later[0]]
        told_of = (
            "told of later, date not stated" if first.when.edtf is None else f"first told of: {words.when(first.when)}"
        )
        lines.append((Run(f"{told_of} {told.place([first])}", "dim"),))
    return lines


def _either(states: Sequence[State], between: str) -> Line:
    runs: list[Run] = []
    for state in states:
        runs += [Run(between)] if runs else []
        runs.append(Run(words.STATES[state], words.STATE_STYLES[state]))
    return tuple(runs)


def _turn(before: State | None, after: State) -> Line:
    start = Run(words.STATES[before], words.STATE_STYLES[before]) if before else Run("not stated", "dim")
    return (start, Run(" → ", "strong"), Run(words.STATES[after], words.STATE_STYLES[after]))


def dated(when: Span) -> str:
    """Return a date in words, with what it leaves open."""
    return ", ".join(filter(None, (words.when(when), words.precision(when))))


def _cut(row: StatusRow, told: Told) -> str:
    """Say why the state cannot be told: the change that the period cuts through."""
    claims = [told.claims[id_] for id_ in row.claims]
    newest = claims[-1]
    if newest.when.edtf is None:
        return "date not stated"
    if isinstance(newest, ExportStatus) and newest.mode == "change":
        return f"changed {dated(newest.when)}"
    return f"told of {dated(newest.when)}"


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
        return f"{last}since {words.when(row.since)}"
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
