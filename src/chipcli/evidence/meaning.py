"""Meaning: who is named, which state, stage or aspect the verb tells, and whether our own sentences say the same."""

import re
from collections.abc import Iterator
from itertools import chain

from chipcli.errors import Problem
from chipcli.evidence import cues, french, naming, ours, times
from chipcli.evidence.bench import Bench, listed, paragraphs_of, passages_of, quantities_of, text_of
from chipcli.evidence.french import Passage
from chipcli.model.claim import Chip, Claim, Company, ExportStatus, Performance, Policy
from chipcli.model.references import references

_THESE = re.compile(r"\b(?:ces|cet|cette)\b")


def entities(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Every entity of a claim is named in a paragraph of its evidence, or in one that `named_in` lists."""
    text = text_of(on, claim.evidence)
    for reference in references(claim):
        if reference.target == "entity" and not naming.is_named(on.entities[reference.id], text):
            place = f"{claim.id}.{reference.place}"
            yield Problem(claim.origin, place, f"{reference.id!r} is not named in the paragraphs of the evidence")


def repeated(_: Bench, claim: Claim) -> Iterator[Problem]:
    """An entity has one part in a claim."""
    ids = [reference.id for reference in references(claim) if reference.target == "entity"]
    held = [entity for entity in ids if entity not in {voice.entity for voice in claim.voices}]
    for entity in sorted({entity for entity in held if held.count(entity) > 1}):
        yield Problem(claim.origin, f"{claim.id}.mentions", f"{entity!r} stands in two fields")


def states(on: Bench, claim: Claim) -> Iterator[Problem]:
    """State, rule and mode of a status fit the verb; who decided is of the side whose rule it is."""
    if not isinstance(claim, ExportStatus):
        return
    passages = passages_of(on, claim)
    told = _told(cues.STATES[claim.rule], passages)
    said = [passage.said for passage in passages]
    if "allowed" in told and cues.told(cues.STATES[claim.rule], said) >= {"allowed", "conditional"}:
        # "China authorises ..., but under a condition": the condition is part of what is allowed.
        told = frozenset({"conditional"})
    ended = on.claims.get(claim.until or "")
    if isinstance(ended, ExportStatus) and ended.subject == claim.subject and ended.rule == claim.rule:
        if ended.state == claim.state:
            yield Problem(claim.origin, f"{claim.id}.state", f"{claim.state}, as after the change that ended it")
        if ended.state in {"blocked", "prohibited"}:
            # Nobody forbids what is forbidden.
            told |= {"allowed"}
    if claim.state not in told:
        yield Problem(claim.origin, f"{claim.id}.state", f"{claim.state}, but the words say {listed(told)}")
    if not any(cues.RULES[claim.rule].search(text) for text in said):
        yield Problem(claim.origin, f"{claim.id}.rule", f"no sentence speaks of {claim.rule}")
    if not any(cues.MODES[claim.mode].search(text) for text in said):
        yield Problem(claim.origin, f"{claim.id}.mode", f"no sentence tells of {claim.mode}")
    side = cues.SIDES[claim.rule]
    decider = on.entities[claim.by] if claim.by else None
    if decider and not side.search(naming.all_names(decider)):
        yield Problem(claim.origin, f"{claim.id}.by", f"{claim.by!r} doesn't decide {claim.rule}")
    if not side.search(french.fold(text_of(on, claim.evidence))):
        yield Problem(claim.origin, f"{claim.id}.rule", f"nobody who decides {claim.rule} is named")


def actors(on: Bench, claim: Claim) -> Iterator[Problem]:
    """What one side does is nowhere told of the other."""
    if not isinstance(claim, Policy):
        return
    subject = on.entities[claim.subject]
    sides = {rule for rule, side in cues.SIDES.items() if side.search(naming.all_names(subject))}
    article = on.articles[claim.source]
    said = [passage.said for passage in passages_of(on, claim)]
    # "Face à ces contraintes": whose they are, the paragraph says that names them.
    said += [
        french.fold(article.paragraph(number))
        for passage in passages_of(on, claim)
        for number in (passage.place.named_in if _THESE.search(passage.words) else ())
    ]
    acting = {rule for rule, acts in cues.ACTS.items() if any(acts.search(text) for text in said)}
    if sides and acting and not sides & acting:
        yield Problem(claim.origin, f"{claim.id}.subject", f"{claim.subject!r} does nothing in the sentence")


def fields(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Stage, form, aspect, measure and the like fit the verb or its noun."""
    for (kind, name), field in cues.FIELDS.items():
        value = getattr(claim, name) if kind == claim.kind else None
        if value is None:
            continue
        told = _told(field, passages_of(on, claim))
        if value not in told and (value in field.patterns or (told and field.complete)):
            yield Problem(claim.origin, f"{claim.id}.{name}", f"{value}, but the words say {listed(told)}")


def parts(on: Bench, claim: Claim) -> Iterator[Problem]:
    """A property is told with what makes it one: a maker with a company, a rank with words."""
    if not isinstance(claim, (Chip, Company)):
        return
    needed = cues.PARTS[claim.kind, claim.property]
    kind = on.entities[claim.target].kind if claim.target else None
    if kind not in needed.targets:
        message = f"{claim.property} is not told of {f'a {kind}' if kind else 'nothing'}"
        yield Problem(claim.origin, f"{claim.id}.property", message)
    if needed.value not in {None, claim.value is not None}:
        message = f"{claim.property} goes {'with' if needed.value else 'without'} a value"
        yield Problem(claim.origin, f"{claim.id}.property", message)


def comparisons(on: Bench, claim: Claim) -> Iterator[Problem]:
    """What is compared is named before what it is compared with."""
    if not isinstance(claim, Performance) or claim.baseline is None:
        return
    for passage in passages_of(on, claim):
        before = passage.folded[passage.sentence.start : passage.anchor.start]
        if naming.first(on.entities[claim.baseline], before) is not None:
            message = f"{claim.baseline!r} is named before the comparison, not after it"
            yield Problem(claim.origin, f"{claim.id}.baseline", message)
        order = [naming.first(on.entities[name], passage.said) for name in (claim.subject, claim.baseline)]
        if None not in order and order != sorted(place for place in order if place is not None):
            message = f"{claim.baseline!r} is named first, {claim.subject!r} is what it is compared with"
            yield Problem(claim.origin, f"{claim.id}.baseline", message)


def sentences(on: Bench, claim: Claim) -> Iterator[Problem]:
    """The claim's own sentences, which people read, say what its fields say."""
    passages, published = passages_of(on, claim), on.sources[claim.source].published
    article = on.articles[claim.source]
    paragraphs = [article.paragraph(number) for number in paragraphs_of(claim.evidence)]
    printed = [mention.edtf for text in paragraphs for mention in times.mentions(text, published)]
    printed += [mention.edtf for passage in passages for mention in times.read(passage, published)]
    further = [getattr(claim, name, None) for name in ("delivery", "planned")]
    known = {part for text in (claim.when.edtf, published.edtf, *further, *printed) if text for part in text.split("/")}
    given = {quantity.number for _, quantity in quantities_of(claim) if quantity.number is not None}
    allowed = given | {int(part[:4]) for part in known - {".."}}
    allowed |= {number for text in paragraphs for number in ours.digits(text)}
    members = frozenset(reference.id for reference in references(claim) if reference.target == "entity")
    for fault in chain(
        ours.level_faults(claim),
        ours.number_faults(claim, allowed),
        ours.omissions(claim, given),
        ours.date_faults(claim, known),
        ours.name_faults(claim, on.entities, members),
    ):
        yield Problem(claim.origin, f"{claim.id}.en", fault)


def _told(field: cues.Field, passages: list[Passage]) -> frozenset[str]:
    """Return the values that the anchors cue, or else their sentences; the weakest of all where that one holds."""
    if field.weakest_first:
        return cues.told(field, [passage.said for passage in passages])
    return cues.told(field, [passage.words for passage in passages]) or cues.told(
        field, [passage.said for passage in passages]
    )
