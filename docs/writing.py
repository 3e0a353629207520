"""Files of the project that are generated: write them, or find those that are out of date."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(module: str, files: Mapping[Path, bytes], *, folder: Path | None = None) -> int:
    """Write files, or with --check on the command line name those that are out of date; return the exit code.

    Args:
        module: what writes them, as `python -m` takes it.
        files: what each should hold.
        folder: where there is to be nothing else.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description="Write files that are generated.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file is out of date")
    strays = sorted(set(folder.glob("*")) - files.keys()) if folder else []
    if parser.parse_args().check:
        outdated = [path for path, content in files.items() if not path.is_file() or path.read_bytes() != content]
        told = [f"{_shown(path)}: out of date; run python -m {module}" for path in outdated]
        told += [f"{_shown(path)}: made by nothing" for path in strays]
        sys.stdout.writelines(f"{line}\n" for line in told)
        return 1 if told else 0
    for path in strays:
        path.unlink()
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
