"""Toy networks with ranges, causes and cancelled departures: one ship, one train and what is done between them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from networks import Network
from oracles.toys import UNIT, Toy

SHIP, TRAIN = "ship", "train"
Range = tuple[float, float, float]  # low, value, high
TIMES = ("time", "running_time", "speed", "wait", "headway", "origin_wait", "dwell")


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
    fitted: Sequence[Mapping[str, Any]] = (),
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
    for row in fitted:
        toy.builder.add_distribution(**row)
    for row in opening:
        toy.builder.add_opening_hours(**({"kind": "assumption"} | dict(row)))
    return toy.build()


def with_chances(rows: dict[str, list[dict[str, Any]]], seed: int) -> dict[str, list[dict[str, Any]]]:
    """Give times ranges, services cancelled departures, and elements causes."""
    rng = random.Random(seed)
    for row in rows["figures"]:
        if row["quantity"] in TIMES and rng.random() < 0.8:
            row |= {"low": row["value"] * rng.choice((0.3, 0.8, 1)), "high": row["value"] * rng.choice((1, 1.3, 4))}
    for service in rows["services"]:
        if rng.random() < 0.3:
            row = {"element": service["id"], "quantity": "cancelled", "value": rng.choice((5, 40)), "unit": "%"}
            rows["figures"].append(row | {"source": "S1", "kind": "assumption"})
    elements = ["network", "mode:sea", "mode:rail", *(row["id"] for row in rows["services"])]
    for cause in ("storm", "jam")[: rng.randint(0, 2)]:
        for element in rng.sample(elements, min(2, len(elements))):
            row = {"cause": cause, "about": "other", "element": element, "loading": rng.choice((-0.6, 0.4, 0.7))}
            rows["causes"].append(row | {"kind": "assumption"})
    return rows
