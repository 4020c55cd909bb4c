"""A graph as the compiled kernels read it: arcs in rows by node, forward and backward, and work arrays for searches.

Built once per `Digraph` and read by all its searches, in any thread; each search takes work arrays of its own and gives
them back at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays import both_ends, canonical, dijkstra
from routing.kernels.arrays.both_ends import BUCKETS, RANGES
from routing.kernels.arrays.dijkstra import UNREACHED
from routing.kernels.arrays.rows import AT_JUNCTION, Rows, WeightedRows, depth_first, frozen, rows_of, weighted
from routing.kernels.arrays.through import jumps_of, onward_of
from routing.search.checks import exact_sum
from routing.search.label_pool import FrontRoom, LabelPool

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
NO_BYTES = np.empty(0, dtype=np.uint8)
PLACED = 1000  # nodes from which a graph may be numbered anew: smaller ones lie near as a whole
NEAR, MOSTLY = 2, 0.4  # numbers of two nodes that lie near, and the share of arcs between such from which it is not
NO_BYTES.setflags(write=False)


class Onward:
    """By which row a path goes on behind each, found when it is first asked; graphs with other weights share it."""

    def __init__(self, leaving: Rows, entering: Rows) -> None:
        self._of = leaving, entering

    @cached_property
    def rows(self) -> tuple[Ints, Ints]:
        """Return the row behind each that leaves, and behind each that enters, a node; see `kernels.arrays.through`."""
        return onward_of(*self._of)


class BothWays(NamedTuple):
    """What a search from both ends runs along: the rows that leave and those that enter each node, with their jumps.

    Attributes
    ----------
    most
        No path without a repeated arc, nor such a path and one row more, weighs more than this.
    shift
        The bits of a distance within a range.
    """

    leaving: WeightedRows
    entering: WeightedRows
    most: int
    shift: int


@dataclass(frozen=True, eq=False)
class Weight:
    """One weight of the arcs by number, and with the rows that leave and that enter each node as the searches know it.

    Attributes
    ----------
    most
        No path without a repeated arc, nor such a path and one arc more, weighs more than this.
    narrow
        Whether no arc weighs more than there are buckets, which a search from both ends takes then.
    onward
        Where the rows go on, of whatever weight.
    """

    by_arc: Ints
    leaving: WeightedRows
    entering: WeightedRows
    most: int
    narrow: bool
    onward: Onward

    @property
    def bits(self) -> int:
        """Return the bits of a node in a heap entry; 0 where distance and node do not fit into one together."""
        return self.leaving.bits

    @cached_property
    def passing(self) -> BothWays:
        """Return the rows on which a search stops at junctions alone."""
        leaving, entering = (
            rows._replace(onward=onward, jump=frozen(jumps_of(Rows(*rows[:3]), rows.weight, onward, rows.bits)))
            for rows, onward in zip((self.leaving, self.entering), self.onward.rows, strict=True)
        )
        return BothWays(leaving, entering, 2 * self.most, _shift_of(int(leaving.jump.max(initial=0)) >> leaving.bits))

    @cached_property
    def one_by_one(self) -> BothWays:
        """Return the rows on which it stops at every node: no row weighs more than an arc then."""
        junctions = frozen(np.full(len(self.by_arc), AT_JUNCTION, np.int64))
        leaving, entering = (rows._replace(onward=junctions, jump=rows.link) for rows in (self.leaving, self.entering))
        return BothWays(leaving, entering, self.most, _shift_of(int(self.by_arc.max(initial=0))))


def _shift_of(farthest: int) -> int:
    """Return the bits of a distance within a range, where no row weighs more than this."""
    return max(1, farthest.bit_length() - (RANGES // 2).bit_length() + 1)


@dataclass(frozen=True, eq=False)
class Mixed:
    """The sum of several weights, each times a factor, so that none counts for much more than another.

    Attributes
    ----------
    weight
        The sum.
    factors
        One for each.
    """

    weight: Weight
    factors: tuple[int, ...]


class WorkArrays:
    """What one search writes into: one thing for each kernel, those of rare ones made for the first search."""

    def __init__(self, n_nodes: int, n_arcs: int) -> None:
        self.tree = dijkstra.work_for(n_nodes, n_arcs)
        self.walk = canonical.work_for(n_nodes)

    @cached_property
    def both(self) -> both_ends.Work:
        """Return what a search from both ends writes into."""
        return both_ends.work_for(self.tree, self.walk)


class ArrayGraph:
    """Nodes, arcs and weights as arrays, with the forms that the kernels need built when first asked for.

    Parameters
    ----------
    tail, head : int64, shape (n_arcs,)
    weights
        Name -> int64 from 0, shape (n_arcs,).
    """

    def __init__(self, tail: Ints, head: Ints, weights: Mapping[str, Ints], n_nodes: int) -> None:
        self.tail, self.head, self.n_nodes = tail, head, n_nodes
        self.given = weights
        self._weights: dict[str, Weight] = {}
        self._mixed: dict[tuple[str, ...], Mixed | None] = {}
        self._free: list[WorkArrays] = []
        self._free_labels: list[LabelPool] = []
        self._free_rooms: list[tuple[FrontRoom, FrontRoom]] = []

    def weighed(self, weights: Mapping[str, Ints]) -> ArrayGraph:
        """Return the same graph with other weights; the rows and the work arrays are shared.

        So are weights that are the same arrays under the same names, in the forms in which they have been prepared.
        """
        other = ArrayGraph(self.tail, self.head, weights, self.n_nodes)
        same = [name for name, cells in weights.items() if name in self._weights and self.given.get(name) is cells]
        other._weights.update((name, self._weights[name]) for name in same)
        vars(other).update(place=self.place, placed_rows=self.placed_rows, onward=self.onward)
        other._free, other._free_labels, other._free_rooms = self._free, self._free_labels, self._free_rooms
        return other

    @cached_property
    def place(self) -> Ints | None:
        """Return by which number the searches know each node, None where that is its own.

        Large graphs whose arcs join nodes far from each other are numbered anew, so that what is near on the graph lies
        near in memory: searches then take three quarters of the time, on very large ones half.
        """
        near = np.count_nonzero(np.abs(self.tail - self.head) <= NEAR)
        if self.n_nodes < PLACED or near >= MOSTLY * len(self.tail):
            return None
        rows = (rows_of(*ends, self.n_nodes) for ends in ((self.tail, self.head), (self.head, self.tail)))
        return frozen(depth_first(*rows))

    def placed(self, node: int) -> int:
        """Return the number by which the searches know a node."""
        return node if self.place is None else int(self.place[node])

    @cached_property
    def placed_rows(self) -> tuple[Rows, Rows]:
        """Return the arcs that leave and those that enter each node, by the numbers that the searches know."""
        if self.place is None:
            return self.leaving, self.entering
        tail, head = self.place[self.tail], self.place[self.head]
        return rows_of(tail, head, self.n_nodes), rows_of(head, tail, self.n_nodes)

    @cached_property
    def onward(self) -> Onward:
        """Return where each of the placed rows goes on."""
        return Onward(*self.placed_rows)

    @cached_property
    def leaving(self) -> Rows:
        return rows_of(self.tail, self.head, self.n_nodes)

    @cached_property
    def entering(self) -> Rows:
        return rows_of(self.head, self.tail, self.n_nodes)

    def weight(self, name: str) -> Weight:
        """Return a named weight."""
        if name not in self._weights:
            self._weights[name] = self.prepared(self.given[name])
        return self._weights[name]

    def weight_of(self, values: Ints) -> Weight:
        """Return a weight by its values: prepared once if it is one of those with a name."""
        for name, given in self.given.items():
            if given is values:
                return self.weight(name)
        return self.prepared(values)

    def counted(self, name: str) -> Weight | None:
        """Return (weight, number of arcs) as one number per arc, lexicographic; None where 64 bits do not hold it."""
        key = f"{name}, arcs"  # no clash: looked up by this function only
        if key not in self._weights:
            shift = self.n_nodes.bit_length()
            if (self.weight(name).most + 1) << shift > UNREACHED:
                return None
            self._weights[key] = self.prepared((self.given[name] << shift) | 1)
        return self._weights[key]

    def mixed(self, weights: Sequence[Ints]) -> Mixed | None:
        """Return the sum of weights; None where there is none in 64 bits. Kept if they are those with a name."""
        names = tuple(name for values in weights for name, given in self.given.items() if given is values)
        if len(names) < len(weights):
            return self._mixture(weights)
        if names not in self._mixed:
            self._mixed[names] = self._mixture(weights)
        return self._mixed[names]

    def _mixture(self, weights: Sequence[Ints]) -> Mixed | None:
        totals = [exact_sum(values) for values in weights]
        factors = tuple(max(1, round(max(totals) / total)) if total else 1 for total in totals)
        if sum(factor * total for factor, total in zip(factors, totals, strict=True)) > UNREACHED // 2:
            return None
        mixed = self.prepared(np.add.reduce([values * factor for values, factor in zip(weights, factors, strict=True)]))
        return Mixed(mixed, factors) if mixed.bits else None

    def prepared(self, values: Ints) -> Weight:
        """Return a weight in the forms that the kernels need."""
        greatest = int(values.max(initial=0))
        most = min(exact_sum(values), greatest * self.n_nodes)
        bits = max(1, (self.n_nodes - 1).bit_length())
        bits = bits if (2 * most).bit_length() + bits <= 63 else 0
        leaving, entering = (weighted(rows, values, bits) for rows in self.placed_rows)
        narrow = greatest < BUCKETS and 0 < bits <= 63 - (len(values) + 1).bit_length()
        return Weight(values, leaving, entering, most, narrow, self.onward)

    @contextmanager
    def work(self) -> Iterator[WorkArrays]:
        """Give work arrays to one search; they are kept for the next, unless it breaks off."""
        try:
            arrays = self._free.pop()
        except IndexError:
            arrays = WorkArrays(self.n_nodes, len(self.tail))
        yield arrays
        self._free.append(arrays)

    @contextmanager
    def labels(self) -> Iterator[LabelPool]:
        """Give room for labels to one search, as `work` gives work arrays."""
        try:
            pool = self._free_labels.pop()
        except IndexError:
            pool = LabelPool(self.n_nodes, int(np.diff(self.placed_rows[1].first).max()))
        yield pool
        if pool.is_kept:
            self._free_labels.append(pool)

    @contextmanager
    def front_rooms(self, size: int) -> Iterator[tuple[FrontRoom, FrontRoom]]:
        """Give room for a front from either end, of so many entries at first, as `work` gives work arrays."""
        try:
            rooms = self._free_rooms.pop()
        except IndexError:
            rooms = FrontRoom(size), FrontRoom(size)
        yield rooms
        if rooms[0].is_kept and rooms[1].is_kept:
            self._free_rooms.append(rooms)
