"""A folder read as it was at one moment, although another process may replace it meanwhile: `at_one_moment`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from networks.errors import DataError, Finding
from networks.writers.staging import ASIDE, found_beside

Found = TypeVar("Found")

TRIES, LOOKS, PAUSE_S = 100, 2, 0.01
NOWHERE = (-1, -1)


def at_one_moment(folder: Path, read: Callable[[Path], Found]) -> Found:
    """Return what `read` takes from a folder, such that all of it comes from one and the same folder.

    A folder that is replaced as a whole (`networks.write`) is another folder of the same name. So it is read again
    until it is the same one before and after; it is held open meanwhile, so that its number is not given to another.
    `read` should take the bytes of the files and leave the rest for later.

    Raises
    ------
    DataError
        What `read` raises of a folder that stands still, or the folder is replaced faster than it can be read.
    """
    for tried in range(TRIES):
        place = _standing(folder)
        with _held_open(place) as before:
            try:
                found = read(place)
            except (OSError, DataError):
                if _number(place) == before and (before != NOWHERE or tried >= LOOKS):
                    raise
            else:
                if _number(place) == before:
                    return found
            if before == NOWHERE:  # maybe just now; so look again
                time.sleep(PAUSE_S)
    told = "is replaced by another all the time; read it when it stands still"
    raise DataError([Finding(str(folder), 0, "", "", told)])


def _standing(folder: Path) -> Path:
    """Return the path of a folder; where it was just moved out of the way, wait, and then take it from there."""
    aside: list[Path] = []
    for _ in range(TRIES):
        if os.path.lexists(folder):
            return folder
        with suppress(ValueError):  # a NUL in the path
            aside = found_beside(Path(os.path.realpath(folder)), ASIDE)
        if not aside:
            return folder
        time.sleep(PAUSE_S)
    return aside[-1]


@contextmanager
def _held_open(folder: Path) -> Iterator[tuple[int, int]]:
    """Keep a folder open and yield its number; Windows opens none, and gives no number twice.

    The number is that of what is open: by its name another folder might be met already, whose number is free again
    once it is replaced in its turn.
    """
    handle = -1
    with suppress(OSError, ValueError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _number(folder if handle < 0 else handle)
    finally:
        if handle >= 0:
            os.close(handle)


def _number(folder: Path | int) -> tuple[int, int]:
    """Return what tells one folder from every other; NOWHERE where none of that name can be looked at."""
    try:
        told = os.stat(folder)  # noqa: PTH116 -- of a number too
    except (OSError, ValueError):
        return NOWHERE
    return told.st_dev, told.st_ino
