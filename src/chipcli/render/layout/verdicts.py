"""A verdict: one line that says yes, no or cannot tell, and why."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from chipcli.messages import mark
from chipcli.model.answer import Answer
from chipcli.model.verdicts import Decision, RuleVerdict, Verdict
from chipcli.render.layout.phrases import Inline, joined
from chipcli.render.layout.states import state_lines
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Line, Run, Style

DECISIONS: dict[Decision, str] = {"yes": mark("yes"), "no": mark("no"), "cannot_tell": mark("cannot tell")}

STYLES: dict[Decision, Style] = {"yes": "good", "no": "bad", "cannot_tell": "warn"}


def verdict(answer: Answer[Any, Verdict], told: Told) -> Laid:
    """Lay out the verdict in one line, with the rules that it goes by; its sources are named in the line.

    Of several rules, those are told of that decide.
    """
    (found,) = answer.result
    inline = Inline(answer, told.words)
    decision = Run(told.say("{name}:", name=told.say(DECISIONS[found.verdict])), STYLES[found.verdict])
    decisive = (_why(one, inline) for one in found.rules if one.verdict == found.verdict)
    return Laid((decision, Run(f" {told.names[found.chip]}, "), *joined(decisive, " · ")), [])


def _why(one: RuleVerdict, told: Inline) -> Line:
    """Return the side that decides and what is told, with what the decision rests on beyond it."""
    # Beside a state of its own, what is told of its groups would seem to have a say.
    row = one.status if one.status.outcome == "unknown" else replace(one.status, group_claims=())
    lines = [*state_lines(row, told), *((Run(text, "dim"),) for text in _doubts(one, told))]
    return (Run(f"{told.say('{name}:', name=told.words.short_rule(one.rule))} "), *joined(lines, told.say("; ")))


def _doubts(one: RuleVerdict, told: Inline) -> Iterator[str]:
    """Yield why a state that is told makes no yes."""
    row = one.status
    period = told.words.period(row.date)
    if one.reason == "partly_unknown":
        yield told.say("nothing is told of the time before")
    elif one.reason == "part_of_period" and not row.changes:
        yield told.say("not throughout this period: {period}", period=period)
    elif one.reason == "beyond_horizon" and row.outcome != "beyond_horizon":
        yield told.say("nothing is told of the end of this period: {period}", period=period)
