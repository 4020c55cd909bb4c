"""Many shipments on random plane networks: few bottlenecks, or a capacity on every link; and the public format.

Nodes lie at random in a square and are joined both ways to their nearest ones, so that there are about four arcs a node;
costs are distances. Capacities are shares of what the arc would carry if all took their cheapest way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Family = Literal["few30", "dense"]
FEW = 30


class Shared(NamedTuple):
    """The arguments of `multicommodity`."""

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    capacity: NDArray[np.float64]
    cost: NDArray[np.float64]
    origins: NDArray[np.int64]
    destinations: NDArray[np.int64]
    demands: NDArray[np.float64]
    unserved_penalty: float


def synthetic(family: Family, n_nodes: int, n_commodities: int, seed: int = 18) -> Shared:
    """Return a random instance; `few30`: the 30 busiest arcs have a capacity, `dense`: every one has."""
    from routing.search import multicommodity

    rng = np.random.default_rng(seed)
    tail, head, cost = _plane(n_nodes, rng)
    origins, destinations = rng.integers(0, n_nodes, n_commodities), rng.integers(0, n_nodes, n_commodities)
    destinations = np.where(destinations == origins, (origins + 1) % n_nodes, destinations)
    demands = rng.integers(1, 101, n_commodities).astype(np.float64)
    free = np.full(len(tail), -1.0)
    penalty = 50.0 * float(np.sqrt(2) * 1000)
    load = multicommodity(tail, head, free, cost, origins, destinations, demands, penalty).flow
    assert load is not None
    busiest = np.argsort(-load, kind="stable")
    if family == "few30":
        free[busiest[:FEW]] = np.ceil(load[busiest[:FEW]] * rng.uniform(0.5, 0.9, FEW))
        return Shared(tail, head, free, cost, origins, destinations, demands, penalty)
    capacity = np.maximum(np.ceil(load * rng.uniform(1.0, 2.0, len(load))), 100.0)
    fifth = busiest[: max(1, int((load > 0).sum()) // 5)]
    capacity[fifth] = np.ceil(load[fifth] * rng.uniform(0.55, 0.9, len(fifth)))
    return Shared(tail, head, capacity, cost, origins, destinations, demands, penalty)


def _plane(n_nodes: int, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return arcs both ways between near nodes, and a line through all that holds the network together."""
    place = rng.uniform(0, 1000, (n_nodes, 2))
    place = place[np.lexsort((place[:, 1], np.floor(place[:, 0] / 50)))]
    pairs = {(node, node + 1) for node in range(n_nodes - 1)}
    for node in range(n_nodes):
        far = np.hypot(*(place - place[node]).T)
        pairs |= {(min(node, one), max(node, one)) for one in np.argsort(far, kind="stable")[1:3].tolist()}
    one, other = np.array(sorted(pairs), dtype=np.int64).T
    length = np.ceil(np.hypot(*(place[one] - place[other]).T)) + 1
    return np.concatenate((one, other)), np.concatenate((other, one)), np.concatenate((length, length))


def read_commalab(file: Path, penalty_times: float = 200.0) -> Shared:
    """Return an instance in the format of the planar and grid networks of the CommaLab collection."""
    cells = np.array(file.read_text(encoding="ascii").split(), dtype=np.float64)
    n_arcs, n_commodities = int(cells[1]), int(cells[2])
    arcs = cells[3 : 3 + 4 * n_arcs].reshape(n_arcs, 4)
    wanted = cells[3 + 4 * n_arcs :][: 3 * n_commodities].reshape(n_commodities, 3)
    nodes = [cells.astype(np.int64) - 1 for cells in (arcs[:, 0], arcs[:, 1], wanted[:, 0], wanted[:, 1])]
    penalty = penalty_times * float(arcs[:, 2].max())
    return Shared(nodes[0], nodes[1], arcs[:, 3], arcs[:, 2], nodes[2], nodes[3], wanted[:, 2], penalty)
