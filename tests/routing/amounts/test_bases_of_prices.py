"""Prices by the box, by the declaration and by the lorry: what each load pays, told twice."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from oracles.toys import Toy

import networks
from networks.network import Network
from routing import Shipment, VerificationError, solve, verify
from routing.amounts.load import Load
from routing.answers.route import Route

LOADS: list[tuple[dict[str, Any], dict[str, int]]] = [
    ({}, {"declaration": 1, "container": 1, "lorry": 1}),
    ({"size": "40ft"}, {"declaration": 1, "container": 1, "lorry": 1}),
    ({"size": "40hc"}, {"declaration": 1, "container": 1, "lorry": 1}),
    ({"size": "45ft", "containers": 3}, {"declaration": 1, "container": 3, "lorry": 3}),
    ({"size": "40rf", "containers": 2}, {"declaration": 1, "container": 2, "lorry": 2}),
    ({"containers": 2, "tonnes": 22}, {"declaration": 1, "container": 2, "lorry": 1}),
    ({"containers": 2, "tonnes": 22.001}, {"declaration": 1, "container": 2, "lorry": 2}),
    ({"containers": 5, "tonnes": 50}, {"declaration": 1, "container": 5, "lorry": 3}),
    ({"size": "20rf", "containers": 4, "tonnes": 8}, {"declaration": 1, "container": 4, "lorry": 2}),
]


def priced(basis: str, rate: bool = False, tonnes_per_teu: float = 10) -> Network:
    """Return A - B, 100 km by road, at 100 USD on a basis at each loading and on board, or 1 USD over each km."""
    toy = Toy(A="RU", B="RU").doors("road", hours=1).link("AB", "A", "B", "road")
    stops = ({"place": "A"}, {"place": "B", "path": ("AB",)})
    toy.builder.add_service(id="L", name="L", kind="line", mode="road", stops=stops)
    toy.figure("L#2", "running_time", 10).figure("L", "wait", 0)
    toy.figure("load:container", "tonnes_per_teu", tonnes_per_teu, "t")
    toy.usd("L", 1, f"{basis}_km", "rate") if rate else toy.usd("L", 100, basis)
    return toy.build()


def best(net: Network, **moved: Any) -> Route:
    result = solve(net, Shipment("A", "B", **moved), minimise="cost")
    verify(net, result)
    return result.require()


@pytest.mark.parametrize(("moved", "counts"), LOADS, ids=str)
@pytest.mark.parametrize("basis", ["declaration", "container", "lorry"])
def test_a_load_pays_as_many_as_it_needs(basis: str, moved: dict[str, Any], counts: dict[str, int]):
    assert best(priced(basis), **moved).usd == 100 * counts[basis]


def test_lorries_are_ridden_by_the_km_too():
    assert best(priced("lorry", rate=True), size="40ft").usd == 100
    assert best(priced("lorry", rate=True), containers=2).usd == 100
    assert best(priced("lorry", rate=True), containers=2, tonnes=30).usd == 200


@pytest.mark.parametrize(("load", "tonnes"), [("wagon", 60), ("bulk", 500)])
def test_wagons_and_bulk_have_one_declaration_and_no_lorry(load: Any, tonnes: float):
    assert best(priced("declaration"), load=load, tonnes=tonnes).usd == 100
    result = solve(priced("lorry"), Shipment("A", "B", load=load, tonnes=tonnes), minimise="cost")
    assert result.best is None
    assert Load(load, None, None, Fraction(tonnes)).lorries is None


def test_two_boxes_rest_on_what_they_are_taken_to_weigh():
    def rests(net: Network, **moved: Any) -> bool:
        return "load:container" in {figure.element for figure in best(net, **moved).figures}

    light, heavy = priced("lorry"), priced("lorry", tonnes_per_teu=12)
    assert (best(light, containers=2).usd, best(heavy, containers=2).usd) == (100, 200)
    assert rests(light, containers=2) and not rests(light, containers=2, tonnes=20)
    assert not rests(light, size="40ft")


def test_an_unknown_weight_takes_a_lorry_for_each_box():
    assert Load("container", Fraction(2), Fraction(2), None).lorries == 2


@pytest.mark.parametrize("basis", ["declaration", "lorry"])
def test_verify_counts_them_again(basis: str):
    net = priced(basis)
    result = solve(net, Shipment("A", "B", containers=2), minimise="cost")
    dear = [replace(step, millicents=2 * (step.millicents or 0)) for step in result.require().steps]
    with pytest.raises(VerificationError, match="the figures say"):
        verify(net, replace(result, routes=(replace(result.require(), steps=tuple(dear)),)))


@pytest.mark.parametrize(("quantity", "basis"), [("co2e", "lorry_km"), ("rate", "lorry"), ("price", "lorry_km")])
def test_papers_and_lorries_are_no_basis_of_what_emits_and_rides_are_paid_by_the_km(quantity: str, basis: str):
    toy = Toy(A="RU", B="RU").line("L", "road", "A", "B", hours=(10,))
    toy.figure("L#2", quantity, 5, "kg", basis) if quantity == "co2e" else toy.usd("L#2", 5, basis, quantity)
    with pytest.raises(networks.DataError, match=f"basis.*{basis}"):
        toy.build()


@pytest.mark.parametrize("edition", ["eurasia", pytest.param("eurasia-2025", marks=pytest.mark.long)])
def test_built_in_papers_and_lorries_cost_a_large_box_what_they_cost_a_small_one(edition: str):
    net = networks.load(edition)
    small, large = (solve(net, Shipment("JPYOK", "RUMOW", size=size)).require() for size in ("20ft", "40hc"))  # type: ignore[arg-type]
    alike = ("export", "import", "transit_opening", "transit_closing", "papers", "handover", "origin", "delivery")
    paid = [
        {step.element: step.usd for step in route.steps if step.kind in alike and step.usd} for route in (small, large)
    ]
    assert paid[0] == paid[1] and len(paid[0]) > 3
    assert 1.3 * small.usd < large.usd < 1.9 * small.usd
