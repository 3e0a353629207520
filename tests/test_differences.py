"""What changed between two dates, and what was learned between two days.

The invented claims are about the T40 under the US rule, told by the source of 10 March 2025 (`early`), unless a test
says otherwise.
"""

from collections.abc import Iterable, Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipcli import dates, differences, status
from chipcli.errors import UsageError
from chipcli.model.answer import Answer
from chipcli.model.differences import Difference, DiffQuery
from chipcli.store import Store
from tests import bases
from tests.bases import Record
from tests.states import (
    BACK_AND_FORTH,
    BLOCKED_APRIL,
    PERIODS,
    SOURCES,
    claims_about_one_chip,
    seen,
    shown,
    turns,
    us,
)

Told = Answer[DiffQuery, Difference]


def diff(
    claims: Iterable[Record],
    date_from: str | None = None,
    date_to: str | None = None,
    *,
    names: Sequence[str] = (),
    sources: Iterable[Record] = SOURCES,
    strict: bool = False,
    **asked: str,
) -> Told:
    """Return what a base of these claims answers; dates are given as text."""
    given = {"date_from": date_from, "date_to": date_to, **asked}
    with bases.opened(bases.base(sources=sources, export_status=claims)) as store:
        return of(store, names, strict=strict, **given)


def of(store: Store, names: Sequence[str] = (), *, strict: bool = False, **asked: str | None) -> Told:
    """Return what a base answers; dates are given as text."""
    given = {name: dates.parse(text) if text else None for name, text in asked.items()}
    return differences.answer(
        store,
        names,
        date_from=given.get("date_from"),
        date_to=given.get("date_to"),
        known_by=given.get("known_by"),
        known_by_then=given.get("known_by_then"),
        date=given.get("date"),
        strict=strict,
    )


def only(told: Told) -> Difference:
    (found,) = told.result
    return found


BLOCKED_SEPTEMBER = us("blocked-september", "blocked", "2025-09", told_by="late")


# Between two dates: changes


@pytest.mark.parametrize(("start", "end"), [("2025-05", "2025-08"), ("2025-06-30", "2025-07-31"), ("2025-05", "2025")])
def test_a_change_wholly_between_the_dates_is_told_as_one(start: str, end: str) -> None:
    found = only(diff(BACK_AND_FORTH, start, end))
    assert (found.difference, found.possible_changes, found.learned) == ("changed", (), ())
    assert turns(found.changes) == [("blocked", "allowed", "2025-07")]
    assert (found.before.state, found.after.state) == ("blocked", "allowed")


def test_a_course_back_to_the_same_state_is_told_though_both_ends_are_equal() -> None:
    found = only(diff([*BACK_AND_FORTH, BLOCKED_SEPTEMBER], "2025-05", "2025-10"))
    assert (found.difference, found.before.state, found.after.state) == ("changed", "blocked", "blocked")
    assert turns(found.changes) == [("blocked", "allowed", "2025-07"), ("allowed", "blocked", "2025-09")]


def test_the_first_change_that_is_told_is_a_change_from_what_nobody_says() -> None:
    found = only(diff([BLOCKED_APRIL], "2025-01", "2025-05"))
    assert (found.difference, found.before.outcome) == ("changed", "unknown")
    assert turns(found.changes) == [(None, "blocked", "2025-04")]


@pytest.mark.parametrize(
    ("start", "end"),
    [("2025-07-10", "2025-09"), ("2025-05", "2025-07-10"), ("2025-07-10", "2025-07-20"), ("2025-07-10", "2025-07-31")],
)
def test_a_change_that_lies_in_between_with_some_of_its_days_only_may_have_happened_then(start: str, end: str) -> None:
    found = only(diff(BACK_AND_FORTH, start, end))
    assert (found.difference, found.changes) == ("may_have_changed", ())
    assert turns(found.possible_changes) == [("blocked", "allowed", "2025-07")]


def test_changes_that_are_certain_and_those_that_are_not_stand_apart() -> None:
    found = only(diff([*BACK_AND_FORTH, BLOCKED_SEPTEMBER], "2025-07-10", "2025-12"))
    assert found.difference == "changed"
    assert turns(found.changes) == [("allowed", "blocked", "2025-09")]
    assert turns(found.possible_changes) == [("blocked", "allowed", "2025-07")]


def test_a_period_is_compared_by_its_last_day() -> None:
    assert diff(BACK_AND_FORTH, "2025-07", "2025-08").outcome == "not_found"
    assert only(diff(BACK_AND_FORTH, "2025-04", "2025-07")).difference == "changed"


def test_a_second_report_of_a_change_is_no_change() -> None:
    claims = [us("first", "blocked", "2025-04-03"), us("second", "blocked", "2025-05-20", told_by="late")]
    assert diff(claims, "2025-04", "2025-06").outcome == "not_found"


def test_a_change_without_a_date_may_lie_anywhere_from_when_its_source_can_have_come_out() -> None:
    claims = [BLOCKED_APRIL, us("some-time", "allowed", None, told_by="undated")]
    found = only(diff(claims, "2025-05", "2025-06"))
    assert (found.difference, turns(found.possible_changes)) == ("may_have_changed", [(None, "allowed", None)])


# Between two dates: what is no change


def test_what_is_first_seen_in_between_is_no_change() -> None:
    found = only(diff([seen("seen", "blocked", "2025-02-10")], "2025-01", "2025-03"))
    assert (found.difference, found.changes, found.possible_changes) == ("first_told", (), ())
    assert (found.before.outcome, found.after.state) == ("unknown", "blocked")


def test_what_had_changed_by_a_day_is_no_change_in_between_where_nothing_is_told_of_the_time_before() -> None:
    claims = [us("by-february", "blocked", "../2025-02-10")]
    found = only(diff(claims, "2025-01", "2025-03"))
    assert (found.difference, found.changes) == ("first_told", ())
    assert turns(found.possible_changes) == [(None, "blocked", "../2025-02-10")]


def test_what_had_changed_by_a_day_is_a_change_where_another_state_is_told_of_the_time_before() -> None:
    claims = [seen("seen", "allowed", "2024-12"), us("by-february", "blocked", "../2025-02-10")]
    found = only(diff(claims, "2025-01", "2025-03"))
    assert (found.difference, turns(found.changes)) == ("changed", [("allowed", "blocked", "../2025-02-10")])


def test_taken_strictly_what_had_changed_by_a_day_may_have_changed_before() -> None:
    claims = [seen("seen", "allowed", "2024-12"), us("by-february", "blocked", "../2025-02-10")]
    found = only(diff(claims, "2025-01", "2025-03", strict=True))
    assert (found.difference, found.changes) == ("may_have_changed", ())


def test_what_is_told_to_follow_something_in_between_changed_in_between() -> None:
    claims = [
        seen("undecided", "no_decision", "2025-02-10", rule="cn_purchase"),
        us("decided", "conditional", "../2025-03-10", rule="cn_purchase", after=["undecided"]),
    ]
    found = only(diff(claims, "2025-01", "2025-03"))
    assert (found.difference, turns(found.changes)) == ("changed", [("no_decision", "conditional", "../2025-03-10")])


def test_two_states_seen_at_two_times_differ_and_no_change_is_told() -> None:
    claims = [seen("one", "blocked", "2025-02-10"), seen("two", "allowed", "2025-11-20", told_by="late")]
    found = only(diff(claims, "2025-03", "2025-12"))
    assert (found.difference, found.changes, found.possible_changes) == ("differs", (), ())


def test_a_dispute_is_a_difference_and_no_change() -> None:
    claims = [
        seen("settled", "blocked", "2025-02-10"),
        seen("one", "blocked", "2025-11-20", told_by="late"),
        seen("two", "allowed", "2025-11-20", told_by="early"),
    ]
    found = only(diff(claims, "2025-03", "2025-12"))
    assert (found.difference, found.after.outcome, found.changes) == ("differs", "disputed", ())


def test_a_change_that_another_source_contradicts_is_not_certain() -> None:
    claims = [
        seen("before", "conditional", "2025-02-10"),
        us("one", "blocked", "2025-11-20", told_by="late"),
        us("two", "allowed", "2025-11-20", told_by="early"),
    ]
    found = only(diff(claims, "2025-03", "2025-12"))
    assert (found.difference, found.changes) == ("may_have_changed", ())
    assert {change.state_to for change in found.possible_changes} == {"blocked", "allowed"}


def test_that_the_sources_end_is_no_difference() -> None:
    told = diff(BACK_AND_FORTH, "2025-10", "2026-03")
    assert (told.outcome, told.result) == ("not_found", ())
    assert [warned.code for warned in told.warnings] == ["partly_beyond_horizon", "not_found"]


def test_two_dates_after_the_newest_source_are_told_to_be_that() -> None:
    told = diff(BACK_AND_FORTH, "2026-02", "2026-03")
    assert [warned.code for warned in told.warnings] == ["beyond_horizon", "not_found"]


def test_by_a_day_only_what_was_out_counts() -> None:
    told = diff(BACK_AND_FORTH, "2025-03", "2025-10", known_by="2025-11")
    assert told.outcome == "not_found"
    assert told.claims == ()


# What is asked


def test_without_names_all_chips_and_groups_are_compared_each_rule_for_itself() -> None:
    claims = [
        BLOCKED_APRIL,
        us("cn", "prohibited", "2025-05", rule="cn_purchase"),
        us("group", "blocked", "2025-06", subject="t-chips"),
        us("other", "allowed", "2025-01", subject="t80"),
    ]
    told = diff(claims, "2025-03", "2025-10")
    assert [(one.chip, one.rule) for one in told.result] == [
        ("t40", "us_export"),
        ("t40", "cn_purchase"),
        ("t-chips", "us_export"),
    ]


def test_of_several_names_each_is_compared_once() -> None:
    claims = [BLOCKED_APRIL, us("other", "allowed", "2025-05", subject="t80")]
    told = diff(claims, "2025-03", "2025-10", names=["t80", "T40", "t80"])
    assert [one.chip for one in told.result] == ["t80", "t40"]
    assert [name.entity for name in told.query.names] == ["t80", "t40", "t80"]


@pytest.mark.parametrize("names", [["t90"], ["t40", "t90"]])
def test_a_name_that_is_missing_is_not_left_out_in_silence(names: list[str]) -> None:
    told = diff(BACK_AND_FORTH, "2025-03", "2025-10", names=names)
    assert (told.outcome, told.result, told.claims) == ("not_found", (), ())
    assert [warned.code for warned in told.warnings] == ["not_found"]


def test_where_only_a_group_of_the_chip_differs_the_group_is_offered() -> None:
    claims = [us("group", "blocked", "2025-06", subject="t-chips")]
    told = diff(claims, "2025-03", "2025-10", names=["t40"])
    assert (told.outcome, told.result) == ("not_found", ())
    assert [candidate.id for candidate in told.candidates] == ["t-chips"]


def test_a_group_is_offered_only_where_the_chip_was_known_by_then_to_belong_to_it() -> None:
    member = bases.entity("t40", member_of=[{"group": "t-chips", "evidence": [bases.passage("late")]}])
    claims = [us("group", "blocked", "2025-02", subject="t-chips")]
    entities = (member, *bases.ENTITIES[1:])
    with bases.opened(bases.base(sources=SOURCES, entities=entities, export_status=claims)) as store:
        then = of(store, ["t40"], date_from="2025-01", date_to="2025-03", known_by="2025-03-10")
        now = of(store, ["t40"], date_from="2025-01", date_to="2025-03")
    assert then.candidates == ()
    assert [candidate.id for candidate in now.candidates] == ["t-chips"]


def test_what_is_said_of_a_name_is_said_once_however_often_it_is_asked_for() -> None:
    assert len(diff(BACK_AND_FORTH, "2025-03", "2025-10", names=["t90", "t90"]).warnings) == 1
    told = diff(BACK_AND_FORTH, "2025-03", "2025-10", names=["t4O", "t4O"])
    assert [warned.code for warned in told.warnings] == ["look_alike_name"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "two dates are needed"),
        ({"date": "2025"}, "two dates are needed"),
        ({"known_by": "2025"}, "two dates are needed"),
        ({"date_from": "2025"}, "--from needs --to beside it"),
        ({"date_to": "2025"}, "--to needs --from beside it"),
        ({"known_by_then": "2025"}, "--and needs --known-by beside it"),
        (
            {"date_from": "2024", "date_to": "2025", "known_by_then": "2025"},
            "--and goes with --known-by alone, not with --from or --to",
        ),
        (
            {"date_from": "2024", "date_to": "2025", "date": "2025"},
            "--date goes with --known-by and --and, not with --from and --to",
        ),
        (
            {"date_from": "../2024", "date_to": "2025"},
            "--from: expected YYYY, YYYY-MM or YYYY-MM-DD, no open end",
        ),
        (
            {"date_from": "2024", "date_to": "2025/.."},
            "--to: expected YYYY, YYYY-MM or YYYY-MM-DD, no open end",
        ),
        ({"date_from": "2025-08", "date_to": "2025-07"}, "--from 2025-08 ends after --to 2025-07"),
        ({"date_from": "2025", "date_to": "2025-07"}, "--from 2025 ends after --to 2025-07"),
        ({"known_by": "2025-08", "known_by_then": "2025-07"}, "--known-by 2025-08 ends after --and 2025-07"),
    ],
)
def test_dates_that_do_not_go_together_are_refused(asked: dict[str, str], message: str) -> None:
    with bases.opened(bases.base()) as store, pytest.raises(UsageError) as refused:
        of(store, (), strict=False, **asked)
    assert str(refused.value.message) == message


# What was learned


def test_what_nothing_was_known_of_is_learned_with_the_claims_that_tell_of_it() -> None:
    found = only(diff(BACK_AND_FORTH, known_by="2025-11", known_by_then="2025-12-10", date="2025-07"))
    assert (found.difference, found.changes) == ("learned", ())
    assert (found.before.outcome, found.after.outcome, found.after.state) == ("unknown", "changed", "allowed")
    assert found.learned == ("allowed-july",)


def test_an_answer_that_became_another_is_revised() -> None:
    claims = [seen("first", "allowed", "2025-02"), us("second", "blocked", "2025-03-01", told_by="late")]
    found = only(diff(claims, known_by="2025-03-10", known_by_then="2025-12-10"))
    assert (found.difference, found.before.state, found.after.state) == ("revised", "allowed", "blocked")
    assert found.learned == ("second",)


def test_a_state_that_is_told_more_weakly_is_the_same_state() -> None:
    claims = [
        us("first", "blocked", "2025-02-01"),
        seen("second", "blocked", "2025-03-01", told_by="late", level="hedged"),
    ]
    found = only(diff(claims, known_by="2025-03-10", known_by_then="2025-12-10"))
    assert (found.difference, found.before.level, found.after.level) == ("restated", "stated", "hedged")
    assert found.learned == ("second",)


def test_a_second_source_that_says_the_same_makes_no_difference() -> None:
    claims = [us("first", "blocked", "2025-02-01"), seen("second", "blocked", "2025-03-01", told_by="late")]
    assert diff(claims, known_by="2025-03-10", known_by_then="2025-12-10").outcome == "not_found"


def test_without_a_date_it_is_hindsight_on_the_last_day_of_the_first() -> None:
    claims = [us("then", "blocked", "2025-05", told_by="late"), us("since", "allowed", "2025-10", told_by="late")]
    found = only(diff(claims, known_by="2025-06", known_by_then="2025-12-10"))
    assert found.after.date.edtf == "2025-06-30"
    assert (found.after.state, found.learned) == ("blocked", ("then",))


def test_a_claim_that_moves_others_is_named_though_the_answer_does_not_rest_on_it() -> None:
    claims = [
        us("some-time", "conditional", "2025", rule="cn_purchase"),
        seen("undecided", "no_decision", "2025-02-10", rule="cn_purchase", told_by="late", after=["some-time"]),
    ]
    found = only(diff(claims, known_by="2025-03-10", known_by_then="2025-12-10"))
    assert (found.before.outcome, found.after.state) == ("indeterminate", "conditional")
    assert found.after.claims == ("some-time",)
    assert (found.difference, found.learned) == ("revised", ("undecided",))


def test_what_was_not_known_by_the_second_day_either_is_told_nowhere() -> None:
    claims = [us("june", "blocked", "2025-05", told_by="in-june"), us("late", "allowed", "2025-05-20", told_by="late")]
    told = diff(claims, known_by="2025-03-10", known_by_then="2025-06", date="2025-06")
    assert only(told).learned == ("june",)
    assert [claim.id for claim in told.claims] == ["june"]
    assert [one.claim for one in only(told).after.hidden] == ["late"]


# Properties

# Each example compiles a base.
property_of_differences = settings(deadline=None, max_examples=60)


@property_of_differences
@given(claims_about_one_chip(), st.sampled_from(PERIODS), st.booleans())
def test_from_a_date_to_itself_nothing_differs(
    claims: list[Record],
    date: str,
    strict: bool,  # noqa: FBT001  # Hypothesis fills it in
) -> None:
    assert diff(claims, date, date, strict=strict).outcome == "not_found"


@property_of_differences
@given(claims_about_one_chip(), st.sampled_from(("2025-03-10", "2025-06", "2025-12-10")), st.sampled_from(PERIODS))
def test_between_a_day_and_itself_nothing_is_learned(claims: list[Record], day: str, date: str) -> None:
    assert diff(claims, known_by=day, known_by_then=day, date=date).outcome == "not_found"


@property_of_differences
@given(claims_about_one_chip(), st.sampled_from(PERIODS), st.sampled_from(PERIODS), st.booleans())
def test_changed_is_said_only_of_a_change_that_a_claim_puts_in_between(
    claims: list[Record],
    one: str,
    other: str,
    strict: bool,  # noqa: FBT001
) -> None:
    start, end = sorted((dates.parse(one), dates.parse(other)), key=lambda span: span.last)
    modes = {claim["id"]: claim["mode"] for claim in claims}
    told = diff(claims, start.edtf, end.edtf, strict=strict)
    for found in told.result:
        assert (found.difference == "changed") == bool(found.changes)
        assert found.difference != "may_have_changed" or found.possible_changes
        for change in found.changes:
            assert modes[change.claim] == "change"
            assert change.state_from != change.state_to
            if change.when.earliest:
                assert start.last < change.when.earliest
            if change.when.latest:
                assert change.when.latest <= end.last
        for change in found.possible_changes:
            assert modes[change.claim] == "change"


@property_of_differences
@given(claims_about_one_chip(), st.sampled_from(PERIODS), st.sampled_from(PERIODS))
def test_both_ends_read_as_status_tells_them(claims: list[Record], one: str, other: str) -> None:
    start, end = sorted((one, other), key=lambda text: dates.parse(text).last)
    told = diff(claims, start, end)
    with bases.opened(bases.base(sources=SOURCES, export_status=claims)) as store:
        chips = {chip.id: chip for chip in store.with_status()}
        sides = [status.terms(store, date=dates.parse(date)) for date in (start, end)]
        told_of = {(found.chip, found.rule): (found.before, found.after) for found in told.result}
        for chip in chips.values():
            pairs = zip(*(status.rows(store, [chip], side) for side in sides), strict=True)
            for before, after in pairs:
                assert told_of.get((chip.id, before.rule), (before, after)) == (before, after)
                if (chip.id, before.rule) not in told_of and dates.parse(start).last < dates.parse(end).last:
                    assert (before.outcome == "unknown") == (after.outcome == "unknown")
                    assert before.state == after.state


# The shipped base


def test_from_march_to_december_2025_the_h20_was_blocked_and_allowed_again(real: Store) -> None:
    us_rule, cn_rule = of(real, ["H20"], date_from="2025-03", date_to="2025-12-31").result
    assert (us_rule.difference, us_rule.rule) == ("changed", "us_export")
    assert turns(us_rule.changes) == [(None, "blocked", "2025-04"), ("blocked", "allowed", "2025-07")]
    # The article that tells of it bears no date.
    assert (cn_rule.difference, cn_rule.changes) == ("may_have_changed", ())


def test_on_10_july_2025_the_h20_may_have_been_allowed_already(real: Store) -> None:
    (found,) = (
        one for one in of(real, ["H20"], date_from="2025-07-10", date_to="2025-10").result if one.rule == "us_export"
    )
    assert (found.difference, [change.claim for change in found.possible_changes]) == (
        "may_have_changed",
        ["h20-us-allowed"],
    )


def test_in_october_2023_the_a800_was_blocked(real: Store) -> None:
    found = only(of(real, ["A800"], date_from="2023-09", date_to="2023-11"))
    assert (found.difference, turns(found.changes)) == ("changed", [("allowed", "blocked", "2023-10")])


def test_after_10_december_2025_china_decided_on_the_h200(real: Store) -> None:
    found = only(of(real, ["H200"], date_from="2025-12-10", date_to="2026-01-26"))
    assert found.rule == "cn_purchase"
    assert turns(found.changes) == [("no_decision", "conditional", "../2026-01-26")]


def test_on_4_november_2025_it_was_learned_what_had_become_of_the_h20_in_july(real: Store) -> None:
    told = of(real, ["H20"], known_by="2025-11-03", known_by_then="2025-11-04", date="2025-07")
    found = only(told)
    assert (found.difference, found.rule, found.learned) == ("learned", "us_export", ("h20-us-allowed",))
    assert {claim.source for claim in told.claims} == {"2025-11-04-ai-race"}


def test_of_the_l20_nothing_is_told_but_of_its_groups(real: Store) -> None:
    told = of(real, ["L20"], date_from="2025-06", date_to="2026-01-26")
    assert (told.outcome, told.result) == ("not_found", ())
    assert {candidate.id for candidate in told.candidates} == {"cut-down-chips", "nvidia-ai-chips"}


# As a page and as a document


def test_the_page_goes_chip_by_chip_with_a_line_for_each_change(real: Store) -> None:
    lines = shown(of(real, [], date_from="2025-03", date_to="2025-12-31"))
    assert lines[0] == "What changed after March 2025, up to 31 December 2025"
    start = lines.index("H20")
    assert lines[start + 1 : start + 3] == [
        "  US:    not stated → blocked  April 2025, day not stated [2¶7]",
        "  US:    blocked → allowed  July 2025, day not stated [2¶7]",
    ]
    apart = lines.index("First told of in between; it may have been so before")
    assert next(place for place, line in enumerate(lines) if line.startswith("H100, US")) > apart > start


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_of_the_page_is_wider_than_the_terminal(real: Store, width: int) -> None:
    for told in (
        of(real, date_from="2022", date_to="2026-01-26"),
        of(real, known_by="2023-11-30", known_by_then="2026-01-26", date="2026-01-26"),
    ):
        assert max(map(len, shown(told, width))) <= width


def test_the_page_of_what_was_learned_tells_what_was_known_and_what_is(real: Store) -> None:
    lines = shown(of(real, ["H20"], known_by="2025-11-03", known_by_then="2025-11-04", date="2025-07"))
    assert lines[:4] == [
        "What was learned between 3 November 2025 and 4 November 2025 of July 2025",
        "",
        "H20",
        "  US: unknown ⇒ blocked → allowed  July 2025, day not stated [1¶7]",
    ]


def test_a_state_that_differs_without_a_change_says_so() -> None:
    claims = [seen("one", "blocked", "2025-02-10"), seen("two", "allowed", "2025-11-20", told_by="late")]
    lines = shown(diff(claims, "2025-03", "2025-12"))
    assert "  US: blocked and later allowed  seen 20 November 2025; no change is told in" in lines


def test_the_page_names_the_groups_of_which_something_new_is_told(real: Store) -> None:
    text = " ".join(shown(of(real, ["H20"], date_from="2025-03", date_to="2025-12-31"), 200))
    assert "groups that they belong to: chips cut down for the Chinese market, Nvidia's AI chips" in text


def test_the_document_names_the_two_dates_as_the_options_do(real: Store) -> None:
    told = of(real, ["H20"], date_from="2025-03", date_to="2025-12-31")
    document = msgspec.json.decode(msgspec.json.encode(told, enc_hook=str))
    assert {key: document["query"][key] for key in ("known_by", "and", "date", "strict")} == {
        "known_by": None,
        "and": None,
        "date": None,
        "strict": False,
    }
    assert (document["query"]["from"]["edtf"], document["query"]["to"]["edtf"]) == ("2025-03", "2025-12-31")
    held = {claim["id"] for claim in document["claims"]}
    for row in document["result"]:
        assert held >= {*row["learned"], *(change["claim"] for change in row["changes"] + row["possible_changes"])}


def test_the_page_names_what_is_left_out_because_it_was_not_known() -> None:
    claims = [us("early", "blocked", "2025-02-01"), us("late", "allowed", "2025-02-20", told_by="late")]
    told = diff(claims, "2025-01", "2025-03", known_by="2025-11")
    lines = shown(told)
    assert lines[0] == "What changed after January 2025, up to March 2025, as known by November 2025"
    assert lines.count("Hidden, because not known by then") == 1
    assert ([one.claim for one in told.hidden], [claim.id for claim in told.claims]) == (["late"], ["early"])


def test_the_page_says_of_what_it_is_not_certain_that_it_lies_in_between() -> None:
    (line,) = (line for line in shown(diff(BACK_AND_FORTH, "2025-07-10", "2025-10"), 160) if "US: " in line)
    assert line == "  US: blocked → allowed?  July 2025, day not stated; perhaps not in between [1¶1]"


def test_the_page_tells_apart_what_is_the_same_state_told_otherwise() -> None:
    claims = [
        us("first", "blocked", "2025-02-01"),
        seen("second", "blocked", "2025-03-01", told_by="late", level="hedged"),
    ]
    lines = shown(diff(claims, known_by="2025-03-10", known_by_then="2025-12-10"), 160)
    place = lines.index("The same state, with another date or another level")
    assert " ".join(lines[place + 1].split()) == (
        "T40, US blocked, since 1 February 2025 ⇒ blocked (hedged) since 1 February 2025 [1¶1]"
    )
