"""The pages for people: every command line that they show is one, and every link leads somewhere."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

from chipcli.commands import application
from docs import recipes, screenshots

ROOT = recipes.ROOT

PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))

# What ends a simple command in a shell.
END = re.compile(r"^[|&;<>()]+$")

PLACEHOLDER = re.compile(r"[\[\]{}…$]|\.\.\.|\b(STATE|SHELL)\b")
"""What stands for something else, or for several things: the command and its options are still held to be there."""


class Shown(NamedTuple):
    """A command line on a page."""

    page: Path
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}: {self.text}"


def blocks(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the fenced blocks of a page, each with its language."""
    language: str | None = None
    lines: list[str] = []
    for line in page.read_text(encoding="utf-8").splitlines():
        fence = re.match(r" *```(.*)$", line)
        if fence and language is None:
            language, lines = fence.group(1), []
        elif fence and language is not None:
            yield language, lines
            language = None
        elif language is not None:
            lines.append(line)


def command_lines(page: Path) -> Iterator[Shown]:
    """Yield what a page shows as command lines: in blocks, in indented lines and in running text."""
    for language, lines in blocks(page):
        if language == "console":
            yield from (Shown(page, line[2:]) for line in lines if line.startswith("$ "))
        elif language in ("sh", "bash"):
            yield from (Shown(page, command) for command in recipes.commands([line.strip() for line in lines]))
        elif language in ("yaml", "crontab"):
            yield from (Shown(page, line) for line in lines if "chipcli " in line and "pip" not in line)
    outside = re.sub(r"(?ms)^ *```.*?^ *```$|<!-- \[\[\[cog.*?\]\]\] -->", "", page.read_text(encoding="utf-8"))
    yield from (Shown(page, line.strip()) for line in outside.splitlines() if line.startswith("    chipcli "))
    for quoted in re.findall(r"`(chipcli [^`]+)`", outside):
        yield Shown(page, " ".join(quoted.split()))


def calls(text: str) -> Iterator[list[str]]:
    """Yield the words after each `chipcli` that a command line runs."""
    lexer = shlex.shlex(text.replace("\\\n", " "), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] | None = None
    for word in lexer:
        if END.match(word):
            if words is not None:
                yield words
            words = None
        elif words is not None:
            words.append(word)
        elif word.rpartition("/")[2].lstrip("`") == "chipcli":
            words = []
    if words is not None:
        yield words


GROUP = get_command(application())

assert isinstance(GROUP, TyperGroup)

CONTEXT = typer.Context(GROUP, info_name="chipcli", **GROUP.context_settings)

LINES = [shown for page in PAGES for shown in dict.fromkeys(command_lines(page))]

CALLS = list(dict.fromkeys((shown, tuple(words)) for shown in LINES for words in calls(shown.text)))


def faults(words: tuple[str, ...]) -> list[str]:
    """Return what is wrong with the words after `chipcli`."""
    assert isinstance(GROUP, TyperGroup)
    # What a shell calls while a line is typed is no command for people.
    if not words or words[0] in ("--help", "--version", "__complete"):
        return []
    command = GROUP.commands.get(words[0])
    if command is None:
        return [f"no command {words[0]!r}"]
    context = typer.Context(command, parent=CONTEXT, info_name=words[0], **command.context_settings)
    there = {option for part in command.get_params(context) for option in part.opts}
    given = [re.split(r"[=\]]", word.lstrip("["))[0] for word in words[1:] if re.match(r"\[?--?[a-z]", word)]
    return [f"{words[0]} has no option {option}" for option in given if option not in there]


@pytest.mark.parametrize(("shown", "words"), CALLS, ids=str)
def test_every_command_line_of_the_pages_names_commands_and_options_that_there_are(
    shown: Shown, words: tuple[str, ...]
) -> None:
    assert faults(words) == [], str(shown)


@pytest.mark.parametrize(
    ("shown", "words"), [call for call in CALLS if not PLACEHOLDER.search(" ".join(call[1]))], ids=str
)
def test_every_whole_command_line_of_the_pages_is_understood(shown: Shown, words: tuple[str, ...]) -> None:
    assert isinstance(GROUP, TyperGroup)
    if not words or words[0].startswith(("-", "__")) or len(words) == 1:
        return
    with GROUP.commands[words[0]].make_context(words[0], list(words[1:]), parent=CONTEXT) as context:
        assert context.params, str(shown)


def test_command_lines_are_found_and_faults_in_them() -> None:
    assert len(CALLS) > 150
    assert {words[0] for _, words in CALLS if words and not words[0].startswith("-")} >= set(GROUP.commands)  # type: ignore[attr-defined]
    assert faults(("chips", "H20")) == ["no command 'chips'"]
    assert faults(("chip", "H20", "--date=2025")) == ["chip has no option --date"]
    assert list(calls("xargs chipcli chip A | chipcli facts --json > x; ls")) == [["chip", "A"], ["facts", "--json"]]


# Recipes


def test_what_a_workflow_or_a_crontab_runs_is_run_as_a_recipe() -> None:
    page = ROOT / "docs" / "scripting.md"
    tried = {command.partition("  #")[0] for recipe in recipes.recipes(page) for command in recipe.commands}
    ran = [
        step
        for language, lines in blocks(page)
        if language in ("yaml", "crontab")
        for line in lines
        for step in re.findall(r"- run: (.*)$|&& (sh .*)$", line)
    ]
    steps = {one for pair in ran for one in pair if one and not one.startswith("pip install")}
    assert len(steps) == 3
    assert steps <= tried


@pytest.mark.parametrize("page", recipes.PAGES, ids=lambda page: page.name)
def test_every_recipe_is_made_of_whole_commands(page: Path) -> None:
    assert all(recipe.commands for recipe in recipes.recipes(page))


def test_commands_are_taken_with_all_their_lines() -> None:
    lines = [
        "# why",
        "cat > f <<'END'",
        "a b",
        "END",
        "",
        "if true; then",
        "  ls |",
        "    wc",
        "fi",
        "x \\",
        "y  # exit 2",
    ]
    assert list(recipes.commands(lines)) == [
        "cat > f <<'END'\na b\nEND",
        "if true; then\n  ls |\n    wc\nfi",
        "x \\\ny  # exit 2",
    ]
    with pytest.raises(recipes.RecipeError):
        list(recipes.commands(["echo 'a"]))


def write(page: Path, output: str) -> None:
    page.write_text(f"```sh\necho a; exit 3  # exit 3\n```\n\n```text\n{output}\n```\n", encoding="utf-8")


def test_an_output_that_is_out_of_date_is_found_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    write(page, "b")
    monkeypatch.setattr("sys.argv", ["recipes.py", "--check", str(page)])
    assert recipes.main() == 1
    assert "out of date" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["recipes.py", str(page)])
    assert recipes.main() == 0
    monkeypatch.setattr("sys.argv", ["recipes.py", "--check", str(page)])
    assert recipes.main() == 0
    page.write_text(page.read_text(encoding="utf-8").replace("# exit 3", ""), encoding="utf-8")
    assert recipes.main() == 1
    assert "exit code 3 instead of 0" in capsys.readouterr().out


# Links and pictures


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text(encoding="utf-8"))
    names = re.findall(r"(?m)^#+ (.*)$", text)
    return {re.sub(r"[^\w\- ]", "", name.strip().lower()).replace(" ", "-") for name in names}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "seeds" / "README.md"], ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"(?ms)^ *```.*?^ *```$|<!-- \[\[\[cog.*?\]\]\] -->", "", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("https://", "http://")):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_every_picture_is_shown_and_fetches_nothing() -> None:
    shown = {name for page in PAGES for name in re.findall(r"images/([\w-]+)\.svg", page.read_text(encoding="utf-8"))}
    assert shown == {*screenshots.SESSIONS, *screenshots.DRAWN}
    for name in shown:
        picture = (screenshots.IMAGES / f"{name}.svg").read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\s\"'<]+", picture)) == {"http://www.w3.org/2000/svg"}
        assert "@font-face" not in picture
        assert ET.fromstring(picture).find("{http://www.w3.org/2000/svg}title") is not None  # noqa: S314  # it is ours
        assert "<script" not in picture
