"""Waiting that grows with use, worked out anew for an assignment; a part of `verify`.

As lines that become steeper are convex, the hours at a use are the most that any of the lines says, and 0; that is how
they are found here. The most that a price can earn beyond what all pay for waiting is looked for among the points where
a line becomes steeper and those where one line by itself earns most.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from networks.network import Network
from routing.answers.assignment import Assignment, Sent
from routing.answers.wait import Wait
from routing.question.congestion import Congestion
from routing.verification.flows import Counting, flows_of

NEAR = 1e-6  # relative: of what is worked out anew
STEP = 1e-6  # of a use: how near it may be to where a line becomes steeper
Line = tuple[float, float]  # hours at no use, and how many more a unit


def about_waits(network: Network, found: Assignment) -> Iterator[str]:
    """Yield where waiting is not what the use of its element makes of it, or not what is told of a route."""
    told = [(wait.kind, wait.element, wait.unit, wait.on) for wait in found.waits]
    wanted = [(one.kind, one.element, one.unit, on) for one in found.congestion for on in _parts(network, one)]
    if sorted(told) != sorted(wanted):
        yield "waits: not those of the congestion that was asked with"
        return
    counting = Counting(network, found.waits)
    for wait, flow in zip(found.waits, flows_of(found, counting), strict=True):
        stated = stated_of(found, wait)
        yield from _about_wait(found, wait, stated, flow)
    checked: dict[int, tuple[float, float]] = {}
    for sent in found.sent:
        if id(sent.route) not in checked:
            checked[id(sent.route)] = _waited(found, sent, counting)
        hours, usd = checked[id(sent.route)]
        if not (_near(hours, sent.waiting_h) and _near(usd, sent.waiting_usd)):
            told_here = f"waits {sent.waiting_h} h for {sent.waiting_usd} USD"
            yield f"consignment {sent.consignment}: {told_here}, its route comes to {hours} h and {usd} USD"


def waiting_paid(found: Assignment) -> float:
    """Return what all pay for waiting."""
    return sum(sent.per_week * sent.waiting_usd for sent in found.sent)


def earned(found: Assignment) -> float:
    """Return what the prices of waiting earn at most beyond what all pay for it; nothing where each pays its own."""
    if found.is_equilibrium:
        return 0.0
    return sum(_most(wait.price_usd, stated_of(found, wait)) for wait in found.waits)


def stated_of(found: Assignment, wait: Wait) -> Congestion:
    """Return the congestion of what is waited at."""
    key = wait.kind, wait.element, wait.unit
    return next(one for one in found.congestion if (one.kind, one.element, one.unit) == key)


def _about_wait(found: Assignment, wait: Wait, stated: Congestion, flow: float) -> Iterator[str]:
    lines, usd, scale = _lines(stated), stated.usd_per_hour, stated.waits[-1][0]
    hours = _hours(lines, wait.flow)
    if not _near(flow, wait.flow, scale):
        yield f"{wait.name}: a flow of {wait.flow} {wait.unit}, the routes add up to {flow}"
    lost = STEP * lines[-1][1] * max(scale, wait.flow)  # what differences of large numbers may lose
    if not _near(hours, wait.hours, lost) or wait.usd_per_hour != usd:
        yield f"{wait.name}: {wait.hours} h at {wait.usd_per_hour} USD of waiting, its use makes {hours} h at {usd} USD"
    if not wait.price_usd >= 0 or (found.is_equilibrium and not _near(wait.price_usd, usd * hours, usd * lost)):
        yield f"{wait.name}: a price of {wait.price_usd} USD a unit"
    over = STEP * max(scale, wait.flow)
    least, most = (usd * wait.flow * _steep(lines, wait.flow + side) for side in (-over, over))
    near = NEAR * max(1.0, most)
    if not least - near <= wait.external_usd <= most + near:
        yield f"{wait.name}: a unit more is told to cost others {wait.external_usd} USD, and costs {least} to {most}"


def _parts(network: Network, one: Congestion) -> list[str]:
    """Return what a congestion is counted on: legs or links of a service, else itself."""
    if one.kind != "service":
        return [""]
    service = network.services_of_all_dates[one.element]
    if service.kind == "line":
        return [f"{one.element}#{stop.seq}" for stop in service.stops[1:]]
    return sorted(service.links)


def _waited(found: Assignment, sent: Sent, counting: Counting) -> tuple[float, float]:
    """Return for how long a shipment waits on a route, and what that costs."""
    load, hours, usd = sent.route.load, 0.0, 0.0
    for row, times in counting.of(sent.route):
        wait = found.waits[row]
        size = float((load.teu if wait.unit == "TEU" else load.tonnes) or 0)
        if size:
            hours += times * wait.hours
            usd += times * wait.hours * size * wait.usd_per_hour
    return hours, usd


def _lines(stated: Congestion) -> list[Line]:
    """Return the lines through each two points."""
    steep = [(begin, least, (most - least) / (end - begin)) for (begin, least), (end, most) in pairwise(stated.waits)]
    return [(least - slope * begin, slope) for begin, least, slope in steep]


def _hours(lines: list[Line], use: float) -> float:
    return max(0.0, *(base + slope * use for base, slope in lines))


def _steep(lines: list[Line], use: float) -> float:
    """Return how many hours more a unit more makes all wait."""
    return max([(0.0, 0.0), *((base + slope * use, slope) for base, slope in lines)])[1]


def _most(price: float, stated: Congestion) -> float:
    """Return the most that so much a unit earns beyond what all pay for waiting."""
    if not price > 0:
        return 0.0
    lines, usd = _lines(stated), stated.usd_per_hour
    if not usd or not lines[-1][1]:
        return math.inf
    tried = [use for use, _ in stated.waits]
    tried += [max(0.0, (price / usd - base) / (2 * slope)) for base, slope in lines if slope]
    return max(0.0, *(use * (price - usd * _hours(lines, use)) for use in tried))


def _near(one: float, other: float, unit: float = 0.0) -> bool:
    return math.isclose(one, other, rel_tol=NEAR, abs_tol=max(1e-9, NEAR * unit))
