"""The expanded graph arc by arc: a second, plain definition without a column, a bundle or a stand-in.

What the columns of `routing.compiling` are held against: each ride, each place and each amount by itself, in the order of
their keys as tuples of texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from routing.compiling.arcs import Arc, Gap, some_of
from routing.compiling.areas import area_stop
from routing.compiling.at_places import done_at
from routing.compiling.calls import Arrival, At, Departure, calls_of
from routing.compiling.drayage import drayage
from routing.compiling.grades import by_grade
from routing.compiling.ground import Ground, side_of, ways_over
from routing.compiling.handovers import areas_calling, handovers, is_carriage
from routing.compiling.lines import lines
from routing.compiling.one_by_one import OneByOne
from routing.compiling.own_links import own_ends, own_ride
from routing.compiling.rides import ridden, ride_over
from routing.compiling.surcharges import surcharged
from routing.compiling.voyages import voyages


def arcs_of(ground: Ground) -> tuple[list[Arc], set[str]]:
    """Return all arcs of what stands on a ground in their order, and what could not be expanded, in words."""
    carried = tuple(by_grade(ground, tuple(voyages(ground, (*lines(ground), *_areas(ground), *_own_links(ground))))))
    calls = [one for one in carried if isinstance(one, Departure | Arrival)]
    found = [*carried, *done_at(ground, calls), *drayage(ground, calls_of(calls))]
    bundles = surcharged(ground, [OneByOne([one for one in found if isinstance(one, Arc)])])
    gaps = {one.words for one in found if isinstance(one, Gap)}
    return sorted((arc for bundle in bundles for arc in bundle.one_by_one()), key=attrgetter("key")), gaps


def _own_links(ground: Ground) -> Iterator[Any]:
    served = ground.network.is_served
    own = [
        link
        for link in ground.network.links.values()
        if link.hours is not None or not (served or link.length_km is None)
    ]
    lacking = sorted({*ground.network.links} - {link.id for link in own})
    if lacking and not served:
        words = "links with neither hours of their own, a length nor a service"
        yield Gap(f"{len(lacking)} {words} ({some_of(lacking, 5)})")
    for link in own:
        side, ride = side_of(link), own_ride(ground, link)
        for here, there in ways_over(link):
            tail = f"way|{here}|{side}"
            for vertex in (tail,) if ground.is_bare else (tail, f"{tail}+"):
                yield Arc(vertex, f"way|{there}|{side}", ride(places=(here, there)))
    for at in {At(place, side_of(link)) for link in own for place in (link.tail, link.head)}:
        yield from own_ends(ground, at)


def _areas(ground: Ground) -> Iterator[Any]:
    told: list[Any] = []
    for service in ground.services.values():
        links = [ground.links[name] for name in service.links] if is_carriage(service) else []
        for link in links:
            ride = ride_over(ground, service, service.id, (link,), (link.tail, link.head))
            for here, there in ways_over(link):
                tail, head = (f"{service.id}@{place}|{side_of(link)}" for place in (here, there))
                yield from ridden(ground, ride(places=(here, there)), (tail, f"{tail}+"), head)
        for at in {At(place, side_of(link)) for link in links for place in (link.tail, link.head)}:
            told += area_stop(ground, service, at)
    yield from told
    afloat = (one for one in told if isinstance(one, Arrival) and ground.is_told(one.at.side))
    yield from handovers(ground, areas_calling(ground, afloat))
