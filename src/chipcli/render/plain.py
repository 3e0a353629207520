"""A page for a pipe: one record a line, cells parted by tabs, no decoration and no wrapping."""

from collections.abc import Iterator
from typing import TextIO

from chipcli.render.page import Block, Grid, Items, Line, Page, text_of
from chipcli.text import visible


def write(page: Page, stream: TextIO) -> None:
    """Write a page."""
    stream.write("\n".join(_lines(page)) + "\n")


def _lines(page: Page) -> Iterator[str]:
    yield _flat(page.title)
    for block in page.blocks:
        yield ""
        if block.title:
            yield visible(block.title, longest=10_000)
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Items):
        for item in block.items:
            yield f"{item.mark} {_flat(item.line)}\t{item.place}\t{item.id}"
    elif isinstance(block, Grid):
        if block.header:
            yield "\t".join(block.header)
        for row in block.rows:
            yield "\t".join("; ".join(_flat(line) for line in cell) for cell in row)
    else:
        for line in block.lines:
            yield _flat(line)


def _flat(line: Line) -> str:
    # A line that breaks in a terminal is one record here.
    return ": ".join(visible(part, longest=10_000) for part in text_of(line).split("\n"))
