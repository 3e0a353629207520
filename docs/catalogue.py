"""Keep the French catalogue in step with the messages in the code.

usage: python docs/catalogue.py [--check]

Writes every message of the code into src/chipcli/locale/fr/LC_MESSAGES/chipcli.po, with the French that is there
already; what no code says any more is taken out. Then write the French of what is new: `msgstr ""`.
With --check, nothing is written, and the exit code says whether anything is missing, unused or ill formed.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent

SOURCES = ROOT / "src" / "chipcli"

FRENCH = SOURCES / "locale" / "fr" / "LC_MESSAGES" / "chipcli.po"

SAYING = frozenset({"say", "mark"})
"""Functions whose first argument is a message."""


class Said(NamedTuple):
    """A message in the code."""

    template: str
    file: str
    line: int


def said() -> Iterator[Said]:
    """Yield every message of the code, in the order of its files."""
    for path in sorted(SOURCES.rglob("*.py")):
        # Read as syntax, not as tokens: before Python 3.12 a call inside an f-string is no token.
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SAYING:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield Said(first.value, path.relative_to(ROOT).as_posix(), node.lineno)


def updated(old: Catalog) -> Catalog:
    """Return the catalogue of the code's messages, with the French that the old one has for them."""
    new = Catalog(
        locale="fr",
        project="chipcli",
        header_comment="# French messages of chipcli; kept in step by docs/catalogue.py.",
        fuzzy=False,
    )
    # Places without lines: a line added above a message is no change of the catalogue.
    for template, file in sorted({(one.template, one.file) for one in said() if one.template}):
        known = old.get(template)
        new.add(template, string=known.string if known else "", locations=[(file, 0)])
    return new


def faults(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with the French of a catalogue."""
    for message in catalogue:
        if not message.id:
            continue
        if not message.string:
            yield f"no French for {message.id!r}"
        elif _names(str(message.id)) != _names(str(message.string)):
            yield f"other values in the French of {message.id!r}"


def written(catalogue: Catalog) -> bytes:
    """Return the text of a catalogue, the same for the same messages."""
    text = io.BytesIO()
    write_po(text, catalogue, width=100, sort_output=True, omit_header=False, include_lineno=False)
    # Babel dates each writing, which would be the only change of most of them.
    lines = [
        line
        for line in text.getvalue().decode().splitlines()
        if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team'))
    ]
    return ("\n".join(lines).rstrip() + "\n").encode()


def main(arguments: list[str]) -> int:
    """Write or check the catalogue."""
    old = read_po(io.BytesIO(FRENCH.read_bytes()), locale="fr") if FRENCH.exists() else Catalog(locale="fr")
    new = updated(old)
    found = list(faults(new))
    if arguments == ["--check"]:
        if not FRENCH.exists() or FRENCH.read_bytes() != written(new):
            found.append(f"{FRENCH.name} is out of step with the code: python docs/catalogue.py")
        sys.stdout.writelines(f"{fault}\n" for fault in found)
        return int(bool(found))
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    FRENCH.write_bytes(written(new))
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 0


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _names(template: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
