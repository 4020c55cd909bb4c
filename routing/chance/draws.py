"""Draws of one seed: the same name has the same ones in every route, on every machine and in every order.

Each name has a stream of its own of the counter-based generator Philox 4x64, keyed by the SHA-256 of seed and name, and
draw *i* is made of bits 16 *i* to 16 *i* + 15 of it. So routes that share a figure share its draws (common random
numbers), the first draws of many are those of few, and no draw hangs on who asked before.

A normal draw is one of 65,536 equally likely values: the standard normal quantiles at ``(k + 1/2) / 65536``, from -4.32
to 4.32, rounded to 2^-20 so that they are the same numbers everywhere. Their variance is 1 - 2e-5, and a probability is
told to within 2e-5, far below what any number of samples tells. A uniform draw is ``(k + 1/2) / 65536``.

References
----------
J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw: Parallel random numbers: as easy as 1, 2, 3. SC '11, 2011.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

LEVELS = 1 << 16
BLOCK = 1 << 14
KEPT = 2000  # terms of a block that are kept for other routes
_GRID = 1 << 20
Numbers = NDArray[np.float64]


class Draws:
    """The draws of one seed, of which a block at a time is looked at.

    Parameters
    ----------
    seed
        Any whole number.
    samples
        How many draws each name has.

    Examples
    --------
    >>> whole = Draws(seed=1, samples=4).blocks()[0]
    >>> whole.uniform("a wait").round(3).tolist()
    [0.742, 0.206, 0.147, 0.593]
    >>> Draws(seed=1, samples=2).blocks()[0].uniform("a wait").round(3).tolist()
    [0.742, 0.206]
    """

    def __init__(self, seed: int, samples: int) -> None:
        self.seed, self.samples = seed, samples
        self._levels: dict[str, NDArray[np.uint16]] = {}
        self._only: Block | None = None

    def blocks(self) -> list[Block]:
        """Return the samples in blocks that the cache of a processor holds; one alone is kept for other routes."""
        if self.samples <= BLOCK:
            self._only = self._only or Block(self, slice(0, self.samples))
            return [self._only]
        return [Block(self, slice(begin, min(begin + BLOCK, self.samples))) for begin in range(0, self.samples, BLOCK)]

    def levels(self, name: str) -> NDArray[np.uint16]:
        """Return the draws of a name, each one of `LEVELS` equally likely whole numbers; they are made once."""
        if name not in self._levels:
            digest = hashlib.sha256(f"{self.seed}/{name}".encode()).digest()
            key = np.array([int.from_bytes(digest[at : at + 8], "little") for at in (0, 8)], dtype=np.uint64)
            raw = np.random.Philox(key=key).random_raw((self.samples + 3) // 4)
            same = raw.astype("<u8", copy=False).view("<u2")  # in one order of bytes everywhere
            self._levels[name] = same[: self.samples]
        return self._levels[name]


class Block:
    """Some of the samples of some draws, one after another."""

    def __init__(self, draws: Draws, samples: slice) -> None:
        self.draws, self.samples = draws, samples
        self.size = samples.stop - samples.start
        self._normal: dict[str, Numbers] = {}
        self._made: dict[Hashable, Numbers] = {}

    def made(self, key: Hashable, make: Callable[[Block], Numbers]) -> Numbers:
        """Return what is made of the draws under a key; where there is one block alone it is made once."""
        if self.draws.samples > BLOCK or len(self._made) > KEPT:
            return make(self)
        if key not in self._made:
            found = make(self)
            found.setflags(write=False)
            self._made[key] = found
        return self._made[key]

    def normal(self, name: str) -> Numbers:
        """Return standard normal draws, read-only."""
        if name not in self._normal:
            found = normal_levels().take(self.draws.levels(name)[self.samples])
            found.setflags(write=False)
            self._normal[name] = found
        return self._normal[name]

    def uniform(self, name: str) -> Numbers:
        """Return draws between 0 and 1."""
        return (self.draws.levels(name)[self.samples] + 0.5) / LEVELS


@cache
def normal_levels() -> Numbers:
    """Return the values that a normal draw may have, ascending."""
    quantile = NormalDist().inv_cdf
    half = np.array([quantile((level + 0.5) / LEVELS) for level in range(LEVELS // 2)])
    half = np.rint(half * _GRID) / _GRID
    found: Numbers = np.concatenate([half, -half[::-1]])
    found.setflags(write=False)
    return found
