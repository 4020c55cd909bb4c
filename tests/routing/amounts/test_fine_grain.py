"""Rounding must not choose: streets, cents and grams far below a whole unit, links cut in pieces, other units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles.toys import Toy

import networks
from routing import Constraints, Shipment, Status, alternatives, frontier, solve, verify

TO_THE_END = Shipment("P0", "P100", scope="terminal")


def streets(pieces: int = 100, *, direct: dict[str, float], each: dict[str, float]) -> networks.Network:
    """Return a direct link from P0 to the last place, and a chain of short links beside it."""
    builder = networks.NetworkBuilder("streets")
    for number in range(pieces + 1):
        builder.add_place(id=f"P{number}", name=f"P{number}")
    builder.add_link(id="direct", tail="P0", head=f"P{pieces}", mode="road", **direct)
    for number in range(pieces):
        builder.add_link(id=f"s{number}", tail=f"P{number}", head=f"P{number + 1}", mode="road", **each)
    return builder.build()


@pytest.mark.parametrize(
    ("measure", "each", "direct", "wanted"),
    [
        ("time", {"hours": 0.4 / 60}, {"hours": 30 / 60}, "direct"),  # 100 x 0.4 min = 40 min
        ("time", {"hours": 0.6 / 60}, {"hours": 70 / 60}, "streets"),  # 60 min, not 100
        ("time", {"hours": 0.005 / 60}, {"hours": 0.4 / 60, "length_km": 0.5}, "direct"),  # 0.5 min
        ("cost", {"usd": 0.004}, {"usd": 0.30}, "direct"),  # 0.40 USD
        ("cost", {"usd": 0.006}, {"usd": 0.70}, "streets"),  # 0.60 USD, not 1.00
        ("co2e", {"kg_co2e": 0.0004}, {"kg_co2e": 0.03}, "direct"),  # 40 g
        ("co2e", {"kg_co2e": 0.0006}, {"kg_co2e": 0.07}, "streets"),  # 60 g, not 100
        ("distance", {"length_km": 0.0004}, {"length_km": 0.03}, "direct"),  # 40 m
        ("distance", {"length_km": 0.0006}, {"length_km": 0.07}, "streets"),  # 60 m, not 100
    ],
    ids=str,
)
def test_a_hundred_short_links_add_up(measure: str, each: dict[str, float], direct: dict[str, float], wanted: str):
    plain = {"hours": 1.0, "length_km": 1.0}
    network = streets(direct=plain | direct, each={"hours": 0.01, "length_km": 0.01} | each)
    result = solve(network, TO_THE_END, minimise=measure)
    route = result.require()
    verify(network, result)
    assert result.status is Status.OPTIMAL
    assert (len(route.legs) == 1) == (wanted == "direct")
    shown = {"time": "minutes", "cost": "usd", "co2e": "kg_co2e", "distance": "km"}[measure]
    name, value = next(iter((direct if wanted == "direct" else each).items()))
    parts = 1 if wanted == "direct" else 100
    units = 60 if name == "hours" else 1
    assert getattr(route, shown) == pytest.approx(value * parts * units, abs=1e-9 + parts * 0.0005 * 1e-3 * units)


def test_fronts_and_alternatives_see_what_is_far_below_a_minute_and_a_cent():
    network = streets(direct={"hours": 0.5, "usd": 0.3}, each={"hours": 0.4 / 60, "usd": 0.0029})
    front = frontier(network, TO_THE_END)
    assert [(route.minutes, route.usd) for route in front] == [(30, 0.3), (pytest.approx(40), pytest.approx(0.29))]
    found = alternatives(network, TO_THE_END, k=2, shared_by="hours")
    assert [len(route.legs) for route in found] == [1, 100]


def test_the_proof_says_what_is_counted():
    result = solve(streets(direct={"hours": 0.5}, each={"hours": 0.4 / 60}), TO_THE_END)
    assert (result.proof.objective, result.proof.unit) == (30_000, "min/1000")
    assert "30.000 min (counted in 1/1,000 min) is proven least" in str(result)


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(hours=st.decimals("0.01", "200", places=3), cuts=st.integers(2, 60), more=st.integers(2, 500))
def test_a_link_cut_in_pieces_keeps_total_and_choice(hours: Decimal, cuts: int, more: int):
    # the other way takes `more` thousandths of a minute for each piece longer, which is beyond what rounding adds up to
    other = float(hours) + more * cuts / 60_000
    whole = streets(1, direct={"hours": other}, each={"hours": float(hours)})
    cut = streets(cuts, direct={"hours": other}, each={"hours": float(hours) / cuts})
    one = solve(whole, Shipment("P0", "P1", scope="terminal")).require()
    several = solve(cut, Shipment("P0", f"P{cuts}", scope="terminal")).require()
    assert len(one.legs) == 1 and one.links == ("s0",) and several.links[0] == "s0"
    assert several.minutes == pytest.approx(one.minutes, abs=cuts * 0.0005 + 0.0005)


@settings(max_examples=40, deadline=None)
@given(hours=st.decimals("0.001", "500", places=3), usd=st.decimals("0.01", "9000", places=2))
def test_other_units_of_the_same_amounts_keep_totals_to_the_last_thousandth(hours: Decimal, usd: Decimal):
    def told(unit: str, time: Decimal, currency: str, price: Decimal) -> tuple[int | None, int | None]:
        toy = Toy(A="KZ", B="KZ").link("AB", "A", "B", km=None).line("L", "rail", "A", ("B", ("AB",)))
        toy.figure("L#2", "running_time", float(time), unit)
        toy.builder.add_figure(
            element="currency:JPY", quantity="usd_per_unit", value=0.01, unit="USD", source="S", kind="assumption"
        )
        toy.builder.add_figure(
            element="L>A>B",
            quantity="price",
            value=float(price),
            unit=currency,
            currency=currency,
            basis="shipment",
            source="S",
            kind="assumption",
        )
        route = solve(toy.build(), Shipment("A", "B", scope="terminal")).require()
        return route.milliminutes, route.millicents

    plain = told("h", hours, "USD", usd)
    assert plain == (int(hours * 60_000), int(usd * 100_000))
    assert told("min", hours * 60, "JPY", usd * 100) == plain


@pytest.mark.long
@settings(max_examples=25, deadline=None)
@given(factor=st.sampled_from([0.01, 0.1, 10.0, 100.0]), one=st.integers(100, 9000), two=st.integers(100, 9000))
def test_a_scaled_network_chooses_alike(factor: float, one: int, two: int):
    def chosen(scale: float) -> int:
        network = streets(direct={"hours": one * scale / 60}, each={"hours": two * scale / 6000})
        return len(solve(network, TO_THE_END).require().legs)

    if abs(one - two) * factor * 1000 > 100:  # apart by more than a hundred roundings
        assert chosen(1.0) == chosen(factor)


def test_a_limit_far_below_a_minute_holds():
    network = streets(direct={"hours": 0.5, "usd": 5.0}, each={"hours": 0.4 / 60, "usd": 0.01})
    tight = solve(network, TO_THE_END, minimise="cost", constraints=Constraints(max_days=39.9 / 1440))
    loose = solve(network, TO_THE_END, minimise="cost", constraints=Constraints(max_days=40.1 / 1440))
    assert (len(tight.require().legs), len(loose.require().legs)) == (1, 100)
