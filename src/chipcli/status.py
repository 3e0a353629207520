"""May it be sold? The state of chips under a rule, in a period, as known by a day."""

from collections.abc import Iterable, Sequence
from datetime import date as calendar
from typing import NamedTuple

from chipcli import dates, timeline
from chipcli.answering import compose, leaving_out, missed, resolve
from chipcli.dates import Span
from chipcli.errors import UsageError
from chipcli.messages import Value, say
from chipcli.model.answer import Answer, Hidden, StatusQuery, StatusRow, Warned
from chipcli.model.claim import STATES, ExportStatus, Rule
from chipcli.model.entity import Entity, EntityKind
from chipcli.model.values import Level
from chipcli.store import Store
from chipcli.timeline import Point, Reading

CHIP_KINDS: frozenset[EntityKind] = frozenset({"chip", "chip_group"})

RULES: tuple[Rule, ...] = tuple(STATES)

_FIRMNESS = {level: rank for rank, level in enumerate(Level)}


class Terms(NamedTuple):
    """The terms on which a question about states is answered."""

    date: Span
    known_by: Span | None
    strict: bool
    horizon: calendar | None
    """Last day that the known sources can tell of; None where there are none."""


def terms(store: Store, *, date: Span | None = None, known_by: Span | None = None, strict: bool = False) -> Terms:
    """Complete the terms: without a date, the day of the newest source known by then."""
    newest = store.newest_source(known_by=known_by.last.isoformat() if known_by else None)
    horizon = calendar.fromisoformat(newest) if newest else None
    # Where nothing was public by then, there is no day but the one asked about.
    latest = horizon or (known_by.last if known_by else calendar.max)
    return Terms(date or dates.day(latest), known_by, strict, horizon)


def refuse_open(date: Span | None, option: str) -> None:
    """Refuse a date that begins or ends nowhere, where a question needs both.

    Raises:
        UsageError: if it is one.
    """
    if date and date.is_open:
        raise UsageError(say("{option}: expected YYYY, YYYY-MM or YYYY-MM-DD, no open end", option=option))


def rows(
    store: Store, chips: Iterable[Entity], asked: Terms, *, rules: Sequence[Rule] = RULES
) -> tuple[StatusRow, ...]:
    """Return one row for each chip and rule, in the order given."""
    return tuple(_row(store, chip, rule, asked) for chip in chips for rule in rules)


def answer(
    store: Store, name: str | None, asked: Terms, *, date: Span | None, rules: Sequence[Rule] = RULES
) -> Answer[StatusQuery, StatusRow]:
    """Tell what may be sold: of every chip a source tells a state of, or of one.

    Args:
        store: the base.
        name: a chip or chip group; None for all.
        asked: the terms, completed.
        date: the date as asked for; None where none was given.
        rules: the rules to tell of.
    """
    found = resolve(store, name, kinds=CHIP_KINDS)
    query = StatusQuery(
        name=name,
        entity=found.entity,
        matched=found.matched,
        date=date,
        known_by=asked.known_by,
        rule=rules[0] if len(rules) == 1 else None,
        strict=asked.strict,
    )
    if found.outcome != "answered":
        return missed(store, "status", query, found)
    entity = store.entity(found.entity) if found.entity else None
    told = rows(store, [entity] if entity else store.with_status(), asked, rules=rules)
    composed = compose(
        store,
        command="status",
        query=query,
        result=told,
        claim_ids=claim_ids(told),
        entity_ids=[row.chip for row in told],
        warnings=(*found.warnings, *warnings(asked, date)),
    )
    return leaving_out(composed, [hidden for row in told for hidden in row.hidden])


def claim_ids(rows: Iterable[StatusRow]) -> list[str]:
    """Return the ids of all claims that rows name, hidden ones left out: what is hidden is not told."""
    return [id_ for row in rows for id_ in (*row.claims, *row.group_claims, *row.later)]


def warnings(asked: Terms, date: Span | None) -> tuple[Warned, ...]:
    """Say where the known sources end before the period does; `date` is None where none was asked for."""
    if asked.horizon is None:
        by = asked.known_by.edtf if asked.known_by else say("any day")
        return (Warned(code="nothing_known", message=say("no source was certainly public by {day}", day=by)),)
    newest = say("the newest source")
    if asked.known_by:
        newest = say("the newest source known by {day}", day=asked.known_by.edtf)
    told: dict[str, Value] = {"source": newest, "day": asked.horizon.isoformat()}
    if date is None:
        return (Warned(code="as_of_newest_source", message=say("as of {day}, {source}", **told)),)
    if date.first > asked.horizon:
        message = say("{period} lies after {source} ({day}): last known states", period=date.edtf, **told)
        return (Warned(code="beyond_horizon", message=message),)
    if date.last > asked.horizon:
        message = say("{source} is of {day}: nothing is told of the rest of {period}", period=date.edtf, **told)
        return (Warned(code="partly_beyond_horizon", message=message),)
    return ()


def weakest(levels: Iterable[Level]) -> Level | None:
    """Return the weakest of some levels: an answer is no firmer than what it rests on."""
    return max(levels, key=_FIRMNESS.__getitem__, default=None)


def _row(store: Store, chip: Entity, rule: Rule, asked: Terms) -> StatusRow:
    reading, hidden = _reading(store, chip.id, rule, asked)
    group_claims: list[str] = []
    for group in store.groups_of(chip.id, known_by=asked.known_by):
        of_group, hidden_of_group = _reading(store, group, rule, asked)
        group_claims += [claim.id for claim in of_group.claims]
        hidden += hidden_of_group
    beyond = asked.horizon is not None and asked.date.first > asked.horizon and reading.outcome != "unknown"
    return StatusRow(
        chip=chip.id,
        name=chip.name,
        chip_kind=chip.kind,
        rule=rule,
        date=asked.date,
        outcome="beyond_horizon" if beyond else reading.outcome,
        state=reading.state,
        possible=reading.possible,
        changes=reading.changes,
        since=reading.since,
        basis=reading.basis,
        level=weakest(claim.level for claim in reading.claims),
        claims=tuple(claim.id for claim in reading.claims),
        group_claims=tuple(dict.fromkeys(group_claims)),
        hidden=tuple(hidden),
        later=reading.later,
    )


def _reading(store: Store, subject: str, rule: Rule, asked: Terms) -> tuple[Reading, list[Hidden]]:
    """Read the line of one subject and rule, with what the terms leave out of it."""
    points, hidden = line(store, subject, rule, asked)
    return timeline.read(points, asked.date), hidden


def line(store: Store, subject: str, rule: Rule, asked: Terms) -> tuple[list[Point], list[Hidden]]:
    """Return the line of one subject and rule, and what the terms leave out of it."""
    claims = store.statuses(subject, rule)
    published = store.published(claim.source for claim in claims)
    known: list[ExportStatus] = []
    hidden: list[Hidden] = []
    for claim in claims:
        when = published[claim.source]
        # A source dated "2023-11" counts as known only once the month is over: replaying history must
        # not leak what may have come out on the 30th.
        if asked.known_by is None or (when.latest is not None and when.latest <= asked.known_by.last):
            known.append(claim)
        else:
            hidden.append(Hidden(claim=claim.id, reason="published_later" if when.latest else "source_undated"))
    return timeline.place(known, published, strict=asked.strict), hidden
