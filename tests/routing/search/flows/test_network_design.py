"""`network_design` against every choice of arcs, and by two solvers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from small_designs import NEAR, compare, crowded, question

import routing.search.flows.models.design_mix as module
from routing import QuestionError, Status
from routing.search import multicommodity, network_design, verify_multicommodity


def test_some_designs_are_the_best_of_all():
    assert sum(compare(seed, "gscip") for seed in range(4)) > 1
    compare(4, "highs")


@pytest.mark.long
@pytest.mark.parametrize("solver", ["gscip", "highs"])
def test_designs_are_the_best_of_all(solver):
    assert sum(compare(seed, solver) for seed in range(60)) > 30


def test_the_flow_is_that_of_the_opened_arcs():
    asked = question(3)
    found = network_design(**asked)
    room = np.where((np.array(asked["fixed"]) == 0) | found.opened, asked["capacity"], 0)
    others = {name: cells for name, cells in asked.items() if name not in ("fixed", "capacity")}
    flow = multicommodity(capacity=room, **others)
    verify_multicommodity(flow, capacity=room, **others)
    charges = np.array(asked["fixed"])[found.opened].sum()
    assert found.objective == pytest.approx(flow.objective + charges, rel=NEAR)


@pytest.mark.parametrize("solver", ["gscip", "highs"])
@pytest.mark.parametrize(("money", "amount"), [(2.0**-30, 1.0), (1.0, 2.0**-20), (2.0**30, 2.0**30)])
def test_the_units_do_not_matter(money, amount, solver):
    asked = crowded(3)
    plain = network_design(**asked, solver=solver)
    larger = {name: asked[name] * amount for name in ("demands", "capacity")}
    dearer = {"cost": asked["cost"] * money, "fixed": asked["fixed"] * money * amount}
    other = network_design(**(asked | larger | dearer), solver=solver)
    assert other.objective == pytest.approx(plain.objective * money * amount, rel=1e-9)
    assert other.status is Status.OPTIMAL and other.opened.tolist() == plain.opened.tolist()


def test_a_reason_is_told_where_nothing_carries_everything():
    found = network_design([0], [1], [3], [1], [5], [0], [1], [4])
    assert found.status is Status.INFEASIBLE
    assert found.reason == "at least 1 of 4 units find no room; it is short on the arcs 0"


def test_without_time_there_is_a_bound():
    rng = np.random.default_rng(5)
    tail, head = (cells.ravel() for cells in np.meshgrid(np.arange(12), np.arange(12)))
    size = len(tail)
    ends = rng.integers(0, 12, 15), rng.integers(0, 12, 15)
    found = network_design(
        tail, head, np.full(size, 20), rng.integers(1, 50, size), rng.integers(100, 900, size), *ends, np.full(15, 7),
        time_limit_s=0.2,
    )  # fmt: skip
    assert found.status in (Status.FEASIBLE, Status.UNKNOWN)
    assert 0 < found.bound < math.inf and found.reason
    assert found.objective is None or found.bound < found.objective


def test_where_the_time_is_over_before_a_design_the_arcs_of_the_relaxation_are_one(monkeypatch):
    asked = question(3)
    best = network_design(**asked)
    solved = module._solved

    def nothing(*given):
        return solved(*given[:-1], 0.0)  # of the time

    monkeypatch.setattr(module, "_solved", nothing)
    found = network_design(**asked, time_limit_s=60)
    assert found.status in (Status.FEASIBLE, Status.OPTIMAL) and found.objective is not None
    assert 0 < found.bound <= best.objective * (1 + NEAR) <= found.objective * (1 + 2 * NEAR)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(QuestionError) as error:
        network_design([0], [1], [3], [-1], [5, 6], [0], [1], [4], solver="glop")
    for words in (
        "cost: expected numbers from 0",
        "solver='glop'",
        "fixed: expected a number from 0 for each of 1 arcs",
    ):
        assert words in str(error.value)
