"""Files that are written whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from chipcli.errors import OutputError
from chipcli.messages import say


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file in UTF-8; until all of it is there, an older one of that name stays as it is.

    What is no regular file, such as a pipe or a device, is written as it comes.

    Raises:
        OutputError: if it cannot be written.
    """
    try:
        # Looked at before links are followed: where /dev/stdout points to is no path.
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
            return
        # The file that a link points to is written, not the link.
        _replace(Path(os.path.realpath(path)), pieces)
    except OSError as fault:
        raise OutputError(
            say("cannot write {file}: {why}", file=str(path), why=fault.strerror or type(fault).__name__)
        ) from None


def _replace(target: Path, pieces: Iterable[str]) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        # Its folder would allow it; whoever made the file read-only would not.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    # In the same folder: only within one file system a file takes another's place in one step.
    number, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(target))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the mode of the file as it was, or that of a new one."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
