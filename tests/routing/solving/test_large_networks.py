"""Large networks are searched on arrays: the answers are those of the interpreted searches, route by route.

The compiled searches are forced on small random networks, where both can be asked a thousand things.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.toys import with_prices
from synthetic_freight import name_of, synthetic_freight, synthetic_ways

import routing.solving.fronts_on_arrays
import routing.solving.on_arrays
import routing.solving.on_lists
from networks import Network, NetworkBuilder
from routing import (
    Constraints,
    GeneralisedCost,
    QuestionError,
    Shipment,
    SolveOptions,
    Status,
    alternatives,
    break_even,
    frontier,
    solve,
    verify,
)
from routing.compiling.problem import compile_problem
from routing.question.question import Question
from routing.search import choosing as engine_choice
from routing.search.budget import Budget, TimeUp
from routing.solving.choosing import choose
from routing.solving.on_arrays import OnArrays
from routing.solving.on_lists import OnLists

pytest.importorskip("numba")
LIMITED = (
    ("max_days", "milliminutes", 1_440_000),
    ("max_usd", "millicents", 100_000),
    ("max_kg_co2e", "milligrams", 1_000_000),
    ("max_km", "millimetres", 1_000_000),
    ("max_transshipments", "lifts", 1),
)


@contextmanager
def on_arrays() -> Iterator[None]:
    """Search every network as if it were large."""
    kept = engine_choice.LARGE, engine_choice.PLAIN_LARGE
    engine_choice.LARGE = engine_choice.PLAIN_LARGE = 0
    try:
        yield
    finally:
        engine_choice.LARGE, engine_choice.PLAIN_LARGE = kept


def both(ask: Callable[[], Any]) -> tuple[Any, Any]:
    """Return the answers of the interpreted and of the compiled searches."""
    interpreted = ask()
    with on_arrays():
        return interpreted, ask()


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
    for name, column, units in rng.sample(LIMITED, rng.choice((0, 1, 1, 2, 3))):
        total = (other.total(column) if other else None) or 1
        if name == "max_transshipments":
            found[name] = rng.randint(0, 2)
        else:
            found[name] = max(1, rng.choice((total, total - 1, total + 1, total * 9 // 10, total * 11 // 10))) / units
    return found


def assert_equal_results(one: Any, other: Any) -> None:
    assert (other.status, other.excluded, other.assumptions) == (one.status, one.excluded, one.assumptions)
    assert [route.steps for route in other.routes] == [route.steps for route in one.routes]
    assert other.blocked_by == one.blocked_by
    for field in ("objective", "bound", "unit", "vector", "arcs_total", "arcs_before"):
        assert getattr(other.proof, field) == getattr(one.proof, field)


@pytest.mark.long
@cases(quick=20, long=400)
@given(specs(), st.integers(0, 2**32 - 1))
def test_solve_gives_the_same_route_status_and_reasons_on_arrays(spec: Any, seed: int):
    rng, network = random.Random(seed), network_of(rows_of(spec))
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    bans = bans_of(rng, network)
    constraints = constraints_of(bans, **limits_of(rng, network, shipment, bans))
    solver = rng.choice(("both", "ortools", "ours"))
    one, other = both(
        lambda: solve(
            network, shipment, minimise=minimise, constraints=constraints, options=SolveOptions(engines=solver)
        )
    )
    assert_equal_results(one, other)
    assert bool(other.proof.confirmed_by) == bool(one.proof.confirmed_by)  # so small that OR-Tools always confirms
    verify(network, other)


@cases(quick=6, long=250)
@given(
    specs(),
    st.integers(0, 2**32 - 1),
    st.sampled_from([("time", "cost"), ("cost", "co2e"), ("distance", "time"), ("time", "cost", "co2e")]),
)
def test_the_front_has_the_same_points_and_routes_on_arrays(spec: Any, seed: int, criteria: tuple[str, ...]):
    rng, network = random.Random(seed), network_of(rows_of(spec))
    shipment, bans = shipment_of(rng, network), bans_of(rng, network)
    constraints = constraints_of(bans, **limits_of(rng, network, shipment, bans))
    one, other = both(lambda: frontier(network, shipment, criteria=criteria, constraints=constraints))
    assert (other.status, other.vectors, other.blocked_by) == (one.status, one.vectors, one.blocked_by)
    assert [route.steps for route in other.routes] == [route.steps for route in one.routes]
    verify(network, other)


@cases(quick=5, long=100)
@given(specs(), st.integers(0, 2**32 - 1))
def test_alternatives_and_break_even_are_the_same_on_arrays(spec: Any, seed: int):
    rng, network = random.Random(seed), network_of(rows_of(spec))
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    shared, by = rng.choice((0.0, 0.3, 0.7)), rng.choice(("corridor", "service"))
    try:
        one, other = both(
            lambda: alternatives(network, shipment, k=3, minimise=minimise, max_shared=shared, distinct=by)
        )
    except QuestionError:  # lengths are missing
        assume(False)
    assert (other.status, other.reason, other.shared) == (one.status, one.reason, one.shared)
    assert [route.steps for route in other.routes] == [route.steps for route in one.routes]
    minimise = rng.choice([one for one in OBJECTIVES if one not in ("co2e", "distance")])
    best = solve(network, shipment, minimise=minimise)
    if best.status is Status.OPTIMAL:
        element = rng.choice(best.require().steps).element
        one, other = both(lambda: break_even(network, best, element))
        assert (other.slack, other.reason, other.uses) == (one.slack, one.reason, one.uses)
        assert (other.flips_to and other.flips_to.steps) == (one.flips_to and one.flips_to.steps)


# ---- larger ones, and what happens at the limits -------------------------------------------------------------


WAYS = synthetic_ways(24, 24)
ACROSS = Shipment(name_of(5, 6), name_of(18, 17))


def never(*args: Any, **more: Any) -> Any:
    raise AssertionError("an interpreted label search")


def binding(network: Network) -> Constraints:
    """Return a limit of days half-way between the fastest and the cheapest route, and one of CO2e that the latter keeps."""
    fast, cheap = (
        solve(network, ACROSS, minimise=one, options=SolveOptions(engines="ours")).require() for one in ("time", "cost")
    )
    assert fast.days is not None and cheap.days is not None and cheap.kg_co2e is not None
    return Constraints(max_days=(fast.days + cheap.days) / 2, max_kg_co2e=cheap.kg_co2e)


def test_under_limits_that_bind_no_label_is_interpreted_and_there_are_not_more_of_them(monkeypatch: Any):
    limits = binding(WAYS)
    one = solve(WAYS, ACROSS, minimise="cost", constraints=limits, options=SolveOptions(engines="ours"))
    monkeypatch.setattr(routing.solving.on_lists, "constrained_path", never)
    with on_arrays():
        other = solve(WAYS, ACROSS, minimise="cost", constraints=limits, options=SolveOptions(engines="ours"))
    assert_equal_results(one, other)
    assert 0 < other.proof.labels < 1.5 * one.proof.labels


@pytest.mark.long
def test_a_front_of_many_points_has_the_same_routes_on_arrays():
    lifts = Constraints(max_transshipments=3)
    one, other = both(lambda: frontier(WAYS, ACROSS, constraints=lifts))
    assert len(one) > 20
    assert (other.status, other.vectors) == (one.status, one.vectors)
    assert [route.steps for route in other.routes] == [route.steps for route in one.routes]


@pytest.mark.parametrize("minimise", ["time", "cost"])
def test_on_a_network_of_services_or_tools_is_given_few_arcs_and_says_so(minimise: Any):
    network = synthetic_freight(18, 12)
    shipment = Shipment(name_of(1, 3), name_of(16, 10))
    one, other = both(lambda: solve(network, shipment, minimise=minimise, options=SolveOptions(prove_beyond=True)))
    assert_equal_results(one, other)
    assert other.proof.confirmed_by and len(other.proof.shared) == 2
    assert other.proof.arcs_after < 0.05 * other.proof.arcs_before


def test_from_the_stated_size_on_a_network_is_searched_on_arrays(monkeypatch: Any):
    network = synthetic_ways(48, 48)  # 4,512 links, both ways each, and 5 arcs for each of 2,304 places
    shipment = Shipment(name_of(20, 20), name_of(28, 27))
    asked: list[int] = []
    monkeypatch.setattr(engine_choice, "kernels_are_loaded", lambda: True)
    honest = OnArrays.least
    monkeypatch.setattr(
        OnArrays,
        "least",
        lambda self, problem, budget: asked.append(len(problem.usable)) or honest(self, problem, budget),
    )
    other = solve(network, shipment)
    assert asked == [20_544]
    monkeypatch.setattr(engine_choice, "LARGE", 10**9)
    assert_equal_results(solve(network, shipment), other)
    assert len(asked) == 1


def two_ways(usd: float = 10) -> Network:
    """Return A-B by a fast dear link (1 h, 90 USD) and a slow cheap one (9 h, 10 USD)."""
    builder = NetworkBuilder("toy")
    for place in ("A", "B"):
        builder.add_place(id=place, name=place)
    builder.add_link(id="fast", tail="A", head="B", mode="road", hours=1, usd=90, directed=True)
    return builder.add_link(id="slow", tail="A", head="B", mode="road", hours=9, usd=usd, directed=True).build()


BOX = Shipment("A", "B", scope="terminal")


def test_a_compiled_search_stopped_at_its_labels_or_its_time_is_never_infeasible():
    limits = Constraints(max_usd=50)
    with on_arrays():
        assert solve(two_ways(), BOX, constraints=limits).require().usd == 10
        few = solve(two_ways(), BOX, constraints=limits, options=SolveOptions(max_labels=1))
        late = solve(two_ways(), BOX, constraints=limits, options=SolveOptions(time_limit_s=1e-9))
    assert (few.status, few.best.usd, few.blocked_by) == (Status.FEASIBLE, 10, ())
    verify(two_ways(), few)
    assert (late.status, late.best, late.blocked_by) == (Status.UNKNOWN, None, ())


def test_a_front_without_time_for_its_ties_is_cut_short_with_routes_of_its_totals(monkeypatch: Any):
    def late(*args: Any) -> Any:
        raise TimeUp

    monkeypatch.setattr(routing.solving.fronts_on_arrays, "PointRoutes", late)
    with on_arrays():
        front = frontier(two_ways(), BOX)
    assert (front.status, front.vectors) == (Status.TRUNCATED, ((60_000, 9_000_000), (540_000, 1_000_000)))
    verify(two_ways(), front)


def test_sums_beyond_64_bits_are_left_to_the_interpreted_searches():
    # 1.2e18 millicents; at 3.6 USD a day, one is 4 units of the objective: 4.8e18 > 2^62
    network = with_prices(two_ways(), slow=1.2e13)
    worth = GeneralisedCost(usd_per_day=3.6)
    problem = compile_problem(network, Question(shipment=BOX, constraints=Constraints(), minimise=worth))
    assert not OnArrays().fits(problem)
    with on_arrays():
        assert isinstance(choose(problem), OnLists)
        assert choose(problem).least(problem, Budget(1000)).vector[0] == (4 * 9000 + 60) * 1000
        assert solve(network, BOX, minimise=worth).require().usd == 90
