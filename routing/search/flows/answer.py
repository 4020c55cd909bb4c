"""`MinCostFlow`: what `min_cost_flow` answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.cut import FlowCut
from routing.status import Status

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class MinCostFlow:
    """A flow of least cost, or the proof that there is none.

    Attributes
    ----------
    status
        `Status.OPTIMAL` or `Status.INFEASIBLE`.
    flow : int64, shape (n_arcs,), or None
        Units on each arc.
    cost
        Sum of flow times cost, exact; None without a flow.
    prices : int64, shape (n_nodes,), or None
        What a unit is worth at each node, up to a constant: ``cost + prices[tail] - prices[head]`` is at least 0 where
        an arc could carry more, and at most 0 where it could carry less. This proves that no flow costs less.
    reason
        Without a flow: why, in words.
    cut
        Without a flow: the nodes out of which more must flow than can.

    Examples
    --------
    >>> from routing.search import min_cost_flow
    >>> found = min_cost_flow([0, 0, 1], [1, 2, 2], [4, 2, 4], [1, 3, 1], [5, 0, -5])
    >>> found.status.name, found.flow.tolist(), found.cost, found.prices.tolist()
    ('OPTIMAL', [4, 1, 4], 11, [-3, -1, 0])
    """

    status: Status
    flow: Ints | None
    cost: int | None
    prices: Ints | None
    reason: str = ""
    cut: FlowCut | None = None

    def __post_init__(self) -> None:
        for cells in (self.flow, self.prices):
            if cells is not None:
                cells.setflags(write=False)
