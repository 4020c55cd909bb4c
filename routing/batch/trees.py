"""One search for the paths of many pairs of ends: `paths`.

Pairs are grouped by their origin or by their destination, whichever asks for fewer searches. Each search ends when the
last of its pairs has its path. The compiled kernel answers where many searches outlast its loading, else the
interpreted one; both take the canonical path, as `routing.solving` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from routing.compiling.problem import Problem
from routing.kernels.lists.canonical_tree import canonical_tree

Nodes = tuple[int, int]  # source and target of a pair; -1: the graph has no such node
Path = list[int] | None  # arcs in order; None: there is none


def paths(problem: Problem, pairs: Sequence[Nodes], *, compiled: bool = False) -> Iterator[tuple[int, Path]]:
    """Yield the number of each pair with its canonical path, in the order in which they are found."""
    sources, targets = ({pair[end] for pair in pairs} for end in (0, 1))
    backward = len(targets) < len(sources)
    grouped: dict[int, list[int]] = {}
    for number, pair in enumerate(pairs):
        if -1 in pair:
            yield number, None
        else:
            grouped.setdefault(pair[backward], []).append(number)
    for root, numbers in grouped.items():
        others = [pairs[number][not backward] for number in numbers]
        via = (_compiled if compiled else _interpreted)(problem, root, others, backward)
        ends = problem.graph.heads if backward else problem.graph.tails
        for number, other in zip(numbers, others, strict=True):
            yield number, _walked(via, ends, other, root, backward)


def _interpreted(problem: Problem, root: int, wanted: Sequence[int], backward: bool) -> list[int]:
    graph = problem.graph
    incident, ends = (
        (graph.entering, (graph.heads, graph.tails)) if backward else (graph.leaving, (graph.tails, graph.heads))
    )
    return canonical_tree(incident, ends, problem.packed, problem.mask, root, wanted, backward=backward)


def _compiled(problem: Problem, root: int, wanted: Sequence[int], backward: bool) -> list[int]:
    from routing.kernels.arrays import canonical_tree as compiled

    graph = problem.graph
    marked = np.zeros(graph.n_nodes, dtype=np.uint8)
    marked[list(wanted)] = 1
    incident = graph.arrays.entering if backward else graph.arrays.leaving
    ends = (graph.head, graph.tail) if backward else (graph.tail, graph.head)
    usable = problem.usable.view(np.uint8)
    via = compiled.canonical_tree(incident, ends, _vectors(problem), usable, root, marked, backward)
    return list(via.tolist())


def _vectors(problem: Problem) -> NDArray[np.int64]:
    """Return the vector of each arc in a row, made once for those that the table keeps."""
    table, minimise = problem.table, problem.question.minimise
    return table.expansion.network.worked_out(
        (_vectors, table, minimise), lambda: np.ascontiguousarray(np.stack(problem.vector, axis=1))
    )


def _walked(via: Sequence[int], ends: Sequence[int], node: int, root: int, backward: bool) -> Path:
    """Return the path between a node and the root of a tree."""
    arcs = []
    while node != root:
        arc = via[node]
        if arc < 0:
            return None
        arcs.append(arc)
        node = ends[arc]
    return arcs if backward else arcs[::-1]
