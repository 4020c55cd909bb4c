"""Money by component: freight stands under the mode of the ride that it pays for, wherever it is paid."""

from __future__ import annotations

from collections import defaultdict

import pytest
from oracles.toys import Toy

import networks
import routing
from routing import Shipment
from routing.steps.freight import millicents_along
from routing.steps.kinds import DEMURRAGE
from routing.steps.step import Step
from routing.views.plots.distance_chart import profile

NAMES = ("2016-suez", "2016-ordinary", "2016-target")
LANES = (("JPYOK", "RUMOW"), ("JPTYO", "RUMOW"), ("JPYOK", "KZALA"), ("JPTOS", "UZTAS"), ("CNSGH", "DEHAM"))


@pytest.fixture(scope="module")
def comparison():
    box = Shipment("JPYOK", "RUMOW")
    return routing.compare({name: networks.load("eurasia", scenario=name) for name in NAMES}, box)


QUESTIONS = [
    *((None, pair, minimise, "door") for pair in LANES for minimise in ("time", "cost")),
    *((name, LANES[0], "time", "door") for name in NAMES),
    (None, LANES[0], "time", "terminal"),
]


@pytest.fixture(params=QUESTIONS, ids=lambda asked: "-".join((*asked[1], *map(str, (asked[0], *asked[2:])))))
def route(request):
    scenario, pair, minimise, scope = request.param
    network, box = networks.load("eurasia", scenario=scenario), Shipment(*pair, scope=scope)
    return routing.solve(network, box, minimise=minimise).require()


def test_a_mode_has_the_dollars_of_its_legs_and_nothing_is_lost(route):
    by_mode: dict[str, int] = defaultdict(int)
    for leg in route.legs:
        by_mode[leg.mode] += leg.millicents
    assert {mode: route.breakdown[mode].millicents for mode in by_mode} == by_mode
    demurrage = sum(step.millicents for step in route.steps if step.kind == DEMURRAGE)
    assert route.breakdown["waiting"].cents == 0 if "waiting" in route.breakdown else True
    assert route.activities["waiting"].millicents == demurrage
    assert route.activities["moving"].millicents == sum(by_mode.values())
    for parts in (route.breakdown, route.activities):
        assert sum(part.millicents for part in parts.values()) == route.millicents
        assert sum(part.milliminutes for part in parts.values()) == route.milliminutes
        assert sum(part.milligrams for part in parts.values()) == route.milligrams


def test_a_comparison_sees_the_sea_freight_at_sea(comparison):
    # 2016-suez pays its ocean freight at sea, the others the Japan Trans-Siberian Line's: none of it at the origin
    rows = {(row["result"], row["component"]): row["usd"] for row in comparison.rows()}
    for name, route in comparison.routes.items():
        sea = sum(leg.cents for leg in route.legs if leg.mode == "sea") / 100
        assert rows[name, "sea"] == pytest.approx(sea) and sea > 0
        assert rows.get((name, "waiting"), 0) == 0
    bars = {bar.component: bar for bar in comparison.waterfall(column="cents")}
    legs = [comparison.routes[name].legs for name in ("2016-suez", "2016-target")]
    freight = [sum(leg.cents for leg in some if leg.mode == "sea") for some in legs]
    assert (bars["sea"].before, bars["sea"].after) == tuple(freight)
    assert bars["sea"].before_assumed > 0  # rests on an assumption, under the same line
    assert sum(bar.change for bar in bars.values()) == pytest.approx(
        comparison.routes["2016-target"].cents - comparison.routes["2016-suez"].cents
    )


def test_a_fare_paid_at_alighting_is_freight_too():
    toy = Toy(A="JP", B="JP", C="JP").link("ab", "A", "B", "sea", km=100).link("bc", "B", "C", "sea", km=300)
    net = toy.line("L", "sea", "A", ("B", ("ab",)), ("C", ("bc",)), hours=(5, 15), A_C=80).doors("sea").build()
    route = routing.solve(net, Shipment("A", "C")).require()
    assert route.breakdown["sea"].usd == 80 == route.legs[0].cents / 100
    assert set(route.breakdown) == {"origin", "sea", "port", "delivery"}
    assert route.breakdown["port"].usd == 0


def test_steps_as_rows_say_under_which_line_their_price_stands():
    route = routing.solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW")).require()
    frame = route.to_frame()
    found = frame.groupby("paid_under").usd.sum()
    assert {name: part.usd for name, part in route.breakdown.items() if part.usd} == pytest.approx(
        {name: usd for name, usd in found.items() if usd}
    )


def test_freight_is_spread_over_the_km_of_its_rides():
    def step(kind, cents, metres=0):
        ends = ("A", "B") if kind == "ride" else ("A",)
        return Step(
            kind=kind, component="sea", element="L", places=ends, side="sea", millicents=cents, millimetres=metres
        )

    # 100 cents at boarding and 1 at alighting, over 100 and 200 km: 33 and 68, and what the rides cost themselves
    steps = [step("board", 100), step("ride", 5, 100_000), step("ride", 0, 200_000), step("alight", 1)]
    assert millicents_along(steps) == [0, 38, 68, 0]
    unknown = [step("board", 100), step("ride", 0, None), step("ride", 0, 200_000), step("alight", 1)]
    assert millicents_along(unknown) == [0, 50, 51, 0]  # a length is missing: the rides share alike
    assert millicents_along([step("board", None), step("ride", 5, 1), step("alight", 0)]) == [0, None, 0]


def test_the_line_of_dollars_against_km_rises_at_sea_and_ends_at_the_total():
    route = routing.solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW")).require()
    line = profile(route, "usd")
    assert line[-1].tolist() == pytest.approx([route.km, route.usd])
    at_sea = [row for row, step in enumerate(route.steps) if step.is_ride and step.mode == "sea"]
    risen = sum(line[row + 1, 1] - line[row, 1] for row in at_sea)
    assert risen == pytest.approx(sum(leg.cents for leg in route.legs if leg.mode == "sea") / 100)
    boards = [row for row, step in enumerate(route.steps) if step.is_boarding]
    assert all(line[row + 1, 1] == line[row, 1] for row in boards)
