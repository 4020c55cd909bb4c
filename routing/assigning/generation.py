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
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.asking.progress import tell
from routing.assigning.balance import closed, exchange_usd
from routing.assigning.balanced_master import BalancedMaster
from routing.assigning.boxes import Boxes
from routing.assigning.columns import Columns
from routing.assigning.crowded_master import CrowdedMaster
from routing.assigning.crowding import Crowd
from routing.assigning.lanes import Lane
from routing.assigning.levelling import Levelling
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
    point : float64
        Where waiting grows with use, the best mix of those that the master has proposed; else the last of them.
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
    point: Floats | None = None

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
    crowd: Crowd,
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
        begun = _begin(so_far, pricing)
        demand = so_far.demand
        assert demand is not None
        so_far.bound, so_far.least = float(demand.per_week @ begun.least), begun.least
        so_far.dist = so_far.cheapest
        per_week = demand.per_week[np.array(so_far.columns.of, dtype=np.int64)]
        if boxes is None:
            overloaded = _consider(so_far, capacity, per_week, crowd)
            master = so_far.master = _master(demand, capacity, so_far.columns, program(), crowd)
        else:
            _consider(so_far, capacity, np.zeros(len(per_week)), crowd)
            overloaded = np.arange(len(capacity))
            master = so_far.master = BalancedMaster(demand, capacity, so_far.columns, program(), boxes)
        while not so_far.within(gap):
            master.extend(overloaded)
            mix = master.solve(budget.left_s)
            if mix is None:
                break
            so_far.rounds += 1
            overloaded = _consider(so_far, capacity, mix.per_week, crowd)
            settle = _settle if crowd.is_alone else _relax
            new = _refine(so_far, mix, len(capacity)) + settle(so_far, pricing, capacity, mix, begun, crowd)
            tell(f"round {so_far.rounds}: {so_far.usd:,.0f} USD a week, at least {so_far.bound:,.0f}")
            if not new and not len(overloaded) and crowd.is_alone and crowd.rows and not so_far.within(gap):
                new = _level(so_far, pricing, capacity, mix, begun, crowd)
            if not new and not len(overloaded):
                so_far.done = True
                break
    except TimeUp:
        pass
    if so_far.per_week is None:
        so_far.demand = None  # nothing is known of what shippers would choose
    so_far.done = so_far.done or so_far.within(gap)
    return so_far


class Begun(NamedTuple):
    """What a shipment of each lane costs at least without prices, and the first route of each."""

    least: Floats
    first: dict[int, int]


def _begin(so_far: Generated, pricing: Pricing) -> Begun:
    """Find the cheapest route of each lane."""
    found = _found(pricing, range(len(pricing.lanes)), so_far.surcharge)
    first: dict[int, int] = {}
    for number, path in found.items():
        so_far.cheapest[number] = path.least
    so_far.demand = demand = _demand(pricing.lanes, so_far.cheapest)
    for number, path in found.items():
        if path.arcs is not None and (so_far.boxes is not None or path.least < demand.usd[number]):
            first[number] = len(so_far.columns)
            add_column(so_far, pricing, number, path.arcs)
    return Begun(np.minimum(so_far.cheapest, demand.usd), first)


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


def _master(demand: Demand, capacity: Floats, columns: Columns, program: LinearProgram, crowd: Crowd) -> Master:
    if crowd.rows:
        return CrowdedMaster(demand, capacity, columns, program, crowd)
    return Master(demand, capacity, columns, program)


def _refine(so_far: Generated, mix: Mix, n_rows: int) -> int:
    """Have the master count waiting exactly at a mix and at the point so far; return what that adds to it."""
    master, columns = so_far.master, so_far.columns
    if not isinstance(master, CrowdedMaster) or so_far.point is None:
        return 0
    return master.refine(columns.load(mix.per_week, n_rows)) + master.refine(columns.load(so_far.point, n_rows))


def _usd(so_far: Generated, per_week: Floats) -> float:
    """Return what shipments and what is left of them cost, without waiting."""
    columns, demand = so_far.columns, so_far.demand
    assert demand is not None
    left = np.maximum(demand.per_week - columns.carried(per_week, len(demand.per_week)), 0.0)
    left[left <= SLACK * demand.per_week] = 0.0
    usd = float(np.array(columns.usd) @ per_week) + float(demand.usd @ left)
    if so_far.boxes is not None:
        usd += exchange_usd(so_far.boxes, columns.carried(per_week, len(demand.per_week)))
    return usd


def _consider(so_far: Generated, capacity: Floats, per_week: Floats, crowd: Crowd) -> Ints:
    """Keep shipments, cut down to the capacities, if they cost least so far; return the rows that they overload."""
    so_far.point = _between(so_far, so_far.columns.fitting(per_week, capacity), crowd)
    usd = _usd(so_far, so_far.point) + crowd.paid(so_far.columns.load(so_far.point, len(capacity)))
    if usd < so_far.usd and not crowd.is_alone:
        so_far.usd, so_far.per_week = usd, so_far.point
    load = so_far.columns.load(per_week, len(capacity))
    full = load > crowd.held(capacity) * (1 + SLACK)
    if so_far.master is not None:  # what may grow has its row for good
        full[[row for row in so_far.master.row_at if row >= crowd.first]] = False
    return np.flatnonzero(full)


def _between(so_far: Generated, fitting: Floats, crowd: Crowd) -> Floats:
    """Return the best mix between the point so far and another one, where waiting grows with use."""
    if so_far.point is None or not crowd.rows:
        return fitting
    point = np.append(so_far.point, np.zeros(len(fitting) - len(so_far.point)))
    columns, n_rows = so_far.columns, crowd.first + len(crowd.rows)
    share = crowd.least_between(
        columns.load(point, n_rows), columns.load(fitting, n_rows), _usd(so_far, fitting) - _usd(so_far, point)
    )
    return point + share * (fitting - point)


def _relax(so_far: Generated, pricing: Pricing, capacity: Floats, mix: Mix, lanes: Begun, crowd: Crowd) -> int:
    """Take in the bound of the master's prices, and the routes that are cheaper than what it has; return how many."""
    assert so_far.demand is not None
    searched = _searched(so_far, pricing, mix.price, mix, lanes)
    total, box_price = _total(so_far, searched)
    total -= crowd.bound(mix.price, capacity)
    if total > so_far.bound:
        so_far.bound, so_far.price, so_far.least, so_far.dist = total, mix.price, searched.bound, searched.dist
        so_far.box_price = box_price
    return searched.new


def _settle(so_far: Generated, pricing: Pricing, capacity: Floats, mix: Mix, lanes: Begun, crowd: Crowd) -> int:
    """Keep a point if its shippers pay least above their cheapest routes so far; take in routes as `_relax` does.

    The waiting is that of the point itself. What all would pay on their cheapest routes, less what the prices of full
    capacities come to, takes the place of the bound.
    """
    assert so_far.demand is not None and so_far.point is not None
    point, load = so_far.point, so_far.columns.load(so_far.point, len(capacity))
    usd = _usd(so_far, point) + crowd.paid(load)
    price, first = mix.price.copy(), crowd.first
    price[first:] = crowd.own(load)
    searched = _searched(so_far, pricing, price, mix, lanes)
    total = float(so_far.demand.per_week @ searched.bound) - float(price[:first] @ capacity[:first])
    if so_far.per_week is None or _above(usd, total) < _above(so_far.usd, so_far.bound):
        so_far.usd, so_far.per_week = usd, point
        so_far.bound, so_far.price, so_far.least = total, price, searched.bound
    return searched.new


def _above(usd: float, bound: float) -> float:
    """Return by which share a cost is above its bound."""
    return (usd - bound) / usd if usd > 0 else 0.0


def _level(so_far: Generated, pricing: Pricing, capacity: Floats, mix: Mix, lanes: Begun, crowd: Crowd) -> int:
    """Shift shipments of the point to cheaper routes; take in any route that is cheapest then, and return how many."""
    assert so_far.demand is not None and so_far.point is not None
    levelling = Levelling(so_far.columns, so_far.demand, crowd, capacity, mix.price)
    so_far.point = levelling.levelled(so_far.point, pricing.budget)
    return _settle(so_far, pricing, capacity, mix._replace(worth=so_far.demand.usd), lanes, crowd)


class Searched(NamedTuple):
    """What a shipment of each lane costs at least, no more than to leave it, and however much; how many new routes."""

    bound: Floats
    dist: Floats
    new: int


def _searched(so_far: Generated, pricing: Pricing, price: Floats, mix: Mix, lanes: Begun) -> Searched:
    """Return what a shipment of each lane costs at least under prices; add the routes that help the mix."""
    demand, columns = so_far.demand, so_far.columns
    assert demand is not None
    through = columns.through(price > 0)
    which = [lane for lane, column in lanes.first.items() if through[column]]
    found = _found(pricing, which, price + so_far.surcharge)
    bound, shift, new = lanes.least.copy(), _shift(so_far), 0
    for lane, path in found.items():
        bound[lane] = min(path.least, demand.usd[lane])
        worth = min(mix.worth[lane], demand.usd[lane]) - shift[lane]
        if path.arcs is not None and path.least < worth - SLACK * abs(worth):
            new += add_column(so_far, pricing, lane, path.arcs)
    dist = so_far.cheapest.copy()
    dist[list(found)] = [path.least for path in found.values()]
    return Searched(bound, dist, new)


def _shift(so_far: Generated) -> Floats:
    """Return what the boxes of a shipment of each lane cost by the prices of the master."""
    if so_far.boxes is None or not isinstance(so_far.master, BalancedMaster):
        return np.zeros(len(so_far.cheapest))
    return so_far.boxes.shift(so_far.master.box_price)


def _total(so_far: Generated, searched: Searched) -> tuple[float, Floats]:
    """Return what all shipments cost at least, but for the rents of capacities, and the prices of boxes behind that."""
    demand, boxes = so_far.demand, so_far.boxes
    assert demand is not None
    if boxes is None or not isinstance(so_far.master, BalancedMaster):
        return float(demand.per_week @ searched.bound), so_far.box_price
    price = closed(boxes, so_far.master.box_price, searched.dist)
    costs = np.where(boxes.is_empty, 0.0, np.minimum(searched.dist + boxes.shift(price), demand.usd))
    return float(demand.per_week @ costs), price
