"""The Pareto front of paths in two or more criteria, by label setting with backward bounds.

min (w_1(P), ..., w_d(P)) over paths P from s to t: every vector that no other path equals or beats in all criteria.

Labels leave the queue in the lexicographic order of what they have used plus the least still to come, so of two labels
at one node the later has no less of the first criterion, and only the others need to be compared: NAMOA* with
dimensionality reduction (Pulido, Mandow, Perez de la Cruz 2015); for two criteria BOA* (Hernandez Ulloa et al. 2020).
A label is dropped when a label at its node is as good in everything, or a path already found to the target in all
criteria. What is limited and no criterion (lifts, a budget) is compared at the nodes like a criterion, but makes no
points. Exact for weights from 0; a front may have exponentially many points, so the labels are bounded.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from routing.kernels.lists.span import Span

Vector = tuple[int, ...]


class Front(NamedTuple):
    """Outcome of a search: vectors in lexicographic order, a path of each, labels made; complete or stopped early.

    Stopped early, the vectors are a part of the front all the same: each is one that no path beats.
    """

    complete: bool
    vectors: tuple[Vector, ...]
    paths: tuple[tuple[int, ...], ...]
    labels: int


def pareto_front(
    span: Span,
    weights: Sequence[Sequence[int]],
    least: Sequence[Sequence[float | int]],
    max_labels: int,
    limits: Sequence[float | int] = (),
    criteria: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> Front:
    """Return the front of paths from the source to the target.

    Parameters
    ----------
    weights
        Per criterion or limited resource, the weight of each arc, from 0.
    least
        For each of them, the least weight from each node to the target; infinity where it is not reached.
    max_labels
        Bound on the labels made.
    limits
        Per weight, the most that a path may have of it; empty = no limits.
    criteria
        How many of the weights, from the first, are criteria of the front; the others are only limited. None = all.
    stop
        Asked after every 64 labels taken from the queue, and more often where many are closed: True ends it early.
    """
    leaving, end, usable, source, target = span
    count = range(len(weights))
    size = len(weights) if criteria is None else criteria
    most = tuple(limits) or (math.inf,) * len(weights)
    first = tuple([least[k][source] for k in count])
    if any([first[k] == math.inf or first[k] > most[k] for k in count]):
        return Front(True, (), (), 0)
    nodes, parents, via = [source], [-1], [-1]
    used: list[Vector] = [(0,) * len(weights)]
    closed: list[list[Vector]] = [[] for _ in leaving]  # all criteria but the first; no two of a node beat each other
    reached: list[Vector] = []  # the paths found, without their first criterion
    found: list[int] = []
    heap: list[tuple[tuple[float | int, ...], int]] = [(first, 0)]
    taken = 0
    while heap:
        taken += 1
        many = len(reached) > 63 or len(closed[nodes[heap[0][1]]]) > 63
        if stop is not None and (many or not taken & 63) and stop():
            return _front(False, size, found, used, parents, via, len(nodes))
        ahead, label = heapq.heappop(heap)
        node, spent = nodes[label], used[label]
        if _beaten(spent[1:], closed[node]) or _beaten(ahead[1:size], reached):
            continue
        if node == target:
            _close(spent[1:size], reached)
            found.append(label)
            continue
        _close(spent[1:], closed[node])
        for arc in leaving[node]:
            if not usable[arc]:
                continue
            there = end[arc]
            use = tuple([spent[k] + weights[k][arc] for k in count])
            bound = tuple([use[k] + least[k][there] for k in count])
            if any([bound[k] > most[k] or bound[k] == math.inf for k in count]):
                continue
            if _beaten(use[1:], closed[there]) or _beaten(bound[1:size], reached):
                continue
            if len(nodes) >= max_labels:
                return _front(False, size, found, used, parents, via, len(nodes))
            heapq.heappush(heap, (bound, len(nodes)))
            nodes.append(there)
            parents.append(label)
            via.append(arc)
            used.append(use)
    return _front(True, size, found, used, parents, via, len(nodes))


def _beaten(vector: tuple[float | int, ...], earlier: list[Vector]) -> bool:
    """Tell whether an earlier vector is as good in every criterion."""
    for other in earlier:
        for mine, theirs in zip(vector, other, strict=True):
            if mine < theirs:
                break
        else:
            return True
    return False


def _close(vector: Vector, earlier: list[Vector]) -> None:
    """Add a vector and take out those that it beats: they can beat nothing that it does not."""
    kept = [other for other in earlier if any([theirs < mine for mine, theirs in zip(vector, other, strict=True)])]
    earlier[:] = [*kept, vector]


def _front(
    complete: bool, size: int, found: list[int], used: list[Vector], parents: list[int], via: list[int], labels: int
) -> Front:
    paths = []
    for label in found:
        arcs = []
        while parents[label] >= 0:
            arcs.append(via[label])
            label = parents[label]
        paths.append(tuple(reversed(arcs)))
    return Front(complete, tuple(used[label][:size] for label in found), tuple(paths), labels)
