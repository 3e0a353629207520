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

FURTHER_PAGES: tuple[Words, ...] = (
    ("chip", "L20", "A100"),
    ("status", "--date", "2022-10/2026-01"),
    ("timeline", "H20", "--strict", "--known-by", "2026-01"),
    ("diff", "--from", "2025-01", "--to", "2026-01", "--strict"),
    ("diff", "H20", "L20", "--known-by", "2025-11-03", "--and", "2026-01-31"),
    ("check", "H20", "--is", "allowed", "--date", "2025-07"),
    ("check", "L20", "--is", "allowed", "--date", "2022"),
    ("check", "H200", "--is", "allowed", "--date", "2027"),
    ("orders",),
    ("facts", "--kind", "policy"),
    ("conflicts",),
    ("search", "can Nvidia sell the H20 to China"),
    ("fact", "h200-cn-conditional"),
)
"""Without golden files: they say what the others do not."""

MESSAGES: tuple[Words, ...] = (
    ("chip", "H300"),
    ("chip", "RTX 4090"),
    ("chip", "100"),
    ("chip", "Nvidia"),
    ("chip", "\x1b[31mH200\u202e"),
    ("chip", "x" * 300),
    ("chip",),
    ("chip", "H300", "H200", "100"),
    ("chip", "-"),
    ("chip", "--frob", "H200"),
    ("chip", "H200", "--fields", "id,nonsense"),
    ("chip", "H200", "--format", "xml"),
    ("chip", "H200", "--json", "--format", "csv"),
    ("chip", "H200", "--output", "/nowhere/h200.txt"),
    ("timeline", "H200", "--svg", "-", "--json"),
    ("timeline", "--from", "2025", "--to", "2024"),
    ("diff", "--from", "2025"),
    ("diff", "A800", "--from", "2025-08", "--to", "2025-09"),
    ("check", "H20"),
    ("check", "H20", "--is", "sold"),
    ("check", "H20", "--is", "prohibited", "--rule", "us"),
    ("check", "H300", "--is", "allowed"),
    ("facts", "--about", "EUV", "--kind", "funding"),
    ("facts", "--kind", "rumour"),
    ("company", "cambrikon"),
    ("company", "nvid"),
    ("company", "tsmic"),
    ("about", "H2OO"),
    ("status",),
    ("status", "--date", "2027"),
    ("status", "--date", "2026"),
    ("status", "--known-by", "2025-11-03"),
    ("status", "--date", "2025-7"),
    ("status", "--rule", "eu"),
    ("compare", "H200"),
    ("compare", "H200", "h-200"),
    ("compare", "H800", "H200"),
    ("compare", "H200", "100"),
    ("stockpiles", "TSMC"),
    ("orders", "TSMC"),
    ("funding", "TSMC"),
    ("conflicts", "TSMC"),
    ("search", "how many H300 were ordered"),
    ("search", "zebra crossings"),
    ("search", "levée de fonds cambrikon"),
    ("fact", "h20"),
    ("source", "2025"),
    ("frob",),
    ("--frob",),
)
"""What is said beside a page, or in place of one; in golden files too."""

FURTHER_MESSAGES: tuple[Words, ...] = (
    ("chip", "H20", "--known-by", "2020"),
    ("chip", "H200", "--json=1"),
    ("status", "--known-by", "2020"),
    ("status", "--known-by", "2020/2021"),
    ("status", "--date", "2025-13"),
    ("status", "--date", "2025/2024"),
    ("status", "--date", "../.."),
    ("status", "--date", "2025" * 9),
    ("status", "--date"),
    ("timeline", "--from", "2025/.."),
    ("diff",),
    ("diff", "--to", "2025"),
    ("diff", "--and", "2025"),
    ("diff", "--from", "2026", "--to", "2025"),
    ("diff", "--known-by", "2026", "--and", "2025"),
    ("diff", "--from", "2025-01", "--to", "2026-12"),
    ("diff", "H20", "--from", "2026-02", "--to", "2026-03"),
    ("diff", "--from", "2025-04", "--to", "2025-04"),
    ("diff", "H20", "--known-by", "2026-01-27", "--and", "2026-01-28"),
    ("diff", "--known-by", "2026-01-27", "--and", "2026-01-28"),
    ("facts", "--from", "2025-04", "--to", "2025-04"),
    ("facts", "--from", "2026", "--to", "2025"),
    ("search", "does any source disagree about TSMC"),
    ("search", "what happened to the H20 in 2029"),
    ("search", "x" * 3000),
    ("search", "H20", "--asked-on", "2025"),
    ("search", "H20", "--limit", "0"),
    ("search", "H20", "--limit", "x"),
    ("fact", "h20-us-blocked", "--known-by", "2020"),
    ("source", "undated-cambricon", "--known-by", "2026"),
    ("sources", "--known-by", "2020"),
    ("sources", "--known-by", "2025"),
    ("verify",),
    ("coverage", "--articles", NO_ARTICLES),
)
"""Without golden files: they say what the others do not."""


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
