"""A page: an answer laid out for people, before any decision on terminals.

Whoever draws a page, in a terminal or through a pipe, knows no answers; whoever lays out an answer knows no Rich.
"""

from typing import Literal, NamedTuple

Style = Literal["", "title", "heading", "strong", "dim", "good", "middling", "bad", "unsure", "warn"]


class Run(NamedTuple):
    """A stretch of text in one style. The text is data, never markup."""

    text: str
    style: Style = ""


Line = tuple[Run, ...]


class Item(NamedTuple):
    """One claim in a list."""

    mark: str
    """How firmly it is put, at one glance: see `words.MARKS`."""
    line: Line
    place: str
    """Source and paragraph, `[1¶7]`."""
    id: str


class Items(NamedTuple):
    """A titled list of claims."""

    title: str
    items: tuple[Item, ...]


class Grid(NamedTuple):
    """A titled table; a cell holds lines."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    ratios: tuple[int, ...]
    """How the columns share the width of the page."""


class Lines(NamedTuple):
    """A titled text; a line too long for the page goes on indented."""

    title: str
    lines: tuple[Line, ...]
    hang: int = 0
    """Columns by which it is indented then."""


Block = Items | Grid | Lines


class Page(NamedTuple):
    """An answer laid out."""

    title: Line
    blocks: tuple[Block, ...]


def text_of(line: Line) -> str:
    """Return a line without its styles."""
    return "".join(run.text for run in line)
