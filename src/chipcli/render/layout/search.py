"""The answer to a question in words: one sentence, then the facts that it rests on."""

from typing import Any

from chipcli.model.answer import Answer, Hit
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Item, Items, Run


def search(answer: Answer[Any, Hit], told: Told) -> Laid:
    """Lay out the sentence that answers, in the language of the question, then each fact with its place."""
    lead = getattr(answer.lead, answer.query.language) if answer.lead else ""
    items = tuple(_item(hit, answer.query.explain, answer.query.language, told) for hit in answer.result)
    return Laid((Run(lead, "title"),), [Items("", items)])


def _item(hit: Hit, explain: bool, language: str, told: Told) -> Item:
    item = told.item(hit.claim)
    if not explain:
        return item
    signals = [f"{signal.name} {signal.value:+.1f}" for signal in hit.signals]
    matched = [f"words: {', '.join(hit.matched)}"] if hit.matched else []
    why = f"\n{hit.score:.1f} = {' '.join(signals)}; {'; '.join(matched)}".rstrip("; ")
    return item._replace(line=(*item.line, Run(why, "dim")))
