"""Put claims in the order in which they answer a question: BM25 plus a few named signals, and what each speaks of."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chipcli import stems
from chipcli.asking import cues
from chipcli.asking.question import Figure, Question, Want
from chipcli.dates import Span
from chipcli.model.answer import Hit, Signal
from chipcli.model.claim import Claim
from chipcli.model.entity import EntityKind
from chipcli.model.values import Quantity
from chipcli.status import CHIP_KINDS
from chipcli.store import Store

MOST_TEXT_HITS = 80
"""How many claims are looked at that use a word of the question, and have their questions compared."""

MOST_ENTITY_HITS = 500
MOST_DATED = 500

ALIKE = 0.55
"""How like a question has to be to one that a claim is known to answer, for that to make it the answer in other words,
and where it leaves out a name."""

SAME = 0.98
"""From where on a question is one that the claim is known to answer, whatever its words seem to ask for."""

ENOUGH = 0.45
"""Share of what a question says, weighed by how rare each word is, that an answer has to speak of."""

ENOUGH_OF_NOBODY = 0.55
"""The same where the question names nobody that an answer has to be about."""

BEHIND = 0.25
"""How much less of a question a claim with a figure may speak of than one without: else that one has no figure."""

# What each signal is worth beside BM25, which is about 3 for a word that few claims use.
TEXT, WORDS, ASKED, ABOUT, NAMES_IT, TOPIC = 0.5, 10.0, 14.0, 5.0, 3.0, 1.5
KIND, FORM = 2.0, 4.0
IN_TIME, OUT_OF_TIME = 4.0, -5.0

STRANGE = 3.0
"""Weight of a word that is in no text of the base."""

NUMBER = 6.0
"""Weight of a figure: who asks for 28 nanometres wants no others."""

RULES = frozenset({"policy", "export_status"})
"""Kinds of claim that may go for a chip that they don't name."""

ACTORS: frozenset[EntityKind] = frozenset({"company", "person", "public_body", "group"})
"""Kinds of entity that "who" asks for."""

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
    asked: float
    """How like the question is to one that the claim is known to answer."""
    names_somebody: bool
    """Whether it names anybody but those of the question; a person, where it asks for one."""


class Subject(NamedTuple):
    """What the question is about, as ids."""

    chips: frozenset[str]
    groups: frozenset[str]
    """Groups that the chips belong to."""
    others: frozenset[str]
    """What else an answer has to be about."""
    all_chips: frozenset[str]
    """Every chip there is."""
    kinds: Mapping[str, EntityKind]
    """What the entities are that claims name."""
    makers: Mapping[str, frozenset[str]]
    """Who makes the chips that claims name; only where a company is asked about."""

    def with_makers(self, named: frozenset[str]) -> frozenset[str]:
        """Return what is named, and who makes the chips among it."""
        return named.union(*(self.makers[id_] for id_ in named & self.makers.keys()))


class _Weights(NamedTuple):
    words: Mapping[str, float]
    entities: Mapping[str, float]

    @property
    def total(self) -> float:
        return sum(self.words.values()) + sum(self.entities.values())


class _Found(NamedTuple):
    """A claim that may answer."""

    claim: Claim
    named: frozenset[str]
    """The ids of all that it names."""
    used: frozenset[str]
    text: float
    asked: float
    """How like the question is to one that the claim is known to answer, from 0 to 1."""


def ranked(store: Store, asked: Question) -> list[Ranked]:
    """Return the claims that speak of what is named, the best first."""
    tokens = {stems.token(term) for term in asked.terms}
    every = {form for same in asked.stems.values() for form in same} | tokens
    counts = store.term_counts(every)
    groups = _groups(store, asked)
    about = {id_: store.ranks_about(id_, MOST_ENTITY_HITS) for id_ in _ids(asked, groups)}
    candidates = _candidates(store, asked, sorted(every & counts.keys()), about)
    subject = _subject(store, asked, groups, frozenset().union(*(one.named for one in candidates)))
    needed = [entity.id for entity in asked.entities if entity.id not in asked.makers]
    weights = _Weights(
        {word: _weight(store, word, _count(asked, word, counts)) for word in asked.words},
        {id_: _rarity(store, len(about[id_])) for id_ in needed},
    )
    found = [_weighed(asked, subject, one, weights) for one in candidates if _is_about(subject, asked, one)]
    return sorted(found, key=lambda one: (-one.hit.score, one.claim.id))


def names_of(claim: Claim) -> frozenset[str]:
    """Return the ids of all that a claim names, whoever it is attributed to included."""
    return claim.named() | {voice.entity for voice in claim.voices if voice.entity}


# What may answer


def _ids(asked: Question, groups: frozenset[str]) -> list[str]:
    return sorted({entity.id for entity in asked.entities} | groups)


def _groups(store: Store, asked: Question) -> frozenset[str]:
    """Return the groups whose states go for the chips that are named."""
    if not asked.asks_state:
        return frozenset()
    chips = [entity.id for entity in asked.entities if entity.kind in CHIP_KINDS]
    return frozenset(group for chip in chips for group in store.groups_of(chip))


def _candidates(
    store: Store, asked: Question, terms: Sequence[str], about: Mapping[str, Sequence[int]]
) -> list[_Found]:
    """Return the claims that use a word of the question, or name what it names."""
    texts = store.text_hits(terms, MOST_TEXT_HITS)
    ranks = set(texts).union(*about.values())
    if asked.span is not None and not asked.words:
        ranks |= set(store.ranks_within(asked.span.first.isoformat(), asked.span.last.isoformat(), MOST_DATED))
    like = _likeness(store, asked)
    return [
        _Found(
            one.claim, names_of(one.claim), one.used, texts.get(rank, 0.0), like(one.asked) if rank in texts else 0.0
        )
        for rank, one in store.ranked(ranks).items()
    ]


def _likeness(store: Store, asked: Question) -> Callable[[str], float]:
    """Return what tells how like the question is to the likest of several: what they share, of all that both say."""
    counts = store.term_counts(form for forms in asked.said for form in forms)
    ours = [(forms, _rarity(store, max(counts.get(form, 0) for form in forms))) for forms in asked.said]
    whole = sum(worth for _, worth in ours)

    def likest(lines: str) -> float:
        best = 0.0
        for line in lines.split("\n") if lines else ():
            weight, *theirs = line.split(" ")
            shared = sum(worth for forms, worth in ours if not forms.isdisjoint(theirs))
            best = max(best, 2 * shared / (whole + float(weight)))
        return best

    return likest


def _subject(store: Store, asked: Question, groups: frozenset[str], named: frozenset[str]) -> Subject:
    chips = frozenset(entity.id for entity in asked.entities if entity.kind in CHIP_KINDS)
    others = frozenset(entity.id for entity in asked.entities) - chips - asked.makers
    kinds = {entity.id: entity.kind for entity in store.entity_names(named)}
    made = [id_ for id_, kind in kinds.items() if kind in CHIP_KINDS] if others else []
    return Subject(
        chips=chips,
        groups=groups,
        others=others,
        all_chips=frozenset(store.ids_of_kind("chip")),
        kinds=kinds,
        makers={chip: store.made_by(chip) for chip in made},
    )


def _is_about(subject: Subject, asked: Question, one: _Found) -> bool:
    """Tell whether a claim is about what is named: about a chip, where one is named.

    An amount has to be about everybody named: what Tencent ordered is no answer on Intel and Tencent.
    """
    named = subject.with_makers(one.named)
    if not subject.chips and _is_asked(asked, one):
        return True
    if subject.chips and not (subject.chips | subject.groups) & named:
        return _goes_for_any(subject, asked, one)
    if asked.counted and asked.figure == "count" and asked.counted not in _counts(one.claim):
        return False
    if asked.figure == "valuation" and subject.others:
        return one.claim.subject in subject.others
    if len(subject.others) > 1 and (asked.listed == "apart" or (asked.figure and asked.listed == "beside")):
        return subject.others <= named
    return bool(subject.chips) or not subject.others or bool(subject.others & named)


def _is_asked(asked: Question, one: _Found) -> bool:
    """Tell whether the question is one that the claim is known to answer, which names what the claim may not."""
    return one.asked >= ALIKE and not asked.figure and all(forms & one.used for forms in asked.names)


def _counts(claim: Claim) -> set[str | None]:
    """Return that of which the quantity of a claim may be."""
    return {claim.subject, getattr(claim, "item", None), getattr(claim, "target", None)}


def _goes_for_any(subject: Subject, asked: Question, one: _Found) -> bool:
    """Tell whether a claim that names no chip says all that is asked: a rule on purchases goes for the H200 too.

    A property or an amount is always that of one chip.
    """
    if subject.all_chips & one.named:
        return False
    if _is_asked(asked, one):
        return True
    if one.claim.kind not in RULES or asked.figure or len(asked.words) < 2:
        return False
    return all(_speaks_of(asked, word, one) for word in asked.words)


# How much of the question a claim speaks of


def _count(asked: Question, word: str, counts: Mapping[str, int]) -> int:
    """Return how many claims use a word, or a term of the same meaning."""
    same = asked.stems[word] | {stems.token(term) for term in asked.words_of_terms.get(word, ())}
    return max(counts.get(form, 0) for form in same)


def _weight(store: Store, word: str, count: int) -> float:
    """Return what a word of the question weighs."""
    if word.isdigit():
        return NUMBER
    # What no text of the base uses is a turn of phrase as often as it is what was asked for.
    return _rarity(store, count) if count else STRANGE


def _rarity(store: Store, count: int) -> float:
    """Return what a word weighs: the more, the fewer claims use it."""
    return stems.rarity(count, store.facts.claims)


def _weighed(asked: Question, subject: Subject, one: _Found, weights: _Weights) -> Ranked:
    """Weigh one claim."""
    claim = one.claim
    matched = tuple(word for word in asked.words if _speaks_of(asked, word, one))
    covered = _covered(asked, subject, one, matched, weights)
    signals = [
        Signal(name="text", value=round(TEXT * one.text, 3)),
        Signal(name="words", value=round(WORDS * covered, 3)),
        Signal(name="asked", value=round(ASKED * one.asked, 3)),
        Signal(name="entity", value=_about(asked, claim)),
        Signal(name="kind", value=KIND if claim.kind in asked.kinds else 0.0),
        Signal(name="form", value=_fits(asked, subject, one)),
        Signal(name="date", value=_in_time(asked.span, claim)),
    ]
    shown = tuple(signal for signal in signals if signal.value)
    score = round(sum(signal.value for signal in signals), 3)
    hit = Hit(claim=claim, score=score, matched=matched, signals=shown)
    answers = bool(matched) or not asked.words or claim.kind in cues.TELLING_KINDS & set(asked.kinds)
    return Ranked(hit, claim, covered, answers, one.used, one.asked, _names_somebody(asked, subject, one))


def _speaks_of(asked: Question, word: str, one: _Found) -> bool:
    """Tell whether a claim uses a word, a term of the same meaning, or what it names."""
    if asked.stems[word] & one.used:
        return True
    if any(stems.token(term) in one.used for term in asked.words_of_terms.get(word, ()) if term not in cues.ELSEWHERE):
        return True
    return any(word in topic.words and topic.entity in one.named for topic in asked.topics)


def _covered(asked: Question, subject: Subject, one: _Found, matched: tuple[str, ...], weights: _Weights) -> float:
    """Return how much of the question a claim speaks of; 1 where there is nothing to speak of but what is named."""
    if not weights.total:
        return 1.0
    claim, named = one.claim, one.named
    share = sum(weights.words[word] for word in matched)
    share += sum(weight for entity, weight in weights.entities.items() if entity in named)
    # A group of which it is a member, and a product of its own, speak of half of what is named.
    near = subject.with_makers(named) - named
    share += sum(weight / 2 for entity, weight in weights.entities.items() if entity in near)
    if subject.groups & named and not subject.chips & named:
        share += max(weights.entities[chip] for chip in subject.chips) / 2
    # A word that asks for a kind of claim is half answered by one of that kind, in other words.
    if claim.kind in cues.TELLING_KINDS:
        asking = asked.words_of_kinds.get(claim.kind, frozenset())
        share += sum(weight / 2 for word, weight in weights.words.items() if word in asking and word not in matched)
    return min(1.0, share / weights.total)


# What speaks for a claim


def _about(asked: Question, claim: Claim) -> float:
    """Return how much a claim is about what the question names."""
    told = claim.named() if asked.entities else frozenset()
    worth = sum(TOPIC for topic in asked.topics if claim.subject == topic.entity)
    for entity in asked.entities:
        if claim.subject == entity.id:
            worth += ABOUT
        elif entity.id in told:
            worth += NAMES_IT
    return worth


def _fits(asked: Question, subject: Subject, one: _Found) -> float:
    """Return what speaks for a claim as an answer of the sort that is asked for."""
    claim = one.claim
    worth = sum(FORM for want in asked.wants if _gives(want, asked, subject, one))
    # Who asks for a time wants one: what has none comes last.
    return worth - 1.0 if "date" in asked.wants and claim.when.edtf is None else worth


def _gives(want: Want, asked: Question, subject: Subject, one: _Found) -> bool:
    """Tell whether a claim gives what the question wants."""
    claim = one.claim
    match want:
        case "reason":
            # Why something is forbidden is told beside the ban, where at all.
            ruled = subject.chips and asked.terms & cues.RULED
            return not ruled and (stems.token("why") in one.used or bool(getattr(claim, "purpose", None)))
        case "person" if asked.terms & cues.BY_PERSON:
            return getattr(claim, "property", "") in ("led_by", "founder")
        case "person":
            return _names_somebody(asked, subject, one)
        case "place":
            return any(subject.kinds.get(id_) == "place" for id_ in _unasked(asked, one))
        case "saying":
            voices = {claim.subject} if claim.kind == "statement" else {voice.entity for voice in claim.voices}
            return any(entity.id in voices for entity in asked.entities)
        case "date":
            return False


def _names_somebody(asked: Question, subject: Subject, one: _Found) -> bool:
    if asked.terms & cues.BY_PERSON:
        return any(subject.kinds.get(id_) == "person" for id_ in one.named)
    return any(subject.kinds.get(id_) in ACTORS for id_ in _unasked(asked, one))


def _unasked(asked: Question, one: _Found) -> frozenset[str]:
    """Return what a claim names and the question doesn't."""
    return one.named - {entity.id for entity in asked.entities} - {topic.entity for topic in asked.topics}


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
