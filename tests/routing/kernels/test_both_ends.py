"""The search from both ends: the canonical route of the interpreted engine, on one graph again and again, for less work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing import Status
from routing.search import Digraph, array_graph
from routing.search.budget import Budget

pytest.importorskip("numba")


def both_engines(tail, head, weights, n_nodes):
    return [Digraph(tail, head, weights, n_nodes=n_nodes, engine=one) for one in ("interpreted", "compiled")]


def grid_arcs(side):
    """Ends of the arcs of a square grid, in both directions."""
    nodes = np.arange(side * side).reshape(side, side)
    one = np.concatenate([nodes[:, :-1].ravel(), nodes[:-1].ravel()])
    other = np.concatenate([nodes[:, 1:].ravel(), nodes[1:].ravel()])
    return np.concatenate([one, other]), np.concatenate([other, one])


@cases(quick=10, long=150)
@given(
    st.integers(0, 2**32),
    st.sampled_from([(0, 0), (0, 1), (0, 3), (1, 1), (1, 2), (0, 255), (0, 2**40)]),
    st.booleans(),
    st.sampled_from([1, 1, 85, 2000]),
)
def test_questions_one_after_another_on_a_graph_full_of_ties_and_zeros_get_the_canonical_route(
    seed, range_, sparse, unit
):
    # units of 1 and 85 (3 of them: the last bucket, and the buckets used in turn), units of 2000: on heaps;
    # what one search leaves in the work arrays, of either weight and under any mask, must not touch the next
    rng = np.random.default_rng(seed)
    n_nodes = int(rng.integers(2, 40))
    n_arcs = int(rng.integers(1, n_nodes * (2 if sparse else 5)))
    tail, head = rng.integers(0, n_nodes, (2, n_arcs))
    weights = {"a": unit * rng.integers(range_[0], range_[1] + 1, n_arcs), "b": rng.integers(0, 3, n_arcs)}
    lists, arrays = both_engines(tail, head, weights, n_nodes)
    for number in range(12):
        source, target = rng.integers(0, n_nodes, 2).tolist()
        ask = {"minimise": "ab"[int(rng.integers(2))]}
        if number % 3 == 1:
            ask["arc_mask"] = rng.random(n_arcs) < 0.8
        if number % 3 == 2:
            ask |= {"no_through": rng.integers(0, n_nodes, 2), "node_mask": rng.random(n_nodes) < 0.9}
        expected, found = lists.shortest(source, target, **ask), arrays.shortest(source, target, **ask)
        assert (found.status, found.totals) == (expected.status, expected.totals)
        if expected.arcs is not None:
            assert found.arcs.tolist() == expected.arcs.tolist()


@pytest.mark.parametrize("unit", [1, 120, 2000])  # in buckets, twice, and on heaps
@pytest.mark.parametrize("least", [0, 1])
@pytest.mark.parametrize("asked", [10, pytest.param(40, marks=pytest.mark.long)])
def test_the_engines_agree_on_larger_grids_where_many_routes_weigh_the_same(asked, least, unit):
    # 900 nodes: each side takes its turn several times, which graphs of a few nodes never see
    tail, head = grid_arcs(30)
    rng = np.random.default_rng(4)
    lists, arrays = both_engines(tail, head, {"w": unit * rng.integers(least, least + 2, len(tail))}, 900)
    for source, target in rng.integers(0, 900, (asked, 2)).tolist():
        expected = lists.shortest(source, target, minimise="w")
        assert arrays.shortest(source, target, minimise="w").arcs.tolist() == expected.arcs.tolist()


@pytest.mark.parametrize("unit", [1, 50])  # in buckets and on heaps
def test_a_route_that_meets_in_the_middle_settles_far_fewer_nodes_than_one_side_alone(unit):
    # from one side all nodes up to the distance are settled, a square on its corner of radius r: 2 r^2;
    # from two sides squares of half the radius: 2 * 2 (r / 2)^2 = r^2, half as many; the last turns add some
    tail, head = grid_arcs(150)
    weights = {"w": unit * np.random.default_rng(3).integers(50, 100, len(tail))}
    graph = Digraph(tail, head, weights, n_nodes=150 * 150, engine="compiled")
    source, target = 75 * 150 + 45, 75 * 150 + 105
    found = graph._engines.arrays.shortest(source, target, "w", None, Budget())
    to_target = Digraph(head, tail, weights, n_nodes=150 * 150, engine="compiled").distances_from(target, minimise="w")
    alone = np.count_nonzero(to_target <= to_target[source])
    assert graph._engines.arrays.graph.weight("w").narrow is (unit == 1)
    assert alone > 4_000
    assert found.labels < 0.65 * alone


def test_labels_are_cleared_where_the_offset_would_leave_64_bits():
    # each search lifts the offset by some 2^59 (3 arcs of 2^57 and 4 nodes): the room of 2^62 is used up again and again
    lists, arrays = both_engines([0, 1, 0, 2], [1, 2, 2, 3], {"w": [2**57, 2**57, 2**57, 0]}, 4)
    for source, target in [(0, 3), (3, 0), (1, 3), (0, 2), (2, 1)] * 8:
        expected, found = (graph.shortest(source, target, minimise="w") for graph in (lists, arrays))
        assert (found.status, found.totals) == (expected.status, expected.totals)
    assert arrays.shortest(3, 0, minimise="w").status is Status.INFEASIBLE
    assert arrays._engines.arrays.graph.weight("w").bits > 0  # both ends, not the wide form


@cases(quick=3, long=100)
@given(st.integers(0, 2**32), st.booleans())
def test_nodes_numbered_anew_change_no_answer(seed, large):
    rng = np.random.default_rng(seed)
    n_nodes = int(rng.integers(2, 30))
    tail, head = rng.integers(0, n_nodes, (2, int(rng.integers(1, 4 * n_nodes))))
    weights = {name: rng.integers(0, 2**40 if large else 9, len(tail)) for name in ("a", "b", "c")}
    ask = {"arc_mask": rng.random(len(tail)) < 0.9} if rng.random() < 0.5 else {}
    ends, some = rng.integers(0, n_nodes, 2).tolist(), rng.integers(0, n_nodes, (2, 3))
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(array_graph, "PLACED", 1)
        patch.setattr(array_graph, "MOSTLY", 2)  # even where all arcs join nodes near each other
        for graph in both_engines(tail, head, weights, n_nodes):
            paths = [
                graph.shortest(*ends, minimise="a", **ask),
                graph.constrained(*ends, minimise="a", limits={"b": 2**42 if large else 12}, **ask),
                *graph.k_shortest(*ends, k=4, minimise="a", **ask),
                *graph.pareto(*ends, criteria=("a", "b"), **ask),
                *graph.pareto(*ends, criteria=("a", "b", "c"), **ask),
                *graph.pareto(*ends, criteria=("a", "b"), limits={"c": 2**42 if large else 20}, **ask),
            ]
            told = [(path.status, path.reason, None if path.arcs is None else path.arcs.tolist()) for path in paths]
            lengths = graph.distances_from(ends[0], minimise="b", **ask).tolist()
            many = [
                graph.shortest_many(*sides, minimise="a", **ask).tolist() for sides in (some, (some[0], some[1][:2]))
            ]
            found.append((told, lengths, many))
    assert found[0] == found[1]


def test_a_large_graph_is_numbered_anew_where_its_arcs_join_nodes_far_from_each_other():
    tail, head = grid_arcs(40)
    mixed = np.random.default_rng(8).permutation(1600)
    near, far = array_graph.ArrayGraph(tail, head, {}, 1600), array_graph.ArrayGraph(mixed[tail], mixed[head], {}, 1600)
    assert near.place is None and sorted(far.place.tolist()) == list(range(1600))
    apart = np.abs(far.place[far.tail] - far.place[far.head])
    assert np.median(apart) < 5 < np.median(np.abs(far.tail - far.head))
