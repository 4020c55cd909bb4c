"""`narrowed`: a lane without the arcs that no cheapest set can need, by bounds on the price of a path over each arc.

`charges` bounds what a path must pay; paths that the search for charges meets, and that weigh no more than they may,
are sets, too, of which the cheapest is a bound from above. An arc over which every path would have to pay more than
that is left out. The bounds are of whole numbers, and hold however far the charges are from the best ones; they are
checked arc by arc wherever something is left out by them (`lanes.bounding`, `Charges.whole`).

An upgrade may be `dear`: with the arcs that need it free of charge, and its price in full instead, every path over one
of them would have to pay more than the ceiling. This says more than the charges of its arcs do, which share the price.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.search.upgrades.charged_paths import ChargedPaths
from routing.search.upgrades.charges import KEPT, Charges
from routing.search.upgrades.lanes import MOST, Lane
from routing.search.upgrades.sets import UpgradeSets

Ints = NDArray[np.int64]
ROUNDS = 200
BETWEEN = 20  # rounds from one look at the arcs to the next
PATIENCE, SHORTER = 12, 0.7  # rounds without a better bound after which steps become so much shorter
PULL = 4.0  # how far a step goes in the value of weight beside the charges
FINEST = 2.0**24  # parts of a unit of price
SLOPES = 20  # values of a unit of weight that are tried at first
TINY = 1e-9
AMONG = 12  # upgrades
FEW = 200  # arcs that need an upgrade: so few are soon searched as they are


class Narrowed(NamedTuple):
    """What is left of a lane.

    Attributes
    ----------
    rows : int64
        The arcs that are left, by their numbers.
    floor, ceiling
        What a cheapest set costs at least and at most; `MOST`: not known.
    charge, due : int64
        Of each arc that is left, and from each node to the target at least.
    dearest
        What a path with a cheapest set is charged at most.
    dear
        Upgrades that no cheapest set needs, where they were looked for.
    """

    rows: Ints
    floor: int
    ceiling: int
    charge: Ints
    due: Ints
    dearest: int
    dear: frozenset[int] = frozenset()


Cheaper = Callable[[Lane, int], int | None]


def no_cheaper(lane: Lane, price: int) -> None:
    """Return None: no cheaper set is looked for."""


def narrowed(
    lane: Lane,
    masks: Sequence[int],
    sets: UpgradeSets,
    most: int,
    budget: Budget,
    *,
    cheaper: Cheaper = no_cheaper,
    known: int = MOST,
    rounds: int = ROUNDS,
    each: bool = False,
) -> Narrowed:
    """Return the arcs of a lane that a cheapest set for a path of at most so much weight may need.

    All arcs of all cheapest sets are left, so the answer is the same as on the whole lane.

    Parameters
    ----------
    lane
        Without arcs that lie on no way within that weight.
    cheaper
        Returns the price of a cheapest set on some of its arcs, if there is one below a price.
    known
        What a cheapest set costs at most, as far as that is known.
    each
        Whether to look at each upgrade for itself, too.
    """
    narrowing = _Narrowing(lane, masks, sets, most, cheaper)
    narrowing.ceiling = known
    less = narrowing.run(rounds, budget)
    return less._replace(dear=narrowing.dear(budget)) if each else less


class _Narrowing:
    def __init__(self, lane: Lane, masks: Sequence[int], sets: UpgradeSets, most: int, cheaper: Cheaper) -> None:
        self.lane, self.masks, self.sets, self.most, self.cheaper = lane, masks, sets, most, cheaper
        self.use: Counter[int] = Counter()  # of each upgrade, since arcs were looked at
        self.tried: set[int] = set()
        self.rows = np.arange(len(lane.tail))
        self.paths, self.charges = ChargedPaths(lane), Charges(lane.needs, masks, sets.prices)
        self.floor, self.ceiling = 0, MOST
        self.slope, self.length, self.stalled, self.heavier = 0.0, 1.0, 0, 0.0
        self.unit = max(1.0, 2.0 * (most - self.paths.path(lane.weight + 1).far))  # of weight: of how far paths differ
        room = self.paths.most / 2 - float(self.charges.caps.sum()) - 1.0
        self.steepest = room / max(1, most) if len(self.charges.arc) else 0.0
        self.best = -math.inf, self.charges.charge, 0.0  # bound, charges, value of a unit of weight

    def run(self, rounds: int, budget: Budget) -> Narrowed:
        if self.steepest > 0 and self._begin():
            for number in range(1, rounds + 1):
                budget.check()
                if not self._move() or (number % BETWEEN == 0 and self._fixed()) or self.floor >= self.ceiling:
                    break
        if self.ceiling >= MOST or not len(self.charges.arc):
            nothing = np.zeros(len(self.rows), np.int64), np.zeros(self.lane.n_nodes, np.int64)
            return Narrowed(self.rows, self.floor, self.ceiling, *nothing, 0)
        self.charges.charge, self.slope = self.best[1].copy(), self.best[2]
        weights, off, scale = self._weights()
        due = self.paths.to_target(weights)
        return Narrowed(self.rows, self.floor, self.ceiling, weights, due, scale * self.ceiling + off)

    def dear(self, budget: Budget) -> frozenset[int]:
        """Return upgrades with which each path over an arc that needs them would have to pay more than the ceiling."""
        if self.ceiling >= MOST or not len(self.charges.arc):
            return frozenset()
        weights, off, scale = self._weights()
        free = math.floor(self.slope * scale) * self.lane.weight + 1
        found = []
        for at, bit in enumerate(self.charges.used.tolist()):
            budget.check()
            arcs = self.charges.arc[self.charges.begin[at] : self.charges.begin[at + 1]]
            without = weights.copy()
            without[arcs] = free[arcs]
            least = int(self.paths.through(without)[arcs].min()) - off
            if least > scale * (self.ceiling - self.sets.prices[bit]):
                found.append(bit)
        return frozenset(found)

    def _scale(self) -> float:
        """Return of how many parts a unit of price is: as many as keep the distances within what the search holds."""
        most = float(self.charges.caps.sum()) + self.slope * self.most + 1.0
        return float(2.0 ** math.floor(math.log2(min(FINEST, self.paths.most / most))))

    def _weights(self) -> tuple[Ints, int, int]:
        """Return whole weights of the arcs, what is to be taken off a path for a bound, and parts of a unit."""
        scale = self._scale()
        slope = math.floor(self.slope * scale)
        weights = self.charges.whole(scale) + slope * self.lane.weight + 1
        return weights, slope * self.most + self.lane.n_nodes - 1, int(scale)

    def _bounded(self) -> Ints | None:
        """Search for a path under the charges, take note of what it bounds, and return it."""
        weights, off, scale = self._weights()
        found = self.paths.path(weights)
        if found.arcs is None:
            return None
        self._note(found.arcs)
        bound = (found.far - off) / scale
        self.floor = max(self.floor, -((off - found.far) // scale))
        self.stalled = 0 if bound > self.best[0] else self.stalled + 1
        if bound > self.best[0]:
            self.best = bound, self.charges.charge.copy(), self.slope
        return found.arcs

    def _note(self, arcs: Ints) -> None:
        """Take the set of a path for the ceiling, if it may be bought and the path is not too heavy."""
        chosen = barred = 0
        for needs, bars in zip(self.lane.needs[arcs].tolist(), self.lane.bars[arcs].tolist(), strict=True):
            chosen |= self.masks[needs] if needs >= 0 else 0
            barred |= self.masks[bars] if bars >= 0 else 0
        for bit in bits_of(chosen):
            self.use[bit] += 1
        if int(self.lane.weight[arcs].sum()) > self.most:
            return
        if not chosen & barred and not self.sets.clashes(chosen):
            self.ceiling = min(self.ceiling, self.sets.price(chosen))

    def _begin(self) -> bool:
        """Look for the value of a unit of weight at which paths are about as heavy as they may be."""
        low, high = 0.0, math.inf
        self.slope = min(self.steepest, float(self.charges.caps.mean()) / max(1, self.most))
        for _ in range(SLOPES):
            arcs = self._bounded()
            if arcs is None:
                return False
            if self._overweight(arcs) > 0:
                low = self.slope
            else:
                high = self.slope
            self.slope = min(self.steepest, 4 * low if math.isinf(high) else (low + high) / 2)
        self.charges.charge, self.slope = self.best[1].copy(), self.best[2]
        return True

    def _overweight(self, arcs: Ints) -> int:
        return int(self.lane.weight[arcs].sum()) - self.most

    def _move(self) -> bool:
        """Take a step towards charges under which the present path is dearer; tell whether there is a path."""
        arcs = self._bounded()
        if arcs is None:
            return False
        if self.stalled >= PATIENCE:
            self.length, self.stalled = self.length * SHORTER, 0
        square = self.charges.turn(arcs)
        self.heavier = KEPT * self.heavier + (1 - KEPT) * self._overweight(arcs) / self.unit
        pull = PULL * max(1, int((self.lane.needs[arcs] >= 0).sum()))
        aim = self.ceiling if self.ceiling < MOST else 2 * max(1.0, self.best[0])
        step = self.length * max(0.0, aim - self.best[0]) / (square + pull * self.heavier**2 + TINY)
        self.charges.step(step)
        self.slope = min(self.steepest, max(0.0, self.slope + step * pull * self.heavier / self.unit))
        return True

    def _look_among_used(self) -> None:
        """Look for a cheaper set among the upgrades that were used most lately."""
        subset = 0
        for bit, _ in self.use.most_common(AMONG):
            subset |= self.sets.whole[bit]
        if subset and subset not in self.tried:
            self.tried.add(subset)
            open_ = np.array([not mask & ~subset for mask in self.masks] + [True])
            found = self.cheaper(self.lane.rows(open_[self.lane.needs]), self.ceiling)
            self.ceiling = self.ceiling if found is None else found
        self.use.clear()

    def _fixed(self) -> bool:
        """Leave out arcs by the best bound; tell whether few are left."""
        self.charges.charge, self.slope = self.best[1].copy(), self.best[2]
        self._look_among_used()
        if self.ceiling >= MOST:
            return False
        weights, off, scale = self._weights()
        kept = self.paths.through(weights) - off <= scale * self.ceiling
        if not kept.all():
            self.rows, self.lane = self.rows[kept], self.lane.rows(kept)
            self.charges.kept(kept)
            self.paths = ChargedPaths(self.lane)
            self.best = self.best[0], self.charges.charge.copy(), self.slope
        return len(self.charges.arc) <= FEW
