"""The fact base as a whole, in memory."""

from msgspec import Struct

from chipcli.model.asked import Asked
from chipcli.model.claim import Claim
from chipcli.model.entity import Entity
from chipcli.model.source import Source
from chipcli.model.term import Term


class FactBase(Struct, frozen=True, kw_only=True):
    """Every record of the base, in the order the files give them."""

    sources: tuple[Source, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    terms: tuple[Term, ...] = ()
    asked: tuple[Asked, ...] = ()
    digest: str
    """`sha256:…` of the authored files: the same for the same facts, on every machine."""
    origins: dict[str, str]
    """File and line of each source, entity and record of questions: by `source:ID`, `entity:ID` and `asked:ID`."""
