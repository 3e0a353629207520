"""The small values that sources, entities and claims are made of."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chipcli.dates import Span


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything authored or answered: frozen, by keyword only, no unknown fields."""


IDENTIFIER = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

# The `refers_to` marks are read by the checks (does it exist?) and by the store (find it by entity),
# so that a new field that names an entity is checked and indexed without another line of code.
EntityId = Annotated[str, Meta(pattern=IDENTIFIER, extra={"refers_to": "entity"})]
ClaimId = Annotated[str, Meta(pattern=IDENTIFIER, extra={"refers_to": "claim"})]
SourceId = Annotated[str, Meta(pattern=IDENTIFIER, extra={"refers_to": "source"})]
Identifier = Annotated[str, Meta(pattern=IDENTIFIER)]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]

DateBasis = Literal["stated", "relative", "inferred", "published", "not_stated"]
"""How a date was come by: printed; counted from another date ("last August"); concluded from the
context; the source's own date, for what it observes; or not at all."""


class When(Span, frozen=True, kw_only=True):
    """Valid time: when something holds in the world."""

    edtf: str | None  # type: ignore[assignment]  # null where the source gives no date
    basis: DateBasis


class Text(Record, frozen=True, kw_only=True):
    """The same words in both languages; ours, never the article's."""

    en: Line
    fr: Line


class Level(StrEnum):
    """How firmly a source puts a claim, from the firmest to the weakest."""

    STATED = "stated"
    ANNOUNCED = "announced"
    REPORTED = "reported"
    """Attributed to someone: "according to", "sources said"."""
    HEDGED = "hedged"
    """French conditional ("aurait"), "could", "in theory"."""
    PLANNED = "planned"
    EXPECTED = "expected"
    OPINION = "opinion"


Op = Literal["eq", "about", "almost", "gt", "ge", "lt", "le", "unknown"]


class Quantity(Record, frozen=True, kw_only=True):
    """A number as the source gives it: never bare, never converted, never added up."""

    number: int | float | None
    """Null, with op `unknown`, where the source gives no figure."""
    op: Op
    unit: Annotated[str, Meta(pattern=r"^[A-Za-z_]+$")] | None
    """`times`, `units`, `percent`, `nm`, `years`, ... or a currency's ISO 4217 code; null where neither is told."""
    words: Line | None = None
    """The figure in the article's own words, at most seven; null where there is none."""
    scope: Literal["each", "together"] | None = None
    """Whether the source gives the number for each of several, or for all together."""


class Voice(Record, frozen=True, kw_only=True):
    """Someone a claim is attributed to: a known entity, or people described in words."""

    entity: EntityId | None = None
    en: Line | None = None
    fr: Line | None = None


class Evidence(Record, frozen=True, kw_only=True):
    """Where a source states a claim."""

    source: SourceId
    paragraph: Annotated[int, Meta(ge=1)]
    """Number of the paragraph, counted from 1 over the non-empty lines."""
    words: Annotated[str, Meta(min_length=1, max_length=120)]
    """At most seven consecutive words that anchor the claim; they stand there exactly once."""
    named_in: tuple[Annotated[int, Meta(ge=1)], ...] = ()
    """Other paragraphs that name what this one calls "it", "the company", "the model"."""
    aside: bool = False
    """The words stand beside what the sentence hedges or attributes: a name, an apposition, a ticker."""


class Conflict(Record, frozen=True, kw_only=True):
    """Another claim that cannot be true together with this one, or reads as if it couldn't."""

    claim: ClaimId
    about: Text
