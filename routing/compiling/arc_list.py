"""`Arcs`: all arcs of an expanded graph in the order of their keys, of which each is made when it is looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, islice
from operator import ne
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from routing.amounts.by_column import Column
from routing.compiling.arcs import Arc, Test
from routing.compiling.bundle import Bundle, Ends, Ints, Named, Touched
from routing.compiling.grouped import Grouped
from routing.compiling.one_by_one import OneByOne


class Arcs(Sequence[Arc]):
    """Arcs by their number; columns of all of them.

    Attributes
    ----------
    names
        Keys of all vertices, sorted: the number of a vertex is its index.
    tail, head : int64, shape (n_arcs,)
        Numbers of the ends of each arc.
    """

    def __init__(self, bundles: Sequence[Bundle], names: Sequence[str], ends: tuple[Ints, Ints], order: Ints) -> None:
        self.names, (self.tail, self.head) = names, ends
        self._bundles, self._order = bundles, order
        self._first = [0, *accumulate(map(len, bundles))]
        self._made: list[Arc | None] = [None] * len(order)
        for numbers, bundle in self._parts():
            if isinstance(bundle, OneByOne):
                for number, arc in zip(numbers.tolist(), bundle.arcs, strict=True):
                    self._made[number] = arc

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, number: int) -> Arc: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Arc, ...]: ...
    def __getitem__(self, number: int | slice) -> Arc | tuple[Arc, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        found = self._made[number]
        return self._make(number) if found is None else found

    def __iter__(self) -> Iterator[Arc]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Arcs) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return id(self)

    @property
    def n_made(self) -> int:
        """Return how many of the arcs have been made so far."""
        return sum(one is not None for one in self._made)

    def _make(self, number: int) -> Arc:
        position = int(self._order[number])
        at = bisect_right(self._first, position) - 1
        ends = self.names[self.tail[number]], self.names[self.head[number]]
        made = self._made[number] = self._bundles[at].arc(position - self._first[at], *ends)
        return made

    def followed_by(self, more: Sequence[Arc]) -> Arcs:
        """Return these arcs and others behind them, whatever their keys."""
        bundle, size = OneByOne(more), len(self)
        names, *ends = bundle.ends()
        both = (
            np.concatenate([own, new + len(self.names)]) for own, new in zip((self.tail, self.head), ends, strict=True)
        )
        order = np.concatenate([self._order, np.arange(size, size + len(more))])
        return Arcs([*self._bundles, bundle], [*self.names, *names], tuple(both), order)  # type: ignore[arg-type]

    def amounts(self, column: str) -> Column:
        """Return the amounts of a column of steps."""
        found = [bundle.amounts(column) for bundle in self._bundles]
        return Column(*(self._in_order(np.concatenate(parts)) for parts in zip(*found, strict=True)))

    def _in_order(self, cells: NDArray[Any]) -> NDArray[Any]:
        """Return cells of all arcs in the order of these; where all are nothing, any order is."""
        return cells[self._order] if cells.any() else cells

    def marks(self) -> tuple[list[Touched], Ints]:
        """Return the different sets of territories, and which of them each arc bears."""
        number: dict[Touched, int] = {}
        parts = []
        for bundle in self._bundles:
            sets, of_arc = bundle.marks()
            parts.append(np.array([number.setdefault(one, len(number)) for one in sets], dtype=np.int64)[of_arc])
        return list(number), np.concatenate(parts)[self._order]

    def grouped(self, kind: str) -> Grouped:
        """Return the arcs of each ``place``, ``link``, ``element``, ``mode``, ``kind`` or ``moment``."""
        return Grouped(_placed(numbers, bundle.named(kind)) for numbers, bundle in self._parts())

    def conditions(self) -> dict[Test, Grouped]:
        """Return the arcs that depend on a test of the ends of a question, by the name that is asked for."""
        found: dict[Test, list[Named]] = {}
        for numbers, bundle in self._parts():
            for test, named in bundle.conditions():
                found.setdefault(test, []).append(_placed(numbers, named))
        return {test: Grouped(named) for test, named in found.items()}

    def of_bundles(self) -> Iterator[Bundle]:
        """Return the bundles, whose rows are numbered otherwise than the arcs."""
        return iter(self._bundles)

    def _parts(self) -> Iterator[tuple[Ints, Bundle]]:
        """Yield the bundles, each with the numbers of its arcs."""
        number = np.empty_like(self._order)
        number[self._order] = np.arange(len(self))
        for first, bundle in zip(self._first, self._bundles, strict=False):
            yield number[first : first + len(bundle)], bundle


def _placed(numbers: Ints, named: Named) -> Named:
    return named._replace(arc=numbers[named.arc])


def in_order(bundles: Sequence[Bundle]) -> Arcs:
    """Return the arcs of bundles in the order of their keys."""
    bundles = [bundle for bundle in bundles if len(bundle)] or [OneByOne(())]
    names, (tail, head) = _numbered([bundle.ends() for bundle in bundles])
    key = tail * len(names) + head
    order = np.argsort(key, kind="stable")
    _settle_ties(bundles, key, order)
    return Arcs(bundles, names, (tail[order], head[order]), order)


def _numbered(found: Sequence[Ends]) -> tuple[list[str], tuple[Ints, Ints]]:
    """Return the names of all vertices, sorted, and the numbers of the ends of all arcs."""
    names = [name for ends in found for name in ends.names]
    order = sorted(range(len(names)), key=names.__getitem__)  # whole runs of them are sorted already
    names = [names[position] for position in order]
    is_new = [True, *map(ne, islice(names, 1, None), names)]
    number = np.empty(len(names), dtype=np.int64)
    number[order] = np.cumsum(is_new[: len(names)]) - 1
    first = [0, *accumulate(len(ends.names) for ends in found)]
    tail = np.concatenate([number[begin + ends.tail] for begin, ends in zip(first, found, strict=False)])
    head = np.concatenate([number[begin + ends.head] for begin, ends in zip(first, found, strict=False)])
    return list(compress(names, is_new)), (tail, head)


def _settle_ties(bundles: Sequence[Bundle], key: Ints, order: Ints) -> None:
    """Put arcs with the same ends in the order of the rest of their keys."""
    is_tied = key[order[1:]] == key[order[:-1]]
    if not is_tied.any():
        return
    first = [0, *accumulate(map(len, bundles))]

    def rest(position: int) -> Any:
        at = bisect_right(first, position) - 1
        return bundles[at].rest_of_key(position - first[at])

    edges = np.diff(np.concatenate([[False], is_tied, [False]]).astype(np.int8))
    begins, ends = np.flatnonzero(edges == 1).tolist(), (np.flatnonzero(edges == -1) + 1).tolist()
    for begin, end in zip(begins, ends, strict=True):
        order[begin:end] = sorted(order[begin:end].tolist(), key=rest)
