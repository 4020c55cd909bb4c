"""Areas, the carriage of railways without a timetable: board once, ride anywhere inside.

Wagons of ordinary carriage and container trains at the general pace are areas of two grades. Rides over links that
have no figures of their own and cross no border are told in columns.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from networks.model.elements import Service
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap
from routing.compiling.bundle import Bundle, Ints, numbered
from routing.compiling.calls import At, Called, Halts, alighting, boarding
from routing.compiling.ground import OUTSIDE, Ground, side_of, ways_over
from routing.compiling.handovers import areas_calling, handovers, is_carriage
from routing.compiling.link_columns import ends_by_side, link_columns, link_rows
from routing.compiling.link_rides import LinkRides
from routing.compiling.ride_columns import area_columns
from routing.compiling.rides import Ride, ridden, ride_over

Bools = NDArray[np.bool_]


def areas(ground: Ground) -> Iterator[Called | Gap | Bundle | Halts]:
    """Yield the arcs and calls of every area, and the hand-overs of voyages (of others see `at_places.py`)."""
    told: list[Called] = []
    for service in ground.services.values():
        if is_carriage(service):
            rows = link_rows(ground.network, service.links)
            yield from _carried(ground, service, rows)
            for one in _calls(ground, service, rows):
                yield one
                told += [] if isinstance(one, Halts) else [one]
    yield from handovers(ground, areas_calling(ground, told))


def _carried(ground: Ground, service: Service, rows: Ints) -> Iterator[Arc | Gap | Bundle]:
    """Yield the rides of an area; those of voyages one by one, for they may depend on customs."""
    plain = _is_plain(ground, service, rows)
    yield AreaRides(ground, service, rows[plain])
    for row in rows[~plain].tolist():
        yield from _rides(ground, service, link_columns(ground.network).ids[row])


def _calls(ground: Ground, service: Service, rows: Ints) -> Iterator[Called | Halts]:
    """Yield where an area is boarded and left."""
    links = link_columns(ground.network)
    for side, places in ends_by_side(links, rows):
        if ground.is_told(side) or ground.is_told(service.mode):
            for place in places.tolist():
                yield from area_stop(ground, service, At(links.places[place], side))
        else:
            yield Halts(service.id, side, places)


def _is_plain(ground: Ground, service: Service, rows: Ints) -> Bools:
    """Return which rides are told in columns: over links without a speed of their own, and no customs on the way."""
    links, told = link_columns(ground.network), ground.is_told(service.mode)
    own = {element for element, quantity in ground.network.figures if quantity == "speed"}
    plain = np.array([not told and links.ids[row] not in own for row in rows.tolist()], dtype=np.bool_)
    if service.mode in OUTSIDE:
        return plain
    return np.asarray(plain & ~_crosses(ground)[rows])


def _crosses(ground: Ground) -> Bools:
    """Return which links join two customs areas."""
    links = link_columns(ground.network)
    areas, of_country = numbered([ground.network.customs_area(code) for code in links.countries])
    of_place = of_country[links.country]
    lies = np.array([bool(name) for name in areas], dtype=np.bool_)[of_place]
    tail, head = of_place[links.tail], of_place[links.head]
    return np.asarray((tail != head) & lies[links.tail] & lies[links.head])


class AreaRides(LinkRides):
    """Rides by an area over links without figures of their own and without a border."""

    def __init__(self, ground: Ground, service: Service, rows: Ints) -> None:
        super().__init__(ground, rows, area_columns(ground, service, rows), enters=True)
        self.service = service.id

    def vertex(self, place: str, side: str) -> str:
        """Return the key of the vertex aboard the area at a side of a place."""
        return vertices.aboard_area(self.service, place, side)

    def ride(self, link: str) -> Ride:
        """Return the ride over a link."""
        return _ride(self.ground, self.ground.services[self.service], link)


def _ride(ground: Ground, service: Service, name: str) -> Ride:
    link = ground.links[name]
    return ride_over(ground, service, service.id, (link,), (link.tail, link.head))


def _rides(ground: Ground, service: Service, name: str) -> Iterator[Arc | Gap]:
    link, ride = ground.links[name], _ride(ground, service, name)
    side = side_of(link)
    for here, there in ways_over(link):
        vertex = vertices.aboard_area(service.id, here, side)
        head = vertices.aboard_area(service.id, there, side)
        yield from ridden(ground, ride(places=(here, there)), (vertex, vertices.departing(vertex)), head)


def area_stop(ground: Ground, service: Service, at: At) -> Iterator[Called]:
    """Yield how an area is boarded and left; what has boarded must ride before it alights."""
    vertex = vertices.aboard_area(service.id, at.place, at.side)
    yield from boarding(ground, service, at, vertices.departing(vertex))
    yield from alighting(ground, service, at, vertex)
