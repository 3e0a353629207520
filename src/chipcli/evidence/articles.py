"""The articles themselves, where the user has them: found by hash, read by paragraph and sentence."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from chipcli.errors import OutputError
from chipcli.model.source import Source

LARGEST = 4 * 1024 * 1024

# A full stop, question or exclamation mark, and what closes after it, before a space and something
# that can begin a sentence. "U.S." and "10,5" do not end one: what follows is no capital or no space.
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?:\s?[\"»”’)])*\s+(?=[\"«“(]*[A-ZÀ-Þ0-9])")


class Article(NamedTuple):
    """The text of one source."""

    source: str
    paragraphs: tuple[str, ...]
    """Normalised: NFC, runs of white space folded to one space. Paragraph n is at n - 1."""

    def paragraph(self, number: int) -> str:
        """Return a paragraph by its number; an empty text where there is none."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else ""


def find(folder: Path, sources: Iterable[Source]) -> Mapping[str, Article]:
    """Return the articles that a folder holds, by source id; files are recognised by their hash.

    Raises:
        OutputError: if the folder cannot be read.
    """
    wanted = {source.document.sha256: source.id for source in sources}
    found: dict[str, Article] = {}
    try:
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.stat().st_size <= LARGEST:
                data = path.read_bytes()
                source = wanted.get(hashlib.sha256(data).hexdigest())
                if source:
                    found[source] = Article(source, paragraphs(data.decode("utf-8")))
    except OSError as fault:
        raise OutputError(f"{folder}: {fault.strerror or fault}") from None
    return found


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the non-empty lines of a text, normalised."""
    return tuple(line for raw in text.split("\n") if (line := normal(raw)))


def normal(text: str) -> str:
    """Return a text in NFC with its white space folded: what hashes and anchors are taken of."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def paragraph_digest(paragraph: str) -> str:
    """Return the hash that a card keeps of a paragraph."""
    return hashlib.sha256(paragraph.encode()).hexdigest()


def sentences(paragraph: str) -> tuple[str, ...]:
    """Part a paragraph into its sentences."""
    return tuple(_SENTENCE_END.split(paragraph))


def sentence_spans(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence of a paragraph begins, and where the next one does."""
    ends = [match.end() for match in _SENTENCE_END.finditer(paragraph)]
    return tuple(zip([0, *ends], [*ends, len(paragraph)], strict=True)) if paragraph else ()
