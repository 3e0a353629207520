"""Terms: words of the field that mean the same, in both languages."""

from typing import Literal

from chipcli.model.values import Identifier, Line, Record


class Term(Record, frozen=True, kw_only=True):
    """Words that mean the same; who asks with one finds what is told with another."""

    id: Identifier
    kind: (
        Literal[
            "chip",
            "performance",
            "export_status",
            "stockpile",
            "demand",
            "funding",
            "ownership",
            "market",
            "production",
            "model",
            "company",
            "policy",
            "adoption",
            "statement",
        ]
        | None
    ) = None
    """The kind of claim that these words ask for."""
    en: tuple[Line, ...]
    fr: tuple[Line, ...]
