"""Fronts by the compiled kernels: arrays in, vectors and canonical paths out.

Two criteria whose amounts fit in one 64-bit number go to `kernels.arrays.pareto_two`; more criteria, and larger
amounts, to `kernels.arrays.pareto_many`. Both give the paths that `kernels.lists.pareto` and
`kernels.lists.canonical` give: of all paths with the totals of a point the one with the fewest arcs, then with the
least sequence of arc numbers.

The kernels work in slices. Between two of them full arrays are doubled, the clock is looked at and Ctrl-C is heard.
Importing this module does not import numba.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from routing.time_limits import Clock, Growth, Slices

if TYPE_CHECKING:
    from routing.search.array_graph import ArrayGraph

Ints = NDArray[np.int64]
INT64_MAX = 2**63 - 1
SLICE = 4_000  # labels taken from the queue before the first look at the clock; afterwards the time decides
WRITING_S = 2.5e-8  # what an arc of a point's path takes to be written: it lies anywhere in memory
START = 1024  # entries of the arrays at first
MOST = 2**31  # entries of an array: numbers of labels have 31 bits
DONE, FULL, PAUSED, STOPPED = 0, 1, 2, 3


class BeyondRangeError(ArithmeticError):
    """The amounts of a question may exceed 64 bits on the way; the kernels on lists have no such bound."""


@dataclass(frozen=True, eq=False)
class ArrayFront:
    """Points in lexicographic order with the canonical path of each.

    Attributes
    ----------
    complete
        False: stopped by the bound on labels or time; the points are a part of the front.
    vectors : int64, shape (n_points, n_criteria)
        Totals of each point.
    offsets : int64, shape (n_points + 1,)
        Where the path of each point begins in `arcs`.
    arcs : int64
        Arc numbers of all paths, one after the other.
    labels
        Labels made.
    """

    complete: bool
    vectors: Ints
    offsets: Ints
    arcs: Ints
    labels: int

    def path(self, point: int) -> Ints:
        """Return the arc numbers of a point's path."""
        return self.arcs[self.offsets[point] : self.offsets[point + 1]]


def pareto_on_arrays(
    graph: ArrayGraph,
    weights: Sequence[Ints],
    usable: NDArray[np.bool_],
    source: int,
    target: int,
    *,
    limits: Sequence[int | None] = (),
    criteria: int | None = None,
    max_labels: int = 10_000_000,
    clock: Clock | None = None,
    start: int = START,
    slice_labels: int = SLICE,
) -> ArrayFront:
    """Return the front of paths from `source` to `target`.

    Parameters
    ----------
    weights
        Per criterion or limited resource, the weight of each arc, from 0; two or more criteria. The sum of each over
        all arcs fits in 64 bits.
    usable : bool, shape (n_arcs,)
        Mask of the arcs.
    limits
        Per weight, the most that a path may have of it; None = no limit.
    criteria
        How many of the weights, from the first, are criteria of the front; the others are only limited, and the path of
        a point is then *a* path with its totals, not the canonical one. None = all.
    max_labels
        Bound on the labels made.
    clock
        Limit of the wall time; None = no limit.
    start, slice_labels
        Entries of the arrays at first, and labels taken from the queue in the first slice; the answer depends on
        neither.

    Raises
    ------
    BeyondRangeError
        Amounts on the way may exceed 64 bits.
    """
    criteria = len(weights) if criteria is None else criteria
    bounds = [INT64_MAX if limit is None else min(int(limit), INT64_MAX) for limit in limits or [None] * len(weights)]
    mask = _frozen(np.ascontiguousarray(usable).view(np.uint8))
    weights = [_frozen(column) for column in weights]
    work = _Work(max_labels, clock or Clock(None), max(4, start), slice_labels)
    if criteria == len(weights) == 2:
        front = _two(graph, weights, mask, source, target, bounds, work)
        if front is not None:
            return front
    return _several(graph, weights, criteria, mask, source, target, bounds, work)


class _Work:
    """Runs a kernel in slices until it is done or a bound is reached."""

    def __init__(self, max_labels: int, clock: Clock, start: int, slice_labels: int) -> None:
        self.max_labels, self.start, self.slice_labels = max_labels, start, slice_labels
        self.clock = clock

    def run(
        self, go_on: Callable[[int], int], grow: Callable[[], None], to_write: Callable[[], int] | None = None
    ) -> bool:
        """Return whether the search ended by itself.

        `to_write` tells how many arcs the paths of the points have by now: time for them is set aside.
        """
        slices, growth = Slices(self.slice_labels, PAUSED), Growth(self.clock)
        while True:
            outcome = slices.run(go_on)
            if outcome == DONE:
                return True
            arcs = 0 if to_write is None else to_write()
            if outcome == STOPPED or not self.clock.lasts(WRITING_S * arcs):
                return False
            if outcome == FULL and not growth.run(grow):
                return False


def _frozen(cells: NDArray[Any]) -> NDArray[Any]:
    """Return a view that is read-only: one type for the kernels, whatever the caller's array."""
    view = cells.view()
    view.setflags(write=False)
    return view


def _none(size: int) -> ArrayFront:
    return ArrayFront(True, np.empty((0, size), np.int64), np.zeros(1, np.int64), np.empty(0, np.int64), 0)


def _aligned(rows: int, columns: int) -> Ints:
    """Return an array whose first row begins a line of 64 bytes of the processor's memory."""
    room = np.empty(rows * columns + 7, np.int64)
    begin = -room.ctypes.data // 8 % 8
    return room[begin : begin + rows * columns].reshape(-1, columns)


def _doubled(cells: Ints, least: int = 0) -> Ints:
    """Return an array of twice the length, at least `least`, that begins with these cells."""
    size = max(2 * len(cells), least)
    if size > MOST:
        raise MemoryError(f"a front of more than {MOST} labels")
    longer = _aligned(size, cells.shape[1]) if cells.ndim == 2 else np.empty(size, np.int64)
    longer[: len(cells)] = cells
    return longer


def _two(
    graph: ArrayGraph, weights: Sequence[Ints], mask: Any, source: int, target: int, bounds: list[int], work: _Work
) -> ArrayFront | None:
    """Return the front in two criteria, or None where the amounts do not fit in one number."""
    from routing.kernels.arrays import lexicographic
    from routing.kernels.arrays import pareto_two as kernel
    from routing.kernels.arrays.rows import useful_rows

    first, second = weights
    leaving, entering = graph.leaving, graph.entering
    ends = leaving.first, leaving.arcs, graph.tail, graph.head
    tree = lexicographic.begin(len(leaving.first) - 1, len(first), source)
    ahead, beside, steps, via, settled, _ = tree
    waiting = lexicographic.grow(*ends, first, second, mask, target, bounds[0], *tree, 1)
    if not settled[target]:
        return _none(2)
    cap = min(int(beside[target]), bounds[1])
    least, with_it = lexicographic.canonical_tree(*ends, second, first, mask, source, cap)
    if least[target] < 0:
        return _none(2)
    most = min(int(with_it[target]), bounds[0])
    lexicographic.grow(*ends, first, second, mask, -1, most, *tree, waiting)
    node_in = (ahead >= 0) & (ahead <= most) & (least >= 0)
    bits = (2 * cap + int(beside[node_in].max()) + 1).bit_length()
    if bits + (3 * most + 3).bit_length() > 62 or len(first) >= kernel.SAME:
        return None
    begin, rows, longest = useful_rows(
        entering.first, entering.arcs, graph.tail, np.stack(weights), np.array([most, cap]), mask, node_in
    )
    rows = np.column_stack([(rows[:, 0] << bits) | rows[:, 1], rows[:, 2]])
    table = _aligned(len(ahead), 4)
    table[:, kernel.AHEAD] = (ahead << bits) | beside
    table[:, kernel.STEPS], table[:, kernel.LEAST] = steps << 32, least
    table[:, kernel.CLOSED] = (1 << bits) - 1
    search = _TwoCriteria(begin, rows, longest, table, target, bits, most, cap, work)
    complete = work.run(search.go_on, search.grow, search.to_write)
    vectors, lengths, ends_of_rivals = search.points(complete)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    arcs = np.empty(int(offsets[-1]), np.int64)
    kernel.write_paths(ends_of_rivals, search.rivals, search.pool, source, table, via, graph.tail, offsets, arcs)
    return ArrayFront(complete, vectors, offsets, arcs, int(search.state[kernel.MADE]))


class _TwoCriteria:
    """One search of `kernels.arrays.pareto_two`: the arrays that it writes into, made longer when they are full."""

    def __init__(
        self, begin: Ints, rows: Ints, longest: int, table: Ints, target: int, bits: int, most: int, cap: int,
        work: _Work,
    ) -> None:  # fmt: skip
        from routing.kernels.arrays import bucket_queue as queue
        from routing.kernels.arrays import pareto_two as kernel

        self.kernel, self.queue, self.longest, self.bits = kernel, queue, longest, bits
        origin = int(table[target, kernel.AHEAD])
        widest = (((most + 1) << bits) - 1 - origin).bit_length()
        shift = max(0, widest - (queue.BUCKETS - 1).bit_length())
        self.given = begin, rows, longest, table, bits, most, shift
        self.max_labels = work.max_labels
        self.state = np.zeros(12, np.int64)
        self.state[kernel.ORIGIN] = self.state[kernel.KEY] = origin
        self.state[kernel.WORD], self.state[kernel.LINK] = table[target, kernel.STEPS] | target, kernel.ROOT
        self.state[kernel.HELD], self.state[kernel.MADE], self.state[kernel.BEST] = 1, 1, cap + 1
        self.heads = np.zeros(queue.BUCKETS + 3, np.int64)
        self.heads[queue.USED] = 1
        self.chunks = _aligned(work.start, queue.WIDTH)
        self.chunks[0, 0] = 0
        self.near, self.pool = np.empty((work.start, 3), np.int64), np.empty((work.start, 2), np.int64)
        self.found, self.rivals = np.empty((work.start, 3), np.int64), np.empty(work.start, np.int64)

    def go_on(self, labels: int) -> int:
        """Take so many labels from the queue; return why the kernel stopped."""
        return self.kernel.search(
            *self.given, self.state, self.heads, self.chunks, self.near, self.pool, self.found, self.rivals, labels,
            self.max_labels,
        )  # fmt: skip

    def grow(self) -> None:
        """Double what is full."""
        kernel, queue, state, heads = self.kernel, self.queue, self.state, self.heads
        near, chunks = int(state[kernel.NEAR]) + self.longest + queue.ROWS, int(heads[queue.USED]) + self.longest
        if near > len(self.near):
            self.near = _doubled(self.near, near)
        if chunks > len(self.chunks) + heads[queue.SPARE]:
            self.chunks = _doubled(self.chunks, chunks)
        if state[kernel.USED] + 1 >= len(self.pool):
            self.pool = _doubled(self.pool)
        if state[kernel.POINTS] >= len(self.found):
            self.found = _doubled(self.found)
        if state[kernel.RIVALS] >= len(self.rivals):
            self.rivals = _doubled(self.rivals)

    def to_write(self) -> int:
        """Return how many arcs the paths of the points have."""
        return int(self.found[: self.state[self.kernel.POINTS], 1].sum())

    def points(self, complete: bool) -> tuple[Ints, Ints, Ints]:
        """Return the totals and the number of arcs of each point, and where its rivals begin, with one number more."""
        kernel, state = self.kernel, self.state
        known = found = int(state[kernel.POINTS])
        if found and not complete and kernel.next_key(state, self.near) == self.found[found - 1, 0]:
            found -= 1  # of the last point better paths may still come
        keys = self.found[:found, 0]
        vectors = np.column_stack([keys >> self.bits, keys & ((1 << self.bits) - 1)])
        ends = np.append(self.found[:known, 2], state[kernel.RIVALS])
        return vectors, self.found[:found, 1], ends[: found + 1]


def _several(
    graph: ArrayGraph, weights: Sequence[Ints], size: int, mask: Any, source: int, target: int, bounds: list[int],
    work: _Work,
) -> ArrayFront:  # fmt: skip
    """Return the front in the first `size` weights, amounts unpacked."""
    from routing.kernels.arrays import pareto_many as kernel
    from routing.kernels.arrays.lexicographic import canonical_tree
    from routing.kernels.arrays.rows import useful_rows

    leaving, entering = graph.leaving, graph.entering
    ends = leaving.first, leaving.arcs, graph.tail, graph.head
    columns = list(weights)
    if any(int(column.sum()) > INT64_MAX // 2 for column in columns):
        raise BeyondRangeError("the sum of a weight exceeds half the range of 64-bit integers")
    if len(columns) == 2:
        columns.append(np.zeros_like(columns[0]))
        bounds = [*bounds, INT64_MAX]
    width = len(columns)
    ahead = np.zeros((len(leaving.first) - 1, max(4, width)), np.int64)
    for k, column in enumerate(columns):
        if work.clock.passed:
            return replace(_none(size), complete=False)
        ahead[:, k] = canonical_tree(*ends, column, columns[k - 1], mask, source, bounds[k])[0]
    node_in = np.asarray((ahead >= 0).all(axis=1))
    if not node_in[target]:
        return _none(size)
    begin, rows, longest = useful_rows(
        entering.first, entering.arcs, graph.tail, np.stack(columns), np.array(bounds, np.int64), mask, node_in
    )
    table = np.zeros((len(ahead), 3), np.int64)
    store = np.empty((work.start, width + 1), np.int64)
    heap, pool = np.empty((work.start, width + 1), np.int64), np.empty((work.start, 2), np.int64)
    points = np.empty((work.start, width + 1), np.int64)
    state = np.full(kernel.BLOCKS + kernel.SIZES, -1, np.int64)
    state[: kernel.BLOCKS] = 0
    heap[0] = *ahead[target, :width], 0
    pool[0] = -1, target
    state[kernel.HEAP] = state[kernel.USED] = state[kernel.MADE] = 1
    most = np.array(bounds, np.int64)
    staircase = width == 3 and len(weights) == size

    def go_on(labels: int) -> int:
        rest = source, table, store, state, heap, pool, points, labels, work.max_labels
        if staircase:
            return kernel.search_three(begin, rows, longest, ahead, most, *rest)
        return kernel.search_many(begin, rows, longest, ahead, most, size, *rest)

    def grow() -> None:
        nonlocal heap, pool, points, store
        if state[kernel.HEAP] + longest > len(heap):
            heap = _doubled(heap, int(state[kernel.HEAP]) + longest)
        elif state[kernel.USED] + longest > len(pool) + state[kernel.FREE]:
            pool = _doubled(pool, int(state[kernel.USED]) + longest)
        elif state[kernel.POINTS] >= len(points):
            points = _doubled(points)
        else:
            store = _doubled(store)

    def to_write() -> int:
        return int((points[: state[kernel.POINTS], width] >> kernel.SHIFT).sum())

    complete = work.run(go_on, grow, to_write)
    found = int(state[kernel.POINTS])
    if found and state[kernel.HEAP] and not complete:  # of the last point better paths may still come
        found -= 1
    vectors = points[:found, :size].copy()
    words = points[:found, width]
    offsets = np.concatenate([[0], np.cumsum(words >> kernel.SHIFT)]).astype(np.int64)
    arcs = np.empty(int(offsets[-1]), np.int64)
    kernel.write_paths(words, pool, offsets, arcs)
    return ArrayFront(complete, vectors, offsets, arcs, int(state[kernel.MADE]))
