"""The compiled base: one SQLite file, built from the authored files, opened and fetched from by index.

Nothing is read but what an answer needs, so that a base of a million claims answers as quickly as a small one.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from chipcli import authored
from chipcli.dates import Span
from chipcli.errors import FaultyFactsError
from chipcli.messages import say
from chipcli.model.answer import EntityName, Facts, Hidden, SourceName
from chipcli.model.claim import Claim, ExportStatus, Rule
from chipcli.model.entity import Entity, EntityKind
from chipcli.model.source import Source
from chipcli.model.values import Level, When
from chipcli.names import Entry, Kinds

if TYPE_CHECKING:
    from chipcli.model.base import FactBase
    from chipcli.stems import Language

Row = tuple[Any, ...]
"""A row as selected."""

Values = Sequence[object] | Mapping[str, object]
"""What stands for the placeholders of a query."""

LAST_DAY = "9999-12-31"
"""After every other day, for what has no last one."""


class SourceCounts(NamedTuple):
    """How much a source holds."""

    paragraphs: int
    claims: int


class Wanted(NamedTuple):
    """Which claims are wanted: those that meet every condition; None is no condition."""

    entity: str | None = None
    """What they name."""
    subject: str | None = None
    """What they are about."""
    kind: str | None = None
    source: str | None = None
    level: Level | None = None
    period: Span | None = None
    """What their time may overlap: an open end is open, an open start counts as the last day; claims without a date
    are left out."""
    known_by: Span | None = None
    """By when their source was certainly out; claims of undated sources are left out."""


class TextOfClaim(NamedTuple):
    """A claim as full text has it."""

    claim: Claim
    used: frozenset[str]
    """All the stems and terms that it uses, and those of the questions that it answers."""


class KnownQuestion(NamedTuple):
    """A question that a claim is known to answer."""

    claim: int
    """The rank of the claim."""
    words: tuple[frozenset[str], ...]
    """The stem and the terms of each of its words."""
    weight: float
    """What its words weigh together."""


BASE = authored.PACKAGE / "base.sqlite"


def open_base() -> "Store":
    """Open the base this program came with.

    In a checkout whose authored files or code are newer than the compiled file, the base is compiled
    in memory instead: the same answers, a little slower, and nothing is written.

    Raises:
        FaultyFactsError: if there is no base, or it cannot be read.
    """
    root = authored.checkout()
    if BASE.is_file():
        store = open_file(BASE)
        if root is None or store.is_made_from(authored.digest(authored.files(root)), authored.code_digest()):
            return store
    if root is None:
        raise FaultyFactsError(
            say("the fact base is missing from this installation"), hint=say("install chipcli again")
        )
    # Imported here: PyYAML is slow to import and not needed to answer from a compiled base.
    from chipcli import reader  # noqa: PLC0415
    from chipcli.store import build  # noqa: PLC0415

    return Store(build.in_memory(reader.read(root)))


def open_file(path: Path) -> "Store":
    """Open a compiled base for reading.

    Raises:
        FaultyFactsError: if the file is no compiled base.
    """
    try:
        # immutable: no lock is taken and no journal looked for, so a read-only folder is fine.
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        store = Store(connection)
        store.facts  # noqa: B018  # a foreign file is found out here, not in the middle of an answer
    except (sqlite3.Error, FaultyFactsError, KeyError, ValueError) as fault:
        message = say("{file} cannot be read as a fact base: {fault}", file=path.name, fault=str(fault))
        raise FaultyFactsError(message) from None
    return store


class Store:
    """A compiled base, open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def facts(self) -> Facts:
        """What this base is."""
        meta: dict[str, str] = dict(self._rows("SELECT key, value FROM meta"))
        return Facts(digest=meta["digest"], claims=int(meta["claims"]), newest_source=meta["newest_source"] or None)

    def is_made_from(self, digest: str, code_digest: str) -> bool:
        """Tell whether the base was compiled from these authored files by this code."""
        made_by = self._rows("SELECT value FROM meta WHERE key = 'code'")
        return self.facts.digest == digest and made_by == [(code_digest,)]

    def records(self) -> "FactBase":
        """Return everything, for what has to look at everything."""
        # Imported here: no look-up has to look at everything.
        from chipcli.model.base import FactBase  # noqa: PLC0415

        origins = "SELECT 'source:' || id, origin FROM source UNION ALL SELECT 'entity:' || id, origin FROM entity"
        return FactBase(
            sources=self._many("SELECT body FROM source ORDER BY rank", (), Source),
            entities=self._many("SELECT body FROM entity ORDER BY rank", (), Entity),
            claims=self._many("SELECT body FROM claim ORDER BY rank", (), Claim),
            digest=self.facts.digest,
            origins=dict(self._rows(origins)),
        )

    # Sources

    def source(self, source_id: str) -> Source | None:
        """Return a source card."""
        found: Source | None = self._one("SELECT body FROM source WHERE id = ?", source_id, Source)
        return found

    def source_names(self, ids: Iterable[str] | None = None) -> tuple[SourceName, ...]:
        """Return sources in short, in the order of the base; all of them without ids."""
        if ids is None:
            return self._many("SELECT head FROM source ORDER BY rank", (), SourceName)
        return self._many_by_id("SELECT head FROM source WHERE id IN ({}) ORDER BY rank", ids, SourceName)

    def source_counts(self) -> dict[str, SourceCounts]:
        """Return the number of paragraphs and claims of each source."""
        rows = self._rows("SELECT id, paragraphs, claims FROM source ORDER BY rank")
        return {id_: SourceCounts(paragraphs, claims) for id_, paragraphs, claims in rows}

    def published(self, ids: Iterable[str]) -> dict[str, When]:
        """Return when each source was published."""
        return {source.id: source.published for source in self.source_names(ids)}

    def newest_source(self, *, known_by: str | None = None) -> str | None:
        """Return the ISO date of the newest dated source, of those out by a day if one is given."""
        rows = self._rows("SELECT max(latest) FROM source WHERE latest <= ?", (known_by or LAST_DAY,))
        return str(rows[0][0]) if rows[0][0] else None

    def claims_by_paragraph(self, source_id: str) -> dict[int, list[str]]:
        """Return the ids of the claims that rest on each paragraph of a source."""
        found: dict[int, list[str]] = {}
        for paragraph, claim in self._rows(
            "SELECT paragraph, id FROM passage JOIN claim ON claim = rank WHERE passage.source = ? "
            "ORDER BY paragraph, rank",
            (source_id,),
        ):
            found.setdefault(paragraph, []).append(claim)
        return found

    # Entities

    def entity(self, entity_id: str) -> Entity | None:
        """Return an entity."""
        found: Entity | None = self._one("SELECT body FROM entity WHERE id = ?", entity_id, Entity)
        return found

    def entity_names(self, ids: Iterable[str]) -> tuple[EntityName, ...]:
        """Return the display names of entities, in the order of the base."""
        rows = self._rows_by_id("SELECT id, kind, name, name_fr FROM entity WHERE id IN ({}) ORDER BY rank", ids)
        return tuple(EntityName(id=id_, kind=kind, name=name, name_fr=name_fr) for id_, kind, name, name_fr in rows)

    def groups_of(self, entity_id: str, *, known_by: Span | None = None) -> list[str]:
        """Return the groups an entity belongs to, the nearest first; those that it was known by then to belong to."""
        rows = self._rows(
            "SELECT group_id FROM member WHERE entity = :entity AND (:known_by IS NULL OR known <= :known_by) "
            "ORDER BY steps, group_id",
            {"entity": entity_id, "known_by": _last_day(known_by)},
        )
        return [group for (group,) in rows]

    def with_status(self) -> tuple[Entity, ...]:
        """Return the chips and groups that a state is told of, or that belong to one, in the order of the base."""
        return self._many(
            "SELECT body FROM entity WHERE id IN (SELECT chip FROM status UNION "
            "SELECT entity FROM member WHERE group_id IN (SELECT chip FROM status)) ORDER BY rank",
            (),
            Entity,
        )

    def mentioned(self, claims: Iterable[Claim]) -> list[str]:
        """Return the ids of all entities that claims mention."""
        rows = self._rows_by_id(
            "SELECT DISTINCT entity FROM mention JOIN claim ON mention.claim = rank WHERE id IN ({}) ORDER BY entity",
            (claim.id for claim in claims),
        )
        return [entity for (entity,) in rows]

    # Names: the look-ups of `names.NameIndex`

    def by_key(self, key: str) -> list[Entry]:
        """Return the names of which this is one of the keys, whatever their kind."""
        return _entries(
            self._rows(
                "SELECT id, kind, entity.name, alias, name_fr FROM name_key JOIN entity ON name_key.entity = rank "
                "WHERE key = ? ORDER BY rank, alias",
                (key,),
            )
        )

    def by_words(self, words: Sequence[str], kinds: Kinds, limit: int) -> list[Entry]:
        """Return entities that have one name with all of these among its words, each entity once."""
        return self._entities_by(
            "SELECT entity FROM name_word WHERE word IN (SELECT value FROM json_each(?1)) "
            "GROUP BY entity, name HAVING count(DISTINCT word) = json_array_length(?1)",
            _array(words),
            kinds,
            limit,
        )

    def by_digits(self, digits: str, kinds: Kinds, limit: int) -> list[Entry]:
        """Return entities with these digits in one of their codes, each entity once."""
        return self._entities_by("SELECT entity FROM name_code WHERE digits = ?1", digits, kinds, limit)

    def by_letters(self, letters: str, kinds: Kinds, limit: int) -> list[Entry]:
        """Return entities with these letters in one of their codes, each entity once."""
        return self._entities_by("SELECT entity FROM name_code WHERE letters = ?1", letters, kinds, limit)

    def completions(self, prefix: str, limit: int) -> list[str]:
        """Return distinct words that begin with a text."""
        rows = self._rows(
            "SELECT DISTINCT word FROM name_word WHERE word >= ? AND word < ? ORDER BY word LIMIT ?",
            (prefix, f"{prefix}\U0010ffff", limit),
        )
        return [word for (word,) in rows]

    def terms(self, shortest: int, longest: int) -> list[str]:
        """Return the distinct terms of these lengths."""
        # One text for each length: a row for each of 100,000 terms would take longer than comparing them.
        rows = self._rows(
            "SELECT terms FROM name_terms WHERE length BETWEEN ? AND ? ORDER BY length", (shortest, longest)
        )
        return [term for (terms,) in rows for term in terms.split("\n")]

    def made_by(self, entity: str) -> frozenset[str]:
        """Return the ids of the companies that the base calls the maker or developer of an entity."""
        return frozenset(maker for (maker,) in self._rows("SELECT maker FROM maker WHERE entity = ?", (entity,)))

    def _entities_by(self, ranks: str, value: str, kinds: Kinds, limit: int) -> list[Entry]:
        """Return the entities whose ranks a query selects."""
        return _entries(
            self._rows(
                f"SELECT id, kind, name, 0, name_fr FROM entity WHERE rank IN ({ranks}) "  # noqa: S608  # one of the above
                "AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2))) ORDER BY rank LIMIT ?3",
                (value, None if kinds is None else _array(sorted(kinds)), limit),
            )
        )

    # Claims

    def claim(self, claim_id: str) -> Claim | None:
        """Return a claim."""
        found: Claim | None = self._one("SELECT body FROM claim WHERE id = ?", claim_id, Claim)
        return found

    def claims(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """Return claims by id, in the order of the base."""
        return self._many_by_id("SELECT body FROM claim WHERE id IN ({}) ORDER BY rank", ids, Claim)

    def claims_that(self, wanted: Wanted) -> tuple[Claim, ...]:
        """Return the claims that meet some conditions.

        They come in the order of the base; with a period in that of time, by the last day they can mean.
        """
        order = f"coalesce(latest, '{LAST_DAY}'), earliest, rank" if wanted.period else "rank"
        conditions, values = _met_by(wanted)
        query = f"SELECT body FROM claim WHERE {conditions} ORDER BY {order}"  # noqa: S608  # of CONDITIONS
        return self._many(query, values, Claim)

    def undated(self, wanted: Wanted) -> int:
        """Return how many claims without a date meet all conditions but the period."""
        conditions, values = _met_by(wanted._replace(period=None))
        query = f"SELECT count(*) FROM claim WHERE {conditions} AND earliest IS NULL AND latest IS NULL"  # noqa: S608  # of CONDITIONS
        count: int = self._rows(query, values)[0][0]
        return count

    def hidden(self, wanted: Wanted) -> tuple[Hidden, ...]:
        """Return what `known_by` leaves out of the claims that meet the other conditions."""
        if wanted.known_by is None:
            return ()
        conditions, values = _met_by(wanted._replace(known_by=None))
        return self._hidden(conditions, values, wanted.known_by)

    def hidden_among(self, ids: Iterable[str], known_by: Span | None) -> tuple[Hidden, ...]:
        """Return those of some claims that were not certainly known by a day."""
        if known_by is None:
            return ()
        return self._hidden("id IN (SELECT value FROM json_each(:ids))", {"ids": _array(sorted(set(ids)))}, known_by)

    def _hidden(self, conditions: str, values: Mapping[str, object], known_by: Span) -> tuple[Hidden, ...]:
        left = f"(SELECT rank, id, source FROM claim WHERE {conditions}) one"  # noqa: S608  # of CONDITIONS
        rows = self._rows(
            f"SELECT one.id, source.latest FROM {left} JOIN source ON source.id = one.source "  # noqa: S608  # as above
            "WHERE source.latest IS NULL OR source.latest > :known_by ORDER BY one.rank",
            {**values, "known_by": _last_day(known_by)},
        )
        return tuple(Hidden(claim=id_, reason="published_later" if day else "source_undated") for id_, day in rows)

    def claims_about(self, entity_id: str, *, kind: str | None = None) -> tuple[Claim, ...]:
        """Return the claims that name an entity, in the order of the base; of one kind if one is given."""
        return self.claims_that(Wanted(entity=entity_id, kind=kind))

    def claims_of_kind(self, kind: str) -> tuple[Claim, ...]:
        """Return the claims of one kind, in the order of the base."""
        return self.claims_that(Wanted(kind=kind))

    def statuses(self, chip_id: str, rule: Rule) -> tuple[ExportStatus, ...]:
        """Return the claims about the state of a chip or chip group under a rule."""
        return self._many(
            "SELECT body FROM status JOIN claim ON claim = rank WHERE chip = ? AND rule = ? ORDER BY rank",
            (chip_id, rule),
            Claim,  # and not ExportStatus: one decoder is built quicker than two
        )

    def disagreeing(self, entity_id: str | None = None) -> list[tuple[str, str, str]]:
        """Return the pairs of claims that disagree, as ids, with what it is about as JSON.

        With an entity: the pairs of which at least one claim names it.
        """
        # Each pair stands in the table twice, so that the claims of an entity lead to all of its pairs.
        return self._rows(
            "SELECT one.id, two.id, about FROM "
            "(SELECT DISTINCT min(claim, other) AS first, max(claim, other) AS second FROM conflict "
            "WHERE :entity IS NULL OR claim IN (SELECT claim FROM mention WHERE entity = :entity)) "
            "JOIN conflict ON conflict.claim = first AND other = second JOIN claim one ON first = one.rank "
            "JOIN claim two ON second = two.rank ORDER BY first, second",
            {"entity": entity_id},
        )

    def ids_from(self, kind: Literal["claim", "source"], start: str, *, limit: int) -> list[str]:
        """Return ids of claims or sources that begin with a text."""
        query = f"SELECT id FROM {kind} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"  # noqa: S608  # of two words
        return [id_ for (id_,) in self._rows(query, (start, f"{start}\U0010ffff", limit))]

    # Full text

    def phrases(self, language: "Language", runs: Iterable[str]) -> list[tuple[str, str, str | None]]:
        """Return those of some runs of stems that are phrases, with the term of each and the kind it asks for."""
        return self._rows(
            "SELECT stems, term, kind FROM phrase WHERE language = ? AND stems IN (SELECT value FROM json_each(?)) "
            "ORDER BY stems, term",
            (language, _array(sorted(set(runs)))),
        )

    def vocabulary(self, shortest: int, longest: int) -> list[str]:
        """Return the words of all texts, of these lengths."""
        rows = self._rows("SELECT words FROM vocabulary WHERE length BETWEEN ? AND ?", (shortest, longest))
        return [word for (words,) in rows for word in words.split("\n")]

    def stems_of(self, words: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return the English and the French stem of each word that the base knows."""
        rows = self._rows_by_id("SELECT word, en, fr FROM stem WHERE word IN ({})", words)
        return {word: (en, fr) for word, en, fr in rows}

    def term_counts(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many claims each of some stems stands; those that stand in none are left out."""
        return dict(self._rows_by_id("SELECT term, claims FROM term_count WHERE term IN ({})", terms))

    def text_hits(self, terms: Iterable[str], limit: int) -> dict[int, float]:
        """Return the ranks of the claims that use any of some stems, the best first, each with its BM25."""
        query = " OR ".join(f'"{term}"' for term in terms)
        if not query:
            return {}
        rows = self._rows(
            "SELECT rowid, -bm25(claim_text, 1.0, 1.0, 0.5) AS score FROM claim_text WHERE claim_text MATCH ? "
            "ORDER BY score DESC, rowid LIMIT ?",
            (query, limit),
        )
        return dict(rows)

    def known_questions(self, forms: Iterable[str], limit: int) -> list[KnownQuestion]:
        """Return the known questions that share most with some stems and terms, by BM25, the best first."""
        query = " OR ".join(f'"{form}"' for form in sorted(forms))
        if not query:
            return []
        rows = self._rows(
            "SELECT claim, forms, weight FROM asked WHERE asked MATCH ? ORDER BY bm25(asked), rowid LIMIT ?",
            (query, limit),
        )
        return [
            KnownQuestion(claim, tuple(frozenset(word.split("|")) for word in said.split()), weight)
            for claim, said, weight in rows
        ]

    def ranks_about(self, entity_id: str, limit: int) -> list[int]:
        """Return the ranks of claims that name an entity."""
        rows = self._rows(
            "SELECT DISTINCT claim FROM mention WHERE entity = ? ORDER BY claim LIMIT ?", (entity_id, limit)
        )
        return [rank for (rank,) in rows]

    def ids_of_kind(self, kind: EntityKind) -> list[str]:
        """Return the ids of the entities of one kind."""
        return [id_ for (id_,) in self._rows("SELECT id FROM entity WHERE kind = ? ORDER BY rank", (kind,))]

    def ranks_within(self, first: str, last: str, limit: int) -> list[int]:
        """Return the ranks of claims about a time that lies wholly between two days."""
        rows = self._rows(
            "SELECT rank FROM claim WHERE earliest >= ? AND latest <= ? ORDER BY rank LIMIT ?", (first, last, limit)
        )
        return [rank for (rank,) in rows]

    def ranked(self, ranks: Iterable[int]) -> dict[int, TextOfClaim]:
        """Return claims by rank, each with all the stems that it uses."""
        rows = self._rows(
            "SELECT rank, body, terms FROM claim JOIN claim_terms ON claim_terms.claim = rank "
            "WHERE rank IN (SELECT value FROM json_each(?)) ORDER BY rank",
            (msgspec.json.encode(sorted(ranks)).decode(),),
        )
        decode = _decoder(Claim).decode
        return {rank: TextOfClaim(decode(body), frozenset(terms.split())) for rank, body, terms in rows}

    def ranks_of(self, claim_ids: Iterable[str]) -> list[int]:
        """Return the ranks of claims."""
        return [
            rank for (rank,) in self._rows_by_id("SELECT rank FROM claim WHERE id IN ({}) ORDER BY rank", claim_ids)
        ]

    # Fetching

    def _rows(self, query: str, values: Values = ()) -> list[Row]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as fault:
            raise FaultyFactsError(say("the fact base is damaged: {fault}", fault=str(fault))) from None

    def _rows_by_id(self, query: str, ids: Iterable[str]) -> list[Row]:
        return self._rows(query.format("SELECT value FROM json_each(?)"), (_array(sorted(set(ids))),))

    def _one(self, query: str, value: str, kind: object) -> Any:  # what `kind` is
        found = self._many(query, (value,), kind)
        return found[0] if found else None

    def _many(self, query: str, values: Values, kind: object) -> tuple[Any, ...]:
        return _decoded(self._rows(query, values), kind)

    def _many_by_id(self, query: str, ids: Iterable[str], kind: object) -> tuple[Any, ...]:
        return _decoded(self._rows_by_id(query, ids), kind)


CONDITIONS = {
    "entity": "rank IN (SELECT claim FROM mention WHERE entity = :entity AND kind = coalesce(:kind, kind))",
    "subject": "rank IN (SELECT claim FROM mention WHERE entity = :subject AND field = 'subject')",
    "kind": "kind = :kind",
    "source": "source = :source",
    "level": "level = :level",
    # What is known only to lie before a day counts on that day, as it does for a state.
    "period": "(earliest <= :last AND coalesce(latest, :first) >= :first "
    "OR earliest IS NULL AND latest BETWEEN :first AND :last)",
    "known_by": "source IN (SELECT id FROM source WHERE source.latest <= :known_by)",
}
"""What each field of `Wanted` asks of a row of claims; an index serves each of them."""


def _met_by(wanted: Wanted) -> tuple[str, dict[str, object]]:
    """Return the conditions as SQL, with what stands for its placeholders."""
    met = [CONDITIONS[name] for name, value in wanted._asdict().items() if value is not None]
    values = wanted._asdict() | {
        "first": wanted.period.first.isoformat() if wanted.period else None,
        "last": _last_day(wanted.period),
        "known_by": _last_day(wanted.known_by),
        "period": None,
    }
    return " AND ".join(met) or "1", values


def _last_day(span: Span | None) -> str | None:
    return span.last.isoformat() if span else None


def _array(values: Iterable[str]) -> str:
    """Return values as one JSON array, to be bound to one placeholder: SQLite bounds their number."""
    return msgspec.json.encode(list(values)).decode()


def _entries(rows: Iterable[tuple[str, EntityKind, str, int, str | None]]) -> list[Entry]:
    return [
        Entry(entity=id_, kind=kind, name=name, alias=bool(alias), name_fr=name_fr)
        for id_, kind, name, alias, name_fr in rows
    ]


def _decoded(rows: Iterable[Row], kind: object) -> tuple[Any, ...]:
    decode = _decoder(kind).decode
    return tuple(decode(body) for (body,) in rows)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # a class, or the union of all claims
    return msgspec.json.Decoder(kind)
