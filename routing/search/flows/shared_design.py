"""`NetworkDesign`: what `network_design` answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.design_proof import DesignProof
from routing.search.flows.shared_flow import FlowPath
from routing.status import Status

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NetworkDesign:
    """Which arcs are opened and what flows on them, with a bound that no design is below.

    Attributes
    ----------
    status
        `Status.OPTIMAL` (within the gap asked for), `Status.FEASIBLE` (a design with its bound, stopped before),
        `Status.INFEASIBLE` (not even all arcs carry everything) or `Status.UNKNOWN` (stopped before a design).
    objective
        Fixed charges, cost of the flow, and penalties of what is not served; None without a design.
    bound
        No design costs less.
    gap
        Of the objective, the share by which the bound is below it; None without a design.
    opened : bool, shape (n_arcs,), or None
        Arcs that are used and bear a fixed charge.
    flow : float64, shape (n_arcs,), or None
        Units on each arc.
    paths
        What the flow consists of, by commodity.
    unserved : float64, shape (n_commodities,), or None
        Units that are not sent.
    reason
        Why the answer is not optimal, in words.
    solver
        Which solver opened the arcs, or ``"prices"``.
    proof
        What shows the bound, for `verify_design`; None where it was not to be kept.

    Examples
    --------
    >>> from routing.search import network_design
    >>> found = network_design([0, 0], [1, 1], [9, 9], [1, 3], [20, 5], [0], [1], [4])
    >>> found.objective, found.bound, found.opened.tolist(), found.flow.tolist()
    (17.0, 17.0, [False, True], [0.0, 4.0])
    """

    status: Status
    objective: float | None
    bound: float
    gap: float | None
    opened: NDArray[np.bool_] | None
    flow: Floats | None
    paths: tuple[FlowPath, ...]
    unserved: Floats | None
    reason: str = ""
    solver: str = ""
    proof: DesignProof | None = None
