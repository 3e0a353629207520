"""Lists of claims: comparisons, stockpiles, orders, funding, disagreements."""

from typing import Any

from chipcli.messages import mark
from chipcli.model.answer import Answer, Dispute
from chipcli.model.claim import Claim
from chipcli.model.values import Quantity
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Item, Items, Line, Run

TITLES = {
    "stockpiles": mark("Stockpiles"),
    "orders": mark("Orders, wishes and expected demand"),
    "funding": mark("Funding"),
    "facts": mark("Facts"),
}

FIGURES = {"valuation": mark("valued at {quantity}"), "lasts": mark("lasts {quantity}")}


def comparison(answer: Answer[Any, Claim], told: Told) -> Laid:
    """Lay out what sources say of two chips, each figure as printed."""
    first, second = (told.names[id_] for id_ in answer.query.entities)
    items = []
    for claim in answer.result:
        factor = getattr(claim, "factor", None)
        lead = (Run(told.words.quantity(factor), "strong"), Run("\n")) if isinstance(factor, Quantity) else ()
        items.append(told.item(claim, *lead))
    return Laid(
        (Run(told.say("{first} and {second}, as printed", first=first, second=second), "title"),),
        [Items("", tuple(items))],
    )


def listing(answer: Answer[Any, Claim], told: Told) -> Laid:
    """Lay out the claims of one kind, each headed by what a list is scanned for."""
    with_kind = answer.query.kind is None
    items = tuple(told.item(claim, *_figures(claim, told, with_kind=with_kind)) for claim in answer.result)
    return Laid((Run(_titled(TITLES[answer.command], answer, told), "title"),), [Items("", items)])


def conflicts(answer: Answer[Any, Dispute], told: Told) -> Laid:
    """Lay out disagreements, the two claims of each under what it is about."""
    blocks = [
        Items(f"≠ {told.pick(dispute.about)}", tuple(_dated_item(claim, told) for claim in dispute.claims))
        for dispute in answer.result
    ]
    return Laid((Run(_titled(mark("Disagreements"), answer, told), "title"),), blocks)


def _dated_item(claim: Claim, told: Told) -> Item:
    return told.item(claim, Run(f"{told.words.when(claim.when)} · {told.words.level(claim.level)}\n", "dim"))


def _titled(title: str, answer: Answer[Any, Any], told: Told) -> str:
    """Return a title, with the name that the list is about."""
    if not answer.query.entity:
        return told.say(title)
    return told.say("{title}: {name}", title=told.say(title), name=told.names[answer.query.entity])


def _figures(claim: Claim, told: Told, *, with_kind: bool) -> Line:
    """Return the date, the stage and the figures of a claim; where a figure is missing, say so."""
    amounts = [getattr(claim, field, None) for field in ("quantity", "value", "amount")]
    asked = [amount for amount in amounts if isinstance(amount, Quantity)]
    given = [told.words.quantity(amount) for amount in asked if amount.number is not None]
    stage = getattr(claim, "stage", None)
    parts = [told.words.value(claim.kind)] if with_kind else []
    parts += [told.words.when(claim.when), *([told.words.value(stage)] if stage else [])]
    parts += given or ([told.say("amount not stated")] if asked else [])
    for field, template in FIGURES.items():
        further = getattr(claim, field, None)
        parts += [told.say(template, quantity=told.words.quantity(further))] if isinstance(further, Quantity) else []
    return (Run(" · ".join(parts), "strong"), Run("\n"))
