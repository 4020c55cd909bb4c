"""Ports where customs or papers depend on the grade of the train that is left or boarded.

They are due between a train and a vehicle of another mode, after the lift and before the departure. Where a row for one
grade may apply there, the sides of rail are told apart by the grade of the train, so that what is owed is known when
the goods are lifted; everywhere else, and at a gate, nothing hangs on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from routing.compiling import vertices
from routing.compiling.arcs import Arc
from routing.compiling.calls import Arrival, At, Called, Departure, Halts
from routing.compiling.ground import Ground, is_rail
from routing.compiling.link_columns import link_columns
from routing.compiling.voyages import Found
from routing.steps.kinds import ALIGHT, CUSTOMS_KINDS, PAPERS


def by_grade(ground: Ground, found: Sequence[Found]) -> Iterator[Found]:
    """Yield arcs and calls; those by rail in ports where it matters with the grade of the train."""
    ports = _ports(ground, found) if ground.grades else ()
    for one in found if ports else ():
        if isinstance(one, Halts):
            yield from _parted(ground, one, ports)
        elif isinstance(one, Arc | Departure | Arrival) and _place_of(one) in ports:
            yield told_by_grade(ground, one)
        else:
            yield one
    if not ports:
        yield from found


def told_by_grade(ground: Ground, one: Called) -> Called:
    """Return an arc or a call in a port where the grade of the train matters, with that grade."""
    if not isinstance(one, Arc):
        return one._replace(at=_graded(ground, one.at, one.service))
    if one.step.kind == ALIGHT and is_rail(one.step.side):
        at = At(one.step.places[0], one.step.side)
        return one._replace(head=vertices.set_down(*_graded(ground, at, one.step.element)))
    return one


def _place_of(one: Called) -> str:
    """Return where something is called at or left; "" of anything else."""
    if not isinstance(one, Arc):
        return one.at.place
    return one.step.places[0] if one.step.kind == ALIGHT else ""


def _graded(ground: Ground, at: At, service: str) -> At:
    return at._replace(grade=ground.grade_of(service)) if is_rail(at.side) else at


def _parted(ground: Ground, halts: Halts, ports: Collection[str]) -> Iterator[Halts]:
    """Yield halts in ports where the grade matters, and those elsewhere."""
    names = link_columns(ground.network).places
    graded = np.array([names[row] in ports for row in halts.places.tolist()], dtype=np.bool_)
    yield halts._replace(places=halts.places[~graded])
    yield halts._replace(places=halts.places[graded], graded=True)


def _ports(ground: Ground, found: Sequence[Found]) -> Collection[str]:
    """Return the places with calls by rail and others, and with rows for one grade."""
    kinds = CUSTOMS_KINDS | {PAPERS}
    rows = {(row.place, row.area) for row in ground.procedures.values() if row.grade and row.kind in kinds}
    sides: dict[str, set[bool]] = {}
    for place, side in _calls(ground, found) if rows else ():
        sides.setdefault(place, set()).add(is_rail(side))
    return {
        place
        for place, by_rail in sides.items()
        if len(by_rail) > 1 and any((at, of) in rows for at in (place, "") for of in (ground.area_of[place], ""))
    }


def _calls(ground: Ground, found: Sequence[Found]) -> Iterator[tuple[str, str]]:
    """Yield the places and their sides where something takes on or sets down."""
    names = link_columns(ground.network).places
    for one in found:
        if isinstance(one, Departure | Arrival):
            yield one.at.place, one.at.side
        elif isinstance(one, Halts):
            yield from ((names[row], one.side) for row in one.places.tolist())
