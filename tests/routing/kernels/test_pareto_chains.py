"""Chains of arcs that are searched as one, and what is beyond a staircase: against plain enumeration."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

pytest.importorskip("numba")
from routing.kernels.arrays.pareto_chains import chains_of, least_of_each
from routing.kernels.arrays.pareto_three import is_closed, step_under
from routing.kernels.arrays.rows import rows_of

LOW, MOST = 4, 15


@st.composite
def staircases(draw):
    """Draw the steps of a staircase: second amounts rise, third ones fall."""
    count = draw(st.integers(1, 6))
    steps = st.lists(st.integers(0, MOST), min_size=count, max_size=count, unique=True)
    return list(zip(sorted(draw(steps)), sorted(draw(steps), reverse=True), strict=True))


@pytest.mark.long
@cases(quick=10, long=200)
@given(staircases(), st.integers(0, MOST), st.integers(0, MOST), st.integers(0, 60), st.integers(1, 3))
def test_beyond_a_step_all_is_closed_where_no_pair_of_amounts_is_left(steps, second, third, least, factor):
    # no more than 15 of the second and 15 of the third is asked for; beyond the staircase there may be more
    keys = np.array([7, *((one << LOW) | other for one, other in steps), 7])
    far = range(61)
    left = any(
        factor * one + 2 * other >= least and not any(x <= one and y <= other for x, y in steps)
        for one in far[second:]
        for other in far[third:]
    )
    assert is_closed(keys, 1, len(steps), (second << LOW) | third, LOW, least, (factor, 2)) == (not left)


@given(st.lists(st.integers(0, 2**62 - 1), max_size=40, unique=True), st.integers(0, 2**62 - 1))
def test_a_step_is_found_as_by_bisection(keys, most):
    cells = np.array([most, *sorted(keys), most])
    assert step_under(cells, 1, len(keys), most) == np.searchsorted(cells[1:-1], most, side="right")


def chains(arcs, n_nodes, ends, bounds=(99, 99, 99)):
    """Return (tail, head, amounts, arcs) of the chains between the nodes of a graph; arc i weighs 1, i and 2."""
    order = sorted(range(len(arcs)), key=lambda arc: arcs[arc][0])
    tail, head = np.array([arcs[arc] for arc in order]).T.copy()
    weights = np.array([[1] * len(arcs), order, [2] * len(arcs)])
    rows = rows_of(tail, head, n_nodes)
    rows = rows._replace(arcs=np.array(order))
    useful, begin, numbers = chains_of(rows, weights, np.array(bounds), ends, 10)
    first, cells, longest = useful
    assert longest == max(np.diff(first), default=0)
    found = []
    for node, (one, behind) in enumerate(pairwise(first.tolist())):
        for key, third, word, length in cells[one:behind].tolist():
            chain = numbers[begin[word & 0xFFFFFFFF] : begin[(word & 0xFFFFFFFF) + 1]].tolist()
            assert len(chain) == length
            found.append((word >> 32, node, (key >> 10, key & 1023, third), chain))
    return sorted(found)


def test_what_has_one_way_through_is_one_arc_and_what_has_none_falls_away():
    # 0 <-> 1 <-> 2 -> 3 with a dead end 4 <-> 5 at 2, and 6, to which 3 leads; there and back between 0 and 2 is a
    # chain each way, 2 -> 3 stays; from 5 there is no way on, so 4 and 5 go, and then 2 has one way through as well
    arcs = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (2, 4), (4, 2), (4, 5), (5, 4), (3, 6)]
    assert chains(arcs, 7, (0, 3)) == [(0, 3, (3, 6, 6), [0, 2, 4])]
    assert chains(arcs, 7, (0, 6)) == [(0, 6, (4, 15, 8), [0, 2, 4, 9])]
    assert chains(arcs, 7, (0, 3), (99, 5, 99)) == []


def test_parallel_arcs_and_third_neighbours_end_a_chain():
    # 1 has two arcs to 2; 2 leads to 0 and 3, so it has three neighbours; 4 leads to 2 alone, and lies on no way
    assert chains([(0, 1), (1, 2), (1, 2), (2, 3), (2, 0), (4, 2)], 5, (0, 3)) == [
        (0, 1, (1, 0, 2), [0]),
        (1, 2, (1, 1, 2), [1]),
        (1, 2, (1, 2, 2), [2]),
        (2, 0, (1, 4, 2), [4]),
        (2, 3, (1, 3, 2), [3]),
    ]


def test_the_least_of_each_weight_is_that_of_bellman_and_ford():
    random = np.random.default_rng(3)
    tail, head, weights = random.integers(0, 30, 70), random.integers(0, 30, 70), random.integers(0, 9, (3, 70))
    expected = np.full((3, 30), 10**6)
    expected[:, 4] = 0
    for _ in range(30):
        for k in range(3):
            np.minimum.at(expected[k], head, expected[k][tail] + weights[k])
    expected[expected >= 10**6] = -1
    assert (expected < 0).any() and (least_of_each(rows_of(tail, head, 30), weights, 4, 5) == expected).all()
