"""Single records: a claim, a source, and the list of sources."""

from collections.abc import Iterator
from typing import Any

from chipcli.model.answer import Answer, SourceCard, SourceListing
from chipcli.model.claim import Claim, ClaimBase
from chipcli.model.values import Evidence, Quantity, Text
from chipcli.render import words
from chipcli.render.layout.states import dated
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Items, Line, Lines, Run

COMMON = frozenset(ClaimBase.__struct_fields__) - {"mentions", "agrees_with", "after"}


def fact(answer: Answer[Any, Claim], told: Told) -> Laid:
    """Lay out one claim, field by field."""
    (claim,) = answer.result
    rows = [
        ("id", claim.id),
        ("kind", claim.kind),
        ("about", told.names[claim.subject]),
        *_own_fields(claim, told),
        ("when", f"{dated(claim.when)} ({claim.when.basis.replace('_', ' ')})" if claim.when.edtf else "not stated"),
        ("level", claim.level.value),
        ("voices", " › ".join(["the article", *(told.voice(voice) for voice in claim.voices)])),
        *(("evidence", _evidence(place, told)) for place in claim.evidence),
        *([("note", claim.note.en)] if claim.note else []),
        ("origin", claim.origin),
    ]
    title = (Run(claim.en, "title"),)
    grid = tuple((((Run(name, "dim"),),), ((Run(value),),)) for name, value in rows)
    blocks: list[Block] = [Lines("", ((Run(claim.fr, "dim"),),)), Grid("", (), grid, ratios=(1, 5))]
    blocks.append(_passages(answer, claim))
    if claim.conflicts_with:
        lines: list[Line] = []
        for conflict in claim.conflicts_with:
            lines.append((Run("≠ ", "warn"), Run(conflict.about.en, "strong")))
            lines.append(told.named(told.claims[conflict.claim]))
        blocks.append(Lines("Disagrees with", tuple(lines), hang=4))
    return Laid(title, blocks)


def _passages(answer: Answer[Any, Claim], claim: Claim) -> Lines:
    """Return the paragraphs that a claim stands in: as printed where the article is attached, else their gist."""
    anchors = {place.paragraph: place.words for place in claim.evidence}
    lines: list[Line] = []
    for passage in answer.passages:
        lead = Run(f"¶{passage.paragraph} ", "strong")
        if passage.text is None:
            lines.append((lead, Run(passage.gist)))
        else:
            before, words, after = passage.text.partition(anchors[passage.paragraph])
            lines.append((lead, Run(before), Run(words, "good"), Run(after)))
    attached = any(passage.text is not None for passage in answer.passages)
    return Lines("As printed" if attached else "What the paragraph says, in short", tuple(lines), hang=4)


def _own_fields(claim: Claim, told: Told) -> Iterator[tuple[str, str]]:
    for field in claim.__struct_fields__:
        value = getattr(claim, field)
        if field not in COMMON and value not in (None, ()):
            yield field.replace("_", " "), _value(value, told)


def _value(value: object, told: Told) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(item, told) for item in value)
    if isinstance(value, Quantity):
        return words.quantity(value) + (f" (“{value.words}”)" if value.words else "")
    if isinstance(value, Text):
        return value.en
    return told.names.get(str(value), str(value).replace("_", " "))


def _evidence(place: Evidence, told: Told) -> str:
    named = f", named in ¶{','.join(map(str, place.named_in))}" if place.named_in else ""
    return f"[{told.number(place.source)}¶{place.paragraph}] “{place.words}”{named}"


def sources(answer: Answer[Any, SourceListing], told: Told) -> Laid:
    """Lay out the list of sources."""
    del told  # It names the sources itself.
    header = ("Source", "Published", "By", "Parts", "Claims")
    rows = []
    for listed in answer.result:
        source = listed.source
        by = ", ".join(filter(None, (source.publisher, source.agency))) or "not named"
        cells = (words.published(source.published), by, str(listed.paragraphs), str(listed.claims))
        named = ((Run(source.id, "strong"),), (Run(source.title, "dim"),))
        rows.append((named, *(((Run(cell),),) for cell in cells)))
    return Laid((Run("Sources", "title"),), [Grid("", header, tuple(rows), ratios=(6, 3, 3, 2, 2))])


def source(answer: Answer[Any, SourceCard], told: Told) -> Laid:
    """Lay out one source, paragraph by paragraph, each with the claims that rest on it."""
    (card,) = answer.result
    told.number(card.source.id)
    texts = {passage.paragraph: passage.text for passage in answer.passages}
    blocks: list[Block] = []
    if card.source.note:
        blocks.append(Lines("", ((Run(card.source.note.en, "dim"),),)))
    for part in card.paragraphs:
        heading = f"¶{part.paragraph.number} {part.paragraph.role}: {part.paragraph.gist}"
        text = texts[part.paragraph.number]
        if text is not None:
            blocks.append(Lines(heading, ((Run(text, "unsure"),),)))
            heading = ""
        blocks.append(Items(heading, tuple(told.item(told.claims[id_]) for id_ in part.claims)))
    title = (Run(card.source.title, "title"), Run(f"  {words.published(card.source.published)}", "dim"))
    return Laid(title, blocks)
