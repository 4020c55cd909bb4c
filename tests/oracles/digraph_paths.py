"""All paths of a `Digraph`, for graphs small enough to try them all."""

from __future__ import annotations

from routing.search import Digraph


def simple_paths(graph: Digraph, source: int, target: int) -> list[tuple[int, ...]]:
    """Every path without a repeated node, as arc numbers, by trying all continuations."""
    found: list[tuple[int, ...]] = []
    stack: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((), (source,))]
    while stack:
        arcs, nodes = stack.pop()
        if nodes[-1] == target:
            found.append(arcs)
            continue
        for arc, (here, there) in enumerate(zip(graph.tail.tolist(), graph.head.tolist(), strict=True)):
            if here == nodes[-1] and there not in nodes:
                stack.append(((*arcs, arc), (*nodes, there)))
    return found
