"""What happened, in order: the states of chips under both rules, day by day through a period.

Every day is read as `status` reads it, from the same line of claims.
"""

from collections.abc import Iterable, Sequence
from datetime import date as calendar
from itertools import product
from typing import NamedTuple

from chipcli import dates, status, timeline
from chipcli.answering import compose, leaving_out, missed, resolve
from chipcli.dates import Span
from chipcli.errors import UsageError
from chipcli.messages import say
from chipcli.model.answer import Answer, Change, Hidden, Warned
from chipcli.model.claim import Rule
from chipcli.model.entity import Entity
from chipcli.model.lanes import Event, Lane, Stretch, TimelineQuery
from chipcli.model.values import When
from chipcli.store import Store
from chipcli.timeline import Point


class Drawn(NamedTuple):
    """A lane before the period is known."""

    chip: Entity
    rule: Rule
    points: Sequence[Point]
    hidden: Sequence[Hidden]


def lanes(
    store: Store,
    name: str | None,
    *,
    start: Span | None = None,
    end: Span | None = None,
    known_by: Span | None = None,
    strict: bool = False,
    rules: Sequence[Rule] = status.RULES,
) -> Answer[TimelineQuery, Lane]:
    """Tell what happened, in order: to every chip that a source tells a state of, or to one and its groups.

    Args:
        store: the base.
        name: a chip or chip group; None for all.
        start: the period begins with its first day; with the month of the first dated event where it is None.
        end: the period ends with its last day; with the month of the last dated event where it is None.
        known_by: only what was certainly public by then.
        strict: ignore inferred dates, and take an open start as open.
        rules: the rules to tell of.

    Raises:
        UsageError: if the period has an open end, or ends before it begins.
    """
    status.refuse_open(start, "--from")
    status.refuse_open(end, "--to")
    if start and end and start.first > end.last:
        raise UsageError(say("--from {start} lies after --to {end}", start=start.edtf, end=end.edtf))
    found = resolve(store, name, kinds=status.CHIP_KINDS)
    query = TimelineQuery(
        name=name,
        entity=found.entity,
        matched=found.matched,
        start=start,
        end=end,
        known_by=known_by,
        rule=rules[0] if len(rules) == 1 else None,
        strict=strict,
    )
    if found.outcome != "answered":
        return missed(store, "timeline", query, found)
    asked = status.terms(store, known_by=known_by, strict=strict)
    drawn = [
        Drawn(chip, rule, *status.line(store, chip.id, rule, asked))
        for chip, rule in product(_chips(store, found.entity, known_by), rules)
    ]
    period = _period(start, end, drawn, otherwise=asked.date)
    asked = asked._replace(date=period)
    told = tuple(_lane(store, lane, asked) for lane in drawn if _belongs(lane, found.entity))
    composed = compose(
        store,
        command="timeline",
        query=query,
        result=told,
        claim_ids=_claim_ids(told),
        entity_ids=[id_ for lane in told for id_ in (lane.chip, *lane.groups)],
        warnings=(*found.warnings, *_warnings(asked, end)),
    )
    return leaving_out(composed, [hidden for lane in told for hidden in lane.hidden])


def _chips(store: Store, entity_id: str | None, known_by: Span | None) -> Iterable[Entity]:
    """Return what there are lanes of: all of which a state is told, or one with the groups that it belongs to."""
    if entity_id is None:
        return store.with_status()
    found = (store.entity(id_) for id_ in (entity_id, *store.groups_of(entity_id, known_by=known_by)))
    return [entity for entity in found if entity]


def _belongs(lane: Drawn, entity_id: str | None) -> bool:
    """Tell whether a lane is part of the answer: of the groups of a chip, only those that something is told of."""
    return entity_id in {None, lane.chip.id} or bool(lane.points or lane.hidden)


def _period(start: Span | None, end: Span | None, drawn: Iterable[Drawn], *, otherwise: Span) -> Span:
    """Return the period: what was asked for, and for the rest what the dated events span, in whole months."""
    events = [_ends(point.claim.when) for lane in drawn for point in lane.points if point.claim.when.edtf]
    first = start or min((begun for begun, _ in events), key=lambda span: span.first, default=end or otherwise)
    last = end or max((ended for _, ended in events), key=lambda span: span.last, default=start or otherwise)
    if first.first > last.last:
        # Asked for is a time before or after all events.
        first = last = start or end or otherwise
    if first.edtf == last.edtf:
        return first
    text = f"{first.edtf.partition('/')[0]}/{last.edtf.rpartition('/')[2]}"
    return Span(edtf=text, earliest=first.earliest, latest=last.latest)


def _ends(when: When) -> tuple[Span, Span]:
    """Return the first and the last month, or year, that a date names; in `../2025-12-10` they are the same."""
    start, _, end = (when.edtf or "").partition("/")
    named = [dates.parse(text[: len("2025-12")]) for text in (start, end) if text not in ("", "..")]
    return named[0], named[-1]


def _lane(store: Store, drawn: Drawn, asked: status.Terms) -> Lane:
    chip, rule, points, hidden = drawn
    span = _told_of(asked)
    inside = [point for point in points if _is_inside(point, asked.date)]
    turns = {point.claim.id: timeline.turn(point, points) for point in inside}
    return Lane(
        chip=chip.id,
        name=chip.name,
        chip_kind=chip.kind,
        rule=rule,
        date=asked.date,
        horizon=asked.horizon,
        stretches=tuple(map(_stretch, timeline.stretches(points, span))) if span else (),
        changes=tuple(turn for turn in turns.values() if turn),
        events=tuple(
            _event(point, turns[point.claim.id], again=point.is_change and not timeline.is_turn(point, points))
            for point in inside
        ),
        groups=tuple(store.groups_of(chip.id, known_by=asked.known_by)),
        hidden=tuple(hidden),
    )


def _told_of(asked: status.Terms) -> Span | None:
    """Return the part of the period that the sources can tell of; None where they are all older."""
    if asked.horizon is None or asked.date.last <= asked.horizon:
        return asked.date
    if asked.horizon < asked.date.first:
        return None
    return Span(edtf=asked.date.edtf, earliest=asked.date.first, latest=asked.horizon)


def _is_inside(point: Point, period: Span) -> bool:
    """Tell whether an event can have been in the period; what held up to a change is told of with its end."""
    if point.mode == "until":
        return period.first <= point.last <= period.last
    return point.first <= period.last and period.first <= point.last


def _event(point: Point, turn: Change | None, *, again: bool) -> Event:
    claim = point.claim
    before = turn.state_from if turn else claim.before
    return Event(
        mode=point.mode,
        state_from=claim.state if point.mode == "until" else before,
        state_to=None if point.mode == "until" else claim.state,
        again=again,
        when=claim.when,
        first=point.first if point.first != calendar.min else None,
        last=point.last if point.last != calendar.max else None,
        level=claim.level,
        claim=claim.id,
    )


def _stretch(stretch: timeline.Stretch) -> Stretch:
    reading = stretch.reading
    return Stretch(
        first=stretch.first,
        last=stretch.last,
        outcome=reading.outcome if reading.outcome in ("indeterminate", "disputed") else "state",
        state=reading.state,
        possible=reading.possible,
        basis=reading.basis,
        level=status.weakest(claim.level for claim in reading.claims),
        claims=tuple(claim.id for claim in reading.claims),
    )


def _warnings(asked: status.Terms, end: Span | None) -> tuple[Warned, ...]:
    """Say where the known sources end before the period does, unless nobody asked for its end."""
    if asked.horizon is None or asked.date.first <= asked.horizon:
        return status.warnings(asked, asked.date) if end or asked.horizon is None else ()
    message = say(
        "{period} lies after the newest source ({day}): nothing is told of it",
        period=asked.date.edtf,
        day=asked.horizon.isoformat(),
    )
    return (Warned(code="beyond_horizon", message=message),)


def _claim_ids(told: Iterable[Lane]) -> list[str]:
    """Return the ids of all claims that lanes name, hidden ones left out: what is hidden is not told."""
    return [
        id_
        for lane in told
        for ids in (*(stretch.claims for stretch in lane.stretches), (event.claim for event in lane.events))
        for id_ in ids
    ]
