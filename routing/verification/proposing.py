"""The walk turned round: where it says whether a step is lawful, this says which steps are, where the goods are.

It reads the network's records and figures by the same parts as `walk.py` and shares nothing with the compiler: a
refusal of the engines is held against what these steps lead to. Each route that they make is walked as well, so what
is proposed here wrongly refutes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from networks.model.elements import Link, Service
from networks.model.vocabulary import VOCABULARY
from networks.network import Network
from routing.errors import VerificationError
from routing.question.question import Question
from routing.steps.step import Step
from routing.verification.customs import WATER
from routing.verification.proposed_steps import FREE, HOME, At, Move, ProposedSteps
from routing.verification.reckoning import NOTHING, UNKNOWN, Amount, scaled
from routing.verification.records import side_of

Allows = Callable[[Network, Question, int, Step], None]


class Proposals(ProposedSteps):
    """The lawful moves of a question; `columns` are what each step must have a figure of."""

    def __init__(self, network: Network, question: Question, columns: Sequence[str], allows: Allows) -> None:
        super().__init__(network, question.shipment, question.spared_closures)
        self.question, self.columns, self.allows = question, columns, allows
        self.known: dict[At, tuple[Move, ...]] = {}

    @property
    def start(self) -> At:
        return At("door", self.shipment.origin, "door")

    def moves(self, at: At) -> tuple[Move, ...]:
        """Return what may happen next and where it leads, without what is banned or lacks a figure."""
        if at not in self.known:
            ways = {
                "door": self.from_door,
                "loaded": self.departures,
                "out": self.departures,
                "aboard": self.aboard,
                "under way": self.under_way,
                "set down": self.set_down,
            }[at.state]
            moves = ((self.surcharged(steps, at, there), there) for steps, there in ways(at))
            self.known[at] = tuple((steps, there) for steps, there in moves if all(map(self.is_usable, steps)))
        return self.known[at]

    def is_usable(self, step: Step) -> bool:
        if any(getattr(step, column) is None for column in self.columns):
            return False
        try:
            self.allows(self.network, self.question, 1, step)
        except VerificationError:
            return False
        return True

    # ---- the two ends -----------------------------------------------------------------------------------

    def from_door(self, at: At) -> Iterator[Move]:
        place = at.place
        yield from self.from_door_by_lorry(at)
        for side in sorted(self.sides(place)):
            loaded = At("loaded", place, side)
            if self.free_ends:
                begin = self.step("pass", "origin", place, place, side=side)
                for owed, voyage, _ in self.at_door(at, "gate", side):
                    yield (begin, *owed), loaded._replace(voyage=voyage)
                continue
            gates = self.operations(place, "door", "gate", "origin")
            for first, last in product(gates, self.operations(place, "gate", side, "load")):
                for owed, voyage, _ in self.between(at, "gate", side):
                    yield (first, *owed, last), loaded._replace(voyage=voyage)

    # ---- drayage ----------------------------------------------------------------------------------------

    def carted(self, here: str, component: str) -> Iterator[tuple[tuple[Step, ...], str]]:
        """Yield the runs of lorries from the gate of a place, and where they lead."""
        for link in self.links_at.get(here, ()):
            for service in self.lorries_of.get(link.id, ()):
                whole, part, factors = self.reckoning.ride_emissions(service, service.id, (link,))
                time = self.reckoning.ride_time(service, service.id, (link,))
                price = self.reckoning.ride_price(service, service.id, (link,))
                emitted = {"milligrams": whole, "milligrams_ttw": part, "co2e_figures": factors}
                wait = self.reckoning.timed(self.network.figure(service.id, "wait"))
                loading = self.paid(wait, self.reckoning.boarding_price(service.id))
                for there in _ways(link, here):
                    run = (
                        self.step("board", component, service.id, here, side="road", **loading),
                        self.ride(service.id, "road", (link,), (here, there), **self.paid(time, price), **emitted),
                        self.step("alight", component, service.id, there, side="road"),
                    )
                    yield run, there

    def from_door_by_lorry(self, at: At) -> Iterator[Move]:
        """Yield how a lorry brings goods to a terminal, where they are loaded, or all the way."""
        if self.free_ends:
            collected = [self.step("pass", "origin", at.place, at.place, side="gate")]
        else:
            collected = self.operations(at.place, "door", "gate", "origin")
        for first, (run, there) in product(collected, self.carted(at.place, "origin")):
            if there == self.shipment.destination:
                for last in self.handed_in(there):
                    yield (first, *run, last), At("delivered", there, "door")
            gate = at._replace(place=there)
            for side in sorted(self.sides(there)):
                loads = self.operations(there, "gate", side, "load")
                if self.free_ends:
                    loads = [self.step("pass", "origin", there, there, side=side)]
                for load, (owed, voyage, _) in product(loads, self.between(gate, "gate", side)):
                    last_mile = (load, *owed) if self.free_ends else (*owed, load)
                    yield (first, *run, *last_mile), At("loaded", there, side, voyage=voyage)

    def delivered_by_lorry(self, at: At) -> Iterator[Move]:
        """Yield how goods are unloaded at a terminal, and a lorry brings them to the destination."""
        place = at.place
        unloads = self.operations(place, at.side, "gate", "unload")
        if self.free_ends:
            unloads = [self.step("pass", "delivery", place, place, side="gate")]
        for run, there in self.carted(place, "delivery"):
            for unload, last in product(unloads, self.handed_in(there) if there == self.shipment.destination else ()):
                for owed, _, _ in self.between(at, at.side, "gate"):
                    yield (unload, *owed, *run, last), At("delivered", there, "door")

    def handed_in(self, place: str) -> list[Step]:
        """Return how goods at the gate of the destination are delivered."""
        if self.free_ends:
            return [self.step("pass", "delivery", place, place, side="gate")]
        return self.operations(place, "gate", "door", "delivery")

    def delivered(self, at: At) -> Iterator[Move]:
        place, end = at.place, At("delivered", at.place, "door")
        if self.free_ends:
            for owed, _, _ in self.at_door(at, at.side, "gate"):
                yield (self.step("pass", "delivery", place, place, side=at.side), *owed), end
            return
        finish = self.operations(place, "gate", "door", "delivery")
        for first, last in product(self.operations(place, at.side, "gate", "unload"), finish):
            for owed, _, _ in self.between(at, at.side, "gate"):
                yield (first, *owed, last), end

    # ---- terminals --------------------------------------------------------------------------------------

    def set_down(self, at: At) -> Iterator[Move]:
        if at.place == self.shipment.destination:
            yield from self.delivered(at)
        yield from self.delivered_by_lorry(at)
        for side in sorted(self.sides(at.place)):
            if self.free:
                lifts = [self.step("lift", "port", at.place, at.place, side=side, lifts=1)]
            else:
                lifts = self.operations(at.place, at.side, side, "lift", "bogie_change")
            for lift, (grade, boarded) in product(lifts, self.trains(at, side)):
                for owed, voyage, abroad in self.between(at, at.side, side, grade):
                    steps = (lift, *owed)
                    out = at._replace(state="out", side=side, voyage=voyage, abroad=abroad, grade=boarded)
                    yield steps, out._replace(dwell=_added(at.dwell, steps))

    def trains(self, at: At, side: str) -> list[tuple[str | None, str | None]]:
        """Return the grades by which procedures may go between two sides, each with the one to be boarded after it."""
        if side[:4] == "rail" != at.side[:4] and self.graded:
            return [(grade, grade) for grade in ("", *VOCABULARY["grade"])]
        return [(at.grade if at.side[:4] == "rail" else None, None)]

    def takes(self, at: At, service: str) -> bool:
        """Tell whether a service is of the grade that goods wait for, if they wait for one."""
        return at.grade is None or at.grade == self.procedures.grade(service)

    def departures(self, at: At) -> Iterator[Move]:
        """Yield boardings and the way on to links with hours of their own, with demurrage where that is owed."""
        aboard = At("aboard", at.place, at.side, voyage=at.voyage, abroad=at.abroad)
        for service, index in self.calls_at.get(at.place, ()):
            last = index + 1 == len(service.stops)
            boards = not last and service.stops[index].board and self.leg_side(service, index + 1) == at.side
            if boards and self.takes(at, service.id):
                element = f"{service.id}#{service.stops[index].seq}"
                there = aboard._replace(service=service.id, stop=index, boarded=index)
                yield self.departed(at, self.board(at, service, element), there)
        areas = {
            name
            for link in self.links_at.get(at.place, ())
            if side_of(link) == at.side
            for name in self.areas_of.get(link.id, ())
        }
        for name in sorted(name for name in areas if self.takes(at, name)):
            board = self.board(at, self.services[name], None)
            yield self.departed(at, board, aboard._replace(service=name))
        own = any(self.own(link) and side_of(link) == at.side for link in self.links_at.get(at.place, ()))
        if own and self.takes(at, ""):
            enter = self.step("pass", "port", at.place, at.place, side=at.side)
            yield self.departed(at, enter, aboard._replace(state="under way"))

    def board(self, at: At, service: Service, element: str | None) -> Step:
        at_origin = at.state == "loaded"
        wait: Amount = (0, None)
        if not (at_origin and self.shipment.scope == "terminal"):
            wait = self.reckoning.waited(service.id, element, at.place, at_origin=at_origin)
        amounts = self.paid(wait, self.reckoning.boarding_price(service.id))
        return self.step("board", "origin" if at_origin else "waiting", service.id, at.place, side=at.side, **amounts)

    def departed(self, at: At, step: Step, there: At) -> Move:
        """Return a departure, after which the demurrage of the dwell is charged."""
        charged = None
        if at.state == "out" and not {at.came_by, at.side} <= set(WATER):
            charged = self.reckoning.storage(at.place, _added(at.dwell, (step,)))
        if charged is None:
            return (step,), there
        days, cents = charged
        more = self.paid(NOTHING, cents)
        demurrage = self.step("demurrage", "port", at.place, at.place, side=at.side, charged_days=days, **more)
        return (step, demurrage), there

    # ---- rides ------------------------------------------------------------------------------------------

    def aboard(self, at: At) -> Iterator[Move]:
        service = self.services[at.service]
        if service.kind == "line":
            yield from self.aboard_line(at, service)
            return
        for link in self.links_at.get(at.place, ()):
            if side_of(link) == at.side and service.id in self.areas_of.get(link.id, ()):
                for there in _ways(link, at.place):
                    yield from self.ridden(at, service, service.id, (link,), (at.place, there), ())
        if at.moved:
            yield self.alighted(at, service, NOTHING)
            yield from self.handed_over(at)

    def aboard_line(self, at: At, service: Service) -> Iterator[Move]:
        stop = service.stops[at.stop]
        if at.moved and stop.alight:
            fare = NOTHING
            if self.reckoning.has_fares(service.id):
                fare = self.reckoning.price(f"{service.id}>{service.stops[at.boarded].place}>{at.place}")
            if fare != UNKNOWN:
                yield self.alighted(at, service, fare)
        if at.stop + 1 == len(service.stops):
            return
        onward = service.stops[at.stop + 1]
        links = tuple(self.links[name] for name in onward.path if name in self.links)
        side, through = self.leg_side(service, at.stop + 1), at.stop > at.boarded
        if len(links) != len(onward.path) or (side != at.side and not through):
            return
        changes = (
            [()]
            if side == at.side or self.free
            else [(s,) for s in self.operations(at.place, at.side, side, "lift", "bogie_change")]
        )
        places = _along(links, at.place) if links else (at.place, onward.place)
        dwell = self.network.figure(f"{service.id}#{stop.seq}", "dwell") if through else None
        if dwell is not None:
            amounts = self.paid(self.reckoning.timed(dwell), NOTHING)
            changes = [(*change, self.step("dwell", "waiting", service.id, at.place, **amounts)) for change in changes]
        for change in changes:
            leg = f"{service.id}#{onward.seq}"
            yield from self.ridden(at._replace(stop=at.stop + 1, side=side), service, leg, links, places, change)

    def ridden(
        self,
        at: At,
        service: Service,
        leg: str,
        links: tuple[Link, ...],
        places: tuple[str, ...],
        first: tuple[Step, ...],
    ) -> Iterator[Move]:
        """Yield a ride by a service with the customs before and after it."""
        whole, part, factors = self.reckoning.ride_emissions(service, leg, links)
        time, price = self.reckoning.ride_time(service, leg, links), self.reckoning.ride_price(service, leg, links)
        emitted = {"milligrams": whole, "milligrams_ttw": part, "co2e_figures": factors}
        ride = self.ride(service.id, service.mode, links, places, **self.paid(time, price), **emitted)
        before = self.procedure_steps(self.procedures.leaving(ride))
        after = self.procedure_steps(self.procedures.entering(ride))
        if before is not None and after is not None:
            yield from self.on_voyage((*first, *before, ride, *after), ride, at)

    def on_voyage(self, steps: tuple[Step, ...], ride: Step, at: At) -> Iterator[Move]:
        """Yield where a ride leads, if the voyage that it is part of may go there."""
        there = at._replace(place=ride.places[-1], moved=True)
        if ride.mode not in WATER:
            yield steps, there._replace(voyage=FREE, abroad=False)
            return
        abroad = len({self.procedures.area(place) for place in ride.places}) > 1
        if not (abroad and at.voyage == HOME):
            yield steps, there._replace(abroad=at.abroad or abroad)

    def alighted(self, at: At, service: Service, fare: Amount) -> Move:
        component = "port" if at.side in WATER else "rail"
        step = self.step("alight", component, service.id, at.place, side=at.side, **self.paid(NOTHING, fare))
        return (step,), self.resting(at, service.id)

    def resting(self, at: At, service: str) -> At:
        grade = self.procedures.grade(service) if self.graded else None
        return At("set down", at.place, at.side, came_by=at.side, voyage=at.voyage, abroad=at.abroad, grade=grade)

    def handed_over(self, at: At) -> Iterator[Move]:
        grade = self.procedures.grade(at.service)
        row = self.procedures.handover(at.place, grade)
        if row is None:
            return
        amounts = self.paid(self.reckoning.duration(row.id), self.reckoning.price(row.id))
        step = self.step("handover", "border", row.id, at.place, **amounts)
        here = [link for link in self.links_at.get(at.place, ()) if side_of(link) == at.side]
        met = {name for link in here for name in self.areas_of.get(link.id, ())} - {at.service}
        for name in sorted(name for name in met if self.procedures.grade(name) == grade):
            yield (step, *self.taken_over(at, name)), at._replace(service=name, moved=False)

    def taken_over(self, at: At, name: str) -> tuple[Step, ...]:
        """Return how the railway that takes a wagon over is paid, if it has a price."""
        if self.network.figure(name, "price") is None:
            return ()
        amounts = self.paid(NOTHING, self.reckoning.price(name))
        return (self.step("takeover", self.services[name].mode, name, at.place, side=at.side, **amounts),)

    def under_way(self, at: At) -> Iterator[Move]:
        for link in self.links_at.get(at.place, ()):
            if self.own(link) and side_of(link) == at.side:
                for there in _ways(link, at.place):
                    amounts = self.paid((scaled(link.hours, 60), None), (scaled(link.usd, 100), None))
                    grams = {"milligrams": scaled(link.kg_co2e, 1000), "milligrams_ttw": None}
                    ride = self.ride(link.id, link.mode, (link,), (at.place, there), **amounts, **grams)
                    yield from self.on_voyage((ride,), ride, at)
        if at.moved:
            yield (self.step("pass", "port", at.place, at.place, side=at.side),), self.resting(at, "")


def _ways(link: Link, here: str) -> list[str]:
    """Return where a link leads to from a place."""
    found = [link.head] if link.tail == here else []
    return found + ([link.tail] if link.head == here and not link.directed and link.tail != link.head else [])


def _along(links: Sequence[Link], here: str) -> tuple[str, ...]:
    """Return the places of a way over links from a place on."""
    places = [here]
    for link in links:
        places.append(link.head if link.tail == places[-1] else link.tail)
    return tuple(places)


def _added(dwell: int | None, steps: Sequence[Step]) -> int | None:
    times = [dwell, *(step.milliminutes for step in steps)]
    return None if None in times else sum(time for time in times if time is not None)
