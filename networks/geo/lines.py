"""Lines on the map: the way-points of a link between its places, and where a line is cut for flat maps."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from networks.geo.sphere import Floats, degrees_of, unit_vectors

if TYPE_CHECKING:
    from networks.network import Network


def position(network: Network, place: str) -> tuple[float, float] | None:
    """Return degrees east and north of a place, or None."""
    found = network.places[place]
    return None if found.lat is None or found.lon is None else (found.lon, found.lat)


def is_surveyed(network: Network, link: str) -> bool:
    """Tell whether a link has way-points; without them nobody says where it runs."""
    return bool(link) and len(network.waypoints(link)) > 0


def line_between(network: Network, origin: str, destination: str, link: str = "") -> Floats | None:
    """Return the line from one place to another, degrees east and north, shape (n, 2), ends included.

    Parameters
    ----------
    link
        The link that is run over, from either end; "" for the chord between the places.

    Returns
    -------
    numpy.ndarray or None
        None where an end has no position.
    """
    ends = [position(network, origin), position(network, destination)]
    if ends[0] is None or ends[1] is None:
        return None
    inner = network.waypoints(link)[:, ::-1] if link else np.empty((0, 2))
    if link and network.links[link].tail != origin:
        inner = inner[::-1]
    return np.concatenate([[ends[0]], inner, [ends[1]]])


def cut_at_180(line: Floats) -> list[Floats]:
    """Return the parts of a line between its crossings of the 180th meridian (RFC 7946, section 3.1.9).

    Two points are joined the shorter way round. A part that would be one point is left out unless it is all.

    Examples
    --------
    >>> [part.tolist() for part in cut_at_180(np.array([(179.0, 0.0), (-179.0, 0.0)]))]
    [[[179.0, 0.0], [180.0, 0.0]], [[-180.0, 0.0], [-179.0, 0.0]]]
    """
    parts = [[line[0]]]
    for here, there in pairwise(line):
        if abs(there[0] - here[0]) > 180:
            edge = float(np.copysign(180.0, here[0]))
            north = _north_at_180(here, there)
            parts[-1].append(np.array([edge, north]))
            parts.append([np.array([-edge, north])])
        parts[-1].append(there)
    kept = [np.array(part) for part in parts if any((point != part[0]).any() for point in part)]
    return kept or [line]


def _north_at_180(here: Floats, there: Floats) -> float:
    """Return the latitude at which the great circle between two points meets the 180th meridian, in degrees."""
    a, b = unit_vectors(np.array([here, there]))
    share = 0.5 if a[1] == b[1] else a[1] / (a[1] - b[1])
    return float(degrees_of((a + share * (b - a))[None])[0, 1])
