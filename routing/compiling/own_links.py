"""Links that are usable without any service: they have hours of their own.

In a network without any service, on offer or not, a length is enough: such a link has a distance and no time, so that
questions that do not ask for the time may use it, and the others leave it out and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from networks.model.elements import Link
from routing.amounts.rounding import nearest
from routing.amounts.units import HOUR, KG, KM, USD
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap, some_of
from routing.compiling.bundle import Bundle, Ints
from routing.compiling.calls import OWN, Arrival, At, Called, Departure, Halts
from routing.compiling.ground import Ground
from routing.compiling.link_columns import ends_by_side, link_columns
from routing.compiling.link_rides import LinkRides
from routing.compiling.near_customs import near_customs
from routing.compiling.operations import free_step
from routing.compiling.ride_columns import own_columns
from routing.compiling.rides import Ride, only_passed, touched
from routing.steps.kinds import PORT, RIDE
from routing.steps.step import Step


def own_links(ground: Ground) -> Iterator[Called | Gap | Bundle | Halts]:
    """Yield the rides over links that are usable by themselves, and how those are entered and left.

    Those near voyages that may stay inside one customs area are told one by one (`voyages.py`).
    """
    table, links = ground.network.tables["links"], link_columns(ground.network)
    is_own = ~np.isnan(table["hours"])
    if not ground.network.is_served:
        is_own |= ~np.isnan(table["length_km"])
        yield from _lacking(sorted(table["id"][~is_own].tolist()))
    near, told = near_customs(ground, is_own)
    yield OwnRides(ground, np.flatnonzero(is_own & ~told))
    yield from OwnRides(ground, np.flatnonzero(told)).one_by_one()
    for side, places in ends_by_side(links, np.flatnonzero(is_own)):
        alone = places[near[places]] if ground.is_told(side) else places[:0]
        yield Halts(OWN, side, np.setdiff1d(places, alone))
        for place in alone.tolist():
            yield from own_ends(ground, At(links.places[place], side))


def _lacking(links: list[str]) -> Iterator[Gap]:
    if links:
        yield Gap(f"{len(links)} links with neither hours of their own, a length nor a service ({some_of(links, 5)})")


class OwnRides(LinkRides):
    """Rides over links that are usable by themselves."""

    def __init__(self, ground: Ground, rows: Ints) -> None:
        super().__init__(ground, rows, own_columns(ground.network, rows), enters=not ground.is_bare)

    def vertex(self, place: str, side: str) -> str:
        """Return the key of the vertex under way at a side of a place."""
        return vertices.under_way(place, side)

    def ride(self, link: str) -> Ride:
        """Return the ride over a link."""
        return own_ride(self.ground, self.ground.links[link])


def own_ends(ground: Ground, at: At) -> Iterator[Called]:
    """Yield how such links are entered and left at a side of a place."""
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
