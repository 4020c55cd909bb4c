"""`Status`: what an answer is worth."""

from __future__ import annotations

from enum import Enum


class Status(Enum):  # no default: whoever builds a Result says which
    """What an answer is worth.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> routing.solve(net, routing.Shipment("A", "B")).status is routing.Status.OPTIMAL
    True
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible, not proven optimal"
    INFEASIBLE = "no route satisfies the constraints"
    UNKNOWN = "stopped by a limit before any answer"
    TRUNCATED = "stopped by a limit; what is shown is valid but not all"
