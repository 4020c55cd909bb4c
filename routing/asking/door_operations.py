"""Which operations between a door and a vehicle a place lacks, where services call there and no way leads to them."""

from __future__ import annotations

from routing.compiling import vertices
from routing.compiling.expansion import Expansion

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
    rows = {(row.place, row.from_side, row.to_side) for row in expansion.network.operations.values()}
    found = []
    for side in _sides(expansion, place, end):
        for kind, before, after in CHAINS[end]:
            here, there = before or side, after or side
            if not rows & {(place, here, there), ("", here, there)}:
                found.append(f"{kind} ({here} to {there})")
    return tuple(dict.fromkeys(found))


def _sides(expansion: Expansion, place: str, end: str) -> list[str]:
    """Return the sides of a place where something takes goods on, or sets them down."""
    found = set()
    for arc in expansion.arcs:
        vertex, make = (arc.tail, vertices.started) if end == "origin" else (arc.head, vertices.set_down)
        step = arc.step
        if step.side and step.places[0] == place and vertex.startswith(make(place, step.side)):
            found.add(step.side)
    return sorted(found)
