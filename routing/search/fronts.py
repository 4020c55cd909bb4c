"""Fronts by the compiled kernels: arrays in, vectors and canonical paths out.

Two criteria whose amounts fit in one 64-bit number go to `kernels.arrays.pareto_two`; three of which two do, to
`pareto_three`, on a `three_region`; more, larger amounts, and limits on other weights, to `pareto_many`. All give the
paths that `kernels.lists.pareto` and `kernels.lists.canonical` give: of all paths with the totals of a point the one
with the fewest arcs, then with the least sequence of arc numbers.

The kernels work in slices. Between two of them full arrays are doubled, the clock is looked at and Ctrl-C is heard.
Importing this module does not import numba.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget, TimeUp
from routing.search.front_work import FrontWork, offsets_of

if TYPE_CHECKING:
    from routing.kernels.arrays import pareto_labels
    from routing.kernels.arrays.rows import UsefulRows
    from routing.search.array_graph import ArrayGraph

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
INT64_MAX = 2**63 - 1
SLICE = 4_000  # labels taken from the queue before the first look at the clock; afterwards the time decides
START = 1024  # entries of the arrays at first


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


class FrontAsked(NamedTuple):
    """A front of paths that is asked for.

    Attributes
    ----------
    weights
        Per criterion or limited resource, the weight of each arc, from 0; two or more criteria. The sum of each over
        all arcs fits in 64 bits.
    usable : bool, shape (n_arcs,)
        Mask of the arcs; None: all.
    source, target
        Where the paths begin and end.
    limits
        Per weight, the most that a path may have of it; None = no limit. Empty: no limits.
    criteria
        How many of the weights, from the first, are criteria of the front; the others are only limited, and the path of
        a point is then *a* path with its totals, not the canonical one. None = all.
    """

    graph: ArrayGraph
    weights: Sequence[Ints]
    usable: NDArray[np.bool_] | None
    source: int
    target: int
    limits: Sequence[int | None] = ()
    criteria: int | None = None


def pareto_on_arrays(
    front: FrontAsked,
    *,
    budget: Budget | None = None,
    start: int = START,
    slice_labels: int = SLICE,
) -> ArrayFront:
    """Return the front of paths that is asked for.

    Parameters
    ----------
    budget
        Limits of labels and wall time; None = no limits.
    start, slice_labels
        Entries of the arrays at first, and labels taken from the queue in the first slice; the answer depends on
        neither.

    Raises
    ------
    BeyondRangeError
        Amounts on the way may exceed 64 bits.
    """
    from routing.search.on_arrays import mask_of

    limits = front.limits or [None] * len(front.weights)
    bounds = [INT64_MAX if limit is None else min(int(limit), INT64_MAX) for limit in limits]
    size = len(front.weights) if front.criteria is None else front.criteria
    asked = _Asked(
        front.graph,
        front.weights,
        size,
        bounds,
        mask_of(front.usable),
        *map(front.graph.placed, (front.source, front.target)),
    )
    work = FrontWork(budget or Budget(), max(4, start), slice_labels)
    try:
        search = {2: _two, 3: _three}.get(size) if size == len(front.weights) else None
        found = None if search is None else search(asked, work)
        return found or _several(asked, work)
    except TimeUp:
        return replace(_none(size), complete=False)


class _Asked(NamedTuple):
    """What is asked as the kernels take it: arrays of one type, every bound a number."""

    graph: ArrayGraph
    weights: Sequence[Ints]
    criteria: int
    bounds: Sequence[int]
    mask: Bytes
    source: int
    target: int


def _frozen(cells: NDArray[Any]) -> NDArray[Any]:
    """Return a view that is read-only: one type for the kernels, whatever the caller's array."""
    view = cells.view()
    view.setflags(write=False)
    return view


def _none(size: int) -> ArrayFront:
    return ArrayFront(True, np.empty((0, size), np.int64), np.zeros(1, np.int64), np.empty(0, np.int64), 0)


def _two(asked: _Asked, work: FrontWork) -> ArrayFront | None:
    """Return the front in two criteria, or None where the amounts do not fit in one number."""
    from routing.kernels.arrays import pareto_two as kernel
    from routing.kernels.arrays.pareto_lines import lines_of
    from routing.kernels.arrays.pareto_region import region_of
    from routing.search.on_arrays import Run, path_between
    from routing.search.two_criteria import from_either_end

    graph, ends = asked.graph, (asked.source, asked.target)
    one, two = (graph.weight_of(values) for values in asked.weights)
    if not (one.bits and two.bits) or len(graph.tail) >= kernel.SAME:
        return None
    if ends[0] == ends[1]:
        return replace(_none(2), vectors=np.zeros((1, 2), np.int64), offsets=np.zeros(2, np.int64))
    with graph.work() as arrays:
        arcs = path_between(Run(asked.mask, work.budget, arrays), *ends, two)
        if arcs is None:
            return _none(2)
        most = min(int(one.by_arc[arcs].sum()), asked.bounds[0])
        leaving, entering, farthest, shift = one.passing
        bounds = (most, farthest, shift)
        lines = lines_of(leaving, entering, two.passing.leaving, asked.mask, ends, bounds, arrays.both)
    if lines.ends[1] < 0:
        return _none(2)
    region = region_of(lines, asked.bounds[1])
    if region.target < 0:
        return _none(2)
    if not region.bits:
        return None
    with graph.front_rooms(work.start) as rooms:
        search, complete, made = from_either_end(lines, region, asked.bounds[1], work, rooms)
        return ArrayFront(complete, *search.told(complete), made)


def _three(asked: _Asked, work: FrontWork) -> ArrayFront | None:
    """Return the front in three criteria, or None where the amounts do not fit in one number."""
    from routing.kernels.arrays.pareto_labels import SHIFT
    from routing.kernels.arrays.pareto_three import write_chained
    from routing.search.on_arrays import Run
    from routing.search.three_criteria import ThreeCriteria
    from routing.search.three_region import NoPathError, region_of_three

    graph, ends = asked.graph, (asked.source, asked.target)
    if ends[0] == ends[1]:
        return replace(_none(3), vectors=np.zeros((1, 3), np.int64), offsets=np.zeros(2, np.int64))
    with graph.work() as arrays:
        try:
            run = Run(asked.mask, work.budget, arrays)
            region = region_of_three(graph, asked.weights, asked.bounds, run, ends)
        except NoPathError:
            return _none(3)
    if region is None:
        return None
    search = ThreeCriteria(region, work.start, work.max_labels)
    complete = work.run(search.go_on, search.grow, search.to_write)
    points, state = search.labels.points, search.labels.state[0]
    found = int(state["points"])
    if found and state["waiting"] and not complete:  # of the last point better paths may still come
        found -= 1
    words = points[:found, 3]
    offsets = offsets_of(words >> SHIFT)
    arcs = np.empty(int(offsets[-1]), np.int64)
    write_chained(words, search.labels.pool, region.chains.begin, region.chains.arcs, offsets, arcs)
    return ArrayFront(complete, points[:found, :3].copy(), offsets, arcs, int(state["made"]))


def _several(asked: _Asked, work: FrontWork) -> ArrayFront:
    """Return the front in any number of criteria."""
    from routing.kernels.arrays import pareto_labels
    from routing.kernels.arrays.dijkstra import UNREACHED
    from routing.kernels.arrays.room import lines_of
    from routing.kernels.arrays.rows import useful_rows
    from routing.search.on_arrays import NO_LIMIT, Run, settle

    graph, size, width = asked.graph, asked.criteria, len(asked.weights)
    if any(int(column.sum()) > INT64_MAX // 2 for column in asked.weights):
        raise BeyondRangeError("the sum of a weight exceeds half the range of 64-bit integers")
    weights = [graph.weight_of(values) for values in asked.weights]
    most = [min(bound, weight.most) for bound, weight in zip(asked.bounds, weights, strict=True)]
    ahead = lines_of(graph.n_nodes, width)
    with graph.work() as arrays:
        for k, weight in enumerate(weights):
            settle(Run(asked.mask, work.budget, arrays), weight.leaving, asked.source, most=min(most[k], NO_LIMIT))
            ahead[:, k] = arrays.tree.reached
    ahead[ahead == UNREACHED] = -1
    node_in = np.logical_and.reduce([ahead[:, k] >= 0 for k in range(width)])
    if not node_in[asked.target]:
        return _none(size)
    bounds = np.array(most, np.int64)
    useful = useful_rows(graph.placed_rows[1], np.array(asked.weights), bounds, asked.mask, node_in)
    labels = pareto_labels.labels_for(work.start, graph.n_nodes, width, asked.target)
    labels.heap[0, :width] = ahead[asked.target]
    search = _SeveralCriteria(asked, useful, ahead, bounds, labels, work)
    complete = work.run(search.go_on, search.grow, search.to_write)
    labels = search.labels
    found = int(labels.state["points"][0])
    if found and labels.state["waiting"][0] and not complete:  # of the last point better paths may still come
        found -= 1
    vectors, words = labels.points[:found, :size].copy(), labels.points[:found, width]
    offsets = offsets_of(words >> pareto_labels.SHIFT)
    arcs = np.empty(int(offsets[-1]), np.int64)
    pareto_labels.write_paths(words, labels.pool, offsets, arcs)
    return ArrayFront(complete, vectors, offsets, arcs, int(labels.state["made"][0]))


class _SeveralCriteria:
    """One search of `kernels.arrays.pareto_many`, with its labels, made longer when they are full."""

    def __init__(
        self,
        asked: _Asked,
        useful: UsefulRows,
        ahead: Ints,
        bounds: Ints,
        labels: pareto_labels.Labels,
        work: FrontWork,
    ) -> None:
        self.asked, self.useful, self.ahead, self.bounds = asked, useful, ahead, bounds
        self.labels, self.max_labels = labels, work.max_labels

    def go_on(self, steps: int) -> int:
        """Take so many labels from the queue; return why the kernel stopped."""
        from routing.kernels.arrays.pareto_many import pareto_front_of_many

        given = self.useful, self.ahead, self.bounds, self.asked.criteria, self.asked.source
        return pareto_front_of_many(*given, self.labels, steps, self.max_labels)

    def grow(self) -> None:
        """Double what is full."""
        from routing.kernels.arrays import pareto_labels

        self.labels = pareto_labels.longer(self.labels, self.useful.longest)

    def to_write(self) -> int:
        """Return how many arcs the paths of the points have."""
        from routing.kernels.arrays.pareto_labels import SHIFT

        labels = self.labels
        return int((labels.points[: labels.state["points"][0], len(self.bounds)] >> SHIFT).sum())
