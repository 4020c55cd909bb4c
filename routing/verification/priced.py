"""What a lawful route costs at least under prices of capacity, by labels over proposed steps; a part of `verify`.

It shares nothing with how an assignment was found: steps are proposed from the network's records (`proposing.py`), and
what a step uses of a capacity is counted from them by rules of its own.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping, Sequence
from itertools import count, pairwise
from typing import NamedTuple

from networks.network import Network
from routing.question.question import Question
from routing.steps.step import Step
from routing.verification.days import Calendar
from routing.verification.passing import behind, touched, touches_asked
from routing.verification.proposed_steps import At
from routing.verification.proposing import Allows, Proposals
from routing.verification.second_search import is_lawful, limits_of, minimised

Price = Callable[[Step, bool], float]  # of a step, which may be the first, in USD


class Held(NamedTuple):
    """What is counted by itself: its kind and id, and of a service the leg or link that this is."""

    kind: str
    element: str
    on: str


def uses(network: Network, held: Held, step: Step, *, starts: bool) -> int:
    """Return how often a step uses what has a capacity; `starts`: it is the first of its route."""
    kind, element, on = held
    rides = step.kind == "ride"
    if kind == "place":
        return (starts and step.places[0] == element) + (list(step.places[1:]).count(element) if rides else 0)
    if kind == "operation":
        return int(not rides and step.element == element)
    if kind == "link":
        return sum(link == element for link in step.links)
    if kind == "border":
        return sum(_crosses(network, element, *arc) for arc in zip(step.links, pairwise(step.places), strict=False))
    leg = on if kind == "service" else element
    if kind == "service" and leg in network.links:
        return sum(link == leg for link in step.links) if step.element == element else 0
    line, _, seq = leg.rpartition("#")
    if not rides or step.element != line:
        return 0
    stops = {str(stop.seq): (before, stop) for before, stop in pairwise(network.services_of_all_dates[line].stops)}
    before, stop = stops[seq]
    return int([step.places[0], step.places[-1], *step.links] == [before.place, stop.place, *stop.path])


def _crosses(network: Network, border: str, link: str, ends: tuple[str, str]) -> bool:
    """Tell whether a ride from one end of a link to the other crosses a border in the direction that is meant."""
    both_ways = "-" in border
    one, other = border.split("-" if both_ways else ">")
    here, there = (network.places[place].country for place in ends)
    if not {one, other} <= {here, there, *network.links[link].territories}:
        return False
    return both_ways or not (here == other or (there == one and here != one))


def usd_of(question: Question, steps: Sequence[Step]) -> float:
    """Return what steps cost a shipper: money, and time and emissions at the prices of the question."""
    least = question.minimise
    total = sum(step.millicents or 0 for step in steps) / 100_000
    if not isinstance(least, str):
        total += float(least.usd_per_day) * sum(step.milliminutes or 0 for step in steps) / 1_440_000
        total += float(least.usd_per_tonne_co2e) * sum(step.milligrams or 0 for step in steps) / 1e9
    return total


class Searched(NamedTuple):
    """What a route costs at least in USD (infinite: there is none; None: not known), and the labels made."""

    usd: float | None
    labels: int


def least_priced(
    network: Network, question: Question, allows: Allows, price: Price, most: int, *, free: bool = False
) -> Searched:
    """Return what a route costs at least under prices, unless that takes more than so many labels.

    `free`: only the prices count.
    """
    limits, calendar = limits_of(question), Calendar(network, question)
    if calendar.opens or calendar.closes:
        return Searched(None, 0)  # labels would have to know the day as well
    needed = dict.fromkeys((*minimised(question), *(column for column, _, _ in limits)))
    proposals = Proposals(network, question, list(needed), allows)
    via = [touches_asked(network, one) for one in question.constraints.via]
    turn, settled = count(), dict[tuple[At, int], list[tuple[int, ...]]]()
    heap: list[tuple[float, tuple[int, ...], int, At, int, tuple[Step, ...]]] = []
    heapq.heappush(heap, (0.0, (0,) * len(limits), next(turn), proposals.start, 0, ()))
    while heap:
        usd, sums, number, at, passed, steps = heapq.heappop(heap)
        front = settled.setdefault((at, passed), [])
        if any(all(x <= y for x, y in zip(other, sums, strict=True)) for other in front):
            continue
        if number > most:
            return Searched(None, number)
        front.append(sums)
        if at.state == "delivered":
            if passed == len(via):  # what was proposed wrongly may have stood in the way of others
                return Searched(usd if is_lawful(network, question, steps) else None, next(turn))
            continue
        for more, there in proposals.moves(at):
            new = _summed(sums, limits, more)
            if new is not None:
                spent = sum(price(step, not steps and place == 0) for place, step in enumerate(more))
                spent += 0.0 if free else usd_of(question, more)
                now = behind(touched(more), via, passed)
                heapq.heappush(heap, (usd + spent, new, next(turn), there, now, steps + more))
    return Searched(math.inf, next(turn))


def _summed(
    sums: tuple[int, ...], limits: Sequence[tuple[str, int, float]], more: Sequence[Step]
) -> tuple[int, ...] | None:
    """Return limited sums with some steps more; None beyond a limit."""
    new = tuple(
        total + sum(getattr(step, column) for step in more) for total, (column, _, _) in zip(sums, limits, strict=True)
    )
    return new if all(total / per <= most for total, (_, per, most) in zip(new, limits, strict=True)) else None


def priced(network: Network, prices: Mapping[Held, float]) -> Price:
    """Return what a step pays for the capacities that it uses, by the price of one use of each."""
    of_link = {held.element: price for held, price in prices.items() if held.kind == "link"}
    others = [(held, price) for held, price in prices.items() if held.kind != "link"]

    def pay(step: Step, starts: bool) -> float:
        along = sum(of_link.get(link, 0.0) for link in step.links)
        return along + sum(price * uses(network, held, step, starts=starts) for held, price in others)

    return pay
