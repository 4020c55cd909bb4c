"""Operations that a network lacks where there is no route: between a door and a vehicle, and between two vehicles."""

from __future__ import annotations

from collections.abc import Iterable

from routing.compiling import vertices
from routing.compiling.arcs import Arc
from routing.compiling.expansion import Expansion
from routing.compiling.problem import Problem

CHAINS = {  # at the origin, at the destination: kind of operation, from which side to which ("" = the vehicle's)
    "origin": (("origin", "door", "gate"), ("load", "gate", "")),
    "destination": (("unload", "", "gate"), ("delivery", "gate", "door")),
}


def lacking(expansion: Expansion, place: str, end: str) -> tuple[str, ...]:
    """Return the operations that are missing at the ``origin`` or ``destination``, in words, by side of the vehicle.

    Nothing where no service calls there at all, or where the question is from terminal to terminal.
    """
    if expansion.scope != "door":
        return ()
    rows = _rows(expansion)
    found = []
    for side in _sides(expansion, place, end):
        for kind, before, after in CHAINS[end]:
            here, there = before or side, after or side
            if not rows & {(place, here, there), ("", here, there)}:
                found.append(f"{kind} ({here} to {there})")
    return tuple(dict.fromkeys(found))


def unlinked(problem: Problem) -> tuple[str, ...]:
    """Return the changes of vehicle that would make a route and that no operation is for, in words: place and sides.

    Each by itself would do; nothing where several would be needed, or where changes are free.
    """
    expansion = problem.table.expansion
    rows = _rows(expansion)
    if not rows:
        return ()
    arcs = [problem.arc(number) for number in range(len(problem.row)) if problem.usable[number]]
    shipment = problem.question.shipment
    ahead = _reached(vertices.from_door(shipment.origin), arcs, forward=True)
    behind = _reached(vertices.to_door(shipment.destination), arcs, forward=False)
    ends = {(arc.step.places[0], arc.step.side) for arc in arcs if arc.step.side}
    arrived = [at for at in ends if vertices.set_down(*at) in ahead]
    leaving = [at for at in ends if vertices.taken_on(*at) in behind]
    return tuple(
        f"{place} ({side} to {other})"
        for place, side in sorted(arrived)
        for there, other in sorted(leaving)
        if there == place and not rows & {(place, side, other), ("", side, other)}
    )


def _rows(expansion: Expansion) -> set[tuple[str, str, str]]:
    return {(row.place, row.from_side, row.to_side) for row in expansion.network.operations.values()}


def _sides(expansion: Expansion, place: str, end: str) -> list[str]:
    """Return the sides of a place where something takes goods on, or sets them down."""
    found = set()
    for arc in expansion.arcs:
        vertex, make = (arc.tail, vertices.started) if end == "origin" else (arc.head, vertices.set_down)
        step = arc.step
        if step.side and step.places[0] == place and vertex.startswith(make(place, step.side)):
            found.add(step.side)
    return sorted(found)


def _reached(begin: str, arcs: Iterable[Arc], *, forward: bool) -> set[str]:
    """Return the vertices that can be reached from one, or from which it can be reached."""
    onward: dict[str, list[str]] = {}
    for arc in arcs:
        here, there = (arc.tail, arc.head) if forward else (arc.head, arc.tail)
        onward.setdefault(here, []).append(there)
    seen, waiting = {begin}, [begin]
    while waiting:
        for there in onward.get(waiting.pop(), ()):
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return seen
