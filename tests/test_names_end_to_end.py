import pytest

from tests.conftest import Chipcli, Ran


def entity_of(answer: Ran) -> str:
    """Return the entity of the one profile in an answer."""
    (profile,) = answer.json["result"]
    found: str = profile["entity"]["id"]
    assert answer.json["query"]["entity"] == found
    return found


def matched(answer: Ran) -> str:
    """Return how a name was understood."""
    found: str = answer.json["query"]["matched"]
    return found


def candidates(answer: Ran) -> list[str]:
    """Return the names that an answer offers instead."""
    return [candidate["name"] for candidate in answer.json["candidates"]]


@pytest.mark.parametrize(
    "text",
    ["H200", "h200", "h 200", "H-200", "NVIDIA H-200", "Nvidia H200", "la puce H200 de Nvidia", "Nvidia's H200",
     "H200 SXM 80 Go", "le GPU Nvidia H200", "  H200 "],
)  # fmt: skip
def test_the_h200_is_found_however_it_is_written(chipcli: Chipcli, text: str) -> None:
    answer = chipcli("chip", text, "--json")
    assert answer.code == 0
    assert entity_of(answer) == "h200"
    assert matched(answer) == "exact"
    assert answer.json["query"]["name"] == text
    page = chipcli("chip", text, columns=80)
    assert (page.code, page.err) == (0, "")
    assert "H200" in page.out.partition("\n")[0]


@pytest.mark.parametrize("text", ["H20", "h 20", "Nvidia H20", "la puce H20", "Nvidia's H20"])
def test_the_h20_is_never_taken_for_the_h200(chipcli: Chipcli, text: str) -> None:
    answer = chipcli("chip", text, "--json")
    assert (answer.code, entity_of(answer), matched(answer)) == (0, "h20", "exact")


def test_letters_that_look_like_digits_are_read_as_digits_and_it_says_so(chipcli: Chipcli) -> None:
    answer = chipcli("chip", "H2OO", "--json")
    assert (answer.code, entity_of(answer), matched(answer)) == (0, "h200", "look_alike")
    page = chipcli("chip", "H2OO", columns=80)
    assert "H200" in page.out.partition("\n")[0]
    assert page.err == "chipcli: reading 'H2OO' as H200\n"


@pytest.mark.parametrize("command", ["chip", "about", "status", "stockpiles", "orders", "funding", "conflicts"])
@pytest.mark.parametrize("text", ["H300", "RTX 4090", "B200", "H200 NVL", "L2", "AMD H200"])
def test_an_unknown_chip_is_not_found_and_no_fact_of_another_is_told(chipcli: Chipcli, command: str, text: str) -> None:
    page = chipcli(command, text)
    assert (page.code, page.out) == (1, "")
    sort = "chip " if command in ("chip", "status") else ""
    assert page.err.startswith(f"chipcli: no {sort}'{text}' in the fact base")
    assert page.err.count("\n") == 1
    answer = chipcli(command, text, "--json")
    assert answer.code == 1
    document = answer.json
    assert document["outcome"] == "not_found"
    assert document["query"]["entity"] is None
    assert document["query"]["matched"] is None
    assert [document[part] for part in ("result", "claims", "entities", "sources")] == [[], [], [], []]


def test_an_unknown_chip_is_told_which_names_there_are(chipcli: Chipcli) -> None:
    assert chipcli("chip", "H300").err == (
        "chipcli: no chip 'H300' in the fact base; the base has H200 (chip), H100 (chip), H20 (chip), H800 (chip)\n"
    )
    assert candidates(chipcli("chip", "H300", "--json")) == ["H200", "H100", "H20", "H800"]
    assert candidates(chipcli("chip", "RTX 4090", "--json")) == []


def test_part_of_a_code_is_ambiguous(chipcli: Chipcli) -> None:
    page = chipcli("chip", "100")
    assert (page.code, page.out) == (3, "")
    assert page.err == "chipcli: '100' is not enough to tell what is meant; the base has A100 (chip), H100 (chip)\n"
    answer = chipcli("chip", "100", "--json")
    assert (answer.code, answer.json["outcome"], answer.json["result"]) == (3, "ambiguous", [])
    assert answer.json["candidates"] == [
        {"id": "a100", "name": "A100", "name_fr": None, "kind": "chip"},
        {"id": "h100", "name": "H100", "name_fr": None, "kind": "chip"},
    ]


def test_part_of_a_code_is_not_enough_even_where_one_chip_has_it(chipcli: Chipcli) -> None:
    answer = chipcli("chip", "200", "--json")
    assert (answer.code, candidates(answer)) == (3, ["H200"])


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [("H200", "H300", 1), ("H300", "H200", 1), ("H300", "100", 1), ("100", "H20", 3), ("H20", "100", 3),
     ("100", "H300", 3), ("Nvidia", "H200", 1)],
)  # fmt: skip
def test_a_comparison_needs_both_names(chipcli: Chipcli, first: str, second: str, code: int) -> None:
    page = chipcli("compare", first, second)
    assert (page.code, page.out) == (code, "")
    answer = chipcli("compare", first, second, "--json")
    assert (answer.code, answer.json["result"], answer.json["claims"]) == (code, [], [])
    assert answer.json["query"]["names"] == [first, second]


def test_a_comparison_says_which_of_the_names_it_understood(chipcli: Chipcli) -> None:
    query = chipcli("compare", "H200", "H300", "--json").json["query"]
    assert (query["entities"], query["matched"]) == (["h200", None], ["exact", None])


def test_a_mistyped_company_is_found_and_it_says_so(chipcli: Chipcli) -> None:
    answer = chipcli("company", "cambrikon", "--json")
    assert (answer.code, entity_of(answer), matched(answer)) == (0, "cambricon", "approximate")
    assert answer.json["warnings"] == [
        {"code": "approximate_name", "message": "no 'cambrikon'; showing Cambricon"},
    ]
    page = chipcli("company", "cambrikon", columns=80)
    assert page.code == 0
    assert "Cambricon" in page.out.partition("\n")[0]
    assert page.err == "chipcli: no 'cambrikon'; showing Cambricon\n"


def test_a_mistyped_name_gives_the_same_facts_as_the_right_one(chipcli: Chipcli) -> None:
    for command in ("company", "funding", "conflicts"):
        assert (
            chipcli(command, "cambrikon", "--json").json["result"]
            == (chipcli(command, "Cambricon", "--json").json["result"])
        )


def test_the_beginning_of_a_name_is_completed_and_it_says_so(chipcli: Chipcli) -> None:
    answer = chipcli("company", "nvid", "--json")
    assert (answer.code, entity_of(answer), matched(answer)) == (0, "nvidia", "name_part")
    assert chipcli("company", "nvid").err == "chipcli: taking 'nvid' for Nvidia\n"


def test_a_name_between_two_companies_is_ambiguous(chipcli: Chipcli) -> None:
    answer = chipcli("company", "tsmic", "--json")
    assert (answer.code, sorted(candidates(answer))) == (3, ["SMIC", "TSMC"])


@pytest.mark.parametrize(
    ("command", "name", "kind"),
    [("chip", "Nvidia", "company"), ("status", "Nvidia", "company"), ("company", "H200", "chip"),
     ("chip", "Chen Tianshi", "person"), ("company", "Chen Tianshi", "person"), ("company", "Taiwan", "place")],
)  # fmt: skip
def test_a_name_of_another_kind_is_offered_and_not_answered(
    chipcli: Chipcli, command: str, name: str, kind: str
) -> None:
    page = chipcli(command, name)
    assert (page.code, page.out) == (1, "")
    sort = "company" if command == "company" else "chip"
    assert page.err == f"chipcli: no {sort} '{name}' in the fact base; the base has {name} ({kind})\n"
    answer = chipcli(command, name, "--json")
    assert (answer.code, candidates(answer)) == (1, [name])
    assert answer.json["result"] == []


@pytest.mark.parametrize(
    ("name", "entity", "kind"),
    [
        ("Chen Tianshi", "chen-tianshi", "person"),
        ("chen tianchi", "chen-tianshi", "person"),
        ("Trump", "donald-trump", "person"),
        ("EUV", "euv-lithography", "technology"),
        ("Taiwan", "taiwan", "place"),
        ("la Chine", "china", "place"),
        ("l'académie chinoise des sciences", "chinese-academy-of-sciences", "public_body"),
        ("Reuters", "reuters", "outlet"),
        ("DeepSeek-R1", "deepseek-r1", "model"),
        ("Nvidia", "nvidia", "company"),
        ("H200", "h200", "chip"),
    ],
)
def test_anything_that_claims_name_can_be_asked_about(chipcli: Chipcli, name: str, entity: str, kind: str) -> None:
    answer = chipcli("about", name, "--json")
    assert (answer.code, entity_of(answer)) == (0, entity)
    assert answer.json["result"][0]["entity"]["kind"] == kind
    assert chipcli("about", name).code == 0


@pytest.mark.parametrize("name", ["Chen Tianshi", "EUV", "Taiwan", "Nvidia"])
def test_what_is_told_about_a_name_names_it(chipcli: Chipcli, name: str) -> None:
    document = chipcli("about", name, "--json").json
    (profile,) = document["result"]
    claims = [claim for same in profile["claims"].values() for claim in same]
    assert claims
    for claim in claims:
        assert profile["entity"]["id"] in str({key: value for key, value in claim.items() if key != "id"})


@pytest.mark.parametrize("name", ["", " ", "...", "[/]", "la", "\u202eH200", "H200\u0000", "H20\u200b0", "\u041d200"])
def test_a_text_that_names_nothing_finds_nothing(chipcli: Chipcli, name: str) -> None:
    answer = chipcli("about", name)
    assert (answer.code, answer.out) == (1, "")


def test_a_name_is_understood_the_same_in_every_command(chipcli: Chipcli) -> None:
    understood = {
        command: chipcli(command, "la puce H200 de Nvidia", "--json").json["query"]["entity"]
        for command in ("chip", "about", "status", "stockpiles", "orders", "funding", "conflicts")
    }
    assert set(understood.values()) == {"h200"}
