"""Answers: what a question returns, and the JSON document that scripts read."""

from typing import Generic, Literal, TypeVar

from msgspec import Struct

from chipcli.dates import Span
from chipcli.messages import Message
from chipcli.model.claim import Claim, Rule, State
from chipcli.model.entity import Alias, EntityKind
from chipcli.model.source import Paragraph, Source
from chipcli.model.values import Level, Text, When

SCHEMA_VERSION = "1.0"

Outcome = Literal["answered", "not_found", "ambiguous", "error"]

Matched = Literal["exact", "alias", "look_alike", "name_part", "approximate"]

RowOutcome = Literal["state", "changed", "indeterminate", "disputed", "unknown", "beyond_horizon"]

Basis = Literal["dated", "observed", "carried_forward", "latest_possible_day", "start_not_stated", "not_stated"]
"""What puts the state at the end of the period: a dated change in it; an observation in it; an earlier claim carried
forward; a change that took effect by then, perhaps earlier; a claim that it held up to a change; an undated claim."""


class Answered(Struct, frozen=True, kw_only=True):
    """Base of answers. Unlike authored records they may gain keys, so readers must not refuse new ones."""


class Tool(Answered, frozen=True, kw_only=True):
    """The program that answered."""

    name: str
    version: str


class Facts(Answered, frozen=True, kw_only=True):
    """The state of the fact base that the answer was drawn from."""

    digest: str
    claims: int
    newest_source: str | None
    """ISO date of the newest dated source: the horizon of every answer."""


class Candidate(Answered, frozen=True, kw_only=True):
    """Something that may have been meant; a name, never a fact."""

    id: str
    name: str
    name_fr: str | None
    """Null where it is the same in French."""
    kind: EntityKind | Literal["claim", "source"]


class Warned(Answered, frozen=True, kw_only=True):
    """Something the reader of an answer must know."""

    code: str
    message: Message


class Fault(Answered, frozen=True, kw_only=True):
    """Why there is no answer."""

    code: str
    message: str
    hint: str | None


class EntityName(Answered, frozen=True, kw_only=True):
    """An entity that the answer mentions by id, with its display names."""

    id: str
    kind: EntityKind
    name: str
    name_fr: str | None


class SourceName(Answered, frozen=True, kw_only=True):
    """A source that the answer rests on."""

    id: str
    title: str
    """In English, in our words."""
    title_fr: str
    """In French, in our words."""
    publisher: str | None
    agency: str | None
    language: str
    published: When


class Change(Answered, frozen=True, kw_only=True, rename={"state_from": "from", "state_to": "to"}):
    """A change of state inside the period asked about."""

    state_from: State | None
    """Null where no source says what held before."""
    state_to: State
    when: When
    claim: str


class Hidden(Answered, frozen=True, kw_only=True):
    """A claim that the answer leaves out because it was not, or not certainly, public by then."""

    claim: str
    reason: Literal["published_later", "source_undated"]


class StatusRow(Answered, frozen=True, kw_only=True):
    """The state of one chip or chip group under one rule, in a period, as known by a day."""

    chip: str
    name: str
    chip_kind: EntityKind
    rule: Rule
    date: Span
    outcome: RowOutcome
    state: State | None
    """At the end of the period; null where it cannot be said. Beyond the horizon: the last one known."""
    possible: tuple[State, ...]
    changes: tuple[Change, ...]
    since: When | None
    """Date of the claim that the state rests on."""
    basis: Basis | None
    level: Level | None
    """The weakest of the claims that the answer rests on."""
    claims: tuple[str, ...]
    group_claims: tuple[str, ...]
    """Claims about groups the chip belongs to; never passed off as claims about the chip."""
    hidden: tuple[Hidden, ...]
    later: tuple[str, ...]
    """Claims about a time after the period."""


class NamedEntity(Answered, frozen=True, kw_only=True):
    """An entity in full."""

    id: str
    kind: EntityKind
    name: str
    name_fr: str | None
    aliases: tuple[Alias, ...]
    groups: tuple[str, ...]
    note: Text | None


class Disagreement(Answered, frozen=True, kw_only=True):
    """Claims that cannot all be true, or read as if they couldn't."""

    claims: tuple[str, ...]
    about: Text


class Profile(Answered, frozen=True, kw_only=True):
    """Everything reported about an entity."""

    entity: NamedEntity
    status: tuple[StatusRow, ...]
    claims: dict[str, tuple[Claim, ...]]
    """By kind."""
    group_claims: tuple[Claim, ...]
    """About groups the entity belongs to; never passed off as claims about the entity."""
    conflicts: tuple[Disagreement, ...]


class Dispute(Answered, frozen=True, kw_only=True):
    """A disagreement with the claims themselves, side by side."""

    about: Text
    claims: tuple[Claim, ...]


class SourceCard(Answered, frozen=True, kw_only=True):
    """A source in full, each paragraph with the claims that rest on it."""

    source: Source
    paragraphs: tuple["ParagraphClaims", ...]


class ParagraphClaims(Answered, frozen=True, kw_only=True):
    """A paragraph and the claims drawn from it."""

    paragraph: Paragraph
    claims: tuple[str, ...]


class SourceListing(Answered, frozen=True, kw_only=True):
    """A source in one line."""

    source: SourceName
    paragraphs: int
    claims: int


class Sentence(Answered, frozen=True, kw_only=True):
    """One sentence of an article: the claims that rest on it, or why it was set aside."""

    paragraph: int
    sentence: int
    """Its number in the paragraph, from 1."""
    claims: tuple[str, ...]
    reason: str | None


class Coverage(Answered, frozen=True, kw_only=True):
    """How much of an article the base holds."""

    source: str
    sentences: int
    with_claims: int
    set_aside: int
    undecided: int
    """Sentences that neither a claim rests on nor a reason sets aside; none, when the work is done."""
    claims: int
    details: tuple[Sentence, ...]


class Finding(Answered, frozen=True, kw_only=True):
    """Something that a claim says and its article doesn't, or that has changed in the article."""

    origin: str
    """File and line, `facts/chips.yaml:12`."""
    place: str
    message: str


class Verified(Answered, frozen=True, kw_only=True):
    """What became of holding a source and its claims against the article."""

    source: str
    attached: bool
    """Whether the article was there to hold them against."""
    claims: int
    findings: tuple[Finding, ...]


class Passage(Answered, frozen=True, kw_only=True):
    """A paragraph that a claim rests on, to be read beside it."""

    source: str
    paragraph: int
    gist: str
    """What it says, in one English line of ours."""
    gist_fr: str
    """The same in French."""
    text: str | None
    """The article's own words; null where the articles are not attached."""


class AskedName(Answered, frozen=True, kw_only=True):
    """One of the names asked for, and what became of it."""

    name: str
    entity: str | None
    """The id it was understood as."""
    matched: Matched | None
    outcome: Outcome


class NameQuery(Answered, frozen=True, kw_only=True):
    """A question about a name, or about several."""

    name: str | None
    """Null where several were asked for."""
    entity: str | None
    """The id it was understood as."""
    matched: Matched | None
    names: tuple[AskedName, ...]
    """Each of the names, in the order asked."""
    known_by: Span | None


class StatusQuery(Answered, frozen=True, kw_only=True):
    """A question about states."""

    name: str | None
    entity: str | None
    matched: Matched | None
    date: Span | None
    """Null where none was given: the answer is then as of the newest source."""
    known_by: Span | None
    rule: Rule | None
    strict: bool


Form = Literal["status", "comparison", "amount", "who", "when", "why", "fact"]
"""What sort of answer a question in words asks for."""


class NamedInText(Answered, frozen=True, kw_only=True):
    """An entity that a question in words names."""

    id: str
    name: str
    kind: EntityKind
    matched: Matched


class SearchQuery(Answered, frozen=True, kw_only=True):
    """A question in words, as understood."""

    text: str
    language: Literal["en", "fr"]
    form: Form
    entities: tuple[NamedInText, ...]
    date: Span | None
    rules: tuple[Rule, ...]
    kinds: tuple[str, ...]
    """Kinds of claim that its words ask for."""
    words: tuple[str, ...]
    """What is left for the full text, mended where it was misspelt."""
    known_by: Span | None
    explain: bool
    """Whether the page shows the signals; the document always holds them."""


SignalName = Literal["text", "words", "asked", "subject", "missing", "kind", "form", "date", "figure", "logic"]


class Signal(Answered, frozen=True, kw_only=True):
    """One reason for a claim's place in the order."""

    name: SignalName
    value: float


class Hit(Answered, frozen=True, kw_only=True):
    """A claim that answers a question, with what speaks for it."""

    claim: Claim
    score: float
    matched: tuple[str, ...]
    """Words of the question that the claim uses, in one form or another."""
    signals: tuple[Signal, ...]


class CompareQuery(Answered, frozen=True, kw_only=True):
    """A question about two chips."""

    names: tuple[str, str]
    entities: tuple[str | None, str | None]
    matched: tuple[Matched | None, Matched | None]
    known_by: Span | None


class ListQuery(Answered, frozen=True, kw_only=True):
    """A question for a listing, of everything or of what concerns some names."""

    name: str | None
    """Null where none was asked for, or several."""
    entity: str | None
    """The id it was understood as."""
    matched: Matched | None
    names: tuple[AskedName, ...]
    """Each of the names, in the order asked; empty where everything was."""
    kind: str | None
    source: str | None
    level: Level | None
    date: Span | None
    known_by: Span | None


class IdQuery(Answered, frozen=True, kw_only=True):
    """A question for one record by its id."""

    id: str
    known_by: Span | None


class SourcesQuery(Answered, frozen=True, kw_only=True):
    """A question for all sources."""

    known_by: Span | None


class NoQuery(Answered, frozen=True, kw_only=True):
    """A question without arguments, or one that could not be understood."""


class NoResult(Answered, frozen=True, kw_only=True):
    """What stands in the result of an answer that has none: nothing ever does."""


Query = SearchQuery | NameQuery | StatusQuery | CompareQuery | ListQuery | IdQuery | SourcesQuery | NoQuery

Q = TypeVar("Q", bound=Answered)
R = TypeVar("R", bound=Struct)


class Answer(Answered, Generic[Q, R], frozen=True, kw_only=True):
    """The one document that every command writes under --json."""

    schema_version: str = SCHEMA_VERSION
    tool: Tool
    facts: Facts | None
    """Null only where the base could not be opened."""
    command: str
    query: Q
    outcome: Outcome
    lead: Text | None = None
    """The answer in one sentence, to a question in words."""
    result: tuple[R, ...] = ()
    claims: tuple[Claim, ...] = ()
    """The claims that the result names by id only."""
    hidden: tuple[Hidden, ...] = ()
    """Claims left out of the answer, because they were not certainly public by the day given with `--known-by`."""
    candidates: tuple[Candidate, ...] = ()
    passages: tuple[Passage, ...] = ()
    """The paragraphs that a claim, or a source, asked for by its id stands in."""
    entities: tuple[EntityName, ...] = ()
    """Names of all entities that the result mentions by id."""
    sources: tuple[SourceName, ...] = ()
    warnings: tuple[Warned, ...] = ()
    error: Fault | None = None
