"""Many questions together have the answers that each has by itself: the same route, totals and warnings."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.toys import Toy

from networks.errors import FreightError
from routing import Constraints, GeneralisedCost, Shipment, SolveOptions, frontier, frontier_many, solve, solve_many
from routing.batch import answering, trees
from routing.batch.answer import answer_of, codes_of, failed
from routing.batch.answering import fronts, solved
from routing.batch.blocks import blocks_of
from routing.batch.rules import rules_of
from routing.cautions import BY_STEP, cautions_of
from routing.question.question import Question

CRITERIA = (("criteria", ("time", "cost")),)
LIGHTLY = SolveOptions(engines="ours", explain=False, time_limit_s=None, max_labels=None)


def alone(network, question):
    try:
        found = solve(
            network, question.shipment, minimise=question.minimise, constraints=question.constraints, options=LIGHTLY
        )
    except FreightError as error:
        return failed(str(error))
    return (answer_of(found.status, found.best, codes_of(found.warnings)),)


def asked(rng, network):
    """Return a random question, with limits now and then, and all pairs of places."""
    shipment = shipment_of(rng, network)
    if rng.random() < 0.7:
        shipment = replace(shipment, ready=None)
    more = {"max_days": rng.choice((1.0, 3.0, 9.0))} if rng.random() < 0.2 else {}
    least = rng.choice(("time", "cost", "co2e", "distance", GeneralisedCost(usd_per_day=50)))
    question = Question(shipment=shipment, constraints=constraints_of(bans_of(rng, network), **more), minimise=least)
    places = sorted(network.places)
    return question, [(here, there) for here in places for there in places if here != there]


@pytest.mark.parametrize("compiled", [False, True])
@cases(quick=3, long=60)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_questions_asked_together_have_the_answers_of_each(compiled, spec, seed):
    network, rng = network_of(rows_of(spec)), random.Random(seed)
    question, ends = asked(rng, network)
    rules = rules_of(question)
    before = answering.is_compiled_for_many
    answering.is_compiled_for_many = lambda arcs, searches: compiled
    try:
        found = solved(network, rules, ends)
    finally:
        answering.is_compiled_for_many = before
    assert found == [alone(network, rules.between(*pair)) for pair in ends]


@cases(quick=3, long=50)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_cautions_by_step_say_of_a_route_what_they_say_of_its_steps(spec, seed):
    network, rng = network_of(rows_of(spec)), random.Random(seed)
    question, ends = asked(rng, network)
    for pair in ends:
        one = rules_of(question).between(*pair)
        result = solve(network, one.shipment, minimise=one.minimise, options=LIGHTLY)
        for route in result.routes:
            steps = [replace(route, steps=(step,)) for step in route.steps]
            for caution in BY_STEP:
                whole = codes_of(cautions_of(network, one, (route,), (caution,)))
                assert whole == frozenset().union(
                    *(codes_of(cautions_of(network, one, (step,), (caution,))) for step in steps)
                )


def toy():
    """Four places in a row, two ways over the first link: AB 10 h, BC 20 h, CD 30 h by area trains."""
    net = Toy(A="JP", B="JP", C="RU", D="RU").link("a", "A", "B", km=100).link("b", "B", "C", km=200)
    return net.link("c", "C", "D", km=300).area("R", "a", "b", "c", km_per_day=240, usd=5).build()


def test_one_search_serves_many_destinations_and_many_origins(monkeypatch):
    monkeypatch.setattr(answering, "is_compiled_for_many", lambda arcs, searches: False)
    searches = []
    before = trees.canonical_tree
    monkeypatch.setattr(
        trees, "canonical_tree", lambda *args, **more: searches.append(args[4]) or before(*args, **more)
    )
    network, rules = toy(), rules_of(Question(shipment=Shipment("A", "B"), constraints=Constraints(), minimise="time"))
    found = solved(network, rules, [("A", "B"), ("A", "C"), ("A", "D")])
    assert [round(rows[0].days * 24) for rows in found] == [10, 30, 60]
    assert len(searches) == 2  # one for the destinations in each customs area
    searches.clear()
    solved(network, rules, [("A", "D"), ("B", "D")])
    assert len(searches) == 1


def test_what_a_limit_binds_is_asked_by_itself():
    network = toy()
    free = Question(shipment=Shipment("A", "B"), constraints=Constraints(max_days=1.5), minimise="time")
    found = solved(network, rules_of(free), [("A", "C"), ("A", "D")])
    assert [rows[0].status for rows in found] == ["optimal", "infeasible"]


def test_vias_are_asked_one_by_one():
    question = Question(shipment=Shipment("A", "B"), constraints=Constraints(via="D"), minimise="time")
    blocks = list(blocks_of(toy(), [question]))
    assert [block.problem for block in blocks] == [None]
    assert solved(toy(), rules_of(question), [("A", "C")])[0][0].days * 24 == pytest.approx(90)


def test_names_are_understood_and_an_unknown_place_is_an_error_of_its_row():
    rules = rules_of(Question(shipment=Shipment("A", "B"), constraints=Constraints(), minimise="time"))
    found = solved(toy(), rules, [("A", "B"), ("A", "Nowhere"), ("A", "A"), ("b", "C")])
    assert [rows[0].status for rows in found] == ["optimal", "error", "error", "optimal"]
    assert "Nowhere" in found[1][0].error and "two different places" in found[2][0].error


def test_a_name_that_the_constraints_misspell_is_an_error_of_each_row():
    question = Question(shipment=Shipment("A", "B"), constraints=Constraints(avoid_links="zz"), minimise="time")
    found = solved(toy(), rules_of(question), [("A", "B"), ("A", "C")])
    assert [rows[0].status for rows in found] == ["error", "error"] and "'zz'" in found[1][0].error


def test_questions_by_the_clock_are_answered_as_solve_does():
    asked = solve(toy(), Shipment("A", "D"), depart=date(2016, 3, 1)).question
    found = solved(toy(), rules_of(asked), [("A", "D")])
    assert found[0][0].days == solve(toy(), Shipment("A", "D"), depart=date(2016, 3, 1)).best.days
    assert fronts(toy(), rules_of(asked), [("A", "D")], CRITERIA)[0][0].status == "error"


def test_fronts_are_those_of_frontier():
    network = toy()
    rules = rules_of(Question(shipment=Shipment("A", "B"), constraints=Constraints(), minimise="time"))
    (rows,) = fronts(network, rules, [("A", "D")], CRITERIA)
    front = frontier(network, Shipment("A", "D"), options=LIGHTLY)
    assert [row.days for row in rows] == [route.days for route in front.routes]
    assert [row.point for row in rows] == [1]
    (none,) = fronts(network, rules, [("A", "Nowhere")], CRITERIA)
    assert none[0].status == "error"


def test_a_defect_in_one_question_leaves_the_others_their_answers(monkeypatch):
    def answer(question, *args):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(answering, "answer_to", answer)
    found = solve_many(toy(), [{"origin": "A", "destination": "B", "via": "C"}, ("A", "B")], progress=False)
    assert [(row["status"], row["error"]) for row in found] == [
        ("error", "ZeroDivisionError: planted"),
        ("optimal", ""),
    ]


def test_many_fronts_have_a_row_for_each_point():
    found = frontier_many(toy(), [("A", "B"), ("A", "Nowhere"), ("A", "D")], progress=False)
    assert [(row["question"], row["point"], row["status"]) for row in found] == [
        (1, 1, "optimal"),
        (2, None, "error"),
        (3, 1, "optimal"),
    ]
    assert found[2]["destination"] == "D"
    assert found.result(2).shipment.destination == "D"
