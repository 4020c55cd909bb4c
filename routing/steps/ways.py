"""Where a route runs on the map: lines of longitude and latitude from the way-points of its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from networks.model.network import Network
from routing.steps.step import Step

Line = NDArray[np.float64]  # shape (n, 2): degrees east, degrees north

LONGEST_KM = 300.0  # a longer chord gets great-circle points, so that flat maps bend it rightly
EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Run:
    """A link run over by a ride, from one place to another; `link` is "" where the ride names none."""

    link: str
    origin: str
    destination: str


def runs(ride: Step) -> Iterator[Run]:
    """Yield what a ride runs over, in order; the chord between its places where it names no links."""
    links = ride.links or ("",) * (len(ride.places) - 1)
    for link, (origin, destination) in zip(links, pairwise(ride.places), strict=True):
        yield Run(link, origin, destination)


def is_surveyed(network: Network, link: str) -> bool:
    """Tell whether a link has way-points; without them nobody says where it runs."""
    return bool(link) and len(network.waypoints(link)) > 0


def run_line(network: Network, run: Run) -> Line | None:
    """Return the line of a run in the direction of travel, ends included; None where an end has no position."""
    ends = [position(network, run.origin), position(network, run.destination)]
    if ends[0] is None or ends[1] is None:
        return None
    inner = network.waypoints(run.link)[:, ::-1] if run.link else np.empty((0, 2))
    if run.link and network.links[run.link].tail != run.origin:
        inner = inner[::-1]
    return np.concatenate([[ends[0]], inner, [ends[1]]])


def position(network: Network, place: str) -> tuple[float, float] | None:
    """Return degrees east and north of a place, or None."""
    found = network.places[place]
    return None if found.lat is None or found.lon is None else (found.lon, found.lat)


def map_lines(network: Network, rides: Sequence[Step]) -> list[Line]:
    """Return the lines to draw for consecutive rides: long chords bent, cut at the 180th meridian.

    There is one line if nothing cuts it, and none where no place has a position.
    """
    whole: list[list[Line]] = [[]]
    for line in (run_line(network, run) for ride in rides for run in runs(ride)):
        if line is None:
            whole.append([])
        else:
            whole[-1].append(line)
    joined = [np.concatenate(pieces) for pieces in whole if pieces]
    return [part for line in joined for part in cut_at_180(along_great_circles(line))]


def along_great_circles(line: Line, longest_km: float = LONGEST_KM) -> Line:
    """Return a line with points added along great circles so that no chord is longer than `longest_km`.

    Examples
    --------
    >>> along_great_circles(np.array([(0.0, 60.0), (10.0, 60.0)])).round(3).tolist()  # 556 km
    [[0.0, 60.0], [5.0, 60.094], [10.0, 60.0]]
    """
    corners = _unit_vectors(line)
    found = [line[:1]]
    for tail, head, end in zip(corners[:-1], corners[1:], line[1:], strict=True):
        angle = 2 * np.arcsin(min(float(np.linalg.norm(head - tail)) / 2, 1.0))
        pieces = int(np.ceil(angle * EARTH_KM / longest_km))
        if pieces > 1:
            share = np.arange(1, pieces)[:, None] / pieces
            found.append(_degrees(np.sin((1 - share) * angle) * tail + np.sin(share * angle) * head))
        found.append(end[None])
    return np.concatenate(found)


def cut_at_180(line: Line) -> list[Line]:
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


def _north_at_180(here: Line, there: Line) -> float:
    """Return the latitude at which the great circle between two points meets the 180th meridian, in degrees."""
    a, b = _unit_vectors(np.array([here, there]))
    share = 0.5 if a[1] == b[1] else a[1] / (a[1] - b[1])
    return float(_degrees((a + share * (b - a))[None])[0, 1])


def _unit_vectors(line: Line) -> Line:
    lon, lat = np.radians(line).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _degrees(vectors: Line) -> Line:
    x, y, z = vectors.T
    return np.asarray(np.degrees(np.stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))], axis=1)))
