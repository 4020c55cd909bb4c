"""A way as stretches by sea or rail, one after the other, with the transfers between them in their km and hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from networks.geo.worldview import NATURAL_EARTH, Borders
from networks.ways.graph import WayGraph
from networks.ways.marks import GAP, RAIL, SEA, TRANSFER, WAY_MODES
from routing.ways.speeds import MILLIMINUTES_PER_H

if TYPE_CHECKING:
    from routing.ways.answer import Way
    from routing.ways.ends import WayEnd

Point = tuple[float, float]  # degrees north and east
CLASS = {SEA: SEA, RAIL: RAIL, GAP: RAIL, TRANSFER: TRANSFER}


@dataclass(slots=True)
class Stretch:
    """A part of a way by sea or by rail.

    Attributes
    ----------
    mode
        ``sea`` or ``rail``.
    km, hours
        Length, and time at the stated speeds (0 without them), of this part and of the transfer before it.
    points
        Its course, degrees north and east.
    territories
        Codes of the territories whose land it touches, by geometry.
    """

    mode: str
    km: float = 0.0
    hours: float = 0.0
    points: list[Point] = field(default_factory=list)
    territories: set[str] = field(default_factory=set)


def stretches(way: Way) -> list[Stretch]:
    """Return a way as stretches; they add up to it, the straight ways from its ends to the graph included.

    A transfer counts in the stretch that follows it, the last one in the one before. A way without edges is one
    stretch by the mode that its ends join.
    """
    ends = (way.origin, way.destination)
    found: list[Stretch] = []
    late: list[Stretch] = []
    for part in _runs(way):
        if part.mode == TRANSFER:
            late.append(part)
            continue
        _take(part, late)
        if not found:
            part.points = [*(point for one in late for point in one.points[:-1]), *part.points]
        found.append(part)
        late = []
    if not found:
        found.append(Stretch(mode=way.origin.mode if way.origin.mode in (SEA, RAIL) else RAIL))
    _take(found[-1], late)
    found[-1].points += [point for one in late for point in one.points[1:]]
    for end, at in zip(ends, (0, -1), strict=True):
        _join(way, end, found[at], first=at == 0)
    return found


def _runs(way: Way) -> Iterator[Stretch]:
    """Yield the parts of a way by sea, by rail (gaps included) and by transfer."""
    edges, nodes, graph = way.edges, way.nodes, way.graph
    if not len(edges):
        return
    kinds = [CLASS[WAY_MODES[number]] for number in graph.mode[edges].tolist()]
    cuts = [0, *(at for at in range(1, len(kinds)) if kinds[at] != kinds[at - 1]), len(kinds)]
    times = np.zeros(len(graph.metres)) if way.speeds is None else way.speeds.milliminutes(graph)
    for first, last in pairwise(cuts):
        part = edges[first:last]
        yield Stretch(
            mode=kinds[first],
            km=float(graph.metres[part].sum() / 1000),
            hours=float(times[part].sum() / MILLIMINUTES_PER_H),
            points=[(lat, lon) for lon, lat in graph.lon_lat[nodes[first : last + 1]].tolist()],
            territories={*graph.territories.borne_by(part)},
        )


def _take(part: Stretch, transfers: list[Stretch]) -> None:
    """Count transfers in a stretch."""
    for one in transfers:
        part.km += one.km
        part.hours += one.hours
        part.territories |= one.territories


def _join(way: Way, end: WayEnd, part: Stretch, *, first: bool) -> None:
    """Count the straight way from an end to the graph in the stretch there, or all of a way that is straight."""
    here = (end.lat, end.lon)
    if way.direct:
        part.points.append(here)
        if first:
            part.km, part.hours = way.km, way.hours or 0.0
            part.territories |= straight_territories(
                here, (way.destination.lat, way.destination.lon), way.graph.borders
            )
        return
    there = (end.node_lat, end.node_lon)
    part.points = part.points or [there]
    if end.km:
        part.km += end.km
        part.hours += 0.0 if way.speeds is None else end.km / (way.speeds.kmh(end.mode) or np.inf)
        part.points.insert(0 if first else len(part.points), here)
    part.territories |= straight_territories(here, there, way.graph.borders)


def straight_territories(one: Point, other: Point, borders: Borders = NATURAL_EARTH) -> set[str]:
    """Return the territories whose land a straight way touches, by geometry.

    Examples
    --------
    >>> sorted(straight_territories((43.35, 76.9), (42.87, 74.6)))
    ['KG', 'KZ']
    """
    line = WayGraph.of_edges("straight", np.array([one[::-1], other[::-1]]), [(0, 1)], mode=RAIL, borders=borders)
    return {*line.territories.names}
