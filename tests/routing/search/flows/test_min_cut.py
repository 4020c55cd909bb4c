"""`min_cut` against networkx and against every side of the nodes; what is odd about a question."""

from __future__ import annotations

import itertools
import random

import networkx
import numpy as np
import pytest

from routing import QuestionError
from routing.search import min_cut


def question(seed: int):
    rng = random.Random(seed)
    nodes, arcs = rng.randint(2, 6), rng.randint(0, 14)
    ends = [[rng.randrange(nodes) for _ in range(arcs)] for _ in range(2)]
    return (*ends, [rng.choice((-1, 0, *range(1, 9))) for _ in range(arcs)], 0, nodes - 1)


def least(tail, head, capacity, origin, destination):
    """Return the least capacity that leaves a set of nodes with the one and without the other; None: none limits it."""
    others = [node for node in range(max(*tail, *head, destination, 0) + 1) if node not in (origin, destination)]
    found = None
    for count in range(len(others) + 1):
        for side in itertools.combinations(others, count):
            inside = {origin, *side}
            leaving = [
                room for one, two, room in zip(tail, head, capacity, strict=True) if one in inside and two not in inside
            ]
            if -1 not in leaving and (found is None or sum(leaving) < found):
                found = sum(leaving)
    return found


def test_cuts_are_the_least_of_all_sides():
    limited = 0
    for seed in range(150):
        asked = question(seed)
        cut = min_cut(*asked)
        assert cut.value == least(*asked) if asked[0] else cut.value == 0
        if cut.value is not None:
            limited += 1
            assert sum(asked[2][arc] for arc in cut.arcs.tolist()) == cut.value
            left = [arc for arc in range(len(asked[0])) if arc not in set(cut.arcs.tolist()) and asked[2][arc]]
            graph = networkx.DiGraph([(asked[0][arc], asked[1][arc]) for arc in left])
            graph.add_nodes_from(asked[3:])
            assert cut.value == 0 or not networkx.has_path(graph, *asked[3:])
    assert limited > 60


def test_a_large_cut_is_that_of_networkx():
    rng = np.random.default_rng(4)
    tail, head, capacity = rng.integers(0, 80, 400), rng.integers(0, 80, 400), rng.integers(0, 50, 400)
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(80))
    for one, two, room in zip(tail.tolist(), head.tolist(), capacity.tolist(), strict=True):
        more = graph.get_edge_data(one, two, {"capacity": 0})["capacity"]
        graph.add_edge(one, two, capacity=more + room)
    assert min_cut(tail, head, capacity, 0, 79).value == networkx.minimum_cut_value(graph, 0, 79)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(QuestionError) as error:
        min_cut([0, -1], [1, 2], [3, -2], 0, -5)
    for words in ("tail: expected nodes from 0, found -1 in row 1", "capacity: expected numbers from 0, or -1", "-5"):
        assert words in str(error.value)
    with pytest.raises(QuestionError, match="expected two different nodes"):
        min_cut([0], [1], [1], 1, 1)
    with pytest.raises(QuestionError, match="use a coarser unit"):
        min_cut([0], [1], [2**63 - 1], 0, 1)
