"""`verify_multicommodity`: an answer held against the question, in plain Python, with nothing of what found it."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from routing.errors import VerificationError
from routing.search.flows.shared_design import NetworkDesign
from routing.search.flows.shared_flow import Multicommodity
from routing.status import Status

NEAR = 1e-9  # relative: capacities and what is added up anew
SERVED = 1e-7  # of a demand, or of the mean one


class Asked(NamedTuple):
    """The question in plain lists; capacities and penalties are infinite where there is none."""

    tail: list[int]
    head: list[int]
    capacity: list[float]
    cost: list[float]
    origins: list[int]
    destinations: list[int]
    demands: list[float]
    penalty: list[float]


def verify_multicommodity(
    found: Multicommodity,
    tail: Sequence[int],
    head: Sequence[int],
    capacity: Sequence[float],
    cost: Sequence[float],
    origins: Sequence[int],
    destinations: Sequence[int],
    demands: Sequence[float],
    unserved_penalty: float | Sequence[float] | None = None,
    *,
    gap: float = 1e-6,
) -> None:
    """Check paths, capacities, what is served, the objective, and the bound by the prices; or that not all fits.

    The bound is worked out from the prices with searches of its own. With the objective it is complementary slackness:
    paths that are not the cheapest under the prices, prices of arcs that are not full, and the unserved that could be
    served for less than their penalty all open the gap.

    Raises
    ------
    VerificationError
        What is not so, all of it.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from routing.search import multicommodity, verify_multicommodity
    >>> asked = [0, 0], [1, 1], [3, -1], [2, 5], [0], [1], [4]
    >>> found = multicommodity(*asked)
    >>> verify_multicommodity(found, *asked)
    >>> verify_multicommodity(replace(found, objective=12.0, gap=1 / 12), *asked, gap=0.1)
    Traceback (most recent call last):
        ...
    routing.errors.VerificationError: objective: 12.0, added up anew 11.0
    """
    asked = in_lists((tail, head, capacity, cost), (origins, destinations, demands), unserved_penalty)
    wrong = list(_about_bound(found, asked, gap))
    if found.flow is not None:
        wrong += list(about_rows(found, asked)) or [*about_paths(found, asked), *about_amounts(found, asked)]
    elif found.status in (Status.OPTIMAL, Status.FEASIBLE):
        wrong.append(f"status {found.status.name} without a flow")
    if wrong:
        raise VerificationError("; ".join(wrong))


def in_lists(
    arcs: tuple[Sequence[int], Sequence[int], Sequence[float], Sequence[float]],
    shipments: tuple[Sequence[int], Sequence[int], Sequence[float]],
    unserved_penalty: float | Sequence[float] | None,
) -> Asked:
    """Return the question in plain lists."""
    (tail, head, capacity, cost), (origins, destinations, demands) = arcs, shipments
    each: list[float] = [math.inf] * len(demands)
    if unserved_penalty is not None:
        each = np.broadcast_to(np.asarray(unserved_penalty, dtype=np.float64), len(demands)).tolist()
    ends = [[int(node) for node in nodes] for nodes in (tail, head, origins, destinations)]
    room = [math.inf if one == -1 else float(one) for one in capacity]
    needed = [float(one) for one in demands]
    return Asked(ends[0], ends[1], room, [float(one) for one in cost], ends[2], ends[3], needed, each)


def near(one: float, other: float) -> bool:
    """Tell whether two sums are the same but for rounding."""
    return math.isclose(one, other, rel_tol=NEAR, abs_tol=1e-12)


def about_rows(found: Multicommodity | NetworkDesign, asked: Asked) -> Iterator[str]:
    """Yield what of a flow is about rows that the question lacks; of that nothing else can be checked."""
    for name, cells, rows in (("flow", found.flow, asked.tail), ("unserved", found.unserved, asked.demands)):
        if cells is None or cells.shape != (len(rows),):
            yield f"{name}: shape {None if cells is None else cells.shape}, expected ({len(rows)},)"
    for number, path in enumerate(found.paths):
        if path.commodity not in range(len(asked.demands)):
            yield f"path {number}: commodity {path.commodity} of {len(asked.demands)}"
        if any(row not in range(len(asked.tail)) for row in path.arcs.tolist()):
            yield f"path {number}: rows {path.arcs.tolist()} of {len(asked.tail)}"


def about_paths(found: Multicommodity | NetworkDesign, asked: Asked) -> Iterator[str]:
    """Yield what is wrong with the paths of a flow."""
    for number, path in enumerate(found.paths):
        at = asked.origins[path.commodity]
        for row in path.arcs.tolist():
            if asked.tail[row] != at:
                yield f"path {number}: row {row} does not go on from node {at}"
            at = asked.head[row]
        if at != asked.destinations[path.commodity]:
            yield f"path {number}: ends at node {at}"
        if not path.amount > 0:
            yield f"path {number}: carries {path.amount}"


def about_amounts(found: Multicommodity | NetworkDesign, asked: Asked, charges: float = 0.0) -> Iterator[str]:
    """Yield what is wrong with the amounts of a flow, and with its objective, which has charges beside it."""
    assert found.flow is not None and found.unserved is not None
    load, served = [0.0] * len(asked.tail), found.unserved.tolist()
    for path in found.paths:
        served[path.commodity] += path.amount
        for row in path.arcs.tolist():
            load[row] += path.amount
    mean = sum(asked.demands) / max(1, len(asked.demands))
    for row, (units, told) in enumerate(zip(load, found.flow.tolist(), strict=True)):
        if not abs(units - told) <= NEAR * max(units, mean):  # also catches NaN
            yield f"row {row}: flow {told}, the paths add up to {units}"
        if units > asked.capacity[row] + NEAR * max(mean, min(asked.capacity[row], units)):
            yield f"row {row}: carries {units} of {asked.capacity[row]}"
    for number, (units, needed) in enumerate(zip(served, asked.demands, strict=True)):
        if not (abs(units - needed) <= SERVED * max(needed, mean) and found.unserved[number] >= 0):
            yield f"commodity {number}: {units} served or not, {needed} wanted"
        if found.unserved[number] > 0 and math.isinf(asked.penalty[number]):
            yield f"commodity {number}: must be served and is not"
    spent = charges + sum(units * each for units, each in zip(load, asked.cost, strict=True))
    spent += sum(left * asked.penalty[number] for number, left in enumerate(found.unserved.tolist()) if left > 0)
    if found.objective is None or not near(found.objective, spent):
        yield f"objective: {found.objective}, added up anew {spent}"


def _about_bound(found: Multicommodity, asked: Asked, gap: float) -> Iterator[str]:
    prices = found.prices.tolist()
    if not all(price >= 0 for price in prices):
        yield "prices: not all are from 0"
        return
    if any(price > 0 and math.isinf(room) for price, room in zip(prices, asked.capacity, strict=True)):
        yield "prices: an arc without limit has one"
        return
    if found.status is Status.INFEASIBLE:
        free = asked._replace(cost=[0.0] * len(prices), penalty=[1.0] * len(asked.demands))
        proven, rounding = _least(free, prices)
        if proven <= rounding:
            yield "the prices do not prove that some must stay behind"
        return
    proven, rounding = _least(asked, prices)
    if found.bound > proven + rounding:
        yield f"bound: {found.bound}, the prices prove {proven}"
    if found.objective is None or found.gap is None:
        return
    if found.bound > found.objective:
        yield f"bound {found.bound} above the objective {found.objective}"
    share = (found.objective - found.bound) / found.objective if found.objective > 0 else 0.0
    if not near(share, found.gap):
        yield f"gap: {found.gap}, worked out anew {share}"
    if found.status is Status.OPTIMAL and found.gap > gap:
        yield f"called optimal with a gap of {found.gap}"


def _least(asked: Asked, prices: list[float]) -> tuple[float, float]:
    """Return what the prices prove, and how far rounding may have moved that."""
    leaving: dict[int, list[int]] = defaultdict(list)
    for row, (node, room) in enumerate(zip(asked.tail, asked.capacity, strict=True)):
        if room > 0:
            leaving[node].append(row)
    paid = sum(price * room for price, room in zip(prices, asked.capacity, strict=True) if price > 0)
    total = 0.0
    by_origin: dict[int, list[int]] = defaultdict(list)
    for number, node in enumerate(asked.origins):
        by_origin[node].append(number)
    for origin, numbers in by_origin.items():
        far = _distances(leaving, asked, prices, origin)
        for number in numbers:
            if asked.demands[number] > 0:
                least = min(asked.penalty[number], far.get(asked.destinations[number], math.inf))
                total += asked.demands[number] * least
    return total - paid, NEAR * (paid + total if math.isfinite(total) else paid)


def _distances(leaving: dict[int, list[int]], asked: Asked, prices: list[float], origin: int) -> dict[int, float]:
    far, heap = {origin: 0.0}, [(0.0, origin)]
    while heap:
        so_far, node = heapq.heappop(heap)
        if so_far > far[node]:
            continue
        for row in leaving[node]:
            there, total = asked.head[row], so_far + asked.cost[row] + prices[row]
            if total < far.get(there, math.inf):
                far[there] = total
                heapq.heappush(heap, (total, there))
    return far
