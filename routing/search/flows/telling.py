"""What column generation has found, told by the rows of the question and added up anew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.search.flows.commodities import Commodities
from routing.search.flows.generation import Generated
from routing.search.flows.shared_flow import FlowPath, Multicommodity
from routing.status import Status

Floats = NDArray[np.float64]
TINY = 1e-8  # of a demand, or of the mean one: what the tolerances of a solver may leave of it


def told(
    asked: Commodities, sizes: tuple[int, int], penalty: Floats, found: Generated, gap: float, reason: str
) -> Multicommodity:
    """Return the answer; without a flow where all must be served and not all are."""
    prices = np.zeros(sizes[0])
    prices[asked.arc] = found.price
    forced = np.isinf(asked.penalty)
    tiny = TINY * np.maximum(asked.demand, asked.demand.mean() if len(asked.demand) else 0.0)
    paths, load, served, spent = _paths(asked, found, tiny)
    left = np.maximum(asked.demand - served, 0.0)
    left[left <= tiny] = 0.0
    if (forced & (left > 0)).any():
        return Multicommodity(Status.UNKNOWN, None, found.bound, None, None, (), None, prices, reason)
    objective = spent + float(np.where(forced, 0.0, penalty) @ left)
    bound = min(found.bound, objective)
    share = (objective - bound) / objective if objective > 0 else 0.0
    flow, unserved = np.zeros(sizes[0]), np.zeros(sizes[1])
    flow[asked.arc], unserved[asked.row] = load, left
    status = Status.OPTIMAL if share <= gap else Status.FEASIBLE
    text = "" if status is Status.OPTIMAL else reason or "what is left of the gap is below the solver's tolerances"
    return Multicommodity(status, objective, bound, share, flow, paths, unserved, prices, text, found.master)


def _paths(asked: Commodities, found: Generated, tiny: Floats) -> tuple[tuple[FlowPath, ...], Floats, Floats, float]:
    """Return the paths that are used, the load of the arcs, what is served of each commodity, and the cost."""
    load, served = np.zeros(len(asked.tail)), np.zeros(len(asked.demand))
    if found.columns is None or found.amount is None:
        return (), load, served, 0.0
    columns = found.columns
    amount = np.zeros(len(columns))
    amount[: len(found.amount)] = found.amount
    amount[amount <= tiny[columns.of]] = 0.0
    used = np.flatnonzero(amount)
    used = used[np.lexsort((used, asked.row[columns.of[used]]))]
    paths = tuple(
        FlowPath(
            int(asked.row[columns.of[at]]), asked.arc[columns.arcs[columns.begin[at] : columns.begin[at + 1]]], one
        )
        for at, one in zip(used.tolist(), amount[used].tolist(), strict=True)
    )
    return paths, columns.load(amount), columns.served(amount), float(columns.cost @ amount)
