"""Random graphs of chains: junctions joined by lines of several nodes, one way or both, with rings, leaves and loops."""

from __future__ import annotations

import random
from itertools import pairwise

Arc = tuple[int, int, int, int]  # tail, head, two weights


def chained_arcs(rng: random.Random, unit: int) -> tuple[int, list[Arc]]:
    """Return the number of nodes and some arcs; weights are small multiples of a unit, many of them 0 or alike."""
    return _Drawn(rng, unit).shuffled()


class _Drawn:
    """A graph as it is drawn: junctions first, then what lies between them."""

    def __init__(self, rng: random.Random, unit: int) -> None:
        self.rng, self.unit, self.arcs = rng, unit, list[Arc]()
        self.nodes = junctions = rng.randint(1, 6)
        for _ in range(rng.randint(0, 9)):
            begin = rng.randrange(self.nodes if rng.random() < 0.2 else junctions)
            inside = self.new(rng.choice([0, 0, 1, 2, 3, 5]))
            self.lay([begin, *inside, rng.randrange(junctions)], both=rng.random() < 0.7)
            if rng.random() < 0.2:
                self.lay([begin, *self.new(1)], both=True)
        if rng.random() < 0.2:
            ring = self.new(rng.randint(1, 4))
            self.lay([*ring, ring[0]], both=True)

    def new(self, number: int) -> list[int]:
        """Return so many nodes more."""
        self.nodes += number
        return list(range(self.nodes - number, self.nodes))

    def lay(self, nodes: list[int], *, both: bool) -> None:
        """Lay a line through nodes; now and then an arc is missing, doubled, or has a loop beside it."""
        for one, other in pairwise(nodes):
            ways = [(one, other)] * self.often(0.95) + [(other, one)] * (both and self.often(0.95))
            ways += [(one, other)] * self.often(0.03) + [(one, one)] * self.often(0.03)
            self.arcs += [(*way, self.weight(), self.weight()) for way in ways]

    def often(self, share: float) -> bool:
        """Tell whether something happens."""
        return self.rng.random() < share

    def weight(self) -> int:
        """Return a weight."""
        return self.unit * self.rng.choice([0, 1, 1, 2, 3, self.rng.randint(0, 9)])

    def shuffled(self) -> tuple[int, list[Arc]]:
        """Return the graph with nodes and arcs in any order."""
        number = self.rng.sample(range(self.nodes), self.nodes)
        arcs = [(number[tail], number[head], *weights) for tail, head, *weights in self.arcs] or [(0, 0, 1, 1)]
        self.rng.shuffle(arcs)
        return self.nodes, arcs
