"""What changed between two dates, or was learned between two days: chip by chip, a line for each rule."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from chipcli.messages import mark
from chipcli.model.answer import Answer, Change
from chipcli.model.differences import Difference, DifferenceKind
from chipcli.render.layout.phrases import Phrase, Silent, of_change, of_row
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Line, Lines, Run

APART: dict[DifferenceKind, str] = {
    "first_told": mark("First told of in between; it may have been so before"),
    "restated": mark("The same state, with another date or another level"),
}
"""What is no change, and so stands below what is one."""


def differences(answer: Answer[Any, Difference], told: Told) -> Laid:
    """Lay out what differs, chip by chip; apart from it, what was only told of, or told otherwise."""
    silent = Silent(answer, told.words)
    blocks: list[Block] = []
    main = [one for one in answer.result if one.difference not in APART]
    for chip in dict.fromkeys(one.chip for one in main):
        lines = [
            (_lead(told.words.short_rule(one.rule), told), *line)
            for one in main
            if one.chip == chip
            for line in _lines_of(one, told, silent)
        ]
        blocks.append(_block(told.names[chip], lines))
    for kind, title in APART.items():
        rows = tuple(
            (
                ((Run(f"{told.names[one.chip]}, {told.words.short_rule(one.rule)}"),),),
                tuple(_lines_of(one, told, silent)),
            )
            for one in answer.result
            if one.difference == kind
        )
        if rows:
            blocks.append(Grid(told.say(title), (), rows, ratios=(1, 2)))
    blocks.extend(_of_groups(answer, told))
    return Laid((Run(_title(answer, told), "title"),), blocks)


def _title(answer: Answer[Any, Difference], told: Told) -> str:
    query, words = answer.query, told.words
    if query.date_from:
        parts = [
            told.say(
                "What changed after {start}, up to {end}",
                start=words.period(query.date_from),
                end=words.period(query.date_to),
            )
        ]
        if query.known_first:
            parts.append(told.say("as known by {when}", when=words.when(query.known_first)))
    else:
        parts = [
            told.say(
                "What was learned between {first} and {second} of {date}",
                first=words.period(query.known_first),
                second=words.period(query.known_then),
                date=words.period(answer.result[0].after.date),
            )
        ]
    if query.strict:
        parts.append(told.say("strictly"))
    return ", ".join(parts)


def _lead(name: str, told: Told) -> Run:
    return Run(f"{told.say('{name}:', name=name)} ", "dim")


def _block(title: str, lines: Sequence[Line]) -> Lines:
    """Return lines whose first runs stand out to the left; one too long for the page goes on beside them."""
    return Lines(title, tuple(lines), hang=max(len(line[0].text) for line in lines))


def _lines_of(one: Difference, told: Told, silent: Silent) -> Iterator[Line]:
    """Yield what there is to say of one chip and rule."""
    if one.learned:
        yield _learned(one, told, silent)
        return
    for change in one.changes:
        yield _change(change, one, told, silent)
    for change in one.possible_changes:
        doubt = "" if one.difference == "first_told" else told.say("perhaps not in between")
        yield _change(change, one, told, silent, doubt=doubt)
    if one.difference == "first_told" and not one.possible_changes:
        now = of_row(one.after, silent)
        yield _cited(now.state, now.detail, one.after.claims, told)
    if one.difference == "differs":
        before, now = of_row(one.before, silent), of_row(one.after, silent)
        turned = (*before.state, Run(f" {told.say('and later')} ", "dim"), *now.state)
        none = (*now.detail, Run(f"; {told.say('no change is told in between')}", "dim"))
        yield _cited(turned, none, one.after.claims, told)


def _change(change: Change, one: Difference, told: Told, silent: Silent, *, doubt: str = "") -> Line:
    phrase = of_change(change, one.after, silent)
    if doubt:
        phrase = Phrase((*phrase.state, Run(told.say("?"), "warn")), (*phrase.detail, Run(f"; {doubt}", "dim")))
    return _cited(phrase.state, phrase.detail, [change.claim], told)


def _learned(one: Difference, told: Told, silent: Silent) -> Line:
    """Return what the answer was and what it has become, with the claims that made the difference."""
    before, now = of_row(one.before, silent), of_row(one.after, silent)
    was = (*before.state, Run(", ", "dim"), *before.detail) if one.difference == "restated" else before.state
    return _cited((*was, Run(" ⇒ ", "strong"), *now.state), now.detail, one.learned, told)


def _cited(state: Line, detail: Line, claims: Iterable[str], told: Told) -> Line:
    place = told.place(told.claims[id_] for id_ in claims)
    return (*state, Run("  "), *detail, Run(f" {place}" if place else "", "dim"))


def _of_groups(answer: Answer[Any, Difference], told: Told) -> Iterator[Lines]:
    """Yield the groups of which something new is told, where only chips were asked for."""
    asked = {name.entity for name in answer.query.names}
    new = (
        told.claims[id_]
        for one in answer.result
        for id_ in one.after.group_claims
        if id_ not in one.before.group_claims
    )
    groups = dict.fromkeys(claim.subject for claim in new if claim.subject not in asked)
    if asked and groups:
        names = [told.names[group] for group in groups]
        note = told.say("Something new is also told of groups that they belong to: {groups}", groups=names)
        yield Lines("", ((Run(note, "dim"),),))
