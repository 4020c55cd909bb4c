"""`Relaxation`: a bound for designs with fixed charges from prices at the nodes, arc by arc, without a linear program.

With a price p_ki of each commodity k at each node i, a unit of k gains p_k(tail) - p_k(head) - cost_a on arc a. No
design costs less than

    sum_k d_k (p_k(origin) - p_k(destination)) + sum_a min(0, f_a - most_a),

where most_a is what the commodities can gain within the arc's capacity, each with no more than its demand: a knapsack
whose last piece may be cut, filled from the best on. With the best prices that is the bound of the strong linear
relaxation (Gendron, Crainic and Frangioni, Multicommodity capacitated network design, 1999). A unit may be left behind
at its penalty, where there is one. Prices are rounded to a power of two, coarse enough that where the question is in
whole numbers nothing is lost in adding up; else what rounding may take is taken off.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.commodities import Commodities

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
LARGEST = 2.0**52  # what sums of parts of prices may come to
ROOM = 64.0  # times that sums may grow by
FINEST, COARSE = 2.0**24, 2.0**8  # parts of the first prices' largest: at most, and too few to be worth exact sums
LITTLE = 1e-6  # of all that is added up to begin with
LOST = 1e-9  # of all that is added up, where it is not in whole numbers


class Relaxed(NamedTuple):
    """What prices tell.

    Attributes
    ----------
    bound
        No design costs less.
    flow : float64, shape (n_arcs, n_commodities)
        What gains most.
    opened : bool, shape (n_arcs,)
        Arcs that carry it.
    charge : float64, shape (n_arcs,)
        By how much the bound rises where an arc is opened all the same; below 0: falls by, that is rises if it is shut.
    left : float64, shape (n_commodities,)
        Units that are left behind.
    """

    bound: float
    flow: Floats
    opened: Bools
    charge: Floats
    left: Floats


class Scale(NamedTuple):
    """Parts of a unit of price, to which prices are rounded; and what is little of a cost."""

    parts: float
    little: float


class Relaxation:
    """The question, of which some arcs may be shut and some opened for good.

    Attributes
    ----------
    arcs : int64
        Those that are not shut, as rows of the question.
    scale
        Of prices and costs.
    """

    def __init__(
        self,
        asked: Commodities,
        fixed: Floats,
        shut: Bools | None = None,
        opened: Bools | None = None,
        scale: Scale | None = None,
    ) -> None:
        n_arcs, everyone = len(fixed), np.arange(len(asked.demand))
        self.asked, self.fixed = asked, fixed
        self.arcs = np.arange(n_arcs) if shut is None else np.flatnonzero(~shut)
        self.must = np.zeros(len(self.arcs), np.bool_) if opened is None else opened[self.arcs]
        self.tail, self.head = asked.tail[self.arcs], asked.head[self.arcs]
        self.cost, self.charge = asked.cost[self.arcs, None], fixed[self.arcs]
        capacity = asked.capacity[self.arcs]
        self.room = np.minimum(capacity, asked.demand.sum())
        self.most = np.minimum(asked.demand, capacity[:, None])
        self.most[(self.head[:, None] == asked.origin) | (self.tail[:, None] == asked.destination)] = 0.0
        self.due = np.zeros((asked.n_nodes, len(everyone)))
        np.add.at(self.due, (asked.origin, everyone), asked.demand)
        np.add.at(self.due, (asked.destination, everyone), -asked.demand)
        self.by_head = np.argsort(self.head, kind="stable")
        self.leaving, self.entering = _runs(self.tail), _runs(self.head[self.by_head])
        whole = (asked.demand, self.room, self.charge, asked.cost, asked.penalty[np.isfinite(asked.penalty)])
        self.is_whole = all((cells == np.floor(cells)).all() for cells in whole)
        self.scale = self._scale() if scale is None else scale

    def within(self, shut: Bools, opened: Bools) -> Relaxation:
        """Return the question with these arcs, of all, shut and opened."""
        return Relaxation(self.asked, self.fixed, shut, opened, self.scale)

    @property
    def largest(self) -> float:
        """What all that is added up may come to without a loss."""
        return LARGEST / max(1.0, self.scale.parts) if self.is_whole else 0.0

    def at(self, prices: Floats) -> Relaxed:
        """Return what prices tell; shape (n_nodes, n_commodities)."""
        asked = self.asked
        prices = np.round(prices * self.scale.parts) / self.scale.parts
        gain = prices[self.head]  # of a unit, less than 0 where it pays
        gain -= prices[self.tail]
        gain += self.cost
        flow = np.where(gain < 0, self.most, 0.0)
        full = np.flatnonzero(flow.sum(axis=1) > self.room)
        if len(full):
            flow[full] = _filled(gain[full], flow[full], self.room[full])
        charge = self.charge + np.einsum("ij,ij->i", gain, flow)
        opened = (charge < 0) | self.must
        flow[~opened] = 0.0
        everyone = np.arange(len(asked.demand))
        behind = asked.penalty - prices[asked.origin, everyone] + prices[asked.destination, everyone]
        left = np.where(behind < 0, asked.demand, 0.0)
        terms = prices * self.due
        bound = float(terms.sum() + charge[opened].sum() + np.where(left > 0, behind, 0.0) @ left)
        return Relaxed(bound - self._lost(terms, charge), flow, opened, charge, left)

    def _lost(self, terms: Floats, charge: Floats) -> float:
        all_of_it = 2.0 * float(np.abs(terms).sum() + np.abs(charge).sum() + self.charge.sum())
        return 0.0 if all_of_it < self.largest else LOST * all_of_it

    def due_after(self, flow: Floats, left: Floats) -> Floats:
        """Return what flows leave undone, by node and commodity: the direction in which prices rise."""
        due = self.due.copy()
        if len(self.arcs):
            starts, nodes = self.leaving
            due[nodes] -= np.add.reduceat(flow, starts, axis=0)
            starts, nodes = self.entering
            due[nodes] += np.add.reduceat(flow[self.by_head], starts, axis=0)
        behind = np.flatnonzero(left)
        due[self.asked.origin[behind], behind] -= left[behind]
        due[self.asked.destination[behind], behind] += left[behind]
        return due

    def begin(self) -> Floats:
        """Return prices to begin with: distances, where a unit bears its share of the charge of a full arc."""
        return self.distances(self.cost[:, 0] + self.charge / self.room)

    def distances(self, weight: Floats, beyond: float = 0.0) -> Floats:
        """Return how far each node is from the end of each commodity, with a weight for each arc.

        From where no way leads there, it is so much farther than any other.
        """
        asked = self.asked
        far = np.full((asked.n_nodes, len(asked.demand)), np.inf)
        far[asked.destination, np.arange(len(asked.demand))] = 0.0
        for _ in range(asked.n_nodes):
            before = far.copy()
            np.minimum.at(far, self.tail, far[self.head] + weight[:, None])
            if (far == before).all():
                break
        reached = np.isfinite(far)
        return np.where(reached, far, float(far[reached].max(initial=0.0)) + beyond)

    def _scale(self) -> Scale:
        """Return parts, a power of two, by which the prices to begin with and what they add up to have room to grow.

        Where amounts are so large that only coarse prices would leave room, sums are not exact, and prices are fine.
        """
        prices = self.begin()
        size = float(np.abs(prices * self.due).sum() + self.charge.sum())
        highest = float(prices.max(initial=0.0))
        if size <= 0 or highest <= 0:
            return Scale(1.0, 1.0)
        exact = LARGEST / (2.0 * ROOM * size)
        finest = min(exact, FINEST / highest) if exact * highest > COARSE else FINEST / highest
        return Scale(2.0 ** math.floor(math.log2(finest)), LITTLE * size)


def _runs(nodes: Ints) -> tuple[Ints, Ints]:
    """Return where each node begins in a sorted array, and the nodes."""
    starts = np.flatnonzero(np.diff(nodes, prepend=-1))
    return starts, nodes[starts]


def _filled(gain: Floats, flow: Floats, room: Floats) -> Floats:
    """Return of each row what fits, from what gains most on."""
    order = np.argsort(gain, axis=1, kind="stable")
    wanted = np.take_along_axis(flow, order, axis=1)
    before = np.cumsum(wanted, axis=1) - wanted
    np.put_along_axis(flow, order, np.clip(room[:, None] - before, 0.0, wanted), axis=1)
    return flow
