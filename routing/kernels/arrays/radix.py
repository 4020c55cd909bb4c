"""Whole numbers in order, by their digits, the least first (LSD radix sort), compiled; linear in how many they are."""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.jit import compiled, compiled_with_arrays
from routing.kernels.arrays.rows import Ints

INT64_MAX = 2**63 - 1
MOST_TIES = 16  # rows that are put in order one by one
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


@compiled_with_arrays
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


@compiled
def _ties_in_order(key: Ints, others: tuple[Ints, ...], order: Ints) -> bool:
    """Put rows of one key, which lie together, in order by other columns; False where too many lie together."""
    begin = 0
    for end in range(1, len(order) + 1):
        if end < len(order) and key[order[end]] == key[order[begin]]:
            continue
        if end - begin > MOST_TIES:
            return False
        for at in range(begin + 1, end):
            row = order[at]
            while at > begin and _comes_before(row, order[at - 1], others):
                order[at] = order[at - 1]
                at -= 1
            order[at] = row
        begin = end
    return True


@compiled
def _comes_before(row: int, other: int, columns: tuple[Ints, ...]) -> bool:
    """Tell whether a row stands before another by the last column in which they differ."""
    for number in range(len(columns) - 1, -1, -1):
        if columns[number][row] != columns[number][other]:
            return bool(columns[number][row] < columns[number][other])
    return False


def radix_arranged(columns: tuple[Ints, ...]) -> Ints:
    """Return the rows of some columns by the last of them, then by the one before it: as `numpy.lexsort` does.

    By the last two as one number where that has room for them, then by the others where few rows are alike in these.
    """
    if len(columns) > 2:
        *others, above, last = columns
        (least, width), (least_last, width_last) = _range(above), _range(last)
        if width * width_last < 1 << 62:
            key = last - least_last
            key *= width
            key += above
            key -= least
            order = _digit_by_digit((key,))
            if _ties_in_order(key, tuple(others), order):
                return order
    return _digit_by_digit(columns)


def _range(values: Ints) -> tuple[int, int]:
    """Return the least of some numbers, and how many there are from it to the largest."""
    least = int(values.min(initial=INT64_MAX))
    return least, max(0, int(values.max(initial=least)) - least + 1)


def _digit_by_digit(columns: tuple[Ints, ...]) -> Ints:
    order = np.arange(len(columns[0]))
    spare = np.empty_like(order)
    for values in columns:
        if radix_order(values, order, spare):
            order, spare = spare, order
    return order
