"""The canonical path: of all paths of one weight within the limits, the one with the least arc numbers.

Paths are compared by their sequences of arc numbers, the first difference decides. A depth-first search
takes the arcs of each node in ascending order and goes on only where the wanted weight can still be met
exactly and every limit kept; states that led nowhere are remembered. Weights must be above 0 on every
cycle (landbridge packs the number of arcs into the weight), so the search ends.
"""

from __future__ import annotations

from collections.abc import Sequence


def canonical_path(
    leaving: Sequence[Sequence[int]],
    end: Sequence[int],
    weight: Sequence[int],
    usable: Sequence[int],
    source: int,
    target: int,
    wanted: int,
    to_come: Sequence[float | int],
    resources: Sequence[Sequence[int]] = (),
    limits: Sequence[int] = (),
    least: Sequence[Sequence[float | int]] = (),
) -> tuple[int, ...] | None:
    """Return the canonical path of weight `wanted`, or None where no path of that weight keeps the limits.

    `wanted` is the least weight of a feasible path; the other parameters are those of
    `routing.kernels.label_setting.constrained_path`.
    """
    count = range(len(limits))
    start = (source, 0, (0,) * len(limits))
    failed: set[tuple[int, int, tuple[int, ...]]] = set()
    trail: list[tuple[tuple[int, int, tuple[int, ...]], int]] = [(start, 0)]
    arcs: list[int] = []
    while trail:
        state, position = trail[-1]
        node, so_far, spent = state
        if node == target and so_far == wanted:
            return tuple(arcs)
        step = None
        while position < len(leaving[node]) and step is None:
            arc = leaving[node][position]
            position += 1
            if not usable[arc] or so_far + weight[arc] + to_come[end[arc]] > wanted:
                continue
            use = tuple([spent[k] + resources[k][arc] for k in count])
            if any([use[k] + least[k][end[arc]] > limits[k] for k in count]):
                continue
            state_there = (end[arc], so_far + weight[arc], use)
            if state_there not in failed:
                step = (arc, state_there)
        trail[-1] = (state, position)
        if step is None:
            failed.add(state)
            trail.pop()
            if arcs:
                arcs.pop()
        else:
            arcs.append(step[0])
            trail.append((step[1], 0))
    return None
