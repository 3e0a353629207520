"""Real output for the README and the pages of docs/: what a command prints, taken from running it."""

import contextlib
import io
import os
import shlex
from functools import cache
from unittest import mock

from chipcli.__main__ import main

WIDTH = 80

ENVIRONMENT = {
    "TERM": "dumb",
    # The documents are in English, wherever they are generated.
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "",
    # Where the articles are attached, answers quote them; the documents must not.
    "CHIPCLI_ARTICLES": "",
}


class Screen(io.StringIO):
    """A terminal without colour."""

    def isatty(self) -> bool:
        """Pretend to be a terminal."""
        return True


class Pipe(io.TextIOWrapper):
    """A pipe that keeps what is written to it."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()
        super().__init__(self.kept, encoding="utf-8")


def screen(command: str, *, lines: int | None = None, skip_to: str | None = None) -> str:
    """Return a terminal session: the command, and what a terminal of 80 columns then shows.

    Args:
        command: a command line, `chipcli` first.
        lines: how many lines to keep; what is left out is marked.
        skip_to: leave out what comes before the first line that begins with this.
    """
    shown = list(terminal(command)[1])
    if skip_to is not None:
        start = next(place for place, line in enumerate(shown) if line.startswith(skip_to))
        shown = ["...", *shown[start:]]
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "..."]
    return "\n".join(["```console", f"$ {command}", *shown, "```"])


@cache
def terminal(command: str) -> tuple[int, tuple[str, ...]]:
    """Return the exit code of a command and what a terminal of 80 columns shows, messages first."""
    stdout, stderr = Screen(), io.StringIO()
    code = run(command, stdout, stderr)
    shown = [*stderr.getvalue().splitlines(), *stdout.getvalue().splitlines()]
    return code, tuple(line.rstrip() for line in shown)


@cache
def piped(command: str) -> str:
    """Return what a command writes to a pipe."""
    stdout = Pipe()
    run(command, stdout, io.StringIO())
    stdout.flush()
    return stdout.kept.getvalue().decode("utf-8")


def run(command: str, stdout: io.TextIOBase, stderr: io.TextIOBase, *, columns: int = WIDTH) -> int:
    """Run a command line in this process, with nothing of the caller's environment that shows; return its exit code."""
    with (
        mock.patch.dict(os.environ, ENVIRONMENT | {"COLUMNS": str(columns)}),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
    ):
        os.environ.pop("NO_COLOR", None)
        return main(shlex.split(command)[1:])
