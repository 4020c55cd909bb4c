"""The arcs of a graph in rows by node: built once per graph and direction, and of those the arcs of use to a front."""

from __future__ import annotations

from typing import Any

import numpy as np

from routing.kernels.arrays.jit import compiled


@compiled
def count_rows(nodes: Any, first: Any) -> None:
    """Fill `first` (zeros, n + 1): where the arcs of each node begin."""
    for arc in range(len(nodes)):
        first[nodes[arc] + 1] += 1
    for node in range(1, len(first)):
        first[node] += first[node - 1]


@compiled
def fill_rows(nodes: Any, others: Any, first: Any, following: Any, arcs: Any, ends: Any) -> None:
    """Fill `arcs` and `ends` from the nodes that arcs are grouped by and their other ends; `following` starts at 0."""
    for arc in range(len(nodes)):
        node = nodes[arc]
        place = first[node] + following[node]
        following[node] += 1
        arcs[place] = arc
        ends[place] = others[arc]


@compiled
def in_rows(values: Any, arcs: Any, ordered: Any) -> None:
    """Fill `ordered` with the values of the arcs in the order of the rows."""
    for place in range(len(arcs)):
        ordered[place] = values[arcs[place]]


@compiled
def useful_rows(
    first: Any, arcs: Any, tail: Any, weights: Any, most: Any, usable: Any, node_in: Any
) -> tuple[Any, Any, int]:
    """Return the rows of the arcs that enter each node and may lie on a path of a front, and the longest row.

    Parameters
    ----------
    first, arcs
        Where the arcs that enter each node begin in `arcs`, and their numbers.
    weights, most
        Weights of each arc, shape (n_criteria, n_arcs), and the most that one arc may have of each.
    node_in
        Nodes that such a path may touch.

    Returns
    -------
    begin, rows, longest
        Where the rows of each node begin; per row the weights of an arc, and its tail with its number.
    """
    nodes, width = len(first) - 1, len(weights)
    rows = np.empty((len(arcs), width + 1), np.int64)
    begin = np.empty(nodes + 1, np.int64)
    count, longest = 0, 0
    for node in range(nodes):
        begin[node] = count
        if node_in[node]:
            for place in range(first[node], first[node + 1]):
                arc = arcs[place]
                here = tail[arc]
                within = usable[arc] and node_in[here] and here != node
                for k in range(width):
                    within = within and weights[k, arc] <= most[k]
                    rows[count, k] = weights[k, arc]
                rows[count, width] = (here << 32) | arc
                if within:
                    count += 1
        longest = max(longest, count - begin[node])
    begin[nodes] = count
    return begin, rows[:count], longest
