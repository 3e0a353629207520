"""Evidence: single claims, sources, and where they disagree."""

from pathlib import Path
from typing import Annotated

import typer

from chipcli import lookup as questions
from chipcli import render
from chipcli.commands.options import Articles, Json, MaybeName, form
from chipcli.errors import ExitCode, UsageError
from chipcli.store import Store, open_base
from chipcli.text import visible

PANEL = "Evidence"


def fact(
    claim_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a claim.", show_default=False)],
    *,
    articles: Articles = None,
    json: Json = False,
) -> ExitCode:
    """One claim in full: evidence, level, voices, dates, origin.

    \b
      chipcli fact h20-us-blocked
      chipcli fact h20-us-blocked --articles ~/articles
    """
    base = open_base()
    return render.write(questions.fact(base, claim_id, _attached(base, articles)), form(as_json=json))


def sources(*, json: Json = False) -> ExitCode:
    """The articles that the facts are drawn from.

    \b
      chipcli sources
    """
    return render.write(questions.sources(open_base()), form(as_json=json))


def source(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a source.", show_default=False)],
    *,
    articles: Articles = None,
    json: Json = False,
) -> ExitCode:
    """One article, paragraph by paragraph, with the claims that rest on each.

    \b
      chipcli source 2025-11-04-ai-race
      chipcli source 2025-11-04-ai-race --articles ~/articles
    """
    base = open_base()
    return render.write(questions.source(base, source_id, _attached(base, articles)), form(as_json=json))


def conflicts(name: MaybeName = None, *, json: Json = False) -> ExitCode:
    """Where claims disagree, side by side.

    \b
      chipcli conflicts
      chipcli conflicts H200
    """
    return render.write(questions.conflicts(open_base(), name), form(as_json=json))


def verify(*, articles: Articles = None, json: Json = False) -> ExitCode:
    """Hold every claim against the articles: anchors, figures, dates, names, hedges.

    \b
      chipcli verify --articles ~/articles
    """
    from chipcli.evidence import report  # noqa: PLC0415  # no other command needs it

    answer = report.verification(open_base(), _folder(articles))
    code = render.write(answer, form(as_json=json))
    return ExitCode.FAULTY_FACTS if any(row.findings for row in answer.result) else code


def coverage(*, articles: Articles = None, json: Json = False) -> ExitCode:
    """Count the sentences of the articles that claims rest on.

    \b
      chipcli coverage --articles ~/articles
    """
    from chipcli.evidence import report  # noqa: PLC0415  # no other command needs it

    return render.write(report.coverages(open_base(), _folder(articles)), form(as_json=json))


COMMANDS = (fact, sources, source, conflicts, verify, coverage)


def _folder(articles: Path | None) -> Path:
    if articles is None:
        raise UsageError("the articles are needed for this", hint="give --articles DIR, or set CHIPCLI_ARTICLES")
    return articles


def _attached(base: Store, folder: Path | None) -> questions.Articles:
    """Return the articles in a folder; none where no folder was given."""
    if folder is None:
        return questions.NO_ARTICLES
    from chipcli.evidence import articles  # noqa: PLC0415  # most answers need none

    found = articles.find(folder, base.records().sources)
    if not found:
        raise UsageError(
            f"none of the articles is in {visible(str(folder))}", hint="they are recognised by their hashes"
        )
    return {source: article.paragraphs for source, article in found.items()}
