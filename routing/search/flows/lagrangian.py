"""`Lagrangian`: what the flow costs at least, by prices on the arcs.

For any prices mu >= 0 of capacity, sum_k q_k min(dist_k(cost + mu), penalty_k) - sum_a mu_a capacity_a is a lower bound
(weak duality). Only commodities whose cheapest path meets a price are searched for again: the others have it still.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget
from routing.search.flows.columns import Columns
from routing.search.flows.commodities import Commodities
from routing.search.flows.pricing import Priced, Pricing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Relaxed(NamedTuple):
    """A bound, and the paths that were found with it.

    Attributes
    ----------
    bound
        Of the cost of every flow.
    which : int64
        The commodities that were searched for.
    found
        Their paths.
    """

    bound: float
    which: Ints
    found: Priced


class Lagrangian:
    """The bound for the prices that one asks for.

    Attributes
    ----------
    columns
        At first the cheapest path of each commodity that has one and is worth it.
    """

    def __init__(self, asked: Commodities, cost: Floats, penalty: Floats, pricing: Pricing, budget: Budget) -> None:
        self.asked, self.cost, self.penalty, self.pricing, self.budget = asked, cost, penalty, pricing, budget
        self.limited = np.flatnonzero(np.isfinite(asked.capacity))
        far = float(cost.max(initial=0.0)) * (asked.n_nodes - 1)
        most = np.minimum(penalty, far)
        everyone = np.arange(len(asked.demand))
        base = pricing.price(cost, everyone, most, penalty, budget)
        told = (np.diff(base.begin) > 0) | (asked.origin == asked.destination)
        reached = np.flatnonzero((base.far < penalty) & told)
        self.columns = Columns(asked._replace(cost=cost))
        self.columns.add(everyone[reached], np.append(base.begin[:-1][reached], base.begin[-1]), base.arcs)
        self.least = np.minimum(base.far, penalty)
        self.first = len(reached)  # the cheapest paths are the first columns

    def relax(self, price: Floats, below: Floats) -> Relaxed:
        """Return the bound of some prices, and the paths of commodities that are shorter than asked for.

        Raises
        ------
        TimeUp
            The budget is used up.
        """
        asked, columns = self.asked, self.columns
        weight = self.cost + price
        cheapest = np.flatnonzero(columns.through(price > 0)[: self.first])
        which = columns.of[cheapest]
        most = self.penalty.copy()
        np.minimum.at(most, columns.of, columns.over(weight))
        found = self.pricing.price(weight, which, most[which], below[which], self.budget)
        least = self.least.copy()
        least[which] = np.minimum(found.far, most[which])
        paid = float(price[self.limited] @ asked.capacity[self.limited])
        return Relaxed(float(asked.demand @ least) - paid, which, found)
