"""An answer as records: one line each, in columns that have names.

A column is a path through a record's own keys, as the JSON document has them (`when.edtf`), or one of the few that
are put together here, such as `paragraphs`. Which columns there are follows from the types of the answers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, get_args

import msgspec
from msgspec import inspect

from chipcli.errors import UsageError
from chipcli.messages import say
from chipcli.model import lanes
from chipcli.model.answer import (
    Answer,
    Change,
    Coverage,
    Dispute,
    Hit,
    ParagraphClaims,
    Profile,
    SourceCard,
    SourceListing,
    StatusRow,
    Verified,
)
from chipcli.model.claim import Claim, Demand, Funding, Performance, Stockpile
from chipcli.model.differences import Difference
from chipcli.model.verdicts import Verdict
from chipcli.render.layout import verdicts
from chipcli.render.layout.told import Told
from chipcli.render.page import text_of
from chipcli.status import weakest
from chipcli.wording import Words

Tree = dict[str, Any]
"""A record as its JSON document has it."""

Maker = Callable[[Answer[Any, Any], Words], Iterator[Tree]]


class Records(NamedTuple):
    """What records a command's answer comes to."""

    made: Maker
    types: tuple[Any, ...]
    """Whose keys are columns."""
    extra: tuple[str, ...]
    """Columns that are put together."""
    table: tuple[str, ...]
    """Columns for programs and spreadsheets, where none are asked for."""
    plain: tuple[str, ...]
    """Columns for grep and cut."""
    key: tuple[str, ...] = ()
    """Columns that tell a record from the others; what two answers hold stands there once."""


def columns(command: str, fields: Sequence[str], *, plain: bool = False) -> tuple[str, ...]:
    """Return the columns of a command's records: those asked for, or those shown otherwise."""
    if fields:
        return tuple(fields)
    return RECORDS[command].plain if plain else RECORDS[command].table


def check(command: str, fields: Sequence[str]) -> None:
    """Make sure that a command's records have some columns.

    Raises:
        UsageError: for an unknown one, with those there are.
    """
    there = known(command)
    unknown = [field for field in fields if field not in there]
    if unknown:
        raise UsageError(
            say("--fields: no field '{field}' here", field=unknown[0]), hint=say("known: {fields}", fields=there)
        )


def known(command: str) -> tuple[str, ...]:
    """Return every column that a command's records have."""
    records = RECORDS[command]
    return (*records.extra, *dict.fromkeys(path for type_ in records.types for path in _paths(type_)))


def rows(answers: Iterable[Answer[Any, Any]], wanted: Sequence[str], words: Words) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each record in some columns; None where it has no such key.

    A claim that two answers of a command hold comes once: who adds up a column is not to count it twice.
    """
    paths = [column.split(".") for column in wanted]
    seen: set[tuple[object, ...]] = set()
    for answer in answers:
        records = RECORDS[answer.command]
        key = [column.split(".") for column in records.key]
        for tree in records.made(answer, words):
            identity = tuple(_value(tree, path) for path in key)
            if not identity or identity not in seen:
                seen.add(identity)
                yield tuple(_value(tree, path) for path in paths)


def cell(value: object) -> str:
    """Return a value as the text of a cell; what has an inner form is JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple) and not any(isinstance(item, dict | list | tuple) for item in value):
        return "; ".join(map(cell, value))
    if isinstance(value, dict | list | tuple):
        return msgspec.json.encode(value).decode()
    return str(value)


def _value(tree: Tree, path: Sequence[str]) -> object:
    found: Any = tree
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _paths(cls: Any, before: str = "") -> Iterator[str]:  # a Struct
    """Yield the keys of a record, and those of the records in it."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)  # noqa: S101  # that is what RECORDS holds
    if info.tag_field and not before:
        yield info.tag_field
    for field in info.fields:
        path = f"{before}{field.encode_name}"
        yield path
        members = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
        for member in members:
            if isinstance(member, inspect.StructType):
                yield from _paths(member.cls, f"{path}.")


# What each command's records are


def _claim(claim: Claim, words: Words) -> Tree:
    places = [place.paragraph for place in claim.evidence]
    tree: Tree = msgspec.to_builtins(claim)
    return tree | {
        "source": claim.source,
        "paragraphs": sorted(set(places)),
        "disputed": bool(claim.conflicts_with),
        "sentence": words.pick(claim),
    }


def _claims(answer: Answer[Any, Claim], words: Words) -> Iterator[Tree]:
    for claim in answer.result:
        yield _claim(claim, words)


def _of_profiles(answer: Answer[Any, Profile], words: Words) -> Iterator[Tree]:
    """Yield the claims of profiles; those of groups say so by their subject."""
    for profile in answer.result:
        for claim in (*(one for same in profile.claims.values() for one in same), *profile.group_claims):
            yield _claim(claim, words)


def _hits(answer: Answer[Any, Hit], words: Words) -> Iterator[Tree]:
    for hit in answer.result:
        yield {"score": hit.score, "matched": list(hit.matched), **_claim(hit.claim, words)}


def _disputes(answer: Answer[Any, Dispute], words: Words) -> Iterator[Tree]:
    for dispute in answer.result:
        first, second = dispute.claims
        yield {
            "first": _claim(first, words),
            "second": _claim(second, words),
            "about": {"en": dispute.about.en, "fr": dispute.about.fr},
            "sentence": words.pick(dispute.about),
        }


def _paragraphs(answer: Answer[Any, SourceCard], words: Words) -> Iterator[Tree]:
    for card in answer.result:
        for part in card.paragraphs:
            yield {"source": card.source.id, "sentence": words.gist(part.paragraph), **msgspec.to_builtins(part)}


def _results(answer: Answer[Any, Any], words: Words) -> Iterator[Tree]:
    """Yield the results as they are."""
    del words  # Nothing in them comes in two languages.
    for result in answer.result:
        yield msgspec.to_builtins(result, enc_hook=str)


def _verified(answer: Answer[Any, Verified], words: Words) -> Iterator[Tree]:
    for tree in _results(answer, words):
        yield tree | {"count": len(tree["findings"])}


def _states(answer: Answer[Any, StatusRow], words: Words) -> Iterator[Tree]:
    """Yield states with the sources that they rest on."""
    for tree in _results(answer, words):
        yield tree | {"sources": _sources(tree["claims"], answer)}


def _sources(claims: Iterable[str], answer: Answer[Any, Any]) -> list[str]:
    """Return the sources of some claims, in their order."""
    source_of = {claim.id: claim.source for claim in answer.claims}
    return list(dict.fromkeys(source_of[id_] for id_ in claims))


def _events(answer: Answer[Any, lanes.Lane], words: Words) -> Iterator[Tree]:
    """Yield what happened, in the order of time."""
    del words  # Nothing in them comes in two languages.
    source_of = {claim.id: claim.source for claim in answer.claims}
    for lane, event in lanes.in_order(answer.result):
        told = {"chip": lane.chip, "name": lane.name, "chip_kind": lane.chip_kind, "rule": lane.rule}
        yield told | msgspec.to_builtins(event) | {"source": source_of[event.claim]}


def _differences(answer: Answer[Any, Difference], words: Words) -> Iterator[Tree]:
    """Yield differences with their changes in short, each with the claim that tells of it."""
    for one, tree in zip(answer.result, _results(answer, words), strict=True):
        told = (change.claim for change in (*one.changes, *one.possible_changes))
        claims = list(dict.fromkeys((*one.before.claims, *told, *one.after.claims)))
        yield tree | {
            "course": list(map(_turn, one.changes)),
            "possible_course": list(map(_turn, one.possible_changes)),
            "claims": claims,
            "sources": _sources(claims, answer),
        }


def _turn(change: Change) -> str:
    return f"{change.state_from or 'unknown'}->{change.state_to} {change.when.edtf or 'undated'}"


def _verdicts(answer: Answer[Any, Verdict], words: Words) -> Iterator[Tree]:
    """Yield verdicts with the line that says why, as a page has it."""
    title = verdicts.verdict(answer, Told(answer, words)).title
    for verdict, tree in zip(answer.result, _results(answer, words), strict=True):
        rows = [rule.status for rule in verdict.rules]
        claims = list(dict.fromkeys(id_ for row in rows for id_ in row.claims))
        yield tree | {
            "reasons": list(dict.fromkeys(rule.reason for rule in verdict.rules)),
            "level": weakest(row.level for row in rows if row.level),
            "claims": claims,
            "sources": _sources(claims, answer),
            "sentence": text_of(title),
        }


CLAIMS = get_args(Claim)

PUT_TOGETHER = ("source", "paragraphs", "disputed", "sentence")

BY = ("level", "disputed", "source", "paragraphs")
"""Columns without which a claim is stronger than it was printed; they stand in every table."""

PLAIN = ("id", "when.edtf", *BY, "sentence")


def _of_claims(
    *own: str, made: Maker = _claims, types: tuple[Any, ...] = CLAIMS, extra: tuple[str, ...] = ()
) -> Records:
    """Return what a listing of claims comes to, with the columns of its own kinds."""
    return Records(
        made,
        types,
        (*extra, *PUT_TOGETHER),
        table=(*extra, "id", "kind", "subject", *own, "when.edtf", *BY, "en", "fr"),
        plain=PLAIN,
        key=("id",),
    )


def _figures(field: str) -> tuple[str, ...]:
    return tuple(f"{field}.{part}" for part in ("op", "number", "unit"))


RECORDS: dict[str, Records] = {
    **dict.fromkeys(("chip", "company", "about"), _of_claims(made=_of_profiles)),
    "facts": _of_claims(),
    "fact": _of_claims(),
    "compare": _of_claims("baseline", "comparison", *_figures("factor"), types=(Performance,)),
    "stockpiles": _of_claims("item", *_figures("quantity"), *_figures("lasts"), types=(Stockpile,)),
    "orders": _of_claims(
        "buyers", "stage", "channel", *_figures("quantity"), *_figures("value"), "delivery", types=(Demand,)
    ),
    "funding": _of_claims(
        "form", "stage", *_figures("amount"), *_figures("valuation"), "investors", types=(Funding,)
    ),
    "search": _of_claims(made=_hits, extra=("score", "matched")),
    "conflicts": Records(
        _disputes,
        (),
        extra=(
            "sentence",
            "about.en",
            "about.fr",
            *(f"{side}.{part}" for side in ("first", "second") for part in ("id", "level", "source", "en", "fr")),
        ),
        table=(
            "first.id", "first.level", "first.source", "second.id", "second.level", "second.source",
            "about.en", "about.fr",
        ),
        plain=("first.id", "first.level", "first.source", "second.id", "second.level", "second.source", "sentence"),
        key=("first.id", "second.id"),
    ),
    "status": Records(
        _states,
        (StatusRow,),
        ("sources",),
        table=(
            "chip", "name", "chip_kind", "rule", "date.edtf", "outcome", "state", "possible", "since.edtf", "basis",
            "level", "sources", "claims", "group_claims",
        ),
        plain=("chip", "rule", "date.edtf", "outcome", "state", "possible", "since.edtf", "level", "sources", "claims"),
    ),
    "timeline": Records(
        _events,
        (lanes.Event,),
        ("chip", "name", "chip_kind", "rule", "source"),
        table=(
            "when.edtf", "when.basis", "chip", "name", "chip_kind", "rule", "mode", "from", "to", "again", "first",
            "last", "level", "source", "claim",
        ),
        plain=("when.edtf", "chip", "rule", "mode", "from", "to", "level", "source", "claim"),
    ),
    "diff": Records(
        _differences,
        (Difference,),
        ("course", "possible_course", "claims", "sources"),
        table=(
            "chip", "name", "chip_kind", "rule", "difference", "before.outcome", "before.state", "before.possible",
            "before.level", "after.outcome", "after.state", "after.possible", "after.level", "course",
            "possible_course", "sources", "claims", "learned",
        ),
        plain=(
            "chip", "rule", "difference", "before.state", "before.level", "after.state", "after.level", "course",
            "possible_course", "sources", "claims",
        ),
    ),
    "check": Records(
        _verdicts,
        (Verdict,),
        ("reasons", "level", "claims", "sources", "sentence"),
        table=("chip", "name", "is", "verdict", "reasons", "level", "sources", "claims"),
        plain=("sentence",),
    ),
    "sources": Records(
        _results,
        (SourceListing,),
        (),
        table=(
            "source.id", "source.title", "source.publisher", "source.agency", "source.language",
            "source.published.edtf", "source.published.basis", "paragraphs", "claims",
        ),
        plain=("source.id", "source.published.edtf", "source.publisher", "claims", "source.title"),
    ),
    "source": Records(
        _paragraphs,
        (ParagraphClaims,),
        ("source", "sentence"),
        table=("source", "paragraph.number", "paragraph.role", "claims", "paragraph.gist", "paragraph.gist_fr"),
        plain=("source", "paragraph.number", "paragraph.role", "claims", "sentence"),
    ),
    "verify": Records(
        _verified, (Verified,), ("count",), ("source", "attached", "claims", "count"), ("source", "attached", "count")
    ),
    "coverage": Records(
        _results,
        (Coverage,),
        (),
        ("source", "sentences", "with_claims", "set_aside", "undecided", "claims"),
        ("source", "sentences", "with_claims", "set_aside", "undecided", "claims"),
    ),
}  # fmt: skip
