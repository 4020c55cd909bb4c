"""Lanes: the arcs of one journey with the upgrades that they need; and several of them one behind the other.

Several journeys share the upgrades. Their graphs are put in a row, the end of one joined to the begin of the next, so
that one path goes through all of them and pays for each upgrade once. Where each is to keep a limit of its own, a path
that comes to the next graph counts as if it had used all of it (`floor`); else their weights add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.search.choosing import Engine
from routing.search.engines import Engines
from routing.search.graph import Graph

Ints = NDArray[np.int64]
FAR = 2**61  # beyond the sum of all weights
MOST = FAR - 1


class Lane(NamedTuple):
    """One journey.

    Attributes
    ----------
    tail, head, weight : int64, shape (n_arcs,)
    needs, bars : int64, shape (n_arcs,)
        Number of a set of upgrades, -1 for none.
    n_nodes, source, target
        Of its graph.
    """

    tail: Ints
    head: Ints
    weight: Ints
    needs: Ints
    bars: Ints
    n_nodes: int
    source: int
    target: int

    def rows(self, kept: NDArray[np.bool_] | Ints) -> Lane:
        """Return a lane with some of its arcs, by a mask or by their numbers."""
        tail, head, weight, needs, bars = (cells[kept] for cells in self[:5])
        return self._replace(tail=tail, head=head, weight=weight, needs=needs, bars=bars)


class Reduced(NamedTuple):
    """A lane without the arcs that lie on no way within its limit.

    Attributes
    ----------
    lane
        What is left of it.
    rows : int64
        The arcs that are left, by their numbers.
    back : int64, shape (n_nodes,)
        Least weight to the target; `FAR` where there is no way.
    useful
        Upgrade -> int64, shape (n_nodes,): least weight to the target over an arc that needs it.
    """

    lane: Lane
    rows: Ints
    back: Ints
    useful: dict[int, Ints]


class Row(NamedTuple):
    """Lanes in a row, as one.

    Attributes
    ----------
    origin : int64, shape (n_arcs, 2)
        Number of the lane and of the arc in it; -1 of an arc that joins two lanes.
    floor : int64, shape (n_nodes,)
        What a path weighs at least at a node.
    """

    lane: Lane
    origin: Ints
    floor: Ints
    back: Ints
    useful: dict[int, Ints]


def far(lane: Lane, node: int, engine: Engine, budget: Budget, *, backward: bool = False) -> Ints:
    """Return the least weight from a node to each, or from each to it; `FAR` where there is no way."""
    if not len(lane.tail):
        found = np.full(lane.n_nodes, FAR, np.int64)
        found[node] = 0
        return found
    engines = Engines(Graph(lane.tail, lane.head, lane.n_nodes), {"": lane.weight}, engine)
    found = engines.of("").distances(node, "", None, budget, backward=backward)
    return np.where(found < 0, FAR, found)


def bounding(reached: Ints, node: int, near: Ints, beyond: Ints, weight: Ints) -> None:
    """Raise RuntimeError unless numbers of nodes are bounds: no way from a node to another weighs less than its number.

    They are if the node itself has 0 and no arc leads to a number that is larger than that of its near end by more
    than the arc weighs: a way weighs at least what the numbers grow by along it.

    >>> bounding(np.array([0, 4]), 0, np.array([0]), np.array([1]), np.array([5]))
    >>> bounding(np.array([0, 6]), 0, np.array([0]), np.array([1]), np.array([5]))
    Traceback (most recent call last):
    RuntimeError: a distance is larger than a way: please report this question
    """
    if reached[node] > 0 or (reached[beyond] > reached[near] + weight).any():
        raise RuntimeError("a distance is larger than a way: please report this question")


def reduced(lane: Lane, sets: Sequence[int], most: int, engine: Engine, budget: Budget) -> Reduced:
    """Return a lane without the arcs that lie on no way of at most so much, by bounds from both ends."""
    ahead = far(lane, lane.source, engine, budget)
    back = far(lane, lane.target, engine, budget, backward=True)
    bounding(ahead, lane.source, lane.tail, lane.head, lane.weight)
    bounding(back, lane.target, lane.head, lane.tail, lane.weight)
    kept = ahead[lane.tail] + lane.weight + back[lane.head] <= most
    less = lane.rows(kept)
    return Reduced(less, np.flatnonzero(kept), back, _useful(less, sets, back, engine, budget))


def _useful(lane: Lane, sets: Sequence[int], back: Ints, engine: Engine, budget: Budget) -> dict[int, Ints]:
    """Return per upgrade the least weight from each node to the target over an arc that needs it.

    An upgrade is a node more, to which an arc leads from the tail of every arc that needs it.
    """
    arcs_of: dict[int, list[Ints]] = {}
    for number in np.unique(lane.needs[lane.needs >= 0]).tolist() if sets else ():
        arcs = np.flatnonzero(lane.needs == number)
        for bit in bits_of(sets[number]):
            arcs_of.setdefault(bit, []).append(arcs)
    if not arcs_of:
        return {}
    bits = sorted(arcs_of)
    groups = [np.concatenate(arcs_of[bit]) for bit in bits]
    ends = np.concatenate(groups)
    goals = np.concatenate([np.full(len(one), lane.n_nodes + at, np.int64) for at, one in enumerate(groups)])
    tail, head = np.concatenate([lane.tail, lane.tail[ends]]), np.concatenate([lane.head, goals])
    weight = np.concatenate([lane.weight, lane.weight[ends] + back[lane.head[ends]]])
    engines = Engines(Graph(tail, head, lane.n_nodes + len(bits)), {"": weight}, engine)
    found = {}
    for at, bit in enumerate(bits):
        ways = engines.of("").distances(lane.n_nodes + at, "", None, budget, backward=True)[: lane.n_nodes]
        found[bit] = np.where(ways < 0, FAR, ways)
    return found


def in_a_row(lanes: Sequence[Reduced], limits: Sequence[int] | None) -> Row:
    """Return lanes in a row; with `limits` each keeps its own, without them their weights add up."""
    lengths = [int(one.back[one.lane.source]) for one in lanes] if limits is None else list(limits)
    first = np.cumsum([0, *(one.lane.n_nodes for one in lanes)]).tolist()
    floor = np.zeros(first[-1], np.int64)
    parts, origins, backs = [], [], []
    useful: dict[int, Ints] = {}
    for number, one in enumerate(lanes):
        behind, so_far = sum(lengths[number + 1 :]), sum(lengths[:number])
        if limits is not None:
            floor[first[number] + one.lane.source] = so_far
        backs.append(np.minimum(one.back + behind, FAR))
        parts.append([one.lane.tail + first[number], one.lane.head + first[number], *one.lane[2:5]])
        origins.append(np.stack([np.full(len(one.rows), number), one.rows], axis=1))
        if number + 1 < len(lanes):
            there = first[number + 1] + lanes[number + 1].lane.source
            joint = [first[number] + one.lane.target, there, 0, -1, -1]
            parts.append([np.array([cell], np.int64) for cell in joint])
            origins.append(np.array([[-1, -1]]))
    for bit in sorted({bit for one in lanes for bit in one.useful}):
        useful[bit] = _later(lanes, bit, lengths, alone=limits is not None)
    tail, head, weight, needs, bars = (np.concatenate(cells) for cells in zip(*parts, strict=True))
    ends = first[0] + lanes[0].lane.source, first[-2] + lanes[-1].lane.target
    lane = Lane(tail, head, weight, needs, bars, first[-1], *ends)
    return Row(lane, np.concatenate(origins), floor, np.concatenate(backs), useful)


def _later(lanes: Sequence[Reduced], bit: int, lengths: Sequence[int], *, alone: bool) -> Ints:
    """Return per node of lanes in a row the least weight to the end over an arc that needs an upgrade."""
    found: list[Ints] = []
    behind, later = 0, FAR  # to the end from the begin of the next lane: at least, and with the upgrade
    for one, length in zip(reversed(lanes), reversed(lengths), strict=True):
        here = one.useful.get(bit, np.full(one.lane.n_nodes, FAR, np.int64))
        found.append(np.minimum(np.minimum(here + behind, one.back + later), FAR))
        own = int(here[one.lane.source])
        if alone:
            own = length if own <= length else FAR
        behind, later = behind + length, min(own + behind, length + later, FAR)
    return np.concatenate(found[::-1])
