"""The points that claims put on one line, chip and rule, and what they say about a period.

A point is a state with the first and the last day on which it can have begun (a change), been seen (an
observation) or still held (up to a change). The rules are those of docs/status.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from chipcli.dates import Span
from chipcli.dates import day as of_day
from chipcli.model.answer import Basis, Change, RowOutcome
from chipcli.model.claim import STATES, ExportStatus, State
from chipcli.model.values import When

DAY = timedelta(days=1)


class Point(Struct, frozen=True, kw_only=True):
    """One claim's place on the line."""

    claim: ExportStatus
    first: date
    last: date
    mode: Literal["change", "observed", "until"]
    earlier: frozenset[str] = frozenset()
    """Ids of all claims that it is told to come after."""

    @property
    def state(self) -> State:
        """The state it puts."""
        return self.claim.state

    @property
    def is_change(self) -> bool:
        """Whether the state began here."""
        return self.mode == "change"


class Reading(Struct, frozen=True, kw_only=True):
    """What the line says about a period."""

    outcome: RowOutcome
    state: State | None = None
    possible: tuple[State, ...] = ()
    changes: tuple[Change, ...] = ()
    since: When | None = None
    basis: Basis | None = None
    claims: tuple[ExportStatus, ...] = ()
    later: tuple[str, ...] = ()


class Stretch(Struct, frozen=True, kw_only=True):
    """Days that follow each other, and what the line tells of each of them."""

    first: date
    last: date
    reading: Reading
    """Of the first day: what changed or was seen then is carried forward to the others."""


def place(claims: Sequence[ExportStatus], published: Mapping[str, When], *, strict: bool) -> list[Point]:
    """Put the claims about one chip and rule on a line, in order.

    Args:
        claims: what counts.
        published: when their sources came out, by the ids of these.
        strict: ignore inferred dates, and take an open start as open.
    """
    spans = {claim.id: _begins(claim, published[claim.source], strict=strict) for claim in claims}
    _tighten(claims, spans)
    by_id = {claim.id: claim for claim in claims}
    placed = (_point(claim, spans, published, by_id, strict=strict) for claim in claims)
    # The id comes last, so that the order in the files decides nothing.
    ordered = sorted(
        (point for point in placed if point),
        key=lambda point: (point.last, point.first, len(point.earlier), point.claim.id),
    )
    return _without_overtaken(ordered)


def read(points: Sequence[Point], period: Span) -> Reading:
    """Say what the line tells about a period."""
    later = tuple(point.claim.id for point in points if point.first > period.last)
    # What has no last day is never settled, however late the period ends.
    settled = [point for point in points if point.last <= period.last and point.last != date.max]
    holding = [point for point in points if point.mode == "until" and point.first <= period.last < point.last]
    begun = [point for point in points if point.first <= period.last < point.last or _is_open(point, period)]
    run = _run(settled, holding)
    if not run and not begun:
        return Reading(outcome="unknown", later=later)

    rivals, unclear = _against(run, settled, holding)
    if rivals:
        claims = dict.fromkeys(point.claim for point in (*rivals, *run))
        states = (point.state for point in (*rivals, *run))
        return Reading(outcome="disputed", possible=_in_order(states), claims=tuple(claims), later=later)

    known = run[-1].state if run else None
    undecided = [*unclear, *(point for point in begun if point not in holding and point.state != known)]
    changed = [point for point in settled if point.last >= period.first and is_turn(point, points)]
    partly = [point for point in changed if point.first < period.first]
    if undecided or partly:
        # The period cuts through a change: what held before it and what it brought are both possible.
        cut = (*partly, *undecided)
        told = [point for point in points if point.first <= period.last]
        # What is over by the end of the period, in whatever order, has left its state before behind.
        before = (_prior(point, told) for point in cut if point not in unclear)
        either: set[State | None] = {known, *(point.state for point in cut), *before}
        return Reading(
            outcome="indeterminate",
            state=known if not undecided else None,
            possible=_in_order(either),
            # In what order unclear points came, and so what changed into what, nobody says.
            changes=() if unclear else tuple(_change(point, points) for point in changed if point not in partly),
            since=run[0].claim.when if run and not undecided else None,
            basis="not_stated" if not run and all(point.claim.when.edtf is None for point in undecided) else None,
            claims=tuple(dict.fromkeys(point.claim for point in (*run, *cut))),
            later=later,
        )
    return Reading(
        outcome="changed" if changed else "state",
        state=known,
        possible=(run[-1].state,),
        changes=tuple(_change(point, points) for point in changed),
        since=run[0].claim.when,
        basis=_basis(run, holding, period),
        claims=tuple(dict.fromkeys(point.claim for point in (*changed, *run))),
        later=later,
    )


def stretches(points: Sequence[Point], period: Span) -> Iterator[Stretch]:
    """Yield what the line tells of each day of a period, days that follow each other and are told the same in one.

    A day on which nothing is known is in none of them.
    """
    # Between two of these days, every comparison that `read` makes of a point with a single day comes out the same.
    turns = (day for point in points for day in (point.first, point.last, _next(point.last)))
    days = sorted({period.first, *(day for day in turns if period.first < day <= period.last)})
    held: Stretch | None = None
    for day, after in zip(days, [*days[1:], None], strict=True):
        last = after - DAY if after else period.last
        reading = read(points, of_day(day))
        if held and _goes_on(held.reading, reading):
            held = Stretch(first=held.first, last=last, reading=held.reading)
            continue
        if held:
            yield held
        held = None if reading.outcome == "unknown" else Stretch(first=day, last=last, reading=reading)
    if held:
        yield held


def _next(day: date) -> date:
    return day + DAY if day < date.max else day


def _goes_on(before: Reading, after: Reading) -> bool:
    """Tell whether a day is told the same as the one before it; what was dated then is carried forward now."""
    return _told(before) == _told(after) and (
        before.basis == after.basis
        or (after.basis == "carried_forward" and before.basis in {"dated", "observed", "latest_possible_day"})
    )


def _told(reading: Reading) -> tuple[object, ...]:
    outcome = "state" if reading.outcome == "changed" else reading.outcome
    return outcome, reading.state, reading.possible, {claim.id for claim in reading.claims}


def _begins(claim: ExportStatus, published: When, *, strict: bool) -> tuple[date, date]:
    """Return the first and last day on which the claim's state can have begun or been seen."""
    when = claim.when
    dated = when.edtf is not None and not (strict and when.basis == "inferred")
    if not dated:
        when = When(edtf=None, earliest=None, latest=published.latest, basis="not_stated")
        if when.latest is None:
            # Nothing says when, and nothing says by when: from the day the source can first have
            # been out, it may have happened; before that day it is not put on the line at all.
            return (date.min if strict else published.first), date.max
    if when.latest is None:
        # "Since April": it has happened by the day the source was out.
        return when.first, max(when.first, published.last)
    if when.earliest is None and not strict:
        # Known only to lie before a day: it counts from the last day it can have happened.
        return when.last, when.last
    return when.first, when.last


def _tighten(claims: Sequence[ExportStatus], spans: dict[str, tuple[date, date]]) -> None:
    """Narrow the spans by what is told to come after what."""
    for _ in claims:
        for claim in claims:
            for earlier in claim.after:
                if earlier in spans:
                    spans[earlier] = (spans[earlier][0], min(spans[earlier][1], spans[claim.id][1]))
                    spans[claim.id] = (max(spans[claim.id][0], spans[earlier][0]), spans[claim.id][1])


def _point(
    claim: ExportStatus,
    spans: Mapping[str, tuple[date, date]],
    published: Mapping[str, When],
    by_id: Mapping[str, ExportStatus],
    *,
    strict: bool,
) -> Point | None:
    """Place one claim; None where it holds on no certain day."""
    earlier = _earlier(claim, by_id)
    first, last = spans[claim.id]
    if claim.mode != "until":
        return Point(claim=claim, first=first, last=last, mode=claim.mode, earlier=earlier)
    if claim.until is not None and claim.until in spans:
        end = spans[claim.until][0]
    else:
        # It ends with a change of another chip, whose day is the one this claim gives itself.
        end = claim.when.last if claim.when.edtf else published[claim.source].first
    if end == date.min:
        # The change may lie however early, so what held before it holds on no certain day; it is still
        # what the change may not have ended yet.
        return Point(claim=claim, first=date.min, last=date.min, mode="until", earlier=earlier)
    start = claim.when.first if not (strict and claim.when.basis == "inferred") else date.min
    # What held up to a change reaches back to the change before it, never past it.
    for other in by_id.values():
        if other.mode == "change" and other.id != claim.until and spans[other.id][1] < end:
            start = max(start, spans[other.id][1] + DAY)
    if start >= end:
        return None
    return Point(claim=claim, first=start, last=end - DAY, mode="until", earlier=earlier)


def _earlier(claim: ExportStatus, by_id: Mapping[str, ExportStatus]) -> frozenset[str]:
    """Return the ids of all claims that one is told to come after, theirs included."""
    direct = [id_ for id_ in claim.after if id_ in by_id]
    return frozenset(direct).union(*(_earlier(by_id[id_], by_id) for id_ in direct))


def _without_overtaken(points: list[Point]) -> list[Point]:
    """Drop "no decision yet" wherever a decision was out by then."""
    decided = min((point.last for point in points if point.state != "no_decision"), default=date.max)
    return [point for point in points if point.state != "no_decision" or point.last < decided]


def _is_open(point: Point, period: Span) -> bool:
    """Tell whether a point has begun and has no last day, where the period has none either."""
    return point.last == date.max == period.last and point.first <= period.last


def _run(settled: Sequence[Point], holding: Sequence[Point]) -> list[Point]:
    """Return the newest points that agree on the state, oldest first; what holds up to a change is the newest."""
    run: list[Point] = []
    for point in reversed([*settled, *holding]):
        if run and point.state != run[0].state:
            break
        run.insert(0, point)
    return run


def _against(
    run: Sequence[Point], settled: Sequence[Point], holding: Sequence[Point]
) -> tuple[list[Point], list[Point]]:
    """Return what stands against the newest points: what puts another state at the same time, and what may.

    Spans of a month and of a day in it go together, in one order or the other; which one is unclear.
    """
    if not run:
        return [], []
    newest = run[-1]
    others = [
        point
        for point in (*settled, *holding)
        if point.state not in {newest.state, "no_decision"}
        and point.last >= newest.first
        and newest.claim.id not in point.earlier
        and point.claim.id not in newest.earlier
    ]
    if newest.mode == "until":
        # One source may tell of what it saw and of what held until then; two that differ disagree.
        return [point for point in others if point.claim.source != newest.claim.source], []
    same_time = [
        point
        for point in others
        if (point.first, point.last) == (newest.first, newest.last)
        or (point.mode == "until" and point.claim.source != newest.claim.source and _covers(point, newest))
    ]
    if newest.first == date.min:
        # "By December", taken strictly, still says what holds in December, however early it began.
        return same_time, []
    told_before = newest.claim.before
    return same_time, [
        point for point in others if point not in same_time and point.mode != "until" and point.state != told_before
    ]


def _covers(point: Point, other: Point) -> bool:
    return point.first <= other.first and other.last <= point.last


def is_turn(point: Point, points: Sequence[Point]) -> bool:
    """Tell whether a change brought a state that did not hold before; a second report of it does not."""
    earlier = points[: points.index(point)]
    return point.is_change and not (earlier and earlier[-1].state == point.state)


def turn(point: Point, points: Sequence[Point]) -> Change | None:
    """Return the change that a point is, as `read` tells it of the very days on which it can have been.

    None where it is none, where it has no last day, and where disputes leave open what changed.
    """
    if not is_turn(point, points):
        return None
    days = Span(edtf="", earliest=point.first, latest=point.last)
    return next((change for change in read(points, days).changes if change.claim == point.claim.id), None)


def _prior(point: Point, points: Sequence[Point]) -> State | None:
    """Return the state before a change, as its claim or the line gives it."""
    if point.claim.before is not None:
        return point.claim.before
    until = next((other for other in points if other.claim.until == point.claim.id), None)
    if until is not None:
        return until.state
    earlier = points[: points.index(point)]
    return earlier[-1].state if earlier else None


def _change(point: Point, points: Sequence[Point]) -> Change:
    return Change(state_from=_prior(point, points), state_to=point.state, when=point.claim.when, claim=point.claim.id)


def _basis(run: Sequence[Point], holding: Sequence[Point], period: Span) -> Basis:
    """Say what puts the state at the end of the period, from the newest claim that does and the oldest that agrees."""
    oldest, newest = run[0], run[-1]
    if newest.mode == "until":
        if not oldest.is_change and (newest in holding or newest.last >= period.first):
            return "start_not_stated"
        newest = oldest
    if newest.last < period.first:
        return "carried_forward"
    if not newest.is_change:
        return "observed"
    return "latest_possible_day" if newest.claim.when.earliest is None else "dated"


def _in_order(states: Iterable[State | None]) -> tuple[State, ...]:
    """Return the states from the freest to the strictest."""
    order: dict[State, None] = dict.fromkeys([*STATES["us_export"][:-1], *STATES["cn_purchase"], "blocked"])
    wanted = set(states)
    return tuple(state for state in order if state in wanted)
