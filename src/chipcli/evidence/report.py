"""What holding the base against the articles came to, as answers."""

from pathlib import Path

from chipcli.answering import compose
from chipcli.evidence import articles
from chipcli.evidence.coverage import coverage
from chipcli.evidence.verify import verify
from chipcli.messages import say
from chipcli.model.answer import Answer, Coverage, Finding, NoQuery, Verified, Warned
from chipcli.store import Store


def verification(store: Store, folder: Path) -> Answer[NoQuery, Verified]:
    """Tell, source by source, what claims say and their article doesn't."""
    base = store.records()
    found = articles.find(folder, base.sources)
    findings: dict[str, list[Finding]] = {source.id: [] for source in base.sources}
    owner = {claim.id: claim.source for claim in base.claims} | {source.id: source.id for source in base.sources}
    first = base.sources[0].id
    for problem in verify(base, folder).problems:
        record = problem.place.partition(".")[0]
        # A membership belongs to no one source; what is wrong with it is told with the first.
        findings[owner.get(record, first)].append(Finding(**problem._asdict()))
    rows = tuple(
        Verified(
            source=source.id,
            attached=source.id in found,
            claims=sum(claim.source == source.id for claim in base.claims),
            findings=tuple(findings[source.id]),
        )
        for source in base.sources
    )
    ids = [row.source for row in rows]
    return compose(store, command="verify", query=NoQuery(), result=rows, source_ids=ids)


def coverages(store: Store, folder: Path) -> Answer[NoQuery, Coverage]:
    """Tell, article by article, which sentences claims rest on."""
    base = store.records()
    found = articles.find(folder, base.sources)
    rows = tuple(coverage(source, found[source.id], base.claims) for source in base.sources if source.id in found)
    missing = [source.id for source in base.sources if source.id not in found]
    warnings = (
        (Warned(code="articles_missing", message=say("not in that folder: {sources}", sources=missing)),)
        if missing
        else ()
    )
    return compose(
        store,
        command="coverage",
        query=NoQuery(),
        outcome="answered" if rows else "not_found",
        result=rows,
        source_ids=[row.source for row in rows],
        warnings=warnings,
    )
