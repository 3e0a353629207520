"""The picture of what happened, drawn with characters and as SVG."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple, cast, get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from chipcli import dates, lanes, streams
from chipcli.language import ENGLISH, FRENCH, Language
from chipcli.model.claim import State
from chipcli.render import layout, markdown, picture, svg, terminal
from chipcli.render.form import Form, Format, Look
from chipcli.render.page import Bar, Key, Lane, Lanes, Line, Mark, Page, Pattern, Run, Section, Sign, text_of
from chipcli.store import Store
from chipcli.wording import MONTHS, Words
from tests import bases
from tests.bases import Record, entity

SVG = "{http://www.w3.org/2000/svg}"

PATTERNS = cast("tuple[Pattern, ...]", (*get_args(State), "indeterminate", "disputed"))

FIRST_MONTH, LAST_MONTH = "2022-10", "2026-01"


def page(
    store: Store,
    name: str | None = None,
    *,
    start: str | None = FIRST_MONTH,
    end: str | None = LAST_MONTH,
    language: Language = ENGLISH,
    strict: bool = False,
) -> Page:
    """Return the page of a question."""
    told = lanes.lanes(
        store,
        name,
        start=dates.parse(start) if start else None,
        end=dates.parse(end) if end else None,
        strict=strict,
    )
    return layout.page(told, Form(Format.TABLE, Words(language)))


def lines(laid: Page, width: int = 80, look: Look = Look.BARE) -> list[str]:
    """Return a page as a terminal shows it."""
    return [line.rstrip("\n") for line in terminal.drawn(laid, width=width, look=look)]


def drawn(block: Lanes, width: int = 80) -> list[str]:
    """Return the lines of a picture."""
    return [text_of(line).rstrip() for line in picture.draw(block, width)]


def one_lane(
    *bars: Bar, marks: tuple[Mark, ...] = (), first: str = "2025-01", last: str = "2025-12", **more: Any
) -> Lanes:
    """Return a picture of one lane; its bars have no names unless they are given some."""
    legend = (
        *(Key(pattern, firm=firm, text=f"{pattern} {firm}") for pattern in PATTERNS for firm in (True, False)),
        *(Key(sign, firm=True, text=f"on {sign}") for sign in get_args(Sign)),
        Key("blank", firm=True, text="nothing"),
    )
    fields: dict[str, Any] = {
        "title": "",
        "first": dates.parse(first).first,
        "last": dates.parse(last).last,
        "horizon": None,
        "months": MONTHS,
        "sections": (Section("", (Lane("T40", "US", bars, marks, "[1¶1]"),)),),
        "legend": legend,
        "note": "",
    }
    return Lanes(**(fields | more))


def bar(pattern: Pattern, when: str, *labels: str, firm: bool = True) -> Bar:
    days = dates.parse(when)
    return Bar(days.first, days.last, pattern, firm, labels or ("a name that no bar has room for " * 3,))


def mark(sign: Sign, when: str, text: str = "some day") -> Mark:
    days = dates.parse(when)
    return Mark(days.first, days.last, sign, text)


# The shipped base at 80 columns, a column a month


class Months(NamedTuple):
    """A lane of forty months, as drawn."""

    text: str

    def between(self, first: str, last: str) -> str:
        """Return the columns from one month to another."""
        start, end = (_months(text) - _months(FIRST_MONTH) for text in (first, last))
        return self.text[start : end + 1]


def _months(text: str) -> int:
    year, month = map(int, text.split("-"))
    return year * 12 + month


@pytest.fixture(scope="module")
def forty_months(real: Store) -> Mapping[tuple[str, str], Months]:
    """The lanes of the chips at 80 columns, by chip and rule."""
    shown = lines(page(real))
    axis = next(line for line in shown if line.strip() == "ONDJFMAMJJASONDJFMAMJJASONDJFMAMJJASONDJ")
    margin = len(axis) - 40
    found: dict[tuple[str, str], Months] = {}
    chip = ""
    for line in shown:
        told = re.match(r"(\S*) +(US|China)(?= |$)", line)
        if told and len(line) > 7:
            chip = told[1] or chip
            found.setdefault((chip, told[2]), Months(line.ljust(margin + 40)[margin : margin + 40]))
    return found


def test_at_80_columns_one_sees_that_the_a800_came_and_went(forty_months: Mapping[tuple[str, str], Months]) -> None:
    lane = forty_months["A800", "US"]
    assert lane.between("2022-10", "2023-09") == "█ allowed ██"
    assert lane.between("2023-10", "2023-10") == "◇"
    assert lane.between("2023-11", "2026-01") == "╳╳ blocked ╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳"


def test_at_80_columns_one_sees_that_the_h20_was_blocked_from_april_to_july_2025(
    forty_months: Mapping[tuple[str, str], Months],
) -> None:
    lane = forty_months["H20", "US"]
    assert lane.between("2025-04", "2025-07") == "◇╳╳◇"
    assert lane.between("2025-08", "2026-01") == "██████"
    assert set(lane.between("2022-10", "2025-03")) == {" ", picture.GRID}


def test_at_80_columns_one_sees_that_the_h200_opened_in_december_2025(
    forty_months: Mapping[tuple[str, str], Months],
) -> None:
    lane = forty_months["H200", "US"]
    assert lane.between("2022-10", "2025-11") == "×× blocked (hedged) ××××××××××××××××××"
    assert lane.between("2025-12", "2026-01") == "◁▄"


def test_at_80_columns_what_nobody_tells_is_blank(forty_months: Mapping[tuple[str, str], Months]) -> None:
    for chip in ("H100", "H800", "A100", "A800", "L20"):
        assert set(forty_months[chip, "China"].text) <= {" ", picture.GRID}


def test_there_is_a_lane_for_each_chip_and_rule(forty_months: Mapping[tuple[str, str], Months]) -> None:
    chips = ("H200", "H20", "H100", "H800", "A100", "A800", "L20")
    assert {(chip, side) for chip in chips for side in ("US", "China")} <= set(forty_months)


def test_below_the_picture_stand_the_events_in_order_with_level_and_place(real: Store) -> None:
    shown = lines(page(real, "H20", start=None, end=None))
    events = shown[shown.index("What happened, in order") :]
    april, july = (next(line for line in events if month in line) for month in ("April 2025", "July 2025"))
    assert events.index(april) < events.index(july)
    assert re.fullmatch(r"  • April 2025, day not stated · H20, US: not stated → blocked +\[1¶7\]", april)
    assert re.fullmatch(r"  • July 2025, day not stated · H20, US: blocked → allowed +\[1¶7\]", july)
    (banned,) = (line for line in events if "(group), China: not stated →" in line and "Nvidia" in line)
    assert banned.startswith("  »")
    assert shown[shown.index("Sources") + 1].startswith("  [1] 4 November 2025")


def test_what_a_state_rests_on_that_is_older_than_the_period_is_told_below_it(real: Store) -> None:
    shown = "\n".join(lines(page(real, "H20", start="2025-09", end="2025-10")))
    assert "Told of another time, and holding in this one" in shown
    assert "July 2025" in shown


def test_a_time_after_the_newest_source_is_blank_and_said_to_be(real: Store) -> None:
    shown = lines(page(real, "H20", start="2025-12", end="2026-12"), width=100)
    lane = next(line for line in shown if line.startswith("H20"))
    assert lane.rstrip().endswith("allowed")
    assert any("after 26 January 2026" in line for line in shown)


def test_the_page_as_markdown_holds_the_picture_as_code(real: Store) -> None:
    written = list(markdown.written(page(real, "H20")))
    assert any(line.startswith("    H20") and "◇╳╳◇" in line.replace("◇◇", "◇") for line in written)


# At every width, in every language


@pytest.mark.parametrize("language", [ENGLISH, FRENCH], ids=["en", "fr"])
@pytest.mark.parametrize("name", [None, "H20", "H100"])
def test_no_line_is_wider_than_the_terminal(real: Store, name: str | None, language: Language) -> None:
    laid = page(real, name, language=language)
    for width in (*range(40, 130), 200):
        assert max(cell_len(line) for line in lines(laid, width)) <= width


patterns = st.sampled_from(PATTERNS)
some_days = st.tuples(st.dates(date(2019, 1, 1), date(2027, 12, 31)), st.integers(0, 900)).map(
    lambda told: (told[0], date.fromordinal(told[0].toordinal() + told[1]))
)
names = st.text(min_size=1, max_size=60).filter(str.strip)


@st.composite
def pictures(draw: st.DrawFn) -> Lanes:
    """Draw a picture of anything."""
    sections = []
    for _ in range(draw(st.integers(0, 2))):
        several = []
        for _ in range(draw(st.integers(1, 4))):
            bars = [
                Bar(
                    *days,
                    draw(patterns),
                    draw(st.booleans()),
                    (draw(st.sampled_from(["blocked (hedged)", "x"])), "blocked"),
                )
                for days in draw(st.lists(some_days, max_size=4))
            ]
            marks = [
                Mark(*days, draw(st.sampled_from(get_args(Sign))), "10 December 2025")
                for days in draw(st.lists(some_days, max_size=3))
            ]
            side = draw(st.sampled_from(["US", "China", "États-Unis"]))
            several.append(Lane(draw(names), side, tuple(bars), tuple(marks), "[1¶2][3¶4,5…]"))
        sections.append(Section(draw(st.sampled_from(["", "Groups of chips"])), tuple(several)))
    first, last = draw(some_days)
    return one_lane(sections=tuple(sections))._replace(first=first, last=last, horizon=draw(st.none() | st.dates()))


@settings(deadline=None, max_examples=100)
@given(pictures(), st.integers(40, 160))
def test_any_picture_fits_any_width(block: Lanes, width: int) -> None:
    for line in drawn(block, width):
        assert cell_len(line) <= width
        assert "\n" not in line


@pytest.mark.parametrize("room", [1, 5, 24, 40, 53, 90, 400])
@pytest.mark.parametrize(
    ("first", "last"),
    [("2025-02-10", "2025-02-12"), ("2025", "2025"), ("2022-10", "2026-01"), ("1990", "2030"), ("0001", "9999")],
)
def test_the_columns_hold_every_day_once(first: str, last: str, room: int) -> None:
    start, end = dates.parse(first).first, dates.parse(last).last
    shown = picture.scale(start, end, room)
    assert len(shown.columns) <= room
    assert shown.columns[0].first <= start
    assert shown.columns[-1].last >= end
    for before, after in zip(shown.columns, shown.columns[1:], strict=False):
        assert before.first <= before.last
        assert before.last.toordinal() + 1 == after.first.toordinal()


# What can be told apart without colour


def test_every_state_has_a_character_of_its_own_hedged_or_not_on_every_stream() -> None:
    streams.prepare()
    told = {
        (pattern, firm): picture.character(pattern, firm=firm) for pattern in get_args(State) for firm in (True, False)
    }
    told |= {
        (look, True): picture.character(look, firm=True) for look in ("indeterminate", "disputed", *get_args(Sign))
    }
    for (one, look), (other, same) in combinations(told.items(), 2):
        assert look != same, f"{one} looks like {other}"
    plain = {key: look.encode("ascii", errors="chipcli").decode() for key, look in told.items()}
    for (one, look), (other, same) in combinations(plain.items(), 2):
        assert look != same, f"{one} looks like {other} in ASCII"
    assert {len(look) for look in (*told.values(), *plain.values())} == {1}
    assert {cell_len(look) for look in told.values()} == {1}


def test_without_colour_lanes_of_different_states_are_different() -> None:
    looks = [
        drawn(one_lane(bar(pattern, "2025-03/2025-09", firm=firm)))[2]
        for pattern in get_args(State)
        for firm in (True, False)
    ]
    looks += [drawn(one_lane(bar(pattern, "2025-03/2025-09")))[2] for pattern in ("indeterminate", "disputed")]
    assert len(set(looks)) == len(looks) == 14


def test_colours_add_nothing_but_styles(real: Store) -> None:
    laid = page(real)
    bare, coloured = (lines(laid, 80, look) for look in (Look.BARE, Look.COLORS))
    assert "\x1b" not in "".join(bare)
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == bare


def test_states_have_the_colours_that_they_have_elsewhere() -> None:
    block = one_lane(bar("allowed", "2025-01/2025-06"), bar("blocked", "2025-07/2025-12"))
    lane: Line = list(picture.draw(block, 80))[2]
    assert {(run.text[0], run.style) for run in lane if run.text[0] in "█╳"} == {("█", "good"), ("╳", "bad")}


# Marks, names and the legend


def test_a_change_of_a_month_is_marked_through_the_month_and_one_of_a_day_on_it() -> None:
    months = one_lane(bar("blocked", "2025-02/2025-05"), marks=(mark("span", "2025-04"),), last="2025-06")
    lane = drawn(months, 80)[2]
    fine = lane.count("◇")
    assert fine > 4
    assert "◇" * fine in lane
    day = one_lane(bar("blocked", "2025-02/2025-05"), marks=(mark("day", "2025-04-10"),), last="2025-06")
    assert drawn(day, 80)[2].count("◆") == 1
    by = one_lane(bar("blocked", "2025-02/2025-05"), marks=(mark("by", "2025-04-10"),), last="2025-06")
    assert drawn(by, 80)[2].count("◁") == 1


def test_what_is_not_settled_in_a_part_of_a_column_is_not_drawn_as_settled() -> None:
    block = one_lane(bar("indeterminate", "2025-03-01/2025-03-04"), bar("allowed", "2025-03-05/2025-12"), first="2010")
    assert "?" in drawn(block, 80)[1]


def test_the_name_of_a_state_stands_on_its_bar_where_there_is_room_and_behind_the_last_where_not() -> None:
    wide = one_lane(bar("allowed", "2025-01/2025-12", "allowed (hedged)", "allowed"))
    assert "█ allowed (hedged) █" in drawn(wide, 80)[2]
    short = one_lane(bar("allowed", "2025-11/2025-12", "allowed (hedged)", "allowed"), first="2022-09")
    assert re.search(r" ██ allowed \(hedged\) *$", drawn(short, 80)[2])
    tight = one_lane(bar("allowed", "2025-11/2025-12", "allowed (hedged)", "allowed"), first="2020-10")
    assert re.search(r" ██ allowed *$", drawn(tight, 80)[2])


def test_the_legend_has_what_is_used_and_nothing_else() -> None:
    block = one_lane(bar("allowed", "2025-01/2025-03"), bar("blocked", "2025-05/2025-06", firm=False))
    legend = " ".join(drawn(block, 200)[4:])
    assert "allowed True" in legend
    assert "blocked False" in legend
    for other in ("allowed False", "blocked True", "conditional", "disputed", "indeterminate", "on day", "on span"):
        assert other not in legend


def test_the_scale_names_months_where_there_is_room_and_years_always() -> None:
    wide, narrow, decades = (drawn(one_lane(first=first), 80) for first in ("2025-01", "2021-01", "1960-01"))
    assert wide[1].split() == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert narrow[0].split() == ["2021", "2022", "2023", "2024", "2025"]
    assert narrow[1].strip() == "JFMAMJJASOND" * 5
    assert decades[0].split()[:4] == ["1960", "1965", "1970", "1975"]


# SVG


def parsed(laid: Page) -> ET.Element:
    return ET.fromstring(svg.document(laid))  # noqa: S314  # our own


def pictured(block: Lanes, title: str = "What happened") -> Page:
    return Page((Run(title, "title"),), (block,))


PAGES = [
    (None, FIRST_MONTH, LAST_MONTH, False),
    ("H20", None, None, False),
    ("H100", "2025", "2026-12", True),
    ("H200", "2025-12-05", "2025-12-20", False),
    (None, "1990", "2040", False),
    ("A800", "0001", "9999", False),
]


@pytest.mark.parametrize("language", [ENGLISH, FRENCH], ids=["en", "fr"])
@pytest.mark.parametrize(("name", "start", "end", "strict"), PAGES)
def test_no_text_of_an_svg_runs_into_another_or_over_the_edge(
    real: Store,
    name: str | None,
    start: str | None,
    end: str | None,
    strict: bool,  # noqa: FBT001
    language: Language,
) -> None:
    root = parsed(page(real, name, start=start, end=end, strict=strict, language=language))
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    boxes = [_box(text) for text in root.iter(f"{SVG}text")]
    assert len(boxes) > 10
    for left, top, right, bottom, text in boxes:
        assert left >= 0, text
        assert right <= width, text
        assert top >= 0, text
        assert bottom <= height, text
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, f"{one[4]!r} runs into {other[4]!r}"


def _box(text: ET.Element) -> tuple[float, float, float, float, str]:
    size = float(text.attrib["font-size"])
    words = text.text or ""
    width = svg.extent(words, size)
    left = float(text.attrib["x"])
    left -= {"end": width, "middle": width / 2}.get(text.get("text-anchor", ""), 0)
    bottom = float(text.attrib["y"])
    return left, bottom - size * 0.8, left + width, bottom + size * 0.2, words


def test_an_svg_holds_all_that_it_needs_and_nothing_that_runs(real: Store) -> None:
    text = svg.document(page(real))
    root = ET.fromstring(text)  # noqa: S314  # our own
    assert root.tag == f"{SVG}svg"
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds <= {"svg", "title", "desc", "defs", "pattern", "rect", "g", "path", "circle", "text"}
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name
            assert "url(" not in value or re.fullmatch(r"url\(#\w+\)", value)
    assert text.count("http") == 1  # the name of SVG's own namespace
    patterns_there = {element.attrib["id"] for element in root.iter(f"{SVG}pattern")}
    used = set(re.findall(r"url\(#(\w+)\)", text))
    assert used <= patterns_there == set(PATTERNS)
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "What happened: October 2022 to January 2026"
    assert desc is not None
    assert "A800, US: allowed 2022-10-01/2023-09-30" in (desc.text or "")
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], desc.attrib["id"]]


def test_an_svg_is_the_same_each_time(real: Store) -> None:
    assert svg.document(page(real)) == svg.document(page(real))


def test_an_svg_shows_each_lane_with_its_sources_numbered_below(real: Store) -> None:
    texts = [text.text or "" for text in parsed(page(real, "H20")).iter(f"{SVG}text")]
    places = "".join(text for text in texts if "¶" in text)
    numbers = set(re.findall(r"\[(\d+)¶", places))
    assert {f"[{number}]" for number in numbers} <= set(texts)
    assert {"April 2025", "July 2025", "H20", "US", "China"} <= set(texts)


def test_data_in_an_svg_is_never_markup() -> None:
    hostile = '<script>alert("1")</script>&amp;]]>\x00\x1b[31m\u202e\ufffe'
    block = one_lane(
        bar("allowed", "2025-02/2025-09", hostile), marks=(mark("day", "2025-03-01", hostile),), note=hostile
    )
    lane = block.sections[0].lanes[0]._replace(name=hostile, place=hostile)
    block = block._replace(sections=(Section(hostile, (lane,)),))
    root = parsed(pictured(block, hostile))
    assert not list(root.iter(f"{SVG}script"))
    shown = root.findtext(f"{SVG}title") or ""
    assert shown.startswith('<script>alert("1")</script>&amp;]]>\\x00\\x1b[31m\\u202e')


@settings(deadline=None, max_examples=100)
@given(pictures())
def test_any_picture_makes_a_well_formed_svg(block: Lanes) -> None:
    root = parsed(pictured(block))
    for element in root.iter(f"{SVG}rect"):
        assert float(element.get("width", "0")) >= 0
        assert float(element.get("height", "0")) >= 0


def test_every_state_is_hatched_in_its_own_way_and_hedged_bars_are_lower() -> None:
    root = parsed(pictured(one_lane(bar("blocked", "2025-02/2025-04"), bar("blocked", "2025-06/2025-09", firm=False))))
    hatched = [element for element in root.iter(f"{SVG}rect") if element.get("fill") == "url(#blocked)"]
    firm, hedged, *_ = (float(element.attrib["height"]) for element in hatched)
    assert hedged < firm
    tiles = [
        re.sub(r"#\w{6}", "", ET.tostring(element, encoding="unicode")).replace(element.attrib["id"], "")
        for element in root.iter(f"{SVG}pattern")
    ]
    assert len(set(tiles)) == len(tiles)


# With made-up claims: what the shipped base has none of


def test_a_dispute_and_a_change_on_a_day_are_drawn_as_such() -> None:
    claims: list[Record] = [
        bases.status("one", "blocked", "2025-03-01"),
        bases.status("other", "allowed", "2025-03-01", told_by="late"),
        bases.status("newer", "conditional", "2025-09-10", told_by="late"),
    ]
    facts = bases.base(entities=[entity("t40"), *bases.ENTITIES[3:]], export_status=claims)
    with bases.opened(facts) as store:
        laid = page(store, "T40", start="2025", end="2025")
    lane = next(line for line in lines(laid) if line.startswith("T40"))
    assert "!! allowed ≠ blocked !" in lane
    assert "!◆▒" in lane
    legend = "\n".join(lines(laid))
    assert "!!! sources disagree" in legend
    assert "◆ change on that day" in legend
    assert {"url(#disputed)", "url(#conditional)"} <= {element.get("fill") for element in parsed(laid).iter()}
