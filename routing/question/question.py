"""`Question`: a shipment, its constraints and what is to be least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from routing.question.constraints import Constraints
from routing.question.moments import Moment, told
from routing.question.objectives import Objective
from routing.question.shipment import Shipment

Model = Literal["frequency", "clock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A shipment, its constraints and what is to be least; a result carries the one that it answers.

    Attributes
    ----------
    model
        ``"frequency"``: a wait is that of the network, half a headway where it states no other. ``"clock"``: a wait
        ends with a departure of the timetable; the goods leave at the moment `Shipment.ready`.
    arrive_by
        On the clock, the moment by which the goods must be there; they leave as late as that allows.
    on_any_day
        True: whatever runs on some day is taken to run on every day. Asked only while reasons are looked for.
    spares_unknown
        True: a ban lets through what it cannot judge. Asked only to find out why there is no route.
    spared_goods
        Classes of goods that every service is taken to take. Asked only to find out why there is no route.
    spared_closures
        Ids of closures that are taken to be lifted. Asked only to find out what they close.
    spares_courses
        True: a link of which nobody can say how far out it runs keeps out of 12-mile waters. Asked for reasons only.
    spares_unlocated
        True: what nobody can say whether it lies in an area, or goes through a passage, is taken to keep out of it.
        Asked for reasons only.
    spares_small
        True: one departure of a service takes any shipment at once. Asked only to find out why there is no route.
    one_way
        Pairs of a link and one of its ends: the link is not run over from there. So `routing.corridor_table` asks for
        routes that do not turn back at a gateway.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> print(routing.solve(net, routing.Shipment("A", "B"), minimise="cost").question)
    1 x 20ft from A to B, door to door; least cost; no constraints
    """

    shipment: Shipment
    constraints: Constraints
    minimise: Objective
    model: Model = "frequency"
    arrive_by: Moment | None = None
    on_any_day: bool = False
    spares_unknown: bool = False
    spared_goods: frozenset[str] = frozenset()
    spared_closures: frozenset[str] = frozenset()
    spares_courses: bool = False
    spares_unlocated: bool = False
    spares_small: bool = False
    one_way: frozenset[tuple[str, str]] = frozenset()

    def __str__(self) -> str:
        one_way = "; gateways in one direction" if self.one_way else ""
        by = f"; there by {told(self.arrive_by, end=True)}" if self.arrive_by is not None else ""
        clock = "; by the clock" if self.model == "clock" else ""
        return f"{self.shipment}; least {self.minimise}; {self.constraints}{clock}{by}{one_way}"
