"""Prices to begin with, before the linear program is asked for the first time: an `Ascent` from no prices at all.

How dear the scarce arcs are is not known: as dear as not serving where not all can be served, else by far cheaper. So a
few rounds are tried with steps of each order of magnitude between; the one whose bound rises most goes the whole way.
Paths that were found on the way and are nearly shortest at the end are what the program begins with.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import TimeUp
from routing.search.flows.found_paths import FoundPaths, add_unlike
from routing.search.flows.lagrangian import Lagrangian
from routing.search.flows.price_ascent import Ascent, Steps

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ROUNDS = 60
FIRST, LAST = 0.1, 0.001  # of the scale of prices: steps
TRIED, TRIAL = 4, 0.03  # rounds of a trial, and their step
LEAST = 0.05  # of the middle one of the cheapest paths: smaller scales are not tried
UNSEEN = 0.3  # of the rounds: what was found in them is too old
NEAR = 1.001  # of the shortest: paths to begin with
FAR = 2.0  # times the bound without prices, and as much below the cost of a flow: prices may be far dearer than tried


class Start(NamedTuple):
    """Prices with their bound; the paths are in the columns of the Lagrangian."""

    bound: float
    price: Floats


def dual_start(lagrangian: Lagrangian, ascent: Ascent, objective: float) -> Start:
    """Return good prices, and add the paths that go well with them to the columns; what there is when time is up.

    `objective` is the cost of a flow.
    """
    asked = lagrangian.asked
    nothing = Start(float(asked.demand @ lagrangian.least), np.zeros(len(asked.tail)))
    best, found = nothing, FoundPaths()
    try:
        scales = _scales(lagrangian)
        tried = [_risen(lagrangian, ascent, Steps(TRIAL * one, TRIAL * one, TRIED)).bound for one in scales]
        at = int(np.argmax(tried)) if scales else -1
        while at >= 0:
            paths = FoundPaths()
            one = _risen(lagrangian, ascent, Steps(FIRST * scales[at], LAST * scales[at], ROUNDS), paths)
            if one.bound <= best.bound:
                break
            best, found = one, paths
            if not FAR * nothing.bound < best.bound < objective / FAR:
                break
            at -= 1
    except TimeUp:
        pass
    add_unlike(lagrangian.columns, *found.near(lagrangian, best.price, NEAR), len(asked.tail))
    return best


def _scales(lagrangian: Lagrangian) -> list[float]:
    """Return orders of magnitude of prices, the dearest first."""
    paths = lagrangian.columns.cost[: lagrangian.first]
    dearest = float(lagrangian.penalty.max(initial=0.0))
    least = LEAST * float(np.median(paths[paths > 0])) if (paths > 0).any() else dearest
    found = [dearest] if dearest > 0 else []
    while found and found[-1] / 10 >= least:
        found.append(found[-1] / 10)
    return found


def _risen(lagrangian: Lagrangian, ascent: Ascent, steps: Steps, found: FoundPaths | None = None) -> Start:
    """Return the better of the last prices and the mean ones of an ascent from none."""
    ends = ascent.run(np.zeros(len(lagrangian.asked.tail)), steps, found, int(UNSEEN * steps.rounds))
    return best_of(lagrangian, ends, found)


def best_of(lagrangian: Lagrangian, prices: tuple[Floats, ...], found: FoundPaths | None = None) -> Start:
    """Return the prices with the best bound; the paths that belong to them go into `found`."""
    tried = []
    for price in prices:
        relaxed = lagrangian.relax(price, lagrangian.penalty)
        tried.append(Start(relaxed.bound, price))
        if found is not None:
            found.add(relaxed.which, relaxed.found)
    return max(tried, key=lambda one: one.bound)
