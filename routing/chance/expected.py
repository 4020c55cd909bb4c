r"""What is to be expected of each arc of a problem when some of what is uncertain is known.

In the unit of the objective an arc comes to :math:`c + \sum_i f_i u_i(Z_i)`: a fixed part, and *units* :math:`u_i`,
the spread of a figure as a share of its value, times what the arc has of it (a wait of half a headway and cancelled
departures with the mean of their multipliers: nobody knows beforehand which departures will be missed). So what is
expected of a route is a sum over its arcs, whatever is known, and is a straight line in each unit.

Figures of which ``causes.csv`` speaks are correlated by their causes, all others are independent. When normal variables
:math:`Z_K` are known, another one has the mean :math:`m = R_{iK} R_{KK}^{-1} Z_K` and the variance
:math:`s^2 = 1 - R_{iK} R_{KK}^{-1} R_{Ki}`, and :math:`E[u_i(m + s W)]` is read from a table that Simpson's rule made.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.causes import Loadings, own_share
from networks.model.figure import Figure, FigureKey
from routing.accounts.provenance import figure_behind
from routing.amounts.revalue import revalue
from routing.amounts.units import KM
from routing.chance.draws import Block, normal_levels
from routing.chance.moments import simpson
from routing.chance.parts import parts_of, shape_of
from routing.chance.sampling import normal_of
from routing.chance.shapes import LIGHT, Shape, Spread, fitted_shape
from routing.compiling.problem import Problem
from routing.question.measures import COST, TIME
from routing.steps.kinds import BOARD
from routing.steps.step import Step

Ints = NDArray[np.int64]
Numbers = NDArray[np.float64]
ENDS, POINTS = 6.0, 601  # of the table of what is left uncertain
SURE = 1e-9


class Unit(NamedTuple):
    """What of the objective moves with a figure, as a share of its value (of a value of 0: in its own unit)."""

    figure: FigureKey
    shape: Spread


Part = tuple[int, float]  # number of a unit, and how much of it


class Expected:
    """The arcs of a problem as what is expected of them.

    Attributes
    ----------
    kind : int64, shape (n_arcs,)
        Which kind an arc is of: arcs of one kind always come to the same.
    parts
        Of each kind, the units that it has, each with how much of it.
    figures
        Figures with a range, each with the numbers of its units.
    causes
        What each figure of which causes speak loads on.
    steps, components
        A step that each figure is read for, and the line of the breakdown that it belongs to.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        expansion = problem.table.expansion
        self.network, self.load = expansion.network, expansion.load
        self.units: list[Unit] = []
        self.parts: list[tuple[Part, ...]] = []
        self.figures: dict[FigureKey, list[int]] = {}
        self.steps: dict[FigureKey, Step] = {}
        self.components: dict[FigureKey, str] = {}
        self._fixed: list[float] = []
        self._number: dict[Unit, int] = {}
        self.kind = self._kinds()
        self.causes: dict[FigureKey, Loadings] = {
            key: stated for key in self.figures if (stated := self.network.causes_of.of(*key))
        }
        self._levels: dict[Spread, tuple[float, float, float]] = {}
        self._tables: dict[tuple[int, float], Numbers] = {}

    def _kinds(self) -> Ints:
        """Return the kind of each arc; arcs that the question may not use are of any."""
        problem, known = self.problem, dict[Hashable, int]()
        of_row: dict[int, int] = {}
        alike: dict[Hashable, int] = {}
        for row in np.unique(problem.row[problem.usable]).tolist():
            step = problem.table.expansion.arcs[row].step
            mark = _mark(step)
            if mark not in alike:
                found = self._of_step(step)
                if found not in known:
                    known[found] = len(self.parts)
                    self._fixed.append(found[0])
                    self.parts.append(found[1])
                alike[mark] = known[found]
            of_row[row] = alike[mark]
        if not self.parts:
            self._fixed, self.parts = [0.0], [()]
        each = np.zeros(len(problem.table.expansion.arcs), dtype=np.int64)
        each[list(of_row)] = list(of_row.values())
        return each[problem.row]

    def _of_step(self, step: Step) -> tuple[float, tuple[Part, ...]]:
        """Return the fixed part of the objective of a step, and its units."""
        weights, parts = self.problem.weights.of, list[Part]()
        fixed = sum((getattr(step, column) or 0) * weight for column, weight in weights.items())
        by_time, by_price = weights.get(TIME.column, 0), weights.get(COST.column, 0)
        if by_time:
            made = parts_of(self.network, [step])
            fixed += by_time * (made.fixed - (step.milliminutes or 0))
            for term in made.terms:
                figure = self.network.figures[term.figure]
                middle = term.shape.middle
                shape = shape_of(self.network, figure, 1.0) if middle else term.shape
                much = by_time * term.multiplier[0] * (middle or 1.0)
                parts.append(self._part(figure, shape, much, step, step.component))
        if by_price and (priced := self._priced(step)) is not None:
            figure, shape = priced
            fixed -= by_price * (step.millicents or 0)
            parts.append(self._part(figure, shape, by_price * float(step.millicents or 1), step, step.paid_under))
        return float(fixed), tuple(parts)

    def _priced(self, step: Step) -> tuple[Figure, Spread] | None:
        """Return the figure of a price with a range, and its spread; charged days are those of today."""
        key = figure_behind(step, COST.column)
        figure = None if key is None or step.millicents is None else self.network.figures[key]
        if figure is None or figure.low == figure.high:
            return None
        fitted = self.network.distributions.get((figure.element, figure.quantity))
        if fitted is not None and figure.value:
            return figure, fitted_shape(fitted, figure.value, 1.0)
        km = None if step.millimetres is None else step.millimetres / KM
        whole = 1.0 / figure.value if figure.value else 0.0  # what is asked in money grows with the figure
        low, high = (
            0.0
            if end is None
            else (end - figure.value) * whole
            if whole
            else float(revalue(figure, end, self.load, self.network, km, step.charged_days))
            for end in (figure.low, figure.high)
        )
        return figure, Shape(1.0 if whole else 0.0, min(low, 0.0), max(high, 0.0), LIGHT)

    def _part(self, figure: Figure, shape: Spread, much: float, step: Step, component: str) -> Part:
        key = figure.element, figure.quantity
        unit = Unit(key, shape)
        if unit not in self._number:
            self._number[unit] = len(self.units)
            self.figures.setdefault(key, []).append(len(self.units))
            self.steps.setdefault(key, step)
            self.components.setdefault(key, component)
            self.units.append(unit)
        return self._number[unit], much

    def independent(self, key: FigureKey) -> bool:
        """Tell whether a figure moves by itself alone, by one unit."""
        return key not in self.causes and len(self.figures[key]) == 1

    def of_unit(self, number: int) -> tuple[float, float, float]:
        """Return least, mean and most of a unit, over all levels that a draw may have."""
        shape = self.units[number].shape
        if shape not in self._levels:
            at = shape.at(normal_levels())
            self._levels[shape] = float(at[0]), float(at.mean()), float(at[-1])
        return self._levels[shape]

    def columns(self, changed: Mapping[int, Numbers], size: int = 1) -> Ints:
        """Return what each kind comes to in each scenario, shape (n_kinds, size).

        `changed`: units that are not at their mean, each with its value in every scenario.
        """
        found = np.empty((len(self.parts), size), dtype=np.int64)
        for number, (fixed, parts) in enumerate(zip(self._fixed, self.parts, strict=True)):
            flat, moving = fixed, None
            for unit, much in parts:
                if unit in changed:
                    more = changed[unit] * much
                    moving = more if moving is None else moving + more
                else:
                    flat += self.of_unit(unit)[1] * much
            found[number] = np.rint(flat if moving is None else moving + flat)
        return found

    def line(self, arcs: Sequence[int], unit: int) -> tuple[float, float]:
        """Return what is expected of a route without a unit, and how much of that unit it has."""
        flat, slope = 0.0, 0.0
        for kind in self.kind[list(arcs)].tolist():
            flat += self._fixed[kind]
            for one, much in self.parts[kind]:
                if one == unit:
                    slope += much
                else:
                    flat += self.of_unit(one)[1] * much
        return flat, slope

    def known(self, figures: Sequence[FigureKey], causes: Sequence[str], block: Block) -> dict[int, Numbers]:
        """Return the units that are not at their mean where some figures and causes are known, in each sample."""
        found: dict[int, Numbers] = {}
        for key in figures:
            normal = normal_of(key, self.causes.get(key, ()), block)
            found |= {unit: self.units[unit].shape.at(normal) for unit in self.figures[key]}
        return found | self._learnt(figures, causes, block)

    def _learnt(self, figures: Sequence[FigureKey], causes: Sequence[str], block: Block) -> dict[int, Numbers]:
        """Return what is expected of the other figures, which share causes with what is known."""
        known = [(self.causes[key], normal_of(key, self.causes[key], block)) for key in figures if key in self.causes]
        loads = [(stated, own_share(stated), normal) for stated, normal in known]
        loads += [(((cause, 1.0),), 0.0, block.normal(f"cause {cause}")) for cause in causes]
        others = [key for key in self.causes if key not in set(figures)] if loads else []
        found: dict[int, Numbers] = {}
        if not others:
            return found
        names = sorted({cause for stated in self.causes.values() for cause, _ in stated})
        mine = _matrix([stated for stated, _, _ in loads], names)
        shared = _matrix([self.causes[key] for key in others], names) @ mine.T
        own = np.array([share for _, share, _ in loads])
        weight = shared @ np.linalg.pinv(mine @ mine.T + np.diag(own * own))
        explained = np.einsum("ij,ij->i", weight, shared)
        normals = np.array([normal for _, _, normal in loads])
        means = weight @ normals
        for key, mean, share in zip(others, means, np.clip(explained, 0.0, 1.0).tolist(), strict=True):
            if share > SURE:
                left = round(float(np.sqrt(1.0 - share)), 12)
                found |= {unit: self._smoothed(unit, left, mean) for unit in self.figures[key]}
        return found

    def _smoothed(self, unit: int, left: float, mean: Numbers) -> Numbers:
        """Return what is expected of a unit whose normal variable has a mean, and `left` as its standard deviation."""
        if left < SURE:
            return self.units[unit].shape.at(mean)
        points = np.linspace(-ENDS, ENDS, POINTS)
        if (unit, left) not in self._tables:
            grid, weight = simpson()
            at = self.units[unit].shape.at((points[:, None] + left * grid).ravel())
            self._tables[unit, left] = at.reshape(POINTS, len(grid)) @ weight
        return np.interp(mean, points, self._tables[unit, left])


def _matrix(loadings: Sequence[Loadings], names: Sequence[str]) -> Numbers:
    return np.array([[dict(one).get(name, 0.0) for name in names] for one in loadings])


def _mark(step: Step) -> Hashable:
    """Return what steps have in common that come to the same whatever is drawn."""
    boarding = (step.element, step.places) if step.kind == BOARD else None
    amounts = step.milliminutes, step.millicents, step.milligrams, step.millimetres
    return amounts, step.time_figure, step.price_figure, step.charged_days, boarding
