"""Totals in a money of one's own: by the rate that the network states, with its year."""

import datetime

import pytest

import networks
from routing import Shipment, solve, verify

NET = networks.load("eurasia")
BOX = Shipment("JPYOK", "RUMOW")


@pytest.mark.parametrize("currency", ["JPY", "eur", "RUB"])
def test_totals_are_told_in_it_and_prices_go_on_in_dollars(currency: str):
    net = networks.told_in(NET, currency)
    before, after = solve(NET, BOX), solve(net, BOX)
    verify(net, after)
    rate = net.figure(f"currency:{currency.upper()}", "usd_per_unit")
    assert after.require().usd == before.require().usd
    assert after.require().own_money == pytest.approx(after.require().usd / rate.value)  # type: ignore[operator]
    assert f"told in {currency.upper()} too at {rate.value:g} USD of 2016" in str(after)
    assert not [one for one in after.warnings if one.code == "other-years"], "rate and prices are of one year"


@pytest.mark.long
def test_a_rate_of_another_year_is_warned_of():
    change = networks.Change(action="set", table="figures", element="currency:JPY", column="usd_per_unit", value=0.0067,
                             low=0.006, high=0.007, year=2024, source="fed-rates", kind="assumption", why="of today")  # fmt: skip
    net = networks.told_in(NET.apply([change]), "JPY")
    (told,) = (one for one in solve(net, BOX).warnings if one.code == "other-years")
    assert "JPY by a rate of 2024 (0.0067 USD), and the prices are of 2016" in told.words
    ready = Shipment("JPYOK", "RUMOW", ready=datetime.date(2017, 2, 1))
    assert any(
        "the goods are ready in 2017" in one.words for one in solve(networks.told_in(NET, "JPY"), ready).warnings
    )


def test_dollars_are_what_they_were():
    assert networks.told_in(NET, "USD") is NET
    assert networks.told_in(networks.told_in(NET, "JPY"), "USD") == NET


@pytest.mark.parametrize("currency", ["XXX", "yen", "", 5, None])
def test_a_money_without_a_rate_is_told_with_those_that_have_one(currency):
    with pytest.raises(networks.DataError, match=r"expected one of USD, .*EUR, JPY"):
        networks.told_in(NET, currency)
