"""`way` and `way_front`: the shortest or quickest way on a graph of ways, and all between the two.

minimise the sum of metres (or of thousandths of a minute) over paths from node to node by way of others, over the edges
that no ban removes, the other sum within its limit; exact, by the searches of `routing.search` on integers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from networks.ways.graph import WayGraph
from routing.question.constraints import Constraints
from routing.status import Status
from routing.ways.answer import Way
from routing.ways.asked import COLUMN, Criterion, WayQuestion, asked, is_direct
from routing.ways.ends import WITHIN_KM
from routing.ways.limits import Limit
from routing.ways.searching import front, least
from routing.ways.speeds import Speeds
from routing.ways.usable import ends_inside, usable

NONE_WITHIN = "the limits leave none"


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
        `avoid_areas`, `modes` and `exact_codes`; `via` (ports, places or positions, in order: the way runs through the
        node at which each joins the graph); `max_km`, and `max_days`, which needs `speeds`. Others are refused.
    open_passages
        Passages to be opened of those that the graph closes unless asked, as ``"kiel"`` or ``"northeast"``.
    within_km
        How far an end may lie from the graph.
    time_limit_s
        Wall time of a search; beyond it the status is `Status.UNKNOWN`, or `Status.FEASIBLE` with a way within the
        limits that may not be the least.

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
    question = asked(graph, (origin, destination), minimise, speeds, constraints, open_passages, within_km)
    plain = question.way
    if is_direct(question):
        return _direct(question)
    inside = frozenset(ends_inside(graph, (plain.origin, *plain.vias, plain.destination), plain.constraints))
    if not inside:
        found = least(question.search(question.mask, time_limit_s), COLUMN[minimise], question.most())
        if found.arcs is not None or found.status is Status.UNKNOWN:
            return replace(plain, status=found.status, reason=found.reason, arcs=found.arcs)
    reason, blocked = _why_none(question, inside, time_limit_s)
    return replace(plain, status=Status.INFEASIBLE, reason=reason, blocked_by=blocked)


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
    `Status.TRUNCATED` where the limit of time cut the front short; where that was before any way, there is one answer
    without a way, of `Status.UNKNOWN`.

    Examples
    --------
    >>> import numpy as np, networks, routing
    >>> graph = networks.WayGraph.of_edges("toy", np.array([(139.7, 35.3), (142.0, 38.0)]), [(0, 1)])
    >>> [round(one.km) for one in routing.way_front(graph, (35.3, 139.7), (38, 142), speeds=routing.Speeds(sea_kn=16))]
    [364]
    """
    question = asked(graph, (origin, destination), "time", speeds, constraints, open_passages, within_km)
    plain = question.way
    if is_direct(question):
        found = _direct(question)
        return () if found.arcs is None else (found,)
    if any(ends_inside(graph, (plain.origin, *plain.vias, plain.destination), plain.constraints)):
        return ()
    ways = front(question.search(question.mask, time_limit_s), question.most())
    return tuple(replace(plain, status=one.status, reason=one.reason, arcs=one.arcs) for one in ways)


def _direct(question: WayQuestion) -> Way:
    """Return the straight way over open water, if that is within the limits."""
    found = replace(question.way, status=Status.OPTIMAL, arcs=np.zeros(0, dtype=np.int64), direct=True)
    totals = {"max_km": found.km, "max_days": found.days or 0.0}
    beyond = [limit for limit in question.limits if totals[limit.name] > limit.stated]
    if not beyond:
        return found
    blocked = tuple(_told(limit, totals[limit.name]) for limit in beyond) if len(beyond) == 1 else ()
    return replace(question.way, status=Status.INFEASIBLE, reason=NONE_WITHIN, blocked_by=blocked)


def _told(limit: Limit, least_of_all: float) -> str:
    return limit.words(round((least_of_all - limit.off) * limit.per_unit))


def _why_none(question: WayQuestion, inside: frozenset[str], time_limit_s: float | None) -> tuple[str, tuple[str, ...]]:
    """Return why there is no way, and of bans and limits each that opens one if it alone is lifted."""
    graph, column = question.way.graph, COLUMN[question.way.minimise]
    blocked = []
    for ban in question.bans:
        mask = usable(graph, [one for one in question.bans if one is not ban])
        if inside <= {ban.words}:
            search = question.search(mask, time_limit_s)
            blocked += [ban.words] if least(search, column, question.most()).arcs is not None else []
    if inside:
        return "an end, or its way to the graph, lies in what is banned", tuple(blocked)
    search = question.search(question.mask, time_limit_s)
    for limit in question.limits:
        found = least(search, limit.weight, question.most(without=limit))
        blocked += [limit.words(found.totals[limit.weight])] if found.arcs is not None else []
    if question.limits and least(search, column, {}).arcs is not None:
        return NONE_WITHIN, tuple(blocked)
    return "the bans leave none" if question.mask is not None else "no edges lead there", tuple(blocked)
