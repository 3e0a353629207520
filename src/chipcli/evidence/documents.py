"""Documents and places: the articles are those of the cards, and what is quoted of them stands where it is said to."""

from collections.abc import Iterator

from chipcli.errors import Problem
from chipcli.evidence import articles, french, naming, times
from chipcli.evidence.bench import Bench, text_of
from chipcli.model.claim import Claim
from chipcli.model.entity import Entity
from chipcli.model.source import Source
from chipcli.model.values import Evidence


def hashes(on: Bench, source: Source) -> Iterator[Problem]:
    """The article of a card is there, paragraph by paragraph as the card has it."""
    origin, article = on.origins[f"source:{source.id}"], on.articles.get(source.id)
    if article is None:
        yield Problem(origin, f"{source.id}.document", f"no article with this sha256; it was {source.document.file}")
        return
    if len(article.paragraphs) != len(source.paragraphs):
        message = f"the article has {len(article.paragraphs)} paragraphs, the card {len(source.paragraphs)}"
        yield Problem(origin, f"{source.id}.paragraphs", message)
    for text, paragraph in zip(article.paragraphs, source.paragraphs, strict=False):
        if articles.paragraph_digest(text) != paragraph.sha256:
            yield Problem(origin, f"{source.id}.paragraphs", f"paragraph {paragraph.number} has another sha256")


def publication(on: Bench, source: Source) -> Iterator[Problem]:
    """The date of a card is the one that the page gives; without one, no earlier than any date that it prints."""
    article, published = on.articles.get(source.id), source.published
    if article is None:
        return
    printed = times.printed_publication(article.paragraphs)
    oldest = times.latest_printed(article.paragraphs)
    if printed is not None:
        read: tuple[str | None, str] = (printed.edtf, printed.basis)
    else:
        read = (f"{oldest:%Y-%m}/..", "inferred") if oldest else (None, "not_stated")
    if (published.edtf, published.basis) != read:
        message = f"{published.edtf} ({published.basis}), but the page reads {read[0]} ({read[1]})"
        yield Problem(on.origins[f"source:{source.id}"], f"{source.id}.published", message)


def memberships(on: Bench, entity: Entity) -> Iterator[Problem]:
    """A source says that an entity belongs to a group: its words stand there, and both are named."""
    origin, place = on.origins[f"entity:{entity.id}"], f"{entity.id}.member_of"
    for membership in entity.member_of:
        yield from _misplaced(on, origin, place, membership.evidence)
        text = text_of(on, membership.evidence)
        for member in (entity, on.entities[membership.group]):
            if text and not naming.is_named(member, text):
                yield Problem(origin, place, f"{member.id!r} is not named where the evidence stands")


def anchors(on: Bench, claim: Claim) -> Iterator[Problem]:
    """The words of each place of evidence stand exactly once in its paragraph, and no place is named twice."""
    yield from _misplaced(on, claim.origin, f"{claim.id}.evidence", claim.evidence)


def _misplaced(on: Bench, origin: str, place: str, evidence: tuple[Evidence, ...]) -> Iterator[Problem]:
    """Yield the places whose words don't stand there exactly once."""
    for item in evidence:
        article = on.articles.get(item.source)
        if article and french.locate(article, item) is None:
            count = article.paragraph(item.paragraph).count(articles.normal(item.words))
            where = f"paragraph {item.paragraph} of {item.source}"
            yield Problem(origin, place, f"{item.words!r} stands {count} times in {where}, not once")
    if len({(item.source, item.paragraph, item.words) for item in evidence}) < len(evidence):
        yield Problem(origin, place, "names one place twice")
