"""Deviations from a path, the step of Yen's algorithm (1971) in the form of Lawler (1972).

The algorithm is that of `routing.kernels.lists.k_shortest`: a further path is the same as one found before up to some
node, leaves it there by an arc that no found path with the same beginning takes, and never comes back to the beginning.
The rest of it is found by A* under the least weight to come. Whoever wants k paths wants none that weighs more than the
k-th candidate, so most searches end before they begin.

Every search marks what it reaches with a number of its own, so nothing is cleared between searches. Weights are above 0
(the number of arcs is packed into them).
"""

from __future__ import annotations

from typing import Any

from routing.kernels.arrays.dijkstra import UNREACHED
from routing.kernels.arrays.heaps import drop_pair, push_pair
from routing.kernels.arrays.jit import compiled

STAMP, FOUND, FILLED, CANDIDATES, SPENT, SETTLED = range(6)


@compiled
def deviations(
    first: Any, arcs: Any, ends: Any, weight: Any, first_in: Any, arcs_in: Any, ends_in: Any, weight_in: Any,
    usable: Any, target: int, to_come: Any, path: Any, nodes: Any, place: int, least_place: int,
    barred: Any, best: Any, total: Any, seen: Any, closed: Any, alive: Any, heap: Any, second: Any, queue: Any,
    weights: Any, places: Any, begins: Any, pool: Any, state: Any, steps: int,
) -> int:  # fmt: skip
    """Write the best path for each place at which `path` can be left; return the first place not tried.

    Parameters
    ----------
    first, arcs, ends, weight, first_in, arcs_in, ends_in, weight_in, usable
        The arcs that leave and that enter each node, see the package.
    to_come : int64, shape (n,)
        Least weight to the target.
    path, nodes
        Arcs of a path found, and its nodes (one more); the nodes before `place` are marked in `closed` already.
    place, least_place
        Where to begin, and where this path left the one before it.
    barred
        Arcs that found paths with the same beginning take at `least_place`.
    best : int64, shape (paths still wanted,) or empty
        Least weights of candidates, sorted; ``state[FOUND]`` of them are set. Empty: all candidates are wanted.
    total, seen, closed, alive, heap, second, queue
        Work arrays; a node is reached, closed, on a way to the target if its mark is that of this search.
    weights, places, begins, pool, state
        Candidates: weight, place, where their arcs begin in `pool`; ``state[SPENT]`` is the weight up to `place`.
    steps
        Return to the caller after so many nodes.
    """
    final, settled, spent = len(path), 0, state[SPENT]
    while place < final and settled < steps and len(pool) - state[FILLED] >= len(to_come):
        node = nodes[place]
        closed[node] = 1
        state[STAMP] += 1
        stamp = state[STAMP]
        most = best[-1] if 0 < len(best) == state[FOUND] else UNREACHED - 1
        taken = barred if place == least_place else path[place : place + 1]
        found, settled_now = _spur(
            first, arcs, ends, weight, usable, node, target, to_come, taken, most - spent,
            total, seen, closed, heap, second, stamp,
        )  # fmt: skip
        settled += settled_now
        if found != UNREACHED:
            _mark_alive(
                first_in, arcs_in, ends_in, weight_in, usable, node, target, taken, total, seen, closed, alive, queue,
                stamp,
            )  # fmt: skip
            number, filled = state[CANDIDATES], state[FILLED]
            weights[number], places[number], begins[number] = spent + found, place, filled
            filled = _walk(first, arcs, ends, weight, node, target, usable, taken, total, alive, stamp, pool, filled)
            state[CANDIDATES], state[FILLED] = number + 1, filled
            begins[number + 1] = filled
            state[FOUND] = _keep(best, state[FOUND], spent + found)
        for out in range(first[node], first[node + 1]):
            if arcs[out] == path[place]:
                spent += weight[out]
                break
        place += 1
    state[SPENT] = spent
    state[SETTLED] += settled
    return place


@compiled
def _spur(
    first: Any, arcs: Any, ends: Any, weight: Any, usable: Any, start: int, target: int, to_come: Any, taken: Any,
    most: int, total: Any, seen: Any, closed: Any, heap: Any, second: Any, stamp: int,
) -> tuple[int, int]:  # fmt: skip
    """Return the least weight of the rest of a path, or UNREACHED, and the nodes settled; all ties are settled too."""
    masked, size, settled, best = len(usable) > 0, 0, 0, UNREACHED
    total[start], seen[start] = 0, stamp
    size = push_pair(heap, second, size, to_come[start], start)
    while size > 0 and heap[0] <= most:
        bound, node = heap[0], second[0]
        size = drop_pair(heap, second, size)
        if bound > total[node] + to_come[node] or node == target:
            continue
        settled += 1
        for place in range(first[node], first[node + 1]):
            there = ends[place]
            if closed[there] or to_come[there] == UNREACHED or (masked and not usable[arcs[place]]):
                continue
            if node == start and _among(arcs[place], taken):
                continue
            so_far = total[node] + weight[place]
            if so_far + to_come[there] > most or (seen[there] == stamp and total[there] <= so_far):
                continue
            total[there], seen[there] = so_far, stamp
            if there == target:
                most = best = so_far
            size = push_pair(heap, second, size, so_far + to_come[there], there)
    return best, settled


@compiled
def _mark_alive(
    first: Any, arcs: Any, ends: Any, weight: Any, usable: Any, start: int, target: int, taken: Any,
    total: Any, seen: Any, closed: Any, alive: Any, queue: Any, stamp: int,
) -> None:  # fmt: skip
    """Mark the nodes of least paths, from the target back along arcs that make the difference of the totals."""
    alive[target] = stamp
    queue[0], count = target, 1
    while count > 0:
        count -= 1
        node = queue[count]
        for place in range(first[node], first[node + 1]):
            there = ends[place]
            if alive[there] == stamp or seen[there] != stamp or total[there] + weight[place] != total[node]:
                continue
            if (closed[there] and there != start) or (len(usable) > 0 and not usable[arcs[place]]):
                continue
            if there == start and _among(arcs[place], taken):
                continue
            alive[there] = stamp
            queue[count] = there
            count += 1


@compiled
def _walk(
    first: Any, arcs: Any, ends: Any, weight: Any, node: int, target: int, usable: Any, taken: Any,
    total: Any, alive: Any, stamp: int, pool: Any, filled: int,
) -> int:  # fmt: skip
    """Write the least sequence of arcs over marked nodes into the pool and return where it ends."""
    start = node
    while node != target:
        for place in range(first[node], first[node + 1]):
            there = ends[place]
            if alive[there] != stamp or total[node] + weight[place] != total[there]:
                continue
            if (len(usable) > 0 and not usable[arcs[place]]) or (node == start and _among(arcs[place], taken)):
                continue
            pool[filled] = arcs[place]
            filled += 1
            node = there
            break
    return filled


@compiled
def _among(arc: int, taken: Any) -> bool:
    for other in taken:  # noqa: SIM110 (a compiled kernel has no any())
        if other == arc:
            return True
    return False


@compiled
def _keep(best: Any, count: int, value: int) -> int:
    """Put a value into a sorted array that drops its greatest when full; return how many it holds."""
    if len(best) == 0:
        return 0
    if count == len(best):
        if value >= best[-1]:
            return count
        count -= 1
    place = count
    while place > 0 and best[place - 1] > value:
        best[place] = best[place - 1]
        place -= 1
    best[place] = value
    return count + 1
