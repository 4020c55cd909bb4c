"""The places of a network at which goods are taken on or set down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.model.elements import DRAYAGE, Place, Service

if TYPE_CHECKING:
    from networks.network import Network

NO_TERMINAL = ("junction", "border_crossing")  # kinds of places at which an area passes and nothing is handled


def terminals(network: Network, load: str = "container", *, by_length: bool = False) -> tuple[Place, ...]:
    """Return the places with a position at which something on offer takes a load on or sets it down, by their ids.

    Lorries are left out, for they come anywhere.

    Parameters
    ----------
    load
        What it travels as.
    by_length
        Where a network has no services at all, links count that have a length and no hours.

    Examples
    --------
    >>> import networks
    >>> [place.id for place in terminals(networks.load("eurasia"))][:3]
    ['AZALA', 'AZBAK', 'BYBQT']
    """
    found: set[str] = set()
    for service in network.services_of_all_dates.values():
        if service.grade == DRAYAGE or not takes(service, load):
            continue
        found |= {stop.place for stop in service.stops if stop.board or stop.alight}
        ends = {place for name in service.links for place in (network.links[name].tail, network.links[name].head)}
        found |= {place for place in ends if network.places[place].kind not in NO_TERMINAL}
    lengths_do = by_length and not network.is_served
    for link in network.links.values():
        if link.hours is not None or (lengths_do and link.length_km is not None):
            found |= {link.tail, link.head}
    places = (network.places[name] for name in sorted(found))
    return tuple(place for place in places if place.lat is not None and place.lon is not None)


def takes(service: Service, load: str) -> bool:
    """Tell whether a service takes a load."""
    return not service.loads or load in service.loads
