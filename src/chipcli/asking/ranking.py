"""Put claims in the order in which they answer a question: BM25 plus a few named signals, and what each speaks of."""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from chipcli import stems
from chipcli.asking import cues, figures
from chipcli.asking.question import Figure, Question, Want
from chipcli.dates import Span
from chipcli.model.answer import Hit, Signal, SignalName
from chipcli.model.claim import Claim
from chipcli.model.entity import EntityKind
from chipcli.model.values import Level
from chipcli.status import CHIP_KINDS
from chipcli.store import Store

MOST_TEXT_HITS = 40
"""How many claims are looked at that use a word of the question."""

MOST_QUESTIONS = 60
"""How many questions that claims are known to answer are compared with the one that is asked."""

COMMON = 0.4
"""Share of the claims from which on a word finds no questions: it is in too many to tell any from the others."""

MOST_ENTITY_HITS = 500
MOST_DATED = 500

ALIKE = 0.65
"""How like a question has to be to one that a claim is known to answer, for that to make it the answer in other words,
and where it leaves out a name."""

THE_SAME = 0.85
"""How like the question has to be to a known one, for the claim to speak of all that this asks for."""

ASKS_THE_SAME = 0.55
"""How like the question has to be to a known one, for what that asks for to tell what the claim gives: an amount, a
reason, a place."""

ENOUGH = 0.85
"""How much has to speak for an answer: the share of the question that it speaks of, and how like the question is to one
that the claim is known to answer."""

ENOUGH_BESIDE = 1.1
"""The same where the claim speaks of nothing but what is named."""

BEHIND = 0.25
"""How much less of a question a claim with a figure may speak of than one without: else that one has no figure."""

OTHER_TIME = -0.3
"""What a claim of another time, or of none, is worth where the question tells one."""

MOST_OF_IT = 0.65
"""The share of a question for a time that an answer has to speak of; or the mean of that and its likeness."""

WEIGHTS: Mapping[SignalName, float] = {
    "text": 0.3,
    "words": 4.0,
    "asked": 6.4,
    "subject": 1.7,
    "missing": -1.3,
    "kind": 0.7,
    "form": 2.0,
    "date": 3.2,
    "figure": 1.7,
}
"""What each signal is worth. Fitted to a part of the working set in the way of benchmarks/weights.py, and rounded; on
the whole of it the order hardly changes around them."""

STRANGE = 3.0
"""Weight of a word that is in no text of the base."""

NUMBER = 6.0
"""Weight of a figure: who asks for 28 nanometres wants no others."""

INTENDED = frozenset({Level.PLANNED, Level.EXPECTED})
"""Levels of what has not happened, as far as the source tells."""

BETWEEN = frozenset({"ownership", "funding", "demand", "stockpile"})
"""Kinds of claim that tell what one has to do with another; who names both wants both."""

RULES = frozenset({"policy", "export_status"})
"""Kinds of claim that may go for a chip that they don't name."""

NAMED_BY: Mapping[Want, Container[EntityKind | None]] = {
    "person": {"company", "person", "public_body", "group"},
    "place": {"place"},
    "product": {"chip", "model"},
    "company": {"company"},
}
"""The kinds of entity of which an answer has to name one."""

_SOUGHT = frozenset({stems.AMOUNT, stems.REASON, stems.PLACE, stems.USE, stems.WHO, stems.WHEN})


class Candidate(NamedTuple):
    """A claim that may answer."""

    claim: Claim
    named: frozenset[str]
    """The ids of all that it names."""
    used: frozenset[str]
    """Stems and terms that it uses."""
    text: float
    """BM25."""
    asked: float
    """How like the question is to one that the claim is known to answer, from 0 to 1."""
    sought: frozenset[str]
    """What questions ask for that are like this one and that it is known to answer: an amount, a reason, a place."""
    alike: frozenset[str]
    """Stems and terms of the questions that are alike."""
    same: frozenset[str]
    """The same of those that are nearly this one."""

    def gives(self, figure: Figure) -> bool:
        """Tell whether it gives a figure of one sort, or is known to answer how much."""
        return stems.AMOUNT in self.sought or figures.gives(self.claim, figure)


class Ranked(NamedTuple):
    """A claim with what speaks for it, and how much of the question it speaks of."""

    hit: Hit
    found: Candidate
    covered: float
    """The share of the question that it speaks of, from 0 to 1."""
    is_enough: bool
    """Whether so much speaks for it that it may be an answer."""
    gives: frozenset[Want]
    """What it gives of all that the question wants."""

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.found.claim


class Subject(NamedTuple):
    """What the question is about, as ids."""

    chips: frozenset[str]
    groups: Mapping[str, frozenset[str]]
    """Groups that the chips and companies belong to."""
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

    def told_of(self, one: Candidate) -> frozenset[str]:
        """Return what a claim tells of: what it names, makers, and what belongs to a group that it is about.

        What it says of small companies, unlike the giants, it says of no giant.
        """
        claim = one.claim
        whom = {claim.subject, getattr(claim, "target", None), *getattr(claim, "buyers", ())}
        about = {id_: one.named if id_ in self.chips else whom for id_ in self.groups}
        return self.with_makers(one.named) | {
            id_ for id_, groups in self.groups.items() if not groups.isdisjoint(about[id_])
        }


class _Weights(NamedTuple):
    words: Mapping[str, float]
    entities: Mapping[str, float]

    @property
    def total(self) -> float:
        return sum(self.words.values()) + sum(self.entities.values())


def ranked(store: Store, asked: Question) -> list[Ranked]:
    """Return the claims that speak of what is named, the best first."""
    tokens = {stems.token(term) for term in asked.terms}
    every = {form for same in asked.stems.values() for form in same} | tokens
    counts = store.term_counts(every)
    groups = _groups(store, asked)
    about = {id_: store.ranks_about(id_, MOST_ENTITY_HITS) for id_ in sorted(_ids(asked).union(*groups.values()))}
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


def _ids(asked: Question) -> frozenset[str]:
    return frozenset(entity.id for entity in asked.entities)


def _groups(store: Store, asked: Question) -> dict[str, frozenset[str]]:
    """Return the groups of which what is told goes for what is named: the state of chips, and all of companies."""
    kinds = {"company"} | (CHIP_KINDS if asked.asks_state else frozenset())
    members = sorted(entity.id for entity in asked.entities if entity.kind in kinds)
    return {id_: groups for id_ in members if (groups := frozenset(store.groups_of(id_)))}


def _candidates(
    store: Store, asked: Question, terms: Sequence[str], about: Mapping[str, Sequence[int]]
) -> list[Candidate]:
    """Return the claims that use a word of the question or answer one like it.

    Those on what it names are among them only where it says no more than the name.
    """
    texts = store.text_hits(terms, MOST_TEXT_HITS)
    # Who only asks what happened in a month asks like everybody.
    likeness = _likeness(store, asked) if asked.words or asked.entities else {}
    ranks = set(texts).union(likeness, *(() if asked.words else about.values()))
    if asked.span is not None and not asked.words:
        ranks |= set(store.ranks_within(asked.span.first.isoformat(), asked.span.last.isoformat(), MOST_DATED))
    found = []
    for rank, (claim, used) in store.ranked(ranks).items():
        found.append(Candidate(claim, names_of(claim), used, texts.get(rank, 0.0), *likeness.get(rank, _UNLIKE)))
    return found


class _Likeness(NamedTuple):
    like: float
    sought: frozenset[str]
    """What the questions ask for that are like enough."""
    alike: frozenset[str]
    """Stems and terms of those that are alike."""
    same: frozenset[str]
    """The same of those that are nearly this one."""


_UNLIKE = _Likeness(0.0, frozenset(), frozenset(), frozenset())


def _likeness(store: Store, asked: Question) -> dict[int, _Likeness]:
    """Return how like the question is to the likest that each claim is known to answer, by rank.

    That is what two questions share, of all that both say; words that many claims use weigh little.
    """
    counts = store.term_counts(form for forms in asked.said for form in forms)
    ours = [(forms, _rarity(store, max(counts.get(form, 0) for form in forms))) for forms in asked.said]
    whole = sum(worth for _, worth in ours)
    likeness: dict[int, _Likeness] = {}
    rare = {form for form, count in counts.items() if count <= COMMON * store.facts.claims}
    for known in store.known_questions(rare or counts, MOST_QUESTIONS):
        left = list(known.words)
        shared = 0.0
        for forms, worth in ours:
            # Two words of one meaning share one with a question that has one.
            if (same := next((word for word in left if not forms.isdisjoint(word)), None)) is not None:
                left.remove(same)
                shared += worth
        like = 2 * shared / (whole + known.weight)
        before = likeness.get(known.claim, _UNLIKE)
        forms = frozenset().union(*known.words)
        sought = before.sought | (_SOUGHT & forms if like >= ASKS_THE_SAME else _UNLIKE.sought)
        alike = before.alike | (forms if like >= ALIKE else _UNLIKE.alike)
        same = before.same | (forms if like >= THE_SAME else _UNLIKE.same)
        likeness[known.claim] = _Likeness(max(before.like, like), sought, alike, same)
    return likeness


def _subject(store: Store, asked: Question, groups: Mapping[str, frozenset[str]], named: frozenset[str]) -> Subject:
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


def _is_about(subject: Subject, asked: Question, one: Candidate) -> bool:
    """Tell whether a claim is about what is named: about a chip, where one is named.

    What is between two, and an amount, has to be about both: what Tencent ordered is no answer on Intel and Tencent.
    """
    told = subject.told_of(one)
    if not _is_said_by(asked, one):
        return False
    if subject.chips and not subject.chips & told:
        return _goes_for_any(subject, asked, one)
    if not _has_the_amount_of_it(subject, asked, one.claim):
        return False
    is_between = asked.form == "who" or not BETWEEN.isdisjoint(asked.kinds)
    if asked.listed != "and" and subject.others and is_between:
        return _is_between(subject, asked, one)
    if asked.figure and (subject.chips or asked.listed != "and"):
        return subject.others <= subject.with_makers(one.named)
    is_about = bool(subject.chips) or not subject.others or bool(subject.others & told)
    return is_about or (_is_asked(subject, asked, one) and not asked.by_name)


def _is_said_by(asked: Question, one: Candidate) -> bool:
    """Tell whether a claim names who speaks, where that is asked: who is named first; others only decided on it."""
    people = [entity.id for entity in asked.entities if entity.kind == "person"]
    return "saying" not in asked.wants or not people or people[0] in one.named


def _is_between(subject: Subject, asked: Question, one: Candidate) -> bool:
    """Tell whether a claim is about all that is named; of whose a product is, about the product."""
    # Of a group that several make, such as cut-down chips, a claim on one of them tells of one maker only.
    groups = {id_ for id_ in one.named - subject.chips if len(subject.makers.get(id_, ())) > 1}
    told = subject.told_of(one._replace(named=one.named - groups)) | groups
    models = {entity.id for entity in asked.entities if entity.kind == "model"}
    if "ownership" in asked.kinds and models & told:
        return True
    return subject.others <= told or (one.asked >= THE_SAME and _is_asked(subject, asked, one))


def _is_asked(subject: Subject, asked: Question, one: Candidate) -> bool:
    """Tell whether the question is one that the claim is known to answer, which names what the claim may not.

    One that is about another of the same kind has to be known to answer it by that name.
    """
    is_other = subject.kinds.get(one.claim.subject) in {entity.kind for entity in asked.entities}
    names = one.alike if is_other else one.used
    named = one.asked >= ALIKE and all(forms & names for forms in asked.names)
    return named and (not asked.figure or one.gives(asked.figure))


def _has_the_amount_of_it(subject: Subject, asked: Question, claim: Claim) -> bool:
    """Tell whether the amount in a claim, if one is asked for, is of what the question counts or values."""
    if asked.counted and asked.figure == "count":
        return asked.counted in {claim.subject, getattr(claim, "item", None), getattr(claim, "target", None)}
    return asked.figure != "valuation" or not subject.others or claim.subject in subject.others


def _goes_for_any(subject: Subject, asked: Question, one: Candidate) -> bool:
    """Tell whether a claim that names no chip says all that is asked: a rule on purchases goes for the H200 too.

    A property or an amount is always that of one chip.
    """
    if subject.all_chips & one.named:
        return False
    # What somebody says of the maker's chips, he says of each.
    says_all = all(_speaks_of(asked, word, one) for word in asked.words)
    if not asked.figure and asked.makers & subject.with_makers(one.named) and subject.others <= one.named:
        return "saying" in asked.wants or bool(asked.terms & cues.SAID) if subject.others else says_all
    if _is_asked(subject, asked, one):
        return True
    if one.claim.kind not in RULES or asked.figure or len(asked.words) < 2:
        return False
    return says_all


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


def _weighed(asked: Question, subject: Subject, one: Candidate, weights: _Weights) -> Ranked:
    """Weigh one claim."""
    claim = one.claim
    gives = frozenset(want for want in asked.wants if _gives(want, asked, subject, one))
    matched = tuple(word for word in asked.words if _speaks_of(asked, word, one))
    covered = _covered(asked, subject, one, matched, weights)
    told: dict[SignalName, float] = {
        "text": one.text,
        "words": covered,
        "asked": one.asked,
        "subject": sum(claim.subject == entity.id for entity in asked.entities),
        "missing": _missing(subject, one),
        "kind": claim.kind in asked.kinds,
        "form": len(gives - {"time"}),
        "date": _in_time(asked.span, claim),
        "figure": (1 if one.gives(asked.figure) else -1) if asked.figure else 0,
    }
    signals = tuple(Signal(name=name, value=round(WEIGHTS[name] * value, 3)) for name, value in told.items() if value)
    score = round(sum(signal.value for signal in signals), 3)
    hit = Hit(claim=claim, score=score, matched=matched, signals=signals)
    answers = bool(matched) or not asked.words or claim.kind in cues.TELLING_KINDS & set(asked.kinds)
    is_enough = covered + one.asked >= (ENOUGH if answers else ENOUGH_BESIDE) and _tells_the_time(asked, one, covered)
    return Ranked(hit, one, covered, is_enough, gives)


def _tells_the_time(asked: Question, one: Candidate, covered: float) -> bool:
    """Tell whether a claim tells the time that is asked for, if one is."""
    claim = one.claim
    # A time is that of what happened: who asks when it came out is not helped by when it was forbidden.
    is_state = claim.kind == "export_status" and asked.terms & cues.STATE_TERMS
    if asked.form == "when" and not is_state and max(covered, (covered + one.asked) / 2) < MOST_OF_IT:
        return False
    if asked.asks_launch and claim.level in INTENDED:
        return False
    # The day of what is told by its month is not told.
    return not asked.exact_day or claim.when.first == claim.when.last


def _speaks_of(asked: Question, word: str, one: Candidate) -> bool:
    """Tell whether a claim uses a word, a term of the same meaning, or what it names."""
    if asked.stems[word] & one.used:
        return True
    if any(stems.token(term) in one.used for term in asked.words_of_terms.get(word, ()) if term not in cues.ELSEWHERE):
        return True
    return any(word in topic.words and topic.entity in one.named for topic in asked.topics)


def _covered(asked: Question, subject: Subject, one: Candidate, matched: tuple[str, ...], weights: _Weights) -> float:
    """Return how much of the question a claim speaks of; 1 where there is nothing to speak of but what is named."""
    if not weights.total:
        return 1.0
    claim, named = one.claim, one.named
    # What is told of one of a list is told of it.
    told = weights.entities.keys() if asked.listed == "and" and named & weights.entities.keys() else named
    share = sum(weights.words[word] for word in matched)
    share += sum(weight for entity, weight in weights.entities.items() if entity in told)
    # A group of which it is a member, and a product of its own, speak of half of what is named.
    near = subject.told_of(one) - told
    share += sum(weight / 2 for entity, weight in weights.entities.items() if entity in near)
    # A word that asks for a kind of claim is half answered by one of that kind, in other words.
    if claim.kind in cues.TELLING_KINDS:
        asking = asked.words_of_kinds.get(claim.kind, frozenset())
        share += sum(weight / 2 for word, weight in weights.words.items() if word in asking and word not in matched)
    return min(1.0, share / weights.total)


# What speaks for a claim


def _missing(subject: Subject, one: Candidate) -> int:
    """Return how much a claim leaves out of what it has to be about: any chip, and everything else."""
    no_chip = bool(subject.chips) and not subject.chips & subject.told_of(one)
    return no_chip + len(subject.others - subject.with_makers(one.named))


def _gives(want: Want, asked: Question, subject: Subject, one: Candidate) -> bool:
    """Tell whether a claim gives what the question wants."""
    match want:
        case "reason":
            gives = _gives_a_reason(asked, subject, one)
        case "saying":
            voices = {voice.entity for voice in one.claim.voices}
            speakers = {one.claim.subject} if one.claim.kind == "statement" else voices
            gives = any(entity.id in speakers for entity in asked.entities)
        case "use":
            gives = stems.USE in one.sought or not {stems.token("need"), stems.token("purpose")}.isdisjoint(one.used)
        case "time":
            gives = stems.WHEN in one.sought
        case "person":
            gives = _gives_a_person(asked, subject, one)
        case "place":
            gives = stems.PLACE in one.sought or _names_one_of(NAMED_BY[want], asked, subject, one)
        case _:
            its_own = subject.with_makers(one.named & subject.all_chips) | one.named
            is_of_it = want == "company" or subject.others <= its_own
            gives = is_of_it and _names_one_of(NAMED_BY[want], asked, subject, one)
    return gives


def _gives_a_reason(asked: Question, subject: Subject, one: Candidate) -> bool:
    # Why something is forbidden is told beside the ban, where at all.
    ruled = subject.chips and asked.terms & cues.RULED
    told = stems.token("why") in one.used or bool(getattr(one.claim, "purpose", None))
    return stems.REASON in one.sought or (told and not ruled)


def _gives_a_person(asked: Question, subject: Subject, one: Candidate) -> bool:
    """Tell whether a claim names who is asked for: a person, where it is the head of something."""
    is_known = stems.WHO in one.sought and one.asked >= ALIKE
    if not asked.by_name:
        return is_known or _names_one_of(NAMED_BY["person"], asked, subject, one)
    # Of a company it is never another company: who leads the foundries is not who leads SMIC.
    is_loose = not any(entity.kind == "company" for entity in asked.entities)
    return (is_loose and is_known) or _names_one_of({"person"}, asked, subject, one)


def _names_one_of(kinds: Container[EntityKind | None], asked: Question, subject: Subject, one: Candidate) -> bool:
    """Tell whether a claim names an entity of some kinds that the question doesn't."""
    return any(subject.kinds.get(id_) in kinds for id_ in _unasked(asked, one))


def _unasked(asked: Question, one: Candidate) -> frozenset[str]:
    """Return what a claim names and the question doesn't."""
    return one.named - {entity.id for entity in asked.entities} - {topic.entity for topic in asked.topics}


def _in_time(span: Span | None, claim: Claim) -> float:
    """Return how surely a claim tells of a time: 1 where it lies within it, less than 0 where it tells of another."""
    if span is None:
        return 0.0
    if claim.when.edtf is None or not claim.when.overlaps(span):
        return OTHER_TIME
    if claim.when.is_open:
        return 0.25
    return 1.0 if span.holds(claim.when) else 0.5
