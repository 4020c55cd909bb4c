"""Which border procedures a walk owes, read from the network's records; a part of `verify`, not of the compiler."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from networks.model.elements import Procedure
from networks.network import Network
from routing.question.shipment import Shipment
from routing.steps.step import Step

WATER = ("sea", "ferry", "air")  # sides that lie outside the customs area of their place
PAIRS = (("import", "transit_opening"), ("export", "transit_closing"))


@dataclass(frozen=True, slots=True)
class Due:
    """A procedure that is owed: kind, customs area, where, the place across the border, and line of the breakdown."""

    kind: str
    area: str
    place: str
    other: str
    component: str


class Procedures:
    """What is owed where, by the two ends of a shipment."""

    def __init__(self, network: Network, shipment: Shipment) -> None:
        self.network = network
        self.rows: dict[tuple[str, str, str], Procedure] = {}  # of several rows for the same, the first by its id
        for row in sorted(network.procedures.values(), key=lambda row: row.id):
            self.rows.setdefault((row.kind, row.place, row.area), row)
        self.area_from, self.area_to = self.area(shipment.origin), self.area(shipment.destination)

    def area(self, place: str) -> str:
        return self.network.customs_area(self.network.places[place].country)

    def owed_at(self, place: str, side: str, other: str, before: Sequence[Step], after: Sequence[Step]) -> list[Due]:
        """Return what is owed at a place between two of its sides: customs where one is water, papers before rail.

        `before` and `after` are the steps until then and from then on: a voyage owes customs if it leaves its area.
        """
        area, owed = self.area(place), []
        if area and side in WATER and other not in WATER and self.goes_abroad(reversed(before)):
            owed.append(self.entry(area, place, place, "customs"))
        if area and other in WATER and side not in WATER and self.goes_abroad(after):
            owed.append(self.exit(area, place, place, "customs"))
        owed = [due for due in owed if self.is_known(due)]
        papers = Due("papers", area, place, place, "papers")
        to_rail = other[:4] == "rail" and side[:4] != "rail" and side != "gate"
        return [*owed, papers] if to_rail and self.row(papers) is not None else owed

    def goes_abroad(self, steps: Iterable[Step]) -> bool:
        """Tell whether of the first rides, by water and air up to one by land, any joins two customs areas."""
        voyage = takewhile(lambda ride: ride.mode in WATER, (step for step in steps if step.kind == "ride"))
        return any(len({self.area(place) for place in ride.places}) > 1 for ride in voyage)

    def leaving(self, ride: Step) -> list[Due]:
        """Return what is owed before a ride for the customs areas that it leaves."""
        owed = [self.exit(self.area(here), here, there, "border") for here, there in self.borders(ride)]
        return [due for due in owed if self.is_known(due)]

    def entering(self, ride: Step) -> list[Due]:
        """Return what is owed after a ride for the customs areas that it enters."""
        owed = [self.entry(self.area(there), there, here, "border") for here, there in self.borders(ride)]
        return [due for due in owed if self.is_known(due)]

    def borders(self, ride: Step) -> list[tuple[str, str]]:
        """Return the pairs of places between which a ride changes customs areas; by water and air none."""
        if ride.mode in WATER or ride.element in self.network.links:
            return []
        areas = {place: self.area(place) for place in ride.places}
        return [
            pair
            for pair in pairwise(ride.places)
            if areas[pair[0]] != areas[pair[1]] and areas[pair[0]] and areas[pair[1]]
        ]

    def entry(self, area: str, place: str, other: str, component: str) -> Due:
        return Due("import" if area == self.area_to else "transit_opening", area, place, other, component)

    def exit(self, area: str, place: str, other: str, component: str) -> Due:
        return Due("export" if area == self.area_from else "transit_closing", area, place, other, component)

    def is_known(self, due: Due) -> bool:
        """Tell whether the network says anything of entering or of leaving that area there."""
        pair = next(pair for pair in PAIRS if due.kind in pair)
        return any(self.row(Due(kind, due.area, due.place, due.other, due.component)) is not None for kind in pair)

    def row(self, due: Due) -> Procedure | None:
        """Return the row that a procedure follows: that of the place, else of the other, else the one for any place."""
        wanted = ((due.place, due.area), (due.place, ""), (due.other, due.area), ("", due.area), ("", ""))
        return next((self.rows[due.kind, *key] for key in wanted if (due.kind, *key) in self.rows), None)

    def handover(self, place: str) -> Procedure | None:
        """Return the row of the hand-over between two railways at a place."""
        return self.row(Due("handover", self.area(place), place, place, "border"))
