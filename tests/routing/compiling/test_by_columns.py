"""Columns of the expanded graph hold what its arcs say one by one, and arcs are made where somebody looks at one."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date

import numpy as np
import pytest
from big_freight import big_freight, town
from hypothesis import given
from hypothesis import strategies as st
from oracles.arc_by_arc import arcs_of
from oracles.cases import cases
from oracles.random_networks import Rows, network_of, rows_of, specs

from networks import Network, surcharge
from routing import Constraints, Shipment, solve, verify
from routing.amounts.load import load_of
from routing.compiling import at_places
from routing.compiling.arc_table import ArcTable, arc_table, tabulated
from routing.compiling.arcs import Arc
from routing.compiling.expansion import expanded
from routing.compiling.ground import ground_of
from routing.compiling.one_by_one import BORNE
from routing.question.measures import COLUMNS
from routing.steps.closed import closures_of


def assert_same(network: Network, shipment: Shipment, **on: object) -> None:
    """Hold the expanded graph and its arrays against the arcs of the oracle, one by one."""
    ground = ground_of(network, load_of(network, shipment), shipment.scope, **on)
    found, (arcs, gaps) = expanded(ground), arcs_of(ground)
    assert found.gaps == tuple(sorted(gaps))
    assert_holds(tabulated(found), arcs)
    assert list(found.arcs) == arcs  # last: the columns were told before any arc was made


def assert_holds(table: ArcTable, arcs: list[Arc]) -> None:
    """Hold every column of a table against what arcs say."""
    names = sorted({arc.tail for arc in arcs} | {arc.head for arc in arcs})
    assert list(table.node) == names and [table.node[name] for name in names] == list(range(len(names)))
    assert [names[node] for node in table.graph.tail.tolist()] == [arc.tail for arc in arcs]
    assert [names[node] for node in table.graph.head.tolist()] == [arc.head for arc in arcs]
    for column in COLUMNS:
        amounts = [getattr(arc.step, column) for arc in arcs]
        assert table.columns[column].tolist() == [amount or 0 for amount in amounts]
        assert table.missing[column].tolist() == [amount is None for amount in amounts]
    for kind, borne in BORNE.items():
        pairs = {(name, row) for row, arc in enumerate(arcs) for name in borne(arc)}
        assert {(name, row) for name, rows in table.arcs_of(kind).items() for row in rows.tolist()} == pairs
    tests = {(arc.when.test, arc.when.name, row) for row, arc in enumerate(arcs) if arc.when}
    assert tests == {
        (test, name, row)
        for test, of_name in table.conditions.items()
        for name, rows in of_name.items()
        for row in rows.tolist()
    }
    assert_marks(table, arcs)


def assert_marks(table: ArcTable, arcs: Iterable[Arc]) -> None:
    sets = [(arc.step.territories, arc.step.in_transit) for arc in arcs]
    assert table.marks.codes == frozenset().union(*(touched for touched, _ in sets))
    for code in table.marks.codes:
        assert table.marks.touching([code]).tolist() == [code in touched for touched, _ in sets]
        besides = table.marks.touching([code], besides_transit=True).tolist()
        assert besides == [code in touched - passed for touched, passed in sets]


def with_dues(rows: Rows, rng: random.Random) -> Rows:
    """Return the rows of a network with surcharges, a queue and something slowed on what is drawn of it."""
    ids = {table: [row["id"] for row in rows[table]] for table in ("places", "links", "services") if rows[table]}
    ids |= {"territories": ["RU", "CN"], "borders": ["RU-KZ", "CN>RU", "JP-RU"]}
    figures = [("due1", "price", 7.0, "USD"), ("due2", "time", 3.0, "h"), ("due3", "slowdown", 50.0, "%")]
    for element, quantity, value, unit in figures:
        money = {"basis": "shipment", "currency": "USD"} if unit == "USD" else {}
        rows["figures"].append({"element": element, "quantity": quantity, "value": value, "unit": unit, **money})
    over = [rng.choice(ids[table]) for table in rng.sample(sorted(ids), 2) if table != "territories"]
    rows["procedures"].append({"id": "due1", "kind": "surcharge", "over": tuple(over)})
    for name, kind in (("due2", "queue"), ("due3", "slowed")):
        table = rng.choice(sorted(ids))
        closed = {"table": table, "elements": (rng.choice(ids[table]),)}
        dated = {"until_date": date(2016, 3, 1)} if rng.random() < 0.5 else {}
        rows["closures"].append({"id": name, "what": "busy", "kind": kind, "offered": True, **closed, **dated})
    return rows


@cases(quick=6, long=150)
@given(specs(3, 6), st.booleans(), st.booleans(), st.sampled_from((1, 8)), st.booleans())
def test_columns_hold_what_each_arc_says(spec, from_door, on_clock, few, dues):
    rows = rows_of(spec)
    network = network_of(with_dues(rows, random.Random(spec[0])) if dues else rows)
    places, load = list(network.places), ("container", "wagon")[spec[0] % 2]
    tonnes = None if load == "container" else 50
    scope = "door" if from_door else "terminal"
    shipment = Shipment(places[0], places[1], load=load, tonnes=tonnes, scope=scope)
    delays = tuple(one for one in closures_of(network) if one.is_delay)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(at_places, "FEW", few)  # 1: a pattern is stamped even for a single place
        assert_same(network, shipment, on_clock=on_clock, other_days=not on_clock, delays=delays)


@pytest.mark.parametrize("scope", ["door", "terminal"])
def test_so_they_do_where_many_places_are_alike(scope):
    assert_same(big_freight(10, trains=1), Shipment(town(0, 0), town(9, 9), scope=scope))


ELSEWHERE = (town(5, 5), f"rail:{town(4, 4)}-{town(4, 5)}", "area:KZ0")


@pytest.mark.parametrize("over", ["KZ-CN", *(pytest.param(one, marks=pytest.mark.long) for one in ELSEWHERE)])
def test_a_surcharge_leaves_in_columns_what_it_is_not_due_on(over):
    network = surcharge(big_freight(9), over, usd_per_box=50)
    shipment = Shipment(town(0, 0), town(8, 8))
    assert_same(network, shipment)
    arcs = arc_table(network, load_of(network, shipment), "door").expansion.arcs
    assert any(arc.step.kind == "surcharge" for arc in arcs)


def test_a_question_makes_the_arcs_that_it_looks_at_alone():
    told = {}
    for side in (12, 24):
        network = big_freight(side)
        shipment = Shipment(town(2, 2), town(4, 6))
        table = arc_table(network, load_of(network, shipment), shipment.scope)
        told[side] = table.expansion.arcs.n_made  # along borders, before any question
        result = solve(network, shipment)
        verify(network, result)
        banned = solve(network, shipment, constraints=Constraints(avoid_places={result.require().places[1]}))
        assert banned.require().places[1] != result.require().places[1]
        steps = len(result.require().steps) + len(banned.require().steps)
        assert table.expansion.arcs.n_made - told[side] <= 2 * steps  # however many there are
    assert told[24] <= 2.2 * told[12]  # of a network four times as large


def test_the_steps_of_a_table_that_outgrows_64_bits_are_found_too_large_by_their_columns():
    rows = rows_of((7, 4, frozenset({"own"})))
    for number, row in enumerate(rows["links"]):
        row["usd"] = 10.0**13 if number else 1.0
    network = network_of(rows)
    places = list(network.places)
    table = arc_table(network, load_of(network, Shipment(places[0], places[1])), "door")
    beyond = [arc.step.millicents is not None and arc.step.millicents >= 10**17 for arc in table.expansion.arcs]
    assert any(beyond) and table.uncounted["millicents"].tolist() == beyond
    assert not np.any(table.columns["millicents"][table.uncounted["millicents"]])
