"""The answer to a question about a state in one sentence, in both languages."""

from collections.abc import Sequence
from typing import NamedTuple

from chipcli.language import ENGLISH, FRENCH
from chipcli.messages import Both, mark
from chipcli.model.answer import Change, StatusRow
from chipcli.model.claim import ExportStatus, Rule
from chipcli.model.values import Text, When
from chipcli.wording import Words

RULES: dict[Rule, str] = {
    "us_export": mark("export from the US side"),
    "cn_purchase": mark("purchase in China"),
}


class Course(NamedTuple):
    """A row with what makes a sentence of it."""

    name: Both
    row: StatusRow
    first: ExportStatus | None
    """The claim that its state rests on first."""
    ending: ExportStatus | None
    """The change that ended the state afterwards."""


def status(courses: Sequence[Course]) -> Text:
    """Return what rows say, a sentence for each."""
    en, fr = (" ".join(_sentence(one, words) for one in courses) for words in (Words(ENGLISH), Words(FRENCH)))
    return Text(en=en, fr=fr)


def _sentence(course: Course, words: Words) -> str:
    name, row, _, ending = course
    told = _told(course, words)
    if ending is not None:
        vague = "" if ending.when.is_day or ending.when.is_open else f", {words.say('day not stated')}"
        then = words.say("then {state} {when}", state=words.state(ending.state), when=f"{words.at(ending.when)}{vague}")
        told = words.say("{first}; {then}", first=told, then=then)
    return words.say(
        "{name}, {rule}, {period}: {told}.",
        name=name,
        rule=words.say(RULES[row.rule]),
        period=words.period(row.date),
        told=told,
    )


def _told(course: Course, words: Words) -> str:
    row = course.row
    if row.outcome == "unknown":
        return words.say("unknown, since no source tells of that time")
    either = words.either([words.state(state) for state in row.possible])
    if row.outcome == "disputed":
        return words.say("disputed ({states})", states=either)
    if row.changes:
        changes = [_change(change, words) for change in row.changes]
        first = changes[0]
        for then in changes[1:]:
            first = words.say("{first}; {then}", first=first, then=then)
        return first
    if row.state is None:
        return words.say("{states}; the source does not say when", states=either)
    return _held(course, words)


def _held(course: Course, words: Words) -> str:
    """Say what state holds and since when, as far as that is told."""
    row = course.row
    state = words.state(row.state) if row.state else ""
    if row.since is None or row.since.edtf is None:
        return state
    if row.basis == "start_not_stated":
        return words.say("{state} up to a later change", state=state)
    if row.outcome != "beyond_horizon" and course.first and course.first.mode == "observed":
        return words.say("{state}, as seen {when}", state=state, when=words.at(row.since))
    if row.outcome == "beyond_horizon":
        return words.say("{state}, the last known state, {since}", state=state, since=_since(row.since, words))
    return f"{state}, {_since(row.since, words)}"


def _since(when: When, words: Words) -> str:
    if when.earliest is None:
        return words.say("{when} or earlier", when=words.at(when))
    return words.since(when)


def _change(change: Change, words: Words) -> str:
    then = words.say("then {state} {when}", state=words.state(change.state_to), when=words.at(change.when))
    return f"{words.state(change.state_from)}, {then}" if change.state_from else then
