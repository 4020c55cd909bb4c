"""Arrays of tails, heads and weights out of networkx graphs and scipy's sparse matrices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from routing.errors import QuestionError

if TYPE_CHECKING:
    import networkx

Ints = NDArray[np.int64]


def networkx_arrays(
    graph: networkx.Graph[Any], weights: tuple[str, ...]
) -> tuple[Ints, Ints, dict[str, list[Any]], list[Any], list[Any]]:
    """Return tails, heads, weights, and the nodes and edges behind the numbers; undirected edges become two arcs.

    Raises
    ------
    QuestionError
        An edge lacks a weight.
    """
    nodes = list(graph.nodes)
    number = {node: place for place, node in enumerate(nodes)}
    keys = list(graph.edges(keys=True)) if graph.is_multigraph() else list(graph.edges)  # type: ignore[call-overload]
    edges = [(edge[0], edge[1], edge) for edge in keys]
    if not graph.is_directed():
        edges += [(head, tail, edge) for tail, head, edge in edges if head != tail]
    lacking = [
        f"edge {edge}: no attribute {name!r}"
        for _, _, edge in edges
        for name in weights
        if name not in graph.edges[edge]
    ]
    if lacking:
        raise QuestionError(lacking[:20])
    values = {name: [graph.edges[edge][name] for _, _, edge in edges] for name in weights}
    tail = np.array([number[here] for here, _, _ in edges], dtype=np.int64)
    head = np.array([number[there] for _, there, _ in edges], dtype=np.int64)
    return tail, head, values, nodes, [edge for _, _, edge in edges]


def scipy_arrays(matrices: Mapping[str, Any]) -> tuple[Ints, Ints, dict[str, Any], int]:
    """Return tails, heads, weights and the number of nodes; entry (i, j) of a matrix is an arc from i to j.

    Every stored entry is an arc: a stored 0 weighs nothing, and two entries of one place (`coo`) are parallel arcs.

    Raises
    ------
    QuestionError
        Not a square csr, csc or coo matrix, or matrices whose stored entries do not stand at the same places.
    """
    ends: tuple[Ints, Ints] | None = None
    problems: list[str] = []
    values: dict[str, Any] = {}
    size = 0
    for name, matrix in matrices.items():
        kind = getattr(matrix, "format", type(matrix).__name__)
        shape: tuple[int, ...] = getattr(matrix, "shape", ())
        if kind not in ("csr", "csc", "coo") or len(shape) != 2 or shape[0] != shape[1]:
            problems.append(f"{name!r}: expected a square csr, csc or coo matrix, found {kind} of shape {shape}")
            continue
        tail, head = _ends(matrix, kind)
        if ends is not None and not (np.array_equal(tail, ends[0]) and np.array_equal(head, ends[1])):
            problems.append(f"{name!r}: expected stored entries at the same places, in the same order, as the others")
        ends, size = (tail, head), int(shape[0])
        values[name] = matrix.data
    if problems or ends is None:
        raise QuestionError(problems or ["expected at least one matrix"])
    return *ends, values, size


def _ends(matrix: Any, kind: str) -> tuple[Ints, Ints]:
    if kind == "coo":
        return matrix.row.astype(np.int64), matrix.col.astype(np.int64)
    compressed = np.repeat(np.arange(len(matrix.indptr) - 1), np.diff(matrix.indptr))
    other = matrix.indices.astype(np.int64)
    return (compressed, other) if kind == "csr" else (other, compressed)
