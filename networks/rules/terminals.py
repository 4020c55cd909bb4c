"""Rules about terminal operations: the two sides that each leads between."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.model.keys import gauge_of_side
from networks.model.tables import Tables
from networks.model.vocabulary import GAUGES_MM
from networks.rules.wording import at

VEHICLE = "a vehicle's side such as sea or rail:1520"
SIDES = {  # kind of operation -> the sides that it leads from and to
    "origin": ("door", "gate"),
    "delivery": ("gate", "door"),
    "load": ("gate", VEHICLE),
    "unload": (VEHICLE, "gate"),
    "lift": (VEHICLE, VEHICLE),
    "bogie_change": (VEHICLE, VEHICLE),
}


def sides(tables: Tables) -> Iterator[Finding]:
    """Yield each operation whose sides do not fit its kind.

    That is: origin door to gate, delivery gate to door, load gate to a vehicle, unload a vehicle to gate,
    lift between vehicles, bogie change between two gauges.
    """
    table = tables["operations"]
    cells = (table[name].tolist() for name in ("kind", "from_side", "to_side"))
    for row, (kind, first, second) in enumerate(zip(*cells, strict=True)):
        here = ((first, "from_side"), (second, "to_side"))
        for (side, column), expected in zip(here, SIDES.get(kind, ()), strict=False):
            if not _fits(side, expected):
                yield at(table, row, column, f"{kind} needs {expected} here")
        gauges = gauge_of_side(first), gauge_of_side(second)
        if kind == "bogie_change" and (None in gauges or gauges[0] == gauges[1]):
            yield at(table, row, "to_side", "a bogie change leads from one gauge to another, rail:1520 to rail:1435")
        for gauge, (_, column) in zip(gauges, here, strict=True):
            if gauge is not None and gauge not in GAUGES_MM:
                yield at(table, row, column, f"expected a gauge of {', '.join(map(str, GAUGES_MM))}")


def _fits(side: str, expected: str) -> bool:
    return side not in ("", "door", "gate") if expected == VEHICLE else side == expected
