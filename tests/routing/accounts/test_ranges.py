"""Ranges of a route: best and worst, and likely, where the figures of a component move together."""

from __future__ import annotations

import math
import random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.toys import Toy

from networks import Network
from routing import Shipment, SolveOptions, solve
from routing.accounts.likely import likely_sum
from routing.answers.route import Route


class Stated(NamedTuple):
    """A figure: element, quantity, unit and basis, then value, low and high."""

    element: str
    quantity: str
    unit: str
    basis: str
    value: float
    low: float | None = None
    high: float | None = None


def network(*figures: Stated) -> Network:
    """Return A - B - C on railway R and C - D on railway Q, 240 km each, handed over by P, with some figures."""
    toy = Toy(A="RU", B="RU", C="RU", D="RU").doors("rail:1520", hours=0)
    toy.builder.add_procedure(id="P", kind="handover")
    toy.link("AB", "A", "B", km=240).link("BC", "B", "C", km=240).link("CD", "C", "D", km=240)
    for name, links in (("R", ("AB", "BC")), ("Q", ("CD",))):
        toy.builder.add_service(id=name, name=name, kind="area", mode="rail", links=links)
    stated_ones = {(one.element, one.quantity) for one in figures}
    for stated in (*figures, *(one for one in AT_ONCE if (one.element, one.quantity) not in stated_ones)):
        money: dict[str, Any] = {"currency": stated.unit} if stated.unit == "USD" else {}
        toy.builder.add_figure(**stated._asdict(), source="S", kind="sourced", **money)
    return toy.build()


AT_ONCE = (Stated("P", "time", "h", "", 0), Stated("P", "price", "USD", "shipment", 0))  # a hand-over for nothing


def speed(name: str, low: float | None = None, high: float | None = None) -> Stated:
    return Stated(name, "speed", "km/day", "", 240, low, high)


def price(name: str, low: float | None = None, high: float | None = None) -> Stated:
    return Stated(name, "price", "USD", "shipment", 10, low, high)


IN_USD = ("USD", "shipment")
SURE = (Stated("R", "wait", "h", "", 0), price("R"))


def best(*figures: Stated, to: str = "D") -> Route:
    options = SolveOptions(engines="ours", explain=False)
    return solve(network(*figures), Shipment("A", to), options=options).require()


def test_without_a_range_nothing_is_in_doubt():
    route = best(speed("R"), speed("Q"), *SURE, price("Q"))
    assert route.range_days() == route.likely_days() == (3, 3)
    assert route.range_usd() == route.likely_usd() == (20, 20)  # paid at boarding and to the railway that takes over
    assert "likely" not in str(route) + str(route.prices())


def test_the_only_figure_with_a_range_gives_its_own_ends_over_all_its_steps():
    # two links of a day each at 240 km a day: 1 day in all at 480, 4 at 120; a low speed is a long time
    route = best(speed("R", 120, 480), *SURE, to="C")
    assert route.range_days() == (1, 4)
    assert route.likely_days() == pytest.approx((1, 4))
    assert "2.0 days (1 to 4 likely)" in str(route)
    assert "With all figures at their best or all at their worst: 1 to 4 days" in str(route)


def test_a_range_to_one_side_only():
    route = best(speed("R", 120), *SURE, to="C")
    assert route.range_days() == (2, 4)
    assert route.likely_days() == pytest.approx((2, 4))


def by_hand(*parts: tuple[float, float, float]) -> Any:
    """Return P10 and P90 by the lines of the documents, with their rounded constants."""
    leans = [((low + high) / 2 - value) / 1.6424 for low, value, high in parts]
    squares = [((high - low) / 2.5631) ** 2 for low, _, high in parts]
    middle = sum(value for _, value, _ in parts) + sum(leans)
    middle += 0.6424 * sum(lean * square for lean, square in zip(leans, squares, strict=True)) / sum(squares)
    reach = 1.2816 * math.sqrt(sum(squares))
    return pytest.approx((middle - reach, middle + reach), rel=1e-4)


def test_the_figures_of_one_component_move_together():
    # R: 1, 2 or 4 days, one variable over two links; Q: 1, 1 or 1.5 days; both are `rail`
    route = best(speed("R", 120, 480), speed("Q", 160), *SURE)
    assert route.range_days() == (2, 5.5)
    assert route.likely_days() == by_hand((2, 3, 5.5))
    assert route.likely_days() == pytest.approx((2, 5.5))


def test_components_add_up_as_independent_ones():
    # the wait of 0.5, 1 or 2 days beside 1, 2 or 4 of riding
    route = best(speed("R", 120, 480), Stated("R", "wait", "h", "", 24, 12, 48), price("R"), to="C")
    assert route.range_days() == (1.5, 6)
    assert route.likely_days() == by_hand((1, 2, 4), (0.5, 1, 2))


def test_freight_moves_with_the_mode_of_the_ride_though_it_is_paid_at_boarding():
    # boarding 5, 10 or 30, 24, 48 or 96 for the km, and 10 to Q are all `rail`; 2, 6 or 9 for the hand-over is not
    rate, handover = Stated("R", "rate", "USD", "container_km", 0.1, 0.05, 0.2), Stated("P", "price", *IN_USD, 6, 2, 9)
    route = best(speed("R"), speed("Q"), Stated("R", "wait", "h", "", 0), price("R", 5, 30), price("Q"), rate, handover)
    assert route.usd == 74
    assert route.likely_usd() == by_hand((39, 68, 136), (2, 6, 9))


def test_what_is_not_known_has_no_likely_range():
    toy = Toy(A="RU", B="RU").link("AB", "A", "B", "road", km=100, hours=5)
    route = solve(toy.build(), Shipment("A", "B")).require()
    assert route.likely_days() == route.range_days() == (5 / 24, 5 / 24)
    assert route.likely_usd() is None is route.range_usd()
    assert route.to_dict()["likely"] == {"days": {"low": 5 / 24, "high": 5 / 24}, "usd": None, "kg_co2e": None}


def test_the_price_report_and_plain_data_tell_the_likely_range():
    # 480 km at 0.05, 0.1 or 0.2 and a hand-over of 2, 6 or 9
    rate, handover = Stated("R", "rate", "USD", "container_km", 0.1, 0.05, 0.2), Stated("P", "price", *IN_USD, 6, 2, 9)
    route = best(speed("R"), speed("Q"), *SURE, price("Q"), rate, handover)
    low, high = route.likely_usd() or (0, 0)
    assert (low, high) == by_hand((44, 68, 116), (2, 6, 9))
    report = route.prices()
    assert report.usd_likely == (round(low, 2), round(high, 2))
    assert report.to_dict()["likely"] == {"low": round(low, 2), "high": round(high, 2)}
    assert route.to_dict()["likely"]["usd"] == {"low": low, "high": high}
    said = f"Likely between {low:.0f} and {high:.0f} USD, if prices of one component rise and fall together"
    assert said in str(report) and said in report._repr_html_()


RIDING, WAITING, HANDOVER = "riding", "waiting", "hand-over"


@pytest.mark.long
@cases(quick=3, long=200)
@given(st.integers(0, 2**32 - 1))
def test_ends_are_those_of_the_networks_in_which_figures_stand_at_them(seed):
    """The oracle moves one figure after another in the network itself and solves again: there is one way only."""
    rng = random.Random(seed)
    figures = [speed("R"), speed("Q"), Stated("R", "wait", "h", "", 30), price("R"), price("Q")]
    figures += [Stated("Q", "headway", "d", "", 2), Stated("AB", "speed", "km/day", "", 300)]
    figures += [Stated("P", "time", "h", "", 9), Stated("P", "price", "USD", "shipment", 7)]
    figures = [ranged(rng, figure) for figure in [*figures, Stated("R", "rate", "USD", "teu_km", 0.5)]]
    route = best(*figures)
    moved = [[best(*changed(figures, at, end)) for end in (one.low, one.high)] for at, one in enumerate(figures)]
    for total, ends, likely in (("days", route.range_days(), route.likely_days()), ("usd", *usd_of(route))):
        value = getattr(route, total)
        by_component = {"": (value, value, value)}
        for figure, pair in zip(figures, moved, strict=True):
            shifts = [getattr(one, total) - value for one in pair]
            part = HANDOVER if figure.element == "P" else WAITING if figure.quantity in ("wait", "headway") else RIDING
            low, _, high = by_component.get(part, (0, 0, 0))
            by_component[part] = (low + min(shifts), 0, high + max(shifts))
        parts = by_component.values()
        best_and_worst = sum(part[0] for part in parts), sum(part[2] for part in parts)
        assert ends == pytest.approx(best_and_worst, abs=1e-4)
        assert likely == pytest.approx(likely_sum(parts), abs=1e-4)


def usd_of(route: Route) -> tuple[Any, Any]:
    return route.range_usd(), route.likely_usd()


def ranged(rng: random.Random, figure: Stated) -> Stated:
    """Return a figure with a range, sometimes to one side only, or none."""
    low = figure.value * rng.uniform(0.4, 1) if rng.random() < 0.8 else None
    return figure._replace(low=low, high=figure.value * rng.uniform(1, 2.5) if rng.random() < 0.8 else None)


def changed(figures: list[Stated], number: int, value: float | None) -> list[Stated]:
    figure = figures[number]
    return [*figures[:number], figure._replace(value=figure.value if value is None else value), *figures[number + 1 :]]
