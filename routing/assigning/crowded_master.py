"""`CrowdedMaster`: the best mix of routes where waiting grows with use, its cost as tangents that come as needed.

What is waited at has a row as a capacity has, of what nobody waits for, and may grow: sum_p amount_rp x_p <= free_r +
y_r, at a cost z_r above tangents of its curve (`curves`): z_r >= curve(f) + slope(f) (free_r + y_r - f). Tangents are
below a convex curve, so the optimum of the program is below that of the mix; each round adds those of the uses that it
proposes (Kelley 1960), after which it is exact there. The dual value of a row is the price of a unit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.assigning.columns import Columns
from routing.assigning.crowding import Crowd
from routing.assigning.curves import Curve
from routing.assigning.master import Demand, Master, sparse
from routing.search.flows.linear_program import LinearProgram

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NEAR = 1e-6  # of a use: how near a point of a line counts as at it
DEARER = 2.0
SMALL = 1e-6  # of what it costs to leave a lane behind: the least unit, for solvers fail on numbers too unlike
EXACT = 1e-11  # of all that is spent: by what a curve may be above its tangents


class CrowdedMaster(Master):
    """The program of capacities, then what is waited at."""

    def __init__(
        self, demand: Demand, capacity: Floats, columns: Columns, program: LinearProgram, crowd: Crowd
    ) -> None:
        super().__init__(demand, np.nan_to_num(crowd.held(capacity), posinf=0.0), columns, program)
        self.unit_usd = max(self.unit_usd, SMALL * float((demand.usd * demand.per_week).max(initial=0.0)))
        self.crowd = crowd
        first = columns.load(demand.per_week[np.array(columns.of, dtype=np.int64)], len(self.row_unit))
        for row, curve in enumerate(crowd.curves, start=crowd.first):
            self.row_unit[row] = float(first[row]) or float(curve.begin[-1]) or 1.0
        self._cost: dict[int, tuple[int, int]] = {}  # of each row: the columns of its use, and of its cost
        self._tangents: dict[int, list[tuple[float, float]]] = {}  # what each costs at no use, and its slope

    def refine(self, load: Floats) -> int:
        """Add the tangents of rows at their loads, where the program counts less than their curve; return how many."""
        spent = self.unit_usd * max(1, len(self.demand.per_week))
        dearest, new = self._dearest(), 0
        for row in sorted(self._cost):
            curve = self.crowd.curves[row - self.crowd.first]
            use = curve.use_at(float(dearest[row]), float(load[row]))
            told = max((base + slope * use for base, slope in self._tangents[row]), default=0.0)
            if curve.value(use) - max(told, 0.0) > EXACT * spent:
                new += self._add_tangents(row, curve, use)
        return new

    def _dearest(self) -> Floats:
        """Return more than anyone would pay for a unit of each row, rather than to leave a shipment behind."""
        columns, found = self.columns, np.zeros(len(self.row_unit))
        penalty = self.demand.usd[np.array(columns.of, dtype=np.int64)][np.array(columns.owner, dtype=np.int64)]
        np.maximum.at(found, np.array(columns.row, dtype=np.int64), penalty / np.array(columns.amount))
        return DEARER * found

    def _add_capacities(self, rows: list[int]) -> None:
        super()._add_capacities(rows)
        for row in rows:
            if row >= self.crowd.first:
                no_rows = sparse([[(self.row_at[row], -1.0)], []])
                self.program.add_columns(np.array([0.0, 1.0]), no_rows)
                self._cost[row] = self.n_columns, self.n_columns + 1
                self._tangents[row] = []
                self.n_columns += 2

    def _add_tangents(self, row: int, curve: Curve, use: float) -> int:
        """Add the tangents of a row at a use, on both sides where it becomes steeper."""
        points = [float(point) for point in curve.begin if abs(point - use) <= NEAR * max(use, point)] or [use]
        new = 0
        for point in points:
            for slope in sorted({*curve.slopes(point)}):
                tangent = curve.value(point) - slope * point, slope
                if slope > 0 and tangent not in self._tangents[row]:
                    self._tangents[row].append(tangent)
                    self._add_tangent(row, *tangent)
                    new += 1
        return new

    def _add_tangent(self, row: int, base: float, slope: float) -> None:
        """Add what a row costs at least: base + slope (free + growth), in the units of the program."""
        growth, cost = self._cost[row]
        steep = slope * float(self.row_unit[row]) / self.unit_usd
        high = -(base + slope * float(self.capacity[row])) / self.unit_usd
        scale = float(np.sqrt(steep))
        entries = sparse([[(growth, steep / scale), (cost, -1.0 / scale)]])
        self.program.add_rows(np.array([-np.inf]), np.array([high / scale]), entries)
        self.n_rows += 1
