"""The table of states, chip by chip."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from chipcli.model.answer import Answer, StatusRow
from chipcli.model.claim import Rule
from chipcli.render import words
from chipcli.render.layout.states import state_lines
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Line, Lines, Run


def status(answer: Answer[Any, StatusRow], told: Told) -> Laid:
    """Lay out one line a chip, with a column for each rule; chip groups apart."""
    rows = answer.result
    rules = list(dict.fromkeys(row.rule for row in rows))
    known = f", as known by {words.when(answer.query.known_by)}" if answer.query.known_by else ""
    strict = ", strictly" if answer.query.strict else ""
    title = (Run(f"What could be sold to China: {words.period(rows[0].date)}{known}{strict}", "title"),)
    blocks: list[Block] = []
    for heading, kind in (("Chip", "chip"), ("Group of chips", "chip_group")):
        lines = tuple(_chip_row(chip, rules, rows, told) for chip in _chips(rows, kind))
        if lines:
            blocks.append(
                Grid("", (heading, *(words.RULES[rule] for rule in rules)), lines, ratios=(3, *(4 for _ in rules)))
            )
    if any(row.group_claims for row in rows):
        note = "A state told of a group is shown under its chips as such; it is not a claim about the chip."
        blocks.append(Lines("", ((Run(note, "dim"),),)))
    blocks.extend(_hidden(rows))
    return Laid(title, blocks)


def _chips(rows: Iterable[StatusRow], kind: str) -> list[str]:
    return list(dict.fromkeys(row.chip for row in rows if row.chip_kind == kind))


def _chip_row(chip: str, rules: Sequence[Rule], rows: Iterable[StatusRow], told: Told) -> tuple[tuple[Line, ...], ...]:
    by_rule = {row.rule: row for row in rows if row.chip == chip}
    name = next(iter(by_rule.values())).name
    return (((Run(name, "strong"),),), *(tuple(state_lines(by_rule[rule], told)) for rule in rules))


def _hidden(rows: Iterable[StatusRow]) -> Iterator[Lines]:
    hidden = {item.claim: item.reason for row in rows for item in row.hidden}
    if hidden:
        why = {"published_later": "source not certainly out by then", "source_undated": "source undated"}
        lines = tuple((Run(f"{claim}: {why[reason]}", "dim"),) for claim, reason in hidden.items())
        yield Lines("Hidden, because not known by then", lines)
