"""The canonical path: of all paths of least weight within the limits, the one with the least arc numbers.

Paths are compared by their sequences of arc numbers, the first difference decides. The path is built arc by arc:
of the arcs that leave a node the least is taken from which the rest of the weight can still be met and every limit
kept. Without limits the least weight to come tells that. Under limits a bound can only rule arcs out, so the label
search answers for each arc that is left, and the rest of a path once found saves the searches along it: never more
searches than arcs leave the nodes of the path, and none where only one arc is left. (Trying all walks below the
weight instead grows exponentially where a limit makes the path much longer than the bound.) Weights must be above 0
on every cycle (landbridge packs the number of arcs into the weight), so the path ends.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from routing.kernels.lists.constrained import constrained_path


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
    check: Callable[[], None] | None = None,
) -> tuple[int, ...] | None:
    """Return the canonical path of weight `wanted`, or None where no path of that weight keeps the limits.

    `wanted` is the least weight of a feasible path; the other parameters are those of
    `routing.kernels.lists.constrained.constrained_path`.
    """
    count = range(len(limits))
    arcs: list[int] = []
    node, rest, left = source, wanted, tuple(limits)
    known: tuple[int, ...] = ()  # rest of a path that meets the weight and keeps the limits, once one is known
    while node != target or rest:
        found = None
        for arc in leaving[node]:
            there, after = end[arc], rest - weight[arc]
            if not usable[arc] or to_come[there] > after or (not limits and to_come[there] != after):
                continue
            spare = tuple([left[k] - resources[k][arc] for k in count])
            if any([least[k][there] > spare[k] for k in count]):
                continue
            if known and known[0] == arc:
                found = known[1:]
            elif not limits:
                found = ()
            else:
                found = _completed(
                    leaving, end, weight, usable, there, target, after, to_come, resources, spare, least, check
                )
            if found is not None:
                arcs.append(arc)
                node, rest, left, known = there, after, spare, found
                break
        if found is None:
            return None
    return tuple(arcs)


def _completed(
    leaving: Sequence[Sequence[int]],
    end: Sequence[int],
    weight: Sequence[int],
    usable: Sequence[int],
    node: int,
    target: int,
    rest: int,
    to_come: Sequence[float | int],
    resources: Sequence[Sequence[int]],
    spare: Sequence[int],
    least: Sequence[Sequence[float | int]],
    check: Callable[[], None] | None,
) -> tuple[int, ...] | None:
    """Return a path from a node to the target of weight `rest` within what is left of the limits, or None."""
    found = constrained_path(
        leaving, end, weight, usable, node, target, resources, spare, to_come, least, sys.maxsize, rest, check
    )
    return found.arcs if found.weight == rest else None
