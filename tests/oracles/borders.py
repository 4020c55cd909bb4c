"""What a journey owes at borders and in ports, written from "The rules of the model" in the README of the data alone.

The journey is told as the rides and operations of a route, its procedures taken out; nothing of the packages is asked but
the records of the network.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from networks import Network
from networks.model.elements import Procedure
from routing import Shipment

WATER = ("sea", "ferry", "air")
CUSTOMS = ("export", "import", "transit_opening", "transit_closing")
PROCEDURES = (*CUSTOMS, "papers", "handover", "takeover")  # and the price of who takes a wagon over
OPERATIONS = ("origin", "load", "lift", "bogie_change", "unload", "delivery")


class NoWayError(Exception):
    """The network says how goods of the other kind pass a border, and not how these do."""


class Owed(NamedTuple):
    """A row of procedures.csv or a service that is paid for taking over, and the place where that is done."""

    row: str
    place: str


def owed(network: Network, shipment: Shipment, steps: Sequence[Any]) -> list[Owed]:
    """Return all that a journey owes, in the order in which it is due; `steps` without the procedures."""
    return list(Journey(network, shipment, [step for step in steps if step.kind not in PROCEDURES]).owed())


class Journey:
    def __init__(self, network: Network, shipment: Shipment, steps: Sequence[Any]) -> None:
        self.network, self.steps, self.door = network, steps, shipment.scope == "door"
        self.area_from, self.area_to = self.area(shipment.origin), self.area(shipment.destination)

    def area(self, place: str) -> str:
        """Return the customs area of a place on the network's day, else the last: a union's, else its territory."""
        territory, day = self.network.places[place].country, self.network.as_of or datetime.date.max
        for member in self.network.customs_members:
            early = member.from_date is not None and day < member.from_date
            late = member.until_date is not None and day > member.until_date
            if member.territory == territory and not early and not late:
                return str(member.area)
        return territory

    def owed(self) -> Iterator[Owed]:
        side, last_ride = "", None
        for at, step in enumerate(self.steps):
            if step.kind == "ride":
                if last_ride is not None and self.is_handed_over(at):
                    yield from self.handover(step.places[0], step.element, self.grade(step))
                yield from self.ridden(step)
                last_ride = step
            if step.kind in ("lift", "bogie_change"):
                yield from self.at_port(step.places[0], side, step.side, at)
            elif step.kind == "origin" or (step.kind == "pass" and at == 0 and self.door):
                loaded = next(one.side for one in self.steps if one.kind in ("load", "pass"))
                yield from self.at_port(step.places[0], "gate", loaded, at)
            elif step.kind == "unload" or (step.kind == "pass" and at == len(self.steps) - 1 and self.door):
                yield from self.at_port(step.places[0], side, "gate", at)
            side = step.side or side

    # ---- by land ------------------------------------------------------------------------------------------

    def is_handed_over(self, at: int) -> bool:
        """Tell whether a wagon goes on by another railway: a ride follows a ride by another service."""
        before, here = self.steps[at - 1], self.steps[at]
        return before.kind == "ride" and before.element != here.element and here.element in self.network.services

    def ridden(self, ride: Any) -> Iterator[Owed]:
        """Yield what a ride by land owes: leaving before it, entering behind it. Links with hours of their own owe none."""
        # the ride itself stands between; here only the order of what is owed is told
        if ride.mode in WATER or ride.element in self.network.links:
            return
        borders = [
            (here, there)
            for here, there in zip(ride.places, ride.places[1:], strict=False)
            if self.area(here) and self.area(there) and self.area(here) != self.area(there)
        ]
        for here, there in borders:
            yield from self.leave(here, there, self.grade(ride))
        for here, there in borders:
            yield from self.enter(there, here, self.grade(ride))

    def grade(self, ride: Any) -> str:
        """Return the grade of the service of a ride: as stated, else that of its kind; none of a link by itself."""
        if ride.element in self.network.links:
            return ""
        table = self.network.catalogue["services"]
        row = table.row(table["id"].tolist().index(ride.element))
        return str(row["grade"] or {"line": "scheduled", "area": "ordinary"}[row["kind"]])

    def handover(self, place: str, onto: str, grade: str) -> Iterator[Owed]:
        """Yield the hand-over of goods, and the price of the railway that takes them over, if it has one."""
        row = self.row("handover", place, place, grade)
        if row is None:
            raise NoWayError
        yield Owed(row.id, row.place or place)
        if self.network.figure(onto, "price") is not None:
            yield Owed(onto, place)

    # ---- in port ------------------------------------------------------------------------------------------

    def at_port(self, place: str, side: str, other: str, at: int) -> Iterator[Owed]:
        """Yield customs between water and land, if the voyage leaves the area, and papers onto rail."""
        grade = self.train(side, other, at)
        if side in WATER and other not in WATER and self.leaves_area(reversed(self.steps[:at])):
            yield from self.enter(place, place, grade)
        if other in WATER and side not in WATER and self.leaves_area(self.steps[at:]):
            yield from self.leave(place, place, grade)
        if other.startswith("rail") and not side.startswith("rail") and side != "gate":
            row = self.row("papers", place, place, grade)
            if row is not None:
                yield Owed(row.id, row.place or place)

    def train(self, side: str, other: str, at: int) -> str:
        """Return the grade of the train that goods leave or board at a port; none where they do neither."""
        rides = [step for step in self.steps[at:] if step.kind == "ride"] if other.startswith("rail") else []
        if side.startswith("rail"):
            rides = [step for step in self.steps[:at] if step.kind == "ride"][-1:]
        return self.grade(rides[0]) if rides else ""

    def leaves_area(self, steps: Any) -> bool:
        """Tell whether a ride on the way to the next land joins two customs areas."""
        for step in steps:
            if step.kind == "ride" and step.mode not in WATER:
                return False
            if step.kind == "ride" and len({self.area(place) for place in step.places}) > 1:
                return True
        return False

    # ---- rows -----------------------------------------------------------------------------------------------

    def enter(self, place: str, across: str, grade: str) -> Iterator[Owed]:
        is_goal = self.area(place) == self.area_to
        kinds = ("import", "transit_opening") if is_goal else ("transit_opening", "import")
        yield from self.customs(place, across, grade, kinds)

    def leave(self, place: str, across: str, grade: str) -> Iterator[Owed]:
        is_home = self.area(place) == self.area_from
        kinds = ("export", "transit_closing") if is_home else ("transit_closing", "export")
        yield from self.customs(place, across, grade, kinds)

    def customs(self, place: str, across: str, grade: str, kinds: tuple[str, str]) -> Iterator[Owed]:
        """Yield the row of the first kind; nothing where neither has one; no way where only the other has."""
        if not self.area(place):
            return
        row, other = (self.row(kind, place, across, grade) for kind in kinds)
        if row is not None:
            yield Owed(row.id, row.place or place)
        elif other is not None:
            raise NoWayError

    def row(self, kind: str, place: str, across: str, grade: str) -> Procedure | None:
        """Return the row: of the place for its area, of the place, of the place across for that area, of any place.

        At each of these first the row for the grade, then the one for every grade; those for other grades never.
        """
        area = self.area(place)
        ranks = [(place, area), (place, ""), (across, area), ("", area), ("", "")]
        fitting = [
            (ranks.index((row.place, row.area)), row.grade == "", row.id)
            for row in self.network.procedures.values()
            if row.kind == kind and (row.place, row.area) in ranks and row.grade in ("", grade)
        ]
        return self.network.procedures[min(fitting)[2]] if fitting else None
