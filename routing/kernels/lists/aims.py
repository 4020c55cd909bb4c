"""Which chains may lead to a dwell that is charged, by the least that comes before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from operator import add
from typing import NamedTuple

from routing.kernels.lists.chains import Chain, no_more
from routing.kernels.lists.dijkstra import UNREACHED, distances
from routing.kernels.lists.on_clock import Clock, Vector
from routing.kernels.lists.span import Span


class Aim(NamedTuple):
    """A node at which a dwell may last that is charged.

    Attributes
    ----------
    ahead
        The least time and amounts from each node to it, through no door; infinite without a way.
    most
        Times and amounts; a chain that comes to it with no less than one of them is of no use, however late it comes.
    """

    ahead: Sequence[Sequence[float]]
    most: Sequence[Vector]

    def is_missed(self, node: int, so_far: Sequence[int]) -> bool:
        """Tell whether a chain that is at a node with such a time and amounts is of no use here."""
        ahead = self.ahead[node]
        if ahead[0] == UNREACHED:
            return True
        least = list(map(add, so_far, ahead))
        return any(no_more(most, least) for most in self.most)


class Aims:
    """The nodes that doors leave at which a dwell may be charged."""

    def __init__(self, span: Span, clock: Clock, fixed: Sequence[Vector], doors: Collection[int]) -> None:
        self.weights: list[list[int]] = [list(clock.taken), *map(list, zip(*fixed, strict=True))]
        self.tails = [0] * len(span.end)
        self.entering: list[list[int]] = [[] for _ in span.leaving]
        for node, arcs in enumerate(span.leaving):
            for arc in arcs:
                self.tails[arc] = node
                self.entering[span.end[arc]].append(arc)
        self.usable = [bool(use) and arc not in doors for arc, use in enumerate(span.usable)]
        self.ahead: dict[int, Sequence[Sequence[float]]] = {}

    def of(self, doors: Iterable[int], found: Iterable[Chain], saved: Vector) -> list[Aim]:
        """Return the aims of some doors: chains to them that were found, and what a later dwell saves at most."""
        most: dict[int, list[Vector]] = {self.tails[door]: [] for door in sorted(doors)}
        for chain in found:
            if chain.door >= 0 and self.tails[chain.door] in most:
                most[self.tails[chain.door]].append((chain.passed, *map(add, chain.added, saved)))
        return [Aim(self._ahead(node), vectors) for node, vectors in most.items()]

    def _ahead(self, node: int) -> Sequence[Sequence[float]]:
        if node not in self.ahead:
            columns = [distances(self.entering, self.tails, one, self.usable, node) for one in self.weights]
            self.ahead[node] = list(zip(*columns, strict=True))
        return self.ahead[node]
