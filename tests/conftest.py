"""What tests share: the command line as a function, as a process and at a terminal, and golden files."""

import compileall
import difflib
import errno
import fcntl
import io
import json
import os
import pty
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from chipcli import authored, reader, store
from chipcli.__main__ import main
from chipcli.store import build
from tests import bases

GOLDEN = Path(__file__).parent / "golden"

# What changes the output of a program, or of Python. A test that wants one of these sets it.
UNWANTED = (
    "CHIPCLI_ARTICLES", "CHIPCLI_DEBUG", "CHIPCLI_FACTS", "CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS",
    "LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LINES", "NO_COLOR", "PYTHONCOERCECLOCALE", "PYTHONHASHSEED",
    "PYTHONIOENCODING", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONUTF8", "PY_COLORS", "TERM", "TERMINAL_WIDTH",
)  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need the articles where nobody says where they are; pytest counts them as deselected."""
    if os.environ.get("CHIPCLI_ARTICLES"):
        return
    left_out = [item for item in items if item.get_closest_marker("articles")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


class Ran(NamedTuple):
    """What a command line came to."""

    code: int
    raw: bytes
    """Standard output."""
    raw_err: bytes

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.raw.decode("utf-8")

    @property
    def err(self) -> str:
        """Standard error as text."""
        return self.raw_err.decode("utf-8")

    @property
    def json(self) -> Any:  # a document is nested without end
        """Standard output as the one JSON document that it has to be."""
        return json.loads(self.raw)


class Chipcli(Protocol):
    """Runs a command line in this process; with `columns`, standard output is a terminal that wide."""

    def __call__(self, *words: str, columns: int | None = None, stdin: bytes = b"") -> Ran: ...


class Page(Protocol):
    """Runs a command line in this process and returns its page: no line is broken, and no sign is markup."""

    def __call__(self, *words: str) -> str: ...


class Process(Protocol):
    """Runs a command line in a process of its own; the package is installed, not a checkout."""

    def __call__(self, *words: str | bytes, environment: Mapping[str, str] | None = None) -> Ran: ...


class Terminal(Protocol):
    """Runs a command line in a process of its own, with a pseudo-terminal for standard output."""

    def __call__(
        self,
        *words: str,
        columns: int = 80,
        environment: Mapping[str, str] | None = None,
        options: tuple[str, ...] = (),
    ) -> Ran: ...


class Golden(Protocol):
    """Compares a text with a golden file, named by its path below the folder of them."""

    def __call__(self, name: str, text: str) -> None: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-golden",
        action="store_true",
        help="write the golden files anew instead of comparing with them; then read the diff",
    )


@pytest.fixture(scope="session")
def compiled_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base of this checkout, compiled now; that of the package where there is no checkout."""
    root = authored.checkout()
    if root is None:
        return store.BASE
    path = tmp_path_factory.mktemp("base") / "base.sqlite"
    build.write(reader.read(root), path)
    return path


@pytest.fixture(scope="session")
def real() -> Iterator[store.Store]:
    """The base of this checkout."""
    root = authored.checkout()
    assert root, "the authored files are not beside the package"
    with bases.opened(reader.read(root)) as opened:
        yield opened


@pytest.fixture
def chipcli(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], compiled_base: Path
) -> Iterator[Chipcli]:
    # The program itself finds out whether this base was made from the files and the code that are there
    # now, and reads the files where it was not: a base that is out of date costs time, never truth.
    monkeypatch.setattr(store, "BASE", compiled_base)
    for name in UNWANTED:
        monkeypatch.delenv(name, raising=False)
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def remembered(*args: Any, **kwargs: Any) -> sqlite3.Connection:  # as sqlite3.connect takes them
        opened.append(connect(*args, **kwargs))
        return opened[-1]

    # A process leaves its connection to its own end; a test session has many, and Python 3.13 warns of each.
    monkeypatch.setattr(sqlite3, "connect", remembered)

    def run(*words: str, columns: int | None = None, stdin: bytes = b"") -> Ran:
        with at_terminal(monkeypatch, columns) as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii"))
            code = main(words)
        return Ran(code, *capsysbinary.readouterr())

    yield run
    for connection in opened:
        connection.close()


@contextmanager
def at_terminal(monkeypatch: pytest.MonkeyPatch, columns: int | None) -> Iterator[pytest.MonkeyPatch]:
    """Make standard output a terminal of some width; without one, leave it the pipe that it is."""
    with monkeypatch.context() as patch:
        if columns is not None:
            patch.setenv("COLUMNS", str(columns))
            patch.setattr(sys.stdout, "isatty", lambda: True)
        yield patch


@pytest.fixture
def page(chipcli: Chipcli) -> Page:
    def read(*words: str) -> str:
        ran = chipcli(*words, "--format", "markdown")
        assert ran.out, ran.err
        # Markdown is the page in which every claim and every row of a table is one line.
        return re.sub(r"\\(.)|[*`]|(<br>)", lambda found: found[1] or ("; " if found[2] else ""), ran.out)

    return read


def record_of(page: str, claim_id: str) -> str:
    """Return the line of a page that tells a claim, without the id at its end."""
    (line,) = [line for line in page.splitlines() if line.startswith("- ") and line.endswith(f" {claim_id}")]
    return line.removeprefix("- ").removesuffix(f" {claim_id}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, compiled_base: Path) -> Path:
    """A folder with the package as a wheel installs it, compiled to bytecode too."""
    folder = tmp_path_factory.mktemp("site")
    package = folder / "chipcli"
    shutil.copytree(authored.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "*.sqlite"))
    shutil.copyfile(compiled_base, package / "base.sqlite")
    compileall.compile_dir(package, quiet=1)
    return folder


def variables(site: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a process that finds the package in `site`."""
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return kept | {"PYTHONPATH": str(site), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"} | dict(more or {})


@pytest.fixture
def process(site: Path) -> Process:
    return partial(run_process, site)


def run_process(site: Path, *words: str | bytes, environment: Mapping[str, str] | None = None) -> Ran:
    """Run the package in `site` as a process, both its streams pipes."""
    done = subprocess.run(
        [sys.executable, "-m", "chipcli", *words],
        env=variables(site, environment),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def terminal(site: Path) -> Terminal:
    def run(
        *words: str, columns: int = 80, environment: Mapping[str, str] | None = None, options: tuple[str, ...] = ()
    ) -> Ran:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        with subprocess.Popen(
            [sys.executable, *options, "-m", "chipcli", *words],
            env=variables(site, environment),
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=subprocess.PIPE,
        ) as running:
            os.close(theirs)
            shown = b"".join(iter(partial(_read, ours), b""))
            os.close(ours)
            told = running.stderr.read() if running.stderr else b""
        # A terminal returns its carriage at each end of a line.
        return Ran(running.returncode, shown.replace(b"\r\n", b"\n"), told)

    return run


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError as fault:
        # Linux reports the end of a pseudo-terminal this way.
        if fault.errno == errno.EIO:
            return b""
        raise


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    if request.config.getoption("--regenerate-golden"):
        return _regenerate
    return _compare


def _regenerate(name: str, text: str) -> None:
    path = GOLDEN / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _compare(name: str, text: str) -> None:
    path = GOLDEN / name
    expected = path.read_bytes().decode() if path.exists() else ""
    if text != expected:
        changed = difflib.unified_diff(expected.splitlines(), text.splitlines(), str(path), "now", lineterm="")
        pytest.fail("\n".join([*changed, "", "If this is meant: pytest --regenerate-golden"]), pytrace=False)
