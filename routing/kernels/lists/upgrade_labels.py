"""Cheapest sets of upgrades by labels: paths whose arcs need upgrades, each paid for once, in the order of their price.

Find S and a path P from s to t with needs(a) in S and bars(a) outside of S for every arc a of P, S with all that it
requires and nothing that it excludes. A label is a path from s: its weight, the set that its arcs need, and what may
not be added to it. Labels leave the heap by price, then weight, so the first one at t is a cheapest one.

A label drops another one of its node where it is no heavier and, whatever both buy from there on, no dearer: where its
price, and that of what the other has more *and could still use*, is no more than the price of the other. What could
still be used is told by bounds: an upgrade of which no arc lies on a way to t within the weight that is left is not
needed again. (Without that clause the set would grow into the order of labels, and nearly nothing would be dropped.)

Sets are whole numbers, upgrade i being bit i. Exact, in integers of any size; exponential in the worst case, as the
problem is NP-hard (with one upgrade an arc it is the shortest path under a limit).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Ways(NamedTuple):
    """The arcs as the search reads them.

    Attributes
    ----------
    leaving
        Arc numbers leaving each node.
    head, weight, needs, bars
        Per arc its head, its weight, the upgrades that it needs, with all that these require, and those that bar it.
    back
        Least weight from each node to the target with any arcs; infinity where there is no way.
    useful
        Upgrade -> per node the least weight to the target over an arc that needs it.
    floor
        Nodes at which a path weighs so much at least, whatever it weighed before.
    """

    leaving: Sequence[Sequence[int]]
    head: Sequence[int]
    weight: Sequence[int]
    needs: Sequence[int]
    bars: Sequence[int]
    back: Sequence[float | int]
    useful: Mapping[int, Sequence[float | int]]
    floor: Mapping[int, int]


class Prices(NamedTuple):
    """The upgrades: price of each, what each excludes, and which of them bar an arc."""

    price: Sequence[int]
    excludes: Sequence[int]
    barring: int


class Found(NamedTuple):
    """A label at the target: price, weight, set, and the arcs in order."""

    price: int
    weight: int
    chosen: int
    arcs: tuple[int, ...]


Label = tuple[int, int, int, int, int, int]  # price, weight, set, not to be added, label before, arc


def upgrade_labels(
    ways: Ways,
    prices: Prices,
    ends: tuple[int, int],
    most: int,
    budget: int,
    *,
    first: bool,
    check: Callable[[], None],
) -> list[Found]:
    """Return the labels at the target by rising price and falling weight; the cheapest alone if only the `first`.

    Parameters
    ----------
    ends
        Source and target.
    most, budget
        The greatest weight and price of interest.
    check
        Called now and then; it may raise to end the search.
    """
    return _Search(ways, prices, most, budget).run(*ends, first, check)


class _Search:
    def __init__(self, ways: Ways, prices: Prices, most: int, budget: int) -> None:
        self.ways, self.prices, self.most, self.budget = ways, prices, most, budget
        self.labels: list[Label] = []
        self.nodes: list[int] = []
        self.at: list[list[int]] = [[] for _ in ways.leaving]
        self.heap: list[tuple[int, int, int]] = []

    def run(self, source: int, target: int, first: bool, check: Callable[[], None]) -> list[Found]:
        found: list[Found] = []
        if self.ways.back[source] > self.most:
            return found
        self._keep(source, (0, self.ways.floor.get(source, 0), 0, 0, -1, -1))
        popped = 0
        while self.heap:
            _, weight, number = heapq.heappop(self.heap)
            popped += 1
            if not popped & 255:
                check()
            node, label = self.nodes[number], self.labels[number]
            if weight + self.ways.back[node] > self.most:
                continue
            if node == target:
                found.append(Found(label[0], label[1], label[2], self._arcs(number)))
                if first:
                    return found
                self.most = weight - 1
                continue
            for arc in self.ways.leaving[node]:
                self._extend(number, label, arc)
        return found

    def _extend(self, number: int, label: Label, arc: int) -> None:
        """Keep the label of a path and one arc more, if there may be such a path and no label drops it."""
        ways = self.ways
        price, weight, chosen, banned, _, _ = label
        there = ways.head[arc]
        weight = max(weight + ways.weight[arc], ways.floor.get(there, 0))
        if weight + ways.back[there] > self.most:
            return
        added, bars = ways.needs[arc] & ~chosen, ways.bars[arc]
        if added & banned or bars & (chosen | added):
            return
        banned |= bars
        for bit in _bits(added):
            price += self.prices.price[bit]
            banned |= self.prices.excludes[bit]
        chosen |= added
        if price > self.budget or banned & chosen:
            return
        new = (price, weight, chosen, banned, number, arc)
        if not self._is_dropped(there, new):
            self._keep(there, new)

    def _keep(self, node: int, label: Label) -> None:
        number = len(self.labels)
        self.labels.append(label)
        self.nodes.append(node)
        self.at[node].append(number)
        heapq.heappush(self.heap, (label[0], label[1], number))

    def _is_dropped(self, node: int, new: Label) -> bool:
        price, weight, chosen, banned, _, _ = new
        for number in self.at[node]:
            other = self.labels[number]
            if other[1] > weight or other[0] > price or other[2] & ~chosen & self.prices.barring:
                continue
            spare = price - other[0]
            for bit in _bits(chosen & ~other[2]):
                if self._is_useful(bit, node, weight):
                    spare -= self.prices.price[bit]
            if spare < 0:
                continue
            if not any(self._is_useful(bit, node, weight) for bit in _bits(other[3] & ~banned)):
                return True
        return False

    def _is_useful(self, bit: int, node: int, weight: int) -> bool:
        """Tell whether a path of so much weight to a node may go on over an arc that needs an upgrade."""
        further = self.ways.useful.get(bit)
        return further is not None and weight + further[node] <= self.most

    def _arcs(self, number: int) -> tuple[int, ...]:
        arcs = []
        while self.labels[number][4] >= 0:
            arcs.append(self.labels[number][5])
            number = self.labels[number][4]
        return tuple(reversed(arcs))


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
