"""Services of a walked route: boarded, ridden and left, and links with hours of their own."""

from __future__ import annotations

from networks.model.elements import Link, Service
from networks.model.figure import Figure
from routing.steps.step import Step
from routing.verification.customs import WATER
from routing.verification.hours import Hours
from routing.verification.lorries import Lorries
from routing.verification.reckoning import NOTHING, UNKNOWN, Amount, length, scaled
from routing.verification.records import side_of


class Rides(Lorries):
    """Steps by which goods move."""

    def on_board(self, step: Step) -> None:
        """Check a boarding: where and what, the wait, and the price paid at boarding."""
        self.owe_nothing("board")
        service = self.find_service(step.element)
        if self.is_lorry(service.id):
            self.on_lorry_board(step, service)
            return
        at_origin = self.state == "loaded"
        if self.state not in ("loaded", "out"):
            self.fail(f"boarded while the goods are {self.state}")
        if step.side != self.side:
            self.fail(f"boarded from side {step.side}, the goods are on {self.side}")
        if service.kind == "line":
            self.stop = self.boarding_stop(service, step)
        elif not self.reaches(service, self.place, self.side):
            self.fail(f"{service.id} does not reach {self.place} on side {self.side}")
        self.boarded, self.rested = self.stop, -1
        self.expect_component(step, "origin" if at_origin else "waiting")
        self.expect(step, self.waited(service, self.stop, step), self.reckoning.boarding_price(service.id))
        self.check_timetable(step, service, at_origin=at_origin)
        self.state, self.service, self.moved = "aboard", service.id, False

    def waited(self, service: Service, stop: int, step: Step) -> Amount:
        """Return the wait for a departure: none where a terminal-to-terminal question begins.

        On the clock it is that of the step, if a departure ends it.
        """
        at_origin = self.state == "loaded"
        element = f"{service.id}#{service.stops[stop].seq}" if service.kind == "line" else None
        if self.hours is not None and self.hours.is_timed(service.id):
            lead = self.lead(self.hours, service, stop, at_origin=at_origin)
            wait = step.milliminutes
            met = wait is not None and wait >= lead and self.hours.leaves(service, stop, self.passed + wait)
            return (wait, None) if met else UNKNOWN
        if at_origin and self.shipment.scope == "terminal":
            return 0, None
        return self.reckoning.waited(service.id, element, self.place, at_origin=at_origin)

    def lead(self, hours: Hours, service: Service, stop: int, *, at_origin: bool) -> int:
        """Return the milliminutes before a departure by which the goods must be there."""
        if at_origin and self.shipment.scope == "terminal":
            return 0
        element = f"{service.id}#{service.stops[stop].seq}" if service.kind == "line" else None
        return hours.lead(service.id, element, self.place, at_origin=at_origin)

    def check_timetable(self, step: Step, service: Service, *, at_origin: bool) -> None:
        """Check what a boarding says of its timetable, and of the time before the departure to be there."""
        expected: tuple[str, int] = "", 0
        if self.hours is not None and self.hours.is_timed(service.id):
            known = "stated" if service.id in self.network.departures else "assumed"
            expected = known, self.lead(self.hours, service, self.stop, at_origin=at_origin)
        if (step.timetable, step.lead) != expected:
            self.fail(f"says timetable {step.timetable!r}, {step.lead} milliminutes before, expected {expected}")

    def boarding_stop(self, service: Service, step: Step) -> int:
        """Return the index of the stop boarded at: the one from which the following rides go on.

        A line that calls twice at a place and goes on alike leaves several; then the figures tell.
        """
        rides = []
        for later in self.steps[self.number + 1 :]:
            if later.element == service.id and later.kind not in ("ride", "dwell"):
                break
            rides += [later] if later.kind == "ride" else []
        found = [
            index
            for index, stop in enumerate(service.stops[:-1])
            if stop.place == self.place
            and stop.board
            and self.leg_side(service, index + 1) == self.side
            and [ride.links for ride in rides] == [leg.path for leg in service.stops[index + 1 :][: len(rides)]]
            and service.stops[index + len(rides)].alight
        ]
        if not found or not rides:
            self.fail(f"{service.id} cannot be boarded at {self.place} for this ride")
        return next((index for index in found if self.told_of(service, index, step, rides)), found[0])

    def told_of(self, service: Service, index: int, step: Step, rides: list[Step]) -> bool:
        told = [(step.milliminutes, step.time_figure)] + [(ride.milliminutes, ride.time_figure) for ride in rides]
        legs = range(index + 1, index + 1 + len(rides))
        return told == [self.waited(service, index, step)] + [
            self.reckoning.ride_time(
                service, f"{service.id}#{service.stops[leg].seq}", [self.link(name) for name in service.stops[leg].path]
            )
            for leg in legs
        ]

    def on_dwell(self, step: Step) -> None:
        """Check that a line stands at a stop as long as it says, with the goods aboard."""
        self.owe_nothing("dwell")
        service = self.find_service(step.element)
        figure = self.dwelling(service)
        if self.state != "aboard" or self.service != service.id or figure is None or self.rested == self.stop:
            self.fail(f"{service.id} does not stand at {self.place}")
        self.expect_component(step, "waiting")
        self.expect(step, self.reckoning.timed(figure), NOTHING)
        self.rested = self.stop

    def dwelling(self, service: Service) -> Figure | None:
        """Return the figure of how long a line stands with goods at the stop to which it has come, if there is one."""
        if service.kind != "line" or self.stop <= self.boarded:
            return None
        return self.network.figure(f"{service.id}#{service.stops[self.stop].seq}", "dwell")

    def on_ride(self, step: Step) -> None:
        """Check a ride: way, side, customs of leaving before it, and its figures."""
        links = tuple(self.link(name) for name in step.links)
        self.check_way(step, links)
        self.owe_nothing("ride")
        if step.element in self.network.links:
            self.on_own_ride(step, links)
            return
        service = self.find_service(step.element)
        if self.state != "aboard" or self.service != service.id:
            self.fail(f"rides {service.id}, but the goods are {self.state} {self.service}")
        if step.mode != service.mode:
            self.fail(f"{service.id} goes by {service.mode}")
        if self.lorry and (self.moved or len({self.network.places[place].country for place in step.places}) > 1):
            self.fail("a lorry runs once at either end, and within one country")
        leg, side = service.id, side_of(links[0]) if links else service.mode
        if self.dwelling(service) is not None and self.rested != self.stop:
            self.fail(f"goes on from {self.place} without the time that {service.id} stands there")
        if service.kind == "line":
            self.stop += 1
            stop = service.stops[self.stop] if self.stop < len(service.stops) else None
            if stop is None or stop.path != step.links or stop.place != step.places[-1]:
                self.fail(f"{service.id} does not go on by {step.links}")
            leg = f"{service.id}#{stop.seq}"
        elif len(links) != 1 or links[0].id not in service.links:
            self.fail(f"{service.id} does not cover {step.links}")
        through = self.free and service.kind == "line" and self.stop > self.boarded + 1  # its break of gauge is free
        if side != self.side and not through:
            self.fail(f"the goods stand on {self.side}, the way is {side}")
        if self.left_for != self.number and self.procedures.leaving(step):
            self.fail("leaves a customs area without its procedure")
        self.expect_component(step, service.mode)
        self.expect(step, self.reckoning.ride_time(service, leg, links), self.reckoning.ride_price(service, leg, links))
        self.expect_emission(step, self.reckoning.ride_emissions(service, leg, links))
        self.expect_distance(step, scaled(length(links), 1000))
        self.place, self.side, self.moved = step.places[-1], side, True
        self.due = self.procedures.entering(step)

    def on_own_ride(self, step: Step, links: tuple[Link, ...]) -> None:
        """Check a ride over a link with hours of its own, or with a length where the network has no service."""
        link = links[0] if links else None
        if link is None or len(links) != 1 or link.id != step.element:
            self.fail(f"{step.element} has no hours of its own")
        if link.hours is None and (link.length_km is None or self.network.is_served):
            self.fail(f"{step.element} has no hours of its own")
        if self.state != "under way" or side_of(link) != self.side or step.mode != link.mode:
            self.fail(f"runs on {link.id} while the goods are {self.state} on {self.side}")
        self.expect_component(step, link.mode)
        self.expect(step, (scaled(link.hours, 60), None), (scaled(link.usd, 100), None))
        self.expect_emission(step, (scaled(link.kg_co2e, 1000), None, ()))
        self.expect_distance(step, scaled(link.length_km, 1000))
        self.place, self.moved = step.places[-1], True

    def check_way(self, step: Step, links: tuple[Link, ...]) -> None:
        """Check that the links join the places of a ride in order and direction."""
        if len(step.places) != max(2, len(links) + 1):
            self.fail(f"{len(links)} links but {len(step.places)} places")
        for link, here, there in zip(links, step.places, step.places[1:], strict=False):
            forward = (link.tail, link.head) == (here, there)
            backward = (link.head, link.tail) == (here, there) and not link.directed
            if not forward and not backward:
                self.fail(f"{link.id} does not lead from {here} to {there}")

    def on_alight(self, step: Step) -> None:
        """Check a setting down: where, and the fare where the line is paid by origin and destination."""
        self.owe_nothing("alight")
        service, fare = self.find_service(step.element), NOTHING
        if self.state != "aboard" or service.id != self.service:
            self.fail(f"alights from {service.id}, but the goods are {self.state} {self.service}")
        if not self.moved:
            self.fail(f"alights from {service.id} without having moved")
        if self.lorry:
            self.on_lorry_alight(step)
            return
        if service.kind == "line":
            stop = service.stops[self.stop]
            if not stop.alight or stop.place != self.place:
                self.fail(f"{service.id} sets nothing down at {self.place}")
            if self.reckoning.has_fares(service.id):
                pair = f"{service.id}>{service.stops[self.boarded].place}>{self.place}"
                fare = self.reckoning.price(pair)
                if fare == UNKNOWN:
                    self.fail(f"{service.id} has no fare {pair}")
        if step.side != self.side:
            self.fail(f"set down on side {step.side}, expected {self.side}")
        self.expect_component(step, "port" if self.side in WATER else "rail")
        self.expect(step, NOTHING, fare)
        self.state, self.service, self.stop = "set down", "", -1
