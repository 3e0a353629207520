"""The table of states, chip by chip."""

from collections.abc import Iterable, Sequence
from typing import Any

from chipcli.messages import mark
from chipcli.model.answer import Answer, StatusRow
from chipcli.model.claim import Rule
from chipcli.render.layout.states import state_lines
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Line, Lines, Run


def status(answer: Answer[Any, StatusRow], told: Told) -> Laid:
    """Lay out one line a chip, with a column for each rule; chip groups apart."""
    rows = answer.result
    rules = list(dict.fromkeys(row.rule for row in rows))
    parts = [told.words.period(rows[0].date)]
    if answer.query.known_by:
        parts.append(told.say("as known by {when}", when=told.words.when(answer.query.known_by)))
    if answer.query.strict:
        parts.append(told.say("strictly"))
    title = (Run(told.say("What could be sold to China: {period}", period=parts), "title"),)
    blocks: list[Block] = []
    for heading, kind in ((mark("Chip"), "chip"), (mark("Group of chips"), "chip_group")):
        lines = tuple(_chip_row(chip, rules, rows, told) for chip in _chips(rows, kind))
        if lines:
            blocks.append(
                Grid(
                    "",
                    (told.say(heading), *(told.words.rule(rule) for rule in rules)),
                    lines,
                    ratios=(3, *(4 for _ in rules)),
                )
            )
    if any(row.group_claims for row in rows):
        note = told.say("A state told of a group is shown under its chips as such; it is not a claim about the chip.")
        blocks.append(Lines("", ((Run(note, "dim"),),)))
    return Laid(title, blocks)


def _chips(rows: Iterable[StatusRow], kind: str) -> list[str]:
    return list(dict.fromkeys(row.chip for row in rows if row.chip_kind == kind))


def _chip_row(chip: str, rules: Sequence[Rule], rows: Iterable[StatusRow], told: Told) -> tuple[tuple[Line, ...], ...]:
    by_rule = {row.rule: row for row in rows if row.chip == chip}
    name = told.names[chip]
    return (((Run(name, "strong"),),), *(tuple(state_lines(by_rule[rule], told)) for rule in rules))
