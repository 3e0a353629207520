"""Find the claims that answer a question in words, or say that the base has none.

The order is BM25 plus a few named signals, each of which `--explain` shows. A question about a state is answered by
`status`, and one about two chips by `compare`; nothing here decides what is allowed.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from chipcli import dates, lookup, status, stems
from chipcli.answering import as_known, compose, leaving_out
from chipcli.asking import cues, leads, misses, ranking
from chipcli.asking.question import LONGEST, Question, understand
from chipcli.asking.ranking import Ranked
from chipcli.dates import Span
from chipcli.errors import UsageError
from chipcli.messages import Message, named, say
from chipcli.model.answer import Answer, Hidden, Hit, SearchQuery, Signal, StatusRow, Warned
from chipcli.model.claim import ExportStatus
from chipcli.model.values import Text
from chipcli.status import CHIP_KINDS
from chipcli.store import Store

MOST_HITS = 10

BEYOND = 0.1
"""How much liker the question has to be to a known one of another claim than to any of those that logic names."""

LOGIC = 50.0
"""What a claim is worth that status, compare or conflicts give as the answer."""


def search(
    store: Store,
    text: str,
    *,
    today: date | None = None,
    known_by: Span | None = None,
    limit: int = MOST_HITS,
    explain: bool = False,
) -> Answer[SearchQuery, Hit]:
    """Answer a question in words.

    Args:
        store: the base.
        text: the question.
        today: the day it is asked on; the day of the newest source where none is given.
        known_by: only what was certainly public by then.
        limit: how many claims to return.
        explain: whether a page is to show the signals.

    Raises:
        UsageError: if the text is longer than a question.
    """
    if len(text) > LONGEST:
        raise UsageError(say("a question of more than {count} characters", count=LONGEST))
    horizon = status.terms(store, known_by=known_by).date.last
    asked = understand(store, text, today or horizon, explain=explain)
    if today and asked.form == "status" and asked.span is None:
        asked = asked._replace(span=dates.parse(today.isoformat()))
    query = _query(asked, known_by)
    warnings = _warnings(asked)
    told = _told(store, asked, horizon, known_by)
    if isinstance(told, Message):
        return _nothing(store, asked, query, told, warnings)
    known, hidden = _as_known(store, told.hits, known_by)
    if not known:
        return leaving_out(_nothing(store, asked, query, misses.unanswered(asked), warnings), hidden)
    hits = tuple(known[:limit])
    composed = compose(
        store,
        command="search",
        query=query,
        result=hits,
        shown=[hit.claim for hit in hits],
        lead=told.lead or Text(en=hits[0].claim.en, fr=hits[0].claim.fr),
        entity_ids=[entity.id for entity in asked.entities],
        warnings=warnings,
    )
    return leaving_out(composed, hidden)


def _as_known(store: Store, hits: Sequence[Hit], known_by: Span | None) -> tuple[Sequence[Hit], tuple[Hidden, ...]]:
    """Return the hits that were known by a day, each as it was known, and what is left out."""
    hidden = store.hidden_among((hit.claim.id for hit in hits), known_by)
    unknown = {one.claim for one in hidden}
    known = [hit for hit in hits if hit.claim.id not in unknown]
    claims, not_linked = as_known(store, (hit.claim for hit in known), known_by)
    shown = [replace(hit, claim=claim) for hit, claim in zip(known, claims, strict=True)]
    return shown, (*hidden, *not_linked)


class Told(NamedTuple):
    """The claims that answer a question, the best first, with a sentence where logic answers it."""

    lead: Text | None
    hits: list[Hit]


def _told(store: Store, asked: Question, horizon: date, known_by: Span | None) -> Told | Message:
    """Return what answers a question, or what is missing."""
    if asked.unknown:
        return misses.unknown_name(asked)
    needed = _needed(store, asked)
    is_after = asked.span is not None and asked.span.first > horizon
    # A state is told as last known; of what happened since, nothing is.
    told = None if needed or (is_after and asked.asks_more) else _by_logic(store, asked, known_by)
    if told is None and asked.span and is_after:
        return misses.after_the_newest(asked.span.edtf, horizon.isoformat())
    if told is not None:
        if told.hits:
            return told
        return misses.conflict(asked) if asked.asks_conflict else misses.comparison(asked)
    if not (asked.words or asked.entities or asked.topics or asked.span):
        return misses.unanswered(asked)
    return _by_words(store, asked, needed)


# Answered by the logic of status, compare and conflicts


def _by_logic(store: Store, asked: Question, known_by: Span | None) -> Told | None:
    """Answer what status, compare or conflicts decide; None where the question is none of theirs."""
    if asked.asks_conflict:
        return _disputed(store, asked)
    chips = [entity for entity in asked.entities if entity.kind in CHIP_KINDS]
    if asked.form == "comparison":
        found = lookup.compare(store, chips[0].name, chips[1].name).result
        ids = [claim.id for claim in found] or _side_by_side(store, asked)
        return _reported(store, asked, None, ids) if ids or asked.terms & cues.POWER or asked.figure else None
    if asked.form != "status":
        return None
    terms = status.terms(store, date=asked.span, known_by=known_by)
    subjects = [entity for chip in chips if (entity := store.entity(chip.id))] or list(store.with_status())
    # Of no chip in particular, "which chips could China buy" is a matter of both rules.
    rows = status.rows(store, subjects, terms, rules=(asked.rules if chips else ()) or status.RULES)
    if not chips:
        rows = tuple(row for row in rows if row.outcome in ("changed", "indeterminate", "disputed")) or rows
    places = {chip.id: place for place, chip in enumerate(chips)}
    # Of two chips, the first is the one that is asked about: "the H100, now that the H200 is allowed".
    told = sorted(
        rows, key=lambda row: (row.outcome == "unknown", places.get(row.chip, 0), not row.claims, _telling(row))
    )
    ids = [id_ for row in told for id_ in _resting_on(row)]
    if not ids:
        return None
    return _reported(store, asked, _lead(store, told) if chips else None, ids)


def _lead(store: Store, rows: Sequence[StatusRow]) -> Text:
    """Say what holds of the chip that most is told of, under each rule that something is told of."""
    of_first = [row for row in rows if row.chip == rows[0].chip]
    told = [row for row in of_first if row.outcome != "unknown"] or of_first[:1]
    (chip,) = store.entity_names([rows[0].chip])
    return leads.status([leads.Course(named(chip), row, _first(store, row), _ending(store, row)) for row in told])


def _first(store: Store, row: StatusRow) -> ExportStatus | None:
    found = store.claims(row.claims[:1])
    return found[0] if found and isinstance(found[0], ExportStatus) else None


def _ending(store: Store, row: StatusRow) -> ExportStatus | None:
    """Return the first change after the period, where the state held all through it."""
    if row.outcome != "state":
        return None
    later = store.claims(row.later)
    changes = [claim for claim in later if isinstance(claim, ExportStatus) and claim.mode == "change"]
    dated = [claim for claim in changes if claim.when.edtf is not None and claim.state != row.state]
    return min(dated, key=lambda claim: claim.when.last, default=None)


def _side_by_side(store: Store, asked: Question) -> list[str]:
    """Return what is told of the performance of both chips, where none is measured against the other."""
    both = {entity.id for entity in asked.entities if entity.kind in CHIP_KINDS}
    found = ranking.ranked(store, asked)
    return [one.claim.id for one in found if one.claim.kind == "performance" and both <= ranking.names_of(one.claim)]


def _telling(row: StatusRow) -> int:
    """Order rows by how much they tell."""
    order = ("changed", "state", "indeterminate", "disputed", "beyond_horizon", "unknown")
    return order.index(row.outcome)


def _resting_on(row: StatusRow) -> Sequence[str]:
    return row.claims or row.later or row.group_claims


def _reported(store: Store, asked: Question, lead: Text | None, ids: Iterable[str]) -> Told:
    """Put the claims that logic names first, and what the words find after them.

    Where the question is nearly one that another claim is known to answer, there is more to it than a state.
    """
    first = list(dict.fromkeys(ids))
    if not first:
        return Told(None, [])
    found = ranking.ranked(store, asked)
    if asked.form == "status" and _is_more_than_a_state(asked, found, first):
        lead, first = None, []
    claims = {claim.id: claim for claim in store.claims(first)}
    hits = [
        Hit(claim=claims[id_], score=round(LOGIC - place, 3), matched=(), signals=(Signal(name="logic", value=LOGIC),))
        for place, id_ in enumerate(first)
    ]
    rest = [one.hit for one in found if one.is_enough and one.claim.id not in claims]
    return Told(lead, [*hits, *rest])


def _is_more_than_a_state(asked: Question, found: Sequence[Ranked], ids: Sequence[str]) -> bool:
    """Tell whether a question is nearly one that another claim than those of a state is known to answer."""
    if not found or not found[0].is_enough or not asked.asks_more:
        return False
    best = found[0]
    if best.claim.kind == "export_status" and best.claim.subject in {entity.id for entity in asked.entities}:
        return False
    likest = max((one.found.asked for one in found if one.claim.id in ids), default=0.0)
    return best.found.asked >= max(ranking.ASKS_THE_SAME, likest + BEYOND)


def _disputed(store: Store, asked: Question) -> Told:
    """Return the claims that disagree on what is named, those first that speak of what is asked."""
    subjects: list[str | None] = [entity.id for entity in asked.entities]
    pairs = [pair for subject in subjects or [None] for pair in store.disagreeing(subject)]
    others = {one: other for first, second, _ in pairs for one, other in ((first, second), (second, first))}
    found = [one for one in ranking.ranked(store, asked) if one.claim.id in others]
    found = [one for one in found if one.is_enough] or (found if asked.entities else [])
    # Each claim is followed by the one it disagrees with.
    return _reported(store, asked, None, [id_ for one in found for id_ in (one.claim.id, others[one.claim.id])])


# Answered by the words


def _by_words(store: Store, asked: Question, needed: Sequence[str]) -> Told | Message:
    """Return the claims that speak of what is asked and use all terms that are needed, or what is missing."""
    found = ranking.ranked(store, asked)
    for term in needed:
        found = [one for one in found if _speaks_of(asked, term, one)]
        if not found:
            return (misses.foreign_name if term in cues.ELSEWHERE else misses.untold)(asked, term)
    if asked.figure:
        most = max((one.covered for one in found), default=0.0)
        found = [one for one in found if one.found.gives(asked.figure) and one.covered >= most - ranking.BEHIND]
        if not found:
            return misses.figure(asked)
    found = [one for one in found if asked.musts <= one.gives]
    hits = [one.hit for one in found if one.is_enough]
    return Told(None, hits) if hits else misses.unanswered(asked)


def _needed(store: Store, asked: Question) -> list[str]:
    """Return the terms that an answer has to use: properties, names, and all that the base tells nothing of."""
    counts = store.term_counts(stems.token(term) for term in asked.terms)
    told = {term for term in asked.terms if stems.token(term) in counts}
    nowhere = {min(terms) for terms in asked.words_of_terms.values() if terms and not terms & told}
    properties = cues.PROPERTIES | ({"launch"} if asked.form == "when" else frozenset())
    if asked.figure:
        properties |= cues.MEASURED - cues.MOVED | {"stockpile"}
    needed = asked.plain_terms & properties | asked.terms & cues.ELSEWHERE | nowhere
    return sorted(term for term in needed if not all(word in asked.alternatives for word in asked.words_of(term)))


def _speaks_of(asked: Question, term: str, one: Ranked) -> bool:
    """Tell whether a claim uses a term; where that is a list of names, the very name."""
    if stems.token(term) in one.found.same and not asked.asks_launch:
        return True
    if term not in cues.ELSEWHERE:
        kinds = cues.OF_KINDS.get(term)
        return stems.token(term) in one.found.used and (kinds is None or one.claim.kind in kinds)
    words = [word for word in asked.words_of(term) if word in asked.stems]
    return stems.token(term) in one.found.used and all(asked.stems[word] & one.found.used for word in words)


# Nothing found


def _nothing(
    store: Store, asked: Question, query: SearchQuery, message: Message, warnings: tuple[Warned, ...]
) -> Answer[SearchQuery, Hit]:
    """Say what is missing, and what the base has on the subject; of what it had by an earlier day, nothing."""
    told = message if query.known_by else misses.with_what_there_is(store, asked, message)
    return compose(
        store,
        command="search",
        query=query,
        outcome="not_found",
        warnings=(*warnings, Warned(code="not_found", message=told)),
    )


def _warnings(asked: Question) -> tuple[Warned, ...]:
    # Another ending of the same word is no slip that anybody has to be told of.
    slips = {typed: meant for typed, meant in asked.mended.items() if not typed.startswith(meant)}
    read = [say("'{typed}' as '{meant}'", typed=typed, meant=meant) for typed, meant in slips.items()]
    named = [say("'{typed}' as {name}", typed=typed, name=name) for typed, name in asked.read_as]
    return (Warned(code="mended", message=say("reading {words}", words=[*read, *named])),) if read or named else ()


def _query(asked: Question, known_by: Span | None) -> SearchQuery:
    return SearchQuery(
        text=asked.text,
        language=asked.language,
        form=asked.form,
        entities=asked.entities,
        date=asked.span,
        rules=asked.rules,
        kinds=asked.kinds,
        words=asked.words,
        known_by=known_by,
        explain=asked.explain,
    )
