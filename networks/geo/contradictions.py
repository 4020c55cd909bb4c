"""Which links run, by their way-points, through territories that they do not list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.geo.borders import clearance_km
from networks.geo.lines import is_surveyed, line_between
from networks.geo.sphere import piece_km
from networks.geo.territories import extents

if TYPE_CHECKING:
    from networks.network import Network


def contradicted_links(network: Network) -> dict[str, frozenset[str]]:
    """Return link -> codes found by geometry but not listed."""
    found = {}
    for link in network.links.values():
        line = line_between(network, link.tail, link.head, link.id) if is_surveyed(network, link.id) else None
        if line is None:
            continue
        (west, south), (east, north) = line.min(axis=0), line.max(axis=0)
        longest = float(piece_km(line).max())
        depth = max(5.0, 0.1 * longest) if link.mode not in ("sea", "ferry") and longest > 60 else 5.0
        entered = set()
        for code, (low, left, high, right) in extents().items():
            apart = high < south or low > north or (left <= right and (right < west or left > east))
            if code in link.territories or apart:
                continue
            if clearance_km(line, code).inside_depth_km > depth:
                entered.add(code)
        if entered:
            found[link.id] = frozenset(entered)
    return found
