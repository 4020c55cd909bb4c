"""What would have to grow for all to be carried, held against its cut; a part of `verify`.

The shares by which capacities grow are added up anew. With weights w of a unit of each capacity, of which a unit of
growth counts at least as much, every growth comes to at least sum_k q_k dist_k(w) - sum_r w_r capacity_r: routes that
are told show at once where that cannot be the bound, and what a lawful route weighs at least is searched anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from networks.network import Network
from routing.answers.assignment import Assignment, Relief, Use
from routing.answers.route import Route
from routing.question.question import Question
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
        total += one.per_week * told
    if relief.bound > total + NEAR * (1 + abs(total)):
        yield f"no growth below {relief.bound}, the cut proves no more than {total}"


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
