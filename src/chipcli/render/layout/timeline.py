"""The picture of what happened, and below it the events in order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, get_args

from chipcli import dates
from chipcli.messages import mark
from chipcli.model import lanes as model
from chipcli.model.answer import Answer
from chipcli.model.claim import State
from chipcli.model.values import Level, When
from chipcli.render.layout.states import dated
from chipcli.render.layout.told import FIRM, Laid, Told
from chipcli.render.page import Bar, Block, Items, Key, Lane, Lanes, Line, Mark, Pattern, Run, Section, Sign
from chipcli.render.words import STATE_STYLES
from chipcli.wording import MONTHS

SIGNS: dict[Sign, str] = {
    "day": mark("change on that day"),
    "span": mark("change at that time, day not stated"),
    "by": mark("change by then, perhaps earlier"),
}


def timeline(answer: Answer[Any, model.Lane], told: Told) -> Laid:
    """Lay out a lane for each chip and rule, and below them what was told, in the order of time."""
    query, lanes = answer.query, answer.result
    # Of a group that is not asked about, what nothing is told of is left out: it would stand there many times over.
    shown = [
        lane for lane in lanes if lane.chip_kind == "chip" or lane.chip == query.entity or lane.stretches or lane.events
    ]
    blocks: list[Block] = [_picture(shown, query, told)]
    blocks += _events(shown, told)
    return Laid(_title(query, lanes, told), blocks)


def _title(query: model.TimelineQuery, lanes: Sequence[model.Lane], told: Told) -> Line:
    parts = [told.words.period(lanes[0].date)]
    if query.known_by:
        parts.append(told.say("as known by {when}", when=told.words.when(query.known_by)))
    if query.strict:
        parts.append(told.say("strictly"))
    if query.entity:
        return (
            Run(told.say("What happened to {name}: {period}", name=told.names[query.entity], period=parts), "title"),
        )
    return (Run(told.say("What happened: {period}", period=parts), "title"),)


# The picture


def _picture(lanes: Sequence[model.Lane], query: model.TimelineQuery, told: Told) -> Lanes:
    period, horizon = lanes[0].date, lanes[0].horizon
    asked_about = [lane.chip == query.entity if query.entity else lane.chip_kind == "chip" for lane in lanes]
    own = [lane for lane, is_own in zip(lanes, asked_about, strict=True) if is_own]
    groups = [lane for lane, is_own in zip(lanes, asked_about, strict=True) if not is_own]
    title = told.say("Groups of chips: told of the group as such, of no chip in it") if groups else ""
    return Lanes(
        title=" · ".join(told.words.rule(rule) for rule in dict.fromkeys(lane.rule for lane in lanes)),
        first=period.first,
        last=period.last,
        horizon=horizon,
        months=tuple(told.say(month) for month in MONTHS),
        sections=(
            Section("", tuple(_lane(lane, told) for lane in own)),
            *([Section(title, tuple(_lane(lane, told) for lane in groups))] if groups else []),
        ),
        legend=tuple(_legend(told)),
        note=(
            told.say(
                "Nothing can be told of the time after {day}, the day of the newest source.",
                day=told.words.day(horizon),
            )
            if horizon and (horizon.year, horizon.month) < (period.last.year, period.last.month)
            else ""
        ),
    )


def _lane(lane: model.Lane, told: Told) -> Lane:
    return Lane(
        name=told.names[lane.chip],
        side=told.words.short_rule(lane.rule),
        bars=tuple(_merged(_bar(stretch, told) for stretch in lane.stretches)),
        marks=tuple(_marks(lane, told)),
        place=told.place(told.claims[id_] for id_ in _claims([lane])),
    )


def _bar(stretch: model.Stretch, told: Told) -> Bar:
    states = [told.words.state(state) for state in stretch.possible]
    if stretch.outcome == "disputed":
        word = " ≠ ".join(states)
    elif stretch.outcome == "indeterminate":
        word = told.say("{states}?", states=told.words.either(states))
    else:
        word = states[0]
    level = stretch.level
    tagged = [f"{word} ({told.words.level(level)})"] if level and level is not Level.STATED else []
    firm = stretch.outcome != "state" or level in FIRM
    return Bar(stretch.first, stretch.last, _pattern(stretch), firm, (*tagged, word))


def _pattern(stretch: model.Stretch) -> Pattern:
    if stretch.outcome != "state" or stretch.state is None:
        return "disputed" if stretch.outcome == "disputed" else "indeterminate"
    return stretch.state


def _merged(bars: Iterable[Bar]) -> Iterator[Bar]:
    """Yield bars, those in one that follow each other and look the same."""
    held: Bar | None = None
    for bar in bars:
        if held and held[2:] == bar[2:] and (bar.first - held.last).days == 1:
            held = held._replace(last=bar.last)
            continue
        if held:
            yield held
        held = bar
    if held:
        yield held


def _marks(lane: model.Lane, told: Told) -> Iterator[Mark]:
    events = {event.claim: event for event in lane.events}
    for change in lane.changes:
        event = events[change.claim]
        if event.last is None:
            continue
        first = event.first or event.last
        sign = _sign(change.when, first, event.last)
        text = told.words.when(dates.parse(f"../{event.last}") if sign == "by" else change.when)
        yield Mark(first, event.last, sign, text)


def _sign(when: When, first: date, last: date) -> Sign:
    if first != last:
        return "span"
    return "day" if when.earliest == last else "by"


def _legend(told: Told) -> Iterator[Key]:
    """Yield what each look means; whoever draws leaves out those that are not in the picture."""
    for state in get_args(State):
        yield Key(state, firm=True, text=told.words.state(state))
        yield Key(state, firm=False, text=told.say("{state}, hedged", state=told.words.state(state)))
    yield Key("indeterminate", firm=True, text=told.say("cannot be said"))
    yield Key("disputed", firm=True, text=told.say("sources disagree"))
    for sign, text in SIGNS.items():
        yield Key(sign, firm=True, text=told.say(text))
    yield Key("blank", firm=True, text=told.say("blank: nothing is known"))


# What stands below it


def _events(lanes: Sequence[model.Lane], told: Told) -> Iterator[Block]:
    """Yield the events in the order of time, and what else the picture rests on."""
    events = model.in_order(lanes)
    if events:
        items = tuple(
            told.item(told.claims[event.claim])._replace(line=_event(lane, event, told)) for lane, event in events
        )
        yield Items(told.say("What happened, in order"), items)
    listed = {event.claim for _, event in events}
    rest = [told.claims[id_] for id_ in _claims(lanes) if id_ not in listed]
    if rest:
        yield told.items(told.say("Told of another time, and holding in this one"), rest)


def _claims(lanes: Iterable[model.Lane]) -> list[str]:
    """Return the ids of the claims that lanes rest on, each once."""
    ids = (
        id_
        for lane in lanes
        for several in (*(stretch.claims for stretch in lane.stretches), [event.claim for event in lane.events])
        for id_ in several
    )
    return list(dict.fromkeys(ids))


def _event(lane: model.Lane, event: model.Event, told: Told) -> Line:
    name, side = told.names[lane.chip], told.words.short_rule(lane.rule)
    who = told.say("{name} (group), {side}:", name=name, side=side)
    if lane.chip_kind == "chip":
        who = told.say("{name}, {side}:", name=name, side=side)
    return (Run(_dated(event, told), "strong"), Run(f" · {who} "), *_told(event, told))


def _dated(event: model.Event, told: Told) -> str:
    # Of what held up to a change and of "by 10 December", the words say already that no day is stated.
    if event.mode == "until" or event.when.earliest is None:
        return told.words.when(event.when)
    return dated(event.when, told)


def _told(event: model.Event, told: Told) -> Line:
    """Return what an event says of the state."""
    if event.mode == "until":
        return (*_state(event.state_from, told), Run(f", {told.say('until then')}", "dim"))
    if event.mode == "observed":
        return (*_state(event.state_to, told), Run(f", {told.say('seen then')}", "dim"))
    if event.again:
        return (*_state(event.state_to, told), Run(f", {told.say('told again')}", "dim"))
    return (*_state(event.state_from, told), Run(" → ", "strong"), *_state(event.state_to, told))


def _state(state: State | None, told: Told) -> Line:
    return (Run(told.words.state(state), STATE_STYLES[state]),) if state else (Run(told.say("not stated"), "dim"),)
