"""Reads a constrained shortest path in the format of the OR-Library, files rcsp1 to rcsp24, into a `Digraph`.

The format (Beasley and Christofides 1989), as numbers in this order: vertices n, arcs m, resources K; K lower limits; K
upper limits; for each vertex its use of the K resources; for each arc its two vertices (1 to n), cost and use of the K
resources. Asked is a path of least cost from vertex 1 to vertex n that keeps all limits.

What a vertex uses is moved to the arcs that enter it; what vertex 1 uses is taken off the upper limits. That is exact.
Lower limits are not: the searches of landbridge know upper limits only, and a path that uses too little would have to
make a detour. An instance whose lower limits are all 0 is modelled whole; for others `lower` says what is left out, and
an optimum that happens to keep them is an optimum of the whole problem.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.search import Digraph

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Instance:
    """An instance as arrays.

    Attributes
    ----------
    tail, head, cost : int64, shape (m,)
        Vertices from 0.
    use : int64, shape (m, K)
        What each arc and the vertex at its head use together.
    upper, lower : int64, shape (K,)
        Limits on the sum of `use` over a path: those of the file less what the first vertex uses.
    """

    n_nodes: int
    tail: Ints
    head: Ints
    cost: Ints
    use: Ints
    lower: Ints
    upper: Ints

    def graph(self, engine: Any) -> Digraph:
        """Return the graph, with weights `cost`, `use0`, `use1`, ..."""
        uses = {f"use{k}": self.use[:, k] for k in range(self.use.shape[1])}
        return Digraph(self.tail, self.head, {"cost": self.cost, **uses}, n_nodes=self.n_nodes, engine=engine)

    @property
    def limits(self) -> dict[str, int]:
        """Return the upper limits as `Digraph.constrained` takes them."""
        return {f"use{k}": most for k, most in enumerate(self.upper.tolist())}

    def keeps_lower_limits(self, arcs: Ints) -> bool:
        """Tell whether a path uses as much of each resource as it has to."""
        return bool((self.use[arcs].sum(axis=0) >= self.lower).all())


def read(file: File) -> Instance:
    """Return the instance of a file.

    Raises
    ------
    ValueError
        Something is no integer, or there are fewer or more numbers than the first three say.
    """
    words = file.read_text(encoding="ascii").split()
    try:
        numbers = [_whole(word) for word in words]
    except ValueError as error:
        raise ValueError(f"{file.name}: {error}") from None
    n_nodes, n_arcs, n_resources = numbers[:3]
    expected = 3 + 2 * n_resources + n_nodes * n_resources + n_arcs * (3 + n_resources)
    if len(numbers) != expected:
        raise ValueError(f"{file.name}: {len(numbers)} numbers, expected {expected}")
    rest = iter(numbers[3:])

    def block(rows: int, columns: int) -> Ints:
        return np.array(list(itertools.islice(rest, rows * columns)), dtype=np.int64).reshape(rows, columns)

    lower, upper = block(2, n_resources)
    at_nodes, arcs = block(n_nodes, n_resources), block(n_arcs, 3 + n_resources)
    tail, head, cost, use = arcs[:, 0] - 1, arcs[:, 1] - 1, arcs[:, 2], arcs[:, 3:]
    return Instance(n_nodes, tail, head, cost, use + at_nodes[head], lower - at_nodes[0], upper - at_nodes[0])


def _whole(word: str) -> int:
    number = float(word)
    if number != int(number):
        raise ValueError(f"{word} is no integer")
    return int(number)
