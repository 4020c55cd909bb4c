"""`LinearProgram`: what column generation asks of a solver of linear programs that grow by rows and by columns."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Sparse(NamedTuple):
    """Entries of new rows by columns, or of new columns by rows.

    Those of number i stand from ``begin[i]`` to ``begin[i + 1]``; all are 1 where no `values` are given.
    """

    begin: Ints
    others: Ints
    values: Floats | None = None

    @property
    def numbers(self) -> Floats:
        """Return the value of each entry."""
        return np.ones(len(self.others)) if self.values is None else self.values


class Solution(NamedTuple):
    """The optimum: the value of each column, and the dual value of each row."""

    values: Floats
    duals: Floats


class LinearProgram(Protocol):
    """minimise c x subject to low <= A x <= high, x >= 0; each solve begins where the last one ended."""

    name: str

    def add_rows(self, low: Floats, high: Floats, entries: Sparse) -> None:
        """Add rows with entries in columns that are there."""

    def add_columns(self, cost: Floats, entries: Sparse) -> None:
        """Add columns with entries in rows that are there."""

    def set_high(self, row: int, high: float) -> None:
        """Change the upper bound of a row."""

    def solve(self, left_s: float) -> Solution | None:
        """Return the optimum, or None where the seconds were not enough."""
