"""A page: an answer laid out for people, before any decision on terminals.

Whoever draws a page, in a terminal or through a pipe, knows no answers; whoever lays out an answer knows no Rich.
"""

from datetime import date
from typing import Literal, NamedTuple

from chipcli.model.claim import State

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


Pattern = State | Literal["indeterminate", "disputed"]
"""What a bar is filled with."""

Sign = Literal["day", "span", "by"]
"""How a change is marked: on its day; on all days on which it can have been; or on the day by which it had been."""


Look = Pattern | Sign | Literal["blank"]
"""What can be seen in a picture."""


class Bar(NamedTuple):
    """Days of one lane that are told the same."""

    first: date
    last: date
    pattern: Pattern
    firm: bool
    """Whether it is told as a fact, neither hedged nor planned, expected or an opinion; or is open, or disputed."""
    labels: tuple[str, ...]
    """What may be written on it, one text at least: the first that there is room for."""


class Mark(NamedTuple):
    """A change of state."""

    first: date
    last: date
    sign: Sign
    text: str
    """Its date, as precise as it is told."""


class Lane(NamedTuple):
    """What is told of one chip under one rule."""

    name: str
    side: str
    """The rule, in short."""
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    place: str
    """Sources and paragraphs of all that it shows, `[1¶7][2¶14]`."""


class Section(NamedTuple):
    """Lanes that belong together."""

    title: str
    lanes: tuple[Lane, ...]


class Key(NamedTuple):
    """A line of a legend."""

    look: Look
    firm: bool
    text: str


class Lanes(NamedTuple):
    """A picture of what happened: time runs to the right, with a lane for each chip and rule."""

    title: str
    first: date
    last: date
    horizon: date | None
    """Day of the newest source: nothing can be told of the days after it."""
    months: tuple[str, ...]
    """The names of the twelve months."""
    sections: tuple[Section, ...]
    legend: tuple[Key, ...]
    """What the picture uses, and nothing else."""
    note: str
    """What must be said below it; may be empty."""


Block = Items | Grid | Lines | Lanes


class Page(NamedTuple):
    """An answer laid out."""

    title: Line
    blocks: tuple[Block, ...]


def text_of(line: Line) -> str:
    """Return a line without its styles."""
    return "".join(run.text for run in line)
