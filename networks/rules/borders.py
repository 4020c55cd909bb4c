"""Rules about customs borders on the way of a line."""

from __future__ import annotations

from collections.abc import Iterator

from networks.elements import Stop
from networks.errors import Finding
from networks.network import Network
from networks.rules.wording import Tables, at

CUSTOMS = ("export", "import", "transit_opening", "transit_closing")
OUTSIDE = ("sea", "ferry", "air")  # their customs are done in port


def borders_are_stops(tables: Tables) -> Iterator[Finding]:
    """Yield each leg of a line by land that crosses a customs border anywhere but between two stops.

    The procedures of a border are carried out at the stations on both sides of it, so both must be stops,
    if only in passing (board and alight = no).
    """
    if not any(kind in CUSTOMS for kind in tables["procedures"]["kind"].tolist()):
        return
    network = Network(tables)
    rows = {(service, seq): row for row, (service, seq) in enumerate(
        zip(tables["stops"]["service"].tolist(), tables["stops"]["seq"].tolist(), strict=True))}  # fmt: skip
    for service in network.services.values():
        for stop in service.stops[1:] if service.mode not in OUTSIDE else ():
            border = _border_within(network, stop)
            if border:
                text = f"the border {border[0]} - {border[1]} lies within this leg; make both stations stops"
                yield at(tables["stops"], rows[service.id, stop.seq], "path", text)


def _border_within(network: Network, stop: Stop) -> tuple[str, str] | None:
    """Return the ends of the first link of a path of several links that joins two customs areas."""
    for name in stop.path if len(stop.path) > 1 else ():
        if name in network.links:
            link = network.links[name]
            ends = [network.places[place].country for place in (link.tail, link.head) if place in network.places]
            areas = {network.customs_area(country) for country in ends if country}
            if len(areas) > 1:
                return link.tail, link.head
    return None
