"""How an answer is to look: its format, columns, place, language and colours."""

from enum import Enum, StrEnum, auto
from pathlib import Path
from typing import NamedTuple

from chipcli.wording import Words

BY_NAME = frozenset({"chip", "company", "about"})
"""Commands that answer name by name; each of their JSON lines is a document."""


class Format(StrEnum):
    """The forms an answer can take."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    PLAIN = "plain"


SVG = "svg"
"""The form of a picture; only what has one can take it, so it is none of those that all answers can."""


class Color(StrEnum):
    """When colours are used."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Look(Enum):
    """What a terminal, or its owner, can bear."""

    BARE = auto()
    """Characters only."""
    WEIGHTS = auto()
    """Bold, dim and italic, no colours: what NO_COLOR asks for."""
    COLORS = auto()


class Form(NamedTuple):
    """How an answer is to look."""

    format: str
    """One of `Format`, or `SVG`."""
    words: Words
    fields: tuple[str, ...] = ()
    """Columns of its records, in order; none for those that the format shows by itself."""
    output: Path | None = None
    """The file to write; standard output where there is none."""
    look: Look = Look.BARE
    width: int = 80
    """Columns of the terminal, for formats that break lines."""
