"""What changed between two dates, and what was learned between two days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as calendar
from itertools import chain
from typing import NamedTuple

from chipcli import dates, status, timeline
from chipcli.answering import candidates, compose, echoed, missed, resolve
from chipcli.dates import Span
from chipcli.errors import UsageError
from chipcli.messages import Message, named, say
from chipcli.model.answer import Answer, Change, StatusRow, Warned
from chipcli.model.differences import Difference, DifferenceKind, DiffQuery
from chipcli.model.entity import Entity
from chipcli.status import CHIP_KINDS, Terms
from chipcli.store import Store
from chipcli.timeline import Point


class Asked(NamedTuple):
    """The terms of the two sides of a comparison."""

    before: Terms
    after: Terms
    by_date: bool
    """Whether two dates are compared, and not what was known of one of them by two days."""


def answer(
    store: Store,
    names: Sequence[str] = (),
    *,
    date_from: Span | None = None,
    date_to: Span | None = None,
    known_by: Span | None = None,
    known_by_then: Span | None = None,
    date: Span | None = None,
    strict: bool = False,
) -> Answer[DiffQuery, Difference]:
    """Tell what changed from one date to another; or what was learned, of one date, from one day to another.

    Args:
        store: the base.
        names: chips or chip groups; none for all.
        date_from: the first date; its last day is compared.
        date_to: the second date; its last day is compared.
        known_by: with two dates, the day by which a source must have been out; otherwise the first such day.
        known_by_then: the second such day.
        date: with two such days, what to tell of; without it, the last day of the first.
        strict: ignore inferred dates; take an open span as open.

    Raises:
        UsageError: if the dates don't go together, the first ends after the second, or an end of one is open.
    """
    by_date = _is_by_date(date_from, date_to, known_by, known_by_then, date)
    found = [resolve(store, name, kinds=CHIP_KINDS) for name in names]
    query = DiffQuery(
        names=echoed(*found),
        date_from=date_from,
        date_to=date_to,
        known_first=known_by,
        known_then=known_by_then,
        date=date,
        strict=strict,
    )
    missing = [one for one in found if one.entity is None]
    if missing:
        # Of several names none may be missing: it would read like no difference.
        return missed(store, "diff", query, *missing)
    asked = _terms(store, query, by_date=by_date)
    chips = _entities(store, (one.entity for one in found if one.entity))
    told = _differences(store, chips if names else store.with_status(), asked)
    warnings = (*dict.fromkeys(chain.from_iterable(one.warnings for one in found)), *_warnings(asked))
    if told:
        return compose(
            store,
            command="diff",
            query=query,
            result=told,
            claim_ids=_claim_ids(told),
            entity_ids=[one.chip for one in told],
            warnings=warnings,
        )
    # Names only: what differs of a group is not passed off as a difference of the chip.
    groups = _entities(store, (group for chip in chips for group in store.groups_of(chip.id, known_by=query.known_by)))
    return compose(
        store,
        command="diff",
        query=query,
        outcome="not_found",
        candidates=candidates(store, (one.chip for one in _differences(store, groups, asked))),
        warnings=(*warnings, Warned(code="not_found", message=_nothing(query, asked, chips))),
    )


def _terms(store: Store, query: DiffQuery, *, by_date: bool) -> Asked:
    """Complete the terms of both sides."""
    first = query.known_first
    if by_date:
        sides = ((query.date_from, first), (query.date_to, first))
    else:
        # Hindsight, where nothing else is asked for.
        date = query.date or (dates.day(first.last) if first else None)
        sides = ((date, first), (date, query.known_then))
    before, after = (status.terms(store, date=date, known_by=known_by, strict=query.strict) for date, known_by in sides)
    return Asked(before, after, by_date=by_date)


def _is_by_date(
    date_from: Span | None, date_to: Span | None, known_by: Span | None, known_by_then: Span | None, date: Span | None
) -> bool:
    """Tell which of the two comparisons is asked for.

    Raises:
        UsageError: if the dates don't go together, the first ends after the second, or an end of one is open.
    """
    together = say("compare two dates by --from and --to, or what was known of one by --known-by and --and")
    if date_from is None and date_to is None:
        if known_by_then is None:
            raise UsageError(say("two dates are needed"), hint=together)
        if known_by is None:
            raise UsageError(say("--and needs --known-by beside it"), hint=together)
        if known_by.last > known_by_then.last:
            raise UsageError(
                say("--known-by {first} ends after --and {second}", first=known_by.edtf, second=known_by_then.edtf)
            )
        return False
    if known_by_then is not None:
        raise UsageError(say("--and goes with --known-by alone, not with --from or --to"), hint=together)
    if date_to is None:
        raise UsageError(say("--from needs --to beside it"), hint=together)
    if date_from is None:
        raise UsageError(say("--to needs --from beside it"), hint=together)
    if date is not None:
        raise UsageError(say("--date goes with --known-by and --and, not with --from and --to"), hint=together)
    status.refuse_open(date_from, "--from")
    status.refuse_open(date_to, "--to")
    if date_from.last > date_to.last:
        raise UsageError(say("--from {first} ends after --to {second}", first=date_from.edtf, second=date_to.edtf))
    return True


def _entities(store: Store, ids: Iterable[str]) -> tuple[Entity, ...]:
    """Return entities in the order of their ids, each once."""
    found = (store.entity(id_) for id_ in dict.fromkeys(ids))
    return tuple(entity for entity in found if entity)


def _differences(store: Store, chips: Iterable[Entity], asked: Asked) -> tuple[Difference, ...]:
    chips = tuple(chips)
    pairs = zip(status.rows(store, chips, asked.before), status.rows(store, chips, asked.after), strict=True)
    compared = (
        _between(store, before, after, asked) if asked.by_date else _learned(store, before, after)
        for before, after in pairs
    )
    return tuple(one for one in compared if one)


# Between two dates


def _between(store: Store, before: StatusRow, after: StatusRow, asked: Asked) -> Difference | None:
    """Compare what is told of two dates; None where nothing differs, and no change can lie in between."""
    end, start = asked.after.date.last, asked.before.date.last
    points, _ = status.line(store, after.chip, after.rule, asked.after)
    certain: list[Change] = []
    possible: list[Change] = []
    is_cut = False
    for point, change in _changes(points, start, end):
        if not (change and start < point.first and point.last <= end):
            possible.append(change or _guess(point))
            is_cut = True
        elif before.outcome == "unknown" and not _is_bounded(point, points, start):
            # All that is known is by when it had happened, and nothing is known of the first date: it may have
            # happened long before that.
            possible.append(change)
        else:
            certain.append(change)
    kind: DifferenceKind
    if certain:
        kind = "changed"
    elif is_cut:
        kind = "may_have_changed"
    elif before.outcome == "unknown" != after.outcome:
        kind = "first_told"
    elif _stand(before) != _stand(after):
        kind = "differs"
    else:
        return None
    return _difference(kind, before, after, changes=tuple(certain), possible_changes=tuple(possible))


def _changes(points: Sequence[Point], start: calendar, end: calendar) -> Iterator[tuple[Point, Change | None]]:
    """Yield the changes that can lie after one day and up to another; None for one whose order is unclear."""
    for point in points:
        lies_outside = start >= end or point.last <= start or point.first > end
        if timeline.is_turn(point, points) and not lies_outside:
            yield point, timeline.turn(point, points)


def _guess(point: Point) -> Change:
    claim = point.claim
    return Change(state_from=claim.before, state_to=claim.state, when=claim.when, claim=claim.id)


def _is_bounded(point: Point, points: Sequence[Point], start: calendar) -> bool:
    """Tell whether a change cannot have happened by a day, its own date being one by which it had happened."""
    if point.claim.when.earliest is not None:
        return True
    return any(other.first > start for other in points if other.claim.id in point.earlier)


def _stand(row: StatusRow) -> tuple[object, ...]:
    """Return what is told of the end of a period; that nothing newer tells of it makes no difference."""
    return row.outcome == "unknown", row.state, () if row.state else row.possible


# As known by two days


def _learned(store: Store, before: StatusRow, after: StatusRow) -> Difference | None:
    """Compare what was known of one date by two days; None where the answer is the same."""
    kind: DifferenceKind
    if _course(before) != _course(after):
        kind = "learned" if before.outcome == "unknown" else "revised"
    elif _detail(before) != _detail(after):
        kind = "restated"
    else:
        return None
    new = {one.claim for one in before.hidden} - {one.claim for one in after.hidden}
    rests_on = dict.fromkeys((*after.claims, *(change.claim for change in after.changes)))
    learned = tuple(id_ for id_ in rests_on if id_ in new)
    if not learned:
        # A claim may move others without being named: it ends what held until then, or comes later.
        learned = tuple(claim.id for claim in store.statuses(after.chip, after.rule) if claim.id in new)
    return _difference(kind, before, after, learned=learned)


def _course(row: StatusRow) -> tuple[object, ...]:
    turns = [(change.state_from, change.state_to) for change in row.changes]
    return row.outcome == "unknown", row.state, row.possible, turns


def _detail(row: StatusRow) -> tuple[object, ...]:
    return row.since, row.level, [change.when for change in row.changes]


# The answer


def _difference(
    kind: DifferenceKind,
    before: StatusRow,
    after: StatusRow,
    *,
    changes: tuple[Change, ...] = (),
    possible_changes: tuple[Change, ...] = (),
    learned: tuple[str, ...] = (),
) -> Difference:
    return Difference(
        chip=after.chip,
        name=after.name,
        chip_kind=after.chip_kind,
        rule=after.rule,
        difference=kind,
        changes=changes,
        possible_changes=possible_changes,
        learned=learned,
        before=before,
        after=after,
    )


def _claim_ids(told: Iterable[Difference]) -> Iterator[str]:
    """Yield the ids of all claims that differences name; those that are hidden are only listed as such."""
    for one in told:
        yield from (hidden.claim for hidden in one.after.hidden)
        yield from status.claim_ids((one.before, one.after))
        yield from (change.claim for change in (*one.changes, *one.possible_changes))
        yield from one.learned


def _nothing(query: DiffQuery, asked: Asked, chips: Sequence[Entity]) -> Message:
    """Say that nothing differs."""
    names = [named(chip) for chip in chips]
    if asked.by_date:
        start, end = asked.before.date.edtf, asked.after.date.edtf
        if names:
            return say("no change of {names} is told between {start} and {end}", names=names, start=start, end=end)
        return say("no change is told between {start} and {end}", start=start, end=end)
    first, second = (day.edtf if day else "" for day in (query.known_first, query.known_then))
    of = asked.after.date.edtf
    if names:
        return say(
            "nothing learned between {first} and {second} makes the answer for {names} on {date} another",
            first=first,
            second=second,
            names=names,
            date=of,
        )
    return say(
        "nothing learned between {first} and {second} makes any answer for {date} another",
        first=first,
        second=second,
        date=of,
    )


def _warnings(asked: Asked) -> Iterator[Warned]:
    """Yield what the reader must know of the sources that count."""
    sides = (asked.after,) if asked.by_date else (asked.before, asked.after)
    for side in sides:
        if side.horizon is None and side.known_by is not None:
            message = say("no source was certainly public by {date}", date=side.known_by.edtf)
            yield Warned(code="nothing_known", message=message)
    horizon = asked.after.horizon
    if horizon is None or not asked.by_date:
        return
    if asked.before.date.last > horizon:
        yield Warned(
            code="beyond_horizon",
            message=say(
                "{date} ends after the newest source ({horizon}), which tells of no change since",
                date=asked.before.date.edtf,
                horizon=horizon.isoformat(),
            ),
        )
    elif asked.after.date.last > horizon:
        yield Warned(
            code="partly_beyond_horizon",
            message=say(
                "the newest source is of {horizon}: nothing is told of the rest up to {date}",
                horizon=horizon.isoformat(),
                date=asked.after.date.edtf,
            ),
        )
