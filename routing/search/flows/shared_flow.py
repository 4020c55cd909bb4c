"""`Multicommodity`: what `multicommodity` answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.status import Status

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class FlowPath:
    """What one commodity sends along one path.

    Attributes
    ----------
    commodity
        Its row.
    arcs : int64
        Rows of the arcs, in order.
    amount
        Units.

    Examples
    --------
    >>> from routing.search import multicommodity
    >>> path = multicommodity([0], [1], [-1], [2.5], [0], [1], [4]).paths[0]
    >>> path.commodity, path.arcs.tolist(), path.amount
    (0, [0], 4.0)
    """

    commodity: int
    arcs: Ints
    amount: float


@dataclass(frozen=True, eq=False)
class Multicommodity:
    """A flow of many commodities, and what every such flow costs at least.

    Attributes
    ----------
    status
        `Status.OPTIMAL` (within the gap asked for), `Status.FEASIBLE` (a flow with its bound, stopped before),
        `Status.INFEASIBLE` (not all can be served, and all must be) or `Status.UNKNOWN` (stopped before a flow).
    objective
        Cost of the flow, with the penalties of what is not served; None without a flow.
    bound
        No flow costs less.
    gap
        Of the objective, the share by which the bound is below it; None without a flow.
    flow : float64, shape (n_arcs,), or None
        Units on each arc.
    paths
        What the flow consists of, by commodity.
    unserved : float64, shape (n_commodities,), or None
        Units that are not sent.
    prices : float64, shape (n_arcs,)
        What a unit more of capacity would save, from 0. They prove the bound: the sum over commodities of demand times
        the least of its penalty and its distance under ``cost + prices``, less prices times capacities.
    reason
        Why the answer is not optimal, in words.
    master
        Which solver mixed the paths.

    Examples
    --------
    >>> from routing.search import multicommodity
    >>> found = multicommodity([0, 0], [1, 1], [3, -1], [2, 5], [0], [1], [4])
    >>> found.status.name, found.objective, found.flow.tolist(), found.prices.tolist()
    ('OPTIMAL', 11.0, [3.0, 1.0], [3.0, 0.0])
    """

    status: Status
    objective: float | None
    bound: float
    gap: float | None
    flow: Floats | None
    paths: tuple[FlowPath, ...]
    unserved: Floats | None
    prices: Floats
    reason: str = ""
    master: str = ""

    def __post_init__(self) -> None:
        for cells in (self.flow, self.unserved, self.prices):
            if cells is not None:
                cells.setflags(write=False)
