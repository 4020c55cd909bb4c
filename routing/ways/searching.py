"""The search of a way from node to node by way of others: the least of one sum, or the front of both, within limits.

Each leg from one node to the next is a question of its own, as a way may come back to where it was. So without a limit
that binds the way is the least of each leg; within limits it is one of the sums of the fronts of the legs, all of which
are looked at (for one leg alone the constrained search of `routing.search` is asked).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from networks.ways.marks import Bools, Ints
from routing.search.budget import Budget
from routing.search.digraph import Digraph
from routing.status import Status
from routing.ways.digraphs import METRES, TIME

AT_LEAST_S = 1e-6  # so much is asked for where no time is left: the search then says so
AT_ONCE = 4_000_000  # sums of two fronts that are looked at together
NO_ARCS = np.zeros(0, dtype=np.int64)


class Found(NamedTuple):
    """What a search found: arcs in order (None without a way) with their sums, and what that is worth."""

    status: Status
    reason: str
    arcs: Ints | None
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Search:
    """A search on one graph.

    Attributes
    ----------
    digraph
        The graph to search.
    nodes
        The nodes to pass, in order, the two ends included.
    mask
        Arcs that may be used; None: all.
    until
        When the time is up, by `time.monotonic`; None: never.
    """

    digraph: Digraph
    nodes: Sequence[int]
    mask: Bools | None
    until: float | None

    @property
    def legs(self) -> list[tuple[int, int]]:
        """Return the ends of each leg."""
        return list(zip(self.nodes, self.nodes[1:], strict=False))

    def left_s(self) -> float | None:
        """Return how much time is left."""
        return None if self.until is None else max(self.until - time.monotonic(), AT_LEAST_S)


def until_of(time_limit_s: float | None) -> float | None:
    """Return when a limit of time is reached, by `time.monotonic`; raise QuestionError for one that is none."""
    Budget.of(time_limit_s)
    return None if time_limit_s is None else time.monotonic() + time_limit_s


def least(search: Search, minimise: str, limits: Mapping[str, int]) -> Found:
    """Return the way that is least in one sum, and of which no sum is beyond its limit."""
    if any(most < 0 for most in limits.values()):
        return Found(Status.INFEASIBLE, "the ways to the graph are beyond a limit", None, {})
    legs = []
    for ends in search.legs:
        path = search.digraph.shortest(*ends, minimise=minimise, arc_mask=search.mask, time_limit_s=search.left_s())
        if path.arcs is None:
            return Found(path.status, path.reason, None, {})
        legs.append(path.arcs)
    arcs = np.concatenate([NO_ARCS, *legs])
    totals = _totals(search.digraph, arcs)
    if all(totals[name] <= most for name, most in limits.items()):
        return Found(Status.OPTIMAL, "", arcs, totals)
    if totals[minimise] > limits.get(minimise, totals[minimise]):
        return Found(Status.INFEASIBLE, "the limits leave none", None, {})
    return _within(search, minimise, limits)


def _within(search: Search, minimise: str, limits: Mapping[str, int]) -> Found:
    """Return the least way within limits of which one binds."""
    (source, target), *more = search.legs
    if not more:
        path = search.digraph.constrained(
            source,
            target,
            minimise=minimise,
            limits=limits,
            arc_mask=search.mask,
            time_limit_s=search.left_s(),
        )
        return Found(path.status, path.reason, path.arcs, path.totals)
    found = front(search, limits)
    if not found:
        return Found(Status.INFEASIBLE, "the limits leave none", None, {})
    best = found[0] if minimise == TIME else found[-1]
    return best._replace(status=Status.FEASIBLE) if best.status is Status.TRUNCATED else best


def front(search: Search, limits: Mapping[str, int]) -> list[Found]:
    """Return every way within limits than which none is both shorter and quicker, one for each pair of sums.

    The quickest comes first. Where the time was up before any, there is one without arcs that says so.
    """
    if any(most < 0 for most in limits.values()):
        return []
    sums, ways, status, reason = np.zeros((1, 2), dtype=np.int64), [[NO_ARCS]], Status.OPTIMAL, ""
    for source, target in search.legs:
        if source == target:
            continue
        paths = search.digraph.pareto(
            source,
            target,
            criteria=(TIME, METRES),
            limits=limits or None,
            arc_mask=search.mask,
            time_limit_s=search.left_s(),
        )
        if paths.status is Status.INFEASIBLE:
            return []
        if paths.status is not Status.OPTIMAL:
            status, reason = Status.TRUNCATED, paths.reason
        if not len(paths):
            return [Found(Status.UNKNOWN, reason, None, {})]
        theirs = np.array([(path.totals[TIME], path.totals[METRES]) for path in paths], dtype=np.int64)
        sums, one, other = _added(sums, theirs)
        ways = [[*ways[a], _arcs(paths[b].arcs)] for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    most = [limits.get(name, np.iinfo(np.int64).max) for name in (TIME, METRES)]
    return [
        Found(status, reason, np.concatenate(legs), {TIME: pair[0], METRES: pair[1]})
        for pair, legs in zip(sums.tolist(), ways, strict=True)
        if pair[0] <= most[0] and pair[1] <= most[1]
    ]


def _arcs(arcs: Ints | None) -> Ints:
    assert arcs is not None
    return arcs


def _added(one: Ints, other: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the front of all sums of a row of one front and a row of another, and the rows that each is the sum of.

    Examples
    --------
    >>> sums, *_ = _added(np.array([(1, 9), (5, 1)]), np.array([(2, 8), (3, 2)]))
    >>> sums.tolist()
    [[3, 17], [4, 11], [7, 9], [8, 3]]
    """
    kept = np.zeros((0, 4), dtype=np.int64)
    step = max(AT_ONCE // len(other), 1)
    for begin in range(0, len(one), step):
        part = one[begin : begin + step]
        rows = np.arange(len(part)).repeat(len(other)), np.tile(np.arange(len(other)), len(part))
        fresh = np.column_stack([part[rows[0]] + other[rows[1]], begin + rows[0], rows[1]])
        both = np.concatenate([kept, fresh])
        both = both[np.lexsort(both.T[::-1])]
        best = np.minimum.accumulate(both[:, 1])
        better = np.append(True, both[1:, 1] < best[:-1])
        kept = both[better]
    return kept[:, :2], kept[:, 2], kept[:, 3]


def _totals(digraph: Digraph, arcs: Ints) -> dict[str, int]:
    return {name: int(np.asarray(cells)[arcs].sum()) for name, cells in digraph.weights.items()}
