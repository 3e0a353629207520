"""Figures as French prints them: "près de 4 milliards de CNY" is almost 4,000,000,000 CNY.

The way is from the words to the number. To look for the digits of a claim in its paragraph would
find a 4 whatever stands beside it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chipcli.evidence.french import Span, fold
from chipcli.model.values import Op

_TOKEN = re.compile(r"(?P<digits>[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?P<part>,[0-9]+)?|[a-z0-9]+(?:-[a-z]+)*|%")

_SCALES = {"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}

_UNITS = {
    "dollar": "USD",
    "dollars": "USD",
    "usd": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "eur": "EUR",
    "cny": "CNY",
    "yuan": "CNY",
    "yuans": "CNY",
    "%": "percent",
    "nm": "nm",
    "nanometre": "nm",
    "nanometres": "nm",
    "fois": "times",
    "an": "years",
    "ans": "years",
    "annee": "years",
    "annees": "years",
    "mois": "months",
    # What is counted one by one.
    "unite": "units",
    "unites": "units",
    "processeur": "units",
    "processeurs": "units",
    "puce": "units",
    "puces": "units",
    "carte": "units",
    "cartes": "units",
    "accelerateur": "units",
    "accelerateurs": "units",
    "composant": "units",
    "composants": "units",
}

# A share price that doubles is two times what it was; the word is number and unit at once.
_MULTIPLES = {"doubl": 2, "tripl": 3, "quadrupl": 4, "quintupl": 5, "decupl": 10}
_MULTIPLE = re.compile(rf"({'|'.join(_MULTIPLES)})(?:e|ee|es|er|ement)?\Z")

_OPS: tuple[tuple[tuple[str, ...], Op], ...] = (
    (("environ",), "about"),
    (("quelque",), "about"),
    (("autour", "de"), "about"),
    (("presque",), "almost"),
    (("pres", "de"), "almost"),
    (("pres", "d"), "almost"),
    (("plus", "de"), "gt"),
    (("plus", "d"), "gt"),
    (("superieur", "a"), "gt"),
    (("superieurs", "a"), "gt"),
    (("superieure", "a"), "gt"),
    (("superieures", "a"), "gt"),
    (("au", "moins"), "ge"),
    (("moins", "de"), "lt"),
    (("moins", "d"), "lt"),
    (("inferieur", "a"), "lt"),
    (("inferieurs", "a"), "lt"),
    (("inferieure", "a"), "lt"),
    (("inferieures", "a"), "lt"),
    (("au", "plus"), "le"),
    (("jusqu", "a"), "le"),
)

_LONGEST = 8
"""Most words that a spelled number is read from."""

# The words that a French number is spelled with. Which number they spell is text2num's to say.
_SPELLED = frozenset((
    "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "vingt", "vingts", "trente", "quarante", "cinquante", "soixante", "septante",
    "huitante", "octante", "nonante", "cent", "cents", "mille", "million", "millions", "milliard", "milliards", "et",
))  # fmt: skip


class Figure(NamedTuple):
    """A number with its operator and unit, and where it stands."""

    span: Span
    """From the number to the unit; the operator may stand before."""
    number: int | float
    op: Op
    unit: str


class _Token(NamedTuple):
    span: Span
    text: str
    value: int | float | None


@cache
def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text, in order; a number without a unit is none."""
    return tuple(_figures(_tokens(fold(text))))


def _tokens(folded: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(folded):
        value: int | float | None = None
        # H200 is a name: its digits don't stand alone.
        if match["digits"] and not folded[match.end() : match.end() + 1].isalnum():
            value = int(match["digits"].replace(" ", ""))
            if match["part"]:
                value = float(f"{value}.{match['part'][1:]}")
        found.append(_Token(Span(*match.span()), match[0], value))
    return found


def _figures(found: list[_Token]) -> Iterator[Figure]:
    at = 0
    while at < len(found):
        multiple = _MULTIPLE.match(found[at].text)
        if multiple:
            yield Figure(found[at].span, _MULTIPLES[multiple[1]], _op(found, at), "times")
            at += 1
            continue
        number, after = _number(found, at)
        if number is None:
            at += 1
            continue
        unit_at = after
        while unit_at < len(found) and found[unit_at].text in {"de", "d"}:
            unit_at += 1
        if unit_at < len(found) and found[unit_at].text in _UNITS:
            span = Span(found[at].span.start, found[unit_at].span.end)
            yield Figure(span, number, _op(found, at), _UNITS[found[unit_at].text])
        at = after


def _number(found: list[_Token], at: int) -> tuple[int | float | None, int]:
    """Read the number that begins at a token; return it with the place after it."""
    value = found[at].value
    if value is not None:
        after = at + 1
        while after < len(found) and found[after].text in _SCALES:
            value *= _SCALES[found[after].text]
            after += 1
        return value, after
    end = at
    while end < len(found) and end - at < _LONGEST and _is_spelled(found[end].text):
        end += 1
    for after in range(end, at, -1):
        value = spelled(" ".join(token.text for token in found[at:after]))
        if value is not None:
            return value, after
    return None, at


def _is_spelled(word: str) -> bool:
    return all(part in _SPELLED for part in word.split("-"))


def spelled(words: str) -> int | None:
    """Read a French number in words; None where it is none."""
    # Imported here: nothing but the reading of articles needs it.
    from text_to_num import text2num  # noqa: PLC0415

    try:
        return int(text2num("un" if words == "une" else words, "fr"))
    except ValueError:
        return None


def _op(found: list[_Token], at: int) -> Op:
    for words, op in _OPS:
        before = tuple(token.text for token in found[max(0, at - len(words)) : at])
        if before == words:
            return op
    return "eq"
