"""`Master`: the best mix of the routes found so far, as a linear program that grows.

minimise sum usd_p x_p + sum penalty_k u_k subject to sum_{p of k} x_p + u_k = q_k for every lane k, and
sum_p amount_rp x_p <= capacity_r for every row r; x_p shipments a week by route p, u_k of lane k left behind.

A row of a capacity comes only once it has been overloaded, and that of a lane only once it has a route through such a
row, or a choice: until then all of it takes its cheapest route, which no price touches. The program counts shares of
lanes, dollars by their mean and capacities as 1, for the solver's tolerances are absolute.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.assigning.columns import Columns
from routing.search.flows.linear_program import LinearProgram, Sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


DIGITS = 11  # of a price; any price makes a bound


class Demand(NamedTuple):
    """Shipments a week of each lane, and what it costs to leave one behind."""

    per_week: Floats
    usd: Floats


class Mix(NamedTuple):
    """The optimum of a master.

    Attributes
    ----------
    per_week : float64
        Shipments on each route.
    price : float64
        Of a unit of each row, in USD, from 0.
    worth : float64
        What a shipment of each lane may cost at most for a new route to help.
    more : float64
        By how much each row grows, where it may.
    """

    per_week: Floats
    price: Floats
    worth: Floats
    more: Floats


class Master:
    """The program, with where its rows and columns came from.

    Parameters
    ----------
    growing
        What a unit more of each row costs, if capacities may grow.
    """

    def __init__(
        self,
        demand: Demand,
        capacity: Floats,
        columns: Columns,
        program: LinearProgram,
        growing: Floats | None = None,
    ) -> None:
        self.demand, self.capacity, self.columns, self.program = demand, capacity, columns, program
        spent = np.array(columns.usd) * demand.per_week[np.array(columns.of, dtype=np.int64)]
        self.unit_usd = float(spent.mean()) if len(columns) and spent.any() else 1.0
        self.row_unit = np.where(capacity > 0, capacity, 1.0)
        self.lane_row: dict[int, int] = {}
        self.row_at: dict[int, int] = {}
        self.number: dict[int, int] = {}  # of each route as a column of the program
        self.n_rows = self.n_columns = 0
        self.options: dict[int, list[int]] = {}  # routes of each lane
        self.growing = growing
        self.growth: dict[int, int] = {}  # of each row that may grow, as a column of the program
        self.duals = np.zeros(0)  # of the last solution
        self._seen = 0

    def extend(self, rows: Ints) -> None:
        """Take in all new routes, and rows of capacities that have none yet."""
        columns = self.columns
        for number in range(self._seen, len(columns)):
            self.options.setdefault(columns.of[number], []).append(number)
        self._seen = len(columns)
        self._add_capacities([int(row) for row in rows if int(row) not in self.row_at])
        held = np.zeros(len(self.capacity), dtype=np.bool_)
        held[list(self.row_at)] = True
        through = columns.through(held)
        active = {lane for lane, options in self.options.items() if len(options) > 1}
        active.update(columns.of[number] for number in np.flatnonzero(through).tolist())
        self._add_lanes(sorted(active - self.lane_row.keys()))
        self._add_routes([number for number in range(len(columns)) if columns.of[number] in self.lane_row])

    def solve(self, left_s: float) -> Mix | None:
        """Return the best mix, or None where the seconds were not enough."""
        columns, demand = self.columns, self.demand
        per_week = demand.per_week[np.array(columns.of, dtype=np.int64)].copy()
        price, worth, more = np.zeros(len(self.capacity)), demand.usd.copy(), np.zeros(len(self.capacity))
        if self.n_rows:
            found = self.program.solve(left_s)
            if found is None:
                return None
            self.duals = found.duals
            for number, column in self.number.items():
                per_week[number] *= max(float(found.values[column]), 0.0)
            for row, at in self.row_at.items():
                price[row] = short(max(-float(found.duals[at]), 0.0) * self.unit_usd / self.row_unit[row])
            for lane, at in self.lane_row.items():
                worth[lane] = float(found.duals[at]) * self.unit_usd / demand.per_week[lane]
            for row, column in self.growth.items():
                more[row] = max(float(found.values[column]), 0.0) * self.row_unit[row]
        return Mix(per_week, price, worth, more)

    def moved(self, row: int, share: float, left_s: float) -> Mix | None:
        """Return the best mix with a share more of one capacity, which is as it was afterwards."""
        self.program.set_high(self.row_at[row], self.capacity[row] / self.row_unit[row] + share)
        try:
            return self.solve(left_s)
        finally:
            self.program.set_high(self.row_at[row], self.capacity[row] / self.row_unit[row])

    def _add_capacities(self, rows: list[int]) -> None:
        if not rows:
            return
        new = {row: at for at, row in enumerate(rows)}
        entries: list[list[tuple[int, float]]] = [[] for _ in rows]
        columns = self.columns
        for owner, row, amount in zip(columns.owner, columns.row, columns.amount, strict=True):
            if row in new and owner in self.number:
                entries[new[row]].append((self.number[owner], self._share(owner, row, amount)))
        high = self.capacity[rows] / self.row_unit[rows]
        self.program.add_rows(np.full(len(rows), -np.inf), high, sparse(entries))
        for row in rows:
            self.row_at[row] = self.n_rows
            self.n_rows += 1
        if self.growing is not None:
            usd = self.growing[rows] * self.row_unit[rows] / self.unit_usd
            self.program.add_columns(usd, sparse([[(self.row_at[row], -1.0)] for row in rows]))
            for row in rows:
                self.growth[row] = self.n_columns
                self.n_columns += 1

    def _share(self, column: int, row: int, amount: float) -> float:
        """Return which part of a capacity all of a lane uses by a route."""
        return amount * float(self.demand.per_week[self.columns.of[column]]) / float(self.row_unit[row])

    def _add_lanes(self, lanes: list[int]) -> None:
        """Add the rows of lanes, and for each the choice to leave it behind."""
        if not lanes:
            return
        ones = np.ones(len(lanes))
        self.program.add_rows(ones, ones, sparse([[] for _ in lanes]))
        for lane in lanes:
            self.lane_row[lane] = self.n_rows
            self.n_rows += 1
        penalty = self.demand.usd[lanes] * self.demand.per_week[lanes] / self.unit_usd
        self.program.add_columns(penalty, sparse([[(self.lane_row[lane], 1.0)] for lane in lanes]))
        self.n_columns += len(lanes)

    def _add_routes(self, numbers: list[int]) -> None:
        columns = self.columns
        new = [number for number in numbers if number not in self.number]
        if not new:
            return
        entries = {number: self._of_lane(number) for number in new}
        for owner, row, amount in zip(columns.owner, columns.row, columns.amount, strict=True):
            if owner in entries and row in self.row_at:
                entries[owner].append((self.row_at[row], self._share(owner, row, amount)))
        lanes = [columns.of[number] for number in new]
        cost = np.array([columns.usd[number] for number in new]) * self.demand.per_week[lanes] / self.unit_usd
        self.program.add_columns(cost, sparse([entries[number] for number in new]))
        for number in new:
            self.number[number] = self.n_columns
            self.n_columns += 1

    def _of_lane(self, number: int) -> list[tuple[int, float]]:
        """Return the entries of a route beside those in capacities."""
        return [(self.lane_row[self.columns.of[number]], 1.0)]


def short(number: float) -> float:
    """Return a number without the digits that rounding has made.

    Examples
    --------
    >>> short(49.99999999999999)
    50.0
    """
    return float(f"{number:.{DIGITS}g}")


def sparse(entries: list[list[tuple[int, float]]]) -> Sparse:
    """Return entries of new rows or columns."""
    begin = np.append(0, np.cumsum([len(one) for one in entries])).astype(np.int64)
    flat = [entry for one in entries for entry in one]
    others = np.array([other for other, _ in flat], dtype=np.int64)
    return Sparse(begin, others, np.array([value for _, value in flat], dtype=np.float64))
