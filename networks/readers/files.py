"""The bytes of a file: of a regular one, of a stated size, and a reason in words where there are none."""

from __future__ import annotations

import os
import stat
from os import PathLike
from pathlib import Path

from networks.model.limits import FILE_BYTES

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Unreadable(Exception):
    """A file cannot be read; says why."""


def bytes_of(file: str | PathLike[str]) -> bytes:
    """Return the bytes of a regular file.

    It is looked at after it was opened, without waiting for a writer, so that a pipe or a device is refused at once and
    nothing can take the file's place between the look and the reading.

    Raises
    ------
    Unreadable
        There is no such file, it may not be read, it is no regular file, or it is too large.
    """
    try:
        number = os.open(file, _FLAGS)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise Unreadable(reason(error)) from None
    try:
        found = os.fstat(number)
        mode = found.st_mode
        if not stat.S_ISREG(mode):
            kind = next((words for is_kind, words in _KINDS if is_kind(mode)), "something else")
            raise Unreadable(f"expected a regular file, this is {kind}")
        data = _all_of(number) if found.st_size <= FILE_BYTES else b""
    except OSError as error:
        raise Unreadable(reason(error)) from None
    finally:
        os.close(number)
    if max(found.st_size, len(data)) > FILE_BYTES:  # it may have grown meanwhile
        raise Unreadable(f"expected at most {FILE_BYTES // 2**20} MiB, this is larger")
    return data


def bytes_in(folder: Path, name: str) -> bytes:
    """Return the bytes of a regular file of a folder; a link may lead to another file of it, and no farther.

    Who hands over a folder chooses what its links lead to, and messages repeat what stands in a file.

    Raises
    ------
    Unreadable
        As `bytes_of`, or the file is a link that leads out of the folder.
    """
    data = bytes_of(folder / name)
    if leads_out(folder, name):
        raise Unreadable("it is a link that leads out of the folder; put the file itself there")
    return data


def leads_out(folder: Path, name: str) -> bool:
    """Tell whether what bears a name in a folder is a link to something outside of it."""
    path = folder / name
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _all_of(number: int) -> bytes:
    """Return what an open file holds, and no more than is enough to tell that it is too large."""
    parts, left = [], FILE_BYTES + 1
    while left > 0 and (part := os.read(number, min(left, 2**24))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def reason(error: OSError | ValueError) -> str:
    """Return why the system refuses a file or folder, in its words."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
