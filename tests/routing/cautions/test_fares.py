"""Fares beside rates: the fare is the whole price, in the search and in `verify`, and it is told."""

from __future__ import annotations

from typing import Any

import pytest
from oracles.toys import Toy

import networks
from networks.rules.validation import check_tables
from routing import Shipment, solve, verify


def toy(**prices: float) -> Toy:
    """Return a ship over two legs with fares."""
    net = Toy(A="JP", B="JP", C="JP").link("AB", "A", "B", "sea").link("BC", "B", "C", "sea").doors("sea")
    return net.line("L", "sea", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(5, 5), **prices)


FARES = {"A_B": 60.0, "A_C": 80.0}
BESIDE: list[tuple[str, Any]] = [
    ("a rate of the service", lambda net: net.usd("L", 1, "teu_km", "rate")),
    ("a rate of a leg", lambda net: net.usd("L#3", 1, "teu_km", "rate")),
    ("a price of the service", lambda net: net.usd("L", 500)),
]


@pytest.mark.parametrize("beside", [case for _, case in BESIDE], ids=[name for name, _ in BESIDE])
def test_a_fare_is_the_whole_price(beside):
    network = beside(toy(**FARES)).build()
    result = solve(network, Shipment("A", "C"), minimise="cost")
    verify(network, result)
    assert result.require().usd == 80 == result.require().breakdown["sea"].usd
    (told,) = [warning for warning in result.warnings if warning.code == "fares-alone"]
    assert told.elements == ("L",) and "a fare is the whole price" in told.words


def test_without_fares_a_price_and_a_rate_add_up_and_nothing_is_told():
    network = toy().usd("L", 1, "teu_km", "rate").build()  # a price of 0 at boarding, and 200 km at 1 USD
    result = solve(network, Shipment("A", "C"), minimise="cost")
    verify(network, result)
    assert result.require().usd == 200
    assert not [warning for warning in result.warnings if warning.code == "fares-alone"]


def test_another_service_with_both_is_not_told_where_it_is_not_used():
    net = toy(**FARES).usd("L", 1, "teu_km", "rate").link("AC", "A", "C", "sea")
    network = net.line("M", "sea", "A", ("C", ("AC",)), hours=(4,)).build()
    assert not [one for one in solve(network, Shipment("A", "C")).warnings if one.code == "fares-alone"]


@pytest.mark.parametrize("beside", [case for _, case in BESIDE], ids=[name for name, _ in BESIDE])
def test_check_tells_the_row_that_is_not_counted(beside):
    found = [one for one in check_tables(beside(toy(**FARES)).build().tables) if "whole price" in one.expected]
    assert [(one.field, one.severity) for one in found] == [("quantity", "warning")]
    assert not [one for one in check_tables(toy(**FARES).build().tables) if "whole price" in one.expected]


def test_the_built_in_network_has_no_fares():
    assert not [element for element, _ in networks.load("eurasia").figures if ">" in element]
