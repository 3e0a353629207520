"""Compiles facts/ and seeds/ into the base that the wheel carries, and its catalogue of French messages."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BASE = "src/chipcli/base.sqlite"


FRENCH = "src/chipcli/locale/fr/LC_MESSAGES/chipcli.mo"


class Compiled(BuildHookInterface[BuilderConfig]):
    """Makes the compiled base and catalogue, for the standard and for the editable wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Compile both and put them into the wheel; a faulty base ends the build."""
        compile_base(Path(self.root))
        compile_french(Path(self.root))
        # Git ignores these files, and so would hatchling.
        build_data["artifacts"] += [f"/{BASE}", f"/{FRENCH}"]


def compile_base(root: Path) -> None:
    """Write the base of the checkout at `root` to its place in the package.

    Raises:
        SystemExit: where the facts are faulty, with one `file:line: message` for each problem on stderr.
    """
    # The package being built is not installed; where an older one is, this one comes first.
    sys.path.insert(0, str(root / "src"))
    from chipcli import reader  # noqa: PLC0415  # found only now
    from chipcli.errors import FaultyFactsError  # noqa: PLC0415  # found only now
    from chipcli.store import build  # noqa: PLC0415  # found only now

    try:
        build.write(reader.read(root), root / BASE)
    except FaultyFactsError as fault:
        # No traceback: who edits facts should see the lines to mend, and nothing else.
        sys.stderr.writelines(f"{problem}\n" for problem in fault.problems)
        sys.exit(f"chipcli: {fault}")


def compile_french(root: Path) -> None:
    """Write the French catalogue of the checkout at `root` to its place in the package."""
    compiled = root / FRENCH
    with compiled.with_suffix(".po").open("rb") as source:
        catalogue = read_po(source, locale="fr")
    # Babel writes the time of the compilation into the file; the same messages are to make the same bytes.
    catalogue.creation_date = catalogue.revision_date = datetime.fromtimestamp(0, UTC)
    with compiled.open("wb") as target:
        write_mo(target, catalogue)
