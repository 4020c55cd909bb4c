"""Drayage: by lorry from the door to a terminal elsewhere, and from a terminal to a door elsewhere.

A lorry runs from gate to gate, once at either end. What is done at a gate is done as ever: collected (``origin``) at
the place of the door, loaded with customs at the terminal, so that the departure from there is the first one, which
the shipper plans; unloaded with customs at the terminal, delivered at the place of the door. A lorry may also bring
goods all the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from networks.model.elements import DRAYAGE, Service
from routing.amounts import charges
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Condition, Gap, Option, Stage, series
from routing.compiling.calls import At, Calls
from routing.compiling.ground import Ground, ways_over
from routing.compiling.operations import free_step, operation_step, operations_between
from routing.compiling.procedures import port_stages
from routing.compiling.rides import ride_over
from routing.compiling.vertices import BOUND, HOME
from routing.steps.kinds import ALIGHT, BOARD, DELIVERY, ORIGIN, ROAD
from routing.steps.step import Step

DOOR, GATE = "door", "gate"
Way = tuple[str, tuple[Stage, ...]]  # its name, and stage after stage


class _End(NamedTuple):
    """One end of a route: how goods stand before the lorry comes and behind it, and the line of its hours."""

    waiting: str
    brought: str
    component: str


FIRST, LAST = _End("collected", "brought", ORIGIN), _End("landed", "carted", DELIVERY)


def drayage(ground: Ground, calls: Calls) -> Iterator[Arc | Gap]:
    """Yield the lorries at both ends, and what is done at the gates that they leave and come to.

    From terminal to terminal there are none: such a question begins and ends at terminals.
    """
    from_places, to_places = set[str](), set[str]()
    for service in _lorries(ground):
        for here, there, ride in _rides(ground, service):
            from_places.add(here)
            to_places.add(there)
            for end in (FIRST, LAST):
                yield from _carted(ground, service, end, here, there, ride)
    for place in sorted(from_places):
        yield from _joined(
            vertices.from_door(place),
            vertices.at_gate(place, FIRST.waiting),
            _at_door(ground, place, DOOR, GATE, Condition("origin", place)),
        )
    for place in sorted(to_places):
        ways = list(_at_door(ground, place, GATE, DOOR, Condition("destination", place)))
        for end in (FIRST, LAST):
            yield from _joined(vertices.at_gate(place, end.brought), vertices.to_door(place), ways)
    for at in dict.fromkeys(at._replace(grade="") for at in calls.taking_on):
        bound = at.voyage == "" and at._replace(voyage=BOUND) in calls.taking_on
        if at.place in to_places and not bound:  # as at a door: a voyage begins at home or bound
            yield from _joined(vertices.at_gate(at.place, FIRST.brought), vertices.started(*at), _loaded(ground, at))
    for at in calls.setting_down:
        if at.place in from_places and at.voyage != BOUND:
            yield from _joined(vertices.set_down(*at), vertices.at_gate(at.place, LAST.waiting), _unloaded(ground, at))


def _lorries(ground: Ground) -> list[Service]:
    if ground.scope == "terminal":
        return []
    return [service for service in ground.services.values() if service.grade == DRAYAGE]


def drayage_places(ground: Ground) -> set[str]:
    """Return the places that lorries leave or come to."""
    links = (ground.links[name] for service in _lorries(ground) for name in service.links)
    return {place for link in links for place in (link.tail, link.head)}


def _rides(ground: Ground, service: Service) -> Iterator[tuple[str, str, Step]]:
    for link in (ground.links[name] for name in service.links):
        ride = ride_over(ground, service, service.id, (link,), (link.tail, link.head))
        for here, there in ways_over(link):
            yield here, there, ride(places=(here, there))


def _carted(ground: Ground, service: Service, end: _End, here: str, there: str, ride: Step) -> Iterator[Arc]:
    """Yield one run of a lorry: loaded for the `wait` and the price of the service, ridden, set down."""
    step = partial(Step, element=service.id, side=ROAD, component=end.component)
    milliminutes, time_key = charges.lorry_wait(ground.network, service.id)
    priced = ground.network.figure(service.id, "price")
    millicents, price_key = charges.price(ground.network, ground.load, service.id) if priced else (0, None)
    board = step(
        kind=BOARD,
        places=(here,),
        milliminutes=milliminutes,
        time_figure=time_key,
        millicents=millicents,
        price_figure=price_key,
        territories=ground.territories[here],
    )
    alight = step(kind=ALIGHT, places=(there,), territories=ground.territories[there])
    loaded, come = (vertices.label(f"{service.id}@{place}", end.brought) for place in (here, there))
    yield Arc(vertices.at_gate(here, end.waiting), vertices.departing(loaded), board)
    yield Arc(vertices.departing(loaded), come, ride)
    yield Arc(come, vertices.at_gate(there, end.brought), alight)


def _joined(tail: str, head: str, ways: Iterable[Way]) -> Iterator[Arc | Gap]:
    for name, stages in ways:
        yield from series(tail, head, stages, vertices.label(name, tail, head))


def _at_door(ground: Ground, place: str, side: str, other: str, when: Condition) -> Iterator[Way]:
    """Yield how goods are collected at a door, or delivered to it."""
    if ground.has_free_ends:
        component = ORIGIN if side == DOOR else DELIVERY
        yield "free", ((Option(free_step(ground, place, GATE, component), when),),)
        return
    for row in operations_between(ground, place, side, other):
        yield row.id, ((Option(operation_step(ground, row, place, side, other), when),),)


def _loaded(ground: Ground, at: At) -> Iterator[Way]:
    """Yield how goods at a gate are cleared and loaded."""
    customs = tuple(port_stages(ground, at.place, GATE, at.side, at_home=at.voyage == HOME))
    if ground.has_free_ends:
        yield "free", ((Option(free_step(ground, at.place, at.side, ORIGIN)),), *customs)
        return
    for row in operations_between(ground, at.place, GATE, at.side):
        yield row.id, (*customs, (Option(operation_step(ground, row, at.place, GATE, at.side)),))


def _unloaded(ground: Ground, at: At) -> Iterator[Way]:
    """Yield how goods are unloaded and cleared at a gate."""
    customs = tuple(port_stages(ground, at.place, at.side, GATE, at_home=at.voyage == HOME))
    if ground.has_free_ends:
        yield "free", ((Option(free_step(ground, at.place, GATE, DELIVERY)),), *customs)
        return
    for row in operations_between(ground, at.place, at.side, GATE):
        yield row.id, ((Option(operation_step(ground, row, at.place, at.side, GATE)),), *customs)
