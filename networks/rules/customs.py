"""Rules about customs borders on the way of a line."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.model.network import Network
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
    crossed = _borders_of_links(network)
    for service in network.services.values():
        for stop in service.stops[1:] if service.mode not in OUTSIDE else ():
            within = [crossed[name] for name in stop.path if name in crossed] if len(stop.path) > 1 else []
            if within:
                text = f"the border {within[0][0]} - {within[0][1]} lies within this leg; make both stations stops"
                yield at(tables["stops"], rows[service.id, stop.seq], "path", text)


def _borders_of_links(network: Network) -> dict[str, tuple[str, str]]:
    """Return the ends of each link that joins two customs areas."""
    places, links = network.tables["places"], network.tables["links"]
    country = dict(zip(places["id"].tolist(), places["country"].tolist(), strict=True))
    area = {code: network.customs_area(code) for code in set(country.values()) if code}
    found = {}
    for name, tail, head in zip(links["id"].tolist(), links["tail"].tolist(), links["head"].tolist(), strict=True):
        if len({area[code] for code in (country.get(tail), country.get(head)) if code}) > 1:
            found[name] = (tail, head)
    return found
