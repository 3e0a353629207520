"""Lanes drawn with characters, at any width: a column stands for a part of a month, a month or several.

Every state has a pattern of its own, so that nothing depends on colour; a heavier one where it is told as a fact, a
lighter one where it is hedged.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple, get_args

from chipcli.model.claim import State
from chipcli.render.flow import beside, columns_of, width_of, wrap
from chipcli.render.page import Bar, Key, Lane, Lanes, Line, Look, Mark, Run, Sign, Style
from chipcli.render.scales import YEARS, shortest
from chipcli.render.words import STATE_STYLES

LOOKS: dict[Look, str] = {
    "allowed": "█▄",
    "conditional": "▒░",
    "no_decision": ":.",
    "discouraged": "═─",
    "prohibited": "╬┼",
    "blocked": "╳×",
    "indeterminate": "??",
    "disputed": "!!",
    "day": "◆◆",
    "span": "◇◇",
    "by": "◁◁",
    "blank": "  ",
}
"""The character for each look: told as a fact, and hedged."""

SIGNS = frozenset(get_args(Sign))

FINEST = 28
"""Columns of a month at most: every column has a day of its own, in every month."""

STYLES: dict[Look, Style] = {
    **{state: STATE_STYLES[state] for state in get_args(State)},
    "indeterminate": "unsure",
    "disputed": "warn",
    "day": "strong",
    "span": "strong",
    "by": "strong",
    "blank": "",
}

GRID = "┊"
"""Where a year begins and nothing else stands."""

GAP = 1

MOST_NAME = 20
"""Columns that a name takes of those that the picture could use."""

MANY = 12
"""Lanes from which on the scale stands below them too."""

LONGEST_YEAR = 4

NARROW = 9
"""Columns that the last name on the scale may use in any case."""

BLANK: tuple[Look, bool] = ("blank", True)


class Column(NamedTuple):
    """The days that a column stands for."""

    first: date
    last: date


class Cell(NamedTuple):
    """What stands in a column of a lane."""

    text: str = " "
    style: Style = ""
    look: tuple[Look, bool] = BLANK
    """What it means, and whether that is told as a fact."""
    bar: int | None = None
    """The number of the bar that fills it."""


class Scale(NamedTuple):
    """How the months of the picture lie on its columns."""

    columns: tuple[Column, ...]
    fine: int
    """Columns of a month; 0 where a column holds several months."""


def draw(lanes: Lanes, width: int) -> Iterator[Line]:
    """Yield the lines of a picture.

    Args:
        lanes: what to draw.
        width: columns that a line may take; at least 40.
    """
    rows = [lane for section in lanes.sections for lane in section.lanes]
    sides = max((columns_of(lane.side) for lane in rows), default=0)
    wanted = max((columns_of(lane.name) for lane in rows), default=0)
    names = min(wanted, MOST_NAME, max(8, width // 4))
    room = width - names - sides - 2 * GAP
    shown = scale(lanes.first, lanes.last, room)
    # What is left over goes to the words behind the bars first, and then to long names.
    drawn = [cells(lane, shown, room) for lane in rows]
    filled = max([len(shown.columns), *map(_filled, drawn)])
    names = min(wanted, names + room - filled)
    axis = [(Run(" " * (names + sides + 2 * GAP)), *line) for line in _axis(shown, lanes.months)]
    yield from axis
    waiting = iter(drawn)
    for section in lanes.sections:
        if section.title:
            yield from wrap((Run(section.title, "dim"),), width)
        for name, together in groupby(section.lanes, key=attrgetter("name")):
            beside_it = [(Run(lane.side.ljust(sides + GAP)), *_runs(next(waiting)[:filled])) for lane in together]
            columns = (wrap((Run(name, "strong"),), names), names), (beside_it, sides + GAP + filled)
            yield from beside(columns, gap=GAP)
    if len(rows) > MANY:
        yield from reversed(axis)
    used = {cell.look for row in drawn for cell in row[: len(shown.columns)]}
    yield ()
    yield from _packed([_key(key) for key in lanes.legend if (key.look, key.firm) in used], width)
    if lanes.note:
        yield from wrap((Run(lanes.note, "dim"),), width)


def scale(first: date, last: date, room: int) -> Scale:
    """Return the columns of the months from one day to another: as many for each month as there is room for."""
    months = range(_month_of(first), _month_of(last) + 1)
    fine = min(room // len(months), FINEST)
    if fine:
        parts = (part for month in months for part in _parts(month, fine))
        # A month that the period cuts shows its part of it only: a blank there would be a day of which nothing is told.
        return Scale(tuple(part for part in parts if first <= part.last and part.first <= last), fine)
    several = -(-len(months) // room)
    starts = months[::several]
    ends = (min(start + several, months.stop) - 1 for start in starts)
    return Scale(tuple(Column(_first_day(a), _last_day(b)) for a, b in zip(starts, ends, strict=True)), 0)


def _month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _last_day(month: int) -> date:
    return _first_day(month + 1) - timedelta(days=1) if month < _month_of(date.max) else date.max


def _parts(month: int, parts: int) -> Iterator[Column]:
    """Yield the days of a month in so many parts, each a day long at least."""
    first, days = _first_day(month), _last_day(month).day
    for part in range(parts):
        yield Column(
            first + timedelta(days=part * days // parts), first + timedelta(days=(part + 1) * days // parts - 1)
        )


def _axis(shown: Scale, months: Sequence[str]) -> Iterator[Line]:
    """Yield the years, and the months where there is room for them."""
    start = shown.columns[0]
    # A column of the turn of a year stands for the new one.
    year = start.last.year if start.last.year - start.first.year == 1 else start.first.year
    yield (Run(_spread([(0, str(year)), *_years(shown)], shown), "strong"),)
    if shown.fine:
        short = shortest(months)
        names = short if shown.fine > max(map(len, short)) else [name[:1].upper() for name in months]
        starts = (place for place, column in enumerate(shown.columns) if not place or column.first.day == 1)
        yield (Run(_spread([(at, names[shown.columns[at].first.month - 1]) for at in starts], shown), "dim"),)


def _years(shown: Scale) -> list[tuple[int, str]]:
    """Return the columns in which years begin, as many of them as can be told apart, with their names."""
    for step in YEARS:
        places = [
            (place, str(column.last.year // step * step))
            for place, (before, column) in enumerate(pairwise(shown.columns), 1)
            if before.last.year // step != column.last.year // step
        ]
        if all(later - sooner > LONGEST_YEAR for (sooner, _), (later, _) in pairwise(places)):
            return places
    return []


def _spread(texts: Sequence[tuple[int, str]], shown: Scale) -> str:
    """Return texts that begin at their columns; one that would run into the next is left out."""
    line = ""
    following = [(place, 1) for place, _ in texts[1:]]
    # The last may go beyond a narrow picture.
    for (place, text), (end, gap) in zip(texts, [*following, (max(len(shown.columns), NARROW), 0)], strict=True):
        if place + len(text) + (gap if len(text) > 1 else 0) <= end:
            line = line.ljust(place) + text
    return line


def cells(lane: Lane, shown: Scale, room: int) -> list[Cell]:
    """Return what stands in each column of a lane, with the names of the states on their bars or behind the last.

    Args:
        lane: what to draw.
        shown: the columns.
        room: how many columns there may be at most; those behind the picture hold words only.
    """
    row = [_cell(lane, column) for column in shown.columns]
    written: set[int | None] = set()
    for number, places in groupby(range(len(row)), key=lambda place: row[place].bar):
        start, *more = places
        width = 1 + len(more)
        labels = lane.bars[number].labels if number is not None else ()
        text = next((text for text in labels if columns_of(text) + 4 <= width), "")
        if text:
            _write(f" {text} ", row, start + min(2, (width - len(text) - 2) // 2))
            written.add(number)
    for place, _ in _years(shown):
        if row[place].look == BLANK:
            row[place] = Cell(GRID, "dim")
    row += [Cell()] * (room - len(row))
    if lane.bars and len(lane.bars) - 1 not in written:
        last = lane.bars[-1]
        behind = next((place for place in range(len(row), 0, -1) if row[place - 1].look != BLANK), 0)
        text = next((text for text in last.labels if behind + 1 + columns_of(text) <= room), "")
        if text:
            _write(f" {text}", row, behind, STYLES[last.pattern])
    return row


def _write(text: str, row: list[Cell], start: int, style: Style | None = None) -> None:
    for place, character in enumerate(text, start):
        row[place] = row[place]._replace(text=character, style=row[place].style if style is None else style)


def _filled(row: Sequence[Cell]) -> int:
    """Return the columns of a lane up to the last in which something stands."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1].text != " "), 0)


def _cell(lane: Lane, column: Column) -> Cell:
    marks = [mark for mark in lane.marks if _meet(mark, column)]
    if marks:
        sign = marks[-1].sign
        return Cell(character(sign, firm=True), STYLES[sign], (sign, True))
    bars = [(number, bar) for number, bar in enumerate(lane.bars) if _meet(bar, column)]
    if not bars:
        return Cell()
    # What is not settled for a part of the column is not shown as if it were; otherwise the end of it counts.
    number, bar = next(
        ((number, bar) for kind in ("disputed", "indeterminate") for number, bar in bars if bar.pattern == kind),
        bars[-1],
    )
    return Cell(character(bar.pattern, firm=bar.firm), STYLES[bar.pattern], (bar.pattern, bar.firm), number)


def _meet(one: Bar | Mark, column: Column) -> bool:
    return one.first <= column.last and column.first <= one.last


def character(look: Look, *, firm: bool) -> str:
    """Return what stands in a column."""
    return LOOKS[look][0 if firm else 1]


def _runs(row: Iterable[Cell]) -> Iterator[Run]:
    """Yield the cells of a lane, those of one style together."""
    for style, together in groupby(row, key=attrgetter("style")):
        yield Run("".join(cell.text for cell in together), style)


def _key(key: Key) -> Line:
    if key.look == "blank":
        return (Run(key.text, "dim"),)
    sample = character(key.look, firm=key.firm) * (1 if key.look in SIGNS else 3)
    return (Run(sample, STYLES[key.look]), Run(f" {key.text}"))


def _packed(keys: Sequence[Line], width: int) -> Iterator[Line]:
    """Yield short texts one after another, as many in a line as there is room for."""
    line: Line = ()
    for key in keys:
        apart = (Run("   "),) if line else ()
        if line and width_of((*line, *apart, *key)) > width:
            yield from wrap(line, width)
            line, apart = (), ()
        line = (*line, *apart, *key)
    yield from wrap(line, width)
