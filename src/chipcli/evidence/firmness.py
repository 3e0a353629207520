"""How firmly a sentence says what an anchor in it says: hedged, attributed, announced, planned, expected, or flatly."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chipcli.evidence import cues
from chipcli.evidence.french import Passage, Span
from chipcli.model.values import Level

# ", qui aurait fermé une usine," hedges itself and not the sentence around it.
_RELATIVE_CLAUSE = re.compile(r", (?:qui|que|dont|ou)\b[^,;]*(?:[,;]|\Z)")

_BREAK = re.compile(r"\b(?:alors que|tandis que|mais)\b")

_STOP = re.compile(r"[,;:]|\b(?:et|ou)\b")


class Firmness(NamedTuple):
    """What the words around an anchor allow it to be."""

    levels: frozenset[Level]
    """The levels that the passage bears out."""
    why: str
    """The cues that were found, for the message; empty where there are none."""


def read(passage: Passage, *, speaks: bool) -> Firmness:
    """Read the firmness of a passage; `speaks` tells that it is itself about what somebody said."""
    hedges = list(_hedges(passage))
    handed_on = [] if speaks else _matches(cues.ATTRIBUTION, passage) + _matches(cues.ANNOUNCING, passage)
    ahead = _reaching(cues.PLAN, passage)
    expected = _reaching(cues.EXPECTATION, passage)
    announced = _reaching(cues.ANNOUNCEMENT, passage)
    deemed = _matches(cues.DEEMED, passage)
    # "The announcement of an investment", "plans to raise": what follows is no more than announced or planned.
    inside = [span for span in (*ahead, *expected, *announced) if _governs(span, passage)]
    inside += [span for span in deemed if passage.anchor.holds(span)]
    levels = set()
    if hedges:
        levels.add(Level.HEDGED)
    elif (handed_on or deemed) and not ahead and not expected:
        levels.add(Level.REPORTED)
    if announced and not hedges:
        levels.add(Level.ANNOUNCED)
    if ahead:
        levels.add(Level.PLANNED)
    if expected:
        levels.add(Level.EXPECTED)
    if cues.JUDGEMENT.search(passage.said):
        levels.add(Level.OPINION)
    if not hedges and not handed_on and not inside:
        levels.add(Level.STATED)
    found = [*hedges, *handed_on, *inside]
    return Firmness(frozenset(levels), ", ".join(passage.paragraph[span.start : span.end] for span in found))


def _hedges(passage: Passage) -> Iterator[Span]:
    for span in _matches(cues.HEDGE, passage, accents=True):
        before = passage.paragraph[passage.sentence.start : span.start]
        if not cues.FUTURE_IN_THE_PAST.search(before) and not _is_apart(span, passage):
            yield span


def _is_apart(hedge: Span, passage: Passage) -> bool:
    """Tell whether a hedge stands in a relative clause of its own, with the anchor outside."""
    clauses = _RELATIVE_CLAUSE.finditer(passage.folded, passage.sentence.start, passage.sentence.end)
    spans = [Span(*clause.span()) for clause in clauses]
    return any(clause.holds(hedge) and not clause.holds(passage.anchor) for clause in spans)


def _reaching(pattern: re.Pattern[str], passage: Passage) -> list[Span]:
    """Return the cues that stand before an anchor or in it, with no clause of another kind between."""
    return [
        span
        for span in _matches(pattern, passage)
        if span.start < passage.anchor.end and not _BREAK.search(passage.folded[span.end : passage.anchor.start])
    ]


def _governs(cue: Span, passage: Passage) -> bool:
    """Tell whether a cue stands in an anchor, or before it in one stretch of words."""
    return passage.anchor.holds(cue) or (
        cue.end <= passage.anchor.start and not _STOP.search(passage.folded, cue.end, passage.anchor.start)
    )


def _matches(pattern: re.Pattern[str], passage: Passage, *, accents: bool = False) -> list[Span]:
    text = passage.paragraph if accents else passage.folded
    return [Span(*match.span()) for match in pattern.finditer(text, passage.sentence.start, passage.sentence.end)]
