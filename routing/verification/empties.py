"""Boxes that have to balance, held against what is carried and against their own prices; a part of `verify`.

At each place as many of each size leave as arrive, added up anew from what is told to go. A price of boxes may stand
in a bound only if nothing is to be earned with empty ones: no way from one place to another is cheaper, under the
prices of capacities, than the boxes are worth more there; no box is worth more than it may be hired for, or less than
nothing by more than what it costs to drop it. What a way costs at least is searched anew, as far as there is patience.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from networks.network import Network
from routing.answers.assignment import Assignment
from routing.answers.empty_boxes import BoxPlace, EmptyRun
from routing.errors import VerificationError
from routing.question.consignment import Consignment
from routing.question.question import Question
from routing.verification.priced import Held, least_priced, priced, usd_of
from routing.verification.proposing import Allows

NEAR = 1e-6
Node = tuple[str, str]


def boxes_in(one: Consignment) -> int:
    """Return how many boxes a shipment has."""
    return one.shipment.containers if one.shipment.load == "container" else 0


def nodes_of(found: Assignment) -> dict[Node, BoxPlace]:
    """Return how boxes balance, by place and size."""
    return {(one.place, one.size): one for one in found.boxes}


def empty_question(found: Assignment, run: EmptyRun) -> Question:
    """Return what is asked for one of some empty boxes.

    Raises
    ------
    VerificationError
        Nobody asked for them.
    """
    if found.empties is None or found.empties.share is None:
        raise VerificationError("empty boxes of which nobody asked")
    return found.empties.question(run.size, run.origin, run.destination)


def shift_of(found: Assignment, one: Consignment) -> float:
    """Return what the boxes of a shipment cost by the prices: where they begin less where they end."""
    if not found.boxes or not boxes_in(one):
        return 0.0
    nodes, shipment = nodes_of(found), one.shipment
    begin, end = (nodes[place, shipment.size] for place in (shipment.origin, shipment.destination))
    return boxes_in(one) * (begin.price_usd - end.price_usd)


def exchange_usd(found: Assignment) -> float:
    """Return what hiring and dropping boxes comes to in a week, by the prices of the question."""
    if found.empties is None:
        return 0.0
    hire, drop = dict(found.empties.hire_usd), dict(found.empties.drop_usd)
    return sum(one.hired * hire.get(one.place, math.inf) for one in found.boxes if one.hired) + sum(
        one.dropped * drop.get(one.place, math.inf) for one in found.boxes if one.dropped
    )


def about_boxes(found: Assignment) -> Iterator[str]:
    """Yield where boxes do not balance, or are told otherwise than what goes comes to."""
    if found.empties is None:
        if found.boxes:
            yield "empty boxes of which nobody asked"
        return
    moved: dict[tuple[str, Node], float] = {}
    usual: dict[str, float] = {}
    for one in found.consignments:
        usual[one.shipment.size] = usual.get(one.shipment.size, 0.0) + boxes_in(one) * one.per_week
    for sent in found.sent:
        one = found.consignments[sent.consignment]
        if boxes_in(one):
            ends = one.shipment.origin, one.shipment.destination
            _note(moved, "loaded", ends, one.shipment.size, boxes_in(one) * sent.per_week)
    for run in found.runs:
        _note(moved, "empty", (run.origin, run.destination), run.size, run.per_week)
    nodes = nodes_of(found)
    for node in sorted({node for _, node in moved} - nodes.keys()):
        yield f"boxes of {node[1]} at {node[0]}: nothing is told of them"
    for node, told in nodes.items():
        near = NEAR * max(1.0, usual.get(told.size, 0.0))
        for name in ("loaded_in", "loaded_out", "empty_in", "empty_out"):
            expected = moved.get((name, node), 0.0)
            if abs(getattr(told, name) - expected) > near:
                amount = getattr(told, name)
                yield f"boxes of {told.size} at {told.place}: {name} {amount}, what goes comes to {expected}"
        left = told.loaded_in + told.empty_in + told.hired - told.loaded_out - told.empty_out - told.dropped
        if abs(left) > near or min(told.hired, told.dropped) < 0:
            yield f"boxes of {told.size} at {told.place} do not balance: {left} a week are over"


def _note(moved: dict[tuple[str, Node], float], what: str, ends: Node, size: str, amount: float) -> None:
    for name, place in zip((f"{what}_out", f"{what}_in"), ends, strict=True):
        key = name, (place, size)
        moved[key] = moved.get(key, 0.0) + amount


def about_run_costs(found: Assignment) -> Iterator[str]:
    """Yield where what empty boxes cost is not their share of what their steps come to."""
    for run in found.runs:
        question = empty_question(found, run)
        assert found.empties is not None and found.empties.share is not None
        if not run.per_week > 0:
            yield f"empty boxes from {run.origin} to {run.destination}: {run.per_week} a week"
        usd = found.empties.share * usd_of(question, run.route.steps)
        if not math.isclose(usd, run.usd, rel_tol=NEAR, abs_tol=0.01):
            yield f"empty boxes from {run.origin} to {run.destination}: {run.usd} USD each, its steps come to {usd}"


def about_box_prices(network: Network, found: Assignment, allows: Allows, labels: int) -> Iterator[str]:
    """Yield where something would be earned with empty boxes under the prices."""
    asked = found.empties
    if asked is None or asked.share is None:
        return
    hire, drop = dict(asked.hire_usd), dict(asked.drop_usd)
    for one in found.boxes:
        near = NEAR * abs(one.price_usd) + 0.01
        worth = f"a box of {one.size} at {one.place} is worth {one.price_usd} USD"
        if one.price_usd > hire.get(one.place, math.inf) + near:
            yield f"{worth}, it is hired for {hire[one.place]}"
        if -one.price_usd > drop.get(one.place, math.inf) + near:
            yield f"{worth}, it is dropped for {drop[one.place]}"
    nodes, told = nodes_of(found), _told_usd(network, found)
    for ends in ways_of(found):
        here, there = (nodes[end] for end in ends)
        gain = there.price_usd - here.price_usd
        near = NEAR * (abs(here.price_usd) + abs(there.price_usd)) + 0.01
        least = told.get(ends, math.inf)
        if gain > near and labels > 0:
            question = asked.question(here.size, here.place, there.place)
            load = question.shipment
            prices = {
                held: each / asked.share
                for held, each in prices_of(found, float(load.teu), float(load.tonnes or 0)).items()
            }
            searched = least_priced(network, question, allows, priced(network, prices), labels)
            labels -= searched.labels
            if searched.usd is not None:
                least = asked.share * searched.usd
        if gain > least + near:
            yield (
                f"an empty {here.size} from {here.place} to {there.place} earns {gain} USD and costs {least}: "
                "the prices of boxes prove nothing"
            )


def ways_of(found: Assignment) -> Iterator[tuple[Node, Node]]:
    """Yield the places and sizes between which empty boxes may go."""
    asked = found.empties
    assert asked is not None
    boxed = [one.shipment for one in found.consignments if boxes_in(one)]
    begin = {(one.origin, one.size) for one in boxed}
    end = {(one.destination, one.size) for one in boxed}
    sizes = {one.size for one in boxed}
    begin |= {(place, size) for place, _ in asked.drop_usd for size in sizes}
    end |= {(place, size) for place, _ in asked.hire_usd for size in sizes}
    nodes = nodes_of(found).keys()
    for here in sorted(end & nodes):
        yield from ((here, there) for there in sorted(begin & nodes) if here[1] == there[1] and here != there)


def _told_usd(network: Network, found: Assignment) -> dict[tuple[Node, Node], float]:
    """Return what the cheapest told way of empty boxes costs under the prices, by its ends."""
    told: dict[tuple[Node, Node], float] = {}
    for run in found.runs:
        load = run.route.load
        pay = priced(network, prices_of(found, float(load.teu or 0), float(load.tonnes or 0)))
        usd = run.usd + sum(pay(step, number == 0) for number, step in enumerate(run.route.steps))
        key = (run.origin, run.size), (run.destination, run.size)
        told[key] = min(told.get(key, math.inf), usd)
    return told


def prices_of(found: Assignment, teu: float, tonnes: float) -> dict[Held, float]:
    """Return what a use of each capacity, and of what is waited at, costs a shipment of a size."""
    prices: dict[Held, float] = {}
    for wait in found.waits:
        each = wait.price_usd * (teu if wait.unit == "TEU" else tonnes)
        if each:
            held = Held(wait.kind, wait.element, wait.on)
            prices[held] = prices.get(held, 0.0) + each
    for use in found.uses:
        spread = use.fixed_usd / use.capacity if use.capacity else 0.0
        each = (use.price_usd + spread) * (teu if use.unit == "TEU" else tonnes)
        if each:
            held = Held(use.kind, use.element, use.on)
            prices[held] = prices.get(held, 0.0) + each
    return prices
