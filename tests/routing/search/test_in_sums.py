"""Limits kept by labels under bounds on sums: the answers are those of all paths, by either engine, whatever is hard.

The first stage of a search, which answers small questions by itself, is cut down to nothing here.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.digraph_paths import simple_paths

from routing import Status
from routing.search import Digraph, in_sums
from routing.solving.models.cp_sat import least_limited

ENGINES = ["interpreted", "compiled"]


@pytest.fixture(scope="module", autouse=True)
def _no_first_stage():
    with pytest.MonkeyPatch.context() as patched:
        for name in ("FIRST_OF_ONE", "FIRST_OF_MORE", "FIRST_ON_LISTS"):
            patched.setattr(in_sums, name, 1)
        patched.setattr(in_sums, "FIRST_ROUND", 3)
        yield


@st.composite
def questions(draw):
    """Arcs with small weights make many ties, zeros, loops and parallel arcs among them; limits of one to three kinds."""
    nodes = draw(st.integers(1, 7))
    ends, weight = st.integers(0, nodes - 1), st.integers(0, 4)
    arcs = draw(st.lists(st.tuples(ends, ends, weight, weight, weight, weight), max_size=20))
    columns = [list(column) for column in zip(*arcs, strict=True)] or [[]] * 6
    scale = draw(st.sampled_from([1, 1, 1, 10**6, 2**40, 2**55]))
    weights = {name: [value * scale for value in column] for name, column in zip("abcd", columns[2:], strict=True)}
    limits = {name: draw(st.integers(0, 10)) * scale for name in draw(st.sampled_from(["b", "bc", "bc", "bcd"]))}
    return (columns[0], columns[1], weights, nodes), draw(ends), draw(ends), limits


def total(graph, name, arcs):
    return sum(graph.weights[name][list(arcs)].tolist())


@pytest.mark.parametrize("engine", ENGINES)
@cases(quick=40, long=500)
@given(questions(), st.none() | st.integers(1, 12))
def test_the_answer_is_that_of_all_paths_and_what_is_not_proven_is_bounded(engine, case, max_labels):
    given_arrays, source, target, limits = case
    tail, head, weights, nodes = given_arrays
    graph = Digraph(tail, head, weights, n_nodes=nodes, engine=engine)
    fitting = [
        path
        for path in simple_paths(graph, source, target)
        if all(total(graph, name, path) <= most for name, most in limits.items())
    ]
    best = min(fitting, key=lambda path: (total(graph, "a", path), len(path), path), default=None)
    least = None if best is None else total(graph, "a", best)
    found = graph.constrained(source, target, minimise="a", limits=limits, max_labels=max_labels)
    if found.status is Status.OPTIMAL:
        assert tuple(found.arcs.tolist()) == best
        assert (found.bound, found.gap) == (least, 0.0)
    elif found.status is Status.INFEASIBLE:
        assert best is None and found.reason
    else:
        assert max_labels is not None and found.reason == f"{max_labels} labels were not enough"
        assert best is None or found.bound is None or found.bound <= least
        assert (found.status is Status.FEASIBLE) == (found.arcs is not None)
        if found.arcs is not None:
            assert tuple(found.arcs.tolist()) in fitting
            assert found.bound <= least <= found.totals["a"]
            assert found.gap == (found.totals["a"] - found.bound) / max(found.totals["a"], 1)


def grid(side, seed, engine, most=1000):
    """A square grid of streets in both directions with random weights."""
    nodes = np.arange(side * side).reshape(side, side)
    one, other = (
        np.concatenate([a.ravel(), b.ravel()]) for a, b in ((nodes[:, :-1], nodes[:-1]), (nodes[:, 1:], nodes[1:]))
    )
    rng = np.random.default_rng(seed)
    weights = {name: rng.integers(1, most + 1, 2 * len(one)) for name in ("time", "cost", "co2e")}
    tail, head = np.concatenate([one, other]), np.concatenate([other, one])
    return Digraph(tail, head, weights, n_nodes=side * side, engine=engine)


def limits_between(graph, source, target, share):
    """Limits of time and CO2e between the least and those of the cheapest path."""
    cheapest = graph.shortest(source, target, minimise="cost").totals
    least = {name: graph.shortest(source, target, minimise=name).totals[name] for name in ("time", "co2e")}
    return {name: least[name] + int(share * (cheapest[name] - least[name])) for name in least}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("most", [3, 1000])
def test_the_answer_is_the_cheapest_point_of_the_front_that_keeps_the_limits(engine, most):
    graph = grid(6, 4, engine, most)
    front = [path.totals for path in graph.pareto(0, 35, criteria=("cost", "time", "co2e"))]
    statuses = set()
    for share in (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0):
        limits = limits_between(graph, 0, 35, share)
        fitting = [one["cost"] for one in front if all(one[name] <= bound for name, bound in limits.items())]
        found = graph.constrained(0, 35, minimise="cost", limits=limits)
        assert found.totals.get("cost") == min(fitting, default=None)
        statuses.add(found.status)
    assert statuses == {Status.OPTIMAL, Status.INFEASIBLE}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_or_tools_and_both_engines_find_the_same_weight_and_the_engines_the_same_path(seed):
    both = [grid(9, seed, engine) for engine in ("interpreted", "compiled")]
    for share in (0.35, 0.5, 0.7):
        limits = limits_between(both[0], 0, 80, share)
        found = [graph.constrained(0, 80, minimise="cost", limits=limits) for graph in both]
        uses = [both[0].weights[name] for name in limits]
        ask = both[0].tail, both[0].head, both[0].weights["cost"], 0, 80, uses, [*limits.values()], 60.0
        assert found[0].totals.get("cost") == least_limited(*ask).weight
        assert found[0].status is found[1].status and found[0].reason == found[1].reason
        if found[0].arcs is not None:
            assert found[0].arcs.tolist() == found[1].arcs.tolist()
