"""`Conflict`: constraints that together leave no route."""

from __future__ import annotations

from dataclasses import dataclass

CLASH, FIGURES, OFFER = "clash", "figures", "offer"  # kinds of conflicts
THE_TIMETABLE = "the timetable from "  # begins the words of a conflict with nothing but departures


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why there is no route: constraints that together leave none, while any fewer of them would.

    Attributes
    ----------
    constraints
        Each in words, for example ``avoid_territories CN`` or ``max_days 20``.
    remedies
        For each, what would open a route while the others stay: the nearest value, or lifting it.
    kind
        ``"clash"``: as above. ``"figures"``: there are ways, but none with the figures that the question needs.
        ``"offer"``: what is not on offer, or not modelled, would open a route while all constraints stay.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"), constraints=routing.Constraints(max_days=2))
    >>> print(*result.blocked_by)
    max_days 2 (max_days from 2.5)
    >>> result.blocked_by[0].constraints, result.blocked_by[0].remedies
    (('max_days 2',), ('max_days from 2.5',))
    """

    constraints: tuple[str, ...]
    remedies: tuple[str, ...]
    kind: str = CLASH

    def __str__(self) -> str:
        return " and ".join(self.constraints) + (f" ({'; or '.join(self.remedies)})" if self.remedies else "")
