"""A page as Markdown of GitHub's flavour."""

import re
import string
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from chipcli.model.values import Level
from chipcli.render.page import Block, Grid, Items, Lanes, Line, Page, Style, text_of
from chipcli.render.words import MARKS
from chipcli.text import visible

LONGEST = 10_000

PICTURE = 100
"""Columns of a picture."""

EMPHASIS: dict[Style, str] = {
    "title": "",
    "strong": "**",
    "bad": "**",
    "good": "**",
    "middling": "**",
    "unsure": "*",
    "warn": "**",
}

BREAK = "<br>"
"""The end of a line inside a cell or an item: the one tag there is."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&@!$]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
"""What Markdown, or GitHub beyond it, may take for its own; the last two make links of addresses."""

_OUTER = re.compile(rf"((?:\s|{BREAK})*)(.*?)((?:\s|{BREAK})*)", re.DOTALL)
"""A text between its outer spaces."""

_OPENING = re.compile(r"^(\d*)(?=(?<!\d)[-+](?![0-9A-Za-z])|(?<=\d)[.)](?:\s|$))")
"""What begins a list or a rule at the start of a line."""


def written(page: Page) -> Iterator[str]:
    """Yield the lines of a page, each with its end."""
    if page.title:
        yield f"# {_text(page.title)}\n"
    for place, block in enumerate(page.blocks):
        if place or page.title:
            yield "\n"
        if block.title:
            yield f"## {escaped(block.title)}\n\n"
        for line in _block(block):
            yield f"{line}\n"


def escaped(text: str) -> str:
    """Return a text in which nothing is markup, in one line."""
    flat = " ".join(visible(part, longest=LONGEST) for part in text.split("\n"))
    return _OPENING.sub(r"\1\\", _SPECIAL.sub(r"\\\1", flat))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Items):
        for item in block.items:
            # Every item of a list has a bullet; that of a stated claim would be a second one.
            mark = "" if item.mark == MARKS[Level.STATED] else f"{escaped(item.mark)} "
            yield f"- {mark}{_text(item.line)} {escaped(item.place)} `{item.id}`"
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, Lanes):
        yield from _picture(block)
    else:
        for place, line in enumerate(block.lines):
            if block.hang:
                yield f"- {_text(line)}"
            else:
                yield from ([""] if place else [])
                yield _text(line)


def _picture(lanes: Lanes) -> Iterator[str]:
    """Yield a picture as code, indented: nothing that stands in it can end it."""
    from chipcli.render import picture  # noqa: PLC0415  # few pages have one

    for line in picture.draw(lanes, PICTURE):
        yield f"    {text_of(line)}".rstrip()


def _grid(grid: Grid) -> Iterator[str]:
    """Yield a table; one without a header, which Markdown does not have, as a list."""
    if not grid.header:
        for first, *rest in grid.rows:
            yield f"- **{_cell(first, bare=True)}**: {' · '.join(_cell(cell) for cell in rest)}"
        return
    yield _row(escaped(name) for name in grid.header)
    yield _row("---" for _ in grid.header)
    for row in grid.rows:
        yield _row(_cell(cell) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(lines: Iterable[Line], *, bare: bool = False) -> str:
    return BREAK.join(_text(line, bare=bare) for line in lines)


def _text(line: Line, *, bare: bool = False) -> str:
    """Return a line, its stretches of one emphasis joined; what it begins with is text, wherever it stands."""
    stretches = _stretches(line, bare=bare)
    text = ""
    for (words, around), (after, _) in zip_longest(stretches, stretches[1:], fillvalue=("", "")):
        text += _emphasised(words, around, before=text, after=after)
    return _OPENING.sub(r"\1\\", text.strip())


def _stretches(line: Line, *, bare: bool) -> list[tuple[str, str]]:
    """Return the text of a line with what emphasises it; space after what is emphasised is so too."""
    found: list[tuple[str, str]] = []
    for run in line:
        text, around = _kept(run.text), "" if bare else EMPHASIS.get(run.style, "")
        if found and (around == found[-1][1] or not text.strip()):
            found[-1] = (found[-1][0] + text, found[-1][1])
        else:
            found.append((text, around))
    return found


def _emphasised(text: str, around: str, *, before: str, after: str) -> str:
    """Return a text with its emphasis, where there can be one between its neighbours."""
    start, words, end = _OUTER.fullmatch(text).groups()  # type: ignore[union-attr]  # every text has such parts
    if not around or not words:
        return text
    # Right after another emphasis, the marks of both would be taken for one.
    parted = start or not before.endswith("*")
    marks = parted and _may_mark(words[0], (before + start)[-1:]) and _may_mark(words[-1], (end + after)[:1])
    return f"{start}{around}{words}{around}{end}" if marks else text


def _may_mark(inside: str, outside: str) -> bool:
    """Return whether a mark between two characters is one: beside a letter always, beside a sign at a word's end."""
    return inside.isalnum() or not outside or outside.isspace() or outside in string.punctuation


def _kept(text: str) -> str:
    """Return a text with its outer spaces, and line ends as breaks."""
    return BREAK.join(_SPECIAL.sub(r"\\\1", visible(part, longest=LONGEST)) for part in text.split("\n"))
