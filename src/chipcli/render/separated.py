"""Records as lines of cells: CSV and TSV for programs and spreadsheets, plain lines for grep and cut."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from chipcli.model.answer import Answer
from chipcli.render import records
from chipcli.render.form import Form
from chipcli.text import visible

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?")

FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, full-width signs too: OWASP's list, with `CONTROL`."""

CONTROL = ("\t", "\r", "\n")
"""What a formula may hide behind."""


def csv_lines(answers: Iterable[Answer[Any, Any]], form: Form) -> Iterator[str]:
    """Yield a header and the records, as RFC 4180 has them."""
    for row in _rows(answers, form):
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(map(harmless, row))
        yield line.getvalue()


def tsv_lines(answers: Iterable[Answer[Any, Any]], form: Form) -> Iterator[str]:
    """Yield a header and the records, cells parted by tabs; none holds a tab or a line's end."""
    for row in _rows(answers, form):
        yield "\t".join(harmless(_flat(value)) for value in row) + "\n"


def plain_lines(answers: Iterable[Answer[Any, Any]], form: Form) -> Iterator[str]:
    """Yield the records without a header, cells parted by tabs."""
    for row in _rows(answers, form, header=False):
        yield "\t".join(map(_flat, row)) + "\n"


def harmless(value: str) -> str:
    """Return a cell that no spreadsheet runs: one that looks like a formula gets an apostrophe before it."""
    runs = value.startswith(CONTROL) or value.lstrip().startswith(FORMULA)
    return f"'{value}" if runs and not _NUMBER.fullmatch(value) else value


def _flat(value: str) -> str:
    """Return a cell in one line, whole: it is data."""
    return visible(value, longest=len(value))


def _rows(answers: Iterable[Answer[Any, Any]], form: Form, *, header: bool = True) -> Iterator[Sequence[str]]:
    told = iter(answers)
    first = next(told, None)
    if first is None:
        return
    wanted = records.columns(first.command, form.fields, plain=not header)
    if header:
        yield wanted
    for row in records.rows(chain((first,), told), wanted, form.words):
        yield [records.cell(value) for value in row]
