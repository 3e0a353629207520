"""What happened, in order: the lanes of chips, on small bases and on the shipped one.

The sources and the claims are those of the tests of status: a claim is about the T40 under the US rule, and told by
the source of 10 March 2025 (`early`), unless a test says otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipcli import dates, lanes, status
from chipcli.errors import UsageError
from chipcli.model.answer import Answer, StatusRow
from chipcli.model.claim import Rule
from chipcli.model.lanes import Event, Lane, Stretch, TimelineQuery, in_order
from chipcli.store import Store
from tests import bases
from tests.bases import Record, entity
from tests.states import (
    BACK_AND_FORTH,
    BLOCKED_APRIL,
    KNOWN_BY,
    SOURCES,
    claims_about_one_chip,
    cn,
    seen,
    until,
    us,
)

Told = Answer[TimelineQuery, Lane]


def answer(
    claims: Iterable[Record],
    name: str | None = "t40",
    *,
    start: str | None = None,
    end: str | None = None,
    known_by: str | None = None,
    strict: bool = False,
    rules: Sequence[Rule] = status.RULES,
    entities: Iterable[Record] = bases.ENTITIES,
) -> Told:
    """Return what a base of these claims answers."""
    with bases.opened(bases.base(sources=SOURCES, entities=entities, export_status=claims)) as store:
        return lanes.lanes(
            store,
            name,
            start=dates.parse(start) if start else None,
            end=dates.parse(end) if end else None,
            known_by=dates.parse(known_by) if known_by else None,
            strict=strict,
            rules=rules,
        )


def lane(
    claims: Iterable[Record],
    *,
    start: str = "2025",
    end: str = "2025",
    known_by: str | None = None,
    strict: bool = False,
    rule: Rule = "us_export",
) -> Lane:
    """Return the lane of the T40 under a rule."""
    told = answer(claims, start=start, end=end, known_by=known_by, strict=strict, rules=[rule])
    return told.result[0]


def told_of(found: Lane) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(str(one.first), str(one.last), one.outcome, one.possible) for one in found.stretches]


def day_by_day(period: dates.Span) -> Iterator[date]:
    for number in range((period.last - period.first).days + 1):
        yield period.first + timedelta(days=number)


# The same as status, on every day


CARRIED_ON = {"dated", "observed", "latest_possible_day"}


def assert_told_alike(day: date, row: StatusRow, found: Sequence[Stretch]) -> None:
    covering = [one for one in found if one.first <= day <= one.last]
    if row.outcome in {"unknown", "beyond_horizon"}:
        assert covering == []
        return
    (stretch,) = covering
    assert stretch.outcome == ("state" if row.outcome == "changed" else row.outcome)
    assert (stretch.state, stretch.possible, stretch.level) == (row.state, row.possible, row.level)
    assert sorted(stretch.claims) == sorted(row.claims)
    carried_on = row.basis == "carried_forward" and stretch.basis in CARRIED_ON and day > stretch.first
    assert stretch.basis == row.basis or carried_on


@settings(deadline=None, max_examples=40)
@given(
    claims_about_one_chip(),
    st.sampled_from([None, *KNOWN_BY]),
    st.booleans(),
    st.sampled_from([("2025-01-15", "2025-05"), ("2025-05", "2025-08"), ("2025-10-20", "2025-12-20")]),
)
def test_every_day_of_a_lane_is_told_as_status_tells_it(
    claims: list[Record],
    known_by: str | None,
    strict: bool,  # noqa: FBT001  # Hypothesis fills it in
    period: tuple[str, str],
) -> None:
    start, end = map(dates.parse, period)
    known = dates.parse(known_by) if known_by else None
    with bases.opened(bases.base(sources=SOURCES, export_status=claims)) as store:
        told = lanes.lanes(store, "t40", start=start, end=end, known_by=known, strict=strict, rules=["us_export"])
        found = told.result[0]
        chip = store.entity("t40")
        assert chip
        asked = status.terms(store, known_by=known, strict=strict)
        for day in day_by_day(found.date):
            (row,) = status.rows(store, [chip], asked._replace(date=dates.day(day)), rules=["us_export"])
            assert_told_alike(day, row, found.stretches)
            assert row.outcome == "beyond_horizon" or set(row.changes) <= set(found.changes)
            assert row.hidden[: len(found.hidden)] == found.hidden


@settings(deadline=None, max_examples=40)
@given(claims_about_one_chip(), st.booleans())
def test_a_change_is_told_as_status_tells_it_of_the_days_on_which_it_can_have_been(
    claims: list[Record],
    strict: bool,  # noqa: FBT001
) -> None:
    with bases.opened(bases.base(sources=SOURCES, export_status=claims)) as store:
        told = lanes.lanes(store, "t40", start=dates.parse("2024"), end=dates.parse("2026"), strict=strict)
        found = told.result[0]
        chip = store.entity("t40")
        assert chip
        asked = status.terms(store, strict=strict)
        events = {event.claim: event for event in found.events}
        for change in found.changes:
            event = events[change.claim]
            assert (event.mode, event.state_from, event.state_to) == ("change", change.state_from, change.state_to)
            assert not event.again
            days = dates.Span(edtf="", earliest=event.first, latest=event.last)
            (row,) = status.rows(store, [chip], asked._replace(date=days), rules=["us_export"])
            assert change in row.changes


@settings(deadline=None, max_examples=40)
@given(claims_about_one_chip(), st.sampled_from([None, *KNOWN_BY]))
def test_stretches_follow_each_other_and_neighbours_differ(claims: list[Record], known_by: str | None) -> None:
    found = lane(claims, start="2024", end="2026", known_by=known_by)
    for one in found.stretches:
        assert found.date.first <= one.first <= one.last <= found.date.last
        assert one.claims
    for one, other in zip(found.stretches, found.stretches[1:], strict=False):
        assert one.last < other.first
        alike = (one.outcome, one.possible, one.state, sorted(one.claims), one.basis)
        assert alike != (other.outcome, other.possible, other.state, sorted(other.claims), other.basis)


# Stretches


def test_the_days_before_within_and_after_a_change_of_some_month_are_told_apart() -> None:
    found = lane(BACK_AND_FORTH)
    assert told_of(found) == [
        ("2025-04-01", "2025-04-29", "indeterminate", ("blocked",)),
        ("2025-04-30", "2025-04-30", "indeterminate", ("blocked",)),
        ("2025-05-01", "2025-06-30", "state", ("blocked",)),
        ("2025-07-01", "2025-07-30", "indeterminate", ("allowed", "blocked")),
        ("2025-07-31", "2025-07-31", "indeterminate", ("allowed", "blocked")),
        ("2025-08-01", "2025-12-10", "state", ("allowed",)),
    ]


def test_what_is_unknown_is_in_no_stretch() -> None:
    found = lane([BLOCKED_APRIL], end="2025-03")
    assert (found.stretches, found.events, found.changes) == ((), (), ())


def test_no_stretch_goes_beyond_the_newest_source_that_counts() -> None:
    told = answer(BACK_AND_FORTH, start="2025-09", end="2027", rules=["us_export"])
    (found,) = told.result
    assert found.horizon == date(2025, 12, 10)
    assert [one.last for one in found.stretches] == [date(2025, 12, 10)]
    assert [warned.code for warned in told.warnings] == ["partly_beyond_horizon"]


def test_where_the_period_ends_by_itself_nothing_is_warned_of() -> None:
    assert answer([us("last", "blocked", "2025-12-10", told_by="late")]).warnings == ()


def test_where_no_source_was_out_by_then_that_is_said() -> None:
    told = answer(BACK_AND_FORTH, known_by="2001")
    assert [warned.code for warned in told.warnings] == ["nothing_known"]
    assert {found.stretches for found in told.result} == {()}


def test_of_a_period_after_the_newest_source_nothing_is_told() -> None:
    told = answer(BACK_AND_FORTH, start="2026-03", end="2027", rules=["us_export"])
    assert [found.stretches for found in told.result] == [()]
    assert [warned.code for warned in told.warnings] == ["beyond_horizon"]
    assert "2025-12-10" in str(told.warnings[0].message)


def test_what_was_not_known_by_a_day_is_hidden_with_the_reason_and_told_nowhere_else() -> None:
    claims = [us("known", "blocked", "2025-02"), us("later", "allowed", "2025-04-20", told_by="late")]
    told = answer(claims, start="2025", end="2025", known_by="2025-11", rules=["us_export"])
    (found,) = told.result
    assert [(one.claim, one.reason) for one in found.hidden] == [("later", "published_later")]
    assert {id_ for one in found.stretches for id_ in one.claims} == {"known"}
    assert [event.claim for event in found.events] == ["known"]
    assert [claim.id for claim in told.claims] == ["known"]
    assert found.horizon == date(2025, 6, 30)


def test_sources_that_disagree_make_a_stretch_that_is_disputed() -> None:
    found = lane([us("one", "blocked", "2025-03-01"), us("other", "allowed", "2025-03-01", told_by="late")])
    (stretch,) = found.stretches
    assert (stretch.outcome, stretch.state, stretch.possible) == ("disputed", None, ("allowed", "blocked"))
    assert (str(stretch.first), set(stretch.claims)) == ("2025-03-01", {"one", "other"})
    assert found.changes == ()


# Events


def test_events_keep_their_dates_as_precise_as_they_are_told() -> None:
    found = lane(BACK_AND_FORTH)
    assert [(event.when.edtf, event.state_from, event.state_to) for event in found.events] == [
        ("2025-04", None, "blocked"),
        ("2025-07", "blocked", "allowed"),
    ]
    assert [(str(event.first), str(event.last)) for event in found.events] == [
        ("2025-04-01", "2025-04-30"),
        ("2025-07-01", "2025-07-31"),
    ]


def test_a_second_report_of_a_change_is_an_event_and_no_second_change() -> None:
    found = lane([us("first", "blocked", "2025-04-03"), us("second", "blocked", "2025-05-20", told_by="late")])
    assert [(event.claim, event.again) for event in found.events] == [("first", False), ("second", True)]
    assert [change.claim for change in found.changes] == ["first"]


def test_what_held_up_to_a_change_is_told_of_where_it_ends() -> None:
    claims = [
        until("before", "blocked", "../2025-12-01", "after", told_by="late"),
        us("after", "allowed", "2025-12-01", told_by="late"),
    ]
    found = lane(claims, start="2025-11", end="2025-12")
    assert [(event.mode, event.state_from, event.state_to) for event in found.events] == [
        ("until", "blocked", None),
        ("change", "blocked", "allowed"),
    ]
    # It holds in June too, but nothing happened then.
    earlier = lane(claims, start="2025-06", end="2025-06")
    assert (earlier.events, told_of(earlier)) == ((), [("2025-06-01", "2025-06-30", "state", ("blocked",))])
    assert answer(claims, start="2025-06", end="2025-06").claims[0].id == "before"


def test_an_undated_event_is_told_of_a_period_in_which_it_can_have_been_and_comes_last() -> None:
    claims = [us("some-day", "blocked", None, told_by="since-july"), seen("seen", "allowed", "2025-11-20")]
    found = lane(claims)
    assert [(event.claim, event.first, event.last) for event in found.events] == [
        ("seen", date(2025, 11, 20), date(2025, 11, 20)),
        ("some-day", date(2025, 7, 1), None),
    ]
    assert lane(claims, end="2025-06").events == ()


def test_events_of_several_lanes_come_in_the_order_of_time() -> None:
    told = answer(
        [BLOCKED_APRIL, cn("cn", "discouraged", "2025-02"), us("july", "allowed", "2025-07", subject="t80")], None
    )
    events: list[Event] = [event for _, event in in_order(told.result)]
    assert [event.claim for event in events] == ["cn", "blocked-april", "july"]


# Groups


def test_what_is_told_of_a_group_has_lanes_of_its_own_and_is_not_in_that_of_the_chip() -> None:
    claims = [us("group-blocked", "blocked", "2025-04", subject="t-chips")]
    told = answer(claims, rules=["us_export"])
    chip, group = told.result
    assert (chip.chip, chip.chip_kind, chip.stretches, chip.events) == ("t40", "chip", (), ())
    assert (group.chip, group.chip_kind, chip.groups) == ("t-chips", "chip_group", ("t-chips",))
    assert [event.claim for event in group.events] == ["group-blocked"]


def test_a_group_that_nothing_is_told_of_has_no_lane_beside_a_chip() -> None:
    assert [(found.chip, found.rule) for found in answer([BLOCKED_APRIL]).result] == [
        ("t40", "us_export"),
        ("t40", "cn_purchase"),
    ]


def test_without_a_name_there_is_a_lane_for_each_chip_and_rule() -> None:
    told = answer([us("group-blocked", "blocked", "2025-04", subject="t-chips")], None)
    assert [(found.chip, found.rule) for found in told.result] == [
        (chip, rule) for chip in ("t40", "t80", "t-chips") for rule in status.RULES
    ]


def test_one_rule_is_asked_for_alone() -> None:
    told = answer([BLOCKED_APRIL], rules=["cn_purchase"])
    assert ([found.rule for found in told.result], told.query.rule) == (["cn_purchase"], "cn_purchase")


# The question


def test_an_unknown_name_is_not_found() -> None:
    told = answer([BLOCKED_APRIL], "T45")
    assert (told.command, told.outcome, told.result) == ("timeline", "not_found", ())
    assert told.query.entity is None


def test_a_company_is_no_chip() -> None:
    assert answer([BLOCKED_APRIL], "tinworks").outcome == "not_found"


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        (None, None, "2025-04/2025-12"),
        ("2024", None, "2024/2025-12"),
        (None, "2025-06-15", "2025-04/2025-06-15"),
        ("2025-05", "2025-08", "2025-05/2025-08"),
        ("2025", "2025", "2025"),
        ("2027", None, "2027"),
        (None, "2024-02", "2024-02"),
        ("2025-02/2025-03", None, "2025-02/2025-12"),
    ],
)
def test_a_period_goes_by_default_from_the_month_of_the_first_event_to_that_of_the_last(
    start: str | None, end: str | None, period: str
) -> None:
    claims = [*BACK_AND_FORTH, us("by", "blocked", "../2025-12-09", told_by="late"), us("some-day", "allowed", None)]
    told = answer(claims, start=start, end=end)
    found = told.result[0].date
    assert found.edtf == period
    assert (found.first, found.last) == (dates.parse(period).first, dates.parse(period).last)
    assert (told.query.start, told.query.end) == (
        dates.parse(start) if start else None,
        dates.parse(end) if end else None,
    )


def test_without_any_event_the_period_is_the_day_of_the_newest_source() -> None:
    assert answer([], entities=[entity("t40"), *bases.ENTITIES[1:]]).result[0].date.edtf == "2025-12-10"


@pytest.mark.parametrize(
    ("start", "end"), [("2025-05", "2025-04"), ("2025/..", None), (None, "../2025"), (None, "2025/..")]
)
def test_a_period_that_has_no_end_or_ends_before_it_begins_is_refused(start: str | None, end: str | None) -> None:
    with pytest.raises(UsageError, match=r"--from|--to"):
        answer([BLOCKED_APRIL], start=start, end=end)


# The shipped base


def real_lane(real: Store, chip: str, rule: Rule) -> Lane:
    told = lanes.lanes(real, chip, start=dates.parse("2022-10"), end=dates.parse("2026-01"), rules=[rule])
    return told.result[0]


def states(found: Lane) -> list[tuple[str, str, str | None]]:
    return [(str(one.first), str(one.last), one.state) for one in found.stretches if one.outcome == "state"]


def test_the_a800_was_allowed_up_to_october_2023_and_blocked_from_then_on(real: Store) -> None:
    assert states(real_lane(real, "A800", "us_export")) == [
        ("2022-10-01", "2023-09-30", "allowed"),
        ("2023-11-01", "2026-01-26", "blocked"),
    ]


def test_the_h20_was_blocked_between_april_and_july_2025(real: Store) -> None:
    assert states(real_lane(real, "H20", "us_export")) == [
        ("2025-05-01", "2025-06-30", "blocked"),
        ("2025-08-01", "2026-01-26", "allowed"),
    ]


def test_the_h200_was_allowed_by_10_december_2025(real: Store) -> None:
    found = real_lane(real, "H200", "us_export")
    assert states(found) == [("2022-10-01", "2025-12-09", "blocked"), ("2025-12-10", "2026-01-26", "allowed")]
    assert [change.when.edtf for change in found.changes] == ["../2025-12-10"]


def test_every_day_of_the_shipped_base_is_told_as_status_tells_it(real: Store) -> None:
    told = lanes.lanes(real, None, start=dates.parse("2025-11"), end=dates.parse("2026-02-05"))
    asked = status.terms(real)
    by_lane = {(found.chip, found.rule): found for found in told.result}
    for day in day_by_day(told.result[0].date):
        for row in status.rows(real, real.with_status(), asked._replace(date=dates.day(day))):
            assert_told_alike(day, row, by_lane[row.chip, row.rule].stretches)
