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
_QUARTERS = {
    **{f"{letter}{number}": 3 * number - 2 for letter in "qt" for number in range(1, 5)},
    "first quarter": 1, "second quarter": 4, "third quarter": 7, "fourth quarter": 10,
    "premier trimestre": 1, "deuxieme trimestre": 4, "troisieme trimestre": 7, "quatrieme trimestre": 10,
}  # fmt: skip
_UNITS = {
    "month": "month", "mois": "month", "year": "year", "an": "year", "annee": "year", "week": "week", "semaine": "week",
}  # fmt: skip

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
    counted = _counted(word, following, today)
    if counted:
        return _found(counted, place, 2)
    day = _DAY.match(word)
    if day and following in MONTHS:
        return _month(words, place + 1, today, day=int(day[1]), start=place)
    if word in MONTHS:
        return _month(words, place, today, day=None, start=place)
    return _quarter(words, place) or _season(words, place, today) or _year(word, place)


def _year(word: str, place: int) -> Found | None:
    return _found(word, place, 1) if _YEAR.match(word) or (_ISO.match(word) and "-" in word) else None


def _counted(word: str, following: str, today: date) -> str | None:
    """Read what is counted from the day of the question: "last month", "l'an dernier", "this year"."""
    if word in _LAST and following in MONTHS:
        return _latest_month(MONTHS[following], today)
    if word in _LAST and following in _SEASONS:
        return _latest_season(_SEASONS[following], today)
    if word in _LAST and following in _UNITS:
        return _before(_UNITS[following], today)
    if word in _UNITS and following in _LAST:
        return _before(_UNITS[word], today)
    if word in _THIS and following in _UNITS:
        this = {"year": str(today.year), "month": f"{today:%Y-%m}"}
        return this.get(_UNITS[following], f"{today - timedelta(days=today.weekday())}/{today}")
    return None


def _before(unit: str, today: date) -> str:
    if unit == "year":
        return str(today.year - 1)
    if unit == "month":
        return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    monday = today - timedelta(days=today.weekday())
    return f"{monday - timedelta(days=7)}/{monday - timedelta(days=1)}"


def _quarter(words: list[str], place: int) -> Found | None:
    for length in (1, 2):
        month = _QUARTERS.get(" ".join(words[place : place + length]))
        rest = [word for word in words[place + length : place + length + 2] if word not in {"of", "de"}]
        if month and rest and _YEAR.match(rest[0]):
            end = words.index(rest[0], place) + 1
            return _found(f"{rest[0]}-{month:02}/{rest[0]}-{month + 2:02}", place, end - place)
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
