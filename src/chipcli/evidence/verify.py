"""The base held against the articles: each check is a generator of problems, listed in one of three tuples.

A claim is checked by itself, so that one can be held against its article without the others.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from chipcli.errors import Problem
from chipcli.evidence import articles, cues, firmness, french, naming, numbers, ours, times
from chipcli.evidence.articles import Article
from chipcli.evidence.french import Passage
from chipcli.model.base import FactBase
from chipcli.model.claim import (
    Chip,
    Claim,
    Company,
    Demand,
    ExportStatus,
    Model,
    Performance,
    Policy,
    Production,
    Statement,
    Stockpile,
)
from chipcli.model.entity import Entity
from chipcli.model.references import references
from chipcli.model.source import Source
from chipcli.model.values import Evidence, Level, Quantity

_DELIVERY = re.compile(r"\blivr\w+")
_PLANNED = re.compile(r"\bprevue?s?\b")
_EACH = re.compile(r"\bchacune?\b|\bchaque\b")
_TOGETHER = re.compile(r"\bensemble\b|\bau total\b")
_PEOPLE = re.compile(r"\b(?:personnes|sources|d'entre elles|d'entre eux|etude)\b")
_THESE = re.compile(r"\b(?:ces|cet|cette)\b")
_AFORESAID = re.compile(r"\b(?:ces|d'entre) (?:personnes|elles|eux)\b")

# Who only may, could or will be: a date open at its end is no report of what was.
_TO_COME = frozenset({Level.HEDGED, Level.EXPECTED, Level.OPINION, Level.PLANNED})


class Bench(NamedTuple):
    """What records are held against: the other records by id, and the articles that were found."""

    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    claims: Mapping[str, Claim]
    articles: Mapping[str, Article]
    origins: Mapping[str, str]


class Verification(NamedTuple):
    """What a verification found, and how much it looked at."""

    problems: tuple[Problem, ...]
    sources: int
    """Articles found, of those that the cards name."""
    entities: int
    """Memberships of entities held against an article."""
    claims: int
    """Claims held against an article; those of a missing article are not."""


SourceCheck = Callable[[Bench, Source], Iterator[Problem]]
EntityCheck = Callable[[Bench, Entity], Iterator[Problem]]
ClaimCheck = Callable[[Bench, Claim], Iterator[Problem]]


def verify(base: FactBase, folder: Path) -> Verification:
    """Hold a base against the articles in a folder.

    Raises:
        OutputError: if the folder cannot be read.
    """
    on = bench(base, articles.find(folder, base.sources))
    problems = chain(
        (problem for source in base.sources for check in SOURCE_CHECKS for problem in check(on, source)),
        (problem for entity in base.entities for check in ENTITY_CHECKS for problem in check(on, entity)),
        (problem for claim in base.claims for problem in claim_problems(on, claim)),
    )
    return Verification(
        problems=tuple(problems),
        sources=len(on.articles),
        entities=sum(len(entity.member_of) for entity in base.entities),
        claims=sum(claim.source in on.articles for claim in base.claims),
    )


def bench(base: FactBase, found: Mapping[str, Article]) -> Bench:
    """Return what the records of a base are held against."""
    return Bench(
        sources={source.id: source for source in base.sources},
        entities={entity.id: entity for entity in base.entities},
        claims={claim.id: claim for claim in base.claims},
        articles=found,
        origins=base.origins,
    )


def claim_problems(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Yield what is wrong with one claim; nothing where its article is missing, which the card's check says."""
    if claim.source in on.articles:
        for check in CLAIM_CHECKS:
            yield from check(on, claim)


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
        text = _text(on, membership.evidence)
        for member in (entity, on.entities[membership.group]):
            if text and not naming.is_named(member, text):
                yield Problem(origin, place, f"{member.id!r} is not named where the evidence stands")


def anchors(on: Bench, claim: Claim) -> Iterator[Problem]:
    """The words of each place of evidence stand exactly once in its paragraph, and no place is named twice."""
    yield from _misplaced(on, claim.origin, f"{claim.id}.evidence", claim.evidence)


def figures(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Number, operator and unit are those that the words read as; where no figure is given, the words hold none."""
    for field, quantity in _quantities(claim):
        place = f"{claim.id}.{field}"
        if quantity.words is None:
            if quantity.number is not None:
                yield Problem(claim.origin, place, "a number without the words that it is read from")
            continue
        held = [passage for passage in _passages(on, claim) if articles.normal(quantity.words) in passage.original]
        if not held:
            yield Problem(claim.origin, place, f"{quantity.words!r} stands in none of the paragraphs of the evidence")
            continue
        readings = {reading for passage in held for reading in _readings(passage, quantity.words)}
        expected = set() if quantity.number is None else {(quantity.number, quantity.op, quantity.unit)}
        if readings != expected:
            yield Problem(claim.origin, place, f"{quantity.words!r} reads {_listed(readings)}")
        if quantity.scope == "together" and not any(_TOGETHER.search(passage.said) for passage in held):
            yield Problem(claim.origin, place, "scope together, which the sentence doesn't say")
        if quantity.scope != "each" and any(_EACH.search(french.fold(quantity.words)) for passage in held):
            yield Problem(claim.origin, place, "the words say each")


def units(_: Bench, claim: Claim) -> Iterator[Problem]:
    """What is counted but not told is units; an amount or a share that is not told has no unit."""
    for field, quantity in _quantities(claim):
        counted = isinstance(claim, (Demand, Stockpile, Production)) and field == "quantity"
        expected = "units" if counted else None
        if quantity.number is None and quantity.unit != expected:
            yield Problem(claim.origin, f"{claim.id}.{field}", f"no figure, yet the unit is {quantity.unit!r}")


def valid_time(on: Bench, claim: Claim) -> Iterator[Problem]:
    """`when` is read by the rule that its basis names."""
    when, published = claim.when, on.sources[claim.source].published
    if when.edtf is None:
        return
    read: set[str]
    if when.basis == "published":
        read = {published.edtf} if published.edtf and not published.is_open else set()
        right = when.edtf in read
    elif when.basis == "inferred":
        read = {mention.edtf for p in _passages(on, claim) for mention in times.read_before(p, published)}
        beside = {mention.edtf for p in _passages(on, claim) for mention in times.read(p, published)}
        right = _is_bounded(when.edtf, read, published.edtf) and _takes_up(when.edtf, beside if when.is_open else read)
    else:
        found = (mention for p in _passages(on, claim) for mention in times.read(p, published))
        read = {mention.edtf for mention in found if mention.basis == when.basis}
        right = when.edtf in read
    if not right:
        yield Problem(claim.origin, f"{claim.id}.when", f"{when.edtf} ({when.basis}), but read is {_listed(read)}")


def _is_bounded(edtf: str, read: set[str], published: str | None) -> bool:
    """Tell whether each bound of a concluded date is printed, or is the publication itself."""
    start, slash, end = edtf.partition("/")
    return start != end and all(
        # The publication bounds what was so by then; that it was so on that day is another basis.
        bound == ".." or bound in read or (slash != "" and bound == published)
        for bound in ((start, end) if slash else (start,))
    )


def _takes_up(edtf: str, read: set[str]) -> bool:
    """Tell whether each date that the evidence gives is a bound: none is passed over for a looser one."""
    bounds = edtf.split("/")
    return all(part in bounds for text in read for part in text.split("/"))


def not_before_its_time(on: Bench, claim: Claim) -> Iterator[Problem]:
    """What lies after the publication is told as coming, and only that."""
    when, published = claim.when, on.sources[claim.source].published
    if when.edtf is None or published.is_open:
        return
    if when.first > published.last and claim.level is not Level.PLANNED:
        yield Problem(claim.origin, f"{claim.id}.when", f"{when.edtf} lies after the publication")
    if when.edtf.endswith("/..") and (
        claim.level not in _TO_COME or not any(cues.TO_COME.search(passage.said) for passage in _passages(on, claim))
    ):
        yield Problem(
            claim.origin, f"{claim.id}.when", f"{when.edtf} is open at its end, but nothing is told as coming"
        )


def further_dates(on: Bench, claim: Claim) -> Iterator[Problem]:
    """A date of delivery, or one that had been planned, stands beside a word that says so."""
    published = on.sources[claim.source].published
    for field, edtf, cue in (
        ("delivery", claim.delivery if isinstance(claim, Demand) else None, _DELIVERY),
        ("planned", claim.planned if isinstance(claim, Model) else None, _PLANNED),
    ):
        if edtf is not None:
            found = (mention for p in _passages(on, claim) for mention in times.read_beside(p, published, cue))
            read = {mention.edtf for mention in found}
            if edtf not in read:
                yield Problem(claim.origin, f"{claim.id}.{field}", f"{edtf}, but read is {_listed(read)}")


def entities(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Every entity of a claim is named in a paragraph of its evidence, or in one that `named_in` lists."""
    text = _text(on, claim.evidence)
    for reference in references(claim):
        if reference.target == "entity" and not naming.is_named(on.entities[reference.id], text):
            place = f"{claim.id}.{reference.place}"
            yield Problem(claim.origin, place, f"{reference.id!r} is not named in the paragraphs of the evidence")


def level(on: Bench, claim: Claim) -> Iterator[Problem]:
    """A level is borne out by the words around an anchor; what is hedged or attributed is nowhere called stated."""
    place = f"{claim.id}.level"
    borne: set[Level] = set()
    found = ""
    for passage in _passages(on, claim):
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
    passages = _passages(on, claim)
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
    for passage in _passages(on, claim):
        for verb in cues.ANNOUNCING.finditer(passage.folded, passage.sentence.start, passage.anchor.end):
            before = passage.folded[passage.sentence.start : verb.start()]
            speaker = naming.last(speakers, before)
            if speaker and speaker not in {voice.entity for voice in claim.voices}:
                yield Problem(claim.origin, f"{claim.id}.voices", f"{speaker!r} announces it, and no voice says so")


def states(on: Bench, claim: Claim) -> Iterator[Problem]:
    """State, rule and mode of a status fit the verb; who decided is of the side whose rule it is."""
    if not isinstance(claim, ExportStatus):
        return
    passages = _passages(on, claim)
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
        yield Problem(claim.origin, f"{claim.id}.state", f"{claim.state}, but the words say {_listed(told)}")
    if not any(cues.RULES[claim.rule].search(text) for text in said):
        yield Problem(claim.origin, f"{claim.id}.rule", f"no sentence speaks of {claim.rule}")
    if not any(cues.MODES[claim.mode].search(text) for text in said):
        yield Problem(claim.origin, f"{claim.id}.mode", f"no sentence tells of {claim.mode}")
    side = cues.SIDES[claim.rule]
    decider = on.entities[claim.by] if claim.by else None
    if decider and not side.search(french.fold(f"{decider.name} {decider.name_fr or ''}")):
        yield Problem(claim.origin, f"{claim.id}.by", f"{claim.by!r} doesn't decide {claim.rule}")
    if not side.search(french.fold(_text(on, claim.evidence))):
        yield Problem(claim.origin, f"{claim.id}.rule", f"nobody who decides {claim.rule} is named")


def actors(on: Bench, claim: Claim) -> Iterator[Problem]:
    """What one side does is nowhere told of the other."""
    if not isinstance(claim, Policy):
        return
    subject = on.entities[claim.subject]
    name = french.fold(f"{subject.name} {subject.name_fr or ''}")
    sides = {rule for rule, side in cues.SIDES.items() if side.search(name)}
    article = on.articles[claim.source]
    said = [passage.said for passage in _passages(on, claim)]
    # "Face à ces contraintes": whose they are, the paragraph says that names them.
    said += [
        french.fold(article.paragraph(number))
        for passage in _passages(on, claim)
        for number in (passage.place.named_in if _THESE.search(passage.words) else ())
    ]
    acting = {rule for rule, acts in cues.ACTS.items() if any(acts.search(text) for text in said)}
    if sides and acting and not sides & acting:
        yield Problem(claim.origin, f"{claim.id}.subject", f"{claim.subject!r} does nothing in the sentence")


def repeated(_: Bench, claim: Claim) -> Iterator[Problem]:
    """An entity has one part in a claim."""
    ids = [reference.id for reference in references(claim) if reference.target == "entity"]
    held = [entity for entity in ids if entity not in {voice.entity for voice in claim.voices}]
    for entity in sorted({entity for entity in held if held.count(entity) > 1}):
        yield Problem(claim.origin, f"{claim.id}.mentions", f"{entity!r} stands in two fields")


def fields(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Stage, form, aspect, measure and the like fit the verb or its noun."""
    for (kind, name), field in cues.FIELDS.items():
        value = getattr(claim, name) if kind == claim.kind else None
        if value is None:
            continue
        told = _told(field, _passages(on, claim))
        if value not in told and (value in field.patterns or (told and field.complete)):
            yield Problem(claim.origin, f"{claim.id}.{name}", f"{value}, but the words say {_listed(told)}")


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
    for passage in _passages(on, claim):
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
    passages, published = _passages(on, claim), on.sources[claim.source].published
    article = on.articles[claim.source]
    paragraphs = [article.paragraph(number) for number in _paragraphs(claim.evidence)]
    printed = [mention.edtf for text in paragraphs for mention in times.mentions(text, published)]
    printed += [mention.edtf for passage in passages for mention in times.read(passage, published)]
    further = [getattr(claim, name, None) for name in ("delivery", "planned")]
    known = {part for text in (claim.when.edtf, published.edtf, *further, *printed) if text for part in text.split("/")}
    allowed = {quantity.number for _, quantity in _quantities(claim) if quantity.number is not None}
    allowed |= {int(part[:4]) for part in known - {".."}}
    allowed |= {number for text in paragraphs for number in ours.digits(text)}
    members = frozenset(reference.id for reference in references(claim) if reference.target == "entity")
    for fault in chain(
        ours.level_faults(claim),
        ours.number_faults(claim, allowed),
        ours.date_faults(claim, known),
        ours.name_faults(claim, on.entities, members),
    ):
        yield Problem(claim.origin, f"{claim.id}.en", fault)


SOURCE_CHECKS: tuple[SourceCheck, ...] = (hashes, publication)

ENTITY_CHECKS: tuple[EntityCheck, ...] = (memberships,)

CLAIM_CHECKS: tuple[ClaimCheck, ...] = (
    anchors,
    figures,
    units,
    valid_time,
    not_before_its_time,
    further_dates,
    entities,
    level,
    voices,
    announcers,
    states,
    actors,
    repeated,
    fields,
    parts,
    comparisons,
    sentences,
)


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


def _passages(on: Bench, claim: Claim) -> list[Passage]:
    article = on.articles[claim.source]
    return [passage for place in claim.evidence if (passage := french.locate(article, place))]


def _paragraphs(evidence: tuple[Evidence, ...]) -> list[int]:
    """Return the paragraphs that evidence stands in or leans on for names, each once."""
    return list(dict.fromkeys(number for item in evidence for number in (item.paragraph, *item.named_in)))


def _text(on: Bench, evidence: tuple[Evidence, ...]) -> str:
    article = on.articles.get(evidence[0].source) if evidence else None
    return " ".join(article.paragraph(number) for number in _paragraphs(evidence)) if article else ""


def _quantities(claim: Claim) -> Iterator[tuple[str, Quantity]]:
    for field in claim.__struct_fields__:
        value = getattr(claim, field)
        if isinstance(value, Quantity):
            yield field, value


def _readings(passage: Passage, words: str) -> Iterator[tuple[int | float, str, str]]:
    """Read the figures that words touch, each with what stands before it in the paragraph."""
    start = passage.original.index(articles.normal(words))
    span = french.Span(start, start + len(articles.normal(words)))
    for figure in numbers.figures(passage.original):
        if figure.span.start < span.end and span.start < figure.span.end:
            yield figure.number, figure.op, figure.unit


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


def _told(field: cues.Field, passages: list[Passage]) -> frozenset[str]:
    """Return the values that the anchors cue, or else their sentences; the weakest of all where that one holds."""
    if field.weakest_first:
        return cues.told(field, [passage.said for passage in passages])
    return cues.told(field, [passage.words for passage in passages]) or cues.told(
        field, [passage.said for passage in passages]
    )


def _listed(values: object) -> str:
    return ", ".join(sorted(map(str, values))) if isinstance(values, (set, frozenset)) and values else "nothing"
