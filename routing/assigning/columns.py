"""`Columns`: the routes that have been found for lanes, and what flows of them add up to."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Columns:
    """Routes in the order in which they were found, each once.

    Attributes
    ----------
    of
        The lane of each.
    usd
        What a shipment costs by it.
    arcs
        Of each, in order.
    owner, row, amount
        Entries: a column, a row, and how much of it a shipment uses.
    """

    def __init__(self) -> None:
        self.of: list[int] = []
        self.usd: list[float] = []
        self.arcs: list[tuple[int, ...]] = []
        self.owner: list[int] = []
        self.row: list[int] = []
        self.amount: list[float] = []
        self._known: set[tuple[int, tuple[int, ...]]] = set()

    def __len__(self) -> int:
        return len(self.of)

    def add(self, lane: int, usd: float, arcs: tuple[int, ...], uses: Mapping[int, float]) -> bool:
        """Add a route, unless it is there; tell whether it is new."""
        if (lane, arcs) in self._known:
            return False
        self._known.add((lane, arcs))
        number = len(self.of)
        self.of.append(lane)
        self.usd.append(usd)
        self.arcs.append(arcs)
        for row, amount in uses.items():
            self.owner.append(number)
            self.row.append(row)
            self.amount.append(amount)
        return True

    def load(self, per_week: Floats, n_rows: int) -> Floats:
        """Return what so many shipments on each route put on each row."""
        weights = np.array(self.amount) * per_week[np.array(self.owner, dtype=np.int64)]
        return np.bincount(np.array(self.row, dtype=np.int64), weights, n_rows).astype(np.float64, copy=False)

    def carried(self, per_week: Floats, n_lanes: int) -> Floats:
        """Return how many shipments of each lane so many on each route are."""
        return np.bincount(np.array(self.of, dtype=np.int64), per_week, n_lanes).astype(np.float64, copy=False)

    def fitting(self, per_week: Floats, capacity: Floats) -> Floats:
        """Return shipments that keep all capacities: each route is cut by the worst of its rows."""
        load = self.load(per_week, len(capacity))
        share = np.divide(capacity, load, out=np.ones(len(load)), where=load > capacity)
        least = np.ones(len(self))
        np.minimum.at(least, np.array(self.owner, dtype=np.int64), share[np.array(self.row, dtype=np.int64)])
        return per_week * least

    def through(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell of each route whether it uses a marked row."""
        found = np.zeros(len(self), dtype=np.bool_)
        owner, row = np.array(self.owner, dtype=np.int64), np.array(self.row, dtype=np.int64)
        found[owner[marked[row]]] = True
        return found
