"""Delays: rows for some goods, modes and places only; reasons; every answer of random networks walked again."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume
from oracles.changed_rows import drawn, invariant
from oracles.random_networks import network_of
from oracles.toys import Toy

import networks
from routing import (
    Constraints,
    Shipment,
    SolveOptions,
    VerificationError,
    alternatives,
    frontier,
    solve,
    solve_many,
    verify,
)

QUICK = SolveOptions(explain=False)
TABLES = {
    "places": "places",
    "links": "links",
    "services": "services",
    "territories": ("RU", "KZ", "CN", "JP"),
    "borders": ("RU-KZ", "KZ>CN", "JP>RU", "RU-CN", "KZ-UZ"),
}


def delayed(rows: Any, seed: int) -> Any:
    """Return rows with up to four random delays, of half of which nobody knows more than that they are there."""
    rng = random.Random(seed)
    for number in range(rng.randint(1, 4)):
        kind, table = rng.choice(("slowed", "queue")), rng.choice(list(TABLES))
        known = TABLES[table] if not isinstance(TABLES[table], str) else [row["id"] for row in rows[table]]
        if not known:
            continue
        name = f"D{number}"
        row: dict[str, Any] = {"id": name, "what": name, "kind": kind, "table": table}
        row["elements"] = tuple(sorted(rng.sample(list(known), min(len(known), rng.randint(1, 2)))))
        if rng.random() < 0.2:
            row["modes"] = ("rail",)
        if rng.random() < 0.2:
            row["at"] = (rng.choice(rows["places"])["id"],)
        rows["closures"].append(row)
        unit, quantity = ("%", "slowdown") if kind == "slowed" else ("h", "time")
        figure = {"element": name, "quantity": quantity, "value": rng.choice((0, 33.3, 50, 100)), "unit": unit}
        rows["figures"].append(figure | {"source": "S1", "kind": "assumption"})
    return rows


@invariant(quick=3, long=60)
def test_every_answer_is_what_a_second_writing_says(spec: Any, seed: int):
    rng, rows, (shipment, minimise, constraints) = drawn(spec, seed)
    network = network_of(delayed(rows, seed))
    quick = SolveOptions(explain=rng.random() < 0.2)
    result = solve(network, shipment, minimise=minimise, constraints=constraints, options=quick)
    verify(network, result)
    assume(result.best is not None)


@invariant(quick=3, long=60)
def test_a_queue_is_a_surcharge_that_costs_nothing(spec: Any, seed: int):
    rng, rows, (shipment, _, constraints) = drawn(spec, seed)
    network = network_of(rows)
    kind = rng.choice(("place", "link", "service"))
    try:
        element = rng.choice(sorted(getattr(network, f"{kind}s")))
        queue = networks.queued(network, days=1.5, **{kind: element})
        levy = networks.surcharge(network, element, hours=36)
    except (IndexError, networks.DataError):
        assume(False)
    one, other = (solve(net, shipment, constraints=constraints, options=QUICK) for net in (queue, levy))
    assert one.proof.vector == other.proof.vector


def test_it_is_borne_by_those_goods_and_modes_and_at_those_places_that_it_names():
    def hours(**row: Any) -> float:
        toy = Toy(A="JP", B="RU", C="KZ")
        toy.link("ab", "A", "B", "sea", hours=10, usd=1, territories=("JP", "RU"))
        toy.link("bc", "B", "C", hours=20, usd=1, territories=("RU", "KZ"))
        toy.builder.add_closure(**({"id": "d", "what": "slow", "kind": "queue"} | row))
        toy.figure("d", "slowdown" if row.get("kind") == "slowed" else "time", 50, "%" if "kind" in row else "h")
        result = solve(toy.build(), Shipment("A", "C", goods=("grain",)))
        verify(result.network, result)
        return result.require().hours or 0

    both = {"table": "territories", "elements": "RU;KZ"}
    assert hours(**both) == 30 + 50 + 50
    assert hours(**both, modes="sea") == 80
    assert hours(**both, at="C") == 80
    assert hours(**both, goods="dual-use") == hours(**both, except_goods="grain") == hours(**both, loads="wagon") == 30
    assert hours(**both, scope="transit") == hours(**both, scope="export") == 30
    assert hours(**both, scope="import") == 130
    assert hours(**both, offered=False) == 30
    assert hours(**both, kind="slowed") == 45
    assert hours(**both, kind="slowed", modes="rail", at="B") == 40
    assert hours(table="borders", elements="RU>KZ", at="A") == 30


def test_delays_that_break_a_limit_are_reasons_and_a_planted_breach_is_found():
    toy = Toy(A="JP", B="RU").link("ab", "A", "B", hours=24, usd=1, territories=("JP", "RU"))
    slow = networks.slowed(toy.build(), link="ab", factor=2, until="2030-01-01", why="ice")
    result = solve(slow, Shipment("A", "B", ready=date(2029, 12, 1)), constraints=Constraints(max_days=1.5))
    verify(slow, result)
    (conflict,) = result.blocked_by
    assert conflict.constraints == (
        "the delay slowed:ab (ice; until 2030-01-01)",
        "max_days 1.5",
    )
    assert conflict.remedies == ("the end of slowed:ab, 2030-01-01", "max_days from 2")
    with pytest.raises(VerificationError, match="the delay x is told as a reason"):
        verify(
            slow, replace(result, blocked_by=(replace(conflict, constraints=(*conflict.constraints, "the delay x")),))
        )
    good = solve(slow, Shipment("A", "B", ready=date(2029, 12, 1)))
    route = good.require()
    for steps in (
        [step for step in route.steps if step.kind != "delay"],
        [replace(step, milliminutes=1) if step.kind == "delay" else step for step in route.steps],
        [replace(step, element="ab") if step.kind == "delay" else step for step in route.steps],
        sorted(route.steps, key=lambda step: step.kind != "delay"),
    ):
        with pytest.raises(VerificationError, match="delays"):
            verify(slow, replace(good, routes=(replace(route, steps=tuple(steps)),)))


def test_all_verbs_count_them_alike():
    toy = Toy(A="JP", B="RU", C="RU").link("ab", "A", "B", hours=24, usd=9, territories=("JP", "RU"))
    toy.link("bc", "B", "C", hours=24, usd=9, territories=("RU",)).link("ac", "A", "C", hours=60, usd=1)
    jam = networks.queued(toy.build(), place="B", days=1, since="2025-01-10", until="2025-01-20")
    boxes = [Shipment("A", end, ready=date(2025, 1, day)) for day in (9, 10, 21) for end in ("B", "C")]
    known = [24, 48, 48, 60, 24, 48]
    assert [(solve(jam, box).require().hours) for box in boxes] == known
    table = solve_many(jam, boxes, progress=False)
    assert [row["days"] * 24 for row in table] == known  # type: ignore[operator]
    front = frontier(jam, boxes[3], criteria=("time", "cost"))
    ways = alternatives(jam, boxes[3], k=2)
    for answer in (front, ways):
        verify(jam, answer)
    assert [round(route.hours or 0) for route in ways.routes] == [60, 72]
    assert [round(route.hours or 0) for route in front.routes] == [60]
