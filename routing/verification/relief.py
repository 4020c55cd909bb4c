"""What would have to grow for all to be carried, held against its cut; a part of `verify`.

The shares by which capacities grow are added up anew. With weights w of a unit of each capacity, of which a unit of
growth counts at least as much, every growth comes to at least sum_k q_k dist_k(w) - sum_r w_r capacity_r: routes that
are told show at once where that cannot be the bound, and what a lawful route weighs at least is searched anew. Where
boxes have to balance their weights add to what shipments weigh, and no way of empty ones may weigh less than they gain.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from networks.network import Network
from routing.answers.assignment import Assignment, Relief, Use
from routing.answers.route import Route
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.verification.empties import ways_of
from routing.verification.priced import Held, least_priced, priced
from routing.verification.proposing import Allows
from routing.verification.reckoning import Reckoning

NEAR = 1e-6  # relative: of what is added up anew
LABELS = 10_000  # in all, of searches for the routes of least weight


class Carried(NamedTuple):
    """Shipments that ask alike and have a route: how many a week, and the routes that are told."""

    question: Question
    per_week: float
    routes: tuple[Route, ...]


def about_relief(network: Network, found: Assignment, carried: Sequence[Carried], allows: Allows) -> Iterator[str]:
    """Yield where a relief does not add up, or its cut cannot prove what it says."""
    relief = found.relief
    if relief is None:
        return
    rows = {f"{use.name}, {use.unit}": use for use in found.uses}
    strange = [name for name in (*relief.needed, *relief.cut) if name not in rows]
    if strange:
        yield f"what would have to grow: {strange[0]} has no capacity"
        return
    share = _shares(found.uses)
    grown = {name: needed - rows[name].capacity for name, needed in relief.needed.items()}
    growth = sum(more * share[name] for name, more in grown.items())
    if any(more < 0 for more in grown.values()) or not math.isclose(growth, relief.growth, rel_tol=NEAR, abs_tol=1e-5):
        yield f"a growth of {relief.growth}, what would have to grow comes to {growth}"
    if relief.bound > relief.growth + 1e-9:
        yield f"a growth of {relief.growth} below its bound of {relief.bound}"
    if any(not -1e-12 <= weight <= share[name] * (1 + NEAR) for name, weight in relief.cut.items()):
        yield "a unit of the cut weighs more than it counts to let it grow"
    yield from _about_bound(network, found, relief, rows, carried, allows)


def _shares(uses: Sequence[Use]) -> dict[str, float]:
    """Return what a unit more of each capacity counts: its share of it, of those that carry nothing of the mean."""
    positive = [use.capacity for use in uses if use.capacity > 0]
    usual = sum(positive) / len(positive) if positive else 1.0
    return {f"{use.name}, {use.unit}": 1 / (use.capacity or usual) for use in uses}


def _about_bound(
    network: Network,
    found: Assignment,
    relief: Relief,
    rows: dict[str, Use],
    carried: Sequence[Carried],
    allows: Allows,
) -> Iterator[str]:
    """Yield where the cut does not prove the bound."""
    total, labels = -sum(weight * rows[name].capacity for name, weight in relief.cut.items()), LABELS
    for one in carried:
        weigh = _weighing(network, one.question, relief, rows)
        told = min((_weight(route, weigh) for route in one.routes), default=math.inf)
        if labels > 0:
            searched = least_priced(network, one.question, allows, weigh, labels, free=True)
            labels -= searched.labels
            if searched.usd is not None and searched.usd > told + NEAR * (1 + told):
                yield f"{one.question}: a route weighs {told}, the least is {searched.usd}"
            told = told if searched.usd is None else min(told, searched.usd)
        total += one.per_week * (told + _shift(relief, one.question.shipment))
    yield from _about_boxes(network, found, relief, rows, allows)
    if relief.bound > total + NEAR * (1 + abs(total)):
        yield f"no growth below {relief.bound}, the cut proves no more than {total}"


def _shift(relief: Relief, shipment: Shipment) -> float:
    """Return what the boxes of a shipment weigh: where they begin less where they end."""
    if shipment.load != "container":
        return 0.0
    ends = shipment.origin, shipment.destination
    begin, end = (relief.boxes.get(f"{place}, {shipment.size}", 0.0) for place in ends)
    return shipment.containers * (begin - end)


def _about_boxes(
    network: Network, found: Assignment, relief: Relief, rows: dict[str, Use], allows: Allows
) -> Iterator[str]:
    """Yield where empty boxes would gain by going, being hired or dropped, so that the cut proves nothing."""
    asked, labels = found.empties, LABELS
    if asked is None:
        if relief.boxes:
            yield "weights of boxes of which nobody asked"
        return
    weight = {(one.place, one.size): relief.boxes.get(f"{one.place}, {one.size}", 0.0) for one in found.boxes}
    for names, sign in ((asked.hire_usd, 1), (asked.drop_usd, -1)):
        for place in dict(names):
            if any(sign * worth > NEAR for (where, _), worth in weight.items() if where == place):
                yield f"a box at {place} weighs something, though it is free to be had or left"
    for here, there in ways_of(found):
        gain = weight[there] - weight[here]
        if gain > NEAR and labels > 0:
            question = asked.question(here[1], here[0], there[0])
            weigh = _weighing(network, question, relief, rows)
            searched = least_priced(network, question, allows, weigh, labels, free=True)
            labels -= searched.labels
            if searched.usd is not None and gain > searched.usd + NEAR * (1 + gain):
                yield f"an empty {here[1]} from {here[0]} to {there[0]} weighs {searched.usd} and gains {gain}"


def _weighing(network: Network, question: Question, relief: Relief, rows: dict[str, Use]) -> Callable[..., float]:
    load = Reckoning(network, question.shipment)
    weights: dict[Held, float] = {}
    for name, weight in relief.cut.items():
        use = rows[name]
        size = float((load.teu if use.unit == "TEU" else load.tonnes) or 0)
        if weight * size:
            held = Held(use.kind, use.element, use.on)
            weights[held] = weights.get(held, 0.0) + weight * size
    return priced(network, weights)


def _weight(route: Route, weigh: Callable[..., float]) -> float:
    return sum(weigh(step, number == 0) for number, step in enumerate(route.steps))
