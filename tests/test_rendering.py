import json
import re
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from chipcli import render, schemas
from chipcli.commands import PANELS
from chipcli.render import Format
from chipcli.render.flow import wrap
from chipcli.render.layout import LAYOUTS
from chipcli.render.page import Line, Run
from tests.conftest import GOLDEN, Chipcli, Golden, Ran, at_terminal

COMMANDS = [command.__name__ for commands in PANELS.values() for command in commands]

NO_ARTICLES = str(GOLDEN)
"""A folder that holds none of the articles."""


class Shown(NamedTuple):
    """A command line whose page is kept as a golden file, and the forms of it that are."""

    name: str
    words: tuple[str, ...]
    forms: tuple[str, ...] = ("80 columns", "120 columns", "80 columns, colour", "pipe")


PAGES = (
    Shown("chip-h200", ("chip", "H200"), ("80 columns",)),
    Shown("chip-l20", ("chip", "L20")),
    Shown("company-cambrikon", ("company", "cambrikon"), ("80 columns", "120 columns")),
    Shown("about-chen-tianshi", ("about", "Chen Tianshi")),
    Shown("status-2025-07", ("status", "--date", "2025-07")),
    Shown("status-known-by", ("status", "--date", "2025-07", "--known-by", "2025-11-03"), ("80 columns",)),
    Shown("status-of-one-chip", ("status", "H20", "--date", "2027"), ("80 columns", "pipe")),
    Shown("status-under-one-rule", ("status", "--rule", "us", "--strict", "--date", "2025-07-10"), ("80 columns",)),
    Shown("compare", ("compare", "H200", "H20")),
    Shown("stockpiles", ("stockpiles",)),
    Shown("orders", ("orders", "A800")),
    Shown("funding", ("funding",)),
    Shown("search", ("search", "levée de fonds cambrikon")),
    Shown("fact", ("fact", "h20-us-blocked")),
    Shown("sources", ("sources",)),
    Shown("source", ("source", "undated-cambricon")),
    Shown("conflicts", ("conflicts", "Cambricon")),
    Shown("verify", ("verify", "--articles", NO_ARTICLES), ("80 columns",)),
)

# The page of coverage needs the articles.
assert {page.words[0] for page in PAGES} == set(LAYOUTS) - {"coverage"}

MESSAGES = (
    ("chip", "H300"),
    ("chip", "RTX 4090"),
    ("chip", "100"),
    ("chip", "Nvidia"),
    ("chip", "\x1b[31mH200\u202e"),
    ("chip", "x" * 300),
    ("chip",),
    ("chip", "H200", "H20"),
    ("chip", "--frob", "H200"),
    ("company", "cambrikon"),
    ("company", "nvid"),
    ("company", "tsmic"),
    ("about", "H2OO"),
    ("status",),
    ("status", "--date", "2027"),
    ("status", "--date", "2026"),
    ("status", "--known-by", "2025-11-03"),
    ("status", "--date", "2025-7"),
    ("status", "--rule", "eu"),
    ("compare", "H200"),
    ("compare", "H200", "h-200"),
    ("compare", "H800", "H200"),
    ("compare", "H200", "100"),
    ("stockpiles", "TSMC"),
    ("orders", "TSMC"),
    ("funding", "TSMC"),
    ("conflicts", "TSMC"),
    ("search", "how many H300 were ordered"),
    ("search", "zebra crossings"),
    ("search", "levée de fonds cambrikon"),
    ("fact", "h20"),
    ("source", "2025"),
    ("frob",),
    ("--frob",),
)

CONTROL = re.compile(r"\x1b\[[0-9;]*m")
"""What sets a style; the only control sequence that a page may hold."""


def drawn(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], form: str) -> str:
    """Return a page in one of its forms, control sequences made visible."""
    monkeypatch.setenv("TERM", "xterm-256color" if form.endswith("colour") else "dumb")
    columns = None if form == "pipe" else int(form.split(maxsplit=1)[0])
    shown = chipcli(*words, columns=columns).out
    # Where a claim stands in its file changes with every claim written above it.
    shown = re.sub(r"(facts/\w+\.yaml):\d+", r"\1:<line>", shown)
    return shown.replace("\x1b", "\\e")


# As it was when somebody last looked at it


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_looks_as_it_did(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, golden: Golden, page: Shown) -> None:
    words = " ".join(page.words).replace(NO_ARTICLES, "FOLDER")
    forms = [f"=== chipcli {words} ({form})\n{drawn(chipcli, monkeypatch, page.words, form)}" for form in page.forms]
    golden(page.name, "\n".join(forms))


def test_messages_read_as_they_did(chipcli: Chipcli, golden: Golden) -> None:
    told = []
    for words in MESSAGES:
        ran = chipcli(*words)
        line = " ".join(words).encode("unicode_escape").decode()
        told.append(f"$ chipcli {line}\n{ran.err}exit {ran.code}\n")
    golden("messages", "\n".join(told))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_reads_as_it_did(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, golden: Golden, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = chipcli(*[command] * bool(command), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert all(cell_len(line) <= 80 for line in ran.out.splitlines())
    # Typer fills the lines up with spaces.
    text = "".join(f"{line.rstrip()}\n" for line in ran.out.strip("\n").splitlines())
    golden(f"help-{command or 'chipcli'}", text)


def test_every_golden_file_is_in_use() -> None:
    used = {*(page.name for page in PAGES), "messages", "help-chipcli", *(f"help-{command}" for command in COMMANDS)}
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.txt" for name in used}


# Width


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("columns", [40, 41, 57, 80, 119, 120, 200])
def test_no_line_is_wider_than_the_terminal(chipcli: Chipcli, page: Shown, columns: int) -> None:
    lines = CONTROL.sub("", chipcli(*page.words, columns=columns).out).splitlines()
    assert len(lines) > 2
    assert [line for line in lines if cell_len(line) > columns] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_terminal_that_is_too_narrow_gets_a_page_for_forty_columns(chipcli: Chipcli) -> None:
    assert chipcli("status", columns=1).out == chipcli("status", columns=40).out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_word_is_lost_on_the_way_to_a_terminal(chipcli: Chipcli, page: Shown) -> None:
    piped = chipcli(*page.words).out
    # Long ids are broken even on a wide page.
    shown = "".join(CONTROL.sub("", chipcli(*page.words, columns=1000).out).split())
    assert {word for word in re.findall(r"[\w'’.-]+", piped) if word not in shown} == set()


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)

LINES = st.lists(st.builds(Run, TEXTS, st.sampled_from(["", "dim", "strong"])), min_size=1, max_size=4).map(tuple)

COLUMNS = st.integers(2, 30)


@settings(deadline=None)
@given(LINES, COLUMNS)
def test_a_broken_line_is_nowhere_wider_than_the_page(line: Line, columns: int) -> None:
    for part in wrap(line, columns):
        assert cell_len("".join(run.text for run in part)) <= columns


@settings(deadline=None)
@given(LINES, COLUMNS)
def test_a_broken_line_keeps_its_text_and_its_styles(line: Line, columns: int) -> None:
    def content(lines: list[Line]) -> list[tuple[str, str]]:
        return [(char, run.style) for line in lines for run in line for char in run.text if not char.isspace()]

    once = wrap(line, 10_000)
    assert content(wrap(line, columns)) == content(once)
    assert all(char.isprintable() for char, _ in content(once))


# Colour and firmness


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_colour_adds_nothing_but_colour(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, page: Shown) -> None:
    coloured = chipcli(*page.words, columns=80).out
    for line in coloured.splitlines():
        assert "\x1b" not in CONTROL.sub("", line)
        # No style goes on into the next line.
        assert CONTROL.findall(line)[-1:] in ([], ["\x1b[0m"])
    monkeypatch.setenv("TERM", "dumb")
    assert CONTROL.sub("", coloured) == chipcli(*page.words, columns=80).out


def test_what_is_not_firm_looks_different_without_colour(chipcli: Chipcli) -> None:
    claims = [
        claim for command in ("stockpiles", "orders", "funding") for claim in chipcli(command, "--json").json["result"]
    ]
    marks = {
        "stated": "•",
        "announced": "!",
        "reported": "»",
        "hedged": "~",
        "planned": "…",
        "expected": "…",
        "opinion": "?",
    }
    pages = "".join(chipcli(command).out for command in ("stockpiles", "orders", "funding"))
    lines = {line.rpartition("\t")[2]: line for line in pages.splitlines() if "\t" in line}
    assert {claim["level"] for claim in claims} >= {"stated", "announced", "reported", "hedged", "planned"}
    for claim in claims:
        line = lines[claim["id"]]
        assert line.startswith(f"{marks[claim['level']]} ")
        assert ("(disputed)" in line) == bool(claim["conflicts_with"])


def test_every_mark_on_a_page_is_explained_below_it(chipcli: Chipcli) -> None:
    for words in (("funding",), ("orders",), ("chip", "H200"), ("source", "2026-01-26-h200-conditions")):
        page = chipcli(*words).out
        used = set(re.findall(r"^(.) .*\t\[\d+¶", page, re.MULTILINE))
        (legend,) = re.findall(r"^. (?:stated|announced|reported|hedged)(?:   . [a-z ]+)*$", page, re.MULTILINE)
        assert used == {entry[0] for entry in legend.split("   ")}, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_source_that_a_page_cites_is_named_below_it_with_its_date(chipcli: Chipcli, page: Shown) -> None:
    body, _, below = chipcli(*page.words).out.partition("\nSources\n[1] ")
    cited = set(re.findall(r"\[(\d+)¶", body))
    named = [line.partition("] ") for line in f"[1] {below}".splitlines()] if below else []
    assert cited == {number[1:] for number, _, _ in named}
    assert all(re.match(r"(\d+ )?[A-Z][a-z]+ 20\d\d · |undated · ", source) for _, _, source in named)


# A pipe


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_pipe_gets_no_decoration(chipcli: Chipcli, page: Shown) -> None:
    text = chipcli(*page.words).out
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert all(char.isprintable() or char in "\n\t" for char in text)
    assert not re.search(r"[─│┃━╭╮╰╯]", text)


@pytest.mark.parametrize(
    "words", [("stockpiles",), ("orders",), ("funding",), ("compare", "H200", "H20")], ids=" ".join
)
def test_a_pipe_gets_one_claim_a_line_with_its_place_and_its_id(chipcli: Chipcli, words: tuple[str, ...]) -> None:
    records = [line.split("\t") for line in chipcli(*words).out.splitlines() if "\t" in line]
    claims = chipcli(*words, "--json").json["result"]
    assert [id_ for _, _, id_ in records] == [claim["id"] for claim in claims]
    for (text, place, _), claim in zip(records, claims, strict=True):
        assert claim["en"] in text
        assert re.fullmatch(r"\[\d+¶[\d,]+…?\]", place)


# Data that would be more than text

HOSTILE = (
    "[red]a[/] [/] [link=x]b :rocket: \x1b[31mc\x1b]8;;x\x07 d\u202ee\u2066 "
    "\x9b1m\x00f\rg \x7fh\u200bi \U000e0041j \\[k]"
)

VISIBLE = (
    "[red]a[/]", " [/] ", "[link=x]b", ":rocket:", r"\x1b[31mc\x1b]8;;x\x07", r"d\u202ee\u2066", r"\x9b1m\x00f\x0dg",
    r"\x7fh\u200bi", r"\U000e0041j", r"\[k]",
)  # fmt: skip

FREE_TEXT = frozenset({
    "en", "fr", "name", "name_fr", "title", "publisher", "agency", "gist", "words", "message", "origin", "text",
    "place",
})  # fmt: skip
"""The fields of answers that hold any text; the others hold ids, dates, and words of a fixed list."""


def poisoned(value: Any, text: str, key: str = "") -> Any:  # any JSON value
    """Return a document in which every free text is another one."""
    if isinstance(value, dict):
        # The names of signals are a fixed list.
        return {name: item if name == "signals" else poisoned(item, text, name) for name, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, text, key) for item in value]
    return text if key in FREE_TEXT and isinstance(value, str) else value


Poisoned = Callable[..., Ran]
"""Runs a command line with a text in place of every free text of its answer."""


@pytest.fixture
def with_text(
    chipcli: Chipcli, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Poisoned:
    def run(text: str, words: tuple[str, ...], *, columns: int | None = None) -> Ran:
        document = poisoned(chipcli(*words, "--json").json, text)
        answer = msgspec.json.decode(json.dumps(document), type=schemas.ANSWERS[document["command"]])
        with at_terminal(monkeypatch, columns):
            code = render.write(answer, Format.TABLE)
            sys.stdout.flush()
        return Ran(code, *capsysbinary.readouterr())

    return run


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_terminal_shows_what_would_be_more_than_text(with_text: Poisoned, page: Shown) -> None:
    for columns in (40, 80, 120):
        shown = CONTROL.sub("", with_text(HOSTILE, page.words, columns=columns).out)
        assert {char for char in shown if not char.isprintable()} == {"\n"}
        assert max(map(cell_len, shown.splitlines())) <= columns
    wide = CONTROL.sub("", with_text(HOSTILE, page.words, columns=1000).out)
    assert [text for text in VISIBLE if text not in wide] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_pipe_shows_what_would_be_more_than_text(with_text: Poisoned, page: Shown) -> None:
    shown = with_text(HOSTILE, page.words).out
    assert {char for char in shown if not char.isprintable()} <= {"\n", "\t"}
    assert [text for text in VISIBLE if text not in shown] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_tab_or_a_line_break_in_a_text_makes_no_new_cell_or_record_in_a_pipe(
    with_text: Poisoned, page: Shown
) -> None:
    harmless = with_text("a b c d", page.words).out
    shown = with_text("a\tb\nc\x0bd", page.words).out
    assert shown.count("\n") == harmless.count("\n")
    assert shown.count("\t") == harmless.count("\t")


@pytest.mark.parametrize("words", [("chip", "H300"), ("chip", "100"), ("company", "cambrikon")], ids=" ".join)
def test_messages_show_what_would_be_more_than_text(with_text: Poisoned, words: tuple[str, ...]) -> None:
    told = with_text(HOSTILE, words).err
    assert told.endswith("\n")
    assert told[:-1].isprintable()
    assert "[red]a[/]" in told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_wide_characters_and_endless_words_take_their_room(with_text: Poisoned, page: Shown) -> None:
    for text in ("x" * 120, "中国芯片" * 30, "e\u0301" * 60, "👩‍💻" * 30):
        shown = CONTROL.sub("", with_text(text, page.words, columns=80).out)
        assert max(map(cell_len, shown.splitlines())) <= 80, text
