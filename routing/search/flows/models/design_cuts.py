"""Cuts of fixed charges: what the arcs out of a set of nodes have to carry together says how many of them are opened.

Out of nodes S flow the demands D that begin in S and end outside, so with capacities q_a and y_a = 1 if arc a is opened

    sum_{a out of S} q_a y_a >= D.

Rounded with a divisor d (Marchand and Wolsey, Operations Research 49, 2001), r = D mod d > 0,

    sum_a (r floor(q_a / d) + min(r, q_a mod d)) y_a >= r (floor(D / d) + 1)

holds for all whole y, and cuts off fractions; of arcs with y_a = 1 in the relaxation 1 - y_a is rounded instead. It is
reckoned in whole numbers: where capacities or demands are not whole, there are no such cuts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.commodities import Commodities

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ALL_SETS, PAIRS = 10, 30  # nodes up to which all sets of nodes, and pairs of them, are looked at
OPEN, CUT = 1 - 1e-6, 1e-4  # a share that counts as open; by how much a cut is to be missed
LARGEST = 2**40


class Cut(NamedTuple):
    """Whole numbers by which the shares of some arcs are to add up to no less than `least`."""

    arcs: Ints
    factor: Ints
    least: int


class DesignCuts:
    """The sets of nodes of a question, and what is to leave each."""

    def __init__(self, asked: Commodities, fixed: Floats) -> None:
        self.sets: list[tuple[Ints, Ints, int]] = []  # arcs with a charge, their capacities, what they are to carry
        served = np.isinf(asked.penalty)
        whole = [asked.demand[served], asked.capacity[np.isfinite(asked.capacity)]]
        if not all((cells == np.floor(cells)).all() and cells.sum() < LARGEST for cells in whole):
            return
        for inside in _node_sets(asked.n_nodes):
            leaving = inside[asked.tail] & ~inside[asked.head]
            due = float(asked.demand[served & inside[asked.origin] & ~inside[asked.destination]].sum())
            due -= float(asked.capacity[leaving & (fixed <= 0)].sum())
            arcs = np.flatnonzero(leaving & (fixed > 0))
            if due > 0 and len(arcs):
                self.sets.append((arcs, np.minimum(asked.capacity[arcs], due).astype(np.int64), int(due)))

    def missed(self, share: Floats) -> list[Cut]:
        """Return for each set of nodes the cut that the shares of arcs opened miss most, the most missed first."""
        found = []
        for arcs, capacity, due in self.sets:
            best = max(_cuts(arcs, capacity, due, share), key=lambda one: one[0], default=None)
            if best is not None:
                found.append(best)
        return [cut for _, cut in sorted(found, key=lambda one: -one[0])]


def _node_sets(n_nodes: int) -> Iterator[NDArray[np.bool_]]:
    sizes = range(1, n_nodes if n_nodes <= ALL_SETS else 3 if n_nodes <= PAIRS else 2)
    for size in sizes:
        for nodes in itertools.combinations(range(n_nodes), size):
            inside = np.zeros(n_nodes, np.bool_)
            inside[list(nodes)] = True
            yield inside


def _cuts(arcs: Ints, capacity: Ints, due: int, share: Floats) -> Iterator[tuple[float, Cut]]:
    """Yield the cuts that are missed, with by how much, as far as their numbers are large."""
    shares = share[arcs]
    in_part = (shares > CUT) & (shares < OPEN)
    if not in_part.any():
        return
    for full in (np.zeros(len(arcs), np.bool_), shares > OPEN):
        left = due - int(capacity[full].sum())
        if left <= 0:
            continue
        signed = np.where(full, -capacity, np.minimum(capacity, left) if not full.any() else capacity)
        for divisor in sorted(set(capacity[in_part].tolist())):
            factor, least = rounded(signed, left, divisor)
            told = np.where(full, -factor, factor)
            least -= int(factor[full].sum())
            missed = (least - float(told @ shares)) / float(np.sqrt((told * told).sum()) or 1.0)
            if missed > CUT:
                yield missed, Cut(arcs, told, least)


def rounded(factor: Ints, least: int, divisor: int) -> tuple[Ints, int]:
    """Return numbers with which whole variables from 0 keep a rounded sum, if they keep ``factor @ x >= least``.

    >>> rounded(np.array([5, 3]), 7, 5)
    (array([2, 2]), 4)
    """
    rest = least % divisor
    if not rest:
        return -(-factor // divisor), least // divisor
    return rest * (factor // divisor) + np.minimum(rest, factor % divisor), rest * (least // divisor + 1)
