"""The forms that an answer takes: formats, columns, files, languages, colours, several names."""

import csv
import errno
import io
import itertools
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from chipcli import answering, render, schemas
from chipcli.commands import PANELS
from chipcli.language import ENGLISH, FRENCH
from chipcli.messages import Message, say
from chipcli.model.answer import Answer
from chipcli.render import layout, markdown, records, separated
from chipcli.render.form import BY_NAME, Form, Format
from chipcli.render.page import Block, Grid, Item, Items, Lanes, Line, Lines, Page, Run, text_of
from chipcli.render.words import MARKS
from chipcli.text import visible
from chipcli.wording import Words as Wording
from tests.conftest import GOLDEN, Chipcli, Golden, Terminal, record_of, run_process, variables
from tests.conftest import Page as Reader
from tests.pages import COLOURED, MORE, PAGES, TYPICAL, Words, label, settled

TABULAR = (Format.CSV, Format.TSV, Format.PLAIN)

SAME_IN_EVERY_LANGUAGE = (Format.JSON, Format.JSONL, Format.CSV, Format.TSV)

LOOKS = {
    "{language}.80.txt": ("--format", "table"),
    "{language}.120.txt": ("--format", "table"),
    "{language}.md": ("--format", "markdown"),
    "{language}.plain.txt": ("--format", "plain"),
}

COMMANDS = [pytest.param(name, marks=pytest.mark.articles if name == "coverage" else ()) for name in TYPICAL]

EVERY_COMMAND = pytest.mark.parametrize("command", COMMANDS)

EVERY_PAGE = pytest.mark.parametrize("words", PAGES, ids=label)

EVERY_FORMAT = pytest.mark.parametrize("form", list(Format))


@pytest.fixture
def typical(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, chipcli: Chipcli) -> dict[str, Words]:
    """The typical command lines; with the folder of the articles, for a test that has it."""
    del chipcli  # It empties the environment first.
    if ARTICLES and request.node.get_closest_marker("articles"):
        monkeypatch.setenv("CHIPCLI_ARTICLES", ARTICLES)
    return TYPICAL


ARTICLES = os.environ.get("CHIPCLI_ARTICLES")


# As they were when somebody last looked at them


@EVERY_COMMAND
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", LOOKS)
def test_an_answer_for_people_reads_as_it_did(
    chipcli: Chipcli,
    monkeypatch: pytest.MonkeyPatch,
    golden: Golden,
    typical: dict[str, Words],
    command: str,
    language: str,
    name: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "120" if "120" in name else "80")
    shown = chipcli(*typical[command], *LOOKS[name], "--lang", language).out
    golden(f"{command}/{name.format(language=language)}", settled(shown))


@EVERY_COMMAND
@pytest.mark.parametrize("form", SAME_IN_EVERY_LANGUAGE)
def test_an_answer_for_programs_is_as_it_was_and_the_same_in_every_language(
    chipcli: Chipcli, golden: Golden, typical: dict[str, Words], command: str, form: Format
) -> None:
    english, french = (
        chipcli(*typical[command], "--format", form, "--lang", language).out for language in ("en", "fr")
    )
    assert english == french
    golden(f"{command}/any.{form}", settled(english))


def test_every_golden_file_is_in_use() -> None:
    commands = [command.__name__ for commands in PANELS.values() for command in commands]
    used = {
        *(f"{command}/{name.format(language=language)}" for command, name, language in
          itertools.product(TYPICAL, LOOKS, ("en", "fr"))),
        *(f"{command}/any.{form}" for command, form in itertools.product(TYPICAL, SAME_IN_EVERY_LANGUAGE)),
        *(f"{name}.80.txt" for name in MORE),
        *(f"{command}/en.80.colour.txt" for command in COLOURED),
        *(f"help/{command}.txt" for command in ("chipcli", *commands)),
        *(f"messages/{language}.txt" for language in ("en", "fr")),
    }  # fmt: skip
    there = {str(path.relative_to(GOLDEN)) for path in GOLDEN.rglob("*") if path.is_file()}
    assert there == used


def test_every_command_that_answers_is_looked_at() -> None:
    assert set(TYPICAL) == set(schemas.ANSWERS) == set(records.RECORDS) == set(layout.LAYOUTS)


# JSON


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(schemas.dump(schemas.answers())))


@EVERY_COMMAND
def test_a_typical_document_fits_the_schema(chipcli: Chipcli, typical: dict[str, Words], command: str) -> None:
    for extra in ("--json", "--format=json"):
        document = chipcli(*typical[command], extra).json
        assert [fault.message for fault in validator().iter_errors(document)] == []


@EVERY_COMMAND
def test_json_is_short_for_the_format(chipcli: Chipcli, typical: dict[str, Words], command: str) -> None:
    words = typical[command]
    assert chipcli(*words, "--json") == chipcli(*words, "--format", "json")
    assert chipcli(*words, "--json", "--format", "json") == chipcli(*words, "--json")


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.JSON])
def test_json_goes_with_no_other_format(chipcli: Chipcli, form: Format) -> None:
    ran = chipcli("chip", "H200", "--json", "--format", form)
    assert (ran.code, ran.json["error"]["code"]) == (2, "usage")
    assert ran.err.count("\n") == 1


@EVERY_PAGE
def test_json_lines_hold_the_documents_of_names_or_the_records_of_the_result(chipcli: Chipcli, words: Words) -> None:
    lines = chipcli(*words, "--format", "jsonl").out.splitlines()
    document = chipcli(*words, "--json").json
    assert [json.loads(line) for line in lines] == ([document] if words[0] in BY_NAME else document["result"])


# Records of cells


def cells(text: str, form: Format) -> list[list[str]]:
    """Return the cells of a text, read as its format says and nothing else."""
    if form is Format.CSV:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert text.endswith("\n") or not text
    return [line.split("\t") for line in text.split("\n")[:-1]]


def as_cell(value: Any) -> str:  # any JSON value
    """Return a JSON value as the documentation says that a cell has it."""
    if isinstance(value, bool | None):
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "; ".join(map(as_cell, value))
    return (
        json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, dict | list) else str(value)
    )


def claims_of(document: Any) -> list[dict[str, Any]]:  # a document
    """Return the claims that the result of a document holds in full, in their order."""
    found = []
    for record in document["result"]:
        if "evidence" in record:
            found.append(record)
        elif isinstance(record.get("claims"), dict):
            found += [claim for claims in record["claims"].values() for claim in claims]
            found += record["group_claims"]
        elif "claim" in record:
            found.append(record["claim"])
    return found


OF_CLAIMS = [
    words for words in PAGES if words[0] in {*BY_NAME, "compare", "stockpiles", "orders", "funding", "facts", "search"}
]


@EVERY_PAGE
@pytest.mark.parametrize("form", TABULAR)
def test_every_record_has_as_many_cells_as_the_others(chipcli: Chipcli, words: Words, form: Format) -> None:
    table = cells(chipcli(*words, "--format", form).out, form)
    assert len({len(row) for row in table}) == 1
    if form is not Format.PLAIN:
        assert len(table[0]) == len(set(table[0]))
        assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", name) for name in table[0])


@EVERY_PAGE
def test_csv_and_tsv_hold_the_same_cells(chipcli: Chipcli, words: Words) -> None:
    one, other = (cells(chipcli(*words, "--format", form).out, form) for form in (Format.CSV, Format.TSV))
    assert one == other


@EVERY_PAGE
def test_the_lines_of_csv_end_as_its_standard_says(chipcli: Chipcli, words: Words) -> None:
    raw = chipcli(*words, "--format", "csv").raw
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")


@pytest.mark.parametrize("words", OF_CLAIMS, ids=label)
def test_a_table_holds_what_the_document_says_of_each_claim(chipcli: Chipcli, words: Words) -> None:
    claims = claims_of(chipcli(*words, "--json").json)
    header, *rows = cells(chipcli(*words, "--format", "csv").out, Format.CSV)
    assert [row[header.index("id")] for row in rows] == [claim["id"] for claim in claims]
    for claim, row in zip(claims, rows, strict=True):
        told = dict(zip(header, row, strict=True))
        for column in set(header) - {"score", "matched", "source", "paragraphs", "disputed"}:
            value: Any = claim
            for key in column.split("."):
                value = (value or {}).get(key)
            assert told[column] == as_cell(value), (claim["id"], column)
        assert told["source"] == claim["evidence"][0]["source"]
        assert told["paragraphs"] == as_cell(sorted({place["paragraph"] for place in claim["evidence"]}))
        assert told["disputed"] == as_cell(bool(claim["conflicts_with"]))


def test_an_empty_listing_has_no_lines(chipcli: Chipcli) -> None:
    for form in (*TABULAR, Format.TABLE, Format.MARKDOWN):
        ran = chipcli("stockpiles", "EUV", "--format", form)
        assert (ran.code, ran.out, ran.err) == (1, "", "chipcli: no stockpiles reported on EUV lithography\n")
    # Of JSON lines, a listing has one a record; a name has one in any case.
    assert chipcli("stockpiles", "EUV", "--format", "jsonl").out == ""
    assert chipcli("chip", "H300", "--format", "jsonl").json["outcome"] == "not_found"


FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "  -x", "\u00a0=1", "\u3000@x",
    "=cmd|' /C calc'!A0", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "-", "+5", "=", "- 5", "-5 units", "\tx", "\rx",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert separated.harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "5", "-5", "-5.25", "0", "-1e-07", "4000000000", "a=b", "2025-07", "../2025", "'=1", "x", "—", "–5"]
)
def test_a_number_or_any_other_cell_is_left_alone(text: str) -> None:
    assert separated.harmless(text) == text


@given(st.text(max_size=20))
def test_a_cell_is_itself_or_itself_behind_an_apostrophe(text: str) -> None:
    shown = separated.harmless(text)
    assert shown in (text, f"'{text}")
    first = shown.lstrip()[:1]
    assert first not in set("=+-@\uff1d\uff0b\uff0d\uff20") or re.fullmatch(
        r"-?\d+(\.\d+)?(e[-+]?\d+)?", shown, re.ASCII
    )
    assert shown[:1] not in set("\t\r\n")


HOSTILE = st.text(
    st.one_of(st.sampled_from("\t\n\r\",;'|\\=+-@*_`~<>&[]()#!$:/. \x0b\x1b\x85\u2028\u202e0aé中"),
              st.characters(codec="utf-8")),
    max_size=40,
)  # fmt: skip
"""Texts of the characters that some format takes for its own."""


@cache
def told(command: str) -> Answer[Any, Any]:
    """Return a typical answer, read out of its golden file."""
    text = (GOLDEN / command / "any.json").read_text(encoding="utf-8").replace('"<count>"', "0")
    return msgspec.json.decode(text, type=schemas.ANSWERS[command], dec_hook=as_message)  # type: ignore[no-any-return]


def as_message(type_: type, value: object) -> object:
    """Return what a document has as text as the message that it was."""
    return say("{text}", text=str(value)) if type_ is Message else value


def with_texts(english: str, french: str) -> Answer[Any, Any]:
    """Return an answer of one claim that has these texts."""
    answer = told("fact")
    claim = msgspec.structs.replace(answer.result[0], en=english, fr=french)
    return msgspec.structs.replace(answer, result=(claim,))


def form_of(format_: Format, *fields: str) -> Form:
    return Form(format_, Wording(ENGLISH), fields)


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
@example("\x00", '"')
def test_csv_is_read_back_as_it_was_written(english: str, french: str) -> None:
    text = "".join(separated.csv_lines([with_texts(english, french)], form_of(Format.CSV, "en", "id", "fr")))
    assert cells(text, Format.CSV) == [
        ["en", "id", "fr"],
        [separated.harmless(english), "h20-us-blocked", separated.harmless(french)],
    ]


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_a_line_of_tabs_is_one_record_whatever_it_holds(english: str, french: str) -> None:
    answer = with_texts(english, french)
    wanted = ("en", "id", "fr")
    (plain,) = cells("".join(separated.plain_lines([answer], form_of(Format.PLAIN, *wanted))), Format.PLAIN)
    _, tsv = cells("".join(separated.tsv_lines([answer], form_of(Format.TSV, *wanted))), Format.TSV)
    assert plain[1] == tsv[1] == "h20-us-blocked"
    assert [len(plain), len(tsv)] == [3, 3]
    for text, cell in ((english, plain[0]), (french, plain[2])):
        assert cell == visible(text, longest=1000)
        assert len(cell.splitlines()) <= 1


def test_no_cell_is_cut(chipcli: Chipcli) -> None:
    del chipcli
    answer = with_texts("x" * 1_000_000, "")
    for lines in (separated.csv_lines, separated.tsv_lines, separated.plain_lines):
        assert "x" * 1_000_000 in "".join(lines([answer], form_of(Format.PLAIN, "en")))


# Markdown

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])

LINKING = re.compile(r"https?://|ftp://|www\.", re.IGNORECASE)


def inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from inline(token.children or ())


def read(text: str) -> str:
    """Return the text that Markdown shows; every tag but that for a break fails."""
    shown = []
    for token in inline(GITHUB.parse(text)):
        assert token.type not in {"html_block", "link_open", "image", "fence", "s_open", "hr", "blockquote_open"}, token
        if token.type == "html_inline":
            assert token.content == "<br>"
            shown.append(" ")
        elif token.type in {"text", "code_inline", "code_block", "text_special"}:
            shown.append(token.content)
        elif token.type in {"softbreak", "hardbreak"} or token.block:
            shown.append(" ")
    return "".join(shown)


def words_of(page: Page) -> Iterator[str]:
    """Yield the texts of a page in their order."""
    yield text_of(page.title)
    for block in page.blocks:
        yield block.title
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    if isinstance(block, Items):
        for item in block.items:
            yield from ("" if item.mark == "•" else item.mark, text_of(item.line), item.place, item.id)
    elif isinstance(block, Grid):
        yield from block.header
        for row in block.rows:
            for place, cell in enumerate(row):
                # A table without a header is a list, its first cells in front of colons, the others between dots.
                yield ":" if place == 1 and not block.header else "·" if place > 1 and not block.header else ""
                yield from map(text_of, cell)
    elif isinstance(block, Lines):
        yield from map(text_of, block.lines)


def squeezed(texts: Iterator[str] | str) -> str:
    """Return texts as one, made visible, without space: formats may break lines where they like."""
    parts = [texts] if isinstance(texts, str) else texts
    return "".join(visible(part, longest=100_000) for text in parts for part in text.split("\n")).translate(SPACES)


SPACES = {ord(char): None for char in map(chr, range(0x3001)) if char.isspace()}


@EVERY_COMMAND
@pytest.mark.parametrize("language", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_markdown_shows_what_the_page_says(command: str, language: Any) -> None:
    page = layout.page(told(command), Form(Format.MARKDOWN, Wording(language)))
    without_pictures = page._replace(blocks=tuple(block for block in page.blocks if not isinstance(block, Lanes)))
    text = "".join(markdown.written(without_pictures))
    assert squeezed(read(text)) == squeezed(words_of(without_pictures))


@EVERY_COMMAND
def test_a_table_of_markdown_has_as_many_cells_as_that_of_the_page(command: str) -> None:
    page = layout.page(told(command), form_of(Format.MARKDOWN))
    tables = [[row.count("<td") + row.count("<th") for row in table.split("<tr>")[1:]]
              for table in GITHUB.render("".join(markdown.written(page))).split("<table>")[1:]]  # fmt: skip
    grids = [block for block in page.blocks if isinstance(block, Grid) and block.header]
    assert tables == [[len(grid.header)] * (len(grid.rows) + 1) for grid in grids]


def test_a_picture_in_markdown_is_one_block_of_code(chipcli: Chipcli) -> None:
    text = chipcli(*TYPICAL["timeline"], "--format", "markdown").out
    (picture,) = [token for token in GITHUB.parse(text) if token.type == "code_block"]
    assert {"H20", "China", "US"} <= set(picture.content.split())
    assert any(char in picture.content for char in "█╳◇")


@pytest.mark.parametrize("text", ["a|b", "|", "a\\|b", "\\", "a\\", "`|`", "||", "\\\\|x", "<br>", "a\nb|c"])
def test_a_bar_in_a_cell_makes_no_new_cell(text: str) -> None:
    grid = Grid("", ("a|b", text), ((((Run(text),),), ((Run("next", "strong"),),)),), ratios=(1, 1))
    written = "".join(markdown.written(Page((), (grid,))))
    rows = re.findall(r"<t[hd]>(.*?)</t[hd]>", GITHUB.render(written))
    as_shown = [re.sub(r"&lt;", "<", re.sub(r"&gt;", ">", cell)) for cell in rows]
    assert as_shown[0] == "a|b"
    assert as_shown[1] == text.replace("\n", " ")
    assert as_shown[2] == text.replace("\n", "<br>")
    assert as_shown[3] == "<strong>next</strong>"


@settings(deadline=None)
@given(HOSTILE)
@example("[x](javascript:alert(1))")
@example("<script>alert(1)</script>")
@example("![x](https://example.org/x.png)")
@example("https://example.org www.example.org")
@example("1. one")
@example("--- ")
@example("&amp; &#x41;")
@example("***a*** __b__ ~~c~~ `d`")
@example("@someone #1 $x^2$ \\(y\\) :rocket:")
@example("[^1]: note")
@example("a\n===\nb\n---\n- c")
def test_what_is_escaped_is_text(text: str) -> None:
    shown = markdown.escaped(text)
    assert not LINKING.search(shown)
    for around in ("{}", "# {}", "- {}", "**x** {}", "| a | b |\n| --- | --- |\n| {} | y |"):
        expected = squeezed(around.format("").replace("**x**", "x").strip("#-| \n")) if "|" not in around else "aby"
        found = squeezed(read(around.format(shown)))
        flat = squeezed(text)
        assert sorted(found) == sorted(flat + expected), around


RUNS = st.lists(
    st.builds(Run, HOSTILE, st.sampled_from(["", "dim", "strong", "unsure", "warn", "bad", "title"])), max_size=5
).map(tuple)

CELLS = st.lists(RUNS, min_size=1, max_size=2).map(tuple)

BLOCKS = st.one_of(
    st.builds(lambda title, lines, hang: Lines(title, tuple(lines), hang), HOSTILE, st.lists(RUNS, max_size=3),
              st.sampled_from([0, 4])),
    st.builds(lambda rows: Grid("", ("a", "b"), tuple(rows), (1, 1)),
              st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=2)),
    st.builds(lambda line, mark: Items("", (Item(mark, line, "[1¶2]", "some-id"),)), RUNS,
              st.sampled_from(list(MARKS.values()))),
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(RUNS, st.lists(BLOCKS, max_size=2))
@example((), [Lines("", ((Run("a", "strong"), Run("b", "unsure"), Run("?", "warn"), Run("!c", "strong")),))])
@example((), [Lines("", ((Run("discouraged", "middling"), Run("?", "warn")),))])
@example((), [Lines("", ((Run("1"), Run(". x")),), 4)])
@example((Run("\n\na", "strong"),), [Lines("", ((Run("(", "strong"), Run("a")),))])
def test_no_text_of_a_page_becomes_markup(title: Line, blocks: list[Block]) -> None:
    page = Page(title, tuple(blocks))
    assert squeezed(read("".join(markdown.written(page)))) == squeezed(words_of(page))


def test_neighbours_that_are_emphasised_alike_are_emphasised_as_one() -> None:
    line = (Run("blocked", "bad"), Run(" → ", "strong"), Run("allowed", "good"), Run("?", "warn"), Run(" [1¶7]", "dim"))
    written = "".join(markdown.written(Page((), (Lines("", (line,)),))))
    assert written == "**blocked → allowed?** \\[1¶7\\]\n"


# How firmly, and who says so


@pytest.fixture
def everything(chipcli: Chipcli) -> dict[str, Any]:
    """Every claim of the base, by id."""
    claims = {claim["id"]: claim for claim in chipcli("facts", "--json").json["result"]}
    assert {claim["level"] for claim in claims.values()} == set(MARKS)
    return claims


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_claim_carries_its_level_and_its_source_in_every_format(
    chipcli: Chipcli, page: Reader, everything: dict[str, Any], language: str
) -> None:
    for form in (Format.CSV, Format.TSV):
        header, *rows = cells(chipcli("facts", "--format", form, "--lang", language).out, form)
        told = [dict(zip(header, row, strict=True)) for row in rows]
        assert {row["id"]: (row["level"], row["source"], row["disputed"]) for row in told} == {
            id_: (claim["level"], claim["evidence"][0]["source"], as_cell(bool(claim["conflicts_with"])))
            for id_, claim in everything.items()
        }
    lines = cells(chipcli("facts", "--lang", language).out, Format.PLAIN)
    assert {line[0]: (line[2], line[4]) for line in lines} == {
        id_: (claim["level"], claim["evidence"][0]["source"]) for id_, claim in everything.items()
    }
    by_line = [json.loads(line) for line in chipcli("facts", "--format", "jsonl", "--lang", language).out.splitlines()]
    assert {claim["id"]: claim for claim in by_line} == everything
    text = page("facts", "--lang", language)
    sources = dict(re.findall(r"^- \[(\d+)\] .* · (\S+)$", text, re.MULTILINE))
    for id_, claim in everything.items():
        record = record_of(text, id_)
        mark = MARKS[claim["level"]]
        assert record.startswith(f"{mark} ") or mark == "•", id_
        assert record[:2] not in {f"{other} " for other in MARKS.values() if other != mark}, id_
        place = re.search(r" \[(\d+)¶[\d,…]+\]$", record)
        assert place, id_
        assert sources[place[1]] == claim["evidence"][0]["source"]
        assert (" (disputed) [" in record or " (contesté) [" in record) == bool(claim["conflicts_with"]) or (
            language == "fr"
        ), id_


def test_every_state_carries_its_level_and_its_source_in_every_format(chipcli: Chipcli, page: Reader) -> None:
    answer = chipcli("status", "--json").json
    source_of = {claim["id"]: claim["evidence"][0]["source"] for claim in answer["claims"]}
    assert {row["level"] for row in answer["result"]} > {None, "stated"}
    header, *rows = cells(chipcli("status", "--format", "csv").out, Format.CSV)
    for row, state in zip(rows, answer["result"], strict=True):
        shown = dict(zip(header, row, strict=True))
        assert shown["level"] == as_cell(state["level"])
        assert shown["sources"] == as_cell(list(dict.fromkeys(source_of[id_] for id_ in state["claims"])))
    plain = [line.split("\t") for line in chipcli("status").out.splitlines()]
    assert [(line[7], line[8]) for line in plain] == [
        (row[header.index("level")], row[header.index("sources")]) for row in rows
    ]
    lines = {line[2:].split(" | ")[0]: line[2:-2].split(" | ") for line in page("status").splitlines() if "| " in line}
    for state in answer["result"]:
        cell = lines[state["name"]][1 if state["rule"] == "us_export" else 2].split("; ")
        assert (f"({state['level']})" in cell[0]) == (state["level"] not in (None, "stated")), state["chip"]


@pytest.mark.parametrize("command", ["status", "timeline", "diff", "conflicts", "check"])
def test_what_rests_on_claims_has_columns_for_their_levels_and_sources(chipcli: Chipcli, command: str) -> None:
    header, *_ = cells(chipcli(*TYPICAL[command], "--format", "csv").out, Format.CSV)
    for part in ("level", "source"):
        assert any(name.rpartition(".")[2].startswith(part) for name in header), part


# Columns


def known(chipcli: Chipcli, words: Words) -> list[str]:
    """Return the fields that a command names when it is asked for one that it does not know."""
    ran = chipcli(*words, "--fields", "id,nonsense")
    assert (ran.code, ran.out) == (2, "")
    missing = "id" if "'id' here" in ran.err else "nonsense"
    found = re.fullmatch(rf"chipcli: --fields: no field '{missing}' here; known: (.*)\n", ran.err)
    assert found
    return found[1].split(", ")


def tree_of(document: Any, command: str) -> list[Any]:  # a document; its records
    """Return the records of a result, as the documentation says what they are."""
    result = document["result"]
    if command in BY_NAME:
        return claims_of(document)
    if command == "search":
        return [{"score": hit["score"], "matched": hit["matched"], **hit["claim"]} for hit in result]
    if command == "source":
        return [part for card in result for part in card["paragraphs"]]
    if command == "timeline":
        return [event for lane in result for event in lane["events"]]
    return [] if command == "conflicts" else result


def paths(record: Any, before: str = "") -> Iterator[str]:  # any JSON value
    """Yield the paths of all keys of a record."""
    for key, value in record.items():
        yield f"{before}{key}"
        if isinstance(value, dict):
            yield from paths(value, f"{before}{key}.")


@EVERY_COMMAND
def test_the_fields_are_those_that_the_document_has(chipcli: Chipcli, typical: dict[str, Words], command: str) -> None:
    words = typical[command]
    fields = known(chipcli, words)
    assert len(fields) == len(set(fields))
    document = chipcli(*words, "--json").json
    assert {path for record in tree_of(document, command) for path in paths(record)} <= set(fields)
    # And each of them can be asked for.
    header, *rows = cells(chipcli(*words, "--format", "csv", "--fields", ",".join(fields)).out, Format.CSV)
    assert header == fields
    assert rows
    # The columns shown otherwise are among them.
    assert set(cells(chipcli(*words, "--format", "csv").out, Format.CSV)[0]) <= set(fields)


@EVERY_COMMAND
def test_fields_pick_columns_in_their_order(chipcli: Chipcli, typical: dict[str, Words], command: str) -> None:
    words = typical[command]
    wanted = list(records.RECORDS[command].table)[:3][::-1]
    names = ",".join(wanted)
    shown = {form: chipcli(*words, "--format", form, "--fields", names) for form in Format}
    assert {ran.code for ran in shown.values()} == {chipcli(*words).code}
    table = cells(shown[Format.CSV].out, Format.CSV)
    assert table[0] == wanted
    # Spaces, empty places and repetitions are no columns.
    untidy = f" {names.replace(',', ' , ')},,{wanted[0]}"
    assert chipcli(*words, "--format", "csv", "--fields", untidy).out == shown[Format.CSV].out

    assert cells(shown[Format.TSV].out, Format.TSV) == table
    assert cells(shown[Format.PLAIN].out, Format.PLAIN) == table[1:]
    lines = [json.loads(line) for line in shown[Format.JSONL].out.splitlines()]
    assert {tuple(line) for line in lines} == {tuple(wanted)}
    assert [[as_cell(value) for value in line.values()] for line in lines] == table[1:]
    document, whole = shown[Format.JSON].json, chipcli(*words, "--json").json
    assert document["result"] == lines
    assert document | {"result": []} == whole | {"result": []}
    assert squeezed(read(shown[Format.MARKDOWN].out)) == "".join(squeezed(cell) for row in table for cell in row)
    assert shown[Format.TABLE].out.splitlines()[0].split() == wanted
    page = "".join(shown[Format.TABLE].out.split())
    assert all("".join(row[0].split())[:10] in page for row in table[1:])


@EVERY_FORMAT
@pytest.mark.parametrize("fields", ["nonsense", "id,nonsense", "", ",", "ID", "id level", "when.", "id\x1b[31m"])
@pytest.mark.parametrize("name", ["H200", "H300"])
def test_unknown_fields_are_refused_before_anything_is_answered(
    chipcli: Chipcli, form: Format, fields: str, name: str
) -> None:
    ran = chipcli("chip", name, "--format", form, "--fields", fields)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert ran.err[:-1].isprintable()
    assert "; known: source, paragraphs, disputed, sentence, kind, id" in ran.err
    if form in (Format.JSON, Format.JSONL):
        assert ran.json["error"]["hint"].startswith("known: source, ")
        assert validator().is_valid(ran.json)
    else:
        assert ran.out == ""


def test_a_miss_is_told_with_fields_too(chipcli: Chipcli) -> None:
    for form in Format:
        ran = chipcli("chip", "H300", "--format", form, "--fields", "id")
        assert ran.code == 1
        if form is Format.JSON:
            assert ran.json["outcome"] == "not_found"
        else:
            assert (ran.out, ran.err[:41]) == ("", "chipcli: no chip 'H300' in the fact base;"), form


# Files


@EVERY_FORMAT
def test_a_file_holds_what_standard_output_would(chipcli: Chipcli, tmp_path: Path, form: Format) -> None:
    for words in (("funding", "Cambricon"), ("chip", "H20", "H300", "L20")):
        target = tmp_path / "answer"
        shown = chipcli(*words, "--format", form)
        ran = chipcli(*words, "--format", form, "--output", str(target))
        assert (ran.code, ran.raw, ran.raw_err) == (shown.code, b"", shown.raw_err)
        assert target.read_bytes() == shown.raw
        assert list(tmp_path.iterdir()) == [target]


def test_a_file_gets_what_a_pipe_gets_even_at_a_terminal(chipcli: Chipcli, tmp_path: Path) -> None:
    target = tmp_path / "answer"
    ran = chipcli("funding", "-o", str(target), columns=80)
    assert (ran.code, ran.out) == (0, "")
    assert target.read_bytes() == chipcli("funding").raw
    chipcli("funding", "-o", str(target), "--format", "table", columns=80)
    assert b"\x1b" not in target.read_bytes()
    chipcli("funding", "-o", str(target), "--format", "table", "--color", "always")
    assert b"\x1b" in target.read_bytes()


def test_a_minus_is_standard_output(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert chipcli("funding", "--output", "-") == chipcli("funding")
    assert chipcli("funding", "-o", "-", columns=80) == chipcli("funding", columns=80)
    assert chipcli("timeline", "--svg", "-").out.startswith("<?xml")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "older"
    path.write_text("older", encoding="utf-8")
    return path


def fails_midway(*_: object) -> Iterator[str]:
    yield "the first line\n"
    raise RuntimeError


def is_interrupted(*_: object) -> Iterator[str]:
    yield "the first line\n"
    raise KeyboardInterrupt


@pytest.mark.parametrize(("fault", "code"), [(fails_midway, 70), (is_interrupted, 130)])
@pytest.mark.parametrize("exists", [True, False])
def test_an_answer_that_fails_midway_leaves_the_file_as_it_was(
    chipcli: Chipcli,
    monkeypatch: pytest.MonkeyPatch,
    older: Path,
    fault: Callable[..., Iterator[str]],
    code: int,
    exists: bool,  # noqa: FBT001  # a parameter of a test
) -> None:
    monkeypatch.setattr(separated, "csv_lines", fault)
    if not exists:
        older.unlink()
    ran = chipcli("funding", "--format", "csv", "--output", str(older))
    assert (ran.code, ran.out) == (code, "")
    assert [path.read_text(encoding="utf-8") for path in older.parent.iterdir()] == ["older"] * exists


def refusing(*_: object, **__: object) -> Any:  # it never returns
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def full(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_is_full_leaves_the_file_as_it_was(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, older: Path
) -> None:
    monkeypatch.setattr(os, "fsync", full)
    ran = chipcli("funding", "--output", str(older))
    assert (ran.code, ran.out) == (74, "")
    assert ran.err == f"chipcli: cannot write {older}: No space left on device\n"
    assert [path.read_text(encoding="utf-8") for path in older.parent.iterdir()] == ["older"]


def test_a_folder_that_cannot_be_written_is_told_of(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, older: Path
) -> None:
    monkeypatch.setattr(tempfile, "mkstemp", refusing)
    ran = chipcli("funding", "--output", str(older))
    assert (ran.code, ran.out, ran.err) == (74, "", f"chipcli: cannot write {older}: Permission denied\n")
    assert older.read_text(encoding="utf-8") == "older"


def test_a_file_that_nobody_may_write_is_not_replaced(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, older: Path
) -> None:
    # Whoever is root may write everything.
    monkeypatch.setattr(os, "access", lambda path, mode: not (Path(path) == older and mode == os.W_OK))
    ran = chipcli("funding", "--output", str(older))
    assert (ran.code, ran.out, ran.err) == (74, "", f"chipcli: cannot write {older}: Permission denied\n")
    assert [path.read_text(encoding="utf-8") for path in older.parent.iterdir()] == ["older"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (".", "Is a directory"),
        ("", "Is a directory"),
        ("missing/answer", "No such file or directory"),
        ("older/answer", "Not a directory"),
        ("x" * 300, "File name too long"),
        ("/dev/full", "No space left on device"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_of(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, older: Path, name: str, why: str
) -> None:
    monkeypatch.chdir(older.parent)
    for form in (Format.TABLE, Format.CSV):
        ran = chipcli("funding", "--format", form, "--output", name)
        assert (ran.code, ran.out, ran.err.count("\n")) == (74, "", 1)
        assert ran.err.startswith("chipcli: cannot write ")
        assert ran.err.endswith(f": {why}\n")
    document = chipcli("funding", "--json", "--output", name)
    assert (document.code, document.json["error"]["code"]) == (74, "io")
    assert [path.name for path in older.parent.iterdir()] == ["older"]


def test_a_link_is_kept_and_the_file_that_it_points_to_is_written(chipcli: Chipcli, older: Path) -> None:
    link = older.parent / "link"
    link.symlink_to(older.name)
    assert chipcli("funding", "--output", str(link)).code == 0
    assert link.is_symlink()
    assert older.read_bytes() == chipcli("funding").raw
    older.unlink()
    assert chipcli("funding", "--output", str(link)).code == 0
    assert older.read_bytes() == chipcli("funding").raw
    assert sorted(path.name for path in older.parent.iterdir()) == ["link", "older"]


def test_a_file_keeps_its_permissions_and_a_new_one_gets_the_usual(chipcli: Chipcli, older: Path) -> None:
    older.chmod(0o640)
    chipcli("funding", "--output", str(older))
    assert stat.S_IMODE(older.stat().st_mode) == 0o640
    new = older.parent / "new"
    before = os.umask(0o027)
    try:
        chipcli("funding", "--output", str(new))
    finally:
        os.umask(before)
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.JSON])
@pytest.mark.parametrize("words", [("stockpiles", "EUV"), ("funding", "H300"), ("orders", "100")], ids=label)
def test_what_is_not_found_leaves_the_file_as_it_was(chipcli: Chipcli, older: Path, form: Format, words: Words) -> None:
    ran = chipcli(*words, "--format", form, "--output", str(older))
    assert (ran.code, ran.out) == (3 if "100" in words else 1, "")
    assert [path.read_text(encoding="utf-8") for path in older.parent.iterdir()] == ["older"]


def test_a_document_is_written_whatever_became_of_the_question(chipcli: Chipcli, older: Path) -> None:
    # A script reads the file: last week's answer there would be taken for today's.
    assert chipcli("chip", "H300", "--json", "--output", str(older)).code == 1
    assert json.loads(older.read_bytes())["outcome"] == "not_found"


def test_a_pipe_or_a_device_is_written_as_it_comes(chipcli: Chipcli, site: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["/bin/cat", str(pipe)], stdout=subprocess.PIPE)
    assert chipcli("funding", "--output", str(pipe)).code == 0
    assert reader.communicate(timeout=20)[0] == chipcli("funding").raw
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert chipcli("funding", "--output", os.devnull).code == 0
    assert run_process(site, "funding", "--output", "/dev/stdout").raw == chipcli("funding").raw


def test_a_picture_is_written_whole_and_in_no_other_form(chipcli: Chipcli, older: Path) -> None:
    assert chipcli("timeline", "H20", "--svg", str(older)).code == 0
    assert older.read_text(encoding="utf-8").endswith("</svg>\n")
    for words in (("--json",), ("--format", "csv"), ("--fields", "chip"), ("--output", "elsewhere")):
        ran = chipcli("timeline", "H20", "--svg", str(older), *words)
        assert ran.code == 2
        assert "--svg and --" in ran.err
    assert not Path("elsewhere").exists()


# Colours and width


@pytest.mark.parametrize("color", [None, "auto", "always", "never"])
@pytest.mark.parametrize("at_terminal", [True, False])
@pytest.mark.parametrize("no_color", [None, "", "1", "0"])
@pytest.mark.parametrize("term", [None, "xterm-256color", "dumb", "unknown"])
def test_colours_are_used_where_they_are_wanted_and_can_be_shown(
    chipcli: Chipcli,
    monkeypatch: pytest.MonkeyPatch,
    *,
    color: str | None,
    at_terminal: bool,
    no_color: str | None,
    term: str | None,
) -> None:
    # What would force colours on others counts for nothing.
    environment = {"NO_COLOR": no_color, "TERM": term, "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}
    for name, value in environment.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    options = ("--color", color) if color else ()
    shown = chipcli(
        "check", "H20", "--is", "allowed", "--format", "table", *options, columns=80 if at_terminal else None
    )
    coloured = re.search(r"\x1b\[[0-9;]*3[0-7]m", shown.out) is not None
    weighted = "\x1b[" in shown.out
    if color == "always":
        assert coloured
    elif color == "never" or not at_terminal or term in ("dumb", "unknown"):
        assert not weighted
    else:
        assert (coloured, weighted) == (not no_color, True)


@EVERY_FORMAT
def test_no_format_but_the_table_has_colours(chipcli: Chipcli, form: Format) -> None:
    shown = chipcli("funding", "--format", form, "--color", "always", columns=80).out
    assert ("\x1b" in shown) == (form is Format.TABLE)


def test_a_color_that_there_is_not_is_refused(chipcli: Chipcli) -> None:
    ran = chipcli("funding", "--color", "sometimes")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


def width_of(text: str) -> int:
    """Return the columns of the line under the header of a table."""
    return max(len(line) for line in text.splitlines() if set(line) == {"─"})


@pytest.mark.parametrize(
    ("columns", "width"),
    [("40", 40), ("100", 100), ("1", 40), ("999", 999), ("9999", 1000), ("99999", 80), ("0", 80), ("-40", 80),
     ("", 80), ("wide", 80), ("1e2", 80), (" 100", 80), ("100 ", 80), ("\u0661\u0660\u0660", 80), ("1" * 5000, 80)],
    ids=lambda value: str(value)[:12],
)  # fmt: skip
def test_a_table_is_as_wide_as_a_sensible_variable_says(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert width_of(chipcli("sources", "--format", "table").out) == width


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.TABLE])
def test_no_format_but_the_table_knows_a_width(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, form: Format) -> None:
    usual = chipcli("timeline", "H20", "--format", form).raw
    monkeypatch.setenv("COLUMNS", "200")
    assert chipcli("timeline", "H20", "--format", form).raw == usual


def test_the_format_is_a_table_at_a_terminal_and_plain_elsewhere(chipcli: Chipcli) -> None:
    assert chipcli("funding", "--color", "never", columns=80) == chipcli("funding", "--format", "table")
    assert chipcli("funding") == chipcli("funding", "--format", "plain")


# Several names


def test_several_names_are_one_document_in_the_order_asked(chipcli: Chipcli) -> None:
    ran = chipcli("chip", "L20", "H20", "--json")
    assert [profile["entity"]["id"] for profile in ran.json["result"]] == ["l20", "h20"]
    assert [name["entity"] for name in ran.json["query"]["names"]] == ["l20", "h20"]
    assert ran.code == 0
    assert validator().is_valid(ran.json)


@pytest.mark.parametrize(
    ("names", "code"),
    [(("H20", "L20"), 0), (("H20", "H300"), 1), (("H300", "100"), 1), (("100", "H20"), 3), (("100", "H300"), 1)],
)
@EVERY_FORMAT
def test_of_several_names_the_worst_decides_the_code(
    chipcli: Chipcli, names: tuple[str, ...], code: int, form: Format
) -> None:
    ran = chipcli("chip", *names, "--format", form)
    assert ran.code == code
    misses = len({"H300", "100"} & set(names))
    if form in (Format.JSON, Format.JSONL):
        documents = [json.loads(line) for line in ran.out.splitlines()] if form is Format.JSONL else [ran.json]
        assert all(validator().is_valid(document) for document in documents)
        assert sum(len(document["warnings"]) for document in documents) == misses
        assert ran.err == ""
    else:
        assert ran.err.count("\n") == misses
        assert (ran.out == "") == (misses == len(names))


@pytest.mark.parametrize(
    ("command", "names", "key"),
    [
        ("chip", ("H20", "H200"), "id"),
        ("orders", ("Alibaba", "ByteDance"), "id"),
        ("conflicts", ("H200", "Nvidia"), "first.id,second.id"),
        ("facts", ("H20", "Nvidia"), "id"),
    ],
)
def test_a_claim_that_two_names_share_is_one_record(
    chipcli: Chipcli, command: str, names: tuple[str, str], key: str
) -> None:
    def line(*asked: str) -> Words:
        return (command, *(word for name in asked for word in (("--about", name) if command == "facts" else (name,))))

    alone = [shown for name in names for shown in chipcli(*line(name), "--fields", key).out.splitlines()]
    together = chipcli(*line(*names), "--fields", key).out.splitlines()
    assert together == list(dict.fromkeys(alone))
    assert len(together) < len(alone)
    assert len(chipcli(*line(*names), "--format", "csv").out.splitlines()) == len(together) + 1
    if command not in BY_NAME:
        assert len(chipcli(*line(*names), "--format", "jsonl").out.splitlines()) == len(together)
        assert len(chipcli(*line(*names), "--json").json["result"]) == len(together)


def test_pages_of_several_names_stand_below_each_other(chipcli: Chipcli) -> None:
    for form in (Format.TABLE, Format.MARKDOWN):
        one, other = (chipcli("chip", name, "--format", form).out for name in ("H20", "L20"))
        assert chipcli("chip", "H20", "L20", "--format", form).out == f"{one}\n{other}"


# Names on standard input


@pytest.mark.parametrize(
    "stdin",
    [b"H20\nL20\n", b"H20\nL20", b"\xef\xbb\xbfH20\r\nL20\r\n", b"\n  H20\t\n\n\nL20 \n", b"H20\rL20\r"],
    ids=["usual", "no end", "bom and crlf", "space", "cr"],
)
def test_a_minus_stands_for_the_names_on_standard_input(chipcli: Chipcli, stdin: bytes) -> None:
    for form in Format:
        assert chipcli("chip", "-", "--format", form, stdin=stdin) == chipcli("chip", "H20", "L20", "--format", form)


def test_a_minus_stands_where_the_names_are_put(chipcli: Chipcli) -> None:
    assert chipcli("chip", "L20", "-", "H100", stdin=b"H20\nA100") == chipcli("chip", "L20", "H20", "A100", "H100")


@pytest.mark.parametrize(
    "command", ["chip", "company", "about", "stockpiles", "orders", "funding", "conflicts", "diff"]
)
def test_every_command_that_takes_names_reads_them(chipcli: Chipcli, command: str) -> None:
    options = ("--from", "2025", "--to", "2026") if command == "diff" else ()
    assert chipcli(command, "-", *options, stdin=b"H20\n") == chipcli(command, "H20", *options)


@pytest.mark.parametrize("stdin", [b"", b"\n", b" \r\n\t\n", b"\xef\xbb\xbf"])
@EVERY_FORMAT
def test_no_names_are_a_mistake(chipcli: Chipcli, stdin: bytes, form: Format) -> None:
    ran = chipcli("chip", "-", "--format", form, stdin=stdin)
    assert (ran.code, ran.err) == (2, "chipcli: there are no names to read; give one name a line\n")
    assert ran.out == "" or ran.json["error"]["code"] == "usage"


def test_bytes_that_are_no_text_are_a_name_that_is_not_found(chipcli: Chipcli) -> None:
    ran = chipcli("chip", "-", stdin=b"H200\xff\nH20\x00\x1b[31m\n")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 2)
    assert ran.err.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("redirection", "code", "message"),
    [
        ("<&-", 2, "standard input is closed: there are no names to read"),
        ("</dev/null", 2, "there are no names to read; give one name a line"),
    ],
)
def test_a_standard_input_that_gives_nothing_is_told_of(site: Path, redirection: str, code: int, message: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m chipcli chip - --json {redirection}"],
        env=variables(site), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (code, f"chipcli: {message}\n")
    assert json.loads(done.stdout)["outcome"] == "error"


def test_a_standard_input_that_cannot_be_read_is_told_of(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(answering, "names_in", fails)
    for form in Format:
        ran = chipcli("chip", "H20", "-", "--format", form)
        assert (ran.code, ran.err) == (74, "chipcli: cannot read -: Input/output error\n")


def test_json_lines_give_one_document_a_name_in_order_misses_included(chipcli: Chipcli) -> None:
    names = ["H20", "H300", "h-20", "100", "cambrikon", "H20"]
    ran = chipcli("about", "-", "--format", "jsonl", stdin="\n".join(names).encode())
    documents = [json.loads(line) for line in ran.out.splitlines()]
    assert [document["query"]["name"] for document in documents] == names
    assert [document["outcome"] for document in documents] == [
        "answered", "not_found", "answered", "ambiguous", "answered", "answered",
    ]  # fmt: skip
    assert documents == [chipcli("about", name, "--json").json for name in names]
    assert (ran.code, ran.err) == (1, "")


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.JSON])
def test_an_answer_is_written_before_the_next_is_asked_for(
    capsysbinary: pytest.CaptureFixture[bytes], form: Format
) -> None:
    written: list[int] = []

    def answers() -> Iterator[Answer[Any, Any]]:
        for _ in range(3):
            sys.stdout.flush()
            written.append(sys.stdout.buffer.tell())
            yield told("about")

    render.write(answers(), Form(form, Wording(ENGLISH), fields=() if form is Format.JSONL else ("id",)))
    whole = len(capsysbinary.readouterr().out)
    assert written[0] == 0
    if form in (Format.JSONL, Format.TABLE, Format.MARKDOWN):
        assert 0 < written[1] < written[2] < whole
    else:
        # The same claims are told once.
        assert 0 < written[1] <= written[2] <= whole


# Neither prompts nor pagers


def test_nothing_waits_for_an_answer(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nobody:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    monkeypatch.setattr("builtins.input", refusing)
    expected = {words: chipcli(*words, columns=80) for words in PAGES}
    with monkeypatch.context() as patch:
        patch.setattr(io, "TextIOWrapper", lambda *_, **__: Nobody())
        for words in PAGES:
            assert chipcli(*words, columns=80) == expected[words], words


def test_a_long_page_is_shown_without_a_pager(terminal: Terminal) -> None:
    ran = terminal("facts", environment={"PAGER": "false", "LESS": "", "MANPAGER": "false"})
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) > 500
