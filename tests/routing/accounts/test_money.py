"""Money has a currency: all prices add up in USD by stated rates, never as they are."""

from __future__ import annotations

from typing import Any

import pytest

import networks
from routing import Constraints, Shipment, Status, alternatives, compare, frontier, solve, verify

BOX = Shipment("A", "C", scope="terminal")


def network(currency: str, rate: float | None = None, *, price: tuple[float, str] = (100, "EUR")) -> networks.Network:
    """Return A - B by a line with a price in some money, B - C by a link of 100 USD."""
    builder = networks.NetworkBuilder("money", currency=currency, price_year=2016)
    for place in "ABC":
        builder.add_place(id=place, name=place)
    builder.add_source(id="S", title="by hand")
    builder.add_link(id="ab", tail="A", head="B", mode="sea", length_km=100)
    builder.add_link(id="bc", tail="B", head="C", mode="sea", length_km=100, hours=9, usd=100)
    stops: list[dict[str, Any]] = [{"place": "A"}, {"place": "B", "path": ("ab",)}]
    builder.add_service(id="L", name="L", kind="line", mode="sea", stops=stops)
    known = {"source": "S", "kind": "plan"}
    builder.add_figure(element="L#2", quantity="running_time", value=9, unit="h", **known)
    builder.add_figure(element="L", quantity="wait", value=1, unit="h", **known)
    value, money = price
    paid = {"unit": money, "basis": "shipment", "currency": money, "year": 2016}
    builder.add_figure(element="L", quantity="price", value=value, **paid, **known)
    if rate is not None:
        builder.add_figure(element="currency:EUR", quantity="usd_per_unit", value=rate, unit="USD", year=2016, **known)
    return builder.build()


def test_a_network_in_another_currency_needs_its_rate():
    with pytest.raises(networks.DataError) as error:
        network("EUR")
    told = str(error.value)
    assert "currency: 'EUR': totals are in USD: to tell them in EUR too, state usd_per_unit of currency:EUR" in told
    assert "expected USD, or a figure usd_per_unit of currency:EUR" in told


@pytest.mark.parametrize("currency", ["EUR", "USD", ""])
def test_euros_and_dollars_add_up_in_dollars(currency: str):
    net = network(currency, 1.1)
    result = solve(net, BOX, minimise="cost")
    route = result.require()
    verify(net, result)
    assert route.usd == pytest.approx(100 * 1.1 + 100)
    assert sum(row.usd or 0 for row in route.prices().rows) == pytest.approx(route.usd)


def test_the_totals_are_told_in_the_currency_of_the_network_as_well():
    result = solve(network("EUR", 1.1), BOX)
    assert result.require().own_money == pytest.approx(210 / 1.1)
    assert "210 USD (191 EUR)" in str(result) and "USD of 2016, told in EUR too" in str(result)
    totals = result.to_dict()["routes"][0]["totals"]
    assert (totals["usd"], totals["currency"], totals["own_money"]) == (210, "EUR", pytest.approx(210 / 1.1))
    plain = str(solve(network("USD", 1.1), BOX))
    assert "210 USD;" in plain and "EUR" not in plain


def test_answers_of_several_routes_and_reports_are_told_in_both_too():
    net = network("EUR", 1.1)
    euros = pytest.approx(210 / 1.1)
    for found in (frontier(net, BOX), alternatives(net, BOX, k=2)):
        (row,) = found.to_dict()["routes" if "routes" in found.to_dict() else "points"]
        assert (row["usd"], row["own_money"]) == (210, euros)
        for text in (str(found), found._repr_html_()):
            assert "EUR" in text and "191" in text
    report = solve(net, BOX).require().prices()
    total = report.to_dict()["total"]
    assert (total["own_currency"], total["own_money"], report.own_money) == ("EUR", euros, euros)
    assert "The total in EUR, by the stated rate: 190.91." in str(report) and "190.91" in report._repr_html_()
    plain = solve(network("USD", 1.1), BOX).require().prices()
    assert "by the stated rate" not in str(plain) and plain.own_money == plain.usd == 210


@pytest.mark.parametrize(
    ("currency", "year", "told"),
    [
        ("EUR", 2016, "USD of 2016, told in EUR too at 1.1 USD of 2016;"),
        ("EUR", None, "USD, told in EUR too at 1.1 USD of 2016;"),
        ("USD", 2016, "USD of 2016;"),
        ("USD", None, None),
    ],
)
def test_the_heading_names_the_money_with_or_without_a_price_year(currency: str, year: int | None, told: str | None):
    builder = networks.NetworkBuilder("money", currency=currency, price_year=year).add_source(id="S", title="by hand")
    builder.add_figure(
        element="currency:EUR", quantity="usd_per_unit", value=1.1, unit="USD", year=2016, source="S", kind="plan"
    )
    for place in "AB":
        builder.add_place(id=place, name=place)
    heading = builder.add_link(id="ab", tail="A", head="B", mode="sea", length_km=100).build().heading
    assert told in heading if told else "USD" not in heading


def test_a_limit_in_dollars_is_kept_whatever_the_currency():
    net = network("EUR", 1.1)
    assert solve(net, BOX, constraints=Constraints(max_usd=210)).status is Status.OPTIMAL
    assert solve(net, BOX, constraints=Constraints(max_usd=209.99)).status is Status.INFEASIBLE


def test_the_same_price_in_another_money_is_the_same_answer():
    one, other = network("USD", 1.25, price=(125, "USD")), network("EUR", 1.25, price=(100, "EUR"))
    assert solve(one, BOX).require().millicents == solve(other, BOX).require().millicents
    assert frontier(one, BOX).vectors == frontier(other, BOX).vectors
    assert "225 USD (180 EUR)" in str(compare({"one": one, "other": other}, BOX))
