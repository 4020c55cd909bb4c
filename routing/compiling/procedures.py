"""Customs and papers, as stages between two sides of a place or round a ride across a border.

The row that applies is the most particular one: of the place for the customs area, of the place, of the place on the
other side, and then of any place; among rows that are equal in this, that of the grade of the carriage.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from networks.model.elements import Procedure
from routing.compiling.arcs import Condition, Gap, Option, Stage
from routing.compiling.ground import OUTSIDE, Ground, is_rail
from routing.steps.kinds import BORDER, CUSTOMS, EXPORT, IMPORT, PAPERS, TRANSIT_CLOSING, TRANSIT_OPENING
from routing.steps.step import Step


def crosses(ground: Ground, places: tuple[str, ...]) -> bool:
    """Tell whether a way joins two customs areas; a place whose territory is not known lies outside of all."""
    return any(ground.area_of[tail] != ground.area_of[head] for tail, head in pairwise(places))


class Where(NamedTuple):
    """A customs area, a place in it, the place on the other side of the border, and the grade of the carriage."""

    area: str
    inside: str
    other: str
    grade: str


def crossings(ground: Ground, places: tuple[str, ...], grade: str) -> tuple[list[Stage], list[Stage]]:
    """Return the procedures before and after a ride whose links join different customs areas."""
    before: list[Stage] = []
    after: list[Stage] = []
    for tail, head in pairwise(places):
        left, entered = ground.area_of[tail], ground.area_of[head]
        if left == entered or not left or not entered:
            continue
        before.extend(leaving(ground, Where(left, tail, head, grade), BORDER))
        after.extend(entering(ground, Where(entered, head, tail, grade), BORDER))
    return before, after


def port_stages(
    ground: Ground, place: str, side: str, other: str, *, grade: str = "", at_home: bool = False
) -> Iterator[Stage]:
    """Yield customs and papers at a port: entering or leaving its customs area, and handing goods to rail.

    `grade`: that of the train that is left or boarded here. `at_home`: the voyage that begins or ends here leaves its
    customs area nowhere, so that no customs are due.
    """
    here = Where(ground.area_of[place], place, place, grade)
    if here.area and not at_home and side in OUTSIDE and other not in OUTSIDE:
        yield from entering(ground, here, CUSTOMS)
    if here.area and not at_home and other in OUTSIDE and side not in OUTSIDE:
        yield from leaving(ground, here, CUSTOMS)
    if is_rail(other) and not is_rail(side) and side != "gate":
        papers = procedure_row(ground, PAPERS, here)
        if papers is not None:
            yield (Option(procedure_step(ground, papers, place, PAPERS)),)


def entering(ground: Ground, where: Where, component: str) -> Iterator[Stage]:
    """Yield the stage of entering a customs area: import for goods that stay, the opening of a transit for others."""
    kinds = {IMPORT: Condition("to", where.area), TRANSIT_OPENING: Condition("not_to", where.area)}
    yield from _customs(ground, kinds, where, component)


def leaving(ground: Ground, where: Where, component: str) -> Iterator[Stage]:
    """Yield the stage of leaving a customs area: export of goods from it, the closing of a transit for others."""
    kinds = {EXPORT: Condition("from", where.area), TRANSIT_CLOSING: Condition("not_from", where.area)}
    yield from _customs(ground, kinds, where, component)


def _customs(ground: Ground, kinds: dict[str, Condition], where: Where, component: str) -> Iterator[Stage]:
    """Yield the options of passing a border of a customs area; none where no row speaks of either."""
    rows = {kind: procedure_row(ground, kind, where) for kind in kinds}
    if any(rows.values()):
        yield tuple(
            Gap(f"no row of procedures.csv says how goods {_pass(ground, kind, where)}")
            if row is None
            else Option(procedure_step(ground, row, row.place or where.inside, component), kinds[kind])
            for kind, row in rows.items()
        )


def _pass(ground: Ground, kind: str, where: Where) -> str:
    """Return what goods do in words; with the grade of their carriage where some grade has procedures of its own."""
    by = f" in carriage of grade {where.grade}" if where.grade and ground.grades else ""
    return f"pass {kind} of {where.area} at {where.inside}{by}"


def procedure_row(ground: Ground, kind: str, where: Where) -> Procedure | None:
    """Return the row that says how a procedure is passed, the particular before the general."""
    area, inside, other, grade = where
    for place, of in ((inside, area), (inside, ""), (other, area), ("", area), ("", "")):
        for own in (grade, "") if grade in ground.grades else ("",):
            if (place, kind, of, own) in ground.procedures:
                return ground.procedures[place, kind, of, own]
    return None


def procedure_step(ground: Ground, row: Procedure, place: str, component: str) -> Step:
    """Return the step of a procedure at a place."""
    milliminutes, time_key, millicents, price_key = ground.handling[row.id]
    return Step(
        kind=row.kind,
        component=component,
        element=row.id,
        places=(place,),
        milliminutes=milliminutes,
        millicents=millicents,
        time_figure=time_key,
        price_figure=price_key,
        territories=ground.territories[place],
    )
