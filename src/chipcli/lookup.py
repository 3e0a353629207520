"""The questions about names, pairs, listings and records: from a base and arguments to an answer."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chipcli import status
from chipcli.answering import (
    Resolved,
    as_known,
    candidates,
    compose,
    echoed,
    leaving_out,
    missed,
    resolve,
)
from chipcli.dates import Span
from chipcli.errors import UsageError
from chipcli.messages import Message, mark, named, say
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
    Outcome,
    ParagraphClaims,
    Passage,
    Profile,
    SourceCard,
    SourceListing,
    SourcesQuery,
    Warned,
)
from chipcli.model.claim import FILES, Claim, Performance
from chipcli.model.entity import Entity, EntityKind
from chipcli.model.source import Source
from chipcli.model.values import Level, Text
from chipcli.status import CHIP_KINDS
from chipcli.store import Store, Wanted
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
    """A listing command, and what it says where there is nothing to list."""

    command: str
    kind: str | None
    """The kind of claim that it lists, where that is always the same."""
    none: str
    none_on: str


STOCKPILES = Listing(
    "stockpiles", "stockpile", mark("no stockpiles reported"), mark("no stockpiles reported on {name}")
)
ORDERS = Listing("orders", "demand", mark("no orders reported"), mark("no orders reported on {name}"))
FUNDING = Listing("funding", "funding", mark("no funding reported"), mark("no funding reported on {name}"))
FACTS = Listing("facts", None, mark("no fact meets these conditions"), mark("no fact on {name} meets these conditions"))


class Filters(Struct, frozen=True, kw_only=True):
    """Which facts are asked for; None is no condition."""

    kind: str | None = None
    """One of `KINDS`."""
    about: str | None = None
    """A name, as typed."""
    source: str | None = None
    """Id of a source, as typed."""
    level: Level | None = None
    period: Span | None = None
    """What the time of a fact may overlap; what is known only to lie before a day counts on that day, and facts
    without a date are left out."""
    known_by: Span | None = None


def profile(store: Store, name: str, subject: Subject, *, known_by: Span | None = None) -> Answer[NameQuery, Profile]:
    """Tell everything reported about a name, as known by a day where one is given."""
    found = resolve(store, name, kinds=subject.kinds)
    entity = store.entity(found.entity) if found.entity else None
    if entity is None:
        return missed(store, subject.command, _name_query(found, known_by), found)
    about = Wanted(entity=entity.id, known_by=known_by)
    groups = store.groups_of(entity.id, known_by=known_by)
    of_them = [Wanted(subject=group, known_by=known_by) for group in groups]
    claims, not_linked = as_known(store, store.claims_that(about), known_by)
    told = {claim.id for claim in claims}
    others = {claim.id: claim for wanted in of_them for claim in store.claims_that(wanted) if claim.id not in told}
    group_claims, not_linked_either = as_known(store, others.values(), known_by)
    rows = status.rows(store, [entity], status.terms(store, known_by=known_by)) if entity.kind in CHIP_KINDS else ()
    hidden = (
        *(one for wanted in (about, *of_them) for one in store.hidden(wanted)),
        *(one for row in rows for one in row.hidden),
        *not_linked,
        *not_linked_either,
    )
    if hidden and not (claims or group_claims):
        nothing = _as_known(say("nothing told of {name}", name=named(entity)), known_by)
        warnings = (*found.warnings, Warned(code="nothing_known", message=nothing))
        found = replace(found, outcome="not_found", warnings=warnings)
        return leaving_out(missed(store, subject.command, _name_query(found, known_by), found), hidden)
    result = Profile(
        entity=_named_entity(entity, groups),
        status=rows,
        claims={kind: same for kind in KINDS if (same := tuple(claim for claim in claims if claim.kind == kind))},
        group_claims=group_claims,
        conflicts=_disagreements(claims),
    )
    disputed = [id_ for pair in result.conflicts for id_ in pair.claims]
    answer = compose(
        store,
        command=subject.command,
        query=_name_query(found, known_by),
        result=(result,),
        shown=(*claims, *group_claims),
        claim_ids=(*disputed, *status.claim_ids(rows)),
        entity_ids=(entity.id, *groups),
        warnings=found.warnings,
    )
    return leaving_out(answer, hidden)


def compare(store: Store, first: str, second: str, *, known_by: Span | None = None) -> Answer[CompareQuery, Claim]:
    """Tell how two chips compare, as printed; nothing is computed from other comparisons."""
    sides = [resolve(store, name, kinds=CHIP_KINDS) for name in (first, second)]
    query = CompareQuery(
        names=(first, second),
        entities=(sides[0].entity, sides[1].entity),
        matched=(sides[0].matched, sides[1].matched),
        known_by=known_by,
    )
    for side in sides:
        if side.entity is None:
            return missed(store, "compare", query, side)
    pair = {sides[0].entity, sides[1].entity}
    if len(pair) == 1:
        message = say("'{first}' and '{second}' are the same chip", first=visible(first), second=visible(second))
        raise UsageError(message)
    told = [
        claim
        for claim in store.claims_about(str(sides[0].entity), kind="performance")
        if isinstance(claim, Performance) and {claim.subject, claim.baseline} == pair
    ]
    hidden = store.hidden_among((claim.id for claim in told), known_by)
    unknown = {one.claim for one in hidden}
    claims, not_linked = as_known(store, (claim for claim in told if claim.id not in unknown), known_by)
    warnings = (*sides[0].warnings, *sides[1].warnings)
    if not claims:
        one, other = (named(side) for side in store.entity_names(str(id_) for id_ in pair))
        nothing = say(
            "no source compares {first} and {second} directly, and nothing is computed", first=one, second=other
        )
        warnings = (*warnings, Warned(code="not_found", message=_as_known(nothing, known_by)))
    answer = compose(
        store,
        command="compare",
        query=query,
        outcome="answered" if claims else "not_found",
        result=claims,
        shown=claims,
        warnings=warnings,
    )
    return leaving_out(answer, (*hidden, *not_linked))


def listing(store: Store, name: str | None, what: Listing, *, known_by: Span | None = None) -> Answer[ListQuery, Claim]:
    """List the claims of one kind, of everything or of what names an entity."""
    return _listed(store, what, Filters(kind=what.kind, about=name, known_by=known_by))


def facts(store: Store, filters: Filters) -> Answer[ListQuery, Claim]:
    """List the facts that meet some conditions.

    They come in the order of the base; with a period in that of time, by the last day they can mean.
    """
    return _listed(store, FACTS, filters)


def _listed(store: Store, what: Listing, filters: Filters) -> Answer[ListQuery, Claim]:
    found = resolve(store, filters.about)
    if found.outcome != "answered":
        return missed(store, what.command, _list_query(found, found.outcome, filters), found)
    if filters.source is not None and store.source(filters.source) is None:
        return _no_record(store, what.command, "source", filters.source, _list_query(found, "not_found", filters))
    wanted = Wanted(
        entity=found.entity,
        kind=filters.kind,
        source=filters.source,
        level=filters.level,
        period=filters.period,
        known_by=filters.known_by,
    )
    claims, not_linked = as_known(store, store.claims_that(wanted), filters.known_by)
    outcome: Outcome = "answered" if claims else "not_found"
    warnings = (*found.warnings, *_undated(store, wanted))
    if not claims:
        (name,) = [named(entity) for entity in store.entity_names([found.entity])] if found.entity else [None]
        nothing = say(what.none) if name is None else say(what.none_on, name=name)
        warnings = (*warnings, Warned(code="not_found", message=_as_known(nothing, filters.known_by)))
    answer = compose(
        store,
        command=what.command,
        query=_list_query(found, outcome, filters),
        outcome=outcome,
        result=claims,
        shown=claims,
        candidates=() if claims else _groups_told_of(store, wanted),
        warnings=warnings,
    )
    return leaving_out(answer, (*store.hidden(wanted), *not_linked))


def _undated(store: Store, wanted: Wanted) -> tuple[Warned, ...]:
    """Tell how many facts a period leaves out because they have no date."""
    count = store.undated(wanted) if wanted.period else 0
    if not count:
        return ()
    one = say("1 fact without a date is left out")
    several = say("{count} facts without a date are left out", count=count)
    return (Warned(code="undated_left_out", message=one if count == 1 else several),)


def _groups_told_of(store: Store, wanted: Wanted) -> tuple[Candidate, ...]:
    """Return the groups an entity belongs to of which there is something to list."""
    groups = store.groups_of(wanted.entity, known_by=wanted.known_by) if wanted.entity else []
    return candidates(store, (group for group in groups if store.claims_that(wanted._replace(entity=group))))


def fact(
    store: Store, claim_id: str, articles: Articles = NO_ARTICLES, *, known_by: Span | None = None
) -> Answer[IdQuery, Claim]:
    """Tell one claim in full, with the paragraphs it stands in."""
    query = IdQuery(id=claim_id, known_by=known_by)
    claim = store.claim(claim_id)
    if claim is None:
        return _no_record(store, "fact", "claim", claim_id, query)
    hidden = store.hidden_among([claim.id], known_by)
    if known_by is not None and hidden:
        return leaving_out(_not_yet(store, "fact", query, claim.source, known_by), hidden)
    (claim,), not_linked = as_known(store, [claim], known_by)
    others = [*claim.after, *claim.agrees_with, *(conflict.claim for conflict in claim.conflicts_with)]
    answer = compose(
        store,
        command="fact",
        query=query,
        result=(claim,),
        shown=(claim,),
        claim_ids=others,
    )
    numbers = {place.paragraph for place in claim.evidence}
    passages = _passages(store.source(claim.source), articles, numbers)
    return leaving_out(replace(answer, passages=passages), not_linked)


def sources(store: Store, *, known_by: Span | None = None) -> Answer[SourcesQuery, SourceListing]:
    """List the sources, those that were certainly out by a day where one is given."""
    query = SourcesQuery(known_by=known_by)
    counts = store.source_counts()
    listed = store.source_names()
    out = [source for source in listed if known_by is None or _is_out(source.published, known_by)]
    rows = tuple(
        SourceListing(source=source, paragraphs=counts[source.id].paragraphs, claims=counts[source.id].claims)
        for source in out
    )
    ids = [source.id for source in out]
    warnings: tuple[Warned, ...] = ()
    if known_by is not None and not out:
        message = say("no source was certainly public by {by}", by=known_by.edtf)
        warnings = (Warned(code="nothing_known", message=message),)
    elif known_by is not None and len(out) < len(listed):
        left_out = [source.id for source in listed if source not in out]
        message = say("not certainly public by {by}: {sources}", by=known_by.edtf, sources=left_out)
        warnings = (Warned(code="sources_left_out", message=message),)
    return compose(
        store,
        command="sources",
        query=query,
        outcome="answered" if out or not listed else "not_found",
        result=rows,
        source_ids=ids,
        warnings=warnings,
    )


def source(
    store: Store, source_id: str, articles: Articles = NO_ARTICLES, *, known_by: Span | None = None
) -> Answer[IdQuery, SourceCard]:
    """Tell one source paragraph by paragraph, with the claims that rest on each."""
    query = IdQuery(id=source_id, known_by=known_by)
    card = store.source(source_id)
    if card is None:
        return _no_record(store, "source", "source", source_id, query)
    if known_by is not None and not _is_out(card.published, known_by):
        hidden = store.hidden(Wanted(source=card.id, known_by=known_by))
        return leaving_out(_not_yet(store, "source", query, card.id, known_by), hidden)
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


def conflicts(store: Store, name: str | None, *, known_by: Span | None = None) -> Answer[ListQuery, Dispute]:
    """List the disagreements, of everything or of what names an entity; of those, what was known on both sides."""
    found = resolve(store, name)
    filters = Filters(about=name, known_by=known_by)
    if found.outcome != "answered":
        return missed(store, "conflicts", _list_query(found, found.outcome, filters), found)
    pairs = store.disagreeing(found.entity)
    ids = {id_ for first, second, _ in pairs for id_ in (first, second)}
    hidden = store.hidden_among(ids, known_by)
    unknown = {one.claim for one in hidden}
    claims, not_linked = as_known(store, store.claims(ids - unknown), known_by)
    by_id = {claim.id: claim for claim in claims}
    disputes = tuple(
        Dispute(about=msgspec.json.decode(about, type=Text), claims=(by_id[first], by_id[second]))
        for first, second, about in pairs
        if first in by_id and second in by_id
    )
    outcome: Outcome = "answered" if disputes else "not_found"
    warnings = found.warnings
    if not disputes:
        names = [named(entity) for entity in store.entity_names([found.entity] if found.entity else [])]
        nothing = say("no disagreement on {name}", name=names) if names else say("no disagreement")
        warnings = (*warnings, Warned(code="not_found", message=_as_known(nothing, known_by)))
    answer = compose(
        store,
        command="conflicts",
        query=_list_query(found, outcome, filters),
        outcome=outcome,
        result=disputes,
        shown=[claim for dispute in disputes for claim in dispute.claims],
        warnings=warnings,
    )
    return leaving_out(answer, (*hidden, *not_linked))


def _name_query(found: Resolved, known_by: Span | None) -> NameQuery:
    return NameQuery(
        name=found.name,
        entity=found.entity,
        matched=found.matched,
        names=echoed(found),
        known_by=known_by,
    )


def _list_query(found: Resolved, outcome: Outcome, filters: Filters) -> ListQuery:
    return ListQuery(
        name=found.name,
        entity=found.entity,
        matched=found.matched,
        names=echoed(replace(found, outcome=outcome)),
        kind=filters.kind,
        source=filters.source,
        level=filters.level,
        date=filters.period,
        known_by=filters.known_by,
    )


NO_RECORD = {
    "claim": mark("no claim '{id}' in the fact base"),
    "source": mark("no source '{id}' in the fact base"),
}


def _no_record(store: Store, command: str, kind: Literal["claim", "source"], id_: str, query: Q) -> Answer[Q, R]:
    """Answer that an id is unknown, with the ids that share its first word."""
    shown = visible(id_)
    start = shown.partition("-")[0]
    near = store.ids_from(kind, start, limit=MOST_CANDIDATES) if start else []
    return compose(
        store,
        command=command,
        query=query,
        outcome="not_found",
        candidates=tuple(Candidate(id=near_id, name=near_id, name_fr=None, kind=kind) for near_id in near),
        warnings=(Warned(code="not_found", message=say(NO_RECORD[kind], id=shown)),),
    )


def _not_yet(store: Store, command: str, query: IdQuery, source_id: str, known_by: Span) -> Answer[IdQuery, R]:
    """Answer that a record is of a source that was not certainly out by then."""
    published = store.published([source_id])[source_id]
    if published.latest is None:
        message = say("'{id}' was not certainly public by {by}: its date is not stated", id=query.id, by=known_by.edtf)
    else:
        message = say(
            "'{id}' was not certainly public by {by}: it came out {day}",
            id=query.id,
            by=known_by.edtf,
            day=str(published.edtf),
        )
    warned = Warned(code="not_yet_known", message=message)
    return compose(store, command=command, query=query, outcome="not_found", warnings=(warned,))


def _is_out(published: Span, known_by: Span) -> bool:
    """Tell whether a source was certainly out by a day, the last day on which it can have come out."""
    return published.latest is not None and published.latest <= known_by.last


def _as_known(message: Message, known_by: Span | None) -> Message:
    """Say by when something was so."""
    return say("as known by {by}: {what}", by=known_by.edtf, what=message) if known_by else message


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
            gist_fr=paragraph.gist_fr,
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
