import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chipcli import schemas
from chipcli.commands import PANELS
from chipcli.lookup import KINDS
from tests.conftest import Chipcli, Process, Ran

Words = tuple[str, ...]

EXIT_CODES = {"answered": 0, "not_found": 1, "ambiguous": 3}

ELSEWHERE = str(Path(__file__).parent / "golden")
"""A folder that holds none of the articles."""

ANSWERED: dict[str, tuple[Words, ...]] = {
    "chip": (
        ("H200",), ("H20",), ("L20",), ("la puce H200 de Nvidia",), ("H2OO",), ("Nvidia chips",), ("H20", "H200"),
        ("H20", "--known-by", "2025-11-30"),
    ),
    "company": (("Cambricon",), ("cambrikon",), ("nvid",), ("T-Head",)),
    "about": (("Chen Tianshi",), ("EUV",), ("Taiwan",), ("H200",)),
    "status": (
        (), ("H20",), ("--date", "2025-07"), ("H20", "--date", "2025-07-10"), ("--date", "2027"), ("--date", "1999"),
        ("--date", "2025-07", "--known-by", "2025-11-03"), ("--known-by", "1999"), ("--strict",),
        ("H200", "--rule", "us"), ("--rule", "cn", "--date", "2025-04/2025-07"), ("--date", "../2025-07"),
        ("--date", "2026"),
    ),
    "timeline": ((), ("H20",), ("--from", "2025-04", "--to", "2025-07"), ("L20", "--rule", "cn")),
    "diff": (
        ("--from", "2025-01", "--to", "2025-12"), ("H20", "A800", "--from", "2023", "--to", "2025-08"),
        ("--known-by", "2025-11-30", "--and", "2026-01-31"),
    ),
    "check": (
        ("H20", "--is", "blocked", "--date", "2025-06"), ("H20", "--is", "allowed", "--date", "2025-05"),
        ("H20", "--is", "allowed", "--date", "2025-07-10"), ("L20", "--is", "conditional"),
    ),
    "compare": (("H200", "H20"), ("H20", "H200"), ("A100", "H200")),
    "facts": (("--kind", "policy"), ("--about", "Cambricon", "--about", "Nvidia"), ("--source", "undated-cambricon")),
    "stockpiles": ((), ("Baidu",), ("Baidu", "Tencent")),
    "orders": ((), ("A800",)),
    "funding": ((), ("Cambricon",), ("cambrikon",)),
    "search": (("levée de fonds cambrikon",), ("was", "the", "H20", "blocked", "in", "April", "2025")),
    "fact": (("h20-us-blocked",), ("cambricon-raise-planned",)),
    "sources": ((),),
    "source": (("2025-11-04-ai-race",), ("undated-cambricon",)),
    "conflicts": ((), ("H200",)),
    "verify": (("--articles", ELSEWHERE),),
    "coverage": (),
}  # fmt: skip

MISSED: dict[str, tuple[Words, ...]] = {
    "chip": (("H300",), ("Nvidia",), ("100",), ("chips",), ("H300", "RTX 4090"), ("100", "H300")),
    "company": (("H200",), ("OpenAI",), ("tsmic",)),
    "about": (("RTX 4090",), ("chinese",)),
    "status": (("B200",), ("Nvidia",), ("800",), ("B200", "--date", "2025-07")),
    "timeline": (("H300",), ("100",)),
    "diff": (("H300", "--from", "2025", "--to", "2026"), ("A800", "--from", "2025-08", "--to", "2025-09")),
    "check": (("H300", "--is", "allowed"), ("100", "--is", "allowed")),
    "facts": (("--about", "H300"), ("--about", "EUV", "--kind", "funding"), ("--kind", "ownership", "--from", "2099")),
    "compare": (("H200", "H300"), ("H300", "H200"), ("100", "H20"), ("H20", "100"), ("H800", "H20")),
    "stockpiles": (("H300",), ("TSMC",), ("100",)),
    "orders": (("H300",), ("TSMC",), ("100",)),
    "funding": (("H300",), ("TSMC",), ("100",)),
    "search": (("how many H300 were ordered",), ("zebra crossings",)),
    "fact": (("no-such-claim",), ("h20",), ("H20-US-BLOCKED",)),
    "source": (("no-such-source",), ("2025",)),
    "conflicts": (("H300",), ("TSMC",), ("100",)),
    "coverage": (("--articles", ELSEWHERE),),
}

REFUSED: tuple[Words, ...] = (
    (),
    ("frob",),
    ("frob", "H200"),
    ("--frob", "chip", "H200"),
    ("chip",),
    ("company",),
    ("about",),
    ("fact",),
    ("source",),
    ("compare",),
    ("compare", "H200"),
    ("compare", "H200", "h-200"),
    ("compare", "H200", "H20", "H100"),
    ("status", "H200", "H20"),
    ("timeline", "H200", "H20"),
    ("timeline", "--from", "2025", "--to", "2024"),
    ("diff",),
    ("diff", "--from", "2025"),
    ("diff", "--known-by", "2025-11", "--from", "2025", "--and", "2026"),
    ("check", "H20"),
    ("check", "H20", "--is", "sold"),
    ("check", "--is", "allowed"),
    ("check", "H20", "--is", "prohibited", "--rule", "us"),
    ("facts", "--kind", "rumour"),
    ("facts", "--level", "sure"),
    ("facts", "H20"),
    ("chip", "-"),
    ("chip", "H200", "--format", "table"),
    ("chip", "H200", "--format", "xml"),
    ("chip", "H200", "--fields", "id,nonsense"),
    ("chip", "H300", "--fields", "nonsense"),
    ("chip", "H200", "--color", "green"),
    ("chip", "H200", "--lang", "de"),
    ("timeline", "--svg", "never-written.svg"),
    ("sources", "H200"),
    ("schema", "H200"),
    ("status", "--date"),
    ("status", "--rule", "eu"),
    ("search",),
    ("verify",),
    ("coverage",),
    *((command, "--frob") for command in ANSWERED),
    *(("status", option, date) for option in ("--date", "--known-by") for date in (
        "2025-7", "2025-02-30", "July", "", "2025-Q3", "2025-08/2025-07", "2025-07\n", "\x1b[31m2025", "\udcff",
        "9" * 10_000,
    )),
)  # fmt: skip

HOSTILE = (
    "H200\x00", "\x1b[31mH200", "H200\x07\x08", "H200\x7f", "H200\x9b", "H200\r", "H200\udcff", "x" * 10_000,
    "\u0301" * 10_000, "\U0001f680", "\u202e002H", "H20\u200b0", "[red]H200", "[/]", "[red]", ":rocket:", "\\", '"',
    "'", "", " ", "\n", "%s", "{}", "é", "=1+1", "*", "-",
)  # fmt: skip

NAMED = (
    "timeline",
    "chip",
    "company",
    "about",
    "status",
    "stockpiles",
    "orders",
    "funding",
    "search",
    "fact",
    "source",
    "conflicts",
)

PROMISED = {
    "schema_version", "tool", "facts", "command", "query", "outcome", "result", "claims", "candidates", "passages",
    "entities", "sources", "warnings", "error",
}  # fmt: skip

OF_A_CLAIM = {
    "id", "kind", "en", "fr", "subject", "when", "level", "voices", "evidence", "conflicts_with", "note", "origin",
}  # fmt: skip

EVERY_ANSWER = [(command, *words) for cases in (ANSWERED, MISSED) for command in cases for words in cases[command]]


def label(words: Words) -> str:
    """Return a short name for a test with these words."""
    return " ".join(words).encode("unicode_escape").decode()[:40] or "nothing"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(schemas.dump(schemas.answers()))
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def answers() -> dict[Words, Ran]:
    return {}


@pytest.fixture
def documents(chipcli: Chipcli, answers: dict[Words, Ran]) -> dict[Words, Any]:
    """Every answer, asked for once for all tests of this file."""
    for words in EVERY_ANSWER:
        if words not in answers:
            answers[words] = chipcli(*words, "--json")
    return {words: answer.json for words, answer in answers.items()}


def complaints(validator: Draft202012Validator, document: Any) -> list[str]:  # any JSON value
    """Return what a document has against the schema; the shortest is enough."""
    fault = next(validator.iter_errors(document), None)
    return [f"{fault.json_path}: {fault.message[:200]}"] if fault else []


def document_of(answer: Ran) -> Any:  # a document
    """Return the document of an answer, once it is sure that there is one and nothing else."""
    text = answer.raw.decode("utf-8", "strict")
    document, end = json.JSONDecoder().raw_decode(text)
    assert text[end:] == "\n"
    assert "\x1b" not in text
    return document


def walk(value: Any, path: str = "$") -> Iterator[tuple[str, Any]]:  # any JSON value
    """Yield every value in a JSON document, itself included, with its path; `[]` stands for each place of a list."""
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, list):
        for item in value:
            yield from walk(item, f"{path}[]")


def claims_in(document: Any) -> Iterator[dict[str, Any]]:  # a document
    """Yield every claim in a document, wherever it stands."""
    for _, value in walk(document):
        if isinstance(value, dict) and {"evidence", "level", "en"} <= value.keys():
            yield value


def test_every_command_has_its_cases_here() -> None:
    commands = {command.__name__ for commands in PANELS.values() for command in commands}
    assert commands - {"schema", "completion"} == set(schemas.ANSWERS) == set(ANSWERED)
    assert set(ANSWERED) - set(MISSED) == {"sources", "verify"}


# One document in every case


def code_of(document: Any) -> int:  # a document
    """Return the exit code that an answer stands for."""
    if document["command"] == "verify":
        # A verification that finds something is an answer, and a failure.
        return 4
    if document["command"] == "check" and document["outcome"] != "ambiguous":
        # A script that takes 1 for "no" must not take a misspelt name for one.
        decision = document["result"][0]["verdict"] if document["result"] else "cannot_tell"
        return {"yes": 0, "no": 1, "cannot_tell": 5}[decision]
    return EXIT_CODES[document["outcome"]]


@pytest.mark.parametrize("words", EVERY_ANSWER, ids=label)
def test_an_answer_is_one_document_that_fits_the_schema(
    chipcli: Chipcli, validator: Draft202012Validator, words: Words
) -> None:
    answer = chipcli(*words, "--json")
    document = document_of(answer)
    assert complaints(validator, document) == []
    assert document.keys() >= PROMISED
    assert document["command"] == words[0]
    assert answer.code == code_of(document)
    assert document["error"] is None
    assert answer.err == ""
    assert (document["outcome"] == "answered") == (words[1:] in ANSWERED[words[0]])
    if document["outcome"] != "answered":
        assert (document["result"], document["claims"]) == ([], [])
        assert document["warnings"] != []


@pytest.mark.parametrize("words", REFUSED, ids=label)
@pytest.mark.parametrize("place", ["first", "last"])
def test_what_cannot_be_understood_is_one_document_too(
    chipcli: Chipcli, validator: Draft202012Validator, words: Words, place: str
) -> None:
    answer = chipcli("--json", *words) if place == "first" else chipcli(*words, "--json")
    document = document_of(answer)
    assert complaints(validator, document) == []
    assert document.keys() >= PROMISED
    assert (document["outcome"], document["error"]["code"], answer.code) == ("error", "usage", 2)
    assert {len(value) for value in document.values() if isinstance(value, list)} == {0}
    assert document["query"] == {}
    assert document["error"]["message"]
    assert answer.err.startswith("chipcli: ")
    assert answer.err.count("\n") == 1
    assert answer.err[:-1].isprintable()


@pytest.mark.parametrize("command", NAMED)
def test_a_hostile_name_gets_a_document_or_a_message_as_any_other(
    chipcli: Chipcli, validator: Draft202012Validator, command: str
) -> None:
    for name in HOSTILE:
        answer = chipcli(command, name, "--json")
        document = document_of(answer)
        assert complaints(validator, document) == [], name
        assert EXIT_CODES.get(document["outcome"], 2) == answer.code, name
        if document["outcome"] != "error":
            echo = document["query"][{"fact": "id", "source": "id", "search": "text"}.get(command, "name")]
            assert echo == name.replace("\udcff", "\ufffd"), name
        if answer.code:
            told = chipcli(command, name)
            assert (told.code, told.out) == (answer.code, ""), name
            assert told.err.endswith("\n"), name
            assert told.err[:-1].isprintable(), name
            assert len(told.err) < 600, name


def test_a_comparison_takes_hostile_names_too(chipcli: Chipcli, validator: Draft202012Validator) -> None:
    for name in HOSTILE:
        for words in (("H200", name), (name, "H200"), (name, name)):
            answer = chipcli("compare", *words, "--json")
            document = document_of(answer)
            assert complaints(validator, document) == [], name
            assert EXIT_CODES.get(document["outcome"], 2) == answer.code, name
            assert chipcli("compare", *words).err[:-1].isprintable(), name


def test_half_of_a_surrogate_pair_in_an_argument_is_replaced(chipcli: Chipcli) -> None:
    # Windows hands such an argument over as it is.
    answer = chipcli("chip", "\ud800", "--json")
    assert (answer.code, answer.json["outcome"]) == (1, "not_found")


def test_messages_on_standard_error_are_the_warnings_of_the_document(chipcli: Chipcli) -> None:
    for words in (
        ("company", "cambrikon"),
        ("chip", "H300"),
        ("chip", "100"),
        ("status",),
        ("status", "--date", "2027"),
    ):
        told = chipcli(*words).err
        for warned in chipcli(*words, "--json").json["warnings"]:
            assert warned["message"] in told


# The same in every case


@pytest.mark.parametrize(
    "words", [("chip", "H200"), ("about", "chinese"), ("status",), ("source", "2025-11-04-ai-race")], ids=label
)
def test_an_answer_is_the_same_bytes_whatever_the_hash_seed(process: Process, chipcli: Chipcli, words: Words) -> None:
    for seed in ("0", "4242"):
        assert process(*words, "--json", environment={"PYTHONHASHSEED": seed}) == chipcli(*words, "--json")


@pytest.mark.usefixtures("documents")
def test_an_answer_is_the_same_the_second_time(chipcli: Chipcli, answers: dict[Words, Ran]) -> None:
    for words in EVERY_ANSWER:
        assert chipcli(*words, "--json").raw == answers[words].raw, words


def test_where_the_option_stands_makes_no_difference(chipcli: Chipcli) -> None:
    assert chipcli("chip", "--json", "H200").raw == chipcli("chip", "H200", "--json").raw
    assert chipcli("status", "--json", "--date", "2025-07", "H20").raw == (
        chipcli("status", "H20", "--date", "2025-07", "--json").raw
    )


def test_the_facts_are_named_the_same_way_in_every_answer(chipcli: Chipcli, documents: dict[Words, Any]) -> None:
    facts = documents[("sources",)]["facts"]
    assert facts["digest"].startswith("sha256:")
    rows = documents[("sources",)]["result"]
    assert facts["claims"] == sum(row["claims"] for row in rows)
    dates = [row["source"]["published"]["latest"] for row in rows]
    assert facts["newest_source"] == max(date for date in dates if date)
    assert all(document["facts"] == facts for document in documents.values())
    assert chipcli("frob", "--json").json["facts"] == facts


# What stands in a document


def test_no_list_is_ever_null(documents: dict[Words, Any]) -> None:
    kinds: dict[tuple[str, str], set[type]] = {}
    for document in documents.values():
        for path, value in walk(document):
            kinds.setdefault((document["command"], path), set()).add(type(value))
    lists = {path for path, types in kinds.items() if list in types}
    assert ("chip", "$.result[].claims.demand[].voices") in lists
    assert [path for path in lists if kinds[path] != {list}] == []


def test_a_claim_is_the_same_object_in_every_command(chipcli: Chipcli, documents: dict[Words, Any]) -> None:
    seen: dict[str, dict[str, Any]] = {}
    met: dict[str, set[str]] = {}
    for words, document in documents.items():
        # As known by a day, a claim does not name those that nobody knew of yet.
        if "--known-by" in words:
            continue
        for claim in claims_in(document):
            assert claim.keys() >= OF_A_CLAIM
            assert claim == seen.setdefault(claim["id"], claim)
            met.setdefault(claim["id"], set()).add(words[0])
    assert len(seen) > 200
    assert sum(len(commands) > 1 for commands in met.values()) > 100
    for id_ in list(seen)[::20]:
        (claim,) = chipcli("fact", id_, "--json").json["result"]
        assert claim == seen[id_]


def test_everything_that_is_named_by_id_stands_in_the_document(documents: dict[Words, Any]) -> None:
    for words, document in documents.items():
        claims = {claim["id"]: claim for claim in claims_in(document)}
        sources = {source["id"] for source in document["sources"]}
        entities = {entity["id"] for entity in document["entities"]}
        assert {place["source"] for claim in claims.values() for place in claim["evidence"]} <= sources, words
        assert {claim["subject"] for claim in claims.values()} <= entities, words
        voices = [voice["entity"] for claim in claims.values() for voice in claim["voices"] if voice["entity"]]
        assert set(voices) <= entities, words
        if words[0] == "status":
            for row in document["result"]:
                assert {*row["claims"], *row["group_claims"], *row["later"]} <= claims.keys()
                assert {item["claim"] for item in row["hidden"]}.isdisjoint(row["claims"])


def test_a_claim_stands_once_in_a_document_and_what_is_listed_is_in_use(documents: dict[Words, Any]) -> None:
    for words, document in documents.items():
        beside = [claim["id"] for claim in document["claims"]]
        inside = [claim["id"] for claim in claims_in(document["result"])]
        assert len(beside) == len(set(beside)), words
        assert set(beside).isdisjoint(inside), words
        if words[0] not in {"sources", "verify", "coverage"}:
            places = [place for claim in claims_in(document) for place in claim["evidence"]]
            named = {row["source"]["id"] for row in document["result"]} if words[0] == "source" else set()
            assert {source["id"] for source in document["sources"]} == {place["source"] for place in places} | named


def test_candidates_hold_names_and_never_facts(documents: dict[Words, Any]) -> None:
    missed = [document for document in documents.values() if document["outcome"] != "answered"]
    assert any(document["candidates"] for document in missed)
    for document in missed:
        assert list(claims_in(document)) == []
        for candidate in document["candidates"]:
            assert candidate.keys() == {"id", "name", "name_fr", "kind"}
            assert len(candidate["name"]) < 80


def test_no_sentence_of_the_base_is_told_where_nothing_was_found(
    chipcli: Chipcli, documents: dict[Words, Any], answers: dict[Words, Ran]
) -> None:
    told = [claim for document in documents.values() for claim in claims_in(document)]
    sentences = {sentence for claim in told for sentence in (claim["en"], claim["fr"])}
    assert len(sentences) > 400
    for words, document in documents.items():
        if document["outcome"] != "answered":
            page = chipcli(*words)
            everything = answers[words].out + page.out + page.err
            assert not [sentence for sentence in sentences if sentence in everything], words


def test_a_quantity_is_never_bare_and_a_missing_one_is_null(documents: dict[Words, Any]) -> None:
    quantities = [
        value
        for document in documents.values()
        for _, value in walk(document)
        if isinstance(value, dict) and "op" in value
    ]
    assert any(quantity["number"] is None for quantity in quantities)
    for quantity in quantities:
        assert quantity.keys() == {"number", "op", "unit", "words", "scope"}
        assert (quantity["number"] is None) == (quantity["op"] == "unknown")


# The schema itself


def test_the_schema_command_prints_a_valid_schema_with_and_without_the_option(chipcli: Chipcli) -> None:
    printed = chipcli("schema")
    assert (printed.code, printed.err) == (0, "")
    Draft202012Validator.check_schema(printed.json)
    assert printed.json["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert chipcli("schema", "--json").raw == printed.raw
    assert printed.raw == schemas.dump(schemas.answers())


def test_the_schema_requires_every_key_of_every_object() -> None:
    definitions = schemas.answers()["$defs"]
    objects = {
        name: part for name, part in definitions.items() if part.get("type") == "object" and "properties" in part
    }
    assert len(objects) > 30
    for name, part in objects.items():
        assert part["required"] == list(part["properties"]), name


def thinned(value: Any) -> Any:  # any JSON value
    """Return a document with one object of each list, so that it is quick to check a hundred times."""
    if isinstance(value, dict):
        return {key: thinned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [thinned(item) for item in (value[:1] if value and isinstance(value[0], dict) else value)]
    return value


def bent(value: Any, seen: set[tuple[str, ...]], command: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a document must not be: without one of its keys, or with null for one of its lists.

    Every kind of object is bent once; the document itself, given with its command, in any case.
    """
    if isinstance(value, dict):
        kind = (command, *sorted(value))
        # One object has data for its keys: claims by kind.
        fixed = not set(kind) <= {"", *KINDS}
        for key, item in value.items():
            if fixed and (key, *kind) not in seen:
                seen.add((key, *kind))
                yield f"without {key} in {kind}", {other: value[other] for other in value if other != key}
                if isinstance(item, list):
                    yield f"null for {key} in {kind}", value | {key: None}
            for what, changed in bent(item, seen):
                yield what, value | {key: changed}
    elif isinstance(value, list):
        for place, item in enumerate(value):
            for what, changed in bent(item, seen):
                yield what, [*value[:place], changed, *value[place + 1 :]]


def test_the_schema_rejects_a_document_with_a_key_missing_or_a_null_for_a_list(
    documents: dict[Words, Any], validator: Draft202012Validator
) -> None:
    seen: set[tuple[str, ...]] = set()
    small = [("chip", "L20"), ("company", "T-Head"), ("about", "EUV"), ("status", "H20"), ("chip", "H300")]
    others = [(command, *cases[0]) for command, cases in ANSWERED.items() if cases]
    for words in (*small, *(words for words in others if words[0] not in {"chip", "company", "about", "status"})):
        document = thinned(documents[words])
        assert complaints(validator, document) == []
        accepted = [what for what, changed in bent(document, seen, words[0]) if validator.is_valid(changed)]
        assert accepted == [], words
    assert len(seen) > 300


def changed(document: Any, path: str, value: object) -> Any:  # a document
    """Return a document with another value at one place; the path is of keys and places, parted by dots."""
    made = copy.deepcopy(document)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = made
    for step in way:
        place = place[step]
    place[last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema_version", "2.0"),
        ("schema_version", 1.0),
        ("outcome", "maybe"),
        ("outcome", None),
        ("result", {}),
        ("result", [None]),
        ("query.date", "2025-07"),
        ("query.matched", "roughly"),
        ("facts.claims", "many"),
        ("sources.0.published", None),
        ("warnings", ["as of the newest source"]),
        ("result.0.outcome", "perhaps"),
        ("result.0.state", "sold"),
        ("result.0.rule", "eu_export"),
        ("result.0.level", "sure"),
        ("result.0.date.earliest", "July"),
        ("claims.0.kind", "rumour"),
        ("claims.0.evidence", []),
        ("claims.0.when.basis", "guessed"),
        ("candidates", [{"id": "h200", "name": "H200"}]),
        ("error", "none"),
    ],
)
def test_the_schema_rejects_a_value_that_no_answer_has(chipcli: Chipcli, path: str, value: object) -> None:
    strict = Draft202012Validator(schemas.answers(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    document = thinned(chipcli("status", "H20", "--date", "2025-07", "--json").json)
    assert complaints(strict, document) == []
    assert complaints(strict, changed(document, path, value)) != []


def test_the_schema_rejects_the_result_of_another_command(chipcli: Chipcli, validator: Draft202012Validator) -> None:
    document = chipcli("status", "H20", "--json").json
    assert validator.is_valid(document)
    for command in ("chip", "compare", "sources", "source", "conflicts", "verify"):
        assert not validator.is_valid(document | {"command": command}), command


def test_the_schema_rejects_the_answer_of_a_command_that_there_is_not(
    chipcli: Chipcli, validator: Draft202012Validator
) -> None:
    document = chipcli("chip", "L20", "--json").json
    assert not validator.is_valid(document | {"command": "frob"})
    assert not validator.is_valid({"schema_version": "1.0", "command": "frob", "outcome": "answered"})


def test_the_schema_ties_an_error_to_the_outcome_error(chipcli: Chipcli, validator: Draft202012Validator) -> None:
    refused = chipcli("chip", "--json").json
    assert validator.is_valid(refused)
    assert not validator.is_valid(refused | {"error": None})
    answered = chipcli("chip", "L20", "--json").json
    assert not validator.is_valid(answered | {"error": refused["error"]})


@pytest.mark.parametrize(
    "path", ["later", "tool.later", "facts.later", "query.later", "sources.0.later", "result.0.later",
             "result.0.factor.later", "result.0.evidence.0.later", "result.0.when.later"],
)  # fmt: skip
def test_the_schema_takes_keys_that_a_later_version_may_add(
    chipcli: Chipcli, validator: Draft202012Validator, path: str
) -> None:
    document = chipcli("compare", "H200", "H20", "--json").json
    assert complaints(validator, changed(document, path, value=True)) == []
