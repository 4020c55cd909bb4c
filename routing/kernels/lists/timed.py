"""Shortest path with times at which some arcs may be used, and limits, by label setting.

minimise w(P) over paths P from s to t that repeat no node, subject to r_k(P) <= L_k for every resource k, and to
e(P, a) in S_a for every arc a of P that has spans S_a: e(P, a) is the time that P takes from s to the tail of a.
Nothing waits for a span to begin, so a later label may do what an earlier one cannot.

Labels leave the queue in the order of weight + least weight still to come (A*). Of two labels at a node the heavier is
dropped if it uses no less of any resource and

* is at the same time, where a path by arcs of which a span may still have to *begin* could be better than the known;
* is not earlier, where only arcs of which a span may *end* before are ahead;
* at whatever time, where there are no such arcs ahead.

Of labels that weigh the same the one with the least arc numbers stays, so the path that is found is the canonical one.
Paths without such arcs are the affair of the caller, who says how much the best of them weighs. Where spans may have to
begin, a detour could bring a label to them in time; so labels remember their nodes there, and do not come back. Exact;
exponential in the worst case.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from routing.kernels.lists.constrained import Found, Limits
from routing.kernels.lists.span import Span

Bounds = list[float | int]
Backward = tuple[Sequence[Sequence[int]], Sequence[int]]
Times = Sequence[tuple[int, int]]  # spans: from a begin on, before an end


class Clock(NamedTuple):
    """Time on the way.

    Attributes
    ----------
    taken
        Time of each arc, from 0.
    untimed
        Whether that is not known; afterwards no arc with spans may be used.
    spans
        Arc -> times at its tail at which it may be used.
    opening
        Those of these arcs of which a span may begin after goods can be there.
    """

    taken: Sequence[int]
    untimed: Sequence[int]
    spans: Mapping[int, Times]
    opening: frozenset[int]


class _Label(NamedTuple):
    node: int
    weight: int
    time: int  # -1: not known
    used: tuple[int, ...]
    through: bool  # whether an arc with spans is behind
    seen: int  # nodes behind, one bit each, where they are remembered
    arcs: tuple[int, ...]


def timed_path(
    span: Span,
    backward: Backward,
    weight: Sequence[int],
    ahead: Bounds,
    limits: Limits,
    clock: Clock,
    most: float | int,
    max_labels: int,
    check: Callable[[], None],
) -> Found:
    """Return the canonical path of least weight through an arc with spans.

    Parameters
    ----------
    backward
        Arc numbers entering each node, and tail of each arc.
    weight, ahead
        Weight of each arc, from 1, and least weight from each node to the target, spans left aside.
    most
        Greatest weight of interest.
    max_labels
        Bound on the labels made; reaching it gives status ``stopped``.
    check
        Called now and then; it may raise to end the search.
    """
    through = _through([arc for arc, stated in clock.spans.items() if stated], backward, span, weight, ahead)
    opening = _through(clock.opening, backward, span, weight, ahead)
    search = _Search(span, weight, (ahead, through, opening), limits, clock, min(most, sum(weight)))
    return search.run(max_labels, check)


class _Search:
    """Labels by node; `to_come` is the least weight ahead, through an arc with spans, and through an opening one."""

    def __init__(
        self,
        span: Span,
        weight: Sequence[int],
        to_come: tuple[Bounds, Bounds, Bounds],
        limits: Limits,
        clock: Clock,
        most: float | int,
    ) -> None:
        self.span, self.weight, self.limits, self.clock, self.most = span, weight, limits, clock, most
        self.ahead, self.through, self.through_opening = to_come
        self.remembers = bool(clock.opening)  # without, a detour back to a node is never better

    def run(self, max_labels: int, check: Callable[[], None]) -> Found:
        leaving, end, usable, source, target = self.span
        first = _Label(source, 0, 0, (0,) * len(self.limits.most), False, int(self.remembers) << source, ())
        self.bags: dict[int, list[_Label]] = {source: [first]}
        heap: list[tuple[float | int, tuple[int, ...], _Label]] = [(self.through[source], (), first)]
        made, popped, best = 1, 0, None
        while heap and (best is None or heap[0][0] <= best.weight):
            _, _, label = heapq.heappop(heap)
            popped += 1
            if not popped & 63:
                check()
            if not any(other is label for other in self.bags[label.node]):  # dropped meanwhile
                continue
            if label.node == target:
                if label.through and (best is None or label.arcs < best.arcs):
                    best = label
                continue
            for arc in leaving[label.node]:
                longer = self.longer(label, arc, end[arc]) if usable[arc] else None
                if longer is None:
                    continue
                made += 1
                if made > max_labels:
                    return Found("stopped", None, None, made)
                heapq.heappush(heap, (longer.weight + self.to_come(longer), longer.arcs, longer))
        if best is None:
            return Found("none", None, None, made)
        return Found("found", best.weight, best.arcs, made)

    def to_come(self, label: _Label) -> float | int:
        return (self.ahead if label.through else self.through)[label.node]

    def longer(self, label: _Label, arc: int, there: int) -> _Label | None:
        """Return a label with an arc more, None where it may not be used, is too much, or another label is better."""
        spans = self.clock.spans.get(arc)
        if spans is not None and (label.time < 0 or not any(begin <= label.time < end for begin, end in spans)):
            return None
        if self.remembers and label.seen >> there & 1:
            return None
        weight, through = label.weight + self.weight[arc], label.through or spans is not None
        if weight + (self.ahead if through else self.through)[there] > self.most:
            return None
        uses, most, least = self.limits
        used = tuple([label.used[k] + uses[k][arc] for k in range(len(most))])
        if any(used[k] + least[k][there] > most[k] for k in range(len(most))):
            return None
        time = -1 if label.time < 0 or self.clock.untimed[arc] else label.time + self.clock.taken[arc]
        seen = label.seen | 1 << there if self.remembers else 0
        found = _Label(there, weight, time, used, through, seen, (*label.arcs, arc))
        bag = self.bags.setdefault(there, [])
        if any(self.is_better(other, found) for other in bag):
            return None
        bag[:] = [other for other in bag if not self.is_better(found, other)]
        bag.append(found)
        return found

    def is_better(self, one: _Label, other: _Label) -> bool:
        """Tell whether whatever the other label can still become, this one can become that and be no worse."""
        if (one.weight, one.arcs) > (other.weight, other.arcs) or one.seen & ~other.seen:
            return False
        if any(mine > theirs for mine, theirs in zip(one.used, other.used, strict=True)):
            return False
        if other.time < 0 or other.weight + self.through[other.node] > self.most:
            return True
        if other.weight + self.through_opening[other.node] > self.most:
            return 0 <= one.time <= other.time
        return one.time == other.time


def _through(
    arcs: Iterable[int],
    backward: Backward,
    span: Span,
    weight: Sequence[int],
    ahead: Bounds,
) -> Bounds:
    """Return the least weight from each node to the target through one of some arcs."""
    entering, tail = backward
    reached: Bounds = [math.inf] * len(entering)
    heap: list[tuple[float | int, int]] = []
    for arc in arcs:
        if span.usable[arc]:
            heap.append((weight[arc] + ahead[span.end[arc]], tail[arc]))
    heapq.heapify(heap)
    while heap:
        so_far, node = heapq.heappop(heap)
        if so_far >= reached[node]:
            continue
        reached[node] = so_far
        for arc in entering[node]:
            if span.usable[arc] and so_far + weight[arc] < reached[tail[arc]]:
                heapq.heappush(heap, (so_far + weight[arc], tail[arc]))
    return reached
