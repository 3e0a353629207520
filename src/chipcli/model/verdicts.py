"""Verdicts: what a question for yes or no returns, and the question as understood."""

from typing import Literal

from chipcli.dates import Span
from chipcli.model.answer import Answered, Matched, StatusRow
from chipcli.model.claim import Rule, State
from chipcli.model.entity import EntityKind

Decision = Literal["yes", "no", "cannot_tell"]
"""The state held on every day of the period; it can have held on no day of it; neither is certain."""

Reason = Literal[
    "held",
    "another_state",
    "part_of_period",
    "indeterminate",
    "disputed",
    "unknown",
    "partly_unknown",
    "beyond_horizon",
]
"""What the decision rests on. `held` goes with yes, `another_state` with no, the rest with cannot_tell.

It held in a part of the period only; several states are possible; sources disagree; nothing is told of the period, or
not of all of it; it ends after the newest source that counts.
"""


class CheckQuery(Answered, frozen=True, kw_only=True, rename={"asked": "is"}):
    """A question whether a chip is in a state."""

    name: str
    entity: str | None
    matched: Matched | None
    asked: State
    rule: Rule | None
    """Null where none was given: then every rule that has the state."""
    date: Span | None
    """Null where none was given: the answer is then as of the newest source."""
    known_by: Span | None
    strict: bool


class RuleVerdict(Answered, frozen=True, kw_only=True):
    """Whether a chip is in a state under one rule."""

    rule: Rule
    verdict: Decision
    reason: Reason
    status: StatusRow
    """What it was decided from."""


class Verdict(Answered, frozen=True, kw_only=True, rename={"asked": "is"}):
    """Whether a chip is in a state."""

    chip: str
    name: str
    chip_kind: EntityKind
    asked: State
    verdict: Decision
    """Yes if every rule says yes, no if any says no."""
    rules: tuple[RuleVerdict, ...]
    """One for each rule that has the state, or for the one asked for."""
