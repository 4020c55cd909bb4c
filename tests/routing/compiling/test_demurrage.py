"""Demurrage after free time: worked by hand, against all paths of random networks, and planted faults."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError
from oracles.cases import cases
from oracles.demurrage import by_all_paths_with_demurrage
from oracles.random_networks import (
    FEATURES,
    OBJECTIVES,
    bans_of,
    constraints_of,
    network_of,
    rows_of,
    shipment_of,
    specs,
)
from oracles.toys import Toy
from oracles.vectors import question_of, stated_vector

from networks.network import Network
from routing import Constraints, Shipment, SolveOptions, Status, solve
from routing.amounts.load import load_of
from routing.answers.result import Result
from routing.answers.route import Route
from routing.compiling.expansion import expand
from routing.errors import VerificationError
from routing.verification.verify import verify


def port(wait: float = 12, import_h: float = 0, **more: Any) -> Toy:
    """Return ship A-B and trains B-C: lift 24 h at B, customs `import_h`, a wait of `wait` hours for the train."""
    toy = Toy(A="JP", B="RU", C="RU").member("EAEU", "RU")
    toy.link("AB", "A", "B", "sea", 1000).link("BC", "B", "C", km=1000)
    toy.line("S", "sea", "A", ("B", ("AB",)), hours=(48,), **{"": 100.0})
    toy.line("T", "rail", "B", ("C", ("BC",)), hours=(24,), wait=wait, **{"": 200.0})
    toy.doors("sea", "rail:1520").operation("lift", "sea", "rail:1520", 24, usd=50)
    if import_h:
        toy.procedure("import", import_h, area="EAEU")
    return toy


def charged(toy: Toy, days: float = 2, usd: float = 10, basis: str = "teu_day", place: str = "B") -> Toy:
    return toy.figure(place, "free_time", days, "d").usd(place, usd, basis, "demurrage")


def answer(net: Network, minimise: str = "cost", **shipment: Any) -> Result:
    result = solve(net, Shipment("A", "C", **shipment), minimise=minimise)
    verify(net, result)
    return result


def best(toy: Toy, **shipment: Any) -> Route:
    return answer(toy.build(), **shipment).require()


def charges(route: Route) -> list[tuple[str, int, int | None]]:
    return [(step.element, step.charged_days, step.cents) for step in route.steps if step.kind == "demurrage"]


def test_a_dwell_beyond_the_free_time_is_charged_by_the_started_day():
    # lift 24 h + customs 30 h + wait 12 h = 66 h; free 48 h; 18 h beyond: one started day of 10 USD
    route = best(charged(port(import_h=30)))
    assert charges(route) == [("B", 1, 1000)]
    assert route.cents == 10_000 + 5_000 + 20_000 + 1_000
    # 48 h of customs: 84 h, 36 h beyond, two started days
    assert charges(best(charged(port(import_h=48)))) == [("B", 2, 2000)]


@pytest.mark.parametrize(("wait", "days"), [(23, 0), (24, 0), (24.02, 1), (48, 1), (48.02, 2)])
def test_the_last_minute_of_a_day_is_still_that_day(wait: float, days: int):
    # lift 24 h + wait; free 48 h: a dwell of exactly 48 h is free, a minute more begins a day, 72 h ends it
    assert charges(best(charged(port(wait=wait)))) == ([("B", days, days * 1000)] if days else [])


@pytest.mark.parametrize(
    ("basis", "cents"), [("shipment_day", 1000), ("container_day", 3000), ("teu_day", 6000), ("tonne_day", 25_000)]
)
def test_what_a_day_is_charged_on(basis: str, cents: int):
    # three containers of 40 ft = 6 TEU of 25 t in all; one day of 10 USD
    route = best(charged(port(wait=30), basis=basis), containers=3, size="40ft", tonnes=25)
    assert charges(route) == [("B", 1, cents)]


def test_the_charge_stands_after_the_wait_takes_no_time_and_counts_as_port():
    plain, route = best(port(wait=60)), best(charged(port(wait=60)))
    kinds = [step.kind for step in route.steps]
    assert kinds[kinds.index("demurrage") - 1 :][:3] == ["board", "demurrage", "ride"]
    assert (route.days, route.km) == (plain.days, plain.km)
    assert [leg.minutes for leg in route.legs] == [leg.minutes for leg in plain.legs]
    assert route.breakdown["port"].cents == 5_000 + 2_000  # 24 + 60 = 84 h, 36 h beyond
    assert {("B", "free_time"), ("B", "demurrage")} <= {(one.element, one.quantity) for one in route.figures}


def test_nothing_is_charged_where_a_journey_begins_or_ends_or_stays_aboard():
    # every place charges from the first minute, but only B is a transfer
    toy = port(wait=0)
    for place in "ABC":
        charged(toy, 0, place=place)
    assert [element for element, _, _ in charges(best(toy))] == ["B"]
    through = Toy(A="RU", B="RU", C="RU").link("AB", "A", "B").link("BC", "B", "C")
    through.line("T", "rail", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(4, 2), wait=100).doors("rail:1520")
    assert charges(best(charged(through, 0))) == []


def test_from_ship_to_ship_the_dwell_is_the_carriers_affair():
    toy = Toy(A="JP", B="KR", C="RU").link("AB", "A", "B", "sea").link("BC", "B", "C", "sea")
    toy.line("S", "sea", "A", ("B", ("AB",)), hours=(48,)).line("T", "sea", "B", ("C", ("BC",)), hours=(24,), wait=240)
    toy.doors("sea").operation("lift", "sea", "sea", 24)
    assert charges(best(charged(toy, 0))) == []


def two_trains(usd: float) -> Toy:
    """Return a cheap train that is waited for 10 days and one that costs 60 USD more and is waited for 1 day."""
    toy = charged(port(wait=240), usd=usd)
    return toy.line("X", "rail", "B", ("C", ("BC",)), hours=(24,), wait=24, **{"": 260.0})


def test_the_cheapest_way_weighs_the_fare_against_the_days_of_the_wait():
    # T: 24 + 240 h, 216 h beyond 48 h, 9 days; X: 24 + 24 h, free
    assert [leg.service for leg in best(two_trains(6)).legs] == ["S", "T"]  # 9 x 6 = 54 < 60
    assert [leg.service for leg in best(two_trains(7)).legs] == ["S", "X"]  # 9 x 7 = 63 > 60
    assert answer(two_trains(6).build(), "time").require().legs[1].service == "X"


def test_a_place_without_both_figures_is_as_it_was():
    shipment = Shipment("A", "C")
    nets = [port().build(), charged(port()).build()]
    plain, other = (
        [arc for arc in expand(net, load_of(net, shipment), "door").arcs if "B" not in arc.step.places] for net in nets
    )
    assert plain == other
    keys = {end for arc in expand(nets[0], load_of(nets[0], shipment), "door").arcs for end in (arc.tail, arc.head)}
    assert not any(key.startswith("kept|") for key in keys)
    with pytest.raises(Exception, match="expected a demurrage of B too"):
        port().figure("B", "free_time", 2, "d").build()


def test_a_dwell_of_unknown_length_has_an_unknown_price():
    toy = Toy(A="JP", B="RU", C="RU")
    toy.link("AB", "A", "B", "sea").link("BC", "B", "C").link("AC", "A", "C", "sea", 9000)
    toy.line("S", "sea", "A", ("B", ("AB",)), hours=(48,)).line("D", "sea", "A", ("C", ("AC",)), hours=(900,))
    toy.builder.add_service(id="T", name="T", kind="line", mode="rail", stops=("B", {"place": "C", "path": ("BC",)}))
    toy.figure("T#2", "running_time", 24).usd("T", 1)  # no wait, no headway
    toy.doors("sea", "rail:1520").operation("lift", "sea", "rail:1520", 24)
    net = charged(toy).build()
    assert [leg.service for leg in answer(net).require().legs] == ["D"]  # the other way has no price
    by_rail = solve(net, Shipment("A", "C"), minimise="distance")
    verify(net, by_rail)
    assert charges(by_rail.require()) == [("B", 0, None)]
    assert by_rail.require().usd is None


def test_demurrage_in_other_money_needs_a_stated_rate():
    toy = port(wait=30).figure("B", "free_time", 2, "d").figure("currency:JPY", "usd_per_unit", 0.01, "USD")
    toy.builder.add_figure(
        element="B",
        quantity="demurrage",
        value=1234.0,
        unit="JPY",
        currency="JPY",
        basis="teu_day",
        source="S",
        kind="assumption",
    )
    assert charges(best(toy)) == [("B", 1, 1234)]


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        ({"millicents": 999}, "millicents"),
        ({"charged_days": 2}, "days beyond the free time"),
        ({"milliminutes": 1}, "milliminutes"),
        ({"price_figure": None}, "millicents by"),
        ({"component": "waiting"}, "counted as"),
        ({"element": "C"}, "demurrage of C"),
        ({"side": "sea"}, "on sea"),
    ],
)
def test_verify_finds_a_planted_fault_of_the_charge(planted: dict[str, Any], message: str):
    net = charged(port(wait=30)).build()
    result = answer(net)
    with pytest.raises(VerificationError, match=message):
        verify(net, swapped(result, lambda step: [replace(step, **planted)] if step.kind == "demurrage" else [step]))


def test_verify_finds_a_charge_left_out_doubled_or_made_up():
    net, free = charged(port(wait=30)).build(), charged(port(wait=20)).build()
    result = answer(net)
    charge = next(step for step in result.require().steps if step.kind == "demurrage")
    with pytest.raises(VerificationError, match="without its demurrage"):
        verify(net, swapped(result, lambda step: [] if step.kind == "demurrage" else [step]))
    with pytest.raises(VerificationError, match="no demurrage is owed"):
        verify(net, swapped(result, lambda step: [step, step] if step.kind == "demurrage" else [step]))
    with pytest.raises(VerificationError, match="no demurrage is owed"):
        verify(free, swapped(answer(free), lambda step: [step, charge] if step.component == "waiting" else [step]))


def swapped(result: Result, change: Any) -> Result:
    route = result.require()
    steps = tuple(new for step in route.steps for new in change(step))
    return replace(result, routes=(replace(route, steps=steps),))


@cases(quick=6, long=100)
@given(specs(largest=4, always=("demurrage",)), st.integers(0, 2**32 - 1))
def test_the_engines_and_all_paths_with_minutes_counted_along_them_agree(spec: Any, seed: int):
    rng, rows = random.Random(seed), rows_of(spec)
    network = network_of(rows)
    shipment, minimise = shipment_of(rng, network), rng.choice((*OBJECTIVES, "cost", "cost"))
    limit = {"max_usd": rng.uniform(50, 2000)} if rng.random() < 0.2 else {}
    constraints = constraints_of(bans_of(rng, network), **limit)
    try:
        expected = by_all_paths_with_demurrage(rows, network_of, question_of(shipment, constraints, minimise), 20_000)
    except TooManyPathsError:
        assume(False)
    result = solve(network, shipment, minimise=minimise, constraints=constraints, options=SolveOptions(explain=False))
    verify(network, result)
    assert stated_vector(result) == expected


@pytest.mark.long
def test_the_random_networks_charge_in_their_answers():
    """Else the comparison above would say little."""
    wanted = {"charged", "within free time", "several days", "unknown", "dear enough to change the way"}
    for seed in range(2000):  # it stops once all were met
        rng = random.Random(seed)
        features = frozenset(name for name in FEATURES if rng.random() < 0.6) | {"demurrage"}
        rows = rows_of((seed, rng.randint(3, 5), features))
        network = network_of(rows)
        shipment = shipment_of(rng, network)
        result = solve(
            network,
            shipment,
            minimise=rng.choice(("cost", "time", "distance")),
            options=SolveOptions(engines="ours", explain=False),
        )
        verify(network, result)
        if result.status is not Status.OPTIMAL:
            continue
        route = result.require()
        found = [step for step in route.steps if step.kind == "demurrage"]
        boarded = {step.places[0] for step in route.steps if step.component == "waiting"}
        wanted -= {
            "charged" if found and found[0].cents else "",
            "several days" if any(s.charged_days > 1 for s in found) else "",
        }
        wanted -= {"unknown"} if any(step.cents is None for step in found) else set()
        stored = {row["element"] for row in rows["figures"] if row["quantity"] == "demurrage"}
        wanted -= {"within free time"} if boarded & stored - {step.element for step in found} else set()
        free = network_of(rows | {"figures": [row for row in rows["figures"] if row["quantity"] != "demurrage"]})
        same = solve(
            free, shipment, minimise=result.question.minimise, options=SolveOptions(engines="ours", explain=False)
        ).require()
        if [step.links for step in same.steps if step.links] != [step.links for step in route.steps if step.links]:
            wanted -= {"dear enough to change the way"}
        if not wanted:
            return
    assert not wanted


def test_bans_and_terminal_scope_keep_the_rule():
    net = charged(port(wait=30)).build()
    result = solve(net, Shipment("A", "C", scope="terminal"), minimise="cost", constraints=Constraints(via=("B",)))
    verify(net, result)
    assert charges(result.require()) == [("B", 1, 1000)]
