"""Scenarios that are not tried, for they cannot open a route: held against trying them."""

import random
import warnings

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import bans_of, constraints_of, network_of, rows_of, shipment_of, specs

import networks
from networks import Change, DataError
from networks.changes.applying import apply_scenarios, scenarios_of
from networks.model.scenario import Scenario
from routing import Constraints, Question, QuestionError, Shipment
from routing.asking.explain_search import feasible
from routing.asking.hopes import hope_of, may_open
from routing.asking.other_scenarios import opens_route
from routing.search.budget import Budget

LIMITS = {"max_days": (0.5, 1, 2, 4), "max_usd": (50, 200, 600), "max_kg_co2e": (1, 50), "max_km": (100, 400)}


def changes_of(rng, network):
    """Return random changes of what is on offer and of figures."""
    found = []
    for table in ("places", "links", "services"):
        for name in network.catalogue[table]["id"].tolist():
            if rng.random() < 0.15:
                action = "add" if name in network.withheld else rng.choice(("add", "withdraw"))
                found.append(Change(action=action, table=table, element=name, why="tried"))
    for figure in network.figures.values():
        if rng.random() < 0.2:
            value = f"{figure.value * rng.choice((0.1, 0.5, 2)):.6f}"
            given = {"value": value, "source": figure.source, "kind": "assumption", "why": "tried"}
            found.append(Change(action="set", table="figures", element=figure.element, column=figure.quantity, **given))
        elif rng.random() < 0.05:
            found.append(
                Change(action="withdraw", table="figures", element=figure.element, column=figure.quantity, why="tried")
            )
    return tuple(found)


@pytest.mark.long
@cases(quick=15, long=800)
@given(specs(), st.integers(0, 2**32))
def test_no_scenario_that_opens_a_route_is_passed_over(spec, seed):
    rng = random.Random(seed)
    network = network_of(rows_of(spec))
    shipment = shipment_of(rng, network)
    ends = (shipment.origin, shipment.destination)
    off = [name for name in (*network.links, *network.services) if rng.random() < 0.2 and name not in ends]
    tables = {name: "links" if name in network.links else "services" for name in off}
    with warnings.catch_warnings(action="ignore"):
        try:
            network = network.apply(
                [Change(action="withdraw", table=tables[name], element=name, why="strike") for name in off]
            )
            scenario = Scenario(name="tried", title="", changes=changes_of(rng, network))
            other = apply_scenarios(network, [scenario])
        except DataError:
            assume(False)
    limits = {name: rng.choice(values) for name, values in LIMITS.items() if rng.random() < 0.4}
    asked = constraints_of(bans_of(rng, network, 0.1), **limits)
    question = Question(shipment=shipment, constraints=asked, minimise=rng.choice(("time", "cost")))
    assume(all(place in other.places for place in (*ends, *asked.via)))
    named = {*asked.avoid_places} - set(other.places) | {*asked.avoid_links} - set(other.links)
    assume(not named and set(asked.avoid_services) <= set(other.services))
    try:
        opens = feasible(other, question, Budget.of())
    except QuestionError:  # a weight of boxes that is too much
        opens = False
    if opens:
        assert may_open(network, scenario, hope_of(network, question, ()), Budget.of(), ())


@pytest.mark.parametrize(
    ("ends", "limits"),
    [(("JPYOK", "RUMOW"), {"max_days": 23}), (("CNSGH", "NLRTM"), {"max_usd": 5100, "max_days": 25})],
)
@pytest.mark.long
def test_of_the_built_in_scenarios_few_are_tried_in_vain(ends, limits):
    net = networks.load("eurasia")
    question = Question(shipment=Shipment(*ends), constraints=Constraints(**limits), minimise="time")
    hope = hope_of(net, question, ())
    may = {name for name, one in scenarios_of(net).items() if may_open(net, one, hope, Budget.of(), ())}
    opens = {name for name in scenarios_of(net) if opens_route(net, name, question, Budget.of(), ())}
    assert opens <= may and len(may - opens) < 4
