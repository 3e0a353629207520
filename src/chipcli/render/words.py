"""How levels and states look: the marks and styles that go with their names."""

from chipcli.model.claim import State
from chipcli.model.values import Level
from chipcli.render.page import Style

MARKS: dict[Level, str] = {
    Level.STATED: "•",
    Level.ANNOUNCED: "!",
    Level.REPORTED: "»",
    Level.HEDGED: "~",
    Level.PLANNED: "…",
    Level.EXPECTED: "…",
    Level.OPINION: "?",
}

STATE_STYLES: dict[State, Style] = {
    "allowed": "good",
    "conditional": "middling",
    "no_decision": "middling",
    "discouraged": "middling",
    "prohibited": "bad",
    "blocked": "bad",
}
