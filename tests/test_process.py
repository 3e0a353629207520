import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import combining, normalize

import pytest

from chipcli import authored, store
from tests.conftest import Chipcli, Process, Ran, Terminal, run_process, variables

COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8;)[0-9;]*m")
"""A control sequence that sets a colour; bold and dim are none."""

LOOK_UPS = (("chip", "H200", "--json"), ("company", "cambrikon"))

UNBUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])


def started(site: Path, *words: str, out: int, **environment: str) -> subprocess.Popen[bytes]:
    """Start the program with a file descriptor for its standard output."""
    return subprocess.Popen(
        [sys.executable, "-m", "chipcli", *words],
        env=variables(site, environment),
        stdout=out,
        stderr=subprocess.PIPE,
    )


def through_shell(site: Path, script: str, **environment: str) -> Ran:
    """Run a shell script in which $chipcli is the program."""
    program = {"chipcli": f"{sys.executable} -m chipcli"}
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", script],
        env=variables(site, environment | program),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


# Exit codes


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("chip", "H200"), 0),
        (("--version",), 0),
        (("chip", "--help"), 0),
        (("chip", "H300"), 1),
        (("frob",), 2),
        (("status", "--date", "2025-7"), 2),
        (("chip", "100"), 3),
    ],
)
def test_a_process_ends_with_the_code_of_its_outcome(process: Process, words: tuple[str, ...], code: int) -> None:
    ran = process(*words)
    assert ran.code == code
    assert (ran.raw == b"") == (code != 0)
    assert (ran.raw_err == b"") == (code == 0)
    assert b"Traceback" not in ran.raw_err


# Streams that fail


@UNBUFFERED
@pytest.mark.parametrize("words", ["chip H200", "--help"])
def test_a_reader_that_leaves_early_causes_no_noise(site: Path, words: str, unbuffered: str) -> None:
    ran = through_shell(site, f"$chipcli {words} | head -1", PYTHONUNBUFFERED=unbuffered)
    assert ran.raw_err == b""
    assert ran.raw.count(b"\n") == 1


@UNBUFFERED
@pytest.mark.parametrize("words", [("chip", "H200"), ("chip", "H200", "--json"), ("--help",)], ids=" ".join)
def test_a_reader_that_leaves_early_does_not_turn_an_answer_into_not_found(
    site: Path, words: tuple[str, ...], unbuffered: str
) -> None:
    # Typer has a handler of its own for this, which exits with 1.
    reading, writing = os.pipe()
    os.close(reading)
    with started(site, *words, out=writing, PYTHONUNBUFFERED=unbuffered) as running:
        os.close(writing)
        assert running.stderr
        told = running.stderr.read()
    assert (running.returncode, told) == (0, b"")


@UNBUFFERED
@pytest.mark.parametrize("words", ["chip H200", "chip H300 --json"])
def test_a_full_disk_is_reported_in_one_line(site: Path, words: str, unbuffered: str) -> None:
    ran = through_shell(site, f"$chipcli {words} >/dev/full", PYTHONUNBUFFERED=unbuffered)
    lines = [line for line in ran.err.splitlines() if "H300" not in line]
    assert (ran.code, lines) == (74, ["chipcli: output failed: No space left on device"])


@pytest.mark.parametrize("words", ["chip H200", "chip H200 --json", "chip --frob"])
def test_a_closed_standard_output_is_reported_in_one_line(site: Path, words: str) -> None:
    ran = through_shell(site, f"$chipcli {words} >&-")
    assert (ran.code, ran.err) == (74, "chipcli: standard output is closed\n")


@pytest.mark.parametrize(
    "redirection",
    [
        "2>&-",
        "2>/dev/full",
        "<&-",
    ],
)
def test_a_standard_error_or_input_that_is_closed_or_full_does_no_harm(
    site: Path, chipcli: Chipcli, redirection: str
) -> None:
    for words in ("company cambrikon", "chip H300"):
        ran = through_shell(site, f"$chipcli {words} {redirection}")
        assert (ran.code, ran.raw) == chipcli(*words.split())[:2], words


def test_with_no_stream_at_all_it_still_ends_with_a_code(site: Path) -> None:
    assert through_shell(site, "$chipcli chip H200 >&- 2>&- <&-").code == 74


# Encodings


ENCODINGS = pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=lambda environment: " ".join(environment.values()),
)


@ENCODINGS
def test_an_argument_is_understood_and_a_document_written_whatever_the_encoding(
    process: Process, chipcli: Chipcli, environment: dict[str, str]
) -> None:
    words = ("about", "Acad\u00e9mie chinoise des sciences", "--json")
    assert process(*words, environment=environment) == chipcli(*words)
    assert chipcli(*words).json["query"]["entity"] == "chinese-academy-of-sciences"


@ENCODINGS
def test_a_page_is_written_whatever_the_encoding(
    process: Process, chipcli: Chipcli, environment: dict[str, str]
) -> None:
    for form in ("table", "plain", "markdown"):
        words = ("chip", "H200", "--format", form)
        ran, expected = process(*words, environment=environment), chipcli(*words)
        assert (ran.code, ran.raw_err) == (0, b"")
        assert len(ran.raw.splitlines()) == len(expected.raw.splitlines())
        assert b"almost six times as powerful as the H20." in ran.raw
    # What programs read is in UTF-8 in any case.
    for form in ("json", "jsonl", "csv", "tsv"):
        assert process("chip", "H20", "--format", form, environment=environment) == (
            chipcli("chip", "H20", "--format", form)
        )


def test_where_a_sign_cannot_be_encoded_a_plainer_one_stands(process: Process, chipcli: Chipcli) -> None:
    words = ("fact", "h20-us-blocked", "--format", "table")
    expected = chipcli(*words).out
    assert not expected.isascii()
    plainer = {"→": "->", "¶": "par.", "•": "*", "·": "-", "…": "...", "≠": "!=", "»": ">", "›": ">", "’": "'",
               "“": '"', "”": '"'}  # fmt: skip
    for sign, plain in plainer.items():
        expected = expected.replace(sign, plain)
    # Of a letter that cannot be written, the accent goes.
    expected = "".join(char for char in normalize("NFD", expected) if not combining(char))
    written = process(*words, environment={"PYTHONIOENCODING": "ascii"}).raw.decode("ascii")
    assert written == expected.encode("ascii", "replace").decode()


@ENCODINGS
def test_a_message_is_written_whatever_the_encoding(process: Process, environment: dict[str, str]) -> None:
    ran = process("chip", "\u00e9\u4e2d 300", environment=environment)
    assert (ran.code, ran.raw) == (1, b"")
    assert ran.raw_err.count(b"\n") == 1
    assert b"300' in the fact base" in ran.raw_err


def test_an_argument_that_is_not_utf_8_is_a_name_like_any_other(process: Process) -> None:
    told = process("chip", b"H200\xff")
    assert (told.code, told.raw) == (1, b"")
    assert told.err.startswith("chipcli: no chip 'H200\ufffd' in the fact base")
    for name in (b"H200\xff", b"\xed\xa0\x80"):
        document = process("chip", name, "--json").json
        assert document["outcome"] == "not_found"
        assert "\ufffd" in document["query"]["name"]
    assert process(b"ch\xffip", "--json").json["error"]["code"] == "usage"


# Colour, width and terminals


@pytest.mark.parametrize("variable", ["GITHUB_ACTIONS", "FORCE_COLOR"])
def test_no_variable_puts_colour_into_a_pipe(process: Process, chipcli: Chipcli, variable: str) -> None:
    for words in (("chip", "H200"), ("chip", "--frob")):
        assert process(*words, environment={variable: "true"}) == chipcli(*words), words


@pytest.mark.parametrize("variable", ["GITHUB_ACTIONS", "FORCE_COLOR"])
def test_no_variable_puts_colour_into_help_in_a_pipe(process: Process, variable: str) -> None:
    assert b"\x1b" not in process("chip", "--help", environment={variable: "true"}).raw


def test_a_terminal_gets_colour_and_a_pipe_the_same_words_without(terminal: Terminal, process: Process) -> None:
    shown = terminal("chip", "H200", columns=200).out
    assert COLOUR.search(shown)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    piped = process("chip", "H200", "--format", "table").out
    assert "\x1b" not in piped
    # Broken otherwise, but in the same words.
    for sentence in ("almost six times as powerful as the H20", "What it is", "Performance"):
        assert sentence in plain
        assert sentence in piped


def test_no_color_leaves_no_colour_on_a_terminal(terminal: Terminal) -> None:
    for words in (("status",), ("--help",)):
        shown = terminal(*words, environment={"NO_COLOR": "1"}).out
        assert not COLOUR.search(shown)
        assert shown


def test_a_dumb_terminal_gets_no_control_sequence(terminal: Terminal) -> None:
    for words in (("status",), ("--help",)):
        shown = terminal(*words, environment={"TERM": "dumb"}).out
        assert "\x1b" not in shown
        assert shown


def widest(shown: str) -> int:
    """Return the columns that the widest line takes; all characters of these pages are one column wide."""
    return max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in shown.splitlines())


@pytest.mark.parametrize("columns", [40, 80, 132])
def test_a_page_is_as_wide_as_the_terminal(terminal: Terminal, columns: int) -> None:
    shown = terminal("status", columns=columns).out
    assert columns - 12 <= widest(shown) <= columns


def test_a_senseless_width_in_the_environment_is_passed_over(terminal: Terminal) -> None:
    expected = terminal("status", columns=100).out
    for value in ("0", "wide", "\u0662\u0660"):
        ran = terminal("status", columns=100, environment={"COLUMNS": value})
        assert (ran.code, ran.out) == (0, expected), value


def test_a_width_of_thousands_of_digits_does_no_harm(terminal: Terminal) -> None:
    # int() refuses more than 4,300 digits.
    ran = terminal("chip", "L20", environment={"COLUMNS": "9" * 5000})
    assert (ran.code, ran.err) == (0, "")


def test_a_senseless_width_in_the_environment_does_no_harm_to_help(process: Process) -> None:
    # Typer turns this variable into a number as it is imported.
    assert process("--help", environment={"TERMINAL_WIDTH": "wide"}).code == 0


def test_a_width_in_the_environment_comes_before_that_of_the_terminal(terminal: Terminal) -> None:
    assert terminal("status", columns=100, environment={"COLUMNS": "60"}).out == terminal("status", columns=60).out


def test_a_terminal_that_knows_no_width_gets_eighty_columns(terminal: Terminal) -> None:
    assert terminal("status", columns=0).out == terminal("status", columns=80).out


def test_a_pipe_gets_records_whatever_the_width(process: Process) -> None:
    assert process("chip", "H200", environment={"COLUMNS": "40"}).raw == process("chip", "H200").raw


def test_a_document_is_the_same_on_a_terminal(terminal: Terminal, process: Process) -> None:
    assert terminal("chip", "H200", "--json").raw == process("chip", "H200", "--json").raw


# Interruption


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let what is started heed interruptions: a shell's job in the background doesn't, nor what it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("words", [("chip", "H200", "--json"), ("about", "China", "--json")])
def test_an_interruption_ends_with_130_and_without_a_word(site: Path, words: tuple[str, ...]) -> None:
    # A pipe that nobody empties holds the program up in the middle of its answer.
    reading, writing = os.pipe()
    with started(site, *words, out=writing) as running:
        os.close(writing)
        begun = os.read(reading, 1)
        running.send_signal(signal.SIGINT)
        try:
            running.wait(timeout=20)
        finally:
            running.kill()  # else a program that went on would hold up the tests for ever
        assert running.stderr
        told = running.stderr.read()
    os.close(reading)
    assert (begun, running.returncode, told) == (b"{", 130, b"")


# Internal errors and faulty bases


@pytest.fixture
def broken_base(compiled_base: Path, tmp_path: Path) -> Path:
    """A base that opens, and in which every claim is cut short."""
    path = tmp_path / "base.sqlite"
    shutil.copyfile(compiled_base, path)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE claim SET body = substr(body, 1, 20)")
    connection.close()
    return path


def test_an_internal_error_is_one_line_and_no_traceback(
    chipcli: Chipcli, broken_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BASE", broken_base)
    ran = chipcli("chip", "H200")
    assert (ran.code, ran.out) == (70, "")
    assert re.fullmatch(r"chipcli: internal error: DecodeError: .*; set CHIPCLI_DEBUG=1 to see where\n", ran.err)
    ran = chipcli("chip", "H200", "--json")
    assert (ran.code, ran.json["outcome"], ran.json["error"]["code"]) == (70, "error", "internal")
    assert ran.err.count("\n") == 1


def with_base(site: Path, folder: Path, base: Path | None) -> Path:
    """Copy an installed package, with another base in it; return the folder to import from."""
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("*.sqlite"))
    if base:
        shutil.copyfile(base, folder / "chipcli" / "base.sqlite")
    return folder


def test_for_debugging_a_traceback_is_shown(site: Path, broken_base: Path, tmp_path: Path) -> None:
    broken = with_base(site, tmp_path / "site", broken_base)
    assert b"Traceback" not in run_process(broken, "chip", "H200").raw_err
    ran = run_process(broken, "chip", "H200", environment={"CHIPCLI_DEBUG": "1"})
    assert "Traceback" in ran.err
    assert "DecodeError" in ran.err
    assert ran.code == 70


def test_for_debugging_nothing_changes_where_nothing_is_wrong(
    chipcli: Chipcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (("chip", "H200"), ("chip", "H300"), ("chip",), ("status", "--date", "2025-7")):
        expected = chipcli(*words)
        with monkeypatch.context() as patch:
            patch.setenv("CHIPCLI_DEBUG", "1")
            assert chipcli(*words) == expected


def no_database(path: Path) -> None:
    path.write_text("This is no database.\n" * 100, encoding="utf-8")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def foreign_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.close()


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    "spoil",
    [
        no_database,
        nothing,
        gone,
        cut_short,
        foreign_database,
    ],
)
def test_a_base_that_cannot_be_read_is_faulty_and_no_answer(
    site: Path, tmp_path: Path, compiled_base: Path, spoil: Callable[[Path], None]
) -> None:
    spoiled = with_base(site, tmp_path / "site", compiled_base)
    spoil(spoiled / "chipcli" / "base.sqlite")
    ran = run_process(spoiled, "chip", "H200", "--json")
    assert b"Traceback" not in ran.raw_err
    assert (ran.code, ran.json["outcome"], ran.json["error"]["code"]) == (4, "error", "faulty_facts")
    assert ran.json["facts"] is None
    assert ran.err.count("\n") == 1
    told = run_process(spoiled, "chip", "H200")
    assert (told.code, told.out, told.err) == (4, "", ran.err)


def test_help_and_the_schema_need_no_base(site: Path, tmp_path: Path) -> None:
    bare = with_base(site, tmp_path / "site", None)
    for words in (("--help",), ("schema",)):
        assert run_process(bare, *words).code == 0


# What a look-up leaves alone


@pytest.fixture
def checkout(site: Path, tmp_path: Path) -> Path:
    """A folder like a checkout, without a compiled base."""
    folder = tmp_path / "checkout"
    root = authored.checkout()
    assert root, "the tests run from a checkout"
    for part in ("facts", "seeds"):
        shutil.copytree(root / part, folder / part)
    with_base(site, folder / "src", None)
    return folder


def state_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the time of change and the size of every file and folder below one."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(folder.rglob("*"))
    }


# Reports, on standard error, what a look-up does beyond reading: files opened for writing, files made,
# moved or removed, processes, and anything with a socket. "reads" shows that it listens.
LISTENER = """
import os, sys
def hook(event, details):
    if event == "open":
        path, mode, flags = details
        if isinstance(path, int):
            return
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        os.write(2, f"{'writes' if writes else 'reads'} {path}\\n".encode())
    elif event == "sqlite3.connect":
        os.write(2, f"reads {details[0]}\\n".encode())
    elif event.partition(".")[0] in ("socket", "subprocess", "urllib", "http", "shutil", "tempfile") or event in (
        "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.utime",
        "os.chmod", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty",
    ):
        os.write(2, f"does {event} {details}\\n".encode())
sys.addaudithook(hook)
from chipcli.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def deeds(site: Path, folder: Path, *words: str) -> list[str]:
    """Return what a look-up does, as the listener reports it."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", LISTENER, *words],
        env=variables(site, {"HOME": str(folder), "TMPDIR": str(folder)}),
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return [line for line in done.stderr.decode().splitlines() if line.startswith(("reads ", "writes ", "does "))]


@pytest.mark.parametrize("words", LOOK_UPS, ids=" ".join)
def test_a_look_up_writes_no_file_and_uses_no_network(site: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    before = state_of(site)
    done = deeds(site, tmp_path, *words)
    assert any(line.startswith("reads ") and "base.sqlite" in line for line in done)
    assert [line for line in done if not line.startswith("reads ")] == []
    assert state_of(site) == before
    assert list(tmp_path.iterdir()) == []


def test_a_checkout_without_a_compiled_base_is_left_without_one(checkout: Path, tmp_path: Path) -> None:
    before = state_of(checkout)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = deeds(checkout / "src", elsewhere, "chip", "H200")
    assert any(line.startswith("reads ") and "facts/chips.yaml" in line for line in done)
    assert [line for line in done if not line.startswith("reads ")] == []
    assert state_of(checkout) == before
    assert list(elsewhere.iterdir()) == []


def test_a_checkout_gives_the_same_answers_as_the_compiled_base(checkout: Path, chipcli: Chipcli) -> None:
    for words in LOOK_UPS:
        assert run_process(checkout / "src", *words) == chipcli(*words)


def test_a_checkout_whose_facts_are_newer_than_its_base_answers_from_the_facts(
    checkout: Path, chipcli: Chipcli, compiled_base: Path
) -> None:
    shutil.copyfile(compiled_base, checkout / "src" / "chipcli" / "base.sqlite")
    compiled = chipcli("fact", "h20-us-blocked", "--json").json
    file = checkout / "facts" / "export_status.yaml"
    text = file.read_text(encoding="utf-8")
    changed = text.replace(f"en: {compiled['result'][0]['en']}", "en: This is another sentence.")
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    document = run_process(checkout / "src", "fact", "h20-us-blocked", "--json").json
    assert document["result"][0]["en"] == "This is another sentence."
    assert document["facts"]["digest"] != compiled["facts"]["digest"]


def test_a_fault_in_the_facts_of_a_checkout_is_no_answer(checkout: Path) -> None:
    file = checkout / "facts" / "chips.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "- id: [\n", encoding="utf-8")
    ran = run_process(checkout / "src", "chip", "H200", "--json")
    assert (ran.code, ran.json["error"]["code"], ran.json["facts"]) == (4, "faulty_facts", None)
    assert "facts/chips.yaml:" in ran.err
    assert "Traceback" not in ran.err


# What a look-up imports


def imported(told: bytes) -> set[str]:
    """Return the modules that `-X importtime` names."""
    names = re.findall(rb"^import time:[^|]*\|[^|]*\|\s*(\S+)$", told, re.MULTILINE)
    return {name.decode() for name in names}


def imports_of(site: Path, *words: str) -> set[str]:
    """Return the modules that a command line imports, its standard output a pipe."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "chipcli", *words],
        env=variables(site),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return imported(done.stderr)


def packages(modules: set[str]) -> set[str]:
    """Return the packages that modules are of."""
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize("words", [("chip", "H200"), ("status",), ("chip", "H300")])
def test_a_document_needs_neither_rich_nor_yaml_nor_rapidfuzz(site: Path, words: tuple[str, ...]) -> None:
    modules = imports_of(site, *words, "--json")
    assert {"typer", "msgspec", "sqlite3"} <= packages(modules)
    assert packages(modules).isdisjoint({"rich", "yaml", "rapidfuzz", "text_to_num", "jsonschema", "pydantic"})
    assert not [
        module for module in modules if module.startswith(("chipcli.reader", "chipcli.evidence", "chipcli.schemas"))
    ]


@pytest.mark.parametrize("form", ["plain", "csv", "tsv", "jsonl", "markdown"])
def test_only_a_table_needs_rich(site: Path, form: str) -> None:
    assert packages(imports_of(site, "chip", "H200", "--format", form)).isdisjoint({"rich", "yaml", "rapidfuzz"})


def test_only_a_mistyped_name_needs_rapidfuzz(site: Path) -> None:
    assert "rapidfuzz" in packages(imports_of(site, "company", "cambrikon", "--json"))
    assert "rapidfuzz" not in packages(imports_of(site, "company", "cambricon", "--json"))


def test_a_page_for_a_terminal_needs_no_console(terminal: Terminal) -> None:
    ran = terminal("chip", "H200", options=("-X", "importtime"))
    modules = imported(ran.raw_err)
    assert {"rich.style", "chipcli.render.terminal"} <= modules
    assert "rich.console" not in modules
    assert packages(modules).isdisjoint({"yaml", "rapidfuzz", "pygments", "markdown_it"})


def test_only_a_picture_needs_what_draws_it(terminal: Terminal) -> None:
    drawing = {"chipcli.render.picture", "chipcli.render.layout.timeline", "chipcli.model.lanes"}
    assert imported(terminal("chip", "H200", options=("-X", "importtime")).raw_err).isdisjoint(drawing)
    assert imported(terminal("timeline", "H20", options=("-X", "importtime")).raw_err) >= drawing


def test_no_time_goes_into_looking_for_garbage(site: Path) -> None:
    at_the_end = "import atexit, gc, sys; atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 9999))"
    done = subprocess.run(
        [sys.executable, "-c", f"{at_the_end}; from chipcli import program; program.run()", "chip", "H200", "--json"],
        env=variables(site),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == b"False True"
