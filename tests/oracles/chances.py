"""Toy networks with ranges, causes and cancelled departures: one ship, one train and what is done between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from networks import Network
from oracles.toys import UNIT, Toy

SHIP, TRAIN = "ship", "train"
Range = tuple[float, float, float]  # low, value, high


def ranged(toy: Toy, element: str, quantity: str, ends: Range, unit: str = "") -> Toy:
    low, value, high = ends
    row = {"element": element, "quantity": quantity, "unit": unit or UNIT.get(quantity, "%")}
    toy.builder.add_figure(**row, value=value, low=low, high=high, source="S", kind="assumption")
    return toy


def cause(toy: Toy, name: str, element: str, loading: float, quantity: str = "") -> Toy:
    row = {"cause": name, "about": "other", "element": element, "quantity": quantity, "loading": loading}
    toy.builder.add_cause(**row, low=min(loading, 0), high=max(loading, 0), kind="assumption", note="a toy")
    return toy


def journey(
    *,
    sea: Range = (50, 60, 80),
    rail: Range = (100, 120, 200),
    lift: Range = (12, 24, 96),
    headway: Range | None = None,
    cancelled: float = 0.0,
    causes: Sequence[tuple[Any, ...]] = (),
    departures: Sequence[Mapping[str, Any]] = (),
    opening: Sequence[Mapping[str, Any]] = (),
) -> Network:
    """Return A - B by ship and B - C by train; hours. With a headway the train departs by it, else whenever asked."""
    toy = Toy(A="JP", C="RU")
    toy.builder.add_place(id="B", name="B", country="RU", zone="UTC")
    toy.link("ab", "A", "B", "sea").link("bc", "B", "C")
    toy.builder.add_operation(id="lift", kind="lift", from_side="sea", to_side="rail:1520", place="B")
    ranged(toy.usd("lift", 0), "lift", "time", lift)
    for name, mode, ends, link in ((SHIP, "sea", "AB", "ab"), (TRAIN, "rail", "BC", "bc")):
        stops = [ends[0], {"place": ends[1], "path": (link,)}]
        toy.builder.add_service(id=name, name=name, kind="line", mode=mode, stops=stops)
        toy.usd(name, 100)
    ranged(toy, "ship#2", "running_time", sea).figure(SHIP, "wait", 0)
    ranged(toy, "train#2", "running_time", rail)
    if headway is None:
        toy.figure(TRAIN, "wait", 0)
    else:
        ranged(toy, TRAIN, "headway", headway)
    if cancelled:
        ranged(toy, TRAIN, "cancelled", (0, cancelled, 90), "%")
    for row in causes:
        cause(toy, *row)
    for row in departures:
        toy.builder.add_departures(**({"service": TRAIN, "zone": "UTC", "kind": "assumption"} | dict(row)))
    for row in opening:
        toy.builder.add_opening_hours(**({"kind": "assumption"} | dict(row)))
    return toy.build()
