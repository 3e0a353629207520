import re
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chipcli.dates import FORMS, LONGEST, DateError, Span, day, parse

LENGTHS = (len("2025"), len("2025-07"), len("2025-07-10"))

DAY = timedelta(days=1)

lengths = st.sampled_from(LENGTHS)
marks = st.sampled_from(["", "?", "~"])
simple = st.builds(lambda whole, length, mark: whole.isoformat()[:length] + mark, st.dates(), lengths, marks)
near = st.dates(date(2025, 1, 1), date(2025, 3, 31))
near_spans = st.builds(lambda a, b: parse(f"{min(a, b)}/{max(a, b)}"), near, near)


def days_of(span: Span) -> set[int]:
    return set(range(span.first.toordinal(), span.last.toordinal() + 1))


# Single dates


@given(st.dates(), lengths, marks)
def test_a_partial_date_spans_the_day_it_was_cut_from(whole: date, length: int, mark: str) -> None:
    span = parse(whole.isoformat()[:length] + mark)
    assert span.first <= whole <= span.last


@given(st.dates(), lengths, marks)
def test_a_partial_date_spans_nothing_but_the_days_it_could_be_cut_from(whole: date, length: int, mark: str) -> None:
    text = whole.isoformat()[:length]
    span = parse(text + mark)
    assert span.first.isoformat()[:length] == span.last.isoformat()[:length] == text
    assert span.first == date.min or (span.first - DAY).isoformat()[:length] != text
    assert span.last == date.max or (span.last + DAY).isoformat()[:length] != text


@given(simple)
def test_a_date_keeps_its_text_and_whether_it_was_called_uncertain(text: str) -> None:
    span = parse(text)
    assert span.edtf == text
    assert span.is_qualified == text.endswith(("?", "~"))
    assert not span.is_open


@given(st.dates())
def test_a_whole_date_is_a_day_and_the_same_as_the_day_itself(whole: date) -> None:
    assert parse(whole.isoformat()) == day(whole)
    assert day(whole).is_day


def test_a_year_and_a_month_are_no_day() -> None:
    assert not parse("2025").is_day
    assert not parse("2025-07").is_day


@pytest.mark.parametrize("text", ["2024-02-29", "2000-02-29", "2024-02-29~"])
def test_a_leap_year_has_its_day(text: str) -> None:
    assert parse(text).earliest == parse(text).latest == date.fromisoformat(text[:10])


@pytest.mark.parametrize(("month", "last"), [("2024-02", 29), ("2025-02", 28), ("1900-02", 28), ("2025-04", 30)])
def test_a_month_ends_on_its_last_day(month: str, last: int) -> None:
    assert parse(month).latest == date.fromisoformat(f"{month}-{last}")


def test_the_first_and_the_last_year_there_are_can_be_written() -> None:
    assert parse("0001").earliest == date.min
    assert parse("9999").latest == date.max


# Intervals


@given(simple, simple)
def test_an_interval_runs_from_the_first_day_of_one_date_to_the_last_of_the_other(one: str, other: str) -> None:
    assume(parse(one).first <= parse(other).last)
    span = parse(f"{one}/{other}")
    assert (span.edtf, span.earliest, span.latest) == (f"{one}/{other}", parse(one).earliest, parse(other).latest)
    assert span.is_qualified == (parse(one).is_qualified or parse(other).is_qualified)


@given(simple, simple)
def test_an_interval_that_ends_before_it_begins_is_refused(one: str, other: str) -> None:
    assume(parse(one).first > parse(other).last)
    with pytest.raises(DateError, match="ends before it begins"):
        parse(f"{one}/{other}")


@given(simple)
def test_an_open_interval_has_one_end_only(text: str) -> None:
    known, until, since = parse(text), parse(f"../{text}"), parse(f"{text}/..")
    assert (until.earliest, until.latest) == (None, known.latest)
    assert (since.earliest, since.latest) == (known.earliest, None)
    assert (until.first, since.last) == (date.min, date.max)
    assert until.is_open
    assert since.is_open
    assert not until.is_day
    assert not since.is_day


@given(simple, simple)
def test_the_longest_date_there_is_can_be_written(one: str, other: str) -> None:
    assert len(f"{one}/{other}") <= LONGEST
    assert parse("2025-12-10~/2025-12-10?").is_day


# What is refused


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2025 ",
        " 2025",
        "2025\n",
        "2025-07\n",
        "2025-07-10\n",
        "2025-07\n/2025-08",
        "2025-07 / 2025-08",
        "2025-07\0",
        "25",
        "202",
        "20255",
        "2025-7",
        "2025-07-1",
        "2025-07-100",
        "2025-",
        "2025-07-",
        "202507",
        "20250710",
        "2025-0710",
        "2025/07/10",
        "2025.07.10",
        "10-07-2025",
        "07-2025",
        "2025-Q3",
        "2025-W28",
        "2025-191",
        "2025-21-",
        "July 2025",
        "2025-07-10T00:00",
        "2025-07-10Z",
        "+2025",
        "-2025",
        "y2025",
        "Y20250",
        "202X",
        "2025-XX",
        "2025-0x",
        "2025-07?~",
        "2025-07~?",
        "2025-07??",
        "2025-07%",
        "?2025-07",
        "2025?-07",
        "2025-?07",
        "..",
        "../..",
        "/",
        "/2025",
        "2025/",
        "//",
        "../",
        "/..",
        "./2025",
        ".../2025",
        "2025/...",
        "..?/2025",
        "2025/..~",
        "2025..2026",
        "2025/2026/2027",
        "2025/2026/..",
        "[2025,2026]",
        "{2025}",
        "2025-07–2025-08",
        "2025‐07",  # noqa: RUF001  # a hyphen that is not the hyphen-minus
        "２０２５",  # noqa: RUF001  # full-width
        "２025-07",  # noqa: RUF001
        "٢٠٢٥",
        "२०२५-०७",
        "\U0001d7d0\U0001d7ce\U0001d7d0\U0001d7d3",
        "²025",
        "2025-07-1０",  # noqa: RUF001
        "None",
        "null",
        "today",
    ],
)
def test_what_is_not_written_in_an_accepted_form_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "0000",
        "0000-01",
        "0000-01-01",
        "2025-00",
        "2025-13",
        "2025-21",
        "2025-99",
        "2025-00-10",
        "2025-13-01",
        "2025-07-00",
        "2025-07-32",
        "2025-04-31",
        "2025-02-29",
        "2025-02-30",
        "1900-02-29",
        "2023-02-29?",
        "2025-01/2025-13",
        "2025-02-30/2025-03",
        "../2025-06-31",
    ],
)
def test_what_no_calendar_has_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(DateError, match=f"^no such date: '{re.escape(text)}'$"):
        parse(text)


def test_a_refusal_names_the_accepted_forms_and_what_was_got() -> None:
    with pytest.raises(DateError) as caught:
        parse("2025-7")
    assert str(caught.value) == f"expected {FORMS}, got '2025-7'"


def test_an_interval_of_nothing_to_nothing_is_refused_with_the_accepted_forms() -> None:
    with pytest.raises(DateError, match="says nothing") as caught:
        parse("../..")
    assert FORMS in str(caught.value)


@pytest.mark.parametrize("text", ["1" * 10_000_000, "2025-07-10/" * 1_000_000, "\u0301" * 200_000, "2025" + " " * 20])
def test_a_long_text_is_refused_by_its_length_and_not_repeated(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(len(text)) in str(caught.value)
    assert len(str(caught.value)) < 300


NOTATION = re.compile(r"(?:\.\.|D)/(?:\.\.|D)|D".replace("D", r"\d{4}(?:-\d\d(?:-\d\d)?)?[?~]?"), re.ASCII)


@given(st.text(max_size=30) | st.text("0123456789-/.?~ \n٣", max_size=30))
def test_whatever_is_accepted_is_in_the_notation_and_kept_as_written(text: str) -> None:
    try:
        span = parse(text)
    except DateError:
        return
    assert NOTATION.fullmatch(text)
    assert span.edtf == text
    assert span.first <= span.last


@given(st.from_regex(NOTATION, fullmatch=True))
def test_whatever_is_in_the_notation_is_a_span_or_a_refusal(text: str) -> None:
    try:
        span = parse(text)
    except DateError as fault:
        assert re.search("no such date|ends before it begins|says nothing", str(fault))  # noqa: PT017  # one of two
    else:
        assert span.earliest or span.latest


# Spans beside each other


@given(near_spans, near_spans)
def test_one_span_holds_another_when_it_has_all_its_days(one: Span, other: Span) -> None:
    assert one.holds(other) == (days_of(other) <= days_of(one))


@given(near_spans, near_spans)
def test_two_spans_overlap_when_they_share_a_day(one: Span, other: Span) -> None:
    assert one.overlaps(other) == bool(days_of(one) & days_of(other))


@given(simple)
def test_an_open_span_holds_whatever_lies_on_its_side(text: str) -> None:
    span, until, since = parse(text), parse(f"../{text}"), parse(f"{text}/..")
    assert until.holds(span)
    assert since.holds(span)
    assert until.overlaps(since)
    assert not span.holds(until) or span.first == date.min
    assert not span.holds(since) or span.last == date.max


@pytest.mark.parametrize(
    ("one", "other", "holds", "overlaps"),
    [
        ("2025", "2025-07", True, True),
        ("2025-07", "2025", False, True),
        ("2025-07", "2025-07-31", True, True),
        ("2025-07", "2025-08-01", False, False),
        ("2025-07", "2025-07-31/2025-08-01", False, True),
        ("../2025-07", "2025-08/..", False, False),
        ("../2025-07", "2025-07-31/..", False, True),
        ("../2025-07", "../2025-06", True, True),
        ("2025-07/..", "2025-08/..", True, True),
    ],
)
def test_spans_that_touch_share_a_day_and_neighbours_do_not(
    one: str, other: str, *, holds: bool, overlaps: bool
) -> None:
    assert parse(one).holds(parse(other)) is holds
    assert parse(one).overlaps(parse(other)) is overlaps
