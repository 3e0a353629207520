"""What Typer says of a command line that it cannot understand, as messages that have a translation."""

import re

from chipcli.errors import UsageError
from chipcli.messages import Message, mark, say

_PATTERNS = (
    (r"No such command '(?P<name>.*)'", mark("No such command '{name}'")),
    (r"No such option: (?P<name>.*?) \(Possible options?: (?P<others>.*)\)",
     mark("No such option: {name}; possible options: {others}")),
    (r"No such option: (?P<name>.*)", mark("No such option: {name}")),
    (r"Missing argument '(?P<name>.*)'", mark("Missing argument '{name}'")),
    (r"Missing option '(?P<name>.*?)'.*", mark("Missing option '{name}'")),
    (r"Got unexpected extra argument\(s\) \((?P<words>.*)\)", mark("Got unexpected extra argument(s) ({words})")),
    (r"Option '(?P<name>.*)' requires an argument", mark("Option '{name}' requires an argument")),
    (r"Option '(?P<name>.*)' does not take a value", mark("Option '{name}' does not take a value")),
    (r"Invalid value for '(?P<name>.*?)': '(?P<value>.*)' is not one of (?P<choices>.*)",
     mark("Invalid value for '{name}': '{value}' is not one of {choices}")),
    (r"Invalid value for '(?P<name>.*?)': (?P<value>.*) is not in the range (?P<range>.*)",
     mark("Invalid value for '{name}': {value} is not in the range {range}")),
    (r"Invalid value for '(?P<name>.*?)': '(?P<value>.*)' is not a valid int.*",
     mark("Invalid value for '{name}': '{value}' is not a whole number")),
    (r"Invalid value for '(?P<name>.*?)'.*: (File|Directory|Path) '(?P<path>.*)' is a file",
     mark("Invalid value for '{name}': '{path}' is a file")),
)  # fmt: skip


def told(message: str) -> UsageError:
    """Return the fault that a message of Typer's tells of; one that is not known here stays as it is."""
    text = message.rstrip(".")
    # Typer has no class of its own for this one. Words are no command: a misspelt one must not become a question.
    if text.startswith("No such command"):
        return UsageError(_said(text), hint=say("see 'chipcli --help', or ask in words: chipcli search …"))
    return UsageError(_said(text), hint=say("see 'chipcli --help'"))


def _said(text: str) -> Message | str:
    for pattern, template in _PATTERNS:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return say(template, **found.groupdict())
    return text
