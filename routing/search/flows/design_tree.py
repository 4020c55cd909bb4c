"""`branched`: which arcs to open, by branch and bound with bounds from prices at the nodes, for large questions.

Of the node with the least bound the arc is decided whose charge is most in doubt, by the mean of what prices open: it
is opened in one child and shut in the other, where prices go on rising from those of the parent. An arc that no better
design opens is shut in all. Where all arcs are decided, the flow on them is the bound.
"""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget
from routing.search.flows.design_ascent import Ascended, Decided, Way, ascend
from routing.search.flows.design_guess import FINE, Guesses
from routing.search.flows.design_relaxation import Bools, Floats, Relaxation

CHILD = Way(rounds=150, step=0.02, patience=8, newest=(0.05, 0.03, 0.02), shortest=5e-4)
GUESSED = 10  # every so many nodes, designs are looked for there
LITTLE = 1e-3  # of a demand: what is forgotten of the mean flow of a node
NODES = 4_000  # that may wait: each takes up to a hundred kilobytes


@dataclass(frozen=True, eq=False)
class _Node:
    """Arcs decided, and where prices go on; of the flow, in a few numbers, what is not next to nothing."""

    opened: Bools
    shut: Bools
    begin: Ascended
    at: NDArray[np.int64]
    sent: NDArray[np.float32]

    def flow(self, shape: tuple[int, int]) -> Floats:
        """Return the mean flow."""
        cells = np.zeros(shape)
        cells.ravel()[self.at] = self.sent
        return cells


def branched(
    root: Relaxation, begin: Ascended, decided: Decided, guesses: Guesses, gap: float, budget: Budget
) -> float:
    """Return a bound: no design costs less; `guesses` keep the best design that is met.

    It ends where that design costs no more than the bound by the share `gap`, or where the time is over, or with very
    many nodes.
    """
    nothing = np.zeros(len(root.fixed), np.bool_)
    count = itertools.count()
    waiting = [(begin.bound, next(count), _kept(root, nothing, nothing, begin))]
    proven = guesses.cost  # the least bound of what is dropped
    for number in itertools.count(1):
        if not waiting or waiting[0][0] >= guesses.cost * (1 - gap) or budget.passed or len(waiting) > NODES:
            break
        bound, _, node = heapq.heappop(waiting)
        shut = node.shut | (decided.shut(guesses.cost) & ~node.opened)
        arc = _doubtful(root, node, shut)
        if arc is None:
            proven = min(proven, max(bound, _leaf(root, shut, guesses)))
            continue
        for is_open in (True, False):
            child = _child(root, node, shut, arc, is_open=is_open, guesses=guesses, budget=budget)
            if child.begin.bound < guesses.cost * (1 - gap):
                heapq.heappush(waiting, (max(bound, child.begin.bound), next(count), child))
            else:
                proven = min(proven, child.begin.bound)
        if number % GUESSED == 1:
            before = guesses.cost
            guesses.scale(child.begin.opened, child.flow((len(root.fixed), len(root.asked.demand))).sum(axis=1))
            if guesses.cost < before:
                guesses.shut()
    return min([proven, guesses.cost, *(one[0] for one in waiting[:1])])


def _doubtful(root: Relaxation, node: _Node, shut: Bools) -> int | None:
    """Return the arc to decide, or None where all are."""
    free = np.flatnonzero(~shut & ~node.opened & (root.fixed > 0))
    if not len(free):
        return None
    open_share = node.begin.opened[free]
    doubt = root.fixed[free] * np.minimum(open_share, 1.0 - open_share)
    return int(free[np.argmax(doubt)])


def _leaf(root: Relaxation, shut: Bools, guesses: Guesses) -> float:
    """Return what a design costs at least that opens all arcs that are not shut."""
    guesses.take(~shut)
    charges = float(root.fixed[~shut].sum())
    return guesses.flow_on(~shut, root.asked.cost, FINE).bound + charges


def _child(
    root: Relaxation, node: _Node, shut: Bools, arc: int, *, is_open: bool, guesses: Guesses, budget: Budget
) -> _Node:
    opened, closed = node.opened.copy(), shut.copy()
    (opened if is_open else closed)[arc] = True
    relaxation = Relaxation(root.asked, root.fixed, closed, opened)
    rows = relaxation.arcs
    flow = node.flow((len(root.fixed), len(root.asked.demand)))[rows]
    begin = replace(node.begin, opened=node.begin.opened[rows], flow=flow)
    found = ascend(relaxation, begin, CHILD, guesses.cost, budget)
    return _kept(root, opened, closed, _whole(root, rows, found))


def _whole(root: Relaxation, rows: NDArray[np.int64], found: Ascended) -> Ascended:
    """Return what was found on some arcs, by all arcs."""
    opened, flow = np.zeros(len(root.fixed)), np.zeros((len(root.fixed), len(root.asked.demand)))
    opened[rows], flow[rows] = found.opened, found.flow
    return replace(found, opened=opened, flow=flow)


def _kept(root: Relaxation, opened: Bools, shut: Bools, found: Ascended) -> _Node:
    """Return a node with its flow in a few numbers."""
    at = np.flatnonzero(found.flow > LITTLE * root.asked.demand)
    sent = found.flow.ravel()[at].astype(np.float32)
    slim = replace(found, flow=np.zeros((0, 0)), prices=found.prices.astype(np.float32))
    return _Node(opened, shut, slim, at, sent)
