"""A question to a graph of ways, checked: its ends, what it bans, what it limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import numpy as np

from networks.errors import UnknownNameError
from networks.geo.passages import passage_ids
from networks.ways.graph import WayGraph
from networks.ways.marks import SEA, Bools
from networks.ways.snapping import land_km
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.status import Status
from routing.ways.answer import Way
from routing.ways.digraphs import METRES, TIME, digraph_of
from routing.ways.ends import Asked, asked_of, joined
from routing.ways.limits import Limit, limits_of
from routing.ways.searching import Search, until_of
from routing.ways.speeds import Speeds
from routing.ways.usable import Ban, bans_of, check_kept, modes_allowed, usable

Criterion = Literal["distance", "time"]
COLUMN = {"distance": METRES, "time": TIME}
GRAPH = "a graph of ways: networks.sea() or networks.load('world')"


class WayQuestion(NamedTuple):
    """A question that was checked: the way without arcs, its bans, its limits, and the arcs that may be used."""

    way: Way
    bans: list[Ban]
    limits: tuple[Limit, ...]
    mask: Bools | None

    def search(self, mask: Bools | None, time_limit_s: float | None) -> Search:
        """Return the search for it with the arcs that may be used."""
        way = self.way
        nodes = [end.node for end in (way.origin, *way.vias, way.destination)]
        return Search(digraph_of(way.graph, way.speeds), nodes, mask, until_of(time_limit_s))

    def most(self, without: Limit | None = None) -> dict[str, int]:
        """Return weight -> the most of it, of all limits but one."""
        return {limit.weight: limit.most for limit in self.limits if limit is not without}


def asked(
    graph: WayGraph,
    ends: tuple[Any, Any],
    minimise: Criterion,
    speeds: Speeds | None,
    constraints: Constraints | None,
    open_passages: Iterable[str],
    within_km: float,
) -> WayQuestion:
    """Return a question that was checked; see `routing.way` for what is refused."""
    constraints = constraints or Constraints()
    problems = list(_problems(graph, minimise, speeds, constraints, within_km))
    if problems:
        raise QuestionError(problems)
    check_kept(graph, constraints)
    opened = _opened(constraints, open_passages)
    named = _ends(graph, (ends[0], *constraints.via, ends[1]))
    here, *between, there = joined(graph, named, within_km)
    closed, bans = _banned(graph, constraints, opened)
    plain = Way(
        graph=graph,
        origin=here,
        destination=there,
        vias=tuple(between),
        minimise=minimise,
        constraints=constraints,
        closed=closed,
        speeds=speeds,
        status=Status.UNKNOWN,
    )
    return WayQuestion(plain, bans, tuple(limits_of(plain)), usable(graph, bans))


def mask_of(graph: WayGraph, constraints: Constraints, open_passages: Iterable[str]) -> Bools | None:
    """Return the arcs that bans leave; None: all."""
    return usable(graph, _banned(graph, constraints, _opened(constraints, open_passages))[1])


def _opened(constraints: Constraints, open_passages: Iterable[str]) -> frozenset[str]:
    """Return the passages that are opened; raise QuestionError for one that is avoided, too."""
    opened = passage_ids([open_passages] if isinstance(open_passages, str) else open_passages)
    both = sorted(opened & constraints.avoid_passages)
    if both:
        raise QuestionError([f"{name}: both opened and avoided" for name in both])
    return frozenset(opened)


def _banned(graph: WayGraph, constraints: Constraints, opened: frozenset[str]) -> tuple[frozenset[str], list[Ban]]:
    """Return the passages that are closed, by whomever, and all bans."""
    closed = (graph.closed - opened) | constraints.avoid_passages
    return closed, list(bans_of(graph, constraints, closed))


def _ends(graph: WayGraph, given: Iterable[Any]) -> list[Asked]:
    """Return the ends, and what lies between, as they are named; raise an error with all that is wrong of them."""
    found, wrong = [], []
    for end in given:
        try:
            found.append(asked_of(graph, end))
        except (QuestionError, UnknownNameError) as error:
            wrong.append(error)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise QuestionError([text for error in wrong for text in getattr(error, "problems", [str(error)])])
    if found[0] == found[-1]:
        raise QuestionError([f"origin and destination are both {found[0].name}: expected two different ends"])
    return found


def _problems(graph: Any, minimise: Any, speeds: Any, constraints: Any, within_km: Any) -> Iterable[str]:
    if not isinstance(graph, WayGraph):
        yield f"graph={type(graph).__name__}: expected {GRAPH}"
        return
    if minimise not in COLUMN:
        yield f"minimise={minimise!r}: expected 'distance' or 'time'"
    needs = "speeds=routing.Speeds(sea_kn=..., rail_kmh=..., transfer_h=...)"
    if speeds is not None and not isinstance(speeds, Speeds):
        yield f"speeds={speeds!r}: expected routing.Speeds(...)"
    elif speeds is not None and (missing := speeds.missing(graph)):
        yield f"speeds: {graph.name} needs {', '.join(missing)}, too"
    elif speeds is None and minimise == "time":
        yield f"minimise='time' needs {needs}"
    if not isinstance(constraints, Constraints):
        yield f"constraints={constraints!r}: expected routing.Constraints(...)"
    elif constraints.max_days is not None and speeds is None:
        yield f"max_days={constraints.max_days:g} needs {needs}"
    if isinstance(within_km, bool) or not isinstance(within_km, int | float) or not 0 < within_km < float("inf"):
        yield f"within_km={within_km!r}: expected a number of km above 0"


def is_direct(question: WayQuestion) -> bool:
    """Tell whether two ends at sea are nearer to each other than to the lanes, with open water between them.

    Where anything is banned beside passages the lanes are kept to, of which it is known what they touch.
    """
    way = question.way
    here, there, kept = way.origin, way.destination, way.constraints
    at_sea = here.mode == there.mode == SEA and (kept.modes is None or SEA in modes_allowed(kept.modes))
    banned = kept.avoid_territories or kept.avoid_areas or kept.avoid_passages
    if not at_sea or way.vias or banned or way.between_km >= here.km + there.km:
        return False
    return not land_km([np.array([(here.lon, here.lat), (there.lon, there.lat)])])[0]
