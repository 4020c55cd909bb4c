"""The trees of canonical paths, either way and by both texts, against every path of small graphs."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing.kernels.lists.canonical_tree import canonical_tree
from routing.search.graph import Graph, pack


@st.composite
def graphs(draw):
    """Nodes, arcs with small weights (many ties, zeros among them) and a mask; the last weight counts arcs."""
    nodes = draw(st.integers(1, 6))
    end, weight = st.integers(0, nodes - 1), st.integers(0, 2)
    arcs = draw(st.lists(st.tuples(end, end, weight, weight), max_size=16))
    tail, head, *weights = (
        (np.array(column, dtype=np.int64) for column in zip(*arcs, strict=True))
        if arcs
        else (np.empty(0, np.int64),) * 4
    )
    usable = np.array([draw(st.integers(0, 5)) > 0 for _ in arcs], dtype=np.bool_)
    wanted = draw(st.lists(end, min_size=1, max_size=nodes))
    return (
        Graph(tail, head, nodes),
        (*weights, np.ones(len(arcs), dtype=np.int64)),
        usable,
        draw(end),
        sorted({*wanted}),
    )


def best_path(graph, vector, usable, source, target):
    """Return the least path by vector and then by arc numbers, of all loopless ones; None without one."""
    found, stack = [], [((), (source,))]
    while stack:
        arcs, nodes = stack.pop()
        if nodes[-1] == target:
            found.append((tuple(int(sum(column[list(arcs)])) for column in vector), arcs))
            continue
        for arc in np.flatnonzero(usable & (graph.tail == nodes[-1])).tolist():
            if graph.heads[arc] not in nodes:
                stack.append(((*arcs, arc), (*nodes, graph.heads[arc])))
    return min(found)[1] if found else None


def by_lists(graph, vector, usable, root, wanted, backward):
    incident = graph.entering if backward else graph.leaving
    ends = (graph.heads, graph.tails) if backward else (graph.tails, graph.heads)
    return canonical_tree(
        incident, ends, pack(list(vector))[0], usable.astype(np.uint8).tobytes(), root, wanted, backward=backward
    )


def by_arrays(graph, vector, usable, root, wanted, backward):
    from routing.kernels.arrays import canonical_tree as compiled

    marked = np.zeros(graph.n_nodes, dtype=np.uint8)
    marked[wanted] = 1
    ends = (graph.head, graph.tail) if backward else (graph.tail, graph.head)
    incident = graph.arrays.entering if backward else graph.arrays.leaving
    weight = np.ascontiguousarray(np.stack(vector, axis=1))
    via = compiled.canonical_tree(incident, ends, weight, usable.view(np.uint8), root, marked, backward)
    return via.tolist()


LACKING = pytest.mark.skipif(find_spec("numba") is None, reason="needs numba")
TEXTS = [by_lists, pytest.param(by_arrays, marks=LACKING)]


@pytest.mark.parametrize("tree", TEXTS)
@pytest.mark.parametrize("backward", [False, True])
@cases(quick=10, long=200)
@given(graphs())
def test_every_path_of_a_tree_is_the_canonical_one(tree, backward, case):
    graph, vector, usable, root, wanted = case
    via = tree(graph, vector, usable, root, wanted, backward)
    ends = graph.heads if backward else graph.tails
    for node in wanted:
        best = best_path(graph, vector, usable, *((node, root) if backward else (root, node)))
        arcs, at = [], node
        while at != root and via[at] >= 0:
            arcs.append(via[at])
            at = ends[via[at]]
        assert (tuple(arcs if backward else arcs[::-1]) if at == root else None) == best
