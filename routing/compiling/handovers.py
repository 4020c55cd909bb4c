"""Hand-overs of wagons between two railways, where their areas of one grade and gauge meet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from networks.model.elements import DRAYAGE, Service
from routing.amounts import charges
from routing.compiling import vertices
from routing.compiling.arcs import Arc
from routing.compiling.calls import Arrival, At
from routing.compiling.ground import Ground
from routing.compiling.procedures import Where, procedure_row, procedure_step
from routing.steps.kinds import BORDER, HANDOVER, TAKEOVER
from routing.steps.step import Step

Areas = Mapping[tuple[At, str], Collection[str]]  # a side of a place and a grade -> the areas of it that reach there


def handovers(ground: Ground, areas: Areas) -> Iterator[Arc]:
    """Yield the hand-over of goods between two railways where their areas of one grade and gauge meet."""
    if not any(row.kind == HANDOVER for row in ground.procedures.values()):
        return
    for (at, grade), here in sorted(areas.items()):
        where = Where(ground.area_of[at.place], at.place, at.place, grade)
        row = procedure_row(ground, HANDOVER, where) if len(here) > 1 else None
        if row is None:
            continue
        step = procedure_step(ground, row, at.place, BORDER)
        priced = {name for name in here if ground.network.figure(name, "price")}
        for left in here:
            for right in here:
                if left != right:
                    tail, head = (vertices.aboard_area(area, at.place, at.side) for area in (left, right))
                    yield Arc(tail, vertices.taken_over(head) if right in priced else vertices.departing(head), step)
        for name in priced:
            yield _taken_over(ground, name, at)


def is_carriage(service: Service) -> bool:
    """Tell whether a service is an area that is boarded at terminals; lorries of drayage come to the gate."""
    return service.kind != "line" and service.grade != DRAYAGE


def areas_calling(ground: Ground, found: Iterable[object]) -> Areas:
    """Return the areas among what sets down at each side of a place."""
    areas: dict[tuple[At, str], set[str]] = {}
    for one in found:
        service = ground.services.get(one.service) if isinstance(one, Arrival) else None
        if isinstance(one, Arrival) and service is not None and is_carriage(service):
            areas.setdefault((At(one.at.place, one.at.side), service.grade), set()).add(service.id)
    return areas


def _taken_over(ground: Ground, name: str, at: At) -> Arc:
    """Return how the price of a service is paid where it takes a wagon over, as it is at boarding."""
    vertex = vertices.aboard_area(name, at.place, at.side)
    millicents, key = charges.price(ground.network, ground.load, name)
    step = Step(
        kind=TAKEOVER,
        component=ground.services[name].mode,
        element=name,
        places=(at.place,),
        side=at.side,
        millicents=millicents,
        price_figure=key,
        territories=ground.territories[at.place],
    )
    return Arc(vertices.taken_over(vertex), vertices.departing(vertex), step)
