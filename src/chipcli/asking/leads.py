"""The answer to a question about a state in one sentence, in both languages."""

from chipcli.dates import Span
from chipcli.model.answer import Change, StatusRow
from chipcli.model.claim import ExportStatus, State
from chipcli.model.values import Text, When

_MONTHS = (
    ("January", "janvier"), ("February", "février"), ("March", "mars"), ("April", "avril"), ("May", "mai"),
    ("June", "juin"), ("July", "juillet"), ("August", "août"), ("September", "septembre"), ("October", "octobre"),
    ("November", "novembre"), ("December", "décembre"),
)  # fmt: skip

_STATES: dict[State, tuple[str, str]] = {
    "allowed": ("allowed", "autorisé"),
    "conditional": ("allowed on conditions", "autorisé sous conditions"),
    "no_decision": ("not decided yet", "pas encore décidé"),
    "discouraged": ("discouraged", "déconseillé"),
    "prohibited": ("prohibited", "interdit"),
    "blocked": ("blocked", "bloqué"),
}

_RULES = {
    "us_export": ("export from the US side", "exportation, côté américain"),
    "cn_purchase": ("purchase in China", "achat en Chine"),
}


def status(row: StatusRow, ending: ExportStatus | None = None) -> Text:
    """Return what a row says in one sentence, with the change that ended the state afterwards."""
    return Text(en=_sentence(row, ending, 0), fr=_sentence(row, ending, 1))


def _sentence(row: StatusRow, ending: ExportStatus | None, language: int) -> str:
    subject = f"{row.name}, {_RULES[row.rule][language]}, {_when(row.date, language)}"
    colon = (":", " :")[language]
    return f"{subject}{colon} {_told(row, language)}{_ended(ending, language)}."


def _ended(ending: ExportStatus | None, language: int) -> str:
    if ending is None:
        return ""
    vague = "" if ending.when.is_day or ending.when.is_open else (", day not stated", ", jour non précisé")[language]
    then = ("; then", " ; puis")[language]
    return f"{then} {_STATES[ending.state][language]}, {_when(ending.when, language)}{vague}"


def _told(row: StatusRow, language: int) -> str:
    if row.outcome == "unknown":
        return ("unknown, since no source tells of that time", "inconnu, aucune source n'en parlant")[language]
    if row.outcome == "disputed":
        return f"{('disputed', 'contesté')[language]} ({_either(row, language)})"
    if row.changes:
        return ("; ", " ; ")[language].join(_change(change, language) for change in row.changes)
    if row.state is None:
        return f"{_either(row, language)}; {('the source does not say when', 'la source ne dit pas quand')[language]}"
    return _STATES[row.state][language] + _dated(row, language)


def _dated(row: StatusRow, language: int) -> str:
    """Say since when, as far as that is told."""
    if row.since is None or row.since.edtf is None:
        return ""
    if row.basis == "start_not_stated":
        return (" up to a later change", " jusqu’à un changement ultérieur")[language]
    last = ("the last known state, ", "dernier état connu, ")[language] if row.outcome == "beyond_horizon" else ""
    return f", {last}{_since(row.since, language)}"


def _change(change: Change, language: int) -> str:
    state = _STATES[change.state_to][language]
    before = f"{_STATES[change.state_from][language]}, " if change.state_from else ""
    then = ("then", "puis")[language]
    return f"{before}{then} {state} {_when(change.when, language)}"


def _either(row: StatusRow, language: int) -> str:
    return (" or ", " ou ")[language].join(_STATES[state][language] for state in row.possible)


def _since(when: When, language: int) -> str:
    if when.earliest is None:
        return f"{_when(when, language)}{(' or earlier', ' ou avant')[language]}"
    return f"{('since', 'depuis')[language]} {_when(when, language)}"


def _when(when: Span | When, language: int) -> str:
    if when.edtf is None:
        return ("at a time not stated", "à une date non précisée")[language]
    start, slash, end = when.edtf.partition("/")
    if not slash:
        return _whole(start, language)
    if start == "..":
        return f"{('by', 'avant ou le')[language]} {_whole(end, language)}"
    if end == "..":
        return f"{_whole(start, language)} {('or later', 'ou après')[language]}"
    return f"{_whole(start, language)} {('to', 'à')[language]} {_whole(end, language)}"


def _whole(text: str, language: int) -> str:
    year, *rest = text.rstrip("?~").split("-")
    parts = [str(int(year))]
    if rest:
        parts.insert(0, _MONTHS[int(rest[0]) - 1][language])
    if len(rest) > 1:
        parts.insert(0, str(int(rest[1])))
    return " ".join(parts)
