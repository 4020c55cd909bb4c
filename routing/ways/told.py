"""What an answer of a graph of ways should be used with caution for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from networks.ways.land import land_km_of
from networks.ways.marks import SEA, WAY_MODES, Bools
from routing.answer_warning import ASSUMED, LEFT_OUT, ROUGH, SNAPPED, AnswerWarning

if TYPE_CHECKING:
    from routing.ways.answer import Way

SNAP_TOLD_KM = 1.0
LAND_TOLD_KM = 5.0  # of a piece of a lane over land: coasts and lanes are no better
NAMED = 3


def warnings_of(way: Way) -> tuple[AnswerWarning, ...]:
    """Return the warnings of a way; none without one."""
    return () if way.arcs is None else tuple(_warnings(way))


def _warnings(way: Way) -> Iterator[AnswerWarning]:
    yield AnswerWarning(ASSUMED, "a length, and a time by speeds alone: no service, schedule, price or gauge is known")
    if way.direct:
        words = "the ends are nearer to each other than to any lane: the way is the straight one over open water"
        yield AnswerWarning(ROUGH, words)
        return
    for end in (way.origin, way.destination):
        if end.km >= SNAP_TOLD_KM:
            where = f"{end.name} joins the {end.mode or 'graph'} at {end.node_lat:.2f}, {end.node_lon:.2f}"
            land = f", of which {end.land_km:.0f} km over land" if end.land_km >= 1 else ""
            yield AnswerWarning(SNAPPED, f"{where}, {end.km:.1f} km away in a straight line{land}")
    for via in way.vias:
        if via.km >= SNAP_TOLD_KM:
            where = f"{via.node_lat:.2f}, {via.node_lon:.2f}, {via.km:.1f} km away"
            yield AnswerWarning(SNAPPED, f"the way runs through {where} from {via.name}, not there and back")
    yield from _over_land(way)
    if way.gaps_km:
        words = f"{way.gaps_km:.1f} km run over gaps of the data that were closed in straight lines"
        yield AnswerWarning(ROUGH, words)
    undecided = sorted(way.graph.closed & way.closed)
    if undecided:
        words = f"closed unless a question opens them: {', '.join(undecided)}"
        yield AnswerWarning(LEFT_OUT, words, tuple(undecided), "open_passages= opens them")


def _over_land(way: Way) -> Iterator[AnswerWarning]:
    """Yield where a ship's course runs over land outside of the named passages."""
    graph, edges = way.graph, way.edges
    open_sea = edges[graph.mode[edges] == WAY_MODES.index(SEA)]
    km = land_km_of(graph, open_sea)
    through = np.concatenate([np.zeros(0, dtype=np.int64), *(graph.passages.bearing(name) for name in way.passages)])
    km[_from(np.isin(open_sea, through), km > 0)] = 0.0
    far = np.flatnonzero(km >= LAND_TOLD_KM)
    if len(far):
        far = far[np.argsort(-km[far], kind="stable")]
        places = [graph.lon_lat[graph.tail[open_sea[at]]].tolist() for at in far[:NAMED].tolist()]
        some = ", ".join(f"{lat:.2f}, {lon:.2f}" for lon, lat in places) + (" ..." if len(far) > NAMED else "")
        words = f"{km[far].sum():.0f} km of the lanes run over land by Natural Earth 1:10m, near {some}"
        yield AnswerWarning(ROUGH, f"{words}: lanes are drawn coarsely, or up a river")


def _from(begun: Bools, dry: Bools) -> Bools:
    """Return what is begun and, to either side of it, all that is dry: a canal on both sides of its strip."""
    found = begun.copy()
    for along in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = along.step
        for at in along:
            found[at] |= dry[at] and found[at - step]
    return found
