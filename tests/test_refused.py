"""Every file in refused/ is a test: a file dropped in the folder is a new one.

It stands in the tiny base of `tests.bases` under the name that its first line gives, and that line is the
complaint that is due; a file with several problems has a line for each. `# in place of: GLOB` takes files of the
base out. The complaint is about no file where it says `facts:`; the file is then one of claims.
"""

from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

from chipcli import checks, reader
from chipcli.authored import AuthoredFile
from chipcli.checks import Check
from chipcli.errors import FaultyFactsError
from tests import bases

FOLDER = Path(__file__).parent / "refused"
FILES = sorted(FOLDER.iterdir())

EXPECTED = "# expected: "
IN_PLACE_OF = "# in place of: "


class Case(NamedTuple):
    """A file that must be refused, among the files of the base it is added to."""

    files: list[AuthoredFile]
    complaints: tuple[str, ...]


def read_case(path: Path) -> Case:
    data = path.read_bytes()
    head = list(
        takewhile(lambda line: line.startswith((EXPECTED, IN_PLACE_OF)), data.decode("utf-8", "replace").splitlines())
    )
    complaints = tuple(line.removeprefix(EXPECTED) for line in head if line.startswith(EXPECTED))
    replaced = [line.removeprefix(IN_PLACE_OF) for line in head if line.startswith(IN_PLACE_OF)]
    kept = [file for file in bases.files() if not any(PurePosixPath(file.name).match(glob) for glob in replaced)]
    # Its own name is in the last complaint, where one is about another file that it clashes with.
    name = complaints[-1].partition(":")[0] if complaints else ""
    return Case([*kept, AuthoredFile(name if name.endswith(".yaml") else "facts/chips.yaml", data)], complaints)


def refused(files: list[AuthoredFile]) -> tuple[str, ...]:
    """Return the problems of a base, none if it is accepted."""
    try:
        reader.assemble(files)
    except FaultyFactsError as fault:
        return fault.problems
    return ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_refused_file_meets_exactly_the_complaints_in_its_first_lines(path: Path) -> None:
    case = read_case(path)
    assert case.complaints, f"the first line of {path.name} is no '{EXPECTED}…'"
    assert refused(case.files) == case.complaints


def test_the_base_that_the_refused_files_are_added_to_is_accepted() -> None:
    assert refused(bases.files()) == ()


SEVEN_WORDS = {"source": "early", "paragraph": 3, "words": "one two three four five six seven", "named_in": [1, 2]}


@pytest.mark.parametrize(
    "claim",
    [
        bases.status("x", "blocked", "2025-02", evidence=[SEVEN_WORDS]),
        bases.status("x", "blocked", "2025-02", en="x" * 400),
        bases.status("x", "blocked", "2025-11-20", after=["t40-allowed"]),
        bases.status("x", "blocked", "../2025-11-20", after=["t40-allowed"]),
        bases.status("x", "blocked", None, after=["t40-allowed", "t40-blocked"]),
        bases.status("x", "blocked", None, mode="until", until="t40-allowed", level="hedged"),
        bases.status(
            "x", "allowed", "2025-02", before="blocked", level="reported", voices=[{"entity": "trade-office"}]
        ),
        bases.status(
            "x", "prohibited", "2025-02", rule="cn_purchase", subject="t-chips", voices=[{"en": "a", "fr": "b"}]
        ),
        bases.status(
            "x",
            "allowed",
            "2025-02",
            told_by="late",
            conflicts_with=[
                {"claim": "t40-blocked", "about": {"en": "All", "fr": "Tout"}},
                {"claim": "tinworks-stock", "about": {"en": "All", "fr": "Tout"}},
            ],
        ),
    ],
)
def test_what_lies_just_inside_the_rules_is_accepted(claim: bases.Record) -> None:
    assert refused(bases.files(export_status=[*bases.CLAIMS["export_status"], claim])) == ()


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_every_check_has_a_file_that_it_refuses(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    readable = [case for case in map(read_case, FILES) if _is_read(case, monkeypatch)]
    monkeypatch.setattr(checks, "CHECKS", (check,))
    assert any(refused(case.files) for case in readable)


def _is_read(case: Case, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether the reader accepts a file, so that only a check can refuse it."""
    monkeypatch.setattr(checks, "CHECKS", ())
    return not refused(case.files)


def test_the_number_of_problems_is_told_in_words() -> None:
    for name, message in [
        ("several-problems-at-once", "3 problems in the fact base"),
        ("missing-field", "1 problem in the fact base"),
    ]:
        with pytest.raises(FaultyFactsError) as caught:
            reader.assemble(read_case(FOLDER / f"{name}.yaml").files)
        assert caught.value.message == message


# Reading from disk


def test_a_base_on_disk_reads_as_the_same_base(tmp_path: Path) -> None:
    files = bases.files()
    for file in files:
        path = tmp_path / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    read, assembled = reader.read(tmp_path), reader.assemble(sorted(files))
    assert read == assembled
    assert read.claims


def test_a_folder_without_facts_is_a_fault_and_no_empty_answer(tmp_path: Path) -> None:
    with pytest.raises(FaultyFactsError, match="no facts below"):
        reader.read(tmp_path)


def test_the_digest_follows_every_byte_and_every_name() -> None:
    first, *others = bases.files()
    changed = {
        reader.assemble(files).digest
        for files in (
            [first, *others],
            [AuthoredFile(first.name, first.data + b"\n"), *others],
            [AuthoredFile("seeds/renamed.yaml", first.data), *others],
        )
    }
    assert len(changed) == 3
