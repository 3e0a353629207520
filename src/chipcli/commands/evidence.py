"""Evidence: single claims, sources, and where they disagree."""

from typing import Annotated

import typer

from chipcli import lookup as questions
from chipcli import render
from chipcli.commands.options import Json, MaybeName, form
from chipcli.errors import ExitCode
from chipcli.store import open_base

PANEL = "Evidence"


def fact(
    claim_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a claim.", show_default=False)],
    *,
    json: Json = False,
) -> ExitCode:
    """One claim in full: evidence, level, voices, dates, origin.

    \b
      chipcli fact h20-us-blocked
    """
    return render.write(questions.fact(open_base(), claim_id), form(as_json=json))


def sources(*, json: Json = False) -> ExitCode:
    """The articles that the facts are drawn from.

    \b
      chipcli sources
    """
    return render.write(questions.sources(open_base()), form(as_json=json))


def source(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a source.", show_default=False)],
    *,
    json: Json = False,
) -> ExitCode:
    """One article, paragraph by paragraph, with the claims that rest on each.

    \b
      chipcli source 2025-11-04-ai-race
    """
    return render.write(questions.source(open_base(), source_id), form(as_json=json))


def conflicts(name: MaybeName = None, *, json: Json = False) -> ExitCode:
    """Where claims disagree, side by side.

    \b
      chipcli conflicts
      chipcli conflicts H200
    """
    return render.write(questions.conflicts(open_base(), name), form(as_json=json))


COMMANDS = (fact, sources, source, conflicts)
