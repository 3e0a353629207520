"""Amounts and dates: the figures of a claim, and the time it holds for, are read off the words."""

import re
from collections.abc import Iterator

from chipcli.errors import Problem
from chipcli.evidence import articles, cues, french, numbers, times
from chipcli.evidence.bench import Bench, listed, passages_of, quantities_of
from chipcli.evidence.french import Passage
from chipcli.model.claim import Claim, Demand, Model, Production, Stockpile
from chipcli.model.values import Level

_DELIVERY = re.compile(r"\blivr\w+")
_PLANNED = re.compile(r"\bprevue?s?\b")
_EACH = re.compile(r"\bchacune?\b|\bchaque\b")
_TOGETHER = re.compile(r"\bensemble\b|\bau total\b")

# Who only may, could or will be: a date open at its end is no report of what was.
_TO_COME = frozenset({Level.HEDGED, Level.EXPECTED, Level.OPINION, Level.PLANNED})


def figures(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Number, operator and unit are those that the words read as; where no figure is given, the words hold none."""
    for field, quantity in quantities_of(claim):
        place = f"{claim.id}.{field}"
        if quantity.words is None:
            if quantity.number is not None:
                yield Problem(claim.origin, place, "a number without the words that it is read from")
            continue
        held = [passage for passage in passages_of(on, claim) if articles.normal(quantity.words) in passage.original]
        if not held:
            yield Problem(claim.origin, place, f"{quantity.words!r} stands in none of the paragraphs of the evidence")
            continue
        readings = {reading for passage in held for reading in _readings(passage, quantity.words)}
        expected = set() if quantity.number is None else {(quantity.number, quantity.op, quantity.unit)}
        if readings != expected:
            yield Problem(claim.origin, place, f"{quantity.words!r} reads {listed(readings)}")
        if quantity.scope == "together" and not any(_TOGETHER.search(passage.said) for passage in held):
            yield Problem(claim.origin, place, "scope together, which the sentence doesn't say")
        if quantity.scope != "each" and any(_EACH.search(french.fold(quantity.words)) for passage in held):
            yield Problem(claim.origin, place, "the words say each")


def units(_: Bench, claim: Claim) -> Iterator[Problem]:
    """What is counted but not told is units; an amount or a share that is not told has no unit."""
    for field, quantity in quantities_of(claim):
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
        read = {mention.edtf for p in passages_of(on, claim) for mention in times.read_before(p, published)}
        beside = {mention.edtf for p in passages_of(on, claim) for mention in times.read(p, published)}
        right = _is_bounded(when.edtf, read, published.edtf) and _takes_up(when.edtf, beside if when.is_open else read)
    else:
        found = (mention for p in passages_of(on, claim) for mention in times.read(p, published))
        read = {mention.edtf for mention in found if mention.basis == when.basis}
        right = when.edtf in read
    if not right:
        yield Problem(claim.origin, f"{claim.id}.when", f"{when.edtf} ({when.basis}), but read is {listed(read)}")


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
        claim.level not in _TO_COME or not any(cues.TO_COME.search(passage.said) for passage in passages_of(on, claim))
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
            found = (mention for p in passages_of(on, claim) for mention in times.read_beside(p, published, cue))
            read = {mention.edtf for mention in found}
            if edtf not in read:
                yield Problem(claim.origin, f"{claim.id}.{field}", f"{edtf}, but read is {listed(read)}")


def _readings(passage: Passage, words: str) -> Iterator[tuple[int | float, str, str]]:
    """Read the figures that words touch, each with what stands before it in the paragraph."""
    start = passage.original.index(articles.normal(words))
    span = french.Span(start, start + len(articles.normal(words)))
    for figure in numbers.figures(passage.original):
        if figure.span.start < span.end and span.start < figure.span.end:
            yield figure.number, figure.op, figure.unit
