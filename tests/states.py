"""Claims about the states of chips, on the tiny base, and how the answers from them look.

The sources of the tiny base are of 10 March 2025 (`early`) and 10 December 2025 (`late`). A claim is about the
T40 under the US rule, and told by the early source, unless a test says otherwise.
"""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from chipcli import dates
from chipcli.dates import Span
from chipcli.language import ENGLISH
from chipcli.model.answer import Answer, Change
from chipcli.model.claim import STATES, Rule, State
from chipcli.render import layout
from chipcli.render.form import Form, Format
from chipcli.render.terminal import drawn
from chipcli.wording import Words
from tests import bases
from tests.bases import Record, source

SOURCES = (
    source("oldest", "2024-06"),
    *bases.SOURCES,
    source("in-june", "2025-06"),
    source("undated", None),
    source("since-july", "2025-07/..", published_basis="inferred"),
)


def us(id_: str, state: str, when: str | None, **fields: Any) -> Record:
    return bases.status(id_, state, when, **fields)


def cn(id_: str, state: str, when: str | None, **fields: Any) -> Record:
    return bases.status(id_, state, when, rule="cn_purchase", **fields)


def seen(id_: str, state: str, when: str | None, **fields: Any) -> Record:
    return us(id_, state, when, mode="observed", **fields)


def until(id_: str, state: str, when: str | None, change: str, **fields: Any) -> Record:
    return us(id_, state, when, mode="until", until=change, **fields)


def turns(changes: Iterable[Change]) -> list[tuple[State | None, State, str | None]]:
    return [(change.state_from, change.state_to, change.when.edtf) for change in changes]


BLOCKED_APRIL = us("blocked-april", "blocked", "2025-04", told_by="late")
ALLOWED_JULY = us("allowed-july", "allowed", "2025-07", told_by="late", after=["blocked-april"])
BACK_AND_FORTH = [BLOCKED_APRIL, ALLOWED_JULY]


def shown(told: Answer[Any, Any], width: int = 80) -> list[str]:
    """Return the lines of an answer's page."""
    form = Form(Format.TABLE, Words(ENGLISH))
    return "".join(drawn(layout.page(told, form), width=width, look=form.look)).splitlines()


# A handful of claims about one chip under one rule

DATES = ("2025-02", "2025-04-10", "2025-04", "2025-06-20", "2025-06", "2025-07-01", "2025-11/2025-12-05", "2025")
OPEN_DATES = ("../2025-05-15", "../2025-12-10", "2025-03/..")
PERIODS = (*DATES, "2024-12", "2025-01/2025-05", "2025-04-10/2025-06", "2025-04-11", "2025-06-30", "2025-12-10", "2026")
KNOWN_BY = ("2025-01", "2025-03-10", "2025-06-15", "2025-06", "2025-12-09", "2025-12-10", "2030")


@st.composite
def claims_about_one_chip(draw: st.DrawFn, rule: Rule = "us_export") -> list[Record]:
    """Draw up to five claims that the checks accept; in a change's month, before a change, after one another."""
    claims: list[Record] = []
    for number in range(draw(st.integers(0, 5))):
        when = draw(st.sampled_from([*DATES, *OPEN_DATES, None]))
        claim = us(
            f"c{number}",
            draw(st.sampled_from(STATES[rule])),
            when,
            rule=rule,
            mode=draw(st.sampled_from(["change", "change", "observed", "until"])),
            told_by=draw(st.sampled_from([card["id"] for card in SOURCES])),
            level=draw(st.sampled_from(["stated", "announced", "hedged"])),
        )
        if when and draw(st.booleans()):
            claim["when_basis"] = "inferred"
        changes = [other["id"] for other in claims if other["mode"] == "change"]
        if claim["mode"] == "until" and changes:
            claim["until"] = draw(st.sampled_from(changes))
        elif claim["mode"] == "until":
            claim["mode"] = "observed"
        # What comes after all others in time may say that it comes after one of them.
        follows = draw(st.booleans())
        if claims and follows and all(_may_follow(claim, other) for other in claims):
            claim["after"] = [claims[-1]["id"]]
        claims.append(claim)
    return claims


def _may_follow(claim: Record, other: Record) -> bool:
    return span_of(claim).first >= span_of(other).last


def span_of(claim: Record) -> Span:
    """Return the days that a claim gives itself; without a date, all there are."""
    return dates.parse(claim["when"] or "0001/9999")
