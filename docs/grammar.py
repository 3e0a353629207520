"""What the command line looks like, for completion: src/chipcli/completing/grammar.json.

usage: python -m docs.grammar [--check]

Reads the application and writes its commands, with their options and arguments and what stands in each. With --check
it writes nothing, and exits 1 where the file is out of date.
"""

import json
import sys
from typing import Any

import typer
from typer.core import TyperArgument, TyperGroup
from typer.main import get_command

from chipcli.commands import application
from chipcli.commands.options import RULES_OF
from chipcli.model.claim import STATES
from chipcli.render import records
from docs import writing

GRAMMAR = writing.ROOT / "src" / "chipcli" / "completing" / "grammar.json"

BY_METAVAR = {
    "CHIP": "chips",
    "DATE": "dates",
    "FILE": "files",
    "DIR": "folders",
    "A,B": "columns",
    "TEXT": "free",
    "N": "free",
}
"""What stands where the help has one of these words."""

BY_COMMAND = {"chip": "chips", "compare": "chips", "diff": "chips", "company": "companies"}
"""Whose names a command takes, where the help says NAME; those of anything, where it does not stand here."""

BY_PARAMETER = {"claim_id": "claims", "source_id": "sources", "source": "sources"}
"""Whose ids a parameter takes, where the help says ID."""


class UndecidedError(Exception):
    """A parameter of which nothing says what completes it."""


def main() -> int:
    """Write the file, or check it; return the exit code."""
    return writing.main("docs.grammar", {GRAMMAR: written().encode()})


def written() -> str:
    """Return the file as it should be: a line for each command, option and argument."""
    whole = grammar()
    commands = ",\n".join(
        f"{_json(name)}: {{\n"
        f'"help": {_json(command["help"])},\n'
        f'"options": {_lines(command["options"])},\n'
        f'"arguments": {_lines(command["arguments"])}\n}}'
        for name, command in whole["commands"].items()
    )
    return f'{{"options": {_lines(whole["options"])},\n"commands": {{\n{commands}\n}}}}\n'


def _lines(items: list[Any]) -> str:
    lines = ",\n".join(map(_json, items))
    return f"[\n{lines}\n]" if items else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def grammar() -> dict[str, Any]:
    """Return what the application's command line looks like, as `chipcli.completing.grammar` reads it."""
    group = get_command(application())
    assert isinstance(group, TyperGroup)  # noqa: S101  # that is what an application of commands is
    context = typer.Context(group, info_name="chipcli", **group.context_settings)
    return {
        "options": _options(context),
        "commands": {name: _command(context, name, command) for name, command in group.commands.items()},
    }


def _command(above: typer.Context, name: str, command: Any) -> dict[str, Any]:
    context = typer.Context(command, parent=above, info_name=name, **command.context_settings)
    arguments = [part for part in command.get_params(context) if isinstance(part, TyperArgument)]
    return {
        "help": command.get_short_help_str(200).rstrip("."),
        "options": _options(context),
        "arguments": [{"values": _values(context, part), "many": part.nargs < 0} for part in arguments],
    }


def _options(context: typer.Context) -> list[dict[str, Any]]:
    parts: list[Any] = context.command.get_params(context)
    return [
        {
            "names": sorted((*part.opts, *part.secondary_opts), key=len),
            "help": part.help.rstrip("."),
            "values": None if part.is_flag or part.count else _values(context, part),
            "again": part.multiple,
        }
        for part in parts
        if not isinstance(part, TyperArgument) and not part.hidden
    ]


def _values(context: typer.Context, part: Any) -> dict[str, Any]:
    """Return what stands in an argument or option.

    Raises:
        UndecidedError: where nothing says what; then one of the tables above has to.
    """
    command = str(context.info_name)
    choices = getattr(part.type, "choices", None)
    if choices is not None:
        return _of_choices(context, [str(choice) for choice in choices])
    word = (part.metavar or "").strip("[].")
    if word == "NAME":
        return {"of": BY_COMMAND.get(command, "names")}
    of = BY_PARAMETER.get(str(part.name)) if word == "ID" else BY_METAVAR.get(word)
    if not of:
        raise UndecidedError(f"{command}: what completes {part.name} ({word})?")
    return {"of": of, "listed": _columns(command)} if of == "columns" else {"of": of}


def _of_choices(context: typer.Context, choices: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"of": "listed", "listed": choices}
    all_states = {state for states in STATES.values() for state in states}
    if set(choices) == all_states and any("--rule" in part.opts for part in context.command.get_params(context)):
        by_rule = {str(side): list(STATES[rules[0]]) for side, rules in RULES_OF.items() if side is not None}
        values["after"] = {"--rule": by_rule}
    return values


def _columns(command: str) -> list[str]:
    """Return the columns that a command can show."""
    return list(records.known(command))


if __name__ == "__main__":
    sys.exit(main())
