"""Firmness and voices: a claim is no firmer than the words around it, and says on whom they lean."""

import re
from collections.abc import Iterator

from chipcli.errors import Problem
from chipcli.evidence import cues, firmness, naming
from chipcli.evidence.bench import Bench, passages_of
from chipcli.evidence.french import Passage
from chipcli.model.claim import Claim, Statement
from chipcli.model.values import Level

_PEOPLE = re.compile(r"\b(?:personnes|sources|d'entre elles|d'entre eux|etude)\b")
_AFORESAID = re.compile(r"\b(?:ces|d'entre) (?:personnes|elles|eux)\b")


def level(on: Bench, claim: Claim) -> Iterator[Problem]:
    """A level is borne out by the words around an anchor; what is hedged or attributed is nowhere called stated."""
    place = f"{claim.id}.level"
    borne: set[Level] = set()
    found = ""
    for passage in passages_of(on, claim):
        read = firmness.read(passage, speaks=_speaks(on, claim, passage))
        found = read.why or found
        if not passage.place.aside:
            borne |= read.levels
            if claim.level is Level.STATED and Level.STATED not in read.levels:
                yield Problem(claim.origin, place, f"stated, but around {passage.place.words!r} stands: {read.why}")
        elif Level.STATED in read.levels:
            yield Problem(claim.origin, place, f"{passage.place.words!r} stands aside, but the sentence is flat")
        elif claim.level is Level.STATED:
            borne.add(Level.STATED)
    if claim.level not in borne:
        message = f"no sentence of the evidence says {claim.level.value}; found is {found or 'no cue'}"
        yield Problem(claim.origin, place, message)


def voices(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Whom a sentence is attributed to has a voice: an outlet by name, people in words."""
    if claim.level is Level.STATED:
        return
    entity_voices = {voice.entity for voice in claim.voices if voice.entity}
    described = any(voice.en for voice in claim.voices)
    outlets = [entity for entity in on.entities.values() if entity.kind == "outlet"]
    passages = passages_of(on, claim)
    bearing = [p for p in passages if claim.level in firmness.read(p, speaks=_speaks(on, claim, p)).levels]
    if not all(cues.ATTRIBUTION.search(passage.said) for passage in bearing):
        # Another sentence says it just as firmly, and in the article's own voice.
        return
    for passage in bearing:
        # "Two of these people" are those whom an earlier paragraph has introduced, to whomever they spoke.
        earlier = passage.place.named_in if _AFORESAID.search(passage.said) else ()
        article = on.articles[claim.source]
        text = " ".join((passage.said, *(article.paragraph(number) for number in earlier)))
        for outlet in sorted(naming.named(outlets, text) - entity_voices - {claim.subject}):
            yield Problem(claim.origin, f"{claim.id}.voices", f"the sentence leans on {outlet!r}, and no voice says so")
        if _PEOPLE.search(passage.said) and not described:
            yield Problem(claim.origin, f"{claim.id}.voices", "the sentence leans on people, and no voice says so")
        if not claim.voices:
            yield Problem(claim.origin, f"{claim.id}.voices", "the sentence is attributed, and no voice says to whom")


def announcers(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Who announces has a voice: whoever is named last before the verb."""
    if claim.level is not Level.ANNOUNCED:
        return
    speakers = [entity for entity in on.entities.values() if entity.kind in {"company", "person", "outlet"}]
    for passage in passages_of(on, claim):
        for verb in cues.ANNOUNCING.finditer(passage.folded, passage.sentence.start, passage.anchor.end):
            before = passage.folded[passage.sentence.start : verb.start()]
            speaker = naming.last(speakers, before)
            if speaker and speaker not in {voice.entity for voice in claim.voices}:
                yield Problem(claim.origin, f"{claim.id}.voices", f"{speaker!r} announces it, and no voice says so")


def _speaks(on: Bench, claim: Claim, passage: Passage) -> bool:
    """Tell whether the subject of a statement is the one to whom the sentence is attributed."""
    if not isinstance(claim, Statement):
        return False
    subject = on.entities[claim.subject]
    cue = cues.ATTRIBUTION.search(passage.said)
    if cue is None:
        return False
    before, after = passage.said[: cue.start()], passage.said[cue.end() :]
    return naming.is_named(subject, before[-60:]) or (
        cue[0] in {"selon", "d'apres"} and naming.is_named(subject, after[:60])
    )
