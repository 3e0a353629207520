"""A page for a terminal; Rich is known only here and in `flow`.

Of Rich, only styles and the widths of characters: importing its console takes longer than answering.
"""

from collections.abc import Iterator

from rich.color import ColorSystem
from rich.style import Style as RichStyle

from chipcli.render.flow import beside, width_of, wrap
from chipcli.render.form import Look
from chipcli.render.page import Block, Grid, Item, Items, Lanes, Line, Lines, Page, Run, Style

NARROWEST = 40

ROOMY = 140
"""Columns from which the ids of claims are shown beside them."""

ID_COLUMN = 48

COLOURS = ColorSystem.STANDARD
"""The sixteen colours that every terminal has, in the shades its owner chose; so nothing need be guessed."""

STYLES: dict[Style, str] = {
    "": "",
    "title": "bold",
    "heading": "bold cyan",
    "strong": "bold",
    "dim": "dim",
    "good": "bold green",
    "middling": "bold yellow",
    "bad": "bold red",
    "unsure": "italic",
    "warn": "bold magenta",
}


def drawn(page: Page, *, width: int, look: Look) -> Iterator[str]:
    """Yield the lines of a page.

    Args:
        page: what to draw.
        width: columns to use; anything below `NARROWEST` counts as that.
        look: what styles to use.
    """
    styles = _styles(look)
    for line in _lines(page, max(width, NARROWEST)):
        text = "".join(styles[run.style].render(run.text, color_system=COLOURS) for run in _without_tail(line))
        yield f"{text}\n"


def _styles(look: Look) -> dict[Style, RichStyle]:
    if look is Look.BARE:
        return dict.fromkeys(STYLES, RichStyle.null())
    styles = {name: RichStyle.parse(definition) for name, definition in STYLES.items()}
    return styles if look is Look.COLORS else {name: style.without_color for name, style in styles.items()}


def _lines(page: Page, width: int) -> Iterator[Line]:
    if page.title:
        yield from wrap(page.title, width)
    for place, block in enumerate(page.blocks):
        if place or page.title:
            yield ()
        if block.title:
            yield from wrap((Run(block.title, "heading"),), width)
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[Line]:
    if isinstance(block, Items):
        yield from _items(block.items, width)
    elif isinstance(block, Grid):
        yield from _grid(block, width)
    elif isinstance(block, Lanes):
        from chipcli.render import picture  # noqa: PLC0415  # few pages have one

        yield from picture.draw(block, width)
    else:
        yield from _texts(block, width)


def _items(items: tuple[Item, ...], width: int) -> Iterator[Line]:
    """Yield claims: mark, text, place at the right edge, and the id where there is room for it."""
    places = max((len(item.place) for item in items), default=0)
    ids = ID_COLUMN if width >= ROOMY else 0
    text = width - 4 - places - 2 - (ids + 1 if ids else 0)
    for item in items:
        columns: list[tuple[list[Line], int]] = [
            ([(Run(f"  {item.mark}"),)], 3),
            (wrap(item.line, text), text),
            ([(Run(item.place.rjust(places), "dim"),)], places),
        ]
        if ids:
            columns.append((wrap((Run(item.id, "dim"),), ids), ids))
        yield from beside(columns)


def _grid(grid: Grid, width: int) -> Iterator[Line]:
    """Yield a table: a header underlined, and a row for each record with a line between them."""
    gap = 2
    room = width - gap * (len(grid.ratios) - 1)
    widths = [room * ratio // sum(grid.ratios) for ratio in grid.ratios]
    if grid.header:
        header = [wrap((Run(name, "dim"),), columns) for name, columns in zip(grid.header, widths, strict=True)]
        yield from beside(list(zip(header, widths, strict=True)), gap=gap)
        yield (Run("─" * width, "dim"),)
    for place, row in enumerate(grid.rows):
        if place and grid.header:
            yield ()
        cells = [
            [part for line in cell for part in wrap(line, columns)] for cell, columns in zip(row, widths, strict=True)
        ]
        yield from beside(list(zip(cells, widths, strict=True)), gap=gap)


def _texts(block: Lines, width: int) -> Iterator[Line]:
    """Yield a text; where it hangs, its first run stands out to the left of the rest."""
    indent = 2 if block.title else 0
    margin = indent + block.hang
    for line in block.lines:
        lead = (Run(" " * indent), *line[: 1 if block.hang else 0])
        parts = wrap(line[len(lead) - 1 :], width - margin)
        yield (*lead, Run(" " * (margin - width_of(lead))), *parts[0])
        yield from ((Run(" " * margin), *part) for part in parts[1:])


def _without_tail(line: Line) -> Line:
    """Return a line without the space at its end."""
    runs = list(line)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].style)
    return tuple(runs)
