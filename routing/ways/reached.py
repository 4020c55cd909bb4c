"""Which places services, links and ways that were laid lead to from a place, whatever the goods and the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from networks.network import Network


def reached_from(
    network: Network, begins: Iterable[str], laid: Iterable[tuple[str, str]]
) -> Mapping[str, frozenset[str]]:
    """Return place -> what can be reached from it; pairs that were laid lead both ways, and end there.

    Examples
    --------
    >>> import networks
    >>> found = reached_from(networks.load("eurasia"), ["JPYOK"], [("VNHPH", "CNSGH")])
    >>> "VNHPH" in found["JPYOK"], "USNYC" in found["JPYOK"]
    (True, False)
    """
    pairs = list(laid)
    ends = {pair[0] for pair in pairs}
    onward = _onward(network)
    for one, other in pairs:
        onward.setdefault(one, set()).add(other)
        onward.setdefault(other, set()).add(one)
    return {begin: _reached(onward, begin, ends) for begin in begins}


def _reached(onward: Mapping[str, set[str]], begin: str, ends: set[str]) -> frozenset[str]:
    found, pending = {begin}, [begin]
    while pending:
        here = pending.pop()
        if here in ends and here != begin:
            continue
        fresh = onward.get(here, set()) - found
        found |= fresh
        pending += fresh
    return frozenset(found)


def _onward(network: Network) -> dict[str, set[str]]:
    """Return place -> places that some service, or a link with hours of its own, leads to from there."""
    found: dict[str, set[str]] = {}
    for service in network.services.values():
        for at, stop in enumerate(service.stops):
            if stop.board:
                found.setdefault(stop.place, set()).update(one.place for one in service.stops[at + 1 :] if one.alight)
    area = {name for service in network.services.values() for name in service.links}
    for link in network.links.values():
        if link.id in area or link.hours is not None:
            found.setdefault(link.tail, set()).add(link.head)
            if not link.directed:
                found.setdefault(link.head, set()).add(link.tail)
    return found
