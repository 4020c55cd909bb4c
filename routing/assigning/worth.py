"""What a unit more of a full capacity would do: let through what is left behind, and make carriage cheaper.

The master is asked again with a little more of one capacity. What is paid less for what is left behind then is the echo
of what that is said to cost; the rest of the price is what carriage comes to.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.assigning.generation import Generated
from routing.assigning.pricing import Pricing
from routing.search.budget import Budget

Floats = NDArray[np.float64]
SHARE = 1e-3  # of a capacity
MOST = 200  # capacities of which that is asked
NOISE = 1e-7  # below which a rate counts as none


class Worth(NamedTuple):
    """What a unit more of a capacity lets through, saves for what is left behind, and saves in carriage."""

    served_more: float
    avoided_usd: float
    saved_usd: float


def worth_of(found: Generated, pricing: Pricing, capacity: Floats, budget: Budget) -> dict[int, Worth]:
    """Return what a unit more of each row with a price is worth, by row; of those with room for nothing not."""
    master, demand = found.master, found.demand
    priced = np.flatnonzero((found.price > 0) & (capacity > 0))
    if master is None or demand is None or not found.done or not len(priced):
        return {}
    before = master.solve(budget.left_s)
    if before is None:
        return {}
    told: dict[int, Worth] = {}
    order = sorted(priced.tolist(), key=lambda row: (-found.price[row] * capacity[row], row))
    for row in order[:MOST]:
        after = None if budget.passed or row not in master.row_at else master.moved(row, SHARE, budget.left_s)
        if after is None:
            break
        more = SHARE * master.row_unit[row]
        gained = _carried(found, after.per_week) - _carried(found, before.per_week)
        gained[np.abs(gained) <= 1e-9 * demand.per_week] = 0.0
        gained[[lane.is_empty for lane in pricing.lanes]] = 0.0  # nobody asked for those
        each = np.array([pricing.amount(lane, row) for lane in range(len(pricing.lanes))])
        price, avoided = float(found.price[row]), _rounded(float(demand.usd @ gained) / more)
        told[row] = Worth(_rounded(float(each @ gained) / more), avoided, price - avoided)
    return told


def _rounded(number: float) -> float:
    """Return a number that was made of small differences, as far as it is sure."""
    return float(f"{number:.6g}") if abs(number) > NOISE else 0.0


def _carried(found: Generated, per_week: Floats) -> Floats:
    return found.columns.carried(per_week, len(found.cheapest))
