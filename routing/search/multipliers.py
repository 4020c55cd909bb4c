"""The best prices of what paths use, given the paths that are known: a small linear programme, by the simplex method.

minimise sum c_i x_i + M y  subject to  sum (r_ik - L_k) x_i <= 0 for every resource k,  sum x_i + y = 1,  x, y >= 0

over known paths i of cost c_i and uses r_ik. The dual values of its rows are prices of the resources at which the known
paths, less the price of the limits, cost the most at least: the next prices to ask for a least path (Dantzig and Wolfe
1960; Kelley's cutting planes, seen from the other side). There is one row more than there are resources, so a basis is
a matrix of three or four rows. Floating point: prices are only proposed here, what they prove is reckoned in integers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TOLERANCE = 1e-11
MOST_PIVOTS = 200


class Prices:
    """Known paths, and the prices that they lead to.

    Parameters
    ----------
    most
        The limit of each resource.
    far
        M: what it costs to have no path; dearer than any that is of interest.

    Examples
    --------
    One path costs 10 and uses 4, another costs 20 and uses 1; of the resource there are 3. At a price of 10 for 3 units
    both are worth the same.

    >>> prices = Prices([3], far=1000.0)
    >>> prices.add(10, [4])
    >>> prices.add(20, [1])
    >>> [round(float(price), 3) for price in prices.best()]
    [3.333]
    """

    def __init__(self, most: list[int], far: float) -> None:
        self.most = np.array(most, dtype=np.float64)
        self.unit, self.far = np.maximum(self.most, 1.0), far  # rows are told in parts of their limits
        rows = len(most) + 1
        slacks = [np.eye(rows)[k] for k in range(rows - 1)]
        self._columns = [*slacks, np.eye(rows)[-1]]
        self._costs = [0.0] * (rows - 1) + [1.0]  # in parts of `far`
        self._basis = list(range(rows))
        self._known = set[tuple[int, ...]]()

    def add(self, cost: int, used: list[int]) -> None:
        """Add a path."""
        self._known.add((cost, *used))
        self._columns.append(np.append((np.array(used, dtype=np.float64) - self.most) / self.unit, 1.0))
        self._costs.append(cost / self.far)

    def knows(self, cost: int, used: list[int]) -> bool:
        """Tell whether a path of these totals was added."""
        return (cost, *used) in self._known

    def best(self) -> Floats:
        """Return the best price of each resource, from 0."""
        columns, costs = np.array(self._columns), np.array(self._costs)
        dual = np.zeros(len(self._basis))
        for _ in range(MOST_PIVOTS):
            basis = columns[self._basis].T
            dual = np.linalg.solve(basis.T, costs[self._basis])
            reduced = costs - columns @ dual
            reduced[self._basis] = 0.0
            entering = np.flatnonzero(reduced < -TOLERANCE)
            if not len(entering):
                break
            chosen = int(entering[np.argmin(reduced[entering])])
            amounts = np.linalg.solve(basis, np.eye(len(self._basis))[-1])
            change = np.linalg.solve(basis, columns[chosen])
            shrinking = np.flatnonzero(change > TOLERANCE)
            if not len(shrinking):
                break
            ratios = np.maximum(amounts[shrinking], 0.0) / change[shrinking]
            self._basis[int(shrinking[np.argmin(ratios)])] = chosen
        return np.maximum(-dual[:-1], 0.0) * self.far / self.unit

    @property
    def is_met(self) -> bool:
        """Tell whether known paths keep the limits on the average; asked after `best`."""
        rows = len(self._basis)
        amounts = np.linalg.solve(np.array(self._columns)[self._basis].T, np.eye(rows)[-1])
        missing = amounts[self._basis.index(rows - 1)] if rows - 1 in self._basis else 0.0
        return bool(missing <= 1e-9)
