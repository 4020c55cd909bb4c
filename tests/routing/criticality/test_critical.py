"""`critical` finds the worst sets of all sets, and the least cuts; what it tells is what closed networks say."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError
from oracles.cases import cases, only_at_length
from oracles.losses import Losses, elements
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.vectors import question_of

import networks
import routing
from networks.rules.validation import check_tables
from routing import Constraints, Shipment, SolveOptions, Status
from routing.errors import QuestionError

KINDS = ("link", "place", "service", "border", "territory")
LEAST = {"time": 1_440_000, "cost": 100_000, "co2e": 1_000_000, "distance": 1_000_000}


def shipments_of(rng: random.Random, network: Any) -> list[Shipment]:
    """Return one to three shipments of one load, on one day."""
    some = shipment_of(rng, network)
    places = sorted(network.places)
    others = [replace(some, origin=a, destination=b) for a, b in (rng.sample(places, 2) for _ in range(2))]
    return [some, *others[: rng.randint(0, 2)]]


def compare_with_all_sets(spec: Any, seed: int, k: int, most: int) -> None:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(not check_tables(dict(network.catalogue), errors_only=True))  # no closure is laid over what is not sound
    shipments, minimise = shipments_of(rng, network), rng.choice(OBJECTIVES)
    weights = [rng.choice((1, 1, 2, 5)) for _ in shipments]
    limit = {"max_transshipments": 2} if rng.random() < 0.2 else {}
    constraints = constraints_of(bans_of(rng, network), **limit)
    kinds = rng.sample(KINDS, rng.randint(1, 3))
    cuts = rng.sample(KINDS, 1)
    ends = rng.random() < 0.2
    named = elements(network, [*kinds, *(kind for kind in cuts if kind not in kinds)])
    questions = [question_of(one, constraints, minimise) for one in shipments]
    try:
        losses = Losses(network, questions, weights, named, most)
    except TooManyPathsError:
        assume(False)
    own = [{("place", one.origin), ("place", one.destination)} for one in shipments]
    for number, one in enumerate(shipments):
        own[number] |= {("territory", network.places[place].country) for place in (one.origin, one.destination)}
    spared = set() if ends else set().union(*own)
    allowed = [name for name in named if name[0] in kinds and name not in spared]
    found = routing.critical(
        network,
        shipments,
        k,
        kinds=kinds,
        minimise=minimise,
        constraints=constraints,
        weights=weights,
        ends=ends,
        cuts=cuts,
        options=SolveOptions(engines="ours", explain=False),
    )
    expected = losses.worst(allowed, k)
    assert [tuple((one.kind, one.id) for one in loss.elements) for loss in found.worst] == [one for one, _ in expected]
    for loss, (lost, (unserved, extra)) in zip(found.worst, expected, strict=True):
        per = LEAST.get(minimise, 100_000) if isinstance(minimise, str) else 100_000
        assert loss.harm.unserved == unserved and loss.harm.extra == pytest.approx(float(extra / per), abs=1e-9)
        for cut, number in zip(loss.cut_by, range(len(shipments)), strict=True):
            is_cut = losses.least(number, ()) is not None and losses.least(number, lost) is None
            assert bool(cut) == is_cut == (found.before[number] is not None and loss.after[number] is None)
    alone = [(name, losses.harm([name])) for name in allowed]
    ranked = sorted((one for one in alone if one[1] > (0, 0)), key=lambda one: one[1], reverse=True)
    assert [(one.element.kind, one.element.id) for one in found.alone] == [name for name, _ in ranked]
    for cut in found.cuts:
        may = [name for name in named if name[0] == cut.kind and name not in own[cut.shipment]]
        least = losses.cut(cut.shipment, may)
        assert cut.status is (Status.INFEASIBLE if least is None else Status.OPTIMAL)
        assert tuple((one.kind, one.id) for one in cut.elements) == (least or ())


@cases(quick=4, long=60)
@given(specs(3, 5), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_the_worst_sets_are_those_of_all_sets(spec, seed, k):
    compare_with_all_sets(spec, seed, k, 2_000)


@only_at_length(100)
@given(specs(3, 6), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_the_worst_sets_of_larger_networks_are_those_of_all_sets(spec, seed, k):
    compare_with_all_sets(spec, seed, k, 20_000)
