"""What takes goods on and what sets them down at each side of a place, and the arcs of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from networks.model.elements import Service
from routing.amounts import charges
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Leaving
from routing.compiling.bundle import Ints
from routing.compiling.ground import OUTSIDE, Ground
from routing.compiling.runs import is_timed
from routing.steps.kinds import ALIGHT, BOARD, ORIGIN, PORT, RAIL, WAITING
from routing.steps.step import Step

OWN = ""  # stands for the service of links that have hours of their own


class At(NamedTuple):
    """A side of a place; `voyage` tells how goods on water stand in customs there (`voyages.py`).

    `grade` is that of the train, where papers and customs depend on it (`grades.py`).
    """

    place: str
    side: str
    voyage: str = ""
    grade: str = ""


class Departure(NamedTuple):
    """A way to go on from a side of a place: by which service, and the step that leads to which vertex aboard."""

    at: At
    service: str
    vertex: str
    step: Step
    leaving: Leaving | None = None


class Arrival(NamedTuple):
    """A service that sets down at a side of a place."""

    at: At
    service: str


class Halts(NamedTuple):
    """A service that takes on and sets down at one side of many places, by their positions, and alike at all of them.

    `graded`: papers or customs depend on the grade of the train there (`grades.py`).
    """

    service: str
    side: str
    places: Ints
    graded: bool = False


Called = Arc | Departure | Arrival


class Calls(NamedTuple):
    """Where goods may go on and where they are set down.

    Attributes
    ----------
    departures
        What departs from each side of each place.
    taking_on, setting_down
        The services that do, at each side of each place.
    """

    departures: Mapping[At, tuple[Departure, ...]]
    taking_on: Mapping[At, frozenset[str]]
    setting_down: Mapping[At, frozenset[str]]


def calls_of(found: Iterable[object]) -> Calls:
    """Return the calls among what was found."""
    departing: dict[At, list[Departure]] = {}
    arriving: dict[At, set[str]] = {}
    for one in found:
        if isinstance(one, Departure):
            departing.setdefault(one.at, []).append(one)
        elif isinstance(one, Arrival):
            arriving.setdefault(one.at, set()).add(one.service)
    departures = {at: tuple(departing[at]) for at in sorted(departing)}
    taking_on = {at: frozenset(one.service for one in leaving) for at, leaving in departures.items()}
    return Calls(departures, taking_on, {at: frozenset(arriving[at]) for at in sorted(arriving)})


def boarding(
    ground: Ground, service: Service, at: At, vertex: str, stop: str = "", after: int | None = 0
) -> Iterator[Arc | Departure]:
    """Yield how a departure is waited for: at a transfer, and at the origin.

    `stop` is the key of the figures of the stop; "" of an area, which has none: then those of the place come first.
    `after`: the milliminutes from the departure of the first stop. On the clock the wait ends with a departure, and
    what the step tells is the least of it.

    The price of the service is paid here, but for a service with fares: those are paid at alighting, and are all.
    """
    fixed = service.id not in ground.fares and ground.network.figure(service.id, "price")
    millicents, price_key = charges.price(ground.network, ground.load, service.id) if fixed else (0, None)
    step = partial(
        Step,
        kind=BOARD,
        element=service.id,
        places=(at.place,),
        side=at.side,
        millicents=millicents,
        price_figure=price_key,
        territories=ground.territories[at.place],
    )
    leaving = Leaving(service.id, after) if ground.on_clock and is_timed(ground.network, service.id) else None
    if leaving is None:
        milliminutes, key = charges.wait_at_transfer(ground.network, service.id, stop, at.place)
    else:
        milliminutes, key = charges.lead_at_transfer(ground.network, service.id, stop, at.place)
    waited = step(component=WAITING, milliminutes=milliminutes, time_figure=key)
    yield Departure(at, service.id, vertex, waited, leaving)
    if ground.scope == "terminal":
        milliminutes, key = 0, None
    elif leaving is None:
        milliminutes, key = charges.wait_at_origin(ground.network, service.id, stop, at.place)
    else:
        milliminutes, key = charges.lead_at_origin(ground.network, service.id, stop, at.place)
    planned = step(component=ORIGIN, milliminutes=milliminutes, time_figure=key)
    yield Arc(vertices.started(*at), vertex, planned, leaving=leaving)


def alighting(ground: Ground, service: Service, at: At, vertex: str, fare: str = "") -> Iterator[Arc | Arrival]:
    """Yield how goods are set down, at a price if a fare leads there."""
    millicents, key = charges.price(ground.network, ground.load, fare) if fare else (0, None)
    step = Step(
        kind=ALIGHT,
        component=PORT if at.side in OUTSIDE else RAIL,
        element=service.id,
        places=(at.place,),
        side=at.side,
        millicents=millicents,
        price_figure=key,
        territories=ground.territories[at.place],
    )
    yield Arrival(at, service.id)
    yield Arc(vertex, vertices.set_down(*at), step)
