"""A tiny valid base of two sources, to be bent into the shape that a test needs."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from chipcli import reader
from chipcli.authored import AuthoredFile
from chipcli.model.base import FactBase
from chipcli.store import Store, build

Record = dict[str, Any]
"""A record as authored: names of fields and what stands there."""


def source(id_: str, published: str | None, **fields: object) -> Record:
    """Return a source card with three paragraphs; `published` is a date, None for one that bears none."""
    card = {
        "id": id_,
        "document": {"file": f"{id_}.txt", "sha256": "0" * 64},
        "language": "en",
        "title": f"What {id_} says",
        "title_fr": f"Ce que dit {id_}",
        "publisher": None,
        "agency": None,
        "published": published,
        "published_basis": "stated" if published else "not_stated",
        "paragraphs": [
            {
                "number": number,
                "role": "body",
                "sha256": "0" * 64,
                "gist": f"Paragraph {number}",
                "gist_fr": f"Paragraphe {number}",
            }
            for number in (1, 2, 3)
        ],
    }
    return card | fields


def entity(id_: str, kind: str = "chip", *, groups: Iterable[str] = (), **fields: object) -> Record:
    """Return an entity, named for its id; the first source says that it belongs to `groups`."""
    memberships = [{"group": group, "evidence": [passage("early")]} for group in groups]
    return {"id": id_, "kind": kind, "name": id_.upper(), "member_of": memberships} | fields


def claim(id_: str, subject: str, *, told_by: str = "early", when: str | None = None, **fields: object) -> Record:
    """Return what claims of every kind have; `told_by` is the source."""
    common = {
        "id": id_,
        "subject": subject,
        "when": when,
        "when_basis": "stated" if when else "not_stated",
        "level": "stated",
        "en": f"This is {id_}.",
        "fr": f"Voici {id_}.",
        "evidence": [passage(told_by)],
    }
    return common | fields


def status(id_: str, state: str, when: str | None, *, mode: str = "change", **fields: Any) -> Record:
    """Return a claim about the state of a chip: of the T40 under the US rule, unless told otherwise."""
    return claim(id_, **{"subject": "t40", "rule": "us_export", "state": state, "mode": mode, "when": when} | fields)


def passage(source_id: str, paragraph: int = 1) -> Record:
    """Return the place of a claim's evidence."""
    return {"source": source_id, "paragraph": paragraph, "words": "a few words"}


SOURCES = (source("early", "2025-03-10"), source("late", "2025-12-10"))

ENTITIES = (
    entity("t40", groups=["t-chips"]),
    entity("t80", groups=["t-chips"]),
    entity("t-chips", "chip_group"),
    entity("tinworks", "company"),
    entity("trade-office", "public_body"),
)

CLAIMS: dict[str, tuple[Record, ...]] = {
    "chips": (claim("t40-maker", "t40", property="maker", target="tinworks"),),
    "export_status": (
        status("t40-blocked", "blocked", "2025-02"),
        status("t40-allowed", "allowed", "2025-11-20", told_by="late", by="trade-office", after=["t40-blocked"]),
    ),
    "stockpiles": (
        claim(
            "tinworks-stock",
            "tinworks",
            when="2025-02",
            item="t40",
            quantity={"number": 100, "op": "about", "unit": "units", "words": "about a hundred"},
        ),
    ),
}
"""By the name of their file, as in facts/."""


def files(
    *, sources: Iterable[Record] = SOURCES, entities: Iterable[Record] = ENTITIES, **claims: Iterable[Record]
) -> list[AuthoredFile]:
    """Return the files of the tiny base, with other records in place of its own.

    Args:
        sources: the cards.
        entities: what the claims are about.
        claims: by name of their file, such as export_status; the files not named stay as they are.
    """
    cards = [_file(f"seeds/{card['id']}.yaml", card) for card in sources]
    listed = {"entities/all": entities} | CLAIMS | claims
    return [*cards, *(_file(f"facts/{name}.yaml", list(records)) for name, records in listed.items())]


def base(
    *, sources: Iterable[Record] = SOURCES, entities: Iterable[Record] = ENTITIES, **claims: Iterable[Record]
) -> FactBase:
    """Return the tiny base, with other records in place of its own, as `files` takes them."""
    return reader.assemble(files(sources=sources, entities=entities, **claims))


@contextmanager
def opened(facts: FactBase) -> Iterator[Store]:
    """Compile a base in memory and open it."""
    with closing(build.in_memory(facts)) as connection:
        yield Store(connection)


def _file(name: str, content: object) -> AuthoredFile:
    """Return a file; JSON is YAML too."""
    return AuthoredFile(name, json.dumps(content, indent=1).encode())
