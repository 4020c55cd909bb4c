"""A plain path as a minimum-cost flow of one unit, by OR-Tools' `SimpleMinCostFlow`.

minimise sum w_a x_a subject to conservation of one unit from s to t, 0 <= x_a <= 1. The matrix is totally
unimodular, so the optimum is a path (and cycles of weight 0, which are dropped). Exact in integers; cost
scaling push-relabel (Goldberg and Tarjan 1990), O(n^2 m log(n C)).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from routing.apart import library

Ints = NDArray[np.int64]


def least_flow(tail: Ints, head: Ints, weight: Ints, source: int, target: int) -> tuple[int, tuple[int, ...]] | None:
    """Return the least weight of a path and its rows in order, or None where no path exists.

    Parameters
    ----------
    tail, head, weight : int64, shape (n_arcs,)
        Ends (any node numbers from 0) and weights from 0.

    Raises
    ------
    OverflowError
        OR-Tools refused the weights: their scaled sum exceeds 64-bit integers.
    """
    if not len(tail):
        return None
    min_cost_flow = library("ortools.graph.python.min_cost_flow")
    model = min_cost_flow.SimpleMinCostFlow()
    rows = model.add_arcs_with_capacity_and_unit_cost(tail, head, np.ones_like(tail), weight)
    model.set_nodes_supplies(np.array([source, target], dtype=np.int64), np.array([1, -1], dtype=np.int64))
    status = model.solve()
    if status in (model.INFEASIBLE, model.UNBALANCED):
        return None
    if status != model.OPTIMAL:
        raise OverflowError(f"the minimum-cost flow ended with status {status}")
    used = np.flatnonzero(np.asarray(model.flows(rows)) > 0)
    return int(model.optimal_cost()), path_of(used.tolist(), tail, head, source, target)


def path_of(used: Sequence[int], tail: Ints, head: Ints, source: int, target: int) -> tuple[int, ...]:
    """Return the rows of a path from source to target among used rows, cycles left out."""
    leaving: dict[int, list[int]] = {}
    for row in used:
        leaving.setdefault(int(tail[row]), []).append(row)
    rows: list[int] = []
    nodes = [source]
    while nodes[-1] != target:
        row = leaving[nodes[-1]].pop()
        there = int(head[row])
        rows.append(row)
        nodes.append(there)
        first = nodes.index(there)
        del rows[first:], nodes[first + 1 :]
    return tuple(rows)
