"""Whether a step keeps out of areas and passages: the rules of `avoid_areas` and `avoid_passages` a second time.

One course is looked at by itself, on a finer line than the search takes, against polygons as they were drawn; distances
are measured in maps round a point.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

import numpy as np

from networks.geo.areas import Area
from networks.geo.lines import is_surveyed, position
from networks.geo.passages import passages
from networks.geo.sphere import Floats, along_great_circles, equidistant, great_circle_km, unit_vectors
from networks.network import Network
from routing.question.question import Question
from routing.steps.step import Step
from routing.steps.ways import Run, runs

STEP_KM = 2.0
EDGE_DEG = 5e-6  # on an edge is inside
TOWNS, AT_SEA, AFLOAT = "towns", ("sea", "ferry"), ("sea", "ferry", "inland_water")
TURNS = (-360.0, 0.0, 360.0)
IN, UNKNOWN, CLEAR = "lies in", "may lie in", ""


def area_faults(network: Network, question: Question, step: Step) -> Iterator[str]:
    """Yield in words what of a step lies in a banned area or passage, or may lie there for all that is known."""
    asked = question.constraints
    for area in sorted(asked.avoid_areas):
        for place in step.places:
            yield from _fault(_of_place(network, place, area), place, question, f"area {area.name}")
        yield from _of_runs(network, question, step, area, f"area {area.name}")
    for name in sorted(asked.avoid_passages):
        yield from _of_runs(network, question, step, passages()[name].strip, f"passage {name}", AFLOAT)


def _fault(found: str, what: str, question: Question, ban: str) -> Iterator[str]:
    if found == IN or (found == UNKNOWN and not question.spares_unlocated):
        yield f"{what} {found} {ban}"


def _of_runs(
    network: Network, question: Question, step: Step, area: Area, ban: str, modes: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield what of the course of a ride lies in an area; by some modes, or by every one."""
    for run in runs(step) if step.is_ride else ():
        mode = network.links[run.link].mode if run.link else step.mode
        if modes and mode not in modes:
            continue
        found = network.worked_out((area_faults, area, run), partial(_of_run, network, run, mode, area))
        yield from _fault(found, run.link or step.element, question, ban)


def _of_place(network: Network, place: str, area: Area) -> str:
    import shapely

    here = position(network, place)
    if here is None:
        return UNKNOWN
    turned = [shapely.Point(here[0] + turn, here[1]) for turn in TURNS]
    return IN if (shapely.distance(_drawn(area), turned) <= EDGE_DEG).any() else CLEAR


def _of_run(network: Network, run: Run, mode: str, area: Area) -> str:
    """Return how a link run over lies to an area: in it by what is known, perhaps in it, or clear of it."""
    if not run.link:
        return UNKNOWN
    link, is_known = network.links[run.link], is_surveyed(network, run.link)
    ends = [position(network, place) for place in (link.tail, link.head)]
    inner = list(zip(network.waypoints(run.link)[:, ::-1].tolist(), network.waypoint_sources(run.link), strict=True))
    course = [(ends[0], ""), *inner, (ends[1], "")]
    line = np.array([point for point, _ in course if point is not None]).reshape(-1, 2)
    sources = [source for point, source in course if point is not None]
    elsewhere = mode not in AT_SEA
    surveyed = [is_known and not (elsewhere and TOWNS in both) for both in pairwise(sources)]
    if _touches(area, line, surveyed):
        return IN
    return UNKNOWN if None in ends or _may_come_near(area, line, surveyed, link.length_km, elsewhere) else CLEAR


def _may_come_near(area: Area, line: Floats, surveyed: list[bool], km: float | None, by_land: bool) -> bool:
    """Tell whether some piece of a course is long enough, or known too coarsely, to rule out that it enters an area."""
    pieces = list(pairwise(line))
    chords = [float(great_circle_km(one[1], one[0], other[1], other[0])) for one, other in pieces]
    spare = np.inf if km is None or 1.2 * km < sum(chords) else 1.2 * km - sum(chords)
    for known, piece, chord in zip(surveyed, pieces, chords, strict=True):
        bent = chord * 1.04**0.5 if by_land and chord > 60 else 0.0
        longest = bent if known else chord + spare
        if longest and sum(_km_to(area, point) for point in piece) <= longest:
            return True
    return False


@lru_cache(maxsize=64)
def _drawn(area: Area) -> Any:
    import shapely

    return shapely.from_geojson(json.dumps(area.geometry))


def _touches(area: Area, line: Floats, surveyed: list[bool]) -> bool:
    """Tell whether the points of a line, or its surveyed pieces along great circles, touch an area."""
    import shapely

    parts: list[Any] = [shapely.Point(point) for point in line]
    for at in np.flatnonzero(surveyed):
        course = along_great_circles(line[at : at + 2], STEP_KM)
        course[:, 0] = np.unwrap(course[:, 0], period=360.0)
        parts.append(shapely.LineString(course))
    whole, drawn = shapely.GeometryCollection(parts), _drawn(area)
    turned = (shapely.transform(whole, partial(np.add, (turn, 0.0))) for turn in (-720.0, *TURNS, 720.0))
    return any((shapely.distance(drawn, shapely.get_parts(one)) <= EDGE_DEG).any() for one in turned)


def _km_to(area: Area, point: Floats) -> float:
    """Return how far a point outside an area lies from its edge, in km, in a map round the point."""
    import shapely

    project = equidistant(unit_vectors(point[None])[0])
    rings = shapely.get_rings(shapely.get_parts(shapely.segmentize(_drawn(area), 0.05)))
    flat = [shapely.linestrings(project(unit_vectors(shapely.get_coordinates(ring)))) for ring in rings]
    return min(float(shapely.distance(shapely.Point(0, 0), ring)) for ring in flat)
