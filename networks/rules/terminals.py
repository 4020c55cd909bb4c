"""Rules about terminal operations, customs areas, dates and the heading."""

from __future__ import annotations

from collections.abc import Iterator

from networks.errors import Finding
from networks.model.schema import GAUGES_MM
from networks.rules.wording import Tables, about, at

VEHICLE = "a vehicle's side such as sea or rail:1520"


def sides(tables: Tables) -> Iterator[Finding]:
    """Yield each operation whose sides do not fit its kind.

    That is: origin door to gate, delivery gate to door, load gate to a vehicle, unload a vehicle to gate,
    lift between vehicles, bogie change between two gauges.
    """
    table = tables["operations"]
    wanted = {"origin": ("door", "gate"), "delivery": ("gate", "door"), "load": ("gate", VEHICLE),
              "unload": (VEHICLE, "gate"), "lift": (VEHICLE, VEHICLE), "bogie_change": (VEHICLE, VEHICLE)}  # fmt: skip
    cells = (table[name].tolist() for name in ("kind", "from_side", "to_side"))
    for row, (kind, first, second) in enumerate(zip(*cells, strict=True)):
        for side, column, expected in zip(
            (first, second), ("from_side", "to_side"), wanted.get(kind, ()), strict=False
        ):
            if not _fits(side, expected):
                yield at(table, row, column, f"{kind} needs {expected} here")
        if kind == "bogie_change" and not (
            first != second and first.startswith("rail:") and second.startswith("rail:")
        ):
            yield at(table, row, "to_side", "a bogie change leads from one gauge to another, rail:1520 to rail:1435")
        for side, column in ((first, "from_side"), (second, "to_side")):
            if side.startswith("rail:") and int(side[5:]) not in GAUGES_MM:
                yield at(table, row, column, f"expected a gauge of {', '.join(map(str, GAUGES_MM))}")


def dates(tables: Tables) -> Iterator[Finding]:
    """Yield each row that ends before it begins."""
    for name in ("services", "customs_areas"):
        table = tables[name]
        for row, (first, last) in enumerate(
            zip(table["from_date"].tolist(), table["until_date"].tolist(), strict=True)
        ):
            if first is not None and last is not None and last < first:
                yield at(table, row, "until_date", f"expected a day not before {first}, its from_date")


def one_area_at_a_time(tables: Tables) -> Iterator[Finding]:
    """Yield each membership that overlaps another of the same territory."""
    table = tables["customs_areas"]
    members: dict[str, list[int]] = {}
    for row, territory in enumerate(table["territory"].tolist()):
        for other in members.get(territory, ()):
            if _overlap(tables, row, other):
                area = table["area"][other]
                yield at(table, row, "territory", f"it is a member of {area} at the same time, which is not possible")
        members.setdefault(territory, []).append(row)


def one_heading(tables: Tables) -> Iterator[Finding]:
    """Yield a finding where the network has no heading or several."""
    table = tables["network"]
    if len(table) != 1:
        yield about(table, f"expected exactly one row, found {len(table)}")


def _fits(side: str, expected: str) -> bool:
    return side not in ("", "door", "gate") if expected == VEHICLE else side == expected


def _overlap(tables: Tables, one: int, other: int) -> bool:
    table = tables["customs_areas"]
    ends = [(table["until_date"][a], table["from_date"][b]) for a, b in ((one, other), (other, one))]
    return all(until is None or begins is None or until >= begins for until, begins in ends)
