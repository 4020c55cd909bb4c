"""`frontier`: against all paths of random networks, against OR-Tools, and on the built-in network."""

from __future__ import annotations

import csv
import dataclasses
import io
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, feasible
from oracles.allowed import arcs_of
from oracles.cases import cases
from oracles.random_networks import bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.vectors import question_of

import networks
import routing.kernels.lists.pareto
from routing import (
    Constraints,
    DisagreementError,
    GeneralisedCost,
    QuestionError,
    Shipment,
    SolveOptions,
    Status,
    VerificationError,
    frontier,
    solve,
    verify,
)
from routing.asking.setting_aside import reasons_against
from routing.search.budget import Budget
from routing.solving.boxes import corners_of
from routing.views.as_csv import as_csv

COLUMNS = {"time": "milliminutes", "cost": "millicents", "co2e": "milligrams", "distance": "millimetres"}
BOX = Shipment("JPYOK", "RUMOW")
NO_CHINA = Constraints(avoid_territories={"CN"})


def front_by_all_paths(network, shipment, constraints, criteria):
    question = question_of(shipment, constraints, criteria[0])
    arcs = arcs_of(network, question)
    vectors = set()
    for _, numbers in feasible(network, question, 20_000):
        amounts = [[getattr(arcs[number].step, COLUMNS[name]) for number in numbers] for name in criteria]
        if not any(None in amount for amount in amounts):
            vectors.add(tuple(map(sum, amounts)))
    return sorted(
        one
        for one in vectors
        if not any(other != one and all(x <= y for x, y in zip(other, one, strict=True)) for other in vectors)
    )


@cases(quick=6, long=150)
@given(specs(), st.integers(0, 2**32), st.sampled_from([("time", "cost"), ("cost", "co2e"), ("time", "cost", "co2e")]))
def test_the_front_of_a_random_network_is_that_of_all_paths(spec, seed, criteria):
    rng = random.Random(seed)
    network = network_of(rows_of(spec))
    shipment = shipment_of(rng, network)
    constraints = constraints_of(bans_of(rng, network), max_transshipments=rng.choice([None, 0, 1, 2]))
    try:
        expected = front_by_all_paths(network, shipment, constraints, criteria)
    except TooManyPathsError:
        assume(False)
    front = frontier(
        network, shipment, criteria=criteria, constraints=constraints, options=SolveOptions(prove_beyond=True)
    )
    assert list(front.vectors) == expected
    assert front.status is (Status.OPTIMAL if expected else Status.INFEASIBLE)
    assert front.certified == bool(expected)
    verify(network, front)


@pytest.mark.parametrize("criteria", [("time", "cost"), ("time", "cost", "co2e")])
def test_the_ends_of_the_front_are_the_answers_of_solve(criteria):
    network = networks.load("eurasia")
    front = frontier(network, BOX, criteria=criteria, constraints=NO_CHINA)
    verify(network, front)
    for name, label in (("time", "fastest"), ("cost", "cheapest"), ("co2e", "greenest")):
        if name in criteria:
            best = solve(
                network, BOX, minimise=name, constraints=NO_CHINA, options=SolveOptions(engines="ours")
            ).require()
            assert getattr(front[front.labelled[label]], COLUMNS[name]) == getattr(best, COLUMNS[name])


def test_between_two_break_even_values_the_point_is_the_answer_of_solve():
    network = networks.load("eurasia")
    front = frontier(network, BOX, constraints=NO_CHINA)
    rows = front.break_even()
    assert [low for _, low, _ in rows] == [0.0, *(high for _, _, high in rows[:-1])]
    assert rows[-1][2] == float("inf") and rows[0][0] == front.labelled["cheapest"]
    for point, low, high in rows:
        value = round(low) + 1 if high == float("inf") else round((low + high) / 2)
        best = solve(
            network,
            BOX,
            minimise=GeneralisedCost(usd_per_day=value),
            constraints=NO_CHINA,
            options=SolveOptions(engines="ours"),
        )
        assert (best.require().milliminutes, best.require().millicents) == front.vectors[point]


def test_or_tools_finds_no_route_between_the_points():
    box = Shipment("JPYOK", "TMASB")  # to Moscow two points are left: one way is the fastest and nearly the cheapest
    front = frontier(networks.load("eurasia"), box, constraints=NO_CHINA, options=SolveOptions(prove_beyond=True))
    assert front.certified and len(front) > 2
    assert "proven empty by OR-Tools" in str(front)


def test_the_knee_is_inside_and_a_line_has_none():
    from routing.answers.frontier import _knee

    assert _knee([(0, 10), (1, 2), (10, 0)]) == 1  # 0.1 + 0.2 of the spans
    assert _knee([(0, 10), (6, 6), (10, 0)]) is None  # above the line: an end is nearer to both
    assert _knee([(0, 10), (10, 0)]) is None


def test_a_front_cut_short_names_no_point_and_tells_no_break_even():
    network = networks.load("eurasia")
    whole = frontier(network, BOX)
    part = replace(whole, status=Status.TRUNCATED, routes=whole.routes[1:], vectors=whole.vectors[1:])
    assert "fastest" in whole.labelled and whole.break_even()
    assert (dict(part.labelled), part.names, part.set_aside_names, part.break_even()) == ({}, {}, {}, ())
    assert "fastest" in str(whole) and "fastest" not in str(part) + as_csv(part) + str(part.to_dict())
    for front, status in ((part, "truncated"), (whole, "optimal")):
        assert [row["status"] for row in csv.DictReader(io.StringIO(as_csv(front)))] == [status] * len(front)


def test_a_front_cut_short_says_so():
    network = networks.load("eurasia")
    whole = frontier(network, BOX, constraints=NO_CHINA)
    part = frontier(network, BOX, constraints=NO_CHINA, options=SolveOptions(max_labels=whole.labels - 1))
    assert part.status is Status.TRUNCATED and set(part.vectors) <= set(whole.vectors)
    none = frontier(network, BOX, constraints=NO_CHINA, options=SolveOptions(max_labels=2))
    assert none.status is Status.UNKNOWN and not none.blocked_by


def test_a_front_without_routes_says_why():
    front = frontier(networks.load("eurasia"), BOX, constraints=Constraints(avoid_territories={"RU"}))
    assert front.status is Status.INFEASIBLE and len(front) == 0
    assert "territory RU" in str(front.blocked_by[0])
    assert "No route" in str(front) and front.to_dict()["points"] == []


@pytest.mark.parametrize("planted", ["vector", "order", "twice"])
def test_a_planted_fault_of_a_front_is_found(planted):
    network = networks.load("eurasia")
    front = frontier(network, BOX, constraints=NO_CHINA)
    routes, vectors = list(front.routes), list(front.vectors)
    if planted == "vector":
        vectors[0] = (vectors[0][0] + 1, vectors[0][1])
    elif planted == "order":
        routes, vectors = routes[::-1], vectors[::-1]
    else:
        routes, vectors = [routes[0], *routes], [vectors[0], *vectors]
    with pytest.raises(VerificationError):
        verify(network, dataclasses.replace(front, routes=tuple(routes), vectors=tuple(vectors)))


def test_table_and_dictionary_tell_the_same_numbers():
    front = frontier(networks.load("eurasia"), BOX, criteria=("time", "cost", "co2e"), constraints=NO_CHINA)
    frame = front.to_frame()
    assert (
        frame["days"].tolist() == [route.days for route in front] == [row["days"] for row in front.to_dict()["points"]]
    )
    assert "fastest" in frame["named"][0]


def test_wrong_criteria_are_refused_with_every_problem():
    network = networks.load("eurasia")
    with pytest.raises(QuestionError, match="two or more"):
        frontier(network, BOX, criteria=("time",))
    with pytest.raises(QuestionError, match="'days'"):
        frontier(network, BOX, criteria=("time", "days"))
    with pytest.raises(QuestionError, match=r"min_gain.*max_detour"):
        frontier(network, BOX, min_gain=1, max_detour=0.5)
    with pytest.raises(QuestionError, match="time and cost"):
        frontier(network, BOX, criteria=("time", "co2e")).break_even()


@pytest.mark.parametrize("criteria", [("time", "cost"), ("time", "cost", "co2e")])
@pytest.mark.parametrize("lost", [0, 2, -1])
def test_a_front_that_lacks_a_point_is_told_from_or_tools(monkeypatch, criteria, lost):
    honest = routing.kernels.lists.pareto.pareto_front

    def sabotaged(*args):
        front = honest(*args)
        keep = [number for number in range(len(front.vectors)) if number != lost % len(front.vectors)]
        return front._replace(
            vectors=tuple(front.vectors[number] for number in keep),
            paths=tuple(front.paths[number] for number in keep),
        )

    monkeypatch.setattr(routing.kernels.lists.pareto, "pareto_front", sabotaged)
    network = networks.load("eurasia")
    ban = dataclasses.replace(NO_CHINA, max_days=34)
    with pytest.raises(DisagreementError):
        frontier(network, BOX, criteria=criteria, constraints=ban, options=SolveOptions(prove_beyond=True))


@given(st.lists(st.tuples(*[st.integers(0, 5)] * 3), max_size=7), st.tuples(*[st.integers(0, 6)] * 3))
def test_the_boxes_hold_exactly_what_no_point_equals_or_beats(points, vector):
    corners = corners_of(points, 3)
    inside = any(all(x < u for x, u in zip(vector, corner, strict=True)) for corner in corners)
    assert inside == (not any(all(x <= y for x, y in zip(point, vector, strict=True)) for point in points))


@pytest.mark.long
def test_three_criteria_are_certified_on_the_built_in_network():
    front = frontier(
        networks.load("eurasia"),
        BOX,
        criteria=("time", "cost", "co2e"),
        options=SolveOptions(prove_beyond=True),
        constraints=dataclasses.replace(NO_CHINA, max_days=36),
    )
    assert front.certified and len(front) > 3


def test_points_with_a_tiny_gain_at_a_great_expense_are_set_aside_and_told():
    # 99 h and 900 USD against 100 h and 500 USD: 1 % faster, 80 % dearer. 200 h and 300 USD is a real choice.
    builder = networks.NetworkBuilder("toy")
    for place in ("A", "B"):
        builder.add_place(id=place, name=place)
    for name, hours, usd in (("dash", 99, 900), ("fair", 100, 500), ("slow", 200, 300)):
        builder.add_link(id=name, tail="A", head="B", mode="road", hours=hours, usd=usd)
    network, box = builder.build(), Shipment("A", "B", scope="terminal")
    whole = frontier(network, box)
    assert len(whole) == 3 and not whole.set_aside
    front = frontier(network, box, min_gain=0.02, options=SolveOptions(prove_beyond=True))
    assert [route.links for route in front] == [("fair",), ("slow",)] and front.certified
    (point,) = front.set_aside
    assert point.route.links == ("dash",) and point.vector == (99 * 60_000, 90_000_000)
    assert point.reason == "at most 2% better than another point that is kept, and 80% worse in cost"
    assert point.reason in str(front) and front.to_dict()["set_aside"][0]["usd"] == 900
    verify(network, front)
    far = frontier(network, box, max_detour=1.9)
    assert [route.links for route in far] == [("fair",)]
    assert [one.reason for one in far.set_aside] == [
        "more than 1.9 times the least cost",
        "more than 1.9 times the least time",
    ]


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 3), min_size=1, max_size=9, unique=True), st.sampled_from([1, 5, 30]))
def test_every_point_that_is_set_aside_has_a_witness_that_is_kept(vectors, percent):
    share = Fraction(percent, 100)
    against = reasons_against(vectors, ("time", "cost", "co2e"), percent / 100, None)
    kept = [vector for number, vector in enumerate(vectors) if number not in against]
    assert kept
    for number in against:
        point = vectors[number]
        assert any(
            all(y - x <= share * (x or 1) for x, y in zip(point, other, strict=True))
            and any(x - y > share * (y or 1) for x, y in zip(point, other, strict=True))
            for other in kept
        )


def test_a_front_without_time_is_cut_short_and_valid(monkeypatch):
    network = networks.load("eurasia")
    whole = frontier(network, BOX, criteria=("time", "cost", "co2e"), constraints=NO_CHINA)
    asked = iter(range(10**6))
    monkeypatch.setattr(Budget, "leaves", lambda budget, share: next(asked) > 2)  # over after 128 labels or so
    front = frontier(
        network, BOX, criteria=("time", "cost", "co2e"), constraints=NO_CHINA, options=SolveOptions(prove_beyond=True)
    )
    assert front.status is Status.TRUNCATED and 0 < len(front) <= len(whole) and not front.certified
    assert set(front.vectors) <= set(whole.vectors)
    verify(network, front)
