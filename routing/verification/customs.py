"""Which border procedures a walk owes, read from the network's records; a part of `verify`, not of the compiler."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from networks.model.elements import Procedure
from networks.network import Network
from routing.question.shipment import Shipment
from routing.steps.step import Step

WATER = ("sea", "ferry", "air")  # sides that lie outside the customs area of their place
PAIRS = (("import", "transit_opening"), ("export", "transit_closing"))


@dataclass(frozen=True, slots=True)
class Due:
    """A procedure that is owed: kind, customs area, where, the place across the border, and line of the breakdown.

    `grade`: that of the service that crosses by land, or of the train at a port; "" where there is none.
    """

    kind: str
    area: str
    place: str
    other: str
    component: str
    grade: str


class Procedures:
    """What is owed where, by the two ends of a shipment."""

    def __init__(self, network: Network, shipment: Shipment) -> None:
        self.network = network
        self.rows: dict[tuple[str, str, str, str], Procedure] = {}  # of several for the same, the first by its id
        for row in sorted(network.procedures.values(), key=lambda row: row.id):
            self.rows.setdefault((row.kind, row.place, row.area, row.grade), row)
        self.area_from, self.area_to = self.area(shipment.origin), self.area(shipment.destination)

    def area(self, place: str) -> str:
        return self.network.customs_area(self.network.places[place].country)

    def owed_at(self, place: str, side: str, other: str, before: Sequence[Step], after: Sequence[Step]) -> list[Due]:
        """Return what is owed at a place between two of its sides: customs where one is water, papers before rail.

        `before` and `after` are the steps until then and from then on: a voyage owes customs if it leaves its area.
        """
        area, owed = self.area(place), []
        train = self.grade_of_train(reversed(before) if side[:4] == "rail" else after if other[:4] == "rail" else ())
        if area and side in WATER and other not in WATER and self.goes_abroad(reversed(before)):
            owed.append(self.entry(area, place, place, "customs", train))
        if area and other in WATER and side not in WATER and self.goes_abroad(after):
            owed.append(self.exit(area, place, place, "customs", train))
        owed = [due for due in owed if self.is_known(due)]
        papers = Due("papers", area, place, place, "papers", train)
        to_rail = other[:4] == "rail" and side[:4] != "rail" and side != "gate"
        return [*owed, papers] if to_rail and self.row(papers) is not None else owed

    def grade(self, service: str) -> str:
        """Return the grade of a service; "" of a link with hours of its own."""
        known = self.network.services_of_all_dates
        return known[service].grade if service in known else ""

    def grade_of_train(self, steps: Iterable[Step]) -> str:
        """Return the grade of the first ride of some steps."""
        return next((self.grade(step.element) for step in steps if step.kind == "ride"), "")

    def goes_abroad(self, steps: Iterable[Step]) -> bool:
        """Tell whether of the first rides, by water and air up to one by land, any joins two customs areas."""
        voyage = takewhile(lambda ride: ride.mode in WATER, (step for step in steps if step.kind == "ride"))
        return any(len({self.area(place) for place in ride.places}) > 1 for ride in voyage)

    def leaving(self, ride: Step) -> list[Due]:
        """Return what is owed before a ride for the customs areas that it leaves."""
        grade = self.grade(ride.element)
        owed = [self.exit(self.area(here), here, there, "border", grade) for here, there in self.borders(ride)]
        return [due for due in owed if self.is_known(due)]

    def entering(self, ride: Step) -> list[Due]:
        """Return what is owed after a ride for the customs areas that it enters."""
        grade = self.grade(ride.element)
        owed = [self.entry(self.area(there), there, here, "border", grade) for here, there in self.borders(ride)]
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

    def entry(self, area: str, place: str, other: str, component: str, grade: str) -> Due:
        return Due("import" if area == self.area_to else "transit_opening", area, place, other, component, grade)

    def exit(self, area: str, place: str, other: str, component: str, grade: str) -> Due:
        return Due("export" if area == self.area_from else "transit_closing", area, place, other, component, grade)

    def is_known(self, due: Due) -> bool:
        """Tell whether the network says anything of entering or of leaving that area there."""
        pair = next(pair for pair in PAIRS if due.kind in pair)
        return any(self.row(replace(due, kind=kind)) is not None for kind in pair)

    def row(self, due: Due) -> Procedure | None:
        """Return the row that a procedure follows: that of the place, else of the other, else the one for any place.

        At each of these the row for the grade comes before the one for every grade.
        """
        ranks = ((due.place, due.area), (due.place, ""), (due.other, due.area), ("", due.area), ("", ""))
        wanted = [(due.kind, *rank, grade) for rank in ranks for grade in (due.grade, "")]
        return next((self.rows[key] for key in wanted if key in self.rows), None)

    def handover(self, place: str, grade: str) -> Procedure | None:
        """Return the row of the hand-over between two railways at a place, of what is carried in a grade."""
        return self.row(Due("handover", self.area(place), place, place, "border", grade))
