"""Whole shipments, block trains and costs of using something at all: the mix of the routes in whole numbers.

The linear program is a relaxation: with what it costs to use something at all spread over all that it carries, its
bound is below the cost of every assignment in whole numbers too. The routes that it has made are mixed again in whole
numbers (`routing.search.flows.models.integer_mix`). That is the best of *these* routes; the gap to the bound says how
far another one may be. A whole shipment's route in a better assignment is dearer than the least of its lane, under the
prices, by no more than the gap (Baldacci, Christofides and Mingozzi, Mathematical Programming 115, 2008), and a route
that is dearer and uses no less than another is not needed (`nondominated`; not where something has to carry enough, for
that may be a reason to use it, so that all near the least are looked at, of whole shipments). If there are not too many
of the others, they are all looked for, and what their best mix costs at least is what every assignment does.
Where boxes have to come back the rows of boxes stand in the program as well; empty ones go in parts, and a route that
brings boxes may be dearer than to leave its goods behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.asking.progress import tell
from routing.assigning.balance import exchange_usd
from routing.assigning.boxes import NOWHERE
from routing.assigning.capacities import Row
from routing.assigning.columns import Columns
from routing.assigning.generation import Generated, add_column
from routing.assigning.master import Demand
from routing.assigning.nondominated import nondominated
from routing.assigning.pricing import Path, Pricing
from routing.assigning.whole_boxes import with_boxes
from routing.search.budget import Budget, TimeUp
from routing.search.flows.linear_program import Sparse
from routing.search.flows.models.integer_mix import Program, integer_mix

Floats = NDArray[np.float64]
MOST = 500  # routes of a lane that are looked for
SHARE = 0.5  # of the gap that is asked for, which the mix of given routes may leave
SLACK = 1e-6  # of a cost
ANY = 1e300  # dollars: more than any route costs


class Whole(NamedTuple):
    """A mix in whole numbers.

    Attributes
    ----------
    per_week : float64
        Shipments on each route.
    usd
        What it costs, with what is left behind and what is used at all.
    on
        The rows that are used, of those that cost something if they are.
    bound
        What every assignment costs at least, as far as whole numbers prove that.
    """

    per_week: Floats
    usd: float
    on: frozenset[int]
    bound: float


def needs_whole_numbers(pricing: Pricing, rows: Sequence[Row]) -> bool:
    """Tell whether something has to be whole, or used enough or not at all."""
    return any(lane.whole for lane in pricing.lanes) or any(row.is_switched for row in rows)


def whole_of(found: Generated, pricing: Pricing, rows: Sequence[Row], gap: float, budget: Budget) -> Whole | None:
    """Return the best mix in whole numbers that was found in time; None where there is none."""
    tell("whole numbers")
    mixed = _mixed(found, pricing, rows, gap, budget)
    if mixed is None:
        return None
    of_these = mixed._replace(bound=0.0)
    if mixed.usd - found.bound <= gap * abs(mixed.usd):
        return of_these
    try:
        if not _enumerated(found, pricing, rows, mixed.usd - found.bound):
            return of_these
    except TimeUp:
        return of_these
    again = _mixed(found, pricing, rows, gap, budget)
    return of_these if again is None or again.usd > mixed.usd else again


def _enumerated(found: Generated, pricing: Pricing, rows: Sequence[Row], slack: float) -> bool:
    """Add all routes that a better assignment may need; tell whether that was possible."""
    if not found.done:
        return False
    for lane in range(len(pricing.lanes)):
        routes = () if np.isinf(found.cheapest[lane]) else _needed(found, pricing, rows, lane, slack)
        if routes is None:
            return False
        for arcs in routes:
            add_column(found, pricing, lane, arcs)
    return True


def _needed(
    found: Generated, pricing: Pricing, rows: Sequence[Row], lane: int, slack: float
) -> Sequence[tuple[int, ...]] | None:
    """Return all routes of a lane that a better assignment may need; None: too many, or nobody can tell."""
    assert found.demand is not None
    price = found.price + found.surcharge
    most = _most_usd(found, lane) + slack * (1 + SLACK) + SLACK
    if any(row.least > 0 for row in rows):
        return pricing.near(lane, price, most, MOST) if pricing.lanes[lane].whole else None
    if not pricing.lanes[lane].whole:  # a small part may go by any route that is cheaper than to be left behind
        price, most = np.zeros_like(price), ANY if _has_boxes(found, lane) else float(found.demand.usd[lane])

    def cheapest(allowed: Mapping[int, int], is_priced: bool) -> Path:
        return pricing.within(lane, allowed, price if is_priced else np.zeros_like(price))

    return nondominated(cheapest, lambda arcs: pricing.uses_times(lane, arcs), most, MOST)


def _has_boxes(found: Generated, lane: int) -> bool:
    return found.boxes is not None and found.boxes.begin[lane] != NOWHERE


def _most_usd(found: Generated, lane: int) -> float:
    """Return what a shipment costs at most, under the prices, if it goes by the cheapest route or that is worth it."""
    if found.boxes is None or not _has_boxes(found, lane) or found.demand is None:
        return float(found.least[lane])
    shift = float(found.boxes.shift(found.box_price)[lane])
    return min(float(found.dist[lane]), float(found.demand.usd[lane]) - shift)


def _mixed(found: Generated, pricing: Pricing, rows: Sequence[Row], gap: float, budget: Budget) -> Whole | None:
    columns, demand = found.columns, found.demand
    assert demand is not None
    program = _program(columns, demand, pricing, rows)
    if found.boxes is not None:
        program = with_boxes(program, columns, found.boxes)
    mixed = integer_mix(program, SHARE * gap, budget.left_s)
    if mixed is None:
        return None
    per_week, left = np.split(mixed.values[: len(columns) + len(demand.usd)], [len(columns)])
    load = columns.load(per_week, len(rows))
    on = frozenset(at for at, row in enumerate(rows) if row.is_switched and load[at] > 0)
    usd = sum(pricing.usd(columns.of[at], columns.arcs[at]) * per_week[at] for at in np.flatnonzero(per_week).tolist())
    usd += float(demand.usd @ left) + sum(rows[at].fixed_usd for at in on)
    if found.boxes is not None:
        usd += exchange_usd(found.boxes, columns.carried(per_week, len(demand.usd)))
    return Whole(per_week, float(usd), on, mixed.bound)


def _program(columns: Columns, demand: Demand, pricing: Pricing, rows: Sequence[Row]) -> Program:
    """Return the program: columns are routes, then what is left of each lane; rows are lanes, then capacities."""
    n_lanes, n_routes = len(pricing.lanes), len(columns)
    entries: list[list[tuple[int, float]]] = [[(n_routes + lane, 1.0)] for lane in range(n_lanes)]
    for number, lane in enumerate(columns.of):
        entries[lane].append((number, 1.0))
    held: list[list[tuple[int, float]]] = [[] for _ in rows]
    for owner, row, amount in zip(columns.owner, columns.row, columns.amount, strict=True):
        held[row].append((owner, amount))
    routes = [pricing.usd(lane, arcs) for lane, arcs in zip(columns.of, columns.arcs, strict=True)]
    flat = [entry for one in (*entries, *held) for entry in one]
    whole = np.array([lane.whole for lane in pricing.lanes])
    return Program(
        cost=np.append(routes, demand.usd),
        whole=np.append(whole[np.array(columns.of, dtype=np.int64)], whole),
        low=np.append(demand.per_week, [row.least if row.is_switched else -np.inf for row in rows]),
        high=np.append(demand.per_week, [row.per_week for row in rows]),
        switch=np.append(np.full(n_lanes, np.nan), [row.fixed_usd if row.is_switched else np.nan for row in rows]),
        entries=Sparse(
            np.append(0, np.cumsum([len(one) for one in (*entries, *held)])).astype(np.int64),
            np.array([other for other, _ in flat], dtype=np.int64),
            np.array([value for _, value in flat], dtype=np.float64),
        ),
    )
