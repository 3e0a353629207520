"""The authored files, seeds/ and facts/, and the digest that names their state.

Apart from the reader, so that asking "is the compiled base still good?" costs no YAML.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parent


class AuthoredFile(NamedTuple):
    """One file, with the name that problems and origins give it."""

    name: str
    data: bytes


def checkout() -> Path | None:
    """Return the folder of the checkout that this package runs from; None where it was installed."""
    root = PACKAGE.parent.parent
    return root if (root / "facts").is_dir() and (root / "seeds").is_dir() else None


def files(root: Path) -> list[AuthoredFile]:
    """Return the files that make up the base, sorted by name so that the order never depends on the disk."""
    # "*.yml" too: the reader refuses it by name, which is better than facts that nobody misses.
    return _read(root, (*root.glob("seeds/*.y*ml"), *root.glob("facts/**/*.y*ml")))


def digest(files: Iterable[AuthoredFile]) -> str:
    """Return `sha256:…`, the same for the same files on every machine."""
    # Imported here: where the base was installed, no digest is ever taken.
    import hashlib  # noqa: PLC0415

    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name}\0{len(file.data)}\0".encode())
        total.update(file.data)
    return f"sha256:{total.hexdigest()}"


def code_digest() -> str:
    """Return the digest of the code that compiles a base: other code may compile it otherwise."""
    return digest(_read(PACKAGE, (*PACKAGE.glob("*.py"), *PACKAGE.glob("model/*.py"), *PACKAGE.glob("store/*.py"))))


def _read(root: Path, paths: Iterable[Path]) -> list[AuthoredFile]:
    named = sorted((path.relative_to(root).as_posix(), path) for path in paths)
    return [AuthoredFile(name, path.read_bytes()) for name, path in named]
