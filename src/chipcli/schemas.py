"""JSON Schemas, generated from the types: of every answer, and of the authored files."""

from typing import Any

import msgspec
from msgspec import Struct

from chipcli.dates import FORMS
from chipcli.messages import Message
from chipcli.model.answer import (
    SCHEMA_VERSION,
    Answer,
    CompareQuery,
    Coverage,
    Dispute,
    Hit,
    IdQuery,
    ListQuery,
    NameQuery,
    NoQuery,
    NoResult,
    Profile,
    SearchQuery,
    SourceCard,
    SourceListing,
    SourcesQuery,
    StatusQuery,
    StatusRow,
    Verified,
)
from chipcli.model.asked import Asked
from chipcli.model.claim import FILES, Claim, ClaimBase
from chipcli.model.differences import Difference, DiffQuery
from chipcli.model.entity import Entity
from chipcli.model.lanes import Lane, TimelineQuery
from chipcli.model.source import Source
from chipcli.model.term import Term
from chipcli.model.verdicts import CheckQuery, Verdict

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DATE_FORMS = f"{FORMS}; null where the source gives none."

# What `dates.parse` reads, for an editor to underline; a year alone is a number to it.
_POINT = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~]?"
_DATE: Schema = {
    "type": ["string", "integer"],
    "pattern": rf"^({_POINT}(/({_POINT}|\.\.))?|\.\./{_POINT})$",
    "minimum": 1000,
    "maximum": 9999,
}

_AS_TEXT = {
    "integer": r"^-?[0-9]+$",
    "number": r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$",
    "boolean": "^(true|false)$",
}
"""How numbers and truth values are written where they come as text."""

ANSWERS: dict[str, Any] = {
    "chip": Answer[NameQuery, Profile],
    "company": Answer[NameQuery, Profile],
    "about": Answer[NameQuery, Profile],
    "status": Answer[StatusQuery, StatusRow],
    "diff": Answer[DiffQuery, Difference],
    "check": Answer[CheckQuery, Verdict],
    "timeline": Answer[TimelineQuery, Lane],
    "compare": Answer[CompareQuery, Claim],
    "stockpiles": Answer[ListQuery, Claim],
    "orders": Answer[ListQuery, Claim],
    "funding": Answer[ListQuery, Claim],
    "facts": Answer[ListQuery, Claim],
    "search": Answer[SearchQuery, Hit],
    "fact": Answer[IdQuery, Claim],
    "sources": Answer[SourcesQuery, SourceListing],
    "source": Answer[IdQuery, SourceCard],
    "conflicts": Answer[ListQuery, Dispute],
    "verify": Answer[NoQuery, Verified],
    "coverage": Answer[NoQuery, Coverage],
}
"""The type of each command's answer. `schema` is not among them: its output is the schema itself."""


def answers() -> Schema:
    """Return the schema that every document written under --json fits."""
    schemas, components = msgspec.json.schema_components(
        [*ANSWERS.values(), Answer[NoQuery, NoResult]], schema_hook=_as_text
    )
    by_command = [
        {
            "if": {"properties": {"command": {"const": command}, "outcome": {"not": {"const": "error"}}}},
            "then": schema,
        }
        for command, schema in zip(ANSWERS, schemas, strict=False)
    ]
    by_outcome = {
        "if": {"properties": {"outcome": {"const": "error"}}},
        "then": {"allOf": [schemas[-1], {"properties": {"error": {"type": "object"}}}]},
        "else": {"properties": {"command": {"enum": list(ANSWERS)}, "error": {"type": "null"}}},
    }
    return {
        "$schema": DIALECT,
        "title": "An answer of chipcli",
        "type": "object",
        "required": ["schema_version", "command", "outcome", "error"],
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "outcome": {"enum": ["answered", "not_found", "ambiguous", "error"]},
        },
        "allOf": [*by_command, by_outcome],
        "$defs": _as_answered(components),
    }


def authored() -> dict[str, Schema]:
    """Return the schemas of the authored files, by name of the file they are for."""
    found = {
        "source": _authored(Source),
        "entities": _list_of(_authored(Entity)),
        "terms": _list_of(_authored(Term)),
        "asked": _list_of(_authored(Asked)),
    }
    return found | {name: _list_of(_authored(cls)) for name, cls in FILES.items()}


def dump(schema: Schema) -> bytes:
    """Return a schema as indented JSON, the same bytes on every Python."""
    # Python 3.13 takes the indentation out of docstrings, which become descriptions; older ones leave it in.
    definitions = {
        name: part | {"description": " ".join(part["description"].split())} if "description" in part else part
        for name, part in schema["$defs"].items()
    }
    told = msgspec.json.encode(schema | {"$defs": definitions}, order="deterministic")
    return msgspec.json.format(told, indent=2) + b"\n"


def _as_text(cls: type) -> Schema:
    """Return the schema of what a document holds as text: a message."""
    if cls is Message:
        return {"type": "string"}
    raise NotImplementedError


def _as_answered(components: dict[str, Schema]) -> dict[str, Schema]:
    """Require every key, and allow further ones.

    Answers leave no key out, whatever their types have for a default; and a later version may add some.
    """
    for schema in components.values():
        if schema.get("type") == "object" and "properties" in schema:
            schema["required"] = list(schema["properties"])
            schema.pop("additionalProperties", None)
    return components


def _authored(cls: type[Struct]) -> Schema:
    """Return the schema of a record as it is written, which differs from the record in some places.

    A date is a text beside its basis; the kind is the file's; the origin is set by the reader; and a number may
    come as text, a text as a number, whichever YAML makes of it.
    """
    schema: Schema = msgspec.json.schema(cls)
    record = schema["$defs"][cls.__name__]
    for field in ("when", "published"):
        if field in record["properties"]:
            record["properties"][field] = {"description": _DATE_FORMS, "anyOf": [_DATE, {"type": "null"}]}
            record["properties"][f"{field}_basis"] = schema["$defs"]["When"]["properties"]["basis"]
            record["required"].append(f"{field}_basis")
    if issubclass(cls, ClaimBase):
        for field in ("kind", "origin"):
            record["properties"].pop(field)
            record["required"].remove(field)
    schema["$defs"].pop("When", None)
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition["properties"] = {name: _as_yaml(field) for name, field in definition["properties"].items()}
    return {"$schema": DIALECT, **schema}


def _as_yaml(schema: Schema) -> Schema:
    """Return the schema of a field for whatever YAML takes its scalars for.

    To the reader every scalar is text that the model types. To an editor, and to any other YAML library, `2016` is
    a number wherever it stands. Both are to accept the same files.
    """
    if "anyOf" in schema:
        return schema | {"anyOf": [_as_yaml(member) for member in schema["anyOf"]]}
    if "items" in schema:
        return schema | {"items": _as_yaml(schema["items"])}
    match schema:
        case {"type": "integer" | "number" | "boolean" as kind}:
            return schema | {"type": [kind, "string"], "pattern": _AS_TEXT[kind]}
        case {"type": "string"} if "pattern" not in schema:
            return schema | {"type": ["string", "number"]}
    return schema


def _list_of(schema: Schema) -> Schema:
    return {
        "$schema": schema["$schema"],
        "type": "array",
        "items": {"$ref": schema["$ref"]},
        "$defs": schema["$defs"],
    }
