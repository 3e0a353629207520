"""Sources: the documents that claims are drawn from."""

from typing import Annotated, Literal

from msgspec import Meta

from chipcli.model.values import Identifier, Line, Record, Sha256, Text, When


class Document(Record, frozen=True, kw_only=True):
    """The file that holds the article; it is not part of the project, only recognised by its hash."""

    file: Line
    sha256: Sha256


AsideReason = Literal["boilerplate", "heading", "fragment", "repetition", "rhetoric", "question", "judgement"]
"""Why no claim rests on a sentence."""


class SetAside(Record, frozen=True, kw_only=True):
    """A sentence that no claim rests on, and why."""

    words: Annotated[str, Meta(min_length=1, max_length=120)]
    """At most seven consecutive words of it."""
    reason: AsideReason
    note: Line | None = None
    """In English, our own words."""
    note_fr: Line | None = None
    """The note in French; there wherever the note is."""


class Paragraph(Record, frozen=True, kw_only=True):
    """One non-empty line of an article, in our words."""

    number: Annotated[int, Meta(ge=1)]
    role: Literal["headline", "teaser", "heading", "body", "boilerplate"]
    sha256: Sha256
    """Of the text in NFC with runs of white space folded to one space."""
    gist: Line
    """What it says, in one English line."""
    gist_fr: Line
    """The same in French."""
    set_aside: tuple[SetAside, ...] = ()
    """Its sentences that no claim rests on, each with the reason."""


class Source(Record, frozen=True, kw_only=True):
    """A document that claims are drawn from; one card in seeds/."""

    id: Identifier
    document: Document
    language: Annotated[str, Meta(pattern="^[a-z]{2}$")]
    title: Line
    """In English, our own words."""
    title_fr: Line
    """In French, our own words; not the headline of the article."""
    publisher: Line | None
    """Null where the document names none."""
    agency: Line | None
    """The agency or paper that the document leans on, as it says itself."""
    published: When
    """When the world could first read it, not when we did."""
    note: Text | None = None
    paragraphs: tuple[Paragraph, ...]
