"""A page with a picture as one SVG file: no scripts, no fonts or files from elsewhere, for screen and print.

States differ by hue, from a palette that colour-blind readers can tell apart, and by hatching, which survives a
photocopier. A bar of half the height is hedged.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, get_args
from xml.sax.saxutils import escape, quoteattr

from chipcli.render.page import Bar, Key, Lane, Lanes, Line, Lines, Look, Mark, Page, Pattern, Sign, text_of
from chipcli.render.scales import YEARS, shortest
from chipcli.text import visible

FONTS = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, 'Liberation Sans', sans-serif"

INK = "#1a1a1a"
FAINT = "#5c5c5c"
GRID = "#e3e3e3"
YEAR = "#a8a8a8"

WIDTH = 1200
EDGE = 32
NAMES = 216
SIDE = 12
"""Between the short name of the rule and the picture."""
TAIL = 128
"""What may be written behind a bar that ends with the picture."""
PLACES = 112
BAR = 16
TIER = 14
"""The height of a date above a bar."""
LANE = 8
"""Between lanes."""

SIZE = 12
SMALL = 10.5

INKS: dict[Pattern, str] = {
    "allowed": "#00795a",
    "conditional": "#0072b2",
    "no_decision": "#6b6b6b",
    "discouraged": "#b07400",
    "prohibited": "#882255",
    "blocked": "#c44601",
    "indeterminate": "#6b6b6b",
    "disputed": "#7a3e9d",
}
"""The lines of a hatching; after Okabe and Ito, and Tol, darkened for print."""

GROUNDS: dict[Pattern, str] = {
    "allowed": "#00795a",
    "conditional": "#d9ecf8",
    "no_decision": "#f4f4f4",
    "discouraged": "#fbeecb",
    "prohibited": "#f3dce8",
    "blocked": "#fbe0d0",
    "indeterminate": "#ffffff",
    "disputed": "#efe3f6",
}

HATCHES: dict[Pattern, tuple[int, str]] = {
    "allowed": (8, ""),
    "conditional": (6, '<circle cx="3" cy="3" r="1.3" fill="{ink}" stroke="none"/>'),
    "no_decision": (7, '<circle cx="3.5" cy="3.5" r="0.9" fill="{ink}" stroke="none"/>'),
    "discouraged": (7, '<path d="M-1 8 8 -1M-1 1 1 -1M6 8 8 6"/>'),
    "prohibited": (6, '<path d="M0 3H6M3 0V6"/>'),
    "blocked": (7, '<path d="M-1 8 8 -1M-1 1 1 -1M6 8 8 6M-1 -1 8 8M6 -1 8 1M-1 6 1 8"/>'),
    "indeterminate": (6, '<path d="M3 0V4"/>'),
    "disputed": (8, '<path d="M0 6 4 2 8 6"/>'),
}
"""The tile of each hatching: its side, and what is on it."""

HALO: dict[str, object] = {"paint_order": "stroke", "stroke": "#ffffff", "stroke_width": 3, "stroke_linejoin": "round"}
"""Keeps the lines of the scale out of a text."""

SIGNS = frozenset(get_args(Sign))


class Scale(NamedTuple):
    """How days lie on the picture."""

    start: date
    end: date
    """The last day."""
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return where a day begins."""
        days = (self.end - self.start).days + 1
        return self.left + (self.right - self.left) * min(max((day - self.start).days, 0), days) / days

    def after(self, day: date) -> float:
        """Return where a day ends."""
        return self.right if day >= self.end else self.at(day + timedelta(days=1))


class Drawn(NamedTuple):
    """A part of the picture: its elements, and how far down it goes."""

    elements: list[str]
    bottom: float


def document(page: Page) -> str:
    """Return a page as an SVG document; it holds the pictures of the page, and the texts below them.

    The lists of the page are left out: the picture shows what they tell.
    """
    title = text_of(page.title)
    heading = _wrapped(title, EDGE, EDGE + 14, WIDTH - 2 * EDGE, size=19, font_weight="bold")
    elements = heading.elements
    bottom = heading.bottom
    told: list[str] = []
    for block in page.blocks:
        if isinstance(block, Lanes):
            drawn = _picture(block, bottom)
            told += _in_words(block)
        elif isinstance(block, Lines) and block.title:
            drawn = _texts(block, bottom)
        else:
            continue
        elements += drawn.elements
        bottom = drawn.bottom
    height = round(bottom + EDGE - 8)
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc"',
        f' font-family="{FONTS}" fill="{INK}">',
        _element("title", title, id="title"),
        _element("desc", "; ".join(told) or title, id="desc"),
        f"<defs>{''.join(_hatch(pattern) for pattern in HATCHES)}</defs>",
        # Its own ground, so that it reads the same on a dark page.
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *head, *elements, "</svg>", ""])


def _in_words(lanes: Lanes) -> list[str]:
    """Return what a picture shows, for those who cannot see it."""
    return [
        f"{lane.name}, {lane.side}: "
        + ", ".join(f"{bar.labels[0]} {bar.first.isoformat()}/{bar.last.isoformat()}" for bar in lane.bars)
        for section in lanes.sections
        for lane in section.lanes
        if lane.bars
    ]


# The picture


def _picture(lanes: Lanes, top: float) -> Drawn:
    rows = [lane for section in lanes.sections for lane in section.lanes]
    sides = max((extent(lane.side, SIZE) for lane in rows), default=0)
    left = EDGE + NAMES + sides + SIDE
    shown = Scale(lanes.first, lanes.last, left, WIDTH - EDGE - PLACES - TAIL)
    subtitle = _wrapped(lanes.title, EDGE, top + 16, WIDTH - 2 * EDGE, size=SIZE, fill=FAINT)
    start = subtitle.bottom + 52
    below: list[str] = []
    bottom = start
    for number, section in enumerate(lanes.sections):
        if section.title:
            bottom += 22 if number else 0
            below += _wrapped(
                section.title, EDGE, bottom + 8, WIDTH - 2 * EDGE, size=SIZE, font_style="italic", **HALO
            ).elements
            bottom += 20
        for name, together in groupby(section.lanes, key=attrgetter("name")):
            drawn = _chip(name, list(together), shown, left - SIDE - sides, bottom)
            below += drawn.elements
            bottom = drawn.bottom
    grid = _grid(lanes, shown, start - 6, bottom)
    legend = _legend(lanes, rows, bottom + 20)
    return Drawn([*subtitle.elements, *grid, *below, *legend.elements], legend.bottom)


def _chip(name: str, lanes: Sequence[Lane], shown: Scale, sides: float, top: float) -> Drawn:
    """Return the lanes of one chip, beside its name."""
    first, *more = lanes
    drawn = [_lane(first, shown, sides, top)]
    for lane in more:
        drawn.append(_lane(lane, shown, sides, drawn[-1].bottom))
    # The name stands beside the first bar, below whatever dates are above that.
    title = _wrapped(name, EDGE, drawn[0].bottom - 4, NAMES - 12, size=SIZE, font_weight="bold")
    bottom = max(drawn[-1].bottom, title.bottom) + 6
    line = _element("path", d=f"M{EDGE} {bottom:.1f}H{WIDTH - EDGE}", stroke=GRID)
    return Drawn([line, *title.elements, *(element for lane in drawn for element in lane.elements)], bottom)


def _lane(lane: Lane, shown: Scale, sides: float, top: float) -> Drawn:
    dates = _dates(lane.marks, shown)
    tiers = 1 + max((tier for tier, _, _ in dates), default=-1)
    bar_top = top + LANE + tiers * TIER
    middle = bar_top + BAR / 2
    elements = [_text(sides, middle + 4, lane.side, size=SIZE, fill=FAINT)]
    taken = [_reach(mark, shown) for mark in lane.marks]
    for number, bar in enumerate(lane.bars):
        elements += _bar(bar, shown, bar_top, taken, is_last=number + 1 == len(lane.bars))
    for mark in lane.marks:
        elements += _mark(mark, shown, middle)
    for tier, place, text in dates:
        elements.append(_text(place, bar_top - 4 - tier * TIER, text, size=SMALL, fill=FAINT, **HALO))
    if lane.place:
        elements.append(_text(WIDTH - EDGE, middle + 4, lane.place, size=SMALL, fill=FAINT, text_anchor="end"))
    return Drawn(elements, bar_top + BAR)


def _reach(mark: Mark, shown: Scale) -> tuple[float, float]:
    """Return from where to where the sign of a change goes."""
    left, right = shown.at(mark.first), shown.after(mark.last)
    return (left, right) if mark.sign == "span" else (left - 9, left + 6)


def _bar(bar: Bar, shown: Scale, top: float, taken: Sequence[tuple[float, float]], *, is_last: bool) -> Iterator[str]:
    """Yield a bar, with the name of its state on it where no change is marked, or behind the last one."""
    left, right = shown.at(bar.first), shown.after(bar.last)
    width = max(right - left, 2)
    tip = _element("title", f"{bar.labels[0]}: {bar.first.isoformat()}/{bar.last.isoformat()}")
    yield f"<g>{tip}{_filled(bar.pattern, left, top, width, firm=bar.firm)}</g>"
    middle = top + BAR / 2 + 4
    for text in bar.labels:
        room = extent(text, SMALL) + 8
        place = left + min(12, (width - room) / 2)
        if room + 8 <= width and not any(begin < place + room and place < end for begin, end in taken):
            yield _element(
                "rect", x=place, y=top + 1.5, width=room, height=BAR - 3, rx=2, fill="#ffffff", fill_opacity="0.94"
            )
            yield _text(place + 4, middle, text, size=SMALL)
            return
    if is_last:
        room = WIDTH - EDGE - PLACES - right - 8
        text = next((text for text in bar.labels if extent(text, SMALL) <= room), "")
        if text:
            yield _text(right + 8, middle, text, size=SMALL, **HALO)


def _filled(pattern: Pattern, left: float, top: float, width: float, *, firm: bool) -> str:
    """Return a bar; what is hedged is half as high, and its outline is broken."""
    height = BAR if firm else BAR / 2
    outline = {"stroke": INKS[pattern], "stroke_width": 1}
    if not firm or pattern == "indeterminate":
        outline["stroke_dasharray"] = "3 2"
    return _element(
        "rect",
        x=left + 0.5,
        y=top + (BAR - height) / 2 + 0.5,
        width=max(width - 1, 1),
        height=height - 1,
        fill=f"url(#{pattern})",
        **outline,
    )


def _mark(mark: Mark, shown: Scale, middle: float) -> Iterator[str]:
    """Yield the sign of a change."""
    tip = _element("title", mark.text)
    left, right = shown.at(mark.first), shown.after(mark.last)
    if mark.sign == "span":
        whisker = f"M{left:.1f} {middle - 5:.1f}V{middle + 5:.1f}M{right:.1f} {middle - 5:.1f}V{middle + 5:.1f}"
        line = f"M{left:.1f} {middle:.1f}H{right:.1f}"
        yield _element("path", d=whisker + line, stroke=INK, stroke_width=1.4, fill="none")
    yield f"<g>{tip}{_sign(mark.sign, (left + right) / 2 if mark.sign == 'span' else left, middle)}</g>"


def _sign(sign: Sign, place: float, middle: float) -> str:
    if sign == "by":
        shape = f"M{place - 9:.1f} {middle:.1f}L{place:.1f} {middle - 6.5:.1f}V{middle + 6.5:.1f}Z"
    else:
        shape = f"M{place - 5.5:.1f} {middle:.1f}l5.5 -6.5 5.5 6.5 -5.5 6.5Z"
    return _element("path", d=shape, fill=INK if sign == "day" else "#ffffff", stroke=INK, stroke_width=1.4)


def _dates(marks: Iterable[Mark], shown: Scale) -> list[tuple[int, float, str]]:
    """Return the dates of changes with their places, in as many tiers as it takes to keep them apart."""
    ends: list[float] = []
    placed = []
    for mark in marks:
        width = extent(mark.text, SMALL)
        middle = (shown.at(mark.first) + shown.after(mark.last)) / 2 if mark.sign == "span" else shown.at(mark.last)
        place = min(max(middle - width / 2, shown.left), shown.right + TAIL - width)
        tier = next((tier for tier, end in enumerate(ends) if end + 8 <= place), len(ends))
        ends[tier : tier + 1] = [place + width]
        placed.append((tier, place, mark.text))
    return placed


# Its scale


def _grid(lanes: Lanes, shown: Scale, top: float, bottom: float) -> Iterator[str]:
    """Yield the lines of months and years, with their names above them."""
    months = (shown.end.year - shown.start.year) * 12 + shown.end.month - shown.start.month + 1
    step = (shown.right - shown.left) / months
    if step >= 8:
        starts = [max(shown.start, _month(shown.start, number)) for number in range(months)]
        short = shortest(lanes.months)
        fits = step >= max(extent(name, SMALL) for name in short) + 4
        names = short if fits else [name[:1].upper() for name in lanes.months]
        lines = "".join(f"M{shown.at(day):.1f} {top:.1f}V{bottom:.1f}" for day in starts)
        yield _element("path", d=lines, stroke=GRID, fill="none")
        for day in starts:
            begin, end = shown.at(day), shown.after(_month_end(day))
            # A month that the period cuts may have no room for its name.
            if end - begin >= extent(names[day.month - 1], SMALL):
                middle = (begin + end) / 2
                yield _text(middle, top - 4, names[day.month - 1], size=SMALL, fill=FAINT, text_anchor="middle")
    every = next((every for every in YEARS if every * step * 12 >= extent("9999", SIZE) + 12), YEARS[-1])
    years = [date(year, 1, 1) for year in range(shown.start.year, shown.end.year + 1) if year % every == 0]
    for day in years:
        place = shown.at(max(day, shown.start))
        if day >= shown.start:
            yield _element("path", d=f"M{place:.1f} {top - 30:.1f}V{bottom:.1f}", stroke=YEAR, fill="none")
        following = min((other for other in years if other > day), default=None)
        room = (shown.at(following) if following else shown.right + TAIL) - place
        if room >= extent(str(day.year), SIZE) + 6:
            yield _text(place + 4, top - 19, str(day.year), size=SIZE, font_weight="bold")
    ends = f"M{shown.left:.1f} {top:.1f}H{shown.right:.1f}M{shown.right:.1f} {top:.1f}V{bottom:.1f}"
    yield _element("path", d=ends, stroke=YEAR, fill="none")
    if lanes.horizon and lanes.horizon < lanes.last:
        place = shown.after(lanes.horizon)
        yield _element(
            "rect", x=place, y=top, width=max(shown.right - place, 0), height=bottom - top, fill="#000000",
            fill_opacity="0.05",
        )  # fmt: skip


def _month(start: date, number: int) -> date:
    months = start.year * 12 + start.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


def _month_end(day: date) -> date:
    return date.max if (day.year, day.month) == (9999, 12) else _month(day, 1) - timedelta(days=1)


# What stands below it


def _legend(lanes: Lanes, rows: Iterable[Lane], top: float) -> Drawn:
    """Return what the looks that are used mean, and the note."""
    used: set[tuple[Look, bool]] = {("blank", True)}
    for row in rows:
        used |= {(mark.sign, True) for mark in row.marks} | {(bar.pattern, bar.firm) for bar in row.bars}
    elements: list[str] = []
    place: float = EDGE
    for key in lanes.legend:
        if (key.look, key.firm) not in used:
            continue
        width = 0 if key.look == "blank" else 14 if key.look in SIGNS else 30
        needed = width + 6 + extent(key.text, SIZE)
        if place > EDGE and place + needed > WIDTH - EDGE:
            place, top = EDGE, top + 22
        elements += _sample(key, place, top)
        elements.append(_text(place + width + (6 if width else 0), top + 4, key.text, size=SIZE))
        place += needed + 22
    bottom = top + 14
    if lanes.note:
        note = _wrapped(lanes.note, EDGE, bottom + 14, WIDTH - 2 * EDGE, size=SIZE, fill=FAINT)
        elements += note.elements
        bottom = note.bottom
    return Drawn(elements, bottom)


def _sample(key: Key, place: float, middle: float) -> Iterator[str]:
    if key.look == "day" or key.look == "span" or key.look == "by":  # noqa: PLR1714  # narrows the type
        yield _sign(key.look, place + (10 if key.look == "by" else 7), middle)
    elif key.look != "blank":
        yield _filled(key.look, place, middle - BAR / 2, 30, firm=key.firm)


def _texts(block: Lines, top: float) -> Drawn:
    """Return a titled text, its lines broken where they are too long."""
    elements = [_text(EDGE, top + 26, block.title, size=SIZE, font_weight="bold")]
    bottom = top + 32
    for line in block.lines:
        drawn = _hanging(line, block.hang, bottom + 12)
        elements += drawn.elements
        bottom = drawn.bottom
    return Drawn(elements, bottom)


def _hanging(line: Line, hang: int, top: float) -> Drawn:
    """Return a line of a text; where it hangs, its first run stands out to the left of the rest."""
    indent = hang * 7
    lead = [_text(EDGE, top, text_of(line[:1]).strip(), size=SMALL, font_weight="bold")] if hang else []
    rest = text_of(line[1:] if hang else line)
    drawn = _wrapped(rest, EDGE + indent, top, WIDTH - 2 * EDGE - indent, size=SMALL)
    return Drawn([*lead, *drawn.elements], drawn.bottom + 2)


def _wrapped(text: str, left: float, top: float, room: float, *, size: float, **attributes: object) -> Drawn:
    """Return a text in as many lines as it takes; `top` is where its first line stands."""
    lines = [""]
    for word in visible(text, longest=2000).split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and extent(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    height = size * 1.25
    elements = [_text(left, top + number * height, line, size=size, **attributes) for number, line in enumerate(lines)]
    return Drawn(elements, top + (len(lines) - 1) * height + 4)


# Elements


def _hatch(pattern: Pattern) -> str:
    side, lines = HATCHES[pattern]
    ground = _element("rect", width=side, height=side, fill=GROUNDS[pattern])
    tile = f'<g stroke="{INKS[pattern]}" fill="none">{lines.format(ink=INKS[pattern])}</g>' if lines else ""
    return (
        f'<pattern id="{pattern}" patternUnits="userSpaceOnUse" width="{side}" height="{side}">{ground}{tile}</pattern>'
    )


def _text(left: float, bottom: float, text: str, *, size: float, **attributes: object) -> str:
    return _element("text", text, x=left, y=bottom, font_size=size, **attributes)


def _element(name: str, text: str = "", /, **attributes: object) -> str:
    """Return an element; whatever it holds is data, never markup."""
    told = "".join(f" {key.replace('_', '-')}={quoteattr(_value(value))}" for key, value in attributes.items())
    return f"<{name}{told}>{escape(visible(text, longest=20_000))}</{name}>" if text else f"<{name}{told}/>"


def _value(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


_NARROW = frozenset("iljIft.,:;'’!|()[]· ")
_WIDE = frozenset("mwMWÉ@%→")


def extent(text: str, size: float) -> float:
    """Return the room that a text takes at most, whichever of the fonts there is."""
    return size * sum(
        0.4 if char in _NARROW else 0.98 if char in _WIDE else 0.74 if char.isupper() else 0.64 for char in text
    )
