"""OR-Tools by itself: which arcs lie on best paths, and what it refuses to count."""

from __future__ import annotations

import random
from types import SimpleNamespace

import networkx
import numpy as np
import pytest

from routing.search.budget import Budget
from routing.search.graph import Graph
from routing.solving.models.cp_sat import least_limited
from routing.solving.ortools import _on_best

#   0 --a0:1--> 1 --a2:1--> 3        a1:3 goes 0 -> 2, a3:0 goes 2 -> 3, a4:5 straight from 0 to 3, a5 is a loop at 1
TAILS, HEADS, WEIGHTS = [0, 0, 1, 2, 0, 1], [1, 2, 3, 3, 3, 1], [1, 3, 1, 0, 5, 0]


TAILS, HEADS, WEIGHTS = [0, 0, 1, 2, 0, 1], [1, 2, 3, 3, 3, 1], [1, 3, 1, 0, 5, 0]


def test_arcs_of_the_best_paths_are_found_also_behind_arcs_of_weight_zero():
    # from 0 to 1: a0 weighs 5, and so does a1, a2 by 2 (5 + 0), which is reached no sooner than 1; a3 weighs 6
    tail, head, weight = np.array([[0, 0, 2, 0], [1, 2, 1, 1], [5, 5, 0, 6]])
    problem = SimpleNamespace(graph=Graph(tail, head, 3), source=0, target=1)
    assert _on_best(problem, np.arange(4), weight, 5, Budget()).tolist() == [0, 1, 2]


@pytest.mark.parametrize("seed", range(20))
def test_arcs_of_the_best_paths_are_those_of_networkx(seed: int):
    rng = random.Random(seed)
    ends = [(rng.randrange(6), rng.randrange(6), rng.choice((0, 1, 1, 2, 3))) for _ in range(14)]
    tail, head, weight = np.array([*ends, (0, 5, 7)]).T  # the last one sees to it that there is a path
    graph = networkx.MultiDiGraph()
    for row, (here, there, cost) in enumerate(zip(tail.tolist(), head.tolist(), weight.tolist(), strict=True)):
        graph.add_edge(here, there, key=row, weight=cost)
    behind = networkx.single_source_dijkstra_path_length(graph, 0)
    ahead = networkx.single_source_dijkstra_path_length(graph.reverse(), 5)
    least = behind[5]
    expected = [
        row
        for here, there, row, cost in graph.edges(keys=True, data="weight")
        if here in behind and there in ahead and behind[here] + cost + ahead[there] == least
    ]
    problem = SimpleNamespace(graph=Graph(tail, head, 6), source=0, target=5)
    assert _on_best(problem, np.arange(15), weight, least, Budget()).tolist() == sorted(expected)


def test_the_second_engine_refuses_sums_that_it_cannot_keep_exactly():
    tail, head = np.array([0, 0]), np.array([1, 1])
    small, large = np.array([1, 2]), np.array([2**52, 2**52])
    assert least_limited(tail, head, small, 0, 1, [small], [1], 10.0).weight == 1
    for weight, use in ((large, small), (small, large)):
        with pytest.raises(OverflowError):
            least_limited(tail, head, weight, 0, 1, [use], [2**53], 10.0)
