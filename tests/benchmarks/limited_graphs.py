"""Large graphs with three weights for paths within two limits: two kinds of graph, four kinds of weights, from a seed.

``grid``: streets of a square. ``geometric``: points drawn evenly over a square, each joined with its three nearest.
Weights: ``uncorrelated``, drawn each by itself; ``correlated``, all follow the length, 20 % either way; ``road``, three
classes of road, the fast ones dear and every twelfth line one of them; ``conflicting``, what is dear is fast. Nothing
of it exists.
"""

from __future__ import annotations

import numpy as np
from instances import Instance, Ints

NODES = 50_000
KINDS = ("grid", "geometric")
WEIGHTS = ("uncorrelated", "correlated", "road", "conflicting")
NAMES = ("cost", "time", "co2e")
SPEED, TOLL, BURN = np.array([2.5, 1.6, 1.0]), np.array([1.8, 1.2, 1.0]), np.array([1.25, 0.9, 1.0])  # by class


def limited_graph(kind: str, weights: str, seed: int, nodes: int = NODES) -> Instance:
    """Return a graph of about so many nodes and four times as many arcs; every link goes both ways."""
    random = np.random.default_rng(seed)
    points, one, other = _grid(int(nodes**0.5)) if kind == "grid" else _geometric(nodes, random)
    if weights == "uncorrelated":
        drawn = {name: random.integers(1, 10_001, 2 * len(one)) for name in NAMES}
    else:
        length = np.hypot(*(points[one] - points[other]).T) * random.uniform(10_000, 13_000, len(one)) + 10
        factors = _factors(weights, points[one], points[other], random)
        drawn = {name: np.tile(np.rint(length * factors[name]).astype(np.int64), 2) for name in NAMES}
    tail, head = np.concatenate([one, other]), np.concatenate([other, one])
    return Instance(f"{kind}, {weights}", tail, head, drawn, len(points), f"limited_graphs.py, seed {seed}")


def _grid(side: int) -> tuple[np.ndarray, Ints, Ints]:
    nodes = np.arange(side * side).reshape(side, side)
    one = np.concatenate([nodes[:, :-1].ravel(), nodes[:-1].ravel()])
    other = np.concatenate([nodes[:, 1:].ravel(), nodes[1:].ravel()])
    return np.stack(np.divmod(np.arange(side * side), side), 1).astype(float), one, other


def _geometric(nodes: int, random: np.random.Generator) -> tuple[np.ndarray, Ints, Ints]:
    from scipy.spatial import cKDTree

    points = random.random((nodes, 2)) * nodes**0.5
    _, near = cKDTree(points).query(points, k=4)
    ends = np.stack([np.repeat(np.arange(nodes), 3), near[:, 1:].ravel()], 1)
    pairs = np.unique(np.sort(ends, axis=1), axis=0)
    return points, pairs[:, 0], pairs[:, 1]


def _factors(weights: str, one: np.ndarray, other: np.ndarray, random: np.random.Generator) -> dict[str, np.ndarray]:
    """Return by how much each weight of a link goes with its length."""
    size = len(one)
    if weights == "correlated":
        return {name: random.uniform(0.8, 1.2, size) for name in NAMES}
    if weights == "conflicting":
        dear, clean = random.random(size), random.random(size)
        return {"cost": 0.5 + dear, "time": (1.5 - dear) * random.uniform(0.9, 1.1, size), "co2e": 0.5 + clean}
    lines = (np.stack([one, other]).astype(np.int64)[:, :, 0] % 12 == 0).any(axis=0)
    road = np.where(lines, 0, random.integers(1, 3, size))
    noise = {name: random.uniform(0.9, 1.1, size) for name in NAMES}
    return {
        "cost": TOLL[road] * noise["cost"],
        "time": noise["time"] / SPEED[road],
        "co2e": BURN[road] * noise["co2e"],
    }
