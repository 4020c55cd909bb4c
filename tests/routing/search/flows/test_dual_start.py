"""Prices to begin with: bounds that hold, whatever the scale of prices, and the same in every process."""

from __future__ import annotations

import numpy as np
import pytest

from routing.search.budget import Budget
from routing.search.flows.commodities import checked_commodities
from routing.search.flows.dual_start import dual_start
from routing.search.flows.found_paths import FoundPaths
from routing.search.flows.lagrangian import Lagrangian
from routing.search.flows.price_ascent import Ascent, Steps
from routing.search.flows.pricing import Pricing


def two_ways(room: float, penalty: float, detour: float = 5.0, shipments: int = 8, **budget: float) -> Lagrangian:
    """Return shipments of 1 from nodes of their own, all by a cheap arc (2) with little room, or by a detour."""
    tail, head = [0, 0, *range(2, shipments + 2)], [1, 1, *[0] * shipments]
    capacity, cost = [room, -1 if detour < penalty else 0, *[-1] * shipments], [2, detour, *[1] * shipments]
    shipped = list(range(2, shipments + 2)), [1] * shipments, [1] * shipments
    asked = checked_commodities((tail, head, capacity, cost), shipped, penalty, 0.0, None)
    return Lagrangian(asked, asked.cost, asked.penalty, Pricing(asked), Budget.of(**budget))


@pytest.mark.parametrize(
    ("room", "penalty", "least"),
    [
        # all can be served: the arc is worth 3, whatever not serving costs
        pytest.param(2, 1e3, 2 * 3 + 6 * 6, marks=pytest.mark.long),
        pytest.param(2, 1e6, 2 * 3 + 6 * 6, marks=pytest.mark.long),
        (2, 4.0, 2 * 3 + 6 * 4),  # nobody takes the detour
    ],
)
def test_the_bound_comes_near_to_the_least_cost_and_never_above(room, penalty, least):
    lagrangian = two_ways(room, penalty)
    start = dual_start(lagrangian, Ascent(lagrangian), 8 * penalty)
    assert 0.98 * least < start.bound <= least
    assert start.bound == lagrangian.relax(start.price, lagrangian.penalty).bound
    again = two_ways(room, penalty)
    assert dual_start(again, Ascent(again), 8 * penalty).price.tobytes() == start.price.tobytes()


def test_where_most_stays_behind_prices_are_as_dear_as_not_serving():
    lagrangian = two_ways(2, 1e5, detour=1e6)
    start = dual_start(lagrangian, Ascent(lagrangian), 8e5)
    assert 0.98 * 6e5 < start.bound <= 6e5 + 6 and start.price.max() == pytest.approx(1e5, rel=0.05)


def test_paths_that_go_well_with_the_prices_are_added_once():
    lagrangian = two_ways(2, 1e3)
    start = dual_start(lagrangian, Ascent(lagrangian), 8e3)
    columns = lagrangian.columns
    taken = {tuple(columns.arcs[begin:end]) for begin, end in zip(columns.begin[:-1], columns.begin[1:], strict=True)}
    assert len(taken) == len(columns) > 8
    assert (columns.over(lagrangian.cost + start.price) < 1.005 * 6).all()
    assert 0.98 * 42 < start.bound <= 42


def test_when_time_is_up_there_is_the_bound_without_prices():
    lagrangian = two_ways(2, 1e3)
    lagrangian.budget = Budget.of(1e-9)
    start = dual_start(lagrangian, Ascent(lagrangian), 8e3)
    assert start.bound == 8 * 3 and not start.price.any() and len(lagrangian.columns) == 8


def test_steps_shrink_by_a_constant_factor():
    steps = Steps(1.0, 0.01, 3)
    assert [round(steps.of(number), 12) for number in range(3)] == [1.0, 0.1, 0.01]
    assert Steps(1.0, 0.01, 1).of(0) == 1.0


def test_no_paths_are_unlike_none():
    of, begin, arcs = FoundPaths().unlike(3)
    assert (len(of), begin.tolist(), len(arcs)) == (0, [0], 0)
    assert np.array_equal(FoundPaths().near(two_ways(2, 1e3), np.zeros(10), 1.0)[1], [0])
