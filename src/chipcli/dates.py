"""Dates as sources give them: a year, a month, a day or an interval, never more than was said.

The notation is a subset of EDTF (ISO 8601-2): ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, each with an
optional ``?`` (uncertain) or ``~`` (approximate), and the intervals ``A/B``, ``../B`` and ``A/..``.
"""

import re
from datetime import date, timedelta

from msgspec import Struct

from chipcli.messages import Message, mark, say

FORMS = mark("YYYY, YYYY-MM or YYYY-MM-DD, optionally with ? or ~, or an interval A/B, ../B or A/..")

LONGEST = len("2025-12-10~/2025-12-10~")

# [0-9], not \d: \d also accepts digits of other scripts. \Z, not $: $ also accepts a newline.
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~]?\Z")


class DateError(ValueError):
    """The text is not a date in one of the accepted forms."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Span(Struct, frozen=True, kw_only=True):
    """A date as written, with the first and the last day it can mean."""

    edtf: str
    """The text of the date; kept as written, because it carries the precision."""
    earliest: date | None
    """First day; None where the interval has no start."""
    latest: date | None
    """Last day; None where the interval has no end."""

    @property
    def first(self) -> date:
        """The first day, or the first day there is."""
        return self.earliest or date.min

    @property
    def last(self) -> date:
        """The last day, or the last day there is."""
        return self.latest or date.max

    @property
    def is_open(self) -> bool:
        """Whether one end is not stated."""
        return self.earliest is None or self.latest is None

    @property
    def is_day(self) -> bool:
        """Whether it means one single day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def is_qualified(self) -> bool:
        """Whether the source calls the date uncertain (?) or approximate (~)."""
        return "?" in self.edtf or "~" in self.edtf

    def holds(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


def parse(text: str) -> Span:
    """Read a date in one of the accepted forms.

    Raises:
        DateError: for anything else; nothing is trimmed, guessed or widened.
    """
    # The bound comes first, so that no work is spent on a text that cannot be a date.
    if len(text) > LONGEST:
        raise DateError(say("expected {forms}; got a text of {count} characters", forms=say(FORMS), count=len(text)))
    start, slash, end = text.partition("/")
    if not slash:
        earliest, latest = _bounds(text, text)
        return Span(edtf=text, earliest=earliest, latest=latest)
    if start == ".." == end:
        raise DateError(say("expected {forms}; '{text}' says nothing", forms=say(FORMS), text=text))
    first = None if start == ".." else _bounds(start, text)[0]
    last = None if end == ".." else _bounds(end, text)[1]
    if first and last and first > last:
        raise DateError(say("'{text}' ends before it begins", text=text))
    return Span(edtf=text, earliest=first, latest=last)


def day(value: date) -> Span:
    """Return the span of a single day."""
    return Span(edtf=value.isoformat(), earliest=value, latest=value)


def _bounds(text: str, whole: str) -> tuple[date, date]:
    match = _DATE.match(text)
    if not match:
        raise DateError(say("expected {forms}, got '{text}'", forms=say(FORMS), text=whole))
    year, month, day_of_month = (int(part) if part else None for part in match.groups())
    if not year or month == 0 or (month or 1) > 12:
        raise DateError(say("no such date: '{text}'", text=whole))
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day_of_month is None:
        # The last day is the one before the first of the next month; `calendar` would cost its import.
        last = 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day
        return date(year, month, 1), date(year, month, last)
    try:
        exact = date(year, month, day_of_month)
    except ValueError:
        raise DateError(say("no such date: '{text}'", text=whole)) from None
    return exact, exact
