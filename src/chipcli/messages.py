"""Messages for people: a sentence in English with the values that fill it, put into a language where it is shown.

Whoever has something to say knows what, and not to whom. So a message keeps its template, which is the key of the
catalogues too, apart from its values.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeAlias

from chipcli.text import visible

Value: TypeAlias = "str | int | Both | Message | Sequence[str | Both | Message]"

LONGEST = 1000
"""Characters of a value that a message shows; an argument may be as long as a book."""


class Both(NamedTuple):
    """A name in English and in French."""

    en: str
    fr: str


class Tongue(Protocol):
    """What puts templates and names into one language."""

    def translate(self, template: str) -> str:
        """Return a template in this language."""

    def pick(self, text: Both) -> str:
        """Return the one of two texts that is in this language."""


class Message:
    """A sentence with the values that fill it; `str` gives it in English.

    Attributes:
        template: the sentence in English, with `{name}` for each value.
        values: by name; a list is joined with commas. Control characters in them are made visible.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, values: dict[str, Value]) -> None:
        self.template = template
        self.values = values

    def put(self, tongue: Tongue) -> str:
        """Return the message with its template, and those of the messages in it, in a language."""
        filled = {name: _text(value, tongue) for name, value in self.values.items()}
        return tongue.translate(self.template).format(**filled)

    def __str__(self) -> str:
        return self.put(_English())

    def __repr__(self) -> str:
        return f"say({self.template!r}, {', '.join(f'{name}={value!r}' for name, value in self.values.items())})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(self.template)


class HasNames(Protocol):
    """What has a name, and may have another one in French."""

    @property
    def name(self) -> str:
        """The name in English, or in every language."""

    @property
    def name_fr(self) -> str | None:
        """The French name, where it differs."""


def named(entity: HasNames) -> Both:
    """Return the name of an entity as a value of messages."""
    return Both(entity.name, entity.name_fr or entity.name)


def say(template: str, /, **values: Value) -> Message:
    """Return a message; the template is found by the extraction of messages, so it is written out where it is said."""
    return Message(template, values)


def mark(template: str) -> str:
    """Return a text as it is, marked for the extraction of messages: it is translated where it is shown."""
    return template


class _English:
    """The language that templates are in."""

    def translate(self, template: str) -> str:
        return template

    def pick(self, text: Both) -> str:
        return text.en


def _text(value: Value, tongue: Tongue) -> str:
    if isinstance(value, Message):
        return value.put(tongue)
    if isinstance(value, Both):
        return visible(tongue.pick(value), longest=LONGEST)
    if isinstance(value, str):
        return visible(value, longest=LONGEST)
    if isinstance(value, int):
        return str(value)
    return ", ".join(_text(part, tongue) for part in value)
