"""The two ends: from the shipper's door to each side of a place, and from each side to the consignee's."""

from __future__ import annotations

from collections.abc import Iterator

from routing.compiling import vertices
from routing.compiling.arcs import Arc, Condition, Gap, Option, Stage, series
from routing.compiling.calls import At, Calls
from routing.compiling.ground import Ground
from routing.compiling.operations import free_step, operation_step, operations_between
from routing.compiling.procedures import port_stages
from routing.compiling.vertices import BOUND, HOME
from routing.steps.kinds import DELIVERY, ORIGIN


def ends(ground: Ground, calls: Calls) -> Iterator[Arc | Gap]:
    """Yield how goods are loaded at each side of a place that takes on, and unloaded where goods are set down."""
    for at in dict.fromkeys(at._replace(grade="") for at in calls.taking_on):  # nothing hangs on the grade at a gate
        if at.voyage == "" and at._replace(voyage=BOUND) in calls.taking_on:
            continue  # a voyage begins at home or bound where that makes a difference
        joined = vertices.from_door(at.place), vertices.started(*at)
        yield from _end(ground, at, ("door", "gate", at.side), joined, Condition("origin", at.place))
    for at in calls.setting_down:
        if at.voyage == BOUND:
            continue  # and does not land before it has left its customs area
        joined = vertices.set_down(*at), vertices.to_door(at.place)
        yield from _end(ground, at, (at.side, "gate", "door"), joined, Condition("destination", at.place))


def _end(
    ground: Ground, at: At, sides: tuple[str, str, str], joined: tuple[str, str], when: Condition
) -> Iterator[Arc | Gap]:
    """Yield the ways between the door and a side of a place: two operations that meet at the gate, and customs."""
    place, side, voyage, _ = at
    here, gate, there = sides
    customs: tuple[Stage, ...] = ()
    if ground.scope == "door":
        at_home = voyage == HOME
        customs = (
            *port_stages(ground, place, here, gate, at_home=at_home),
            *port_stages(ground, place, gate, there, at_home=at_home),
        )
    if ground.has_free_ends:
        step = free_step(ground, place, side, ORIGIN if when.test == "origin" else DELIVERY)
        yield from series(
            *joined, ((Option(step, when),), *customs), vertices.label("free", *filter(None, at), when.test)
        )
        return
    for first in operations_between(ground, place, here, gate):
        begin: Stage = (Option(operation_step(ground, first, place, here, gate), when),)
        for second in operations_between(ground, place, gate, there):
            end: Stage = (Option(operation_step(ground, second, place, gate, there)),)
            label = vertices.label(first.id, second.id, *filter(None, at))
            yield from series(*joined, (begin, *customs, end), label)
