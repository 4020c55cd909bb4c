"""What is made beside its place before it takes that place: its name, its lock, and what interrupted writers left.

A writer holds a lock on what it stages. The system drops it when the writer ends, however it ends; so what is staged
and not locked was left behind, and the next writer of the same name clears it away. Where there are no such locks
(Windows, some network file systems) it does so after an hour.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

NEW, ASIDE = ".part", ".old"  # what is to take a place, and what stood there
TOKEN = 16  # hexadecimal digits: no two writers ever choose the same
LONGEST_NAME = 200  # bytes; of a longer one its digest is written, since file systems allow 255
ABANDONED_S = 3600.0  # without locks: what is as old as this has no writer any more
_LOOK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextlib.contextmanager
def staged(target: Path, make: Callable[[Path], object], remove: Callable[[Path], object]) -> Iterator[Path]:
    """Give the path of something new beside a target; what bears that path when the block is left is removed.

    Parameters
    ----------
    make
        Makes an empty file or folder at a path.
    remove
        Removes it with what is in it, as far as that can be done.
    """
    path = beside(target, NEW)
    lock = None
    try:
        lock = _made(path, make)
        yield path
    finally:
        try:
            _removed(path, remove)
        except BaseException:  # an interrupt, just here
            _removed(path, remove)
            raise
        finally:
            if lock is not None:
                lock.close()


def beside(target: Path, ending: str) -> Path:
    """Return a hidden name beside a target, new with all but certainty."""
    return target.with_name(f".{_stem(target)}.{os.urandom(TOKEN // 2).hex()}{ending}")


def found_beside(target: Path, ending: str) -> list[Path]:
    """Return what bears a name of `beside`; empty where one may not look."""
    named = re.compile(rf"\.{re.escape(_stem(target))}\.[0-9a-f]{{{TOKEN}}}{re.escape(ending)}")
    try:
        return sorted(target.with_name(name) for name in os.listdir(target.parent) if named.fullmatch(name))  # noqa: PTH208
    except OSError:
        return []


def left_behind(target: Path, ending: str) -> Iterator[Path]:
    """Yield what writers that are no longer there have left beside a target, each locked while it is looked at."""
    for path in found_beside(target, ending):
        try:
            told = path.lstat()
            if stat.S_ISREG(told.st_mode) or stat.S_ISDIR(told.st_mode):
                lock = _Lock(path)
                if lock.is_ours or (lock.is_ours is None and time.time() - told.st_mtime > ABANDONED_S):
                    yield path
                lock.close()
        except OSError:  # it went, or is not ours to touch
            continue


def keep_access(path: Path, old: os.stat_result) -> None:
    """Give what was just made the owner and the permissions of what it replaces, and never more than those.

    Where the group cannot be kept, the group of the new one is allowed no more than everybody is.
    """
    mode, new = stat.S_IMODE(old.st_mode) & (0o7777 if stat.S_ISDIR(old.st_mode) else 0o777), path.stat()
    if hasattr(os, "chown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.chown(path, old.st_uid, old.st_gid)
        except OSError:
            try:
                os.chown(path, -1, old.st_gid)
            except OSError:
                mode &= 0o707 | (mode & 0o007) << 3
    path.chmod(mode)


def on_disk(path: Path) -> None:
    """Have the system put a file on the disk, so that after a power cut it is there before anything refers to it."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Lock:
    """A lock on a file or folder, which goes with this object, also where an interrupt keeps `close` from being called.

    `is_ours` is None where there are no locks.
    """

    is_ours: bool | None = None
    handle = -1

    def __init__(self, path: Path, *, wait: bool = False) -> None:
        try:
            import fcntl
        except ImportError:
            return
        self.handle = os.open(path, _LOOK)
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            self.is_ours = True
        except BlockingIOError:
            self.is_ours = False
        except OSError:
            return

    def holds(self, path: Path) -> bool:
        """Tell whether a path still leads to what is locked."""
        try:
            return self.handle < 0 or os.path.samestat(path.lstat(), os.fstat(self.handle))
        except FileNotFoundError:
            return False

    def close(self) -> None:
        handle, self.handle = self.handle, -1
        if handle >= 0:
            os.close(handle)

    __del__ = close


def _made(path: Path, make: Callable[[Path], object]) -> _Lock:
    """Make something new and lock it; make it again where another writer took it for abandoned before it was locked."""
    while True:
        make(path)
        try:
            lock = _Lock(path, wait=True)
        except FileNotFoundError:
            continue
        if lock.holds(path):
            return lock
        lock.close()


def _removed(path: Path, remove: Callable[[Path], object]) -> None:
    with contextlib.suppress(OSError):
        remove(path)


def _stem(target: Path) -> str:
    name = os.fsencode(target.name)
    return target.name if len(name) <= LONGEST_NAME else hashlib.sha256(name).hexdigest()
