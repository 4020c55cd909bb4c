"""`front_of`: a Pareto front of plain weights by the engine that is to be asked, each point by its canonical path."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.kernels.lists.dijkstra import distances
from routing.kernels.lists.pareto import pareto_front
from routing.kernels.lists.span import Span
from routing.search.budget import NO_LABEL_LIMIT, TIDYING, Budget, TimeUp
from routing.search.checks import INT64_MAX
from routing.search.engines import Engines
from routing.search.path import Path, PathList

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class FrontAsked(NamedTuple):
    """A front that is asked for, checked."""

    source: int
    target: int
    criteria: Sequence[str]
    limits: Mapping[str, int]
    usable: Mask | None
    budget: Budget

    @property
    def names(self) -> list[str]:
        """Return the weights that are criteria, and behind them those that are only limited."""
        return [*self.criteria, *(name for name in self.limits if name not in self.criteria)]


FrontFound = tuple[bool, Sequence[Path], int]  # whether a front is complete, its paths, and the labels made


def front_of(engines: Engines, asked: FrontAsked) -> FrontFound:
    """Return a front by the compiled kernels, or by the interpreted ones where those are not to be used or cannot."""
    return front_on_arrays(engines, asked) or front_on_lists(engines, asked)


def front_on_lists(engines: Engines, asked: FrontAsked) -> FrontFound:
    """Return a front by the interpreted kernels."""
    graph, budget, mask = engines.graph, asked.budget, engines.lists.mask(asked.usable)
    columns = [engines.lists.column(name) for name in asked.names]
    try:
        least = [
            distances(graph.entering, graph.tails, use, mask, asked.target, check=budget.check_early) for use in columns
        ]
    except TimeUp:
        return False, (), 0

    def is_late() -> bool:
        return budget.leaves(2 * TIDYING)

    span = Span(graph.leaving, graph.heads, mask, asked.source, asked.target)
    bounds = [asked.limits.get(name, INT64_MAX) for name in asked.names]
    front = pareto_front(span, columns, least, budget.labels, bounds, len(asked.criteria), is_late)
    all_in_time, paths = _canonical(engines, asked, front.vectors, front.paths.__getitem__)
    return front.complete and all_in_time, paths, front.labels


def _canonical(
    engines: Engines,
    asked: FrontAsked,
    vectors: Sequence[Sequence[int]],
    any_path: Callable[[int], Sequence[int] | Ints],
) -> tuple[bool, Sequence[Path]]:
    """Return the canonical path of each point: the lightest by the first criterion within the point's others.

    Points for which no time is left keep the path that the search came by, and the first answer is False.
    """
    (first, *others), rows = asked.criteria, list[Ints]()
    unbounded = replace(asked.budget, labels=NO_LABEL_LIMIT)
    for vector in vectors:
        bounds = {**asked.limits, **dict(zip(others, map(int, vector[1:]), strict=True))}
        search = engines.of(first, bounds, counted=True).constrained
        try:
            best = search(asked.source, asked.target, first, bounds, asked.usable, unbounded)
        except TimeUp:
            break
        if best.stopped:
            break
        assert best.arcs is not None
        rows.append(best.arcs)

    def build(first: int, behind: int) -> list[Path]:
        found = [*rows[first:behind], *map(any_path, range(max(first, len(rows)), behind))]
        return [engines.path(np.asarray(arcs, dtype=np.int64)) for arcs in found]

    return len(rows) == len(vectors), PathList(len(vectors), build)


def front_on_arrays(engines: Engines, asked: FrontAsked) -> FrontFound | None:
    """Return the same by the compiled kernels; None where these are not to be used or cannot."""
    if not engines.are_compiled:
        return None
    from routing.search import fronts as arrays

    names = asked.names
    weights, limits = [engines.weights[name] for name in names], [asked.limits.get(name) for name in names]
    question = arrays.FrontAsked(
        engines.arrays.graph, weights, asked.usable, asked.source, asked.target, limits, len(asked.criteria)
    )
    try:
        front = arrays.pareto_on_arrays(question, budget=asked.budget)
    except arrays.BeyondRangeError:
        return None
    if len(weights) > len(asked.criteria):
        all_in_time, paths = _canonical(engines, asked, front.vectors.tolist(), front.path)
        return front.complete and all_in_time, paths, front.labels
    known = dict(zip(asked.criteria, front.vectors.T, strict=True))
    return front.complete, engines.paths(front.arcs, front.offsets, known), front.labels
