"""Commands that ask again: what a command line makes of them is the question, and none is told that cannot say it."""

from __future__ import annotations

import datetime
import shlex
from dataclasses import replace

import pytest
from pacific import pacific

import networks
import routing
from routing import Constraints, GeneralisedCost, Shipment, SolveOptions
from routing.cli import options
from routing.cli.parser import build_parser
from routing.views.report.command import command_of

NET = networks.load("eurasia")
DAY = datetime.date(2016, 12, 1)


@pytest.fixture(scope="module")
def result():
    return routing.solve(NET, Shipment("JPYOK", "RUMOW"), options=SolveOptions(explain=False))


def read_again(command):
    """Return network, shipment, constraints and objective that the command line makes of a command."""
    arguments = build_parser().parse_args(shlex.split(command)[1:])
    network = options.network_of(arguments, options.scenario_names(arguments.scenario))
    return network, *options.question_of(arguments, network), options.objective_of(arguments)


@pytest.mark.parametrize(
    ("moved", "kept", "least"),
    [
        ({}, {}, "time"),
        ({"containers": 3, "size": "40hc", "tonnes": 55.5}, {"avoid_territories": {"CN", "RU"}}, "cost"),
        (
            {"ready": DAY, "deadline": DAY.replace(month=12, day=31)},
            {"max_days": 29.25, "max_transshipments": 2},
            "co2e",
        ),
        ({"scope": "terminal", "goods": {"dangerous", "cooled"}}, {"modes": {"sea", "rail"}, "max_usd": 5000}, "time"),
        ({"load": "wagon", "tonnes": 60}, {"avoid_places": {"KZHOR"}, "avoid_links": {"sea:JPYOK-RUVVO"}}, "distance"),
        (
            {},
            {"via": ("RUVVO", "trans-siberian"), "exact_codes": True, "waters": "12nm"},
            GeneralisedCost(usd_per_day=25),
        ),
        (
            {},
            {
                "avoid_services": {"line:JTSL"},
                "avoid_passages": {"suez", "panama"},
                "max_km": 12_000,
                "max_kg_co2e": 2e3,
            },
            "time",
        ),
    ],
)
def test_a_command_says_the_question(result, moved, kept, least):
    box, limits = Shipment("JPYOK", "RUMOW", **moved), Constraints(**kept)
    asked = replace(result, question=replace(result.question, shipment=box, constraints=limits, minimise=least))
    assert read_again(command_of(asked)) == (NET, box, limits, least)


@pytest.mark.parametrize(
    ("moved", "kept", "least"),
    [
        ({"ready": datetime.datetime(2016, 12, 1, 8)}, {}, "time"),
        ({"value_usd": 1e5}, {}, "time"),
        ({}, {"tolerate_in_transit": True}, "time"),
        ({}, {"avoid_areas": [(0, 0), (0, 9), (9, 9)]}, "time"),
        ({}, {}, GeneralisedCost(usd_per_day=25, usd_per_tonne_co2e=80)),
    ],
)
def test_what_no_option_says_has_no_command(result, moved, kept, least):
    box, limits = Shipment("JPYOK", "RUMOW", **moved), Constraints(**kept)
    assert (
        command_of(replace(result, question=replace(result.question, shipment=box, constraints=limits, minimise=least)))
        == ""
    )


def test_a_network_of_ones_own_has_none():
    assert command_of(routing.solve(pacific().build(), Shipment("PKC", "ANC"))) == ""


@pytest.mark.long
def test_every_kind_of_answer_and_the_page(result):
    box, ban = Shipment("JPYOK", "RUMOW"), Constraints(avoid_territories={"CN"})
    cases = {"now": NET, "then": networks.load("eurasia", scenario=("2016-target", "samarga"))}
    found = {
        "compare": routing.compare(cases, box),
        "frontier": routing.frontier(NET, box),
        "alternatives": routing.alternatives(NET, box, k=2),
        "corridors": routing.corridor_table(NET, box),
        "sensitivity": routing.sensitivity(NET, box),
        "critical": routing.critical(NET, box, k=1, cuts=()),
        "break-even": routing.break_even(NET, result, result.require().legs[0].service),
        "price-of": routing.price_of(NET, box, constraints=ban),
        "route": routing.near_best(result),
    }
    for name, answer in found.items():
        words = shlex.split(command_of(answer))
        assert words[:4] == ["landbridge", name, "JPYOK", "RUMOW"]
        build_parser().parse_args(words[1:])
    assert "--scenario base --scenario 2016-target+samarga" in command_of(found["compare"])
    page = routing.report.report_html(found["price-of"])
    assert "or on the command line" in page and "landbridge price-of JPYOK RUMOW --avoid CN" in page
    assert "or on the command line" not in routing.report.report_html(result, asked="landbridge route A B")
