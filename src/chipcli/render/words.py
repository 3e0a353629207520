"""How dates, states, levels and quantities are put into words."""

from datetime import date

from chipcli.dates import Span
from chipcli.model.claim import Rule, State
from chipcli.model.values import Level, Quantity, When
from chipcli.render.page import Style

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

MARKS: dict[Level, str] = {
    Level.STATED: "•",
    Level.ANNOUNCED: "!",
    Level.REPORTED: "»",
    Level.HEDGED: "~",
    Level.PLANNED: "…",
    Level.EXPECTED: "…",
    Level.OPINION: "?",
}

LEVELS: dict[Level, str] = {
    Level.STATED: "stated",
    Level.ANNOUNCED: "announced",
    Level.REPORTED: "reported",
    Level.HEDGED: "hedged",
    Level.PLANNED: "planned",
    Level.EXPECTED: "expected",
    Level.OPINION: "opinion",
}

RULES: dict[Rule, str] = {
    "us_export": "US: may it leave for China?",
    "cn_purchase": "China: may it be bought?",
}

SHORT_RULES: dict[Rule, str] = {"us_export": "US", "cn_purchase": "China"}

STATES: dict[State, str] = {
    "allowed": "allowed",
    "conditional": "conditional",
    "no_decision": "no decision yet",
    "discouraged": "discouraged",
    "prohibited": "prohibited",
    "blocked": "blocked",
}

STATE_STYLES: dict[State, Style] = {
    "allowed": "good",
    "conditional": "middling",
    "no_decision": "middling",
    "discouraged": "middling",
    "prohibited": "bad",
    "blocked": "bad",
}

KIND_NAMES: dict[str, str] = {
    "chip": "chip",
    "chip_group": "group of chips",
    "company": "company",
    "public_body": "public body",
    "person": "person",
    "model": "AI model",
    "place": "place",
    "outlet": "news outlet",
    "technology": "technology",
    "group": "group",
    "claim": "claim",
    "source": "source",
}

OPERATORS = {
    "eq": "",
    "about": "about ",
    "almost": "almost ",
    "gt": "more than ",
    "ge": "at least ",
    "lt": "less than ",
    "le": "at most ",
}


def day(value: date) -> str:
    """Return `10 December 2025`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def when(span: Span | When) -> str:
    """Return a date in words, as precise as it is and no more."""
    if span.edtf is None:
        return "date not stated"
    start, slash, end = span.edtf.partition("/")
    if not slash:
        return _whole(start)
    if start == "..":
        return f"by {_whole(end)}"
    if end == "..":
        return f"{_whole(start)} or later"
    return f"between {_whole(start)} and {_whole(end)}"


def period(span: Span) -> str:
    """Return the period of a question: from its first day to its last."""
    start, slash, end = span.edtf.partition("/")
    if not slash:
        return _whole(start)
    if start == "..":
        return f"up to {_whole(end)}"
    return f"from {_whole(start)} on" if end == ".." else f"{_whole(start)} to {_whole(end)}"


def published(span: When) -> str:
    """Return the date of a source; one without a latest possible day is undated."""
    return "undated" if span.latest is None else when(span)


def precision(span: Span | When) -> str:
    """Say what a date leaves open: `day not stated` for a month."""
    if span.edtf is None or span.is_day:
        return ""
    if span.earliest is None:
        return "may have been earlier"
    return "day not stated"


def quantity(value: Quantity) -> str:
    """Return a quantity with its operator and unit; never a bare number."""
    if value.number is None:
        return "not stated"
    scope = f" {value.scope}" if value.scope else ""
    return f"{OPERATORS[value.op]}{value.number:,} {value.unit}{scope}"


def _whole(text: str) -> str:
    year, *rest = text.rstrip("?~").split("-")
    parts = [str(int(year))]
    if rest:
        parts.insert(0, MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        parts.insert(0, str(int(rest[1])))
    words = " ".join(parts)
    return f"about {words}" if text.endswith("~") else f"{words} (uncertain)" if text.endswith("?") else words
