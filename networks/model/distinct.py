"""The distinct values of a column: what is asked of cells is asked once for each value, not once for each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Distinct:
    """The values of a column and the rows that hold them.

    Attributes
    ----------
    values
        Every value of the column, once.
    of_row : int64, shape (n,)
        Which of them each row holds.

    Examples
    --------
    >>> found = distinct(np.array(["sea", "rail", "sea"], dtype=object))
    >>> found.values, found.of_row.tolist(), found.where(lambda mode: mode == "sea").tolist()
    (['sea', 'rail'], [0, 1, 0], [True, False, True])
    """

    values: Sequence[Any]
    of_row: Ints

    def where(self, test: Callable[[Any], object]) -> Bools:
        """Return the rows whose value passes a test, as a mask."""
        return self.mapped(np.fromiter((bool(test(value)) for value in self.values), np.bool_, len(self.values)))

    def mapped(self, results: NDArray[Any]) -> NDArray[Any]:
        """Return for each row what stands in `results` for its value."""
        if not len(self.values):
            return results
        if len(self.values) == 1 and not self.of_row.strides[0]:
            return np.broadcast_to(results, self.of_row.shape)
        return results[self.of_row]


def distinct(cells: NDArray[Any]) -> Distinct:
    """Return the distinct values of an array, in the order in which they first stand in it."""
    if is_constant(cells):
        return Distinct(cells[:1].tolist(), np.broadcast_to(np.int64(0), cells.shape))
    items = cells.tolist()
    numbers = {value: number for number, value in enumerate(dict.fromkeys(items))}
    return Distinct(list(numbers), np.fromiter(map(numbers.__getitem__, items), np.int64, len(items)))


def is_constant(cells: NDArray[Any]) -> bool:
    """Tell whether an array is one value that stands for all of its cells, as `constant` makes it."""
    return len(cells) > 0 and not cells.strides[0]


def constant(value: Any, size: int, dtype: Any) -> NDArray[Any]:
    """Return an array of one value that takes no memory for each of its cells; read-only.

    Examples
    --------
    >>> constant(-1, 3, np.int64).tolist(), constant((), 2, object).tolist()
    ([-1, -1, -1], [(), ()])
    """
    one = np.empty(1, dtype=dtype)
    one[0] = value
    one.setflags(write=False)
    if one.dtype.hasobject:
        return np.broadcast_to(one, (size,))
    return np.ndarray((size,), one.dtype, one.tobytes(), strides=(0,))  # bytes never change


def per_combination(*columns: Distinct, said: Callable[..., T]) -> tuple[list[T], Ints]:
    """Return what is said of each combination of values that stands in a row, and the number of that of each row.

    Examples
    --------
    >>> modes = Distinct(["sea", "rail"], np.array([0, 1, 0]))
    >>> gauges = Distinct([0, 1520], np.array([0, 1, 0]))
    >>> found, of_row = per_combination(modes, gauges, said=lambda mode, gauge: f"{mode} {gauge}")
    >>> found, of_row.tolist()
    (['sea 0', 'rail 1520'], [0, 1, 0])
    """
    first, of_row = combined(*(column.of_row for column in columns))
    rows = zip(*(column.of_row[first].tolist() for column in columns), strict=True)
    combinations = (zip(columns, numbers, strict=True) for numbers in rows)
    return [said(*(column.values[number] for column, number in one)) for one in combinations], of_row


def combined(*columns: Ints) -> tuple[Ints, Ints]:
    """Return the rows in which combinations of numbers first stand, and for each row the number of its combination.

    Numbers are not below 0; what `Distinct` calls `of_row` is meant.

    Examples
    --------
    >>> first, of_row = combined(np.array([0, 1, 0, 1]), np.array([2, 0, 2, 1]))
    >>> first.tolist(), of_row.tolist()
    ([0, 1, 3], [0, 1, 0, 2])
    """
    key = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns:
        most = int(column.max(initial=0)) + 1
        if size * most >= 2**62:  # a key of so many would not fit
            _, key = np.unique(key, return_inverse=True)
            size = int(key.max(initial=0)) + 1
        key = key * most + column
        size *= most
    if size <= 4 * len(key) + 1000:  # few enough to look each up in a table
        return _by_table(key, size)
    _, first, of_row = np.unique(key, return_index=True, return_inverse=True)
    return first, of_row


def _by_table(key: Ints, size: int) -> tuple[Ints, Ints]:
    first_of = np.full(size, -1, dtype=np.int64)
    first_of[key[::-1]] = np.arange(len(key) - 1, -1, -1)  # of several rows the first stays
    held = np.flatnonzero(first_of >= 0)
    number = np.zeros(size, dtype=np.int64)
    number[held] = np.arange(len(held))
    return first_of[held], number[key]
