"""The expanded graph: every way to move, wait, handle and clear one load on a network, as arcs.

This is the "virtual network" of intermodal freight (Jourquin and Beuthe 1996): a vertex per place and side
(``sea``, ``rail:1520`` ...), per stop of a line and per place of an area; an arc per thing that can happen.
It depends on the network, the load and the scope, not on the question, and is built once for all of them;
`problem.py` takes from it what a question may use.

Vertices (their keys name them):

=====================  ========================================================================
``door>PLACE``         goods at the shipper's gate; ``PLACE>door`` at the consignee's
``start|PLACE|SIDE``   loaded at the origin, on that side, before the first departure
``in|PLACE|SIDE``      set down there by a vehicle; ``out|PLACE|SIDE`` ready to be taken on
``out|...|MINUTES``    the same at a place with demurrage: so many minutes after being set down ("?" where unknown)
``kept|...|MINUTES``   a departure is due there after so many minutes, which are beyond the free time
``SERVICE@...``        aboard
``way|PLACE|SIDE``     under way on links that have hours of their own
=====================  ========================================================================

A vertex aboard or under way that ends in ``+`` has only departures behind it: what boards or is handed over must ride
before it is set down, else a wagon that never moves would be a way round a dear operation.

Transfers at places that charge demurrage are the affair of `demurrage.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from networks.model.elements import Link, Service
from networks.model.gc_pause import collector_at_rest
from networks.model.network import Network
from routing.amounts import charges
from routing.amounts.load import Load
from routing.amounts.rounding import nearest
from routing.compiling.storage import StoredTransfers
from routing.compiling.terminals import OUTSIDE, Condition, Stage, Terminals
from routing.steps.step import Step


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc of the expanded graph: keys of its ends, what happens on it, and when it may be used."""

    tail: str
    head: str
    step: Step
    when: Condition | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Return the stable key that numbers the arcs, whatever the order of the files."""
        when = (self.when.test, self.when.name) if self.when else ("", "")
        return (self.tail, self.head, self.step.kind, self.step.element, *self.step.links, *when)


@dataclass(frozen=True, eq=False)
class Expansion:
    """The expanded graph of a network for a load and a scope.

    Attributes
    ----------
    arcs
        All arcs, sorted by their key: the number of an arc is its index.
    gaps
        What could not be expanded, in words: services that do not take the load, procedures without a row.
    assumptions
        What holds for lack of data, in words.
    """

    network: Network
    load: Load
    scope: str
    arcs: tuple[Arc, ...]
    gaps: tuple[str, ...]
    assumptions: tuple[str, ...]


def expand(network: Network, load: Load, scope: str) -> Expansion:
    """Return the expanded graph, built once per network, load and scope.

    It is kept with the network, as `functools.cached_property` would, so that both go together; a table of weak
    references would keep them for ever, because an expansion refers to its network.
    """
    known: dict[tuple[Load, str], Expansion] = vars(network).setdefault("_expansions", {})
    if (load, scope) not in known:
        with collector_at_rest():
            known[load, scope] = _Builder(network, load, scope).build()
    return known[load, scope]


def side_of(link: Link) -> str:
    """Return the side of a place that a link ends at: its mode, and for rail its gauge."""
    return f"rail:{link.gauge_mm}" if link.mode == "rail" and link.gauge_mm else link.mode


class _Builder:
    """Collects the arcs; each method adds those of one kind of element."""

    def __init__(self, network: Network, load: Load, scope: str) -> None:
        self.network, self.load, self.scope = network, load, scope
        self.places = {place.id: place for place in network.places.values()}
        self.links = {link.id: link for link in network.links.values()}
        self.terminals = Terminals(network, load)
        self.free = not len(network.operations)
        bare = self.free and not len(network.services)  # then nothing is handled or waited for, so nothing is evaded
        self.plus = ("",) if bare else ("", "+")
        self.arcs: list[Arc] = []
        self.gaps = self.terminals.gaps
        self.services = {service.id: service for service in network.services.values()}
        self.lines = {name for name, service in self.services.items() if service.kind == "line"}
        self.fares = fares_of(network)
        self.rides: dict[tuple[str, tuple[str, ...]], Callable[..., Step]] = {}
        self.tractions: dict[str, charges.Traction] = {}
        self.alighting: dict[tuple[str, str], set[str]] = {}  # (place, side) -> services that set down there
        self.boarding: dict[tuple[str, str], set[str]] = {}
        self.stored = StoredTransfers(network, load, self.places, self.add, self.terminals.territory)

    def build(self) -> Expansion:
        """Return the finished expansion."""
        refused: list[str] = []
        for service in self.services.values():
            if service.loads and self.load.kind not in service.loads:
                refused.append(service.id)
            elif service.kind == "line":
                self.add_line(service)
            else:
                self.add_area(service)
        if refused:
            examples = ", ".join(sorted(refused)[:3]) + (" ..." if len(refused) > 3 else "")
            self.gaps.add(f"{len(refused)} services that do not take a load of kind {self.load.kind} ({examples})")
        self.add_handovers()
        self.add_own_links()
        self.add_transfers()
        self.stored.add_departures()
        self.add_ends()
        assumptions = ("no terminal operations are modelled: transfers take no time and cost nothing",)
        arcs = tuple(sorted(self.arcs, key=lambda arc: arc.key))
        return Expansion(
            self.network, self.load, self.scope, arcs, tuple(sorted(self.gaps)), assumptions if self.free else ()
        )

    def add(self, tail: str, head: str, step: Step, when: Condition | None = None) -> None:
        self.arcs.append(Arc(tail, head, step, when))

    # ---- services -------------------------------------------------------------------------------------

    def add_line(self, service: Service) -> None:
        """Add a line: a chain of rides, one per boarding stop where fares are by origin and destination."""
        fares = self.fares.get(service.id, set())
        for index, stop in enumerate(service.stops[:-1]):
            if not stop.board:
                continue
            if fares:
                goals = {there for here, there in fares if here == stop.place}
                if goals:
                    self.add_run(service, index, f"{service.id}@{stop.seq}>", goals)
            else:
                self.add_boarding(service, index, f"{service.id}@{stop.seq}")
        if not fares:
            self.add_chain(service, 0, f"{service.id}@", None)

    def add_run(self, service: Service, first: int, prefix: str, goals: set[str]) -> None:
        self.add_boarding(service, first, f"{prefix}{service.stops[first].seq}")
        self.add_chain(service, first, prefix, goals)

    def add_chain(self, service: Service, first: int, prefix: str, goals: set[str] | None) -> None:
        """Add the rides from a stop on, and the alighting arcs: anywhere, or only where a fare leads."""
        for index in range(first + 1, len(service.stops)):
            before, stop = service.stops[index - 1], service.stops[index]
            links = self.path_links(stop.path)
            places = places_along(before.place, links) if links else (before.place, stop.place)
            departed = self.departures(service, index - 1, f"{prefix}{before.seq}")
            self.add_rides(service, f"{service.id}#{stop.seq}", links, places,
                           departed, f"{prefix}{stop.seq}", bool(goals))  # fmt: skip
            if stop.alight and (goals is None or stop.place in goals):
                fare = f"{service.id}>{service.stops[first].place}>{stop.place}" if goals else ""
                self.add_alighting(service, stop.place, self.side(service, links), f"{prefix}{stop.seq}", fare)

    def departures(self, service: Service, index: int, vertex: str) -> list[str]:
        """Return the vertices that a line departs from at a stop; add its gauge operation where it has one there."""
        boarded = self.boarded(service, index, vertex)
        if not self.changes_gauge(service, index):
            return [vertex] if boarded == vertex else [vertex, boarded]
        place = service.stops[index].place
        before, after = self.sides(service, index)
        operations = self.terminals.operation_rows(place, before, after)
        if not operations:
            self.gaps.add(f"no row of operations.csv says how {service.id} goes on from {before} to {after} at {place}")
        for operation in operations:
            self.add(vertex, boarded, self.terminals.operation_step(operation, place, before, after))
        return [boarded]

    def boarded(self, service: Service, index: int, vertex: str) -> str:
        """Return the vertex of goods that board a line at a stop.

        It is not the one of goods that arrive where those change gauge, or may be set down: what boards, rides.
        """
        stop = service.stops[index]
        apart = self.changes_gauge(service, index) or (index > 0 and stop.board and stop.alight)
        return f"{vertex}+" if apart else vertex

    def changes_gauge(self, service: Service, index: int) -> bool:
        """Tell whether a line goes on from a stop by another gauge, and that is an operation here."""
        return index > 0 and not self.free and len(set(self.sides(service, index))) > 1

    def sides(self, service: Service, index: int) -> tuple[str, str]:
        """Return the sides on which a line arrives at a stop and departs from it."""
        before, after = (self.path_links(service.stops[at].path) for at in (index, index + 1))
        return self.side(service, before), self.side(service, after)

    def add_boarding(self, service: Service, index: int, vertex: str) -> None:
        stop = service.stops[index]
        side = self.side(service, self.path_links(service.stops[index + 1].path))
        self.board(service, stop.place, side, self.boarded(service, index, vertex), f"{service.id}#{stop.seq}")

    def board(self, service: Service, place: str, side: str, vertex: str, stop: str) -> None:
        """Add the arcs on which a departure is waited for: at a transfer, and at the origin."""
        self.boarding.setdefault((place, side), set()).add(service.id)
        fixed = self.network.figure(service.id, "price")
        cents, price_key = charges.price(self.network, self.load, service.id) if fixed else (0, None)
        step = partial(Step, kind="board", element=service.id, places=(place,), side=side, cents=cents,
                       price_figure=price_key, territories=self.terminals.territory(place))  # fmt: skip
        minutes, key = charges.wait_at_transfer(self.network, service.id, stop, place)
        self.depart(place, side, vertex, step(component="waiting", minutes=minutes, time_figure=key))
        if self.scope == "terminal":
            minutes, key = 0, None
        else:
            minutes, key = charges.wait_at_origin(self.network, service.id, stop, place)
        self.add(f"start|{place}|{side}", vertex, step(component="origin", minutes=minutes, time_figure=key))

    def depart(self, place: str, side: str, vertex: str, step: Step) -> None:
        """Add the arc on which goods that change here depart; where storage is charged, it is noted for later."""
        if not self.stored.departs(place, side, vertex, step):
            self.add(f"out|{place}|{side}", vertex, step)

    def add_alighting(self, service: Service, place: str, side: str, vertex: str, fare: str) -> None:
        self.alighting.setdefault((place, side), set()).add(service.id)
        cents, key = charges.price(self.network, self.load, fare) if fare else (0, None)
        step = Step(kind="alight", component="port" if side in OUTSIDE else "rail", element=service.id,
                    places=(place,), side=side, cents=cents, price_figure=key,
                    territories=self.terminals.territory(place))  # fmt: skip
        self.add(vertex, f"in|{place}|{side}", step)

    def add_area(self, service: Service) -> None:
        """Add an area: board once, ride anywhere inside; what has boarded must ride before it alights."""
        reached: set[tuple[str, str]] = set()
        for name in service.links:
            link = self.links[name]
            side = side_of(link)
            ways = [(link.tail, link.head)] if link.directed else [(link.tail, link.head), (link.head, link.tail)]
            for here, there in ways:
                vertex = self.aboard(service, here, side)
                self.add_rides(service, service.id, (link,), (here, there), [vertex, f"{vertex}+"],
                               self.aboard(service, there, side), False)  # fmt: skip
            reached |= {(link.tail, side), (link.head, side)}
        for place, side in sorted(reached):
            vertex = self.aboard(service, place, side)
            self.board(service, place, side, f"{vertex}+", service.id)
            self.add_alighting(service, place, side, vertex, "")

    def aboard(self, service: Service, place: str, side: str) -> str:
        return f"{service.id}@{place}|{side}"

    def add_rides(
        self, service: Service, leg: str, links: tuple[Link, ...], places: tuple[str, ...], tails: Iterable[str],
        head: str, fares: bool,
    ) -> None:  # fmt: skip
        """Add a ride from each tail with the border procedures that it passes, each on an arc of its own."""
        ride = self.ride(service, leg, links, places, fares)(places=places)
        before, after = self.terminals.crossings(places) if service.mode not in OUTSIDE else ([], [])
        for tail in tails:
            self.add_series(tail, head, [*before, [(ride, None)], *after], "|".join((tail, head, *ride.links)))

    def ride(
        self, service: Service, leg: str, links: tuple[Link, ...], places: tuple[str, ...], fares: bool
    ) -> Callable[..., Step]:
        """Return the step of a ride but for the order of its places, reckoned once for both directions."""
        key = (leg, tuple(link.id for link in links))
        if key not in self.rides:
            km = charges.length_km(links)
            minutes, time_key = charges.running_time(self.network, leg, service.id, links, km)
            cents, price_key = charges.ride_price(self.network, self.load, leg, service.id, km, fares)
            grams, grams_ttw, co2e_keys = charges.ride_emissions(
                self.network, self.load, leg, service.id, [self.traction(link) for link in links], km
            )
            self.rides[key] = partial(
                Step, kind="ride", component=service.mode, element=service.id, links=key[1], mode=service.mode,
                minutes=minutes, cents=cents, grams=grams, grams_ttw=grams_ttw, metres=charges.metres_of(km),
                territories=self.territories(links, places), in_transit=self.only_passed(links, places),
                time_figure=time_key, price_figure=price_key, co2e_figures=co2e_keys,
            )  # fmt: skip
        return self.rides[key]

    def traction(self, link: Link) -> charges.Traction:
        """Return the grams of a rail link by its traction, reckoned once for all services that run over it."""
        if link.id not in self.tractions:
            country = self.places[link.tail].country
            self.tractions[link.id] = charges.traction_grams(self.network, self.load, link, country)
        return self.tractions[link.id]

    def add_handovers(self) -> None:
        """Add the hand-over of a wagon between two railways of one gauge where their areas meet."""
        if not any(row.kind == "handover" for row in self.network.procedures.values()):
            return
        at: dict[tuple[str, str], list[str]] = {}
        for key, services in self.boarding.items():
            at[key] = sorted(name for name in services if self.services[name].kind == "area")
        for (place, side), areas in sorted(at.items()):
            row = self.terminals.procedure_row("handover", self.terminals.area_of[place], place, place)
            if row is None:
                continue
            step = self.terminals.procedure_step(row, place, "border")
            for left in areas:
                for right in areas:
                    if left != right:
                        self.add(f"{left}@{place}|{side}", f"{right}@{place}|{side}+", step)

    # ---- links with hours of their own -----------------------------------------------------------------

    def add_own_links(self) -> None:
        """Add the links that have hours of their own: usable without any service."""
        lacking = sorted(link.id for link in self.links.values() if link.hours is None)
        if lacking and not len(self.network.services):
            examples = ", ".join(lacking[:5]) + (" ..." if len(lacking) > 5 else "")
            self.gaps.add(f"{len(lacking)} links with neither hours of their own nor a service ({examples})")
        for link in self.links.values():
            if link.hours is None:
                continue
            side = side_of(link)
            ends = (link.tail, link.head)
            ride = own_link_ride(link, self.territories((link,), ends), self.only_passed((link,), ends))
            ways = [(link.tail, link.head)] if link.directed else [(link.tail, link.head), (link.head, link.tail)]
            for here, there in ways:
                step = ride(places=(here, there))
                for plus in self.plus:
                    self.add(f"way|{here}|{side}{plus}", f"way|{there}|{side}", step)
            for place in (link.tail, link.head):
                self.add_way_ends(place, side)

    def add_way_ends(self, place: str, side: str) -> None:
        if "" in self.boarding.setdefault((place, side), set()):
            return
        self.boarding[place, side].add("")
        self.alighting.setdefault((place, side), set()).add("")
        step = Step(kind="pass", component="port", element=place, places=(place,), side=side,
                    territories=self.terminals.territory(place))  # fmt: skip
        self.depart(place, side, f"way|{place}|{side}{self.plus[-1]}", step)
        self.add(f"start|{place}|{side}", f"way|{place}|{side}{self.plus[-1]}", step)
        self.add(f"way|{place}|{side}", f"in|{place}|{side}", step)

    # ---- terminals -------------------------------------------------------------------------------------

    def add_transfers(self) -> None:
        """Add the transfers at each place between what sets down there and what takes on there."""
        sides: dict[str, list[str]] = {}
        for place, side in sorted(self.boarding):
            sides.setdefault(place, []).append(side)
        for (place, side), setting_down in sorted(self.alighting.items()):
            for other in sides.get(place, ()):
                taking_on = self.boarding[place, other]
                if side == other and setting_down == taking_on and len(taking_on) == 1 and not taking_on & self.lines:
                    continue  # nothing to change to; a line may be left where it ends and boarded where it begins
                if self.free:
                    step = Step(kind="lift", component="port", element=place, places=(place,), side=other, lifts=1,
                                territories=self.terminals.territory(place))  # fmt: skip
                    self.add_transfer(place, side, other, [[(step, None)]], "")
                    continue
                for operation in self.terminals.operation_rows(place, side, other):
                    step = self.terminals.operation_step(operation, place, side, other)
                    stages: list[Stage] = [[(step, None)], *self.terminals.port_stages(place, side, other)]
                    label = f"{operation.id}|{place}|{side}>{other}"
                    self.add_transfer(place, side, other, stages, label)

    def add_transfer(self, place: str, side: str, other: str, stages: list[Stage], label: str) -> None:
        """Add a transfer from one side of a place to another; where storage is charged, with its minutes."""
        if not self.stored.add_transfer(place, side, other, stages, label):
            self.add_series(f"in|{place}|{side}", f"out|{place}|{other}", stages, label)

    def add_ends(self) -> None:
        """Add the arcs from the shipper's door to each side of a place, and from each side to the consignee's."""
        for place, side in sorted(self.boarding):
            self.add_origin(place, side, Condition("origin", place))
        for place, side in sorted(self.alighting):
            self.add_destination(place, side, Condition("destination", place))

    def add_origin(self, place: str, side: str, when: Condition) -> None:
        tail, head = f"door>{place}", f"start|{place}|{side}"
        if self.free or self.scope == "terminal":
            self.add(tail, head, self.free_step(place, side, "origin"), when)
            return
        for first in self.terminals.operation_rows(place, "door", "gate"):
            for second in self.terminals.operation_rows(place, "gate", side):
                stages: list[Stage] = [
                    [(self.terminals.operation_step(first, place, "door", "gate"), when)],
                    *self.terminals.port_stages(place, "gate", side),
                    [(self.terminals.operation_step(second, place, "gate", side), None)],
                ]
                self.add_series(tail, head, stages, f"{first.id}|{second.id}|{place}|{side}")

    def add_destination(self, place: str, side: str, when: Condition) -> None:
        tail, head = f"in|{place}|{side}", f"{place}>door"
        if self.free or self.scope == "terminal":
            self.add(tail, head, self.free_step(place, side, "delivery"), when)
            return
        for first in self.terminals.operation_rows(place, side, "gate"):
            for second in self.terminals.operation_rows(place, "gate", "door"):
                stages: list[Stage] = [
                    [(self.terminals.operation_step(first, place, side, "gate"), when)],
                    *self.terminals.port_stages(place, side, "gate"),
                    [(self.terminals.operation_step(second, place, "gate", "door"), None)],
                ]
                self.add_series(tail, head, stages, f"{first.id}|{second.id}|{place}|{side}")

    def free_step(self, place: str, side: str, component: str) -> Step:
        return Step(kind="pass", component=component, element=place, places=(place,), side=side,
                    territories=self.terminals.territory(place))  # fmt: skip

    # ---- small parts -----------------------------------------------------------------------------------

    def add_series(self, tail: str, head: str, stages: list[Stage], label: str) -> None:
        """Add one stage after another between two vertices; a stage is a set of parallel alternatives."""
        here = tail
        for number, stage in enumerate(stages, start=1):
            there = head if number == len(stages) else f"{label}|{number}"
            for step, when in stage:
                self.add(here, there, step, when)
            here = there

    def path_links(self, path: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(self.links[name] for name in path)

    def side(self, service: Service, links: tuple[Link, ...]) -> str:
        return side_of(links[0]) if links else service.mode

    def only_passed(self, links: Iterable[Link], places: Iterable[str]) -> frozenset[str]:
        """Return the territories that the home railway passes without stopping on every link that enters them."""
        passed = frozenset().union(*(link.in_transit for link in links))
        if not passed:
            return passed
        entered = frozenset().union(*(frozenset(link.territories) - frozenset(link.in_transit) for link in links))
        return passed - entered - frozenset().union(*(self.terminals.territory(place) for place in places))

    def territories(self, links: Iterable[Link], places: Iterable[str]) -> frozenset[str]:
        found = frozenset().union(*(link.territories for link in links))
        return found.union(*(self.terminals.territory(place) for place in places))


def fares_of(network: Network) -> dict[str, set[tuple[str, str]]]:
    """Return the pairs of places between which each service has a fare."""
    found: dict[str, set[tuple[str, str]]] = {}
    for element, quantity in network.figures:
        service, *ends = element.split(">") if quantity == "price" else (element,)
        if len(ends) > 1:
            found.setdefault(service, set()).add((ends[0], ends[1]))
    return found


def own_link_ride(link: Link, territories: frozenset[str], in_transit: frozenset[str]) -> Callable[..., Step]:
    """Return the ride over a link that has hours of its own, but for the order of its places."""

    def scaled(value: float | None, factor: int) -> int | None:
        return None if value is None else nearest(value, factor)

    return partial(
        Step, kind="ride", component=link.mode, element=link.id, links=(link.id,),
        mode=link.mode, minutes=scaled(link.hours, 60), cents=scaled(link.usd, 100),
        grams=scaled(link.kg_co2e, 1000), grams_ttw=None, metres=scaled(link.length_km, 1000), territories=territories,
        in_transit=in_transit,
    )  # fmt: skip


def places_along(here: str, links: tuple[Link, ...]) -> tuple[str, ...]:
    """Return the places that a chain of links touches, beginning at `here`."""
    places = [here]
    for link in links:
        places.append(link.head if link.tail == places[-1] else link.tail)
    return tuple(places)
