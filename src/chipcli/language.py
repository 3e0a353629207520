"""The languages that pages and messages come in: English as written in the code, French from its catalogue."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from chipcli.errors import ChipcliError
from chipcli.messages import Message, Value

if TYPE_CHECKING:
    from gettext import GNUTranslations

CATALOGUES = Path(__file__).parent / "locale"
"""`fr/LC_MESSAGES/chipcli.mo`, compiled from the file beside it when the package is built."""


class Code(StrEnum):
    """The languages there are."""

    EN = "en"
    FR = "fr"


class InBoth(Protocol):
    """A text that comes in both languages."""

    @property
    def en(self) -> str:
        """The English."""

    @property
    def fr(self) -> str:
        """The French."""


class Language:
    """One language: what puts messages and texts into it."""

    def __init__(self, code: Code) -> None:
        self.code = code

    def translate(self, template: str) -> str:
        """Return a template in this language."""
        return template if self.code is Code.EN or not template else _french().gettext(template)

    def say(self, template: str, /, **values: Value) -> str:
        """Return a message of the page in this language."""
        return Message(template, values).put(self)

    def put(self, message: Message | str) -> str:
        """Return a message in this language; plain text stays as it is."""
        return message.put(self) if isinstance(message, Message) else message

    def pick(self, text: InBoth) -> str:
        """Return the one of two texts that is in this language."""
        return text.fr if self.code is Code.FR else text.en


ENGLISH = Language(Code.EN)

FRENCH = Language(Code.FR)


def of_locale(environment: Mapping[str, str]) -> Code:
    """Return the language of the user's locale, as POSIX has it; English for every other language."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    # GNU's list of languages in order of liking; it counts only where there is a locale at all.
    wanted = environment.get("LANGUAGE", "").split(":") if locale not in ("", "C", "POSIX") else []
    for name in (*wanted, locale):
        code = name.split(".")[0].split("_")[0].lower()
        if code in tuple(Code):
            return Code(code)
    return Code.EN


@cache
def _french() -> "GNUTranslations":
    """Open the French catalogue.

    Raises:
        ChipcliError: if it is missing, as in a checkout that was never installed.
    """
    from gettext import GNUTranslations  # noqa: PLC0415  # English needs none

    try:
        with (CATALOGUES / "fr" / "LC_MESSAGES" / "chipcli.mo").open("rb") as file:
            return GNUTranslations(file)
    except OSError:
        # In English, since there is no French to say it in.
        raise ChipcliError("the French catalogue is missing", hint="install chipcli again") from None
