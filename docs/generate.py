"""The generated parts of docs/: the JSON Schemas, and what the pages show of types, facts and answers.

usage: python -m docs.generate [--check]

Writes docs/schema/. With --check it writes nothing, names every file that is out of date, and exits 1 if there
is one. The pages call the functions below from their cog blocks: `cog -r docs/*.md`, from the project's folder.
"""

import ast
import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from chipcli import schemas
from chipcli.dates import Span
from chipcli.errors import ExitCode
from chipcli.messages import Message
from chipcli.model.answer import Change, Hidden, StatusRow
from chipcli.model.claim import FILES, ClaimBase
from chipcli.model.source import Source
from chipcli.model.values import IDENTIFIER, Record, Text
from docs import writing

ROOT = writing.ROOT

SCHEMAS = ROOT / "docs" / "schema"

NOTHING: Mapping[str, str] = {}


def main() -> int:
    """Write the schemas, or check them; return the exit code."""
    by_name = schemas.authored() | {"answer": schemas.answers()}
    files = {SCHEMAS / f"{name}.json": schemas.dump(schema) for name, schema in by_name.items()}
    return writing.main("docs.generate", files, folder=SCHEMAS)


# Tables of fields


class Field(NamedTuple):
    """One field of a record type."""

    name: str
    holds: str
    """What may stand in it, in words."""
    may_be_null: bool
    about: str


def authored_fields(cls: type, file: str, *, notes: Mapping[str, str] = NOTHING) -> str:
    """Return the table of a record's fields as they are written in facts/ and seeds/.

    Args:
        cls: the class of the record. Of a kind of claim, only the fields of its own are listed.
        file: name of a schema of docs/schema/ that has the record in it.
        notes: what to say of fields that have no docstring.
    """
    definitions = schemas.authored()[file]["$defs"]
    needed = definitions[next(iter(FILES.values())).__name__ if cls is ClaimBase else cls.__name__]["required"]
    inherited = ClaimBase.__struct_fields__ if issubclass(cls, ClaimBase) and cls is not ClaimBase else ()
    rows = ["| field | holds | needed | |", "|---|---|---|---|"]
    for field in _fields(cls, notes):
        if field.name in inherited or field.name == "origin":
            continue
        null = " or null" if field.may_be_null and field.name in needed else ""
        needs = "yes" if field.name in needed else ""
        if field.name in ("when", "published"):
            rows.append(f"| `{field.name}` | a [date](#dates) or null | yes | {field.about} |")
            rows.append(f"| `{field.name}_basis` | {_form(_basis_of(cls, field.name))} | yes | How it is known. |")
        else:
            rows.append(f"| `{field.name}` | {field.holds}{null} | {needs} | {field.about} |")
    return _on_page("facts.md", rows)


def answer_keys(cls: type, page: str = "json.md", *, notes: Mapping[str, str] = NOTHING) -> str:
    """Return the table of an object's keys as they stand in an answer, where every key is present.

    Args:
        cls: the class of the object. Of a kind of claim, only the keys of its own are listed.
        page: the page that the table stands on.
        notes: what to say of keys that have no docstring.
    """
    rows = ["| key | value | |", "|---|---|---|"]
    for field in _fields(cls, notes):
        null = " or null" if field.may_be_null else ""
        rows.append(f"| `{field.name}` | {field.holds}{null} | {field.about} |")
    return _on_page(page, rows)


def kinds() -> str:
    """Return the kinds of claims, each with its file."""
    rows = ["| file | kind | what it tells |", "|---|---|---|"]
    for file, cls in FILES.items():
        kind = str(cls.__struct_config__.tag)
        rows.append(f"| `facts/{file}.yaml` | [`{kind}`](#{kind}) | {_flat(cls.__doc__ or '')} |")
    return "\n".join(rows)


def commands() -> str:
    """Return the commands, each with what its query echoes and what its result lists."""
    rows = ["| command | `query` | `result` |", "|---|---|---|"]
    for command, answer in schemas.ANSWERS.items():
        query, result = get_args(answer)
        rows.append(f"| `{command}` | {_form(query)} | {_form(result)} |")
    return _on_page("json.md", rows)


EXIT_CODES = {
    ExitCode.ANSWERED: 'answered; "unknown" and "disputed" are answers. `check`: yes',
    ExitCode.NOT_FOUND: "not found: a name, an id, or a listing or comparison with nothing in it. `check`: no",
    ExitCode.USAGE: "the arguments cannot be understood",
    ExitCode.AMBIGUOUS: "ambiguous: a name may mean any of the candidates, or is too little to be sure",
    ExitCode.FAULTY_FACTS: "the facts are faulty, or `verify` found something",
    ExitCode.CANNOT_TELL: "`check` cannot tell, also for a name that is not in the base",
    ExitCode.INTERNAL: "a fault of ours; `CHIPCLI_DEBUG=1` shows where",
    ExitCode.IO: "reading or writing failed",
    ExitCode.INTERRUPTED: "interrupted from the keyboard",
}


def exit_codes() -> str:
    """Return what each exit code means."""
    rows = ["| exit code | means |", "|---|---|"]
    return "\n".join([*rows, *(f"| {code.value} | {EXIT_CODES[code]} |" for code in ExitCode)])


def _on_page(page: str, rows: Iterable[str]) -> str:
    """Return lines with the links to their own page made short."""
    return "\n".join(rows).replace(f"]({page}#", "](#")


def _fields(cls: type, notes: Mapping[str, str]) -> Iterator[Field]:
    hints = get_type_hints(cls, include_extras=True)
    documented = _docstrings(cls)
    names = dict(zip(cls.__struct_fields__, cls.__struct_encode_fields__, strict=True))  # type: ignore[attr-defined]
    for wrong in notes.keys() - set(names.values()):
        raise ValueError(f"{cls.__name__} has no field {wrong!r}")
    for attribute, name in names.items():
        hint = hints[attribute]
        members = _members(hint)
        about = " ".join(filter(None, (documented.get(attribute), notes.get(name))))
        yield Field(name, _form(hint), NoneType in members, about.replace("|", "\\|"))


def _basis_of(cls: type, field: str) -> object:
    return get_type_hints(get_type_hints(cls)[field], include_extras=True)["basis"]


def _docstrings(cls: type) -> dict[str, str]:
    """Return what the source code says of each field, base classes included."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("chipcli."):
            found |= _docstrings_in(base.__module__).get(base.__name__, {})
    return found


@cache
def _docstrings_in(module: str) -> dict[str, dict[str, str]]:
    """Return the docstrings under the fields of the classes of a module."""
    found: dict[str, dict[str, str]] = {}
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for field, after in zip(node.body, node.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    match after:
                        case ast.Expr(value=ast.Constant(value=str(text))):
                            found.setdefault(node.name, {})[field.target.id] = _flat(text)
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


# Types in words


PLURALS = {
    "id of an entity": "ids of entities",
    "id of a claim": "ids of claims",
    "id of a source": "ids of sources",
    "whole number": "whole numbers",
    "text": "texts",
}

_WORDS: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "`true` or `false`",
    date: "ISO day",
    Message: "text",
}


def _members(hint: object) -> tuple[object, ...]:
    """Return the members of a union; of any other type, the type."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _form(hint: Any) -> str:  # noqa: PLR0911  # a line for each spelling of a type
    """Return what may stand where a type does, null left out."""
    members = [member for member in _members(hint) if member is not NoneType]
    if len(members) > 1:
        return _union(members)
    (hint,) = members
    arguments = get_args(hint)
    origin = get_origin(hint)
    if origin is Annotated:
        return _annotated(arguments)
    if origin is Literal:
        return _one_of(arguments)
    if origin is tuple:
        return _list_of(arguments)
    if origin is dict:
        return f"object: {_form(arguments[1])} by {_form(arguments[0])}"
    if isinstance(hint, TypeVar):
        return "[object of the command](json.md#commands)"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _one_of([member.value for member in hint])
    if hint in _WORDS:
        return _WORDS[hint]
    return _link(hint)


def _list_of(arguments: tuple[Any, ...]) -> str:
    item = _form(arguments[0])
    null = " or null" if NoneType in _members(arguments[0]) else ""
    if arguments[-1] is ...:
        return f"list of {PLURALS.get(item, item)}{null}"
    return f"list of {len(arguments)}, each {item}{null}"


def _annotated(arguments: tuple[Any, ...]) -> str:
    target = next((mark.extra["refers_to"] for mark in arguments[1:] if mark.extra), None)
    if target:
        return f"id of {'an' if target == 'entity' else 'a'} {target}"
    if any(mark.pattern == IDENTIFIER for mark in arguments[1:]):
        return "id"
    return _form(arguments[0])


def _union(members: list[Any]) -> str:
    if all(isinstance(member, type) and issubclass(member, ClaimBase) for member in members):
        return "[claim](json.md#claims)"
    if set(members) == {int, float}:
        return "number"
    literals = [value for member in members for value in get_args(member) if get_origin(member) is Literal]
    return _one_of(literals) if literals else " or ".join(map(_form, members))


def _one_of(values: Iterable[object]) -> str:
    *most, last = [f"`{value}`" for value in values]
    return f"{', '.join(most)} or {last}" if most else last


def _link(cls: type) -> str:
    """Return the name of a record type, linked to where it is described."""
    if issubclass(cls, Span):
        return "[date](json.md#dates)"
    if cls is Text:
        return "[`en` and `fr`](facts.md#text)"
    if cls is Source:
        return "[source card](facts.md#source-cards)"
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()
    page = "status.md" if cls in (StatusRow, Change, Hidden) else "facts.md" if issubclass(cls, Record) else "json.md"
    return f"[{name}]({page}#{name.replace(' ', '-')})"


# Facts and answers


def record(file: str, record_id: str | None = None) -> str:
    """Return one record of facts/ or seeds/ as it is written; without an id, the head of a source card."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    if record_id is None:
        end = next(place for place, line in enumerate(lines) if line == "paragraphs:")
        picked = [line for line in lines[: end + 6] if not line.startswith("#")]
    else:
        start = next(n for n, line in enumerate(lines) if re.match(rf"- {{?id: {re.escape(record_id)}(,|$)", line))
        rest = lines[start + 1 :]
        end = next((place for place, line in enumerate(rest) if not line.startswith(" ")), len(rest))
        picked = [lines[start], *rest[:end]]
    return "\n".join(["```yaml", *picked, "```"])


def example(command: str, shown: Sequence[str], document: str, *keys: str) -> str:
    """Return a command about one chip, with its row as a terminal shows it, and some keys of that or of the answer."""
    answer = json.loads(document)
    values = answer | answer["result"][0]
    start = next(place for place, line in enumerate(shown) if line.startswith("──")) + 1
    row = shown[start : shown.index("", start)]
    picked = [f'"{key}": {json.dumps(values[key], ensure_ascii=False)}' for key in keys]
    return "\n".join(["```console", f"$ {command}", *row, f"$ {command} --json", *picked, "```"])


def named(document: str) -> tuple[str, str, str]:
    """Return what an answer made of a name: the outcome, how it matched, and what it is or might be."""
    answer = json.loads(document)
    names = {entity["id"]: entity["name"] for entity in answer["entities"]}
    query = answer["query"]
    if query.get("entity"):
        return answer["outcome"], query["matched"], names[query["entity"]]
    return answer["outcome"], "", ", ".join(candidate["name"] for candidate in answer["candidates"])


def shortened(document: str) -> str:
    """Return a document without what changes with every edit of the facts."""
    return re.sub(r'"sha256:[0-9a-f]{64}"', '"sha256:…"', document).rstrip()


if __name__ == "__main__":
    sys.exit(main())
