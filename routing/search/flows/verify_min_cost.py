"""`verify_min_cost_flow`: an answer held against the question, in plain Python, with nothing of what found it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from routing.errors import VerificationError
from routing.search.flows.answer import MinCostFlow
from routing.search.flows.cut import FlowCut
from routing.status import Status


class _Arc(NamedTuple):
    tail: int
    head: int
    capacity: int
    cost: int
    lower: int


def verify_min_cost_flow(
    found: MinCostFlow,
    tail: Sequence[int],
    head: Sequence[int],
    capacity: Sequence[int],
    cost: Sequence[int],
    supply: Sequence[int],
    lower: Sequence[int] | None = None,
) -> None:
    """Check a flow, its cost and the prices that prove it; or the cut that proves that there is none.

    Raises
    ------
    VerificationError
        What is not so, all of it.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from routing.search import min_cost_flow, verify_min_cost_flow
    >>> asked = [0, 0, 1], [1, 2, 2], [4, 2, 4], [1, 3, 1], [5, 0, -5]
    >>> found = min_cost_flow(*asked)
    >>> verify_min_cost_flow(found, *asked)
    >>> verify_min_cost_flow(replace(found, cost=10), *asked)
    Traceback (most recent call last):
        ...
    routing.errors.VerificationError: cost: 10, added up anew 11
    """
    columns = (tail, head, capacity, cost, repeat(0, len(tail)) if lower is None else lower)
    arcs = [_Arc(*map(int, row)) for row in zip(*columns, strict=True)]
    needed = [int(one) for one in supply]
    if found.status is Status.INFEASIBLE:
        wrong = list(_about_cut(found.cut, arcs, needed))
    elif found.status is Status.OPTIMAL and found.flow is not None and found.prices is not None:
        flow, prices = [int(one) for one in found.flow], [int(one) for one in found.prices]
        wrong = [*_about_flow(flow, arcs, needed), *_about_prices(prices, flow, arcs)]
        spent = sum(units * arc.cost for units, arc in zip(flow, arcs, strict=True))
        wrong += [f"cost: {found.cost}, added up anew {spent}"] * (spent != found.cost)
    else:
        wrong = [f"status {found.status.name} without what belongs to it"]
    if wrong:
        raise VerificationError("; ".join(wrong))


def _about_flow(flow: list[int], arcs: list[_Arc], supply: list[int]) -> Iterator[str]:
    left = list(supply)
    for row, (units, arc) in enumerate(zip(flow, arcs, strict=True)):
        left[arc.tail] -= units
        left[arc.head] += units
        if units < arc.lower or (units > arc.capacity != -1):
            yield f"row {row}: {units} units, allowed are {arc.lower} to {arc.capacity}"
    for node, units in enumerate(left):
        if units:
            yield f"node {node}: {units} units of its supply do not leave it"


def _about_prices(prices: list[int], flow: list[int], arcs: list[_Arc]) -> Iterator[str]:
    """Complementary slackness: with it, the flow and the prices are both the best there are."""
    for row, (units, arc) in enumerate(zip(flow, arcs, strict=True)):
        reduced = arc.cost + prices[arc.tail] - prices[arc.head]
        if reduced < 0 and (units < arc.capacity or arc.capacity == -1):
            yield f"row {row}: would save {-reduced} a unit and is not full"
        if reduced > 0 and units > arc.lower:
            yield f"row {row}: wastes {reduced} a unit and is used"


def _about_cut(cut: FlowCut | None, arcs: list[_Arc], supply: list[int]) -> Iterator[str]:
    if cut is None:
        yield "no cut proves that there is no flow"
        return
    nodes = {int(node) for node in cut.nodes}
    leaving = [row for row, arc in enumerate(arcs) if arc.tail in nodes and arc.head not in nodes]
    required = sum(supply[node] for node in nodes)
    required += sum(arc.lower for arc in arcs if arc.head in nodes and arc.tail not in nodes)
    room = sum(arcs[row].capacity for row in leaving)
    if leaving != cut.arcs.tolist() or any(arcs[row].capacity == -1 for row in leaving):
        yield "cut: its arcs are not those that leave its nodes, all with a capacity"
    if (required, room) != (cut.required, cut.room):
        yield f"cut: {cut.required} against {cut.room}, added up anew {required} against {room}"
    too_few = len(nodes) == len(supply) and required < 0  # everywhere more is wanted than there is
    if required <= room and not too_few:
        yield "cut: what must leave its nodes finds room"
