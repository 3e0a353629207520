"""Compiles facts/ and seeds/ into the base that the wheel carries."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BASE = "src/chipcli/base.sqlite"


class CompiledBase(BuildHookInterface[BuilderConfig]):
    """Makes the compiled base, for the standard and for the editable wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Compile the base and put it into the wheel; a faulty base ends the build."""
        compile_base(Path(self.root))
        # Git ignores the file, and so would hatchling.
        build_data["artifacts"].append(f"/{BASE}")


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
