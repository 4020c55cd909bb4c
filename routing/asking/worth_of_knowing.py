r"""What knowing is worth: `Knowing`, the engine of `routing.value_of_information`.

Whoever has to choose a route takes the one of least expected value, :math:`\min_r E[T_r]`. Who knew :math:`X` before
would take :math:`\min_r E[T_r \mid X]`, and so knowing it is worth

.. math:: E[T_{r_0}] - E\big[\min_r E[T_r \mid X]\big] \ge 0

(expected value of partial perfect information; Raiffa and Schlaifer 1961, Felli and Hazen 1998). What is expected of a
route is a sum over its arcs, so the minimum over *all* routes is one search.

* **A figure that moves by itself.** :math:`E[T_r \mid X]` is a straight line in what the figure comes to, and the least
  of all lines is found with all its corners by asking for the best route where two known lines cross (Eisner and
  Severance 1976). The mean is then taken over all 65,536 levels of the figure: no sample, no error.
* **A figure, cause or component that others hang on, and all at once.** :math:`X` is drawn; what is expected given
  each draw is known exactly, so that no inner loop of draws is needed (Brennan et al. 2007 have both), and the best of
  all routes is found in each. The mean of what that saves has a standard error.
* **Never.** With the arcs of the chosen route at the most that knowing can make of them and all others at the least, no
  other route is better: then it never turns the choice, and knowing it is worth nothing.

References
----------
H. Raiffa, R. Schlaifer: Applied statistical decision theory. 1961. J. C. Felli, G. B. Hazen: Sensitivity analysis and
the expected value of perfect information. Medical Decision Making 18 (1998) 95-109. A. Brennan, S. Kharroubi,
A. O'Hagan, J. Chilcott: Calculating partial expected value of perfect information via Monte Carlo sampling algorithms,
ibid. 27 (2007) 448-470. M. J. Eisner, D. G. Severance: Mathematical techniques for efficient record segmentation in
large shared databases. Journal of the ACM 23 (1976) 619-635.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.figure import FigureKey
from routing.asking.explain_search import searched
from routing.chance.draws import Draws, normal_levels
from routing.chance.expected import Expected
from routing.chance.intervals import Z975
from routing.compiling.problem import Problem
from routing.compiling.vector import INT64_MAX
from routing.errors import QuestionError
from routing.search.budget import Budget
from routing.solving.on_lists import least_so_far, least_to_come
from routing.solving.reliable import least_by_scenario

Ints = NDArray[np.int64]
Numbers = NDArray[np.float64]
Arcs = tuple[int, ...]
Group = tuple[Sequence[FigureKey], Sequence[str]]  # figures and causes that are known together
AT_ONCE = 512  # scenarios, each with a number for every node


class Worth(NamedTuple):
    """What knowing something is worth.

    Attributes
    ----------
    saved, error
        In the unit of the objective: the mean, and the half of its 95 % interval; 0 where it is exact.
    turns
        How often another route would be taken, of 1.
    other
        Arcs of the route that is taken most often then; None where none is.
    """

    saved: float
    error: float
    turns: float
    other: Arcs | None = None


NOTHING = Worth(0.0, 0.0, 0.0)


class Knowing:
    """A question whose figures are uncertain, and the route that is the best to be expected."""

    def __init__(self, problem: Problem, budget: Budget) -> None:
        self.problem, self.budget = problem, budget
        self.expected = Expected(problem)
        self.means = self.expected.columns({})
        self._check_sums(self._most())
        self.arcs = self._best(self.means[:, 0])

    def _best(self, of_kind: Ints) -> Arcs:
        """Return the best route where each kind of arc comes to a number; () without one."""
        vector = (of_kind[self.expected.kind], *self.problem.vector[1:])
        return tuple(searched(replace(self.problem, vector=vector), self.budget).arcs)

    def _most(self) -> Ints:
        return self.expected.columns({unit: np.array([self._end(unit, 2)]) for unit in range(len(self.expected.units))})

    def _end(self, unit: int, which: int) -> float:
        return self.expected.of_unit(unit)[which]

    def _check_sums(self, most: Ints) -> None:
        if sum(most[self.expected.kind][:, 0].tolist()) > INT64_MAX // 4:
            raise QuestionError(["the sums exceed 64-bit integers where figures are at their worst"])

    def value(self, arcs: Sequence[int]) -> float:
        """Return what is expected of a route, in the unit of the objective."""
        return self.expected.line(arcs, -1)[0]

    def can_turn(self, groups: Sequence[Group]) -> list[bool]:
        """Tell of each group of figures and causes whether knowing them may turn the choice; False is certain."""
        parts = (groups[begin : begin + AT_ONCE] for begin in range(0, len(groups), AT_ONCE))
        return [one for some in parts for one in self._can_turn(some)]

    def _can_turn(self, groups: Sequence[Group]) -> list[bool]:
        """Hold the chosen route at its worst against all others at their best, a scenario for each group."""
        ends: list[dict[int, Numbers]] = [{}, {}]
        for at, (figures, causes) in enumerate(groups):
            for unit in self._moved(figures, causes):
                for found, which in zip(ends, (0, 2), strict=True):
                    mean = self._end(unit, 1)
                    found.setdefault(unit, np.full(len(groups), mean))[at] = self._end(unit, which)
        least, most = (self.expected.columns(found, len(groups)) for found in ends)
        own = np.unique(self.expected.kind[list(self.arcs)], return_inverse=True)
        kind = self.expected.kind.copy()
        kind[list(self.arcs)] = len(least) + own[1]  # the chosen arcs are kinds of their own
        times = np.concatenate([least, most[own[0]]])
        taken = times[kind[list(self.arcs)]].sum(axis=0)
        return (self._least_of_all(times, kind, taken) < taken).tolist()  # type: ignore[no-any-return]

    def _moved(self, figures: Sequence[FigureKey], causes: Sequence[str]) -> Iterator[int]:
        """Yield the units that knowing figures and causes may move: their own, and of all that shares a cause."""
        stated = self.expected.causes
        shared = {cause for key in figures for cause, _ in stated.get(key, ())} | {*causes}
        reached = {key for key, loads in stated.items() if any(cause in shared for cause, _ in loads)}
        for key in dict.fromkeys((*figures, *reached)):
            yield from self.expected.figures[key]

    def of_figure(self, key: FigureKey) -> Worth:
        """Return what knowing a figure that moves by itself is worth: exact."""
        (unit,) = self.expected.figures[key]
        lines = self._lowest(unit, self._end(unit, 0), self._end(unit, 2))
        if len(lines) == 1:
            return NOTHING
        levels = self.expected.units[unit].shape.at(normal_levels())
        arcs = [self.arcs, *(one for one in lines if one != self.arcs)]
        worths = np.array([flat + slope * levels for flat, slope in (self.expected.line(one, unit) for one in arcs)])
        return _exact(worths, arcs)

    def _lowest(self, unit: int, low: float, high: float) -> list[Arcs]:
        """Return all routes that are the best somewhere between two values of a unit."""
        first, last = (self._kept(self._at(unit, end), unit, end) for end in (low, high))
        return [*dict.fromkeys((first, *self._between(unit, first, last), last))]

    def _kept(self, arcs: Arcs, unit: int, at: float) -> Arcs:
        """Return a route, or the chosen one where it is as good but for rounding."""
        rounding = float(len(arcs) + len(self.arcs))
        return self.arcs if self._value_at(self.arcs, unit, at) <= self._value_at(arcs, unit, at) + rounding else arcs

    def _at(self, unit: int, value: float) -> Arcs:
        return self._best(self.expected.columns({unit: np.array([value])})[:, 0])

    def _value_at(self, arcs: Arcs, unit: int, value: float) -> float:
        flat, slope = self.expected.line(arcs, unit)
        return flat + slope * value

    def _between(self, unit: int, first: Arcs, last: Arcs) -> Iterator[Arcs]:
        """Yield the routes that are the best between two of them, where their lines cross."""
        (flat, slope), (other, steep) = (self.expected.line(one, unit) for one in (first, last))
        if first == last or slope == steep:
            return
        at = (other - flat) / (slope - steep)
        middle = self._at(unit, at)
        rounding = float(len(first) + len(middle))  # a half of each arc's last digit
        if self._value_at(middle, unit, at) >= self._value_at(first, unit, at) - rounding:
            return
        yield from self._between(unit, first, middle)
        yield middle
        yield from self._between(unit, middle, last)

    def drawn(self, figures: Sequence[FigureKey], causes: Sequence[str], draws: Draws) -> Worth:
        """Return what knowing figures and causes is worth, in draws; on each the best of all routes is exact."""
        (block,) = draws.blocks()
        moved = self.expected.known(figures, causes, block)
        if not moved:
            return NOTHING
        routes = [self.arcs]
        saved: list[Ints] = []
        for begin in range(0, draws.samples, AT_ONCE):
            some = {unit: each[begin : begin + AT_ONCE] for unit, each in moved.items()}
            columns = self.expected.columns(some, len(next(iter(some.values()))))
            saved.append(self._taken(columns, self.arcs) - self._least(columns, routes))
        return _sampled(np.concatenate(saved).astype(np.float64))

    def _least_of_all(self, times: Ints, kind: Ints, known: Ints) -> Ints:
        """Return the value of the best of all routes in each scenario, of which one is known; limits play no part.

        Arcs are left out over which every route is worse than the known one is in any scenario.
        """
        low, problem = times.min(axis=1)[kind], self.problem
        weight = low.tolist()
        so_far, to_come = (np.array(one) for one in (least_so_far(problem, weight), least_to_come(problem, weight)))
        over = so_far[problem.graph.tail] + low + to_come[problem.graph.head]
        near = replace(problem, usable=problem.usable & (over <= known.max()))
        found: Ints = least_by_scenario(near, times, kind, self.budget)[problem.source]
        return found

    def _taken(self, columns: Ints, arcs: Arcs) -> Ints:
        found: Ints = columns[self.expected.kind[list(arcs)]].sum(axis=0)
        return found

    def _least(self, columns: Ints, routes: list[Arcs]) -> Ints:
        """Return the value of the best route in each scenario; with limits routes that are found are added."""
        best = self._least_of_all(columns, self.expected.kind, self._taken(columns, self.arcs))
        if not self.problem.limits:
            return best
        known = self._taken(columns, self.arcs)
        for one in routes:
            known = np.minimum(known, self._taken(columns, one))
        for at in np.flatnonzero(best < known).tolist():
            if best[at] < known[at]:  # the best of all breaks a limit, or is not known yet
                routes.append(self._best(columns[:, at]))
                known = np.minimum(known, self._taken(columns, routes[-1]))
        return known


def _exact(values: Numbers, arcs: Sequence[Arcs]) -> Worth:
    """Return what choosing among routes saves, the first of which is chosen today; a column for each level."""
    which = values.argmin(axis=0)
    saved = values[0] - values.min(axis=0)
    often = np.bincount(which, minlength=len(arcs))[1:]
    turns = float(often.sum() / len(which))
    other = arcs[1 + int(often.argmax())] if often.any() else None
    return Worth(float(saved.mean()), 0.0, turns, other)


def _sampled(saved: Numbers) -> Worth:
    error = Z975 * float(saved.std(ddof=1)) / math.sqrt(len(saved))
    return Worth(float(saved.mean()), error, float((saved > 0).mean()))
