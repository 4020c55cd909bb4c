"""What a 40 ft box pays: by the ratio of the element, of its line, of the network, else two TEU."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import network_of, rows_of, shipment_of, specs
from oracles.toys import Toy

from networks import Network
from networks.rules.validation import check_tables
from routing import Result, Shipment, SolveOptions, solve
from routing.accounts.likely import likely_sum
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.verification.verify import verify


def toy(fares: bool = False) -> Toy:
    """Return A - B - C by ship L, papers, and C - D by rail R: two legs, a lift, papers and storage paid by the TEU."""
    made = Toy(A="KR", B="KR", C="KR", D="KR").doors("sea", "rail:1520", hours=1)
    made.link("AB", "A", "B", "sea").link("BC", "B", "C", "sea").link("CD", "C", "D")
    stops = ({"place": "A"}, {"place": "B", "path": ("AB",)}, {"place": "C", "path": ("BC",)})
    made.builder.add_service(id="L", name="L", kind="line", mode="sea", stops=stops)
    made.figure("L#2", "running_time", 10).figure("L#3", "running_time", 10).figure("L", "wait", 0)
    if fares:
        made.usd("L>A>C", 250, "teu").usd("L>A>B", 50, "teu").usd("L>B>C", 200, "teu")
    else:
        made.usd("L", 0.5, "teu_km", "rate").usd("L#3", 2, "teu_km", "rate")
    made.builder.add_operation(id="lift", kind="lift", from_side="sea", to_side="rail:1520")
    made.builder.add_procedure(id="papers", kind="papers")
    made.figure("lift", "time", 12).usd("lift", 30, "teu").figure("papers", "time", 1).usd("papers", 40, "teu")
    made.figure("C", "free_time", 0, "h").usd("C", 10, "teu_day", "demurrage")  # 12 + 1 + 60 h: four started days
    return made.area("R", "CD", wait=60, usd=7)


def answer(network: Network, size: str = "40ft", **more: Any) -> Result:
    result = solve(network, Shipment("A", "D", size=size, tonnes=10, **more))
    verify(network, result)
    return result


def best(made: Toy, size: str = "40ft", **more: Any) -> Route:
    return answer(made.build(), size, **more).require()


def usd(route: Route, element: str) -> float:
    return sum(step.usd or 0 for step in route.steps if step.price_figure and step.price_figure[0] == element)


def test_without_a_ratio_a_large_box_pays_two_teu():
    small, large = best(toy(), "20ft"), best(toy())
    assert (small.usd, large.usd) == (7 + 50 + 200 + 30 + 40 + 40, 7 + 2 * (50 + 200 + 30 + 40 + 40))
    assert large.figures == small.figures
    assert all(row.ft40_ratio is None for row in large.prices().rows)


RATIOS = {"L#3": 1.2, "L": 1.5, "lift": 1.1, "papers": 1.3, "C": 1.4, "network": 1.8}


@pytest.mark.parametrize("stated", [one for count in (1, 2, 3) for one in combinations(RATIOS, count)], ids="-".join)
def test_the_ratio_that_the_chapter_names_first_wins(stated):
    made = toy()
    for element in stated:
        made.figure(element, "ft40_ratio", RATIOS[element], "ratio")
    net = made.build()
    assert not [one for one in check_tables(net.tables) if one.rule == "ratios-of-large-boxes"]
    prices = {"L": 50, "L#3": 200, "lift": 30, "papers": 40, "C": 40}
    for size, boxes in (("40ft", 1), ("45ft", 3)):
        route = answer(net, size, containers=boxes).require()
        for element, price in prices.items():
            names = (element, "L", "network") if element == "L#3" else (element, "network")
            ratio = next((RATIOS[name] for name in names if name in stated), 2)
            assert usd(route, element) == pytest.approx(price * ratio * boxes), (element, stated)
        assert usd(route, "R") == 7
    small = answer(net, "20ft").require()
    assert small.usd == 367 and not any(figure.quantity == "ft40_ratio" for figure in small.figures)


@pytest.mark.parametrize(("stated", "ratio"), [((), 2), (("L",), 1.5), (("L", "L>A>C"), 1.25), (("network",), 1.8)])
def test_a_fare_has_its_own_ratio_else_that_of_its_line(stated, ratio):
    made = toy(fares=True)
    for element in stated:
        made.figure(element, "ft40_ratio", {"L": 1.5, "L>A>C": 1.25, "network": 1.8}[element], "ratio")
    assert usd(best(made), "L>A>C") == 250 * ratio


def test_neither_co2e_nor_weight_nor_room_reads_it():
    made = toy().figure("L", "co2e", 8, "g", "teu_km").figure("network", "ft40_ratio", 1.5, "ratio")
    made.figure("load:container", "tonnes_per_teu", 10, "t").figure("L", "vehicle_capacity", 1.9, "TEU")
    net = made.build()
    result = solve(net, Shipment("A", "D", size="40ft"))
    assert result.best is None  # two TEU do not go where there is room for 1.9
    free = toy().figure("L", "co2e", 8, "g", "teu_km").figure("network", "ft40_ratio", 1.5, "ratio")
    route = best(free)
    assert [step.grams for step in route.steps if step.element == "L" and step.is_ride] == [1600, 1600]
    assert (route.load.teu, route.usd_per_teu) == (2, route.usd / 2)


def test_the_price_report_tells_the_ratio_and_its_range():
    made = ranged(toy())
    route = best(made)
    rows = {row.element: row for row in route.prices().rows}
    lift = rows["lift"]
    assert (lift.usd_low, lift.usd, lift.usd_high, lift.ft40_ratio) == (42, 54, 60, 1.8)
    assert "30 USD per teu x 1.8" in str(route.prices()) and rows["R"].ft40_ratio is None
    assert ("network", "ft40_ratio") in {(figure.element, figure.quantity) for figure in route.figures}


def ranged(made: Toy) -> Toy:
    made.builder.add_figure(
        element="network",
        quantity="ft40_ratio",
        value=1.8,
        low=1.4,
        high=2,
        unit="ratio",
        source="S",
        kind="assumption",
    )
    return made


def test_a_ratio_is_one_figure_of_the_range_over_all_that_it_is_read_for():
    # 360 USD a TEU in all: 504, 648 or 720; nothing else has a range, so these are the likely ends as well
    route = best(ranged(toy()))
    assert (route.usd, route.range_usd()) == (655, (511, 727))
    assert route.likely_usd() == pytest.approx((511, 727))


def test_at_best_and_worst_a_ratio_stands_at_its_end_with_the_price_and_likely_beside_it():
    made = ranged(toy())
    made.builder.add_operation(id="dear", kind="lift", from_side="sea", to_side="rail:1520", place="C")
    made.figure("dear", "time", 12)
    made.builder.add_figure(
        element="dear",
        quantity="price",
        value=100,
        low=50,
        high=400,
        unit="USD",
        currency="USD",
        basis="teu",
        source="S",
        kind="assumption",
    )
    route = best(made)
    fast = 7 + 330 * 1.8
    assert route.range_usd() == pytest.approx((7 + 380 * 1.4, 7 + 730 * 2))
    parts = [(fast, fast, fast), (90, 180, 720), (430 * -0.4, 0, 430 * 0.2)]
    assert route.likely_usd() == pytest.approx(likely_sum(parts))


def test_verify_finds_a_box_that_was_counted_as_two_teu():
    net = toy().figure("network", "ft40_ratio", 1.8, "ratio").build()
    result = answer(net)
    steps = tuple(
        replace(step, millicents=step.millicents // 9 * 10) if step.kind == "lift" else step
        for step in result.require().steps
    )
    with pytest.raises(VerificationError, match="the figures say 5400000"):
        verify(net, replace(result, routes=(replace(result.require(), steps=steps),)))


def test_a_ratio_that_is_read_for_nothing_or_out_of_reason_is_told():
    made = toy().figure("R", "ft40_ratio", 1.5, "ratio").figure("lift", "ft40_ratio", 2.2, "ratio")
    found = [(one.rule, one.severity, one.value) for one in check_tables(made.build().tables)]
    assert ("ratios-of-large-boxes", "warning", "R") in found
    assert [severity for rule, severity, _ in found if rule == "figures-within-reason"] == ["warning"]


@cases(quick=4, long=300)
@given(specs(), st.integers(0, 2**32 - 1))
def test_a_ratio_of_two_changes_nothing_and_of_one_makes_boxes_alike(spec, seed):
    """Where every price is by the TEU a 40 ft box then costs what one of 20 ft does; elsewhere no more than before."""
    rows = rows_of(spec)
    plain = rows | {"figures": [row for row in rows["figures"] if row["quantity"] != "ft40_ratio"]}
    box = shipment_of(random.Random(seed), network_of(plain))
    box = replace(box, size="40ft", tonnes=20.0 * box.containers)  # too heavy for two on a lorry, whatever their size
    options = SolveOptions(engines="ours", explain=False)

    def cost(size: str, ratio: float | None) -> int | None:
        figures = plain["figures"] + ([] if ratio is None else [{**TWO, "value": ratio}])
        result = solve(
            network_of(plain | {"figures": figures}), replace(box, size=size), minimise="cost", options=options
        )
        return None if result.best is None else result.best.millicents

    assert cost("40ft", None) == cost("40ft", 2.0)
    assert cost("40ft", 1.0) == cost("20ft", None)


TWO = {"element": "network", "quantity": "ft40_ratio", "unit": "ratio", "source": "S1", "kind": "assumption"}
