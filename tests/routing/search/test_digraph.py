"""`Digraph`: plain arrays in, exact paths out; wrong input is told all at once."""

import importlib.util
import itertools

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.digraph_paths import simple_paths

from routing import QuestionError, Status
from routing.search import Digraph


@st.composite
def graphs(draw):
    nodes = draw(st.integers(1, 6))
    ends = st.integers(0, nodes - 1)
    arcs = draw(st.lists(st.tuples(ends, ends, st.integers(0, 5), st.integers(0, 5)), max_size=14))
    tail, head, time, cost = ([arc[k] for arc in arcs] for k in range(4))
    source, target = draw(ends), draw(ends)
    return Digraph(tail, head, {"time": time, "cost": cost}, n_nodes=nodes), source, target


def total(graph, name, arcs):
    return int(graph.weights[name][list(arcs)].sum())


@cases(quick=30, long=300)
@given(graphs(), st.integers(0, 12))
def test_shortest_and_constrained_agree_with_all_paths(case, limit):
    graph, source, target = case
    paths = simple_paths(graph, source, target)
    for limits in ({}, {"cost": limit}):
        fitting = [path for path in paths if all(total(graph, name, path) <= most for name, most in limits.items())]
        found = graph.constrained(source, target, minimise="time", limits=limits)
        if not fitting:
            assert (found.status, found.arcs, found.totals) == (Status.INFEASIBLE, None, {})
            assert found.reason
        else:
            # least time, then fewest arcs, then the least sequence of arc numbers
            best = min(fitting, key=lambda path: (total(graph, "time", path), len(path), path))
            assert tuple(found.arcs.tolist()) == best
            assert found.totals == {name: total(graph, name, best) for name in ("time", "cost")}


@cases(quick=20, long=150)
@given(graphs())
def test_shortest_agrees_with_networkx(case):
    graph, source, target = case
    peer = networkx.MultiDiGraph()
    peer.add_nodes_from(range(graph.n_nodes))
    for tail, head, weight in zip(
        graph.tail.tolist(), graph.head.tolist(), graph.weights["cost"].tolist(), strict=True
    ):
        peer.add_edge(tail, head, weight=weight)
    found = graph.shortest(source, target, minimise="cost")
    try:
        expected = networkx.dijkstra_path_length(peer, source, target)
    except networkx.NetworkXNoPath:
        assert found.status is Status.INFEASIBLE
    else:
        assert found.totals.get("cost", 0) == expected


def test_masks_and_nodes_not_to_be_passed_through():
    # 0 -> 1 -> 3 costs 2, 0 -> 2 -> 3 costs 4, 0 -> 3 costs 9
    graph = Digraph([0, 1, 0, 2, 0], [1, 3, 2, 3, 3], {"w": [1, 1, 2, 2, 9]}, n_nodes=4)
    assert graph.shortest(0, 3, minimise="w").arcs.tolist() == [0, 1]
    assert graph.shortest(0, 3, minimise="w", no_through=[1]).arcs.tolist() == [2, 3]
    assert graph.shortest(0, 1, minimise="w", no_through=[1]).arcs.tolist() == [0]
    node_mask = np.array([True, False, False, True])
    assert graph.shortest(0, 3, minimise="w", node_mask=node_mask).arcs.tolist() == [4]
    arc_mask = np.array([True, True, True, True, False])
    assert graph.shortest(0, 3, minimise="w", arc_mask=arc_mask, node_mask=node_mask).status is Status.INFEASIBLE


def test_weights_near_the_edge_of_64_bits_are_exact():
    big = 2**61
    graph = Digraph([0, 1, 0], [1, 2, 2], {"w": [big, big - 1, 2**62 - 2]}, n_nodes=3)
    assert graph.shortest(0, 2, minimise="w").totals == {"w": 2**62 - 2}


def test_a_label_limit_leaves_a_path_and_a_bound_and_is_never_infeasible():
    # a ladder of 8 rungs with 2 parallel arcs each: 2**8 nondominated labels at the end
    tail, head, time, cost = zip(
        *((rung, rung + 1, *pair) for rung in range(8) for pair in ((2**rung, 0), (0, 2**rung))), strict=True
    )
    graph = Digraph(tail, head, {"time": time, "cost": cost}, n_nodes=9)
    found = graph.constrained(0, 8, minimise="time", limits={"cost": 127}, max_labels=10)
    assert (found.status, found.reason) == (Status.FEASIBLE, "10 labels were not enough")
    assert found.totals["cost"] <= 127 and found.bound == 128 <= found.totals["time"]  # time + cost is 255 on each path
    assert found.gap == (found.totals["time"] - 128) / found.totals["time"]
    assert graph.constrained(0, 8, minimise="time", limits={"cost": 127}).totals == {"time": 128, "cost": 127}


def test_networkx_graphs_keep_parallel_edges_and_both_directions():
    source = networkx.MultiGraph()
    source.add_edge("a", "b", w=3)
    source.add_edge("a", "b", w=1)
    graph, nodes, edges = Digraph.from_networkx(source, weights=("w",))
    path = graph.shortest(nodes.index("b"), nodes.index("a"), minimise="w")
    assert [edges[arc] for arc in path.arcs] == [("a", "b", 1)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([0, 5], [1, 1], {"w": [1, 1]}, 3), ["tail: expected nodes from 0 to 2, found 0 to 5"]),
        (([0, -1], [1, 1], {"w": [1, 1]}, 3), ["tail: expected nodes from 0 to 2, found -1 to 0"]),
        (([0], [1], {"w": [1, 2]}, 2), ["expected arrays of one length"]),
        (([[0]], [1], {"w": [1]}, 2), ["tail: expected one dimension, found shape (1, 1)"]),
        (([0], [1], {"w": [-1]}, 2), ["weights['w']: expected numbers from 0, found -1 in row 0"]),
        (([0], [1], {"w": [1.5]}, 2), ["weights['w']: expected integers, found float64"]),
        (([0], [1], {"w": [float("nan")]}, 2), ["weights['w']: expected integers, found float64"]),
        (([0], [1], {"w": ["1"]}, 2), ["weights['w']: expected integers"]),
        (
            ([0, 0], [1, 1], {"w": [2**62, 2**62]}, 2),
            ["weights['w']: the sum 9223372036854775808 exceeds 64-bit integers"],
        ),
        (
            ([0], [1], {"w": np.array([2**63], dtype=np.uint64)}, 2),
            ["weights['w']: expected integers up to 9223372036854775807"],
        ),
        (([0], [1], {}, 2), ["weights is empty"]),
        (([0], [1], {"w": [1]}, 0), ["n_nodes=0: expected a whole number from 1"]),
        (([9], [9], {"w": [-1], "v": [0.5]}, 2), ["tail: expected", "head: expected", "weights['v']", "weights['w']"]),
    ],
)
def test_wrong_arrays_are_refused_with_every_problem(arguments, words):
    tail, head, weights, n_nodes = arguments
    with pytest.raises(QuestionError) as refused:
        Digraph(tail, head, weights, n_nodes=n_nodes)
    for word, problem in itertools.zip_longest(words, refused.value.problems):
        assert problem.startswith(word)


def test_wrong_questions_are_refused_with_every_problem():
    graph = Digraph([0], [1], {"w": [1]}, n_nodes=2)
    with pytest.raises(QuestionError) as refused:
        graph.constrained(0, 7, minimise="v", limits={"w": -1}, arc_mask=[1], node_mask=[True], no_through=[9])
    assert len(refused.value.problems) == 6


def test_arrays_are_read_only():
    graph = Digraph([0], [1], {"w": [1]}, n_nodes=2)
    with pytest.raises(ValueError, match="read-only"):
        graph.weights["w"][0] = 2


@st.composite
def questions_of_fronts(draw, engine):
    """Draw a graph of three weights with its engine, two nodes, criteria, and a limit on a weight, maybe none."""
    nodes = draw(st.integers(2, 7))
    ends, weight = st.integers(0, nodes - 1), st.integers(0, 4)
    arcs = draw(st.lists(st.tuples(ends, ends, weight, weight, weight), max_size=16))
    columns = list(zip(*arcs, strict=True)) or [()] * 5
    weights = dict(zip("abc", columns[2:], strict=True))
    graph = Digraph(columns[0], columns[1], weights, n_nodes=nodes, engine=engine)
    criteria = draw(st.sampled_from([("a", "b"), ("c", "a"), ("a", "b", "c")]))
    return graph, draw(ends), draw(ends), criteria, draw(st.sampled_from("abc")), draw(st.none() | st.integers(0, 12))


@cases(quick=30, long=300)
@given(questions_of_fronts("interpreted"))
def test_the_front_is_that_of_all_paths(question):
    front_is_that_of_all_paths(*question)


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="nothing is compiled without numba")
@cases(quick=30, long=300)
@given(questions_of_fronts("compiled"))
def test_a_compiled_front_is_that_of_all_paths(question):
    front_is_that_of_all_paths(*question)


def front_is_that_of_all_paths(graph, source, target, criteria, limited, bound):
    """Compare a front of a digraph, and its paths, with all simple paths."""
    limits = {} if bound is None else {limited: bound}
    kept = {
        tuple(total(graph, name, arcs) for name in criteria)
        for arcs in simple_paths(graph, source, target)
        if bound is None or total(graph, limited, arcs) <= bound
    }
    best = sorted(
        one
        for one in kept
        if not any(other != one and all(x <= y for x, y in zip(other, one, strict=True)) for other in kept)
    )
    front = graph.pareto(source, target, criteria=criteria, limits=limits)
    assert [tuple(path.totals[name] for name in criteria) for path in front] == best
    assert front.status is (Status.OPTIMAL if best else Status.INFEASIBLE) and bool(front.reason) != bool(best)
    for path in front:  # each is a path, and the canonical one of its vector
        arcs = path.arcs.tolist()
        assert [source, *graph.head[arcs]] == [*graph.tail[arcs], target]
        same = [
            other
            for other in simple_paths(graph, source, target)
            if (bound is None or total(graph, limited, other) <= bound)
            and all(total(graph, name, other) == path.totals[name] for name in criteria)
        ]
        assert tuple(arcs) == min(same, key=lambda other: (len(other), tuple(other)))


def test_a_front_that_is_cut_short_says_so_and_holds_no_wrong_point():
    # a ladder of 12 rungs, each with a dear fast arc and a cheap slow one: 13 points
    tail, head = [i for i in range(12) for _ in "ab"], [i + 1 for i in range(12) for _ in "ab"]
    ladder = Digraph(tail, head, {"time": [1, 2] * 12, "cost": [2, 1] * 12}, n_nodes=13)
    whole = ladder.pareto(0, 12, criteria=("time", "cost"))
    assert [path.totals["time"] for path in whole] == list(range(12, 25)) and whole.status is Status.OPTIMAL
    part = ladder.pareto(0, 12, criteria=("time", "cost"), max_labels=whole.labels - 1)
    assert part.status is Status.TRUNCATED and 0 < len(part) <= len(whole)
    assert {path.totals["cost"] for path in part} <= {path.totals["cost"] for path in whole}
    none = ladder.pareto(0, 12, criteria=("time", "cost"), max_labels=5)
    assert none.status is Status.UNKNOWN and not none.paths


def test_a_front_needs_two_criteria_and_limits_on_known_weights():
    graph = Digraph([0], [1], {"time": [1], "cost": [1]}, n_nodes=2)
    with pytest.raises(QuestionError, match="two or more"):
        graph.pareto(0, 1, criteria=("time", "time"))
    with pytest.raises(QuestionError, match="one of the weights"):
        graph.pareto(0, 1, criteria=("time", "cost"), limits={"co2e": 1})


@cases(quick=30, long=300)
@given(graphs(), st.integers(1, 40))
def test_the_k_shortest_paths_are_the_first_of_all_paths(case, k):
    graph, source, target = case
    every = sorted(simple_paths(graph, source, target), key=lambda path: (total(graph, "time", path), len(path), path))
    found = graph.k_shortest(source, target, k=k, minimise="time")
    assert [tuple(path.arcs.tolist()) for path in found] == every[:k]
    assert found.status is (Status.OPTIMAL if every else Status.INFEASIBLE)


def test_the_k_shortest_paths_weigh_what_networkx_says():
    rng = np.random.default_rng(7)
    tail, head = rng.integers(0, 60, 300), rng.integers(0, 60, 300)
    pairs = sorted({(a, b) for a, b in zip(tail.tolist(), head.tolist(), strict=True) if a != b})
    cost = rng.integers(1, 1000, len(pairs)).tolist()
    graph = Digraph([a for a, _ in pairs], [b for _, b in pairs], {"cost": cost}, n_nodes=60)
    mine = [path.totals["cost"] for path in graph.k_shortest(0, 59, k=25, minimise="cost")]
    other = networkx.DiGraph()
    other.add_weighted_edges_from((a, b, c) for (a, b), c in zip(pairs, cost, strict=True))
    theirs = itertools.islice(networkx.shortest_simple_paths(other, 0, 59, weight="weight"), 25)
    assert mine == [networkx.path_weight(other, path, "weight") for path in theirs]


def test_graphs_paths_and_their_nodes_are_told_in_a_line():
    found = Digraph.from_networkx(
        networkx.DiGraph([("a", "b", {"w": 1, "v": 3}), ("b", "c", {"w": 2, "v": 0})]), weights=("w", "v")
    )
    assert repr(found.graph) == "<Digraph: 3 nodes, 2 arcs; weights w, v>"
    path = found.graph.shortest(0, 2, minimise="w")
    assert [found.nodes[node] for node in found.graph.nodes_of(path)] == ["a", "b", "c"]
    assert found.graph.nodes_of(found.graph.shortest(2, 0, minimise="w")).tolist() == []
    assert "paths=<1 paths>" in repr(found.graph.pareto(0, 2, criteria=("w", "v")))
