"""The figures that a claim gives, by the sort that a question asks for."""

import re
from collections.abc import Iterator

from chipcli.asking.question import Figure
from chipcli.model.claim import Claim
from chipcli.model.values import Quantity

_DATE = re.compile(
    r"\b(?:[0-9]{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: [0-9]{4})?\b|\b20[0-9]{2}\b"
)
_FIGURE = re.compile(
    r"(?<![\w.])[0-9](?![0-9]*\.[A-Z])|\b(?:two|three|four|five|six|seven|eight|nine|ten|doubled|fourfold)\b"
)


def gives(claim: Claim, figure: Figure) -> bool:
    """Tell whether a claim gives a figure of the sort asked for."""
    found = list(_figures(claim, figure))
    # A figure that has no field of its own is told in the sentence only.
    if figure in ("any", "count") and not any(True for _ in _quantities(claim)):
        return bool(_FIGURE.search(_DATE.sub("", claim.en)))
    return any(_is_of(quantity, figure) for quantity in found)


def _figures(claim: Claim, figure: Figure) -> Iterator[Quantity]:
    """Yield the figures of a claim; the valuation only where that is asked for: it is no amount that was paid."""
    for field, value in _quantities(claim):
        if value.number is not None and (field == "valuation") == (figure == "valuation"):
            yield value


def _quantities(claim: Claim) -> Iterator[tuple[str, Quantity]]:
    for field in claim.__struct_fields__:
        value = getattr(claim, field)
        if isinstance(value, Quantity):
            yield field, value


def _is_of(quantity: Quantity, figure: Figure) -> bool:
    unit = quantity.unit or ""
    if figure == "money":
        return len(unit) == 3 and unit.isupper()
    if figure == "length":
        return unit in {"years", "months", "weeks", "days"}
    if figure == "count":
        return not (unit.isupper() or unit in {"times", "percent", "years"})
    return unit == figure if figure in ("times", "percent") else True
