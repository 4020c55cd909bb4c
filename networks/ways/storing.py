"""A file of arrays that is whole or not there: npz without pickle, with the SHA-256 of each array."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.errors import DataError, Finding
from networks.readers.files import Unreadable, bytes_of, reason
from networks.writers.whole_file import write_file

ABOUT = "about"
FORM = 1  # of such files; another one is not read
Arrays = Mapping[str, NDArray[Any]]
About = Mapping[str, Any]


def save(file: Path, arrays: Arrays, about: About) -> None:
    """Write arrays and what is said about them; what stood there stays until all is on disk.

    Raises
    ------
    DataError
        It cannot be written: a full disk, a folder that is protected.
    """
    plain = {name: np.ascontiguousarray(cells) for name, cells in arrays.items()}
    told = {"form": FORM, "about": about, "sha256": {name: _digest(cells) for name, cells in plain.items()}}
    text = np.frombuffer(json.dumps(told, sort_keys=True).encode(), dtype=np.uint8)

    def write(path: Path) -> None:
        with path.open("wb") as out:
            np.savez(out, allow_pickle=False, **{ABOUT: text}, **plain)

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, write)
    except OSError as error:
        expected = f"the cache cannot be written: {reason(error)}; what stood there is as it was"
        raise DataError([Finding(str(file), 0, "", "", expected)]) from None


def load(file: Path) -> tuple[dict[str, NDArray[Any]], About] | None:
    """Return the arrays of a file and what is said about them, every one as it was written; None without a file.

    Raises
    ------
    DataError
        The file is damaged, or of another form.
    """
    return None if not file.exists() else _opened(file)


def _opened(file: Path) -> tuple[dict[str, NDArray[Any]], About]:
    try:
        data = bytes_of(file)
    except Unreadable as error:
        raise damaged(file, str(error)) from None
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            if any(member.compress_type for member in found.zip.infolist()):
                raise ValueError("expected members that are stored as they are, not packed")
            told = json.loads(found[ABOUT].tobytes())
            sums = dict(told["sha256"]) if told["form"] == FORM else {}
            arrays = {name: found[name] for name in sums}
            about = dict(told["about"])
            form = told["form"]
    except Exception as error:  # zip and npy have many ways of being broken, each with an error of its own
        raise damaged(file, f"{type(error).__name__}: {error}") from None
    if form != FORM:
        raise damaged(file, f"it is of form {form}, this version reads form {FORM}")
    wrong = sorted(name for name, cells in arrays.items() if _digest(cells) != sums[name])
    if wrong:
        raise damaged(file, f"the SHA-256 of {', '.join(wrong)} is another one than was written")
    return arrays, about


def _digest(cells: NDArray[Any]) -> str:
    head = f"{cells.dtype.str} {cells.shape} ".encode()
    return hashlib.sha256(head + np.ascontiguousarray(cells).tobytes()).hexdigest()


def damaged(file: Path, why: str) -> DataError:
    """Return the error of a file that cannot be used."""
    expected = f"this cache is damaged and is left as it is: {why}; delete it, or build it anew with rebuild=True"
    return DataError([Finding(str(file), 0, "", "", expected)])
