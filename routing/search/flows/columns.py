"""`Columns`: the paths that have been found for commodities, and what flows of them add up to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.commodities import Commodities

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Columns:
    """Paths in the order in which they were found.

    Attributes
    ----------
    of : int64, shape (n_columns,)
        The commodity of each.
    begin : int64, shape (n_columns + 1,)
        Where the arcs of each begin.
    arcs : int64
    owner : int64
        Of each entry of `arcs`, the column that it belongs to.
    cost : float64, shape (n_columns,)
        Of a unit.
    """

    def __init__(self, asked: Commodities) -> None:
        self.asked = asked
        self.of, self.arcs, self.owner = (np.empty(0, dtype=np.int64) for _ in range(3))
        self.begin, self.cost = np.zeros(1, dtype=np.int64), np.empty(0)

    def __len__(self) -> int:
        return len(self.of)

    def add(self, of: Ints, begin: Ints, arcs: Ints) -> None:
        """Add paths."""
        sizes = np.diff(begin)
        owner = np.repeat(np.arange(len(of)), sizes)
        cost = np.bincount(owner, self.asked.cost[arcs], len(of))
        self.owner = np.concatenate((self.owner, owner + len(self)))
        self.begin = np.concatenate((self.begin, begin[1:] - begin[0] + self.begin[-1]))
        self.arcs, self.of = np.concatenate((self.arcs, arcs)), np.concatenate((self.of, of))
        self.cost = np.concatenate((self.cost, cost))

    def over(self, values: Floats) -> Floats:
        """Return the sum of a value of the arcs over each path."""
        return summed(self.owner, values[self.arcs], len(self))

    def through(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell of each path whether it takes a marked arc."""
        taken = np.zeros(len(self), dtype=np.bool_)
        taken[self.owner[marked[self.arcs]]] = True
        return taken

    def load(self, amount: Floats) -> Floats:
        """Return what so much on each path puts on each arc."""
        return summed(self.arcs, amount[self.owner], len(self.asked.tail))

    def served(self, amount: Floats) -> Floats:
        """Return how much of each commodity so much on each path serves."""
        return summed(self.of, amount, len(self.asked.demand))

    def fitting(self, amount: Floats) -> Floats:
        """Return amounts on the paths that keep all capacities: each is cut by the worst of its arcs."""
        load = self.load(amount)
        capacity = self.asked.capacity
        share = np.divide(capacity, load, out=np.ones(len(load)), where=load > capacity)
        least = np.ones(len(self))
        np.minimum.at(least, self.owner, share[self.arcs])
        return amount * least


def summed(where: Ints, values: Floats, size: int) -> Floats:
    """Return the sum of the values of each place; floating numbers, also of no values."""
    return np.bincount(where, values, size).astype(np.float64, copy=False)


def different(of: Ints, begin: Ints, arcs: Ints, n_arcs: int) -> Ints:
    """Return the first of each set of equal paths, by number, rising.

    Paths are told apart by a sum of random numbers of 64 bits, one for each arc, the same in every process.
    """
    marks = np.random.default_rng(18).integers(0, 2**63, n_arcs, dtype=np.uint64)
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(marks[arcs], dtype=np.uint64)))
    keys = np.stack((of.astype(np.uint64), sums[begin[1:]] - sums[begin[:-1]]))
    _, first = np.unique(keys, axis=1, return_index=True)
    return np.sort(first)


def picked(chosen: Ints, begin: Ints, arcs: Ints) -> tuple[Ints, Ints]:
    """Return begins and arcs of some paths, in the order of the numbers given."""
    sizes = (begin[1:] - begin[:-1])[chosen]
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
    where = np.arange(int(starts[-1])) + np.repeat(begin[:-1][chosen] - starts[:-1], sizes)
    return starts, arcs[where]
