"""What prices of designs are on their way up: how they rise, how far they have come, and what they decide."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.design_relaxation import Bools, Floats, Relaxation

FASTER, SLOWER, LONGEST, SHORTEST = 1.1, 0.7, 2.0, 1e-4  # factors of the step
RISE = 1e-6  # of the bound: a rise that counts
UNKNOWN = -math.inf


@dataclass(frozen=True)
class Way:
    """How prices rise: rounds, the factor of the first steps, rounds without a rise after which it shrinks, weights.

    The newest round weighs at most so much in the mean, in the first and second fifth of the rounds and from then on.
    The aim is above the best bound by a share of it.
    """

    rounds: int
    step: float
    patience: int = 20
    newest: tuple[float, float, float] = (0.1, 0.05, 0.02)
    shortest: float = SHORTEST
    aim: float = 0.05

    def parts(self) -> Iterator[tuple[float, int]]:
        """Yield how much the newest round weighs, and in how many rounds."""
        for part in range(5):
            rounds = (part + 1) * self.rounds // 5 - part * self.rounds // 5
            yield self.newest[min(2, part)], rounds


@dataclass(frozen=True, eq=False)
class Ascended:
    """Prices, the bound they prove, and the means of what they open and send: shapes as of `Relaxed`, all arcs.

    `due` is what is left undone on the mean. Nobody asks for the flow where it has no columns. `charge` is what the
    prices tell, not a mean.
    """

    bound: float
    prices: NDArray[np.floating]
    due: NDArray[np.floating]
    opened: Floats
    flow: Floats
    left: Floats
    charge: Floats


@dataclass(frozen=True, eq=False)
class Decided:
    """What a design costs at least that opens an arc, or shuts it, as far as prices tell.

    Attributes
    ----------
    costs : float64, shape (2, n_arcs)
        If it is opened, and if it is shut; all arcs of the question. Of those that are shut, or must be opened, nothing
        is told.
    """

    costs: Floats

    @classmethod
    def by(cls, found: Ascended, relaxation: Relaxation) -> Decided:
        """Return what prices tell of the arcs of a relaxation."""
        costs = np.full((2, len(relaxation.fixed)), UNKNOWN)
        free = ~relaxation.must & (relaxation.charge > 0)
        charge = np.stack((found.charge, -found.charge))[:, free]
        costs[:, relaxation.arcs[free]] = found.bound + np.maximum(charge, 0.0)
        return cls(costs)

    def shut(self, cost: float) -> Bools:
        """Return the arcs that no design opens which costs less."""
        return np.asarray(self.costs[0] >= cost)

    def opened(self, cost: float) -> Bools:
        """Return the arcs that no design shuts which costs less."""
        return np.asarray(self.costs[1] >= cost)


def begun(relaxation: Relaxation) -> Ascended:
    """Return where to begin."""
    prices = relaxation.begin()
    told = relaxation.at(prices)
    due = relaxation.due_after(told.flow, told.left)
    return Ascended(told.bound, prices, due, told.opened.astype(np.float64), told.flow, told.left, told.charge)
