"""Lists of claims: comparisons, stockpiles, orders, funding, disagreements."""

from typing import Any

from chipcli.model.answer import Answer, Dispute
from chipcli.model.claim import Claim
from chipcli.model.values import Quantity
from chipcli.render import words
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Item, Items, Line, Run

TITLES = {"stockpiles": "Stockpiles", "orders": "Orders, wishes and expected demand", "funding": "Funding"}


def comparison(answer: Answer[Any, Claim], told: Told) -> Laid:
    """Lay out what sources say of two chips, each figure as printed."""
    first, second = (told.names[id_] for id_ in answer.query.entities)
    items = []
    for claim in answer.result:
        factor = getattr(claim, "factor", None)
        lead = (Run(words.quantity(factor), "strong"), Run("\n")) if isinstance(factor, Quantity) else ()
        items.append(told.item(claim, *lead))
    return Laid((Run(f"{first} and {second}, as printed", "title"),), [Items("", tuple(items))])


def listing(answer: Answer[Any, Claim], told: Told) -> Laid:
    """Lay out the claims of one kind, each headed by what a list is scanned for."""
    concerning = f": {told.names[answer.query.entity]}" if answer.query.entity else ""
    items = tuple(told.item(claim, *_figures(claim)) for claim in answer.result)
    return Laid((Run(f"{TITLES[answer.command]}{concerning}", "title"),), [Items("", items)])


def conflicts(answer: Answer[Any, Dispute], told: Told) -> Laid:
    """Lay out disagreements, the two claims of each under what it is about."""
    concerning = f": {told.names[answer.query.entity]}" if answer.query.entity else ""
    blocks = [
        Items(f"≠ {dispute.about.en}", tuple(_dated_item(claim, told) for claim in dispute.claims))
        for dispute in answer.result
    ]
    return Laid((Run(f"Disagreements{concerning}", "title"),), blocks)


def _dated_item(claim: Claim, told: Told) -> Item:
    return told.item(claim, Run(f"{words.when(claim.when)} · {words.LEVELS[claim.level]}\n", "dim"))


def _figures(claim: Claim) -> Line:
    """Return the date, the stage and the figures of a claim, and say so where there are none."""
    amounts = [getattr(claim, field, None) for field in ("quantity", "value", "amount")]
    told = [words.quantity(amount) for amount in amounts if isinstance(amount, Quantity) and amount.number is not None]
    stage = getattr(claim, "stage", None)
    parts = [words.when(claim.when), *([stage] if stage else []), *(told or ["amount not stated"])]
    for field, lead in (("valuation", "valued at"), ("lasts", "lasts")):
        further = getattr(claim, field, None)
        parts += [f"{lead} {words.quantity(further)}"] if isinstance(further, Quantity) else []
    return (Run(" · ".join(parts), "strong"), Run("\n"))
