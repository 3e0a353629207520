"""What the shipped base answers about the chips that the articles tell most of."""

import pytest

from chipcli import dates, status
from chipcli.model.answer import Answer, StatusQuery, StatusRow
from chipcli.model.claim import Rule
from chipcli.model.values import Level
from chipcli.store import Store

Told = Answer[StatusQuery, StatusRow]

AI_RACE = "2025-11-04-ai-race"


def answer(real: Store, date: str | None, *, chip: str | None = None, known_by: str | None = None) -> Told:
    asked = dates.parse(date) if date else None
    terms = status.terms(real, date=asked, known_by=dates.parse(known_by) if known_by else None)
    return status.answer(real, chip, terms, date=asked)


def row(real: Store, chip: str, rule: Rule, date: str | None, *, known_by: str | None = None) -> StatusRow:
    (found,) = (one for one in answer(real, date, chip=chip, known_by=known_by).result if one.rule == rule)
    return found


# The H20 in 2025: blocked in April, allowed again in July


def test_in_july_2025_the_h20_changed_from_blocked_to_allowed_on_a_day_that_is_not_stated(real: Store) -> None:
    found = row(real, "H20", "us_export", "2025-07")
    (change,) = found.changes
    assert (found.outcome, found.state) == ("changed", "allowed")
    assert (change.state_from, change.state_to, change.claim) == ("blocked", "allowed", "h20-us-allowed")
    assert (change.when.edtf, change.when.is_day) == ("2025-07", False)


def test_in_may_2025_the_h20_was_blocked_since_april(real: Store) -> None:
    found = row(real, "H20", "us_export", "2025-05")
    assert (found.outcome, found.state, found.basis) == ("state", "blocked", "carried_forward")
    assert found.since
    assert found.since.edtf == "2025-04"
    assert (found.claims, found.later[0]) == (("h20-us-blocked",), "h20-us-allowed")


def test_on_10_july_2025_the_h20_may_have_been_blocked_or_allowed(real: Store) -> None:
    found = row(real, "H20", "us_export", "2025-07-10")
    assert (found.outcome, found.state, found.possible) == ("indeterminate", None, ("allowed", "blocked"))
    assert found.claims == ("h20-us-blocked", "h20-us-allowed")


def test_of_march_2025_nothing_is_known_about_the_h20_and_the_block_comes_later(real: Store) -> None:
    found = row(real, "H20", "us_export", "2025-03")
    assert (found.outcome, found.state, found.possible, found.claims) == ("unknown", None, (), ())
    assert found.later[0] == "h20-us-blocked"


def test_by_3_november_2025_nothing_of_the_article_of_the_4th_was_known(real: Store) -> None:
    told = answer(real, "2025-07", known_by="2025-11-03")
    of_the_fourth = {claim.id for claim in real.claims_of_kind("export_status") if claim.source == AI_RACE}
    assert of_the_fourth
    for found in told.result:
        assert of_the_fourth.isdisjoint({*found.claims, *found.group_claims, *found.later})
    assert AI_RACE not in {claim.source for claim in told.claims} | {source.id for source in told.sources}


def test_by_3_november_2025_what_was_not_known_of_the_h20_is_listed_with_the_reason(real: Store) -> None:
    us, cn = answer(real, "2025-07", chip="H20", known_by="2025-11-03").result
    assert (us.outcome, us.state, cn.outcome, cn.state) == ("unknown", None, "unknown", None)
    assert {(one.claim, one.reason) for one in us.hidden} >= {
        ("h20-us-blocked", "published_later"),
        ("h20-us-allowed", "published_later"),
    }
    assert ("h20-cn-discouraged", "source_undated") in {(one.claim, one.reason) for one in cn.hidden}
    assert {claim.id for claim in real.statuses("h20", "us_export")} <= {one.claim for one in us.hidden}


def test_on_the_4th_itself_the_article_counts(real: Store) -> None:
    assert row(real, "H20", "us_export", "2025-07", known_by="2025-11-04").state == "allowed"


# The H200 in December 2025 and January 2026


def test_by_10_december_2025_the_us_had_announced_to_allow_the_h200(real: Store) -> None:
    found = row(real, "H200", "us_export", "2025-12-10")
    assert (found.outcome, found.state) == ("changed", "allowed")
    assert [(change.state_from, change.state_to) for change in found.changes] == [("blocked", "allowed")]
    assert found.changes[0].when.earliest is None
    assert "h200-us-allowed-announced" in found.claims


def test_that_announcement_is_told_no_more_firmly_than_as_one(real: Store) -> None:
    level = row(real, "H200", "us_export", "2025-12-10").level
    assert level
    assert status.weakest([level, Level.ANNOUNCED]) == level


def test_before_it_the_h200_was_blocked_since_nobody_says_when(real: Store) -> None:
    found = row(real, "H200", "us_export", "2025-09")
    assert (found.outcome, found.state, found.basis) == ("state", "blocked", "start_not_stated")
    assert "h200-us-allowed-announced" in found.later


def test_on_10_december_2025_china_had_not_decided_on_the_h200_and_its_ban_on_the_group_stands_apart(
    real: Store,
) -> None:
    found = row(real, "H200", "cn_purchase", "2025-12-10")
    assert (found.outcome, found.state, found.possible) == ("state", "no_decision", ("no_decision",))
    assert found.claims == ("h200-cn-no-decision-dec10",)
    assert "nvidia-ai-chips-cn-prohibited" in found.group_claims


def test_the_day_after_the_newest_source_china_is_told_conditional_hedged_and_apart_from_the_us(real: Store) -> None:
    us, cn = answer(real, "2026-01-27", chip="H200").result
    assert (cn.rule, cn.outcome, cn.state, cn.level) == ("cn_purchase", "beyond_horizon", "conditional", Level.HEDGED)
    assert (us.rule, us.outcome, us.state) == ("us_export", "beyond_horizon", "allowed")
    assert set(us.claims).isdisjoint(cn.claims)
    assert cn.since
    assert cn.since.edtf == "../2026-01-26"


# All chips


def test_in_2030_every_known_state_is_the_last_known_one(real: Store) -> None:
    told = answer(real, "2030-01")
    assert {found.outcome for found in told.result} <= {"beyond_horizon", "unknown"}
    assert row(real, "H20", "us_export", "2030-01").outcome == "beyond_horizon"
    assert [warned.code for warned in told.warnings] == ["beyond_horizon"]
    assert "2026-01-26" in str(told.warnings[0].message)


def test_without_a_date_the_answer_is_as_of_26_january_2026(real: Store) -> None:
    told = answer(real, None)
    assert {found.date.edtf for found in told.result} == {"2026-01-26"}
    assert [warned.code for warned in told.warnings] == ["as_of_newest_source"]


@pytest.mark.parametrize("date", ["1999", "2021", "2022-09"])
def test_long_ago_no_chip_was_allowed_by_default(real: Store, date: str) -> None:
    for found in answer(real, date).result:
        assert found.state is None or found.basis == "start_not_stated"


def test_every_row_rests_on_claims_about_its_own_chip_and_rule(real: Store) -> None:
    for date in ("2023-11", "2025-07", "2025-12-10", "2026-01-26"):
        for found in answer(real, date).result:
            own = {claim.id for claim in real.statuses(found.chip, found.rule)}
            assert own >= {*found.claims, *found.later}
            assert own.isdisjoint(found.group_claims)
