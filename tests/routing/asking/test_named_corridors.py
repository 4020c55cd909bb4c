"""The best routes of different sets of corridors, against every path put into classes by the corridors that it uses."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, feasible
from oracles.allowed import arcs_of
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.toys import Toy

import networks
from routing import Constraints, Question, QuestionError, Shipment, SolveOptions, Status, alternatives, solve, verify
from routing.asking.named_corridors import by_sets_of_corridors
from routing.compiling.problem import compile_problem

OURS = SolveOptions(engines="ours", explain=False)


def ladder():
    """A - B - C by two links each, one hour apart; four corridors, each of one link."""
    made = Toy(A="RU", B="RU", C="RU").doors("rail:1520")
    for number, (link, hours) in enumerate((("AB1", 10), ("AB2", 11), ("BC1", 10), ("BC2", 13))):
        made.link(link, link[0], link[1]).figure(link, "speed", 2400 / hours)
        made.builder.add_corridor(id=f"c{number}", name=link, links=link)
    return made.area("R", "AB1", "AB2", "BC1", "BC2", wait=0).build()


def test_sets_of_corridors_come_in_the_order_of_their_best_routes():
    net = ladder()
    found = alternatives(net, Shipment("A", "C"), k=4, distinct="named corridor")
    verify(net, found)
    # 10 + 10, 11 + 10, 10 + 13, 11 + 13
    assert [route.corridor for route in found] == ["AB1 + BC1", "AB2 + BC1", "AB1 + BC2", "AB2 + BC2"]
    assert found.status is Status.OPTIMAL and found.reason == ""
    assert all(proof.confirmed_by for proof in found.proofs)
    more = alternatives(net, Shipment("A", "C"), k=30, distinct="named corridor")
    assert len(more) < 30 and "turning back at a gateway" in more.reason
    assert "alternatives by other sets of named corridors" in str(more)


def test_a_set_that_strings_those_before_together_is_no_other_way():
    made = Toy(A="CN", B="KZ", C="CN", D="KZ").doors("rail:1520")
    for link, hours in (("AB", 10), ("CD", 6), ("BC", 10), ("BD", 6), ("AC", 12)):
        made.link(link, link[0], link[1]).figure(link, "speed", 2400 / hours)
    for corridor, link in (("first", "AB"), ("second", "CD")):
        made.builder.add_corridor(id=corridor, name=corridor, links=link)
    net = made.area("R", "AB", "CD", "BC", "BD", "AC", wait=0).build()
    # by the first 10 + 6, by the second 12 + 6, by neither 12 + 10 + 6; out by the first, in again and out by the second
    # 10 + 10 + 6
    found = alternatives(net, Shipment("A", "D"), distinct="named corridor")
    verify(net, found)
    assert [route.corridor for route in found] == ["first", "second", ""]
    assert "1 set of corridors is only those of routes before, one behind the other, and left out" in found.reason


def test_it_is_refused_where_it_says_nothing():
    net = ladder()
    with pytest.raises(QuestionError, match=r"max_shared=0\.5: expected none with distinct='named corridor'"):
        alternatives(net, Shipment("A", "C"), distinct="named corridor", max_shared=0.5)
    bare = Toy(A="RU", B="KZ").link("AB", "A", "B").area("R", "AB", wait=0).doors("rail:1520").build()
    with pytest.raises(QuestionError, match="the network has no corridors"):
        alternatives(bare, Shipment("A", "B"), distinct="named corridor")


def test_without_a_route_the_reasons_are_told():
    found = alternatives(ladder(), Shipment("A", "C"), distinct="named corridor", constraints=Constraints(max_days=0.1))
    assert found.status is Status.INFEASIBLE and found.blocked_by and found.reason == "there is no route"


def test_the_built_in_network_tells_its_corridors_apart():
    net = networks.load("eurasia")
    box = Shipment("JPYOK", "RUMOW")
    found = alternatives(net, box, k=4, distinct="named corridor")
    verify(net, found)
    assert len({route.corridor for route in found}) == 4
    assert found.proofs[0].vector == solve(net, box).proof.vector


@cases(quick=8, long=300)
@given(specs(3, 4), st.integers(0, 2**32 - 1))
def test_the_best_of_each_set_is_that_of_looking_at_every_path(spec, seed):
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(len(network.corridors))
    bans = {name: value for name, value in bans_of(rng, network).items() if name != "via"}
    question = Question(
        shipment=shipment_of(rng, network), constraints=constraints_of(bans), minimise=rng.choice(OBJECTIVES)
    )
    assume(not compile_problem(network, question).timing.spans)
    best: dict[frozenset[str], tuple] = {}
    arcs = arcs_of(network, question)
    try:
        for vector, numbers in feasible(network, question, 20_000):
            links = {link for number in numbers for link in arcs[number].step.links}
            uses = frozenset(one.id for one in network.corridors.values() if links.intersection(one.links))
            best[uses] = min(best.get(uses, vector), vector)
    except TooManyPathsError:
        assume(False)
    found = []
    for one in by_sets_of_corridors(network, question, OURS, OURS.budget()):
        found.append(one)
        if len(found) > len(best):
            break
    vectors = [one.result.proof.vector for one in found]
    assert vectors == sorted(vectors)
    assert len({one.uses for one in found}) == len(found)
    assert [objective(one) for one in found[:1]] == sorted(vector[0] for vector in best.values())[:1]
    for one in found:  # with corridors as vias a route may come back to a place, so there may be more and better ones
        steps = [step for step in one.result.require().steps if step.is_ride]
        places = [place for step in steps for place in (step.places if step is steps[0] else step.places[1:])]
        if len({*places}) == len(places):
            assert objective(one) == best[one.uses][0]
        else:
            assert one.uses not in best or objective(one) <= best[one.uses][0]
    worst = objective(found[-1]) if len(found) > len(best) else None
    for uses, vector in best.items():
        assert uses in {one.uses for one in found} or (worst is not None and vector[0] >= worst)


def objective(one):
    return Fraction(one.result.proof.objective * 1000, int(one.result.proof.unit.partition("/")[2]))
