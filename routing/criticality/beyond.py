"""`worst_beyond`: the worst sets of many elements, by OR-Tools and the searches of the shipments in turn.

OR-Tools finds the set that is worst by the routes that are known, which bounds the harm of all sets from above. What it
really does is searched, and gives routes that were not known. Where both are the same, the set is the worst.
"""

from __future__ import annotations

from routing.criticality.worst import Worst
from routing.errors import QuestionError
from routing.search.bits import bits_of
from routing.search.budget import TimeUp
from routing.solving.models.interdiction import worst_set
from routing.status import Status


def worst_beyond(worst: Worst, size: int, whole: int) -> tuple[int, int, int]:
    """Return the most harm of so many elements that was found, a set that does it, and a bound of the harm of all.

    Parameters
    ----------
    worst
        The best so far, which becomes the one returned.
    whole
        The harm of one shipment that is left without a route.

    Raises
    ------
    QuestionError
        Losses too large for OR-Tools.
    TimeUp, LimitReachedError
        A limit was reached before there was a bound.
    """
    bound = sum(lane.ground.unserved for lane in worst.lanes if lane.has_route)
    try:
        worst.widen()
        while worst.most < bound:
            bound = min(bound, _round(worst, size, whole))
    except TimeUp:
        pass
    return worst.most, worst.exchanged(), max(bound, worst.most)


def _round(worst: Worst, size: int, whole: int) -> int:
    """Return a bound by the routes that are known, and look what the set that it comes from really does."""
    routes = [
        [(way.loss, list(bits_of(way.touched & worst.leading))) for way in lane.ways]
        for lane in worst.lanes
        if lane.has_route
    ]
    weights = [lane.ground.unserved // whole for lane in worst.lanes if lane.has_route]
    try:
        found = worst_set(routes, weights, size, worst.budget.left_s)
    except OverflowError as error:
        raise QuestionError([f"weights: {error}; give the shipments smaller ones"]) from error
    if found.status is not Status.OPTIMAL:
        raise TimeUp
    lost = sum(1 << bit for bit in found.lost)
    harm = worst.harm(lost)
    if harm > worst.most:
        worst.most, worst.set = harm, lost
    return found.unserved * whole + found.extra
