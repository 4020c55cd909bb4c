"""Rows through nodes with one way: where they lead, and that no answer depends on nodes being passed over."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.chained_arcs import chained_arcs

pytest.importorskip("numba")

from routing.kernels.arrays.rows import AT_JUNCTION, NOWHERE, rows_of
from routing.kernels.arrays.through import jumps_of, onward_of
from routing.search import Digraph
from routing.search.budget import Budget

BITS = 8


def jumps(pairs, n_nodes):
    """Return (tail, head) -> (weight, node) of the jump behind each arc, arc i weighing 10 ** i."""
    tail, head = np.array(pairs).T
    leaving, entering = rows_of(tail, head, n_nodes), rows_of(head, tail, n_nodes)
    onward, _ = onward_of(leaving, entering)
    found = jumps_of(leaving, 10**leaving.arcs, onward, BITS)
    assert all(row >= 0 or row in (AT_JUNCTION, NOWHERE) for row in onward.tolist())
    return {
        pairs[arc]: divmod(jump, 1 << BITS) for arc, jump in zip(leaving.arcs.tolist(), found.tolist(), strict=True)
    }


def both_ways(*pairs):
    return [arc for one, other in pairs for arc in ((one, other), (other, one))]


def test_a_row_leads_through_a_chain_to_the_next_junction_and_into_a_dead_end_to_where_it_began():
    star = [(0, 4), (0, 5), (3, 6), (3, 7)]  # makes junctions of 0 and 3
    found = jumps([(0, 1), (1, 2), (2, 3), (2, 1), *star], 8)
    assert found[0, 1] == (111, 3) and found[1, 2] == (110, 3) and found[2, 3] == (100, 3)
    assert found[2, 1] == (0, 2)  # against the only way out
    assert found[0, 4] == (0, 0)


def test_parallel_arcs_make_a_junction_and_a_loop_does_not():
    assert jumps([(0, 1), (0, 1), (1, 2), (2, 3), (3, 4), (4, 4)], 5)[0, 1] == (10, 1)
    ends = [(0, 5), (0, 6), (2, 7), (2, 8)]
    assert jumps([(0, 1), (1, 1), (1, 2), *ends], 9)[0, 1] == (101, 2)


def test_a_ring_keeps_one_junction_and_a_loop_from_a_junction_leads_nowhere():
    ring = jumps(both_ways((0, 1), (1, 2), (2, 0)), 3)
    assert {node for _, node in ring.values()} <= {0, 1, 2} and len({node for _, node in ring.values()}) > 0
    assert any(weight > 0 for weight, _ in ring.values())
    loop = jumps([(0, 1), (1, 2), (2, 0), (0, 3), (0, 4)], 5)
    assert loop[0, 1] == (0, 0) and loop[1, 2] == (110, 0)


@cases(quick=15, long=2_000)
@given(st.integers(0, 2**32), st.sampled_from([1, 85, 2000, 2**36, 2**51]))
def test_paths_and_fronts_on_lines_rings_and_leaves_are_those_of_the_interpreted_engine(seed, unit):
    rng = random.Random(seed)
    n_nodes, arcs = chained_arcs(rng, unit)
    tail, head, *weights = (np.array(column, dtype=np.int64) for column in zip(*arcs, strict=True))
    lists, arrays = (
        Digraph(tail, head, dict(zip("ab", weights, strict=True)), n_nodes=n_nodes, engine=engine)
        for engine in ("interpreted", "compiled")
    )
    for number in range(6):
        ends = rng.randrange(n_nodes), rng.randrange(n_nodes)
        mask = np.array([rng.random() < 0.85 for _ in arcs]) if number % 2 else None
        expected, found = (graph.shortest(*ends, minimise="ab"[number % 2], arc_mask=mask) for graph in (lists, arrays))
        assert (found.status, found.totals) == (expected.status, expected.totals)
        assert expected.arcs is None or found.arcs.tolist() == expected.arcs.tolist()
        expected, found = (graph.pareto(*ends, criteria=("a", "b"), arc_mask=mask) for graph in (lists, arrays))
        assert [path.arcs.tolist() for path in found] == [path.arcs.tolist() for path in expected]


@pytest.mark.parametrize("unit", [1, 900])  # in buckets every node is a stop
def test_a_search_stops_at_junctions_alone(unit):
    # 20 x 20 junctions, each line of them cut into five: four nodes of five join two others only
    side, parts = 20, 5
    grid = [(row * side + at, row * side + at + 1) for row in range(side) for at in range(side - 1)]
    grid += [(at, at + side) for at in range(side * (side - 1))]
    n_nodes, pairs = side * side, []
    for one, other in grid:
        line = [one, *range(n_nodes, n_nodes + parts - 1), other]
        n_nodes += parts - 1
        pairs += both_ways(*pairwise(line))
    tail, head = np.array(pairs).T
    weight = unit * np.random.default_rng(5).integers(1, 9, len(tail))
    lists, arrays = (
        Digraph(tail, head, {"w": weight}, n_nodes=n_nodes, engine=one) for one in ("interpreted", "compiled")
    )
    for ends in ((0, n_nodes - 1), (n_nodes - 3, side + 1), (side * side, side * side + 2)):
        found = arrays._engines.arrays.shortest(*ends, "w", None, Budget())
        assert found.arcs.tolist() == lists.shortest(*ends, minimise="w").arcs.tolist()
        assert found.labels <= side * side + 2 or unit == 1
