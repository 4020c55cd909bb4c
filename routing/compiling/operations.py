"""Terminal operations between two sides of a place, as steps."""

from __future__ import annotations

from networks.model.elements import Operation
from routing.compiling.ground import Ground, is_rail
from routing.steps.kinds import BORDER, DELIVERY, LIFT, LOAD, ORIGIN, PASS, PORT, UNLOAD
from routing.steps.step import Step

COMPONENT = {ORIGIN: ORIGIN, LOAD: ORIGIN, UNLOAD: DELIVERY, DELIVERY: DELIVERY}  # of operations at the two ends


def operations_between(ground: Ground, place: str, side: str, other: str) -> tuple[Operation, ...]:
    """Return the operations between two sides of a place: its own rows, else the rows for every place."""
    return ground.operations.get((place, side, other)) or ground.operations.get(("", side, other), ())


def operation_step(ground: Ground, row: Operation, place: str, side: str, other: str) -> Step:
    """Return the step of an operation from one side of a place to another."""
    gauge_break = is_rail(side) and is_rail(other) and side != other
    milliminutes, time_key, millicents, price_key = ground.handling[row.id]
    milligrams, milligrams_ttw, co2e_keys = ground.operation_emissions[row.id]
    return Step(
        kind=row.kind,
        component=COMPONENT.get(row.kind, BORDER if gauge_break else PORT),
        element=row.id,
        places=(place,),
        side=other,
        milliminutes=milliminutes,
        millicents=millicents,
        milligrams=milligrams,
        milligrams_ttw=milligrams_ttw,
        lifts=int(row.kind == LIFT),
        territories=ground.territories[place],
        time_figure=time_key,
        price_figure=price_key,
        co2e_figures=co2e_keys,
    )


def free_step(ground: Ground, place: str, side: str, component: str, kind: str = PASS) -> Step:
    """Return a step to a side of a place that takes no time and costs nothing."""
    return Step(
        kind=kind,
        component=component,
        element=place,
        places=(place,),
        side=side,
        lifts=int(kind == LIFT),
        territories=ground.territories[place],
    )
