"""The records that a step of a walk speaks of, looked up in the network; a part of `verify`."""

from __future__ import annotations

from typing import NoReturn

from networks.model.elements import Link, Operation, Procedure, Service
from networks.network import Network
from routing.errors import VerificationError
from routing.question.shipment import Shipment
from routing.steps.step import Step


class Records:
    """Records of a network for one shipment; what is not there, or does not hold, is a VerificationError."""

    def __init__(self, network: Network, shipment: Shipment) -> None:
        self.network, self.shipment = network, shipment

    def operation(self, step: Step, place: str) -> Operation:
        """Return the row of an operation, if it is the one that holds at this place."""
        if step.element not in self.network.operations:
            self.fail(f"the network has no operation {step.element!r}")
        row = self.network.operations[step.element]
        if row.kind != step.kind or row.to_side != step.side or row.place not in ("", place):
            self.fail(f"{row.id} is a {row.kind} to {row.to_side} at {row.place or 'any place'}")
        own = [
            other.id
            for other in self.network.operations.values()
            if (other.place, other.from_side, other.to_side) == (place, row.from_side, row.to_side)
        ]
        if own and row.place == "":
            self.fail(f"{row.id} stands for places without a row of their own; {place} has {own[0]}")
        return row

    def reaches(self, service: Service, place: str, side: str) -> bool:
        """Tell whether an area has a link at a place on a side."""
        links = (self.link(name) for name in service.links)
        return any(place in (link.tail, link.head) and side_of(link) == side for link in links)

    def leg_side(self, service: Service, index: int) -> str:
        """Return the side that a leg of a line begins and ends on."""
        path = service.stops[index].path
        return side_of(self.link(path[0])) if path else service.mode

    def link(self, name: str) -> Link:
        if name not in self.network.links:
            self.fail(f"the network has no link {name!r}")
        return self.network.links[name]

    def find_service(self, name: str) -> Service:
        """Return a service on offer that takes the load."""
        if name not in self.network.services_of_all_dates:
            self.fail(f"the network offers no service {name!r}")
        service = self.network.services_of_all_dates[name]
        if service.loads and self.shipment.load not in service.loads:
            self.fail(f"{name} does not take a load of kind {self.shipment.load}")
        return service

    def procedure(self, step: Step) -> Procedure:
        row = self.network.procedures.get(step.element)
        if row is None or row.kind != step.kind:
            self.fail(f"the network has no procedure {step.element!r} of kind {step.kind}")
        return row

    def fail(self, reason: str) -> NoReturn:
        """Raise VerificationError."""
        raise VerificationError(reason)


def side_of(link: Link) -> str:
    """Return the side of a place that a link ends at."""
    return f"rail:{link.gauge_mm}" if link.mode == "rail" and link.gauge_mm else link.mode


def component_of(row: Operation) -> str:
    """Return the line of a breakdown that an operation belongs to."""
    if row.kind in ("origin", "load"):
        return "origin"
    if row.kind in ("unload", "delivery"):
        return "delivery"
    rails = row.from_side[:4] == row.to_side[:4] == "rail"
    return "border" if rails and row.from_side != row.to_side else "port"
