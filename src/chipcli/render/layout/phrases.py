"""The state in a row as part of a line: what `states` puts below each other, side by side."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from chipcli.model.answer import Change, StatusRow
from chipcli.model.claim import Claim
from chipcli.render.layout.states import state_lines
from chipcli.render.layout.told import Told
from chipcli.render.page import Line, Run


class Silent(Told):
    """What an answer rests on, for words that are cited elsewhere."""

    def place(self, claims: Iterable[Claim]) -> str:
        """Return nothing, and number no source."""
        del claims
        return ""


class Inline(Told):
    """What an answer rests on, for a line that stands alone: a source is cited by its id, and not by a number."""

    def place(self, claims: Iterable[Claim]) -> str:
        """Return where claims stand, `[2025-11-04-ai-race¶7]`."""
        paragraphs: dict[str, set[int]] = {}
        for claim in claims:
            for evidence in claim.evidence:
                paragraphs.setdefault(evidence.source, set()).add(evidence.paragraph)
        return "".join(f"[{source}¶{','.join(map(str, sorted(few)))}]" for source, few in paragraphs.items())


class Phrase(NamedTuple):
    """What a row says, and what it goes by."""

    state: Line
    """The state, or the course that it took in the period."""
    detail: Line
    """Since when, or why it cannot be told; empty where nothing is told."""


def of_row(row: StatusRow, told: Silent) -> Phrase:
    """Return what a row says of the chip itself."""
    *lines, last = state_lines(replace(row, group_claims=(), later=()), told)
    return Phrase(joined(lines, ", "), last) if lines else Phrase(last, ())


def of_change(change: Change, row: StatusRow, told: Silent) -> Phrase:
    """Return what one change says, as a row about nothing else would."""
    claim = told.claims[change.claim]
    alone = replace(
        row,
        outcome="changed",
        state=change.state_to,
        changes=(change,),
        claims=(claim.id,),
        level=claim.level,
    )
    return of_row(alone, told)


def joined(lines: Iterable[Line], between: str) -> Line:
    """Return lines as one."""
    runs: list[Run] = []
    for line in lines:
        runs += [Run(between, "dim"), *line] if runs else line
    return tuple(runs)
