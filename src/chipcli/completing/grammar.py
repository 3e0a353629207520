"""The command line as it is typed: which of its words the cursor stands in, and what may stand there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Grammar = Mapping[str, Any]
"""As `docs/grammar.py` writes it."""


class Value(NamedTuple):
    """Something that may stand in a line."""

    text: str
    about: str = ""


class Place(NamedTuple):
    """What is being typed."""

    of: str
    """What may stand there: `chips`, `dates`, ...; `listed`: one of these; `free`: anything, so nothing is offered."""
    begun: str
    """What of it is typed."""
    kept: str = ""
    """What stands before it in the same word: `--date=`, or `id,` of a list."""
    listed: tuple[Value, ...] = ()
    taken: frozenset[str] = frozenset()
    """What stands in the line already, and is not offered again."""
    goes_on: bool = False
    """Whether more of the same word may follow."""


NOTHING = Place("free", "")


def place(grammar: Grammar, words: Sequence[str], current: str) -> Place:
    """Return what is being typed.

    Args:
        grammar: the commands with their options and arguments.
        words: the words before it, without the program and without quotes.
        current: what is typed of the word.
    """
    # The program's own options take no value: the first other word is the command.
    first = next((number for number, word in enumerate(words) if not word.startswith("-")), None)
    if first is None:
        if current.startswith("-"):
            return _options(grammar["options"], words, current)
        return _listed(((name, one["help"]) for name, one in grammar["commands"].items()), current)
    command = grammar["commands"].get(words[first])
    return _in_command(command, words[first + 1 :], current) if command else NOTHING


def _in_command(command: Grammar, words: Sequence[str], current: str) -> Place:
    by_name = {name: option for option in command["options"] for name in option["names"]}
    arguments: list[str] = []
    chosen: dict[str, str] = {}
    awaited = ""
    only_arguments = False
    for word in words:
        if awaited:
            chosen[awaited] = word
            awaited = ""
        elif only_arguments or not _is_option(word):
            arguments.append(word)
        elif word == "--":
            only_arguments = True
        else:
            name, equals, value = word.partition("=")
            chosen[name] = value
            if not equals and by_name.get(name, {}).get("values"):
                awaited = name
    if awaited:
        return _value(by_name[awaited]["values"], current, chosen)
    if current.startswith("-") and not only_arguments:
        name, equals, begun = current.partition("=")
        if not equals:
            return _options(command["options"], chosen, current)
        values = by_name.get(name, {}).get("values")
        return _value(values, begun, chosen, before=f"{name}=") if values else NOTHING
    expected = command["arguments"]
    if len(arguments) < len(expected) or (expected and expected[-1]["many"]):
        number = min(len(arguments), len(expected) - 1)
        return _value(expected[number]["values"], current, chosen, taken=frozenset(arguments))
    # Nothing but options may follow.
    return NOTHING if current or only_arguments else _options(command["options"], chosen, current)


def _is_option(word: str) -> bool:
    # A lone dash stands for names on standard input.
    return word.startswith("-") and word != "-"


def _options(options: Sequence[Grammar], given: Iterable[str], current: str) -> Place:
    taken = set(given)
    left = [option for option in options if option["again"] or taken.isdisjoint(option["names"])]
    return _listed(((name, option["help"]) for option in left for name in option["names"]), current)


def _listed(pairs: Iterable[tuple[str, str]], begun: str) -> Place:
    return Place("listed", begun, listed=tuple(Value(text, about) for text, about in pairs))


def _value(
    values: Grammar,
    begun: str,
    chosen: Mapping[str, str],
    *,
    before: str = "",
    taken: frozenset[str] = frozenset(),
) -> Place:
    """Return the place of an argument or of the value of an option."""
    of = values["of"]
    listed = values.get("listed", ())
    for option, by_value in values.get("after", {}).items():
        listed = by_value.get(chosen.get(option), listed)
    # Of an interval of dates, or of a list, the last part is being typed.
    between = {"dates": "/", "columns": ","}.get(of)
    done, sign, last = begun.rpartition(between) if between else ("", "", begun)
    if of == "columns":
        taken = frozenset(done.split(sign)) if sign else frozenset()
    return Place(
        "listed" if listed else of,
        last,
        kept=f"{before}{done}{sign}",
        listed=tuple(map(Value, listed)),
        taken=taken,
        goes_on=of == "columns",
    )
