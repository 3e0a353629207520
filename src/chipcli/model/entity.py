"""Entities: what claims are about, and the names they go by."""

from typing import Literal

from chipcli.model.values import EntityId, Evidence, Identifier, Line, Record, Text

EntityKind = Literal[
    "chip", "chip_group", "company", "public_body", "person", "model", "place", "outlet", "technology", "group"
]

AliasKind = Literal["spelling", "short", "ticker", "english", "french", "misprint"]


class Alias(Record, frozen=True, kw_only=True):
    """Another name of an entity, and why it is one."""

    name: Line
    kind: AliasKind = "spelling"


class Membership(Record, frozen=True, kw_only=True):
    """A group that an entity belongs to, because a source says so."""

    group: EntityId
    evidence: tuple[Evidence, ...]


class Entity(Record, frozen=True, kw_only=True):
    """A chip, chip group, company, public body, person, AI model, place, outlet, technology or group.

    A chip group is a set of chips that a source speaks of as one ("Nvidia's most powerful chips");
    a group is a set of actors ("Chinese AI start-ups").
    """

    id: Identifier
    kind: EntityKind
    name: Line
    name_fr: Line | None = None
    """The French name where it differs."""
    aliases: tuple[Alias, ...] = ()
    member_of: tuple[Membership, ...] = ()
    note: Text | None = None
