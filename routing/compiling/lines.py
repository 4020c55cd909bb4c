"""Lines: a chain of rides from stop to stop, one chain for each boarding stop where fares are by both ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from networks.model.elements import Link, Service
from networks.model.keys import fare_key, leg_key
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap
from routing.compiling.calls import At, Called, alighting, boarding
from routing.compiling.ground import Ground, side_of
from routing.compiling.operations import operation_step, operations_between
from routing.compiling.rides import ridden, ride_over
from routing.compiling.runs import departures_after
from routing.steps.step import Step


def lines(ground: Ground) -> Iterator[Called | Gap]:
    """Yield the arcs and calls of every line."""
    for service in ground.services.values():
        if service.kind == "line":
            sides, rides = _sides(ground, service), tuple(_rides(ground, service))
            yield from _line(_Line(ground, service, sides, rides, departures_after(ground, service, sides, rides)))


class _Line(NamedTuple):
    """A line: `sides` and `rides` are those on the way to the stop of the same index; the first has none.

    `afters` are the milliminutes from the departure of its first stop to that of each stop (`runs.py`).
    """

    ground: Ground
    service: Service
    sides: tuple[str, ...]
    rides: tuple[Step | None, ...]
    afters: tuple[int | None, ...]

    def vertex(self, index: int, first: int | None) -> str:
        """Return the vertex aboard at a stop, in the chain from a first stop or in the one for all."""
        stops = self.service.stops
        return vertices.aboard_line(self.service.id, stops[index].seq, None if first is None else stops[first].seq)

    def changes_gauge(self, index: int) -> bool:
        """Tell whether the line goes on from a stop by another gauge, and that is an operation here."""
        return index > 0 and not self.ground.is_unhandled and self.sides[index] != self.sides[index + 1]

    def boarded(self, index: int, vertex: str) -> str:
        """Return the vertex of goods that board at a stop.

        It is not the one of goods that arrive where those change gauge, or may be set down: what boards, rides.
        """
        stop = self.service.stops[index]
        apart = self.changes_gauge(index) or (index > 0 and stop.board and stop.alight)
        return vertices.departing(vertex) if apart else vertex


def _line(line: _Line) -> Iterator[Called | Gap]:
    fares = line.ground.fares.get(line.service.id)
    for index, stop in enumerate(line.service.stops[:-1]):
        goals = {there for here, there in fares if here == stop.place} if fares else set()
        if stop.board and (goals or not fares):
            yield from _boarding(line, index, index if fares else None)
        if stop.board and goals:
            yield from _chain(line, index, goals)
    if not fares:
        yield from _chain(line, None, None)


def _boarding(line: _Line, index: int, first: int | None) -> Iterator[Called]:
    stop = line.service.stops[index]
    at = At(stop.place, line.sides[index + 1])
    aboard = line.boarded(index, line.vertex(index, first))
    key = leg_key(line.service.id, stop.seq)
    yield from boarding(line.ground, line.service, at, aboard, key, line.afters[index])


def _chain(line: _Line, first: int | None, goals: set[str] | None) -> Iterator[Called | Gap]:
    """Yield the rides from a stop on, and where goods are set down: anywhere, or only where a fare leads."""
    stops = line.service.stops
    for index in range((first or 0) + 1, len(stops)):
        stop, ride, head = stops[index], line.rides[index], line.vertex(index, first)
        assert ride is not None
        before = line.vertex(index - 1, first)
        yield from _gauge_change(line, index - 1, before)
        yield from ridden(line.ground, ride, _departed(line, index - 1, before), head)
        if stop.alight and (goals is None or stop.place in goals):
            fare = "" if first is None else fare_key(line.service.id, stops[first].place, stop.place)
            yield from alighting(line.ground, line.service, At(stop.place, line.sides[index]), head, fare)


def _departed(line: _Line, index: int, vertex: str) -> list[str]:
    """Return the vertices that the line departs from at a stop."""
    boarded = line.boarded(index, vertex)
    return [boarded] if boarded == vertex or line.changes_gauge(index) else [vertex, boarded]


def _gauge_change(line: _Line, index: int, vertex: str) -> Iterator[Arc | Gap]:
    """Yield the operations by which goods aboard go on by another gauge, where the line does."""
    if not line.changes_gauge(index):
        return
    place, before, after = line.service.stops[index].place, line.sides[index], line.sides[index + 1]
    operations = operations_between(line.ground, place, before, after)
    if not operations:
        yield Gap(f"no row of operations.csv says how {line.service.id} goes on from {before} to {after} at {place}")
    for operation in operations:
        step = operation_step(line.ground, operation, place, before, after)
        yield Arc(vertex, line.boarded(index, vertex), step)


def _sides(ground: Ground, service: Service) -> tuple[str, ...]:
    """Return the sides on which a line arrives at its stops: of the first link on the way there, else its mode."""
    return tuple(side_of(ground.links[stop.path[0]]) if stop.path else service.mode for stop in service.stops)


def _rides(ground: Ground, service: Service) -> Iterator[Step | None]:
    """Yield the rides to the stops of a line; none to the first."""
    yield None
    fares = service.id in ground.fares
    for before, stop in zip(service.stops, service.stops[1:], strict=False):
        links = tuple(ground.links[name] for name in stop.path)
        places = _places_along(before.place, links) if links else (before.place, stop.place)
        yield ride_over(ground, service, leg_key(service.id, stop.seq), links, places, fares=fares)(places=places)


def _places_along(here: str, links: tuple[Link, ...]) -> tuple[str, ...]:
    """Return the places that a chain of links touches, beginning at `here`."""
    places = [here]
    for link in links:
        places.append(link.head if link.tail == places[-1] else link.tail)
    return tuple(places)
