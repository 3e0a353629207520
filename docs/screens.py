"""Real output for the README and the pages of docs/: what a command prints, taken from running it."""

import contextlib
import io
import os
import shlex
from unittest import mock

from chipcli.__main__ import main

WIDTH = 80


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
    stdout, stderr = Screen(), io.StringIO()
    _run(command, stdout, stderr)
    shown = [*stderr.getvalue().splitlines(), *stdout.getvalue().splitlines()]
    if skip_to is not None:
        start = next(place for place, line in enumerate(shown) if line.startswith(skip_to))
        shown = ["...", *shown[start:]]
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], "..."]
    return "\n".join(["```console", f"$ {command}", *(line.rstrip() for line in shown), "```"])


def piped(command: str) -> str:
    """Return what a command writes to a pipe."""
    stdout = Pipe()
    _run(command, stdout, io.StringIO())
    stdout.flush()
    return stdout.kept.getvalue().decode("utf-8")


def _run(command: str, stdout: io.TextIOBase, stderr: io.TextIOBase) -> None:
    environment = {"COLUMNS": str(WIDTH), "TERM": "dumb"}
    with (
        mock.patch.dict(os.environ, environment),
        # Where the articles are attached, answers quote them; the documents must not.
        mock.patch.dict(os.environ, {"CHIPCLI_ARTICLES": ""}),
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
    ):
        main(shlex.split(command)[1:])
