"""Paths within limits, bounded from both sides before any label is set: few arcs are left, mostly some hundred.

A path that keeps r_k(P) <= L_k and weighs no more than a known one also keeps every sum of these, each taken a whole
number of times:  q w(P) + sum p_k r_k(P) <= q W + sum p_k L_k  with q, p_k from 0. So

* the least path in such a sum proves a lower bound (q > 0: the Lagrangian bound), or that there is no path (q = 0),
* an arc over which no path keeps the sum is left out,
* a path made of two halves, each the least in such a sum, often keeps all limits: the known path, soon a good one.

Which sums prove most is looked for by column generation (`multipliers`), first with q = 0 until the limits can be kept
on the average, then with q > 0. All that is proven is proven in integers. After Handler and Zang (1980), Beasley and
Christofides (1989) and Dumitrescu and Boland (2003).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple, Protocol

import numpy as np

from routing.search.budget import Budget, TimeUp
from routing.search.multipliers import Floats, Prices
from routing.search.part import Ints, Part

UNREACHED = 2**63 - 1
UNKNOWN = 2**62  # the weight of a path that is not known, and more than any sum
SPAN = 59  # bits of sums
MOST_BITS = 40  # of the number of times that the weight is taken
ROUNDS = 40  # sums that are looked at in either phase
KEPT_TREES = 5
MOST_SUMS = 20
SMALLER = 0.8  # share of the arcs from which leaving out the others is worth it


class Tree(NamedTuple):
    """Least paths in a sum: int64 length, last arc and totals per node, as `routing.kernels.arrays.trees` tells."""

    reached: Ints
    via: Ints
    totals: Ints

    def path_to(self, node: int, ends: Ints) -> Ints:
        """Return the arcs from where the tree begins to a node; `ends`: of each arc the end nearer to the root."""
        taken = list[int]()
        while self.via[node] >= 0:
            taken.append(int(self.via[node]))
            node = int(ends[taken[-1]])
        return np.array(taken[::-1], dtype=np.int64)


class Growing(Protocol):
    """Grows trees by a kernel of either kind."""

    def tree(self, part: Part, times: Ints, most: int, *, backward: bool) -> Tree:
        """Return the least paths from the source to each node, or to the target from each, up to a length."""


class Known(NamedTuple):
    """What is known of the least path within limits: the least it may weigh, the weight of such a path, its arcs."""

    lower: int
    weight: int
    arcs: Ints | None


NOTHING_KNOWN = Known(0, UNKNOWN, None)


class Narrowed(NamedTuple):
    """What is known of a path of least weight within limits.

    Attributes
    ----------
    part
        Arcs on which each such path lies, equal ones included.
    sums
        Times of the weight and of each resource in the sums that prove most, the one of the best bound first.
    lower, best
        No path within the limits weighs less; `best` weighs one that is known, `UNKNOWN` if none is.
    arcs
        That path, in numbers of the whole graph.
    is_none
        Whether it is proven that no path keeps the limits.
    """

    part: Part
    sums: list[tuple[int, ...]]
    lower: int
    best: int
    arcs: Ints | None
    is_none: bool = False


def narrowed(
    part: Part, most: Sequence[int], growing: Growing, budget: Budget, known: Known = NOTHING_KNOWN
) -> Narrowed:
    """Return what sums prove of the least path within limits, as far as the time goes.

    Parameters
    ----------
    most
        The limit of each resource.
    known
        What was known before, of the whole graph; `part` is all that a path as good as that may use.
    """
    search = _Narrowing(part, most, growing, budget, known)
    with suppress(TimeUp):  # what is known by then is true
        search.run()
    return search.found


class _Narrowing:
    def __init__(self, part: Part, most: Sequence[int], growing: Growing, budget: Budget, known: Known) -> None:
        self.part, self.most, self.growing, self.budget = part, list(most), growing, budget
        self.lower, self.best, self.arcs = known
        self.limits = np.array(most, dtype=np.int64)
        self.is_none = False
        self.proven: list[tuple[int, tuple[int, ...]]] = []  # bound and sum, of sums with the weight
        self.averages: list[tuple[int, ...]] = []  # sums without it
        self.trees: list[tuple[Tree, Tree]] = []
        self.last_s = 0.0
        self.known: list[list[int]] = []  # totals of paths

    @property
    def found(self) -> Narrowed:
        """Return what is known by now."""
        sums = [one for _, one in sorted(self.proven, key=lambda pair: -pair[0])[:MOST_SUMS]] + self.averages[-2:]
        return Narrowed(self.part, sums, min(self.lower, self.best), self.best, self.arcs, self.is_none)

    def run(self) -> None:
        """Look at the resources, then at sums of them, then at sums with the weight."""
        width = len(self.most) + 1
        self.part = self.part.of(np.all(self.part.amounts[1:] <= self.limits[:, None], axis=0))
        for k in (*range(1, width), 0):
            if self.look(tuple(int(k == other) for other in range(width))) is None:
                return
        if self.best == UNKNOWN and not self.averaged():
            return
        self.bounded()

    def averaged(self) -> bool:
        """Look at sums of resources until known paths keep the limits on the average; False: none can, or no time."""
        prices = Prices(self.most, 1.0)
        for totals in self.known:
            prices.add(0, totals[1:])
        for _ in range(ROUNDS):
            price = prices.best()
            if prices.is_met or self.best < UNKNOWN:
                return True
            times = self.whole(price, 0.0)
            found = None if times is None else self.look(times)
            if times is None or found is None:
                return False
            self.averages.append(times)
            if prices.knows(0, found[1:]):
                return True
            prices.add(0, found[1:])
        return True

    def bounded(self) -> None:
        """Look at sums with the weight until no better bound comes of them."""
        far = 4.0 * max(totals[0] for totals in self.known) + 4.0
        prices = Prices(self.most, far)
        for totals in self.known:
            if not prices.knows(totals[0], totals[1:]):
                prices.add(totals[0], totals[1:])
        for _ in range(ROUNDS):
            times = self.whole(prices.best(), 1.0)
            found = None if times is None else self.look(times)
            if found is None or prices.knows(found[0], found[1:]):
                return
            prices.add(found[0], found[1:])

    def whole(self, price: Floats, weight: float) -> tuple[int, ...] | None:
        """Return prices as whole numbers of times, as exact as 64 bits allow; None where they do not hold the sums."""
        one_more = self.part.amounts.max(axis=1, initial=0).astype(np.float64)  # what is reckoned with one arc too many
        greatest = min(self.best, float(self.part.amounts[0].sum(dtype=np.float64))) + float(one_more[0])
        size = greatest * weight + float(price @ (np.array(self.most, dtype=np.float64) + one_more[1:]))
        bits = min(MOST_BITS, SPAN - int(size + 1).bit_length())
        if bits < 0:
            return None
        times = (int(weight) << bits, *(round(float(one) * 2**bits) for one in price))
        return times if any(times) else None

    def bound(self, times: tuple[int, ...]) -> int:
        """Return the most that a path of interest has of a sum."""
        within = sum(count * most for count, most in zip(times[1:], self.most, strict=True))
        if not times[0]:
            return within
        return within + times[0] * self.best if self.best < UNKNOWN else UNKNOWN

    def look(self, times: tuple[int, ...]) -> list[int] | None:
        """Look at a sum; return the totals of the path that is least in it, None: there is none, or no time for it."""
        if not self.budget.lasts(2 * self.last_s):
            return None
        begun, part = time.perf_counter(), self.part
        counts, most = np.array(times, dtype=np.int64), min(self.bound(times), UNKNOWN)
        ahead = self.growing.tree(part, counts, most, backward=True)
        length = int(ahead.reached[part.source])
        if length == UNREACHED:  # a path that is known lies within the bound, so none is
            self.is_none = True
            return None
        behind = self.growing.tree(part, counts, most, backward=False)
        if times[0]:
            within = sum(count * limit for count, limit in zip(times[1:], self.most, strict=True))
            lower = -((within - length) // times[0])
            self.lower = max(self.lower, lower)
            self.proven.append((lower, times))
        self.trees.append((behind, ahead))
        self.meet()
        totals: list[int] = ahead.totals[part.source].tolist()
        self.known.append(totals)
        self.leave_out(times, counts, behind, ahead)
        self.last_s = time.perf_counter() - begun
        return totals

    def meet(self) -> None:
        """Look for a better path made of two halves, one of them of the last trees."""
        *_, (behind, ahead) = self.trees
        pairs = [(behind, ahead)]
        for other_behind, other_ahead in self.trees[:-1]:
            pairs += [(behind, other_ahead), (other_behind, ahead)]
        for one, other in pairs:
            both = (one.reached < UNREACHED) & (other.reached < UNREACHED)
            totals = one.totals + other.totals
            fits = np.flatnonzero(both & (totals[:, 1:] <= self.limits).all(axis=1))
            if len(fits):
                node = int(fits[np.argmin(totals[fits, 0])])
                if totals[node, 0] < self.best:
                    self.best, self.arcs = int(totals[node, 0]), self.path_over(node, one, other)

    def path_over(self, node: int, behind: Tree, ahead: Tree) -> Ints:
        """Return the arcs of the path over a node, in numbers of the whole graph."""
        part = self.part
        rows: Ints = part.rows[np.concatenate([behind.path_to(node, part.tail), ahead.path_to(node, part.head)[::-1]])]
        return rows

    def leave_out(self, times: tuple[int, ...], counts: Ints, behind: Tree, ahead: Tree) -> None:
        """Leave out arcs over which no path of interest keeps a sum, if they are many."""
        part, most = self.part, self.bound(times)
        kept = (behind.reached[part.tail] < UNREACHED) & (ahead.reached[part.head] < UNREACHED)
        at = np.flatnonzero(kept)
        length = behind.reached[part.tail[at]] + counts @ part.amounts[:, at] + ahead.reached[part.head[at]]
        kept[at] = length <= most
        if np.count_nonzero(kept) <= SMALLER * len(kept):
            self.part = part.of(kept)
            self.trees.clear()
        else:
            del self.trees[:-KEPT_TREES]
