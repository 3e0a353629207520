"""The questions about names, pairs, listings and records: from a base and arguments to an answer."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chipcli import status
from chipcli.answering import Resolved, compose, resolve
from chipcli.errors import UsageError
from chipcli.model.answer import (
    Answer,
    Answered,
    Candidate,
    CompareQuery,
    Disagreement,
    Dispute,
    IdQuery,
    ListQuery,
    NamedEntity,
    NameQuery,
    NoQuery,
    ParagraphClaims,
    Passage,
    Profile,
    SourceCard,
    SourceListing,
    Warned,
)
from chipcli.model.claim import FILES, Claim, Performance
from chipcli.model.entity import Entity, EntityKind
from chipcli.model.source import Source
from chipcli.model.values import Text
from chipcli.status import CHIP_KINDS
from chipcli.store import Store
from chipcli.text import visible

Q = TypeVar("Q", bound=Answered)
R = TypeVar("R", bound=Struct)

MOST_CANDIDATES = 5

Articles = Mapping[str, Sequence[str]]
"""The paragraphs of the articles that the user has, by source."""

NO_ARTICLES: Articles = {}

COMPANY_KINDS: frozenset[EntityKind] = frozenset({"company"})

KINDS = tuple(str(cls.__struct_config__.tag) for cls in FILES.values())
"""Every kind of claim, in the order that answers give them."""


class Subject(NamedTuple):
    """What a profile command may be asked about."""

    command: str
    kinds: frozenset[EntityKind] | None


CHIP = Subject("chip", CHIP_KINDS)
COMPANY = Subject("company", COMPANY_KINDS)
ABOUT = Subject("about", None)


class Listing(NamedTuple):
    """A listing command and the kind of claim that it lists."""

    command: str
    kind: str


STOCKPILES = Listing("stockpiles", "stockpile")
ORDERS = Listing("orders", "demand")
FUNDING = Listing("funding", "funding")


def profile(store: Store, name: str, subject: Subject) -> Answer[NameQuery, Profile]:
    """Tell everything reported about a name."""
    found = resolve(store, name, kinds=subject.kinds)
    query = NameQuery(name=name, entity=found.entity, matched=found.matched)
    entity = store.entity(found.entity) if found.entity else None
    if entity is None:
        return _missed(store, subject.command, query, found)
    claims = store.claims_about(entity.id)
    groups = store.groups_of(entity.id)
    of_groups = tuple(claim for group in groups for claim in store.claims_about(group) if claim.subject == group)
    told = {claim.id for claim in claims}
    of_groups = tuple(claim for claim in of_groups if claim.id not in told)
    rows = status.rows(store, [entity], status.terms(store)) if entity.kind in CHIP_KINDS else ()
    answer = Profile(
        entity=_named_entity(entity, groups),
        status=rows,
        claims={kind: same for kind in KINDS if (same := tuple(claim for claim in claims if claim.kind == kind))},
        group_claims=of_groups,
        conflicts=_disagreements(claims),
    )
    disputed = [id_ for pair in answer.conflicts for id_ in pair.claims]
    return compose(
        store,
        command=subject.command,
        query=query,
        result=(answer,),
        shown=(*claims, *of_groups),
        claim_ids=(*disputed, *status.claim_ids(rows)),
        entity_ids=(entity.id, *groups),
        warnings=found.warnings,
    )


def compare(store: Store, first: str, second: str) -> Answer[CompareQuery, Claim]:
    """Tell how two chips compare, as printed; nothing is computed from other comparisons."""
    sides = [resolve(store, name, kinds=CHIP_KINDS) for name in (first, second)]
    query = CompareQuery(
        names=(first, second),
        entities=(sides[0].entity, sides[1].entity),
        matched=(sides[0].matched, sides[1].matched),
    )
    for side in sides:
        if side.entity is None:
            return _missed(store, "compare", query, side)
    pair = {sides[0].entity, sides[1].entity}
    if len(pair) == 1:
        raise UsageError(f"'{first}' and '{second}' are the same chip")
    told = tuple(
        claim
        for claim in store.claims_about(str(sides[0].entity), kind="performance")
        if isinstance(claim, Performance) and {claim.subject, claim.baseline} == pair
    )
    warnings = (*sides[0].warnings, *sides[1].warnings)
    if not told:
        both = " and ".join(side.name for side in store.entity_names(str(id_) for id_ in pair))
        warned = Warned(code="not_found", message=f"no source compares {both} directly, and nothing is computed")
        return compose(store, command="compare", query=query, outcome="not_found", warnings=(*warnings, warned))
    return compose(store, command="compare", query=query, result=told, shown=told, warnings=warnings)


def listing(store: Store, name: str | None, what: Listing) -> Answer[ListQuery, Claim]:
    """List the claims of one kind, of everything or of what names an entity."""
    found = resolve(store, name)
    query = ListQuery(name=name, entity=found.entity, matched=found.matched)
    if name is not None and found.entity is None:
        return _missed(store, what.command, query, found)
    if found.entity is None:
        claims = store.claims_of_kind(what.kind)
    else:
        claims = store.claims_about(found.entity, kind=what.kind)
    if not claims:
        warned = Warned(code="not_found", message=f"no {what.command} reported{_concerning(store, found.entity)}")
        return compose(
            store,
            command=what.command,
            query=query,
            outcome="not_found",
            candidates=_groups_told_of(store, found.entity, what),
            warnings=(*found.warnings, warned),
        )
    return compose(store, command=what.command, query=query, result=claims, shown=claims, warnings=found.warnings)


def _groups_told_of(store: Store, entity_id: str | None, what: Listing) -> tuple[Candidate, ...]:
    """Return the groups an entity belongs to of which there is something to list."""
    groups = store.groups_of(entity_id) if entity_id else []
    told = [group for group in groups if store.claims_about(group, kind=what.kind)]
    return tuple(Candidate(id=one.id, name=one.name, kind=one.kind) for one in store.entity_names(told))


def fact(store: Store, claim_id: str, articles: Articles = NO_ARTICLES) -> Answer[IdQuery, Claim]:
    """Tell one claim in full, with the paragraphs it stands in."""
    query = IdQuery(id=claim_id)
    claim = store.claim(claim_id)
    if claim is None:
        return _no_record(store, "fact", "claim", query)
    others = [*claim.after, *claim.agrees_with, *(conflict.claim for conflict in claim.conflicts_with)]
    answer = compose(store, command="fact", query=query, result=(claim,), shown=(claim,), claim_ids=others)
    numbers = {place.paragraph for place in claim.evidence}
    return replace(answer, passages=_passages(store.source(claim.source), articles, numbers))


def sources(store: Store) -> Answer[NoQuery, SourceListing]:
    """List the sources."""
    counts = store.source_counts()
    rows = tuple(
        SourceListing(source=source, paragraphs=counts[source.id].paragraphs, claims=counts[source.id].claims)
        for source in store.source_names()
    )
    ids = [row.source.id for row in rows]
    return compose(store, command="sources", query=NoQuery(), result=rows, source_ids=ids)


def source(store: Store, source_id: str, articles: Articles = NO_ARTICLES) -> Answer[IdQuery, SourceCard]:
    """Tell one source paragraph by paragraph, with the claims that rest on each."""
    query = IdQuery(id=source_id)
    card = store.source(source_id)
    if card is None:
        return _no_record(store, "source", "source", query)
    by_paragraph = store.claims_by_paragraph(source_id)
    paragraphs = tuple(
        ParagraphClaims(paragraph=paragraph, claims=tuple(by_paragraph.get(paragraph.number, ())))
        for paragraph in card.paragraphs
    )
    answer = compose(
        store,
        command="source",
        query=query,
        result=(SourceCard(source=card, paragraphs=paragraphs),),
        claim_ids=[claim for claims in by_paragraph.values() for claim in claims],
        source_ids=[source_id],
    )
    return replace(answer, passages=_passages(card, articles, {paragraph.number for paragraph in card.paragraphs}))


def conflicts(store: Store, name: str | None) -> Answer[ListQuery, Dispute]:
    """List the disagreements, of everything or of what names an entity."""
    found = resolve(store, name)
    query = ListQuery(name=name, entity=found.entity, matched=found.matched)
    if name is not None and found.entity is None:
        return _missed(store, "conflicts", query, found)
    disputes = []
    for first, second, about in store.disagreeing(found.entity):
        pair = store.claims((first, second))
        disputes.append(Dispute(about=msgspec.json.decode(about, type=Text), claims=pair))
    if not disputes:
        warned = Warned(code="not_found", message=f"no disagreement{_concerning(store, found.entity)}")
        return compose(store, command="conflicts", query=query, outcome="not_found", warnings=(*found.warnings, warned))
    shown = [claim for dispute in disputes for claim in dispute.claims]
    return compose(
        store, command="conflicts", query=query, result=tuple(disputes), shown=shown, warnings=found.warnings
    )


def _missed(store: Store, command: str, query: Q, found: Resolved) -> Answer[Q, R]:
    return compose(
        store,
        command=command,
        query=query,
        outcome=found.outcome,
        candidates=found.candidates,
        warnings=found.warnings,
    )


def _no_record(store: Store, command: str, kind: Literal["claim", "source"], query: IdQuery) -> Answer[IdQuery, R]:
    """Answer that an id is unknown, with the ids that share its first word."""
    shown = visible(query.id)
    start = shown.partition("-")[0]
    near = store.ids_from(kind, start, limit=MOST_CANDIDATES) if start else []
    return compose(
        store,
        command=command,
        query=query,
        outcome="not_found",
        candidates=tuple(Candidate(id=id_, name=id_, kind=kind) for id_ in near),
        warnings=(Warned(code="not_found", message=f"no {kind} '{shown}' in the fact base"),),
    )


def _passages(card: Source | None, articles: Articles, numbers: Container[int]) -> tuple[Passage, ...]:
    """Return paragraphs of a source: the gist, and the text where the article is attached."""
    if card is None:
        return ()
    texts = articles.get(card.id)
    return tuple(
        Passage(
            source=card.id,
            paragraph=paragraph.number,
            gist=paragraph.gist,
            text=texts[paragraph.number - 1] if texts else None,
        )
        for paragraph in card.paragraphs
        if paragraph.number in numbers
    )


def _named_entity(entity: Entity, groups: Sequence[str]) -> NamedEntity:
    return NamedEntity(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        name_fr=entity.name_fr,
        aliases=entity.aliases,
        groups=tuple(groups),
        note=entity.note,
    )


def _disagreements(claims: Iterable[Claim]) -> tuple[Disagreement, ...]:
    """Return each pair once, whichever of its claims is among these."""
    pairs = {
        tuple(sorted((claim.id, conflict.claim))): conflict.about
        for claim in claims
        for conflict in claim.conflicts_with
    }
    return tuple(Disagreement(claims=pair, about=about) for pair, about in pairs.items())


def _concerning(store: Store, entity_id: str | None) -> str:
    if entity_id is None:
        return ""
    return "".join(f" on {entity.name}" for entity in store.entity_names([entity_id]))
