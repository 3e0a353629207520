"""What a page rests on: claims by id, names, and the numbers given to its sources as they come."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from chipcli.model.answer import Answer
from chipcli.model.claim import Claim
from chipcli.model.values import Level, Voice
from chipcli.render import words
from chipcli.render.page import Block, Item, Items, Line, Lines, Run

MOST_PARAGRAPHS = 2

FIRM = frozenset({Level.STATED, Level.ANNOUNCED, Level.REPORTED})


class Laid(NamedTuple):
    """An answer laid out, before what stands below every page."""

    title: Line
    blocks: Sequence[Block]


class Told:
    """What an answer rests on: its claims by id, its names, and the numbers given to its sources."""

    def __init__(self, answer: Answer[Any, Any]) -> None:
        self._answer = answer
        self.claims: dict[str, Claim] = {claim.id: claim for claim in answer.claims}
        self.names = {entity.id: entity.name for entity in answer.entities}
        self._numbers: dict[str, int] = {}
        self._levels: dict[Level, None] = {}

    def place(self, claims: Iterable[Claim]) -> str:
        """Return where claims stand, `[1¶7]`, numbering their sources as they come."""
        paragraphs: dict[str, set[int]] = {}
        for claim in claims:
            for evidence in claim.evidence:
                paragraphs.setdefault(evidence.source, set()).add(evidence.paragraph)
        return "".join(f"[{self.number(source)}¶{_few(numbers)}]" for source, numbers in paragraphs.items())

    def number(self, source: str) -> int:
        """Return the number of a source on this page."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def item(self, claim: Claim, *lead: Run) -> Item:
        """Return a claim as an item of a list."""
        self._levels[claim.level] = None
        disputed = (Run(" (disputed)", "warn"),) if claim.conflicts_with else ()
        line = (*lead, Run(claim.en, "" if claim.level in FIRM else "unsure"), *disputed)
        return Item(mark=words.MARKS[claim.level], line=line, place=self.place([claim]), id=claim.id)

    def voice(self, voice: Voice) -> str:
        """Return who a voice is."""
        return self.names[voice.entity] if voice.entity else voice.en or ""

    def named(self, claim: Claim) -> Line:
        """Return a claim as a line under a disagreement: its mark, its sentence, its place."""
        self._levels[claim.level] = None
        return (Run(f"  {words.MARKS[claim.level]} "), Run(f"{claim.en} "), Run(self.place([claim]), "dim"))

    def items(self, title: str, claims: Iterable[Claim]) -> Items:
        """Return a titled list of claims."""
        return Items(title, tuple(self.item(claim) for claim in claims))

    def apparatus(self) -> Iterator[Block]:
        """Yield what stands below every page: the marks used on it, and its sources."""
        used = [level for level in words.MARKS if level in self._levels]
        if any(level is not Level.STATED for level in used):
            names: dict[str, list[str]] = {}
            for level in used:
                names.setdefault(words.MARKS[level], []).append(words.LEVELS[level])
            legend = "   ".join(f"{mark} {' or '.join(same)}" for mark, same in names.items())
            yield Lines("", ((Run(legend, "dim"),),))
        sources = {source.id: source for source in self._answer.sources}
        lines = []
        for id_, number in self._numbers.items():
            source = sources[id_]
            by = ", ".join(filter(None, (source.publisher, source.agency)))
            lines.append(
                (
                    Run(f"[{number}] ", "strong"),
                    Run(words.published(source.published)),
                    Run(f" · {source.title}"),
                    Run(f" · {by}" if by else ""),
                    Run(f" · {source.id}", "dim"),
                )
            )
        if lines:
            yield Lines("Sources", tuple(lines), hang=4)


def _few(numbers: set[int]) -> str:
    """Return the first paragraphs of several; `fact ID` shows all."""
    first = ",".join(map(str, sorted(numbers)[:MOST_PARAGRAPHS]))
    return f"{first}…" if len(numbers) > MOST_PARAGRAPHS else first
