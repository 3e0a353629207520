"""Break lines to a width, and stand them side by side.

Rich's tables measure every cell several times over; for a page of a hundred claims that takes longer than everything
else together. Lines that are words and spaces in a few styles need much less.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

from chipcli.render.page import Line, Run
from chipcli.text import visible

# No-break spaces hold together what they stand between: French puts them before colons and inside quotes.
_PIECE = re.compile(r"[^\S\xa0\u202f]+|[\S\xa0\u202f]+")


def wrap(line: Line, width: int) -> list[Line]:
    """Break a line at its spaces, and inside a word only where the word is wider than the page."""
    lines: list[list[Run]] = [[]]
    room = width
    for run in line:
        words: list[str] = []
        for piece in _pieces(run.text, max(width, 1)):
            needed = columns_of(piece)
            if piece == "\n" or (needed > room and room < width):
                lines[-1].append(Run("".join(words), run.style))
                lines.append([])
                words, room = [], width
                # The space at which a line is broken is gone; one that begins a text indents it.
                if piece.isspace():
                    continue
            words.append(piece)
            room -= needed
        lines[-1].append(Run("".join(words), run.style))
    return [tuple(runs) for runs in lines]


def beside(columns: Sequence[tuple[Sequence[Line], int]], *, gap: int = 1) -> Iterator[Line]:
    """Yield the lines of several columns, each given with its width, standing side by side."""
    for parts in zip_longest(*(lines for lines, _ in columns), fillvalue=()):
        runs: list[Run] = []
        for part, (_, width) in zip(parts, columns, strict=True):
            runs += [*part, Run(" " * (width - width_of(part) + gap))]
        yield tuple(runs)


def width_of(line: Iterable[Run]) -> int:
    """Return the columns that a line takes."""
    return sum(columns_of(run.text) for run in line)


def columns_of(text: str) -> int:
    """Return the columns that a text takes in a terminal."""
    return len(text) if text.isascii() else cell_len(text)


def _pieces(text: str, width: int) -> Iterator[str]:
    """Yield words, the spaces between them and line breaks; a word wider than the page in parts."""
    for number, part in enumerate(text.split("\n")):
        if number:
            yield "\n"
        for piece in _PIECE.findall(visible(part, longest=10_000)):
            yield from chop_cells(piece, width) if columns_of(piece) > width else (piece,)
