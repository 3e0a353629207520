"""A page for a terminal; the only module that knows Rich."""

from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from chipcli.render.page import Block, Grid, Item, Items, Line, Lines, Page, Run, Style
from chipcli.text import visible

NARROWEST = 40

ROOMY = 110
"""Columns from which the ids of claims are shown beside them."""

STYLES: dict[Style, str] = {
    "": "",
    "title": "bold",
    "strong": "bold",
    "dim": "dim",
    "good": "bold green",
    "middling": "bold yellow",
    "bad": "bold red",
    "unsure": "italic",
    "warn": "bold magenta",
}


def write(page: Page, stream: TextIO, *, width: int) -> None:
    """Write a page.

    Args:
        page: what to write.
        stream: a terminal, or what stands for one.
        width: columns to use; anything below `NARROWEST` counts as that.
    """
    console = Console(
        file=stream,
        width=max(width, NARROWEST),
        # Data is never markup, and 01.AI's ":" never an emoji.
        markup=False,
        emoji=False,
        highlight=False,
        # Rich would rather guess from the environment; this is called for terminals only.
        force_terminal=True,
        legacy_windows=False,
    )
    console.print(_text(page.title))
    for block in page.blocks:
        console.print()
        if block.title:
            console.print(Text(visible(block.title, longest=500), style="bold cyan"))
        console.print(_block(block, roomy=console.width >= ROOMY))


def _block(block: Block, *, roomy: bool) -> RenderableType:
    if isinstance(block, Items):
        return _items(block.items, roomy=roomy)
    if isinstance(block, Grid):
        return _grid(block)
    return _lines(block)


def _items(items: tuple[Item, ...], *, roomy: bool) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=3, justify="right")
    table.add_column(ratio=1)
    table.add_column(justify="right", style="dim", no_wrap=True)
    if roomy:
        table.add_column(style="dim", max_width=36, overflow="ellipsis", no_wrap=True)
    for item in items:
        cells = [Text(item.mark), _text(item.line), _text((Run(item.place),))]
        table.add_row(*cells, *([Text(item.id)] if roomy else []))
    return table


def _grid(grid: Grid) -> Table:
    table = Table(
        box=SIMPLE_HEAD if grid.header else None,
        show_edge=False,
        show_header=bool(grid.header),
        header_style="dim",
        padding=(0, 2, 0, 0),
        pad_edge=False,
        leading=1 if grid.header else 0,
        expand=True,
    )
    for place, ratio in enumerate(grid.ratios):
        table.add_column(Text(grid.header[place]) if grid.header else "", overflow="fold", ratio=ratio)
    for row in grid.rows:
        table.add_row(*(Group(*(_text(line) for line in cell)) for cell in row))
    return table


def _lines(block: Lines) -> Table:
    table = Table.grid(padding=0)
    table.add_column(width=(2 if block.title else 0) + block.hang)
    table.add_column()
    for line in block.lines:
        first, *rest = line
        lead = Text(" " * (2 if block.title else 0)) + _text((first,)) if block.hang else Text()
        table.add_row(lead, _text(tuple(rest) if block.hang else line))
    return table


def _text(line: Line) -> Text:
    text = Text()
    for run in line:
        text.append("\n".join(visible(part, longest=10_000) for part in run.text.split("\n")), style=STYLES[run.style])
    return text
