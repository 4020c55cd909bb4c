"""Which edges of a graph of ways a question may use: bans of territories, areas and passages, and modes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from networks.geo.borders import shapely_module
from networks.geo.sphere import along_great_circles
from networks.geo.territories import banned_codes
from networks.ways.courses import STRAIGHT_KM, pieces_of
from networks.ways.graph import WayGraph
from networks.ways.marks import GAP, RAIL, SEA, TRANSFER, WAY_MODES, Bools, Ints
from routing.errors import QuestionError
from routing.question.constraints import Constraints

if TYPE_CHECKING:
    from networks.geo.areas import Area
    from routing.ways.ends import WayEnd

KEPT = ("avoid_territories", "exact_codes", "avoid_areas", "avoid_passages", "modes", "via", "max_km", "max_days")

HALF_ROUND = 180.0  # degrees


@dataclass(frozen=True, slots=True)
class Ban:
    """One thing that is banned, in words, and the edges that it removes; some may stand there twice."""

    words: str
    edges: Ints


def check_kept(graph: WayGraph, constraints: Constraints) -> None:
    """Raise QuestionError for constraints that a graph of ways knows nothing of, and territories without borders."""
    plain = Constraints()
    names = [one.name for one in fields(constraints) if one.name not in KEPT and not one.name.startswith("_")]
    stated = [name for name in names if getattr(constraints, name) != getattr(plain, name)]
    problems = [f"{name}: a graph of ways has no services; it keeps to {', '.join(KEPT)}" for name in stated]
    for given in sorted(constraints.avoid_territories):
        missing = banned_codes([given], exact=True) - graph.borders.codes
        words = f"{graph.borders.name} has no borders of {', '.join(sorted(missing))}: a ban would leave nothing out"
        problems += [f"avoid_territories: {words}"] if missing else []
    if problems:
        raise QuestionError(problems)


def bans_of(graph: WayGraph, constraints: Constraints, closed: frozenset[str]) -> Iterator[Ban]:
    """Yield everything that is banned, one by one; `closed`: passages, by whomever."""
    for code in sorted(constraints.avoid_territories):
        codes = sorted(banned_codes([code], exact=constraints.exact_codes))
        yield Ban(f"the ban of {code}", np.concatenate([graph.territories.bearing(one) for one in codes]))
    for area in sorted(constraints.avoid_areas):
        yield Ban(f"the ban of area {area.name}", graph.worked_out(area, partial(_within, graph, area)))
    for name in sorted(closed):
        yield Ban(f"the closure of passage {name}", graph.passages.bearing(name))
    if constraints.modes is not None:
        allowed = modes_allowed(constraints.modes)
        barred = np.array([mode not in allowed for mode in WAY_MODES])[graph.mode]
        yield Ban(f"modes {', '.join(sorted(constraints.modes))} alone", np.flatnonzero(barred))


def modes_allowed(modes: Any) -> frozenset[str]:
    """Return the modes of a graph that modes of a question allow: transfers where both sides of them are."""
    allowed = {mode for mode in (SEA, RAIL) if mode in modes}
    return frozenset(allowed | ({GAP} if RAIL in allowed else set()) | ({TRANSFER} if len(allowed) == 2 else set()))


def usable(graph: WayGraph, bans: list[Ban]) -> Bools | None:
    """Return which arcs may be used, both ways of each edge one after the other; None: all."""
    if not any(len(ban.edges) for ban in bans):
        return None
    allowed = np.ones(len(graph.metres), dtype=np.bool_)
    for ban in bans:
        allowed[ban.edges] = False
    return np.concatenate([allowed, allowed])


def ends_inside(graph: WayGraph, ends: Iterable[WayEnd], constraints: Constraints) -> Iterator[str]:
    """Yield the bans, in words, of territories and areas that an end or its straight way to the graph touches."""
    shapely, borders = shapely_module(), graph.borders
    lines = [
        shapely.linestrings(
            along_great_circles(np.array([(end.lon, end.lat), (end.node_lon, end.node_lat)]), STRAIGHT_KM)
        )
        for end in ends
        if abs(end.lon - end.node_lon) < HALF_ROUND  # beside the 180th meridian the edges must do
    ]
    for code in sorted(constraints.avoid_territories):
        codes = banned_codes([code], exact=constraints.exact_codes) & borders.codes
        if any(shapely.intersects(borders.polygon(one), lines).any() for one in sorted(codes)):
            yield f"the ban of {code}"
    for area in sorted(constraints.avoid_areas):
        if shapely.intersects(area.shape, lines).any():
            yield f"the ban of area {area.name}"


def _within(graph: WayGraph, area: Area) -> Ints:
    """Return the edges whose course touches an area."""
    lines, edge = pieces_of(graph, np.arange(len(graph.metres)))
    return np.unique(edge[shapely_module().STRtree(lines).query(area.shape, predicate="intersects")])
