import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from chipcli import authored, dates, schemas, yamltext
from chipcli.authored import AuthoredFile
from chipcli.errors import FaultyFactsError
from tests import bases

ROOT = Path(__file__).parent.parent

FILES = authored.files(ROOT)

POINTER = re.compile(r"# yaml-language-server: \$schema=(.+)\n")


class EditorLoader(yaml.SafeLoader):
    """YAML as an editor reads it: by the core schema of YAML 1.2, in which a date is text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's own form


for tag, pattern, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def schema_of(file: AuthoredFile) -> str:
    """Return the name of the schema that a file's first line points to."""
    pointer = POINTER.match(file.data.decode())
    assert pointer, f"{file.name} names no schema"
    path = (ROOT / file.name).parent.joinpath(pointer[1]).resolve()
    assert path.parent == ROOT / "docs" / "schema"
    return path.stem


def faults(name: str, value: object) -> list[str]:
    """Return what a schema says against a document."""
    return [error.message for error in Draft202012Validator(schemas.authored()[name]).iter_errors(value)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_fits_the_schema_that_it_names_as_the_reader_and_as_an_editor_see_it(file: AuthoredFile) -> None:
    name = schema_of(file)
    assert faults(name, yamltext.read(file.data).value) == []
    assert faults(name, yaml.load(file.data, EditorLoader)) == []  # noqa: S506, TID251  # as others load it; it is safe


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_names_the_schema_of_what_it_holds(file: AuthoredFile) -> None:
    folder, _, last = file.name.removesuffix(".yaml").rpartition("/")
    assert schema_of(file) == {"seeds": "source", "facts/entities": "entities", "facts/asked": "asked"}.get(
        folder, last
    )


@pytest.mark.parametrize("name", [*schemas.authored(), "answer"])
def test_the_schemas_in_docs_are_those_of_the_types(name: str) -> None:
    schema = schemas.answers() if name == "answer" else schemas.authored()[name]
    Draft202012Validator.check_schema(schema)
    assert (ROOT / "docs" / "schema" / f"{name}.json").read_bytes() == schemas.dump(schema)


def test_docs_hold_no_schema_of_anything_else() -> None:
    names = {path.stem for path in (ROOT / "docs" / "schema").iterdir()}
    assert names == {*schemas.authored(), "answer"}


BENT: dict[str, dict[str, Any]] = {
    "an unknown field": {"colour": "red"},
    "a field that the reader sets": {"kind": "stockpile"},
    "a date in another form": {"when": "2025-7"},
    "a year of five digits": {"when": 20250},
    "an unknown basis": {"when_basis": "guessed"},
    "an unknown level": {"level": "certain"},
    "no evidence": {"evidence": []},
    "a paragraph that is no number": {"evidence": [bases.passage("early") | {"paragraph": "three"}]},
    "a paragraph below the first": {"evidence": [bases.passage("early") | {"paragraph": 0}]},
    "a number in words": {"quantity": {"number": "many", "op": "eq", "unit": "units"}},
    "a bare number": {"quantity": 100},
    "a truth value in other words": {"evidence": [bases.passage("early") | {"aside": "perhaps"}]},
}


@pytest.mark.parametrize("bent", BENT.values(), ids=BENT)
def test_a_schema_refuses_what_the_reader_refuses(bent: dict[str, Any]) -> None:
    (claim,) = bases.CLAIMS["stockpiles"]
    assert faults("stockpiles", [claim]) == []
    assert faults("stockpiles", [claim | bent]) != []
    with pytest.raises(FaultyFactsError):
        bases.base(stockpiles=[claim | bent])


def test_a_date_goes_with_its_basis() -> None:
    (claim,) = bases.CLAIMS["stockpiles"]
    assert faults("stockpiles", [{field: value for field, value in claim.items() if field != "when_basis"}]) != []


@given(st.text("0123456789-/.?~", max_size=25) | st.from_regex(r"\A[0-9]{4}(-[0-9]{2}){0,2}[?~]?\Z"))
def test_the_schema_takes_every_date_that_the_reader_takes(text: str) -> None:
    (claim,) = bases.CLAIMS["stockpiles"]
    try:
        dates.parse(text)
    except dates.DateError:
        return
    assert faults("stockpiles", [claim | {"when": text}]) == []


def test_a_schema_is_the_same_bytes_whatever_python_does_to_docstrings() -> None:
    descriptions = re.findall(
        r'"description": ("(?:[^"\\]|\\.)*")', schemas.dump(schemas.authored()["entities"]).decode()
    )
    assert descriptions
    assert all(json.loads(found) == " ".join(json.loads(found).split()) for found in descriptions)
