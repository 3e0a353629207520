"""Lay an answer out as a page: what is asked first, then who says so."""

from collections.abc import Callable
from typing import Any

from chipcli.model.answer import Answer
from chipcli.render.form import Form
from chipcli.render.layout import lists, profile, proofs, records, search, status
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Grid, Page, Run

# States over time have the largest layouts, and models of their own; each is imported for its one command


def _differences(answer: Answer[Any, Any], told: Told) -> Laid:
    from chipcli.render.layout import differences  # noqa: PLC0415

    return differences.differences(answer, told)


def _verdict(answer: Answer[Any, Any], told: Told) -> Laid:
    from chipcli.render.layout import verdicts  # noqa: PLC0415

    return verdicts.verdict(answer, told)


def _timeline(answer: Answer[Any, Any], told: Told) -> Laid:
    from chipcli.render.layout import timeline  # noqa: PLC0415

    return timeline.timeline(answer, told)


LAYOUTS: dict[str, Callable[[Answer[Any, Any], Told], Laid]] = {
    "chip": profile.profile,
    "company": profile.profile,
    "about": profile.profile,
    "status": status.status,
    "diff": _differences,
    "check": _verdict,
    "timeline": _timeline,
    "compare": lists.comparison,
    "stockpiles": lists.listing,
    "orders": lists.listing,
    "funding": lists.listing,
    "facts": lists.listing,
    "search": search.search,
    "conflicts": lists.conflicts,
    "fact": records.fact,
    "sources": records.sources,
    "source": records.source,
    "verify": proofs.verification,
    "coverage": proofs.coverages,
}


def page(answer: Answer[Any, Any], form: Form) -> Page:
    """Lay out an answer that found something; with fields, as a table of these."""
    if form.fields:
        return _table(answer, form)
    told = Told(answer, form.words)
    laid = LAYOUTS[answer.command](answer, told)
    return Page(laid.title, (*laid.blocks, *told.apparatus()))


def _table(answer: Answer[Any, Any], form: Form) -> Page:
    """Lay out the records of an answer in the columns asked for."""
    from chipcli.render import records  # noqa: PLC0415  # few pages need them

    wanted = records.columns(answer.command, form.fields)
    rows = tuple(
        tuple(((Run(records.cell(value)),),) for value in row) for row in records.rows([answer], wanted, form.words)
    )
    return Page((), (Grid("", wanted, rows, ratios=(1,) * len(wanted)),))
