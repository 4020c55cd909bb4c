"""Chains: ways over arcs that take a fixed time, from a node to the next door, or to the target.

A *door* is an arc through which goods cannot go whenever they come: it boards at departures, or is open at some times
only. Between two doors nothing depends on the clock, so that the chains of a node serve for all moments at it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import count
from operator import add
from typing import Any, NamedTuple, Protocol

from routing.kernels.lists.on_clock import Clock, Vector
from routing.kernels.lists.span import Span

TARGET = -1  # in place of a door
NO_DWELL = -1
NO_SINCE = float("-inf")


class Chain(NamedTuple):
    """A way to a door, or to the target.

    Attributes
    ----------
    door
        The arc that it leads to and does not go through yet; or `TARGET`.
    passed
        How long it takes.
    added
        What it adds to the vector.
    stood
        How long a dwell that is charged has lasted at its end; `NO_DWELL`: none does.
    arcs
        Its arcs in their order.
    """

    door: int
    passed: int
    added: Vector
    stood: int
    arcs: tuple[int, ...]


class Charging(Protocol):
    """What is known of the charges behind some chains."""

    def saved(self, later: int) -> Vector | None:
        """Return what goods may save at most by a dwell that begins so much later; None: nothing."""

    def meet(self, arc: int, stood: int) -> None:
        """Take note of a dwell that began before a chain, ends on an arc within it, and is charged."""


def doors_of(clock: Clock) -> frozenset[int]:
    """Return the arcs through which goods cannot go whenever they come."""
    return frozenset((*clock.boards, *clock.spans, *clock.windows))


def chains(
    span: Span,
    clock: Clock,
    fixed: Sequence[Vector],
    doors: frozenset[int],
    begin: tuple[int, int],
    is_needless: Callable[[int, int, Vector], bool],
    charging: Charging | None = None,
) -> list[Chain]:
    """Return the chains from a node that no other one beats.

    One beats another if it is at a node no later, adds no more, and has a dwell that began no earlier, if any. Where
    it is told what a dwell saves that begins later, it must add less by more than that.

    Parameters
    ----------
    fixed
        Per arc what it adds to the vector. The vector has no entry that grows by time itself.
    begin
        Node, and how long a dwell that is charged has lasted there, or `NO_DWELL`.
    is_needless
        Whether a chain to a node, of such a time and amounts, leads to nothing that is worth taking.
    charging
        What a dwell that begins later may save; it is told of charges that are met. None: not known.
    """
    node, stood = begin
    found: list[Chain] = []
    kept: dict[int, list[tuple[int, Vector, float]]] = {}
    number = count()
    zero = (0,) * len(clock.per_time)
    queue: list[Any] = [(0, zero, _dwell(0, stood), next(number), node, stood, ())]
    while queue:
        passed, added, dwell, _, node, stood, arcs = heappop(queue)
        here = kept.setdefault(node, [])
        if any(_beats(known, (passed, added, dwell), charging) for known in here):
            continue
        here.append((passed, added, dwell))
        if node == span.target:
            found.append(Chain(TARGET, passed, added, stood, arcs))
            continue
        for arc in span.leaving[node]:
            if not span.usable[arc]:
                continue
            if arc in doors:
                found.append(Chain(arc, passed, added, stood, arcs))
                continue
            taken = clock.taken[arc]
            vector = tuple(map(sum, zip(added, fixed[arc], strict=True)))
            going = taken + stood if stood != NO_DWELL else NO_DWELL
            if stood != NO_DWELL and clock.ends[arc]:
                charged = clock.charge(arc, going)
                if charging is not None and begin[1] != NO_DWELL and (charged is None or any(charged)):
                    charging.meet(arc, going)
                if charged is None:
                    continue
                vector, going = tuple(map(sum, zip(vector, charged, strict=True))), NO_DWELL
            elif clock.stored[arc]:
                going = taken
            there, end = span.end[arc], passed + taken
            came = (end, vector, _dwell(end, going))
            if any(_beats(known, came, charging) for known in kept.get(there, ())) or is_needless(there, end, vector):
                continue
            heappush(queue, (*came, next(number), there, going, (*arcs, arc)))
    return found


def _beats(one: tuple[int, Vector, float], other: tuple[int, Vector, float], charging: Charging | None) -> bool:
    """Tell whether a chain to a node makes another one needless that takes no less: time, amounts, dwell of each."""
    (passed, added, since), (passed_there, more, since_there) = one, other
    if since > since_there or not no_more(added, more):
        return False
    saved = charging.saved(passed_there - passed) if charging is not None and passed_there > passed else None
    return saved is None or no_more(tuple(map(add, added, saved)), more)


def _dwell(passed: int, stood: int) -> float:
    """Return by what dwells are compared: the less, the later they began; none is the least."""
    return NO_SINCE if stood == NO_DWELL else stood - passed


def no_more(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether one vector is nowhere larger than another."""
    return all(left <= right for left, right in zip(one, other, strict=True))
