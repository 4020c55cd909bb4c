"""How many borders a route crosses, and how often it changes the gauge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from networks.network import Network
from routing.steps.kinds import RAIL, ROAD
from routing.steps.leg import legs_of
from routing.steps.step import Step


def borders_crossed(network: Network, steps: Sequence[Step]) -> int:
    """Return how often the territory changes from one place to the next, by land and from port to port.

    Ports at which the goods stay aboard do not count, nor does what a railway only passes between two places of its
    own territory, nor a place whose country is not stated.
    """
    countries: list[str] = []
    for leg in legs_of(steps, network):
        by_land = leg.mode in (RAIL, ROAD)
        places = [place for ride in leg.rides for place in ride.places] if by_land else [leg.origin, leg.destination]
        countries += filter(None, (network.places[place].country for place in places))
    return sum(one != other for one, other in pairwise(countries))


def gauge_changes(network: Network, steps: Iterable[Step]) -> int:
    """Return how often a rail link of one gauge follows on one of another, with no ride by another mode between."""
    gauges: list[int | None] = []
    for step in (step for step in steps if step.is_ride):
        known = (network.links[link].gauge_mm for link in step.links)
        gauges += (gauge for gauge in known if gauge) if step.mode == RAIL else [None]
    return sum(None not in pair and pair[0] != pair[1] for pair in pairwise(gauges))
