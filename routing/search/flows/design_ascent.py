"""`ascend`: prices at the nodes that rise to a better bound of a design, by the volume algorithm.

The prices follow the mean of what the last ones left undone, so that mean is nearly a flow: how much of each arc it
opens tells which arcs a good design has (Barahona and Anbil, Mathematical Programming 87, 2000). Steps are as long as
would reach an aim a little above the best bound, times a factor that shrinks where the bound does not rise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget
from routing.search.flows.design_relaxation import Bools, Floats, Relaxation, Relaxed

AIM = 0.05  # of the bound: how far above it the aim is, unless a design costs less
FASTER, SLOWER, LONGEST, SHORTEST = 1.1, 0.7, 2.0, 1e-4  # factors of the step
RISE = 1e-6  # of the bound: a rise that counts


@dataclass(frozen=True)
class Way:
    """How prices rise: rounds, the factor of the first steps, rounds without a rise after which it shrinks, weights.

    The newest round weighs at most so much in the mean, in the first and second fifth of the rounds and from then on.
    """

    rounds: int
    step: float
    patience: int = 20
    newest: tuple[float, float, float] = (0.1, 0.05, 0.02)
    shortest: float = SHORTEST


@dataclass(frozen=True, eq=False)
class Ascended:
    """Prices, the bound they prove, and the means of what they open and send: shapes as of `Relaxed`, all arcs."""

    bound: float
    prices: NDArray[np.floating]
    opened: Floats
    flow: Floats
    left: Floats
    step: float


@dataclass
class Decided:
    """No design costs less that opens an arc, or shuts it, as far as prices have told yet."""

    if_opened: Floats
    if_shut: Floats
    relaxation: Relaxation = field(repr=False)

    @classmethod
    def of(cls, relaxation: Relaxation) -> Decided:
        """Return that nothing is known."""
        size = len(relaxation.fixed)
        return cls(np.full(size, -math.inf), np.full(size, -math.inf), relaxation)

    def learn(self, told: Relaxed) -> None:
        """Keep what prices of the whole question tell."""
        np.maximum(self.if_opened, told.bound + np.maximum(told.charge, 0.0), out=self.if_opened)
        np.maximum(self.if_shut, told.bound + np.maximum(-told.charge, 0.0), out=self.if_shut)

    def shut(self, cost: float) -> Bools:
        """Return the arcs that no design opens which costs less."""
        return (self.if_opened >= cost) & (self.relaxation.fixed > 0)


def begun(relaxation: Relaxation) -> Ascended:
    """Return where to begin."""
    prices = relaxation.begin()
    told = relaxation.at(prices)
    return Ascended(told.bound, prices, told.opened.astype(np.float64), told.flow, told.left, 1.0)


def ascend(
    relaxation: Relaxation, begin: Ascended, way: Way, below: float, budget: Budget, decided: Decided | None = None
) -> Ascended:
    """Return better prices, or those that were; it ends early where the bound reaches `below`.

    The means of `begin` are of the arcs that `relaxation` has.
    """
    worth = 1.0 / relaxation.asked.demand
    best, prices, step, waited = begin.bound, np.asarray(begin.prices, np.float64), way.step, 0
    opened, flow, left = begin.opened, begin.flow.copy(), begin.left
    due = relaxation.due_after(flow, left)
    for number in range(way.rounds):
        norm = _product(due, due, worth)
        if norm <= 0 or step < way.shortest or best >= below or budget.passed:
            break
        aim = min(below, best + AIM * abs(best) + 1.0)
        tried = prices + due * (worth * (step * (aim - best) / norm))
        told = relaxation.at(tried)
        if decided is not None:
            decided.learn(told)
        undone = relaxation.due_after(told.flow, told.left)
        share = _newest(due, undone, worth, way.newest[min(2, 5 * number // way.rounds)])
        due = due + share * (undone - due)
        opened, left = opened + share * (told.opened - opened), left + share * (told.left - left)
        flow += share * (told.flow - flow)
        waited += 1
        if told.bound > best:
            if told.bound > best + RISE * abs(best) and _product(undone, due, worth) > 0:
                step = min(LONGEST, FASTER * step)
            best, prices, waited = told.bound, tried, 0
        elif waited >= way.patience:
            step, waited = SLOWER * step, 0
    return Ascended(best, prices, opened, flow, left, step)


def _product(one: Floats, other: Floats, worth: Floats) -> float:
    return float(np.einsum("ij,ij,j->", one, other, worth))


def _newest(mean: Floats, new: Floats, worth: Floats, most: float) -> float:
    """Return how much the newest round weighs: what makes the mean least, within limits."""
    apart = mean - new
    best = _product(apart, mean, worth) / max(_product(apart, apart, worth), 1e-12)
    return min(max(best, most / 10), most)
