"""The answer to a question in words: one sentence, then the facts that it rests on."""

from typing import Any

from chipcli.model.answer import Answer, Hit
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Item, Items, Run


def search(answer: Answer[Any, Hit], told: Told) -> Laid:
    """Lay out the sentence that answers, in the language of the question, then each fact with its place."""
    lead = told.pick(answer.lead) if answer.lead else ""
    items = tuple(_explained(hit, told) if answer.query.explain else told.item(hit.claim) for hit in answer.result)
    return Laid((Run(lead, "title"),), [Items("", items)])


def _explained(hit: Hit, told: Told) -> Item:
    """Return a fact with what puts it in its place."""
    item = told.item(hit.claim)
    signals = "  ".join(f"{signal.name} {signal.value:+.1f}" for signal in hit.signals)
    matched = f"  ({', '.join(hit.matched)})" if hit.matched else ""
    return item._replace(line=(*item.line, Run(f"\n{hit.score:.1f}: {signals}{matched}", "dim")))
