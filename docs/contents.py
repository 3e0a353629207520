"""Tables for the README, read off the code and the base."""

from pathlib import Path

from chipcli import reader
from chipcli.commands import PANELS

ROOT = Path(__file__).resolve().parent.parent


def table() -> str:
    """Return every command with the first sentence of its help."""
    rows = ["| command | what it tells |", "|---|---|"]
    for commands in PANELS.values():
        for command in commands:
            summary = (command.__doc__ or "").partition("\n")[0]
            rows.append(f"| `chipcli {command.__name__}` | {summary} |")
    return "\n".join(rows)


def contents() -> str:
    """Return how much the base holds, by source and kind."""
    base = reader.read(ROOT)
    by_source = {source.id: 0 for source in base.sources}
    by_kind: dict[str, int] = {}
    for claim in base.claims:
        by_source[claim.source] += 1
        by_kind[claim.kind] = by_kind.get(claim.kind, 0) + 1
    summary = f"{len(base.claims)} claims from {len(base.sources)} articles, about {len(base.entities)} entities"
    rows = [f"{summary}, in English and French.", "", "| source | published | claims |", "|---|---|---|"]
    for source in base.sources:
        published = source.published.edtf if source.published.latest else "undated"
        rows.append(f"| {source.title} (`{source.id}`) | {published} | {by_source[source.id]} |")
    kinds = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in by_kind.items())
    return "\n".join([*rows, "", f"By kind: {kinds}."])
