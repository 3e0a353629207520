"""Lanes: what was told of each chip under each rule, through a period, in order."""

from collections.abc import Iterable
from datetime import date as calendar
from typing import Literal

from chipcli.dates import Span
from chipcli.model.answer import Answered, Basis, Change, Hidden, Matched
from chipcli.model.claim import Rule, State
from chipcli.model.entity import EntityKind
from chipcli.model.values import Level, When


class TimelineQuery(Answered, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """A question for what happened, in order."""

    name: str | None
    entity: str | None
    matched: Matched | None
    start: Span | None
    """Null where none was given: the period then begins with the month of the first dated event."""
    end: Span | None
    """Null where none was given: the period then ends with the month of the last dated event."""
    known_by: Span | None
    rule: Rule | None
    strict: bool


class Stretch(Answered, frozen=True, kw_only=True):
    """Days that follow each other and that `status` answers the same; a day of which nothing is known is in none."""

    first: calendar
    last: calendar
    outcome: Literal["state", "indeterminate", "disputed"]
    state: State | None
    possible: tuple[State, ...]
    basis: Basis | None
    """Of the first day: what changed or was seen then is carried forward to the others."""
    level: Level | None
    """The weakest of the claims that these days rest on."""
    claims: tuple[str, ...]


class Event(Answered, frozen=True, kw_only=True, rename={"state_from": "from", "state_to": "to"}):
    """Something told of a chip under a rule: a change, a state that a source saw, or one that held up to a change."""

    mode: Literal["change", "observed", "until"]
    state_from: State | None
    """For a change, the state before it; null where nobody tells. For `until`, the state that held."""
    state_to: State | None
    """The state from then on, or seen then; null for `until`, whose change is an event of its own."""
    again: bool
    """Whether a change is told once more: the state was told already."""
    when: When
    """The date as precise as it is told."""
    first: calendar | None
    """First day on which it can have been, as `status` has it; null where there is none."""
    last: calendar | None
    """Last day; null where there is none."""
    level: Level
    claim: str


class Lane(Answered, frozen=True, kw_only=True):
    """What was told of one chip or chip group under one rule, through a period."""

    chip: str
    name: str
    chip_kind: EntityKind
    rule: Rule
    date: Span
    """The period."""
    horizon: calendar | None
    """Day of the newest source that counts: no stretch goes further. Null where no source is dated."""
    stretches: tuple[Stretch, ...]
    changes: tuple[Change, ...]
    """Those of the events that brought another state than before; a second report of a change is not among them."""
    events: tuple[Event, ...]
    """All that is told of the period, in the order of time."""
    groups: tuple[str, ...]
    """Groups the chip belongs to; what is told of them is in lanes of their own, never in that of the chip."""
    hidden: tuple[Hidden, ...]


def in_order(lanes: Iterable[Lane]) -> list[tuple[Lane, Event]]:
    """Return the events of several lanes in the order of time, each with its lane; what has no last day comes last."""
    events = [(lane, event) for lane in lanes for event in lane.events]
    # The sort is stable: what can have been on the same days stays in the order of the lanes.
    return sorted(events, key=lambda told: (told[1].last or calendar.max, told[1].first or calendar.min))
