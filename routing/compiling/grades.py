"""Ports where customs or papers depend on the grade of the train that is left or boarded.

They are due between a train and a vehicle of another mode, after the lift and before the departure. Where a row for one
grade may apply there, the sides of rail are told apart by the grade of the train, so that what is owed is known when
the goods are lifted; everywhere else, and at a gate, nothing hangs on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from routing.compiling import vertices
from routing.compiling.arcs import Arc
from routing.compiling.calls import Arrival, At, Departure
from routing.compiling.ground import Ground, is_rail
from routing.compiling.voyages import Found
from routing.steps.kinds import ALIGHT, CUSTOMS_KINDS, PAPERS


def by_grade(ground: Ground, found: Sequence[Found]) -> Iterator[Found]:
    """Yield arcs and calls; those by rail in ports where it matters with the grade of the train."""
    ports = _ports(ground, found) if ground.grades else ()
    for one in found:
        if isinstance(one, Departure | Arrival):
            yield one._replace(at=_told(ground, one.at, one.service)) if one.at.place in ports else one
        elif isinstance(one, Arc) and one.step.kind == ALIGHT and one.step.places[0] in ports:
            at = At(one.step.places[0], one.step.side)
            told = vertices.set_down(*_told(ground, at, one.step.element))
            yield one._replace(head=told) if is_rail(at.side) else one
        else:
            yield one


def _told(ground: Ground, at: At, service: str) -> At:
    return at._replace(grade=ground.grade_of(service)) if is_rail(at.side) else at


def _ports(ground: Ground, found: Sequence[Found]) -> Collection[str]:
    """Return the places with calls by rail and others, and with rows for one grade."""
    kinds = CUSTOMS_KINDS | {PAPERS}
    rows = {(row.place, row.area) for row in ground.procedures.values() if row.grade and row.kind in kinds}
    sides: dict[str, set[bool]] = {}
    for one in found if rows else ():
        if isinstance(one, Departure | Arrival):
            sides.setdefault(one.at.place, set()).add(is_rail(one.at.side))
    return {
        place
        for place, by_rail in sides.items()
        if len(by_rail) > 1 and any((at, of) in rows for at in (place, "") for of in (ground.area_of[place], ""))
    }
