"""`Ground`: what every generator of arcs stands on: a network, a load and a scope, with look-ups made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from networks.model.closure import Closure
from networks.model.elements import Link, Operation, Place, Procedure, Service
from networks.model.keys import side_key, split_fare
from networks.network import Network
from routing.amounts import charges, emissions
from routing.amounts.demurrage import Storage
from routing.amounts.load import Load
from routing.question.shipment import Scope
from routing.steps.kinds import AIR, AT_THE_ENDS, FERRY, RAIL, SEA

OUTSIDE = (SEA, FERRY, AIR)  # sides of a place that lie outside its customs area

Sides = tuple[str, str, str]  # a place, or "" for every place, and the sides from which and to which
Border = tuple[str, str, str, str]  # a place, or "", the kind of procedure, the customs area or "", the grade or ""


@dataclass(frozen=True, eq=False)
class Ground:
    """A network, a load and a scope, with look-ups made once.

    Attributes
    ----------
    places, links
        Id -> record.
    services
        Id -> service, of those that take the load.
    territories
        Place -> code of the territory that it lies in, if it has one.
    area_of
        Place -> customs area at the network's as-of date.
    fares
        Service -> pairs of places between which it has a fare.
    operations, procedures
        Rows by where they hold.
    storage
        Place -> free time and demurrage, of those that charge.
    is_unhandled
        The network has no terminal operations, so that transfers are free.
    has_free_ends
        No operations are done at the two ends: the question is from terminal to terminal, or the network has none.
    is_bare
        Nor has it services, on offer or not: nothing is handled or waited for, so that nothing is evaded.
    on_clock
        Waits end with a departure of a timetable.
    delays
        Closures that take time, by their ids.
    """

    network: Network
    load: Load
    scope: Scope
    places: Mapping[str, Place]
    links: Mapping[str, Link]
    services: Mapping[str, Service]
    territories: Mapping[str, frozenset[str]]
    area_of: Mapping[str, str]
    fares: Mapping[str, frozenset[tuple[str, str]]]
    operations: Mapping[Sides, tuple[Operation, ...]]
    procedures: Mapping[Border, Procedure]
    storage: Mapping[str, Storage]
    is_unhandled: bool
    has_free_ends: bool
    is_bare: bool
    on_clock: bool = False
    delays: tuple[Closure, ...] = ()

    @cached_property
    def grades(self) -> frozenset[str]:
        """Return the grades that have procedures of their own."""
        return frozenset(row.grade for row in self.procedures.values()) - {""}

    def grade_of(self, service: str) -> str:
        """Return the grade of a service; "" of links that have hours of their own."""
        return self.services[service].grade if service in self.services else ""

    @cached_property
    def handling(self) -> Mapping[str, charges.Handling]:
        """Return milliminutes and millicents of each operation and procedure, reckoned once for all places."""
        rows = (*self.network.operations, *self.network.procedures)
        return {row: charges.handling(self.network, self.load, row) for row in rows}

    @cached_property
    def operation_emissions(self) -> Mapping[str, emissions.Emission]:
        """Return the milligrams of each operation; nothing where the network counts none of any operation."""
        if not emissions.counts_terminals(self.network):
            return dict.fromkeys(self.network.operations, (0, 0, ()))
        rows = self.network.operations.values()
        return {row.id: emissions.operation_emissions(self.network, self.load, row.id, row.kind) for row in rows}

    @cached_property
    def tractions(self) -> Mapping[str, emissions.Traction]:
        """Return the milligrams of each link by its traction, reckoned once for all services that run over it."""
        return {
            link.id: emissions.traction_grams(self.network, self.load, link, self.places[link.tail].country)
            for link in self.links.values()
        }


def ground_of(
    network: Network,
    load: Load,
    scope: Scope,
    *,
    other_days: bool = False,
    on_clock: bool = False,
    delays: tuple[Closure, ...] = (),
) -> Ground:
    """Return what the generators of arcs stand on."""
    places = {place.id: place for place in network.places.values()}
    known = network.services_of_all_dates if other_days else network.services
    services = {service.id: service for service in known.values()}
    taken = {name: service for name, service in services.items() if not service.loads or load.kind in service.loads}
    return Ground(
        network=network,
        load=load,
        scope=scope,
        places=places,
        links={link.id: link for link in network.links.values()},
        services=taken,
        territories={name: frozenset(filter(None, [place.country])) for name, place in places.items()},
        area_of={name: network.customs_area(place.country) for name, place in places.items()},
        fares=_fares(network),
        operations=_by_place_and_sides(network.operations.values()),
        procedures=_by_place_and_kind(network.procedures.values()),
        storage={name: found for name in places if (found := charges.storage_at(network, name))},
        is_unhandled=not len(network.operations),
        has_free_ends=scope == "terminal" or not any(row.kind in AT_THE_ENDS for row in network.operations.values()),
        is_bare=not len(network.operations) and not network.is_served,
        on_clock=on_clock,
        delays=delays,
    )


def side_of(link: Link) -> str:
    """Return the side of a place that a link ends at: its mode, and for rail its gauge."""
    return side_key(link.mode, link.gauge_mm)


def is_rail(side: str) -> bool:
    """Tell whether a side is one of rail, of whatever gauge."""
    return side.startswith(RAIL)


def ways_over(link: Link) -> tuple[tuple[str, str], ...]:
    """Return the directions in which a link may be used."""
    there = (link.tail, link.head)
    return (there,) if link.directed else (there, (link.head, link.tail))


def _fares(network: Network) -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for element, quantity in network.figures:
        fare = split_fare(element) if quantity == "price" else None
        if fare is not None:
            service, origin, destination = fare
            found.setdefault(service, set()).add((origin, destination))
    return {service: frozenset(ends) for service, ends in found.items()}


def _by_place_and_sides(rows: Iterable[Operation]) -> dict[Sides, tuple[Operation, ...]]:
    found: dict[Sides, tuple[Operation, ...]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        key = (row.place, row.from_side, row.to_side)
        found[key] = (*found.get(key, ()), row)
    return found


def _by_place_and_kind(rows: Iterable[Procedure]) -> dict[Border, Procedure]:
    found: dict[Border, Procedure] = {}
    for row in sorted(rows, key=lambda row: row.id):
        found.setdefault((row.place, row.kind, row.area, row.grade), row)
    return found
