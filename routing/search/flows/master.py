"""`Master`: the best mix of the paths found so far, as a linear program that grows.

minimise sum cost_p x_p + sum penalty_k u_k subject to sum_{p of k} x_p + u_k = q_k for every commodity k, and
sum_{p through a} x_p <= capacity_a for every arc a.

A row for an arc comes only once it has been overloaded, and rows for a commodity only once it has a path through such
an arc, or a choice: until then all of it takes its cheapest path, which no price touches. So the program has the size
of the bottlenecks, not of the network. Costs and amounts are scaled to about 1, for the solver's tolerances are
absolute.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.columns import Columns
from routing.search.flows.commodities import Commodities
from routing.search.flows.linear_program import LinearProgram, Sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ABSENT = -1


class Mix(NamedTuple):
    """The optimum of a master.

    Attributes
    ----------
    amount : float64, shape (n_columns,)
        On each path.
    price : float64, shape (n_arcs,)
        Of capacity, from 0.
    worth : float64, shape (n_commodities,)
        What serving a unit may cost at most for a new path to help; only of commodities that are `active`.
    """

    amount: Floats
    price: Floats
    worth: Floats


class Master:
    """The program, with where its rows and columns came from.

    Attributes
    ----------
    active : bool, shape (n_commodities,)
        Commodities that have their row.
    """

    def __init__(self, asked: Commodities, columns: Columns, penalty: Floats, program: LinearProgram) -> None:
        self.asked, self.columns, self.program = asked, columns, program
        self.penalty = penalty
        served = columns.of
        self.unit_cost = float(np.mean(columns.cost)) if len(columns) and columns.cost.any() else 1.0
        self.unit = float(np.mean(asked.demand[served])) if len(served) else 1.0
        self.row_of = np.full(len(asked.demand), ABSENT)  # of each commodity
        self.row_at = np.full(len(asked.tail), ABSENT)  # of each arc
        self.number = np.empty(0, dtype=np.int64)  # of each path as a column of the program
        self.n_rows = self.n_columns = 0

    @property
    def active(self) -> NDArray[np.bool_]:
        rows: NDArray[np.bool_] = self.row_of != ABSENT
        return rows

    def has_row(self, arcs: Ints) -> NDArray[np.bool_]:
        """Tell of arcs whether they have their row."""
        rows: NDArray[np.bool_] = self.row_at[arcs] != ABSENT
        return rows

    def extend(self, arcs: Ints) -> None:
        """Take in all new paths, and rows for arcs that have none yet."""
        self.number = np.append(self.number, np.full(len(self.columns) - len(self.number), ABSENT))
        self._add_capacities(arcs)
        columns, chosen = self.columns, np.bincount(self.columns.of, minlength=len(self.row_of)) > 1
        chosen[columns.of[columns.through(self.row_at != ABSENT)]] = True
        self._add_demands(np.flatnonzero(chosen & ~self.active))
        self._add_paths(np.flatnonzero((self.number == ABSENT) & self.active[columns.of]))

    def solve(self, left_s: float) -> Mix | None:
        """Return the best mix, or None where the seconds were not enough."""
        asked, columns = self.asked, self.columns
        amount = asked.demand[columns.of].copy()
        price, worth = np.zeros(len(asked.tail)), self.penalty.copy()
        if self.n_rows:
            found = self.program.solve(left_s)
            if found is None:
                return None
            inside = np.flatnonzero(self.number != ABSENT)
            amount[inside] = np.maximum(found.values[self.number[inside]], 0.0) * self.unit
            rows = np.flatnonzero(self.row_at != ABSENT)
            price[rows] = np.maximum(-found.duals[self.row_at[rows]], 0.0) * self.unit_cost
            worth[self.active] = found.duals[self.row_of[self.active]] * self.unit_cost
        return Mix(amount, price, worth)

    def _add_capacities(self, arcs: Ints) -> None:
        if not len(arcs):
            return
        columns = self.columns
        new = np.full(len(self.row_at), ABSENT)
        new[arcs] = np.arange(len(arcs))
        entry = np.flatnonzero((new[columns.arcs] != ABSENT) & (self.number[columns.owner] != ABSENT))
        rows, numbers = new[columns.arcs[entry]], self.number[columns.owner[entry]]
        order = np.argsort(rows, kind="stable")
        begin = np.append(0, np.cumsum(np.bincount(rows, minlength=len(arcs))))
        high = self.asked.capacity[arcs] / self.unit
        self.program.add_rows(np.full(len(arcs), -np.inf), high, Sparse(begin, numbers[order]))
        self.row_at[arcs] = self.n_rows + np.arange(len(arcs))
        self.n_rows += len(arcs)

    def _add_demands(self, which: Ints) -> None:
        """Add the rows of commodities, and for each the choice not to serve it."""
        if not len(which):
            return
        needed = self.asked.demand[which] / self.unit
        self.program.add_rows(needed, needed, Sparse(np.zeros(len(which) + 1, dtype=np.int64), which[:0]))
        self.row_of[which] = self.n_rows + np.arange(len(which))
        self.n_rows += len(which)
        unserved = Sparse(np.arange(len(which) + 1), self.row_of[which])
        self.program.add_columns(self.penalty[which] / self.unit_cost, unserved)
        self.n_columns += len(which)

    def _add_paths(self, paths: Ints) -> None:
        if not len(paths):
            return
        columns = self.columns
        new = np.full(len(columns), ABSENT)
        new[paths] = np.arange(len(paths))
        entry = np.flatnonzero((self.row_at[columns.arcs] != ABSENT) & (new[columns.owner] != ABSENT))
        owner = np.concatenate((np.arange(len(paths)), new[columns.owner[entry]]))
        rows = np.concatenate((self.row_of[columns.of[paths]], self.row_at[columns.arcs[entry]]))
        order = np.argsort(owner, kind="stable")
        begin = np.append(0, np.cumsum(np.bincount(owner, minlength=len(paths))))
        self.program.add_columns(columns.cost[paths] / self.unit_cost, Sparse(begin, rows[order]))
        self.number[paths] = self.n_columns + np.arange(len(paths))
        self.n_columns += len(paths)
