"""Put an answer together: what it is called, the names and sources it mentions, what to warn of."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import TextIO, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from chipcli import __version__, names
from chipcli.dates import Span
from chipcli.errors import ChipcliError, UsageError
from chipcli.messages import mark, named, say
from chipcli.model.answer import (
    Answer,
    Answered,
    AskedName,
    Candidate,
    Dispute,
    Fault,
    Hidden,
    ListQuery,
    Matched,
    NameQuery,
    NoQuery,
    NoResult,
    Outcome,
    Profile,
    Tool,
    Warned,
)
from chipcli.model.claim import Claim, ClaimBase
from chipcli.model.values import Text
from chipcli.store import Store, open_base
from chipcli.text import visible

Q = TypeVar("Q", bound=Answered)
N = TypeVar("N", NameQuery, ListQuery)
R = TypeVar("R", bound=Struct)
T = TypeVar("T")

MOST_NAMES = 100_000
"""Names that are read at once."""

LONGEST_LINE = 1000
"""Characters of a line that a name is read from, its end included."""

ONE_A_LINE = say("give one name a line")

MISSES: tuple[Outcome, ...] = ("not_found", "ambiguous")
"""What an answer about several names is, if any of them is, the first of these before the second."""

TOOL = Tool(name="chipcli", version=__version__)

UNKNOWN: dict[names.Kinds, str] = {
    frozenset({"chip", "chip_group"}): mark("no chip '{name}' in the fact base"),
    frozenset({"company"}): mark("no company '{name}' in the fact base"),
}
"""What is said of an unknown name where only some kinds are asked for: it may be the name of something else."""

READINGS: dict[Matched, tuple[str, str]] = {
    "approximate": ("approximate_name", mark("no '{name}'; showing {entity}")),
    "look_alike": ("look_alike_name", mark("reading '{name}' as {entity}")),
    "name_part": ("name_part", mark("taking '{name}' for {entity}")),
}
"""The code and the message for names that were not taken as typed."""


class Resolved(Struct, frozen=True, kw_only=True):
    """A name as understood, ready to go into a query and an answer."""

    name: str | None
    entity: str | None = None
    matched: Matched | None = None
    outcome: Outcome = "answered"
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[Warned, ...] = ()


def resolve(store: Store, name: str | None, *, kinds: names.Kinds = None) -> Resolved:
    """Understand a name, of one of some kinds; None, for "of everything", stays None."""
    if name is None:
        return Resolved(name=None)
    found = names.resolve(store, name, kinds)
    shown = visible(name)
    if isinstance(found, names.Found):
        warnings = _warnings_of(store, shown, found)
        return Resolved(name=name, entity=found.entity, matched=found.matched, warnings=warnings)
    if isinstance(found, names.Ambiguous):
        message = say("'{name}' is not enough to tell what is meant", name=shown)
        warned = Warned(code="ambiguous", message=message)
        return Resolved(name=name, outcome="ambiguous", candidates=found.candidates, warnings=(warned,))
    message = say(UNKNOWN.get(kinds, mark("no '{name}' in the fact base")), name=shown)
    warned = Warned(code="not_found", message=message)
    return Resolved(name=name, outcome="not_found", candidates=found.suggestions, warnings=(warned,))


def _warnings_of(store: Store, shown: str, found: names.Found) -> tuple[Warned, ...]:
    """Say how a name was understood, where it is not the one that was typed."""
    if found.matched not in READINGS:
        return ()
    code, template = READINGS[found.matched]
    (entity,) = store.entity_names([found.entity])
    return (Warned(code=code, message=say(template, name=shown, entity=named(entity))),)


def names_in(stream: TextIO) -> tuple[str, ...]:
    """Return the names in a text: one a line, without the space around it; empty lines are none.

    Raises:
        UsageError: if there are none, or too many, or a line is too long to be one.
    """
    # Every line is read up to a bound, so that none without an end fills the memory.
    lines = iter(partial(stream.readline, LONGEST_LINE + 1), "")
    found: list[str] = []
    for number, line in enumerate(lines, start=1):
        name = (line.removeprefix("\ufeff") if number == 1 else line).strip()
        if len(line) > LONGEST_LINE:
            raise UsageError(say("line {number} is too long for a name", number=number), hint=ONE_A_LINE)
        if name and len(found) == MOST_NAMES:
            raise UsageError(say("more than {most} names at once", most=MOST_NAMES))
        if name:
            found.append(name)
    if not found:
        raise UsageError(say("there are no names to read"), hint=ONE_A_LINE)
    return tuple(found)


def echoed(*found: Resolved) -> tuple[AskedName, ...]:
    """Return names as a query echoes them; what is asked of everything has none."""
    return tuple(
        AskedName(name=one.name, entity=one.entity, matched=one.matched, outcome=one.outcome)
        for one in found
        if one.name is not None
    )


def missed(store: Store, command: str, query: Q, *found: Resolved) -> Answer[Q, R]:
    """Answer that names are not understood, with what they may have meant."""
    return compose(
        store,
        command=command,
        query=query,
        outcome=_worst(one.outcome for one in found),
        candidates=_once(candidate for one in found for candidate in one.candidates),
        warnings=_once(warned for one in found for warned in one.warnings),
    )


def candidates(store: Store, ids: Iterable[str]) -> tuple[Candidate, ...]:
    """Return entities as what may have been meant, or what there is more to be had of."""
    return tuple(
        Candidate(id=one.id, name=one.name, name_fr=one.name_fr, kind=one.kind) for one in store.entity_names(ids)
    )


def as_known(
    store: Store, claims: Iterable[Claim], known_by: Span | None
) -> tuple[tuple[Claim, ...], tuple[Hidden, ...]]:
    """Return claims as a day knew them, and what is left out of them.

    What a claim says stays as it is. What the base adds to it goes: that another claim, which was not yet known,
    disagrees or agrees with it.
    """
    told = tuple(claims)
    hidden = store.hidden_among((id_ for claim in told for id_ in _linked(claim)), known_by)
    unknown = {one.claim for one in hidden}
    return tuple(claim if unknown.isdisjoint(_linked(claim)) else _without(claim, unknown) for claim in told), hidden


def _linked(claim: Claim) -> list[str]:
    return [*claim.agrees_with, *(conflict.claim for conflict in claim.conflicts_with)]


def _without(claim: Claim, unknown: set[str]) -> Claim:
    return replace(
        claim,
        agrees_with=tuple(id_ for id_ in claim.agrees_with if id_ not in unknown),
        conflicts_with=tuple(conflict for conflict in claim.conflicts_with if conflict.claim not in unknown),
    )


def compose(
    store: Store,
    *,
    command: str,
    query: Q,
    outcome: Outcome = "answered",
    result: tuple[R, ...] = (),
    shown: Iterable[Claim] = (),
    claim_ids: Iterable[str] = (),
    lead: Text | None = None,
    entity_ids: Iterable[str] = (),
    source_ids: Iterable[str] = (),
    candidates: tuple[Candidate, ...] = (),
    warnings: tuple[Warned, ...] = (),
) -> Answer[Q, R]:
    """Put an answer together.

    Where the question is what was known by a day, claims named by id that were not are left out; those that stand in
    full have to be `as_known` already.

    Args:
        store: the base that the answer was drawn from.
        command: the command as typed.
        query: the question as understood.
        outcome: what became of it.
        result: what was asked for.
        shown: claims that stand in the result in full.
        claim_ids: claims that the result names by id; they go into the answer beside it.
        lead: the answer in one sentence.
        entity_ids: entities that the result names beyond those of its claims.
        source_ids: sources that it names beyond those of its claims.
        candidates: what may have been meant.
        warnings: what the reader must know.
    """
    known_by: Span | None = getattr(query, "known_by", None)
    in_full = tuple(shown)
    held = {claim.id for claim in in_full}
    named = {id_ for id_ in claim_ids if id_ not in held}
    not_named = store.hidden_among(named, known_by)
    beside, not_linked = as_known(store, store.claims(named - {one.claim for one in not_named}), known_by)
    told = (*in_full, *beside)
    return Answer(
        tool=TOOL,
        facts=store.facts,
        command=command,
        query=query,
        outcome=outcome,
        result=result,
        claims=beside,
        hidden=_once((*not_named, *not_linked)),
        lead=lead,
        candidates=candidates,
        entities=store.entity_names({*store.mentioned(told), *entity_ids}),
        sources=store.source_names({claim.source for claim in told} | set(source_ids)),
        warnings=warnings,
    )


def leaving_out(answer: Answer[Q, R], hidden: Iterable[Hidden]) -> Answer[Q, R]:
    """Return an answer that says what is left out of it, because it was not known by the day asked about."""
    return replace(answer, hidden=_once((*hidden, *answer.hidden)))


def together(answers: Sequence[Answer[N, R]]) -> Answer[N, R]:
    """Return several answers of one command, one for each name, as one answer.

    It is answered if each of them is; if not, its result is still that of those that are.

    Args:
        answers: at least one; nothing but the name is different about their questions.
    """
    first, *others = answers
    if not others:
        return first
    result = _once((record for answer in answers for record in answer.result), _identity)
    in_full = {claim.id for record in result for claim in _claims_in(record)}
    beside = (claim for answer in answers for claim in answer.claims if claim.id not in in_full)
    names_asked = tuple(name for answer in answers for name in answer.query.names)
    return replace(
        first,
        query=replace(first.query, name=None, entity=None, matched=None, names=names_asked),
        outcome=_worst(answer.outcome for answer in answers),
        result=result,
        claims=_once(beside, _identity),
        hidden=_once(one for answer in answers for one in answer.hidden),
        candidates=_once(one for answer in answers for one in answer.candidates),
        passages=_once(one for answer in answers for one in answer.passages),
        entities=_once(one for answer in answers for one in answer.entities),
        sources=_once(one for answer in answers for one in answer.sources),
        warnings=_once(one for answer in answers for one in answer.warnings),
    )


def _worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return what becomes of a question about several names, given what becomes of each."""
    there = set(outcomes)
    return next((outcome for outcome in MISSES if outcome in there), "answered")


def _once(items: Iterable[T], identity: Callable[[T], object] | None = None) -> tuple[T, ...]:
    """Return items in order, each at its first place."""
    found: dict[object, T] = {}
    for item in items:
        found.setdefault(identity(item) if identity else item, item)
    return tuple(found.values())


def _identity(record: Struct) -> object:
    """Return what makes a part of a result the same as another."""
    if isinstance(record, Profile):
        return record.entity.id
    return tuple(claim.id for claim in _claims_in(record))


def _claims_in(record: Struct) -> Iterable[ClaimBase]:
    """Return the claims that stand in a part of a result in full."""
    if isinstance(record, Profile):
        return chain(*record.claims.values(), record.group_claims)
    if isinstance(record, Dispute):
        return record.claims
    return (record,) if isinstance(record, ClaimBase) else ()


def fault(error: ChipcliError, words: Sequence[str]) -> Answer[NoQuery, NoResult]:
    """Return the answer that says why there is none.

    Args:
        error: what went wrong.
        words: the command line; its first word that is no option is taken for the command.
    """
    try:
        facts = open_base().facts
    except ChipcliError:
        facts = None
    return Answer(
        tool=TOOL,
        facts=facts,
        command=next((visible(word) for word in words if not word.startswith("-")), ""),
        query=NoQuery(),
        outcome="error",
        error=Fault(code=error.code, message=str(error.message), hint=str(error.hint) if error.hint else None),
    )
