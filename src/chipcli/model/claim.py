"""Claims: one thing that one source states, with its evidence. One class for each kind."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chipcli.model.values import (
    ClaimId,
    Conflict,
    EntityId,
    Evidence,
    Identifier,
    Level,
    Line,
    Quantity,
    Record,
    Text,
    Voice,
    When,
)

Rule = Literal["us_export", "cn_purchase"]
"""The two sides that decide: may it leave for China? may it be bought in China?"""

State = Literal["allowed", "conditional", "no_decision", "discouraged", "prohibited", "blocked"]

STATES: dict[Rule, tuple[State, ...]] = {
    "us_export": ("allowed", "conditional", "blocked"),
    "cn_purchase": ("allowed", "conditional", "no_decision", "discouraged", "prohibited"),
}


class ClaimBase(Record, frozen=True, kw_only=True):
    """What every claim has, whatever its kind."""

    id: Identifier
    en: Line
    """The claim in one plain sentence of ours."""
    fr: Line
    subject: EntityId
    when: When
    level: Level
    voices: tuple[Voice, ...] = ()
    """Who says it, from the outside in, the article itself left out: the agency, then its sources."""
    evidence: Annotated[tuple[Evidence, ...], Meta(min_length=1)]
    """Places in one and the same source."""
    mentions: tuple[EntityId, ...] = ()
    """Further entities that the claim names and no other field holds."""
    conflicts_with: tuple[Conflict, ...] = ()
    agrees_with: tuple[ClaimId, ...] = ()
    """Claims of other sources that say the same; authored on one of the two, mirrored by the store."""
    after: tuple[ClaimId, ...] = ()
    """Claims that this one is told to follow, where dates alone cannot say so."""
    note: Text | None = None
    origin: str
    """File and line that hold the claim; set by the reader."""

    @property
    def kind(self) -> str:
        """The kind of claim: the tag of its class."""
        return str(self.__struct_config__.tag)

    def tells_of(self, entity: str) -> bool:
        """Tell whether the claim is about an entity, and does not merely name it beside others or quote it."""
        return entity in self.named(but=frozenset({"mentions", "voices"}))

    def named(self, *, but: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return what stands in the fields that hold ids, those left out that are named."""
        values = [getattr(self, field) for field in self.__struct_fields__ if field not in but]
        several = (item for value in values if isinstance(value, tuple) for item in value)
        return frozenset(value for value in (*values, *several) if isinstance(value, str))

    @property
    def source(self) -> str:
        """Id of the source that states the claim."""
        return self.evidence[0].source


class Chip(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="chip"):
    """A property of a chip or chip group."""

    property: Literal["maker", "role", "made_in", "rank", "cut_down", "successor", "suitability", "line_up", "standing"]
    target: EntityId | None = None
    """The entity that the property names: the maker, the place, the chip it succeeds."""
    value: Text | None = None


class Performance(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="performance"):
    """How fast or able a chip is against another, or against all others."""

    baseline: EntityId | None
    """What it is measured against; null where the source compares with nothing in particular."""
    factor: Quantity | None
    """Null for a comparison without a number."""
    comparison: Literal["more", "less", "most", "unmatched", "insufficient"]
    task: Literal["training", "inference"] | None = None


class ExportStatus(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="export_status"):
    """The state of a chip or chip group under the US or the Chinese rule."""

    rule: Rule
    state: State
    mode: Literal["change", "observed", "until"]
    """`change`: the state began at `when`. `observed`: the source found it so at `when`.
    `until`: it held up to the change named in `until`, since when is not stated."""
    until: ClaimId | None = None
    before: State | None = None
    """For a change: the state before it, where the source says so."""
    by: EntityId | None = None
    """Who decided."""
    condition: Text | None = None
    reason: Text | None = None


class Stockpile(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="stockpile"):
    """Chips that someone holds in store; the subject is the holder."""

    item: EntityId
    quantity: Quantity
    purpose: Text | None = None
    lasts: Quantity | None = None


class Demand(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="demand"):
    """An order, a wish or an expectation to buy; the subject is the chip or chip group."""

    buyers: Annotated[tuple[EntityId, ...], Meta(min_length=1)]
    stage: Literal["ordered", "bought", "asked", "interested", "sought", "expected"]
    channel: Literal["grey_market"] | None = None
    quantity: Quantity
    value: Quantity | None = None
    delivery: Line | None = None
    """EDTF date of delivery."""
    purpose: Text | None = None


class Funding(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="funding"):
    """A funding round, a share sale, an investment or an acquisition; the subject is the company or group."""

    form: Literal["round", "share_sale", "investment", "acquisition", "venture_capital"]
    stage: Literal["sought", "possible", "planned", "announced", "closed"]
    amount: Quantity
    equivalent: Quantity | None = None
    """The same amount in another currency, where the source prints both."""
    valuation: Quantity | None = None
    investors: tuple[EntityId, ...] = ()
    purpose: Text | None = None


class Ownership(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="ownership"):
    """Who owns or controls a company; the subject is the company."""

    relation: Literal["shareholder", "parent", "unit"]
    holder: EntityId
    share: Quantity | None = None


class Market(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="market"):
    """A share price, a market position, revenue or another figure of business."""

    measure: Literal[
        "share_price", "market_share", "position", "revenue", "cash_flow", "profit", "opportunity", "importance"
    ]
    direction: Literal["up", "down", "leading", "positive", "negative"] | None = None
    value: Quantity | None = None
    market: EntityId | None = None
    """The place, group or segment where it holds."""


class Production(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="production"):
    """Supply, process nodes, equipment, lithography, foundries."""

    aspect: Literal["supply", "stopped", "node", "equipment", "lithography", "foundry", "technique", "quality"]
    target: EntityId | None = None
    """The chip, technology or company concerned."""
    quantity: Quantity | None = None


class Model(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="model"):
    """An AI model: who makes it, how it was trained, upgrades, delays, methods."""

    aspect: Literal[
        "developer", "training", "upgrade", "delay", "launch", "method", "openness", "success", "difficulty"
    ]
    target: EntityId | None = None
    """The developer, chip, place or technique concerned."""
    planned: Line | None = None
    """For a delay: the EDTF date that had been planned."""


class Company(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="company"):
    """A company's profile: founded, listed, led by, active in."""

    property: Literal["founded", "listed", "led_by", "founder", "activity", "product", "ticker", "based_in", "standing"]
    target: EntityId | None = None
    value: Text | None = None


class Policy(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="policy"):
    """A measure, strategy, warning or plan of a government or authority; the subject is that authority."""

    measure: Literal["control", "strategy", "order", "advice", "financing", "warning", "review", "condition", "effect"]
    target: EntityId | None = None
    """Whom or what it concerns."""


class Adoption(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="adoption"):
    """A use of AI; the subject is the user."""

    place: EntityId | None = None
    field: Text


class Statement(ClaimBase, frozen=True, kw_only=True, tag_field="kind", tag="statement"):
    """A position taken by a person or body, a refusal to comment included; the subject is the speaker."""

    stance: Literal["says", "expects", "warns", "declines", "worries", "asks"]
    about: EntityId | None = None


Claim = (
    Chip
    | Performance
    | ExportStatus
    | Stockpile
    | Demand
    | Funding
    | Ownership
    | Market
    | Production
    | Model
    | Company
    | Policy
    | Adoption
    | Statement
)

FILES: dict[str, type[Struct]] = {
    "chips": Chip,
    "performance": Performance,
    "export_status": ExportStatus,
    "stockpiles": Stockpile,
    "demand": Demand,
    "funding": Funding,
    "ownership": Ownership,
    "market": Market,
    "production": Production,
    "models": Model,
    "companies": Company,
    "policy": Policy,
    "adoption": Adoption,
    "statements": Statement,
}
"""The claim class of each file in facts/, by the file's name without ending."""
