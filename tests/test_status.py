"""The rules of status, on bases of a few claims about invented chips.

The sources of the tiny base are of 10 March 2025 (`early`) and 10 December 2025 (`late`). A claim is about the
T40 under the US rule, and told by the early source, unless a test says otherwise.
"""

import random
from collections.abc import Iterable, Sequence
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipcli import dates, status
from chipcli.model.answer import Answer, RowOutcome, StatusQuery, StatusRow
from chipcli.model.claim import STATES, ExportStatus, Rule
from chipcli.model.values import Level
from tests import bases
from tests.bases import Record, entity
from tests.states import (
    BACK_AND_FORTH,
    BLOCKED_APRIL,
    KNOWN_BY,
    PERIODS,
    SOURCES,
    claims_about_one_chip,
    cn,
    seen,
    span_of,
    turns,
    until,
    us,
)

Told = Answer[StatusQuery, StatusRow]


def answer(
    claims: Iterable[Record],
    date: str | None,
    *,
    chip: str | None = "t40",
    rules: Sequence[Rule] = status.RULES,
    known_by: str | None = None,
    strict: bool = False,
    sources: Iterable[Record] = SOURCES,
    entities: Iterable[Record] = bases.ENTITIES,
) -> Told:
    """Return what a base of these claims answers."""
    asked = dates.parse(date) if date else None
    known = dates.parse(known_by) if known_by else None
    with bases.opened(bases.base(sources=sources, entities=entities, export_status=claims)) as store:
        terms = status.terms(store, date=asked, known_by=known, strict=strict)
        return status.answer(store, chip, terms, date=asked, rules=rules)


def row(
    claims: Iterable[Record],
    date: str | None,
    *,
    chip: str = "t40",
    rule: Rule = "us_export",
    known_by: str | None = None,
    strict: bool = False,
    sources: Iterable[Record] = SOURCES,
    entities: Iterable[Record] = bases.ENTITIES,
) -> StatusRow:
    """Return the one row about a chip and rule."""
    told = answer(
        claims,
        date,
        chip=chip,
        rules=[rule],
        known_by=known_by,
        strict=strict,
        sources=sources,
        entities=entities,
    )
    (found,) = told.result
    return found


def hidden(found: StatusRow) -> dict[str, str]:
    return {one.claim: one.reason for one in found.hidden}


def named(found: StatusRow) -> set[str]:
    return {*found.claims, *found.group_claims, *found.later, *(change.claim for change in found.changes)}


# Two sides and groups (rule 1)


def test_the_two_rules_are_told_apart_and_never_merged() -> None:
    claims = [us("us-blocked", "blocked", "2025-04"), cn("cn-allowed", "allowed", "2025-05")]
    us_row, cn_row = answer(claims, "2025-09").result
    assert (us_row.rule, us_row.state, us_row.claims) == ("us_export", "blocked", ("us-blocked",))
    assert (cn_row.rule, cn_row.state, cn_row.claims) == ("cn_purchase", "allowed", ("cn-allowed",))


def test_the_question_is_echoed_with_the_one_rule_that_was_asked_for() -> None:
    assert answer([BLOCKED_APRIL], "2025-09", rules=["us_export"]).query.rule == "us_export"
    assert answer([BLOCKED_APRIL], "2025-09").query.rule is None


def test_a_state_under_one_rule_says_nothing_about_the_other() -> None:
    found = row([us("us-allowed", "allowed", "2025-04")], "2025-09", rule="cn_purchase")
    assert (found.outcome, found.state, found.claims, found.later) == ("unknown", None, (), ())


def test_a_claim_about_a_group_is_shown_beside_the_chip_and_is_not_its_state() -> None:
    found = row([us("group-blocked", "blocked", "2025-04", subject="t-chips")], "2025-09")
    assert (found.outcome, found.state, found.possible, found.level) == ("unknown", None, (), None)
    assert (found.claims, found.group_claims) == ((), ("group-blocked",))


def test_a_group_has_the_state_that_is_told_of_it() -> None:
    found = row([us("group-blocked", "blocked", "2025-04", subject="t-chips")], "2025-09", chip="t-chips")
    assert (found.outcome, found.state, found.claims, found.group_claims) == (
        "state",
        "blocked",
        ("group-blocked",),
        (),
    )


def test_a_claim_about_a_group_never_outweighs_one_about_the_chip() -> None:
    claims = [
        us("chip-allowed", "allowed", "2025-04"),
        us("group-blocked", "blocked", "2025-06", subject="t-chips", told_by="late", level="hedged"),
    ]
    found = row(claims, "2025-09")
    assert (found.outcome, found.state, found.level) == ("state", "allowed", "stated")
    assert (found.claims, found.group_claims) == (("chip-allowed",), ("group-blocked",))


@pytest.mark.parametrize("chip", ["t80", "t-chips"])
def test_a_claim_about_a_chip_says_nothing_about_its_sister_or_its_group(chip: str) -> None:
    found = row([us("t40-blocked", "blocked", "2025-04")], "2025-09", chip=chip)
    assert found.outcome == "unknown"
    assert named(found) == set()


def test_a_claim_about_a_group_of_groups_reaches_the_chip_as_such() -> None:
    entities = [
        entity("t40", groups=["t-chips"]),
        entity("t-chips", "chip_group", groups=["all-chips"]),
        entity("all-chips", "chip_group"),
        entity("tinworks", "company"),
    ]
    claims = [us("all-blocked", "blocked", "2025-04", subject="all-chips")]
    found = row(claims, "2025-09", entities=entities)
    assert (found.outcome, found.group_claims) == ("unknown", ("all-blocked",))


def test_only_the_group_claims_of_the_time_asked_about_are_shown() -> None:
    claims = [
        us("group-blocked", "blocked", "2025-04", subject="t-chips"),
        us("group-allowed", "allowed", "2025-07", subject="t-chips"),
    ]
    assert row(claims, "2025-05").group_claims == ("group-blocked",)
    assert row(claims, "2025-09").group_claims == ("group-allowed",)
    assert row(claims, "2025-01").group_claims == ()


def test_without_a_name_every_chip_has_its_rows_that_a_state_is_told_of_or_of_its_group() -> None:
    told = answer([us("group-blocked", "blocked", "2025-04", subject="t-chips")], "2025-09", chip=None)
    assert [(found.chip, found.rule) for found in told.result] == list(
        product(["t40", "t80", "t-chips"], ["us_export", "cn_purchase"])
    )


# As known by a day (rule 2)


@pytest.mark.parametrize(
    ("known_by", "known"),
    [
        ("2025-03-09", False),
        ("2025-03-10", True),
        ("2025-03", True),
        ("2025-02", False),
        ("2025", True),
        ("2024", False),
        ("../2025-03-10", True),
        ("2024/2025-03-09", False),
    ],
)
def test_a_claim_counts_once_its_source_was_out(known_by: str, *, known: bool) -> None:
    found = row([us("a", "blocked", "2025-02")], "2025-02", known_by=known_by)
    assert found.outcome == ("changed" if known else "unknown")
    assert hidden(found) == ({} if known else {"a": "published_later"})


@pytest.mark.parametrize(
    ("known_by", "known"), [("2025-06-01", False), ("2025-06-29", False), ("2025-06-30", True), ("2025-06", True)]
)
def test_a_source_dated_by_its_month_is_out_for_sure_when_the_month_is_over(known_by: str, *, known: bool) -> None:
    found = row([us("a", "blocked", "2025-02", told_by="in-june")], "2025-02", known_by=known_by)
    assert ("a" in found.claims) is known
    assert hidden(found) == ({} if known else {"a": "published_later"})


@pytest.mark.parametrize("known_by", ["2025-12-10", "2030", "9999-12-31", "9999", "2025/.."])
@pytest.mark.parametrize("told_by", ["undated", "since-july"])
def test_an_undated_source_never_counts_as_known_by_a_day(told_by: str, known_by: str) -> None:
    found = row([us("a", "blocked", "2025-08", told_by=told_by)], "2025-09", known_by=known_by)
    assert found.outcome == "unknown"
    assert hidden(found) == {"a": "source_undated"}


def test_an_undated_source_counts_where_nothing_is_asked_of_what_was_known() -> None:
    found = row([us("a", "blocked", "2025-08", told_by="undated")], "2025-09")
    assert (found.outcome, found.state, found.hidden) == ("state", "blocked", ())


def test_what_is_hidden_is_told_nowhere_else() -> None:
    claims = [
        us("known", "blocked", "2025-02"),
        us("soon", "allowed", "2025-02-20", told_by="late"),
        us("after", "blocked", "2025-11", told_by="late"),
        us("some-day", "conditional", "2025-02", told_by="undated"),
        us("of-the-group", "blocked", "2025-01", subject="t-chips", told_by="late"),
    ]
    told = answer(claims, "2025-02", known_by="2025-11", rules=["us_export"])
    (found,) = told.result
    assert (found.outcome, found.state, named(found)) == ("changed", "blocked", {"known"})
    assert hidden(found) == {
        "soon": "published_later",
        "after": "published_later",
        "some-day": "source_undated",
        "of-the-group": "published_later",
    }
    assert [claim.id for claim in told.claims] == ["known"]
    assert [one.id for one in told.sources] == ["early"]


def test_a_change_that_was_not_known_ends_nothing() -> None:
    claims = [us("blocked", "blocked", "2025-02"), us("allowed", "allowed", "2025-03-01", told_by="late")]
    assert row(claims, "2025-03-05", known_by="2025-11").state == "blocked"
    assert row(claims, "2025-03-05", known_by="2025-12-10").state == "allowed"


def test_a_state_up_to_a_change_that_was_not_known_holds_up_to_the_day_its_own_claim_gives() -> None:
    claims = [
        until("blocked-before", "blocked", "../2025-02-10", "allowed"),
        us("allowed", "allowed", "2025-02-10", told_by="late"),
    ]
    before = row(claims, "2025-01", known_by="2025-03-10")
    assert (before.outcome, before.state, before.basis) == ("state", "blocked", "start_not_stated")
    assert hidden(before) == {"allowed": "published_later"}


# The state in a period (rule 3)


@pytest.mark.parametrize("date", ["2025-07", "2025-07-01/2025-07-31", "2025-06/2025-08", "2025-05-15/2025-07"])
def test_a_change_wholly_inside_the_period_is_told_with_what_it_led_from_and_to(date: str) -> None:
    found = row(BACK_AND_FORTH, date)
    assert (found.outcome, found.state, found.possible, found.basis) == ("changed", "allowed", ("allowed",), "dated")
    assert turns(found.changes) == [("blocked", "allowed", "2025-07")]
    assert (found.since and found.since.edtf, found.changes[0].claim) == ("2025-07", "allowed-july")
    assert not found.changes[0].when.is_day


def test_a_change_on_a_day_is_a_change_on_that_day() -> None:
    claims = [BLOCKED_APRIL, us("a", "allowed", "2025-07-15", told_by="late")]
    found = row(claims, "2025-07-15")
    assert (found.outcome, found.state) == ("changed", "allowed")
    assert turns(found.changes) == [("blocked", "allowed", "2025-07-15")]
    assert found.changes[0].when.is_day


def test_all_changes_inside_the_period_are_told_in_order() -> None:
    found = row(BACK_AND_FORTH, "2025")
    assert (found.outcome, found.state) == ("changed", "allowed")
    assert turns(found.changes) == [(None, "blocked", "2025-04"), ("blocked", "allowed", "2025-07")]


def test_the_state_before_a_change_is_null_where_nothing_tells_of_it() -> None:
    assert turns(row([BLOCKED_APRIL], "2025-04").changes) == [(None, "blocked", "2025-04")]


def test_a_second_report_of_a_change_is_no_second_change() -> None:
    claims = [us("first", "blocked", "2025-04-03"), us("second", "blocked", "2025-05-20", told_by="late")]
    found = row(claims, "2025-05")
    assert (found.outcome, found.state, found.changes) == ("state", "blocked", ())
    assert found.claims == ("first", "second")


@pytest.mark.parametrize(
    "date", ["2025-07-10", "2025-07-01", "2025-07-30", "2025-07-05/2025-07-20", "2025-06/2025-07-10"]
)
def test_a_period_that_ends_inside_a_change_is_indeterminate_with_both_states(date: str) -> None:
    found = row(BACK_AND_FORTH, date)
    assert (found.outcome, found.state, found.possible) == ("indeterminate", None, ("allowed", "blocked"))
    assert (found.claims, found.later) == (("blocked-april", "allowed-july"), ())
    assert (found.since, found.basis) == (None, None)


def test_a_period_that_begins_inside_a_change_is_indeterminate_though_its_end_is_known() -> None:
    found = row(BACK_AND_FORTH, "2025-07-10/2025-09")
    assert (found.outcome, found.state, found.possible) == ("indeterminate", "allowed", ("allowed", "blocked"))


def test_a_change_that_the_period_cuts_is_not_among_those_wholly_inside_it() -> None:
    october = us("october", "conditional", "2025-10", told_by="late")
    found = row([*BACK_AND_FORTH, october], "2025-07-10/2025-11")
    assert (found.outcome, found.state) == ("indeterminate", "conditional")
    assert turns(found.changes) == [("allowed", "conditional", "2025-10")]


def test_the_last_day_of_a_change_alone_is_indeterminate_too() -> None:
    found = row(BACK_AND_FORTH, "2025-07-31")
    assert (found.outcome, found.possible) == ("indeterminate", ("allowed", "blocked"))


def test_a_cut_through_the_first_change_names_what_its_claim_says_was_before() -> None:
    found = row([us("a", "allowed", "2025-07", before="blocked")], "2025-07-10")
    assert (found.possible, found.basis) == (("allowed", "blocked"), None)


def test_a_second_report_of_some_month_leaves_no_day_of_that_month_open() -> None:
    claims = [us("first", "blocked", "2025-04-03"), us("second", "blocked", "2025-05", told_by="late")]
    found = row(claims, "2025-05-10")
    assert (found.outcome, found.state, found.basis) == ("state", "blocked", "carried_forward")


def test_what_was_before_a_change_is_sought_among_what_could_hold_then() -> None:
    claims = [us("allowed-april", "allowed", "2025-04-10"), us("some-time", "conditional", "2025", told_by="late")]
    assert row(claims, "2025-02").possible == ("conditional",)
    assert row(claims, "2025-05").possible == ("allowed", "conditional")


@pytest.mark.parametrize("date", ["2025-08-01", "2025-08", "2025-10", "2025-12-10"])
def test_the_last_state_is_carried_forward_with_its_date(date: str) -> None:
    found = row(BACK_AND_FORTH, date)
    assert (found.outcome, found.state, found.basis) == ("state", "allowed", "carried_forward")
    assert (found.since and found.since.edtf, found.claims, found.changes) == ("2025-07", ("allowed-july",), ())


def test_a_state_carried_forward_does_not_outlast_the_next_change() -> None:
    found = row(BACK_AND_FORTH, "2025-06-30")
    assert (found.outcome, found.state, found.later) == ("state", "blocked", ("allowed-july",))


def test_a_state_found_inside_the_period_is_no_change() -> None:
    found = row([seen("a", "blocked", "2025-07-15")], "2025-07")
    assert (found.outcome, found.state, found.basis, found.changes) == ("state", "blocked", "observed", ())


def test_a_state_seen_some_time_in_a_month_is_not_silent_about_a_day_of_it() -> None:
    found = row([BLOCKED_APRIL, seen("seen-in-july", "allowed", "2025-07", told_by="late")], "2025-07-10")
    assert "seen-in-july" in named(found)


# Nothing extends backward but what held up to a change (rule 4)


@pytest.mark.parametrize("date", ["2025-04-30", "2025-03", "2024", "1999-12-31", "../2025-04-30"])
@pytest.mark.parametrize("mode", ["change", "observed"])
def test_before_the_first_evidence_nothing_is_known_and_what_comes_later_is_named(date: str, mode: str) -> None:
    claims = [us("may", "blocked", "2025-05", mode=mode), us("july", "allowed", "2025-07", told_by="late")]
    found = row(claims, date)
    assert (found.outcome, found.state, found.possible, found.basis) == ("unknown", None, (), None)
    assert (found.level, found.since, found.claims, found.later) == (None, None, (), ("may", "july"))


def test_what_a_change_led_from_is_no_answer_for_the_time_before_it() -> None:
    found = row([us("a", "allowed", "2025-07", before="blocked")], "2025-06")
    assert (found.outcome, found.state, found.possible, found.later) == ("unknown", None, (), ("a",))


UP_TO_DECEMBER = [
    until("blocked-before", "blocked", "../2025-12-01", "allowed-december", told_by="late"),
    us("allowed-december", "allowed", "2025-12-01", told_by="late"),
]


@pytest.mark.parametrize("date", ["2025-11-30", "2025-11", "2025", "2020", "1999-01-01"])
def test_what_held_up_to_a_change_answers_for_any_time_before_it_without_a_start(date: str) -> None:
    claims = [*UP_TO_DECEMBER[:1], us("allowed-december", "allowed", "2026-01-05", told_by="late")]
    found = row(claims, date)
    assert (found.outcome, found.state, found.basis) == ("state", "blocked", "start_not_stated")
    assert (found.claims, found.later) == (("blocked-before",), ("allowed-december",))


def test_what_held_up_to_a_change_ends_with_it() -> None:
    on_the_day = row(UP_TO_DECEMBER, "2025-12-01")
    assert (on_the_day.outcome, on_the_day.state) == ("changed", "allowed")
    assert turns(on_the_day.changes) == [("blocked", "allowed", "2025-12-01")]
    assert row(UP_TO_DECEMBER, "2025-12-02").claims == ("allowed-december",)


def test_what_held_up_to_a_change_without_a_date_of_its_own_holds_all_the_same() -> None:
    claims = [until("before", "blocked", None, "allowed-december"), *UP_TO_DECEMBER[1:]]
    found = row(claims, "2025-05")
    assert (found.state, found.basis, found.since and found.since.edtf) == ("blocked", "start_not_stated", None)


def test_what_held_up_to_a_change_has_a_start_where_it_is_told() -> None:
    claims = [until("before", "blocked", "2025-06/2025-12-01", "allowed-december"), *UP_TO_DECEMBER[1:]]
    assert row(claims, "2025-06").state == "blocked"
    earlier = row(claims, "2025-05")
    assert (earlier.outcome, earlier.state) == ("unknown", None)
    assert earlier.later == ("before", "allowed-december")


def test_what_held_up_to_a_change_holds_on_the_very_day_that_it_is_told_from() -> None:
    claims = [until("before", "blocked", "2025-06-10/2025-12-01", "allowed-december"), *UP_TO_DECEMBER[1:]]
    assert row(claims, "2025-06-10").state == "blocked"
    assert row(claims, "2025-06-09").outcome == "unknown"


@pytest.mark.parametrize(("basis", "strict"), [("inferred", False), ("stated", False), ("stated", True)])
def test_the_start_of_what_held_up_to_a_change_counts_unless_it_is_inferred_and_strict(
    basis: str, *, strict: bool
) -> None:
    start = until("before", "blocked", "2025-06/2025-12-01", "allowed-december", when_basis=basis)
    claims = [start, *UP_TO_DECEMBER[1:]]
    assert row(claims, "2025-05", strict=strict).outcome == "unknown"
    assert row(claims, "2025-06", strict=strict).state == "blocked"


def test_what_held_up_to_a_change_outlasts_a_second_report_of_that_change() -> None:
    claims = [*UP_TO_DECEMBER, us("reported-again", "allowed", "2025-12-01", told_by="late")]
    assert (row(claims, "2025-11").state, row(claims, "2025-11").basis) == ("blocked", "start_not_stated")
    assert turns(row(claims, "2025-12-01").changes) == [("blocked", "allowed", "2025-12-01")]


def test_what_is_told_of_the_day_of_a_change_alone_says_nothing_of_the_day_before() -> None:
    claims = [until("before", "blocked", "2025-12-01", "allowed-december"), *UP_TO_DECEMBER[1:]]
    assert row(claims, "2025-11-30").outcome == "unknown"


def test_what_held_up_to_a_change_never_reaches_back_past_the_change_before_it() -> None:
    claims = [
        *BACK_AND_FORTH,
        until("allowed-before", "allowed", "../2025-12-01", "blocked-december", told_by="late"),
        us("blocked-december", "blocked", "2025-12-01", told_by="late"),
    ]
    states = {date: row(claims, date).state for date in ("2025-03", "2025-05", "2025-06-30", "2025-08", "2025-12-01")}
    assert states == {
        "2025-03": None,
        "2025-05": "blocked",
        "2025-06-30": "blocked",
        "2025-08": "allowed",
        "2025-12-01": "blocked",
    }
    assert row(claims, "2025-03").outcome == "unknown"


def test_what_held_up_to_a_change_of_some_month_leaves_that_month_open() -> None:
    claims = [
        until("before", "blocked", "../2025-07", "allowed-july", told_by="late"),
        us("allowed-july", "allowed", "2025-07", told_by="late"),
    ]
    june, in_july, july = (row(claims, date) for date in ("2025-06-30", "2025-07-10", "2025-07"))
    assert (june.outcome, june.state, june.basis) == ("state", "blocked", "start_not_stated")
    assert (in_july.outcome, in_july.possible) == ("indeterminate", ("allowed", "blocked"))
    assert turns(july.changes) == [("blocked", "allowed", "2025-07")]


def test_what_held_up_to_a_change_of_another_chip_ends_on_the_day_its_claim_gives_and_is_carried_on() -> None:
    claims = [
        until("t40-allowed", "allowed", "../2025-12-01", "t80-allowed"),
        us("t80-allowed", "allowed", "2025-12-01", subject="t80"),
    ]
    before, after = row(claims, "2025-11"), row(claims, "2025-12-02")
    assert (before.outcome, before.state, before.basis) == ("state", "allowed", "start_not_stated")
    assert (after.outcome, after.state, after.basis) == ("state", "allowed", "carried_forward")


CHANGED_IN_JUNE_BUT_BLOCKED_UP_TO_DECEMBER = [
    us("allowed-june", "allowed", "2025-06-01"),
    until("blocked-before", "blocked", "../2025-12-01", "conditional-december", told_by="late"),
    us("conditional-december", "conditional", "2025-12-01", told_by="late"),
]


def test_on_the_day_of_a_change_the_state_is_the_one_it_brought() -> None:
    found = row(CHANGED_IN_JUNE_BUT_BLOCKED_UP_TO_DECEMBER, "2025-06-01")
    assert (found.outcome, found.state) == ("changed", "allowed")


def test_what_held_up_to_a_change_answers_the_same_on_the_last_day_as_on_the_day_before() -> None:
    before, last = (row(CHANGED_IN_JUNE_BUT_BLOCKED_UP_TO_DECEMBER, date) for date in ("2025-11-29", "2025-11-30"))
    assert (before.outcome, before.state) == (last.outcome, last.state)


def test_what_held_up_to_a_change_does_not_rest_on_claims_of_other_states() -> None:
    claims = [seen("seen", "allowed", "2025-06-01", told_by="late"), *UP_TO_DECEMBER]
    found = row(claims, "2025-09")
    assert (found.state, found.claims) == ("blocked", ("blocked-before",))
    assert found.since
    assert found.since.edtf == "../2025-12-01"


# Changes known only to lie before a day (rule 5)


BY_DECEMBER = [BLOCKED_APRIL, us("allowed-by", "allowed", "../2025-12-01", told_by="late")]


def test_a_change_known_to_lie_before_a_day_takes_effect_on_that_day_and_says_so() -> None:
    found = row(BY_DECEMBER, "2025-12-01")
    assert (found.outcome, found.state, found.basis) == ("changed", "allowed", "latest_possible_day")
    assert turns(found.changes) == [("blocked", "allowed", "../2025-12-01")]
    assert found.changes[0].when.earliest is None


def test_up_to_that_day_the_state_before_it_stands_and_the_change_is_named() -> None:
    found = row(BY_DECEMBER, "2025-11-30")
    assert (found.outcome, found.state, found.basis) == ("state", "blocked", "carried_forward")
    assert found.later == ("allowed-by",)


def test_after_that_day_it_is_carried_forward() -> None:
    found = row(BY_DECEMBER, "2025-12-05")
    assert (found.outcome, found.state, found.basis) == ("state", "allowed", "carried_forward")


def test_strict_takes_the_whole_span_before_that_day_as_open() -> None:
    found = row(BY_DECEMBER, "2025-06", strict=True)
    assert (found.outcome, found.state, found.possible) == ("indeterminate", None, ("allowed", "blocked"))
    assert row(BY_DECEMBER, "2025-12-05", strict=True).state == "allowed"


def test_strict_opens_the_span_even_where_nothing_was_known_before() -> None:
    claims = [us("allowed-by", "allowed", "../2025-12-01")]
    assert row(claims, "2020").outcome == "unknown"
    assert (row(claims, "2020", strict=True).outcome, row(claims, "2020", strict=True).possible) == (
        "indeterminate",
        ("allowed",),
    )


def test_strict_leaves_what_held_up_to_an_open_change_among_the_possible_states() -> None:
    claims = [
        until("before", "blocked", "../2025-12-01", "allowed-by", told_by="late"),
        us("allowed-by", "allowed", "../2025-12-01", told_by="late"),
    ]
    assert row(claims, "2025-06", strict=True).possible == ("allowed", "blocked")


def test_strict_ignores_a_date_that_was_inferred_and_not_one_that_was_stated() -> None:
    inferred = [BLOCKED_APRIL, us("a", "allowed", "2025-07-15", when_basis="inferred", told_by="late")]
    stated = [BLOCKED_APRIL, us("a", "allowed", "2025-07-15", when_basis="stated", told_by="late")]
    assert row(inferred, "2025-08").state == row(stated, "2025-08").state == "allowed"
    assert row(stated, "2025-08", strict=True).state == "allowed"
    open_now = row(inferred, "2025-08", strict=True)
    assert (open_now.outcome, open_now.possible) == ("indeterminate", ("allowed", "blocked"))
    # Its source was out on 10 December: by then it had happened.
    assert row(inferred, "2025-12-10", strict=True).state == "allowed"


def test_an_undated_change_had_happened_when_its_source_was_out() -> None:
    claims = [us("a", "blocked", None)]
    before, then = row(claims, "2025-03-09"), row(claims, "2025-03-10")
    assert (before.outcome, before.later) == ("unknown", ("a",))
    assert (then.outcome, then.state, then.basis) == ("changed", "blocked", "latest_possible_day")


def test_a_change_since_some_month_is_certain_when_its_source_was_out() -> None:
    claims = [us("a", "blocked", "2025-04/..", told_by="late")]
    assert row(claims, "2025-03").outcome == "unknown"
    between = row(claims, "2025-06")
    assert (between.outcome, between.possible) == ("indeterminate", ("blocked",))
    assert row(claims, "2025-12-10").state == "blocked"


def test_an_undated_change_in_an_undated_source_is_possible_from_the_first_day_of_the_source() -> None:
    claims = [cn("a", "discouraged", None, told_by="since-july")]
    before, from_then = (row(claims, date, rule="cn_purchase") for date in ("2025-06", "2025-07"))
    assert (before.outcome, before.state, before.later) == ("unknown", None, ("a",))
    assert (from_then.outcome, from_then.state, from_then.possible) == ("indeterminate", None, ("discouraged",))
    assert from_then.basis == "not_stated"


@pytest.mark.parametrize("date", ["2025-01/..", "2025-08/.."])
def test_what_has_no_last_day_is_never_settled_not_even_without_an_end(date: str) -> None:
    found = row([us("a", "blocked", None, told_by="since-july")], date)
    assert (found.outcome, found.state, found.possible, found.later) == ("indeterminate", None, ("blocked",), ())


def test_what_is_settled_stays_so_in_a_period_without_an_end() -> None:
    found = row(BACK_AND_FORTH, "2025-08/..")
    assert (found.outcome, found.state) == ("state", "allowed")


# The horizon (rule 6)


def test_after_the_newest_source_the_last_known_state_is_told_with_its_date_and_a_warning() -> None:
    told = answer(BACK_AND_FORTH, "2025-12-11", rules=["us_export"])
    (found,) = told.result
    assert (found.outcome, found.state, found.basis) == ("beyond_horizon", "allowed", "carried_forward")
    assert (found.since and found.since.edtf, found.claims) == ("2025-07", ("allowed-july",))
    assert [warned.code for warned in told.warnings] == ["beyond_horizon"]
    assert "2025-12-10" in str(told.warnings[0].message)


def test_a_period_that_reaches_past_the_newest_source_is_answered_with_a_warning() -> None:
    told = answer(BACK_AND_FORTH, "2025-12", rules=["us_export"])
    assert [found.outcome for found in told.result] == ["state"]
    assert [warned.code for warned in told.warnings] == ["partly_beyond_horizon"]


def test_up_to_the_newest_source_nothing_is_warned_of() -> None:
    assert answer(BACK_AND_FORTH, "2025-12-10").warnings == ()


def test_what_was_never_known_stays_unknown_beyond_the_horizon() -> None:
    assert row([], "2030", entities=bases.ENTITIES).outcome == "unknown"


def test_the_horizon_is_that_of_the_sources_known_by_then() -> None:
    told = answer([us("a", "blocked", "2025-02")], "2025-05", known_by="2025-05", rules=["us_export"])
    (found,) = told.result
    assert (found.outcome, found.state) == ("beyond_horizon", "blocked")
    assert "2025-03-10" in str(told.warnings[0].message)
    assert row([us("a", "blocked", "2025-02")], "2025-05", known_by="2025-12-10").outcome == "state"


def test_without_a_date_the_answer_is_as_of_the_newest_source_and_says_so() -> None:
    told = answer(BACK_AND_FORTH, None, rules=["us_export"])
    (found,) = told.result
    assert (found.date, told.query.date) == (dates.parse("2025-12-10"), None)
    assert (found.outcome, found.state) == ("state", "allowed")
    assert [warned.code for warned in told.warnings] == ["as_of_newest_source"]
    assert "2025-12-10" in str(told.warnings[0].message)


def test_without_a_date_the_newest_source_is_the_newest_one_known_by_then() -> None:
    told = answer(BACK_AND_FORTH, None, known_by="2025-11", rules=["us_export"])
    assert told.result[0].date == dates.parse("2025-06-30")
    assert "2025-06-30" in str(told.warnings[0].message)


def test_no_newest_source_is_made_up_where_none_was_known_by_then() -> None:
    told = answer(BACK_AND_FORTH, None, known_by="2001", rules=["us_export"])
    assert [(found.outcome, found.date.edtf) for found in told.result] == [("unknown", "2001-12-31")]
    assert [warned.code for warned in told.warnings] == ["nothing_known"]


def test_by_a_day_before_every_source_nothing_is_known_and_all_is_listed_as_hidden() -> None:
    found = row(BACK_AND_FORTH, "2025-07", known_by="2001")
    assert (found.outcome, named(found)) == ("unknown", set())
    assert hidden(found) == {"blocked-april": "published_later", "allowed-july": "published_later"}


# Sources that disagree (rule 7)


@pytest.mark.parametrize("mode", ["change", "observed"])
def test_two_sources_that_put_different_states_on_one_day_are_both_shown(mode: str) -> None:
    claims = [
        us("one", "blocked", "2025-03-01", mode=mode),
        us("other", "allowed", "2025-03-01", mode=mode, told_by="late"),
    ]
    found = row(claims, "2025-03")
    assert (found.outcome, found.state, found.possible) == ("disputed", None, ("allowed", "blocked"))
    assert set(found.claims) == {"one", "other"}


def test_a_dispute_lasts_until_something_newer_is_told() -> None:
    claims = [
        us("one", "blocked", "2025-03-01"),
        us("other", "allowed", "2025-03-01", told_by="late"),
        us("newer", "conditional", "2025-09-01", told_by="late"),
    ]
    assert row(claims, "2025-08").outcome == "disputed"
    assert row(claims, "2025-02").outcome == "unknown"
    assert (row(claims, "2025-10").outcome, row(claims, "2025-10").state) == ("state", "conditional")


def test_two_sources_that_agree_are_no_dispute() -> None:
    claims = [us("one", "blocked", "2025-03-01"), us("other", "blocked", "2025-03-01", told_by="late")]
    found = row(claims, "2025-05")
    assert (found.outcome, found.state, set(found.claims)) == ("state", "blocked", {"one", "other"})


def test_states_of_different_days_are_a_history_and_no_dispute() -> None:
    claims = [us("one", "blocked", "2025-03-01"), seen("other", "allowed", "2025-03-02", told_by="late")]
    assert (row(claims, "2025-05").outcome, row(claims, "2025-05").state) == ("state", "allowed")


def test_a_state_seen_while_another_source_says_it_had_not_held_yet_is_disputed() -> None:
    claims = [seen("seen", "allowed", "2025-06-01"), *UP_TO_DECEMBER]
    found = row(claims, "2025-09")
    assert (found.outcome, found.possible) == ("disputed", ("allowed", "blocked"))
    assert set(found.claims) == {"seen", "blocked-before"}


@pytest.mark.parametrize("when", ["2025-11-15", "2025-11-30", "2025-11", "2025-10/2025-11"])
def test_the_dispute_is_the_same_however_precisely_it_was_seen(when: str) -> None:
    found = row([seen("seen", "allowed", when), *UP_TO_DECEMBER], "2025-11-30")
    assert (found.outcome, found.state, found.possible) == ("disputed", None, ("allowed", "blocked"))


def test_a_change_of_a_day_and_one_of_its_month_may_have_come_in_either_order() -> None:
    claims = [us("day", "blocked", "2025-07-10"), us("month", "allowed", "2025-07", told_by="late")]
    for date in ("2025-07", "2025-08"):
        found = row(claims, date)
        assert (found.outcome, found.state, found.possible) == ("indeterminate", None, ("allowed", "blocked"))
        assert set(found.claims) == {"day", "month"}


def test_what_is_told_to_come_after_resolves_a_dispute() -> None:
    one = us("one", "blocked", "2025-03")
    for claims in (
        [one, us("other", "allowed", "2025-03", told_by="late", after=["one"])],
        [us("other", "allowed", "2025-03", told_by="late", after=["one"]), one],
    ):
        found = row(claims, "2025-05")
        assert (found.outcome, found.state, found.claims) == ("state", "allowed", ("other",))


def test_what_comes_after_what_comes_after_resolves_a_dispute_too() -> None:
    claims = [
        us("first", "blocked", "2025-03-01"),
        us("second", "conditional", "2025-03-01", told_by="late", after=["first"]),
        us("third", "allowed", "2025-03-01", told_by="late", after=["second"]),
    ]
    assert (row(claims, "2025-05").outcome, row(claims, "2025-05").state) == ("state", "allowed")


def test_a_state_seen_in_the_month_of_a_change_is_no_dispute() -> None:
    claims = [
        seen("seen-blocked", "blocked", "2025-07-10"),
        us("allowed-july", "allowed", "2025-07", before="blocked", told_by="late"),
    ]
    found = row(claims, "2025-07")
    assert (found.outcome, found.state) == ("changed", "allowed")
    assert row(claims, "2025-08").state == "allowed"


def test_what_a_change_led_from_is_not_possible_any_more_once_the_change_has_happened() -> None:
    claims = [
        us("conditional-february", "conditional", "2025-02", before="blocked"),
        seen("seen-that-year", "allowed", "2025-01/2025-08", told_by="late"),
    ]
    assert row(claims, "2025-09").possible == ("allowed", "conditional")


def test_two_sources_that_tell_of_different_states_up_to_a_change_are_both_shown() -> None:
    claims = [*UP_TO_DECEMBER, until("other", "conditional", "../2025-12-01", "allowed-december")]
    found = row(claims, "2025-06")
    assert (found.outcome, found.possible) == ("disputed", ("conditional", "blocked"))


def test_two_states_of_one_source_on_one_day_are_not_decided_by_the_order_in_the_file() -> None:
    claims = [us("one", "blocked", "2025-03-01"), us("other", "allowed", "2025-03-01")]
    for order in (claims, claims[::-1]):
        assert (row(order, "2025-05").state, row(order, "2025-05").possible) == (None, ("allowed", "blocked"))


UNDECIDED = cn("undecided", "no_decision", "2025-03-01", mode="observed")


def test_no_decision_yet_is_a_state_of_its_own() -> None:
    found = row([UNDECIDED], "2025-03", rule="cn_purchase")
    assert (found.outcome, found.state, found.claims) == ("state", "no_decision", ("undecided",))


@pytest.mark.parametrize(
    "decided",
    [
        pytest.param(cn("decided", "prohibited", "2025-03-01", told_by="late"), id="on the same day"),
        pytest.param(cn("decided", "prohibited", "2025-02", told_by="late"), id="before"),
        pytest.param(cn("decided", "prohibited", "2024", told_by="late", mode="observed"), id="long before"),
        pytest.param(cn("decided", "prohibited", "2025-03", told_by="late"), id="in the same month"),
    ],
)
def test_no_decision_yet_never_outweighs_a_decision(decided: Record) -> None:
    for claims in ([UNDECIDED, decided], [decided, UNDECIDED]):
        for date in ("2025-03", "2025-09"):
            found = row(claims, date, rule="cn_purchase")
            assert (found.outcome in {"state", "changed"}, found.state) == (True, "prohibited")
            assert found.possible == ("prohibited",)


def test_no_decision_yet_stands_until_the_decision() -> None:
    claims = [UNDECIDED, cn("decided", "prohibited", "2025-06", told_by="late")]
    before, then = (row(claims, date, rule="cn_purchase") for date in ("2025-05", "2025-06"))
    assert (before.outcome, before.state, before.later) == ("state", "no_decision", ("decided",))
    assert (then.outcome, turns(then.changes)) == ("changed", [("no_decision", "prohibited", "2025-06")])


def test_a_decision_about_a_group_does_not_end_no_decision_about_the_chip() -> None:
    claims = [UNDECIDED, cn("group-prohibited", "prohibited", "2025-02", subject="t-chips", told_by="late")]
    found = row(claims, "2025-03", rule="cn_purchase")
    assert (found.state, found.claims, found.group_claims) == ("no_decision", ("undecided",), ("group-prohibited",))


# How firm an answer is (rule 8)


def test_an_answer_is_as_weak_as_the_weakest_claim_it_rests_on() -> None:
    claims = [
        us("announced", "blocked", "2025-04", level="announced"),
        seen("hedged", "blocked", "2025-05", told_by="late", level="hedged"),
        seen("stated", "blocked", "2025-06", level="stated"),
    ]
    assert row(claims, "2025-04").level is Level.ANNOUNCED
    assert row(claims, "2025-09").level is Level.HEDGED


def test_a_weaker_claim_that_the_answer_does_not_rest_on_leaves_it_as_firm_as_it_is() -> None:
    claims = [
        us("hedged", "blocked", "2025-04", level="hedged"),
        us("stated", "allowed", "2025-07", told_by="late", level="stated"),
        us("later", "blocked", "2025-11", told_by="late", level="hedged"),
    ]
    assert row(claims, "2025-09").level is Level.STATED


def test_a_dispute_is_as_weak_as_the_weaker_side() -> None:
    claims = [
        us("one", "blocked", "2025-03-01", level="announced"),
        us("other", "allowed", "2025-03-01", told_by="late"),
    ]
    assert row(claims, "2025-05").level is Level.ANNOUNCED


# Properties: a handful of claims about one chip under one rule

periods = st.sampled_from(PERIODS)


def _supports_from(claim: Record, *, strict: bool) -> str:
    """Return the first day, in ISO form, of which a claim may say anything."""
    published = next(card["published"] for card in SOURCES if card["id"] == claim["told_by"])
    if not claim["when"] or (strict and claim["when_basis"] == "inferred"):
        if strict or not published:
            return ""
        out = dates.parse(published)
        return (out.first if out.is_open else out.last).isoformat()
    span = span_of(claim)
    if span.earliest is None:
        return "" if strict else span.last.isoformat()
    return span.first.isoformat()


# Each example compiles a base or two.
property_of_states = settings(deadline=None, max_examples=50)


def told_by(claims: Iterable[Record]) -> list[Record]:
    """Return claims with the source they are told by beside them."""
    return [claim | {"told_by": claim["evidence"][0]["source"]} for claim in claims]


@property_of_states
@given(claims_about_one_chip(), periods, st.booleans())
def test_a_state_is_never_answered_before_the_first_evidence_for_it(
    claims: list[Record],
    date: str,
    strict: bool,  # noqa: FBT001  # Hypothesis fills it in
) -> None:
    found = row(claims, date, strict=strict)
    end = dates.parse(date).last.isoformat()
    supported = {
        claim["state"]
        for claim in told_by(claims)
        if claim["mode"] == "until" or _supports_from(claim, strict=strict) <= end
    }
    assert {*found.possible, *([found.state] if found.state else [])} <= supported


@property_of_states
@given(claims_about_one_chip(), periods, st.sampled_from(KNOWN_BY), st.sampled_from(KNOWN_BY))
def test_who_knew_less_is_told_of_no_further_claims(claims: list[Record], date: str, one: str, other: str) -> None:
    narrow, wide = sorted((one, other), key=lambda text: dates.parse(text).last)
    less, more = (row(claims, date, known_by=known_by) for known_by in (narrow, wide))
    assert hidden(more).items() <= hidden(less).items()
    for found in (less, more):
        assert named(found).isdisjoint(hidden(found))
    # Whatever is told by then was told by a source that was out.
    out = {card["id"] for card in SOURCES if card["published"] and not dates.parse(card["published"]).is_open}
    for found, known_by in ((less, narrow), (more, wide)):
        for claim in told_by(claims):
            if claim["id"] in named(found):
                card = next(card for card in SOURCES if card["id"] == claim["told_by"])
                assert card["id"] in out
                assert dates.parse(card["published"]).last <= dates.parse(known_by).last


@property_of_states
@given(claims_about_one_chip(), periods, st.sampled_from([None, *KNOWN_BY]), st.randoms(use_true_random=False))
def test_an_answer_does_not_depend_on_the_order_of_the_claims_in_the_file(
    claims: list[Record], date: str, known_by: str | None, rng: random.Random
) -> None:
    shuffled = rng.sample(claims, len(claims))
    one, other = (row(order, date, known_by=known_by) for order in (claims, shuffled))
    assert _unordered(one) == _unordered(other)


def _unordered(found: StatusRow) -> tuple[object, ...]:
    """Return a row without the order of what it lists."""
    return (
        found.outcome,
        found.state,
        found.possible,
        found.level,
        found.basis,
        found.since,
        sorted(str(change) for change in found.changes),
        sorted(found.claims),
        sorted(found.later),
        sorted(hidden(found).items()),
    )


@property_of_states
@given(
    claims_about_one_chip(),
    st.lists(st.sampled_from(["t40", "t80", "t-chips"]), min_size=5, max_size=5),
    periods,
    st.sampled_from([None, *KNOWN_BY]),
    st.booleans(),
)
def test_a_row_names_claims_that_exist_and_are_about_its_chip_and_rule(
    claims: list[Record],
    subjects: list[str],
    date: str,
    known_by: str | None,
    strict: bool,  # noqa: FBT001
) -> None:
    moved = [claim | {"subject": subject} for claim, subject in zip(claims, subjects, strict=False)]
    noise = [cn("noise", "allowed", "2025-04"), cn("group-noise", "prohibited", "2025-04", subject="t-chips")]
    told = answer([*moved, *noise], date, known_by=known_by, strict=strict)
    by_id = {claim.id: claim for claim in told.claims}
    for found in told.result:
        for id_ in (*found.claims, *found.later, *(change.claim for change in found.changes)):
            claim = by_id[id_]
            assert isinstance(claim, ExportStatus)
            assert (claim.subject, claim.rule) == (found.chip, found.rule)
        for id_ in found.group_claims:
            claim = by_id[id_]
            assert isinstance(claim, ExportStatus)
            assert (claim.subject, claim.rule) == ("t-chips", found.rule)
        assert len(set(found.claims)) == len(found.claims)


@property_of_states
@given(claims_about_one_chip(), periods, st.sampled_from([None, *KNOWN_BY]), st.booleans())
def test_an_outcome_is_one_of_six_and_goes_with_what_stands_beside_it(
    claims: list[Record],
    date: str,
    known_by: str | None,
    strict: bool,  # noqa: FBT001
) -> None:
    found = row(claims, date, known_by=known_by, strict=strict)
    assert found.outcome in get_args(RowOutcome)
    assert found.state is None or found.state in found.possible
    assert len(set(found.possible)) == len(found.possible)
    assert set(found.possible) <= set(STATES["us_export"])
    assert (found.outcome == "unknown") == (not found.claims)
    assert found.outcome not in {"state", "changed"} or found.possible == (found.state,)
    assert found.outcome != "changed" or found.changes
    assert found.outcome != "disputed" or (found.state is None and len(found.possible) > 1)
    assert (found.level is None) == (not found.claims)


@property_of_states
@given(claims_about_one_chip(), periods)
def test_the_state_at_the_end_of_a_period_is_the_state_of_its_last_day(claims: list[Record], date: str) -> None:
    whole, last = row(claims, date), row(claims, dates.parse(date).last.isoformat())
    assert None in {whole.state, last.state} or whole.state == last.state


@property_of_states
@given(claims_about_one_chip(), periods, st.booleans())
def test_the_level_is_the_weakest_of_the_claims_that_are_named(
    claims: list[Record],
    date: str,
    strict: bool,  # noqa: FBT001
) -> None:
    found = row(claims, date, strict=strict)
    order = ["stated", "announced", "reported", "hedged"]
    levels = [claim["level"] for claim in claims if claim["id"] in found.claims]
    assert found.level == max(levels, key=order.index, default=None)


@property_of_states
@given(claims_about_one_chip("cn_purchase"), periods)
def test_no_decision_is_not_possible_any_more_when_a_decision_was_out(claims: list[Record], date: str) -> None:
    found = row(claims, date, rule="cn_purchase")
    decided = [
        claim
        for claim in claims
        if claim["state"] != "no_decision" and claim["mode"] != "until" and claim["when"] and ".." not in claim["when"]
    ]
    if any(span_of(claim).last < dates.parse(date).first for claim in decided):
        assert "no_decision" not in found.possible
