"""What a page rests on: claims by id, names, and the numbers given to its sources as they come."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from chipcli.language import Code, InBoth
from chipcli.messages import Value, mark
from chipcli.model.answer import Answer
from chipcli.model.claim import Claim
from chipcli.model.values import Level, Voice
from chipcli.render.page import Block, Item, Items, Line, Lines, Run
from chipcli.render.words import MARKS
from chipcli.wording import Words

MOST_PARAGRAPHS = 2

WHY_HIDDEN = {"published_later": mark("source not certainly out by then"), "source_undated": mark("source undated")}

FIRM = frozenset({Level.STATED, Level.ANNOUNCED, Level.REPORTED})


class Laid(NamedTuple):
    """An answer laid out, before what stands below every page."""

    title: Line
    blocks: Sequence[Block]


class Told:
    """What an answer rests on: its claims by id, its names, and the numbers given to its sources."""

    def __init__(self, answer: Answer[Any, Any], words: Words) -> None:
        self._answer = answer
        self.words = words
        self.claims: dict[str, Claim] = {claim.id: claim for claim in answer.claims}
        self.names = {entity.id: words.name(entity) for entity in answer.entities}
        self._numbers: dict[str, int] = {}
        self._levels: dict[Level, None] = {}

    def say(self, template: str, /, **values: Value) -> str:
        """Return a text of the page in its language."""
        return self.words.say(template, **values)

    def pick(self, text: InBoth) -> str:
        """Return the one of two texts that is in the page's language."""
        picked = self.words.pick(text)
        return _whole(picked) if self.words.language.code is Code.FR else picked

    def sentence(self, claim: Claim) -> str:
        """Return what a claim says."""
        return self.pick(claim)

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
        disputed = (Run(f" {self.say('(disputed)')}", "warn"),) if claim.conflicts_with else ()
        line = (*lead, Run(self.sentence(claim), "" if claim.level in FIRM else "unsure"), *disputed)
        return Item(mark=MARKS[claim.level], line=line, place=self.place([claim]), id=claim.id)

    def voice(self, voice: Voice) -> str:
        """Return who a voice is."""
        return self.names[voice.entity] if voice.entity else self.words.described(voice)

    def named(self, claim: Claim) -> Line:
        """Return a claim as a line under a disagreement: its mark, its sentence, its place."""
        self._levels[claim.level] = None
        return (Run(f"  {MARKS[claim.level]} "), Run(f"{self.sentence(claim)} "), Run(self.place([claim]), "dim"))

    def items(self, title: str, claims: Iterable[Claim]) -> Items:
        """Return a titled list of claims."""
        return Items(title, tuple(self.item(claim) for claim in claims))

    def apparatus(self) -> Iterator[Block]:
        """Yield what stands below every page: the marks used on it, and its sources."""
        used = [level for level in MARKS if level in self._levels]
        if any(level is not Level.STATED for level in used):
            names: dict[str, list[str]] = {}
            for level in used:
                names.setdefault(MARKS[level], []).append(self.words.level(level))
            legend = "   ".join(f"{mark} {self.words.either(same)}" for mark, same in names.items())
            yield Lines("", ((Run(legend, "dim"),),))
        if self._answer.hidden:
            yield self._hidden()
        sources = {source.id: source for source in self._answer.sources}
        lines = []
        for id_, number in self._numbers.items():
            source = sources[id_]
            by = ", ".join(filter(None, (source.publisher, source.agency)))
            lines.append(
                (
                    Run(f"[{number}] ", "strong"),
                    Run(self.words.published(source.published)),
                    Run(f" · {self.words.title(source)}"),
                    Run(f" · {by}" if by else ""),
                    Run(f" · {source.id}", "dim"),
                )
            )
        if lines:
            yield Lines(self.say("Sources"), tuple(lines), hang=4)

    def _hidden(self) -> Lines:
        """Return what is left out because it was not known by the day asked about."""
        lines = tuple(
            (Run(f"{hidden.claim} · {self.say(WHY_HIDDEN[hidden.reason])}", "dim"),) for hidden in self._answer.hidden
        )
        return Lines(self.say("Hidden, because not known by then"), lines)


def _whole(text: str) -> str:
    """Return a text in which no line begins with a sign that French sets apart from its word."""
    for sign in ":;!?»":
        text = text.replace(f" {sign}", f"\u00a0{sign}")
    return text.replace("« ", "«\u00a0")


def _few(numbers: set[int]) -> str:
    """Return the first paragraphs of several; `fact ID` shows all."""
    first = ",".join(map(str, sorted(numbers)[:MOST_PARAGRAPHS]))
    return f"{first}…" if len(numbers) > MOST_PARAGRAPHS else first
