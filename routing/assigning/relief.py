"""The least more of capacities with which everything that has a route is carried, and the cut that proves it.

minimise sum_r z_r / capacity_r subject to sum_p amount_rp x_p <= capacity_r + z_r and sum_{p of k} x_p = q_k; routes
cost nothing here. For prices 0 <= mu_r <= 1 / capacity_r, sum_k q_k dist_k(mu) - sum_r mu_r capacity_r is below every
such growth; where that is above 0, the capacities with a price are a cut: what must pass them is more than they carry.
By column generation as in `generation`, from the routes that are there.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from routing.asking.progress import tell
from routing.assigning.columns import Columns
from routing.assigning.generation import Generated
from routing.assigning.master import Demand, Master
from routing.assigning.pricing import Pricing
from routing.search.budget import Budget, TimeUp
from routing.search.flows.linear_program import LinearProgram

Floats = NDArray[np.float64]
NEAR = 1e-6  # share of a growth by which its bound may be below it
TINY = 1e-9  # of a capacity


class Relief:
    """How much more of each row, in which all are carried, and what every growth comes to at least.

    Attributes
    ----------
    more, price : float64, shape (n_rows,)
    growth, bound
        Sum of the shares by which capacities grow, and what every such sum is at least.
    """

    def __init__(self, more: Floats, price: Floats, growth: float, bound: float) -> None:
        self.more, self.price, self.growth, self.bound = more, price, growth, bound


def relief_of(
    found: Generated, pricing: Pricing, capacity: Floats, program: Callable[[], LinearProgram], budget: Budget
) -> Relief | None:
    """Return the least growth of capacities, or None where the time was over."""
    assert found.demand is not None
    worth = 1.0 / np.where(capacity > 0, capacity, np.mean(capacity[capacity > 0]) if (capacity > 0).any() else 1.0)
    lanes = sorted(set(found.columns.of))
    columns, dearest = _free(found.columns, worth)
    penalty = np.array([1.0 + 2.0 * dearest.get(lane, 0.0) for lane in range(len(pricing.lanes))])
    demand = Demand(found.demand.per_week, penalty)
    master = Master(demand, capacity, columns, program(), worth)
    best: Relief | None = None
    bound, proof = 0.0, np.zeros(len(capacity))
    tell("the least capacities with which all would go")
    try:
        while True:
            master.extend(np.arange(len(capacity)))
            mix = master.solve(budget.left_s)
            if mix is None:
                return best
            price = np.minimum(mix.price, worth)
            growth = float(mix.more @ worth)
            new, least = 0, 0.0
            for lane, path in sorted(pricing.price(lanes, price, free=True)):
                least += float(demand.per_week[lane]) * min(path.least, float(penalty[lane]))
                if path.arcs is not None and path.least < mix.worth[lane] - NEAR * abs(mix.worth[lane]):
                    new += columns.add(lane, 0.0, path.arcs, pricing.uses(lane, path.arcs))
            proven = least - float(price @ capacity)
            if proven > bound:
                bound, proof = proven, price
            best = Relief(mix.more, proof, growth, min(bound, growth))
            if growth - bound <= NEAR * growth or not new:
                return best
    except TimeUp:
        return best


def _free(columns: Columns, worth: Floats) -> tuple[Columns, dict[int, float]]:
    """Return the routes at no cost, and of each lane what its dearest would cost if all that it uses had to grow."""
    free, dearest = Columns(), dict[int, float]()
    uses: list[dict[int, float]] = [{} for _ in columns.of]
    for owner, row, amount in zip(columns.owner, columns.row, columns.amount, strict=True):
        uses[owner][row] = amount
    for number, lane in enumerate(columns.of):
        free.add(lane, 0.0, columns.arcs[number], uses[number])
        grown = sum(amount * float(worth[row]) for row, amount in uses[number].items())
        dearest[lane] = max(dearest.get(lane, 0.0), grown)
    return free, dearest
