"""Shortest path with limits on further resources, by label setting with backward bounds.

minimise w(P) over paths P from s to t subject to r_k(P) <= L_k for every resource k; all weights from 0.

Labels leave the queue in the order of weight + least weight still to come (A*, consistent), so the first
label of the target is optimal. A label is dropped when it cannot reach the target within a limit, or when a
label at the same node weighs no more and has used no more of any resource. Exact; exponential in the worst
case (the problem is NP-hard), small in practice. After Desrochers and Soumis (1988); bounds as in
Dumitrescu and Boland (2003).
"""

from __future__ import annotations

import collections
import heapq
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from routing.kernels.lists.span import Span


class Limits(NamedTuple):
    """What a path may use of some resources.

    Attributes
    ----------
    uses
        Per resource the use of each arc, from 0.
    most
        How much of each a path may use.
    least
        Per resource the least use from each node to the target.
    """

    uses: Sequence[Sequence[int]]
    most: Sequence[int]
    least: Sequence[Sequence[float | int]]


NO_LIMITS = Limits((), (), ())


class Found(NamedTuple):
    """Outcome of a search: ``status`` found, none or stopped; weight and arcs of the path; labels made."""

    status: str
    weight: int | None
    arcs: tuple[int, ...] | None
    labels: int


def constrained_path(
    span: Span,
    weight: Sequence[int],
    ahead: Sequence[float | int],
    limits: Limits,
    max_labels: int,
    at_most: float | int = math.inf,
    check: Callable[[], None] | None = None,
) -> Found:
    """Return a path of least weight within the limits.

    Parameters
    ----------
    weight, ahead
        Weight of each arc, from 0, and least weight from each node to the target.
    max_labels
        Bound on the labels made; reaching it gives status ``stopped``, never ``none``.
    at_most
        Greatest weight of interest: a path that weighs more is not looked for.
    check
        Called at the beginning and then now and then; it may raise to end the search.
    """
    leaving, end, usable, source, target = span
    uses, most, least = limits
    if check is not None:
        check()
    count = range(len(most))
    if any(least[k][source] > most[k] for k in count) or ahead[source] == math.inf or ahead[source] > at_most:
        return Found("none", None, None, 0)
    nodes, parents, via, used, totals = [source], [-1], [-1], [(0,) * len(most)], [0]
    closed: dict[int, list[tuple[int, ...]]] = collections.defaultdict(list)  # few nodes are seen, so no list for each
    heap: list[tuple[float | int, int]] = [(ahead[source], 0)]
    shut = 0
    while heap:
        _, label = heapq.heappop(heap)
        node, so_far, spent = nodes[label], totals[label], used[label]
        if _dominated(spent, closed[node]):
            continue
        closed[node].append(spent)
        shut += 1
        if check is not None and (not shut & 63 or len(closed[node]) > 63):  # a long list is long to look through
            check()
        if node == target:
            return Found("found", so_far, _trace(label, parents, via), len(nodes))
        for arc in leaving[node]:
            there = end[arc]
            if not usable[arc] or so_far + weight[arc] + ahead[there] > at_most:
                continue
            use = tuple([spent[k] + uses[k][arc] for k in count])
            if any([use[k] + least[k][there] > most[k] for k in count]) or _dominated(use, closed[there]):
                continue
            if len(nodes) >= max_labels:
                return Found("stopped", None, None, len(nodes))
            heapq.heappush(heap, (so_far + weight[arc] + ahead[there], len(nodes)))
            nodes.append(there)
            parents.append(label)
            via.append(arc)
            used.append(use)
            totals.append(so_far + weight[arc])
    return Found("none", None, None, len(nodes))


def _dominated(use: tuple[int, ...], earlier: list[tuple[int, ...]]) -> bool:
    """Tell whether an earlier label used no more of any resource; earlier labels weigh no more."""
    return any(all([mine >= theirs for mine, theirs in zip(use, other, strict=True)]) for other in earlier)


def _trace(label: int, parents: list[int], via: list[int]) -> tuple[int, ...]:
    arcs = []
    while parents[label] >= 0:
        arcs.append(via[label])
        label = parents[label]
    return tuple(reversed(arcs))
