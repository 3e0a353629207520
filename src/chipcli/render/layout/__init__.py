"""Lay an answer out as a page: what is asked first, then who says so."""

from collections.abc import Callable
from typing import Any

from chipcli.model.answer import Answer
from chipcli.render.layout import lists, profile, proofs, records, search, status
from chipcli.render.layout.told import Laid, Told
from chipcli.render.page import Page

LAYOUTS: dict[str, Callable[[Answer[Any, Any], Told], Laid]] = {
    "chip": profile.profile,
    "company": profile.profile,
    "about": profile.profile,
    "status": status.status,
    "compare": lists.comparison,
    "stockpiles": lists.listing,
    "orders": lists.listing,
    "funding": lists.listing,
    "search": search.search,
    "conflicts": lists.conflicts,
    "fact": records.fact,
    "sources": records.sources,
    "source": records.source,
    "verify": proofs.verification,
    "coverage": proofs.coverages,
}


def page(answer: Answer[Any, Any]) -> Page:
    """Lay out an answer that found something."""
    told = Told(answer)
    laid = LAYOUTS[answer.command](answer, told)
    return Page(laid.title, (*laid.blocks, *told.apparatus()))
