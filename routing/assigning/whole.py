"""Whole shipments, block trains and costs of using something at all: the mix of the routes in whole numbers.

The linear program is a relaxation: with what it costs to use something at all spread over all that it carries, its
bound is below the cost of every assignment in whole numbers too. The routes that it has made are mixed again in whole
numbers (`routing.search.flows.models.integer_mix`). That is the best of *these* routes; the gap to the bound says how
far another one may be. Where all shipments are whole, every route in a better assignment is dearer than the least of
its lane, under the prices, by no more than the gap: all of those are looked for, and if there are not too many, the
best mix of them is the best of all (Baldacci, Christofides and Mingozzi, Mathematical Programming 115, 2008).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.asking.progress import tell
from routing.assigning.capacities import Row
from routing.assigning.columns import Columns
from routing.assigning.generation import Generated, add_column
from routing.assigning.master import Demand
from routing.assigning.pricing import Pricing
from routing.search.budget import Budget, TimeUp
from routing.search.flows.linear_program import Sparse
from routing.search.flows.models.integer_mix import Program, integer_mix

Floats = NDArray[np.float64]
MOST = 500  # routes of a lane that are looked for
SLACK = 1e-6  # of a cost


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
    is_best
        Whether no mix of the routes that there were costs less, and there were all that could matter.
    """

    per_week: Floats
    usd: float
    on: frozenset[int]
    is_best: bool


def needs_whole_numbers(pricing: Pricing, rows: Sequence[Row]) -> bool:
    """Tell whether something has to be whole, or used enough or not at all."""
    return any(lane.whole for lane in pricing.lanes) or any(row.is_switched for row in rows)


def whole_of(found: Generated, pricing: Pricing, rows: Sequence[Row], gap: float, budget: Budget) -> Whole | None:
    """Return the best mix in whole numbers that was found in time; None where there is none."""
    tell("whole numbers")
    mixed = _mixed(found, pricing, rows, budget)
    if mixed is None:
        return None
    of_these = mixed._replace(is_best=False)
    if mixed.usd - found.bound <= gap * abs(mixed.usd):
        return of_these
    try:
        if not _enumerated(found, pricing, mixed.usd - found.bound):
            return of_these
    except TimeUp:
        return of_these
    again = _mixed(found, pricing, rows, budget)
    return of_these if again is None else again


def _enumerated(found: Generated, pricing: Pricing, slack: float) -> bool:
    """Add all routes that a better assignment may have; tell whether that was possible."""
    if not found.done or not all(lane.whole for lane in pricing.lanes):
        return False
    price = found.price + found.surcharge
    for lane in range(len(pricing.lanes)):
        if np.isinf(found.cheapest[lane]):
            continue
        most = float(found.least[lane]) + slack * (1 + SLACK) + SLACK
        routes = pricing.near(lane, price, most, MOST)
        if routes is None:
            return False
        for arcs in routes:
            add_column(found, pricing, lane, arcs)
    return True


def _mixed(found: Generated, pricing: Pricing, rows: Sequence[Row], budget: Budget) -> Whole | None:
    columns, demand = found.columns, found.demand
    assert demand is not None
    mixed = integer_mix(_program(columns, demand, pricing, rows), budget.left_s)
    if mixed is None:
        return None
    per_week, left = mixed.values[: len(columns)], mixed.values[len(columns) :]
    load = columns.load(per_week, len(rows))
    on = frozenset(at for at, row in enumerate(rows) if row.is_switched and load[at] > 0)
    usd = sum(pricing.usd(columns.of[at], columns.arcs[at]) * per_week[at] for at in np.flatnonzero(per_week).tolist())
    usd += float(demand.usd @ left) + sum(rows[at].fixed_usd for at in on)
    return Whole(per_week, float(usd), on, mixed.is_best)


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
