"""The pictures in docs/images/: terminal sessions in colour, and the pictures that chipcli draws itself.

usage: python -m docs.screenshots [--check]

Everything in them is taken from running the commands. With --check it writes nothing, names every picture that is out
of date, and exits 1 if there is one.
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from docs import writing
from docs.screens import WIDTH, Screen, run

IMAGES = writing.ROOT / "docs" / "images"

THEME = TerminalTheme(
    (24, 28, 36),
    (222, 226, 234),
    [
        (88, 96, 112), (240, 113, 120), (136, 205, 130), (236, 193, 96),
        (110, 170, 250), (203, 153, 250), (94, 204, 214), (222, 226, 234),
    ],
)  # fmt: skip
"""Colours on a dark ground of their own: a picture reads the same on a light page and on a dark one."""

WINDOW = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<style>
.{unique_id}-matrix {{
font-family: ui-monospace, SFMono-Regular, Menlo, 'DejaVu Sans Mono', 'Liberation Mono', Consolas, monospace;
font-size: {char_height}px;
line-height: {line_height}px;
white-space: pre;
}}
.{unique_id}-title {{
font-size: 18px;
font-weight: bold;
font-family: system-ui, Helvetica, Arial, sans-serif;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's window without its fonts: those are fetched from elsewhere, and a picture on a page may fetch nothing."""


class Session(NamedTuple):
    """Commands at a terminal, one after the other, and what it shows of them."""

    commands: tuple[str, ...]
    until: str | None = None
    """What comes after the first line with this in it is left out, and that is marked."""
    columns: int = WIDTH
    codes: bool = False
    """Whether the exit codes are asked for."""


SESSIONS = {
    "timeline": Session(
        ("chipcli timeline --from 2022-10 --to 2026-01-26",), until="blank: nothing is known", columns=100
    ),
    "status": Session(("chipcli status --date 2025-07",), until="inferred"),
    "chip": Session(("chipcli chip H200",), until="Demand"),
    "diff": Session(("chipcli diff H20 H200 --from 2025-04 --to 2025-12",), until="H200, China"),
    "check": Session(
        (
            "chipcli check H20 --is blocked --date 2025-06",
            "chipcli check H20 --is allowed --rule us --date 2025-06",
            "chipcli check H20 --is allowed --rule us --date 2025-07-10",
        ),
        codes=True,
    ),
}

DRAWN = {
    "picture": "chipcli timeline --from 2022-10 --to 2026-01-26",
    "picture-h20": "chipcli timeline H20 --from 2025-03 --to 2026-01-26",
    "picture-a800": "chipcli timeline A800 --from 2022-06 --to 2024-03",
    "picture-h200": "chipcli timeline H200 --from 2025-07 --to 2026-01-26",
    "picture-h200-strict": "chipcli timeline H200 --from 2025-07 --to 2026-01-26 --strict",
}
"""Pictures that chipcli draws itself, each with its command but for `--svg FILE`."""


def main() -> int:
    """Write the pictures, or check them; return the exit code."""
    pictures = {name: _session(name, session) for name, session in SESSIONS.items()}
    pictures |= {name: _drawn(command) for name, command in DRAWN.items()}
    files = {IMAGES / f"{name}.svg": picture.encode() for name, picture in pictures.items()}
    return writing.main("docs.screenshots", files, folder=IMAGES)


def _session(name: str, session: Session) -> str:
    """Return the picture of a session."""
    console = Console(
        width=session.columns, record=True, file=io.StringIO(), color_system="truecolor", force_terminal=True
    )
    for line in _typed(session):
        console.print(line, no_wrap=True, crop=True, highlight=False)
    title = session.commands[0] if len(session.commands) == 1 else "chipcli"
    picture = console.export_svg(
        title=title, theme=THEME, code_format=WINDOW, font_aspect_ratio=0.6, unique_id=f"chipcli-{name}"
    )
    head, _, rest = picture.partition("\n")
    return f"{head}\n<title>{escape(title)}</title>\n{rest}"


def _typed(session: Session) -> Iterator[Text]:
    """Yield the lines of a session, as a terminal with colours shows them."""
    for place, command in enumerate(session.commands):
        if place:
            yield Text("")
        yield Text.assemble(("$ ", "dim"), (command, "bold"))
        # Not stderr: what it says of dates and the newest source is told on the page, or beside the picture.
        stdout = Screen()
        code = run(f"{command} --color always", stdout, io.StringIO(), columns=session.columns)
        if not session.codes and code:
            sys.exit(f"exit code {code}: {command}")
        shown = stdout.getvalue().splitlines()
        texts = list(map(Text.from_ansi, shown))
        if session.until is not None:
            last = next(n for n, text in enumerate(texts) if session.until in text.plain)
            texts = [*texts[: last + 1], Text("...")]
        yield from texts
        if session.codes:
            yield Text.assemble(("$ ", "dim"), ("echo $?", "bold"))
            yield Text(str(code))


def _drawn(command: str) -> str:
    """Return a picture that chipcli draws."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.svg"
        code = run(f"{command} --svg {path}", Screen(), io.StringIO())
        if code:
            sys.exit(f"exit code {code}: {command}")
        return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
