"""What was asked, in words: a shipment and its constraints with the names of places and services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from networks.network import Network
from routing.amounts.load import load_of
from routing.question.constraints import Constraints
from routing.question.shipment import Shipment

Call = Callable[[Network, str], str]  # what a place of a network is called


def place_name(network: Network, place: str) -> str:
    """Return name and id of a place."""
    return f"{network.places[place].name} ({place})"


def shipment_text(network: Network, shipment: Shipment, named: Call | None = None) -> str:
    """Return what moves and from where to where, with names of places, or with what `named` calls them."""
    origin, destination = ((named or place_name)(network, place) for place in (shipment.origin, shipment.destination))
    dates = f", {shipment.dates}" if shipment.dates else ""
    ends = f"{origin} to {destination}, {shipment.scope} to {shipment.scope}"
    return f"{amount_text(network, shipment)} from {ends}{dates}"


def amount_text(network: Network, shipment: Shipment) -> str:
    """Return what moves, with the weight that is reckoned with: stated, or the network's usual one."""
    tonnes = load_of(network, shipment).tonnes
    weight = "" if tonnes is None else f"{float(tonnes):g} t"
    boxes = f"{shipment.containers} x {shipment.size}" + (f" of {weight}" if weight else "")
    goods = f" ({', '.join(sorted(shipment.goods))})" if shipment.goods else ""
    return (boxes if shipment.load == "container" else weight) + goods


def shipments_text(network: Network, shipments: Sequence[Shipment]) -> str:
    """Return a shipment in words, or how many there are and what the first is."""
    if len(shipments) == 1:
        return shipment_text(network, shipments[0])
    return f"{len(shipments)} shipments, the first {amount_text(network, shipments[0])}"


def constraints_text(network: Network, constraints: Constraints, named: Call | None = None) -> str:
    """Return constraints in words, with names of places and services, or with what `named` calls a place.

    Examples
    --------
    >>> import networks
    >>> constraints_text(networks.load("eurasia"), Constraints(via="RUKHV", avoid_places={"RUNJK"}, max_days=40))
    'without Nakhodka (RUNJK); via Khabarovsk (RUKHV); at most 40 days'
    """
    if not (constraints.via or constraints.avoid_places or constraints.avoid_services):
        return str(constraints)

    def call(place: str) -> str:
        return (named or place_name)(network, place) if place in network.places else place

    def service(name: str) -> str:
        known = network.services_of_all_dates
        return f"{known[name].name} ({name})" if name in known and known[name].name else name

    words = replace(
        constraints,
        via=tuple(map(call, constraints.via)),
        avoid_places=frozenset(map(call, constraints.avoid_places)),
        avoid_services=frozenset(map(service, constraints.avoid_services)),
    )
    return str(words)
