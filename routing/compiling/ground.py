"""`Ground`: what every generator of arcs stands on: a network, a load and a scope, with look-ups made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from networks.model.closure import Closure
from networks.model.elements import Link, Operation, Procedure, Service
from networks.model.keys import side_key, split_fare
from networks.network import Network
from routing.amounts import charges, emissions
from routing.amounts.demurrage import Storage
from routing.amounts.load import Load
from routing.compiling.kept import Kept
from routing.compiling.stamped import stand_in
from routing.question.shipment import Scope
from routing.steps.kinds import AIR, AT_THE_ENDS, CUSTOMS_KINDS, FERRY, RAIL, SEA

OUTSIDE = (SEA, FERRY, AIR)  # sides of a place that lie outside its customs area

Sides = tuple[str, str, str]  # a place, or "" for every place, and the sides from which and to which
Border = tuple[str, str, str, str]  # a place, or "", the kind of procedure, the customs area or "", the grade or ""


@dataclass(frozen=True, eq=False)
class Ground:
    """A network, a load and a scope, with look-ups made once.

    Attributes
    ----------
    links
        Id -> record, made when it is looked at.
    services
        Id -> service, of those that take the load.
    territories
        Place -> code of the territory that it lies in, if it has one; of stand-ins for many places, too (`stamped.py`).
    area_of
        The same -> customs area at the network's as-of date.
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
    def areas_with_customs(self) -> frozenset[str]:
        """Return the customs areas where something is due at a port."""
        named = {row.area for row in self.procedures.values() if row.kind in CUSTOMS_KINDS}
        return frozenset(self.area_of.values()) - {""} if "" in named else frozenset(named)

    def is_told(self, side: str) -> bool:
        """Tell whether what calls at a side of places is told one by one: customs may depend on the voyage."""
        return side in OUTSIDE and bool(self.areas_with_customs)

    @cached_property
    def tractions(self) -> Mapping[str, emissions.Traction]:
        """Return the milligrams of each link by its traction, reckoned once for all services that run over it."""

        def of(name: str) -> emissions.Traction:
            link = self.links[name]
            country = next(iter(self.territories[link.tail]), "")
            return emissions.traction_grams(self.network, self.load, link, country)

        return Kept(of)


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
    territories, area_of = _where_places_lie(network)
    known = network.services_of_all_dates if other_days else network.services
    services = {service.id: service for service in known.values()}
    taken = {name: service for name, service in services.items() if not service.loads or load.kind in service.loads}
    return Ground(
        network=network,
        load=load,
        scope=scope,
        links=Kept(network.links.__getitem__),
        services=taken,
        territories=territories,
        area_of=area_of,
        fares=_fares(network),
        operations=_by_place_and_sides(network.operations.values()),
        procedures=_by_place_and_kind(network.procedures.values()),
        storage=_storage(network),
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


def _where_places_lie(network: Network) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Return the territory and the customs area of each place, and of a stand-in for those of each country."""
    table = network.tables["places"]
    countries = table.distinct("country")
    names = [*table["id"].tolist(), *map(stand_in, countries.values)]
    of_name = [*countries.of_row.tolist(), *range(len(countries.values))]
    territories = [frozenset(filter(None, [code])) for code in countries.values]
    areas = [network.customs_area(code) for code in countries.values]
    return (
        dict(zip(names, [territories[number] for number in of_name], strict=True)),
        dict(zip(names, [areas[number] for number in of_name], strict=True)),
    )


def _storage(network: Network) -> dict[str, Storage]:
    """Return the places that charge for a dwell."""
    named = [name for name, quantity in network.figures if quantity == "demurrage" and name in network.places]
    return {name: found for name in named if (found := charges.storage_at(network, name))}


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
