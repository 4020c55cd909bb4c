"""A folder read as it was at one moment, although another process may replace it meanwhile: `at_one_moment`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from networks.errors import DataError, Finding
from networks.writers.staging import ASIDE, found_beside

Found = TypeVar("Found")

TRIES, PAUSE_S = 100, 0.01


def at_one_moment(folder: Path, read: Callable[[Path], Found]) -> Found:
    """Return what `read` takes from a folder, such that all of it comes from one and the same folder.

    A folder that is replaced as a whole (`networks.write`) is another folder of the same name. So it is read again
    until it is the same one before and after; it is held open meanwhile, so that its number is not given to another.
    `read` should take the bytes of the files and leave the rest for later.

    Raises
    ------
    DataError
        There is no such folder, it cannot be opened, or it is replaced faster than it can be read.
    """
    for _ in range(TRIES):
        place = _standing(folder)
        handle = _opened(place)
        try:
            before = _number(place, handle)
            try:
                found = read(place)
            except (OSError, DataError):
                if _number(place) == before:
                    raise
            else:
                if _number(place) == before:
                    return found
        finally:
            if handle >= 0:
                os.close(handle)
    raise DataError(
        [Finding(str(folder), 0, "", "", "is replaced by another all the time; read it when it stands still")]
    )


def _standing(folder: Path) -> Path:
    """Return the path of a folder; where it was just moved out of the way, wait, and then take it from there."""
    for _ in range(TRIES):
        if os.path.lexists(folder):
            break
        aside = found_beside(Path(os.path.realpath(folder)), ASIDE)
        if not aside:
            break
        time.sleep(PAUSE_S)
    else:
        return aside[-1]
    return folder


def _opened(folder: Path) -> int:
    """Return a descriptor of a folder; -1 on Windows, which opens none and keeps numbers apart."""
    try:
        if os.name == "nt":
            os.listdir(folder)  # noqa: PTH208 -- to see whether one may
            return -1
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        told = "no such folder"
    except NotADirectoryError:
        told = "no such folder: this is a file"
    except OSError as error:
        told = f"the folder cannot be read: {error.strerror}"
    except ValueError as error:  # a NUL in the path
        told = f"no such folder: {error}"
    raise DataError([Finding(str(folder), 0, "", "", told)])


def _number(folder: Path, handle: int = -1) -> tuple[int, int]:
    """Return what tells one folder from every other; (-1, -1) where there is none of that name."""
    try:
        told = folder.stat() if handle < 0 else os.fstat(handle)
    except OSError:
        return -1, -1
    return told.st_dev, told.st_ino
