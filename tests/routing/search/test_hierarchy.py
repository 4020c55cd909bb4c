"""A hierarchy gives paths of the weights that the searches give."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from routing import QuestionError, Status
from routing.search import Digraph

pytest.importorskip("routingkit_cch")
from routing.search.hierarchy import Hierarchy


def random_graph(seed, nodes=60, arcs=170):
    rng = np.random.default_rng(seed)
    ends = rng.integers(0, nodes, (2, arcs))
    return Digraph(*ends, {"time": rng.integers(0, 50, arcs), "cost": rng.integers(0, 50, arcs)}, n_nodes=nodes)


@pytest.mark.parametrize("seed", range(6))
def test_paths_weigh_what_the_search_says_and_lead_from_end_to_end(seed):
    graph = random_graph(seed)
    positions = np.random.default_rng(seed).random((2, 60))
    both = [
        Hierarchy(graph, minimise="time"),
        Hierarchy(graph, minimise="time", latitude=positions[0], longitude=positions[1]),
    ]
    for source in range(0, 60, 3):
        for target in range(60):
            expected = graph.shortest(source, target, minimise="time")
            for hierarchy in both:
                found = hierarchy.shortest(source, target)
                assert found.status is expected.status and found.reason == expected.reason
                if expected.status is Status.OPTIMAL:
                    assert found.totals.get("time") == expected.totals.get("time")
                    arcs = found.arcs.tolist()
                    assert [source, *graph.head[arcs]] == [*graph.tail[arcs], target]


def test_threads_ask_at_once():
    graph = random_graph(9)
    hierarchy = Hierarchy(graph, minimise="cost")
    pairs = [(a, b) for a in range(20) for b in range(40, 60)]
    expected = [graph.shortest(*pair, minimise="cost").totals for pair in pairs]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda pair: hierarchy.shortest(*pair).totals, pairs))
    assert [one.get("cost") for one in found] == [one.get("cost") for one in expected]


def test_what_a_hierarchy_cannot_hold_is_refused():
    with pytest.raises(QuestionError, match="coarser unit"):
        Hierarchy(Digraph([0, 1], [1, 0], {"w": [2**30, 2**30]}, n_nodes=2), minimise="w")
    with pytest.raises(QuestionError, match="one of the weights") as refused:
        Hierarchy(random_graph(0), minimise="w", latitude=[1.0])
    assert len(refused.value.problems) == 2
    with pytest.raises(QuestionError, match="target=99"):
        Hierarchy(random_graph(0), minimise="time").shortest(0, 99)
