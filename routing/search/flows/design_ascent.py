"""`ascend`: prices at the nodes that rise to a better bound of a design, by the volume algorithm.

The prices follow the mean of what the last ones left undone, so that mean is nearly a flow: how much of each arc it
opens tells which arcs a good design has (Barahona and Anbil, Mathematical Programming 87, 2000). Steps are as long as
would reach an aim a little above the best bound, times a factor that shrinks where the bound does not rise. The rounds
are compiled where that pays (`design_ascent_compiled`).
"""

from __future__ import annotations

import numpy as np

from routing.search.budget import Budget
from routing.search.flows.choosing import are_rounds_compiled
from routing.search.flows.design_ascended import FASTER, LONGEST, RISE, SLOWER, UNKNOWN, Ascended, Way
from routing.search.flows.design_relaxation import Floats, Relaxation


def ascend(relaxation: Relaxation, begin: Ascended, way: Way, below: float, budget: Budget) -> Ascended:
    """Return better prices, or those that were; it ends early where the bound reaches `below`.

    The means of `begin` are of the arcs that `relaxation` has; where its bound is not known, the first round tells it.
    """
    if are_rounds_compiled(len(relaxation.fixed) * len(relaxation.asked.demand)):
        from routing.search.flows.design_ascent_compiled import ascend_compiled

        return ascend_compiled(relaxation, begin, way, below, budget)
    worth = 1.0 / relaxation.asked.demand
    best, prices, step, waited = begin.bound, np.asarray(begin.prices, np.float64), way.step, 0
    opened, flow, left, due = begin.opened, begin.flow.copy(), begin.left, np.asarray(begin.due, np.float64)
    charge = begin.charge
    for newest in (most for most, rounds in way.parts() for _ in range(rounds)):
        is_first, norm = best == UNKNOWN, _product(due, due, worth)
        if not is_first and (norm <= 0 or step < way.shortest or best >= below or budget.passed):
            break
        length = 0.0 if is_first or norm <= 0 else step * (way.aim * abs(best) + relaxation.scale.little) / norm
        tried = prices + due * (worth * length)
        told = relaxation.at(tried)
        undone = relaxation.due_after(told.flow, told.left)
        along = _product(due, undone, worth)
        share = _newest(due, undone, worth, newest)
        due = due + share * (undone - due)
        opened, left = opened + share * (told.opened - opened), left + share * (told.left - left)
        if flow.size:
            flow += share * (told.flow - flow)
        waited += 1
        if told.bound > best:
            if not is_first and told.bound > best + RISE * abs(best) and along > 0:
                step = min(LONGEST, FASTER * step)
            best, prices, charge, waited = told.bound, tried, told.charge, 0
        elif waited >= way.patience:
            step, waited = SLOWER * step, 0
    return Ascended(best, prices, due, opened, flow, left, charge)


def _product(one: Floats, other: Floats, worth: Floats) -> float:
    return float(np.einsum("ij,ij,j->", one, other, worth))


def _newest(mean: Floats, new: Floats, worth: Floats, most: float) -> float:
    """Return how much the newest round weighs: what makes the mean least, within limits."""
    apart = mean - new
    best = _product(apart, mean, worth) / max(_product(apart, apart, worth), 1e-12)
    return min(max(best, most / 10), most)
