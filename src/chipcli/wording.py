"""How dates, states, levels and quantities are put into words, in a language."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, Protocol

from chipcli.dates import Span
from chipcli.language import Code, InBoth, Language
from chipcli.messages import HasNames, Message, Value, mark
from chipcli.model.claim import Rule, State
from chipcli.model.values import DateBasis, Level, Quantity, Voice, When

MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July"),
    mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip

LEVELS: dict[Level, str] = {
    Level.STATED: mark("stated"),
    Level.ANNOUNCED: mark("announced"),
    Level.REPORTED: mark("reported"),
    Level.HEDGED: mark("hedged"),
    Level.PLANNED: mark("planned"),
    Level.EXPECTED: mark("expected"),
    Level.OPINION: mark("opinion"),
}

RULES: dict[Rule, str] = {
    "us_export": mark("US: may it leave for China?"),
    "cn_purchase": mark("China: may it be bought?"),
}

SHORT_RULES: dict[Rule, str] = {"us_export": mark("US"), "cn_purchase": mark("China")}

STATES: dict[State, str] = {
    "allowed": mark("allowed"),
    "conditional": mark("conditional"),
    "no_decision": mark("no decision yet"),
    "discouraged": mark("discouraged"),
    "prohibited": mark("prohibited"),
    "blocked": mark("blocked"),
}

KIND_NAMES: dict[str, str] = {
    "chip": mark("chip"),
    "chip_group": mark("group of chips"),
    "company": mark("company"),
    "public_body": mark("public body"),
    "person": mark("person"),
    "model": mark("AI model"),
    "place": mark("place"),
    "outlet": mark("news outlet"),
    "technology": mark("technology"),
    "group": mark("group"),
    "claim": mark("claim"),
    "source": mark("source"),
}

QUANTITIES: dict[str, str] = {
    "eq": mark("{number} {unit}"),
    "about": mark("about {number} {unit}"),
    "almost": mark("almost {number} {unit}"),
    "gt": mark("more than {number} {unit}"),
    "ge": mark("at least {number} {unit}"),
    "lt": mark("less than {number} {unit}"),
    "le": mark("at most {number} {unit}"),
}

UNITS: dict[str, str] = {
    "times": mark("times"),
    "units": mark("units"),
    "percent": mark("percent"),
    "years": mark("years"),
}

SCOPES: dict[Literal["each", "together"], str] = {
    "each": mark("{quantity} each"),
    "together": mark("{quantity} together"),
}

BASES: dict[DateBasis, str] = {
    "stated": mark("{when} (stated)"),
    "relative": mark("{when} (relative)"),
    "inferred": mark("{when} (inferred)"),
    "published": mark("{when} (published)"),
    "not_stated": mark("{when} (not stated)"),
}
"""How a date was found; whole, because one that is stated is not called what a claim that is stated is called."""

FIELDS = (
    mark("about"), mark("after"), mark("agrees with"), mark("amount"), mark("aspect"), mark("baseline"), mark("before"),
    mark("buyers"), mark("by"), mark("channel"), mark("comparison"), mark("condition"), mark("delivery"),
    mark("direction"), mark("equivalent"), mark("factor"), mark("field"), mark("form"), mark("holder"),
    mark("investors"), mark("item"), mark("lasts"), mark("market"), mark("measure"), mark("mentions"), mark("mode"),
    mark("place"), mark("planned"), mark("property"), mark("purpose"), mark("quantity"), mark("reason"),
    mark("relation"), mark("rule"), mark("share"), mark("stage"), mark("stance"), mark("state"), mark("target"),
    mark("task"), mark("until"), mark("valuation"), mark("value"),
)  # fmt: skip
"""The names of the fields of claims, as a page shows them."""

VALUES = (
    mark("chip"), mark("maker"), mark("role"), mark("made in"), mark("rank"), mark("cut down"), mark("successor"),
    mark("suitability"), mark("line up"), mark("standing"), mark("performance"), mark("more"), mark("less"),
    mark("most"), mark("unmatched"), mark("insufficient"), mark("training"), mark("inference"), mark("export status"),
    mark("us export"), mark("cn purchase"), mark("allowed"), mark("conditional"), mark("no decision"),
    mark("discouraged"), mark("prohibited"), mark("blocked"), mark("change"), mark("observed"), mark("until"),
    mark("stockpile"), mark("demand"), mark("ordered"), mark("bought"), mark("asked"), mark("interested"),
    mark("sought"), mark("expected"), mark("grey market"), mark("funding"), mark("round"), mark("share sale"),
    mark("investment"), mark("acquisition"), mark("venture capital"), mark("possible"), mark("planned"),
    mark("announced"), mark("closed"), mark("ownership"), mark("shareholder"), mark("parent"), mark("unit"),
    mark("market"), mark("share price"), mark("market share"), mark("position"), mark("revenue"), mark("cash flow"),
    mark("profit"), mark("opportunity"), mark("importance"), mark("up"), mark("down"), mark("leading"),
    mark("positive"), mark("negative"), mark("production"), mark("supply"), mark("stopped"), mark("node"),
    mark("equipment"), mark("lithography"), mark("foundry"), mark("technique"), mark("quality"), mark("model"),
    mark("developer"), mark("upgrade"), mark("delay"), mark("launch"), mark("method"), mark("openness"),
    mark("success"), mark("difficulty"), mark("company"), mark("founded"), mark("listed"), mark("led by"),
    mark("founder"), mark("activity"), mark("product"), mark("ticker"), mark("based in"), mark("policy"),
    mark("control"), mark("strategy"), mark("order"), mark("advice"), mark("financing"), mark("warning"),
    mark("review"), mark("condition"), mark("effect"), mark("adoption"), mark("statement"), mark("says"),
    mark("expects"), mark("warns"), mark("declines"), mark("worries"), mark("asks"), mark("headline"), mark("teaser"),
    mark("heading"), mark("body"), mark("boilerplate"), mark("fragment"), mark("repetition"), mark("rhetoric"),
    mark("question"), mark("judgement"),
)  # fmt: skip
"""The values that fields of claims and cards choose from, as a page shows them."""


class Titled(Protocol):
    """What has a title in both languages."""

    @property
    def title(self) -> str:
        """The title in English."""

    @property
    def title_fr(self) -> str:
        """The title in French."""


class Gist(Protocol):
    """What is told in short in both languages."""

    @property
    def gist(self) -> str:
        """In English."""

    @property
    def gist_fr(self) -> str:
        """In French."""


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, template: str, /, **values: Value) -> str:
        """Return a text of the page."""
        return self.language.say(template, **values)

    def put(self, message: Message | str) -> str:
        """Return a message."""
        return self.language.put(message)

    def pick(self, text: InBoth) -> str:
        """Return the one of two texts that is in this language."""
        return self.language.pick(text)

    def pick_other(self, text: InBoth) -> str:
        """Return the one that is in the other language."""
        return text.en if self.language.code is Code.FR else text.fr

    def described(self, voice: Voice) -> str:
        """Return who people are that have no name."""
        return (voice.fr if self.language.code is Code.FR else voice.en) or ""

    def title(self, source: Titled) -> str:
        """Return the title of a source."""
        return source.title_fr if self.language.code is Code.FR else source.title

    def gist(self, paragraph: Gist) -> str:
        """Return what a paragraph says, in short."""
        return paragraph.gist_fr if self.language.code is Code.FR else paragraph.gist

    # What has a fixed name

    def state(self, state: State) -> str:
        """Return the name of a state."""
        return self._name(STATES[state])

    def level(self, level: Level) -> str:
        """Return the name of a level."""
        return self._name(LEVELS[level])

    def rule(self, rule: Rule) -> str:
        """Return a rule as the question that it answers."""
        return self._name(RULES[rule])

    def short_rule(self, rule: Rule) -> str:
        """Return the side whose rule it is."""
        return self._name(SHORT_RULES[rule])

    def kind_name(self, kind: str) -> str:
        """Return the name of a kind of entity."""
        return self._name(KIND_NAMES[kind])

    def field(self, name: str) -> str:
        """Return the name of a field of a claim: one of `FIELDS`."""
        return self._name(name.replace("_", " "))

    def value(self, value: str) -> str:
        """Return a value that a field chooses from: one of `VALUES`."""
        return self._name(value.replace("_", " "))

    def based(self, when: str, basis: DateBasis) -> str:
        """Return a date that is in words already, with how it was found."""
        return self.say(BASES[basis], when=when)

    def name(self, entity: HasNames) -> str:
        """Return the name of an entity, as this language has it."""
        return (entity.name_fr or entity.name) if self.language.code is Code.FR else entity.name

    def either(self, names: Sequence[str]) -> str:
        """Return several names of which one is meant: `a, b or c`."""
        *first, last = names
        return self.say("{several} or {last}", several=first, last=last) if first else last

    def both(self, names: Sequence[str]) -> str:
        """Return several names that are meant together: `a, b and c`."""
        *first, last = names
        return self.say("{several} and {last}", several=first, last=last) if first else last

    def _name(self, text: str) -> str:
        return self.language.translate(text)

    # Dates

    def day(self, value: date) -> str:
        """Return `10 December 2025`."""
        return self._whole(value.isoformat())

    def when(self, span: Span | When) -> str:
        """Return a date in words, as precise as it is and no more."""
        if span.edtf is None:
            return self.say("date not stated")
        start, slash, end = span.edtf.partition("/")
        if not slash:
            return self._whole(start)
        if start == "..":
            return self._by(end)
        if end == "..":
            return self.say("{start} or later", start=self._whole(start))
        return self.say("between {start} and {end}", start=self._point(start), end=self._point(end))

    def at(self, span: Span | When) -> str:
        """Return a date as a sentence has it: `on 10 December 2025`, `in April 2025`, `by 10 December 2025`."""
        if span.edtf is None:
            return self.say("at a time not stated")
        start, slash, end = span.edtf.partition("/")
        if start == "..":
            return self._by(end)
        if slash and end != "..":
            return self.say("between {start} and {end}", start=self._point(start), end=self._point(end))
        if _is_day(start):
            template = mark("on {day} or later") if slash else mark("on {day}")
            return self.say(template, day=self._whole(start))
        template = mark("in {month} or later") if slash else mark("in {month}")
        return self.say(template, month=self._whole(start))

    def since(self, span: Span | When) -> str:
        """Return from when on something holds."""
        if span.edtf is None:
            return self.say("since when is not stated")
        start, slash, end = span.edtf.partition("/")
        if not slash:
            return self.say("since {date}", date=self._point(start))
        if start == "..":
            return self.say("since {date} or earlier", date=self._point(end))
        if end == "..":
            return self.say("since {date} or later", date=self._point(start))
        return self.say("since some time between {start} and {end}", start=self._point(start), end=self._point(end))

    def period(self, span: Span) -> str:
        """Return the period of a question: from its first day to its last."""
        start, slash, end = span.edtf.partition("/")
        if not slash:
            return self._whole(start)
        if start == "..":
            if _is_day(end):
                return self.say("up to {day}", day=self._whole(end))
            return self.say("up to {month}", month=self._whole(end))
        if end == "..":
            if _is_day(start):
                return self.say("from {day} on", day=self._whole(start))
            return self.say("from {month} on", month=self._whole(start))
        return self.say("{start} to {end}", start=self._whole(start), end=self._whole(end))

    def published(self, span: When) -> str:
        """Return the date of a source; one without a latest possible day is undated."""
        return self.say("undated") if span.latest is None else self.when(span)

    def precision(self, span: Span | When) -> str:
        """Say what a date leaves open: `day not stated` for a month."""
        if span.edtf is None or span.is_day:
            return ""
        if span.earliest is None:
            return self.say("may have been earlier")
        return self.say("day not stated")

    def _by(self, end: str) -> str:
        if _is_day(end):
            return self.say("by {day}", day=self._whole(end))
        return self.say("by {month}", month=self._whole(end))

    def _point(self, text: str) -> str:
        """Return a year, month or day as it stands inside a sentence: some languages set an article before a day."""
        return self.say("{day}", day=self._whole(text)) if _is_day(text) else self._whole(text)

    def _whole(self, text: str) -> str:
        """Return a year, month or day in words."""
        year, *rest = text.rstrip("?~").split("-")
        words = str(int(year))
        if rest:
            month = self._name(MONTHS[int(rest[0]) - 1])
            if len(rest) == 1:
                words = self.say("{month} {year}", month=month, year=words)
            elif int(rest[1]) == 1:
                # Some languages count the first day and number the others.
                words = self.say("1 {month} {year}", month=month, year=words)
            else:
                words = self.say("{day} {month} {year}", day=int(rest[1]), month=month, year=words)
        if text.endswith("~"):
            return self.say("about {date}", date=words)
        return self.say("{date} (uncertain)", date=words) if text.endswith("?") else words

    # Quantities

    def quantity(self, value: Quantity) -> str:
        """Return a quantity with its operator and unit; never a bare number."""
        if value.number is None:
            return self.say("not stated")
        number = self.number(value.number)
        unit = self.unit(value.unit or "")
        text = self.say(QUANTITIES[value.op], number=number, unit=unit)
        return self.say(SCOPES[value.scope], quantity=text) if value.scope else text

    def number(self, value: float) -> str:
        """Return a number with its thousands set apart, and not a digit more or less than it has."""
        # Marks that no number holds go between, so that one does not become the other.
        text = f"{value:,}".replace(",", "{thousand}").replace(".", "{point}")
        return text.format(thousand=self.say(","), point=self.say("."))

    def unit(self, unit: str) -> str:
        """Return a unit in words; a currency stays its ISO 4217 code."""
        return self._name(UNITS.get(unit, unit))


def _is_day(text: str) -> bool:
    return text.count("-") == 2
