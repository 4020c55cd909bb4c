"""The least more of capacities with which everything that has a route is carried, and the cut that proves it.

minimise sum_r z_r / capacity_r subject to sum_p amount_rp x_p <= capacity_r + z_r and sum_{p of k} x_p = q_k; routes
cost nothing here. For prices 0 <= mu_r <= 1 / capacity_r, sum_k q_k dist_k(mu) - sum_r mu_r capacity_r is below every
such growth; where that is above 0, the capacities with a price are a cut: what must pass them is more than they carry.
By column generation as in `generation`, from the routes that are there. Where boxes have to balance, empty ones and
hiring and dropping cost nothing either, and the bound has the prices of boxes that it has there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from routing.asking.progress import tell
from routing.assigning.balance import closed
from routing.assigning.balanced_master import BalancedMaster
from routing.assigning.boxes import Boxes
from routing.assigning.columns import Columns
from routing.assigning.generation import Generated
from routing.assigning.master import Demand, Master, Mix
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
    box_price : float64, shape (n_nodes,)
        Of a box at each place, of the bound; empty where none has to balance.
    """

    def __init__(self, more: Floats, price: Floats, growth: float, bound: float, box_price: Floats) -> None:
        self.more, self.price, self.growth, self.bound, self.box_price = more, price, growth, bound, box_price


def relief_of(
    found: Generated, pricing: Pricing, capacity: Floats, program: Callable[[], LinearProgram], budget: Budget
) -> Relief | None:
    """Return the least growth of capacities; None where the time was over, or no box comes back whatever grows."""
    assert found.demand is not None
    worth = 1.0 / np.where(capacity > 0, capacity, np.mean(capacity[capacity > 0]) if (capacity > 0).any() else 1.0)
    lanes = sorted(set(found.columns.of))
    columns, dearest = _free(found.columns, worth)
    penalty = _penalties(found, dearest)
    demand = Demand(found.demand.per_week, penalty)
    balanced = _balanced(found.boxes, demand, capacity, columns, program, worth)
    master = Master(demand, capacity, columns, program(), worth) if balanced is None else balanced
    best: Relief | None = None
    bound, proof = 0.0, (np.zeros(len(capacity)), np.zeros(0 if balanced is None else len(balanced.boxes.nodes)))
    box_price = proof[1]
    tell("the least capacities with which all would go")
    try:
        while True:
            master.extend(np.arange(len(capacity)))
            mix = master.solve(budget.left_s)
            if mix is None:
                return best
            all_go = balanced is None or _all_go(columns, demand, mix)
            price = np.minimum(mix.price, worth)
            charged = np.append(price, np.zeros(len(pricing.rows) - len(price)))  # waiting costs nothing here
            growth = float(mix.more @ worth)
            new, least = 0, np.full(len(penalty), np.inf)
            shift = np.zeros(len(penalty)) if balanced is None else balanced.boxes.shift(balanced.box_price)
            for lane, path in sorted(pricing.price(lanes, charged, free=True)):
                least[lane] = path.least
                most = float(mix.worth[lane] - shift[lane])
                if path.arcs is not None and path.least < most - NEAR * abs(most):
                    new += columns.add(lane, 0.0, path.arcs, _held(pricing.uses(lane, path.arcs), worth))
            if balanced is not None:
                box_price = closed(balanced.boxes, balanced.box_price, least)
                least += balanced.boxes.shift(box_price)
            costs = np.minimum(least, penalty)[lanes]  # of empty boxes 0
            proven = float(demand.per_week[lanes] @ costs) - float(price @ capacity)
            if proven > bound:
                bound, proof = proven, (price, box_price)
            best = Relief(mix.more, proof[0], growth, min(bound, growth), proof[1])
            if growth - bound <= NEAR * growth or not new:
                return best if all_go else None
    except TimeUp:
        return best


def _penalties(found: Generated, dearest: Mapping[int, float]) -> Floats:
    """Return what it counts to leave a shipment behind: more than any growth; of empty boxes nothing.

    Nothing, too, of a shipment that stays for its price, though it may go and bring boxes back.
    """
    boxes, demand = found.boxes, found.demand
    assert demand is not None
    if boxes is None:
        return np.array([1.0 + 2.0 * dearest.get(lane, 0.0) for lane in range(len(demand.usd))])
    way = max((dearest.get(lane, 0.0) for lane in np.flatnonzero(boxes.is_empty).tolist()), default=0.0)
    way *= len(boxes.nodes)  # empty boxes go from place to place as often at most
    most = [1.0 + 2.0 * (dearest.get(lane, 0.0) + boxes.count[lane] * way) for lane in range(len(demand.usd))]
    return np.where(boxes.is_empty | (found.cheapest >= demand.usd), 0.0, most)


def _balanced(
    boxes: Boxes | None,
    demand: Demand,
    capacity: Floats,
    columns: Columns,
    program: Callable[[], LinearProgram],
    worth: Floats,
) -> BalancedMaster | None:
    """Return the program where boxes have to balance; they are hired and dropped for nothing where they may be."""
    if boxes is None:
        return None
    hire, drop = (np.where(np.isfinite(price), 0.0, np.inf) for price in (boxes.hire, boxes.drop))
    free = replace(boxes, hire=hire, drop=drop)
    return BalancedMaster(demand, capacity, columns, program(), free, worth)


def _all_go(columns: Columns, demand: Demand, mix: Mix) -> bool:
    """Tell whether all that has a route, and that it counts to leave behind, is carried."""
    carried = columns.carried(mix.per_week, len(demand.usd))
    asked = sorted({lane for lane in columns.of if demand.usd[lane] > 0})
    return bool((carried[asked] >= demand.per_week[asked] * (1 - NEAR)).all())


def _free(columns: Columns, worth: Floats) -> tuple[Columns, dict[int, float]]:
    """Return the routes at no cost, and of each lane what its dearest would cost if all that it uses had to grow."""
    free, dearest = Columns(), dict[int, float]()
    uses: list[dict[int, float]] = [{} for _ in columns.of]
    for owner, row, amount in zip(columns.owner, columns.row, columns.amount, strict=True):
        uses[owner][row] = amount
    uses = [_held(one, worth) for one in uses]
    for number, lane in enumerate(columns.of):
        free.add(lane, 0.0, columns.arcs[number], uses[number])
        grown = sum(amount * float(worth[row]) for row, amount in uses[number].items())
        dearest[lane] = max(dearest.get(lane, 0.0), grown)
    return free, dearest


def _held(uses: dict[int, float], worth: Floats) -> dict[int, float]:
    """Return uses of capacities alone, without what is waited at."""
    return {row: amount for row, amount in uses.items() if row < len(worth)}
