"""What cannot be added up in 64-bit integers: left out and named, where a question has another way; else an error."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from oracles.cases import parted
from oracles.toys import Toy

import networks
from networks import Change
from routing import GeneralisedCost, QuestionError, Result, Shipment, Status, alternatives, solve, verify

BOX = GeneralisedCost(usd_per_day=37.3, usd_per_tonne_co2e=33)


def told(result: Result, code: str) -> list[str]:
    return [one.words for one in result.warnings if one.code == code]


def dear(element: str, quantity: str, value: float, unit: str, basis: str) -> networks.Network:
    """Return the built-in network with one figure that is possible, and only warned of."""
    net = networks.load("eurasia")
    money = {"currency": "USD", "year": 2016} if unit == "USD" else {}
    change = Change(action="set", table="figures", element=element, column=quantity, value=str(value), low=value,
                    high=value, unit=unit, basis=basis, source=next(iter(net.sources)), kind="assumption", why="x",
                    **money)  # fmt: skip
    with pytest.warns(networks.DataWarning):
        return net.apply([change])


@pytest.mark.parametrize(
    "row",
    [
        ("area:RZD", "rate", 900, "USD", "tonne_km"),
        ("area:RZD", "rate", 9000, "USD", "container_km"),
        ("line:suez", "price", 9e7, "USD", "container"),
        ("area:RZD", "co2e", 90, "kg", "tonne_km"),
    ],
)
@pytest.mark.parametrize("boxes", parted([100, 1], quick=0))
def test_a_dear_row_that_a_question_never_touches_bends_no_price_of_it(row: Any, boxes: int):
    shipment = Shipment("JPYOK", "CNSGH", containers=boxes)
    usual = solve(networks.load("eurasia"), shipment, minimise=BOX)
    network = dear(*row)
    result = solve(network, shipment, minimise=BOX)
    verify(network, result)
    assert result.status is Status.OPTIMAL and not told(result, "price-rounded")
    assert result.require().steps == usual.require().steps and result.proof.objective == usual.proof.objective
    assert len(alternatives(network, shipment, minimise=BOX, k=2).routes) == 2


def test_what_was_left_out_of_the_sums_is_named():
    result = solve(
        dear("area:RZD", "rate", 900, "USD", "tonne_km"), Shipment("JPYOK", "CNSGH", containers=100), minimise=BOX
    )
    (words,) = [one for one in told(result, "left-out") if "times the least" in one]
    assert "area:RZD" in words and "generalised cost at 37.3 USD per day" in words


def coast(figure: tuple[float, str, str], quantity: str) -> networks.Network:
    """Return 30 rail links of 9,000 km with a figure of their railway, and a ship along the first of them."""
    places = [f"P{number}" for number in range(31)]
    toy = Toy(**dict.fromkeys(places, "RU"))
    for number, (tail, head) in enumerate(pairwise(places)):
        toy.link(f"r{number}", tail, head, km=9000)
    toy.link("s", "P0", "P1", "sea", 500)
    toy.builder.add_service(id="R", name="R", kind="area", mode="rail", links=[f"r{number}" for number in range(30)])
    toy.figure("R", "speed", 960).figure("R", "wait", 24)
    value, unit, basis = figure
    if quantity == "rate":
        toy.usd("R", value, basis, "rate")
    else:
        toy.figure("R", quantity, value, unit, basis).usd("R", 1)
    toy.line("S", "sea", "P0", ("P1", ("s",)), hours=(25,), wait=24)
    return toy.build()


@pytest.mark.parametrize(("figure", "quantity"), [((90, "kg", "tonne_km"), "co2e"), ((900, "USD", "tonne_km"), "rate")])
@pytest.mark.parametrize("minimise", ["time", "cost", "distance"])
def test_a_railway_beyond_all_sums_does_not_stop_a_ship(figure: Any, quantity: str, minimise: Any):
    network = coast(figure, quantity)
    shipment = Shipment("P0", "P1", scope="terminal", load="bulk", tonnes=60_000)
    result = solve(network, shipment, minimise=minimise)
    verify(network, result)
    assert [leg.service for leg in result.require().legs] == ["S"]
    (words,) = [one for one in told(result, "left-out") if "added up" in one]
    assert words.endswith("(of R)")


def test_where_only_what_cannot_be_counted_leads_there_that_is_an_error_and_no_refusal():
    network = coast((90, "kg", "tonne_km"), "co2e")
    with pytest.raises(QuestionError, match=r"no way without .* arcs whose co2e is too much to be added up .*\(of R\)"):
        solve(network, Shipment("P0", "P2", scope="terminal", load="bulk", tonnes=60_000))
    light = solve(network, Shipment("P0", "P2", scope="terminal", load="bulk", tonnes=60))
    assert light.status is Status.OPTIMAL and not [one for one in told(light, "left-out") if "added up" in one]
