"""Dates and spans in the words of a question, English and French."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from chipcli import dates
from chipcli.dates import Span

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv", "february feb fevrier fevr", "march mar mars", "april apr avril avr", "may mai",
            "june jun juin", "july jul juillet juil", "august aug aout", "september sept sep septembre",
            "october oct octobre", "november nov novembre", "december dec decembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip

_SEASONS = {"spring": 3, "printemps": 3, "summer": 6, "ete": 6, "autumn": 9, "fall": 9, "automne": 9}
"""The first of a season's three months; winter lies in two years and is not read."""

_LAST = frozenset({"last", "past", "previous", "dernier", "derniere", "passe", "passee"})
_THIS = frozenset({"this", "current", "ce", "cette"})
_NEXT = frozenset({"next", "coming", "prochain", "prochaine"})
_YESTERDAY = frozenset({"yesterday", "hier"})
_UNITS = {
    "day": "day", "days": "day", "jour": "day", "jours": "day", "week": "week", "weeks": "week", "semaine": "week",
    "semaines": "week", "month": "month", "months": "month", "mois": "month", "quarter": "quarter",
    "quarters": "quarter", "trimestre": "quarter", "trimestres": "quarter", "year": "year", "years": "year",
    "an": "year", "ans": "year", "annee": "year", "annees": "year",
}  # fmt: skip
_NUMBERS = {
    name: number
    for number, names in enumerate(
        ("a one un une", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit",
         "nine neuf", "ten dix"),
        1,
    )
    for name in names.split()
}  # fmt: skip

_PARTS_OF_YEAR = {
    **{f"{letter}{number}": (3 * number - 2, 3) for letter in "qt" for number in range(1, 5)},
    "first quarter": (1, 3), "second quarter": (4, 3), "third quarter": (7, 3), "fourth quarter": (10, 3),
    "premier trimestre": (1, 3), "deuxieme trimestre": (4, 3), "troisieme trimestre": (7, 3),
    "quatrieme trimestre": (10, 3), "dernier trimestre": (10, 3),
    "first half": (1, 6), "second half": (7, 6), "premier semestre": (1, 6), "second semestre": (7, 6),
    "deuxieme semestre": (7, 6), "debut": (1, 4), "early": (1, 4), "beginning": (1, 4), "mid": (5, 4), "mi": (5, 4),
    "milieu": (5, 4), "fin": (9, 4), "late": (9, 4), "end": (9, 4),
}  # fmt: skip
"""The first month of each part of a year, and its months; what has no sharp ends is taken widely."""

_YEAR = re.compile(r"20[0-9]{2}\Z")
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|er)?\Z")
_ISO = re.compile(r"20[0-9]{2}(?:-[0-9]{2}){0,2}\Z")

_FROM = frozenset({"between", "from", "entre", "du", "depuis", "since"})
_TO = frozenset({"and", "to", "until", "till", "et", "a", "au", "jusqu"})
_BEFORE = frozenset({"before", "avant"})


class Found(NamedTuple):
    """A date in a question, and the places of its words."""

    span: Span
    places: range


def read(words: list[str], today: date) -> tuple[Span | None, frozenset[int]]:
    """Return the time that a question is about, and the places of the words that say so.

    Args:
        words: the words of the question, in lower case and without accents.
        today: the day that "last" is counted from.
    """
    found = list(_dates(words, today))
    places = {place for one in found for place in one.places}
    if not found:
        return None, frozenset()
    first, last = found[0], found[-1]
    places |= {one.places.start - 1 for one in found if one.places.start and words[one.places.start - 1] in _FROM | _TO}
    if len(found) > 1 and first.span.earliest and last.span.latest and first.span.earliest <= last.span.latest:
        return dates.parse(f"{_start(first.span)}/{_end(last.span)}"), frozenset(places)
    if first.places.start and words[first.places.start - 1] in _BEFORE and first.span.earliest:
        return dates.day(first.span.earliest - timedelta(days=1)), frozenset({*places, first.places.start - 1})
    return first.span, frozenset(places)


def _dates(words: list[str], today: date) -> Iterator[Found]:
    place = 0
    while place < len(words):
        found = _at(words, place, today)
        if found:
            yield found
            place = found.places.stop
        else:
            place += 1


def _at(words: list[str], place: int, today: date) -> Found | None:
    """Read a date that begins at a place."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else ""
    counted = _counted(words, place, today)
    if counted:
        return counted
    day = _DAY.match(word)
    if day and following in MONTHS:
        return _month(words, place + 1, today, day=int(day[1]), start=place)
    if word in MONTHS:
        return _month(words, place, today, day=None, start=place)
    return _part_of_year(words, place) or _season(words, place, today) or _year(word, place)


def _year(word: str, place: int) -> Found | None:
    return _found(word, place, 1) if _YEAR.match(word) or (_ISO.match(word) and "-" in word) else None


def _counted(words: list[str], place: int, today: date) -> Found | None:
    """Read what is counted from the day of the question: "last month", "l'an dernier", "two weeks ago"."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
    if word in _YESTERDAY:
        return _found((today - timedelta(days=1)).isoformat(), place, 1)
    if word in _LAST and following in MONTHS:
        return _found(_latest_month(MONTHS[following], today), place, 2)
    if word in _LAST and following in _SEASONS:
        return _found(_latest_season(_SEASONS[following], today), place, 2)
    for shift, cue in ((-1, _LAST), (0, _THIS), (1, _NEXT)):
        if word in cue and following in _UNITS:
            return _found(_shifted(_UNITS[following], shift, today), place, 2)
        if shift and word in _UNITS and following in cue:
            return _found(_shifted(_UNITS[word], shift, today), place, 2)
    return _ago(words, place, today)


def _ago(words: list[str], place: int, today: date) -> Found | None:
    """Read "three months ago", "il y a trois mois"."""
    french = words[place : place + 3] == ["il", "y", "a"]
    start = place + 3 if french else place
    number, unit, *rest = [*words[start : start + 3], "", ""]
    count = _NUMBERS.get(number) or (int(number) if number.isdecimal() and len(number) < 3 else None)
    if count is None or unit not in _UNITS or not (french or rest[0] == "ago"):
        return None
    return _found(_shifted(_UNITS[unit], -count, today), place, 5 if french else 3)


def _shifted(unit: str, count: int, today: date) -> str:
    """Return the day, week, month, quarter or year that lies some of them after that of a day."""
    if unit == "year":
        return f"{today.year + count:04}"
    if unit in ("month", "quarter"):
        months = 3 if unit == "quarter" else 1
        since_zero = (today.year * 12 + today.month - 1) // months * months + count * months
        first, last = divmod(since_zero, 12), divmod(since_zero + months - 1, 12)
        ends = [f"{year:04}-{month + 1:02}" for year, month in dict.fromkeys((first, last))]
        return "/".join(ends)
    if unit == "day":
        return (today + timedelta(days=count)).isoformat()
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * count)
    return f"{monday}/{monday + timedelta(days=6)}"


def _part_of_year(words: list[str], place: int) -> Found | None:
    """Read "third quarter of 2025", "premier semestre 2025", "fin 2025"."""
    for length in (1, 2):
        part = _PARTS_OF_YEAR.get(" ".join(words[place : place + length]))
        links = [word for word in words[place + length : place + length + 1] if word in {"of", "de"}]
        year = words[place + length + len(links) : place + length + len(links) + 1]
        if part and year and _YEAR.match(year[0]):
            first, months = part
            return _found(f"{year[0]}-{first:02}/{year[0]}-{first + months - 1:02}", place, length + len(links) + 1)
    return None


def _season(words: list[str], place: int, today: date) -> Found | None:
    following = words[place + 1] if place + 1 < len(words) else ""
    month = _SEASONS.get(words[place])
    if month is None:
        return None
    if following in _LAST:
        return _found(_latest_season(month, today), place, 2)
    if _YEAR.match(following):
        return _found(f"{following}-{month:02}/{following}-{month + 2:02}", place, 2)
    return None


def _month(words: list[str], place: int, today: date, *, day: int | None, start: int) -> Found | None:
    """Read a month, with the day before or after it and the year where they are told."""
    month = MONTHS[words[place]]
    # "may" and "mar" are words of their own; a month is told by what stands beside it.
    rest = words[place + 1 : place + 3]
    if rest and day is None and not _YEAR.match(rest[0]) and (after := _DAY.match(rest[0])):
        day, place, rest = int(after[1]), place + 1, rest[1:]
    year = int(rest[0]) if rest and _YEAR.match(rest[0]) else None
    if rest and rest[0] in _LAST:
        return _found(_latest_month(month, today), start, place + 2 - start)
    before = words[start - 1] if start else ""
    if words[start] in {"may", "mar", "sep", "mai"} and year is None and day is None and before not in _CALENDAR:
        return None
    text = f"{year}-{month:02}" if year else _latest_month(month, today)
    if day is not None:
        text += f"-{day:02}"
    return _found(text, start, place + (2 if year else 1) - start)


_CALENDAR = frozenset(
    {"in", "en", "of", "de", "by", "until", "since", "depuis", "between", "entre", "and", "et", "from"}
)


def _latest_month(month: int, today: date) -> str:
    """Return the last such month that has begun."""
    return f"{today.year if month <= today.month else today.year - 1}-{month:02}"


def _latest_season(month: int, today: date) -> str:
    year = today.year if month <= today.month else today.year - 1
    return f"{year}-{month:02}/{year}-{month + 2:02}"


def _found(text: str, place: int, length: int) -> Found | None:
    try:
        return Found(dates.parse(text), range(place, place + length))
    except dates.DateError:
        return None


def _start(span: Span) -> str:
    return span.edtf.partition("/")[0]


def _end(span: Span) -> str:
    return span.edtf.rpartition("/")[2]
