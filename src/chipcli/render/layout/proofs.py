"""What holding the base against the articles came to."""

from collections.abc import Iterable, Iterator
from typing import Any

from chipcli.messages import mark
from chipcli.model.answer import Answer, Coverage, Sentence, Verified
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Line, Lines, Run

COVERAGE_COLUMNS = (
    mark("Source"), mark("Sentences"), mark("With claims"), mark("Set aside"), mark("Undecided"), mark("Claims"),
)  # fmt: skip


def verification(answer: Answer[Any, Verified], told: Told) -> Laid:
    """Lay out what was found, or that nothing was."""
    rows = tuple(
        (
            ((Run(row.source, "strong"),),),
            ((Run(told.say("attached")) if row.attached else Run(told.say("missing"), "bad"),),),
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
        told.say("Not verified; findings: {count}", count=len(findings))
        if findings
        else told.say("Verified: every claim says no more than its article")
    )
    header = tuple(told.say(name) for name in (mark("Source"), mark("Article"), mark("Claims"), mark("Findings")))
    blocks: list[Block] = [Grid("", header, rows, ratios=(6, 2, 2, 2))]
    return Laid((Run(verdict, "title"),), [*blocks, *([Lines(told.say("Findings"), findings)] if findings else [])])


def coverages(answer: Answer[Any, Coverage], told: Told) -> Laid:
    """Lay out how many sentences are decided, and which are not."""
    counts = [
        (row.source, row.sentences, row.with_claims, row.set_aside, row.undecided, row.claims) for row in answer.result
    ]
    totals = (told.say("together"), *(sum(column) for column in list(zip(*counts, strict=True))[1:]))
    rows = tuple(_row(row) for row in (*counts, totals))
    header = tuple(told.say(name) for name in COVERAGE_COLUMNS)
    blocks: list[Block] = [Grid("", header, rows, ratios=(6, 2, 2, 2, 2, 2))]
    blocks.extend(_lists(answer, told))
    return Laid((Run(told.say("Sentences that claims rest on"), "title"),), blocks)


def _row(cells: Iterable[object]) -> tuple[tuple[Line, ...], ...]:
    return tuple(((Run(str(cell), "" if place else "strong"),),) for place, cell in enumerate(cells))


def _lists(answer: Answer[Any, Coverage], told: Told) -> Iterator[Lines]:
    """Yield the sentences without a claim: those set aside with the reason, and those undecided."""
    for title, decided in ((mark("Set aside"), True), (mark("Undecided"), False)):
        lines: list[Line] = [
            (Run(f"{row.source} {_place(sentence, told)} "), Run(_reason(sentence, told), "dim"))
            for row in answer.result
            for sentence in row.details
            if not sentence.claims and (sentence.reason is not None) is decided
        ]
        if lines:
            yield Lines(told.say(title), tuple(lines))


def _place(sentence: Sentence, told: Told) -> str:
    return told.say("¶{paragraph}, sentence {sentence}:", paragraph=sentence.paragraph, sentence=sentence.sentence)


def _reason(sentence: Sentence, told: Told) -> str:
    return told.words.value(sentence.reason) if sentence.reason else ""
