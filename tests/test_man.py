"""The manual page: it tells of every command and option, and a reader of such pages can read it."""

import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.core import TyperArgument, TyperGroup
from typer.main import get_command

from chipcli.authored import PACKAGE
from chipcli.commands import application
from chipcli.errors import ExitCode
from docs import man

MACROS = frozenset({"TH", "SH", "SS", "TP", "IP", "PP", "B", "BR", "RS", "RE", "EX", "EE", "br", "nh", "ad"})

# A sign that roff takes for its own is written as one of these, or stands nowhere.
ESCAPES = r"\\(?:e|-|&|f[BIR]|\((?:aq|dq|ga|ha|ti)|\[u[0-9A-F]{4,6}\])"


@pytest.fixture(scope="module")
def page() -> str:
    return man.PAGE.read_text(encoding="ascii")


@pytest.fixture(scope="module")
def plain(page: str) -> str:
    """The page as it reads, in one line."""
    signs = {"e": "\\", "-": "-", "&": "", "(aq": "'", "(dq": '"', "(ga": "`", "(ha": "^", "(ti": "~"}

    def read(found: re.Match[str]) -> str:
        name = found[0][1:]
        return "" if name[0] == "f" else chr(int(name[2:-1], 16)) if name[0] == "[" else signs[name]

    return " ".join(re.sub(ESCAPES, read, page).split())


def parameters() -> Iterator[tuple[str, Any]]:
    """Yield every argument and option, with the name of its command."""
    group = get_command(application())
    assert isinstance(group, TyperGroup)
    context = typer.Context(group, info_name="chipcli", **group.context_settings)
    yield from (("", part) for part in group.get_params(context))
    for name, command in group.commands.items():
        below = typer.Context(command, parent=context, info_name=name)
        yield from ((name, part) for part in command.get_params(below))


def test_the_page_is_up_to_date(page: str) -> None:
    assert page == man.page(), "run python -m docs.man"


def test_every_command_and_option_is_told_of(plain: str) -> None:
    commands = {name for name, _ in parameters() if name}
    assert len(commands) > 15
    told = plain.partition(".SH COMMANDS")[2].partition(".SH ")[0]
    sections = dict(re.findall(r"\.TP chipcli (\w+)(.*?)(?=\.TP chipcli |$)", told))
    assert sections.keys() >= commands
    output = plain.partition(".SH OUTPUT OPTIONS")[2].partition(".SH ")[0]
    for name, part in parameters():
        if isinstance(part, TyperArgument):
            assert (part.metavar or str(part.name).upper()) in sections[name], (name, part.name)
        elif name and part.name != "help":
            section = sections[name] + output
            assert set(part.opts) <= set(section.replace(",", " ").split()), (name, part.opts)
            assert part.help.rstrip(".") in section, (name, part.opts)


def test_every_example_of_the_help_is_given(plain: str) -> None:
    examples = re.findall(r"^ {2,}(chipcli .*)$", _help_texts(), re.MULTILINE)
    assert len(examples) > 20
    for example in examples:
        assert " ".join(re.split(r"\s{2,}", example)[0].split()) in plain, example


def _help_texts() -> str:
    group = get_command(application())
    assert isinstance(group, TyperGroup)
    return "\n".join(command.help or "" for command in (group, *group.commands.values()))


def test_every_exit_code_is_told_of(page: str) -> None:
    section = page.partition(".SH EXIT STATUS\n")[2].partition(".SH ")[0]
    assert [int(code) for code in re.findall(r"^\.TP\n\\fB(\d+)\\fR$", section, re.MULTILINE)] == sorted(ExitCode)


def test_what_is_read_of_the_environment_is_told_of(plain: str) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    read = set(re.findall(r'environ(?:ment)?\.get\("([A-Z_]+)"', code)) | set(re.findall(r'envvar="([A-Z_]+)"', code))
    read |= set(re.findall(r'"(LC_\w+|LANG)"', code))
    assert {"CHIPCLI_ARTICLES", "NO_COLOR", "COLUMNS", "LC_ALL", "LANG"} <= read
    # Of a width that is no number, Typer would say so in a traceback: it is taken away before.
    assert read - {"TERMINAL_WIDTH"} == man.ENVIRONMENT.keys()
    section = plain.partition(".SH ENVIRONMENT")[2].partition(".SH ")[0]
    assert set(re.findall(r"\b[A-Z][A-Z_]{3,}\b", section)) >= man.ENVIRONMENT.keys()


def test_the_page_is_well_formed(page: str) -> None:
    assert page.isascii()
    lines = page.splitlines()
    assert lines[1].startswith(".TH CHIPCLI 1 ")
    for line in lines[1:]:
        macro = re.match(r"\.(\w+)", line)
        assert not line.startswith(("'", ".\\")), line
        assert bool(macro) == line.startswith("."), line
        assert macro is None or macro[1] in MACROS, line
        rest = re.sub(ESCAPES, "", line)
        assert "\\" not in rest, line
        assert line.startswith(".TH ") or not re.search("[-'\"`^~]", rest), line
        # Each change of the font is taken back on the same line.
        assert re.sub(r"[^BIR]", "", "".join(re.findall(r"\\f([BIR])", line))).replace("BR", "").replace("IR", "") == ""
    assert lines.count(".RS") == lines.count(".RE")
    assert lines.count(".EX") == lines.count(".EE") == 1


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (".hidden", "\\&.hidden"),
        ("'quoted'", "\\(aqquoted\\(aq"),
        ("--json", "\\-\\-json"),
        ("C:\\dir", "C:\\edir"),
        ("~/x `y` ^z", "\\(ti/x \\(gay\\(ga \\(haz"),
        ("levée", "lev\\[u00E9]e"),
    ],
)
def test_what_roff_takes_for_its_own_is_escaped(text: str, written: str) -> None:
    assert man._text(text) == written  # noqa: SLF001  # no help text has all of these


@pytest.mark.roff
def test_groff_reads_the_page_without_a_warning() -> None:
    done = _read("groff", "-man", "-Tutf8", "-ww", "-rLL=100n", "-P-c", "-P-bou", str(man.PAGE))
    assert (done.returncode, done.stderr) == (0, "")
    assert "chipcli check CHIP" in done.stdout
    assert 'chipcli search "levée de fonds cambrikon"' in done.stdout
    assert "--known-by DATE" in done.stdout


@pytest.mark.roff
def test_mandoc_reads_the_page() -> None:
    done = _read("mandoc", "-T", "lint", "-W", "warning", str(man.PAGE))
    # The page bears no date: nobody would keep it.
    assert [line for line in done.stdout.splitlines() if "missing date" not in line] == []
    assert "--known-by DATE" in re.sub(".\x08", "", _read("mandoc", "-T", "utf8", str(man.PAGE)).stdout)


def _read(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/usr/bin/env", *command], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
