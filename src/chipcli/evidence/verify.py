"""The base held against the articles: each check is a generator of problems, listed in one of three tuples.

A claim is checked by itself, so that one can be held against its article without the others.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from chipcli.errors import Problem
from chipcli.evidence import articles
from chipcli.evidence.amounts import figures, further_dates, not_before_its_time, units, valid_time
from chipcli.evidence.attribution import announcers, level, voices
from chipcli.evidence.bench import Bench, ClaimCheck, EntityCheck, SourceCheck, bench
from chipcli.evidence.documents import anchors, hashes, memberships, publication
from chipcli.evidence.meaning import actors, comparisons, entities, fields, parts, repeated, sentences, states
from chipcli.model.base import FactBase
from chipcli.model.claim import Claim

SOURCE_CHECKS: tuple[SourceCheck, ...] = (hashes, publication)

ENTITY_CHECKS: tuple[EntityCheck, ...] = (memberships,)

CLAIM_CHECKS: tuple[ClaimCheck, ...] = (
    anchors,
    figures,
    units,
    valid_time,
    not_before_its_time,
    further_dates,
    entities,
    level,
    voices,
    announcers,
    states,
    actors,
    repeated,
    fields,
    parts,
    comparisons,
    sentences,
)


class Verification(NamedTuple):
    """What a verification found, and how much it looked at."""

    problems: tuple[Problem, ...]
    sources: int
    """Articles found, of those that the cards name."""
    entities: int
    """Memberships of entities held against an article."""
    claims: int
    """Claims held against an article; those of a missing article are not."""


def verify(base: FactBase, folder: Path) -> Verification:
    """Hold a base against the articles in a folder.

    Raises:
        OutputError: if the folder cannot be read.
    """
    on = bench(base, articles.find(folder, base.sources))
    problems = chain(
        (problem for source in base.sources for check in SOURCE_CHECKS for problem in check(on, source)),
        (problem for entity in base.entities for check in ENTITY_CHECKS for problem in check(on, entity)),
        (problem for claim in base.claims for problem in claim_problems(on, claim)),
    )
    return Verification(
        problems=tuple(problems),
        sources=len(on.articles),
        entities=sum(len(entity.member_of) for entity in base.entities),
        claims=sum(claim.source in on.articles for claim in base.claims),
    )


def claim_problems(on: Bench, claim: Claim) -> Iterator[Problem]:
    """Yield what is wrong with one claim; nothing where its article is missing, which the card's check says.

    Of an article that isn't French, only the places can be checked.
    """
    if claim.source in on.articles:
        for check in CLAIM_CHECKS if on.sources[claim.source].language == "fr" else (anchors,):
            yield from check(on, claim)
