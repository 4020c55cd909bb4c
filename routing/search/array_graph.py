"""A graph as the compiled kernels read it: arcs in rows by node, forward and backward, and work arrays for searches.

Built once per `Digraph` and read by all its searches, in any thread; each search takes work arrays of its own and gives
them back at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from routing.kernels.arrays.both_ends_buckets import BUCKETS
from routing.kernels.arrays.dijkstra import UNREACHED
from routing.kernels.arrays.rows import count_rows, fill_rows, in_rows
from routing.search.checks import exact_sum
from routing.search.label_pool import LabelPool

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
NO_BYTES = np.empty(0, dtype=np.uint8)
LEFT_OVER = 2**62  # a label greater than all distances; the sum of two such stays within 64 bits
MOST_KEPT = 1_000_000  # labels; longer arrays are given back to the system
NO_BYTES.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Rows:
    """The arcs by node, those of node i from ``first[i]`` to ``first[i + 1]``: numbers, rising, and their other ends.

    Attributes
    ----------
    first : int64, shape (n_nodes + 1,)
    arcs, ends : int64, shape (n_arcs,)
    """

    first: Ints
    arcs: Ints
    ends: Ints

    def ordered(self, values: Ints) -> Ints:
        """Return values of the arcs in the order of the rows."""
        cells = np.empty_like(values)
        in_rows(values, self.arcs, cells)
        return _frozen(cells)


@dataclass(frozen=True, eq=False)
class Weight:
    """One weight of the arcs by number, and in the order of the rows that leave and that enter each node.

    Attributes
    ----------
    link_leaving, link_entering
        ``weight << bits | other end``, in the order of the rows; empty where that does not fit.
    most
        No path without a repeated arc, nor such a path and one arc more, weighs more than this.
    bits
        Bits of a node in a heap entry; 0 where distance and node do not fit into one together.
    narrow
        Whether a search from both ends keeps what waits in buckets.
    """

    by_arc: Ints
    leaving: Ints
    entering: Ints
    link_leaving: Ints
    link_entering: Ints
    most: int
    bits: int
    narrow: bool


class BothEnds:
    """What a search from both ends writes into besides; see `routing.kernels.arrays.both_ends`."""

    def __init__(self, n_nodes: int) -> None:
        self.labels = np.full(2 * n_nodes, LEFT_OVER, dtype=np.int64)
        self.to_come = self.labels[1::2]  # less the offset, as all labels
        self.heads = np.zeros(2 * BUCKETS, dtype=np.int64)
        self.state = np.zeros(12, dtype=np.int64)
        self.offset = 0

    def rise(self, most: int) -> int:
        """Return the offset of the next search, whose distances are at most so great."""
        self.offset += most + 1
        if self.offset + most >= LEFT_OVER:
            self.labels.fill(LEFT_OVER)
            self.offset = 0
        return self.offset


class WorkArrays:
    """What one search writes into; see `routing.kernels.arrays.dijkstra`."""

    def __init__(self, n_nodes: int, n_arcs: int) -> None:
        self.reached = np.full(n_nodes, UNREACHED, dtype=np.int64)
        self.level = np.full(n_nodes, -1, dtype=np.int64)
        self.touched = np.empty(n_nodes, dtype=np.int64)
        self.queue = np.empty(n_nodes, dtype=np.int64)
        self.path = np.empty(n_nodes, dtype=np.int64)
        self.heap = np.empty(n_arcs + 1, dtype=np.int64)
        self.second = np.empty(n_arcs + 1, dtype=np.int64)
        self.state = np.zeros(8, dtype=np.int64)

    @cached_property
    def both(self) -> BothEnds:
        """Return the further arrays of a search from both ends, made for the first."""
        return BothEnds(len(self.reached))


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
        self._free: list[WorkArrays] = []
        self._free_labels: list[LabelPool] = []

    def weighed(self, weights: Mapping[str, Ints]) -> ArrayGraph:
        """Return the same graph with other weights; the rows and the work arrays are shared."""
        other = ArrayGraph(self.tail, self.head, weights, self.n_nodes)
        vars(other).update(leaving=self.leaving, entering=self.entering)
        other._free, other._free_labels = self._free, self._free_labels
        return other

    @cached_property
    def leaving(self) -> Rows:
        return _rows(self.tail, self.head, self.n_nodes)

    @cached_property
    def entering(self) -> Rows:
        return _rows(self.head, self.tail, self.n_nodes)

    def weight(self, name: str) -> Weight:
        """Return a named weight."""
        if name not in self._weights:
            self._weights[name] = self.prepared(self.given[name])
        return self._weights[name]

    def counted(self, name: str) -> Weight | None:
        """Return (weight, number of arcs) as one number per arc, lexicographic; None where 64 bits do not hold it."""
        key = f"{name}, arcs"  # no clash: looked up by this function only
        if key not in self._weights:
            shift = self.n_nodes.bit_length()
            if (self.weight(name).most + 1) << shift > UNREACHED:
                return None
            self._weights[key] = self.prepared((self.given[name] << shift) | 1)
        return self._weights[key]

    def prepared(self, values: Ints) -> Weight:
        """Return a weight in the forms that the kernels need."""
        greatest = int(values.max(initial=0))
        most = min(exact_sum(values), greatest * self.n_nodes)
        bits = max(1, (self.n_nodes - 1).bit_length())
        bits = bits if most.bit_length() + bits <= 63 else 0
        leaving, entering = self.leaving.ordered(values), self.entering.ordered(values)
        link = [_links(cells, rows.ends, bits) for cells, rows in ((leaving, self.leaving), (entering, self.entering))]
        narrow = greatest < BUCKETS and 0 < bits <= 63 - (len(values) + 1).bit_length()
        return Weight(values, leaving, entering, link[0], link[1], most, bits, narrow)

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
            pool = LabelPool(self.n_nodes, int(np.diff(self.entering.first).max()))
        yield pool
        if len(pool.cost) <= MOST_KEPT:
            self._free_labels.append(pool)


def _links(weight: Ints, ends: Ints, bits: int) -> Ints:
    return _frozen((weight << bits) | ends) if bits else _frozen(np.empty(0, dtype=np.int64))


def _rows(nodes: Ints, others: Ints, n_nodes: int) -> Rows:
    first = np.zeros(n_nodes + 1, dtype=np.int64)
    count_rows(nodes, first)
    arcs, ends = np.empty_like(nodes), np.empty_like(nodes)
    fill_rows(nodes, others, first, np.zeros(n_nodes, dtype=np.int64), arcs, ends)
    return Rows(_frozen(first), _frozen(arcs), _frozen(ends))


def _frozen(cells: Ints) -> Ints:
    cells.setflags(write=False)
    return cells
