"""The questions about names, listings and records, on bases of a few claims and on the shipped one.

The sources of the small base are of June 2024 (`oldest`), 10 March 2025 (`early`) and 10 December 2025 (`late`);
one bears no date (`undated`), and of one it is only known since when it can have been out (`since-july`).
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chipcli import answering, dates, lookup
from chipcli.answering import together
from chipcli.dates import Span
from chipcli.errors import UsageError
from chipcli.lookup import ABOUT, CHIP, FUNDING, KINDS, ORDERS, STOCKPILES, Filters
from chipcli.model.answer import Answer
from chipcli.model.values import Level, When
from chipcli.store import Store
from tests import bases
from tests.bases import Record, claim, entity, passage, source, status

Told = Answer[Any, Any]

ABOUT_IT = {"en": "How it was", "fr": "Comment c'était"}

SOURCES = (
    source("oldest", "2024-06"),
    *bases.SOURCES,
    source("undated", None),
    source("since-july", "2025-07/..", published_basis="inferred"),
)

OUT_BY = {"oldest": "2024-06-30", "early": "2025-03-10", "late": "2025-12-10"}
"""The days by which sources were certainly out; the others never were."""

NO_AMOUNT = {"number": None, "op": "unknown", "unit": None}


def stock(id_: str, item: str = "t40", **fields: Any) -> Record:
    """Return a claim that someone, Tinworks unless told otherwise, holds chips in store."""
    return claim(id_, **{"subject": "tinworks", "item": item, "quantity": NO_AMOUNT} | fields)


def order(id_: str, chip: str = "t40", **fields: Any) -> Record:
    """Return a claim that Tinworks ordered a chip."""
    return claim(id_, **{"subject": chip, "buyers": ["tinworks"], "stage": "ordered", "quantity": NO_AMOUNT} | fields)


def disagrees(*others: str) -> list[Record]:
    return [{"claim": other, "about": ABOUT_IT} for other in others]


@contextmanager
def opened(
    *, sources: Iterable[Record] = SOURCES, entities: Iterable[Record] = bases.ENTITIES, **claims: Iterable[Record]
) -> Iterator[Store]:
    """Open a base that has the claims given, by the name of their file, and no others."""
    files = dict.fromkeys(bases.CLAIMS, ()) | claims
    with bases.opened(bases.base(sources=sources, entities=entities, **files)) as store:
        yield store


def day(text: str | None) -> Span | None:
    return dates.parse(text) if text else None


def document(answer: Told) -> Any:  # a document
    return json.loads(msgspec.json.encode(answer, enc_hook=str))


def ids(claims: Iterable[Any]) -> list[str]:
    return [one.id for one in claims]


def hidden(answer: Told) -> dict[str, str]:
    return {one.claim: one.reason for one in answer.hidden}


def messages(answer: Told) -> list[str]:
    return [str(warned.message) for warned in answer.warnings]


def codes(answer: Told) -> list[str]:
    return [warned.code for warned in answer.warnings]


def claims_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every claim of a document, wherever it stands."""
    if isinstance(value, dict):
        if {"evidence", "level", "en"} <= value.keys():
            yield value
        for item in value.values():
            yield from claims_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from claims_in(item)


def texts_in(value: Any, *, but: frozenset[str]) -> Iterator[str]:
    """Yield every text of a document, but what stands under some keys."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in but:
                yield from texts_in(item, but=but)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item, but=but)
    elif isinstance(value, str):
        yield value


def assert_nothing_leaks(answer: Told, out: Iterable[str]) -> None:
    """Assert that an answer names no claim and no source but those of some sources, and hides no claim that it tells.

    Left aside is what a claim itself says it follows or lasts until, by id.
    """
    told = document(answer)
    known = set(out)
    assert {place["source"] for one in claims_in(told) for place in one["evidence"]} <= known
    assert {one["id"] for one in told["sources"]} <= known
    left_out = {one["claim"] for one in told["hidden"]}
    assert len(left_out) == len(told["hidden"])
    assert left_out.isdisjoint(texts_in(told, but=frozenset({"hidden", "after", "until", "query", "warnings"})))
    if told["outcome"] != "answered":
        assert (told["result"], told["claims"], told["entities"]) == ([], [], [])


# Facts


FEW: dict[str, list[Record]] = {
    "export_status": [
        status("blocked", "blocked", "2025-02", level="hedged"),
        status("allowed", "allowed", "2025-11-20", told_by="late"),
    ],
    "stockpiles": [
        stock("stock-april", when="2024-04", told_by="oldest"),
        stock("stock-some-day", level="hedged"),
        stock("stock-since", "t80", when="2025-03/.."),
    ],
    "demand": [order("order-by", when="../2025-01-15"), order("order-year", "t80", when="2025", told_by="undated")],
}


def lies_in(when: When, period: Span) -> bool:
    """Tell whether a claim counts in a period; what is known only to lie before a day counts on that day."""
    return when.overlaps(period) if when.earliest else period.first <= when.last <= period.last


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["blocked", "allowed", "stock-april", "stock-some-day", "stock-since", "order-by", "order-year"]),
        ({"kind": "stockpile"}, ["stock-april", "stock-some-day", "stock-since"]),
        ({"about": "T80"}, ["stock-since", "order-year"]),
        ({"about": "T80", "kind": "demand"}, ["order-year"]),
        ({"source": "early"}, ["blocked", "stock-some-day", "stock-since", "order-by"]),
        ({"source": "early", "level": Level.HEDGED}, ["blocked", "stock-some-day"]),
        ({"level": Level.HEDGED, "kind": "export_status"}, ["blocked"]),
        ({"known_by": "2025-03-10"}, ["blocked", "stock-april", "stock-some-day", "stock-since", "order-by"]),
        ({"known_by": "2025-03-09", "kind": "stockpile"}, ["stock-april"]),
    ],
)
def test_facts_are_those_that_meet_every_condition(filters: dict[str, Any], expected: list[str]) -> None:
    with opened(**FEW) as store:
        given_day = {"known_by": day(filters.get("known_by"))}
        found = lookup.facts(store, Filters(**filters | given_day))
    assert (found.command, found.outcome) == ("facts", "answered")
    assert sorted(ids(found.result)) == sorted(expected)


def test_facts_come_in_the_order_of_the_base_and_in_a_period_in_that_of_time() -> None:
    with opened(**FEW) as store:
        assert ids(lookup.facts(store, Filters()).result) == ids(store.records().claims)
        in_time = lookup.facts(store, Filters(period=day("2024/2026")))
        assert ids(in_time.result) == ["stock-april", "order-by", "blocked", "allowed", "order-year", "stock-since"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2024-04-30", ["stock-april"]),
        ("2025-01-15", ["order-by", "order-year"]),
        ("2025-01-16", ["order-year"]),
        ("2025-01-31/2025-02-01", ["blocked", "order-year"]),
        ("2025-12-31", ["order-year", "stock-since"]),
        ("2031", ["stock-since"]),
        ("2025-11-20/..", ["allowed", "order-year", "stock-since"]),
    ],
)
def test_a_fact_is_in_a_period_that_its_time_may_share_a_day_with(period: str, expected: list[str]) -> None:
    with opened(**FEW) as store:
        found = lookup.facts(store, Filters(period=day(period)))
    assert sorted(ids(found.result)) == expected
    assert found.query.date == day(period)
    assert messages(found) == ["1 fact without a date is left out"]
    assert codes(found) == ["undated_left_out"]


def test_only_undated_facts_that_meet_the_other_conditions_are_counted_as_left_out() -> None:
    with opened(stockpiles=[*FEW["stockpiles"], stock("stock-other-day", told_by="late")]) as store:
        everything = Filters(period=day("2025"))
        assert messages(lookup.facts(store, everything)) == ["2 facts without a date are left out"]
        replaced = [
            msgspec.structs.replace(everything, known_by=day("2025-06")),
            msgspec.structs.replace(everything, level=Level.HEDGED, about="Tinworks"),
            msgspec.structs.replace(everything, source="late"),
        ]
        for filters in replaced:
            assert messages(lookup.facts(store, filters))[0] == "1 fact without a date is left out"
        assert codes(lookup.facts(store, msgspec.structs.replace(everything, kind="funding"))) == ["not_found"]


def test_facts_echo_every_condition() -> None:
    with opened(**FEW) as store:
        filters = Filters(
            kind="export_status",
            about="t-40",
            source="early",
            level=Level.HEDGED,
            period=day("2025"),
            known_by=day("2025-04"),
        )
        query = document(lookup.facts(store, filters))["query"]
        assert query == {
            "name": "t-40",
            "entity": "t40",
            "matched": "exact",
            "names": [{"name": "t-40", "entity": "t40", "matched": "exact", "outcome": "answered"}],
            "kind": "export_status",
            "source": "early",
            "level": "hedged",
            "date": {"edtf": "2025", "earliest": "2025-01-01", "latest": "2025-12-31"},
            "known_by": {"edtf": "2025-04", "earliest": "2025-04-01", "latest": "2025-04-30"},
        }
        bare = document(lookup.facts(store, Filters()))["query"]
        assert bare == dict.fromkeys(query) | {"names": []}


def test_facts_that_there_are_none_of_are_not_found() -> None:
    with opened(**FEW) as store:
        none = lookup.facts(store, Filters(kind="funding"))
        assert (none.outcome, none.result, messages(none)) == ("not_found", (), ["no fact meets these conditions"])
        on_it = lookup.facts(store, Filters(kind="funding", about="T40"))
        assert messages(on_it) == ["no fact on T40 meets these conditions"]
        assert on_it.query.names[0].outcome == "not_found"
        assert on_it.query.entity == "t40"


def test_facts_of_an_unknown_source_are_not_found_and_the_ids_that_begin_like_it_are_offered() -> None:
    sources = [*SOURCES, source("2025-late", "2025-12-11")]
    with opened(sources=sources, **FEW) as store:
        found = lookup.facts(store, Filters(source="2025-laet", about="T40"))
        assert (found.outcome, messages(found)) == ("not_found", ["no source '2025-laet' in the fact base"])
        assert [(one.id, one.kind) for one in found.candidates] == [("2025-late", "source")]
        assert found.query.source == "2025-laet"


def test_facts_about_an_unknown_name_are_not_found_whatever_else_is_asked() -> None:
    with opened(**FEW) as store:
        for name, outcome in (("T90", "not_found"), ("40", "ambiguous")):
            entities = [*bases.ENTITIES, entity("u40")]
            with opened(entities=entities, **FEW) as other:
                found = lookup.facts(other, Filters(about=name, kind="demand"))
            assert (found.outcome, found.result) == (outcome, ())
            assert found.query.names[0].outcome == outcome
        assert lookup.facts(store, Filters(about="T40", kind="demand")).outcome == "answered"


@pytest.mark.parametrize("what", [STOCKPILES, ORDERS, FUNDING])
@pytest.mark.parametrize("name", [None, "T40", "Tinworks", "T90"])
@pytest.mark.parametrize("known_by", [None, "2025-03-10", "2024-01"])
def test_a_listing_is_the_facts_of_one_kind(what: lookup.Listing, name: str | None, known_by: str | None) -> None:
    with opened(**FEW, funding=[funded("round", told_by="late")]) as store:
        view = document(lookup.listing(store, name, what, known_by=day(known_by)))
        whole = document(lookup.facts(store, Filters(kind=what.kind, about=name, known_by=day(known_by))))
    said = {"command", "warnings"}
    assert {key: view[key] for key in view.keys() - said} == {key: whole[key] for key in whole.keys() - said}
    assert [one["code"] for one in view["warnings"]] == [one["code"] for one in whole["warnings"]]


def funded(id_: str, **fields: Any) -> Record:
    return claim(id_, **{"subject": "tinworks", "form": "round", "stage": "planned", "amount": NO_AMOUNT} | fields)


def test_a_listing_of_nothing_offers_the_groups_that_there_is_something_to_list_of() -> None:
    with opened(stockpiles=[stock("group-stock", "t-chips", told_by="late")]) as store:
        found = lookup.listing(store, "T40", STOCKPILES)
        assert messages(found) == ["no stockpiles reported on T40"]
        assert [one.id for one in found.candidates] == ["t-chips"]
        before = lookup.listing(store, "T40", STOCKPILES, known_by=day("2025-11"))
        assert messages(before) == ["as known by 2025-11: no stockpiles reported on T40"]
        assert before.candidates == ()


# Known by: nothing of what came out later


def test_a_claim_counts_from_the_last_day_on_which_its_source_can_have_come_out() -> None:
    claims = [order(name, told_by=name) for name in ("oldest", "early", "late", "undated", "since-july")]
    with opened(demand=claims) as store:

        def told(known_by: str) -> tuple[list[str], dict[str, str]]:
            found = lookup.listing(store, None, ORDERS, known_by=day(known_by))
            return ids(found.result), hidden(found)

        never = {"undated": "source_undated", "since-july": "source_undated"}
        later = {"early": "published_later", "late": "published_later"}
        assert told("2024-06-29") == ([], {"oldest": "published_later"} | later | never)
        assert told("2024-06") == (["oldest"], later | never)
        assert told("2025-12-09") == (["oldest", "early"], {"late": "published_later"} | never)
        assert told("2025") == (["oldest", "early", "late"], never)
        assert told("9999") == (["oldest", "early", "late"], never)
        assert hidden(lookup.listing(store, None, ORDERS)) == {}


def test_only_what_meets_the_other_conditions_is_listed_as_hidden() -> None:
    with opened(**FEW) as store:
        by = day("2024-12")
        of_kind = lookup.facts(store, Filters(kind="stockpile", known_by=by))
        assert hidden(of_kind).keys() == {"stock-some-day", "stock-since"}
        in_time = lookup.facts(store, Filters(kind="stockpile", period=day("2025-05"), known_by=by))
        assert (in_time.outcome, set(hidden(in_time))) == ("not_found", {"stock-since"})
        of_the_t80 = lookup.listing(store, "T80", ORDERS, known_by=by)
        assert hidden(of_the_t80) == {"order-year": "source_undated"}


def test_a_profile_tells_what_was_known_and_lists_the_rest() -> None:
    claims = {
        "export_status": [
            status("blocked", "blocked", "2025-02", conflicts_with=disagrees("allowed")),
            status("allowed", "allowed", "2025-02", told_by="late"),
            status("group-blocked", "blocked", "2025-01", subject="t-chips"),
            status("group-allowed", "allowed", "2025-12", subject="t-chips", told_by="late"),
        ],
        "stockpiles": [stock("stock", told_by="undated")],
    }
    with opened(**claims) as store:
        now = lookup.profile(store, "T40", CHIP)
        then = lookup.profile(store, "T40", CHIP, known_by=day("2025-11"))
    assert [pair.claims for pair in now.result[0].conflicts] == [("allowed", "blocked")]
    (profile,) = then.result
    assert {kind: ids(same) for kind, same in profile.claims.items()} == {"export_status": ["blocked"]}
    assert ids(profile.group_claims) == ["group-blocked"]
    assert (profile.conflicts, profile.claims["export_status"][0].conflicts_with) == ((), ())
    assert [(row.state, row.date.edtf) for row in profile.status if row.rule == "us_export"] == [
        ("blocked", "2025-03-10")
    ]
    assert hidden(then) == {
        "allowed": "published_later",
        "group-allowed": "published_later",
        "stock": "source_undated",
    }
    assert [one.id for one in then.sources] == ["early"]
    assert [one.id for one in then.entities] == ["t40", "t-chips"]
    assert_nothing_leaks(then, ["early"])


def test_an_entity_that_no_known_source_tells_of_is_not_found_by_then() -> None:
    with opened(demand=[order("order", told_by="late")]) as store:
        found = lookup.profile(store, "T40", CHIP, known_by=day("2025-11"))
        assert (found.outcome, found.query.entity, codes(found)) == ("not_found", "t40", ["nothing_known"])
        assert messages(found) == ["as known by 2025-11: nothing told of T40"]
        assert found.query.names[0].outcome == "not_found"
        assert hidden(found) == {"order": "published_later"}
        assert lookup.profile(store, "T40", CHIP, known_by=day("2025-12")).outcome == "answered"
        # Nobody tells of the T80 at all: that is no matter of the day.
        assert lookup.profile(store, "T80", CHIP, known_by=day("2025-11")).outcome == "answered"


def test_a_group_is_named_once_it_was_known_that_the_chip_belongs_to_it() -> None:
    entities = [
        entity("t40", member_of=[{"group": "t-chips", "evidence": [passage("late")]}]),
        *bases.ENTITIES[1:],
    ]
    about_the_group = [status("group-blocked", "blocked", "2025-01", subject="t-chips")]
    with opened(entities=entities, export_status=about_the_group, demand=[order("order")]) as store:
        before, after = (
            lookup.profile(store, "T40", CHIP, known_by=day(text)) for text in ("2025-12-09", "2025-12-10")
        )
    assert (before.result[0].entity.groups, before.result[0].group_claims) == ((), ())
    assert (after.result[0].entity.groups, ids(after.result[0].group_claims)) == (("t-chips",), ["group-blocked"])


def test_of_a_group_only_what_is_about_it_is_told_of_its_chips() -> None:
    claims = [stock("names-the-group", "t-chips"), order("about-the-group", "t-chips", mentions=["t80"])]
    with opened(stockpiles=claims[:1], demand=claims[1:]) as store:
        (of_one,), (of_other,) = (lookup.profile(store, name, CHIP).result for name in ("T40", "T80"))
    assert (of_one.claims, ids(of_one.group_claims)) == ({}, ["about-the-group"])
    # What names the chip itself stands there once.
    assert (ids(of_other.claims["demand"]), of_other.group_claims) == (["about-the-group"], ())


def test_a_comparison_that_was_not_known_is_hidden() -> None:
    ratio = {"number": 2, "op": "eq", "unit": "times", "words": "a few words"}
    told: dict[str, Any] = {"baseline": "t80", "factor": ratio, "comparison": "more"}
    claims = [
        claim("ratio", "t40", told_by="late", **told),
        claim("other", "t40", told_by="late", **told | {"baseline": "t-chips"}, mentions=["t80"]),
    ]
    with opened(performance=claims) as store:
        before = lookup.compare(store, "T80", "T40", known_by=day("2025-11"))
        assert (before.outcome, hidden(before)) == ("not_found", {"ratio": "published_later"})
        assert messages(before) == [
            "as known by 2025-11: no source compares T40 and T80 directly, and nothing is computed"
        ]
        after = lookup.compare(store, "T80", "T40", known_by=day("2025-12-10"))
        assert (ids(after.result), hidden(after)) == (["ratio"], {})


def test_a_disagreement_counts_once_both_sides_were_known() -> None:
    claims = [
        order("one", conflicts_with=disagrees("other", "third")),
        order("other", told_by="late"),
        order("third", "t80", told_by="oldest"),
    ]
    with opened(demand=claims) as store:
        for name in (None, "T40"):
            before = lookup.conflicts(store, name, known_by=day("2025-11"))
            assert [ids(dispute.claims) for dispute in before.result] == [["one", "third"]]
            assert hidden(before) == {"other": "published_later"}
            assert [pair.claim for pair in before.result[0].claims[0].conflicts_with] == ["third"]
            after = lookup.conflicts(store, name, known_by=day("2025-12-10"))
            assert [ids(dispute.claims) for dispute in after.result] == [["one", "other"], ["one", "third"]]
        none = lookup.conflicts(store, "T80", known_by=day("2024-06"))
        assert (none.outcome, hidden(none)) == ("not_found", {"one": "published_later"})
        assert messages(none) == ["as known by 2024-06: no disagreement on T80"]


def test_a_fact_that_was_not_known_is_not_found_and_it_says_when_it_came_out() -> None:
    with opened(demand=[order("order", told_by="late"), order("some-day", told_by="since-july")]) as store:
        before = lookup.fact(store, "order", known_by=day("2025-12-09"))
        assert (before.outcome, before.result, codes(before)) == ("not_found", (), ["not_yet_known"])
        assert messages(before) == ["'order' was not certainly public by 2025-12-09: it came out 2025-12-10"]
        assert hidden(before) == {"order": "published_later"}
        assert before.passages == ()
        some_day = lookup.fact(store, "some-day", known_by=day("2030"))
        assert messages(some_day) == ["'some-day' was not certainly public by 2030: its date is not stated"]
        assert hidden(some_day) == {"some-day": "source_undated"}
        assert ids(lookup.fact(store, "order", known_by=day("2025-12")).result) == ["order"]
        unknown = lookup.fact(store, "ordre", known_by=day("2025"))
        assert (codes(unknown), unknown.query.known_by) == (["not_found"], day("2025"))


def test_a_fact_is_told_without_what_was_said_of_it_later() -> None:
    claims = [
        order("one", conflicts_with=disagrees("two"), agrees_with=["three"], after=["four"]),
        order("two", told_by="late"),
        order("three", told_by="late"),
        order("four", told_by="late"),
        order("five", told_by="oldest", agrees_with=["one"]),
    ]
    with opened(demand=claims) as store:
        (told,) = lookup.fact(store, "one", known_by=day("2025-11")).result
        found = lookup.fact(store, "one", known_by=day("2025-11"))
        assert (told.conflicts_with, told.agrees_with) == ((), ("five",))
        assert ids(found.claims) == ["five"]
        assert hidden(found).keys() == {"two", "three", "four"}
        now = lookup.fact(store, "one")
        assert ids(now.claims) == ["two", "three", "four", "five"]
        assert (now.result[0].agrees_with, now.hidden) == (("three", "five"), ())


def test_sources_are_those_that_were_certainly_out() -> None:
    with opened(demand=[order("order", told_by="late")]) as store:
        found = lookup.sources(store, known_by=day("2025-03-10"))
        assert [row.source.id for row in found.result] == ["oldest", "early"]
        assert [one.id for one in found.sources] == ["oldest", "early"]
        assert messages(found) == ["not certainly public by 2025-03-10: late, undated, since-july"]
        none = lookup.sources(store, known_by=day("2024-05"))
        assert (none.outcome, none.result, none.sources) == ("not_found", (), ())
        assert messages(none) == ["no source was certainly public by 2024-05"]
        everything = lookup.sources(store)
        assert (len(everything.result), everything.warnings) == (len(SOURCES), ())


def test_a_source_that_was_not_out_is_not_found_and_its_claims_are_listed_as_hidden() -> None:
    with opened(demand=[order("order", told_by="late"), order("early-order")]) as store:
        before = lookup.source(store, "late", known_by=day("2025-11"))
        assert (before.outcome, codes(before)) == ("not_found", ["not_yet_known"])
        assert messages(before) == ["'late' was not certainly public by 2025-11: it came out 2025-12-10"]
        assert hidden(before) == {"order": "published_later"}
        assert (before.sources, before.passages) == ((), ())
        undated = lookup.source(store, "undated", known_by=day("2025-11"))
        assert messages(undated) == ["'undated' was not certainly public by 2025-11: its date is not stated"]
        after = lookup.source(store, "late", known_by=day("2025-12-10"))
        assert ids(after.claims) == ["order"]


NAMES = ("t40", "t80", "t-chips", "tinworks", "trade-office")

KNOWN_BY = ("2024-06-29", "2024-06", "2025-03-09", "2025-03-10", "2025-11", "2025-12-10", "2026")

WHENS = (None, "2024", "2025-02", "2025-02-10", "../2025-01", "2025-03/..", "2025-01/2025-06")


@st.composite
def claims_with_links(draw: st.DrawFn) -> dict[str, list[Record]]:
    """Draw claims of several kinds, sources and times, linked at random."""
    made: dict[str, list[Record]] = {"export_status": [], "stockpiles": [], "demand": []}
    placed: list[Record] = []
    for number in range(draw(st.integers(1, 7))):
        common = {
            "told_by": draw(st.sampled_from([card["id"] for card in SOURCES])),
            "when": draw(st.sampled_from(WHENS)),
            "level": draw(st.sampled_from(["stated", "hedged"])),
        }
        file = draw(st.sampled_from(list(made)))
        chip = draw(st.sampled_from(["t40", "t80", "t-chips"]))
        if file == "export_status":
            when = common.pop("when") or "2025-02"
            one = status(f"c{number}", draw(st.sampled_from(["allowed", "blocked"])), when, subject=chip, **common)
        else:
            one = (order if file == "demand" else stock)(f"c{number}", chip, **common)
        others = [other["id"] for other in placed if other["evidence"] != one["evidence"]]
        linked = draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
        one |= draw(st.sampled_from([{}, {"conflicts_with": disagrees(*linked)}, {"agrees_with": linked}]))
        made[file].append(one)
        placed.append(one)
    return made


def every_answer(store: Store, known_by: Span | None) -> Iterator[Told]:
    """Yield what a base answers to every question that takes a day."""
    for name in NAMES:
        yield lookup.profile(store, name, ABOUT, known_by=known_by)
        yield lookup.conflicts(store, name, known_by=known_by)
        yield lookup.facts(store, Filters(about=name, known_by=known_by))
    for what in (STOCKPILES, ORDERS):
        yield lookup.listing(store, None, what, known_by=known_by)
    yield lookup.facts(store, Filters(period=day("2025"), known_by=known_by))
    yield lookup.conflicts(store, None, known_by=known_by)
    yield lookup.compare(store, "T40", "T80", known_by=known_by)
    yield lookup.sources(store, known_by=known_by)
    for card in SOURCES:
        yield lookup.source(store, card["id"], known_by=known_by)
    for one in store.records().claims:
        yield lookup.fact(store, one.id, known_by=known_by)


few_examples = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few_examples
@given(claims_with_links(), st.sampled_from(KNOWN_BY))
def test_no_answer_tells_of_what_came_out_later(claims: dict[str, list[Record]], known_by: str) -> None:
    last = dates.parse(known_by).last.isoformat()
    out = [id_ for id_, by in OUT_BY.items() if by <= last]
    # That a chip belongs to a group is told by a source, too, and status tells of the group whenever that was.
    entities = [one | {"member_of": []} for one in bases.ENTITIES]
    with opened(entities=entities, **claims) as store:
        for answer in every_answer(store, day(known_by)):
            assert_nothing_leaks(answer, out)


@few_examples
@given(
    claims_with_links(), st.sampled_from(KNOWN_BY), st.sampled_from([None, *NAMES]), st.sampled_from([None, "2025-01"])
)
def test_every_fact_is_told_or_hidden(
    claims: dict[str, list[Record]], known_by: str, name: str | None, period: str | None
) -> None:
    with opened(**claims) as store:
        filters = Filters(about=name, period=day(period))
        whole = lookup.facts(store, filters)
        then = lookup.facts(store, msgspec.structs.replace(filters, known_by=day(known_by)))
    told = set(ids(then.result))
    assert told.isdisjoint(hidden(then))
    # Beside what is listed, that includes what later claims disagree and agree with.
    assert told | hidden(then).keys() >= set(ids(whole.result)) >= told


@few_examples
@given(
    claims_with_links(),
    st.sampled_from([None, "demand", "stockpile", "export_status"]),
    st.sampled_from([None, *NAMES]),
    st.sampled_from([None, "early", "late"]),
    st.sampled_from([None, Level.STATED, Level.HEDGED]),
    st.sampled_from([None, "2025-01", "2025-02-10", "../2024", "2025-03/..", "2025-01-05/2025-02-20"]),
    st.sampled_from([None, *KNOWN_BY]),
)
def test_facts_are_found_as_by_looking_at_each(
    claims: dict[str, list[Record]],
    kind: str | None,
    about: str | None,
    from_source: str | None,
    level: Level | None,
    period: str | None,
    known_by: str | None,
) -> None:
    last = dates.parse(known_by).last.isoformat() if known_by else None
    asked = day(period)
    with opened(**claims) as store:
        filters = Filters(kind=kind, about=about, source=from_source, level=level, period=asked, known_by=day(known_by))
        found = ids(lookup.facts(store, filters).result)
        expected = [
            one.id
            for one in store.records().claims
            if kind in (None, one.kind)
            and (about is None or about in one.named())
            and from_source in (None, one.source)
            and level in (None, one.level)
            and (asked is None or (one.when.edtf is not None and lies_in(one.when, asked)))
            and (last is None or OUT_BY.get(one.source, "9999-12-32") <= last)
        ]
    assert sorted(found) == sorted(expected)


# Several names


def profiles(store: Store, names: Sequence[str], known_by: str | None = None) -> Told:
    return together([lookup.profile(store, name, ABOUT, known_by=day(known_by)) for name in names])


MANY: dict[str, list[Record]] = {
    "demand": [
        order("both", mentions=["t80"]),
        order("first", conflicts_with=disagrees("apart")),
        order("second", "t80", told_by="late"),
    ],
    "stockpiles": [stock("apart", "t80", told_by="oldest")],
}


def test_several_answers_are_one_with_the_results_in_the_order_asked() -> None:
    with opened(**MANY) as store:
        one, other = (lookup.profile(store, name, ABOUT) for name in ("T80", "T40"))
        both = together([one, other])
    assert both.result == (*one.result, *other.result)
    assert (both.outcome, both.command) == ("answered", "about")
    query = document(both)["query"]
    assert {key: query[key] for key in ("name", "entity", "matched")} == dict.fromkeys(("name", "entity", "matched"))
    assert [(name["name"], name["entity"], name["outcome"]) for name in query["names"]] == [
        ("T80", "t80", "answered"), ("T40", "t40", "answered"),
    ]  # fmt: skip
    assert {one.id for one in both.sources} == {"oldest", "early", "late"}
    assert len(both.sources) == 3
    assert len({one.id for one in both.entities}) == len(both.entities)


def test_a_claim_named_by_one_answer_and_told_by_another_stands_once() -> None:
    with opened(**MANY) as store:
        alone = lookup.profile(store, "T40", ABOUT)
        assert ids(alone.claims) == ["apart"]
        told = [one["id"] for one in claims_in(document(profiles(store, ["T40", "T80"]))["claims"])]
        assert told == []


def test_a_claim_that_names_both_is_listed_once() -> None:
    with opened(**MANY) as store:
        listed = [lookup.listing(store, name, ORDERS) for name in ("T80", "T40")]
    assert [ids(one.result) for one in listed] == [["both", "second"], ["both", "first"]]
    assert ids(together(listed).result) == ["both", "second", "first"]


def test_a_disagreement_between_both_is_listed_once() -> None:
    with opened(**MANY) as store:
        listed = [lookup.conflicts(store, name) for name in ("T80", "T40")]
    assert [len(one.result) for one in listed] == [1, 1]
    assert together(listed).result == listed[0].result


def test_a_name_typed_twice_or_in_two_ways_is_told_once() -> None:
    with opened(**MANY) as store:
        both = profiles(store, ["T40", "t-40", "T40"])
    assert [one.entity.id for one in both.result] == ["t40"]
    assert [name.name for name in both.query.names] == ["T40", "t-40", "T40"]


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        (["T40", "T80"], "answered"),
        (["T40", "T90"], "not_found"),
        (["40", "T40"], "ambiguous"),
        (["40", "T90"], "not_found"),
        (["40", "T40", "T90"], "not_found"),
    ],
)
def test_several_names_are_answered_if_each_is_and_what_was_found_is_told_in_any_case(
    names: list[str], outcome: str
) -> None:
    with opened(entities=[*bases.ENTITIES, entity("u40")], **MANY) as store:
        alone = [lookup.profile(store, name, ABOUT) for name in names]
        both = together(alone)
    assert both.outcome == outcome
    assert [name.outcome for name in both.query.names] == [one.outcome for one in alone]
    assert both.result == tuple(record for one in alone for record in one.result)
    assert messages(both) == [message for one in alone for message in messages(one)]
    assert {one.id for one in both.candidates} == {one.id for answer in alone for one in answer.candidates}
    assert len({one.id for one in both.candidates}) == len(both.candidates)


def test_one_answer_is_itself() -> None:
    with opened(**MANY) as store:
        alone = lookup.profile(store, "T40", ABOUT)
    assert together([alone]) is alone
    assert (alone.query.name, [name.name for name in alone.query.names]) == ("T40", ["T40"])


def test_what_is_hidden_from_several_is_listed_once_and_told_nowhere() -> None:
    with opened(**MANY) as store:
        both = profiles(store, ["T40", "T80"], known_by="2024-12")
        assert (both.outcome, set(hidden(both))) == ("not_found", {"both", "first", "second"})
        assert [one.entity.id for one in both.result] == ["t80"]
        told = {one["id"] for one in claims_in(document(both))}
    assert told == {"apart"}
    assert len(both.hidden) == 3


@few_examples
@given(
    claims_with_links(),
    st.lists(st.sampled_from([*NAMES, "t90"]), min_size=2, max_size=4),
    st.sampled_from([None, *KNOWN_BY]),
)
def test_several_profiles_hold_what_each_does(
    claims: dict[str, list[Record]], names: list[str], known_by: str | None
) -> None:
    with opened(**claims) as store:
        alone = [lookup.profile(store, name, ABOUT, known_by=day(known_by)) for name in names]
        both = together(alone)
    apart, merged = [document(one) for one in alone], document(both)
    for key in ("entities", "sources", "candidates", "hidden", "warnings"):
        listed = [msgspec.json.encode(item) for item in merged[key]]
        assert len(listed) == len(set(listed))
        assert set(listed) == {msgspec.json.encode(item) for one in apart for item in one[key]}
    in_full = [one["id"] for one in claims_in(merged["result"])]
    beside = [one["id"] for one in merged["claims"]]
    assert set(beside).isdisjoint(in_full)
    assert len(beside) == len(set(beside))
    assert {*in_full, *beside} == {one["id"] for answer in apart for one in claims_in(answer)}


# Names from a text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("H20\nH200\n", ("H20", "H200")),
        ("  H20 \t\r\n\r\n\n  la puce H200\r\n", ("H20", "la puce H200")),
        ("\ufeffH20\nH20", ("H20", "H20")),
        ("-\n--json\n", ("-", "--json")),
        ("x" * 999 + "\nH20", ("x" * 999, "H20")),
        ("\x00\n\x1b[31m", ("\x00", "\x1b[31m")),
    ],
)
def test_names_stand_one_on_a_line(text: str, names: tuple[str, ...]) -> None:
    assert answering.names_in(io.StringIO(text)) == names


@pytest.mark.parametrize("text", ["", "\n", " \n\t\r\n\n", "\ufeff"])
def test_no_names_are_a_mistake(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        answering.names_in(io.StringIO(text))
    assert str(caught.value) == "there are no names to read"


def test_a_line_that_is_no_name_is_a_mistake_found_without_reading_it_whole() -> None:
    endless = io.StringIO("H20\n" + "x" * 100_000)
    with pytest.raises(UsageError) as caught:
        answering.names_in(endless)
    assert str(caught.value) == "line 2 is too long for a name"
    assert endless.tell() < 2000


def test_more_names_than_are_read_at_once_are_a_mistake() -> None:
    most = answering.MOST_NAMES
    assert len(answering.names_in(io.StringIO("H20\n\n" * most))) == most
    with pytest.raises(UsageError) as caught:
        answering.names_in(io.StringIO("H20\n" * (most + 1)))
    assert str(caught.value) == "more than 100000 names at once"


# The shipped base


QUESTIONS: tuple[Callable[[Store, Span | None], Iterable[Told]], ...] = (
    lambda store, by: [lookup.profile(store, one.name, ABOUT, known_by=by) for one in store.records().entities[::3]],
    lambda store, by: [lookup.listing(store, None, what, known_by=by) for what in (STOCKPILES, ORDERS, FUNDING)],
    lambda store, by: [lookup.facts(store, Filters(kind=kind, known_by=by)) for kind in KINDS],
    lambda store, by: [lookup.conflicts(store, None, known_by=by), lookup.sources(store, known_by=by)],
    lambda store, by: [lookup.source(store, one.id, known_by=by) for one in store.source_names()],
    lambda store, by: [lookup.fact(store, one.id, known_by=by) for one in store.records().claims[::7]],
)


@pytest.mark.parametrize("question", range(len(QUESTIONS)))
@pytest.mark.parametrize("known_by", ["1999", "2023-11-30", "2025-11-03", "2025-12-10", "2030"])
def test_nothing_that_came_out_later_is_told_of_the_shipped_facts(real: Store, question: int, known_by: str) -> None:
    by = dates.parse(known_by)
    out = {
        one.id for one in real.source_names() if one.published.latest is not None and one.published.latest <= by.last
    }
    for answer in QUESTIONS[question](real, by):
        assert_nothing_leaks(answer, out)


def test_all_facts_are_the_facts_of_every_kind(real: Store) -> None:
    everything = lookup.facts(real, Filters())
    assert len(everything.result) == real.facts.claims
    assert set(everything.result) == {claim for kind in KINDS for claim in real.claims_of_kind(kind)}


def test_as_known_by_the_far_future_only_undated_sources_are_left_out(real: Store) -> None:
    found = lookup.facts(real, Filters(known_by=dates.parse("9999")))
    assert set(hidden(found).values()) == {"source_undated"}
    told = {claim.source for claim in found.result}
    assert {source.id for source in real.source_names() if source.published.latest} == told


def test_the_shipped_facts_of_a_month_are_those_that_may_lie_in_it(real: Store) -> None:
    asked = dates.parse("2025-07")
    found = lookup.facts(real, Filters(period=asked))
    expected = {one.id for one in real.records().claims if one.when.edtf and lies_in(one.when, asked)}
    assert set(ids(found.result)) == expected
    undated = sum(one.when.edtf is None for one in real.records().claims)
    assert messages(found) == [f"{undated} facts without a date are left out"]
    assert [one.when.last for one in found.result] == sorted(one.when.last for one in found.result)
