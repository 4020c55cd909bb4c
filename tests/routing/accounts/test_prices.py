"""Prices by component, inventory cost below the line, and the generalised cost made of it."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from oracles.random_networks import FEATURES, network_of, rows_of, shipment_of
from oracles.toys import Toy

import networks
from networks.network import Network
from routing import GeneralisedCost, QuestionError, Shipment, SolveOptions, solve
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.verification.verify import verify


class Priced(Toy):
    price_year = 2016


def chain(sea: bool = True) -> Toy:
    """Return A (Japan) - ship - B - one railway over B1 - C (Russia), with a price of everything, or not of the sea."""
    toy = Priced(A="JP", B="RU", B1="RU", C="RU").member("EAEU", "RU")
    toy.link("AB", "A", "B", "sea", 1000).link("BB", "B", "B1", km=100).link("BC", "B1", "C", km=200)
    stops = ("A", {"place": "B", "path": ("AB",)})
    toy.builder.add_service(id="S", name="S", kind="line", mode="sea", stops=stops)
    toy.figure("S#2", "running_time", 48).figure("S", "wait", 0)
    if sea:
        toy.usd("S", 100)
    toy.builder.add_service(id="R", name="R", kind="area", mode="rail", links=("BB", "BC"))
    toy.figure("R", "speed", 240).figure("R", "wait", 60)
    price(toy, "R", 0.5, "EUR", "teu_km", 2016, 0.4, 0.8, quantity="rate")
    toy.doors("sea", "rail:1520").operation("lift", "sea", "rail:1520", 24)
    toy.figure("currency:EUR", "usd_per_unit", 1.1, "USD")
    toy.figure("B", "free_time", 2, "d")
    price(toy, "B", 8.4, "USD", "teu_day", 2023, 5, 23, quantity="demurrage")
    return toy


def price(
    toy: Toy,
    element: str,
    value: float,
    currency: str,
    basis: str,
    year: int,
    low: float,
    high: float,
    quantity: str = "price",
) -> Toy:
    toy.builder.add_figure(
        element=element,
        quantity=quantity,
        value=value,
        low=low,
        high=high,
        unit=currency,
        currency=currency,
        basis=basis,
        year=year,
        source="S",
        kind="sourced",
    )
    return toy


def best(net: Network, minimise: Any = "time", **more: Any) -> Route:
    result = solve(net, Shipment("A", "C", **more), minimise=minimise)
    verify(net, result)
    return result.require()


def test_a_row_per_component_with_range_money_year_and_source():
    route = best(chain().build(), size="40ft")
    report = route.prices()
    rows = {row.component: row for row in report.rows}
    # 300 km in two rides at 0.5 EUR x 1.1 x 2 TEU = 330 USD, from 264 to 528
    rail = rows["rail tariff"]
    assert (rail.usd_low, rail.usd, rail.usd_high) == (264.0, 330.0, 528.0)
    assert (rail.element, rail.origin, rail.destination) == ("R", "B", "C")
    assert (rail.value, rail.low, rail.high, rail.currency, rail.basis) == (0.5, 0.4, 0.8, "EUR", "teu_km")
    assert (rail.price_year, rail.adjustment, rail.source, rail.kind) == (2016, "price year", "S", "sourced")
    # 24 + 60 h in port, 36 h beyond two days: two days of 8.40 USD x 2 TEU, a price of 2023
    charge = rows["demurrage"]
    assert (charge.usd_low, charge.usd, charge.usd_high) == (20.0, 33.6, 92.0)
    assert (charge.origin, charge.price_year, charge.adjustment) == ("B", 2023, "unadjusted")
    sea = rows["ocean freight"]
    assert (sea.origin, sea.destination, sea.usd, sea.usd_low, sea.adjustment) == (
        "A",
        "B",
        100.0,
        None,
        "year not stated",
    )
    assert report.usd == route.usd == 100 + 330 + 33.6
    assert (report.usd_low, report.usd_high) == (100 + 264 + 20, 100 + 528 + 92)
    assert report.unadjusted_share == pytest.approx(33.6 / 463.6)
    assert report.undated_share == pytest.approx(100 / 463.6)
    assert "7% of the total rest on prices not of 2016, unadjusted; 22% on prices without a year." in str(report)


def test_the_exchange_rates_stand_apart_and_only_those_that_were_used():
    report = best(chain().figure("currency:JPY", "usd_per_unit", 0.01, "USD").build()).prices()
    assert [(rate.currency, rate.value, rate.usd) for rate in report.rates] == [("EUR", 1.1, None)]
    assert "Exchange rate: 1 EUR = 1.1 USD" in str(report)


def test_a_missing_price_is_told_and_leaves_no_total():
    report = best(chain(sea=False).build()).prices()
    assert (report.usd, report.unadjusted_share) == (None, None)
    missing = [row for row in report.rows if row.usd is None]
    assert [(row.component, row.element, row.kind) for row in missing] == [("ocean freight", "S", "missing")]


def test_the_inventory_cost_stands_below_the_line():
    toy = chain().figure("load:container", "inventory", 0.04, "%", "percent_of_value_per_day")
    route = best(toy.build(), value_usd=50_000)
    assert route.minutes is not None
    # 20 USD a day of the whole time from door to door
    assert route.inventory_usd == pytest.approx(20 * route.minutes / 1440, abs=0.005)
    report = route.prices()
    assert report.inventory is not None and report.inventory.usd == route.inventory_usd
    assert report.usd == route.usd == best(toy.build()).usd
    assert best(toy.build()).inventory_usd is None
    assert best(toy.build()).prices().inventory is None
    assert best(chain().build(), value_usd=50_000).inventory_usd is None
    assert "Below the line, not part of the total:" in str(report)


def test_a_commodity_s_own_inventory_cost_goes_before_that_of_the_load():
    toy = chain().figure("load:container", "inventory", 0.04, "%", "percent_of_value_per_day")
    toy.figure("commodity:phones", "inventory", 2, "%", "percent_of_value_per_day")
    net = toy.build()
    per_day = {
        name: GeneralisedCost.of_inventory(net, Shipment("A", "C", value_usd=50_000, commodity=name)).usd_per_day
        for name in ("phones", "bricks")
    }
    assert per_day == {"phones": 1000.0, "bricks": 20.0}


def test_the_solver_minimises_money_and_inventory_together():
    # two ships: slow 100 USD in 48 h, fast 160 USD in 24 h; a day of 0.04 % is worth 60 USD from a value of 150,000
    toy = chain().figure("load:container", "inventory", 0.04, "%", "percent_of_value_per_day")
    net = toy.line("F", "sea", "A", ("B", ("AB",)), hours=(24,), **{"": 160.0}).build()
    for value, ship in ((149_000, "S"), (151_000, "F")):
        goods = {"value_usd": value}
        cost = GeneralisedCost.of_inventory(net, Shipment("A", "C", **goods))
        route = best(net, cost, **goods)
        assert route.legs[0].service == ship
        result = solve(net, Shipment("A", "C", **goods), minimise=cost)
        assert result.proof.objective is not None and route.usd is not None and route.inventory_usd is not None
        scale = int(result.proof.unit.partition("/")[2] or 1)
        assert result.proof.objective / scale / 100 == pytest.approx(route.usd + route.inventory_usd, abs=0.006)


def test_no_inventory_cost_without_value_and_figure_and_both_are_told():
    with pytest.raises(QuestionError, match=r"(?s)value_usd=None.*no figure inventory of load:container"):
        GeneralisedCost.of_inventory(chain().build(), Shipment("A", "C"))


def test_verify_finds_a_route_of_another_shipment():
    net = chain().build()
    result = solve(net, Shipment("A", "C"))
    other = replace(result.require(), shipment=Shipment("A", "C", value_usd=1))
    with pytest.raises(VerificationError, match="a route is of goods worth 1"):
        verify(net, replace(result, routes=(other,)))


def test_dictionary_frame_and_text_say_the_same():
    toy = chain().figure("load:container", "inventory", 0.04, "%", "percent_of_value_per_day")
    report = best(toy.build(), value_usd=50_000).prices()
    found = json.loads(json.dumps(report.to_dict()))
    assert found["total"]["usd"] == report.usd
    assert [row["component"] for row in found["rows"]] == [row.component for row in report.rows]
    frame = report.to_frame()
    assert frame["section"].tolist() == ["price"] * len(report.rows) + ["below the line", "exchange rate"]
    assert frame.loc[frame["section"] == "price", "usd"].sum() == pytest.approx(report.usd)
    assert str(frame["price_year"].dtype) == "Int64"
    assert "of the total rest on prices not of 2016, unadjusted" in str(report)


def test_links_with_a_price_of_their_own_are_given():
    toy = Priced(A="RU", C="RU").link("AC", "A", "C", "road", 100, hours=5, usd=40)
    report = best(toy.build()).prices()
    assert [(row.component, row.usd, row.adjustment, row.kind) for row in report.rows] == [
        ("road haulage", 40.0, "given", "given")
    ]
    assert (report.unadjusted_share, report.undated_share) == (0, 1) and report.to_dict()["undated_share"] == 1


def test_a_network_without_a_price_year_says_that_nothing_is_known_of_its_years():
    toy = Toy(A="RU", C="RU").link("AC", "A", "C", "road", 100, hours=5, usd=40)
    report = best(toy.build()).prices()
    assert (report.unadjusted_share, report.undated_share) == (0, 1)
    assert "No price year is stated: prices are not known to be of one year." in str(report)


@pytest.mark.long
def test_the_rows_of_random_routes_add_up_exactly():
    seen = 0
    for seed in range(150):
        rng = random.Random(seed)
        features = frozenset(name for name in FEATURES if rng.random() < 0.6)
        network = network_of(rows_of((seed, rng.randint(3, 5), features)))
        result = solve(
            network, shipment_of(rng, network), minimise="distance", options=SolveOptions(engines="ours", explain=False)
        )
        for route in result.routes:
            report, millicents = route.prices(), route.millicents
            assert (report.usd is None) == (millicents is None) == any(row.usd is None for row in report.rows)
            if millicents is not None:
                seen += 1
                assert sum(round((row.usd or 0) * 100_000) for row in report.rows) == millicents
            assert str(report)
    assert seen > 40


@pytest.mark.parametrize("scenario", [None, "2016-suez", "2016-ordinary", "2016-target"])
@pytest.mark.parametrize("destination", ["RUMOW", "KZALA", "UZTAS"])
def test_every_price_of_a_eurasian_route_has_range_year_money_and_source(scenario: str | None, destination: str):
    net = networks.load("eurasia", scenario) if scenario else networks.load("eurasia")
    route = solve(net, Shipment("JPYOK", destination, value_usd=50_000)).require()
    report = route.prices()
    assert sum(round((row.usd or 0) * 100_000) for row in report.rows) == route.millicents
    for row in (*report.rows, report.inventory):
        assert row is not None and row.source
        assert row.price_year is not None or row.component == "demurrage"  # the tariff of Vostochny is undated
        assert row.usd_low is not None and row.usd is not None and row.usd_high is not None
        assert row.usd_low <= row.usd <= row.usd_high
        assert row.currency or row.component == "inventory cost"
