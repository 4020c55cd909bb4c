"""Answers as dictionaries: every number is the answer's own, ready for JSON."""

from __future__ import annotations

import json

from pacific import answered, pacific

import routing
from routing import Constraints, GeneralisedCost, Shipment
from routing.views import result_dict, route_dict


def test_a_result_survives_json_unchanged(result):
    plain = result.to_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain == result_dict(result)


def test_every_number_of_the_dictionary_is_the_route_s_own(result, route):
    found = result_dict(result)["routes"][0]
    assert found["totals"] == {
        "days": route.days,
        "usd": route.usd,
        "usd_per_teu": route.usd_per_teu,
        "currency": "USD",
        "own_money": route.usd,
        "kg_co2e": route.kg_co2e,
        "kg_co2e_ttw": route.kg_co2e_ttw,
        "km": route.km,
        "transshipments": route.transshipments,
    }
    assert sum(round(step["time_h"] * 60_000) for step in found["steps"]) == route.milliminutes
    assert sum(round(step["usd"] * 100_000) for step in found["steps"]) == route.millicents
    assert sum(round(step["kg_co2e"] * 1_000_000) for step in found["steps"]) == route.milligrams
    assert sum(round(step["km"] * 1_000_000) for step in found["steps"]) == route.millimetres
    for name, amount in route.breakdown.items():
        assert found["breakdown"][name] == {"days": amount.days, "usd": amount.usd, "kg_co2e": amount.kg_co2e}
    for plain, leg in zip(found["legs"], route.legs, strict=True):
        assert (plain["wait_h"], plain["time_h"]) == (leg.wait_hours, leg.hours)
        assert (plain["usd"], plain["from"], plain["to"]) == (leg.usd, leg.origin, leg.destination)
    assert found["provenance_shares"] == {of: dict(shares) for of, shares in route.provenance().items()}
    assert (found["ranges"]["days"]["low"], found["ranges"]["days"]["high"]) == route.range_days()


def test_the_heading_and_the_question_are_plain_fields(result):
    found = result_dict(result)
    network = result.network
    assert found["network"] == {
        "name": "eurasia",
        "title": network.title,
        "scenario": [],
        "as_of": network.as_of.isoformat(),
        "price_year": 2016,
        "currency": "USD",
        "content_hash": network.content_hash,
    }
    asked = found["question"]
    assert (asked["minimise"], asked["shipment"]["teu"], asked["shipment"]["deadline"]) == ("time", 2, "2016-12-01")
    assert asked["constraints"]["banned_territories"] == ["CN", "HK", "MO"]
    assert (asked["constraints"]["via"], asked["constraints"]["max_days"]) == (["RUVYP"], 60)
    assert (found["status"], found["proof"]["gap"]) == ("optimal", 0.0)


def test_a_route_alone_bears_the_heading_too(route):
    assert route.to_dict() == route_dict(route)
    assert route_dict(route)["network"]["content_hash"] == route.network.content_hash


def test_a_generalised_cost_is_shown_as_its_prices():
    result = routing.solve(pacific().build(), Shipment("PKC", "ANC"), minimise=GeneralisedCost(usd_per_day=50))
    assert result.to_dict()["question"]["minimise"] == {"usd_per_day": 50, "usd_per_tonne_co2e": 0.0}


def test_what_lacks_a_figure_is_none_and_named():
    found = route_dict(answered(pacific(usd=None)))
    assert (found["totals"]["usd"], found["totals"]["usd_per_teu"], found["totals"]["days"]) == (None, None, 5.0)
    assert found["lacking"]["usd"] == ["sea"]
    assert found["ranges"] == {"days": {"low": 5.0, "high": 5.0}, "usd": None, "kg_co2e": None}


def test_free_steps_of_kind_pass_are_not_in_the_dictionary():
    route = answered(pacific())
    assert "pass" in {step.kind for step in route.steps}
    assert [step["kind"] for step in route_dict(route)["steps"]] == ["ride"]
    assert route_dict(route)["steps"][0]["time_basis"] == "given"


def test_an_answer_without_a_route_says_what_blocks_it():
    result = routing.solve(pacific().build(), Shipment("PKC", "ANC"), constraints=Constraints(max_days=1))
    found = result.to_dict()
    assert (found["status"], found["routes"]) == ("infeasible", [])
    assert found["blocked_by"][0]["constraints"] and json.dumps(found, allow_nan=False)
