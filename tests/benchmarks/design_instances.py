"""Fixed charges on arcs that commodities share: a random instance, and the public formats of Canad C and R.

The instances of Crainic, Frangioni and Gendron (Discrete Applied Mathematics 112, 2001) stand as ``.dow`` files in the
CommaLab collection, and as lists with ``k`` and ``a`` rows in the collection of instances of Flowty. Nothing of either
lies here.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Design(NamedTuple):
    """The arguments of `network_design`."""

    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints
    fixed: Ints
    origins: Ints
    destinations: Ints
    demands: Ints


def is_design(file: Path) -> bool:
    """Tell whether a file is in one of the two formats."""
    with file.open(encoding="ascii", errors="replace") as lines:
        return any(
            line.split()[:2] in (["MULTIGEN.DAT:"], ["p", "fcmcf"]) for _, line in zip(range(10), lines, strict=False)
        )


def read_design(file: Path) -> Design:
    """Return an instance of either format."""
    rows = [line.split() for line in file.read_text(encoding="ascii").splitlines()]
    if rows[0][:1] == ["MULTIGEN.DAT:"]:
        return _of_dow(rows[1:])
    arcs = np.array([row[1:6] for row in rows if row[:1] == ["a"]], dtype=np.int64)
    wanted = np.array([row[1:4] for row in rows if row[:1] == ["k"]], dtype=np.int64)
    tail, head, cost, capacity, fixed = arcs.T
    return Design(tail, head, capacity, cost, fixed, *wanted.T)


def _of_dow(rows: list[list[str]]) -> Design:
    n_arcs, n_commodities = int(rows[0][1]), int(rows[0][2])
    arcs = np.array([row[:5] for row in rows[1 : 1 + n_arcs]], dtype=np.int64)
    wanted = np.array([row[:3] for row in rows[1 + n_arcs : 1 + n_arcs + n_commodities]], dtype=np.int64)
    tail, head, cost, capacity, fixed = arcs.T
    origins, destinations, demands = wanted.T
    return Design(tail - 1, head - 1, capacity, cost, fixed, origins - 1, destinations - 1, demands)


def synthetic_design(n_nodes: int, n_commodities: int, seed: int) -> Design:
    """Return a random instance: a ring and six arcs a node, capacities about two demands, charges as of twenty units."""
    rng = np.random.default_rng(seed)
    tail = np.concatenate((np.arange(n_nodes), rng.integers(0, n_nodes, 6 * n_nodes)))
    head = np.concatenate(((np.arange(n_nodes) + 1) % n_nodes, rng.integers(0, n_nodes, 6 * n_nodes)))
    cost = rng.integers(5, 100, len(tail))
    capacity = rng.integers(30, 90, len(tail))
    capacity[:n_nodes] = 50 * n_commodities
    fixed = cost * rng.integers(10, 30, len(tail))
    origins = rng.integers(0, n_nodes, n_commodities)
    destinations = (origins + rng.integers(1, n_nodes, n_commodities)) % n_nodes
    return Design(tail, head, capacity, cost, fixed, origins, destinations, rng.integers(5, 50, n_commodities))
