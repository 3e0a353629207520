"""What holding the base against the articles came to."""

from collections.abc import Iterable, Iterator
from typing import Any

from chipcli.model.answer import Answer, Coverage, Verified
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Line, Lines, Run


def verification(answer: Answer[Any, Verified], told: Told) -> Laid:
    """Lay out what was found, or that nothing was."""
    del told  # Findings name their places themselves.
    rows = tuple(
        (
            ((Run(row.source, "strong"),),),
            ((Run("attached") if row.attached else Run("missing", "bad"),),),
            ((Run(str(row.claims)),),),
            ((Run(str(len(row.findings)), "bad" if row.findings else "good"),),),
        )
        for row in answer.result
    )
    findings = tuple(
        (Run(f"{finding.origin}: ", "dim"), Run(f"{finding.place}: ", "strong"), Run(finding.message))
        for row in answer.result
        for finding in row.findings
    )
    verdict = (
        f"Not verified: {len(findings)} findings" if findings else "Verified: every claim says no more than its article"
    )
    blocks: list[Block] = [Grid("", ("Source", "Article", "Claims", "Findings"), rows, ratios=(6, 2, 2, 2))]
    return Laid((Run(verdict, "title"),), [*blocks, *([Lines("Findings", findings)] if findings else [])])


def coverages(answer: Answer[Any, Coverage], told: Told) -> Laid:
    """Lay out how many sentences are decided, and which are not."""
    del told  # Articles are named by their ids.
    counts = [
        (row.source, row.sentences, row.with_claims, row.set_aside, row.undecided, row.claims) for row in answer.result
    ]
    totals = ("together", *(sum(column) for column in list(zip(*counts, strict=True))[1:]))
    rows = tuple(_row(row) for row in (*counts, totals))
    header = ("Source", "Sentences", "With claims", "Set aside", "Undecided", "Claims")
    blocks: list[Block] = [Grid("", header, rows, ratios=(6, 2, 2, 2, 2, 2))]
    blocks.extend(_lists(answer))
    return Laid((Run("Sentences that claims rest on", "title"),), blocks)


def _row(cells: Iterable[object]) -> tuple[tuple[Line, ...], ...]:
    return tuple(((Run(str(cell), "" if place else "strong"),),) for place, cell in enumerate(cells))


def _lists(answer: Answer[Any, Coverage]) -> Iterator[Lines]:
    """Yield the sentences without a claim: those set aside with the reason, and those undecided."""
    for title, decided in (("Set aside", True), ("Undecided", False)):
        lines: list[Line] = [
            (
                Run(f"{row.source} ¶{sentence.paragraph}, sentence {sentence.sentence}: "),
                Run(sentence.reason or "", "dim"),
            )
            for row in answer.result
            for sentence in row.details
            if not sentence.claims and (sentence.reason is not None) is decided
        ]
        if lines:
            yield Lines(title, tuple(lines))
