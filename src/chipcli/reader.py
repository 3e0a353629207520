"""seeds/ and facts/ -> records, or every problem found in them with file and line."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from chipcli import authored, checks, dates, yamltext
from chipcli.authored import AuthoredFile
from chipcli.errors import FaultyFactsError, Problem
from chipcli.model.asked import Asked
from chipcli.model.base import FactBase
from chipcli.model.claim import FILES, ClaimBase
from chipcli.model.entity import Entity
from chipcli.model.source import Source
from chipcli.model.term import Term
from chipcli.yamltext import Plain, YamlError

R = TypeVar("R", bound=Struct)

DATED_FIELDS = ("when", "published")
"""Fields authored as a date beside `<field>_basis`; the reader makes one value of the two."""


class Found(NamedTuple):
    """A record, with where it stands."""

    origin: str
    record: Struct


def read(root: Path) -> FactBase:
    """Read the fact base below `root`, a folder with seeds/ and facts/.

    Raises:
        FaultyFactsError: with every problem, if there is one; also where there are no facts at all.
        OSError: if a file cannot be read.
    """
    files = authored.files(root)
    if not files:
        raise FaultyFactsError(f"no facts below {root}")
    return assemble(files)


def assemble(files: list[AuthoredFile]) -> FactBase:
    """Make a base of the files' records and check the rules between them.

    Raises:
        FaultyFactsError: with every problem, if there is one.
    """
    problems: list[Problem] = []
    found = [item for file in files for item in _read_file(file, problems)]
    sources = [item for item in found if isinstance(item.record, Source)]
    entities = [item for item in found if isinstance(item.record, Entity)]
    asked = [item for item in found if isinstance(item.record, Asked)]
    base = FactBase(
        sources=tuple(item.record for item in found if isinstance(item.record, Source)),
        entities=tuple(item.record for item in found if isinstance(item.record, Entity)),
        claims=tuple(item.record for item in found if isinstance(item.record, ClaimBase)),  # type: ignore[misc]  # kinds
        asked=tuple(item.record for item in found if isinstance(item.record, Asked)),
        terms=tuple(item.record for item in found if isinstance(item.record, Term)),
        digest=authored.digest(files),
        origins={
            f"{type(item.record).__name__.lower()}:{item.record.id}": item.origin  # type: ignore[attr-defined]
            for item in reversed([*sources, *entities, *asked])
        },
    )
    problems += _repeated(found)
    # Rules between records make no sense on a base with holes in it.
    problems = problems or list(checks.problems(base))
    if problems:
        raise FaultyFactsError(
            f"{len(problems)} problem{'s' * (len(problems) > 1)} in the fact base",
            problems=tuple(str(problem) for problem in problems),
        )
    return base


def _repeated(found: list[Found]) -> Iterator[Problem]:
    """Yield the ids that name more than one record of their sort, at each of their places."""
    named = [(_sort(item.record), item.record.id, item.origin) for item in found]  # type: ignore[attr-defined]
    counts = Counter((sort, id_) for sort, id_, _ in named)
    for sort, id_, origin in named:
        if counts[sort, id_] > 1:
            yield Problem(origin, id_, f"the id stands {counts[sort, id_]} times")


def _sort(record: Struct) -> type[Struct]:
    return ClaimBase if isinstance(record, ClaimBase) else type(record)


def _read_file(file: AuthoredFile, problems: list[Problem]) -> Iterator[Found]:
    """Yield the records of one file; what cannot be read becomes a problem instead."""
    kind = _kind_of(file.name)
    if kind is None:
        problems.append(Problem(f"{file.name}:1", "", f"not a file of the base; known are {', '.join(sorted(FILES))}"))
        return
    try:
        tree = yamltext.read(file.data)
    except YamlError as fault:
        problems.append(Problem(f"{file.name}:{fault.line}", "", fault.message))
        return
    if kind is Source:
        items: list[Plain] = [tree.value]
    elif isinstance(tree.value, list) or tree.value is None:
        items = tree.value or []
    else:
        problems.append(Problem(f"{file.name}:1", "", "expected a list of records"))
        return
    for index, item in enumerate(items):
        path: yamltext.Path = () if kind is Source else (index,)
        try:
            yield Found(f"{file.name}:{tree.line_of(path)}", _record(item, kind, f"{file.name}:{tree.line_of(path)}"))
        except _FieldError as fault:
            line = tree.line_of((*path, *fault.path))
            name = item.get("id") if isinstance(item, dict) else None
            place = ".".join([str(name or f"record {index + 1}"), *_dotted(fault.path)])
            problems.append(Problem(f"{file.name}:{line}", place, fault.message))


def _kind_of(name: str) -> type[Struct] | None:
    """Return the record class that a file holds, by its name."""
    folder, _, stem = name.removesuffix(".yaml").rpartition("/")
    last = folder.rpartition("/")[2]
    if last == "seeds":
        return Source
    if last == "entities":
        return Entity
    if last == "asked":
        return Asked if stem in FILES else None
    return Term if stem == "terms" else FILES.get(stem)


class _FieldError(Exception):
    def __init__(self, path: yamltext.Path, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


_PLACE = re.compile(r" - at `\$(.*)`$")
_STEP = re.compile(r"\.([a-z_0-9]+)|\[([0-9]+)\]")


def _record(item: Plain, kind: type[R], origin: str) -> R:
    """Type one record.

    Raises:
        _FieldError: at the first field that does not fit.
    """
    if not isinstance(item, dict):
        raise _FieldError((), "expected a record with fields")
    fields: dict[str, object] = dict(item)
    for forbidden in ("origin", "kind") if issubclass(kind, ClaimBase) else ():
        if forbidden in fields:
            raise _FieldError((forbidden,), "is set by the reader")
    for field in DATED_FIELDS:
        if field in fields or f"{field}_basis" in fields:
            fields[field] = _when(field, fields)
    if issubclass(kind, ClaimBase):
        fields |= {"origin": origin, "kind": kind.__struct_config__.tag}
    try:
        # strict=False reads numbers out of text; everything else in the tree is text already.
        return msgspec.convert(fields, kind, strict=False)
    except msgspec.ValidationError as fault:
        message = str(fault)
        place = _PLACE.search(message)
        steps = _STEP.findall(place[1]) if place else []
        path: yamltext.Path = tuple(int(index) if index else name for name, index in steps)
        if path[:1] and path[0] in DATED_FIELDS:
            # Of what the reader made of the two, only the basis is still unchecked.
            path = (f"{path[0]}_basis",)
        raise _FieldError(path, _PLACE.sub("", message)) from None


def _when(field: str, fields: dict[str, object]) -> dict[str, object]:
    """Take the date and its basis out of a record, as the one value that the model has for them."""
    for needed in (field, f"{field}_basis"):
        if needed not in fields:
            raise _FieldError((), f"Object missing required field `{needed}`")
    text, basis = fields.pop(field), fields.pop(f"{field}_basis")
    if text is None:
        return {"edtf": None, "earliest": None, "latest": None, "basis": basis}
    if not isinstance(text, str):
        raise _FieldError((field,), f"expected {dates.FORMS}")
    try:
        span = dates.parse(text)
    except dates.DateError as fault:
        raise _FieldError((field,), str(fault)) from None
    return {"edtf": span.edtf, "earliest": span.earliest, "latest": span.latest, "basis": basis}


def _dotted(path: yamltext.Path) -> Iterator[str]:
    for step in path:
        yield str(step)
