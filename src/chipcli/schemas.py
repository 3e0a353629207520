"""JSON Schemas, generated from the types: of every answer, and of the authored files."""

from typing import Any

import msgspec
from msgspec import Struct

from chipcli.model.answer import (
    SCHEMA_VERSION,
    Answer,
    CompareQuery,
    Dispute,
    IdQuery,
    ListQuery,
    NameQuery,
    NoQuery,
    NoResult,
    Profile,
    SourceCard,
    SourceListing,
    StatusQuery,
    StatusRow,
)
from chipcli.model.claim import FILES, Claim, ClaimBase
from chipcli.model.entity import Entity
from chipcli.model.source import Source

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ANSWERS: dict[str, Any] = {
    "chip": Answer[NameQuery, Profile],
    "company": Answer[NameQuery, Profile],
    "about": Answer[NameQuery, Profile],
    "status": Answer[StatusQuery, StatusRow],
    "compare": Answer[CompareQuery, Claim],
    "stockpiles": Answer[ListQuery, Claim],
    "orders": Answer[ListQuery, Claim],
    "funding": Answer[ListQuery, Claim],
    "fact": Answer[IdQuery, Claim],
    "sources": Answer[NoQuery, SourceListing],
    "source": Answer[IdQuery, SourceCard],
    "conflicts": Answer[ListQuery, Dispute],
}
"""The type of each command's answer. `schema` is not among them: its output is the schema itself."""


def answers() -> Schema:
    """Return the schema that every document written under --json fits."""
    types = {command: ANSWERS[command] for command in ANSWERS}
    fault = Answer[NoQuery, NoResult]
    schemas, components = msgspec.json.schema_components([*types.values(), fault])
    by_command = [
        {
            "if": {"properties": {"command": {"const": command}, "outcome": {"not": {"const": "error"}}}},
            "then": schema,
        }
        for command, schema in zip(types, schemas, strict=False)
    ]
    on_error = {"if": {"properties": {"outcome": {"const": "error"}}}, "then": schemas[-1]}
    return {
        "$schema": DIALECT,
        "title": "An answer of chipcli",
        "type": "object",
        "required": ["schema_version", "command", "outcome"],
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "outcome": {"enum": ["answered", "not_found", "ambiguous", "error"]},
        },
        "allOf": [*by_command, on_error],
        "$defs": _required_keys(components),
    }


def authored() -> dict[str, Schema]:
    """Return the schemas of the authored files, by name of the file they are for."""
    found = {"source": _authored(Source), "entities": _list_of(_authored(Entity))}
    return found | {name: _list_of(_authored(cls)) for name, cls in FILES.items()}


def dump(schema: Schema) -> bytes:
    """Return a schema as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=2) + b"\n"


def _required_keys(components: dict[str, Schema]) -> dict[str, Schema]:
    """Require every key: answers leave none out, whatever their types have for a default."""
    for schema in components.values():
        if schema.get("type") == "object" and "properties" in schema:
            schema["required"] = list(schema["properties"])
    return components


def _authored(cls: type[Struct]) -> Schema:
    """Return the schema of a record as it is written, which differs from the record in four places.

    A date is a text beside its basis; the kind is the file's; the origin is set by the reader; and numbers are
    written bare, as in any YAML file.
    """
    schema = msgspec.json.schema(cls)
    record = schema["$defs"][cls.__name__]
    for field in ("when", "published"):
        if field in record["properties"]:
            record["properties"][field] = {"type": ["string", "null"], "description": "A date: see docs/facts.md."}
            record["properties"][f"{field}_basis"] = schema["$defs"]["When"]["properties"]["basis"]
            record["required"].append(f"{field}_basis")
    if issubclass(cls, ClaimBase):
        for field in ("kind", "origin"):
            record["properties"].pop(field)
            record["required"].remove(field)
    schema["$defs"].pop("When", None)
    return {"$schema": DIALECT, **schema}


def _list_of(schema: Schema) -> Schema:
    return {
        "$schema": schema["$schema"],
        "type": "array",
        "items": {"$ref": schema["$ref"]},
        "$defs": schema["$defs"],
    }
