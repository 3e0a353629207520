"""Sentence by sentence, how many claims rest on an article, and what was set aside."""

from collections.abc import Iterable, Iterator, Sequence

from chipcli.evidence.articles import Article, normal, sentence_spans
from chipcli.model.answer import Coverage, Sentence
from chipcli.model.claim import Claim
from chipcli.model.source import AsideReason, Paragraph, Source


def coverage(source: Source, article: Article, claims: Iterable[Claim]) -> Coverage:
    """Tell which sentences of an article claims rest on, which were set aside, and which are undecided."""
    mine = [claim for claim in claims if claim.source == source.id]
    sentences = tuple(
        sentence
        for paragraph in source.paragraphs
        for sentence in _sentences(paragraph, article.paragraph(paragraph.number), mine)
    )
    return Coverage(
        source=source.id,
        sentences=len(sentences),
        with_claims=sum(bool(sentence.claims) for sentence in sentences),
        set_aside=sum(sentence.reason is not None for sentence in sentences),
        undecided=sum(not sentence.claims and sentence.reason is None for sentence in sentences),
        claims=len(mine),
        details=sentences,
    )


def _sentences(paragraph: Paragraph, text: str, claims: Sequence[Claim]) -> Iterator[Sentence]:
    anchors = [
        (text.find(normal(place.words)), claim.id)
        for claim in claims
        for place in claim.evidence
        if place.paragraph == paragraph.number
    ]
    for number, (start, end) in enumerate(sentence_spans(text), 1):
        resting = tuple(dict.fromkeys(claim for at, claim in anchors if start <= at < end))
        yield Sentence(
            paragraph=paragraph.number,
            sentence=number,
            claims=resting,
            reason=None if resting else _reason(paragraph, text, start, end),
        )


def _reason(paragraph: Paragraph, text: str, start: int, end: int) -> AsideReason | None:
    """Return why a sentence was set aside: a paragraph of boilerplate or a heading needs no word of its own."""
    for aside in paragraph.set_aside:
        if start <= text.find(normal(aside.words)) < end:
            return aside.reason
    return paragraph.role if paragraph.role in ("boilerplate", "heading") else None
