import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from chipcli import authored, dates, reader, status, store
from chipcli.authored import AuthoredFile
from chipcli.errors import FaultyFactsError
from chipcli.model.claim import FILES
from chipcli.model.values import Level
from chipcli.store import Store, Wanted, build, open_base, open_file
from tests import bases
from tests.bases import entity

ROOT = authored.checkout()


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[sqlite3.Connection]]:
    """The connections of a test, closed after it: a store stays open, and Python 3.13 warns of each."""
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def remembered(database: str | Path, *, uri: bool = False) -> sqlite3.Connection:
        opened.append(connect(database, uri=uri))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", remembered)
    yield opened
    for connection in opened:
        connection.close()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped base, compiled to a file."""
    assert ROOT, "the authored files are not beside the package"
    path = tmp_path_factory.mktemp("real") / "base.sqlite"
    build.write(reader.read(ROOT), path)
    return path


def written(folder: Path) -> Path:
    """Write the tiny base as a checkout would have it."""
    for file in bases.files():
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder


def everything(opened: Store) -> list[bytes]:
    """Return whatever a store answers about every record it has."""
    facts, sources, counts = opened.facts, opened.source_names(), opened.source_counts()
    about = [opened.source(one.id) for one in sources]
    passages = [opened.claims_by_paragraph(one.id) for one in sources]
    claims = {kind.__struct_config__.tag: () for kind in FILES.values()}
    told = {str(kind): opened.claims_of_kind(str(kind)) for kind in claims}
    entities = [opened.entity(id_) for id_ in opened.mentioned(claim for many in told.values() for claim in many)]
    names = [(opened.by_key(one.name.casefold()), opened.groups_of(one.id)) for one in entities if one]
    terms = status.terms(opened, date=dates.parse("2025-07"))
    rows = status.answer(opened, None, terms, date=dates.parse("2025-07"))
    found = [facts, sources, counts, about, passages, told, entities, names, opened.disagreeing(), rows]
    return [msgspec.json.encode(one) for one in found]


# Compiling


def test_the_same_facts_compile_to_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        build.write(bases.base(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_shipped_base_compiles_to_the_same_bytes_in_another_process(seed: str, real: Path, tmp_path: Path) -> None:
    compile_it = (
        "import sys, pathlib; from chipcli import reader; from chipcli.store import build; "
        "build.write(reader.read(pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[2]))"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(authored.PACKAGE.parent)}
    subprocess.run(
        [sys.executable, "-c", compile_it, str(ROOT), str(tmp_path / "base")], env=environment, check=True, timeout=60
    )
    assert (tmp_path / "base").read_bytes() == real.read_bytes()


def test_a_file_answers_as_the_base_in_memory_does(real: Path) -> None:
    assert ROOT
    with bases.opened(reader.read(ROOT)) as in_memory:
        assert everything(open_file(real)) == everything(in_memory)


def test_a_compiled_base_holds_every_claim_and_says_what_it_is(real: Path) -> None:
    assert ROOT
    base, opened = reader.read(ROOT), open_file(real)
    claims = [claim for kind in FILES.values() for claim in opened.claims_of_kind(str(kind.__struct_config__.tag))]
    assert {claim.id for claim in claims} == {claim.id for claim in base.claims}
    assert (opened.facts.digest, opened.facts.claims) == (base.digest, len(base.claims))
    newest = max(source.published.latest for source in base.sources if source.published.latest)
    assert opened.facts.newest_source == newest.isoformat()


def test_a_compiled_base_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    build.write(bases.base(), path)
    before = path.read_bytes()
    # Two records of one id, which the checks would have refused, stop the compiler half-way.
    broken = msgspec.structs.replace(bases.base(), claims=bases.base().claims * 2)
    with pytest.raises(sqlite3.IntegrityError):
        build.write(broken, path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["base.sqlite"]


def test_a_new_base_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    build.write(bases.base(), path)
    build.write(bases.base(stockpiles=[]), path)
    assert open_file(path).claims_of_kind("stockpile") == ()
    assert [one.name for one in tmp_path.iterdir()] == ["base.sqlite"]


# Opening


def corrupt(data: bytes) -> dict[str, bytes]:
    """Return files that are no compiled base, or no longer one."""
    return {
        "empty": b"",
        "of-another-kind": b"%PDF-1.7\n" * 1000,
        "the-head-alone": data[:100],
        "cut-off": data[: len(data) // 2],
        "without-its-last-page": data[:-4096],
    }


@pytest.mark.parametrize("name", corrupt(b""))
def test_a_file_that_is_no_base_is_faulty_facts(name: str, real: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    path.write_bytes(corrupt(real.read_bytes())[name])
    with pytest.raises(FaultyFactsError, match=r"^base\.sqlite cannot be read as a fact base: "):
        open_file(path)


def test_a_file_that_is_not_there_or_is_a_folder_is_faulty_facts(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.sqlite", tmp_path):
        with pytest.raises(FaultyFactsError, match="cannot be read as a fact base"):
            open_file(path)


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE TABLE other (id INTEGER)",
        "CREATE TABLE meta (id INTEGER)",
        "CREATE TABLE meta (key TEXT, value TEXT)",
        """CREATE TABLE meta (key TEXT, value TEXT);
           INSERT INTO meta VALUES ('digest', 'x'), ('claims', 'many'), ('newest_source', '')""",
    ],
)
def test_a_database_of_something_else_is_faulty_facts(schema: str, tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(schema)
    with pytest.raises(FaultyFactsError):
        open_file(path)


def test_a_base_damaged_in_the_middle_is_faulty_facts_when_it_shows(real: Path, tmp_path: Path) -> None:
    path, data = tmp_path / "base.sqlite", real.read_bytes()
    path.write_bytes(data[: len(data) // 4] + bytes(len(data) - len(data) // 4))
    with pytest.raises(FaultyFactsError):
        everything(open_file(path))


def test_nothing_is_written_where_a_base_is_opened(real: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    path.write_bytes(real.read_bytes())
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    before = path.stat()
    try:
        everything(open_file(path))
        assert [one.name for one in tmp_path.iterdir()] == ["base.sqlite"]
    finally:
        tmp_path.chmod(0o755)
    after = path.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_ino) == (before.st_mtime_ns, before.st_size, before.st_ino)
    assert path.read_bytes() == real.read_bytes()


def test_an_opened_base_takes_no_change(real: Path, opened: list[sqlite3.Connection]) -> None:
    open_file(real)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened[-1].execute("DELETE FROM claim")


def test_a_name_with_marks_of_a_uri_is_opened_as_the_file_it_is(real: Path, tmp_path: Path) -> None:
    path = tmp_path / "50% of #1?mode=rwc.sqlite"
    path.write_bytes(real.read_bytes())
    assert open_file(path).facts.claims > 0


# Out of date


def test_a_base_is_known_to_be_made_from_these_files_by_this_code() -> None:
    base, code = bases.base(), authored.code_digest()
    with bases.opened(base) as opened:
        assert opened.is_made_from(base.digest, code)
        assert not opened.is_made_from(bases.base(stockpiles=[]).digest, code)
        assert not opened.is_made_from(base.digest, authored.digest([AuthoredFile("store/build.py", b"")]))


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of the tiny base, compiled."""
    root = written(tmp_path / "checkout")
    monkeypatch.setattr(authored, "checkout", lambda: root)
    monkeypatch.setattr(store, "BASE", tmp_path / "base.sqlite")
    build.write(reader.read(root), tmp_path / "base.sqlite")
    return root


def test_a_compiled_base_that_is_up_to_date_is_opened_without_reading_a_record(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(reader, "read")
    assert open_base().facts.digest == authored.digest(authored.files(checkout))


def test_a_checkout_whose_facts_have_changed_is_read_from_its_files(checkout: Path) -> None:
    (checkout / "facts" / "stockpiles.yaml").write_text("[]\n")
    assert open_base().claims_of_kind("stockpile") == ()


def test_a_checkout_with_one_more_file_is_read_from_its_files(checkout: Path) -> None:
    (checkout / "facts" / "entities" / "more.yaml").write_text("- {id: t90, kind: chip, name: T90}\n")
    assert open_base().entity("t90")


def test_a_checkout_whose_code_has_changed_is_read_from_its_files(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authored, "code_digest", lambda: "sha256:other")
    (before,) = (path.read_bytes() for path in checkout.parent.glob("*.sqlite"))
    assert open_base().is_made_from(authored.digest(authored.files(checkout)), "sha256:other")
    assert [path.read_bytes() for path in checkout.parent.glob("*.sqlite")] == [before]


def test_a_checkout_without_a_compiled_base_is_read_from_its_files_and_writes_none(checkout: Path) -> None:
    compiled = checkout.parent / "base.sqlite"
    compiled.unlink()
    assert open_base().entity("t40")
    assert not compiled.exists()


def test_faulty_facts_in_a_checkout_are_reported_and_not_passed_over_for_the_compiled_base(checkout: Path) -> None:
    (checkout / "facts" / "stockpiles.yaml").write_text("- id: x\n")
    with pytest.raises(FaultyFactsError) as caught:
        open_base()
    assert caught.value.problems[0].startswith("facts/stockpiles.yaml:1: x: ")


def test_an_installed_base_is_opened_whatever_it_was_made_from(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / "facts" / "stockpiles.yaml").write_text("[]\n")
    monkeypatch.setattr(authored, "checkout", lambda: None)
    assert [claim.id for claim in open_base().claims_of_kind("stockpile")] == ["tinworks-stock"]


def test_an_installation_without_its_base_is_a_fault_and_no_empty_answer(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout.parent / "base.sqlite").unlink()
    monkeypatch.setattr(authored, "checkout", lambda: None)
    with pytest.raises(FaultyFactsError, match="missing"):
        open_base()


# What the compiler adds


def test_a_chip_belongs_to_the_groups_of_its_groups_the_nearest_first() -> None:
    entities = [
        *bases.ENTITIES[1:],
        entity("t40", groups=["t-chips", "small-chips"]),
        entity("small-chips", "chip_group", groups=["all-chips"]),
        entity("all-chips", "chip_group", groups=["things"]),
        entity("things", "group"),
    ]
    with bases.opened(bases.base(entities=entities)) as opened:
        assert opened.groups_of("t40") == ["small-chips", "t-chips", "all-chips", "things"]
        assert opened.groups_of("small-chips") == ["all-chips", "things"]
        assert opened.groups_of("t80") == ["t-chips"]
        assert opened.groups_of("things") == []


def test_a_group_reached_by_two_ways_counts_once_and_by_the_shorter_one() -> None:
    entities = [
        *bases.ENTITIES[1:],
        entity("t40", groups=["small-chips", "all-chips"]),
        entity("small-chips", "chip_group", groups=["all-chips", "tin-chips"]),
        entity("tin-chips", "chip_group"),
        entity("all-chips", "chip_group"),
    ]
    with bases.opened(bases.base(entities=entities)) as opened:
        assert opened.groups_of("t40") == ["all-chips", "small-chips", "tin-chips"]


def test_a_conflict_authored_on_one_claim_stands_on_both() -> None:
    about = {"en": "How it was", "fr": "Comment c'était"}
    claims = [
        bases.status("blocked", "blocked", "2025-02", conflicts_with=[{"claim": "allowed", "about": about}]),
        bases.status("allowed", "allowed", "2025-02", told_by="late"),
        bases.status("quiet", "allowed", "2025-03"),
    ]
    with bases.opened(bases.base(export_status=claims)) as opened:
        found = {
            claim.id: [conflict.claim for conflict in claim.conflicts_with]
            for claim in opened.statuses("t40", "us_export")
        }
        assert found == {"blocked": ["allowed"], "allowed": ["blocked"], "quiet": []}
        (mirrored,) = opened.claims(["allowed"])
        assert (mirrored.conflicts_with[0].about.en, mirrored.conflicts_with[0].about.fr) == tuple(about.values())
        assert [(one, other) for one, other, _ in opened.disagreeing()] == [("blocked", "allowed")]
        assert [(one, other) for one, other, _ in opened.disagreeing("t40")] == [("blocked", "allowed")]
        assert opened.disagreeing("t80") == []


def test_claims_are_found_by_every_entity_that_they_name() -> None:
    with bases.opened(bases.base()) as opened:
        found = {
            id_: [claim.id for claim in opened.claims_about(id_)] for id_ in ("t40", "tinworks", "trade-office", "t80")
        }
    assert found == {
        "t40": ["t40-maker", "t40-blocked", "t40-allowed", "tinworks-stock"],
        "tinworks": ["t40-maker", "tinworks-stock"],
        "trade-office": ["t40-allowed"],
        "t80": [],
    }


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(entity="h200"),
        Wanted(subject="h200"),
        Wanted(kind="funding"),
        Wanted(source="2023-11-stockpiles"),
        Wanted(level=Level.OPINION),
        Wanted(period=dates.parse("2022-10")),
        Wanted(kind="funding", level=Level.OPINION, known_by=dates.parse("2025-12")),
        Wanted(entity="h200", period=dates.parse("2025-07"), known_by=dates.parse("2025-12")),
    ],
)
def test_claims_are_found_by_an_index_and_not_by_looking_at_all(real: Path, wanted: Wanted) -> None:
    with closing(sqlite3.connect(real)) as connection:
        opened = Store(connection)
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        told = {claim.id for claim in opened.claims_that(wanted)}
        left_out = {one.claim for one in opened.hidden(wanted)}
        opened.undated(wanted)
        connection.set_trace_callback(None)
        steps = [str(row[3]) for query in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert len(asked) == (3 if wanted.known_by else 2)
    assert [step for step in steps if step.startswith(("SCAN claim", "SCAN mention"))] == []
    assert any(step.startswith("SEARCH claim") for step in steps)
    assert told.isdisjoint(left_out)


def test_what_was_known_of_a_group_is_known_once_every_step_to_it_was() -> None:
    def member(group: str, *told_by: str) -> dict[str, object]:
        return {"group": group, "evidence": [bases.passage(source) for source in told_by]}

    entities = [
        *bases.ENTITIES[1:],
        entity("t40", member_of=[member("t-chips", "late", "early"), member("small-chips", "late")]),
        entity("small-chips", "chip_group", member_of=[member("all-chips", "early")]),
        entity("all-chips", "chip_group"),
        entity("some-chips", "chip_group", member_of=[member("all-chips", "undated")]),
        entity("t90", member_of=[member("all-chips", "late"), member("t100-chips", "early")]),
        entity("t100-chips", "chip_group", member_of=[member("all-chips", "early")]),
    ]
    sources = [*bases.SOURCES, bases.source("undated", None)]
    early, late = dates.parse("2025-03-10"), dates.parse("2025-12-10")
    with bases.opened(bases.base(sources=sources, entities=entities)) as opened:
        assert opened.groups_of("t40") == ["small-chips", "t-chips", "all-chips"]
        assert opened.groups_of("t40", known_by=dates.parse("2025-03-09")) == []
        assert opened.groups_of("t40", known_by=early) == ["t-chips"]
        assert opened.groups_of("t40", known_by=late) == ["small-chips", "t-chips", "all-chips"]
        assert opened.groups_of("some-chips") == ["all-chips"]
        assert opened.groups_of("some-chips", known_by=dates.parse("9999")) == []
        # The longer way was known earlier.
        assert opened.groups_of("t90", known_by=early) == ["all-chips", "t100-chips"]


def test_claims_that_were_not_known_are_told_apart_by_the_reason() -> None:
    sources = [*bases.SOURCES, bases.source("undated", None)]
    claims = [bases.status(name, "allowed", "2025-02", told_by=name) for name in ("early", "late", "undated")]
    with bases.opened(bases.base(sources=sources, export_status=claims, chips=[], stockpiles=[])) as opened:
        by = dates.parse("2025-12-09")
        found = [(one.claim, one.reason) for one in opened.hidden(Wanted(kind="export_status", known_by=by))]
        assert found == [("late", "published_later"), ("undated", "source_undated")]
        among = opened.hidden_among(["undated", "early", "no-such-claim"], by)
        assert [(one.claim, one.reason) for one in among] == [("undated", "source_undated")]
        assert opened.hidden(Wanted(kind="export_status")) == opened.hidden_among(["late"], None) == ()


def test_the_newest_source_is_the_newest_dated_one_out_by_then() -> None:
    sources = [
        *bases.SOURCES,
        bases.source("undated", None),
        bases.source("open", "2025-07/..", published_basis="inferred"),
    ]
    with bases.opened(bases.base(sources=sources)) as opened:
        assert opened.newest_source() == opened.facts.newest_source == "2025-12-10"
        assert opened.newest_source(known_by="2025-12-09") == "2025-03-10"
        assert opened.newest_source(known_by="2025-03-09") is None
