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

from routing.kernels.lists.constrained import NO_LIMITS, Limits, constrained_path
from routing.kernels.lists.span import Span


def canonical_path(
    span: Span,
    weight: Sequence[int],
    ahead: Sequence[float | int],
    wanted: int,
    limits: Limits = NO_LIMITS,
    check: Callable[[], None] | None = None,
) -> tuple[int, ...] | None:
    """Return the canonical path of weight `wanted`, or None where no path of that weight keeps the limits.

    `wanted` is the least weight of a feasible path; the other parameters are those of
    `routing.kernels.lists.constrained.constrained_path`.
    """
    leaving, end, usable, source, target = span
    uses, most, least = limits
    count = range(len(most))
    arcs: list[int] = []
    node, rest, left = source, wanted, tuple(most)
    known: tuple[int, ...] = ()  # rest of a path that meets the weight and keeps the limits, once one is known
    while node != target or rest:
        found = None
        for arc in leaving[node]:
            there, after = end[arc], rest - weight[arc]
            if not usable[arc] or ahead[there] > after or (not most and ahead[there] != after):
                continue
            spare = tuple([left[k] - uses[k][arc] for k in count])
            if any([least[k][there] > spare[k] for k in count]):
                continue
            if known and known[0] == arc:
                found = known[1:]
            elif not most:
                found = ()
            else:
                onward = Span(leaving, end, usable, there, target)
                found = _completed(onward, weight, ahead, after, Limits(uses, spare, least), check)
            if found is not None:
                arcs.append(arc)
                node, rest, left, known = there, after, spare, found
                break
        if found is None:
            return None
    return tuple(arcs)


def _completed(
    span: Span,
    weight: Sequence[int],
    ahead: Sequence[float | int],
    rest: int,
    limits: Limits,
    check: Callable[[], None] | None,
) -> tuple[int, ...] | None:
    """Return a path of weight `rest` within what is left of the limits, or None."""
    found = constrained_path(span, weight, ahead, limits, sys.maxsize, rest, check)
    return found.arcs if found.weight == rest else None
