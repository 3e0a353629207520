"""What a claim is held against: the other records by id, and the articles that were found."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from chipcli.errors import Problem
from chipcli.evidence import french
from chipcli.evidence.articles import Article
from chipcli.evidence.french import Passage
from chipcli.model.base import FactBase
from chipcli.model.claim import Claim
from chipcli.model.entity import Entity
from chipcli.model.source import Source
from chipcli.model.values import Evidence, Quantity


class Bench(NamedTuple):
    """The records of a base by id, and its articles by source."""

    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    claims: Mapping[str, Claim]
    articles: Mapping[str, Article]
    origins: Mapping[str, str]


SourceCheck = Callable[[Bench, Source], Iterator[Problem]]
EntityCheck = Callable[[Bench, Entity], Iterator[Problem]]
ClaimCheck = Callable[[Bench, Claim], Iterator[Problem]]


def bench(base: FactBase, found: Mapping[str, Article]) -> Bench:
    """Return what the records of a base are held against."""
    return Bench(
        sources={source.id: source for source in base.sources},
        entities={entity.id: entity for entity in base.entities},
        claims={claim.id: claim for claim in base.claims},
        articles=found,
        origins=base.origins,
    )


def passages_of(on: Bench, claim: Claim) -> list[Passage]:
    """Return the places of a claim's evidence, those that its article holds."""
    article = on.articles[claim.source]
    return [passage for place in claim.evidence if (passage := french.locate(article, place))]


def paragraphs_of(evidence: tuple[Evidence, ...]) -> list[int]:
    """Return the paragraphs that evidence stands in or leans on for names, each once."""
    return list(dict.fromkeys(number for item in evidence for number in (item.paragraph, *item.named_in)))


def text_of(on: Bench, evidence: tuple[Evidence, ...]) -> str:
    """Return all paragraphs that evidence stands in or leans on, as one text."""
    article = on.articles.get(evidence[0].source) if evidence else None
    return " ".join(article.paragraph(number) for number in paragraphs_of(evidence)) if article else ""


def quantities_of(claim: Claim) -> Iterator[tuple[str, Quantity]]:
    """Yield the quantities of a claim with the fields that hold them."""
    for field in claim.__struct_fields__:
        value = getattr(claim, field)
        if isinstance(value, Quantity):
            yield field, value


def listed(values: Iterable[object]) -> str:
    """Return values as a message lists them."""
    return ", ".join(sorted(map(str, values))) or "nothing"
