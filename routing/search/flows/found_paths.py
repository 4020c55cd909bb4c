"""`FoundPaths`: paths that searches found on the way, of which the good and unlike ones become columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.columns import Columns, different, picked
from routing.search.flows.lagrangian import Lagrangian
from routing.search.flows.pricing import Priced

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class FoundPaths:
    """Paths in the order in which they were found, the same one perhaps many times."""

    def __init__(self) -> None:
        self.of: list[Ints] = []
        self.sizes: list[Ints] = []
        self.arcs: list[Ints] = []

    def add(self, which: Ints, found: Priced) -> None:
        """Take in what was found for some commodities."""
        sizes = np.diff(found.begin)
        self.of.append(which[sizes > 0])
        self.sizes.append(sizes[sizes > 0])
        self.arcs.append(found.arcs)

    def unlike(self, n_arcs: int) -> tuple[Ints, Ints, Ints]:
        """Return the commodity, the begins and the arcs of the paths, each path once."""
        if not self.of:
            return np.empty(0, dtype=np.int64), np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int64)
        of, begin = np.concatenate(self.of), np.append(0, np.cumsum(np.concatenate(self.sizes)))
        arcs = np.concatenate(self.arcs)
        first = different(of, begin, arcs, n_arcs)
        return of[first], *picked(first, begin, arcs)

    def near(self, lagrangian: Lagrangian, price: Floats, share: float) -> tuple[Ints, Ints, Ints]:
        """Return those of the unlike paths that cost at most `share` times the least that is known, under prices."""
        of, begin, arcs = self.unlike(len(price))
        columns, weight = lagrangian.columns, lagrangian.cost + price
        own = over(weight, begin, arcs)
        least = lagrangian.penalty.copy()
        np.minimum.at(least, columns.of, columns.over(weight))
        np.minimum.at(least, of, own)
        chosen = np.flatnonzero(own <= share * least[of])
        return of[chosen], *picked(chosen, begin, arcs)


def over(values: Floats, begin: Ints, arcs: Ints) -> Floats:
    """Return the sum of a value of the arcs over each path."""
    owner = np.repeat(np.arange(len(begin) - 1), np.diff(begin))
    return np.bincount(owner, values[arcs], len(begin) - 1).astype(np.float64, copy=False)


def add_unlike(columns: Columns, of: Ints, begin: Ints, arcs: Ints, n_arcs: int) -> None:
    """Add paths to columns, each that is not among them."""
    n_columns, offset = len(columns), len(columns.arcs)
    everyone = np.concatenate((columns.of, of))
    begins, taken = np.append(columns.begin[:-1], begin + offset), np.concatenate((columns.arcs, arcs))
    new = different(everyone, begins, taken, n_arcs)
    new = new[new >= n_columns]
    columns.add(everyone[new], *picked(new, begins, taken))
