"""How often a step uses an element: the one place that says what a use is."""

from __future__ import annotations

from itertools import pairwise

from networks.model.network import Network
from routing.steps.kinds import HANDOVER
from routing.steps.step import Step


def uses_of(network: Network, element: str, step: Step, tail: str, head: str) -> int:
    """Return how often a step uses an element.

    Parameters
    ----------
    element
        Id of a service, a leg of a line (``service#seq``), a link, an operation, a procedure or a place.
    tail, head
        Keys of the vertices that the step joins, or as much of them as begins them: they tell where a route starts,
        and what a hand-over leads to.
    """
    if element in network.services:
        return int(step.is_boarding and step.element == element) + int(
            step.kind == HANDOVER and head.startswith(f"{element}@")
        )
    if element in network.links:
        return step.links.count(element)
    if element in network.places:
        starts = tail == f"door>{element}"
        return int(starts) + (step.places[1:].count(element) if step.is_ride else 0)
    line, _, seq = element.rpartition("#")
    if line in network.services:
        return int(step.is_ride and step.element == line and _is_leg(network, line, seq, step))
    return int(step.element == element and not step.is_ride)


def _is_leg(network: Network, line: str, seq: str, step: Step) -> bool:
    """Tell whether a ride is the leg of a line that ends at a stop: its places and links are those of the leg."""
    stops = network.services[line].stops
    for before, stop in pairwise(stops):
        if str(stop.seq) == seq:
            return (step.places[0], step.places[-1], step.links) == (before.place, stop.place, stop.path)
    return False
