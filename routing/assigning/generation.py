"""Column generation: routes are found as prices of capacity ask for them, until all cost no more than their bound.

Each round the master mixes the routes that there are (`master`), capacities that it overloads get their row, and lanes
are searched for under its prices (`pricing`): for any prices mu >= 0, sum_k q_k min(dist_k(usd + mu), penalty_k) -
sum_r mu_r capacity_r is below the cost of every assignment (weak duality). Only lanes whose cheapest route meets a
price are searched for again: the others have it still. Where boxes have to balance (`boxes`) their prices add to what
shipments cost, and to the bound (`balance`); all capacities have their row then from the start, for what is carried
cannot be cut down without boxes that do not come back.
Ford and Fulkerson (1958); Tomlin (1966).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routing.asking.progress import tell
from routing.assigning.balance import closed, exchange_usd
from routing.assigning.balanced_master import BalancedMaster
from routing.assigning.boxes import Boxes
from routing.assigning.columns import Columns
from routing.assigning.lanes import Lane
from routing.assigning.master import Demand, Master, Mix
from routing.assigning.pricing import Path, Pricing
from routing.search.budget import Budget, TimeUp
from routing.search.flows.linear_program import LinearProgram

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SLACK = 1e-9  # of a capacity, of a cost: what a solver's tolerances leave
TIMES = 10.0  # its cheapest route: what it costs to leave a shipment behind, where nobody says


@dataclass(eq=False)
class Generated:
    """What has been found so far.

    Attributes
    ----------
    demand
        Shipments a week of each lane, and what it costs to leave one behind; None before that is known.
    cheapest : float64
        What the cheapest route of each lane costs without prices; infinite where there is none.
    columns
        The routes.
    per_week : float64
        Shipments on each of the first columns, in the best assignment that was found.
    usd, bound
        Its cost, and what every assignment costs at least.
    price : float64
        Of the rows, of which the bound is made.
    done
        Whether nothing is left that would change the assignment.
    surcharge
        Of a unit of each row: what it costs to use it at all, spread over all that it carries. Without whole numbers
        nothing can be known to cost more than that.
    least : float64
        What a shipment of each lane costs at least under the prices of the bound, no more than to leave it; without
        what its boxes cost.
    dist : float64
        The same, however little it costs to leave it.
    boxes, box_price
        What boxes have to balance, and what one is worth at each place by the prices of the bound; None of neither.
    """

    columns: Columns
    cheapest: Floats
    price: Floats
    demand: Demand | None = None
    per_week: Floats | None = None
    usd: float = np.inf
    bound: float = 0.0
    done: bool = False
    rounds: int = 0
    surcharge: Floats = field(default_factory=lambda: np.zeros(0))
    least: Floats = field(default_factory=lambda: np.zeros(0))
    dist: Floats = field(default_factory=lambda: np.zeros(0))
    master: Master | None = field(default=None)
    boxes: Boxes | None = None
    box_price: Floats = field(default_factory=lambda: np.zeros(0))

    def within(self, gap: float) -> bool:
        """Tell whether there is an assignment, and it costs no more than its bound by a share of it."""
        return bool(np.isfinite(self.usd)) and self.usd - self.bound <= gap * abs(self.usd)


def generate(
    pricing: Pricing,
    capacity: Floats,
    surcharge: Floats,
    program: Callable[[], LinearProgram],
    gap: float,
    budget: Budget,
    boxes: Boxes | None = None,
) -> Generated:
    """Return the best assignment and the best bound until the gap is closed, or the time is over."""
    lanes = pricing.lanes
    so_far = Generated(Columns(), np.full(len(lanes), np.inf), np.zeros(len(capacity)))
    so_far.surcharge, so_far.boxes = surcharge, boxes
    so_far.box_price = np.zeros(0 if boxes is None else len(boxes.nodes))
    try:
        tell(f"the routes of {len(lanes):,} kinds of shipments")
        pricing.compile()
        least, of_lane = _begin(so_far, pricing)
        demand = so_far.demand
        assert demand is not None
        so_far.bound, so_far.least, so_far.dist = float(demand.per_week @ least), least, so_far.cheapest
        per_week = demand.per_week[np.array(so_far.columns.of, dtype=np.int64)]
        if boxes is None:
            overloaded = _consider(so_far, capacity, per_week)
            master = so_far.master = Master(demand, capacity, so_far.columns, program())
        else:
            _consider(so_far, capacity, np.zeros(len(per_week)))
            overloaded = np.arange(len(capacity))
            master = so_far.master = BalancedMaster(demand, capacity, so_far.columns, program(), boxes)
        while not so_far.within(gap):
            master.extend(overloaded)
            mix = master.solve(budget.left_s)
            if mix is None:
                break
            so_far.rounds += 1
            overloaded = _consider(so_far, capacity, mix.per_week)
            new = _relax(so_far, pricing, capacity, mix, least, of_lane)
            tell(f"round {so_far.rounds}: {so_far.usd:,.0f} USD a week, at least {so_far.bound:,.0f}")
            if not new and not len(overloaded):
                so_far.done = True
                break
    except TimeUp:
        pass
    so_far.done = so_far.done or so_far.within(gap)
    return so_far


def _begin(so_far: Generated, pricing: Pricing) -> tuple[Floats, dict[int, int]]:
    """Find the cheapest route of each lane; return what a shipment costs at least, and the first column of each."""
    found = _found(pricing, range(len(pricing.lanes)), so_far.surcharge)
    first: dict[int, int] = {}
    for number, path in found.items():
        so_far.cheapest[number] = path.least
    so_far.demand = demand = _demand(pricing.lanes, so_far.cheapest)
    for number, path in found.items():
        if path.arcs is not None and (so_far.boxes is not None or path.least < demand.usd[number]):
            first[number] = len(so_far.columns)
            add_column(so_far, pricing, number, path.arcs)
    return np.minimum(so_far.cheapest, demand.usd), first


def _demand(lanes: Sequence[Lane], cheapest: Floats) -> Demand:
    """Return what is to be carried; what is not said of leaving it behind is so many times its cheapest route."""
    known = np.where(np.isfinite(cheapest), cheapest, 0.0)
    penalty = [TIMES * known[at] if lane.unserved_usd is None else lane.unserved_usd for at, lane in enumerate(lanes)]
    return Demand(np.array([lane.per_week for lane in lanes]), np.array(penalty, dtype=np.float64))


def _found(pricing: Pricing, which: Iterable[int], price: Floats) -> dict[int, Path]:
    """Return the cheapest path of lanes, in their order."""
    return dict(sorted(pricing.price(list(which), price)))


def add_column(so_far: Generated, pricing: Pricing, lane: int, arcs: tuple[int, ...]) -> bool:
    """Add a route with what it costs, the share of what it costs to use things at all included."""
    uses = pricing.uses(lane, arcs)
    shares = sum(amount * float(so_far.surcharge[row]) for row, amount in uses.items())
    return so_far.columns.add(lane, pricing.usd(lane, arcs) + shares, arcs, uses)


def _consider(so_far: Generated, capacity: Floats, per_week: Floats) -> Ints:
    """Keep shipments, cut down to the capacities, if they cost least so far; return the rows that they overload."""
    columns, demand = so_far.columns, so_far.demand
    assert demand is not None
    fitting = columns.fitting(per_week, capacity)
    left = np.maximum(demand.per_week - columns.carried(fitting, len(demand.per_week)), 0.0)
    left[left <= SLACK * demand.per_week] = 0.0
    usd = float(np.array(columns.usd) @ fitting) + float(demand.usd @ left)
    if so_far.boxes is not None:
        usd += exchange_usd(so_far.boxes, columns.carried(fitting, len(demand.per_week)))
    if usd < so_far.usd:
        so_far.usd, so_far.per_week = usd, fitting
    load = columns.load(per_week, len(capacity))
    return np.flatnonzero(load > capacity * (1 + SLACK))


def _relax(
    so_far: Generated, pricing: Pricing, capacity: Floats, mix: Mix, least: Floats, first: dict[int, int]
) -> int:
    """Take in the bound of the master's prices, and the routes that are cheaper than what it has; return how many."""
    demand, columns = so_far.demand, so_far.columns
    assert demand is not None
    through = columns.through(mix.price > 0)
    which = [lane for lane, column in first.items() if through[column]]
    found = _found(pricing, which, mix.price + so_far.surcharge)
    bound, shift, new = least.copy(), _shift(so_far), 0
    for lane, path in found.items():
        bound[lane] = min(path.least, demand.usd[lane])
        worth = min(mix.worth[lane], demand.usd[lane]) - shift[lane]
        if path.arcs is not None and path.least < worth - SLACK * abs(worth):
            new += add_column(so_far, pricing, lane, path.arcs)
    dist = so_far.cheapest.copy()
    dist[list(found)] = [path.least for path in found.values()]
    total, box_price = _total(so_far, bound, dist)
    total -= float(mix.price @ capacity)
    if total > so_far.bound:
        so_far.bound, so_far.price, so_far.least, so_far.dist = total, mix.price, bound, dist
        so_far.box_price = box_price
    return new


def _shift(so_far: Generated) -> Floats:
    """Return what the boxes of a shipment of each lane cost by the prices of the master."""
    if so_far.boxes is None or not isinstance(so_far.master, BalancedMaster):
        return np.zeros(len(so_far.cheapest))
    return so_far.boxes.shift(so_far.master.box_price)


def _total(so_far: Generated, bound: Floats, dist: Floats) -> tuple[float, Floats]:
    """Return what all shipments cost at least, but for the rents of capacities, and the prices of boxes behind that.

    `bound`, `dist`: what a shipment of each lane costs at least, no more than to leave it, and however much that is.
    """
    demand, boxes = so_far.demand, so_far.boxes
    assert demand is not None
    if boxes is None or not isinstance(so_far.master, BalancedMaster):
        return float(demand.per_week @ bound), so_far.box_price
    price = closed(boxes, so_far.master.box_price, dist)
    costs = np.where(boxes.is_empty, 0.0, np.minimum(dist + boxes.shift(price), demand.usd))
    return float(demand.per_week @ costs), price
