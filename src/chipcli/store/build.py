"""Compile the authored records into one SQLite file."""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeGuard

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chipcli import authored, names
from chipcli.model.answer import SourceName
from chipcli.model.base import FactBase
from chipcli.model.claim import Chip, Claim, ExportStatus, Model
from chipcli.model.entity import Entity
from chipcli.model.references import references
from chipcli.model.values import Conflict
from chipcli.store import texts

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE source (
    rank INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, latest TEXT, origin TEXT NOT NULL,
    claims INTEGER NOT NULL, paragraphs INTEGER NOT NULL, head TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX source_latest ON source (latest);
CREATE TABLE entity (
    rank INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, name_fr TEXT,
    origin TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE member (
    entity TEXT, steps INTEGER, group_id TEXT, known TEXT, PRIMARY KEY (entity, steps, group_id)) WITHOUT ROWID;
CREATE TABLE claim (
    rank INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subject TEXT NOT NULL,
    source TEXT NOT NULL, level TEXT NOT NULL, earliest TEXT, latest TEXT, body TEXT NOT NULL);
CREATE INDEX claim_kind ON claim (kind);
CREATE INDEX claim_source ON claim (source);
CREATE INDEX claim_level ON claim (level);
CREATE INDEX claim_time ON claim (earliest, latest);
CREATE TABLE mention (
    entity TEXT, kind TEXT, claim INTEGER, field TEXT, PRIMARY KEY (entity, kind, claim, field)) WITHOUT ROWID;
CREATE INDEX mention_claim ON mention (claim);
CREATE TABLE status (chip TEXT, rule TEXT, claim INTEGER, PRIMARY KEY (chip, rule, claim)) WITHOUT ROWID;
CREATE TABLE passage (
    source TEXT, paragraph INTEGER, claim INTEGER, PRIMARY KEY (source, paragraph, claim)) WITHOUT ROWID;
CREATE TABLE conflict (claim INTEGER, other INTEGER, about TEXT, PRIMARY KEY (claim, other)) WITHOUT ROWID;
CREATE TABLE name_key (key TEXT, entity INTEGER, alias INTEGER, PRIMARY KEY (key, entity, alias)) WITHOUT ROWID;
CREATE TABLE name_word (word TEXT, entity INTEGER, name TEXT, PRIMARY KEY (word, entity, name)) WITHOUT ROWID;
CREATE TABLE name_code (
    letters TEXT, digits TEXT, entity INTEGER, PRIMARY KEY (digits, letters, entity)) WITHOUT ROWID;
CREATE INDEX name_code_letters ON name_code (letters);
CREATE TABLE name_terms (length INTEGER PRIMARY KEY, terms TEXT NOT NULL);
CREATE VIRTUAL TABLE claim_text USING fts5 (en, fr, other, asked, content = '');
CREATE TABLE claim_terms (claim INTEGER PRIMARY KEY, terms TEXT NOT NULL);
CREATE VIRTUAL TABLE asked USING fts5 (forms, claim UNINDEXED, weight UNINDEXED);
CREATE TABLE term_count (term TEXT PRIMARY KEY, claims INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE phrase (
    stems TEXT, language TEXT, term TEXT, kind TEXT, PRIMARY KEY (stems, language, term)) WITHOUT ROWID;
CREATE TABLE stem (word TEXT PRIMARY KEY, en TEXT NOT NULL, fr TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE vocabulary (length INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE maker (entity TEXT, maker TEXT, PRIMARY KEY (entity, maker)) WITHOUT ROWID;
"""


def write(base: FactBase, path: Path) -> None:
    """Compile a base into a file; the file is replaced whole or not at all.

    Raises:
        OSError: if it cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(partial)
        _fill(connection, base)
        connection.close()
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def in_memory(base: FactBase) -> sqlite3.Connection:
    """Compile a base in memory."""
    connection = sqlite3.connect(":memory:")
    _fill(connection, base)
    return connection


Row = tuple[object, ...]


def _fill(connection: sqlite3.Connection, base: FactBase) -> None:
    connection.executescript(SCHEMA)
    with connection:
        for table, rows in _tables(base):
            _insert(connection, table, rows)
    connection.execute("ANALYZE")
    connection.commit()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    rows = list(rows)
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  # names from SCHEMA


def _tables(base: FactBase) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows of every table."""
    claims = _mirrored(base.claims)
    ranks = {claim.id: rank for rank, claim in enumerate(claims)}
    yield "meta", _meta_rows(base)
    yield "source", _source_rows(base)
    yield "entity", _entity_rows(base)
    yield "member", _member_rows(base)
    yield from _name_tables(base.entities)
    yield "maker", sorted({*_told_makers(base), *_makers_in_names(base)})
    yield "claim", (_claim_row(ranks[claim.id], claim) for claim in claims)
    yield from texts.tables(base, ranks)
    yield "mention", sorted({row for claim in claims for row in _mention_rows(ranks[claim.id], claim)})
    yield (
        "status",
        ((claim.subject, claim.rule, ranks[claim.id]) for claim in claims if isinstance(claim, ExportStatus)),
    )
    yield (
        "passage",
        sorted({(place.source, place.paragraph, ranks[claim.id]) for claim in claims for place in claim.evidence}),
    )
    yield (
        "conflict",
        (
            (ranks[claim.id], ranks[conflict.claim], _json(conflict.about))
            for claim in claims
            for conflict in claim.conflicts_with
        ),
    )


def _meta_rows(base: FactBase) -> Iterator[Row]:
    days = [source.published.latest for source in base.sources if source.published.latest]
    yield "digest", base.digest
    yield "code", authored.code_digest()
    yield "claims", str(len(base.claims))
    yield "newest_source", max(days).isoformat() if days else ""


def _source_rows(base: FactBase) -> Iterator[Row]:
    counts: dict[str, int] = {}
    for claim in base.claims:
        counts[claim.source] = counts.get(claim.source, 0) + 1
    for rank, source in enumerate(base.sources):
        head = SourceName(
            id=source.id,
            title=source.title,
            title_fr=source.title_fr,
            publisher=source.publisher,
            agency=source.agency,
            language=source.language,
            published=source.published,
        )
        latest = source.published.latest
        yield (
            rank,
            source.id,
            latest.isoformat() if latest else None,
            base.origins[f"source:{source.id}"],
            counts.get(source.id, 0),
            len(source.paragraphs),
            _json(head),
            _json(source),
        )


def _entity_rows(base: FactBase) -> Iterator[Row]:
    for rank, entity in enumerate(base.entities):
        origin = base.origins[f"entity:{entity.id}"]
        yield rank, entity.id, entity.kind, entity.name, entity.name_fr, origin, _json(entity)


def _claim_row(rank: int, claim: Claim) -> Row:
    when = claim.when
    return (
        rank,
        claim.id,
        claim.kind,
        claim.subject,
        claim.source,
        claim.level.value,
        when.earliest.isoformat() if when.earliest else None,
        when.latest.isoformat() if when.latest else None,
        _json(claim),
    )


def _mention_rows(rank: int, claim: Claim) -> Iterator[tuple[str, str, int, str]]:
    for reference in references(claim):
        if reference.target == "entity":
            yield reference.id, claim.kind, rank, reference.place.partition("[")[0]


def _told_makers(base: FactBase) -> Iterator[Row]:
    yield from ((claim.subject, claim.target) for claim in base.claims if _names_maker(claim))


def _makers_in_names(base: FactBase) -> Iterator[Row]:
    """Yield the groups of chips that a company's name is part of: "Nvidia's chips"."""
    companies = {names.words_of(entity.name): entity.id for entity in base.entities if entity.kind == "company"}
    for group in base.entities:
        if group.kind == "chip_group":
            words = names.words_of(group.name)
            yield from ((group.id, companies[word,]) for word in words if (word,) in companies)


def _names_maker(claim: Claim) -> TypeGuard[Chip | Model]:
    """Tell whether a claim names the maker of a chip or the developer of a model."""
    if isinstance(claim, Chip):
        return claim.property == "maker" and claim.target is not None
    return isinstance(claim, Model) and claim.aspect == "developer" and claim.target is not None


def _name_tables(entities: Iterable[Entity]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield the rows that names are found by: whole, by word, by code, and by likeness."""
    keys: set[tuple[str, int, bool]] = set()
    words: set[tuple[str, int, str]] = set()
    codes: set[tuple[str, str, int]] = set()
    terms: dict[int, set[str]] = {}
    for rank, entity in enumerate(entities):
        own = [name for name in (entity.name, entity.name_fr) if name]
        for name in (*own, *(alias.name for alias in entity.aliases)):
            forms = names.forms(name)
            keys |= {(key, rank, name not in own) for key in forms.keys}
            words |= {(word, rank, name) for word in forms.words}
            codes |= {(letters, digits, rank) for letters, digits in forms.codes}
            for term in forms.terms:
                terms.setdefault(len(term), set()).add(term)
    yield "name_key", sorted(keys)
    yield "name_word", sorted(words)
    yield "name_code", sorted(codes)
    yield "name_terms", ((length, "\n".join(sorted(same))) for length, same in sorted(terms.items()))


def _member_rows(base: FactBase) -> Iterator[Row]:
    """Yield every group of every entity, a group's own groups included.

    With each go the number of steps to it, and the first day by which all that leads to it was certainly out.
    """
    published = {source.id: source.published.last for source in base.sources}
    direct = {
        entity.id: {
            membership.group: min((published[place.source] for place in membership.evidence), default=date.max)
            for membership in entity.member_of
        }
        for entity in base.entities
    }
    for entity in direct:
        steps = {entity: 0}
        known = {entity: date.min}
        reached = [entity]
        # A group is looked at again where another way to it was known earlier.
        for member in reached:
            for group, day in direct.get(member, {}).items():
                by = max(known[member], day)
                if group not in steps or by < known[group]:
                    steps.setdefault(group, steps[member] + 1)
                    known[group] = by
                    reached.append(group)
        yield from sorted(
            (entity, steps[group], group, known[group].isoformat() if known[group] < date.max else None)
            for group in steps
            if group != entity
        )


def _mirrored(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims with each conflict and agreement on both of its claims; it is authored on one."""
    conflicts: dict[str, dict[str, Conflict]] = defaultdict(dict)
    agreements: dict[str, dict[str, None]] = defaultdict(dict)
    for claim in claims:
        for conflict in claim.conflicts_with:
            conflicts[claim.id][conflict.claim] = conflict
            conflicts[conflict.claim].setdefault(claim.id, Conflict(claim=claim.id, about=conflict.about))
        for other in claim.agrees_with:
            agreements[claim.id][other] = agreements[other][claim.id] = None
    return [
        replace(
            claim,
            conflicts_with=tuple(conflicts.get(claim.id, {}).values()),
            agrees_with=tuple(agreements.get(claim.id, ())),
        )
        for claim in claims
    ]


def _json(record: Struct) -> str:
    return msgspec.json.encode(record).decode()
