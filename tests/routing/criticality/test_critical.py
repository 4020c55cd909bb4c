"""`critical` finds the worst sets of all sets, and the least cuts; what it tells is what closed networks say."""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import networkx
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
from networks import Network
from networks.rules.validation import check_tables
from routing import Constraints, Shipment, SolveOptions, Status, VerificationError
from routing.answers.critical import Harm
from routing.criticality import beyond, study, telling
from routing.criticality.worst import Worst
from routing.errors import DisagreementError, LimitReachedError, QuestionError
from routing.search.budget import TimeUp
from routing.solving.models.interdiction import WorstSet

KINDS = ("link", "place", "service", "border", "territory")
LEAST = {"time": 1_440_000, "cost": 100_000, "co2e": 1_000_000, "distance": 1_000_000}


def shipments_of(rng: random.Random, network: Network) -> list[Shipment]:
    """Return one to three shipments of one load, on one day."""
    some = shipment_of(rng, network)
    places = sorted(network.places)
    others = [replace(some, origin=a, destination=b) for a, b in (rng.sample(places, 2) for _ in range(2))]
    return [some, *others[: rng.randint(0, 2)]]


class Case:
    """A random question, and every path of its shipments."""

    def __init__(self, spec: Any, seed: int, most: int) -> None:
        rng, network = random.Random(seed), network_of(rows_of(spec))
        assume(not check_tables(dict(network.catalogue), errors_only=True))  # no closure is laid over what is not sound
        self.network, self.shipments = network, shipments_of(rng, network)
        self.minimise = rng.choice(OBJECTIVES)
        self.weights = [rng.choice((1, 1, 2, 5)) for _ in self.shipments]
        limit = {"max_transshipments": 2} if rng.random() < 0.2 else {}
        self.constraints = constraints_of(bans_of(rng, network), **limit)
        self.kinds = rng.sample(KINDS, rng.randint(1, 3))
        self.cuts = rng.sample(KINDS, 1)
        self.ends = rng.random() < 0.2
        self.named = elements(network, [*self.kinds, *(kind for kind in self.cuts if kind not in self.kinds)])
        questions = [question_of(one, self.constraints, self.minimise) for one in self.shipments]
        try:
            self.losses = Losses(network, questions, self.weights, self.named, most)
        except TooManyPathsError:
            assume(False)
        self.own = [
            {("place", place) for place in (one.origin, one.destination)}
            | {("territory", network.places[place].country) for place in (one.origin, one.destination)}
            for one in self.shipments
        ]
        spared = set() if self.ends else set().union(*self.own)
        self.allowed = [name for name in self.named if name[0] in self.kinds and name not in spared]

    def asked(self, k: int) -> routing.Critical:
        return routing.critical(
            self.network,
            self.shipments,
            k,
            kinds=self.kinds,
            minimise=self.minimise,
            constraints=self.constraints,
            weights=self.weights,
            ends=self.ends,
            cuts=self.cuts,
            options=SolveOptions(engines="ours", explain=False),
        )

    def assert_harm(self, told: Harm, expected: tuple[int, Fraction]) -> None:
        per = LEAST[self.minimise] if isinstance(self.minimise, str) else 100_000
        assert told.unserved == expected[0] and told.extra == pytest.approx(float(expected[1] / per), abs=1e-9)


def compare_with_all_sets(spec: Any, seed: int, k: int, most: int) -> None:
    case = Case(spec, seed, most)
    found, losses = case.asked(k), case.losses
    expected = losses.worst(case.allowed, k)
    shipments, named, own, allowed = case.shipments, case.named, case.own, case.allowed
    assert [tuple((one.kind, one.id) for one in loss.elements) for loss in found.worst] == [one for one, _ in expected]
    for loss, (lost, harm) in zip(found.worst, expected, strict=True):
        case.assert_harm(loss.harm, harm)
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


@cases(quick=2, long=30)
@given(specs(3, 5), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_the_worst_sets_are_those_of_all_sets(spec, seed, k):
    compare_with_all_sets(spec, seed, k, 2_000)


@only_at_length(130)
@given(specs(3, 6), st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_the_worst_sets_of_larger_networks_are_those_of_all_sets(spec, seed, k):
    compare_with_all_sets(spec, seed, k, 20_000)


@cases(quick=1, long=6)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_or_tools_finds_the_harm_that_the_search_finds_and_goes_beyond(spec, seed):
    case = Case(spec, seed, 2_000)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(study, "EXACT", 0)
        by_or_tools = case.asked(4)
    by_both = case.asked(4)
    expected = case.losses.worst(case.allowed, 4)
    for found in (by_or_tools, by_both):
        assert len(found.worst) == len(expected) and found.status in (Status.OPTIMAL, Status.INFEASIBLE)
        for loss, (lost, harm) in zip(found.worst, expected, strict=True):
            case.assert_harm(loss.harm, harm)
            assert len(loss.elements) == len(lost)
            assert case.losses.harm([(one.kind, one.id) for one in loss.elements]) == harm
        assert found.bound == found.harm


def ring(**more: Any) -> Network:
    """Return two ways from A to B: A-B in 2 days, A-C-B in 5; and D behind B."""
    ways = [("A", "B", {"hours": 48, "usd": 900}), ("A", "C", {"hours": 48, "usd": 100}), ("C", "B", {"hours": 72})]
    ways += [("B", "D", {"hours": 24, "usd": 50})]
    ways[2][2].update({"usd": 100}, **more)
    return networks.from_networkx(networkx.Graph(ways), mode="sea")


def test_the_loss_of_either_does_little_and_of_both_all():
    # without A-B a box takes 5 days in place of 2: 3 more; without A-C as well there is no way: no sum of the two
    found = routing.critical(ring(), Shipment("A", "B"), k=3)
    assert [[str(one) for one in loss.elements] for loss in found.worst] == [
        ["link sea:A-B"],
        ["link sea:A-B", "link sea:A-C"],
    ]
    assert [loss.harm for loss in found.worst] == [Harm(0, 3.0), Harm(1, 0.0)] and found.bound == Harm(1, 0.0)
    assert found.extra(found.worst[0], 0) == (3.0, -700.0, None)
    assert [(str(one.element), one.harm) for one in found.alone] == [("link sea:A-B", Harm(0, 3.0))]
    assert found.worst[1].cut_by == (found.worst[1].elements,) and found.worst[0].cut_by == ((),)
    routing.verify(ring(), found)


def test_where_nobody_has_a_route_any_more_no_larger_sets_are_looked_for():
    found, more = (routing.critical(ring(), Shipment("A", "B"), k=k) for k in (3, 10**9))
    assert [(loss.elements, loss.harm) for loss in more.worst] == [(loss.elements, loss.harm) for loss in found.worst]
    assert more.status is Status.OPTIMAL and more.bound == found.bound


def test_weights_turn_what_is_worst():
    # to B by A-B alone 3 days more; D hangs on B-D alone, and nothing else is so bad as to be cut off
    net, both = ring(), [Shipment("A", "B"), Shipment("C", "D")]
    assert str(routing.critical(net, both, k=1).worst[0].elements[0]) == "link sea:B-D"
    found = routing.critical(net, both, k=1, weights=[5, 1], constraints=Constraints(avoid_links="sea:B-D"))
    assert found.worst[0].harm == Harm(0, 15.0) and found.before[1] is None
    assert any("no route to begin with" in str(warning) for warning in found.warnings)
    assert found.worst[0].cut_by == ((), ()) and not found.is_met(found.worst[0], 1)
    routing.verify(net, found)


def test_ends_are_lost_only_where_that_is_asked_for():
    found = routing.critical(ring(), Shipment("A", "B"), k=1, kinds="place")
    assert not found.worst and found.candidates == 2 and "Nothing that may be lost" in str(found)
    found = routing.critical(ring(), Shipment("A", "B"), k=1, kinds="place", ends=True)
    assert str(found.worst[0].elements[0]) == "place A" and found.worst[0].harm == Harm(1, 0.0)


def test_sets_that_are_asked_for_are_told_and_names_are_ids_then():
    found = routing.critical(ring(), Shipment("A", "D"), k=1, sets=[{"place": "C"}, {"link": ["sea:A-B", "sea:B-D"]}])
    told = [([str(one) for one in loss.elements], loss.harm) for loss in found.told]
    assert told == [(["place C"], Harm(0, 0.0)), (["link sea:A-B", "link sea:B-D"], Harm(1, 0.0))]
    assert [str(one) for one in found.told[1].cut_by[0]] == ["link sea:B-D"]  # which does it by itself
    routing.verify(ring(), found)
    with pytest.raises(networks.DataError, match="no link is called 'sea:A-X'"):
        routing.critical(ring(), Shipment("A", "D"), sets=[{"link": "sea:A-X"}])


def test_the_fewest_that_cut_off_are_told_and_where_none_do():
    cuts = routing.critical(ring(), Shipment("A", "D"), k=1, cuts=("link", "place", "border")).cuts
    assert [(cut.kind, [one.id for one in cut.elements], cut.status) for cut in cuts] == [
        ("link", ["sea:B-D"], Status.OPTIMAL),
        ("place", ["B"], Status.OPTIMAL),
        ("border", [], Status.INFEASIBLE),  # no place has a country
    ]


def test_what_cannot_be_asked_is_told_all_at_once():
    with pytest.raises(QuestionError) as error:
        routing.critical(ring(), [Shipment("A", "B")], k=0, weights=[1, -2])
    assert all(words in str(error.value) for words in ("k=0", "2 for 1 shipments", "-2: expected a whole number"))
    with pytest.raises(QuestionError, match="kinds: 'port': expected some of link, place"):
        routing.critical(ring(), Shipment("A", "B"), kinds="port")
    with pytest.raises(QuestionError, match="expected at least one"):
        routing.critical(ring(), [])
    with pytest.raises(QuestionError, match="'road': expected some of link"):
        routing.critical(ring(), Shipment("A", "B"), sets=[{"road": "A-B"}])


def test_a_limit_of_time_leaves_an_interval(monkeypatch):
    monkeypatch.setattr(Worst, "_last", lambda *given: (_ for _ in ()).throw(TimeUp))
    found = routing.critical(ring(), Shipment("A", "B"), k=2)
    assert found.status is Status.FEASIBLE and found.bound == Harm(1, 0.0)
    assert any(warning.code == "limit-reached" for warning in found.warnings) and "at most" in str(found)


def test_beyond_three_a_limit_of_time_leaves_the_best_found_and_a_bound(monkeypatch):
    monkeypatch.setattr(study, "EXACT", 0)
    monkeypatch.setattr(beyond, "worst_set", lambda *given: WorstSet(Status.UNKNOWN))
    found = routing.critical(ring(), [Shipment("A", "B"), Shipment("C", "D")], k=2)
    assert found.status is Status.FEASIBLE and [str(one) for one in found.worst[0].elements] == ["link sea:B-D"]
    assert (
        found.harm == Harm(1, 0.0) and found.bound == Harm(2, 0.0) and "2 shipments have no route at most" in str(found)
    )


def test_a_limit_reached_at_once_is_no_answer(monkeypatch):
    with pytest.raises(LimitReachedError, match="s were not enough"):
        routing.critical(ring(), Shipment("A", "B"), options=SolveOptions(time_limit_s=1e-9))
    monkeypatch.setattr(study, "MOST", 5)
    with pytest.raises(QuestionError, match="8 elements may be lost, expected at most 5"):
        routing.critical(ring(), Shipment("A", "B"), cuts=())


def test_a_closed_network_that_says_something_else_is_a_defect(monkeypatch):
    monkeypatch.setattr(telling, "without", lambda network, elements: network)
    with pytest.raises(DisagreementError, match="closed network differ"):
        routing.critical(ring(), Shipment("A", "B"), k=1)


def test_verify_finds_a_planted_breach():
    found = routing.critical(ring(), Shipment("A", "B"), k=1)
    (loss,) = found.worst
    for planted in (replace(loss, after=found.before), replace(loss, after=(None,)), replace(loss, harm=Harm(0, 2.0))):
        with pytest.raises(VerificationError):
            routing.verify(ring(), replace(found, worst=(planted,)))


def test_it_travels_without_its_network():
    found = routing.critical(ring(), Shipment("A", "B"), k=1)
    arrived = pickle.loads(pickle.dumps(found))
    assert arrived.worst[0].elements == found.worst[0].elements
    assert str(arrived.bound_to(ring())) == str(found) and arrived.bound_to(ring()).to_dict() == found.to_dict()


@pytest.mark.fuzz
def test_three_of_the_built_in_network_are_found_and_stand_on_closed_networks():
    net = networks.load("eurasia")
    lanes = [Shipment(origin, to) for origin in ("JPYOK", "KRPUS") for to in ("RUMOW", "KZALA")]
    found = routing.critical(net, lanes, k=3)
    assert found.status is Status.OPTIMAL and [len(loss.elements) for loss in found.worst] == [1, 2, 3]
    assert found.worst[0].harm < found.worst[1].harm < found.worst[2].harm == found.bound
    by_all = max(found.alone, key=lambda one: one.harm)
    assert by_all.harm == found.worst[0].harm and found.candidates > 600
