"""Run the commands that the pages show, and keep what the pages show of their output.

usage: python docs/recipes.py [--check] [PAGE...]

Every ```sh block of a page is run, command by command, by bash with `pipefail`, in a folder that is empty when the
page begins. A command has to exit with 0, or with the code that it tells at its end: `# exit 5`. Where a ```text block
stands right after, it holds what the commands of the block write to standard output, and is written anew; with
--check, it has to be the same already.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

DOCS = ROOT / "docs"

PAGES = (DOCS / "scripting.md", DOCS / "json.md", DOCS / "languages.md", DOCS / "status.md")
"""Pages whose commands are run; those of the others set things up."""

SECONDS = 60

FENCE = "```"


class RecipeError(Exception):
    """What is wrong with a command, or with what a page shows of it."""


class Recipe(NamedTuple):
    """A ```sh block of a page, and the ```text block after it."""

    page: Path
    line: int
    """Number of its first line, from 1."""
    commands: tuple[str, ...]
    shown: tuple[int, int] | None
    """Where the lines of the output begin and end, from 0; None where none is shown."""


def main() -> int:
    """Run the recipes; return the exit code."""
    parser = argparse.ArgumentParser(description="Run the commands of the pages.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where an output is out of date")
    parser.add_argument("pages", metavar="PAGE", nargs="*", type=Path, default=PAGES)
    arguments = parser.parse_args()
    failed = False
    for page in arguments.pages:
        try:
            _page(page.resolve(), check=arguments.check)
        except RecipeError as wrong:
            sys.stdout.write(f"{wrong}\n")
            failed = True
    return int(failed)


def recipes(page: Path) -> Iterator[Recipe]:
    """Yield the recipes of a page, in order.

    Raises:
        RecipeError: if a block has no end, or a command in it.
    """
    lines = page.read_text(encoding="utf-8").splitlines()
    place = 0
    while place < len(lines):
        language = lines[place].removeprefix(FENCE) if lines[place].startswith(FENCE) else None
        place += 1
        if language is None:
            continue
        start, end = place, _end(lines, place)
        place = end + 1
        if language == "sh":
            after = next((n for n in range(place, len(lines)) if lines[n]), len(lines))
            shown = None
            if after < len(lines) and lines[after] == f"{FENCE}text":
                shown = after + 1, _end(lines, after + 1)
            try:
                yield Recipe(page, start + 1, tuple(commands(lines[start:end])), shown)
            except RecipeError as wrong:
                raise RecipeError(f"{_place(page, start + 1)}: {wrong}") from None


def commands(lines: list[str]) -> Iterator[str]:
    """Yield the commands in some lines, each with all the lines that it takes.

    Raises:
        RecipeError: if the last one is not complete.
    """
    command = ""
    for line in lines:
        if not command and (not line or line.startswith("#")):
            continue
        command += f"{line}\n"
        if _is_complete(command):
            yield command.rstrip("\n")
            command = ""
    if command:
        raise RecipeError(f"not a whole command: {command}")


def _is_complete(command: str) -> bool:
    """Ask bash whether it would wait for more: it complains of what is open, and warns of a here-document."""
    if command.endswith("\\\n"):
        return False
    asked = subprocess.run(["/bin/bash", "-n", "-c", command], capture_output=True, check=False)
    return asked.returncode == 0 and not asked.stderr


def _end(lines: list[str], start: int) -> int:
    """Return where the block that begins at a line ends."""
    end = next((place for place in range(start, len(lines)) if lines[place] == FENCE), None)
    if end is None:
        raise RecipeError(f"line {start}: a block without an end")
    return end


def _page(page: Path, *, check: bool) -> None:
    """Run the recipes of a page, and write what it shows of them.

    Raises:
        RecipeError: if a command fails; or, with check, shows something else.
    """
    lines = page.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        # Commands build on the files that those before them have written.
        outputs = [(recipe, _output(recipe, Path(folder))) for recipe in recipes(page)]
    # From the end, so that the places of those still to come stay what they are.
    for recipe, output in reversed(outputs):
        if recipe.shown is None:
            continue
        start, end = recipe.shown
        if check and lines[start:end] != output:
            told = "\n".join(["out of date; run python docs/recipes.py. It is now:", *output])
            raise RecipeError(f"{_place(page, start + 1)}: {told}")
        lines[start:end] = output
    if not check:
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _output(recipe: Recipe, folder: Path) -> list[str]:
    """Run the commands of a recipe and return the lines that they write."""
    output = ""
    for command in recipe.commands:
        told = re.search(r"# exit (\d+)$", command)
        expected = int(told.group(1)) if told else 0
        ran = subprocess.run(
            ["/bin/bash", "-o", "pipefail", "-c", command],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        if ran.returncode != expected:
            raise RecipeError(
                f"{_place(recipe.page, recipe.line)}: exit code {ran.returncode} instead of {expected}: {command}\n"
                f"{ran.stdout}{ran.stderr}"
            )
        output += ran.stdout
    return [line.rstrip() for line in output.splitlines()]


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment that shows nothing of the caller; the chipcli beside this Python comes first."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
    }


def _place(page: Path, line: int) -> str:
    shown = page.relative_to(ROOT).as_posix() if page.is_relative_to(ROOT) else str(page)
    return f"{shown}:{line}"


if __name__ == "__main__":
    sys.exit(main())
