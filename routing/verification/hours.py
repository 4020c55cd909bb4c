"""At which moments a walk departs with each service, and begins what has opening hours; a part of `verify`.

A service leaves its first stop at the moments of the timetable, and each other stop so much later as its legs take, and
what is done at borders and at changes of gauge at its shortest. Goods must be there the lead before: the cut-off, or
longer where the queue for the service or, at the origin, the planned wait is; they may wait for any later departure.

What is done with goods begins while it is open, by the hours of its own row in the table of operations or procedures,
else by those of the place; goods that come while it is not wait until it opens, and no longer.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from networks.model.elements import Service
from networks.network import Network
from networks.timetable.moments import headway_s, moments
from networks.timetable.openings import open_windows
from routing.question.shipment import Shipment
from routing.steps.step import Step
from routing.verification.customs import PAIRS, WATER, Due, Procedures
from routing.verification.days import day_at
from routing.verification.reckoning import TIME_UNITS, Reckoning, decimal
from routing.verification.records import side_of

A_DAY_S = 86_400
AHEAD_S = 367 * A_DAY_S  # what opens later is not waited for
BY_THE_PLACE = {"load", "lift", "bogie_change", "unload", "delivery", "papers", "handover"}
BY_THE_PLACE |= {"import", "export", "transit_opening", "transit_closing"}


class Hours:
    """The timetable of a network for one shipment that leaves at a moment (seconds since 1970-01-01 UTC)."""

    def __init__(self, network: Network, shipment: Shipment, begin: int) -> None:
        self.network, self.shipment, self.begin = network, shipment, begin
        self.reckoning, self.procedures = Reckoning(network, shipment), Procedures(network, shipment)

    def day(self, at: int) -> datetime.date:
        """Return the day on the clocks of the shipment at so many milliminutes since the begin."""
        assert self.shipment.ready is not None
        return day_at(self.shipment.ready, at)

    def is_timed(self, service: str) -> bool:
        """Tell whether a service departs at moments."""
        known = self.network.services_of_all_dates[service]
        return service in self.network.departures or headway_s(self.network, known) > 0

    def lead(self, service: str, stop: str | None, place: str, *, at_origin: bool) -> int:
        """Return the milliminutes before a departure by which goods must be there."""
        own = [] if stop is None else [stop]
        first = self.reckoning.first
        leads = [first(*((element, "cut_off") for element in (*own, service, place)))]
        if at_origin:
            leads.append(first(*((element, "origin_wait") for element in (*own, service, "network"))))
        found = [Fraction(0), *(self._minutes(figure) for figure in leads)]
        of_stop = [(element, quantity) for element in own for quantity in ("wait", "headway")]
        stated = first(*of_stop, (place, "wait"), (service, "wait"))
        headway = first(*((element, "headway") for element in (*own, service)))
        if stated is not None and stated.quantity == "wait" and headway is not None:
            found.append(self._minutes(stated) - self._minutes(headway) / 2)
        return round(max(found) * 1000)

    def leaves(self, service: Service, index: int, at: int) -> bool:
        """Tell whether a service leaves a stop (an area: any place) at so many milliminutes since the begin."""
        after = self.after(service, index) if service.kind == "line" else 0
        if after is None:
            return False
        begin = self.begin + (at - after) * 60 // 1000
        found = moments(self.network, service.id, begin - A_DAY_S, begin + A_DAY_S).times
        return any(round(Fraction((int(one) - self.begin) * 1000, 60)) + after in (at - 1, at, at + 1) for one in found)

    def keeps_to(self, step: Step) -> str:
        """Return whose opening hours a step keeps to: its own row's, else its place's; "" of none."""
        stated = self.network.catalogue["opening_hours"]["element"].tolist()
        named = [step.element] if step.kind in BY_THE_PLACE | {"origin"} else []
        named += [step.places[0]] if step.kind in BY_THE_PLACE else []
        return next((one for one in named if one in stated), "")

    def wait_until_open(self, element: str, at: int) -> int | None:
        """Return the milliminutes from so many since the begin until something is open; None: it opens no more."""
        moment = self.begin + Fraction(at * 60, 1000)
        spans = open_windows(self.network, element, int(moment), int(moment) + AHEAD_S)
        if spans is None:
            return 0
        opening = next((int(opens) for opens, closes in zip(*spans, strict=True) if moment < int(closes)), None)
        return None if opening is None else max(0, math.ceil((opening - moment) * 1000 / 60))

    def departing(self, service: Service, index: int, last: int) -> list[int]:
        """Return the milliminutes from the begin to each departure from a stop until a last one, in their order."""
        after = self.after(service, index) if service.kind == "line" else 0
        if after is None:
            return []
        first, end = self.begin - after * 60 // 1000 - A_DAY_S, self.begin + last * 60 // 1000 + A_DAY_S
        found = moments(self.network, service.id, first, end).times
        times = {round(Fraction((int(one) - self.begin) * 1000, 60)) + after for one in found}
        return sorted(one for one in times if 0 <= one <= last)

    def after(self, service: Service, index: int) -> int | None:
        """Return the milliminutes from the departure of the first stop to that of another one; None if not known."""
        times: list[int | None] = []
        for number in range(1, index + 1):
            before, stop = service.stops[number - 1], service.stops[number]
            links = [self.network.links[name] for name in stop.path]
            times.append(self.reckoning.ride_time(service, f"{service.id}#{stop.seq}", links)[0])
            if service.mode not in WATER:
                places = [before.place]
                for link in links:
                    places.append(link.head if link.tail == places[-1] else link.tail)
                times.extend(self._at_borders(service, places if links else [before.place, stop.place]))
            times.append(self._turned(service, number))
            dwell = self.network.figure(f"{service.id}#{stop.seq}", "dwell")
            times.append(0 if dwell is None else self.reckoning.timed(dwell)[0])
        return None if None in times else sum(time or 0 for time in times)

    def _at_borders(self, service: Service, places: Sequence[str]) -> Iterator[int | None]:
        for here, there in pairwise(places):
            left, entered = self.procedures.area(here), self.procedures.area(there)
            if left != entered and left and entered:
                for kinds, area, at, other in ((PAIRS[1], left, here, there), (PAIRS[0], entered, there, here)):
                    dues = [Due(kind, area, at, other, "border", service.grade) for kind in kinds]
                    rows = [row for due in dues if (row := self.procedures.row(due)) is not None]
                    if rows:
                        yield _least(self.reckoning.duration(row.id)[0] for row in rows)

    def _turned(self, service: Service, index: int) -> int | None:
        """Return how long a line takes to go on from a stop by another gauge."""
        stops = service.stops
        if not len(self.network.operations) or index + 1 >= len(stops):
            return 0
        sides = [
            side_of(self.network.links[stop.path[0]]) if stop.path else service.mode
            for stop in (stops[index], stops[index + 1])
        ]
        if sides[0] == sides[1]:
            return 0
        rows = [row for row in self.network.operations.values() if [row.from_side, row.to_side] == sides]
        own = [row for row in rows if row.place == stops[index].place] or [row for row in rows if not row.place]
        return _least(self.reckoning.duration(row.id)[0] for row in own)

    def _minutes(self, figure: object) -> Fraction:
        return Fraction(0) if figure is None else decimal(figure.value) * TIME_UNITS[figure.unit]  # type: ignore[attr-defined]


def _least(times: Iterable[int | None]) -> int | None:
    known = [time for time in times if time is not None]
    return min(known) if known else None
