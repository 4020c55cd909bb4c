"""`Ascent`: prices that rise to a better bound, by incremental subgradients with momentum.

The commodities are searched for in parts, and after each part the prices move along what it overloads beyond its share
of the capacities, mixed with the last directions (Nedic and Bertsekas 2001; Camerini, Fratta and Maffioli 1975). Where
many commodities want the same arcs that is much quicker than one step for all: those that follow see what the first
have done. An arc's step is its overload over the square root of its capacity; from round to round steps shrink by a
constant factor.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.columns import summed
from routing.search.flows.found_paths import FoundPaths
from routing.search.flows.lagrangian import Lagrangian

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
PARTS = 16
KEPT = 0.6  # of the last direction, after a round
NEWEST = 0.3  # of the mean of prices: the newest round
SEED = 18  # of the order in which the parts are drawn, the same in every process
SMALLEST = 1e-3  # of the median capacity: smaller ones take no longer steps


class Steps(NamedTuple):
    """How far prices move where an arc is overloaded by its capacity: in the first round and in the last one."""

    first: float
    last: float
    rounds: int

    def of(self, number: int) -> float:
        """Return the step of a round."""
        share = number / max(self.rounds - 1, 1)
        return float(self.first * (self.last / self.first) ** share)


class Ascent:
    """Prices of one question on their way up."""

    def __init__(self, lagrangian: Lagrangian) -> None:
        asked = lagrangian.asked
        self.lagrangian, self.random = lagrangian, np.random.default_rng(SEED)
        first = np.flatnonzero(np.diff(asked.origin, prepend=-1))
        self.groups = np.split(np.arange(len(asked.origin)), first[1:])
        self.n_parts = max(1, min(PARTS, len(self.groups)))
        limited = np.isfinite(asked.capacity)
        middle = float(np.median(asked.capacity[limited])) if limited.any() else 1.0
        self.capacity = np.where(limited, asked.capacity, 0.0)
        self.pace = limited / np.sqrt(np.maximum(self.capacity, SMALLEST * middle) * middle)

    def run(
        self, price: Floats, steps: Steps, found: FoundPaths | None = None, since: int = 0
    ) -> tuple[Floats, Floats]:
        """Return the prices at the end and their mean over the last rounds; from a round on, paths go into `found`.

        Raises
        ------
        TimeUp
            The budget is used up.
        """
        kept = KEPT ** (1 / self.n_parts)
        direction, mean = np.zeros(len(price)), price
        for number in range(steps.rounds):
            step, total = steps.of(number), np.zeros(len(price))
            for part in np.array_split(self.random.permutation(len(self.groups)), self.n_parts):
                load = self._load(price, part, found if number >= since else None)
                direction = kept * direction + (1 - kept) * (load - self.capacity / self.n_parts)
                price = np.maximum(price + step * direction * self.pace, 0.0)
                total += price
            newest = NEWEST if number else 1.0
            mean = (1 - newest) * mean + newest * total / self.n_parts
        return price, mean

    def _load(self, price: Floats, part: Ints, found: FoundPaths | None) -> Floats:
        """Return what the commodities of some origins put on the arcs, each on its cheapest path."""
        lagrangian = self.lagrangian
        asked, penalty = lagrangian.asked, lagrangian.penalty
        which = np.sort(np.concatenate([self.groups[at] for at in part.tolist()]))
        most = penalty[which]
        paths = lagrangian.pricing.price(lagrangian.cost + price, which, most, most, lagrangian.budget)
        if found is not None:
            found.add(which, paths)
        amount = np.repeat(asked.demand[which], np.diff(paths.begin))
        return summed(paths.arcs, amount, len(price))
