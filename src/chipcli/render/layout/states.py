"""How the state of a chip under a rule reads: the state, and below it what it rests on."""

from collections.abc import Iterator, Sequence

from chipcli.dates import Span
from chipcli.model.answer import StatusRow
from chipcli.model.claim import ExportStatus, State
from chipcli.model.values import Level, When
from chipcli.render.layout.told import Told
from chipcli.render.page import Line, Run
from chipcli.render.words import STATE_STYLES


def state_lines(row: StatusRow, told: Told) -> list[Line]:
    """Return the state in a row, and below it what it rests on."""
    place = told.place(told.claims[id_] for id_ in row.claims)
    cited = (Run(f" {place}" if place else "", "dim"),)
    tag = (Run(f" ({told.words.level(row.level)})", "unsure"),) if row.level and row.level is not Level.STATED else ()
    if row.outcome == "unknown":
        return [(Run(told.say("unknown"), "dim"),), *_of_groups(row, told), *_later(row, told)]
    if row.outcome == "disputed":
        lines: list[Line] = [(*_either(row.possible, " ≠ ", told), Run(f" {told.say('disputed')}", "warn"), *tag)]
        return [*lines, (Run(told.say("sources disagree"), "dim"), *cited), *_of_groups(row, told)]
    lines = [(*_turn(change.state_from, change.state_to, told), *tag) for change in row.changes]
    if row.outcome == "indeterminate" or row.state is None:
        lines += [(Run(dated(change.when, told), "dim"),) for change in row.changes[-1:]]
        at_the_end = (
            (Run(told.words.state(row.state), STATE_STYLES[row.state]), Run(f" {told.say('at the end')}"))
            if row.state
            else ()
        )
        one_of = (*_either(row.possible, f" {told.say('or')} ", told), Run(told.say("?"), "warn"))
        lines.append((*(at_the_end or one_of), *tag))
        lines.append((Run(_cut(row, told), "dim"), *cited))
    elif row.changes:
        lines.append((Run(dated(row.changes[-1].when, told), "dim"), *cited))
    else:
        lines.append((Run(told.words.state(row.state), STATE_STYLES[row.state]), *tag))
        lines.append((Run(_held(row, told), "dim"), *cited))
    return [*lines, *_of_groups(row, told)]


def _later(row: StatusRow, told: Told) -> Iterator[Line]:
    """Yield what the sources first tell of a later time."""
    for id_ in row.later[:1]:
        first = told.claims[id_]
        when = (
            told.say("told of later, date not stated")
            if first.when.edtf is None
            else told.say("first told of: {when}", when=told.words.when(first.when))
        )
        yield (Run(f"{when} {told.place([first])}", "dim"),)


def _state(state: State, told: Told) -> Line:
    return (Run(told.words.state(state), STATE_STYLES[state]),)


def _either(states: Sequence[State], between: str, told: Told) -> Line:
    runs: list[Run] = []
    for state in states:
        runs += [Run(between)] if runs else []
        runs.append(Run(told.words.state(state), STATE_STYLES[state]))
    return tuple(runs)


def _turn(before: State | None, after: State, told: Told) -> Line:
    start = Run(told.words.state(before), STATE_STYLES[before]) if before else Run(told.say("not stated"), "dim")
    return (start, Run(" → ", "strong"), Run(told.words.state(after), STATE_STYLES[after]))


def dated(when: Span | When, told: Told) -> str:
    """Return a date in words, with what it leaves open and whether it was only inferred."""
    return ", ".join(filter(None, (told.words.when(when), told.words.precision(when), _inferred(when, told))))


def _inferred(when: Span | When, told: Told) -> str:
    # "By 10 December" is inferred from the day of the source, which is all it says.
    return (
        told.say("inferred")
        if isinstance(when, When) and when.basis == "inferred" and when.earliest is not None
        else ""
    )


def _cut(row: StatusRow, told: Told) -> str:
    """Say why the state cannot be told: the change that the period cuts through."""
    newest = told.claims[row.claims[-1]]
    if newest.when.edtf is None:
        cut = told.say("date not stated")
    elif isinstance(newest, ExportStatus) and newest.mode == "change":
        cut = told.say("changed {when}", when=dated(newest.when, told))
    else:
        cut = told.say("told of {when}", when=dated(newest.when, told))
    return told.say("last known, {state}", state=cut) if row.outcome == "beyond_horizon" else cut


def _held(row: StatusRow, told: Told) -> str:
    """Say since when a state has held."""
    held = _since(row, told)
    return told.say("last known state, {since}", since=held) if row.outcome == "beyond_horizon" else held


def _since(row: StatusRow, told: Told) -> str:
    first = told.claims[row.claims[0]]
    if row.since is None or row.since.edtf is None:
        return told.say("date not stated")
    if row.basis == "start_not_stated":
        return told.say("held until a change; its start is not stated")
    if isinstance(first, ExportStatus) and first.mode == "change":
        if row.since.earliest is None:
            return told.say("{when}, perhaps earlier", when=told.words.when(row.since))
        return ", ".join(filter(None, (told.words.since(row.since), _inferred(row.since, told))))
    return told.say("seen {when}", when=told.words.when(row.since))


def _of_groups(row: StatusRow, told: Told) -> Iterator[Line]:
    for id_ in row.group_claims:
        claim = told.claims[id_]
        if isinstance(claim, ExportStatus):
            group = told.names[claim.subject]
            firm = claim.level is Level.STATED
            yield (
                Run(f"{told.say('{name}:', name=group)} ", "dim"),
                Run(told.words.state(claim.state), STATE_STYLES[claim.state]),
                Run("" if firm else f" ({told.words.level(claim.level)})", "unsure"),
                Run(f" ({told.words.when(claim.when)}) {told.place([claim])}", "dim"),
            )
