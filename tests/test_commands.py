import re
from itertools import pairwise
from typing import Any

import pytest

from chipcli import authored
from chipcli.lookup import KINDS
from tests.conftest import Chipcli, Page, record_of

LISTINGS = {"stockpiles": "stockpile", "orders": "demand", "funding": "funding"}

Document = Any
"""A JSON value, as read."""


def ids(claims: list[Document]) -> list[str]:
    """Return the ids of claims."""
    return [claim["id"] for claim in claims]


def named_by(claim: Document) -> list[str]:
    """Return the entities that a claim of a listing names, in whichever field."""
    voices = [voice["entity"] for voice in claim["voices"]]
    several = [*claim.get("buyers", ()), *claim.get("investors", ()), *claim["mentions"], *voices]
    return [claim["subject"], claim.get("item"), *several]


# compare


def test_two_chips_are_compared_as_printed(chipcli: Chipcli, page: Page) -> None:
    (claim,) = chipcli("compare", "H200", "H20", "--json").json["result"]
    assert (claim["subject"], claim["baseline"]) == ("h200", "h20")
    assert (claim["factor"]["number"], claim["factor"]["op"], claim["factor"]["unit"]) == (6, "almost", "times")
    told = chipcli("compare", "H200", "H20")
    assert (told.code, told.err) == (0, "")
    assert record_of(page("compare", "H200", "H20"), claim["id"]).startswith("almost 6 times; The H200 is ")


def test_a_ratio_is_never_shown_bare(chipcli: Chipcli, page: Page) -> None:
    for words in (
        ("compare", "H200", "H20"),
        ("chip", "H200"),
        ("chip", "H20"),
        ("fact", "h200-vs-h20-almost-six-times"),
    ):
        for text in (page(*words), chipcli(*words).out, chipcli(*words, "--format", "csv").out):
            assert re.search(r"almost (6|six|,6,) ?times|almost,6,times", text), words
            assert not re.search(r"(?<!almost )(?<!almost,)\b(6|six)[ ,]times", text), words
    assert "almost 6 times" in chipcli("compare", "H200", "H20", columns=80).out


def test_the_other_order_gives_the_same_fact_and_inverts_nothing(chipcli: Chipcli, page: Page) -> None:
    one = chipcli("compare", "H200", "H20", "--json").json
    other = chipcli("compare", "H20", "H200", "--json").json
    assert other["result"] == one["result"]
    assert other["query"]["entities"] == ["h20", "h200"]
    assert "almost 6 times; The H200 is" in page("compare", "H20", "H200")


def test_a_comparison_without_a_number_gets_none(chipcli: Chipcli, page: Page) -> None:
    (claim,) = chipcli("compare", "A100", "H200", "--json").json["result"]
    assert (claim["comparison"], claim["factor"]) == ("less", None)
    assert "times" not in page("compare", "A100", "H200")


@pytest.mark.parametrize(
    ("first", "second"), [("A100", "H20"), ("H100", "H20"), ("H800", "H200"), ("A100", "H100"), ("L20", "H20")]
)
def test_chips_that_no_source_compares_are_not_compared_by_way_of_others(
    chipcli: Chipcli, first: str, second: str
) -> None:
    for words in ((first, second), (second, first)):
        page = chipcli("compare", *words)
        assert (page.code, page.out) == (1, "")
        named = f"({first} and {second}|{second} and {first})"
        assert re.fullmatch(rf"chipcli: no source compares {named} directly, and nothing is computed\n", page.err)
        document = chipcli("compare", *words, "--json").json
        assert (document["outcome"], document["result"], document["claims"]) == ("not_found", [], [])


@pytest.mark.parametrize("same", ["H200", "h-200", "la puce H200 de Nvidia", "H2OO"])
def test_a_chip_is_not_compared_with_itself(chipcli: Chipcli, same: str) -> None:
    for words in (("H200", same), (same, "H200")):
        page = chipcli("compare", *words)
        assert (page.code, page.out) == (2, "")
        assert page.err == f"chipcli: '{words[0]}' and '{words[1]}' are the same chip\n"


# stockpiles, orders, funding


@pytest.mark.parametrize(("command", "kind"), LISTINGS.items())
def test_a_listing_holds_all_claims_of_its_kind(chipcli: Chipcli, command: str, kind: str) -> None:
    document = chipcli(command, "--json").json
    assert {claim["kind"] for claim in document["result"]} == {kind}
    assert {key: value for key, value in document["query"].items() if value} == {"kind": kind}
    told = [
        claim["id"]
        for row in chipcli("sources", "--json").json["result"]
        for claim in chipcli("source", row["source"]["id"], "--json").json["claims"]
        if claim["kind"] == kind
    ]
    assert sorted(ids(document["result"])) == sorted(set(told))


@pytest.mark.parametrize(
    ("command", "name", "entity"),
    [
        ("stockpiles", "Baidu", "baidu"),
        ("stockpiles", "Tencent", "tencent"),
        ("orders", "A800", "a800"),
        ("orders", "H200", "h200"),
        ("orders", "ByteDance", "bytedance"),
        ("funding", "Cambricon", "cambricon"),
        ("funding", "Alibaba", "alibaba"),
    ],
)
def test_a_listing_of_a_name_holds_what_names_it(
    chipcli: Chipcli, page: Page, command: str, name: str, entity: str
) -> None:
    everything = chipcli(command, "--json").json["result"]
    answer = chipcli(command, name, "--json")
    found = answer.json["result"]
    assert (answer.code, answer.json["query"]["entity"]) == (0, entity)
    assert found == [claim for claim in everything if claim["id"] in ids(found)]
    assert ids(found) == [claim["id"] for claim in everything if entity in named_by(claim)]
    assert page(command, name).splitlines()[0].endswith(f": {name}")


@pytest.mark.parametrize("command", LISTINGS)
def test_a_listing_of_nothing_is_not_found(chipcli: Chipcli, command: str) -> None:
    page = chipcli(command, "EUV")
    assert (page.code, page.out, page.err) == (1, "", f"chipcli: no {command} reported on EUV lithography\n")
    document = chipcli(command, "EUV", "--json").json
    assert (document["outcome"], document["query"]["entity"], document["result"]) == (
        "not_found",
        "euv-lithography",
        [],
    )


@pytest.mark.parametrize("command", LISTINGS)
def test_an_amount_that_no_source_gives_is_not_stated(chipcli: Chipcli, page: Page, command: str) -> None:
    told = page(command)
    claims = chipcli(command, "--json").json["result"]
    amounts = {claim["id"]: [claim.get(field) for field in ("quantity", "value", "amount")] for claim in claims}
    given = {id_: any(amount and amount["number"] is not None for amount in told) for id_, told in amounts.items()}
    assert not all(given.values())
    assert given == {id_: "amount not stated" not in record_of(told, id_) for id_ in given}


def test_an_amount_is_shown_with_its_operator_unit_and_scope(page: Page) -> None:
    orders = page("orders")
    assert "ordered · about 100,000 units; " in record_of(orders, "a800-order-four-buyers")
    assert "more than 200,000 units each; " in record_of(orders, "h200-alibaba-bytedance-200000")
    funding = page("funding")
    assert "planned · almost 4,000,000,000 CNY; " in record_of(funding, "cambricon-raise-planned")
    assert "closed · 560,000,000 USD; " in record_of(funding, "cambricon-raise-done")
    assert "at least 2 years" in record_of(page("stockpiles"), "baidu-stock-two-years")


def test_what_is_planned_is_not_shown_as_done(page: Page) -> None:
    told = page("funding", "Cambricon")
    assert record_of(told, "cambricon-raise-planned").startswith("… date not stated · planned · ")
    assert record_of(told, "cambricon-raise-done").startswith("date not stated · closed · ")
    assert len(re.findall(r" \(disputed\) \[\d+¶", told)) == 2


# chip, company, about


def test_a_profile_holds_claims_by_kind_and_those_of_groups_apart(chipcli: Chipcli) -> None:
    for words in (("chip", "H200"), ("chip", "L20"), ("company", "Nvidia"), ("about", "Chen Tianshi")):
        (profile,) = chipcli(*words, "--json").json["result"]
        entity = profile["entity"]["id"]
        assert list(profile["claims"]) == [kind for kind in KINDS if kind in profile["claims"]]
        for kind, claims in profile["claims"].items():
            assert {claim["kind"] for claim in claims} == {kind}
        own = {claim["id"] for claims in profile["claims"].values() for claim in claims}
        assert own.isdisjoint(ids(profile["group_claims"]))
        assert all(claim["subject"] in profile["entity"]["groups"] for claim in profile["group_claims"])
        assert all(claim["subject"] != entity for claim in profile["group_claims"])


def test_only_a_chip_has_a_status(chipcli: Chipcli) -> None:
    (chip,) = chipcli("chip", "H20", "--json").json["result"]
    assert [row["rule"] for row in chip["status"]] == ["us_export", "cn_purchase"]
    assert chip["status"] == chipcli("status", "H20", "--json").json["result"]
    (company,) = chipcli("company", "Nvidia", "--json").json["result"]
    assert company["status"] == []


def test_the_page_of_a_chip_says_first_what_may_be_done_with_it(page: Page) -> None:
    lines = page("chip", "H20").splitlines()
    assert lines[0].startswith("# H20  chip")
    assert lines[2] == "## What may be done with it, as of 26 January 2026, the newest source"
    assert lines[4].startswith("- US: may it leave for China?: ")
    assert lines[5].startswith("- China: may it be bought?: ")


def test_what_is_told_of_a_group_is_headed_as_such(chipcli: Chipcli, page: Page) -> None:
    own, heading, of_groups = page("chip", "L20").partition("\n## Told of groups it belongs to (")
    assert heading
    (profile,) = chipcli("chip", "L20", "--json").json["result"]
    assert profile["group_claims"]
    for claim in profile["group_claims"]:
        assert f"] {claim['id']}\n" in of_groups
        assert f"] {claim['id']}\n" not in own


def test_every_claim_of_a_profile_stands_once_on_its_page(chipcli: Chipcli, page: Page) -> None:
    for words in (("chip", "H200"), ("company", "Nvidia"), ("about", "Taiwan")):
        (profile,) = chipcli(*words, "--json").json["result"]
        own = [claim["id"] for claims in profile["claims"].values() for claim in claims]
        assert own
        everything = sorted(own + ids(profile["group_claims"]))
        assert sorted(re.findall(r"\] ([a-z0-9-]+)$", page(*words), re.MULTILINE)) == everything
        lines = chipcli(*words).out.splitlines()
        assert sorted(line.partition("\t")[0] for line in lines) == everything


# fact


def test_a_fact_is_told_in_full(chipcli: Chipcli, page: Page) -> None:
    answer = chipcli("fact", "h20-us-blocked", "--json")
    (claim,) = answer.json["result"]
    assert (answer.code, answer.json["query"]) == (0, {"id": "h20-us-blocked", "known_by": None})
    told = page("fact", "h20-us-blocked")
    rows = dict(
        line[2:].split(": ", maxsplit=1) for line in told.splitlines() if line.startswith("- ") and ": " in line
    )
    assert told.splitlines()[0] == f"# {claim['en']}"
    assert claim["fr"] in told
    assert rows["id"] == "h20-us-blocked"
    assert rows["level"] == claim["level"] == "stated"
    assert rows["when"] == "April 2025, day not stated (stated)"
    assert rows["voices"] == "the article"
    assert rows["origin"] == claim["origin"]
    (place,) = claim["evidence"]
    assert rows["evidence"].startswith(f"[1¶{place['paragraph']}] “{place['words']}”")
    assert f"[1] 4 November 2025 · {answer.json['sources'][0]['title']}" in told


def test_the_voices_of_a_fact_are_told_from_the_outside_in(page: Page) -> None:
    told = page("fact", "h200-bytedance-alibaba-asked-nvidia")
    (voices,) = [line for line in told.splitlines() if line.startswith("- voices: ")]
    assert voices.startswith("- voices: the article › Reuters › ")


def test_the_origin_of_a_fact_is_its_place_in_the_files(chipcli: Chipcli) -> None:
    root = authored.checkout()
    assert root, "the tests run from a checkout"
    for command in LISTINGS:
        for claim in chipcli(command, "--json").json["result"]:
            name, _, line = claim["origin"].partition(":")
            text = (root / name).read_text(encoding="utf-8").splitlines()
            assert text[int(line) - 1].strip() == f"- id: {claim['id']}"


def test_a_fact_that_is_disputed_shows_the_other_side(chipcli: Chipcli, page: Page) -> None:
    document = chipcli("fact", "cambricon-raise-planned", "--json").json
    (claim,) = document["result"]
    assert "cambricon-raise-done" in [conflict["claim"] for conflict in claim["conflicts_with"]]
    (other,) = [claim for claim in document["claims"] if claim["id"] == "cambricon-raise-done"]
    below = page("fact", "cambricon-raise-planned").partition("\n## Disagrees with\n")[2]
    assert other["en"] in below


@pytest.mark.parametrize("command", ["fact", "source"])
def test_an_unknown_id_is_not_found(chipcli: Chipcli, command: str) -> None:
    kind = "claim" if command == "fact" else "source"
    page = chipcli(command, "no-such-thing")
    assert (page.code, page.out, page.err) == (1, "", f"chipcli: no {kind} 'no-such-thing' in the fact base\n")
    assert chipcli(command, "no-such-thing", "--json").json["candidates"] == []


def test_an_unknown_id_offers_those_that_begin_alike(chipcli: Chipcli) -> None:
    document = chipcli("fact", "cambricon-funding", "--json").json
    assert document["outcome"] == "not_found"
    assert 1 <= len(document["candidates"]) <= 5
    for candidate in document["candidates"]:
        assert candidate["id"] == candidate["name"]
        assert candidate["id"].startswith("cambricon")
        assert candidate["kind"] == "claim"
        assert chipcli("fact", candidate["id"]).code == 0
    assert ids(chipcli("source", "2025", "--json").json["candidates"]) == [
        "2025-11-04-ai-race",
        "2025-12-10-h200-requests",
    ]


@pytest.mark.parametrize("text", ["H20-US-BLOCKED", "h20-us-blocked ", "h20-us-block", "h20_us_blocked", ""])
def test_an_id_is_an_id_and_not_a_name(chipcli: Chipcli, text: str) -> None:
    assert chipcli("fact", text).code == 1


# sources, source


def test_sources_are_listed_with_their_dates_and_counts(chipcli: Chipcli, page: Page) -> None:
    rows = chipcli("sources", "--json").json["result"]
    assert ids([row["source"] for row in rows]) == [
        "2023-11-stockpiles", "2025-11-04-ai-race", "2025-12-10-h200-requests", "2026-01-26-h200-conditions",
        "undated-cambricon",
    ]  # fmt: skip
    told = page("sources")
    for row in rows:
        (line,) = [line for line in told.splitlines() if line.startswith(f"| {row['source']['id']};")]
        assert line.endswith(f" | {row['paragraphs']} | {row['claims']} |")
        assert row["source"]["title"] in line
        document = chipcli("source", row["source"]["id"], "--json").json
        assert len(document["claims"]) == row["claims"]
        assert len(document["result"][0]["paragraphs"]) == row["paragraphs"]
    assert " | undated | " in told


def test_a_source_is_told_paragraph_by_paragraph(chipcli: Chipcli, page: Page) -> None:
    for row in chipcli("sources", "--json").json["result"]:
        document = chipcli("source", row["source"]["id"], "--json").json
        (card,) = document["result"]
        numbers = [part["paragraph"]["number"] for part in card["paragraphs"]]
        assert numbers == list(range(1, len(numbers) + 1))
        resting = {(part["paragraph"]["number"], id_) for part in card["paragraphs"] for id_ in part["claims"]}
        assert resting == {
            (place["paragraph"], claim["id"]) for claim in document["claims"] for place in claim["evidence"]
        }
        headings = [line for line in page("source", row["source"]["id"]).splitlines() if line.startswith("## ¶")]
        assert [int(heading[4:].split()[0]) for heading in headings] == numbers


# conflicts


def test_two_sources_that_disagree_on_what_the_h200_is_are_shown_side_by_side(chipcli: Chipcli, page: Page) -> None:
    pairs = [
        {claim["id"]: claim["evidence"][0]["source"] for claim in dispute["claims"]}
        for dispute in chipcli("conflicts", "H200", "--json").json["result"]
    ]
    expected = {
        "h200-second-most-powerful-nvidia": "2025-12-10-h200-requests",
        "h200-cut-down": "2026-01-26-h200-conditions",
    }
    assert expected in pairs
    blocks = page("conflicts", "H200").split("\n## ")
    (block,) = [block for block in blocks if all(f" {id_}\n" in block for id_ in expected)]
    heading, _, one, other = block.splitlines()[:4]
    assert heading.startswith("≠ What the H200 is: ")
    assert one.startswith("- » 10 December 2025 · reported; ")
    assert other.startswith("- 26 January 2026 · stated; ")


def test_the_page_of_a_chip_shows_that_sources_disagree_on_it(chipcli: Chipcli, page: Page) -> None:
    (profile,) = chipcli("chip", "H200", "--json").json["result"]
    assert {"h200-second-most-powerful-nvidia", "h200-cut-down"} in [
        set(pair["claims"]) for pair in profile["conflicts"]
    ]
    text = page("chip", "H200")
    for id_ in ("h200-second-most-powerful-nvidia", "h200-cut-down"):
        assert " (disputed) [" in record_of(text, id_)
    told = text.partition("\n## Disagreements\n")[2]
    assert "≠ What the H200 is: " in told
    for id_ in ("h200-second-most-powerful-nvidia", "h200-cut-down"):
        assert chipcli("fact", id_, "--json").json["result"][0]["en"] in told


def test_a_disagreement_stands_once_and_both_claims_name_it(chipcli: Chipcli) -> None:
    disputes = chipcli("conflicts", "--json").json["result"]
    pairs = [frozenset(ids(dispute["claims"])) for dispute in disputes]
    assert len(pairs) == len(set(pairs))
    assert {len(pair) for pair in pairs} == {2}
    for dispute in disputes:
        for claim, other in (dispute["claims"], dispute["claims"][::-1]):
            assert {"claim": other["id"], "about": dispute["about"]} in claim["conflicts_with"]
    # And none is missing.
    everything = {
        frozenset((claim["id"], conflict["claim"]))
        for row in chipcli("sources", "--json").json["result"]
        for claim in chipcli("source", row["source"]["id"], "--json").json["claims"]
        for conflict in claim["conflicts_with"]
    }
    assert set(pairs) == everything


@pytest.mark.parametrize("name", ["H200", "H20", "Cambricon", "Nvidia"])
def test_the_disagreements_of_a_name_are_among_all(chipcli: Chipcli, name: str) -> None:
    everything = chipcli("conflicts", "--json").json["result"]
    found = chipcli("conflicts", name, "--json").json["result"]
    assert 0 < len(found) < len(everything)
    assert all(dispute in everything for dispute in found)


def test_no_disagreement_is_not_found(chipcli: Chipcli) -> None:
    page = chipcli("conflicts", "TSMC")
    assert (page.code, page.out, page.err) == (1, "", "chipcli: no disagreement on TSMC\n")


# status


def test_a_status_without_a_date_is_as_of_the_newest_source_and_says_so(chipcli: Chipcli) -> None:
    page = chipcli("status")
    newest = chipcli("status", "--json").json["facts"]["newest_source"]
    assert (page.code, page.err) == (0, f"chipcli: as of {newest}, the newest source\n")
    document = chipcli("status", "--json").json
    assert document["query"]["date"] is None
    assert [warned["code"] for warned in document["warnings"]] == ["as_of_newest_source"]
    assert {row["date"]["edtf"] for row in document["result"]} == {newest}
    dated = chipcli("status", "--date", newest, "--json").json
    assert dated["result"] == document["result"]
    assert dated["warnings"] == []


def test_after_the_newest_source_the_last_known_states_are_shown_and_it_says_so(chipcli: Chipcli, page: Page) -> None:
    told = chipcli("status", "H20", "--date", "2027")
    assert (told.code, told.err) == (0, "chipcli: 2027 lies after the newest source (2026-01-26): last known states\n")
    assert "last known state, " in page("status", "H20", "--date", "2027")
    document = chipcli("status", "--date", "2027", "--json").json
    assert [warned["code"] for warned in document["warnings"]] == ["beyond_horizon"]
    assert {row["outcome"] for row in document["result"]} == {"beyond_horizon", "unknown"}


def test_a_period_that_goes_on_after_the_newest_source_says_so(chipcli: Chipcli) -> None:
    page = chipcli("status", "H20", "--date", "2026")
    assert (page.code, page.err) == (
        0, "chipcli: the newest source is of 2026-01-26: nothing is told of the rest of 2026\n",
    )  # fmt: skip
    assert "beyond_horizon" not in {
        row["outcome"] for row in chipcli("status", "--date", "2026", "--json").json["result"]
    }


def test_what_was_not_known_by_then_is_hidden_and_listed(chipcli: Chipcli, page: Page) -> None:
    words = ("status", "H20", "--date", "2025-07", "--known-by", "2025-11-30")
    document = chipcli(*words, "--json").json
    hidden = {item["claim"]: item["reason"] for row in document["result"] for item in row["hidden"]}
    assert hidden["h20-cn-discouraged"] == "source_undated"
    assert "published_later" in hidden.values()
    told = {claim["id"]: claim["evidence"][0]["source"] for claim in document["claims"]}
    assert told.keys().isdisjoint(hidden)
    assert set(told.values()) <= {"2023-11-stockpiles", "2025-11-04-ai-race"}
    text = page(*words)
    assert text.startswith("# What could be sold to China: July 2025, as known by 30 November 2025\n")
    listed = text.partition("\n## Hidden, because not known by then\n")[2].partition("\n## ")[0].split("\n\n")
    why = {"published_later": "source not certainly out by then", "source_undated": "source undated"}
    assert [line.strip() for line in listed] == [f"{claim} · {why[reason]}" for claim, reason in hidden.items()]


def test_the_horizon_is_that_of_what_was_known(chipcli: Chipcli) -> None:
    page = chipcli("status", "--known-by", "2025-11-03")
    assert page.err == "chipcli: as of 2023-11-30, the newest source known by 2025-11-03\n"
    later = chipcli("status", "--known-by", "2025-11-03", "--date", "2025-07")
    assert later.err == (
        "chipcli: 2025-07 lies after the newest source known by 2025-11-03 (2023-11-30): last known states\n"
    )


def test_before_the_first_source_nothing_is_known(chipcli: Chipcli) -> None:
    document = chipcli("status", "--known-by", "1999", "--json").json
    assert {row["outcome"] for row in document["result"]} == {"unknown"}
    assert {row["state"] for row in document["result"]} == {None}
    assert document["claims"] == []
    assert chipcli("status", "--known-by", "1999").code == 0


@pytest.mark.parametrize(("option", "rule"), [("us", "us_export"), ("cn", "cn_purchase")])
def test_one_rule_can_be_asked_for(chipcli: Chipcli, page: Page, option: str, rule: str) -> None:
    document = chipcli("status", "--rule", option, "--json").json
    assert document["query"]["rule"] == rule
    both = chipcli("status", "--json").json
    assert both["query"]["rule"] is None
    assert document["result"] == [row for row in both["result"] if row["rule"] == rule]
    header = page("status", "--rule", option).splitlines()[2]
    assert header.count(" | ") == 1
    assert {line.split("\t")[1] for line in chipcli("status", "--rule", option).out.splitlines()} == {rule}


def test_strict_is_echoed_and_said_on_the_page(chipcli: Chipcli, page: Page) -> None:
    assert chipcli("status", "--strict", "--json").json["query"]["strict"] is True
    assert chipcli("status", "--json").json["query"]["strict"] is False
    told = page("status", "--strict", "--date", "2025-07")
    assert told.startswith("# What could be sold to China: July 2025, strictly\n")


def test_a_change_in_the_month_asked_about_is_shown_with_both_states(chipcli: Chipcli, page: Page) -> None:
    row = chipcli("status", "H20", "--date", "2025-07", "--rule", "us", "--json").json["result"][0]
    assert (row["outcome"], row["state"]) == ("changed", "allowed")
    assert [(change["from"], change["to"]) for change in row["changes"]] == [("blocked", "allowed")]
    assert "| H20 | blocked → allowed; July 2025, day not stated [" in page("status", "H20", "--date", "2025-07")


def test_a_day_in_the_month_of_a_change_is_indeterminate(chipcli: Chipcli, page: Page) -> None:
    row = chipcli("status", "H20", "--date", "2025-07-10", "--rule", "us", "--json").json["result"][0]
    assert (row["outcome"], row["state"]) == ("indeterminate", None)
    assert set(row["possible"]) == {"blocked", "allowed"}
    told = page("status", "H20", "--date", "2025-07-10")
    assert re.search(r"\| H20 \| (allowed or blocked|blocked or allowed)\?; ", told)


def test_every_chip_has_one_line_and_groups_stand_apart(chipcli: Chipcli, page: Page) -> None:
    rows = chipcli("status", "--json").json["result"]
    chips, _, groups = page("status").partition("\n| Group of chips | ")
    names = {kind: [row["name"] for row in rows if row["chip_kind"] == kind] for kind in ("chip", "chip_group")}
    for kind, text in (("chip", chips), ("chip_group", groups)):
        told = [line[2:].split(" | ")[0] for line in text.splitlines() if line.startswith("| ")]
        assert set(names[kind]) <= set(told)
        assert len(told) == len(set(told))
    assert [row["rule"] for row in rows] == ["us_export", "cn_purchase"] * (len(rows) // 2)
    assert all(one["chip"] == other["chip"] for one, other in list(pairwise(rows))[::2])


def test_a_state_of_a_group_is_not_passed_off_as_one_of_its_chips(chipcli: Chipcli, page: Page) -> None:
    row = chipcli("status", "L20", "--rule", "cn", "--json").json["result"][0]
    assert (row["outcome"], row["state"], row["claims"]) == ("unknown", None, [])
    assert "nvidia-ai-chips-cn-prohibited" in row["group_claims"]
    told = page("status", "L20")
    assert re.search(r"^\| L20 \| unknown \| unknown; .*Nvidia's AI chips: prohibited", told, re.MULTILINE)
    assert "A state told of a group is shown under its chips as such" in told
    assert "prohibited" not in chipcli("status", "L20").out


@pytest.mark.parametrize(
    ("option", "date"),
    [("--date", "2025-7"), ("--date", "July 2025"), ("--date", ""), ("--date", "2025-Q3"), ("--known-by", "yesterday"),
     ("--known-by", "../2025"), ("--known-by", "2025/..")],
)  # fmt: skip
def test_a_date_in_another_form_is_refused_with_the_forms_there_are(chipcli: Chipcli, option: str, date: str) -> None:
    page = chipcli("status", option, date)
    assert (page.code, page.out) == (2, "")
    assert page.err.startswith(f"chipcli: {option}: expected YYYY, YYYY-MM or YYYY-MM-DD, ")
    assert page.err.count("\n") == 1


@pytest.mark.parametrize("date", ["2025-02-30", "2025-13", "2025-08/2025-07"])
def test_a_date_that_there_is_not_is_refused(chipcli: Chipcli, date: str) -> None:
    page = chipcli("status", "--date", date)
    assert (page.code, page.out) == (2, "")
    assert page.err.startswith("chipcli: --date: ")
    assert date.split("/", maxsplit=1)[0] in page.err


# The rest


def test_the_version_is_that_of_the_documents(chipcli: Chipcli) -> None:
    ran = chipcli("--version")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"chipcli {chipcli('sources', '--json').json['tool']['version']}\n"


def test_without_a_command_help_is_shown(chipcli: Chipcli) -> None:
    assert chipcli().out == chipcli("--help").out
    assert chipcli("-h").out == chipcli("--help").out


def test_help_shows_every_command_in_its_panel(chipcli: Chipcli) -> None:
    text = chipcli("--help").out
    for panel, command in (("Look up", "chip"), ("Look up", "status"), ("Evidence", "fact"), ("The base", "schema")):
        assert text.index(f"─ {panel} ─") < text.index(f"│ {command} ")


def test_the_examples_in_help_work(chipcli: Chipcli) -> None:
    for command in ("", "chip", "company", "about", "status", "compare", "stockpiles", "orders", "funding", "facts",
                    "timeline", "diff", "check", "search", "conflicts", "fact", "source", "sources"):  # fmt: skip
        text = chipcli(*[command] * bool(command), "--help").out
        examples = re.findall(r"^ +chipcli ([a-z].*?)(?:   .*)?$", text, re.MULTILINE)
        assert examples, command
        for example in examples:
            command_line = example.partition(" && ")[0]
            words = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', command_line)]
            if {"--articles", "--output", "--svg"}.isdisjoint(words):
                assert chipcli(*words).code == 0, example


def test_a_listing_of_nothing_names_the_groups_of_which_there_is_something(chipcli: Chipcli) -> None:
    ran = chipcli("stockpiles", "DeepSeek", "--json")
    assert (ran.code, ran.json["result"]) == (1, [])
    assert [candidate["id"] for candidate in ran.json["candidates"]] == ["high-flyer-or-deepseek"]
    assert chipcli("stockpiles", ran.json["candidates"][0]["name"]).code == 0


@pytest.mark.parametrize(
    "question",
    [
        "is the H200 allowed",
        "who makes the H20",
        "was the H20 blocked in June 2025",
        "which sources disagree on the H20",
    ],
)
def test_search_tells_nothing_that_was_not_known_by_then(chipcli: Chipcli, question: str) -> None:
    later = {"2025-12-10-h200-requests", "2026-01-26-h200-conditions", "undated-cambricon"}
    everything = chipcli("search", question, "--limit", "100", "--json").json
    assert later & {source["id"] for source in everything["sources"]}
    known = chipcli("search", question, "--limit", "100", "--known-by", "2025-11-30", "--json").json
    assert not later & {source["id"] for source in known["sources"]}
    shown = {hit["claim"]["id"] for hit in known["result"]} | {claim["id"] for claim in known["claims"]}
    assert not shown & {one["claim"] for one in known["hidden"]}
    assert known["query"]["known_by"]["edtf"] == "2025-11-30"
    if question == "was the H20 blocked in June 2025":
        assert known["result"][0]["claim"]["id"] == "h20-us-blocked"
