"""What sums prove is true: bounds lie below every path, each path as good as the known one stays, and none is none."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from scipy.optimize import linprog

from routing.search.budget import Budget
from routing.search.multipliers import Prices
from routing.search.narrowing import UNKNOWN, Known, narrowed
from routing.search.part import Part
from routing.search.sums_on_lists import SumsOnLists


@st.composite
def questions(draw):
    """Arcs with a weight and two resources, ends and limits."""
    nodes = draw(st.integers(2, 7))
    ends, amount = st.integers(0, nodes - 1), st.integers(0, 6)
    arcs = draw(st.lists(st.tuples(ends, ends, amount, amount, amount), min_size=1, max_size=20))
    scale = draw(st.sampled_from([1, 1, 1000, 2**45]))
    columns = np.array(arcs, dtype=np.int64).T
    size, amounts = np.arange(len(arcs)), columns[2:] * scale
    part = Part(columns[0], columns[1], nodes, amounts, size, draw(ends), draw(ends))
    return part, [draw(st.integers(0, 14)) * scale for _ in range(2)]


def fitting_paths(part, most):
    """Weight and arcs of every path without a repeated node within the limits, by trying all continuations."""
    found, stack = [], [((), (part.source,))]
    ends = list(enumerate(zip(part.tail.tolist(), part.head.tolist(), strict=True)))
    while stack:
        arcs, nodes = stack.pop()
        if nodes[-1] == part.target:
            weight, *used = part.amounts[:, list(arcs)].sum(axis=1).tolist()
            if all(use <= limit for use, limit in zip(used, most, strict=True)):
                found.append((weight, arcs))
            continue
        stack += [
            ((*arcs, arc), (*nodes, there)) for arc, (here, there) in ends if here == nodes[-1] != there not in nodes
        ]
    return found


def growing(part):
    return SumsOnLists([0] * len(part.rows), lambda: None)


@cases(quick=40, long=500)
@given(questions())
def test_bounds_hold_and_no_arc_of_a_path_as_good_is_left_out(case):
    part, most = case
    paths = fitting_paths(part, most)
    found = narrowed(part, most, growing(part), Budget.of())
    if found.is_none:
        assert not paths
        return
    if found.best < UNKNOWN:
        weight, *used = part.amounts[:, found.arcs].sum(axis=1).tolist()
        assert weight == found.best and all(use <= limit for use, limit in zip(used, most, strict=True))
        assert part.tail[found.arcs[:1]].tolist() in ([], [part.source])
    left = set(found.part.rows.tolist())
    for weight, arcs in paths:
        assert found.lower <= weight
        assert weight > found.best or left.issuperset(arcs)


def test_a_path_that_is_known_narrows_more():
    # three stretches, each quick and dear or slow and cheap; five units of time are left for them
    tail, head = np.array([0, 0, 1, 1, 2, 2]), np.array([1, 1, 2, 2, 3, 3])
    amounts = np.array([[9, 1, 9, 2, 9, 3], [1, 3, 1, 3, 1, 3]])
    part = Part(tail, head, 4, amounts, np.arange(6), 0, 3)
    least = narrowed(part, [5], growing(part), Budget.of())
    assert (least.lower, least.best) == (19, 19)  # one stretch alone may be slow: the one that saves 8
    known = narrowed(part, [5], growing(part), Budget.of(), Known(0, 19, np.array([1, 2, 4])))
    assert set(known.part.rows.tolist()) <= set(least.part.rows.tolist())


@pytest.mark.parametrize("seed", range(8))
def test_prices_are_those_of_the_linear_programme(seed):
    rng = np.random.default_rng(seed)
    most = rng.integers(10, 100, 2).tolist()
    paths = [
        (int(cost), use.tolist())
        for cost, use in zip(rng.integers(1, 500, 12), rng.integers(0, 120, (12, 2)), strict=True)
    ]
    prices = Prices(most, far=10_000.0)
    for number, (cost, use) in enumerate(paths):
        prices.add(cost, use)
        known = paths[: number + 1]
        gains = [[use[k] - most[k] for k in range(2)] for _, use in known]
        # the most that the cheapest path costs, at the best prices; having none costs `far`
        best = linprog(
            [0.0, 0.0, -1.0],
            A_ub=[[-one, -other, 1.0] for one, other in gains] + [[0.0, 0.0, 1.0]],
            b_ub=[cost for cost, _ in known] + [10_000.0],
            bounds=[(0, None), (0, None), (None, None)],
        )
        price = prices.best()
        assert (price >= 0).all()
        worth = [cost + one * price[0] + other * price[1] for (cost, _), (one, other) in zip(known, gains, strict=True)]
        assert min([*worth, 10_000.0]) == pytest.approx(-best.fun, rel=1e-6)


def grid(side, seed):
    nodes = np.arange(side * side).reshape(side, side)
    one, other = (
        np.concatenate([a.ravel(), b.ravel()]) for a, b in ((nodes[:, :-1], nodes[:-1]), (nodes[:, 1:], nodes[1:]))
    )
    amounts = np.random.default_rng(seed).integers(1, 10_001, (3, 2 * len(one)))
    tail, head = np.concatenate([one, other]), np.concatenate([other, one])
    return Part(tail, head, side * side, amounts, np.arange(len(tail)), 0, side * side - 1)


def test_few_arcs_are_left_of_a_grid_and_few_trees_are_grown():
    part = grid(30, 3)
    alone = [
        growing(part).tree(part, np.eye(3, dtype=np.int64)[k], UNKNOWN, backward=False).totals[-1] for k in range(3)
    ]
    grown = itertools.count()

    class Counting(SumsOnLists):
        def tree(self, *args, **more):
            next(grown)
            return super().tree(*args, **more)

    for share in (0.5, 0.7, 0.9):
        most = [int(alone[k][k] + share * (alone[0][k] - alone[k][k])) for k in (1, 2)]
        found = narrowed(part, most, Counting([0] * len(part.rows), lambda: None), Budget.of())
        assert found.lower <= found.best < UNKNOWN
        assert len(found.part.rows) <= len(part.rows) // 10  # 3,480 arcs
    assert next(grown) <= 3 * 50
