"""Questions that outlast any limit of time: chains of choices in which what is saved of one amount costs of another."""

from __future__ import annotations

import warnings
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from networks import Network, NetworkBuilder

Ints = NDArray[np.int64]


def ladder(rungs: int, seed: int = 9) -> tuple[Ints, Ints, dict[str, Ints]]:
    """Return tails, heads and four weights of a chain of two parallel arcs each; a + b is the same by both."""
    rng = np.random.default_rng(seed)
    tail, sizes = np.repeat(np.arange(rungs), 2), rng.integers(10**6, 10**7, (rungs, 2))
    weights = {"a": sizes.ravel(), "b": sizes[:, ::-1].ravel()}
    return tail, tail + 1, weights | {name: rng.integers(10**6, 10**7, 2 * rungs) for name in "cd"}


def halves(weights: Mapping[str, Ints]) -> dict[str, int]:
    """Return of each weight of a ladder what is half-way between the least and the most of a path, and a little more."""
    pairs = {name: cells.reshape(-1, 2) for name, cells in weights.items()}
    return {
        name: int(cells.min(axis=1).sum() * 102 + cells.max(axis=1).sum() * 98) // 200 for name, cells in pairs.items()
    }


def chain(links: int, seed: int = 3) -> tuple[Network, float]:
    """Return a network P000, P001, ... with two links between neighbours, and half the days of all links.

    Hours and USD of the two links of a pair go against each other; CO2e and km are drawn.
    """
    rng = np.random.default_rng(seed)
    builder = NetworkBuilder("chain-of-choices")
    builder.add_source(id="S", title="drawn at random")
    for number in range(links + 1):
        builder.add_place(id=f"P{number:03}", name=f"place {number}", country="RU")
    minutes = rng.integers(500, 5000, (links, 2))
    for (number, way), value in np.ndenumerate(minutes):
        builder.add_link(
            id=f"K{number:03}-{way}",
            tail=f"P{number:03}",
            head=f"P{number + 1:03}",
            mode="rail",
            gauge_mm=1520,
            length_km=float(rng.integers(600, 900)),
            hours=float(value) / 60,
            usd=float(5500 - value) / 100,
            kg_co2e=float(rng.integers(10, 900)),
            source="S",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return builder.build(), float(minutes.sum() / 2 / 1440)
