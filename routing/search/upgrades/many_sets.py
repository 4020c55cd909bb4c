"""What a lane weighs with each of many sets at once: one search whose distances are tables, a set a row.

A column is a case of what is not certain: some arcs may weigh something else in each; without such arcs there is one.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

import numpy as np

from routing.search.budget import Budget
from routing.search.graph import Graph
from routing.search.upgrades.lanes import FAR, Ints, Lane
from routing.search.upgrades.sets import UpgradeSets

AT_ONCE = 4096  # sets
CELLS = 1 << 23  # distances that are held at once: nodes times sets times cases


def weights_with(lane: Lane, masks: Sequence[int], sets: UpgradeSets, chosen: Sequence[int], budget: Budget) -> Ints:
    """Return the least weight of a path with each of some sets; `FAR` where there is none."""
    return weights_in_cases(lane, masks, sets, chosen, {}, budget, AT_ONCE)[:, 0]


def weights_in_cases(
    lane: Lane,
    masks: Sequence[int],
    sets: UpgradeSets,
    chosen: Sequence[int],
    moved: Mapping[int, Ints],
    budget: Budget,
    at_once: int | None = None,
) -> Ints:
    """Return the least weight of a path with each of some sets in each case, shape (sets, cases).

    `moved`: what an arc weighs in each case, where it does not weigh the same in all. A node waits by the least of its
    distances; where one of them falls after it was settled it waits again. So no distance is too high when nothing
    waits (label correcting; Bellman, Quarterly of Applied Mathematics 16, 1958).
    """
    used = np.unique(np.concatenate([lane.tail, lane.head, [lane.source, lane.target]]))
    place = np.full(lane.n_nodes, -1, np.int64)
    place[used] = np.arange(len(used))
    less = lane._replace(tail=place[lane.tail], head=place[lane.head], n_nodes=len(used))
    ends = int(place[lane.source]), int(place[lane.target])
    cases = len(next(iter(moved.values()))) if moved else 1
    many = at_once or max(1, CELLS // (cases * less.n_nodes))
    parts = [chosen[at : at + many] for at in range(0, len(chosen), many)]
    empty = np.zeros((0, cases), np.int64)
    return np.concatenate([empty, *(_part(less, ends, masks, sets, part, moved, budget) for part in parts)])


def _part(
    lane: Lane,
    ends: tuple[int, int],
    masks: Sequence[int],
    sets: UpgradeSets,
    chosen: Sequence[int],
    moved: Mapping[int, Ints],
    budget: Budget,
) -> Ints:
    does = [sets.standing(mask) for mask in chosen]
    open_ = [np.array([[not needs & ~one] for one in does]) for needs in masks]
    shut = [not one.any() for one in open_]
    clear = [np.array([[not bars & one] for one in does]) for bars in masks]
    graph = Graph(lane.tail, lane.head, lane.n_nodes)
    heads: list[int] = graph.heads
    weight: list[int | Ints] = [moved.get(arc, cell) for arc, cell in enumerate(lane.weight.tolist())]
    cases = len(next(iter(moved.values()))) if moved else 1
    needs, bars = lane.needs.tolist(), lane.bars.tolist()
    far = np.full((lane.n_nodes, len(chosen), cases), FAR, np.int64)
    source, target = ends
    far[source] = 0
    heap, waits = [(0, source)], {source}
    while heap:
        budget.check()
        _, node = heapq.heappop(heap)
        if node not in waits:
            continue
        waits.remove(node)
        for arc in graph.leaving[node]:
            there = heads[arc]
            if needs[arc] >= 0 and shut[needs[arc]]:
                continue
            reached = far[node] + weight[arc]
            if needs[arc] >= 0:
                reached = np.where(open_[needs[arc]], reached, FAR)
            if bars[arc] >= 0:
                reached = np.where(clear[bars[arc]], reached, FAR)
            fallen = reached < far[there]
            if fallen.any():
                np.minimum(far[there], reached, out=far[there])
                waits.add(there)
                heapq.heappush(heap, (int(far[there].min()), there))
    found: Ints = np.minimum(far[target], FAR)
    return found
