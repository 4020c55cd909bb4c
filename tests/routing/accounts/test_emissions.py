"""CO2e from well to wheel and from tank to wheel: worked by hand, verified, and reported by chain element."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from oracles.random_networks import FEATURES, network_of, rows_of, shipment_of
from oracles.toys import Toy

import networks
from networks.network import Network
from routing import Shipment, SolveOptions, solve
from routing.answers.result import Result
from routing.answers.route import Route
from routing.errors import VerificationError
from routing.verification.verify import verify


def rail(**figures: tuple[float, str, str]) -> Toy:
    """Return a network of 200 km electric in Russia, 100 km diesel in Kazakhstan, on one line."""
    toy = Toy(A="RU", B="KZ", C="KZ")
    toy.link("AB", "A", "B", km=200, electrified="yes").link("BC", "B", "C", km=100, electrified="no")
    toy.line("T", "rail", "A", ("B", ("AB",)), ("C", ("BC",)), hours=(4, 2))
    return toy.figure("traction:diesel", "co2e", 30, "g", "tonne_km")


def electricity(toy: Toy) -> Toy:
    toy.figure("traction:electric", "energy", 0.025, "kWh", "tonne_km")
    return toy.figure("grid:RU", "co2e", 400, "g", "kwh")


def answer(net: Network, load: str = "container") -> Result:
    result = solve(net, Shipment("A", "C", tonnes=10, load=load))
    verify(net, result)
    return result


def best(net: Network) -> Route:
    return answer(net).require()


def test_electric_traction_is_energy_times_the_electricity_of_the_country():
    toy = electricity(rail()).figure("traction:diesel", "co2e_ttw", 24, "g", "tonne_km")
    route = best(toy.build())
    # 10 t x 200 km x 0.025 kWh x 400 g = 20,000 g; 10 t x 100 km x 30 g = 30,000 g, of which 24,000 g by the engine
    assert (route.kg_co2e, route.kg_co2e_ttw) == (50.0, 24.0)
    rides = [step for step in route.steps if step.kind == "ride"]
    assert [(step.grams, step.grams_ttw) for step in rides] == [(20_000, 0), (30_000, 24_000)]
    assert rides[0].co2e_figures == (("traction:electric", "energy"), ("grid:RU", "co2e"))
    assert rides[1].co2e_figures == (("traction:diesel", "co2e"), ("traction:diesel", "co2e_ttw"))
    assert {figure.element for figure in route.figures} >= {"traction:electric", "grid:RU", "traction:diesel"}


def test_the_energy_of_the_country_goes_before_the_energy_of_any():
    toy = electricity(rail()).figure("traction:electric:RU", "energy", 0.02, "kWh", "tonne_km")
    assert best(toy.build()).kg_co2e == 16.0 + 30.0  # 10 t x 200 km x 0.02 kWh x 400 g


@pytest.mark.parametrize(("element", "grams"), [("traction:electric:RU", 14_000), ("traction:electric", 20_000)])
def test_a_direct_factor_of_the_country_wins_and_one_of_any_country_comes_last(element: str, grams: int):
    route = best(electricity(rail()).figure(element, "co2e", 7, "g", "tonne_km").build())
    ride = next(step for step in route.steps if step.kind == "ride")
    assert (ride.grams, ride.grams_ttw) == (grams, 0)  # 10 t x 200 km x 7 g = 14,000 g


def test_what_is_missing_is_never_nothing():
    diesel_only = best(electricity(rail()).build())
    assert (diesel_only.kg_co2e, diesel_only.kg_co2e_ttw) == (50.0, None)  # no tank-to-wheel part of diesel
    no_grid = best(rail().figure("traction:electric", "energy", 0.025, "kWh", "tonne_km").build())
    assert (no_grid.kg_co2e, no_grid.kg_co2e_ttw) == (None, None)
    assert no_grid.emissions().kg_wtw is None


def test_a_line_with_its_own_factors():
    toy = rail().figure("T", "co2e", 2, "kg", "container_km").figure("T", "co2e_ttw", 1500, "g", "container_km")
    route = best(toy.build())
    assert (route.kg_co2e, route.kg_co2e_ttw) == (2.0 * route.km, 1.5 * route.km)


def test_links_with_hours_of_their_own_state_no_part():
    toy = Toy(A="RU", C="RU").link("AC", "A", "C", "road", 100, hours=5, usd=40, kg_co2e=1)
    route = best(toy.build())
    assert (route.kg_co2e, route.kg_co2e_ttw) == (1.0, None)


def terminals(*kinds: str) -> Toy:
    toy = electricity(rail()).doors("rail:1520")
    for kind in kinds:
        toy.figure(f"operation:{kind}", "co2e", 3, "kg", "tonne")
        toy.figure(f"operation:{kind}", "co2e_ttw", 1, "kg", "tonne")
    return toy.figure("traction:diesel", "co2e_ttw", 24, "g", "tonne_km")


def test_terminals_count_once_the_network_has_a_factor_of_any():
    assert best(terminals().build()).kg_co2e == 50.0
    counted = best(terminals("origin", "load", "unload", "delivery").build())
    assert (counted.kg_co2e, counted.kg_co2e_ttw) == (50.0 + 4 * 30, 24.0 + 4 * 10)  # 10 t at 3 and 1 kg, four times
    lacking = best(terminals("origin", "load", "unload").build())
    assert (lacking.kg_co2e, lacking.kg_co2e_ttw) == (None, None)
    assert lacking.lacking["kg_co2e"] == ("op:delivery:gate:door",)


def test_an_operation_s_own_factor_goes_before_that_of_its_kind():
    toy = terminals("origin", "load", "unload", "delivery")
    toy.figure("op:delivery:gate:door", "co2e", 500, "g", "teu")
    route = best(toy.build())
    assert (route.kg_co2e, route.kg_co2e_ttw) == (50.0 + 3 * 30 + 0.5, None)


@pytest.mark.parametrize("kind", ["ride", "load"])
@pytest.mark.parametrize(
    "planted", [{"milligrams_ttw": 23_999}, {"milligrams_ttw": None}, {"co2e_figures": ()}, {"milligrams": 1}], ids=str
)
def test_verify_finds_a_planted_emission(kind: str, planted: dict[str, object]):
    net = terminals("origin", "load", "unload", "delivery").build()
    result = answer(net)
    route = result.require()
    at = max(number for number, step in enumerate(route.steps) if step.kind == kind)
    steps = (*route.steps[:at], replace(route.steps[at], **planted), *route.steps[at + 1 :])  # type: ignore[arg-type]
    with pytest.raises(VerificationError, match=r"milligrams"):
        verify(net, replace(result, routes=(replace(route, steps=steps),)))


def test_the_report_has_one_row_per_element_and_the_route_s_totals():
    route = best(terminals("origin", "load", "unload", "delivery").build())
    report = route.emissions()
    assert [one.kind for one in report.elements] == ["hub", "hub", "transport", "hub", "hub"]
    assert [one.number for one in report.elements] == [1, 2, 3, 4, 5]
    leg = report.elements[2]
    assert (leg.element, leg.origin, leg.destination, leg.mode) == ("T", "A", "C", "rail")
    assert (leg.tonnes, leg.km, leg.tonne_km) == (10.0, 300.0, 3000.0)
    assert (leg.kg_wtw, leg.kg_ttw) == (50.0, 24.0)
    assert (leg.g_per_tkm_wtw, leg.g_per_tkm_ttw) == (pytest.approx(50_000 / 3000), 8.0)
    assert "grid:RU co2e: 400 g per kwh, assumption" in leg.factors
    assert leg.distance_type == "planned route length, no distance adjustment"
    assert (report.kg_wtw, report.kg_ttw, report.tonne_km) == (route.kg_co2e, route.kg_co2e_ttw, 3000.0)
    assert sum(one.kg_wtw or 0 for one in report.elements) == report.kg_wtw


def test_the_report_says_what_it_is_not():
    text = str(best(electricity(rail()).build()).emissions())
    assert "not a compliant statement" in text
    assert "Terminal operations, collection and delivery are left out" in text
    assert "left out: the network" not in str(
        best(terminals("origin", "load", "unload", "delivery").build()).emissions()
    )


def test_the_frame_of_the_report():
    frame = best(electricity(rail()).build()).emissions().to_frame()
    assert frame["kg_wtw"].tolist() == [50.0]
    assert frame["kg_ttw"].isna().tolist() == [True]
    assert str(frame["tonne_km"].dtype) == "float64"


@pytest.mark.parametrize("scenario", ["2016-suez", "2016-ordinary", "2016-target"])
def test_the_eurasian_routes_have_both_scopes_and_add_up(scenario: str):
    net = networks.load("eurasia", scenario)
    route = solve(net, Shipment("JPYOK", "RUMOW")).require()
    report = route.emissions()
    assert route.kg_co2e is not None and route.kg_co2e_ttw is not None
    assert 0 < route.kg_co2e_ttw < route.kg_co2e
    assert sum(one.kg_wtw or 0 for one in report.elements) == pytest.approx(route.kg_co2e)
    assert sum(one.kg_ttw or 0 for one in report.elements) == pytest.approx(route.kg_co2e_ttw)
    assert all(one.sources for one in report.elements)


@pytest.mark.parametrize("edition", networks.editions())
def test_no_electric_rail_of_the_eurasian_networks_lacks_its_grid(edition):
    net = networks.load(edition)
    electric = {link.tail for link in net.links.values() if link.mode == "rail" and link.electrified == "yes"}
    countries = {net.places[place].country for place in electric}
    assert {code for code in countries if net.figure(f"grid:{code}", "co2e") is None} == set()


def test_a_scenario_may_state_another_electricity():
    net = networks.load()
    asked = Shipment("JPTOS", "KZALA")
    cleaner = net.apply(
        [
            networks.Change(
                action="set",
                table="figures",
                element="grid:KZ",
                column="co2e",
                value="400",
                low="300",
                source="ember-2024",
                kind="plan",
                why="half the coal",
            )
        ]
    )
    before, after = (solve(one, asked, minimise="co2e").require() for one in (net, cleaner))
    assert before.kg_co2e is not None and after.kg_co2e is not None
    assert after.kg_co2e < before.kg_co2e


def test_dictionary_and_frame_have_the_tank_to_wheel_part():
    route = best(terminals("origin", "load", "unload", "delivery").build())
    found = route.to_dict()
    assert found["totals"]["kg_co2e_ttw"] == route.kg_co2e_ttw == 64.0
    assert sum(step["kg_co2e_ttw"] for step in found["steps"]) == pytest.approx(64.0)
    assert [leg["kg_co2e_ttw"] for leg in found["legs"]] == [24.0]
    assert route.to_frame()["kg_co2e_ttw"].sum() == pytest.approx(64.0)


@pytest.mark.long
def test_the_random_networks_use_both_scopes_electricity_and_terminals_in_their_answers():
    """Else the comparisons of engines and the verification of their answers would say little of emissions."""
    wanted = {"both scopes", "well to wheel only", "electricity", "terminals", "terminal without a factor"}
    for seed in range(600):
        rng = random.Random(seed)
        features = frozenset(name for name in FEATURES if rng.random() < 0.6)
        network = network_of(rows_of((seed, rng.randint(3, 5), features)))
        result = solve(network, shipment_of(rng, network), options=SolveOptions(engines="ours", explain=False))
        verify(network, result)
        for step in result.best.steps if result.best else ():
            handled = step.element in network.operations
            wanted -= {
                "both scopes" if step.grams and step.grams_ttw else "",
                "well to wheel only" if step.grams and step.grams_ttw is None else "",
                "electricity" if any(quantity == "energy" for _, quantity in step.co2e_figures) else "",
                "terminals" if handled and step.grams else "",
                "terminal without a factor" if handled and step.grams is None else "",
            }
            if step.grams is not None and step.grams_ttw is not None:
                assert 0 <= step.grams_ttw <= step.grams
        if not wanted:
            return
    assert not wanted


def test_what_figures_are_multiplied_by_is_among_the_figures_of_a_route():
    eurasia = networks.load("eurasia")

    def behind(**more) -> set[str]:
        return {figure.element for figure in solve(eurasia, Shipment("JPYOK", "RUMOW", **more)).require().figures}

    assert {"currency:JPY", "load:container"} <= behind()  # yen are paid at Yokohama, and no weight was stated
    assert "load:container" not in behind(tonnes=10)
