"""Areas, the carriage of railways without a timetable: board once, ride anywhere inside; and hand-overs between them.

Wagons of ordinary carriage and container trains at the general pace are areas of two grades: goods are handed over from
railway to railway within a grade, and change to another one as from train to train.
"""

from __future__ import annotations

from collections.abc import Iterator

from networks.model.elements import DRAYAGE, Service
from routing.amounts import charges
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap
from routing.compiling.calls import At, Called, alighting, boarding
from routing.compiling.ground import Ground, side_of, ways_over
from routing.compiling.procedures import Where, procedure_row, procedure_step
from routing.compiling.rides import ridden, ride_over
from routing.steps.kinds import BORDER, HANDOVER, TAKEOVER
from routing.steps.step import Step


def areas(ground: Ground) -> Iterator[Called | Gap]:
    """Yield the arcs and calls of every area, and the hand-overs where two meet."""
    for service in ground.services.values():
        if _is_carriage(service):
            yield from _rides(ground, service)
            yield from _stops(ground, service)
    yield from handovers(ground)


def _is_carriage(service: Service) -> bool:
    """Tell whether a service is an area that is boarded at terminals; lorries of drayage come to the gate."""
    return service.kind != "line" and service.grade != DRAYAGE


def reached(ground: Ground, service: Service) -> list[At]:
    """Return the sides of places that an area reaches."""
    links = [ground.links[name] for name in service.links]
    return sorted({At(place, side_of(link)) for link in links for place in (link.tail, link.head)})


def _rides(ground: Ground, service: Service) -> Iterator[Arc | Gap]:
    for link in (ground.links[name] for name in service.links):
        side = side_of(link)
        ride = ride_over(ground, service, service.id, (link,), (link.tail, link.head))
        for here, there in ways_over(link):
            vertex = vertices.aboard_area(service.id, here, side)
            head = vertices.aboard_area(service.id, there, side)
            yield from ridden(ground, ride(places=(here, there)), (vertex, vertices.departing(vertex)), head)


def _stops(ground: Ground, service: Service) -> Iterator[Called]:
    """Yield how an area is boarded and left; what has boarded must ride before it alights."""
    for at in reached(ground, service):
        vertex = vertices.aboard_area(service.id, at.place, at.side)
        yield from boarding(ground, service, at, vertices.departing(vertex))
        yield from alighting(ground, service, at, vertex)


def handovers(ground: Ground) -> Iterator[Arc]:
    """Yield the hand-over of goods between two railways where their areas of one grade and gauge meet."""
    if not any(row.kind == HANDOVER for row in ground.procedures.values()):
        return
    priced = {name for name in ground.services if ground.network.figure(name, "price")}
    areas_at: dict[tuple[At, str], list[str]] = {}
    for service in ground.services.values():
        for at in reached(ground, service) if _is_carriage(service) else ():
            areas_at.setdefault((at, service.grade), []).append(service.id)
    for (at, grade), here in sorted(areas_at.items()):
        where = Where(ground.area_of[at.place], at.place, at.place, grade)
        row = procedure_row(ground, HANDOVER, where) if len(here) > 1 else None
        if row is None:
            continue
        step = procedure_step(ground, row, at.place, BORDER)
        for left in here:
            for right in here:
                if left != right:
                    tail, head = (vertices.aboard_area(area, at.place, at.side) for area in (left, right))
                    yield Arc(tail, vertices.taken_over(head) if right in priced else vertices.departing(head), step)
        for name in priced.intersection(here):
            yield _taken_over(ground, ground.services[name], at)


def _taken_over(ground: Ground, service: Service, at: At) -> Arc:
    """Return how the price of a service is paid where it takes a wagon over, as it is at boarding."""
    vertex = vertices.aboard_area(service.id, at.place, at.side)
    millicents, key = charges.price(ground.network, ground.load, service.id)
    step = Step(
        kind=TAKEOVER,
        component=service.mode,
        element=service.id,
        places=(at.place,),
        side=at.side,
        millicents=millicents,
        price_figure=key,
        territories=ground.territories[at.place],
    )
    return Arc(vertices.taken_over(vertex), vertices.departing(vertex), step)
