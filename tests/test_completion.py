"""Completion: what is offered where, by the program itself and in the shells."""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chipcli import completing, names
from chipcli.commands.completion import SCRIPTS, Shell
from chipcli.completing import values
from chipcli.store import Store, build, open_file
from docs import grammar
from tests import bases
from tests.bases import entity
from tests.conftest import Chipcli, variables

Offered = Callable[..., list[str]]
"""Gives what is offered after some words, the last of which is being typed."""

BREAKS = " \t\n\"'><=;|&(:"
"""COMP_WORDBREAKS as bash has it."""


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, compiled_base: Path) -> Offered:
    monkeypatch.setattr(completing, "BASE", str(compiled_base))

    def ask(*words: str) -> list[str]:
        _, *lines = completing.completed("zsh", *words)
        return [line.partition("\t")[0] for line in lines]

    return ask


@pytest.fixture
def told(offered: Offered) -> Callable[..., dict[str, str]]:
    """Give what is offered with what is said about it."""
    del offered  # It sets the base.

    def ask(*words: str) -> dict[str, str]:
        _, *lines = completing.completed("zsh", *words)
        return dict(line.split("\t") for line in lines)

    return ask


@pytest.fixture
def base(compiled_base: Path) -> Iterator[Store]:
    opened = open_file(compiled_base)
    yield opened
    opened._connection.close()  # noqa: SLF001  # nothing else closes it, and Python 3.13 warns


# What may stand where


def test_the_grammar_is_that_of_the_commands() -> None:
    assert Path(completing.GRAMMAR).read_text(encoding="utf-8") == grammar.written(), "run python -m docs.grammar"


def test_commands_are_offered_with_their_help(told: Callable[..., dict[str, str]]) -> None:
    offered = told("")
    assert {"chip", "status", "check", "facts", "completion"} <= offered.keys()
    assert offered["company"] == "Everything reported about a company"
    assert told("comp") == {name: about for name, about in offered.items() if name.startswith("comp")}


def test_every_name_is_offered_from_each_of_its_beginnings(offered: Offered, base: Store) -> None:
    for one in base.records().entities:
        for length in range(1, len(one.name) + 1):
            for begun in (one.name[:length], one.name[:length].upper()):
                # A lone quote or a space at the end has no key of its own; what is shown is bounded, too.
                if any(char.isalnum() for char in begun):
                    found = offered("about", begun)
                    assert one.name in found or len(found) == values.SHOWN, begun


@pytest.mark.parametrize("command", ["chip", "status", "compare", "check", "timeline", "diff"])
def test_where_a_chip_is_meant_chips_are_offered(offered: Offered, command: str) -> None:
    assert offered(command, "h") == [
        "H20", "H100", "H200", "H800", "Huawei's AI chips", "Huawei's processors",
    ]  # fmt: skip


def test_where_a_company_is_meant_companies_are_offered(offered: Offered, base: Store) -> None:
    companies = {one.name for one in base.records().entities if one.kind == "company"}
    assert set(offered("company", "")) == companies


@pytest.mark.parametrize("command", ["about", "stockpiles", "orders", "funding", "conflicts"])
def test_where_anything_is_meant_anything_is_offered(offered: Offered, command: str) -> None:
    assert {"Xi Jinping", "Cambricon", "H20"} <= {
        *offered(command, "xi"), *offered(command, "cam"), *offered(command, "h2"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("begun", "name"),
    [
        ("tian", "Chen Tianshi"),
        ("chen t", "Chen Tianshi"),
        ("academy of", "Chinese Academy of Sciences"),
        ("jinp", "Xi Jinping"),
    ],
)
def test_a_later_word_of_a_name_will_do(offered: Offered, begun: str, name: str) -> None:
    assert offered("about", begun) == [name]


def test_digits_alone_will_do(offered: Offered) -> None:
    assert offered("chip", "80") == ["A800", "H800"]


def test_what_begins_as_typed_comes_alone(offered: Offered) -> None:
    found = offered("about", "chin")
    assert found
    assert all(name.lower().startswith("chin") for name in found)


def test_accents_and_other_names_are_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = [
        entity("academy", "public_body", name="Académie des Sciences", aliases=[{"name": "寒武纪"}]),
        entity("china", "place", name="China", name_fr="la Chine"),
    ]
    build.write(bases.base(entities=(*bases.ENTITIES, *made)), tmp_path / "base.sqlite")
    monkeypatch.setattr(completing, "BASE", str(tmp_path / "base.sqlite"))
    for begun, name in (
        ("acade", "Académie des Sciences"),
        ("ACADÉ", "Académie des Sciences"),
        ("scien", "Académie des Sciences"),
        ("寒", "Académie des Sciences"),
        ("chi", "China"),
        ("la ch", "la Chine"),
    ):
        _, *lines = completing.completed("zsh", "about", begun)
        assert [line.partition("\t")[0] for line in lines] == [name], begun


def test_ids_of_claims_and_sources_are_offered(told: Callable[..., dict[str, str]]) -> None:
    assert told("fact", "H20-US-B") == {
        "h20-us-blocked": "In April 2025 Donald Trump blocked deliveries of the H20 to China."
    }
    assert list(told("source", "2025-11")) == ["2025-11-04-ai-race"]
    assert list(told("facts", "--source", "ai-race")) == ["2025-11-04-ai-race"]


def test_states_are_those_of_the_rule(offered: Offered) -> None:
    every = ["allowed", "conditional", "no_decision", "discouraged", "prohibited", "blocked"]
    assert offered("check", "H20", "--is", "") == every
    assert offered("check", "H20", "--rule", "us", "--is", "") == ["allowed", "conditional", "blocked"]
    assert offered("check", "--rule=cn", "H20", "--is=") == every[:-1]


def test_kinds_levels_formats_and_languages_are_offered(offered: Offered) -> None:
    assert offered("facts", "--kind", "p") == ["performance", "production", "policy"]
    assert offered("facts", "--level", "h") == ["hedged"]
    assert offered("status", "--format", "json") == ["json", "jsonl"]
    assert offered("status", "--lang", "") == ["en", "fr"]


def test_dates_are_those_on_which_something_happened(told: Callable[..., dict[str, str]]) -> None:
    dates = told("status", "--date", "")
    assert list(dates) == sorted(dates)
    assert dates["2025-04"] == "In April 2025 Donald Trump blocked deliveries of the H20 to China."
    assert dates["2023-11"].endswith("(+1)")
    for words in (("status", "--known-by"), ("timeline", "--from"), ("facts", "--to"), ("diff", "--and")):
        assert list(told(*words, "2025")) == [date for date in dates if date.startswith("2025")]


def test_the_end_of_an_interval_is_completed(offered: Offered) -> None:
    assert completing.completed("fish", "status", "--date", "2025-04/2025-0").__next__() == "words\t2025-04/"
    assert offered("status", "--date", "2025-04/2025-0") == ["2025-04", "2025-07"]


def test_columns_are_those_of_the_command_and_each_once(offered: Offered) -> None:
    assert "state" in offered("status", "--fields", "")
    assert "claim" not in offered("status", "--fields", "")
    assert offered("chip", "H20", "--fields", "id,level,le") == []
    assert offered("chip", "H20", "--fields", "id,lev") == ["level"]


def test_options_are_offered_with_their_help_and_not_twice(told: Callable[..., dict[str, str]]) -> None:
    assert told("status", "--r") == {"--rule": "Only one of the two rules"}
    assert told("status", "--rule", "us", "--r") == {}
    assert told("status", "--rule=us", "--r") == {}
    assert "--about" in told("facts", "--about", "H20", "--ab")
    # No more arguments are taken.
    assert "--date" in told("status", "H20", "")


def test_names_that_stand_there_are_not_offered_again(offered: Offered) -> None:
    assert offered("chip", "H20", "H200", "H2") == []
    assert offered("chip", "H20", "--known-by", "2025-11", "H2") == ["H200"]


def test_after_two_dashes_there_are_only_arguments(offered: Offered) -> None:
    assert offered("chip", "--", "H2") == ["H20", "H200"]
    assert offered("chip", "--", "--known") == []


@pytest.mark.parametrize(
    "words",
    [("frob", ""), ("chip", "H999"), ("search", "wh"), ("search", "--limit", ""), ("chip", "--frob=x"), ("chip", "'")],
)
def test_where_nothing_fits_nothing_is_offered(offered: Offered, words: tuple[str, ...]) -> None:
    assert offered(*words) == []


def test_files_and_folders_are_left_to_the_shell(offered: Offered) -> None:
    del offered
    assert [*completing.completed("zsh", "status", "--output", "x")] == ["files\t0"]
    assert [*completing.completed("zsh", "verify", "--articles=x")] == ["folders\t11"]


# As bash has it: a line, with its quotes


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("chipcli about Chen\\ T", ["words", "Chen\\ Tianshi"]),
        ('chipcli about "Chen T', ["words", "Chen Tianshi"]),
        ("chipcli about 'Chen T", ["words", "Chen Tianshi"]),
        ("chipcli about Nvidia\\'s\\ AI", ["words", "Nvidia\\'s\\ AI\\ chips"]),
        ("chipcli about 'Nvidia'\\''s AI", ["words", "s AI chips"]),
        ('chipcli about "the com', ["words", '\\"the company\\": High-Flyer or DeepSeek']),
        ("chipcli status --date=2025-0", ["words", "2025-04", "2025-07"]),
        ("chipcli chip H20 --fields=id,lev", ["open", "id,level"]),
        ('chipcli chip H20 --fields="id,lev', ["open", "id,level"]),
        ("/usr/bin/chipcli chip H10", ["words", "H100"]),
        # One blank among what begins otherwise: bash would put what they have in common in place of what is typed.
        ("chipcli about rivals", ["loose", "DeepSeek\\'s\\ local\\ rivals", "Nvidia\\'s\\ Chinese\\ rivals", " "]),
    ],
)
def test_bash_gets_what_to_put_behind_what_it_leaves(offered: Offered, line: str, answer: list[str]) -> None:
    del offered
    assert [*completing.completed("bash", line, BREAKS)] == answer


def test_bash_gets_whole_words_where_it_does_not_split_them(offered: Offered) -> None:
    del offered
    assert [*completing.completed("bash", "chipcli status --date=2025-0", BREAKS.replace("=", ""))] == [
        "words",
        "--date=2025-04",
        "--date=2025-07",
    ]


@given(
    st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=8), max_size=4), st.sampled_from(["", "'", '"'])
)
def test_a_line_of_quoted_words_is_read_as_the_words(words: list[str], quote: str) -> None:
    quoted = ["'" + word.replace("'", "'\\''") + "'" for word in words]
    typed = completing.shells.READERS["bash"]([" ".join(["chipcli", *quoted, quote]), BREAKS])
    assert (typed.words, typed.current, typed.quote) == (words, "", quote)


# In the base


@given(st.text(st.sampled_from("aAhHzZ0129 -"), max_size=12))
def test_a_beginning_has_the_key_that_the_base_files_names_under(text: str) -> None:
    assert values._key(text) == names.key(text)  # noqa: SLF001  # it stands for the other one, for speed


def test_of_very_many_the_first_are_offered_and_the_last(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, compiled_base: Path
) -> None:
    large = shutil.copyfile(compiled_base, tmp_path / "large.sqlite")
    connection = sqlite3.connect(large)
    with connection:
        connection.executemany(
            "INSERT INTO claim SELECT ?, ?, kind, subject, source, level, earliest, latest, body FROM claim LIMIT 1",
            ((10_000 + number, f"made-{'a' if number < 9_000 else 'b'}-{number}") for number in range(10_000)),
        )
        connection.executemany(
            "INSERT INTO entity SELECT ?, ?, 'company', ?, NULL, origin, body FROM entity LIMIT 1",
            ((10_000 + number, f"made-{number}", f"Made {number}") for number in range(10_000)),
        )
        connection.executemany(
            "INSERT INTO name_key VALUES (?, ?, 0)",
            ((names.key(f"Made {number}"), 10_000 + number) for number in range(10_000)),
        )
    connection.close()
    monkeypatch.setattr(completing, "BASE", str(large))
    for words, ends in (
        (("fact", "made-"), ("made-a-0", "made-b-9999")),
        (("company", "made"), ("Made 0", "Made 9999")),
    ):
        _, *lines = completing.completed("zsh", *words)
        found = [line.partition("\t")[0] for line in lines]
        assert len(found) == values.SHOWN
        # The shell inserts what these have in common: without the last one, that would be too much.
        assert (found[0], found[-1]) == ends


# The program


@pytest.fixture(scope="session")
def program(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program, to stand in a search path."""
    folder = tmp_path_factory.mktemp("bin")
    path = folder / "chipcli"
    path.write_text(
        f"#!/bin/sh\nPYTHONPATH='{site}' exec '{sys.executable}' -c 'from chipcli.program import run; run()' \"$@\"\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return folder


def run(program: Path, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [program / "chipcli", *words],
        capture_output=True,
        timeout=60,
        check=False,
        cwd=folder,
        stdin=subprocess.DEVNULL,
    )


def test_the_program_answers_commands_as_before(program: Path, chipcli: Chipcli) -> None:
    done = run(program, "status", "H20", "--json")
    assert (done.returncode, done.stdout) == chipcli("status", "H20", "--json")[:2]
    assert run(program, "chip", "H300").returncode == 1


def test_the_program_completes_without_typer_and_the_model(site: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['__complete', 'zsh', 'chip', 'H2']\n"
        "from chipcli.program import run; run()\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], env=variables(site), capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "words\t0\nH20\tchip\nH200\tchip\n"
    loaded = set(done.stderr.split())
    assert "sqlite3" in loaded
    assert not loaded & {"typer", "msgspec", "rich", "rapidfuzz", "pathlib", "chipcli.store", "chipcli.__main__"}


def test_a_fault_completes_nothing_and_says_nothing(program: Path, site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "site"
    shutil.copytree(site, broken)
    bin_ = tmp_path / "chipcli"
    bin_.write_text((program / "chipcli").read_text(encoding="utf-8").replace(str(site), str(broken)), encoding="utf-8")
    bin_.chmod(0o755)
    base = broken / "chipcli" / "base.sqlite"
    asked = ("__complete", "zsh", "chip", "H2")
    assert run(tmp_path, *asked).stdout
    before = sorted(path.name for path in base.parent.iterdir())
    for damage in (lambda: base.write_bytes(b"no base"), lambda: base.write_bytes(b""), base.unlink):
        damage()
        done = run(tmp_path, *asked)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    # And it made none.
    assert sorted(path.name for path in base.parent.iterdir()) == [name for name in before if name != base.name]
    for words in (("__complete",), ("__complete", "tcsh", ""), ("__complete", "bash"), ("__complete", "zsh")):
        done = run(program, *words)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b""), words


def test_a_reader_that_has_gone_is_no_trouble(program: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [program / "chipcli", "__complete", "zsh", "chip", ""], stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("shell", Shell)
def test_the_script_is_printed_and_asks_the_program(chipcli: Chipcli, shell: Shell) -> None:
    ran = chipcli("completion", shell)
    assert (ran.code, ran.out, ran.err) == (0, SCRIPTS[shell], "")
    assert f" __complete {shell} " in ran.out


def test_an_unknown_shell_is_refused(chipcli: Chipcli) -> None:
    assert chipcli("completion", "tcsh").code == 2


# In the shells

STARTS = {
    "bash": (
        ["bash", "--noprofile", "--rcfile", ".rc", "-i"],
        r"""
bind 'set bell-style none'
bind 'set show-all-if-ambiguous on'
bind 'set page-completions off'
bind 'set enable-bracketed-paste off'
source <(chipcli completion bash)
report() { printf %s "$READLINE_LINE" >line.new; mv line.new line; }
bind -x '"\C-x\C-r": report'
PS1='READY> '
""",
    ),
    "zsh": (
        ["zsh", "-d", "-i"],
        r"""
bindkey -e
unset zle_bracketed_paste
LISTMAX=0
autoload -Uz compinit
compinit -u -D
source <(chipcli completion zsh)
report() { print -rn -- "$BUFFER" >line.new; command mv line.new line }
zle -N report
bindkey '^X^R' report
setopt auto_list no_list_ambiguous
PS1='READY> '
""",
    ),
}

CONTROL = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r|.\x08")


class Tab:
    """A shell at a terminal, with the script sourced; pressing Tab in a line gives the line as it is then."""

    def __init__(self, shell: str, folder: Path, program: Path) -> None:
        command, start = STARTS[shell]
        (folder / ".rc").write_text(start, encoding="utf-8")
        (folder / ".zshrc").write_text(start, encoding="utf-8")
        (folder / "a folder").mkdir()
        (folder / "report.txt").touch()
        self._line = folder / "line"
        self._terminal, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 160, 0, 0))
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment(folder, program),
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._until(lambda shown: "READY> " in shown)

    def press(self, line: str) -> str:
        """Type a line and press Tab; return the line after it."""
        os.write(self._terminal, f"{line}\t\x18\x12".encode())
        self._shown = self._until(lambda _: self._line.exists())
        after = self._line.read_text(encoding="utf-8")
        self._line.unlink()
        # To the end of the line, and all of it away.
        os.write(self._terminal, b"\x05\x15")
        return after

    def shown(self, line: str) -> str:
        """Type a line and press Tab; return what the terminal shows."""
        self._read(0.2)
        self.press(line)
        return CONTROL.sub(" ", self._shown + self._read(0.2))

    def close(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)

    def _until(self, done: Callable[[str], bool]) -> str:
        shown = ""
        limit = time.monotonic() + 30
        while not done(shown):
            assert time.monotonic() < limit, f"the shell does not answer; it shows {shown!r}"
            shown += self._read(0.02)
        return shown

    def _read(self, seconds: float) -> str:
        read = b""
        while select.select([self._terminal], [], [], seconds)[0]:
            read += os.read(self._terminal, 65536)
        return read.decode("utf-8", "replace")


def environment(folder: Path, program: Path) -> dict[str, str]:
    return {
        "PATH": f"{program}:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "ZDOTDIR": str(folder), "TERM": "xterm",
        "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder),
    }  # fmt: skip


@pytest.fixture(scope="module", params=STARTS)
def tab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, program: Path) -> Iterator[Tab]:
    shell = Tab(request.param, tmp_path_factory.mktemp(request.param), program)
    yield shell
    shell.close()


COMPLETED = [
    ("chipcli che", "chipcli check "),
    ("chipcli chip H10", "chipcli chip H100 "),
    ("chipcli chip h10", "chipcli chip H100 "),
    ("chipcli chip h2", "chipcli chip H20"),
    ("chipcli company cam", "chipcli company Cambricon "),
    ("chipcli about chen", "chipcli about Chen\\ Tianshi "),
    ("chipcli about Chen\\ T", "chipcli about Chen\\ Tianshi "),
    ('chipcli about "Chen T', 'chipcli about "Chen Tianshi" '),
    ("chipcli about 'chen t", "chipcli about 'Chen Tianshi' "),
    ("chipcli about tian", "chipcli about Chen\\ Tianshi "),
    ("chipcli about \"Nvidia's A", 'chipcli about "Nvidia\'s AI chips" '),
    ("chipcli about Nvidia\\'s\\ A", "chipcli about Nvidia\\'s\\ AI\\ chips "),
    ("chipcli about 'Nvidia'\\''s A", "chipcli about 'Nvidia'\\''s AI chips' "),
    ('chipcli about "the com', 'chipcli about "\\"the company\\": High-Flyer or DeepSeek" '),
    ("chipcli fact h20-us-b", "chipcli fact h20-us-blocked "),
    ("chipcli source ai-r", "chipcli source 2025-11-04-ai-race "),
    ("chipcli facts --source=ai-r", "chipcli facts --source=2025-11-04-ai-race "),
    ("chipcli check H20 --rule us --is b", "chipcli check H20 --rule us --is blocked "),
    ("chipcli check H20 --rule cn --is b", "chipcli check H20 --rule cn --is b"),
    ("chipcli facts --kind fu", "chipcli facts --kind funding "),
    ("chipcli status --date 2025-07", "chipcli status --date 2025-07 "),
    ("chipcli status --date=2025-07", "chipcli status --date=2025-07 "),
    ("chipcli status --r", "chipcli status --rule "),
    ("chipcli chip H20 --fields id,lev", "chipcli chip H20 --fields id,level"),
    ("chipcli chip H20 --fields=id,lev", "chipcli chip H20 --fields=id,level"),
    ("chipcli chip H20 H100 H80", "chipcli chip H20 H100 H800 "),
    ("chipcli chip -- H10", "chipcli chip -- H100 "),
    ("chipcli status --output=rep", "chipcli status --output=report.txt "),
    ("chipcli verify --articles a", "chipcli verify --articles a\\ folder/"),
    # Nothing fits: nothing happens, and no file is offered.
    ("chipcli chip rep", "chipcli chip rep"),
    ("chipcli frob r", "chipcli frob r"),
    # Several that do not begin as typed: they are shown, and what is typed stays.
    ("chipcli about rivals", "chipcli about rivals"),
    ("LANG=C chipcli chip H10", "LANG=C chipcli chip H100 "),
    ("true && chipcli chip H10", "true && chipcli chip H100 "),
]


@pytest.mark.shells
@pytest.mark.parametrize(("typed", "completed"), COMPLETED)
def test_tab_completes_a_line(tab: Tab, typed: str, completed: str) -> None:
    assert tab.press(typed) == completed


@pytest.mark.shells
def test_tab_completes_in_the_middle_of_a_line(tab: Tab) -> None:
    left = "\x1b[D" * len(" --json")
    after = tab.press(f"chipcli chip h10 --json{left}")
    # zsh puts a space of its own.
    assert after.split() == ["chipcli", "chip", "H100", "--json"]


@pytest.mark.shells
def test_tab_shows_what_there_is(tab: Tab) -> None:
    assert re.search(r"DeepSeek\\?'s\\? local\\? rivals", tab.shown("chipcli about rivals"))
    shown = tab.shown("chipcli check H20 --rule us --is ")
    assert {"allowed", "conditional", "blocked"} <= set(shown.split())
    assert "prohibited" not in shown


@pytest.mark.shells
def test_zsh_shows_what_happened_then(tmp_path: Path, program: Path) -> None:
    zsh = Tab("zsh", tmp_path, program)
    shown = zsh.shown("chipcli status --date 2025-0")
    commands = zsh.shown("chipcli c")
    zsh.close()
    assert "2025-04  -- In April 2025 Donald Trump blocked deliveries of the H20 to China." in shown
    assert "company     -- Everything reported about a company" in commands


def fish(folder: Path, program: Path, script: str) -> list[str]:
    """Run a script in fish, with the completion sourced; return its lines."""
    done = subprocess.run(
        ["/usr/bin/env", "fish", "--no-config", "-c", f"chipcli completion fish | source\n{script}"],
        env=environment(folder, program), cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


FISH = [
    ("chipcli che", ["check"]),
    ("chipcli chip h1", ["H100"]),
    ("chipcli chip h2", ["H20", "H200"]),
    ("chipcli company cam", ["Cambricon"]),
    ("chipcli about Chen\\ T", ["Chen Tianshi"]),
    ('chipcli about "Chen T', ["Chen Tianshi"]),
    ("chipcli about 'chen t", ["Chen Tianshi"]),
    ("chipcli about tian", ["Chen Tianshi"]),
    ("chipcli fact h20-us-b", ["h20-us-blocked"]),
    ("chipcli source ai-r", ["2025-11-04-ai-race"]),
    ("chipcli facts --source=ai-r", ["--source=2025-11-04-ai-race"]),
    ("chipcli check H20 --rule us --is ", ["allowed", "conditional", "blocked"]),
    ("chipcli facts --kind fu", ["funding"]),
    ("chipcli status --date 2025-0", ["2025-04", "2025-07"]),
    ("chipcli status --date=2025-0", ["--date=2025-04", "--date=2025-07"]),
    ("chipcli status --r", ["--rule"]),
    ("chipcli chip H20 --fields id,lev", ["id,level"]),
    ("chipcli chip H20 --fields=id,lev", ["--fields=id,level"]),
    ("chipcli chip H20 H100 H8", ["H800"]),
    ("chipcli chip -- H10", ["H100"]),
    ("chipcli status --output=rep", ["--output=report.txt"]),
    ("chipcli verify --articles a", ["a folder/"]),
    ("chipcli chip rep", []),
    ("chipcli frob r", []),
    ("true && chipcli chip H10", ["H100"]),
    ("echo (chipcli chip H10", ["H100"]),
]


@pytest.mark.shells
def test_fish_completes_a_line(tmp_path: Path, program: Path) -> None:
    (tmp_path / "a folder").mkdir()
    (tmp_path / "report.txt").touch()
    lines = [json.dumps(line).replace("$", "\\$") for line, _ in FISH]
    shown = fish(tmp_path, program, f"for line in {' '.join(lines)}\necho == $line\ncomplete -C $line\nend")
    parts = "\n".join(shown).removeprefix("== ").split("\n== ")
    found = {line: [one.partition("\t")[0] for one in offered] for line, *offered in map(str.splitlines, parts)}
    assert found == dict(FISH)


@pytest.mark.shells
def test_fish_shows_what_happened_then(tmp_path: Path, program: Path) -> None:
    shown = fish(tmp_path, program, "complete -C 'chipcli status --date 2025-04'")
    assert shown == ["2025-04\tIn April 2025 Donald Trump blocked deliveries of the H20 to China."]


@pytest.mark.shells
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_program_that_is_gone_completes_nothing(tmp_path: Path, program: Path, shell: str) -> None:
    folder = shutil.copytree(program, tmp_path / "bin")
    (tmp_path / "home").mkdir()
    tab = Tab(shell, tmp_path / "home", folder)
    (folder / "chipcli").unlink()
    shown = tab.shown("chipcli chip H10")
    after = tab.press("chipcli chip H10")
    tab.close()
    assert after == "chipcli chip H10"
    assert "not found" not in shown
    assert "No such file" not in shown
