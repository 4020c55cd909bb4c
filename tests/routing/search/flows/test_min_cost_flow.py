"""`min_cost_flow` against an LP, with its own prices and cuts as proof; planted faults are caught."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog

from routing import QuestionError, Status, VerificationError
from routing.search import min_cost_flow, verify_min_cost_flow

TRIANGLE = [0, 0, 1], [1, 2, 2], [4, 2, 4], [1, 3, 1], [5, 0, -5]


def instance(seed: int) -> dict[str, list[int]]:
    """Return a small network with parallel arcs, loops, lower bounds, unlimited arcs and, now and then, negative costs."""
    rng = random.Random(seed)
    n, m = rng.randint(1, 7), rng.randint(0, 18)
    most = rng.choice((3, 12))
    capacity = [rng.choice((-1, rng.randint(0, most), rng.randint(0, most))) for _ in range(m)]
    least_cost = rng.choice((0, 0, -4))
    supply = [0] * n
    for _ in range(rng.randint(0, 4)):
        units, a, b = rng.randint(0, 5), rng.randrange(n), rng.randrange(n)
        supply[a] += units
        supply[b] -= units
    return {
        "tail": [rng.randrange(n) for _ in range(m)],
        "head": [rng.randrange(n) for _ in range(m)],
        "capacity": capacity,
        "cost": [rng.randint(0 if cap == -1 else least_cost, 9) for cap in capacity],
        "supply": supply,
        "lower": [rng.choice((0, 0, 0, rng.randint(0, cap if cap >= 0 else 3))) for cap in capacity],
    }


def by_lp(asked: dict[str, list[int]]) -> float | None:
    """Return the least cost by the simplex method; None where there is no flow."""
    m, n = len(asked["tail"]), len(asked["supply"])
    if not m:
        return None if any(asked["supply"]) else 0.0
    matrix = np.zeros((n, m))
    for row in range(m):
        matrix[asked["tail"][row], row] += 1
        matrix[asked["head"][row], row] -= 1
    bounds = [(low, None if cap == -1 else cap) for low, cap in zip(asked["lower"], asked["capacity"], strict=True)]
    found = linprog(asked["cost"], A_eq=matrix, b_eq=asked["supply"], bounds=bounds)
    assert found.status in (0, 2), found.message
    return None if found.status == 2 else float(found.fun)


def compare(seeds: range) -> None:
    told = set()
    for seed in seeds:
        asked = instance(seed)
        found, least = min_cost_flow(**asked), by_lp(asked)
        verify_min_cost_flow(found, **asked)
        told.add(found.status)
        assert (found.cost is None) == (least is None), seed
        if least is not None:
            assert found.cost == pytest.approx(least, abs=1e-6), seed
    assert told == {Status.OPTIMAL, Status.INFEASIBLE}


def test_the_cost_is_that_of_an_lp():
    compare(range(60))


@pytest.mark.long
def test_the_cost_is_that_of_an_lp_on_a_thousand_networks():
    compare(range(60, 1_060))


def test_rows_in_any_order_give_the_same_flow():
    for seed in range(40):
        asked = instance(seed)
        columns = {name: asked[name] for name in ("tail", "head", "capacity", "cost", "lower")}
        rows = [tuple(values[row] for values in columns.values()) for row in range(len(asked["tail"]))]
        order = random.Random(seed).sample(range(len(rows)), len(rows))
        turned = {name: [values[row] for row in order] for name, values in columns.items()}
        one, other = min_cost_flow(**asked), min_cost_flow(**turned, supply=asked["supply"])
        assert (one.status, one.cost) == (other.status, other.cost)
        if one.flow is None or one.prices is None:
            assert str(one.cut.nodes.tolist()) == str(other.cut.nodes.tolist())
            continue
        assert one.prices.tobytes() == other.prices.tobytes()
        assert sorted(zip(rows, one.flow.tolist(), strict=True)) == sorted(
            zip([rows[row] for row in order], other.flow.tolist(), strict=True)
        )


def test_a_cut_proves_that_there_is_no_flow():
    tail, head, capacity, cost, _ = TRIANGLE
    found = min_cost_flow(tail, head, capacity, cost, [7, 0, -7])
    assert found.status is Status.INFEASIBLE and found.flow is None and found.cost is None and found.prices is None
    # 4 through node 1 and 2 straight on: 6 of the 7
    assert (found.cut.nodes.tolist(), found.cut.arcs.tolist(), found.cut.required, found.cut.room) == (
        [0],
        [0, 1],
        7,
        6,
    )
    # the lower bound makes 3 enter node 1, out of which 2 can go
    forced = min_cost_flow([0, 1, 0], [1, 2, 2], [4, 2, 9], [1, 1, 1], [5, 0, -5], lower=[3, 0, 0])
    assert forced.reason == "3 must leave the nodes 1; the arcs that leave them (rows 1) take 2"
    assert "add up to 2" in min_cost_flow(tail, head, capacity, cost, [7, 0, -5]).reason
    assert "no arc leaves them" in min_cost_flow([], [], [], [], [1, -1]).reason


def test_a_negative_cost_fills_loops_and_rounds():
    # the loop takes all its 3 units at -2; the round 0 - 1 - 0 costs -1 + 0 a turn, 5 turns
    found = min_cost_flow([0, 0, 1], [0, 1, 0], [3, 5, -1], [-2, -1, 0], [0, 0])
    assert (found.flow.tolist(), found.cost) == ([3, 5, 5], -11)


def test_what_has_no_least_cost_is_refused():
    with pytest.raises(QuestionError, match="a round of negative cost without limits"):
        min_cost_flow([0, 1], [1, 0], [-1, -1], [-2, 1], [0, 0])


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(QuestionError) as told:
        min_cost_flow([0, 3], [1, 1], [-2, 2**62], [2**60, 0], [1, -1], lower=[0, -1])
    assert len(told.value.problems) == 5, told.value.problems
    with pytest.raises(
        QuestionError, match=r"capacity: expected integers, found float64.*expected arrays of one length"
    ):
        min_cost_flow([0], [1, 1], [1.5], [1], [1, -1])
    with pytest.raises(QuestionError, match="supply: expected a number for each node"):
        min_cost_flow([], [], [], [], [])


def test_sums_that_would_overflow_are_refused_or_right():
    with pytest.raises(QuestionError, match="coarser unit"):
        min_cost_flow([0, 0], [1, 1], [2**61, 1], [1, 1], [1, -1])
    large = [0], [1], [2**40], [2**40], [2**40, -(2**40)]
    found = min_cost_flow(*large)  # the cost is beyond 64 bits
    assert found.cost == 2**80
    verify_min_cost_flow(found, *large)


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ({"flow": [5, 0, 5]}, "allowed are 0 to 4"),
        ({"flow": [3, 1, 4]}, "node 0"),
        ({"flow": [3, 2, 3], "cost": 12}, "would save"),
        ({"cost": 12}, "added up anew 11"),
        ({"prices": [0, 0, 0]}, "wastes"),
        ({"status": Status.UNKNOWN}, "without what belongs"),
        ({"status": Status.INFEASIBLE}, "no cut"),
    ],
)
def test_planted_faults_are_caught(planted, told):
    arrays = {name: np.array(value) if isinstance(value, list) else value for name, value in planted.items()}
    with pytest.raises(VerificationError, match=told):
        verify_min_cost_flow(replace(min_cost_flow(*TRIANGLE), **arrays), *TRIANGLE)


def test_a_cut_that_proves_nothing_is_caught():
    asked = (*TRIANGLE[:4], [7, 0, -7])
    found = min_cost_flow(*asked)
    for planted in ({"nodes": np.array([0, 1])}, {"required": 5}, {"arcs": np.array([0])}):
        with pytest.raises(VerificationError, match="cut"):
            verify_min_cost_flow(replace(found, cut=replace(found.cut, **planted)), *asked)


def test_a_wrong_solver_is_noticed(monkeypatch):
    import routing.search.flows.min_cost_flow as module

    monkeypatch.setattr(module, "least_cost", lambda *given: np.array([3, 2, 3]))  # a flow, and not the cheapest
    with pytest.raises(RuntimeError, match="not a cheapest one"):
        min_cost_flow(*TRIANGLE)
