"""Command lines whose answers tests look at: a typical one of each command, and some beyond."""

import re
from pathlib import Path

Words = tuple[str, ...]
"""A command line."""

GOLDEN = Path(__file__).parent / "golden"

NO_ARTICLES = str(GOLDEN)
"""A folder that holds none of the articles."""

TYPICAL: dict[str, Words] = {
    "chip": ("chip", "L20"),
    "company": ("company", "T-Head"),
    "about": ("about", "Chen Tianshi"),
    "status": ("status", "H20", "--date", "2025-07"),
    "timeline": ("timeline", "H20", "--from", "2025"),
    "diff": ("diff", "H20", "--from", "2025-04", "--to", "2025-08"),
    "check": ("check", "H20", "--is", "blocked", "--date", "2025-06"),
    "compare": ("compare", "H200", "H20"),
    "stockpiles": ("stockpiles", "Baidu"),
    "orders": ("orders", "A800"),
    "funding": ("funding", "Cambricon"),
    "facts": ("facts", "--kind", "ownership"),
    "search": ("search", "levée de fonds cambrikon"),
    "fact": ("fact", "h20-us-blocked"),
    "sources": ("sources",),
    "source": ("source", "undated-cambricon"),
    "conflicts": ("conflicts", "Cambricon"),
    "verify": ("verify", "--articles", NO_ARTICLES),
    "coverage": ("coverage",),
}
"""One of each command; coverage needs the articles."""

MORE: dict[str, Words] = {
    "chip/h200": ("chip", "H200"),
    "chip/as-known-by": ("chip", "H20", "--known-by", "2025-11-30"),
    "company/cambrikon": ("company", "cambrikon"),
    "status/of-all": ("status", "--date", "2025-07"),
    "status/as-known-by": ("status", "--date", "2025-07", "--known-by", "2025-11-03"),
    "status/after-the-newest-source": ("status", "H20", "--date", "2027"),
    "status/under-one-rule": ("status", "--rule", "us", "--strict", "--date", "2025-07-10"),
    "timeline/of-all": ("timeline",),
    "diff/as-known-by": ("diff", "--known-by", "2025-11-30", "--and", "2026-01-31"),
    "check/cannot-tell": ("check", "H200", "--is", "conditional", "--rule", "cn"),
    "stockpiles/of-all": ("stockpiles",),
    "funding/of-all": ("funding",),
    "fact/disputed": ("fact", "cambricon-raise-planned"),
}
"""Others, by where their golden files stand."""

COLOURED = ("chip", "status", "timeline", "diff", "check", "funding", "conflicts", "fact")
"""Commands whose typical page is kept in colour too."""

PAGES: tuple[Words, ...] = (*(words for name, words in TYPICAL.items() if name != "coverage"), *MORE.values())
"""All that need no articles."""


def label(words: Words) -> str:
    """Return a short name for a test with these words."""
    return " ".join(words).replace(NO_ARTICLES, "FOLDER")


def settled(text: str) -> str:
    """Return an output without what changes whenever facts are added elsewhere."""
    # Where a claim stands in its file changes with every claim written above it.
    text = re.sub(r"(facts(?:/|\\/)\w[\w\\]*\.yaml):\d+", r"\1:<line>", text)
    text = re.sub(r"sha256:[0-9a-f]{64}", "sha256:<digest>", text)
    text = re.sub(r'("name": ?"chipcli",\s*"version": ?)"[^"]*"', r'\1"<version>"', text)
    text = re.sub(r'("claims": ?)\d+(,\s*"newest_source")', r'\1"<count>"\2', text)
    return text.replace("\x1b", "\\e")
