"""Deviations from a path, the step of Yen's algorithm (1971) in the form of Lawler (1972).

The algorithm is that of `routing.kernels.lists.k_shortest`: a further path is the same as one found before up to some
node, leaves it there by an arc that no found path with the same beginning takes, and never comes back to the beginning.
The rest of it is found by A* under the least weight to come. Whoever wants k paths wants none that weighs more than the
k-th candidate, so most searches end before they begin.

Every search marks what it reaches with a number of its own, so nothing is cleared between searches. Weights are above 0
(the number of arcs is packed into them).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.kernels.arrays.dijkstra import UNREACHED
from routing.kernels.arrays.dijkstra import Work as WorkOfDijkstra
from routing.kernels.arrays.heaps import drop_pair, push_pair
from routing.kernels.arrays.jit import compiled
from routing.kernels.arrays.rows import Bytes, Ints, States, WeightedRows

STATE = np.dtype([(name, np.int64) for name in ("stamp", "found", "filled", "candidates", "settled", "at")])
WEIGHT, PLACE, BEGIN = range(3)  # columns of the candidates


class Work(NamedTuple):
    """What the searches of one question read and write.

    Attributes
    ----------
    first, arcs, ends, weight, first_in, arcs_in, ends_in, weight_in, usable
        The arcs that leave and that enter each node, as in `rows.WeightedRows`, and their mask.
    ahead : int64, shape (n,)
        Least weight to the target.
    total, seen, alive : int64, shape (n,)
        Weight up to a node; a node is reached, or on a way to the target, if its mark is that of the search.
    closed : uint8, shape (n,)
        Mark of the nodes of the beginning; 0 all over before and after a call.
    heap, second : int64, shape (m + 1,)
        What waits; then `second` holds the nodes that are marked next.
    candidates : int64, shape (n + 1, 3)
        Of each candidate its weight, the number of the arc by which it leaves the path, and where its arcs from there
        on begin in `pool`; those of the next end them.
    pool : int64, shape (4 n,)
    state
        ``stamp`` of the search; least weights ``found`` so far; number of ``candidates`` and arcs ``filled`` in; nodes
        ``settled``; the number of the arc ``at`` which the path is left next.
    """

    first: Ints
    arcs: Ints
    ends: Ints
    weight: Ints
    first_in: Ints
    arcs_in: Ints
    ends_in: Ints
    weight_in: Ints
    usable: Bytes
    ahead: Ints
    total: Ints
    seen: Ints
    alive: Ints
    closed: Bytes
    heap: Ints
    second: Ints
    candidates: Ints
    pool: Ints
    state: States


def work_for(
    leaving: WeightedRows, entering: WeightedRows, usable: Bytes, ahead: Ints, one_end: WorkOfDijkstra
) -> Work:
    """Return what searches read and write; they take the heap of a plain search, which never runs meanwhile."""
    size = len(ahead)
    total, seen, alive = (np.zeros(size, dtype=np.int64) for _ in range(3))
    closed, candidates = np.zeros(size, dtype=np.uint8), np.zeros((size + 1, 3), dtype=np.int64)
    pool = np.empty(4 * size, dtype=np.int64)
    rows = (*leaving[:4], *entering[:4], usable)
    heap, second = one_end.heap, one_end.second
    return Work(*rows, ahead, total, seen, alive, closed, heap, second, candidates, pool, np.zeros(1, STATE))


@compiled
def deviations(
    source: int, target: int, path: Ints, deviation: int, barred: Ints, best: Ints, work: Work, steps: int
) -> bool:
    """Write the best path for each node at which `path` can be left; return whether all were tried.

    The caller sets ``at`` to where to begin; each call goes on where the last one stopped, with candidates of its own.

    Parameters
    ----------
    path
        Arcs of a path from source to target.
    deviation, barred
        Number of the arc by which it left the path before it, and the arcs that found paths with the same beginning
        take there.
    best : int64, shape (paths still wanted,) or empty
        Least weights of candidates, sorted; ``found`` of them are set. Empty: all candidates are wanted.
    steps
        Return to the caller after so many nodes.
    """
    work = Work(*work)
    first, arcs, ends, weight = work.first, work.arcs, work.ends, work.weight
    closed, candidates, pool, state = work.closed, work.candidates, work.pool, work.state[0]
    room, node, spent, settled = len(work.ahead), source, 0, 0
    state["candidates"], state["filled"] = 0, 0
    begin, end = state["at"], len(path)
    for at in range(len(path)):
        closed[node] = 1
        if at >= begin:
            if settled >= steps or len(pool) - state["filled"] < room:
                end = at
                break
            state["stamp"] += 1
            most = best[-1] if 0 < len(best) == state["found"] else UNREACHED - 1
            taken = barred if at == deviation else path[at : at + 1]
            found, settled_now = _rest(node, target, taken, most - spent, work)
            settled += settled_now
            if found != UNREACHED:
                _mark_alive(node, target, taken, work)
                number, filled = state["candidates"], state["filled"]
                candidates[number, WEIGHT], candidates[number, PLACE], candidates[number, BEGIN] = (
                    spent + found,
                    at,
                    filled,
                )
                filled = _walk(node, target, taken, work)
                state["candidates"], state["filled"] = number + 1, filled
                candidates[number + 1, BEGIN] = filled
                state["found"] = _keep(best, state["found"], spent + found)
        out = _out(first, arcs, node, path[at])
        spent += weight[out]
        node = ends[out]
    node = source
    for at in range(end):
        closed[node] = 0
        node = ends[_out(first, arcs, node, path[at])]
    closed[node] = 0
    state["at"] = end
    state["settled"] += settled
    return bool(end == len(path))


@compiled
def _out(first: Ints, arcs: Ints, node: int, arc: int) -> int:
    """Return where an arc stands among those that leave a node."""
    at = first[node]
    while arcs[at] != arc:
        at += 1
    return int(at)


@compiled
def _rest(start: int, target: int, taken: Ints, most: int, work: Work) -> tuple[int, int]:
    """Return the least weight of the rest of a path, or UNREACHED, and the nodes settled; all ties are settled too."""
    first, arcs, ends, weight, usable, ahead = work.first, work.arcs, work.ends, work.weight, work.usable, work.ahead
    total, seen, closed, heap, second = work.total, work.seen, work.closed, work.heap, work.second
    stamp, masked, size, settled, best = work.state[0]["stamp"], len(usable) > 0, 0, 0, UNREACHED
    total[start], seen[start] = 0, stamp
    size = push_pair(heap, second, size, ahead[start], start)
    while size > 0 and heap[0] <= most:
        bound, node = heap[0], second[0]
        size = drop_pair(heap, second, size)
        if bound > total[node] + ahead[node] or node == target:
            continue
        settled += 1
        for at in range(first[node], first[node + 1]):
            there = ends[at]
            if closed[there] or ahead[there] == UNREACHED or (masked and not usable[arcs[at]]):
                continue
            if node == start and _among(arcs[at], taken):
                continue
            so_far = total[node] + weight[at]
            if so_far + ahead[there] > most or (seen[there] == stamp and total[there] <= so_far):
                continue
            total[there], seen[there] = so_far, stamp
            if there == target:
                most = best = so_far
            size = push_pair(heap, second, size, so_far + ahead[there], there)
    return best, settled


@compiled
def _mark_alive(start: int, target: int, taken: Ints, work: Work) -> None:
    """Mark the nodes of least paths, from the target back along arcs that make the difference of the totals."""
    first, arcs, ends, weight, usable = work.first_in, work.arcs_in, work.ends_in, work.weight_in, work.usable
    total, seen, closed, alive, marked = work.total, work.seen, work.closed, work.alive, work.second
    stamp = work.state[0]["stamp"]
    alive[target] = stamp
    marked[0], count = target, 1
    while count > 0:
        count -= 1
        node = marked[count]
        for at in range(first[node], first[node + 1]):
            there = ends[at]
            if alive[there] == stamp or seen[there] != stamp or total[there] + weight[at] != total[node]:
                continue
            if (closed[there] and there != start) or (len(usable) > 0 and not usable[arcs[at]]):
                continue
            if there == start and _among(arcs[at], taken):
                continue
            alive[there] = stamp
            marked[count] = there
            count += 1


@compiled
def _walk(start: int, target: int, taken: Ints, work: Work) -> int:
    """Write the least sequence of arcs over marked nodes into the pool and return where it ends."""
    first, arcs, ends, weight, usable = work.first, work.arcs, work.ends, work.weight, work.usable
    pool, state = work.pool, work.state[0]
    total, alive, stamp, filled, node = work.total, work.alive, state["stamp"], state["filled"], start
    while node != target:
        for at in range(first[node], first[node + 1]):
            there = ends[at]
            if alive[there] != stamp or total[node] + weight[at] != total[there]:
                continue
            if (len(usable) > 0 and not usable[arcs[at]]) or (node == start and _among(arcs[at], taken)):
                continue
            pool[filled] = arcs[at]
            filled += 1
            node = there
            break
    return int(filled)


@compiled
def _among(arc: int, taken: Ints) -> bool:
    for other in taken:  # noqa: SIM110 (a compiled kernel has no any())
        if other == arc:
            return True
    return False


@compiled
def _keep(best: Ints, count: int, value: int) -> int:
    """Put a value into a sorted array that drops its greatest when full; return how many it holds."""
    if len(best) == 0:
        return 0
    if count == len(best):
        if value >= best[-1]:
            return count
        count -= 1
    at = count
    while at > 0 and best[at - 1] > value:
        best[at] = best[at - 1]
        at -= 1
    best[at] = value
    return count + 1
