"""Differences: what a question for two dates returns, and the question as understood."""

from typing import Literal

from chipcli.dates import Span
from chipcli.model.answer import Answered, AskedName, Change, StatusRow
from chipcli.model.claim import Rule
from chipcli.model.entity import EntityKind

DifferenceKind = Literal["changed", "may_have_changed", "first_told", "differs", "learned", "revised", "restated"]
"""What sort of difference it is.

Between two dates: a change is told to lie in between; one is told that may lie in between; nothing is told of the
first date, and of the second something is, no change; what is told of the two differs in another way.
Between two days of knowledge: nothing was known by the first; another state, or course of states, was; the same state
was, with another date or another level.
"""


class DiffQuery(
    Answered,
    frozen=True,
    kw_only=True,
    rename={"date_from": "from", "date_to": "to", "known_first": "known_by", "known_then": "and"},
):
    """A question for what changed from one date to another, or was learned from one day to another."""

    names: tuple[AskedName, ...]
    """Each of the names, in the order asked; empty where everything was."""
    date_from: Span | None
    date_to: Span | None
    known_first: Span | None
    """The first of two days by which sources have to be out; between two dates, the only one."""
    known_then: Span | None
    date: Span | None
    """What is asked about as known by two days; null where no date was given: then the last day of the first."""
    strict: bool

    @property
    def known_by(self) -> Span | None:
        """The day by which a source has to be out for the answer to tell of it at all."""
        return self.known_then or self.known_first


class Difference(Answered, frozen=True, kw_only=True):
    """What differs of one chip or chip group under one rule."""

    chip: str
    name: str
    chip_kind: EntityKind
    rule: Rule
    difference: DifferenceKind
    changes: tuple[Change, ...]
    """Told to lie after the first date, and up to the end of the second; in order."""
    possible_changes: tuple[Change, ...]
    """Of which it is not certain that they lie in between; in order."""
    learned: tuple[str, ...]
    """Claims that count as known by the second day only, and make the difference; none between two dates."""
    before: StatusRow
    """At the first date, or as known by the first day."""
    after: StatusRow
    """At the second."""
