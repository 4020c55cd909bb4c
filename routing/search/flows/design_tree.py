"""`DesignTree`: which arcs to open, by branch and bound with bounds from prices at the nodes, for large questions.

Of the node with the least bound an arc is decided: opened in one child and shut in the other, where prices go on rising
from those of the parent. It is the arc of which both are expected to raise the bound most, by what deciding it and the
others has brought before (pseudo-costs: Benichou et al., Mathematical Programming 1, 1971). What the rounds tell of
each other arc decides it too, where no better design opens it, or shuts it. Where all arcs are decided, the flow on
them is the bound.

From time to time the neighbourhood of the best design is searched likewise: arcs are decided as they are in it but for
those in which the mean of a node differs most (relaxation-induced neighbourhoods: Danna, Rothberg and Le Pape,
Mathematical Programming 102, 2005).
"""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from routing.search.budget import Budget
from routing.search.flows.design_ascended import UNKNOWN, Ascended, Decided, Way
from routing.search.flows.design_ascent import ascend
from routing.search.flows.design_guess import Guesses
from routing.search.flows.design_proof import SAME, DesignProof
from routing.search.flows.design_relaxation import Bools, Floats, Relaxation

CHILD = Way(rounds=100, step=0.02, patience=8, newest=(0.05, 0.03, 0.02), shortest=5e-4, aim=0.005)
BYTES = 400_000_000  # that nodes may take which wait; with more, those go first that will soon be done with
LEAST_SHORT, MOST_SHORT = 1e-30, 1e36  # between which float32 holds the largest of some cells, and those near it
UNSHOWN = -1  # the number of what is not in a proof
LEAST, SMALL = 0.02, 1e-3  # of an arc: less is not known of its share; of what an arc brings: what counts as something
GUESSED = 2  # children of each kind, of what arcs bring on the mean, that an arc is taken to have had before
NEAR, FREE = 600, 30  # children of a neighbourhood, and arcs that are free in it at first
WIDER, CLOSER = 1.2, 0.7  # factors of their number: where it was searched to its end without a find, and where not
HERE = 0.3  # of an arc: what arcs at one node, in turn, count as more different
DEAR = (1.0, 1e2, 1e4, 1e6)  # times what is too dear a unit: for prices that prove that not everything is carried
APART = 3  # times as many children of the tree as of a neighbourhood without a find come before the next, at most


@dataclass(frozen=True, eq=False)
class Node:
    """Arcs decided, prices, what they leave undone, how much of each arc they open, and the number in a proof."""

    opened: Bools
    shut: Bools
    prices: NDArray[np.floating]
    due: NDArray[np.floating]
    share: Floats
    number: int

    @classmethod
    def of(cls, opened: Bools, shut: Bools, found: Ascended, share: Floats, number: int) -> Node:
        """Return a node in few bytes."""
        return cls(opened, shut, _shortened(found.prices), _shortened(found.due), share, number)

    @property
    def n_bytes(self) -> int:
        """Bytes of its arrays."""
        return sum(cells.nbytes for cells in (self.opened, self.shut, self.prices, self.due, self.share))


Waiting = tuple[float, int, Node]  # bound, number in order, what waits


class DesignTree:
    """The search of one question.

    Attributes
    ----------
    rise, seen : shape (2, n_arcs)
        By how much shutting (row 0) and opening an arc has raised bounds, for its whole charge, in all; and how often.
    children, next_look
        Nodes that prices were found for, and from how many on a neighbourhood is searched again.
    free, idle, looks
        Arcs that are free in it; neighbourhoods without a find since the last one, as far as they count; and all.
    """

    def __init__(
        self,
        root: Relaxation,
        begin: Ascended,
        guesses: Guesses,
        gap: float,
        budget: Budget,
        proof: DesignProof | None = None,
    ) -> None:
        self.root, self.begin, self.guesses, self.gap, self.budget = root, begin, guesses, gap, budget
        self.decided, self.proof = Decided.by(begin, root), proof
        self.rise, self.seen = np.zeros((2, len(root.fixed))), np.zeros((2, len(root.fixed)))
        self.children, self.next_look = 0, 0
        self.free, self.idle, self.looks = float(FREE), 0, 0

    def bound(self) -> float:
        """Return what no design costs less than; `guesses` keep the best design that is met.

        It ends where that design costs no more than the bound by the share `gap`, or where the time is over.
        """
        begin, nothing = self.begin, np.zeros(len(self.root.fixed), np.bool_)
        number = UNSHOWN if self.proof is None else self.proof.begin(begin.prices, self.root.scale.parts)
        return self._search(begin.bound, Node.of(nothing, nothing, begin, begin.opened, number), math.inf)

    @property
    def _enough(self) -> float:
        return self.guesses.cost * (1 - self.gap)

    def _search(self, bound: float, first: Node, children: float) -> float:
        """Return a bound of the designs in a node, after so many children at most."""
        count, whole = itertools.count(), math.isinf(children)
        waiting, dropped, last = [(bound, next(count), first)], math.inf, self.children + children
        most = BYTES // max(1, first.n_bytes)
        while waiting and waiting[0][0] < self._enough and self.children < last and not self.budget.passed:
            bound, _, node = heapq.heappop(waiting) if len(waiting) < most else _last(waiting)
            node = self._known(node)
            if (node.opened & node.shut).any():
                dropped = min(dropped, self.guesses.cost)
                continue
            if whole and self.children >= self.next_look:
                self._look_near(node)
            arc = self._doubtful(node)
            if arc is None:
                dropped = min(dropped, max(bound, self._leaf(node)))
                continue
            for is_open in (True, False):
                below, child = self._child(bound, node, arc, is_open=is_open)
                if child is not None and below < self._enough:
                    heapq.heappush(waiting, (below, next(count), child))
                else:
                    dropped = min(dropped, below)
        return min([dropped, self.guesses.cost, *(one[0] for one in waiting[:1])])

    def _free(self, opened: Bools, shut: Bools) -> NDArray[np.int64]:
        return np.flatnonzero(~shut & ~opened & (self.root.fixed > 0))

    def _known(self, node: Node) -> Node:
        """Return a node with the arcs decided that the prices of the whole question decide by now."""
        cost = self.guesses.cost
        return replace(node, opened=node.opened | self.decided.opened(cost), shut=node.shut | self.decided.shut(cost))

    def _doubtful(self, node: Node) -> int | None:
        """Return the arc to decide, or None where all are."""
        free = self._free(node.opened, node.shut)
        if not len(free):
            return None
        share, charge = node.share[free], self.root.fixed[free]
        usual = (self.rise.sum(axis=1) + 1e-9) / (self.seen.sum(axis=1) + 1e-9)
        each = (self.rise[:, free] + GUESSED * usual[:, None]) / (self.seen[:, free] + GUESSED)
        expected = np.maximum(each * np.stack((share, 1 - share)), SMALL * usual.max()) * charge
        return int(free[np.argmax(expected.prod(axis=0))])

    def _leaf(self, node: Node) -> float:
        """Return what a design costs at least that opens all arcs that are not shut."""
        flow = self.guesses.priced(~node.shut)
        relaxation, bound = self.root.within(node.shut, ~node.shut), UNKNOWN
        unit = self.guesses.cost / float(self.root.asked.demand.min())  # at which to leave the least behind is too dear
        for dear in DEAR if flow.objective is None else (1.0,):  # without a flow they may be as dear as one likes
            factor = dear * unit if flow.objective is None else 1.0
            weight = relaxation.cost[:, 0] + factor * flow.prices[relaxation.arcs]
            prices = relaxation.distances(weight, dear * unit)
            bound = relaxation.at(prices).bound
            if bound >= self.guesses.cost:
                break
        self._shown(node.number, SAME, prices)
        return bound

    def _shown(self, parent: int, arc: int, prices: NDArray[np.floating], *, is_open: bool = True) -> int:
        """Put a node into the proof, if it is one of the tree and there is one; return its number."""
        if self.proof is None or parent == UNSHOWN:
            return UNSHOWN
        return self.proof.add(parent, arc, is_open, prices, self.root.scale.parts)

    def _child(self, bound: float, node: Node, arc: int, *, is_open: bool) -> tuple[float, Node | None]:
        """Return the bound of a child, and the child if a design in it may be better."""
        opened, shut = node.opened.copy(), node.shut.copy()
        (opened if is_open else shut)[arc] = True
        relaxation = self.root.within(shut, opened)
        rows, none = relaxation.arcs, np.zeros((len(relaxation.arcs), 0))
        unknown = np.zeros(len(self.root.asked.demand)), np.zeros(len(rows))
        begin = Ascended(UNKNOWN, node.prices, node.due, node.share[rows], none, *unknown)
        cost = self.guesses.cost
        found = ascend(relaxation, begin, CHILD, cost, self.budget)
        decided = Decided.by(found, relaxation)
        number = self._shown(node.number, arc, found.prices, is_open=is_open)
        self.children += 1
        if bound > UNKNOWN:
            part = max(1 - node.share[arc] if is_open else node.share[arc], LEAST)
            self.rise[int(is_open), arc] += max(found.bound - bound, 0.0) / (self.root.fixed[arc] * part)
            self.seen[int(is_open), arc] += 1
        must, never = decided.opened(cost), decided.shut(cost)
        if found.bound >= cost or (must & never).any():
            return max(found.bound, cost), None
        share = np.zeros(len(shut))
        share[rows] = found.opened
        return max(bound, found.bound), Node.of(opened | must, shut | never, found, share, number)

    def _look_near(self, node: Node) -> None:
        """Search where the best design and the mean of a node differ."""
        charged = np.flatnonzero(self.root.fixed > 0)
        is_used = self.guesses.opened[charged]
        here = self.looks % self.root.asked.n_nodes
        is_here = (self.root.asked.tail[charged] == here) | (self.root.asked.head[charged] == here)
        kept = np.argsort(-np.abs(node.share[charged] - is_used) - HERE * is_here, kind="stable")[round(self.free) :]
        self.looks += 1
        opened, shut = np.zeros((2, len(self.root.fixed)), np.bool_)
        opened[charged[kept]], shut[charged[kept]] = is_used[kept], ~is_used[kept]
        begun, before = self.children, self.guesses.cost
        self._search(UNKNOWN, Node(opened, shut, node.prices, node.due, node.share, UNSHOWN), NEAR)
        spent, is_better = self.children - begun, self.guesses.cost < before
        self.idle = 0 if is_better else min(self.idle + 1, APART)
        if not is_better:
            self.free = min(self.free * (CLOSER if spent >= NEAR else WIDER), float(len(charged)))
        self.next_look = self.children + 1 + self.idle * spent


def _shortened(cells: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return cells in half as many bytes, unless they are too large or too small for that."""
    highest = float(np.abs(cells).max(initial=0.0))
    return cells.astype(np.float32 if LEAST_SHORT < highest < MOST_SHORT else np.float64)


def _last(waiting: list[Waiting]) -> Waiting:
    """Take the node with the greatest bound out of a heap."""
    at = max(range(len(waiting)), key=lambda place: waiting[place][:2])
    waiting[at], waiting[-1] = waiting[-1], waiting[at]
    taken = waiting.pop()
    heapq.heapify(waiting)
    return taken
