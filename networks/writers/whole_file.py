"""A file that is written whole or not at all: `write_file`, the way of every writer of a single file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from networks.writers.staging import NEW, keep_access, left_behind, on_disk, staged


def write_file(file: str | os.PathLike[str], write: Callable[[Path], object]) -> Path:
    """Let `write` make a file that takes the place of `file` only when it is whole; return the path that was given.

    The new file is made beside the old one, whose owner and permissions it gets; a new one gets those that the
    process gives (umask). A link is followed and stays a link. What is no ordinary file, such as ``/dev/null`` or a
    pipe, is written to as it is.

    Raises
    ------
    OSError
        The file cannot be written, or is protected against it; what stood there stays.
    """
    given, old = Path(file), _at(file)
    if old is not None and not stat.S_ISREG(old.st_mode):
        if stat.S_ISDIR(old.st_mode):
            raise IsADirectoryError(21, "is a folder; expected the name of a file", str(file))
        write(given)
        return given
    if old is not None and not os.access(given, os.W_OK):
        raise PermissionError(13, "is protected against writing", str(file))
    target = Path(os.path.realpath(given))
    if not target.parent.is_dir():
        raise FileNotFoundError(2, "no such folder", str(given.parent))
    for path in left_behind(target, NEW):
        _remove(path)
    with staged(target, lambda path: _make(path, 0o666 if old is None else 0o600), _remove) as path:
        write(path)
        on_disk(path)
        if old is not None:
            keep_access(path, old)
        path.replace(target)
    return given


def write_text_file(file: str | os.PathLike[str], text: str) -> Path:
    """Write text as UTF-8, as `write_file` does; line ends stay as they are, lone surrogates are written as escapes."""
    data = text.encode("utf-8", "backslashreplace")
    return write_file(file, lambda path: path.write_bytes(data))


def _at(file: str | os.PathLike[str]) -> os.stat_result | None:
    """Return what stands at a path, links followed, or None."""
    try:
        return Path(file).stat()
    except FileNotFoundError:
        return None
    except ValueError as error:  # a NUL in the path
        raise OSError(22, str(error), str(file)) from None


def _make(path: Path, mode: int) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
