"""How often a step uses what has a capacity, and what of a network that is counted by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from networks.model.keys import leg_key, split_border
from networks.network import Network
from routing.steps.step import Step
from routing.steps.uses import uses_of


class Counted(NamedTuple):
    """What is counted by itself: its kind, its id, and of a service the leg or link that this is."""

    kind: str
    element: str
    on: str = ""


def counted_of(network: Network, kind: str, element: str) -> Iterator[Counted]:
    """Yield what a capacity is counted on: a service has one on each of its legs, or links, anything else is one.

    Examples
    --------
    >>> import networks
    >>> [one.on for one in counted_of(networks.load("eurasia"), "service", "line:JTSL")][:2]
    ['line:JTSL#2', 'line:JTSL#3']
    """
    if kind != "service":
        yield Counted(kind, element)
        return
    service = network.services_of_all_dates[element]
    if service.kind == "line":
        yield from (Counted(kind, element, leg_key(element, stop.seq)) for stop in service.stops[1:])
    else:
        yield from (Counted(kind, element, link) for link in sorted(service.links))


def times_used(network: Network, counted: Counted, step: Step, *, starts: bool) -> int:
    """Return how often a step uses what is counted; `starts`: it is the first of its route."""
    kind, element, on = counted
    if kind == "border":
        return _crossings(network, element, step)
    if kind == "service":
        if on in network.links and step.element != element:
            return 0
        return uses_of(network, on, step, starts=False, hands_over=False)
    at_start = starts and step.places[0] == element
    return uses_of(network, element, step, starts=at_start, hands_over=False)


def _crossings(network: Network, border: str, step: Step) -> int:
    """Return over how many links a ride crosses a border, in the direction that is meant."""
    pair = split_border(border)
    if pair is None or not step.is_ride:
        return 0
    one, other, both_ways = pair
    found = 0
    for name, (here, there) in zip(step.links, pairwise(step.places), strict=False):
        countries = network.places[here].country, network.places[there].country
        lies_in = {*network.links[name].territories, *countries}
        backward = countries[0] == other or (countries[1] == one and countries[0] != one)
        found += {one, other} <= lies_in and (both_ways or not backward)
    return found
