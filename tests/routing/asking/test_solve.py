"""`solve` against three other engines on small random networks: networkx, all paths one by one, and SCIP."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, by_all_paths
from oracles.by_networkx import by_networkx
from oracles.cases import assert_promise_is_kept, cases, only_at_length
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
from oracles.scip import least_by_scip
from oracles.toys import Toy
from oracles.vectors import Answer, question_of, stated_vector

from networks import Network
from networks.model.tables import Table
from networks.rules.validation import check_tables
from routing import Constraints, Result, Shipment, SolveOptions, Status, solve, verify
from routing.compiling.problem import compile_problem

BOUNDS = (
    ("max_days", "milliminutes", 1_440_000),
    ("max_usd", "millicents", 100_000),
    ("max_kg_co2e", "milligrams", 1_000_000),
    ("max_km", "millimetres", 1_000_000),
    ("max_transshipments", "lifts", 1),
)


def assert_same(network: Network, result: Result, answer: Answer) -> None:
    """Hold status, whole vector and canonical route against another answer, and the route against the network."""
    assert result.status is (Status.INFEASIBLE if answer.vector is None else Status.OPTIMAL)
    assert stated_vector(result) == answer.vector
    assert (result.best.steps if result.best else None) == answer.steps
    verify(network, result)


def limits_of(rng: random.Random, network: Network, shipment: Shipment, bans: dict[str, Any]) -> dict[str, Any]:
    """Return limits at, just above or just below the totals of some route, so that they bind."""
    other = solve(
        network,
        shipment,
        minimise=rng.choice(OBJECTIVES),
        constraints=Constraints(**bans),
        options=SolveOptions(engines="ours", explain=False),
    ).best
    found: dict[str, Any] = {}
    for name, column, units in rng.sample(BOUNDS, rng.choice((0, 1, 1, 2, 3))):
        if name == "max_transshipments":
            found[name] = rng.randint(0, 2)
            continue
        total = other.total(column) if other else 1000
        total = 1000 if total is None else total
        found[name] = max(1, rng.choice((total, total - 1, total + 1, total * 9 // 10, total * 11 // 10))) / units
    return found


def compare_with_networkx(spec: Any, seed: int) -> None:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    bans = bans_of(rng, network)
    bans.pop("via", None)
    constraints = constraints_of(bans)
    question = question_of(shipment, constraints, minimise)
    assume(not compile_problem(network, question).timing.spans)  # networkx has no time
    result = solve(network, shipment, minimise=minimise, constraints=constraints, options=SolveOptions(explain=False))
    assert result.status is Status.INFEASIBLE or result.proof.confirmed_by
    assert_same(network, result, by_networkx(network, question))


def compare_with_all_paths(spec: Any, seed: int, most: int) -> None:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    bans = bans_of(rng, network)
    constraints = constraints_of(bans, **limits_of(rng, network, shipment, bans))
    try:
        answer = by_all_paths(network, question_of(shipment, constraints, minimise), most)
    except TooManyPathsError:
        assume(False)
    solver = rng.choice(("both", "ortools", "ours"))
    assert_same(
        network,
        solve(
            network,
            shipment,
            minimise=minimise,
            constraints=constraints,
            options=SolveOptions(engines=solver, explain=False),
        ),
        answer,
    )


def compare_with_scip(spec: Any, seed: int) -> None:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    bans = bans_of(rng, network)
    constraints = constraints_of(bans, **limits_of(rng, network, shipment, bans))
    result = solve(network, shipment, minimise=minimise, constraints=constraints, options=SolveOptions(explain=False))
    problem = compile_problem(network, question_of(shipment, constraints, minimise))
    assume(not problem.timing.spans)  # the formulation has no time
    rows = np.flatnonzero(problem.usable)  # all of them: nothing is reduced
    found = None
    if problem.source >= 0 and problem.target >= 0:
        found = least_by_scip(
            problem.graph.tail[rows],
            problem.graph.head[rows],
            problem.vector[0][rows],
            problem.source,
            problem.target,
            [problem.columns[limit.column][rows] for limit in problem.limits],
            [limit.bound for limit in problem.limits],
        )
    assert result.proof.objective == (None if found is None else found[0])
    verify(network, result)


@cases(quick=60, long=900, against="networkx")
@given(specs(), st.integers(0, 2**32 - 1))
def test_solve_agrees_with_networkx_in_value_vector_and_canonical_route(spec: Any, seed: int):
    compare_with_networkx(spec, seed)


@cases(quick=50, long=800, against="all paths")
@given(specs(3, 4), st.integers(0, 2**32 - 1))
def test_solve_agrees_with_all_paths_under_bans_vias_and_limits(spec: Any, seed: int):
    compare_with_all_paths(spec, seed, 8_000)


@cases(quick=30, long=450, against="SCIP")
@given(specs(3, 4), st.integers(0, 2**32 - 1))
def test_solve_agrees_with_the_second_formulation_on_all_arcs(spec: Any, seed: int):
    compare_with_scip(spec, seed)


@only_at_length(1_000)
@given(specs(3, 6), st.integers(0, 2**32 - 1))
def test_fuzz_networkx(spec: Any, seed: int):
    compare_with_networkx(spec, seed)


@only_at_length(800)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_fuzz_all_paths(spec: Any, seed: int):
    compare_with_all_paths(spec, seed, 200_000)


@only_at_length(400)
@given(specs(3, 6), st.integers(0, 2**32 - 1))
def test_fuzz_scip(spec: Any, seed: int):
    compare_with_scip(spec, seed)


@cases(quick=10, long=60)
@given(specs())
def test_the_random_networks_pass_the_rules_for_data(spec: Any):
    tables = {name: Table.from_rows(name, rows) for name, rows in rows_of(spec).items()}
    errors = [one for one in check_tables(tables) if one.severity == "error"]
    assert [str(one) for one in errors if one.rule != "speeds-of-legs"] == []  # hours are drawn without regard to km


def test_the_comparisons_with_other_engines_are_as_many_as_promised():
    assert_promise_is_kept()


@pytest.mark.long
def test_the_random_networks_use_every_feature_in_their_answers():
    """All kinds of steps occur in best routes, else the comparisons above would say little."""
    wanted = {
        "origin",
        "load",
        "unload",
        "delivery",
        "lift",
        "board",
        "ride",
        "alight",
        "pass",
        "export",
        "import",
        "transit_opening",
        "transit_closing",
        "papers",
        "handover",
        "takeover",
        "demurrage",
    }
    for seed in (6_866, *range(2_000)):  # a railway takes over a wagon in one of some thousands
        rng = random.Random(seed)
        others = [name for name in FEATURES if name != "demurrage"]  # drawn apart: the rest stays as it was
        features = frozenset(name for name in others if rng.random() < 0.6) | ({"demurrage"} if seed % 2 else set())
        network = network_of(rows_of((seed, rng.randint(3, 5), features)))
        route = solve(network, shipment_of(rng, network), options=SolveOptions(engines="ours", explain=False)).best
        wanted -= {step.kind for step in route.steps} if route else set()
        if not wanted:
            return
    assert not wanted


def test_a_proof_counts_the_arcs_of_each_part_of_the_way_between_vias():
    net = Toy(A="", B="", C="").link("ab", "A", "B", hours=5).link("bc", "B", "C", hours=5).build()
    straight, by = (solve(net, Shipment("A", "C"), constraints=Constraints(via=via)).proof for via in ((), ("B",)))
    assert straight.arcs_before <= straight.arcs_total and by.arcs_before <= by.arcs_total == 2 * straight.arcs_total
