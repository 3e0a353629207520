"""Rules between records. Each is a generator of problems; a new rule is one function and one entry in CHECKS."""

import math
from collections.abc import Callable, Iterator, Sequence

from chipcli import dates
from chipcli.errors import Problem
from chipcli.model.asked import Asked
from chipcli.model.base import FactBase
from chipcli.model.claim import STATES, Claim, Demand, ExportStatus, Model, Stockpile
from chipcli.model.entity import Entity
from chipcli.model.references import references
from chipcli.model.source import Source
from chipcli.model.values import Evidence, Level, Quantity

MOST_WORDS = 7
"""Longest anchor: enough to find the place, too few to be the article."""

CHIP_KINDS = frozenset({"chip", "chip_group"})
GROUP_KINDS = frozenset({"chip_group", "group"})

# A status says what was so. What someone intends or expects is a policy or a statement, and must
# not change the answer to "may it be sold?".
NO_STATE = frozenset({Level.PLANNED, Level.EXPECTED, Level.OPINION})

Check = Callable[[FactBase], Iterator[Problem]]


def problems(base: FactBase) -> Iterator[Problem]:
    """Yield what is wrong with a base, check by check."""
    for check in CHECKS:
        yield from check(base)


def empty_base(base: FactBase) -> Iterator[Problem]:
    """A base without a claim is a fault, never an answer of nothing."""
    if not base.claims:
        yield Problem("facts", "", "no claim in any file")


def dangling_references(base: FactBase) -> Iterator[Problem]:
    """Whatever a record refers to exists."""
    known = {
        "source": {source.id for source in base.sources},
        "entity": {entity.id for entity in base.entities},
        "claim": {claim.id for claim in base.claims},
    }
    for record in (*base.entities, *base.claims, *base.asked):
        for reference in references(record):
            if reference.id not in known[reference.target]:
                place = f"{record.id}.{reference.place}"
                yield Problem(_origin(base, record), place, f"no {reference.target} {reference.id!r}")


def missing_paragraphs(base: FactBase) -> Iterator[Problem]:
    """Evidence points at paragraphs that the card lists."""
    numbers = {source.id: {paragraph.number for paragraph in source.paragraphs} for source in base.sources}
    for record in (*base.entities, *base.claims):
        for field, place in _evidence(record):
            for number in (place.paragraph, *place.named_in):
                if number not in numbers.get(place.source, {number}):
                    message = f"{place.source} has no paragraph {number}"
                    yield Problem(_origin(base, record), f"{record.id}.{field}", message)


def paragraph_numbers(base: FactBase) -> Iterator[Problem]:
    """A card lists every paragraph, from 1, in order."""
    for source in base.sources:
        if [paragraph.number for paragraph in source.paragraphs] != list(range(1, len(source.paragraphs) + 1)):
            yield Problem(_origin(base, source), f"{source.id}.paragraphs", "must be numbered 1, 2, 3, ...")


def asides(base: FactBase) -> Iterator[Problem]:
    """What is noted on a sentence set aside is told in both languages."""
    for source in base.sources:
        for paragraph in source.paragraphs:
            for place, aside in enumerate(paragraph.set_aside):
                if (aside.note is None) != (aside.note_fr is None):
                    where = f"{source.id}.paragraphs.{paragraph.number - 1}.set_aside.{place}"
                    yield Problem(_origin(base, source), where, "give both note and note_fr")


def several_sources(base: FactBase) -> Iterator[Problem]:
    """A claim is what one source states; a second source makes a second claim."""
    for claim in base.claims:
        if len({place.source for place in claim.evidence}) > 1:
            yield Problem(claim.origin, f"{claim.id}.evidence", "names more than one source")


def long_anchors(base: FactBase) -> Iterator[Problem]:
    """Anchors stay short: no sentence of an article stands in the project."""
    for record in (*base.entities, *base.claims):
        for place, words in _quoted(record):
            if len(words.split()) > MOST_WORDS:
                yield Problem(_origin(base, record), f"{record.id}.{place}", f"more than {MOST_WORDS} words: {words!r}")


def date_bases(base: FactBase) -> Iterator[Problem]:
    """A date has a basis other than `not_stated`; no date has that one."""
    dated = [*((source, "published", source.published) for source in base.sources)]
    for record, field, when in (*dated, *((claim, "when", claim.when) for claim in base.claims)):
        if (when.edtf is None) != (when.basis == "not_stated"):
            message = f"date and basis {when.basis!r} do not fit together"
            yield Problem(_origin(base, record), f"{record.id}.{field}", message)


def further_dates(base: FactBase) -> Iterator[Problem]:
    """Dates beside `when` keep the same notation."""
    for claim in base.claims:
        text = claim.delivery if isinstance(claim, Demand) else claim.planned if isinstance(claim, Model) else None
        if text is not None:
            try:
                dates.parse(text)
            except dates.DateError as fault:
                yield Problem(claim.origin, claim.id, str(fault))


def quantities(base: FactBase) -> Iterator[Problem]:
    """A number is finite, and null exactly where its operator is unknown."""
    for claim in base.claims:
        for place, quantity in _quantities(claim):
            if (quantity.number is None) != (quantity.op == "unknown"):
                yield Problem(claim.origin, f"{claim.id}.{place}", "number null and op unknown go together")
            elif quantity.number is not None and quantity.unit is None:
                yield Problem(claim.origin, f"{claim.id}.{place}", "a number needs its unit")
            elif quantity.number is not None and not math.isfinite(quantity.number):
                yield Problem(claim.origin, f"{claim.id}.{place}", f"{quantity.number} is not a number")


def voices(base: FactBase) -> Iterator[Problem]:
    """A voice is a known entity or is described in both languages; a reported claim has one."""
    for claim in base.claims:
        for voice in claim.voices:
            if (voice.entity is None) == (voice.en is None) or (voice.en is None) != (voice.fr is None):
                yield Problem(claim.origin, f"{claim.id}.voices", "give either entity, or en and fr")
        if claim.level is Level.REPORTED and not claim.voices:
            yield Problem(claim.origin, f"{claim.id}.voices", "a reported claim says who reported it")


def states(base: FactBase) -> Iterator[Problem]:
    """A status is a state of its rule, about a chip or chip group, put as a fact of its time."""
    kinds = {entity.id: entity.kind for entity in base.entities}
    modes = {claim.id: claim.mode if isinstance(claim, ExportStatus) else None for claim in base.claims}
    for claim in base.claims:
        if not isinstance(claim, ExportStatus):
            continue
        for state in filter(None, (claim.state, claim.before)):
            if state not in STATES[claim.rule]:
                yield Problem(claim.origin, f"{claim.id}.state", f"{state!r} is no state of {claim.rule}")
        if claim.level in NO_STATE:
            yield Problem(
                claim.origin, f"{claim.id}.level", f"{claim.level.value!r} is a policy or a statement, no state"
            )
        if kinds.get(claim.subject) not in CHIP_KINDS:
            yield Problem(claim.origin, f"{claim.id}.subject", f"{claim.subject!r} is no chip or chip group")
        if (claim.mode == "until") != (claim.until is not None):
            yield Problem(claim.origin, f"{claim.id}.until", "goes with mode until, and only with it")
        elif claim.until is not None and modes.get(claim.until, "change") != "change":
            yield Problem(claim.origin, f"{claim.id}.until", f"{claim.until!r} is no change")
        if claim.before is not None and claim.mode != "change":
            yield Problem(claim.origin, f"{claim.id}.before", "goes with mode change")


def chip_fields(base: FactBase) -> Iterator[Problem]:
    """What is stockpiled or ordered is a chip or chip group."""
    kinds = {entity.id: entity.kind for entity in base.entities}
    for claim in base.claims:
        item = claim.item if isinstance(claim, Stockpile) else claim.subject if isinstance(claim, Demand) else None
        if item is not None and kinds.get(item) not in CHIP_KINDS:
            yield Problem(claim.origin, claim.id, f"{item!r} is no chip or chip group")


def conflicts(base: FactBase) -> Iterator[Problem]:
    """A conflict names another claim, and is authored on one of the two only; the store mirrors it."""
    pairs = {(claim.id, conflict.claim) for claim in base.claims for conflict in claim.conflicts_with}
    for claim in base.claims:
        yield from _twice(claim, "conflicts_with", [conflict.claim for conflict in claim.conflicts_with])
        for conflict in claim.conflicts_with:
            if conflict.claim == claim.id:
                yield Problem(claim.origin, f"{claim.id}.conflicts_with", "a claim cannot conflict with itself")
            elif (conflict.claim, claim.id) in pairs and claim.id > conflict.claim:
                yield Problem(claim.origin, f"{claim.id}.conflicts_with", f"{conflict.claim!r} says so already")


def agreements(base: FactBase) -> Iterator[Problem]:
    """An agreement names a claim of another source, and is authored on one of the two only."""
    sources = {claim.id: claim.source for claim in base.claims}
    pairs = {(claim.id, other) for claim in base.claims for other in claim.agrees_with}
    for claim in base.claims:
        yield from _twice(claim, "agrees_with", claim.agrees_with)
        for other in claim.agrees_with:
            if sources.get(other) == claim.source:
                yield Problem(claim.origin, f"{claim.id}.agrees_with", f"{other!r} is of the same source")
            elif (other, claim.id) in pairs and claim.id > other:
                yield Problem(claim.origin, f"{claim.id}.agrees_with", f"{other!r} says so already")


def circular_order(base: FactBase) -> Iterator[Problem]:
    """`after` orders claims; it never leads back to where it began."""
    after = {claim.id: claim.after for claim in base.claims}
    for claim in base.claims:
        seen: set[str] = set()
        open_ids = list(claim.after)
        while open_ids:
            earlier = open_ids.pop()
            if earlier not in seen:
                seen.add(earlier)
                open_ids.extend(after.get(earlier, ()))
        if claim.id in seen:
            yield Problem(claim.origin, f"{claim.id}.after", "leads back to itself")


def order_of_dates(base: FactBase) -> Iterator[Problem]:
    """A claim does not come after one that is dated later."""
    claims = {claim.id: claim for claim in base.claims}
    for claim in base.claims:
        for earlier in claim.after:
            if earlier in claims and claims[earlier].when.first > claim.when.last:
                yield Problem(claim.origin, f"{claim.id}.after", f"{earlier!r} is dated later")


def memberships(base: FactBase) -> Iterator[Problem]:
    """A group that an entity belongs to is a group."""
    kinds = {entity.id: entity.kind for entity in base.entities}
    for entity in base.entities:
        for membership in entity.member_of:
            if kinds.get(membership.group) not in GROUP_KINDS or membership.group == entity.id:
                yield Problem(_origin(base, entity), f"{entity.id}.member_of", f"{membership.group!r} is no group")


CHECKS: tuple[Check, ...] = (
    empty_base,
    dangling_references,
    missing_paragraphs,
    paragraph_numbers,
    asides,
    several_sources,
    long_anchors,
    date_bases,
    further_dates,
    quantities,
    voices,
    states,
    chip_fields,
    conflicts,
    agreements,
    circular_order,
    order_of_dates,
    memberships,
)


def _origin(base: FactBase, record: Source | Entity | Asked | Claim) -> str:
    if isinstance(record, (Source, Entity, Asked)):
        return base.origins[f"{type(record).__name__.lower()}:{record.id}"]
    return record.origin


def _quantities(claim: Claim) -> Iterator[tuple[str, Quantity]]:
    for field in claim.__struct_fields__:
        value = getattr(claim, field)
        if isinstance(value, Quantity):
            yield field, value


def _evidence(record: Entity | Claim) -> Iterator[tuple[str, Evidence]]:
    """Yield where a record is evidenced, with the field that says so."""
    if isinstance(record, Entity):
        yield from (("member_of", place) for membership in record.member_of for place in membership.evidence)
    else:
        yield from (("evidence", place) for place in record.evidence)


def _quoted(record: Entity | Claim) -> Iterator[tuple[str, str]]:
    """Yield whatever stands in a record in an article's own words."""
    yield from ((field, place.words) for field, place in _evidence(record))
    if not isinstance(record, Entity):
        yield from ((field, quantity.words) for field, quantity in _quantities(record) if quantity.words is not None)


def _twice(claim: Claim, field: str, ids: Sequence[str]) -> Iterator[Problem]:
    for other in dict.fromkeys(id_ for id_ in ids if ids.count(id_) > 1):
        yield Problem(claim.origin, f"{claim.id}.{field}", f"{other!r} stands twice")
