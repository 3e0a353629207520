"""Evidence: single claims, sources, and where they disagree."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from chipcli import lookup as questions
from chipcli.commands import options
from chipcli.commands.forms import answering
from chipcli.commands.options import AnyNames, Articles, KnownBy
from chipcli.errors import ExitCode, UsageError
from chipcli.messages import say
from chipcli.model.answer import Answer
from chipcli.store import Store, open_base

PANEL = "Evidence"


@answering()
def fact(
    claim_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a claim.", show_default=False)],
    *,
    articles: Articles = None,
    known_by: KnownBy = None,
) -> Answer[Any, Any]:
    """One claim in full: evidence, level, voices, dates, origin.

    \b
      chipcli fact h20-us-blocked
      chipcli fact h20-us-blocked --articles ~/articles
    """
    base = open_base()
    return questions.fact(base, claim_id, _attached(base, articles), known_by=options.known_by(known_by))


@answering()
def sources(*, known_by: KnownBy = None) -> Answer[Any, Any]:
    """The articles that the facts are drawn from.

    \b
      chipcli sources
    """
    return questions.sources(open_base(), known_by=options.known_by(known_by))


@answering()
def source(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a source.", show_default=False)],
    *,
    articles: Articles = None,
    known_by: KnownBy = None,
) -> Answer[Any, Any]:
    """One article, paragraph by paragraph, with the claims that rest on each.

    \b
      chipcli source 2025-11-04-ai-race
      chipcli source 2025-11-04-ai-race --articles ~/articles
    """
    base = open_base()
    return questions.source(base, source_id, _attached(base, articles), known_by=options.known_by(known_by))


@answering()
def conflicts(name: AnyNames = None, *, known_by: KnownBy = None) -> Iterator[Answer[Any, Any]]:
    """Where claims disagree, side by side.

    \b
      chipcli conflicts
      chipcli conflicts H200
    """
    known = options.known_by(known_by)
    base = open_base()
    for one in options.names(name) if name else (None,):
        yield questions.conflicts(base, one, known_by=known)


def _has_findings(answer: Answer[Any, Any]) -> ExitCode | None:
    return ExitCode.FAULTY_FACTS if any(row.findings for row in answer.result) else None


@answering(judge=_has_findings)
def verify(*, articles: Articles = None) -> Answer[Any, Any]:
    """Hold every claim against the articles: anchors, figures, dates, names, hedges.

    \b
      chipcli verify --articles ~/articles
    """
    from chipcli.evidence import report  # noqa: PLC0415  # no other command needs it

    return report.verification(open_base(), _folder(articles))


@answering()
def coverage(*, articles: Articles = None) -> Answer[Any, Any]:
    """Count the sentences of the articles that claims rest on.

    \b
      chipcli coverage --articles ~/articles
    """
    from chipcli.evidence import report  # noqa: PLC0415  # no other command needs it

    return report.coverages(open_base(), _folder(articles))


COMMANDS = (fact, sources, source, conflicts, verify, coverage)


def _folder(articles: Path | None) -> Path:
    if articles is None:
        raise UsageError(
            say("the articles are needed for this"), hint=say("give --articles DIR, or set CHIPCLI_ARTICLES")
        )
    return articles


def _attached(base: Store, folder: Path | None) -> questions.Articles:
    """Return the articles in a folder; none where no folder was given."""
    if folder is None:
        return questions.NO_ARTICLES
    from chipcli.evidence import articles  # noqa: PLC0415  # most answers need none

    found = articles.find(folder, base.records().sources)
    if not found:
        raise UsageError(
            say("none of the articles is in {folder}", folder=str(folder)),
            hint=say("they are recognised by their hashes"),
        )
    return {source: article.paragraphs for source, article in found.items()}
