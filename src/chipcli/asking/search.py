"""Find the claims that answer a question in words, or say that the base has none.

The order is BM25 plus a few named signals, each of which `--explain` shows. A question about a state is answered by
`status`, and one about two chips by `compare`; nothing here decides what is allowed.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from chipcli import lookup, status, stems
from chipcli.answering import compose
from chipcli.asking import leads
from chipcli.asking.question import LONGEST, Question, understand
from chipcli.dates import Span
from chipcli.errors import UsageError
from chipcli.model.answer import Answer, Candidate, Hit, SearchQuery, Signal, StatusRow, Warned
from chipcli.model.claim import Claim
from chipcli.model.values import Level, Quantity, Text
from chipcli.status import CHIP_KINDS
from chipcli.store import Store
from chipcli.text import visible

MOST_HITS = 10

MOST_TEXT_HITS = 200
MOST_ENTITY_HITS = 500

ENOUGH = 0.5
"""Share of what a question says, weighed by how rare each word is, that an answer has to speak of."""

# What each signal is worth beside BM25, which is about 3 for a word that few claims use.
ABOUT, NAMES_IT, KIND, IN_TIME, OUT_OF_TIME, FIGURE, LOGIC = 6.0, 3.0, 3.0, 4.0, -4.0, 2.0, 50.0
LEVELS = {Level.HEDGED: -0.3, Level.PLANNED: -0.3, Level.EXPECTED: -0.5, Level.OPINION: -1.0}


class Ranked(NamedTuple):
    """A claim with what speaks for it, and how much of the question it speaks of."""

    hit: Hit
    covered: float


def search(
    store: Store, text: str, *, today: date | None = None, limit: int = MOST_HITS, explain: bool = False
) -> Answer[SearchQuery, Hit]:
    """Answer a question in words.

    Args:
        store: the base.
        text: the question.
        today: the day it is asked on; the day of the newest source where none is given.
        limit: how many claims to return.
        explain: whether a page is to show the signals.

    Raises:
        UsageError: if the text is longer than a question.
    """
    if len(text) > LONGEST:
        raise UsageError(f"a question of more than {LONGEST} characters")
    horizon = status.terms(store).date.last
    asked = understand(store, text, today or horizon, explain=explain)
    warnings = _warnings(asked)
    if asked.unknown:
        return _nothing(store, asked, f"no '{visible(asked.unknown[0].upper())}' in the fact base", warnings)
    told = _by_logic(store, asked)
    if told is None:
        told = Told(None, [ranked.hit for ranked in _ranked(store, asked) if ranked.covered >= ENOUGH])
    if not told.hits:
        return _nothing(store, asked, _missing(asked), warnings)
    hits = tuple(told.hits[:limit])
    return compose(
        store,
        command="search",
        query=_query(asked),
        result=hits,
        shown=[hit.claim for hit in hits],
        lead=told.lead or Text(en=hits[0].claim.en, fr=hits[0].claim.fr),
        entity_ids=[entity.id for entity in asked.entities],
        warnings=warnings,
    )


class Told(NamedTuple):
    """The claims that answer a question, the best first, with a sentence where logic answers it."""

    lead: Text | None
    hits: list[Hit]


# Answered by the logic of status and compare


def _by_logic(store: Store, asked: Question) -> Told | None:
    """Answer what status or compare decide; None where the question is none of theirs."""
    chips = [entity for entity in asked.entities if entity.kind in CHIP_KINDS]
    if asked.form == "comparison":
        found = lookup.compare(store, chips[0].name, chips[1].name).result
        return _reported(store, asked, None, [claim.id for claim in found]) if found else None
    if asked.form != "status":
        return None
    terms = status.terms(store, date=asked.span)
    subjects = [entity for chip in chips if (entity := store.entity(chip.id))] or list(store.with_status())
    rows = status.rows(store, subjects, terms, rules=asked.rules or status.RULES)
    if not chips:
        rows = tuple(row for row in rows if row.outcome in ("changed", "indeterminate", "disputed")) or rows
    ids = [id_ for row in sorted(rows, key=_telling) for id_ in _resting_on(row)]
    return _reported(store, asked, leads.status(rows[0]) if chips else None, ids) if ids else None


def _telling(row: StatusRow) -> int:
    """Order rows by how much they tell."""
    order = ("changed", "indeterminate", "disputed", "state", "beyond_horizon", "unknown")
    return order.index(row.outcome)


def _resting_on(row: StatusRow) -> Sequence[str]:
    return row.claims or row.later or row.group_claims


def _reported(store: Store, asked: Question, lead: Text | None, ids: Iterable[str]) -> Told:
    """Put the claims that logic names first, and what the words find after them."""
    first = list(dict.fromkeys(ids))
    claims = {claim.id: claim for claim in store.claims(first)}
    hits = [
        Hit(claim=claims[id_], score=round(LOGIC - place, 3), matched=(), signals=(Signal(name="logic", value=LOGIC),))
        for place, id_ in enumerate(first)
    ]
    rest = [
        ranked.hit for ranked in _ranked(store, asked) if ranked.covered >= ENOUGH and ranked.hit.claim.id not in claims
    ]
    return Told(lead, [*hits, *rest])


# Answered by the words


def _ranked(store: Store, asked: Question) -> list[Ranked]:
    """Return the claims that speak of what is asked, the best first."""
    forms = {word: _forms(word) for word in asked.words}
    tokens = {stems.token(term) for term in asked.terms}
    every = {form for same in forms.values() for form in same} | tokens
    counts = store.term_counts(every)
    texts = store.text_hits(sorted(every & counts.keys()), MOST_TEXT_HITS)
    ranks = set(texts)
    for entity in asked.entities:
        ranks |= set(store.ranks_about(entity.id, MOST_ENTITY_HITS))
    weights = {
        word: _rarity(store, max((counts.get(form, 0) for form in same), default=0)) for word, same in forms.items()
    }
    candidates = store.ranked(ranks)
    ranked = [
        _weighed(asked, claim, used, texts.get(rank, 0.0), forms, weights, tokens)
        for rank, (claim, used) in candidates.items()
    ]
    return sorted((one for one in ranked if one is not None), key=lambda one: (-one.hit.score, one.hit.claim.id))


def _forms(word: str) -> frozenset[str]:
    return frozenset(stems.stem(word, language) for language in stems.LANGUAGES)


def _rarity(store: Store, count: int) -> float:
    """Return what a word weighs: the more, the fewer claims use it."""
    return math.log(1 + store.facts.claims / (1 + count))


def _weighed(
    asked: Question,
    claim: Claim,
    used: frozenset[str],
    text: float,
    forms: Mapping[str, frozenset[str]],
    weights: Mapping[str, float],
    tokens: frozenset[str] | set[str],
) -> Ranked | None:
    """Weigh one claim; None where it is about none of what the question names."""
    about = _about(asked, claim)
    if asked.entities and not about:
        return None
    by_term = _words_of_terms(asked, used, tokens)
    matched = tuple(word for word in asked.words if forms[word] & used or word in by_term)
    total = sum(weights.values())
    covered = sum(weights[word] for word in matched) / total if total else float(bool(about))
    signals = [
        Signal(name="text", value=round(text, 3)),
        Signal(name="entity", value=about),
        Signal(name="kind", value=KIND if claim.kind in asked.kinds else 0.0),
        Signal(name="date", value=_in_time(asked.span, claim)),
        Signal(name="number", value=FIGURE if asked.form in ("amount", "comparison") and _has_figure(claim) else 0.0),
        Signal(name="level", value=LEVELS.get(claim.level, 0.0)),
    ]
    score = sum(signal.value for signal in signals) + 4 * covered
    shown = tuple(signal for signal in signals if signal.value)
    return Ranked(Hit(claim=claim, score=round(score, 3), matched=matched, signals=shown), covered)


def _words_of_terms(asked: Question, used: frozenset[str], tokens: Iterable[str]) -> frozenset[str]:
    """Return the words of the question whose term the claim uses in other words."""
    shared = {token for token in tokens if token in used}
    return frozenset(word for word, term in asked.words_of_terms.items() if stems.token(term) in shared)


def _about(asked: Question, claim: Claim) -> float:
    """Return how much a claim is about what the question names."""
    worth = 0.0
    for entity in asked.entities:
        if claim.subject == entity.id:
            worth += ABOUT
        elif entity.id in claim.named():
            worth += NAMES_IT
    return worth


def _in_time(span: Span | None, claim: Claim) -> float:
    if span is None or claim.when.edtf is None:
        return 0.0
    if claim.when.is_open:
        return IN_TIME / 4 if claim.when.overlaps(span) else OUT_OF_TIME
    return IN_TIME if claim.when.overlaps(span) else OUT_OF_TIME


def _has_figure(claim: Claim) -> bool:
    values = (getattr(claim, field) for field in claim.__struct_fields__)
    return any(isinstance(value, Quantity) and value.number is not None for value in values)


# Nothing found


def _nothing(store: Store, asked: Question, message: str, warnings: tuple[Warned, ...]) -> Answer[SearchQuery, Hit]:
    """Say what is missing, and what the base has on the subject."""
    kinds = dict.fromkeys(
        claim.kind for entity in asked.entities for claim in store.claims_about(entity.id) if claim.subject == entity.id
    )
    told = (
        f"; on {asked.entities[0].name} it has {', '.join(kind.replace('_', ' ') for kind in kinds)}" if kinds else ""
    )
    return compose(
        store,
        command="search",
        query=_query(asked),
        outcome="not_found",
        candidates=tuple(Candidate(id=entity.id, name=entity.name, kind=entity.kind) for entity in asked.entities),
        warnings=(*warnings, Warned(code="not_found", message=f"{message}{told}")),
    )


def _missing(asked: Question) -> str:
    said = ", ".join(visible(word) for word in asked.words) or visible(asked.text)
    return f"nothing in the fact base answers that ({said})"


def _warnings(asked: Question) -> tuple[Warned, ...]:
    read = [f"'{visible(typed)}' as '{meant}'" for typed, meant in asked.mended.items()]
    named = [
        f"'{entity.name}' for what was typed"
        for entity in asked.entities
        if entity.matched in ("approximate", "look_alike")
    ]
    return (Warned(code="mended", message=f"reading {', '.join([*read, *named])}"),) if read or named else ()


def _query(asked: Question) -> SearchQuery:
    return SearchQuery(
        text=asked.text,
        language=asked.language,
        form=asked.form,
        entities=asked.entities,
        date=asked.span,
        rules=asked.rules,
        kinds=asked.kinds,
        words=asked.words,
        explain=asked.explain,
    )
