"""Prices to begin with: deflected subgradient, before the linear program is asked for the first time.

Each round searches all commodities under the prices, and moves these along what overloads arcs, mixed with the last
direction (Camerini, Fratta and Maffioli 1975); the step is Polyak's towards a target a little above the best bound.
Paths that were found on the way and are nearly shortest at the end are what the program begins with.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import TimeUp
from routing.search.flows.columns import different, picked
from routing.search.flows.lagrangian import Lagrangian, Relaxed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ROUNDS = 60
NEAR = 1.005  # of the shortest: paths to begin with
KEPT = 0.7  # of the last direction
LIFT = 0.05  # of the bound without prices: the target above the best bound, at first
GROWTH = 4.0  # of the lift, when half of it was gained in a round
PATIENCE = 3  # rounds without a better bound after which the lift is halved


class Start(NamedTuple):
    """Prices with their bound; the paths are in the columns of the Lagrangian."""

    bound: float
    price: Floats


def dual_start(lagrangian: Lagrangian, rounds: int = ROUNDS) -> Start:
    """Return good prices, and add the paths that go well with them to the columns; what there is when time is up."""
    asked, columns = lagrangian.asked, lagrangian.columns
    base = columns.load(asked.demand[columns.of])
    price, direction = np.zeros(len(asked.tail)), np.zeros(len(asked.tail))
    capacity = np.where(np.isfinite(asked.capacity), asked.capacity, 0.0)
    best = Start(float(asked.demand @ lagrangian.least), price)
    load, idle = base, 0
    lift = LIFT * max(abs(best.bound), 1e-9)
    found: list[Relaxed] = []
    for _ in range(rounds):
        excess = np.where(np.isfinite(asked.capacity), load - capacity, 0.0)
        direction = excess + KEPT * direction
        direction[(price <= 0) & (direction < 0)] = 0.0
        length = float(direction @ direction)
        if length == 0:
            break
        target = best.bound + lift
        current = found[-1].bound if found else best.bound
        price = np.maximum(price + (target - current) / length * direction, 0.0)
        try:
            relaxed = lagrangian.relax(price, lagrangian.penalty)
        except TimeUp:
            break
        found.append(relaxed)
        load = _load(lagrangian, base, relaxed)
        gained = relaxed.bound - best.bound
        idle = idle + 1 if gained <= 0 else 0
        if gained > 0:
            best = Start(relaxed.bound, price)
        if gained > lift / 2:
            lift *= GROWTH
        if idle >= PATIENCE:
            lift, idle = lift / 2, 0
    _keep(lagrangian, best.price, found)
    return best


def _load(lagrangian: Lagrangian, base: Floats, relaxed: Relaxed) -> Floats:
    """Return the load of the arcs when each commodity takes the path that was found for it."""
    asked, columns = lagrangian.asked, lagrangian.columns
    moved = np.zeros(len(asked.demand), dtype=np.bool_)
    moved[relaxed.which] = True
    amount = np.where(moved[columns.of], asked.demand[columns.of], 0.0)
    sizes = np.diff(relaxed.found.begin)
    gone = columns.load(amount)
    come = np.bincount(relaxed.found.arcs, np.repeat(asked.demand[relaxed.which], sizes), len(asked.tail))
    return base - gone + come


def _keep(lagrangian: Lagrangian, price: Floats, found: list[Relaxed]) -> None:
    """Add the paths that are nearly the shortest under the best prices."""
    if not found:
        return
    asked, columns = lagrangian.asked, lagrangian.columns
    of = np.concatenate([columns.of, *(one.which for one in found)])
    begins, offset = [columns.begin[:-1]], len(columns.arcs)
    for one in found:
        begins.append(one.found.begin[:-1] + offset)
        offset += len(one.found.arcs)
    begin = np.append(np.concatenate(begins), offset)
    arcs = np.concatenate([columns.arcs, *(one.found.arcs for one in found)])
    weight = np.bincount(np.repeat(np.arange(len(of)), np.diff(begin)), (lagrangian.cost + price)[arcs], len(of))
    least = lagrangian.penalty.copy()
    np.minimum.at(least, of, np.where(np.diff(begin) > 0, weight, np.inf))
    near = (weight <= NEAR * least[of]) & (np.diff(begin) > 0)
    near[: len(columns)] = False
    chosen = np.concatenate((np.arange(len(columns)), np.flatnonzero(near)))
    starts, taken = picked(chosen, begin, arcs)
    unlike = different(of[chosen], starts, taken, len(asked.tail))
    unlike = unlike[unlike >= len(columns)]
    starts, taken = picked(unlike, starts, taken)
    columns.add(of[chosen][unlike], starts, taken)
