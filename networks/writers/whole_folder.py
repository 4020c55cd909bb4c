"""A folder of files that is written whole or not at all: `write_folder`, the way of every writer of a folder.

The new folder is made beside the old one, and then both change names in a single step (`exchange`): nobody ever finds
a part, nor nothing, nor a mixture, whenever the writer is interrupted, killed or without power. What an interrupted
writer leaves is a hidden folder beside, which the next writer of that folder clears away.

Where the system has no such step (Windows, many network file systems) the old folder is renamed out of the way first.
In between there is no folder of that name; `networks.read` then waits, and after a moment reads what was moved out of
the way. What other programs find there is the old folder, the new one or none, never a part; a writer killed just then
leaves none, until the next one puts the old folder back.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Container, Iterable
from contextlib import suppress
from pathlib import Path

from networks.errors import DataError, Finding
from networks.model.given import path_of
from networks.writers.exchanging import exchange
from networks.writers.staging import ASIDE, NEW, beside, keep_access, left_behind, on_disk, staged

TRIES, PAUSE_S = 100, 0.01  # where another process is in the way
_IN_THE_WAY = {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT}


def write_folder(
    folder: str | os.PathLike[str],
    files: Iterable[tuple[str, bytes]],
    *,
    known: Container[str],
    overwrite: bool = False,
) -> None:
    """Write files into a folder that stands there whole or not at all.

    A link to a folder is followed and stays a link. The folder and its files get the owner and the permissions of
    those that they replace, new ones what the process gives (umask). Where the folder is the working folder of this
    process, it is entered anew, for it is another one of the same name.

    Parameters
    ----------
    folder
        Must not exist or be empty, unless `overwrite` is given; its parent must exist.
    files
        Names and bytes.
    known
        Names of files that may be replaced. A folder that holds anything else, or one of these as anything but an
        ordinary file, is left alone.
    overwrite
        Replace a folder that holds such files.

    Raises
    ------
    DataError
        The folder may not be replaced.
    OSError
        It cannot be written; what stood there stays.
    """
    given = path_of(folder, "folder")
    target = _end_of(given)
    for path in left_behind(target, ASIDE):
        _put_back(path, target, known)
    for path in left_behind(target, NEW):
        with suppress(OSError):
            _remove(path, known)
    _refuse(target, given, known, overwrite)
    inside, old = _held(target), _standing(target, given)
    mode = 0o777 if old is None else 0o700  # nobody else looks into what becomes an old folder's successor
    with staged(target, lambda path: path.mkdir(mode), lambda path: _remove(path, known)) as path:
        written = [_write(path / name, data) for name, data in files]
        for file in written:  # the first of them has nearly all put on the disk
            on_disk(file)
            if inside:  # a file that was not there before is as open as the others
                keep_access(file, inside.get(file.name, next(iter(inside.values()))))
        if old is not None:
            keep_access(path, old)
        _take_place(target, path, given, known, overwrite)


def _end_of(folder: Path) -> Path:
    """Return where a path leads, links followed, also where nothing stands there yet."""
    try:
        target = Path(os.path.realpath(folder))
        looping = target.is_symlink()
    except ValueError as error:  # a NUL in the path
        raise DataError([_finding(str(folder), "", f"is no path of a folder: {error}")]) from None
    if looping:
        raise DataError([_finding(str(folder), "", "is a link that leads back to itself")])
    return target


def _refuse(target: Path, given: Path, known: Container[str], overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise DataError([_finding(str(target.parent), "", "no such folder")])
    try:  # asked once: another writer may take it away or bring it at any moment
        mode = target.stat().st_mode
    except OSError:
        return
    if not stat.S_ISDIR(mode):
        raise DataError([_finding(str(given), "", "expected a folder")])
    if findings := _reasons(target, given, known, overwrite):
        raise DataError(findings)


def _finding(file: str, value: str, expected: str) -> Finding:
    return Finding(file, 0, "", value, expected, rule="writing")


def _reasons(folder: Path, given: Path, known: Container[str], overwrite: bool) -> list[Finding]:
    """Return why a folder may not be replaced."""
    held = _held(folder)
    if held and not overwrite:
        return [_finding(str(given), next(iter(held)), "the folder is not empty; overwrite=True replaces it")]
    strange = [(name, "is no table and would be lost") for name in held if name not in known]
    strange += [
        (name, "is no ordinary file and would be lost")
        for name, told in held.items()
        if name in known and not stat.S_ISREG(told.st_mode)
    ]
    return [_finding(str(given), name, told) for name, told in strange]


def _held(folder: Path) -> dict[str, os.stat_result]:
    """Return what a folder holds, in the order of names, but what goes while it is looked at."""
    found: dict[str, os.stat_result] = {}
    with suppress(FileNotFoundError):
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 -- names are all that is wanted
            with suppress(FileNotFoundError):
                found[name] = (folder / name).lstat()
    return found


def _standing(target: Path, given: Path) -> os.stat_result | None:
    """Return owner and permissions of what stands there, None of nothing; raise PermissionError if it is protected."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not os.access(target, os.W_OK) and _is_still(target, found):  # and not just replaced by another writer
        raise PermissionError(errno.EACCES, "is protected against writing", str(given))
    return found


def _is_still(target: Path, found: os.stat_result) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(target.stat(), found)
    return False


def _write(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def _take_place(target: Path, path: Path, given: Path, known: Container[str], overwrite: bool) -> None:
    """Let a new folder take the place of the target, whatever other writers do meanwhile."""
    inside = _is_working_folder(target)
    try:
        for tried in range(TRIES):
            _refuse(target, given, known, overwrite)
            try:
                if _took_place(target, path, given, known, overwrite):
                    return
            except OSError as error:
                told = _cannot(error, given)
                if told is not None or tried == TRIES - 1:
                    raise told or error from None
            time.sleep(PAUSE_S)
    finally:
        if inside:
            with suppress(OSError):
                os.chdir(target)


def _took_place(target: Path, path: Path, given: Path, known: Container[str], overwrite: bool) -> bool:
    """Let a new folder take the place of the target once; tell whether it did."""
    if not os.path.lexists(target):
        path.rename(target)
        return True
    if exchange(target, path):
        if findings := _reasons(path, given, known, overwrite):  # it was put there since we looked
            exchange(target, path)
            raise DataError(findings)
        _remove(path, known)
        return True
    aside = beside(target, ASIDE)
    target.rename(aside)
    try:
        if findings := _reasons(aside, given, known, overwrite):
            raise DataError(findings)
        path.rename(target)
    finally:
        _put_back(aside, target, known)
    return True


def _cannot(error: OSError, given: Path) -> OSError | None:
    """Return what to say where a folder cannot be replaced; None where another process was in the way."""
    if error.errno in _IN_THE_WAY or (os.name == "nt" and isinstance(error, PermissionError)):
        return None
    if error.errno in (errno.EBUSY, errno.EXDEV):
        told = "is a mount point or in use, and cannot be replaced as a whole; write into a folder inside it"
        return OSError(error.errno, told, str(given))
    return error


def _put_back(aside: Path, target: Path, known: Container[str]) -> None:
    """Put a folder back that was moved out of the way; remove it where there is a new one."""
    with suppress(OSError):
        if os.path.lexists(target):
            _remove(aside, known)
        else:
            aside.rename(target)


def _is_working_folder(target: Path) -> bool:
    try:
        return os.path.samefile(target, os.curdir)  # noqa: PTH121
    except OSError:
        return False


def _remove(folder: Path, known: Container[str]) -> None:
    """Remove a folder with the files in it that may be replaced; one that holds anything else stays."""
    with suppress(FileNotFoundError):
        names = os.listdir(folder)  # noqa: PTH208
        if all(name in known for name in names):
            for name in names:
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()
