"""`Lane`: what a shipment loses when elements are lost, by as few searches as that takes.

Elements are bits of a whole number. Three things spare searches:

* What does not touch the best route leaves it the best. So a set is reduced to those of its elements that touch, one
  after another, the best routes that are left.
* A route that is known and that a set does not touch is no better than the best that is left: its loss bounds that of
  the set from above. What is lost with less bounds it from below. Where both meet, nothing need be searched.
* What is known is kept by the reduced set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.asking.explain_search import searched
from routing.compiling.arc_table import Ints
from routing.compiling.problem import Problem, compile_problem
from routing.search.bits import bits_of
from routing.search.budget import Budget


class Way(NamedTuple):
    """A route: its loss, and the elements that it touches, as bits."""

    loss: int
    touched: int


class Spread(NamedTuple):
    """What one more loss does to a shipment at most.

    Attributes
    ----------
    least
        The loss if the further element touches nothing.
    more
        Elements, as bits, and how much they add to that.
    used
        Elements that the routes touch from which this is told.
    """

    least: int
    more: tuple[tuple[int, int], ...]
    used: int


@dataclass(frozen=True, eq=False)
class Ground:
    """What the searches of a shipment stand on.

    Attributes
    ----------
    network, problem
        Its question as arrays, with nothing lost.
    arcs
        Per element the arcs of the expansion that go with it.
    touched
        Per arc of the expansion the elements that it goes with, as bits.
    unit
        Whole number by which a difference of the objective is multiplied, its weight included.
    unserved
        Loss of a shipment that is left without a route: more than any detour.
    compiled
        Whether plain searches are compiled.
    dated
        Whether something runs on some days only, so that what is lost may change what is met in time.
    """

    network: Network
    problem: Problem
    arcs: Sequence[Ints]
    touched: Sequence[int]
    unit: int
    unserved: int
    compiled: bool
    dated: bool


class Lane:
    """What a shipment loses, and the routes that are known of it."""

    def __init__(self, ground: Ground, budget: Budget) -> None:
        self.ground, self.budget = ground, budget
        self.ways: list[Way] = []  # no two of the same elements; the least loss first
        self.always = -1  # elements that all of them touch
        self.searches = 0
        self._known: dict[int, Way] = {}
        self._spreads: dict[int, Spread] = {}
        self.base = 0
        value, arcs = self._search(0)
        self.has_route = value is not None
        if value is not None:
            self.base = value
            self._known[0] = self._noted(value, arcs)
        else:
            self._known[0] = Way(0, 0)  # nothing to lose

    def loss(self, lost: int) -> int:
        """Return the loss of a set of elements, exactly."""
        return self.at(lost).loss

    def at(self, lost: int) -> Way:
        """Return the best way that is left without a set of elements; none touched where there is none."""
        return self._known[self.met(lost)]

    def met(self, lost: int) -> int:
        """Return those of a set of elements that make the difference: enough of them, and what they lose is known."""
        met, way = 0, self._known[0]
        while (hit := lost & way.touched) != 0:
            met |= hit & -hit
            way = self._known.get(met) or self._learned(met, way.loss)
        return met

    def bound(self, lost: int) -> int:
        """Return an upper bound of the loss of a set, by the routes that are known."""
        return self.near(lost).loss

    def near(self, lost: int) -> Way:
        """Return the best way that is known and that a set of elements does not touch."""
        if not self.has_route:
            return self._known[0]
        if lost & self.always:
            return Way(self.ground.unserved, 0)
        for way in self.ways:
            if not way.touched & lost:
                return way
        return Way(self.ground.unserved, 0)

    def spread(self, lost: int) -> Spread:
        """Return what each further element adds to the loss of a set at most, by the routes that are known."""
        met, found = 0, self._spread(0)
        while (hit := lost & found.used) != 0:
            met |= hit & -hit
            found = self._spread(met)
        return found

    def _spread(self, lost: int) -> Spread:
        found = self._spreads.get(lost)
        if found is None:
            found = self._spreads[lost] = self._spread_over(lost)
        return found

    def _spread_over(self, lost: int) -> Spread:
        first = self.near(lost)
        left, used, more = first.touched, first.touched, []
        if first.loss >= self.ground.unserved or not self.has_route:
            return Spread(first.loss, (), 0)
        ends = left & self.always
        left ^= ends
        for way in self.ways:
            if not left:
                break
            if not way.touched & lost and left & ~way.touched:
                if way.loss > first.loss:
                    more.append((left & ~way.touched, way.loss - first.loss))
                left &= way.touched
                used |= way.touched
        if left | ends:
            more.append((left | ends, self.ground.unserved - first.loss))
        return Spread(first.loss, tuple(more), used)

    def _learned(self, lost: int, least: int) -> Way:
        """Return the best way without some elements; `least` is lost without one of them already."""
        near = self.near(lost)
        for bit in bits_of(lost):
            known = self._known.get(lost ^ (1 << bit))
            if known is not None:
                least = max(least, known.loss)
        if near.loss > least:
            value, arcs = self._search(lost)
            near = Way(self.ground.unserved, 0) if value is None else self._noted(value, arcs)
        self._known[lost] = near
        return near

    def _noted(self, value: int, arcs: Sequence[int]) -> Way:
        """Return a way, and keep it unless a known one is as good and touches no more."""
        touched, rows = 0, self.ground.problem.row
        for arc in arcs:
            touched |= self.ground.touched[int(rows[arc])]
        way = Way((value - self.base) * self.ground.unit, touched)
        if not any(one.loss <= way.loss and not one.touched & ~touched for one in self.ways):
            worse = [one for one in self.ways if one.loss >= way.loss and not touched & ~one.touched]
            self.ways = sorted([*(one for one in self.ways if one not in worse), way])
            self._spreads.clear()
            self.always = -1
            for one in self.ways:
                self.always &= one.touched
        return way

    def _search(self, lost: int) -> tuple[int | None, Sequence[int]]:
        """Return the least objective that is left, and a route that has it; None without one."""
        self.searches += 1
        self.budget.check()
        ground, problem = self.ground, self.ground.problem
        gone = np.zeros(len(ground.touched), dtype=np.bool_)
        for bit in bits_of(lost):
            gone[ground.arcs[bit]] = True
        if ground.dated:
            problem = compile_problem(ground.network, problem.question, lost=gone)
        elif lost:
            usable = problem.usable & ~gone[problem.row]
            if ground.compiled:
                return self._compiled(usable)
            problem = replace(problem, usable=usable)
        found = searched(problem, self.budget)
        return (found.vector[0] if found.vector else None), found.arcs

    def _compiled(self, usable: NDArray[np.bool_]) -> tuple[int | None, Sequence[int]]:
        problem = self.ground.problem
        found = problem.searches.shortest(problem.source, problem.target, "entry 0", usable, self.budget)
        if found.arcs is None:
            return None, ()
        return int(problem.vector[0][found.arcs].sum()), found.arcs.tolist()
