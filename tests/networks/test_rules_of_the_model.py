"""The chapter "The rules of the model", held against the code where that can be done."""

from __future__ import annotations

import csv
import re
from itertools import product
from pathlib import Path

import pytest
from oracles.toys import Toy

import networks
from networks.model.quantities import BASES, HANGS_ON, bases_of
from networks.model.vocabulary import UNITS, VOCABULARY
from networks.rules.validation import check_tables
from routing import Constraints, GeneralisedCost, Shipment, solve, verify

DATA = Path(networks.__file__).parent / "data"
CHAPTER = (DATA / "README.md").read_text(encoding="utf-8")
MONEY = ("price", "rate", "demurrage")


def quantities() -> dict[str, dict[str, str]]:
    """Return the rows of the table of quantities by their name."""
    text = CHAPTER.partition("<!-- quantities")[2].partition("<!-- end of quantities")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    head, _, *body = rows
    return {row[0].strip("`"): dict(zip(head, row, strict=True)) for row in body}


def words(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[,;]", cell) if part.strip())


def test_the_table_has_every_quantity_of_the_vocabulary_once():
    assert sorted(quantities()) == sorted(VOCABULARY["quantity"]) == sorted(HANGS_ON)


@pytest.mark.parametrize("quantity", VOCABULARY["quantity"])
def test_elements_units_and_bases_of_the_table_are_those_of_the_code(quantity):
    row = quantities()[quantity]
    assert words(row["hangs on"]) == HANGS_ON[quantity]
    unit = {"price_index": ()} | dict.fromkeys(MONEY, ("money",))
    assert words(row["unit"]) == tuple(UNITS.get(quantity, unit.get(quantity, ())))
    groups = BASES.get(quantity, ())
    told = [
        ", ".join(bases) if len(groups) == 1 else f"{', '.join(kinds)}: {', '.join(bases)}" for kinds, bases in groups
    ]
    assert row["basis"] == "; ".join(told)
    for kinds, bases in groups:
        assert set(kinds) <= set(HANGS_ON[quantity]) and set(bases) <= set(VOCABULARY["basis"])
        assert set(bases_of(quantity, kinds[:1])) == set(bases)


def test_every_basis_but_the_one_that_is_read_nowhere_stands_in_the_table():
    told = {basis for groups in BASES.values() for _, bases in groups for basis in bases}
    assert set(VOCABULARY["basis"]) - told == {"day"} and "`day` alone is read nowhere" in CHAPTER


def test_every_kind_of_procedure_and_operation_is_told():
    for kind in (*VOCABULARY["procedure_kind"], *VOCABULARY["operation_kind"]):
        assert f"`{kind}`" in CHAPTER, kind
    for grade in VOCABULARY["grade"]:
        assert f"`{grade}`" in CHAPTER.partition("## Grades")[2], grade


def test_the_documents_lead_to_the_chapter():
    root = Path(__file__).parents[2]
    assert "networks/data/README.md" in (root / "README.md").read_text(encoding="utf-8")
    assert "(../README.md)" in (DATA / "eurasia" / "README.md").read_text(encoding="utf-8")
    with (DATA / "columns.csv").open(encoding="utf-8", newline="") as file:
        meaning = {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(file)}
    for quantity in VOCABULARY["quantity"]:
        assert quantity in meaning["figures", "quantity"]
    for kind in VOCABULARY["procedure_kind"]:
        assert kind in meaning["procedures", "kind"]


def train() -> Toy:
    """Return two railways that meet, a train with two legs over them, and all operations."""
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B").link("BC", "B", "C").doors("rail:1520")
    toy.operation("lift", "rail:1520", "rail:1520", 1).procedure("handover", 1)
    toy.line("L", "rail", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(5, 5), wait=10)
    return toy.area("R", "AB", "BC", wait=1000)


ORDER = [  # of the waits after a transfer, the one that wins first; hours waited by each
    ("M#1", "wait", 3.0, 3.0),
    ("M#1", "headway", 8.0, 4.0),
    ("B", "wait", 5.0, 5.0),
    ("M", "wait", 6.0, 6.0),
    ("M", "headway", 14.0, 7.0),
]


@pytest.mark.parametrize(("first", "second"), list(product(range(5), repeat=2)))
def test_the_wait_that_the_chapter_names_first_wins(first, second):
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B", "sea").link("BC", "B", "C", "sea").doors("sea")
    toy.operation("lift", "sea", "sea", 1).line("L", "sea", "A", ("B", ("AB",)), hours=(5,))
    toy.builder.add_service(
        id="M", name="M", kind="line", mode="sea", stops=[{"place": "B"}, {"place": "C", "path": ("BC",)}]
    )
    toy.figure("M#2", "running_time", 5).usd("M", 0)
    for number in sorted({first, second}):
        element, quantity, value, _ = ORDER[number]
        toy.figure(element, quantity, value)
    network = toy.build()
    result = solve(network, Shipment("A", "C"))
    verify(network, result)
    waited = [step.hours for step in result.require().steps if step.kind == "board"][1]
    assert waited == ORDER[min(first, second)][3]


@pytest.mark.parametrize("own", ["wait", "headway"])
def test_the_wait_of_the_place_beats_that_of_ordinary_carriage_too(own):
    toy = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B", "sea").link("BC", "B", "C").doors("sea", "rail:1520")
    toy.operation("lift", "sea", "rail:1520", 1).line("L", "sea", "A", ("B", ("AB",)), hours=(5,))
    toy.builder.add_service(id="R", name="R", kind="area", mode="rail", links=("BC",))
    toy.figure("R", "speed", 240).usd("R", 0).figure("R", own, 48).figure("B", "wait", 6)
    network = toy.build()
    result = solve(network, Shipment("A", "C"))
    verify(network, result)
    (board,) = [one for one in result.require().steps if one.kind == "board" and one.element == "R"]
    assert (board.hours, board.time_figure) == (6, ("B", "wait"))


def own_roads(lift: bool) -> Toy:
    """Return two roads with hours of their own, and a lorry beyond; lifts of 5 h on the road, or none."""
    toy = Toy(A="KZ", B="KZ", C="KZ", D="KZ").doors("road")
    toy.link("AB", "A", "B", "road", hours=10).link("BC", "B", "C", "road", hours=10).link("CD", "C", "D", "road")
    toy.builder.add_service(id="L", name="L", kind="area", mode="road", links=("CD",))
    toy.figure("L", "speed", 240).figure("L", "wait", 3).usd("L", 0)
    toy.operation("lift", "sea", "road", 1)  # so that the network has lifts
    return toy.operation("lift", "road", "road", 5) if lift else toy


@pytest.mark.parametrize("lift", [False, True])
def test_links_with_hours_follow_one_another_without_an_operation(lift):
    # origin 1 + load 1 + 10 + 10 + unload 1 + delivery 1, whether or not the network has lifts between lorries
    network = own_roads(lift).build()
    result = solve(network, Shipment("A", "C"))
    verify(network, result)
    assert result.require().hours == 24
    onward = solve(network, Shipment("A", "D"))  # and on by the lorry: lift 5 + wait 3 + 100 km at 240 km a day
    assert (onward.best is not None) == lift
    assert not lift or onward.require().hours == 24 + 5 + 3 + 10


def test_a_ferry_is_ridden_unless_the_modes_leave_it_out():
    toy = Toy(A="JP", B="KR").link("AB", "A", "B", "ferry", hours=5)
    network = toy.build()
    assert solve(network, Shipment("A", "B")).require().hours == 5
    assert solve(network, Shipment("A", "B"), constraints=Constraints(modes={"ferry"})).require().hours == 5
    assert solve(network, Shipment("A", "B"), constraints=Constraints(modes={"sea", "rail"})).best is None


@pytest.mark.parametrize("ends", [("A", "B"), ("B", "A")])
def test_electricity_is_that_of_the_country_of_the_column_tail_whichever_way_the_link_is_ridden(ends):
    toy = Toy(A="KZ", B="RU").link("AB", "A", "B", electrified="yes", territories=("KZ", "RU"))
    toy.area("R", "AB").figure("traction:electric", "energy", 0.1, "kWh", "tonne_km")
    toy.figure("grid:KZ", "co2e", 700, "g", "kwh").figure("grid:RU", "co2e", 400, "g", "kwh")
    network = toy.build()
    result = solve(network, Shipment(*ends, tonnes=10), minimise="co2e")
    verify(network, result)
    assert result.require().kg_co2e == 100 * 10 * 0.1 * 0.7


SPEEDS = [("R", "speed", 100.0, 24.0), ("AB", "speed", 200.0, 12.0), ("R", "running_time", 7.0, 7.0)]


@pytest.mark.parametrize("given", [(0,), (0, 1), (0, 1, 2), (0, 2)])
def test_running_time_wins_over_the_speed_of_the_link_and_that_over_the_service(given):
    toy = Toy(A="RU", B="RU").link("AB", "A", "B").doors("rail:1520")
    toy.builder.add_service(id="R", name="R", kind="area", mode="rail", links=("AB",))
    toy.figure("R", "wait", 0).usd("R", 0)
    for number in given:
        element, quantity, value, _ = SPEEDS[number]
        toy.figure(element, quantity, value, "km/day" if quantity == "speed" else "h")
    network = toy.build()
    result = solve(network, Shipment("A", "B"))
    verify(network, result)
    assert [step.hours for step in result.require().steps if step.is_ride] == [SPEEDS[max(given)][3]]


def test_the_origin_wait_of_the_network_replaces_the_wait_of_ordinary_carriage():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B").doors("rail:1520").area("R", "AB", wait=40)
    toy.figure("network", "origin_wait", 6)
    (board,) = [one for one in solve(toy.build(), Shipment("A", "B")).require().steps if one.kind == "board"]
    assert board.hours == 6


def test_from_terminal_to_terminal_neither_time_nor_price_of_the_ends_counts():
    toy = Toy(A="JP", B="KR").link("AB", "A", "B", "sea")
    for kind, one, other in (("origin", "door", "gate"), ("delivery", "gate", "door"), ("load", "gate", "sea")):
        toy.operation(kind, one, other, 3, usd=30)
    toy.operation("unload", "sea", "gate", 3, usd=30)
    for area in ("JP", "KR"):
        for kind in ("export", "import", "transit_opening", "transit_closing"):
            toy.procedure(kind, 10, area=area, usd=100)
    network = toy.line("L", "sea", "A", ("B", ("AB",)), hours=(5,), wait=9).build()
    door, terminal = (solve(network, Shipment("A", "B", scope=scope)).require() for scope in ("door", "terminal"))
    assert (door.hours, door.usd) == (4 * 3 + 9 + 5 + 2 * 10, 4 * 30 + 2 * 100)
    assert (terminal.hours, terminal.usd) == (5, 0)


@pytest.mark.parametrize(
    ("minimise", "entries"),
    [
        ("time", ("lacking", "millicents", "milligrams", "arcs")),
        ("cost", ("lacking", "milliminutes", "milligrams", "arcs")),
        ("co2e", ("lacking", "milliminutes", "millicents", "arcs")),
        ("distance", ("lacking", "milliminutes", "millicents", "milligrams", "arcs")),
        (GeneralisedCost(usd_per_day=3), ("lacking", "milliminutes", "millicents", "milligrams", "arcs")),
    ],
    ids=str,
)
def test_the_vector_of_a_proof_has_the_entries_of_the_chapter(minimise, entries):
    toy = Toy(A="RU", B="RU").link("AB", "A", "B", "road", km=50, hours=2, usd=30, kg_co2e=4)
    toy.link(
        "BA", "A", "B", "road", km=50, hours=9
    )  # without a price and a factor: the count of unknown figures is there
    result = solve(toy.build(), Shipment("A", "B"), minimise=minimise)
    steps = result.require().steps
    found = [
        0 if name == "lacking" else len(steps) if name == "arcs" else result.require().total(name) for name in entries
    ]
    assert list(result.proof.vector[1:]) == found


WRONG = [
    ("A", "speed", 100, "km/day", "nobody reads a speed of a place; it is read of leg, link, service"),
    ("AB", "running_time", 2, "h", "nobody reads a running_time of a link; it is read of leg, area"),
    (
        "L#1",
        "running_time",
        2,
        "h",
        "nobody reads a running_time of a stop that no leg leads to; it is read of leg, area",
    ),
    (
        "L#1",
        "speed",
        99,
        "km/day",
        "nobody reads a speed of a stop that no leg leads to; it is read of leg, link, service",
    ),
    (
        "L#1",
        "capacity",
        9,
        "TEU/week",
        "nobody reads a capacity of a stop that no leg leads to; it is read of leg, link, place, service",
    ),
    ("L#3", "headway", 2, "d", "nobody reads a headway of a stop where nothing boards; it is read of stop, service"),
    ("L#3", "wait", 2, "h", "nobody reads a wait of a stop where nothing boards; it is read of stop, place, service"),
    (
        "L#3",
        "origin_wait",
        2,
        "h",
        "nobody reads an origin_wait of a stop where nothing boards; it is read of stop, service, network",
    ),
    (
        "traction:diesel",
        "energy",
        0.1,
        "kWh",
        "nobody reads an energy of a traction:NAME; it is read of traction:electric",
    ),
    (
        "load:wagon",
        "tonnes_per_teu",
        9,
        "t",
        "nobody reads a tonnes_per_teu of a load:KIND; it is read of load:container",
    ),
    ("L", "running_time", 2, "h", "nobody reads a running_time of a line; it is read of leg, area"),
    ("AB", "wait", 2, "h", "nobody reads a wait of a link; it is read of stop, place, service"),
    ("A", "headway", 2, "d", "nobody reads a headway of a place; it is read of stop, service"),
    ("network", "wait", 2, "h", "nobody reads a wait of a network; it is read of stop, place, service"),
    ("proc-handover", "wait", 2, "h", "nobody reads a wait of a procedure; it is read of stop, place, service"),
]


@pytest.mark.parametrize(("element", "quantity", "value", "unit", "expected"), WRONG, ids=lambda one: str(one)[:20])
def test_a_quantity_that_hangs_on_the_wrong_element_is_told(element, quantity, value, unit, expected):
    basis = "tonne_km" if quantity == "energy" else ""
    network = train().figure(element, quantity, value, unit, basis).build()
    found = [one for one in check_tables(network.tables) if one.rule == "quantities-of-elements"]
    assert [(one.value, one.expected, one.severity) for one in found] == [(element, expected, "warning")]


def test_what_hangs_where_it_should_is_not_told():
    toy = train().figure("L#1", "headway", 2, "d").figure("L#2", "speed", 100, "km/day").figure("A", "wait", 3)
    toy.figure("L#1", "wait", 3).figure("L#2", "capacity", 9, "TEU/week")
    toy.figure("traction:electric:RU", "energy", 0.1, "kWh", "tonne_km").figure(
        "load:container", "tonnes_per_teu", 9, "t"
    )
    toy.figure("R", "running_time", 4).figure("AB", "speed", 300, "km/day").figure("network", "origin_wait", 5)
    assert not [one for one in check_tables(toy.build().tables) if one.rule == "quantities-of-elements"]
