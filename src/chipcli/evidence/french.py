"""French text, folded so that words can be compared; positions stay those of the text before folding."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from chipcli.evidence import articles
from chipcli.evidence.articles import Article
from chipcli.model.values import Evidence

_HEADER = re.compile(r"date [0-9]{4}(?:-[0-9]{2}){0,2} ")
_TOKEN = re.compile(r"[a-z0-9]+")


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def distance(self, other: "Span") -> int:
        """Return how many characters lie between the two; 0 where they touch or overlap."""
        return max(0, other.start - self.end, self.start - other.end)


class Passage(NamedTuple):
    """A place of evidence, found in its article."""

    place: Evidence
    original: str
    """The paragraph as it stands in the article."""
    paragraph: str
    """Lower case, with accents: what tells a conditional from an imperfect."""
    folded: str
    """The paragraph without accents; of the same length."""
    anchor: Span
    sentence: Span
    """The sentence that holds the anchor, or all those that it reaches into."""

    @property
    def words(self) -> str:
        """The anchor, folded."""
        return self.folded[self.anchor.start : self.anchor.end]

    @property
    def said(self) -> str:
        """The sentence, folded."""
        return self.folded[self.sentence.start : self.sentence.end]


@cache
def fold(text: str) -> str:
    """Return a text in lower case without accents and with plain apostrophes, of the same length."""
    plain = (unicodedata.normalize("NFD", character)[0] for character in unicodedata.normalize("NFC", text))
    return "".join(plain).lower().replace("’", "'")


def tokens(folded: str) -> tuple[str, ...]:
    """Return the words and numbers of a folded text."""
    return tuple(_TOKEN.findall(folded))


@cache
def sentences(paragraph: str) -> tuple[Span, ...]:
    """Return where the sentences of a paragraph stand; the date line of a page belongs to none."""
    header = _HEADER.match(paragraph)
    at = header.end() if header else 0
    return tuple(Span(at + start, at + end) for start, end in articles.sentence_spans(paragraph[at:]))


def locate(article: Article, place: Evidence) -> Passage | None:
    """Find a place of evidence; None where its words don't stand exactly once in its paragraph."""
    paragraph = article.paragraph(place.paragraph)
    words = articles.normal(place.words)
    if paragraph.count(words) != 1:
        return None
    start = paragraph.index(words)
    anchor = Span(start, start + len(words))
    held = [span for span in sentences(paragraph) if span.start < anchor.end and anchor.start < span.end]
    sentence = Span(held[0].start, held[-1].end) if held else anchor
    return Passage(place, paragraph, paragraph.lower(), fold(paragraph), anchor, sentence)
