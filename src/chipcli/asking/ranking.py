"""Put claims in the order in which they answer a question: BM25 plus a few named signals, and what each speaks of."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from chipcli import stems
from chipcli.asking import cues
from chipcli.asking.question import Figure, Question
from chipcli.dates import Span
from chipcli.model.answer import Hit, Signal
from chipcli.model.claim import Claim, ExportStatus
from chipcli.model.values import Level, Quantity
from chipcli.store import Store

MOST_TEXT_HITS = 200
MOST_ENTITY_HITS = 500
MOST_DATED = 500

ENOUGH = 0.45
"""Share of what a question says, weighed by how rare each word is, that an answer has to speak of."""

ENOUGH_OF_NOBODY = 0.6
"""The same where the question names nobody that an answer has to be about."""

BEHIND = 0.25
"""How much less of a question a claim with a figure may speak of than one without: else that one has no figure."""

# What each signal is worth beside BM25, which is about 3 for a word that few claims use.
WORDS, ABOUT, NAMES_IT, QUOTES_IT, GROUP, KIND, FORM, FIGURE = 10.0, 5.0, 3.0, 1.0, 1.0, 2.0, 4.0, 3.0
IN_TIME, OUT_OF_TIME = 4.0, -5.0
LEVELS = {Level.HEDGED: -0.3, Level.PLANNED: -0.3, Level.EXPECTED: -0.5, Level.OPINION: -1.0}

HEAVIEST = 4.0
"""Weight of the rarest word: one word that no answer uses must not outweigh all the others."""

STRANGE = 3.0
"""Weight of a word that is in no text of the base."""

NUMBER = 6.0
"""Weight of a figure: who asks for 28 nanometres wants no others."""

_DATE = re.compile(
    r"\b(?:[0-9]{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: [0-9]{4})?\b|\b20[0-9]{2}\b"
)
_FIGURE = re.compile(
    r"(?<![\w.])[0-9](?![0-9]*\.[A-Z])|\b(?:two|three|four|five|six|seven|eight|nine|ten|doubled|fourfold)\b"
)


class Ranked(NamedTuple):
    """A claim with what speaks for it, and how much of the question it speaks of."""

    hit: Hit
    claim: Claim
    covered: float
    answers: bool
    """Whether it speaks of anything but what is named, where the question does."""
    used: frozenset[str]
    """Stems and terms that the claim uses."""


class Subject(NamedTuple):
    """What the question is about, as ids."""

    chips: frozenset[str]
    groups: frozenset[str]
    """Groups that the chips belong to."""
    others: frozenset[str]
    """What else an answer has to be about."""
    all_chips: frozenset[str]
    """Every chip there is."""


class _Weights(NamedTuple):
    words: Mapping[str, float]
    entities: Mapping[str, float]

    @property
    def total(self) -> float:
        return sum(self.words.values()) + sum(self.entities.values())


def ranked(store: Store, asked: Question) -> list[Ranked]:
    """Return the claims that speak of what is named, the best first."""
    subject = _subject(store, asked)
    tokens = {stems.token(term) for term in asked.terms}
    every = {form for same in asked.stems.values() for form in same} | tokens
    counts = store.term_counts(every)
    texts = store.text_hits(sorted(every & counts.keys()), MOST_TEXT_HITS)
    ranks = set(texts)
    about = {id_: store.ranks_about(id_, MOST_ENTITY_HITS) for id_ in _ids(asked, subject)}
    for same in about.values():
        ranks |= set(same)
    if asked.span is not None and not asked.words:
        ranks |= set(store.ranks_within(asked.span.first.isoformat(), asked.span.last.isoformat(), MOST_DATED))
    needed = [entity.id for entity in asked.entities if entity.id not in asked.makers]
    weights = _Weights(
        {
            word: _weight(store, word, max(counts.get(form, 0) for form in same), is_term=word in asked.words_of_terms)
            for word, same in asked.stems.items()
        },
        {id_: _rarity(store, len(about[id_])) for id_ in needed},
    )
    found = [
        _weighed(asked, subject, claim, used, texts.get(rank, 0.0), weights)
        for rank, (claim, used) in store.ranked(ranks).items()
        if _is_about(subject, asked, claim, used)
    ]
    return sorted(found, key=lambda one: (-one.hit.score, one.claim.id))


def names_of(claim: Claim) -> frozenset[str]:
    """Return the ids of all that a claim names, whoever it is attributed to included."""
    return claim.named() | {voice.entity for voice in claim.voices if voice.entity}


def _ids(asked: Question, subject: Subject) -> list[str]:
    return sorted({entity.id for entity in asked.entities} | {topic.entity for topic in asked.topics} | subject.groups)


def _subject(store: Store, asked: Question) -> Subject:
    all_chips = frozenset(store.ids_of_kind("chip"))
    chips = frozenset(entity.id for entity in asked.entities if entity.kind in ("chip", "chip_group"))
    others = frozenset(entity.id for entity in asked.entities) - chips - asked.makers
    groups = frozenset(group for chip in chips for group in store.groups_of(chip)) if asked.asks_state else frozenset()
    return Subject(chips, groups, others, all_chips)


def _is_about(subject: Subject, asked: Question, claim: Claim, used: frozenset[str]) -> bool:
    """Tell whether a claim is about what is named: about a chip, where one is named.

    An amount has to be about everybody named: what Tencent ordered is no answer on Intel and Tencent.
    """
    named = names_of(claim)
    if subject.chips and not (subject.chips | subject.groups) & named:
        return _goes_for_any(subject, asked, claim, used)
    if asked.figure is not None:
        return subject.others <= named
    return bool(subject.chips) or not subject.others or bool(subject.others & named)


def _goes_for_any(subject: Subject, asked: Question, claim: Claim, used: frozenset[str]) -> bool:
    """Tell whether a claim that names no chip says all that is asked: a rule on purchases goes for the H200 too.

    A property or an amount is always that of one chip.
    """
    if (
        asked.figure
        or asked.attributes
        or asked.form != "fact"
        or len(asked.words) < 2
        or subject.all_chips & names_of(claim)
    ):
        return False
    return all(_speaks_of(asked, word, names_of(claim), used) for word in asked.words)


def _weight(store: Store, word: str, count: int, *, is_term: bool) -> float:
    """Return what a word of the question weighs."""
    if word.isdigit():
        return NUMBER
    # What no text of the base uses is a turn of phrase as often as it is what was asked for.
    return _rarity(store, count) if count or is_term else STRANGE


def _rarity(store: Store, count: int) -> float:
    """Return what a word weighs: the more, the fewer claims use it."""
    return min(HEAVIEST, math.log(1 + store.facts.claims / (1 + count)))


def _weighed(
    asked: Question, subject: Subject, claim: Claim, used: frozenset[str], text: float, weights: _Weights
) -> Ranked:
    """Weigh one claim."""
    named = names_of(claim)
    matched = tuple(word for word in asked.words if _speaks_of(asked, word, named, used))
    covered = _covered(asked, subject, claim, matched, weights)
    signals = [
        Signal(name="text", value=round(text, 3)),
        Signal(name="words", value=round(WORDS * covered, 3)),
        Signal(name="entity", value=_about(asked, subject, claim)),
        Signal(name="kind", value=KIND if claim.kind in asked.kinds else 0.0),
        Signal(name="form", value=_fits(asked, subject, claim, used)),
        Signal(name="date", value=_in_time(asked.span, claim)),
        Signal(name="number", value=FIGURE if asked.figure and has_figure(claim, asked.figure) else 0.0),
        Signal(name="level", value=LEVELS.get(claim.level, 0.0)),
    ]
    shown = tuple(signal for signal in signals if signal.value)
    score = round(sum(signal.value for signal in signals), 3)
    hit = Hit(claim=claim, score=score, matched=matched, signals=shown)
    answers = bool(matched) or not asked.words or claim.kind in cues.TELLING_KINDS & set(asked.kinds)
    return Ranked(hit, claim, covered, answers, used)


def _speaks_of(asked: Question, word: str, named: frozenset[str], used: frozenset[str]) -> bool:
    """Tell whether a claim uses a word, a term of the same meaning, or what it names."""
    if asked.stems[word] & used:
        return True
    if any(stems.token(term) in used for term in asked.words_of_terms.get(word, ()) if term not in cues.ELSEWHERE):
        return True
    return any(word in topic.words and topic.entity in named for topic in asked.topics)


def _covered(asked: Question, subject: Subject, claim: Claim, matched: tuple[str, ...], weights: _Weights) -> float:
    """Return how much of the question a claim speaks of; 1 where there is nothing to speak of but what is named."""
    if not weights.total:
        return 1.0
    named = names_of(claim)
    share = sum(weights.words[word] for word in matched)
    share += sum(weight for entity, weight in weights.entities.items() if entity in named)
    if subject.groups & named and not subject.chips & named:
        share += max(weights.entities[chip] for chip in subject.chips) / 2
    # A word that asks for a kind of claim is half answered by one of that kind, in other words.
    if claim.kind in cues.TELLING_KINDS:
        asking = asked.words_of_kinds.get(claim.kind, frozenset())
        share += sum(weight / 2 for word, weight in weights.words.items() if word in asking and word not in matched)
    return min(1.0, share / weights.total)


def _about(asked: Question, subject: Subject, claim: Claim) -> float:
    """Return how much a claim is about what the question names."""
    named = names_of(claim)
    worth = 0.0
    for entity in asked.entities:
        if claim.subject == entity.id:
            worth += ABOUT
        elif entity.id in claim.named():
            worth += NAMES_IT
        elif entity.id in named:
            worth += QUOTES_IT
    if not worth and subject.groups & named:
        return GROUP
    return worth


def _fits(asked: Question, subject: Subject, claim: Claim, used: frozenset[str]) -> float:
    """Return what speaks for a claim as an answer of the sort that is asked for."""
    if isinstance(claim, ExportStatus):
        return _fits_rule(asked, claim) if subject.chips else 0.0
    if subject.chips and asked.terms & cues.RULED:
        return 0.0
    if asked.form == "why" and (stems.token("why") in used or getattr(claim, "purpose", None)):
        return FORM
    if asked.form == "who" and asked.terms & cues.BY_PERSON and claim.kind == "company":
        return FORM if getattr(claim, "property", "") in ("led_by", "founder") else 0.0
    if asked.form == "when" and claim.when.edtf is None:
        return -1.0
    return 0.0


def _fits_rule(asked: Question, claim: ExportStatus) -> float:
    """Return what speaks for a state as the answer: the end of a ban is asked for where both are spoken of."""
    ruled = asked.terms & cues.RULED
    if not ruled:
        return 0.0
    wanted = ("allowed", "conditional") if "allow" in ruled else ("blocked", "prohibited", "discouraged")
    if claim.state not in wanted:
        return 0.0
    return FORM if claim.mode == "change" else FORM / 2


def _in_time(span: Span | None, claim: Claim) -> float:
    if span is None or claim.when.edtf is None:
        return 0.0
    if not claim.when.overlaps(span):
        return OUT_OF_TIME
    if claim.when.is_open:
        return IN_TIME / 4
    return IN_TIME if span.holds(claim.when) else IN_TIME / 2


# Figures


def has_figure(claim: Claim, figure: Figure) -> bool:
    """Tell whether a claim gives a figure of the sort asked for."""
    found = list(_figures(claim, figure))
    # A figure that has no field of its own is told in the sentence only.
    if figure in ("any", "count") and not any(True for _ in _quantities(claim)):
        return bool(_FIGURE.search(_DATE.sub("", claim.en)))
    return any(_is_of(quantity, figure) for quantity in found)


def _figures(claim: Claim, figure: Figure) -> Iterator[Quantity]:
    """Yield the figures of a claim; the valuation only where that is asked for: it is no amount that was paid."""
    for field, value in _quantities(claim):
        if value.number is not None and (field == "valuation") == (figure == "valuation"):
            yield value


def _quantities(claim: Claim) -> Iterator[tuple[str, Quantity]]:
    for field in claim.__struct_fields__:
        value = getattr(claim, field)
        if isinstance(value, Quantity):
            yield field, value


def _is_of(quantity: Quantity, figure: Figure) -> bool:
    unit = quantity.unit or ""
    if figure == "money":
        return len(unit) == 3 and unit.isupper()
    if figure == "length":
        return unit in {"years", "months", "weeks", "days"}
    if figure == "count":
        return not (unit.isupper() or unit in {"times", "percent", "years"})
    return unit == figure if figure in ("times", "percent") else True
