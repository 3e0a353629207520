"""The page of one chip, company or other entity."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from chipcli.model.answer import Answer, Profile, StatusRow
from chipcli.model.claim import Chip, Claim
from chipcli.render import words
from chipcli.render.layout.states import state_lines
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Block, Grid, Line, Lines, Run

RULES_SECTION = "Rules, in order of time"

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What it is", ("chip", "company", "ownership")),
    ("Performance", ("performance",)),
    ("Demand", ("demand",)),
    ("Stockpiles", ("stockpile",)),
    ("Supply and production", ("production",)),
    (RULES_SECTION, ("export_status",)),
    ("Measures and strategies", ("policy",)),
    ("Funding", ("funding",)),
    ("Market", ("market",)),
    ("AI models", ("model",)),
    ("Uses of AI", ("adoption",)),
    ("Positions", ("statement",)),
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
        Run(entity.name, "title"),
        Run(f"  {words.KIND_NAMES[entity.kind]}", "dim"),
        Run(f" · made by {makers}" if makers else "", "dim"),
        Run(f" · also {aliases}" if aliases else "", "dim"),
    )
    blocks: list[Block] = []
    if entity.note:
        blocks.append(Lines("", ((Run(entity.note.en, "dim"),),)))
    if profile.status:
        blocks.append(_today(profile.status, told))
    own = [claim for claim in shown if claim.tells_of(entity.id)]
    for heading, kinds in SECTIONS:
        claims = [claim for kind in kinds for claim in own if claim.kind == kind]
        if claims:
            blocks.append(told.items(heading, sorted(claims, key=_by_time) if heading == RULES_SECTION else claims))
    blocks.extend([told.items("Also named in", others)] if (others := [c for c in shown if c not in own]) else [])
    groups = ", ".join(told.names[group] for group in entity.groups)
    if profile.group_claims:
        blocks.append(told.items(f"Told of groups it belongs to ({groups})", profile.group_claims))
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


def _today(rows: Sequence[StatusRow], told: Told) -> Grid:
    day = words.when(rows[0].date)
    lines = tuple((((Run(words.RULES[row.rule]),),), tuple(state_lines(row, told))) for row in rows)
    return Grid(f"What may be done with it, as of {day}, the newest source", (), lines, ratios=(27, 51))


def _disagreements(profile: Profile, told: Told) -> Lines:
    lines: list[Line] = []
    for pair in profile.conflicts:
        lines.append((Run("≠ ", "warn"), Run(pair.about.en, "strong")))
        lines.extend(told.named(told.claims[id_]) for id_ in pair.claims)
    return Lines("Disagreements", tuple(lines), hang=4)
