import json
import re
import sys
from typing import Any, Protocol

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from chipcli import render, schemas
from chipcli.commands import PANELS
from chipcli.language import ENGLISH
from chipcli.messages import Message, say
from chipcli.render.flow import wrap
from chipcli.render.form import Form, Format
from chipcli.render.page import Line, Run
from chipcli.wording import Words as Wording
from tests.conftest import Chipcli, Golden, Page, Ran
from tests.pages import COLOURED, MESSAGES, MORE, PAGES, TYPICAL, Words, label, settled

COMMANDS = [command.__name__ for commands in PANELS.values() for command in commands]

CONTROL = re.compile(r"\x1b\[[0-9;]*m")
"""What sets a style; the only control sequence that a page may hold."""


EVERY_PAGE = pytest.mark.parametrize("words", PAGES, ids=label)


def bare(chipcli: Chipcli, words: Words, columns: int = 1000) -> str:
    """Return a page as a terminal of some width shows it, without its styles."""
    return chipcli(*words, "--color", "never", columns=columns).out


# As it was when somebody last looked at it; test_forms has the typical pages of all commands


@pytest.mark.parametrize("name", MORE)
def test_a_page_looks_as_it_did(chipcli: Chipcli, golden: Golden, name: str) -> None:
    golden(f"{name}.80.txt", settled(bare(chipcli, MORE[name], 80)))


@pytest.mark.parametrize("command", COLOURED)
def test_a_page_is_coloured_as_it_was(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, golden: Golden, command: str
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    golden(f"{command}/en.80.colour.txt", settled(chipcli(*TYPICAL[command], columns=80).out))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_messages_read_as_they_did(chipcli: Chipcli, golden: Golden, language: str) -> None:
    told = []
    for words in MESSAGES:
        ran = chipcli(*words, "--lang", language)
        line = " ".join(words).encode("unicode_escape").decode()
        told.append(f"$ chipcli {line}\n{ran.err}exit {ran.code}\n")
    golden(f"messages/{language}.txt", "\n".join(told))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_reads_as_it_did(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, golden: Golden, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = chipcli(*[command] * bool(command), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert all(cell_len(line) <= 80 for line in ran.out.splitlines())
    # Typer fills the lines up with spaces.
    text = "".join(f"{line.rstrip()}\n" for line in ran.out.strip("\n").splitlines())
    golden(f"help/{command or 'chipcli'}.txt", text)


# Width


@EVERY_PAGE
@pytest.mark.parametrize("columns", [40, 41, 57, 80, 119, 120, 200])
def test_no_line_is_wider_than_the_terminal(chipcli: Chipcli, words: Words, columns: int) -> None:
    lines = CONTROL.sub("", chipcli(*words, columns=columns).out).splitlines()
    assert lines
    assert [line for line in lines if cell_len(line) > columns] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_terminal_that_is_too_narrow_gets_a_page_for_forty_columns(chipcli: Chipcli) -> None:
    assert chipcli("status", columns=1).out == chipcli("status", columns=40).out


@EVERY_PAGE
def test_no_word_is_lost_on_the_way_to_a_terminal(chipcli: Chipcli, page: Page, words: Words) -> None:
    # A picture, indented in Markdown, has more to say where it is wider.
    told = "\n".join(line for line in page(*words).splitlines() if not line.startswith("    "))
    # Long ids are broken even on a wide page.
    shown = "".join(bare(chipcli, words).split())
    assert {word for word in re.findall(r"[\w'’.-]+", told) if word.strip("-") not in shown} == set()


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


@EVERY_PAGE
def test_colour_adds_nothing_but_colour(chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, words: Words) -> None:
    coloured = chipcli(*words, columns=80).out
    for line in coloured.splitlines():
        assert "\x1b" not in CONTROL.sub("", line)
        # No style goes on into the next line.
        assert CONTROL.findall(line)[-1:] in ([], ["\x1b[0m"])
    monkeypatch.setenv("TERM", "dumb")
    assert CONTROL.sub("", coloured) == chipcli(*words, columns=80).out


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
    lines = {
        line.rpartition(" ")[2]: line
        for command in ("stockpiles", "orders", "funding")
        for line in bare(chipcli, (command,)).splitlines()
    }
    assert {claim["level"] for claim in claims} >= {"stated", "announced", "reported", "hedged", "planned"}
    for claim in claims:
        # An id longer than its column goes on below.
        line = lines[claim["id"][:48]]
        assert line.startswith(f"  {marks[claim['level']]} ")


def test_every_mark_on_a_page_is_explained_below_it(chipcli: Chipcli) -> None:
    for words in (("funding",), ("orders",), ("chip", "H200"), ("source", "2026-01-26-h200-conditions")):
        shown = bare(chipcli, words)
        used = set(re.findall(r"^  (\S) .* \[\d+¶", shown, re.MULTILINE))
        (legend,) = re.findall(r"^. (?:stated|announced|reported|hedged)(?:   . [a-z ]+)*$", shown, re.MULTILINE)
        assert used == {entry[0] for entry in legend.split("   ")}, words


@EVERY_PAGE
def test_every_source_that_a_page_cites_is_named_below_it_with_its_date(page: Page, words: Words) -> None:
    body, _, below = page(*words).partition("\n## Sources\n\n")
    cited = set(re.findall(r"\[(\d+)¶", body))
    named = [line.removeprefix("- [").partition("] ") for line in below.splitlines()]
    assert cited == {number for number, _, _ in named}
    assert all(re.match(r"(\d+ )?[A-Z][a-z]+ 20\d\d · |undated · ", source) for _, _, source in named)


# A pipe


@EVERY_PAGE
def test_a_pipe_gets_no_decoration(chipcli: Chipcli, words: Words) -> None:
    text = chipcli(*words).out
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert all(char.isprintable() or char in "\n\t" for char in text)
    assert not re.search(r"[─│┃━╭╮╰╯]", text)


@EVERY_PAGE
def test_a_page_can_be_had_through_a_pipe_too_as_the_terminal_shows_it(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch, words: Words
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert chipcli(*words, "--format", "table").out == bare(chipcli, words, 80)


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
    "en", "fr", "name", "name_fr", "title", "title_fr", "publisher", "agency", "gist", "gist_fr", "words", "message",
    "origin", "text", "place",
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


def as_message(type_: type, value: object) -> object:
    """Return what a document has as text as the message that it was."""
    return say("{text}", text=str(value)) if type_ is Message else value


class Poisoned(Protocol):
    """Runs a command line with a text in place of every free text of its answer."""

    def __call__(self, text: str, words: Words, *, columns: int = 80, form: Format = Format.TABLE) -> Ran: ...


@pytest.fixture
def with_text(chipcli: Chipcli, capsysbinary: pytest.CaptureFixture[bytes]) -> Poisoned:
    def run(text: str, words: Words, *, columns: int = 80, form: Format = Format.TABLE) -> Ran:
        document = json.dumps(poisoned(chipcli(*words, "--json").json, text))
        answer = msgspec.json.decode(document, type=schemas.ANSWERS[words[0]], dec_hook=as_message)
        code = render.write([answer], Form(form, Wording(ENGLISH), width=columns))
        sys.stdout.flush()
        return Ran(code, *capsysbinary.readouterr())

    return run


@EVERY_PAGE
def test_a_terminal_shows_what_would_be_more_than_text(with_text: Poisoned, words: Words) -> None:
    for columns in (40, 80, 120):
        shown = with_text(HOSTILE, words, columns=columns).out
        assert {char for char in shown if not char.isprintable()} <= {"\n"}
        assert max(map(cell_len, shown.splitlines())) <= columns
    wide = with_text(HOSTILE, words, columns=1000).out
    assert [text for text in VISIBLE if text not in wide] == []


@EVERY_PAGE
def test_a_pipe_shows_what_would_be_more_than_text(with_text: Poisoned, words: Words) -> None:
    for form in (Format.PLAIN, Format.TSV, Format.MARKDOWN):
        shown = with_text(HOSTILE, words, form=form).out
        assert {char for char in shown if not char.isprintable()} <= {"\n", "\t"}


@EVERY_PAGE
@pytest.mark.parametrize("form", [Format.PLAIN, Format.TSV])
def test_a_tab_or_a_line_break_in_a_text_makes_no_new_cell_or_record_in_a_pipe(
    with_text: Poisoned, words: Words, form: Format
) -> None:
    harmless = with_text("a b c d", words, form=form).out
    shown = with_text("a\tb\nc\x0bd", words, form=form).out
    assert shown.count("\n") == harmless.count("\n")
    assert shown.count("\t") == harmless.count("\t")


@pytest.mark.parametrize("words", [("chip", "H300"), ("chip", "100"), ("company", "cambrikon")], ids=" ".join)
def test_messages_show_what_would_be_more_than_text(with_text: Poisoned, words: tuple[str, ...]) -> None:
    told = with_text(HOSTILE, words).err
    assert told.endswith("\n")
    assert told[:-1].isprintable()
    assert "[red]a[/]" in told


@EVERY_PAGE
def test_wide_characters_and_endless_words_take_their_room(with_text: Poisoned, words: Words) -> None:
    for text in ("x" * 120, "中国芯片" * 30, "e\u0301" * 60, "👩‍💻" * 30):
        shown = with_text(text, words, columns=80).out
        assert max(map(cell_len, shown.splitlines())) <= 80, text
