"""A part of a problem: only some of its arcs, numbered afresh in their order, and only the nodes at their ends.

Arcs of which bounds tell that no answer uses them are left out before a search. As the arcs keep their order, the tie
rule on arc numbers takes the same route in the part as in the whole.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from routing.compiling.arc_table import Ints
from routing.compiling.problem import Problem
from routing.search.graph import Graph


def part_of(problem: Problem, rows: Ints) -> Problem:
    """Return the problem on some of its arcs.

    Parameters
    ----------
    rows : int64, shape (k,)
        Numbers of usable arcs, rising.
    """
    graph = problem.graph
    ends = np.concatenate([graph.tail[rows], graph.head[rows], [problem.source, problem.target]])
    nodes, number = np.unique(ends, return_inverse=True)
    size = len(rows)
    return replace(
        problem,
        graph=Graph(number[:size].astype(np.int64), number[size : 2 * size].astype(np.int64), len(nodes)),
        usable=np.ones(size, dtype=np.bool_),
        columns={name: cells[rows] for name, cells in problem.columns.items()},
        vector=tuple(cells[rows] for cells in problem.vector),
        row=problem.row[rows],
        source=int(number[2 * size]),
        target=int(number[2 * size + 1]),
    )
