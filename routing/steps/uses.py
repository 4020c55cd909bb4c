"""How often a step uses an element: the one place that says what a use is."""

from __future__ import annotations

from itertools import pairwise

from networks.model.keys import split_leg
from networks.network import Network
from routing.steps.kinds import HANDOVER
from routing.steps.step import Step


def uses_of(network: Network, element: str, step: Step, *, starts: bool, hands_over: bool) -> int:
    """Return how often a step uses an element.

    Parameters
    ----------
    element
        Id of a service, a leg of a line (``service#seq``), a link, an operation, a procedure or a place.
    starts
        Whether the step is the first of a route from the element, a place.
    hands_over
        Whether the step leads aboard the element, a service: a hand-over is of the one that it leads to.
    """
    if element in network.services_of_all_dates:
        return int(step.is_boarding and step.element == element) + int(step.kind == HANDOVER and hands_over)
    if element in network.links:
        return step.links.count(element)
    if element in network.places:
        return int(starts) + (step.places[1:].count(element) if step.is_ride else 0)
    leg = split_leg(element)
    if leg is not None and leg[0] in network.services_of_all_dates:
        return int(step.is_ride and step.element == leg[0] and _is_leg(network, *leg, step))
    return int(step.element == element and not step.is_ride)


def _is_leg(network: Network, line: str, seq: str, step: Step) -> bool:
    """Tell whether a ride is the leg of a line that ends at a stop: its places and links are those of the leg."""
    stops = network.services_of_all_dates[line].stops
    for before, stop in pairwise(stops):
        if str(stop.seq) == seq:
            return (step.places[0], step.places[-1], step.links) == (before.place, stop.place, stop.path)
    return False
