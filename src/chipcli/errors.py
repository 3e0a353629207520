"""What can go wrong, and the exit code each fault ends the process with."""

from enum import IntEnum
from typing import NamedTuple

from chipcli.messages import Message


class ExitCode(IntEnum):
    """Exit codes of the command line; part of its contract with scripts."""

    ANSWERED = 0
    NOT_FOUND = 1
    USAGE = 2
    AMBIGUOUS = 3
    FAULTY_FACTS = 4
    CANNOT_TELL = 5
    INTERNAL = 70
    IO = 74
    INTERRUPTED = 130


class ChipcliError(Exception):
    """A fault that the user can understand; one line says what, `hint` what to do about it."""

    exit_code = ExitCode.INTERNAL
    code = "internal"

    def __init__(self, message: Message | str, *, hint: Message | str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ChipcliError):
    """The arguments cannot be understood."""

    exit_code = ExitCode.USAGE
    code = "usage"


class FaultyFactsError(ChipcliError):
    """The fact base cannot be read, or says something that it must not."""

    exit_code = ExitCode.FAULTY_FACTS
    code = "faulty_facts"

    def __init__(
        self, message: Message | str, *, hint: Message | str | None = None, problems: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class OutputError(ChipcliError):
    """Reading or writing a file or stream failed."""

    exit_code = ExitCode.IO
    code = "io"


class Problem(NamedTuple):
    """A fault in the authored files; a value, so that all of them can be reported at once."""

    origin: str
    """File and line, `facts/chips.yaml:12`."""
    place: str
    """The record and the field in it, `h20-us-blocked.when`; empty for a file as a whole."""
    message: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.place}: {self.message}" if self.place else f"{self.origin}: {self.message}"
