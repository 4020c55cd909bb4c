"""`Graph`: nodes and arcs as the searches read them; and vectors packed into one number per arc."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from routing.search.array_graph import ArrayGraph
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Graph:
    """Nodes and arcs as the kernels read them.

    Attributes
    ----------
    tail, head : int64, shape (n_arcs,)
        Ends of each arc, 0 to n_nodes - 1; parallel arcs and loops allowed.
    n_nodes
        Number of nodes.
    """

    tail: Ints
    head: Ints
    n_nodes: int

    @cached_property
    def tails(self) -> list[int]:
        return list(self.tail.tolist())

    @cached_property
    def heads(self) -> list[int]:
        return list(self.head.tolist())

    @cached_property
    def leaving(self) -> list[tuple[int, ...]]:
        return _grouped(self.tail, self.n_nodes)

    @cached_property
    def entering(self) -> list[tuple[int, ...]]:
        return _grouped(self.head, self.n_nodes)

    @cached_property
    def arrays(self) -> ArrayGraph:
        """Return the graph as the compiled kernels read it; it has no weights of its own."""
        from routing.search.array_graph import ArrayGraph

        return ArrayGraph(self.tail, self.head, {}, self.n_nodes)


def pack(vector: list[Ints]) -> tuple[list[int], int]:
    """Return the rows of a vector as single integers in lexicographic order, and the shift of the first entry.

    Each later entry gets as many bits as the sum of all its values needs, so no path can carry into the
    entry before it.
    """
    packed = vector[0].tolist()
    shift = 0
    for column in vector[1:]:
        values = column.tolist()
        bits = max(1, sum(values).bit_length())
        packed = [(left << bits) | right for left, right in zip(packed, values, strict=True)]
        shift += bits
    return packed, shift


def _grouped(nodes: Ints, n_nodes: int) -> list[tuple[int, ...]]:
    """Return the arcs of each node; as tuples, which the garbage collector need not look at again."""
    arcs = np.argsort(nodes, kind="stable").tolist()
    first = np.zeros(n_nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(nodes, minlength=n_nodes), out=first[1:])
    return [tuple(arcs[begin:end]) for begin, end in pairwise(first.tolist())]
