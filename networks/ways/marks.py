"""Modes of edges by their numbers, and `Marks`: which edges bear which names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEA, RAIL, TRANSFER, GAP = "sea", "rail", "transfer", "gap"
WAY_MODES = (SEA, RAIL, TRANSFER, GAP)  # numbers of modes are places in this tuple

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Marks:
    """Which edges bear which names: those of name i are ``edges[first[i]:first[i + 1]]``."""

    names: tuple[str, ...]
    first: Ints
    edges: Ints

    @classmethod
    def of(cls, pairs: Mapping[str, Ints]) -> Marks:
        """Return the marks of name -> edges; names that no edge bears are left out."""
        names = tuple(sorted(name for name, edges in pairs.items() if len(edges)))
        parts = [np.unique(pairs[name]) for name in names]
        first = np.cumsum([0, *map(len, parts)], dtype=np.int64)
        return cls(names, first, np.concatenate([np.zeros(0, dtype=np.int64), *parts]))

    def bearing(self, name: str) -> Ints:
        """Return the edges that bear a name."""
        if name not in self.names:
            return self.edges[:0]
        at = self.names.index(name)
        return self.edges[self.first[at] : self.first[at + 1]]

    def borne_by(self, edges: Ints) -> tuple[str, ...]:
        """Return the names that some edges bear."""
        wanted = np.unique(edges)
        return tuple(name for name in self.names if np.isin(wanted, self.bearing(name), assume_unique=True).any())
