"""Refusals verified: by a search that shares nothing with the engines, against them, and with planted faults."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases, parted
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs

import networks
import routing
from routing import Constraints, Shipment, SolveOptions, Status, VerificationError, verify
from routing.answers.conflict import Conflict
from routing.verification.constraints import check_bans
from routing.verification.refusals import kept
from routing.verification.second_search import search

NET = networks.load("eurasia")
TO_ALMATY = Shipment("JPYOK", "KZALA")
LIMITS = {
    "max_days": (0.5, 1, 2, 4, 8),
    "max_usd": (50, 200, 600, 1500),
    "max_transshipments": (0, 1, 2),
    "max_kg_co2e": (1, 50),
    "max_km": (100, 400),
}


@pytest.mark.long
@cases(quick=30, long=1500)
@given(specs(), st.integers(0, 2**32))
def test_the_second_search_finds_a_route_where_the_engines_do(spec, seed):
    rng = random.Random(seed)
    network = network_of(rows_of(spec))
    limits = {name: rng.choice(values) for name, values in LIMITS.items() if rng.random() < 0.12}
    constraints = constraints_of(bans_of(rng, network, 0.1), **limits)
    asked = {"minimise": rng.choice(OBJECTIVES), "constraints": constraints}
    result = routing.solve(network, shipment_of(rng, network), **asked, options=SolveOptions(explain=False))
    found = search(network, result.question, check_bans)
    assert found.certain and (found.steps is None) == (result.best is None)


@cases(quick=6, long=500)
@given(specs(), st.integers(0, 2**32))
def test_every_refusal_of_a_random_network_is_verified(spec, seed):
    rng = random.Random(seed)
    network = network_of(rows_of(spec))
    limits = {
        name: rng.choice(values) / 4
        for name, values in LIMITS.items()
        if name != "max_transshipments" and rng.random() < 0.5
    }
    constraints = constraints_of(bans_of(rng, network, 0.4), **limits)
    verify(network, routing.solve(network, shipment_of(rng, network), constraints=constraints))


@pytest.mark.parametrize(
    "constraints",
    parted(
        [
            Constraints(max_days=20),
            Constraints(avoid_territories={"CN"}, max_days=26, max_usd=3000, max_transshipments=1),
            Constraints(avoid_territories={"CN", "RU", "IR"}, modes={"rail", "sea"}),
            Constraints(modes={"rail"}),
            Constraints(via=("RUVVO", "NLRTM", "ZACPT")),
            Constraints(avoid_territories={"CN"}, waters="12nm", max_days=20),
        ],
        0,
    ),
)
def test_refusals_of_the_built_in_network_are_verified(constraints):
    result = routing.solve(NET, TO_ALMATY, constraints=constraints)
    assert result.status is Status.INFEASIBLE and result.blocked_by
    verify(NET, result)


@pytest.mark.long
def test_refusals_of_fronts_and_alternatives_are_verified():
    hurry = Constraints(max_days=20)
    for answer in (
        routing.frontier(NET, TO_ALMATY, constraints=hurry),
        routing.alternatives(NET, TO_ALMATY, constraints=hurry),
    ):
        assert answer.status is Status.INFEASIBLE
        verify(NET, answer)
    none_kept = routing.frontier(NET, TO_ALMATY, max_detour=1.0)
    verify(NET, none_kept)


@cache
def answered(**constraints):
    return routing.solve(NET, TO_ALMATY, constraints=Constraints(**constraints), options=SolveOptions(explain=False))


def refused(**more):
    return replace(answered(avoid_territories=frozenset({"CN"}), max_days=27), **more)


def hurried(words, remedy="", kind="clash"):
    return replace(answered(max_days=20), blocked_by=(Conflict((words,), (remedy,), kind),))


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        (
            lambda: replace(routing.solve(NET, TO_ALMATY), routes=(), status=Status.INFEASIBLE),
            "but there is a route by",
        ),
        (
            lambda: refused(question=replace(refused().question, constraints=Constraints(max_days=27)), blocked_by=()),
            "but there is a route by",
        ),
        (lambda: refused(blocked_by=(Conflict(("the ban of territory CN",), ("lifting it",)),)), "blocked by the ban"),
        pytest.param(
            lambda: refused(blocked_by=(Conflict(("max_days 27",), ("lifting it",)),)),
            "blocked by max_days",
            marks=pytest.mark.long,
        ),
        (
            lambda: refused(
                question=replace(refused().question, constraints=Constraints(avoid_territories={"CN"}, max_days=5)),
                blocked_by=(Conflict(("the ban of territory CN", "max_days 5"), ("", "")),),
            ),
            "is told as a reason, but without it there is no route either",
        ),
        (
            lambda: refused(blocked_by=(Conflict(("line:RUVYP-RUMOW is known but not on offer",), ("",), "offer"),)),
            "does not withhold it",
        ),
        (lambda: refused(status=Status.OPTIMAL), "status OPTIMAL with 0 routes"),
        (lambda: hurried("nonsense"), "nobody can read it"),
        (lambda: hurried("max_days 20", kind="offer"), "nobody can read it"),
        (lambda: hurried("max_days 20", kind="guess"), "nobody can read it"),
        (lambda: hurried("max_days 9"), "the question does not say so"),
        (lambda: hurried("max_km 5"), "the question does not say so"),
        (lambda: hurried("via RUVVO"), "the question does not say so"),
        (lambda: hurried("the ban of territory CN"), "the question does not say so"),
        (lambda: hurried("the ban of 12-mile waters"), "the question does not say so"),
        pytest.param(
            lambda: hurried("max_days 20", "max_days from 21"), "at 21 there is no route", marks=pytest.mark.long
        ),
        pytest.param(
            lambda: hurried("max_days 20", "max_days from 60"), "at 59.999 there is a route", marks=pytest.mark.long
        ),
        pytest.param(
            lambda: hurried("max_days 20", "max_usd from 60"),
            "is told as the remedy of max_days 20",
            marks=pytest.mark.long,
        ),
        pytest.param(
            lambda: hurried("figures missing: a price of x", kind="figures"),
            "but there is a route by",
            marks=pytest.mark.long,
        ),
        pytest.param(
            lambda: hurried("no chain of services on offer joins A and B", kind="offer"),
            "but there is a route by",
            marks=pytest.mark.long,
        ),
    ],
)
def test_a_planted_fault_of_a_refusal_is_found(planted, told):
    with pytest.raises(VerificationError, match=told):
        verify(NET, planted())


def test_what_is_kept_of_a_question_is_what_the_words_say():
    asked = routing.Question(
        shipment=TO_ALMATY,
        constraints=Constraints(
            avoid_territories={"CN", "RU"},
            avoid_places={"RUVYP"},
            modes={"rail", "sea"},
            via=("KRPUS", "RUVVO", "KRPUS"),
            max_usd=4000,
            waters="12nm",
        ),
        minimise="time",
    )
    every = [
        "the ban of territory CN",
        "the ban of territory RU",
        "the ban of place RUVYP",
        "no way by ferry",
        "max_usd 4000",
    ]
    every += ["the ban of 12-mile waters", "via KRPUS", "via RUVVO", "via KRPUS"]
    assert kept(asked, every) == asked
    assert kept(asked, []).constraints == Constraints()
    assert kept(asked, ["via KRPUS", "via RUVVO"]).constraints.via == ("KRPUS", "RUVVO")


def test_a_search_that_is_cut_short_is_not_certain():
    result = routing.solve(NET, TO_ALMATY, constraints=Constraints(max_days=25))
    assert search(NET, result.question, check_bans, most=10) == (None, False)
    with pytest.raises(routing.LimitReachedError, match="cannot tell"):
        routing.verification.refusals._check_none(search(NET, result.question, check_bans, most=10), "refused")
