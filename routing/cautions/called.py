"""What places and services are called in warnings, whose `elements` hold the ids."""

from __future__ import annotations

from networks.network import Network


def called(network: Network, element: str) -> str:
    """Return the name of a place or a service, known on any day; the id of anything else, and of what has no name.

    Examples
    --------
    >>> import networks
    >>> net = networks.load("eurasia")
    >>> called(net, "JPYOK"), called(net, "line:JTSL"), called(net, "RZD")
    ('Yokohama', 'Japan Trans-Siberian Line (FESCO/MOL)', 'RZD')
    """
    for known in (network.places, network.services_of_all_dates):
        if element in known:
            return known[element].name or element
    return element
