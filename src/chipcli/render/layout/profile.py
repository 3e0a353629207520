"""The page of one chip, company or other entity."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from chipcli.dates import Span
from chipcli.messages import mark
from chipcli.model.answer import Answer, Profile, StatusRow
from chipcli.model.claim import Chip, Claim
from chipcli.render.layout.states import state_lines
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Line, Lines, Run

RULES_SECTION = mark("Rules, in order of time")

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("What it is"), ("chip", "company", "ownership")),
    (mark("Performance"), ("performance",)),
    (mark("Demand"), ("demand",)),
    (mark("Stockpiles"), ("stockpile",)),
    (mark("Supply and production"), ("production",)),
    (RULES_SECTION, ("export_status",)),
    (mark("Measures and strategies"), ("policy",)),
    (mark("Funding"), ("funding",)),
    (mark("Market"), ("market",)),
    (mark("AI models"), ("model",)),
    (mark("Uses of AI"), ("adoption",)),
    (mark("Positions"), ("statement",)),
)


def profile(answer: Answer[Any, Profile], told: Told) -> Laid:
    """Lay out a profile: what it is and what may be done with it, then the rest, section by section."""
    (profile,) = answer.result
    entity = profile.entity
    shown = [claim for same in profile.claims.values() for claim in same]
    told.claims |= {claim.id: claim for claim in (*shown, *profile.group_claims)}
    aliases = ", ".join(alias.name for alias in entity.aliases)
    makers = ", ".join(dict.fromkeys(told.names[id_] for id_ in _makers(shown, entity.id)))
    title = (
        Run(told.words.name(entity), "title"),
        Run(f"  {told.words.kind_name(entity.kind)}", "dim"),
        Run(f" · {told.say('made by {makers}', makers=makers)}" if makers else "", "dim"),
        Run(f" · {told.say('also {names}', names=aliases)}" if aliases else "", "dim"),
    )
    blocks: list[Block] = []
    if entity.note:
        blocks.append(Lines("", ((Run(told.pick(entity.note), "dim"),),)))
    if profile.status:
        blocks.append(_today(profile.status, answer.query.known_by, told))
    own = [claim for claim in shown if claim.tells_of(entity.id)]
    for heading, kinds in SECTIONS:
        claims = [claim for kind in kinds for claim in own if claim.kind == kind]
        if claims:
            blocks.append(
                told.items(told.say(heading), sorted(claims, key=_by_time) if heading == RULES_SECTION else claims)
            )
    blocks.extend(
        [told.items(told.say("Also named in"), others)] if (others := [c for c in shown if c not in own]) else []
    )
    groups = ", ".join(told.names[group] for group in entity.groups)
    if profile.group_claims:
        blocks.append(
            told.items(told.say("Told of groups it belongs to ({groups})", groups=groups), profile.group_claims)
        )
    if profile.conflicts:
        blocks.append(_disagreements(profile, told))
    return Laid(title, blocks)


def _makers(claims: Iterable[Claim], entity: str) -> Iterator[str]:
    """Yield who is told to make a chip."""
    for claim in claims:
        if isinstance(claim, Chip) and claim.property == "maker" and claim.subject == entity and claim.target:
            yield claim.target


def _by_time(claim: Claim) -> tuple[bool, date]:
    """Order by the last day a claim can mean; undated claims come last."""
    return claim.when.edtf is None, claim.when.last


def _today(rows: Sequence[StatusRow], known_by: Span | None, told: Told) -> Grid:
    day = told.words.when(rows[0].date)
    lines = tuple((((Run(told.words.rule(row.rule)),),), tuple(state_lines(row, told))) for row in rows)
    title = told.say("What may be done with it, as of {day}, the newest source", day=day)
    if known_by:
        by = told.words.when(known_by)
        title = told.say("What may be done with it, as of {day}, the newest source known by {by}", day=day, by=by)
    return Grid(title, (), lines, ratios=(27, 51))


def _disagreements(profile: Profile, told: Told) -> Lines:
    lines: list[Line] = []
    for pair in profile.conflicts:
        lines.append((Run("≠ ", "warn"), Run(told.pick(pair.about), "strong")))
        lines.extend(told.named(told.claims[id_]) for id_ in pair.claims)
    return Lines(told.say("Disagreements"), tuple(lines), hang=4)
