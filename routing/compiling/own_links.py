"""Links that are usable without any service: they have hours of their own.

In a network without any service, on offer or not, a length is enough: such a link has a distance and no time, so that
questions that do not ask for the time may use it, and the others leave it out and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from networks.model.elements import Link
from routing.amounts.rounding import nearest
from routing.amounts.units import HOUR, KG, KM, USD
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap, some_of
from routing.compiling.calls import OWN, Arrival, At, Called, Departure
from routing.compiling.ground import Ground, side_of, ways_over
from routing.compiling.operations import free_step
from routing.compiling.rides import Ride, only_passed, touched
from routing.steps.kinds import PORT, RIDE
from routing.steps.step import Step


def own_links(ground: Ground) -> Iterator[Called | Gap]:
    """Yield the rides over links that are usable by themselves, and how those are entered and left."""
    served = ground.network.is_served
    own = [link for link in ground.links.values() if link.hours is not None or not (served or link.length_km is None)]
    lacking = sorted(ground.links.keys() - {link.id for link in own})
    if lacking and not served:
        examples = some_of(lacking, 5)
        yield Gap(f"{len(lacking)} links with neither hours of their own, a length nor a service ({examples})")
    for link in own:
        yield from _rides(ground, link)
    for at in dict.fromkeys(At(place, side_of(link)) for link in own for place in (link.tail, link.head)):
        yield from _ends(ground, at)


def _rides(ground: Ground, link: Link) -> Iterator[Arc]:
    side, ride = side_of(link), own_ride(ground, link)
    for here, there in ways_over(link):
        step, tail = ride(places=(here, there)), vertices.under_way(here, side)
        for vertex in dict.fromkeys((tail, _entered(ground, tail))):
            yield Arc(vertex, vertices.under_way(there, side), step)


def _ends(ground: Ground, at: At) -> Iterator[Called]:
    step, vertex = free_step(ground, at.place, at.side, PORT), vertices.under_way(at.place, at.side)
    yield Departure(at, OWN, _entered(ground, vertex), step)
    yield Arrival(at, OWN)
    yield Arc(vertices.started(*at), _entered(ground, vertex), step)
    yield Arc(vertex, vertices.set_down(*at), step)


def _entered(ground: Ground, vertex: str) -> str:
    """Return the vertex of goods that have entered such links at a vertex under way: they must ride."""
    return vertex if ground.is_bare else vertices.departing(vertex)


def own_ride(ground: Ground, link: Link) -> Ride:
    """Return the ride over a link that is usable by itself."""
    ends = (link.tail, link.head)
    return partial(
        Step,
        kind=RIDE,
        component=link.mode,
        element=link.id,
        links=(link.id,),
        mode=link.mode,
        milliminutes=_scaled(link.hours, HOUR),
        millicents=_scaled(link.usd, USD),
        milligrams=_scaled(link.kg_co2e, KG),
        milligrams_ttw=None,
        millimetres=_scaled(link.length_km, KM),
        territories=touched(ground, (link,), ends),
        in_transit=only_passed(ground, (link,), ends),
    )


def _scaled(value: float | None, factor: int) -> int | None:
    return None if value is None else nearest(value, factor)
