"""Dates as French prints them, counted where they must be from the date of the article."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from chipcli import dates
from chipcli.evidence import french, numbers
from chipcli.evidence.french import Passage, Span

MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)

ENGLISH_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

# First month of each season, as the meteorologists count.
_SEASONS = {"hiver": 12, "printemps": 3, "ete": 6, "automne": 9}

_MENTION = re.compile(
    rf"\b(?:(?P<day>1er|[0-9]{{1,2}}) )?(?P<month>{'|'.join(MONTHS)})\b(?: (?P<year>[0-9]{{4}})\b)?"
    r"|(?<![\w.,-])(?P<only_year>(?:19|20)[0-9]{2})(?![\w-]| [0-9]{3})"
    rf"|\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    r"|\b(?P<week>cette semaine)\b"
    r"|\b(?P<months>ces derniers mois)\b"
    rf"|\bdepuis (?:l'|le )(?P<season>{'|'.join(_SEASONS)})\b"
    r"|\b(?P<later>[a-z]+) mois plus tard\b"
)

# What a date on one side says, does not hold for the other: "blocked in April, before this was
# annulled in July"; "bought chips, delivery of which is planned for 2024".
_BREAK = re.compile(
    r"\b(?:dont|avant que|apres que|apres une?|initialement|alors que|tandis que|mais|(?<!ce )qui)\b|[;:]"
)

_PAGE_DATE = re.compile(rf"\b([0-9]{{1,2}}) ({'|'.join(ENGLISH_MONTHS)}) ([0-9]{{4}})\b")
_DAYS_AGO = re.compile(r"([0-9]+) days? ago\Z")
_HEADER = re.compile(r"date ([0-9]{4}(?:-[0-9]{2}){0,2}) ")


class Mention(NamedTuple):
    """A date that a text prints."""

    span: Span
    edtf: str
    basis: Literal["stated", "relative"]
    """`relative` where it takes the date of the article to read it."""


@cache
def mentions(paragraph: str, published: dates.Span | None) -> tuple[Mention, ...]:
    """Return the dates that a paragraph prints, in order; what cannot be counted without a date is left out."""
    found: list[Mention] = []
    folded = french.fold(paragraph)
    for match in _MENTION.finditer(folded):
        span = Span(*match.span())
        sentence = next((s for s in french.sentences(paragraph) if s.holds(span)), Span(0, len(paragraph)))
        known = [m for m in found if sentence.holds(m.span)]
        mention = _stated(match, span, known) or (published and _relative(match, span, found, published))
        if mention:
            found.append(mention)
    return tuple(found)


def _stated(match: re.Match[str], span: Span, known: list[Mention]) -> Mention | None:
    if match["only_year"]:
        return Mention(span, match["only_year"], "stated")
    if not match["month"]:
        return None
    # "In April 2025 ..., annulled in July": the sentence has named the year.
    years = [m.edtf[:4] for m in known if m.basis == "stated" and len(m.edtf) > 4]
    year = match["year"] or (years[-1] if years else None)
    return Mention(span, _edtf(int(year), _month(match), _day(match)), "stated") if year else None


def _relative(match: re.Match[str], span: Span, found: list[Mention], published: dates.Span) -> Mention | None:
    edtf = None
    if match["month"]:
        edtf = _last(_month(match), _day(match), published.latest)
    elif match["weekday"] and published.is_day and published.latest:
        back = (published.latest.weekday() - _WEEKDAYS.index(match["weekday"])) % 7
        edtf = (published.latest - timedelta(days=back)).isoformat()
    elif match["week"] and not published.is_open and not published.is_day:
        # No narrower than the date of the article itself.
        edtf = published.edtf
    elif match["week"] and published.is_day and published.latest:
        monday = published.latest - timedelta(days=published.latest.weekday())
        edtf = f"{monday.isoformat()}/{published.edtf}"
    elif match["months"] and not published.is_open:
        edtf = f"../{published.edtf}"
    elif match["season"] and published.latest and not published.is_open:
        first = _last(_SEASONS[match["season"]], None, published.latest)
        edtf = f"{first}/{published.edtf}"
    elif match["later"] and found:
        edtf = _later(found[-1].edtf, numbers.spelled(match["later"]))
    return Mention(span, edtf, "relative") if edtf else None


def _month(match: re.Match[str]) -> int:
    return MONTHS.index(match["month"]) + 1


def _day(match: re.Match[str]) -> int | None:
    return int(match["day"].removesuffix("er")) if match["day"] else None


def _edtf(year: int, month: int, day: int | None) -> str:
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _last(month: int, day: int | None, latest: date | None) -> str | None:
    """Return the last such month or day that had begun by a day."""
    if latest is None:
        return None
    for year in (latest.year, latest.year - 1):
        if (day or 1) <= monthrange(year, month)[1] and date(year, month, day or 1) <= latest:
            return _edtf(year, month, day)
    return None


def _later(edtf: str, months: int | None) -> str | None:
    if months is None or len(edtf) != len("2023-10"):
        return None
    year, month = divmod(int(edtf[:4]) * 12 + int(edtf[5:]) - 1 + months, 12)
    return _edtf(year, month + 1, None)


def read(passage: Passage, published: dates.Span | None) -> tuple[Mention, ...]:
    """Return the dates that hold for an anchor: those inside it, or else the nearest in its sentence.

    A date beyond a word that opens another clause doesn't count.
    """
    inside = [m for m in _all(passage, published) if passage.anchor.holds(m.span)]
    if inside:
        return tuple(inside)
    reached = [
        m
        for m in _all(passage, published)
        if passage.sentence.holds(m.span) and not _BREAK.search(_between(passage, m.span))
    ]
    return tuple(m for m in reached if _away(m, passage) == min(_away(other, passage) for other in reached))


def read_before(passage: Passage, published: dates.Span | None) -> tuple[Mention, ...]:
    """Return the dates that hold for an anchor, or else the last one that its paragraph prints before its sentence."""
    earlier = [m for m in _all(passage, published) if m.span.end <= passage.sentence.start]
    return read(passage, published) or tuple(earlier[-1:])


def read_beside(passage: Passage, published: dates.Span | None, cue: re.Pattern[str]) -> tuple[Mention, ...]:
    """Return the dates of a passage's sentence that stand in one clause with a cue: "delivery ... in 2024"."""
    return tuple(
        m
        for m in _all(passage, published)
        if passage.sentence.holds(m.span)
        for match in cue.finditer(passage.folded, passage.sentence.start, passage.sentence.end)
        if not _BREAK.search(passage.folded[min(match.end(), m.span.end) : max(match.start(), m.span.start)])
    )


def _all(passage: Passage, published: dates.Span | None) -> tuple[Mention, ...]:
    return mentions(passage.original, published)


def _away(mention: Mention, passage: Passage) -> int:
    return mention.span.distance(passage.anchor)


def _between(passage: Passage, span: Span) -> str:
    return passage.folded[min(span.end, passage.anchor.end) : max(span.start, passage.anchor.start)]


def printed_publication(paragraphs: tuple[str, ...]) -> Mention | None:
    """Read when a page says that it was published: its date line, or its age ("3 days ago") beside its date."""
    header = _HEADER.match(paragraphs[0]) if paragraphs else None
    if header:
        return Mention(Span(*header.span(1)), header[1], "stated")
    today = next((match for text in paragraphs if (match := _PAGE_DATE.search(text.lower()))), None)
    age = next((match for text in paragraphs if (match := _DAYS_AGO.match(text.lower()))), None)
    if not today or not age:
        return None
    day = date(int(today[3]), ENGLISH_MONTHS.index(today[2]) + 1, int(today[1])) - timedelta(days=int(age[1]))
    return Mention(Span(*age.span()), day.isoformat(), "relative")


def latest_printed(paragraphs: Iterable[str]) -> date | None:
    """Return the first day of the latest date that a document prints: it cannot be older than that."""
    starts = [dates.parse(m.edtf).earliest for text in paragraphs for m in mentions(text, None)]
    return max((start for start in starts if start), default=None)
