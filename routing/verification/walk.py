"""A route walked again on the network itself, step after step: `Walk`.

The rules of the model are written here a second time, from the network's records, and the figures are read again by
`reckoning.py`; nothing of the compiler, the kernels or the solvers is used.
"""

from __future__ import annotations

from typing import NoReturn

from networks.model.elements import Link, Service
from networks.network import Network
from routing.errors import VerificationError
from routing.question.shipment import Shipment
from routing.steps.kinds import ACTIVITY, COMPONENTS
from routing.steps.step import Step
from routing.verification.customs import Due, Procedures
from routing.verification.hours import Hours
from routing.verification.reckoning import (
    NOTHING,
    OPERATION_KINDS,
    UNKNOWN,
    Amount,
    Emission,
    Reckoning,
    length,
    scaled,
)
from routing.verification.records import Records, component_of, side_of
from routing.verification.surcharges import Surcharges

WATER = {"sea", "ferry", "air"}
DOOR_OPERATIONS = {"origin", "load", "unload", "delivery"}


class Walk(Records):
    """One route; `state`, `place` and `side` say where the goods are and how they stand.

    Attributes
    ----------
    state
        ``door``, ``gate``, ``loaded``, ``aboard``, ``set down``, ``out`` (handled, ready for a departure), ``under
        way`` (on links with hours of their own), ``gate, arrived``, ``delivered``.
    service, stop, boarded
        What the goods are aboard of, and of a line the index of the last stop and of the stop boarded at.
    due
        Procedures owed before anything else may happen.
    lorry
        Whether the goods are aboard of a lorry between two gates; `carted`: the ends that one has come to.
    dwell
        Minutes since the goods were set down, None where a step has no time.
    price_due
        Whether the railway that the goods were handed over to must be paid before anything else may happen.
    storage
        Days and millicents of demurrage owed before anything else may happen, or None.
    """

    def __init__(
        self, network: Network, shipment: Shipment, steps: tuple[Step, ...], hours: Hours | None = None
    ) -> None:
        super().__init__(network, shipment)
        self.steps, self.hours = steps, hours
        self.passed = 0  # milliminutes until the step, on the clock
        self.free = not len(network.operations)  # a network without terminal operations: handling is free
        at_ends = any(row.kind in DOOR_OPERATIONS for row in network.operations.values())
        self.free_ends = not at_ends or shipment.scope == "terminal"
        self.reckoning = Reckoning(network, shipment)
        self.procedures = Procedures(network, shipment)
        self.surcharges = Surcharges(network)
        self.state, self.place, self.side = "door", shipment.origin, "door"
        self.service, self.stop, self.boarded = "", -1, -1
        self.due: list[Due] = []
        self.lorry = False
        self.carted = set[str]()  # of "gate" and "gate, arrived", the states in which a lorry has set them down
        self.moved = False  # since the last boarding or hand-over
        self.price_due = False  # that of the railway that the goods were just handed over to
        self.dwell: int | None = 0
        self.came_by = ""  # side on which the goods were set down
        self.storage: tuple[int, Amount] | None = None
        self.left_for = -1  # number of the ride whose customs of leaving are done
        self.number, self.step = 0, steps[0] if steps else None

    def check(self) -> None:
        """Raise VerificationError at the first step that the network does not offer so."""
        handlers = {
            "origin": self.on_operation,
            "load": self.on_operation,
            "unload": self.on_operation,
            "delivery": self.on_operation,
            "lift": self.on_operation,
            "bogie_change": self.on_operation,
            "board": self.on_board,
            "ride": self.on_ride,
            "alight": self.on_alight,
            "pass": self.on_pass,
            "handover": self.on_handover,
            "takeover": self.on_takeover,
            "demurrage": self.on_demurrage,
        }
        paid: list[str] = []
        before: Step | None = None
        for number, step in enumerate(self.steps):
            self.number, self.step = number, step
            self.check_common(step)
            if step.kind == "surcharge":
                self.on_surcharge(step)
                paid.append(step.element)
                continue
            self.check_surcharges(paid, before, step)
            paid, before = [], step
            if self.price_due and step.kind != "takeover":
                self.fail(f"{self.service} took the goods over at {self.place} and is not paid its price")
            if self.storage is not None and step.kind != "demurrage":
                self.fail(f"leaves {self.place} without its demurrage")
            resting = self.state in ("set down", "out")
            handlers.get(step.kind, self.on_procedure)(step)
            self.count_dwell(step, resting)
            self.passed += step.milliminutes or 0
        self.check_surcharges(paid, before, None)
        self.owe_nothing("the end")
        if self.state != "delivered" or self.place != self.shipment.destination:
            self.fail(f"the route ends {self.state} at {self.place}, not delivered at {self.shipment.destination}")

    def check_common(self, step: Step) -> None:
        """Check what holds for every step: names, place, territories, lifts, and that only rides move."""
        if step.kind not in ACTIVITY or step.component not in COMPONENTS:
            self.fail(f"kind {step.kind!r} or component {step.component!r} is unknown")
        for place in step.places:
            if place not in self.network.places:
                self.fail(f"the network has no place {place!r}")
        clearance = ACTIVITY[step.kind] == "clearance" and step.kind != "handover"  # may be at the other end of a ride
        if not step.places or (step.places[0] != self.place and not clearance):
            self.fail(f"begins at {step.places[:1]}, but the goods are at {self.place}")
        at_rest = (len(step.places), step.links, step.mode, step.millimetres)
        if step.kind != "ride" and at_rest != (1, (), "", 0):
            self.fail("only a ride moves, has links, a mode and a length")
        handled = step.kind in OPERATION_KINDS and step.element in self.network.operations
        if step.kind != "ride" and not handled:
            self.expect_emission(step, (0, 0, ()))
        if step.side and (step.kind == "ride" or ACTIVITY[step.kind] == "clearance"):
            self.fail("a ride or procedure leads to no side")
        countries = {self.network.places[place].country for place in step.places} - {""}
        crossed = {code for link in step.links for code in self.link(link).territories}
        if step.territories != countries | crossed:
            self.fail(f"territories {sorted(step.territories)}, expected {sorted(countries | crossed)}")
        if step.charged_days and step.kind != "demurrage":
            self.fail("only demurrage is charged by the day")
        if step.kind != "board" and (step.timetable or step.lead):
            self.fail("only a boarding is by a timetable")
        if step.lifts != (step.kind == "lift"):
            self.fail(f"counts {step.lifts} transshipments")

    # ---- surcharges -------------------------------------------------------------------------------------

    def on_surcharge(self, step: Step) -> None:
        """Check a surcharge: where it is paid, and how much; whether it is due is checked with the next step."""
        row = self.procedure(step)
        if step.places != (self.place,):
            self.fail(f"is at {step.places}, the goods are at {self.place}")
        self.expect_component(step, "surcharge")
        self.expect(step, self.reckoning.duration(row.id), self.reckoning.price(row.id))

    def check_surcharges(self, paid: list[str], before: Step | None, after: Step | None) -> None:
        """Check that what was paid between two steps is what is due there."""
        if not self.surcharges.names:
            if paid:
                self.fail(f"{', '.join(paid)}: no surcharge is due here")
            return
        onward = (later.element for later in self.steps[self.number :] if later.kind in ("ride", "alight"))
        service = next(onward, "") if after is not None and after.kind == "handover" else ""
        due = self.surcharges.between(before, after, service)
        if paid != due:
            self.fail(f"pays the surcharges {paid}, due are {due}")

    # ---- storage ----------------------------------------------------------------------------------------

    def count_dwell(self, step: Step, resting: bool) -> None:
        """Count the milliminutes since the goods were set down; at their departure note what is owed for them."""
        if not resting:
            self.dwell, self.came_by = 0, self.side
            return
        self.dwell = None if self.dwell is None or step.milliminutes is None else self.dwell + step.milliminutes
        if self.state in ("aboard", "under way") and not {self.came_by, self.side} <= WATER:
            self.storage = self.reckoning.storage(self.place, self.dwell)

    def on_demurrage(self, step: Step) -> None:
        """Check the charge for a dwell beyond the free time: that it is owed, for how many days, and how much."""
        if self.storage is None:
            self.fail(f"no demurrage is owed at {self.place}")
        days, millicents = self.storage
        if step.element != self.place or step.side != self.side:
            self.fail(f"demurrage of {step.element} on {step.side}, the goods are at {self.place} on {self.side}")
        if step.charged_days != days:
            self.fail(f"charges {step.charged_days} days beyond the free time, expected {days}")
        self.expect_component(step, "port")
        self.expect(step, NOTHING, millicents)
        self.storage = None

    # ---- terminals --------------------------------------------------------------------------------------

    def on_operation(self, step: Step) -> None:
        """Check a terminal operation."""
        aboard = self.state == "aboard" and step.kind in ("lift", "bogie_change")
        lawful = {"origin": "door", "load": "gate", "unload": "set down", "delivery": "gate, arrived"}
        all_the_way = step.kind == "delivery" and self.state == "gate" and "gate" in self.carted
        if self.state != lawful.get(step.kind, "set down") and not aboard and not all_the_way:
            self.fail(f"{step.kind} while the goods are {self.state}")
        self.owe_nothing(step.kind)
        if self.free:
            self.on_free_lift(step)
            return
        if step.kind in DOOR_OPERATIONS and self.free_ends:
            self.fail(f"{step.kind} although the ends are free: from terminal to terminal, or without such operations")
        row = self.operation(step, self.place)
        if row.from_side != self.side:
            self.fail(f"{row.id} begins on side {row.from_side}, the goods are on {self.side}")
        if aboard:
            self.check_through_service(step)
        self.expect_component(step, component_of(row))
        self.expect(step, self.reckoning.duration(row.id), self.reckoning.price(row.id))
        self.expect_emission(step, self.reckoning.operation_emissions(row))
        if not aboard:
            self.state = {"origin": "gate", "load": "loaded", "unload": "gate, arrived", "delivery": "delivered"}.get(
                step.kind, "out"
            )
        before, after = self.steps[: self.number], self.steps[self.number :]
        if step.kind == "origin":
            self.due = [] if self.lorry_follows() else self.owed_from_gate(before, after)
        elif step.kind == "unload" or self.state == "out":
            self.due = self.procedures.owed_at(self.place, self.side, step.side, before, after)
        self.side = step.side

    def on_free_lift(self, step: Step) -> None:
        if (step.kind, step.element, self.state) != ("lift", self.place, "set down"):
            self.fail("a network without operations has free lifts from vehicle to vehicle only")
        self.expect_component(step, "port")
        self.expect(step, NOTHING, NOTHING)
        before, after = self.steps[: self.number], self.steps[self.number :]
        self.due = self.procedures.owed_at(self.place, self.side, step.side, before, after)
        self.state, self.side = "out", step.side

    def check_through_service(self, step: Step) -> None:
        """Check an operation aboard: only a line that goes on, on another gauge, has one."""
        onward = (later for later in self.steps[self.number + 1 :] if ACTIVITY.get(later.kind) != "clearance")
        after = next(onward, step)
        line = self.network.services_of_all_dates[self.service].kind == "line" and self.stop > self.boarded
        if not line or step.side == self.side or (after.kind, after.element) != ("ride", self.service):
            self.fail("only a line that goes on by another gauge is handled with the goods aboard")

    def owed_from_gate(self, before: tuple[Step, ...], after: tuple[Step, ...]) -> list[Due]:
        """Return what is owed before goods at the gate are loaded."""
        return self.procedures.owed_at(self.place, "gate", self.next_side(), before, after)

    def is_last_but_for_clearance(self) -> bool:
        """Tell whether nothing but procedures follows."""
        return all(ACTIVITY.get(later.kind) == "clearance" for later in self.steps[self.number + 1 :])

    def next_side(self) -> str:
        """Return the side that the goods are loaded to: that of the next loading operation."""
        return next((step.side for step in self.steps[self.number :] if step.kind == "load"), "")

    def on_pass(self, step: Step) -> None:
        """Check a step that only joins: the free ends of a route, and the ends of links with hours of their own."""
        self.owe_nothing("pass")
        self.expect(step, NOTHING, NOTHING)
        if step.element != self.place:
            self.fail(f"passes {step.element} at {self.place}")
        if self.free_ends and self.shipment.scope == "door" and self.passes_to_lorry(step):
            return
        if self.state == "door" and self.free_ends:
            component, self.state, self.side = "origin", "loaded", step.side
            if self.shipment.scope == "door":
                self.due = self.procedures.owed_at(self.place, "gate", step.side, (), self.steps)
        elif self.state in ("loaded", "out"):
            component, self.state, self.moved = "port", "under way", False
        elif self.state == "under way" and self.moved:
            component, self.state = "port", "set down"
        elif self.state == "set down" and self.free_ends and self.is_last_but_for_clearance():
            component, self.state = "delivery", "delivered"
            if self.shipment.scope == "door":
                self.due = self.procedures.owed_at(self.place, self.side, "gate", self.steps, ())
        else:
            self.fail(f"passes while the goods are {self.state}")
        self.expect_component(step, component)
        if step.side != self.side:
            self.fail(f"passes on side {step.side}, the goods are on {self.side}")

    # ---- drayage ----------------------------------------------------------------------------------------

    def is_lorry(self, name: str) -> bool:
        """Tell whether a service is drayage."""
        known = self.network.services_of_all_dates
        return name in known and known[name].grade == "drayage"

    def lorry_follows(self) -> bool:
        """Tell whether a lorry is boarded next, but for procedures."""
        onward = (later for later in self.steps[self.number + 1 :] if ACTIVITY.get(later.kind) != "clearance")
        after = next(onward, None)
        return after is not None and after.kind == "board" and self.is_lorry(after.element)

    def passes_to_lorry(self, step: Step) -> bool:
        """Check a free end at a gate that a lorry leaves or has come to; False where there is none."""
        before, after, state = self.steps[: self.number], self.steps[self.number :], self.state
        last = self.is_last_but_for_clearance()
        if state == "door" and self.lorry_follows():
            component, self.state, self.side = "origin", "gate", "gate"
        elif state == "set down" and self.lorry_follows():
            component, self.state = "delivery", "gate, arrived"
            self.due = self.procedures.owed_at(self.place, self.side, "gate", before, after)
            self.side = "gate"
        elif state in self.carted and last:
            component, self.state = "delivery", "delivered"
        elif state in self.carted and state == "gate":
            component, self.state, self.side = "origin", "loaded", step.side
            self.due = self.procedures.owed_at(self.place, "gate", step.side, before, after)
        else:
            return False
        self.expect_component(step, component)
        if step.side != self.side:
            self.fail(f"passes on side {step.side}, the goods are on {self.side}")
        return True

    def on_lorry_board(self, step: Step, service: Service) -> None:
        """Check that a lorry is boarded at a gate: once at either end, and not from terminal to terminal."""
        if self.state not in ("gate", "gate, arrived") or self.state in self.carted or self.side != "gate":
            self.fail(f"a lorry is boarded while the goods are {self.state}")
        if self.shipment.scope == "terminal":
            self.fail("there is no drayage from terminal to terminal")
        if step.side != "road" or not self.reaches(service, self.place, "road"):
            self.fail(f"{service.id} does not come to the gate of {self.place}")
        self.expect_component(step, "origin" if self.state == "gate" else "delivery")
        wait = self.network.figure(service.id, "wait")
        self.expect(step, self.reckoning.timed(wait), self.reckoning.boarding_price(service.id))
        self.carted.add(self.state)
        self.state, self.service, self.side, self.moved, self.lorry = "aboard", service.id, "road", False, True
        self.stop = self.boarded = -1

    def on_lorry_alight(self, step: Step) -> None:
        """Check that a lorry sets down at the gate behind one ride."""
        first = "gate, arrived" not in self.carted
        if step.side != "road":
            self.fail(f"set down on side {step.side}, expected road")
        self.side = "gate"
        self.expect_component(step, "origin" if first else "delivery")
        self.expect(step, NOTHING, NOTHING)
        self.state, self.service, self.lorry = "gate" if first else "gate, arrived", "", False
        before, after = self.steps[: self.number], self.steps[self.number :]
        if first and not self.free_ends and self.next_side():
            self.due = self.owed_from_gate(before, after)

    # ---- services ---------------------------------------------------------------------------------------

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
        self.boarded = self.stop
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
            if later.element == service.id and later.kind != "ride":
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

    # ---- procedures -------------------------------------------------------------------------------------

    def on_procedure(self, step: Step) -> None:
        """Check a procedure of customs or the papers: that it is the one due, at its place."""
        row = self.procedure(step)
        if not self.due and self.state == "aboard":
            self.owe_leaving()
        if not self.due:
            self.fail(f"{row.kind} is not due here")
        due = self.due.pop(0)
        wanted = self.procedures.row(due)
        if wanted is None or wanted.id != row.id:
            self.fail(f"expected {due.kind} of {due.area} at {due.place} ({wanted.id if wanted else 'no row'})")
        if step.places != (row.place or due.place,):
            self.fail(f"is at {step.places}, expected {row.place or due.place}")
        self.expect_component(step, due.component)
        self.expect(step, self.reckoning.duration(row.id), self.reckoning.price(row.id))

    def owe_leaving(self) -> None:
        """Note what must be done aboard before the next ride leaves a customs area."""
        for number in range(self.number, len(self.steps)):
            if self.steps[number].kind == "ride":
                if number != self.left_for:
                    self.due, self.left_for = self.procedures.leaving(self.steps[number]), number
                return

    def on_handover(self, step: Step) -> None:
        """Check the hand-over of a wagon from one railway to another."""
        self.owe_nothing("handover")
        row = self.procedure(step)
        if self.state != "aboard" or self.lorry or self.network.services_of_all_dates[self.service].kind != "area":
            self.fail("a hand-over needs goods aboard a railway that is an area")
        grade = self.network.services_of_all_dates[self.service].grade
        if row != self.procedures.handover(self.place, grade):
            self.fail(f"{row.id} is not the hand-over of {self.place}")
        onward = (later.element for later in self.steps[self.number + 1 :] if later.kind in ("ride", "alight"))
        after = self.find_service(next(onward, ""))
        if after.kind != "area" or after.id == self.service or not self.moved:
            self.fail("a hand-over must lead to another railway")
        if after.grade != grade:
            self.fail(f"a hand-over within grade {grade} leads to {after.id} of grade {after.grade}")
        if not self.reaches(after, self.place, self.side):
            self.fail(f"{after.id} does not meet {self.service} at {self.place} on {self.side}")
        self.expect_component(step, "border")
        self.expect(step, self.reckoning.duration(row.id), self.reckoning.price(row.id))
        self.service, self.moved = after.id, False
        self.price_due = self.network.figure(after.id, "price") is not None

    def on_takeover(self, step: Step) -> None:
        """Check that the railway that took a wagon over is paid its price, once and before it goes on."""
        if not self.price_due or step.element != self.service:
            self.fail(f"the price of {step.element} is not due, the goods are {self.state} {self.service}")
        if step.side != self.side:
            self.fail(f"taken over on side {step.side}, the goods are on {self.side}")
        self.expect_component(step, self.find_service(step.element).mode)
        self.expect(step, NOTHING, self.reckoning.price(step.element))
        self.price_due = False

    # ---- small parts ------------------------------------------------------------------------------------

    def owe_nothing(self, what: str) -> None:
        if self.due:
            self.fail(f"{what} before {self.due[0].kind} of {self.due[0].area} at {self.due[0].place}")

    def expect(self, step: Step, milliminutes: Amount, millicents: Amount) -> None:
        found = (
            ("milliminutes", step.milliminutes, step.time_figure, milliminutes),
            ("millicents", step.millicents, step.price_figure, millicents),
        )
        for name, amount, figure, expected in found:
            if amount != expected[0]:
                self.fail(f"{amount} {name}, the figures say {expected[0]}")
            if figure != expected[1]:
                self.fail(f"{name} by {figure}, expected {expected[1]}")

    def expect_emission(self, step: Step, expected: Emission) -> None:
        milligrams, part, factors = expected
        if (step.milligrams, step.co2e_figures) != (milligrams, factors):
            self.fail(f"{step.milligrams} milligrams by {step.co2e_figures}, the figures say {milligrams} by {factors}")
        if step.milligrams_ttw != part:
            self.fail(f"{step.milligrams_ttw} milligrams from tank to wheel, the figures say {part}")

    def expect_distance(self, step: Step, millimetres: int | None) -> None:
        if step.millimetres != millimetres:
            self.fail(f"{step.millimetres} millimetres, the links say {millimetres}")

    def expect_component(self, step: Step, component: str) -> None:
        if step.component != component:
            self.fail(f"is counted as {step.component}, expected {component}")

    def fail(self, reason: str) -> NoReturn:
        where = "route" if self.step is None else f"step {self.number + 1} ({self.step.kind} {self.step.element})"
        raise VerificationError(f"{where}: {reason}")
