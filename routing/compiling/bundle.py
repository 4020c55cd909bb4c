"""`Bundle`: arcs that are written alike, as columns; an arc and its step are made when somebody looks at it.

Row i of every column is arc i of the bundle, in whatever order; `arc_list.py` puts all arcs of a network in theirs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.distinct import combined
from routing.amounts.by_column import Column
from routing.compiling.arcs import Arc, Test

Ints = NDArray[np.int64]
Touched = tuple[frozenset[str], frozenset[str]]  # territories touched, and those of them only passed


class Ends(NamedTuple):
    """Names of vertices, and for each arc the positions of its tail and its head among them."""

    names: Sequence[str]
    tail: Ints
    head: Ints


class Named(NamedTuple):
    """What arcs bear: names, and pairs of an arc and the position of a name that it bears."""

    names: Sequence[str]
    arc: Ints
    name: Ints


class Bundle(ABC):
    """Arcs that are written alike, as columns."""

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def arc(self, row: int, tail: str, head: str) -> Arc:
        """Return an arc, whose ends are known already."""

    @abstractmethod
    def rest_of_key(self, row: int) -> tuple[str, ...]:
        """Return the key of an arc without its two ends."""

    @abstractmethod
    def ends(self) -> Ends:
        """Return where the arcs lead."""

    @abstractmethod
    def amounts(self, column: str) -> Column:
        """Return the amounts of a column of steps."""

    @abstractmethod
    def named(self, kind: str) -> Named:
        """Return which ``place``, ``link``, ``element``, ``mode``, ``kind`` or ``moment`` the arcs bear.

        The kind is that of the step; what the moment matters for bears `TIMED` or `DURING` of `one_by_one.py`.
        """

    @abstractmethod
    def marks(self) -> tuple[list[Touched], Ints]:
        """Return the different sets of territories, and which of them each arc bears."""

    @abstractmethod
    def conditions(self) -> Iterator[tuple[Test, Named]]:
        """Yield each test that some arcs depend on, with these and the names that are asked for."""

    def one_by_one(self) -> Iterator[Arc]:
        """Yield every arc."""
        names, tail, head = self.ends()
        for row, (begin, end) in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
            yield self.arc(row, names[begin], names[end])


def in_use(names: Sequence[str], number: Ints) -> tuple[list[str], Ints]:
    """Return those of some names whose numbers stand somewhere, and which of them each number is then."""
    first, position = combined(number)
    return [names[one] for one in number[first].tolist()], position


def numbered(names: Sequence[str]) -> tuple[list[str], Ints]:
    """Return different names, each once, and which of them stands at each position."""
    number = {name: position for position, name in enumerate(dict.fromkeys(names))}
    return list(number), np.fromiter(map(number.__getitem__, names), np.int64, len(names))
