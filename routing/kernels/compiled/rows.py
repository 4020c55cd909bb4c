"""The arcs of a graph in rows by node: built once per graph and direction."""

from __future__ import annotations

from typing import Any

from routing.kernels.compiled.jit import compiled


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
