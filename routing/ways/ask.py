"""`way` and `way_front`: the shortest or quickest way on a graph of ways, and all between the two.

minimise the sum of metres (or of thousandths of a minute) over paths between two nodes, over the edges that no ban
removes; exact, by the searches of `routing.search` on integers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import numpy as np

from networks.errors import UnknownNameError
from networks.geo.passages import passage_ids
from networks.ways.graph import WayGraph
from networks.ways.marks import SEA, Bools
from networks.ways.snapping import land_km
from routing.errors import QuestionError
from routing.question.constraints import Constraints
from routing.search.path import Path
from routing.status import Status
from routing.ways.answer import Way
from routing.ways.digraphs import METRES, TIME, digraph_of
from routing.ways.ends import WITHIN_KM, asked_of, joined
from routing.ways.speeds import Speeds
from routing.ways.usable import Ban, bans_of, check_kept, ends_inside, usable

Criterion = Literal["distance", "time"]
COLUMN = {"distance": METRES, "time": TIME}
GRAPH = "a graph of ways: networks.sea() or networks.load('world')"


class _Question(NamedTuple):
    """A question that was checked: the way without arcs, its bans, and the arcs that may be used."""

    way: Way
    bans: list[Ban]
    mask: Bools | None


def way(
    graph: WayGraph,
    origin: Any,
    destination: Any,
    *,
    minimise: Criterion = "distance",
    speeds: Speeds | None = None,
    constraints: Constraints | None = None,
    open_passages: Iterable[str] = (),
    within_km: float = WITHIN_KM,
    time_limit_s: float | None = None,
) -> Way:
    """Return the shortest or quickest way between two ends on a graph of ways, or the reasons why there is none.

    Parameters
    ----------
    graph
        ``networks.sea()``, ``networks.load("world")``, or one of your own (`networks.WayGraph.of_edges`).
    origin, destination
        A port by UN/LOCODE or name; degrees north and east, as ``(35.4, 139.7)`` or ``"35.4, 139.7"``; or a
        `networks.Place` with a position. What is no node joins the graph in a straight line, and `Way.warnings` tells
        how far that is.
    minimise
        ``"distance"`` or ``"time"``, which needs `speeds`.
    speeds
        Speeds of each mode, and hours of a transfer: no time is told without them.
    constraints
        Of these: `avoid_territories` (by geometry: no edge that touches their land is used), `avoid_passages`,
        `avoid_areas`, `modes` and `exact_codes`; others are refused.
    open_passages
        Passages to be opened of those that the graph closes unless asked, as ``"kiel"`` or ``"northeast"``.
    within_km
        How far an end may lie from the graph.
    time_limit_s
        Wall time of the search; beyond it the status is `Status.UNKNOWN`.

    Raises
    ------
    QuestionError
        Ends that are too far away or on parts that do not hang together, speeds that are missing, constraints that no
        graph of ways knows; all problems of a kind.
    UnknownNameError, AmbiguousNameError
        A port or passage that nothing is called, or several ports are.

    Examples
    --------
    >>> import numpy as np, networks, routing
    >>> lanes = np.array([(139.7, 35.3), (142.0, 38.0), (141.3, 42.4)])  # degrees east and north
    >>> graph = networks.WayGraph.of_edges("toy", lanes, [(0, 1), (1, 2)])
    >>> found = routing.way(graph, (35.4, 139.6), "42.5, 141.2", speeds=routing.Speeds(sea_kn=16))
    >>> round(found.km), round(found.hours), found.status.name
    (885, 30, 'OPTIMAL')
    """
    question = _asked(graph, (origin, destination), minimise, speeds, constraints, open_passages, within_km)
    if _is_direct(question):
        return replace(question.way, status=Status.OPTIMAL, arcs=np.zeros(0, dtype=np.int64), direct=True)
    inside = frozenset(ends_inside((question.way.origin, question.way.destination), question.way.constraints))
    if not inside:
        found = _shortest(question, question.mask, time_limit_s)
        if found.arcs is not None or found.status is Status.UNKNOWN:
            return replace(question.way, status=found.status, reason=found.reason, arcs=found.arcs)
    lifted = [ban for ban in question.bans if inside <= {ban.words}]
    blocked = tuple(ban.words for ban in lifted if _opens(question, ban, time_limit_s))
    reason = "the bans leave none" if question.mask is not None else "no edges lead there"
    reason = "an end, or its way to the graph, lies in what is banned" if inside else reason
    return replace(question.way, status=Status.INFEASIBLE, reason=reason, blocked_by=blocked)


def way_front(
    graph: WayGraph,
    origin: Any,
    destination: Any,
    *,
    speeds: Speeds,
    constraints: Constraints | None = None,
    open_passages: Iterable[str] = (),
    within_km: float = WITHIN_KM,
    time_limit_s: float | None = None,
) -> tuple[Way, ...]:
    """Return every way than which none is both shorter and quicker (one for each pair), the quickest first.

    Parameters and errors as in `way`; none where there is no way. Each answer's `status` is `Status.OPTIMAL`, or
    `Status.TRUNCATED` where the limit of time cut the front short.

    Examples
    --------
    >>> import numpy as np, networks, routing
    >>> graph = networks.WayGraph.of_edges("toy", np.array([(139.7, 35.3), (142.0, 38.0)]), [(0, 1)])
    >>> [round(one.km) for one in routing.way_front(graph, (35.3, 139.7), (38, 142), speeds=routing.Speeds(sea_kn=16))]
    [364]
    """
    question = _asked(graph, (origin, destination), "time", speeds, constraints, open_passages, within_km)
    ends = question.way.origin.node, question.way.destination.node
    if ends[0] == ends[1] or _is_direct(question):
        asked: Any = {"speeds": speeds, "constraints": constraints, "open_passages": open_passages}
        return (way(graph, origin, destination, minimise="time", within_km=within_km, **asked),)
    if any(ends_inside((question.way.origin, question.way.destination), question.way.constraints)):
        return ()
    paths = digraph_of(graph, speeds).pareto(
        *ends, criteria=(TIME, METRES), arc_mask=question.mask, time_limit_s=time_limit_s
    )
    return tuple(replace(question.way, status=paths.status, reason=paths.reason, arcs=path.arcs) for path in paths)


def _asked(
    graph: WayGraph,
    ends: tuple[Any, Any],
    minimise: Criterion,
    speeds: Speeds | None,
    constraints: Constraints | None,
    open_passages: Iterable[str],
    within_km: float,
) -> _Question:
    """Return a question that was checked."""
    constraints = constraints or Constraints()
    problems = list(_problems(graph, minimise, speeds, constraints, within_km))
    if problems:
        raise QuestionError(problems)
    check_kept(constraints)
    opened = passage_ids([open_passages] if isinstance(open_passages, str) else open_passages)
    both = sorted(opened & constraints.avoid_passages)
    if both:
        raise QuestionError([f"{name}: both opened and avoided" for name in both])
    asked, wrong = [], []
    for end in ends:
        try:
            asked.append(asked_of(graph, end))
        except (QuestionError, UnknownNameError) as error:
            wrong.append(error)
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        raise QuestionError([text for error in wrong for text in getattr(error, "problems", [str(error)])])
    if asked[0] == asked[1]:
        raise QuestionError([f"origin and destination are both {asked[0].name}: expected two different ends"])
    here, there = joined(graph, (asked[0], asked[1]), within_km)
    closed = (graph.closed - opened) | constraints.avoid_passages
    bans = list(bans_of(graph, constraints, closed))
    plain = Way(
        graph=graph,
        origin=here,
        destination=there,
        minimise=minimise,
        constraints=constraints,
        closed=closed,
        speeds=speeds,
        status=Status.UNKNOWN,
    )
    return _Question(plain, bans, usable(graph, bans))


def _problems(graph: Any, minimise: Any, speeds: Any, constraints: Any, within_km: Any) -> Iterable[str]:
    if not isinstance(graph, WayGraph):
        yield f"graph={type(graph).__name__}: expected {GRAPH}"
        return
    if minimise not in COLUMN:
        yield f"minimise={minimise!r}: expected 'distance' or 'time'"
    if speeds is not None and not isinstance(speeds, Speeds):
        yield f"speeds={speeds!r}: expected routing.Speeds(...)"
    elif speeds is not None and (missing := speeds.missing(graph)):
        yield f"speeds: {graph.name} needs {', '.join(missing)}, too"
    elif speeds is None and minimise == "time":
        yield "minimise='time' needs speeds=routing.Speeds(sea_kn=..., rail_kmh=..., transfer_h=...)"
    if not isinstance(constraints, Constraints):
        yield f"constraints={constraints!r}: expected routing.Constraints(...)"
    if isinstance(within_km, bool) or not isinstance(within_km, int | float) or not 0 < within_km < float("inf"):
        yield f"within_km={within_km!r}: expected a number of km above 0"


def _shortest(question: _Question, mask: Bools | None, time_limit_s: float | None) -> Path:
    asked = question.way
    return digraph_of(asked.graph, asked.speeds).shortest(
        asked.origin.node,
        asked.destination.node,
        minimise=COLUMN[asked.minimise],
        arc_mask=mask,
        time_limit_s=time_limit_s,
    )


def _is_direct(question: _Question) -> bool:
    """Tell whether two ends at sea are nearer to each other than to the lanes, with open water between them.

    Where anything is banned beside passages the lanes are kept to, of which it is known what they touch.
    """
    asked = question.way
    here, there = asked.origin, asked.destination
    at_sea = here.mode == there.mode == SEA
    banned = asked.constraints.avoid_territories or asked.constraints.avoid_areas or asked.constraints.avoid_passages
    if not at_sea or banned or asked.between_km >= here.km + there.km:
        return False
    return not land_km([np.array([(here.lon, here.lat), (there.lon, there.lat)])])[0]


def _opens(question: _Question, ban: Ban, time_limit_s: float | None) -> bool:
    """Tell whether there is a way once one ban is lifted."""
    others = [one for one in question.bans if one is not ban]
    return _shortest(question, usable(question.way.graph, others), time_limit_s).arcs is not None
