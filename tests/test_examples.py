"""Every example runs, and its headline is what the search finds when asked again here."""

import importlib.util
import math
import re
from pathlib import Path

import pytest

import networks
from routing import Constraints, Shipment, SolveOptions, price_of, solve

EXAMPLES = Path(__file__).parents[1] / "examples"


PRINTED = {}


def run(name, capsys):
    """Return what an example prints; in one process it runs once."""
    if name not in PRINTED:
        PRINTED[name] = printed(name, capsys)
    return PRINTED[name]


def printed(name, capsys):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    if name != "tutorial":  # written in cells, it runs as it is read
        module.main()
    return capsys.readouterr().out


QUESTIONS = sorted(path for path in EXAMPLES.glob("*.py") if path.stem != "gallery")  # that one draws: test_gallery.py
SLOW = ("central_asia_funnel", "which_corridor_when")  # whole tables of questions


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.long] if path.stem in SLOW else []) for path in QUESTIONS],
    ids=lambda path: path.stem,
)
def test_an_example_runs_and_prints(path, capsys):
    assert len(run(path.stem, capsys).splitlines()) > 10


def test_the_comparison_prints_what_the_search_finds(capsys):
    shown = run("compare_42_and_25_days", capsys)
    for name in ("2016-suez", "2016-ordinary", "2016-target"):
        route = solve(
            networks.load("eurasia", scenario=name), Shipment("JPYOK", "RUMOW"), options=SolveOptions(engines="ours")
        ).require()
        assert f"{name}: {route.days:.1f} days" in shown
    totals = re.search(r"^total +([\d.]+) +([\d.]+) +([\d.]+)", shown, re.MULTILINE)
    assert [
        abs(float(found) - promised) <= 0.5 for found, promised in zip(totals.groups(), (42, 42, 25), strict=True)
    ] == [True] * 3
    for scenario in ("2016-performed", "2018-performed"):
        net = networks.load("eurasia", scenario=scenario)
        route = solve(net, Shipment("JPYOK", "RUMOW", scope="terminal"), options=SolveOptions(engines="ours")).require()
        assert f"{route.days:.1f} days when the observed parts are entered" in shown


def test_the_price_of_keeping_out_of_china_is_what_the_search_finds(capsys):
    shown = run("bypass_china", capsys)
    net = networks.load("eurasia")
    price = price_of(net, Shipment("JPYOK", "KZALA"), constraints=Constraints(avoid_territories="CN"))
    assert f"difference of the two routes: {price.days:+,.1f} days" in shown
    rail = Constraints(modes="rail", avoid_territories="CN", via=("RU-KARYM", "RUIAR"))
    main_line = solve(
        net, Shipment("RUVVO", "RUMOW", scope="terminal"), minimise="distance", constraints=rail
    ).require()
    assert abs(main_line.km - 9288) <= 0.005 * 9288
    assert f"{main_line.km:,.0f}" in shown


def test_the_own_network_says_why_a_file_is_refused(capsys):
    shown = run("own_network", capsys)
    assert "links.csv, line 2, hours: '4 d'" in shown
    assert "links.csv, line 5, usd: '1,700'" in shown


@pytest.mark.long
def test_the_funnel_is_the_cut_that_the_search_finds(capsys):
    shown = run("central_asia_funnel", capsys)
    net = networks.load("eurasia")
    modes = {"rail", "sea", "ferry"}
    for place, city in {
        "KGFRU": "Bishkek",
        "KZAST": "Astana",
        "UZTAS": "Tashkent",
        "TJDYU": "Dushanbe",
        "TMASB": "Ashgabat",
    }.items():
        ban = Constraints(avoid_territories={"CN", "KZ"}, modes=modes)
        around = solve(
            net, Shipment("JPYOK", place), constraints=ban, options=SolveOptions(engines="ours", explain=False)
        ).best
        only = re.search(r"only a way through Kazakhstan leads to: (.*)\.$", shown, re.MULTILINE).group(1)
        assert (around is None) == (city in only)


@pytest.mark.long
def test_a_cut_leaves_no_way_and_any_fewer_states_leave_one(capsys):
    shown = run("central_asia_funnel", capsys).partition("cut a capital off")[2]
    net, capitals = networks.load("eurasia"), {"Bishkek": "KGFRU", "Dushanbe": "TJDYU", "Ashgabat": "TMASB"}
    for city, place in capitals.items():
        line = re.search(rf"^  {city} \(\w+\) +(.*)$", shown, re.MULTILINE).group(1)
        for cut in line.split("; "):
            states = set(cut.split(" + "))
            for closed in (states, *(states - {state} for state in states)):
                ban = Constraints(avoid_territories={"CN"} | closed, modes={"rail", "sea", "ferry"})
                found = solve(
                    net, Shipment("JPYOK", place), constraints=ban, options=SolveOptions(engines="ours", explain=False)
                ).best
                assert (found is None) == (closed == states), (city, closed)
    assert re.search(r"^  Bishkek \(Kyrgyzstan\) +KZ;", shown, re.MULTILINE)


def test_coal_is_priced_by_the_tonne_as_the_search_finds(capsys):
    shown = run("coal_to_japan", capsys)
    coal = Shipment("RU-KEMCOAL", "JP-ISOGO", load="bulk", tonnes=4000.0, scope="terminal")
    route = solve(networks.load("eurasia"), coal, minimise="cost", constraints=Constraints(via="RU-VOSTCOAL")).require()
    assert f"{route.usd / 4000:.1f}" in shown


def test_samarga_lies_far_from_nakhodka_and_its_way_is_what_the_search_finds(capsys):
    shown = run("samarga_port", capsys)
    assert 600 < float(re.search(r"lie ([\d,]+) km apart", shown).group(1).replace(",", "")) < 720
    through = Constraints(avoid_territories="CN", via="RU-SAMARGA")
    route = solve(
        networks.load("eurasia", scenario="samarga"), Shipment("JPYOK", "RUMOW"), constraints=through
    ).require()
    assert f"with the plan, by Samarga: {route.days:.1f} days" in shown


def test_the_tutorial_walks_from_42_days_to_25_and_around_china(capsys):
    shown = run("tutorial", capsys)
    net, no_china = networks.load("eurasia"), Constraints(avoid_territories="CN")
    for name in ("2016-suez", "2016-ordinary", "2016-target"):
        route = solve(
            networks.load("eurasia", scenario=name), Shipment("JPYOK", "RUMOW"), options=SolveOptions(engines="ours")
        ).require()
        assert f"{name}: {route.days:.1f} days" in shown
    bound = solve(net, Shipment("JPYOK", "KZALA"), constraints=no_china, options=SolveOptions(engines="ours")).require()
    assert f"max_days 20 (max_days from {math.ceil(bound.days * 1000) / 1000:g})" in shown
    assert "links.csv, line 2, hours: '3 days'" in shown
    # (75 + 380) h / 24 = 18.96 days; 650 + 1900 = 2,550 USD
    assert "19.0 days, 2,550 USD: OSAKA - VOSTOCHNY - ALMATY" in shown
