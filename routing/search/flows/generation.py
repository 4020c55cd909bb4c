"""Column generation: paths are found as prices ask for them, until the flow costs no more than its bound.

Each round the master mixes the paths that there are (`master`), arcs that it overloads get their row, and the
commodities are searched for under its prices (`lagrangian`): that gives a bound, and the paths that would make the mix
cheaper.
Ford and Fulkerson (1958); Tomlin (1966).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget, TimeUp
from routing.search.flows.columns import Columns, picked
from routing.search.flows.commodities import Commodities
from routing.search.flows.dual_start import dual_start
from routing.search.flows.lagrangian import Lagrangian, Relaxed
from routing.search.flows.linear_program import LinearProgram
from routing.search.flows.master import Master, Mix
from routing.search.flows.pricing import Pricing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SLACK = 1e-9  # of a capacity, of a reduced cost: what a solver's tolerances leave
MANY = 200  # overloaded arcs from which prices are looked for before the program is asked


@dataclass(eq=False)
class Generated:
    """What has been found so far.

    Attributes
    ----------
    columns
        The paths; None before the first.
    amount : float64
        On each of the first columns, in the best flow that was found; None without one.
    objective, bound
        Cost of that flow, penalties included, and what every flow costs at least.
    price : float64, shape (n_arcs,)
        Prices of capacity of which the bound is made.
    done
        Whether nothing is left that would change the flow.
    master
        The solver of the linear program.
    rounds
        Objective and bound after each.
    """

    price: Floats
    columns: Columns | None = None
    amount: Floats | None = None
    objective: float = np.inf
    bound: float = 0.0
    done: bool = False
    master: str = ""
    rounds: list[tuple[float, float]] = field(default_factory=list)

    def within(self, gap: float) -> bool:
        """Tell whether there is a flow, and it costs no more than its bound by a share of it."""
        return bool(np.isfinite(self.objective)) and self.objective - self.bound <= gap * abs(self.objective)


def generate(
    asked: Commodities,
    penalty: Floats,
    pricing: Pricing,
    program: LinearProgram,
    gap: float,
    budget: Budget,
) -> Generated:
    """Return the best flow and the best bound until the gap is closed, or the time is over."""
    so_far = Generated(np.zeros(len(asked.tail)), master=program.name)
    try:
        lagrangian = Lagrangian(asked, asked.cost, penalty, pricing, budget)
        columns = so_far.columns = lagrangian.columns
        so_far.bound = float(asked.demand @ lagrangian.least)
        master = Master(asked, columns, penalty, program)
        overloaded = _overloaded(asked, columns, asked.demand[columns.of])
        _consider(so_far, asked, penalty, asked.demand[columns.of])
        if len(overloaded) >= MANY and not so_far.within(gap):
            start = dual_start(lagrangian)
            if start.bound > so_far.bound:
                so_far.bound, so_far.price = start.bound, start.price
            overloaded = np.union1d(overloaded, np.flatnonzero(start.price > 0))
        while not so_far.within(gap):
            master.extend(overloaded)
            mix = master.solve(budget.left_s)
            if mix is None:
                break
            _consider(so_far, asked, penalty, mix.amount)
            overloaded = _overloaded(asked, columns, mix.amount)
            relaxed = _relax(lagrangian, master, mix)
            if relaxed.bound > so_far.bound:
                so_far.bound, so_far.price = relaxed.bound, mix.price
            so_far.rounds.append((so_far.objective, so_far.bound))
            if not _add(columns, relaxed) and not len(overloaded):
                so_far.done = True
                break
    except TimeUp:
        pass
    so_far.done = so_far.done or so_far.within(gap)
    return so_far


def _overloaded(asked: Commodities, columns: Columns, amount: Floats) -> Ints:
    """Return the arcs that carry more than they can."""
    slack = SLACK * float(asked.demand.mean()) if len(asked.demand) else 0.0
    return np.flatnonzero(columns.load(amount) > asked.capacity * (1 + SLACK) + slack)


def _relax(lagrangian: Lagrangian, master: Master, mix: Mix) -> Relaxed:
    """Return the bound of the master's prices, and the paths that are cheaper than what it has."""
    worth = np.minimum(mix.worth, lagrangian.penalty)
    return lagrangian.relax(mix.price, worth - SLACK * (np.abs(worth) + master.unit_cost))


def _add(columns: Columns, relaxed: Relaxed) -> int:
    """Add the paths that were found, and return how many."""
    new = np.flatnonzero(np.diff(relaxed.found.begin))
    begin, arcs = picked(new, relaxed.found.begin, relaxed.found.arcs)
    columns.add(relaxed.which[new], begin, arcs)
    return len(new)


def _consider(so_far: Generated, asked: Commodities, penalty: Floats, amount: Floats) -> None:
    """Keep a flow, cut down to the capacities, if it is the best so far."""
    columns = so_far.columns
    assert columns is not None
    fitting = columns.fitting(amount)
    left = np.maximum(asked.demand - columns.served(fitting), 0.0)
    left[left <= SLACK * asked.demand] = 0.0
    objective = float(columns.cost @ fitting) + float(penalty[left > 0] @ left[left > 0])
    if objective < so_far.objective:
        so_far.objective, so_far.amount = objective, fitting
