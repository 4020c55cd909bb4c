"""What a verb is given of another kind is one clear error that names argument, value and what was expected."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

import networks
import routing
from routing import Constraints, QuestionError, Shipment, SolveOptions
from routing.question.arguments import shortened
from routing.search.budget import Budget

NET, BOX = networks.load("eurasia"), Shipment("JPYOK", "RUMOW")
BAN = Constraints(avoid_territories={"CN"})


@pytest.fixture(scope="module")
def result():
    return routing.solve(NET, BOX)


WRONG = {
    "network": ["a folder", None, 5, {"eurasia": NET}, [NET], NET.places],
    "shipment": ["JPYOK", None, ("JPYOK", "RUMOW"), {"origin": "JPYOK"}, BAN],
    "constraints": ["CN", {"avoid_territories": {"CN"}}, {"CN"}, BOX, 5],
}
VERBS = {
    "solve": lambda net, box, ban: routing.solve(net, box, constraints=ban),
    "frontier": lambda net, box, ban: routing.frontier(net, box, constraints=ban),
    "alternatives": lambda net, box, ban: routing.alternatives(net, box, constraints=ban),
    "price_of": lambda net, box, ban: routing.price_of(net, box, constraints=ban),
    "compare": lambda net, box, ban: routing.compare({"one": NET, "two": net}, box, constraints=ban),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("argument", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_an_argument_of_another_kind_is_named_with_what_was_expected(verb, argument, value):
    given = {"network": NET, "shipment": BOX, "constraints": BAN} | {argument: value}
    with pytest.raises(QuestionError) as met:
        VERBS[verb](given["network"], given["shipment"], given["constraints"])
    (problem,) = met.value.problems
    assert problem.startswith(f"{argument}=") and "expected" in problem and len(problem) < 200


def test_all_wrong_arguments_are_named_at_once():
    with pytest.raises(QuestionError) as met:
        routing.solve("folder", "JPYOK", constraints=5)  # type: ignore[arg-type]
    assert [problem.partition("=")[0] for problem in met.value.problems] == ["network", "shipment", "constraints"]


def test_constraints_that_are_to_be_priced_must_be_given():
    with pytest.raises(QuestionError, match="constraints=None"):
        routing.price_of(NET, BOX, constraints=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("several", [[NET, NET], "eurasia", None, {NET}, 5])
def test_networks_to_compare_are_a_mapping(several):
    with pytest.raises(QuestionError, match="expected a mapping: name -> Network, Constraints or both"):
        routing.compare(several, BOX)


@pytest.mark.parametrize("several", [[1, 2], "ab", None, {"one": None, "two": 5}, {"one": NET, "two": NET}])
def test_results_to_compare_are_a_mapping_of_results(several):
    with pytest.raises(QuestionError, match="expected a"):
        routing.compare_results(several)


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("value", [None, "JPYOK", 5, [], BOX])
def test_what_a_result_is_asked_for_is_checked(result, place, value):
    for verb in (routing.break_even, routing.verify, routing.audit):
        arguments = [NET, result, "line:RUVYP-RUMOW"][: 2 if verb is routing.verify else 3]
        if place >= len(arguments) or (place == 2 and value == "JPYOK"):
            continue
        arguments[place] = value
        with pytest.raises((QuestionError, networks.UnknownNameError)) as met:
            verb(*arguments)
        assert "expected" in str(met.value) or "is called" in str(met.value)
    if place == 0:
        with pytest.raises(QuestionError, match="network="):
            routing.audit_network(value)


@pytest.mark.parametrize(
    "criteria", ["time", "time,cost", None, 5, (), ("time",), ("time", "time"), (["a"], {}), ("time", None)]
)
def test_criteria_are_several_names(criteria):
    with pytest.raises(QuestionError, match="criteria"):
        routing.frontier(NET, BOX, criteria=criteria)


@pytest.mark.parametrize("minimise", [None, 5, ["time"], {}, "tme", ("time", "cost"), float("nan")])
def test_an_objective_is_a_criterion_or_a_cost(minimise):
    for verb in (routing.solve, routing.alternatives):
        with pytest.raises(QuestionError, match="minimise="):
            verb(NET, BOX, minimise=minimise)


@pytest.mark.parametrize("options", [5, "both", {"engines": "both"}, SolveOptions, object()])
def test_options_are_solve_options(options):
    for verb in (routing.solve, routing.frontier, routing.alternatives):
        with pytest.raises(QuestionError, match=r"expected routing.SolveOptions\(...\) or None"):
            verb(NET, BOX, options=options)


@pytest.mark.parametrize(
    "limit", [float("nan"), -5, 0, "5", True, [], -(10**400), -math.inf, np.float64("nan"), Fraction(-1, 3), 1j]
)
def test_a_limit_that_is_none_is_refused(limit):
    with pytest.raises(QuestionError, match="time_limit_s="):
        SolveOptions(time_limit_s=limit)


@pytest.mark.parametrize("limit", [0, -1, 1.0, "5", True, math.inf, float("nan"), [], -(10**400)])
def test_a_bound_on_labels_that_is_none_is_refused(limit):
    with pytest.raises(QuestionError, match="max_labels="):
        SolveOptions(max_labels=limit)


@pytest.mark.parametrize("limit", [None, 60, 60.5, np.int64(60), np.float32(60), Fraction(121, 2), 10**400, math.inf])
def test_every_number_of_seconds_is_a_limit_of_time(limit):
    assert routing.solve(NET, BOX, options=SolveOptions(time_limit_s=limit)).status is routing.Status.OPTIMAL


@pytest.mark.parametrize("limit", [None, 10**6, np.int64(10**6), 10**400])
def test_every_whole_number_is_a_bound_on_labels(limit):
    ban = Constraints(max_usd=6000)
    found = routing.solve(NET, BOX, constraints=ban, options=SolveOptions(max_labels=limit))
    assert found.status is routing.Status.OPTIMAL
    assert Budget.of(max_labels=limit).labels > 0


def test_numbers_of_numpy_are_numbers():
    assert len(routing.alternatives(NET, BOX, k=np.int64(2), max_shared=np.float64(0.5))) == 2
    with pytest.raises(QuestionError, match="k=True"):
        routing.alternatives(NET, BOX, k=True)
    with pytest.raises(QuestionError, match="max_detour=True"):
        routing.frontier(NET, BOX, max_detour=True)


def test_a_long_value_is_told_by_its_kind():
    assert shortened("x" * 1000) == "a str" and shortened(5) == "5"
    assert shortened(type("Odd", (), {"__repr__": lambda self: 1 // 0})()) == "a Odd"
