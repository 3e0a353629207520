"""Put an answer together: what it is called, the names and sources it mentions, what to warn of."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from chipcli import __version__, names
from chipcli.errors import ChipcliError
from chipcli.model.answer import (
    Answer,
    Answered,
    Candidate,
    EntityName,
    Fault,
    Matched,
    NoQuery,
    NoResult,
    Outcome,
    Tool,
    Warned,
)
from chipcli.model.claim import Claim
from chipcli.model.values import Text
from chipcli.store import Store, open_base
from chipcli.text import visible

Q = TypeVar("Q", bound=Answered)
R = TypeVar("R", bound=Struct)

TOOL = Tool(name="chipcli", version=__version__)


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
        warnings = _warnings_of(shown, found)
        return Resolved(name=name, entity=found.entity, matched=found.matched, warnings=warnings)
    if isinstance(found, names.Ambiguous):
        warned = Warned(code="ambiguous", message=f"'{shown}' is not enough to tell what is meant")
        return Resolved(name=name, outcome="ambiguous", candidates=found.candidates, warnings=(warned,))
    warned = Warned(code="not_found", message=f"no '{shown}' in the fact base")
    return Resolved(name=name, outcome="not_found", candidates=found.suggestions, warnings=(warned,))


def _warnings_of(shown: str, found: names.Found) -> tuple[Warned, ...]:
    if found.matched == "approximate":
        return (Warned(code="approximate_name", message=f"no '{shown}'; showing {found.name}"),)
    if found.matched == "look_alike":
        return (Warned(code="look_alike_name", message=f"reading '{shown}' as {found.name}"),)
    if found.matched == "name_part":
        return (Warned(code="name_part", message=f"taking '{shown}' for {found.name}"),)
    return ()


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
    in_full = tuple(shown)
    held = {claim.id for claim in in_full}
    beside = store.claims(id_ for id_ in claim_ids if id_ not in held)
    told = (*in_full, *beside)
    return Answer(
        tool=TOOL,
        facts=store.facts,
        command=command,
        query=query,
        outcome=outcome,
        result=result,
        claims=beside,
        lead=lead,
        candidates=candidates,
        entities=_named(store, told, entity_ids),
        sources=store.source_names({claim.source for claim in told} | set(source_ids)),
        warnings=warnings,
    )


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
        error=Fault(code=error.code, message=error.message, hint=error.hint),
    )


def _named(store: Store, claims: Iterable[Claim], further: Iterable[str]) -> tuple[EntityName, ...]:
    return store.entity_names({*store.mentioned(claims), *further})
