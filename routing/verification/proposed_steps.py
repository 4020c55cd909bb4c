"""`ProposedSteps`: steps made of the network's records and figures, by the same parts as those of `walk.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from networks.model.elements import Link, Operation, Service
from networks.network import Network
from routing.question.shipment import Shipment
from routing.steps.step import Step
from routing.verification.customs import WATER, Due, Procedures
from routing.verification.delays import Delay, Delays
from routing.verification.reckoning import NOTHING, Amount, Reckoning, length, scaled
from routing.verification.records import Records, component_of, side_of
from routing.verification.surcharges import Surcharges

FREE, HOME, PAID = "free", "home", "paid"  # what a voyage may do that leaves a customs area: all, nothing, it must
NO_STEP = Step(kind="pass", component="port", element="", places=("",))  # owes nothing


class At(NamedTuple):
    """Where the goods are: as `Walk` says it, and what their voyage may do and has done.

    `grade`: of goods that were set down that of what they came by; of goods that are out that which they wait for; None
    where procedures do not ask for it.
    """

    state: str
    place: str
    side: str
    service: str = ""
    stop: int = -1
    boarded: int = -1
    moved: bool = False
    dwell: int | None = 0
    came_by: str = ""
    voyage: str = FREE
    abroad: bool = False
    grade: str | None = None


Move = tuple[tuple[Step, ...], At]


class ProposedSteps(Records):
    """The steps that a shipment may take at a place, as the network has them."""

    def __init__(self, network: Network, shipment: Shipment, spared: frozenset[str] = frozenset()) -> None:
        super().__init__(network, shipment)
        self.delays = Delays(network, shipment, spared)
        self.free = not len(network.operations)
        at_ends = any(row.kind in ("origin", "load", "unload", "delivery") for row in network.operations.values())
        self.free_ends = not at_ends or shipment.scope == "terminal"
        self.reckoning, self.procedures = Reckoning(network, shipment), Procedures(network, shipment)
        self.surcharges = Surcharges(network)
        self.links = dict(network.links)
        services = network.services if shipment.ready is None else network.services_of_all_dates
        self.services = {
            name: service for name, service in services.items() if not service.loads or shipment.load in service.loads
        }
        self.links_at: dict[str, list[Link]] = {}
        for link in self.links.values():
            for place in {link.tail, link.head}:
                self.links_at.setdefault(place, []).append(link)
        self.areas_of: dict[str, list[str]] = {}
        self.lorries_of: dict[str, list[Service]] = {}
        self.calls_at: dict[str, list[tuple[Service, int]]] = {}
        for service in self.services.values():
            lorry = service.grade == "drayage"
            for name in service.links if lorry and shipment.scope == "door" else ():
                self.lorries_of.setdefault(name, []).append(service)
            for name in service.links if service.kind == "area" and not lorry else ():
                self.areas_of.setdefault(name, []).append(service.id)
            for index, stop in enumerate(service.stops if service.kind == "line" else ()):
                self.calls_at.setdefault(stop.place, []).append((service, index))
        self.graded = any(row.grade for row in network.procedures.values())

    def sides(self, place: str) -> set[str]:
        found = {side_of(link) for link in self.links_at.get(place, ())}
        return found | {service.mode for service, _ in self.calls_at.get(place, ())}

    def own(self, link: Link) -> bool:
        """Tell whether a link is ridden over without a service."""
        return link.hours is not None or (link.length_km is not None and not self.network.is_served)

    def step(self, kind: str, component: str, element: str, place: str, **more: Any) -> Step:
        """Return a step at one place."""
        country = self.network.places[place].country
        return Step(
            kind=kind,
            component=component,
            element=element,
            places=(place,),
            territories=frozenset({country} - {""}),
            **more,
        )

    def paid(self, time: Amount, price: Amount) -> dict[str, Any]:
        return {
            "milliminutes": time[0],
            "time_figure": time[1],
            "millicents": price[0],
            "price_figure": price[1],
        }

    def operations(self, place: str, one: str, other: str, *kinds: str) -> list[Step]:
        """Return the operations of some kinds between two sides of a place: its own rows, else those for any place."""
        rows = [row for row in self.network.operations.values() if (row.from_side, row.to_side) == (one, other)]
        own = [row for row in rows if row.place == place] or [row for row in rows if not row.place]
        return [self.operation_step(row, place) for row in own if row.kind in kinds]

    def operation_step(self, row: Operation, place: str) -> Step:
        whole, part, factors = self.reckoning.operation_emissions(row)
        amounts = self.paid(self.reckoning.duration(row.id), self.reckoning.price(row.id))
        emitted = {"milligrams": whole, "milligrams_ttw": part, "co2e_figures": factors}
        lifts = int(row.kind == "lift")
        return self.step(
            row.kind, component_of(row), row.id, place, side=row.to_side, lifts=lifts, **amounts, **emitted
        )

    def procedure_steps(self, owed: Sequence[Due]) -> tuple[Step, ...] | None:
        """Return the steps of what is owed; None where the network has no row of one of them."""
        found = []
        for due in owed:
            row = self.procedures.row(due)
            if row is None:
                return None
            amounts = self.paid(self.reckoning.duration(row.id), self.reckoning.price(row.id))
            found.append(self.step(row.kind, due.component, row.id, row.place or due.place, **amounts))
        return tuple(found)

    def ride(self, element: str, mode: str, links: tuple[Link, ...], places: tuple[str, ...], **more: Any) -> Step:
        stopped = {self.network.places[place].country for place in places}
        crossed = frozenset(code for link in links for code in link.territories)
        candidates = {code for link in links for code in link.in_transit} - stopped
        passed = {
            code for code in candidates if all(code in link.in_transit for link in links if code in link.territories)
        }
        return Step(
            kind="ride",
            component=mode,
            element=element,
            places=places,
            links=tuple(link.id for link in links),
            mode=mode,
            millimetres=scaled(length(links), 1000),
            territories=crossed | (stopped - {""}),
            in_transit=frozenset(passed),
            **more,
        )

    def surcharged(self, steps: tuple[Step, ...], at: At, there: At) -> tuple[Step, ...]:
        """Return steps with the surcharges and delays that are due before and behind them."""
        if not (self.surcharges.names or self.delays.rows):
            return steps
        found: list[Step] = []
        for step in steps:
            began = bool(found) or at.state != "door"
            owed = self.surcharges.between(NO_STEP if began else None, step, there.service)
            found += [self.surcharge(name, step.places[0]) for name in owed]
            found += map(self.delay, self.delays.ahead(step, there.service, begins=not began))
            found.append(step)
            found += [self.surcharge(name, step.places[-1]) for name in self.surcharges.behind(step)]
            found += map(self.delay, self.delays.behind(step))
        return tuple(found)

    def surcharge(self, name: str, place: str) -> Step:
        """Return the step of a surcharge at a place."""
        amounts = self.paid(self.reckoning.duration(name), self.reckoning.price(name))
        return self.step("surcharge", "surcharge", name, place, **amounts)

    def delay(self, due: Delay) -> Step:
        """Return the step of a delay."""
        return self.step("delay", "waiting", due.element, due.place, **self.paid(due.amount, NOTHING))

    def between(
        self, at: At, side: str, other: str, grade: str | None = None
    ) -> Iterator[tuple[tuple[Step, ...], str, bool]]:
        """Yield what is owed between two sides of a place, and what the voyage may do and has done from then on.

        `grade`: that of the train that is left or will be boarded.
        """
        place, procedures, train = at.place, self.procedures, grade or ""
        area = procedures.area(place)
        papers = Due("papers", area, place, place, "papers", train)
        to_rail = other[:4] == "rail" and side[:4] != "rail" and side != "gate"
        more = [papers] if to_rail and procedures.row(papers) is not None else []
        variants: list[tuple[list[Due], str, bool]] = [([], at.voyage, at.abroad)]
        if side in WATER and other not in WATER:
            entry = procedures.entry(area, place, place, "customs", train)
            due = [entry] if area and at.abroad and procedures.is_known(entry) else []
            variants = [] if at.voyage == PAID and not at.abroad else [(due, FREE, False)]
        elif other in WATER and side not in WATER:
            leave = procedures.exit(area, place, place, "customs", train)
            owed = bool(area) and procedures.is_known(leave)
            variants = [([leave], PAID, False), ([], HOME, False)] if owed else [([], FREE, False)]
        for due, voyage, abroad in variants:
            steps = self.procedure_steps([*due, *more])
            if steps is not None:
                yield steps, voyage, abroad

    def at_door(self, at: At, side: str, other: str) -> Iterator[tuple[tuple[Step, ...], str, bool]]:
        """Yield what is owed at a door that nothing is done at: from terminal to terminal nothing."""
        if self.shipment.scope == "door":
            yield from self.between(at, side, other)
        elif at.voyage != PAID or at.abroad:
            yield (), FREE, False
