"""Routes by services that run on some days only, against every path of small networks."""

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, by_all_paths, feasible
from oracles.allowed import arcs_of
from oracles.cases import cases
from oracles.dated_networks import READY, dated_network
from oracles.vectors import question_of, stated_vector

from routing import Constraints, GeneralisedCost, Shipment, SolveOptions, Status, alternatives, frontier, solve, verify

OBJECTIVES = ("time", "cost", "distance", GeneralisedCost(usd_per_day=7.5))
READIES = (READY, READY, datetime(2016, 5, 20, 13, 7), date(2016, 12, 29), date(2016, 6, 29))
QUIET = SolveOptions(explain=False)


def drawn(seed):
    rng = random.Random(seed)
    network = dated_network(rng)
    ready = rng.choice(READIES)
    limits = rng.choice(({}, {}, {"max_days": rng.randint(5, 40)}, {"max_usd": rng.randint(1, 40) * 10.0}))
    if rng.random() < 0.15:
        limits["via"] = (rng.choice("BCD"),)
    return rng, network, Shipment("A", "E", ready=ready, scope=rng.choice(("door", "terminal"))), Constraints(**limits)


@cases(quick=15, long=1000, against="all paths")
@given(st.integers(0, 2**32))
def test_the_answer_is_the_best_of_all_paths_that_keep_to_the_calendar(seed):
    rng, network, shipment, constraints = drawn(seed)
    minimise = rng.choice(OBJECTIVES)
    try:
        answer = by_all_paths(network, question_of(shipment, constraints, minimise), 20_000)
    except TooManyPathsError:
        assume(False)
    engines = rng.choice(("both", "both", "ours", "ortools"))
    options = SolveOptions(explain=False, engines=engines)
    result = solve(network, shipment, minimise=minimise, constraints=constraints, options=options)
    verify(network, result)
    assert stated_vector(result) == answer.vector
    if answer.steps is not None and engines != "ortools":
        assert result.require().steps == answer.steps
    if engines == "both":
        assert result.proof.confirmed_by


@cases(quick=8, long=400, against="all paths")
@given(st.integers(0, 2**32))
def test_the_front_is_that_of_all_paths_that_keep_to_the_calendar(seed):
    _, network, shipment, constraints = drawn(seed)
    question = question_of(shipment, constraints, "time")
    arcs = arcs_of(network, question)
    vectors = set()
    try:
        for _, numbers in feasible(network, question, 20_000):
            steps = [arcs[number].step for number in numbers]
            if all(step.milliminutes is not None and step.millicents is not None for step in steps):
                vectors.add((sum(step.milliminutes for step in steps), sum(step.millicents for step in steps)))
    except TooManyPathsError:
        assume(False)
    expected = sorted(
        one for one in vectors if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in vectors)
    )
    front = frontier(network, shipment, constraints=constraints, options=SolveOptions(prove_beyond=True, explain=False))
    assert list(front.vectors) == expected
    assert front.certified == bool(expected)
    verify(network, front)


@cases(quick=5, long=200)
@given(st.integers(0, 2**32))
def test_alternatives_keep_to_the_calendar(seed):
    _, network, shipment, constraints = drawn(seed)
    found = alternatives(network, shipment, k=3, constraints=constraints, options=QUIET)
    verify(network, found)
    best = solve(network, shipment, constraints=constraints, options=QUIET)
    assert [route.minutes for route in found.routes[:1]] == [route.minutes for route in best.routes]


@cases(quick=3, long=200)
@given(st.integers(0, 2**32))
def test_the_day_that_would_do_does(seed):
    _, network, shipment, constraints = drawn(seed)
    result = solve(network, shipment, constraints=constraints)
    assume(result.status is Status.INFEASIBLE)
    remedies = [remedy for conflict in result.blocked_by for remedy in conflict.remedies]
    days = [
        remedy.split()[3] for remedy in remedies if remedy.startswith("goods ready on ") and "as far as" not in remedy
    ]
    for day in days:
        moved = date.fromisoformat(day)
        at = shipment.ready
        moment = datetime.combine(moved, at.time()) if isinstance(at, datetime) else moved
        later = Shipment("A", "E", ready=moment, scope=shipment.scope)
        assert solve(network, later, constraints=constraints, options=QUIET).best


@pytest.mark.parametrize("days", range(0, 60, 7))
def test_a_later_day_may_open_or_close_a_way_but_never_breaks_the_proof(days):
    network = dated_network(random.Random(4))
    result = solve(network, Shipment("A", "E", ready=READY + timedelta(days=days)), options=QUIET)
    verify(network, result)
    assert result.proof.confirmed_by
