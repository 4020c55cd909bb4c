"""Column generation: paths are found as prices ask for them, until the flow costs no more than its bound.

Each round the master mixes the paths that there are (`master`), arcs that it overloads get their row, and the
commodities are searched for under its prices (`lagrangian`): that gives a bound, and the paths that would make the mix
cheaper. Where many arcs are scarce, the prices of a program with few paths say little: it begins with those of
`dual_start`, and as long as the bound of its own is far, they rise further (`price_ascent`), which finds more paths.

Ford and Fulkerson (1958); Tomlin (1966).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget, TimeUp
from routing.search.flows.columns import Columns, picked
from routing.search.flows.commodities import Commodities
from routing.search.flows.dual_start import NEAR, best_of, dual_start
from routing.search.flows.found_paths import FoundPaths, add_unlike, over
from routing.search.flows.lagrangian import Lagrangian, Relaxed
from routing.search.flows.linear_program import LinearProgram
from routing.search.flows.master import Master, Mix
from routing.search.flows.price_ascent import Ascent, Steps
from routing.search.flows.pricing import Pricing

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SLACK = 1e-9  # of a capacity, of a reduced cost: what a solver's tolerances leave
MANY = 200  # overloaded arcs from which prices are looked for before the program is asked
LOW = 1e-3  # of the dearest price to begin with: arcs below get their row only when they are overloaded
FAR = 0.01  # of the cost of the flow: with the bound of the program's prices further below, prices rise from there
FIRST, LAST, ROUNDS = 2e-3, 2e-4, 12  # of the dearest price: steps of that ascent, and its rounds


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

    def rise(self, bound: float, price: Floats) -> None:
        """Keep a bound with its prices, if it is the best so far."""
        if bound > self.bound:
            self.bound, self.price = bound, price


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
        rows = _overloaded(asked, columns, asked.demand[columns.of])
        _consider(so_far, asked, penalty, asked.demand[columns.of])
        ascent = Ascent(lagrangian) if len(rows) >= MANY and not so_far.within(gap) else None
        if ascent is not None:
            start = dual_start(lagrangian, ascent, so_far.objective)
            so_far.rise(start.bound, start.price)
            dear = np.flatnonzero(start.price > LOW * start.price.max())
            rows = dear if len(dear) else rows
        while not so_far.within(gap):
            master.extend(rows)
            mix = master.solve(budget.left_s)
            if mix is None:
                break
            _consider(so_far, asked, penalty, mix.amount)
            rows = _overloaded(asked, columns, mix.amount)
            rows = rows[~master.has_row(rows)]
            if len(rows) and ascent is not None:
                continue  # the prices of a program that lacks rows find little, and many rows were left for later
            relaxed = _relax(lagrangian, master, mix)
            so_far.rise(relaxed.bound, mix.price)
            so_far.rounds.append((so_far.objective, so_far.bound))
            n_before = len(columns)
            if ascent is not None and so_far.objective - relaxed.bound > FAR * so_far.objective:
                _ascend(so_far, lagrangian, ascent, master, mix, relaxed)
            else:
                _add(columns, relaxed)
            if len(columns) == n_before and not len(rows):
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


def _ascend(
    so_far: Generated, lagrangian: Lagrangian, ascent: Ascent, master: Master, mix: Mix, relaxed: Relaxed
) -> None:
    """Add the paths of the master's prices, and those that help of prices that rise from between these and the best."""
    price = mix.price if relaxed.bound >= so_far.bound else (mix.price + so_far.price) / 2
    found = FoundPaths()
    scale = float(mix.price.max(initial=0.0))
    ends = ascent.run(price, Steps(FIRST * scale, LAST * scale, ROUNDS), found)
    best = best_of(lagrangian, ends, found)
    so_far.rise(best.bound, best.price)
    of, begin, arcs = found.near(lagrangian, best.price, NEAR)
    cost = over(lagrangian.cost + mix.price, begin, arcs)
    helps = np.flatnonzero(master.active[of] & (cost < _below(master, mix)[of]))
    _add(lagrangian.columns, relaxed)
    add_unlike(lagrangian.columns, of[helps], *picked(helps, begin, arcs), len(price))


def _below(master: Master, mix: Mix) -> Floats:
    """Return for each commodity the cost of a path below which it would make the mix cheaper."""
    worth = np.minimum(mix.worth, master.penalty)
    below: Floats = worth - SLACK * (np.abs(worth) + master.unit_cost)
    return below


def _relax(lagrangian: Lagrangian, master: Master, mix: Mix) -> Relaxed:
    """Return the bound of the master's prices, and the paths that are cheaper than what it has."""
    return lagrangian.relax(mix.price, _below(master, mix))


def _add(columns: Columns, relaxed: Relaxed) -> None:
    """Add the paths that were found."""
    new = np.flatnonzero(np.diff(relaxed.found.begin))
    columns.add(relaxed.which[new], *picked(new, relaxed.found.begin, relaxed.found.arcs))


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
