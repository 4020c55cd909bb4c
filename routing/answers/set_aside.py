"""`SetAside`: a point of a front that was set aside, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from routing.answers.route import Route
from routing.answers.travelling import Travelling

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SetAside(Travelling):
    """A point of the front that was set aside: its route, its totals and why.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> front = routing.frontier(net, routing.Shipment("A", "B"), min_gain=0.5)
    >>> [(point.route.usd, point.reason) for point in front.set_aside]
    [(500.0, 'at most 50% better than another point that is kept, and 67% worse in cost')]
    """

    route: Route
    vector: Vector
    reason: str
