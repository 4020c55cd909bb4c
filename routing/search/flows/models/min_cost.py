"""A flow of least cost by OR-Tools' `SimpleMinCostFlow`.

minimise sum c_a x_a subject to conservation at every node, 0 <= x_a <= u_a. Exact in integers: cost scaling
push-relabel (Goldberg, An Efficient Implementation of a Scaling Minimum-Cost Flow Algorithm, Journal of Algorithms 22,
1997), O(n^2 m log(n C)).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.errors import QuestionError

Ints = NDArray[np.int64]


def least_cost(tail: Ints, head: Ints, capacity: Ints, cost: Ints, supply: Ints) -> Ints | None:
    """Return the flow of each arc, or None where no flow meets the supplies.

    Parameters
    ----------
    tail, head, capacity, cost : int64, shape (n_arcs,)
        Ends, capacities from 0 and costs of any sign.
    supply : int64, shape (n_nodes,)
        What leaves each node more than enters it; the sum is 0.

    Raises
    ------
    QuestionError
        OR-Tools refused the numbers: scaled, they exceed 64-bit integers.
    """
    if not supply.any() and (not len(cost) or cost.min() >= 0):
        return np.zeros(len(tail), dtype=np.int64)
    min_cost_flow = library("ortools.graph.python.min_cost_flow")
    model = min_cost_flow.SimpleMinCostFlow()
    rows = model.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    model.set_nodes_supplies(np.arange(len(supply), dtype=np.int64), supply)
    status = apart(model.solve)
    if status in (model.INFEASIBLE, model.UNBALANCED):
        return None
    if status != model.OPTIMAL:
        raise QuestionError([f"{status.name}: within OR-Tools the numbers exceed 64-bit integers; use a coarser unit"])
    return np.asarray(model.flows(rows), dtype=np.int64)
