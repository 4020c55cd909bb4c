"""`Charges`: the prices of upgrades spread over the arcs that need them, which bounds what a path must pay.

Of each upgrade u a charge p_au >= 0 lies on each arc a that needs it, and sum_a p_au <= c_u. A path takes no arc
twice, so what it is charged is no more than what its upgrades cost. For every charge and every value l >= 0 of a unit
of weight

    min over paths of sum_a (p_a + l w_a) - l L   <=   price of the cheapest set with which a path weighs at most L,

which is the dual of the linear relaxation of the programme in `models.fixed_charges`: the best charges reach its bound.
They are found by a deflected subgradient (Camerini, Fratta and Maffioli, Mathematical Programming Study 3, 1975): the
arcs of a cheapest path under the charges are charged more, the others of its upgrades less.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from routing.search.bits import bits_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
KEPT = 0.4  # of the direction before, in that of a step


class Charges:
    """What each arc is charged for each upgrade that it needs.

    Parameters
    ----------
    needs : int64, shape (n_arcs,)
        Row of `masks`, -1 for none.
    prices
        Of each upgrade.
    """

    def __init__(self, needs: Ints, masks: Sequence[int], prices: Sequence[int]) -> None:
        self.n_arcs, self.prices = len(needs), prices
        bits = [list(bits_of(mask)) for mask in masks]
        pairs = [(arc, bit) for arc in np.flatnonzero(needs >= 0).tolist() for bit in bits[needs[arc]]]
        pairs.sort(key=itemgetter(1))
        cells = np.array(pairs, np.int64).reshape(-1, 2)
        self.arc, self.upgrade = cells[:, 0], cells[:, 1]
        self._grouped()
        self.charge = np.repeat(self.caps / np.maximum(1, np.diff(self.begin)), np.diff(self.begin))
        self.direction = np.zeros(len(pairs))

    def kept(self, arcs: NDArray[np.bool_]) -> None:
        """Leave out arcs that are no longer there; what they were charged is laid on the others of their upgrades."""
        place = np.cumsum(arcs) - 1
        entries = arcs[self.arc]
        self.arc, self.upgrade = place[self.arc[entries]], self.upgrade[entries]
        self.charge, self.direction = self.charge[entries], self.direction[entries]
        self.n_arcs = int(arcs.sum())
        self._grouped()
        if len(self.arc):
            sizes = np.diff(self.begin)
            spare = np.maximum(0.0, self.caps - np.add.reduceat(self.charge, self.begin[:-1]))
            self.charge += np.repeat(spare / sizes, sizes)

    def _grouped(self) -> None:
        """Note where the entries of each upgrade begin."""
        self.used, first = np.unique(self.upgrade, return_index=True)
        self.begin = np.append(first, len(self.arc))
        self.caps = np.array([self.prices[bit] for bit in self.used.tolist()], np.float64)

    def whole(self, scale: float) -> Ints:
        """Return what each arc is charged in whole parts of a unit, for each upgrade no more than its price."""
        parts = np.floor(self.charge * scale).astype(np.int64)
        over = np.add.reduceat(parts, self.begin[:-1]) - np.floor(self.caps * scale).astype(np.int64)
        for at in np.flatnonzero(over > 0).tolist():  # by rounding, a few parts
            begin, end = self.begin[at], self.begin[at + 1]
            largest = begin + int(np.argmax(parts[begin:end]))
            parts[largest] = max(0, parts[largest] - int(over[at]))
        if len(parts) and (parts.min() < 0 or (np.add.reduceat(parts, self.begin[:-1]) > self.caps * scale).any()):
            raise RuntimeError("an upgrade is charged more than its price: please report this question")
        return np.bincount(self.arc, parts, self.n_arcs).astype(np.int64)

    def turn(self, path: Ints) -> float:
        """Turn the direction of the next step towards the arcs of a path; return the square of its length."""
        on = np.zeros(self.n_arcs, np.bool_)
        on[path] = True
        self.direction *= KEPT
        self.direction += (1 - KEPT) * on[self.arc]
        return float(self.direction @ self.direction)

    def step(self, length: float) -> None:
        """Take a step, and go back to charges that no upgrade exceeds: to the nearest ones."""
        self.charge += length * self.direction
        moved = np.add.reduceat(self.direction, self.begin[:-1])
        for at in np.flatnonzero(moved > 0).tolist():
            part = slice(self.begin[at], self.begin[at + 1])
            self.charge[part] = nearest(self.charge[part], self.caps[at])


def nearest(values: Floats, most: float) -> Floats:
    """Return the nearest numbers from 0 that add up to no more than `most` (Held, Wolfe and Crowder 1974).

    >>> nearest(np.array([3.0, 2.0, 0.5]), 4.0).tolist()
    [2.5, 1.5, 0.0]
    """
    values = np.maximum(values, 0.0)
    if values.sum() <= most:
        return values
    if most <= 0:
        return np.zeros_like(values)
    falling = np.sort(values)[::-1]
    spare = (np.cumsum(falling) - most) / np.arange(1, len(values) + 1)
    found: Floats = np.maximum(values - spare[np.flatnonzero(falling > spare)[-1]], 0.0)
    return found
