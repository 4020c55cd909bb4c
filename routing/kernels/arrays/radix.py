"""Whole numbers in order, by their digits, the least first (LSD radix sort), compiled; linear in how many they are."""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Ints

DIGIT = 11  # bits: as many counters as the nearest memory of the processor holds


@compiled
def _by_digit(values: Ints, least: int, shift: int, order: Ints, out: Ints, begins: Ints) -> None:
    """Put rows in the order of one digit; rows of one digit stay as they are."""
    begins[:] = 0
    mask = (1 << DIGIT) - 1
    for row in order:
        begins[((values[row] - least) >> shift) & mask] += 1
    behind = 0
    for digit in range(len(begins)):
        behind, begins[digit] = behind + begins[digit], behind
    for row in order:
        digit = ((values[row] - least) >> shift) & mask
        out[begins[digit]] = row
        begins[digit] += 1


@compiled
def radix_order(values: Ints, order: Ints, spare: Ints) -> bool:
    """Put rows in the order of their values, and rows alike in the order that they have; tell where they are now.

    Parameters
    ----------
    values : int64, shape (n,)
        Numbers whose range fits in 63 bits.
    order : int64, shape (n,)
        Rows, each once.
    spare : int64, shape (n,)
        Room.

    Returns
    -------
    bool
        True: they are in `spare`, and `order` is the room. False: they are in `order`.
    """
    if len(values) == 0:
        return False
    least, most = values[0], values[0]
    for value in values:
        least, most = min(least, value), max(most, value)
    begins = np.empty(1 << DIGIT, np.int64)
    shift, turned = 0, False
    while shift < 63 and (most - least) >> shift:
        if turned:
            _by_digit(values, least, shift, spare, order, begins)
        else:
            _by_digit(values, least, shift, order, spare, begins)
        shift, turned = shift + DIGIT, not turned
    return turned


def radix_arranged(columns: tuple[Ints, ...]) -> Ints:
    """Return the rows of some columns by the last of them, then by the one before it: as `numpy.lexsort` does."""
    order = np.arange(len(columns[0]))
    spare = np.empty_like(order)
    for values in columns:
        if radix_order(values, order, spare):
            order, spare = spare, order
    return order
