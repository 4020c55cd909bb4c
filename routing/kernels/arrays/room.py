"""Room for what a search makes: arrays that begin small and are made longer between two calls of its kernel."""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.rows import Ints

MOST = 2**31  # entries of an array: numbers of labels have 31 bits


def lines_of(rows: int, columns: int) -> Ints:
    """Return an array whose first row begins a line of 64 bytes of the processor's memory."""
    room = np.empty(rows * columns + 7, np.int64)
    begin = -room.ctypes.data // 8 % 8
    return room[begin : begin + rows * columns].reshape(-1, columns)


def doubled(cells: Ints, least: int = 0) -> Ints:
    """Return an array of twice the length, at least `least`, that begins with these cells."""
    size = max(2 * len(cells), least)
    if size > MOST:
        raise MemoryError(f"a front of more than {MOST} labels")
    longer = lines_of(size, cells.shape[1]) if cells.ndim == 2 else np.empty(size, np.int64)
    longer[: len(cells)] = cells  # the other half is not touched before it is needed
    return longer
