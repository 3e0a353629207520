"""Single records: a claim, a source, and the list of sources."""

from collections.abc import Iterator
from typing import Any

from chipcli.messages import mark
from chipcli.model.answer import Answer, SourceCard, SourceListing
from chipcli.model.claim import Claim, ClaimBase
from chipcli.model.values import Evidence, Quantity, Text
from chipcli.render.layout.states import dated
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Items, Line, Lines, Run

COMMON = frozenset(ClaimBase.__struct_fields__) - {"mentions", "agrees_with", "after"}


def fact(answer: Answer[Any, Claim], told: Told) -> Laid:
    """Lay out one claim, field by field."""
    (claim,) = answer.result
    rows = [
        (told.say("id"), claim.id),
        (told.say("kind"), told.words.value(claim.kind)),
        (told.say("about"), told.names[claim.subject]),
        *_own_fields(claim, told),
        (told.say("when"), _when(claim, told)),
        (told.say("level"), told.words.level(claim.level)),
        (told.say("voices"), " › ".join([told.say("the article"), *(told.voice(voice) for voice in claim.voices)])),
        *((told.say("evidence"), _evidence(place, told)) for place in claim.evidence),
        *([(told.say("note"), told.pick(claim.note))] if claim.note else []),
        (told.say("origin"), claim.origin),
    ]
    title = (Run(told.sentence(claim), "title"),)
    grid = tuple((((Run(name, "dim"),),), ((Run(value),),)) for name, value in rows)
    blocks: list[Block] = [Lines("", ((Run(told.words.pick_other(claim), "dim"),),)), Grid("", (), grid, ratios=(1, 5))]
    blocks.append(_passages(answer, claim, told))
    if claim.conflicts_with:
        lines: list[Line] = []
        for conflict in claim.conflicts_with:
            lines.append((Run("≠ ", "warn"), Run(told.pick(conflict.about), "strong")))
            lines.append(told.named(told.claims[conflict.claim]))
        blocks.append(Lines(told.say("Disagrees with"), tuple(lines), hang=4))
    return Laid(title, blocks)


def _passages(answer: Answer[Any, Claim], claim: Claim, told: Told) -> Lines:
    """Return the paragraphs that a claim stands in: as printed where the article is attached, else their gist."""
    anchors = {place.paragraph: place.words for place in claim.evidence}
    lines: list[Line] = []
    for passage in answer.passages:
        lead = Run(f"¶{passage.paragraph} ", "strong")
        if passage.text is None:
            lines.append((lead, Run(told.words.gist(passage))))
        else:
            before, words, after = passage.text.partition(anchors[passage.paragraph])
            lines.append((lead, Run(before), Run(words, "good"), Run(after)))
    attached = any(passage.text is not None for passage in answer.passages)
    title = told.say("As printed") if attached else told.say("What the paragraph says, in short")
    return Lines(title, tuple(lines), hang=4)


def _when(claim: Claim, told: Told) -> str:
    if claim.when.edtf is None:
        return told.say("not stated")
    return told.words.based(dated(claim.when, told), claim.when.basis)


def _own_fields(claim: Claim, told: Told) -> Iterator[tuple[str, str]]:
    for field in claim.__struct_fields__:
        value = getattr(claim, field)
        if field not in COMMON and value not in (None, ()):
            yield told.words.field(field), _value(value, told)


def _value(value: object, told: Told) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(item, told) for item in value)
    if isinstance(value, Quantity):
        quantity = told.words.quantity(value)
        return told.say("{quantity} (“{words}”)", quantity=quantity, words=value.words) if value.words else quantity
    if isinstance(value, Text):
        return told.pick(value)
    return told.names.get(str(value)) or told.words.value(str(value))


def _evidence(place: Evidence, told: Told) -> str:
    stands = f"[{told.number(place.source)}¶{place.paragraph}]"
    if not place.named_in:
        return told.say("{place} “{words}”", place=stands, words=place.words)
    numbers = [str(number) for number in place.named_in]
    return told.say("{place} “{words}”, named in ¶{paragraphs}", place=stands, words=place.words, paragraphs=numbers)


LISTED = (mark("Source"), mark("Published"), mark("By"), mark("Parts"), mark("Claims"))


def sources(answer: Answer[Any, SourceListing], told: Told) -> Laid:
    """Lay out the list of sources."""
    header = tuple(told.say(name) for name in LISTED)
    rows = []
    for listed in answer.result:
        source = listed.source
        by = ", ".join(filter(None, (source.publisher, source.agency))) or told.say("not named")
        cells = (told.words.published(source.published), by, str(listed.paragraphs), str(listed.claims))
        named = ((Run(source.id, "strong"),), (Run(told.words.title(source), "dim"),))
        rows.append((named, *(((Run(cell),),) for cell in cells)))
    return Laid((Run(told.say("Sources"), "title"),), [Grid("", header, tuple(rows), ratios=(6, 3, 3, 2, 2))])


def source(answer: Answer[Any, SourceCard], told: Told) -> Laid:
    """Lay out one source, paragraph by paragraph, each with the claims that rest on it."""
    (card,) = answer.result
    told.number(card.source.id)
    texts = {passage.paragraph: passage.text for passage in answer.passages}
    blocks: list[Block] = []
    if card.source.note:
        blocks.append(Lines("", ((Run(told.pick(card.source.note), "dim"),),)))
    for part in card.paragraphs:
        heading = told.say(
            "¶{paragraph} {role}: {gist}",
            paragraph=part.paragraph.number,
            role=told.words.value(part.paragraph.role),
            gist=told.words.gist(part.paragraph),
        )
        text = texts[part.paragraph.number]
        if text is not None:
            blocks.append(Lines(heading, ((Run(text, "unsure"),),)))
            heading = ""
        blocks.append(Items(heading, tuple(told.item(told.claims[id_]) for id_ in part.claims)))
    title = (
        Run(told.words.title(card.source), "title"),
        Run(f"  {told.words.published(card.source.published)}", "dim"),
    )
    return Laid(title, blocks)
