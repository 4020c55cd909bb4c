"""The compiled searches give the interpreted ones' answers, route by route, and do no more work than they should."""

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing import LimitReachedError, Status
from routing.search import Digraph

pytest.importorskip("numba")
HERE = Path(__file__).parents[3]


@st.composite
def questions(draw, greatest=4):
    """Two equal graphs, one for each engine, ends and masks; small weights make many ties, zeros among them."""
    nodes = draw(st.integers(1, 7))
    ends, weight = st.integers(0, nodes - 1), st.integers(0, greatest)
    arcs = draw(st.lists(st.tuples(ends, ends, weight, weight, weight), max_size=18))
    columns = [list(column) for column in zip(*arcs, strict=True)] or [[]] * 5
    scale = draw(st.sampled_from([1, 1, 2**40, 2**55]))
    weights = {name: [value * scale for value in column] for name, column in zip("abc", columns[2:], strict=True)}
    both = [Digraph(columns[0], columns[1], weights, n_nodes=nodes, engine=one) for one in ("interpreted", "compiled")]
    masks = {}
    if draw(st.booleans()):
        masks["arc_mask"] = np.array([draw(st.integers(0, 5)) > 0 for _ in arcs], dtype=np.bool_)
    if draw(st.booleans()):
        masks["node_mask"] = np.array([draw(st.integers(0, 6)) > 0 for _ in range(nodes)], dtype=np.bool_)
    if draw(st.booleans()):
        masks["no_through"] = draw(st.lists(ends, max_size=2))
    return both, draw(ends), draw(ends), masks, scale


def simple_paths(graph, source, target, masks):
    """Every path without a repeated node that the masks allow, as arc numbers, by trying all continuations."""
    arc_mask = masks.get("arc_mask", np.ones(len(graph.tail), dtype=np.bool_))
    node_mask = masks.get("node_mask", np.ones(graph.n_nodes, dtype=np.bool_))
    found, stack = [], [((), (source,))]
    while stack:
        arcs, nodes = stack.pop()
        if nodes[-1] == target:
            found.append(arcs)
            continue
        if len(nodes) > 1 and nodes[-1] in masks.get("no_through", ()):
            continue
        for arc, (here, there) in enumerate(zip(graph.tail.tolist(), graph.head.tolist(), strict=True)):
            if here == nodes[-1] and there not in nodes and arc_mask[arc] and node_mask[[here, there]].all():
                stack.append(((*arcs, arc), (*nodes, there)))
    return found


def total(graph, name, arcs):
    return sum(graph.weights[name][list(arcs)].tolist())


def rows(path):
    return None if path.arcs is None else tuple(path.arcs.tolist())


@cases(quick=20, long=400)
@given(questions())
def test_the_shortest_path_is_the_canonical_one_of_all_paths_by_either_engine(case):
    both, source, target, masks, _ = case
    every = simple_paths(both[0], source, target, masks)
    best = min(every, key=lambda path: (total(both[0], "a", path), len(path), path), default=None)
    for graph in both:
        found = graph.shortest(source, target, minimise="a", **masks)
        assert rows(found) == best
        assert found.status is (Status.INFEASIBLE if best is None else Status.OPTIMAL)
        if best is not None:
            assert found.totals == {name: total(graph, name, best) for name in "abc"}


@cases(quick=20, long=400)
@given(questions(), st.integers(0, 9), st.none() | st.integers(0, 9))
def test_limits_are_kept_by_the_canonical_path_of_either_engine(case, first, second):
    both, source, target, masks, scale = case
    limits = {"b": first * scale} if second is None else {"b": first * scale, "c": second * scale}
    fitting = [
        path
        for path in simple_paths(both[0], source, target, masks)
        if all(total(both[0], name, path) <= most for name, most in limits.items())
    ]
    best = min(fitting, key=lambda path: (total(both[0], "a", path), len(path), path), default=None)
    found = [graph.constrained(source, target, minimise="a", limits=limits, **masks) for graph in both]
    assert [rows(path) for path in found] == [best, best]
    assert found[0].reason == found[1].reason
    assert found[0].status is found[1].status


@cases(quick=20, long=400)
@given(questions(greatest=2), st.integers(1, 30))
def test_the_k_shortest_paths_are_the_first_of_all_by_either_engine(case, k):
    both, source, target, masks, _ = case
    every = simple_paths(both[0], source, target, masks)
    every.sort(key=lambda path: (total(both[0], "a", path), len(path), path))
    for graph in both:
        found = graph.k_shortest(source, target, k=k, minimise="a", **masks)
        assert [rows(path) for path in found] == every[:k]
        assert found.status is (Status.OPTIMAL if every else Status.INFEASIBLE)


@cases(quick=10, long=200)
@given(questions(), st.data())
def test_distances_of_many_pairs_are_those_of_the_paths_and_minus_one_without_any(case, data):
    both, source, _, masks, _ = case
    masks.pop("no_through", None)
    nodes = st.lists(st.integers(0, both[0].n_nodes - 1), max_size=5)
    sources, targets = data.draw(nodes), data.draw(nodes)
    expected = [[both[0].shortest(a, b, minimise="a", **masks).totals.get("a", -1) for b in targets] for a in sources]
    alone = [
        both[0].shortest(source, node, minimise="a", **masks).totals.get("a", -1) for node in range(both[0].n_nodes)
    ]
    for graph in both:
        found = graph.shortest_many(sources, targets, minimise="a", **masks)
        assert found.shape == (len(sources), len(targets)) and found.dtype == np.int64
        assert found.tolist() == expected
        assert graph.distances_from(source, minimise="a", **masks).tolist() == alone


@pytest.mark.parametrize("edge", [2**63 - 1, 2**63 - 2, 2**62, 2**61 + 1, 2**53 + 1, 2**32 + 1])
def test_weights_at_the_edge_of_64_bits_are_exact_compiled(edge):
    # 0 -> 1 -> 2 weighs all there is less 1 unit in the arc 0 -> 2, or the whole where that is missing
    graph = Digraph(
        [0, 1, 0],
        [1, 2, 2],
        {"w": [edge - edge // 2 - 1, 1, edge // 2], "u": [0, 0, edge]},
        n_nodes=3,
        engine="compiled",
    )
    least = min(edge - edge // 2, edge // 2)
    assert graph.shortest(0, 2, minimise="w").totals["w"] == least
    assert graph.constrained(0, 2, minimise="w", limits={"u": edge - 1}).arcs.tolist() == [0, 1]
    assert [path.totals["w"] for path in graph.k_shortest(0, 2, k=3, minimise="w")] == sorted(
        [edge - edge // 2, edge // 2]
    )
    assert graph.distances_from(0, minimise="w")[2] == least
    lonely = Digraph([0, 1], [1, 2], {"w": [edge - 1, 1]}, n_nodes=3, engine="compiled")
    assert lonely.shortest(0, 2, minimise="w").totals["w"] == edge


def grid(side, seed=0, engine="compiled", most=100):
    """A square grid of streets in both directions with random weights."""
    nodes = np.arange(side * side).reshape(side, side)
    one, other = (
        np.concatenate([a.ravel(), b.ravel()]) for a, b in ((nodes[:, :-1], nodes[:-1]), (nodes[:, 1:], nodes[1:]))
    )
    rng = np.random.default_rng(seed)
    weights = {name: rng.integers(1, most + 1, 2 * len(one)) for name in ("time", "cost")}
    return Digraph(
        np.concatenate([one, other]), np.concatenate([other, one]), weights, n_nodes=side * side, engine=engine
    )


@pytest.mark.parametrize("most", [1, 3, 100])
def test_engines_agree_on_a_grid_full_of_ties(most):
    compiled, lists = grid(12, 1, "compiled", most), grid(12, 1, "interpreted", most)
    rng = np.random.default_rng(5)
    for source, target in rng.integers(0, 144, (12, 2)).tolist():
        plain = lists.shortest(source, target, minimise="time")
        assert rows(compiled.shortest(source, target, minimise="time")) == rows(plain)
        limits = {"cost": plain.totals["cost"] * 9 // 10}
        ask = {"minimise": "time", "limits": limits}
        assert rows(compiled.constrained(source, target, **ask)) == rows(lists.constrained(source, target, **ask))
        few = {"k": 12, "minimise": "time"}
        assert list(map(rows, compiled.k_shortest(source, target, **few))) == list(
            map(rows, lists.k_shortest(source, target, **few))
        )


def test_a_search_between_neighbours_settles_few_nodes_and_only_what_it_wants():
    from routing.search.array_graph import ArrayGraph
    from routing.search.budget import Budget
    from routing.search.on_arrays import ArrayEngine

    graph = grid(100)
    engine = ArrayEngine(ArrayGraph(graph.tail, graph.head, graph.weights, graph.n_nodes))
    near = engine.shortest(0, 1, "time", None, Budget())
    assert near.labels < 300  # of 10,000 nodes: those at most 100 units away from either end
    far = engine.shortest(0, 9_999, "time", None, Budget())
    assert 5_000 < far.labels <= 10_000  # from corner to corner each end settles its half


def test_the_limited_search_makes_no_more_labels_than_the_interpreted_one():
    compiled, lists = grid(30, 8), grid(30, 8, "interpreted")
    made = {"compiled": 0, "interpreted": 0}
    for source, target in np.random.default_rng(2).integers(0, 900, (8, 2)).tolist():
        least = lists.shortest(source, target, minimise="cost").totals["cost"]
        for slack in (100, 105, 120):
            ask = {"minimise": "time", "limits": {"cost": least * slack // 100}}
            for graph in (compiled, lists):
                found = graph.constrained(source, target, **ask)
                made[graph.engine] += found.labels
                # the first limit leaves the paths of least cost: labels along them and no others
                assert slack > 100 or found.labels <= 3 * len(found.arcs) + 1
    assert made["compiled"] <= 1.1 * made["interpreted"]


def hard(rungs):
    """A ladder on which time + cost of each rung is the same by both its arcs: a sum of subsets, from either end."""
    tail = np.repeat(np.arange(rungs), 2)
    sizes = np.random.default_rng(9).integers(10**8, 10**9, rungs)
    weights = {"time": np.stack([sizes, 0 * sizes], 1).ravel(), "cost": np.stack([0 * sizes, sizes], 1).ravel()}
    return tail, tail + 1, weights, int(sizes.sum()) // 2


@pytest.mark.parametrize(("engine", "rungs"), [("interpreted", 7), ("compiled", 7), ("compiled", 14)])
def test_label_arrays_grow_until_the_answer_is_found(engine, rungs):
    tail, head, weights, limit = hard(rungs)
    graph = Digraph(tail, head, weights, n_nodes=rungs + 1, engine=engine)
    found = graph.constrained(0, rungs, minimise="time", limits={"cost": limit})
    sizes = weights["cost"][1::2].tolist()
    sums = {0}
    for size in sizes:
        sums |= {one + size for one in sums}
    most = max(one for one in sums if one <= limit)  # the more the cost, the less the time
    assert found.totals == {"time": sum(sizes) - most, "cost": most}
    assert rungs < 14 or found.labels > 4096  # more than the arrays hold at their start


@pytest.mark.parametrize(("side", "asked"), [(12, 20), pytest.param(60, 60, marks=pytest.mark.long)])
def test_threads_share_a_graph_and_get_the_answers_of_one_thread(side, asked):
    graph = grid(side, 3)
    pairs = np.random.default_rng(1).integers(0, side * side, (asked, 2)).tolist()

    def ask(pair):
        plain = graph.shortest(*pair, minimise="time")
        bound = {"cost": plain.totals["cost"] * 19 // 20}
        limited = graph.constrained(*pair, minimise="time", limits=bound)
        return rows(plain), rows(limited), [rows(path) for path in graph.k_shortest(*pair, k=3, minimise="time")]

    alone = [ask(pair) for pair in pairs]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, pairs)) == alone


@pytest.mark.long  # its kernels compile for half a minute
@pytest.mark.parametrize("engine", ["interpreted", "compiled"])
def test_a_time_limit_holds_and_leaves_a_path_and_a_bound_and_is_not_infeasible(engine):
    tail, head, weights, limit = hard(40)
    graph = Digraph(tail, head, weights, n_nodes=41, engine=engine)
    graph.shortest(0, 40, minimise="time")
    if engine == "compiled":  # all kernels, before time counts
        graph.constrained(0, 40, minimise="time", limits={"cost": limit}, max_labels=400_000)
    begun = time.perf_counter()
    found = graph.constrained(0, 40, minimise="time", limits={"cost": limit}, time_limit_s=0.5, max_labels=10**9)
    spent = time.perf_counter() - begun
    assert (found.status, found.reason) == (Status.FEASIBLE, "0.5 s were not enough")
    assert found.totals["cost"] <= limit
    assert found.totals["time"] >= found.bound >= weights["time"].sum() - limit  # time + cost is the same on each path
    assert 0.4 <= spent < 0.75  # 5 % on an idle machine; earlier, where longer arrays would come too late


@pytest.mark.long
@pytest.mark.parametrize("engine", ["interpreted", "compiled"])
def test_paths_found_before_the_time_limit_are_the_first_ones(engine):
    graph = grid(40, 2, engine)
    whole = graph.k_shortest(0, 1599, k=3, minimise="time")
    some = graph.k_shortest(0, 1599, k=10**6, minimise="time", time_limit_s=1.0)
    assert some.status is Status.TRUNCATED
    assert [rows(path) for path in some[:3]] == [rows(path) for path in whole[: len(some)]]
    with pytest.raises(LimitReachedError):
        graph.shortest_many(range(1600), range(1600), minimise="time", time_limit_s=1e-6)


INTERRUPTED = """
import sys, threading, time
from routing.search import Digraph
tail, head, weights, limit = GIVEN
graph = Digraph(tail, head, weights, n_nodes=41, engine="compiled")
graph.constrained(0, 3, minimise="time", limits={"cost": limit})
quick = 0
for _ in range(20):  # until nothing is compiled any more, also of what comes late in a search
    begun = time.perf_counter()
    graph.constrained(0, 40, minimise="time", limits={"cost": limit}, time_limit_s=0.5)
    quick = quick + 1 if time.perf_counter() - begun < 0.6 else 0
    if quick == 3:
        break
print("ready", flush=True)
try:
    graph.constrained(0, 40, minimise="time", limits={"cost": limit}, max_labels=10**9)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    assert graph.constrained(0, 3, minimise="time", limits={"cost": limit}).arcs is not None
    print("and goes on", flush=True)
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_is_heard_within_a_second_and_leaves_the_graph_whole():
    tail, head, weights, limit = hard(40)
    given = tail.tolist(), head.tolist(), {name: cells.tolist() for name, cells in weights.items()}, limit
    code = f"GIVEN = {given!r}\n{INTERRUPTED}"
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE,
        env=os.environ | {"PYTHONPATH": str(HERE)},
    )
    try:
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.3)
        begun = time.perf_counter()
        child.send_signal(signal.SIGINT)
        assert child.stdout.readline() == "interrupted\n"
        assert time.perf_counter() - begun < 1
        assert child.stdout.readline() == "and goes on\n"
        assert child.wait(30) == 0
    finally:
        child.kill()
        child.stdout.close()


@pytest.mark.long  # only machine code does
def test_kernels_leave_the_interpreter_to_other_threads():
    graph = grid(300, 6)
    graph.distances_from(0, minimise="time")
    counted, stop = itertools.count(), threading.Event()

    def count():
        while not stop.is_set():
            next(counted)
            time.sleep(0.0005)

    thread = threading.Thread(target=count)
    thread.start()
    for _ in range(5):
        graph.distances_from(0, minimise="time")
    stop.set()
    thread.join()
    assert next(counted) > 3
