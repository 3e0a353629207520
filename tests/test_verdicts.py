"""Is a chip in a state? Yes, no, or cannot tell.

The invented claims are about the T40 under the US rule, told by the source of 10 March 2025 (`early`), unless a test
says otherwise.
"""

from collections.abc import Iterable
from datetime import date as calendar
from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chipcli import dates, status, verdicts
from chipcli.errors import ExitCode, UsageError
from chipcli.model.answer import Answer
from chipcli.model.claim import STATES, Rule, State
from chipcli.model.values import Level
from chipcli.model.verdicts import CheckQuery, Decision, RuleVerdict, Verdict
from chipcli.store import Store
from tests import bases
from tests.bases import Record
from tests.states import (
    BACK_AND_FORTH,
    BLOCKED_APRIL,
    PERIODS,
    SOURCES,
    claims_about_one_chip,
    cn,
    seen,
    shown,
    us,
)

Told = Answer[CheckQuery, Verdict]


def ask(
    store: Store,
    state: State,
    date: str | None = None,
    *,
    name: str = "t40",
    rule: Rule | None = None,
    known_by: str | None = None,
    strict: bool = False,
) -> Told:
    asked = dates.parse(date) if date else None
    terms = status.terms(store, date=asked, known_by=dates.parse(known_by) if known_by else None, strict=strict)
    return verdicts.answer(store, name, state, terms, date=asked, rule=rule)


def check(claims: Iterable[Record], state: State, date: str | None = None, **asked: Any) -> Told:
    """Return what a base of these claims answers."""
    with bases.opened(bases.base(sources=SOURCES, export_status=claims)) as store:
        return ask(store, state, date, **asked)


def us_verdict(claims: Iterable[Record], state: State, date: str | None = None, **asked: Any) -> tuple[str, str]:
    """Return the verdict under the US rule, and what it rests on."""
    (found,) = check(claims, state, date, rule="us_export", **asked).result[0].rules
    return found.verdict, found.reason


HELD = ("yes", "held")
ANOTHER = ("no", "another_state")
PART = ("cannot_tell", "part_of_period")
INDETERMINATE = ("cannot_tell", "indeterminate")
DISPUTED = ("cannot_tell", "disputed")
UNKNOWN = ("cannot_tell", "unknown")
PARTLY_UNKNOWN = ("cannot_tell", "partly_unknown")
BEYOND = ("cannot_tell", "beyond_horizon")


# One rule


@pytest.mark.parametrize(
    ("date", "blocked", "allowed", "conditional"),
    [
        ("2025-03", UNKNOWN, UNKNOWN, UNKNOWN),
        ("2025-04", PART, PARTLY_UNKNOWN, PARTLY_UNKNOWN),
        ("2025-04-15", INDETERMINATE, PARTLY_UNKNOWN, PARTLY_UNKNOWN),
        ("2025-05", HELD, ANOTHER, ANOTHER),
        ("2025-07", PART, PART, ANOTHER),
        ("2025-07-10", INDETERMINATE, INDETERMINATE, ANOTHER),
        ("2025-07-31", INDETERMINATE, INDETERMINATE, ANOTHER),
        ("2025-06/2025-08", PART, PART, ANOTHER),
        ("2025-03/2025-05", PART, PARTLY_UNKNOWN, PARTLY_UNKNOWN),
        ("2025-08", ANOTHER, HELD, ANOTHER),
        ("2025-08/2025-12-10", ANOTHER, HELD, ANOTHER),
        ("2025-08/2025-12-11", BEYOND, BEYOND, BEYOND),
        ("2025-12", BEYOND, BEYOND, BEYOND),
        ("2026", BEYOND, BEYOND, BEYOND),
        ("2025-08/..", BEYOND, BEYOND, BEYOND),
    ],
)
def test_a_verdict_is_about_the_whole_period(
    date: str, blocked: tuple[str, str], allowed: tuple[str, str], conditional: tuple[str, str]
) -> None:
    assert us_verdict(BACK_AND_FORTH, "blocked", date) == blocked
    assert us_verdict(BACK_AND_FORTH, "allowed", date) == allowed
    assert us_verdict(BACK_AND_FORTH, "conditional", date) == conditional


def test_without_a_date_the_verdict_is_of_the_day_of_the_newest_source() -> None:
    told = check(BACK_AND_FORTH, "allowed", rule="us_export")
    assert told.result[0].rules[0].status.date.edtf == "2025-12-10"
    assert (told.result[0].verdict, told.query.date) == ("yes", None)
    assert [warned.code for warned in told.warnings] == ["as_of_newest_source"]


def test_on_the_very_day_of_a_change_it_holds_for_a_part_of_the_day() -> None:
    claims = [BLOCKED_APRIL, us("allowed", "allowed", "2025-07-15", told_by="late")]
    assert us_verdict(claims, "allowed", "2025-07-15") == PART
    assert us_verdict(claims, "blocked", "2025-07-15") == PART
    assert us_verdict(claims, "conditional", "2025-07-15") == ANOTHER
    assert us_verdict(claims, "allowed", "2025-07-16") == HELD


def test_what_had_changed_by_a_day_had_changed_on_that_day() -> None:
    claims = [BLOCKED_APRIL, us("allowed", "allowed", "../2025-12-10", told_by="late")]
    assert us_verdict(claims, "allowed", "2025-12-10") == HELD
    assert us_verdict(claims, "blocked", "2025-12-10") == ANOTHER
    assert us_verdict(claims, "blocked", "2025-12-09") == HELD


def test_taken_strictly_what_had_changed_by_a_day_may_have_changed_on_any_day_before() -> None:
    claims = [BLOCKED_APRIL, us("allowed", "allowed", "../2025-12-10", told_by="late")]
    for date in ("2025-06", "2025-12-10"):
        assert us_verdict(claims, "allowed", date, strict=True) == INDETERMINATE
        assert us_verdict(claims, "blocked", date, strict=True) == INDETERMINATE
        assert us_verdict(claims, "conditional", date, strict=True) == ANOTHER


def test_taken_strictly_a_change_told_to_follow_something_of_the_same_day_holds_for_a_part_of_it() -> None:
    claims = [seen("seen", "allowed", "2025-12-10"), us("by", "blocked", "../2025-12-10", after=["seen"])]
    assert us_verdict(claims, "blocked", "2025-12-10", strict=True) == PART
    assert us_verdict(claims, "blocked", "2025-12-10") == HELD


def test_what_is_seen_in_the_middle_of_a_period_is_not_told_of_its_beginning() -> None:
    claims = [seen("seen", "blocked", "2025-11-10", told_by="late")]
    assert us_verdict(claims, "blocked", "2025-11") == PARTLY_UNKNOWN
    assert us_verdict(claims, "allowed", "2025-11") == PARTLY_UNKNOWN
    assert us_verdict(claims, "blocked", "2025-11-10/2025-11-30") == HELD


def test_another_state_seen_in_between_is_no_whole_period() -> None:
    claims = [
        seen("one", "blocked", "2025-02-10"),
        seen("two", "allowed", "2025-03-05"),
        seen("three", "blocked", "2025-11-10", told_by="late"),
    ]
    assert us_verdict(claims, "blocked", "2025-03/2025-11") == PART


def test_the_state_before_the_first_change_is_open_unless_the_change_says_it() -> None:
    told, untold = us("a", "allowed", "2025-07", before="blocked"), us("a", "allowed", "2025-07")
    assert us_verdict([told], "conditional", "2025-07-10") == ANOTHER
    assert us_verdict([untold], "conditional", "2025-07-10") == PARTLY_UNKNOWN
    assert us_verdict([told], "blocked", "2025-07-10") == INDETERMINATE


def test_a_state_up_to_a_change_answers_for_the_time_before_it() -> None:
    claims = [us("until", "blocked", None, mode="until", until="change"), us("change", "allowed", "2025-03-05")]
    assert us_verdict(claims, "blocked", "2020") == HELD
    assert us_verdict(claims, "allowed", "../2025-03-04") == ANOTHER


def test_what_held_up_to_a_change_and_what_may_have_been_seen_meanwhile_are_all_there_is() -> None:
    claims = [
        us("until", "blocked", None, mode="until", until="change"),
        us("change", "conditional", "2025-03-05"),
        seen("seen", "allowed", "2025-02"),
    ]
    assert us_verdict(claims, "allowed", "2025-02-05") == INDETERMINATE
    assert us_verdict(claims, "conditional", "2025-02-05") == ANOTHER


def test_sources_that_disagree_leave_it_open_between_what_they_say() -> None:
    claims = [seen("one", "blocked", "2025-02-10"), seen("two", "allowed", "2025-02-10", told_by="late")]
    assert us_verdict(claims, "blocked", "2025-03") == DISPUTED
    assert us_verdict(claims, "allowed", "2025-03") == DISPUTED
    for date in ("2025-03", "2025-02-10"):
        assert us_verdict(claims, "conditional", date) == ANOTHER


def test_sources_that_disagree_on_a_change_leave_open_what_was_before_it() -> None:
    claims = [us("one", "blocked", "2025-02-10"), us("two", "allowed", "2025-02-10", told_by="late")]
    assert us_verdict(claims, "conditional", "2025-02-10") == PARTLY_UNKNOWN
    assert us_verdict(claims, "conditional", "2025-02-11") == ANOTHER


def test_conditional_is_not_allowed() -> None:
    assert us_verdict([us("a", "conditional", "2025-02-01")], "allowed", "2025-03") == ANOTHER


def test_by_a_day_only_what_was_out_counts() -> None:
    assert us_verdict(BACK_AND_FORTH, "allowed", "2025-08", known_by="2025-11") == UNKNOWN
    told = check(BACK_AND_FORTH, "blocked", "2025-08", known_by="2025-11")
    assert ([one.claim for one in told.hidden], told.claims) == (["blocked-april", "allowed-july"], ())
    claims = [us("early", "blocked", "2025-02-01"), us("later", "allowed", "2025-03-01", told_by="late")]
    assert us_verdict(claims, "blocked", "2025-03-05", known_by="2025-03-10") == HELD
    assert us_verdict(claims, "blocked", "2025-03-05") == ANOTHER


def test_a_claim_about_a_group_decides_nothing_about_its_chips() -> None:
    claims = [us("group", "blocked", "2025-02-01", subject="t-chips")]
    assert us_verdict(claims, "blocked", "2025-03") == UNKNOWN
    assert us_verdict(claims, "blocked", "2025-03", name="t-chips") == HELD


# Two rules


@pytest.mark.parametrize(
    ("us_state", "cn_state", "verdict"),
    [
        ("allowed", "allowed", "yes"),
        ("allowed", "discouraged", "no"),
        ("blocked", "allowed", "no"),
        ("blocked", None, "no"),
        (None, "prohibited", "no"),
        ("allowed", None, "cannot_tell"),
        (None, "allowed", "cannot_tell"),
        (None, None, "cannot_tell"),
    ],
)
def test_without_a_rule_both_have_to_say_yes_and_either_may_say_no(
    us_state: str | None, cn_state: str | None, verdict: str
) -> None:
    claims = [us("us", us_state, "2025-02-01")] if us_state else []
    claims += [cn("cn", cn_state, "2025-02-01")] if cn_state else []
    (found,) = check(claims, "allowed", "2025-03").result
    assert found.verdict == verdict
    assert [one.rule for one in found.rules] == ["us_export", "cn_purchase"]


@pytest.mark.parametrize(
    ("state", "rules"),
    [
        ("blocked", ["us_export"]),
        ("prohibited", ["cn_purchase"]),
        ("discouraged", ["cn_purchase"]),
        ("no_decision", ["cn_purchase"]),
        ("conditional", ["us_export", "cn_purchase"]),
    ],
)
def test_without_a_rule_those_decide_that_have_the_state(state: State, rules: list[str]) -> None:
    (found,) = check([BLOCKED_APRIL], state, "2025-05").result
    assert [one.rule for one in found.rules] == rules


@pytest.mark.parametrize(
    ("state", "rule", "states"),
    [
        ("blocked", "cn_purchase", "allowed, conditional, no_decision, discouraged, prohibited"),
        ("prohibited", "us_export", "allowed, conditional, blocked"),
    ],
)
def test_a_state_that_the_rule_does_not_have_is_refused_with_those_it_has(
    state: State, rule: Rule, states: str
) -> None:
    with pytest.raises(UsageError) as refused:
        check([BLOCKED_APRIL], state, "2025-05", rule=rule)
    assert str(refused.value.message).startswith(f"--is {state}: ")
    assert str(refused.value.hint) == f"its states are {states}"


# For scripts


@pytest.mark.parametrize(
    ("state", "date", "code"),
    [("blocked", "2025-05", 0), ("allowed", "2025-05", 1), ("blocked", "2025-07", 5), ("blocked", "2025-03", 5)],
)
def test_the_exit_code_is_the_verdict(state: State, date: str, code: int) -> None:
    assert verdicts.exit_code(check(BACK_AND_FORTH, state, date, rule="us_export")) == code


@pytest.mark.parametrize(
    ("name", "outcome", "code"), [("T90", "not_found", ExitCode.CANNOT_TELL), ("40", "ambiguous", ExitCode.AMBIGUOUS)]
)
def test_a_name_that_is_not_understood_never_reads_as_no(name: str, outcome: str, code: ExitCode) -> None:
    entities = (*bases.ENTITIES, bases.entity("s40"))
    with bases.opened(bases.base(sources=SOURCES, entities=entities, export_status=BACK_AND_FORTH)) as store:
        told = ask(store, "blocked", "2025-05", name=name)
    assert (told.outcome, told.result, told.claims) == (outcome, (), ())
    assert verdicts.exit_code(told) == code
    assert told.candidates or name == "T90"


def test_the_document_echoes_the_question_and_holds_the_verdict_of_each_rule() -> None:
    told = check(BACK_AND_FORTH, "allowed", "2025-05")
    document = msgspec.json.decode(msgspec.json.encode(told, enc_hook=str))
    assert (document["outcome"], document["query"]["is"], document["query"]["rule"]) == ("answered", "allowed", None)
    (found,) = document["result"]
    assert (found["chip"], found["is"], found["verdict"]) == ("t40", "allowed", "no")
    assert [(one["rule"], one["verdict"], one["reason"]) for one in found["rules"]] == [
        ("us_export", "no", "another_state"),
        ("cn_purchase", "cannot_tell", "unknown"),
    ]
    assert found["rules"][0]["status"]["state"] == "blocked"


# Properties

# Each example compiles a base.
property_of_verdicts = settings(deadline=None, max_examples=60)


def under_us(store: Store, state: State, date: str, *, strict: bool) -> RuleVerdict:
    (found,) = ask(store, state, date, rule="us_export", strict=strict).result[0].rules
    return found


@property_of_verdicts
@given(claims_about_one_chip(), st.sampled_from(PERIODS), st.booleans())
def test_yes_and_no_agree_with_status_and_exclude_each_other(
    claims: list[Record],
    date: str,
    strict: bool,  # noqa: FBT001  # Hypothesis fills it in
) -> None:
    with bases.opened(bases.base(sources=SOURCES, export_status=claims)) as store:
        terms = status.terms(store, date=dates.parse(date), strict=strict)
        chips = [chip for chip in (store.entity("t40"),) if chip]
        (row,) = status.rows(store, chips, terms, rules=["us_export"])
        found = {state: under_us(store, state, date, strict=strict) for state in STATES["us_export"]}
    assert [one.status for one in found.values()] == [row] * len(found)
    yes = [state for state, one in found.items() if one.verdict == "yes"]
    assert len(yes) <= 1
    for state in yes:
        assert row.state == state
        assert row.outcome in {"state", "changed"}
        assert {one.verdict for other, one in found.items() if other != state} == {"no"}
    for state, one in found.items():
        assert one.verdict in get_args(Decision)
        assert (one.verdict == "yes") == (one.reason == "held")
        assert (one.verdict == "no") == (one.reason == "another_state")
        if one.verdict == "no":
            assert state not in row.possible
        if row.outcome in {"unknown", "beyond_horizon"}:
            assert one.verdict == "cannot_tell"


@property_of_verdicts
@given(
    claims_about_one_chip(),
    st.sampled_from(PERIODS),
    st.integers(0, 200),
    st.booleans(),
    st.sampled_from(STATES["us_export"]),
)
def test_what_holds_of_a_period_holds_of_each_day_in_it(
    claims: list[Record],
    date: str,
    number: int,
    strict: bool,  # noqa: FBT001
    state: State,
) -> None:
    period = dates.parse(date)
    day: calendar = period.first + timedelta(days=number % ((period.last - period.first).days + 1))
    with bases.opened(bases.base(sources=SOURCES, export_status=claims)) as store:
        whole = under_us(store, state, date, strict=strict)
        part = under_us(store, state, day.isoformat(), strict=strict)
    if whole.verdict != "cannot_tell":
        assert part.verdict == whole.verdict


# The shipped base


@pytest.mark.parametrize(
    ("name", "state", "date", "rule", "verdict"),
    [
        ("H20", "blocked", "2025-05", None, "yes"),
        ("H20", "allowed", "2025-05", None, "no"),
        ("H20", "blocked", "2025-07", None, "cannot_tell"),
        ("H20", "allowed", None, "us_export", "yes"),
        ("H20", "allowed", None, None, "cannot_tell"),
        ("H20", "blocked", None, None, "no"),
        ("H200", "conditional", None, "cn_purchase", "yes"),
        ("H200", "conditional", None, None, "no"),
        ("H200", "no_decision", "2025-12-10", None, "yes"),
        ("H200", "no_decision", "2025-12", None, "cannot_tell"),
        ("H200", "blocked", "2025-09", None, "yes"),
        ("A800", "allowed", "2023-09", "us_export", "yes"),
        ("A800", "blocked", "2023-11", None, "yes"),
        ("A800", "blocked", "2026-03", None, "cannot_tell"),
        ("L20", "prohibited", None, None, "cannot_tell"),
    ],
)
def test_verdicts_of_the_shipped_base(
    real: Store, name: str, state: State, date: str | None, rule: Rule | None, verdict: str
) -> None:
    assert ask(real, state, date, name=name, rule=rule).result[0].verdict == verdict


def test_a_verdict_is_as_firm_as_the_row_that_it_goes_by(real: Store) -> None:
    (found,) = ask(real, "conditional", name="H200", rule="cn_purchase").result[0].rules
    assert (found.verdict, found.status.level) == ("yes", Level.HEDGED)


# As a line


def line(told: Told) -> str:
    """Return the page, which is one line."""
    (only,) = shown(told, 1000)
    return only


def test_one_line_says_why_and_who_says_so(real: Store) -> None:
    assert line(ask(real, "blocked", "2025-05", name="H20")) == (
        "yes: H20, US: blocked; since April 2025 [2025-11-04-ai-race¶7]"
    )
    assert line(ask(real, "blocked", "2025-07", name="H20")) == (
        "cannot tell: H20, US: blocked → allowed; July 2025, day not stated [2025-11-04-ai-race¶7]"
    )


def test_the_line_says_how_firmly_it_is_told(real: Store) -> None:
    assert "conditional (hedged); by 26 January 2026, may have been earlier" in line(
        ask(real, "conditional", name="H200", rule="cn_purchase")
    )


def test_the_line_tells_of_the_rules_that_decide_alone(real: Store) -> None:
    told = line(ask(real, "allowed", name="H200"))
    assert told.startswith("no: H200, China: ")
    assert "US: " not in told


@pytest.mark.parametrize(
    ("state", "date", "end"),
    [
        ("no_decision", "2025-12", "; nothing is told of the time before"),
        ("no_decision", "2025-12-10/2025-12", "[2025-12-10-h200-requests¶11]"),
        ("allowed", "2026", "; nothing is told of the end of this period: 2026"),
    ],
)
def test_the_line_says_what_a_state_leaves_open(real: Store, state: State, date: str, end: str) -> None:
    assert line(ask(real, state, date, name="H200")).endswith(end)


def test_the_line_says_that_a_state_did_not_hold_throughout() -> None:
    claims = [
        seen("one", "blocked", "2025-02-10"),
        seen("two", "allowed", "2025-03-05"),
        seen("three", "blocked", "2025-11-10", told_by="late"),
    ]
    told = check(claims, "blocked", "2025-03/2025-11")
    assert line(told).endswith("; not throughout this period: March 2025 to November 2025")


def test_where_nothing_is_told_of_the_chip_the_line_tells_of_its_groups_as_such(real: Store) -> None:
    told = line(ask(real, "prohibited", name="L20"))
    assert told.startswith("cannot tell: L20, China: unknown; chips cut down for the Chinese market: discouraged")
    assert "Nvidia's AI chips" not in line(ask(real, "conditional", name="H200", rule="cn_purchase"))
