"""`alternatives`: against every path of random networks, on toys worked out by hand, and on the built-in network."""

from __future__ import annotations

import dataclasses
import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, feasible
from oracles.allowed import arcs_of
from oracles.cases import cases
from oracles.random_networks import OBJECTIVES, bans_of, constraints_of, network_of, rows_of, shipment_of, specs
from oracles.toys import Toy
from oracles.vectors import question_of

import networks
from routing import (
    Constraints,
    QuestionError,
    Shipment,
    SolveOptions,
    Status,
    VerificationError,
    alternatives,
    solve,
    verify,
)
from routing.asking.progress import heard_by

BOX = Shipment("JPYOK", "RUMOW")
NO_CHINA = Constraints(avoid_territories={"CN"})


def share(network: Any, later: Any, earlier: Any, shared_by: str, distinct: str) -> Fraction:
    """Return what the documentation says: passages of the later route over parts of the earlier, by its measure."""

    def passages(steps: Any) -> list[tuple[Any, Fraction]]:
        found = []
        for step in steps:
            if step.kind != "ride":
                continue
            links = step.links or (step.places,)
            km = [Fraction(str(network.links[link].length_km or 0)) if step.links else Fraction(0) for link in links]
            millimetres = [round(one * 1_000_000) for one in km]
            whole = sum(millimetres)
            for link, own in zip(links, millimetres, strict=True):
                hours = Fraction(step.milliminutes or 0) * (Fraction(own, whole) if whole else Fraction(1, len(links)))
                part = (step.element, link) if distinct == "service" else link
                found.append((part, Fraction(own) if shared_by == "km" else hours))
        return found

    amounts: dict[Any, list[Fraction]] = {}
    for part, amount in passages(earlier):
        amounts.setdefault(part, []).append(amount)
    weight = {part: round(sum(each) / len(each)) for part, each in amounts.items()}
    if not any(weight.values()):
        weight = dict.fromkeys(weight, 1)
    whole = sum(weight[part] for part, _ in passages(earlier))
    return Fraction(sum(weight.get(part, 0) for part, _ in passages(later)), whole)


def greedy(network: Any, question: Any, k: int, most: Fraction, shared_by: str, distinct: str) -> list[Any]:
    """Return the steps of the alternatives by looking at every path."""
    arcs = arcs_of(network, question)
    needed = "millimetres" if shared_by == "km" else "milliminutes"
    paths = [[arcs[number].step for number in numbers] for _, numbers in sorted(feasible(network, question, 6_000))]
    chosen: list[Any] = []
    for steps in paths:
        if any(getattr(step, needed) is None for step in steps):
            continue
        if all(share(network, steps, one, shared_by, distinct) <= most for one in chosen):
            chosen.append(steps)
            if len(chosen) == k:
                break
    return chosen


@cases(quick=8, long=200)
@given(
    specs(),
    st.integers(0, 2**32),
    st.sampled_from(["km", "hours"]),
    st.sampled_from(["corridor", "service"]),
    st.sampled_from([0, 0.3, 0.5, 0.7, 0.95]),
)
def test_the_alternatives_of_a_random_network_are_those_of_all_paths(spec, seed, shared_by, distinct, most):
    rng = random.Random(seed)
    network = network_of(rows_of(spec))
    shipment, minimise = shipment_of(rng, network), rng.choice(OBJECTIVES)
    constraints = constraints_of(bans_of(rng, network), max_transshipments=rng.choice([None, 0, 1, 2]))
    k = rng.randint(1, 4)
    try:
        expected = greedy(
            network, question_of(shipment, constraints, minimise), k, Fraction(str(most)), shared_by, distinct
        )
    except TooManyPathsError:
        assume(False)
    asked = {"minimise": minimise, "constraints": constraints}
    try:
        found = alternatives(network, shipment, k=k, max_shared=most, shared_by=shared_by, distinct=distinct, **asked)
    except QuestionError as refused:  # there are routes, but none of which shares can be reckoned
        (told,) = refused.problems
        assert ("lengths are missing" if shared_by == "km" else "hours are missing") in told
        assert not expected and solve(network, shipment, **asked).best is not None
    else:
        assert [list(route.steps) for route in found] == expected
        assert found.status is (Status.OPTIMAL if expected else Status.INFEASIBLE)
        assert bool(expected) or solve(network, shipment, **asked).status is Status.INFEASIBLE
        assert bool(found.reason) == (len(expected) < k)
        assert all(proof.confirmed_by for proof in found.proofs)
        verify(network, found)


def three_ways() -> networks.Network:
    """Return A-B of 100 km and then B-C by two parallel links of 100 km, and a way round of 150 + 150 km.

    Least hours: A-B-C by k1 takes 5 + 5 = 10, by k2 5 + 6 = 11, round by D 7 + 8 = 15.
    """
    toy = Toy(A="", B="", C="", D="")
    toy.link("ab", "A", "B", hours=5).link("k1", "B", "C", hours=5).link("k2", "B", "C", hours=6)
    return toy.link("ad", "A", "D", km=150, hours=7).link("dc", "D", "C", km=150, hours=8).build()


def test_a_parallel_link_shares_half_the_way():
    # k2 repeats A-B: 100 of 200 km, or 5 of the 10 hours of the first
    found = alternatives(three_ways(), Shipment("A", "C"), k=3, max_shared=0.5)
    assert [route.minutes for route in found] == [600, 660, 900]
    assert found.shared == ((), (0.5,), (0.0, 0.0))
    assert [route.minutes for route in alternatives(three_ways(), Shipment("A", "C"), k=3, max_shared=0.49)] == [
        600,
        900,
    ]
    hours = alternatives(three_ways(), Shipment("A", "C"), k=2, max_shared=0.5, shared_by="hours")
    assert hours.shared[1] == (0.5,)


def test_who_waits_hears_which_route_is_looked_for():
    heard = []
    with heard_by(heard.append):
        alternatives(three_ways(), Shipment("A", "C"), k=3, max_shared=0.5)
    assert heard == ["route 1 of 3", "route 2 of 3", "route 3 of 3"]


def test_fewer_than_asked_for_comes_with_the_reason():
    found = alternatives(three_ways(), Shipment("A", "C"), k=9, max_shared=0.49)
    assert (len(found), found.status) == (2, Status.OPTIMAL)
    assert found.reason == "every other route shares more than 49% with one of these"
    assert found.reason in str(found) and found.to_dict()["reason"] == found.reason


def test_parallel_services_are_one_corridor_and_two_services():
    toy = Toy(A="", B="").link("ab", "A", "B")
    for name, hours in (("fast", 5), ("slow", 9)):
        toy.line(name, "rail", "A", ("B", ("ab",)), hours=(hours,))
    network = toy.build()
    box = Shipment("A", "B", scope="terminal")
    assert len(alternatives(network, box)) == 1
    both = alternatives(network, box, distinct="service")
    assert [route.minutes for route in both] == [300, 540] and both.shared == ((), (0.0,))
    verify(network, both)


def test_limits_of_the_question_hold_for_every_alternative():
    found = alternatives(networks.load("eurasia"), BOX, constraints=dataclasses.replace(NO_CHINA, max_days=30.5))
    assert len(found) == 2 and all(route.days <= 30.5 and not route.territories & {"CN"} for route in found)
    assert "every other route" in found.reason


@pytest.mark.parametrize("minimise", ["time", "cost"])
def test_the_first_alternative_is_the_answer_of_solve_and_a_second_engine_saw_each(minimise):
    network = networks.load("eurasia")
    found = alternatives(network, BOX, minimise=minimise, constraints=NO_CHINA)
    assert found[0].steps == solve(network, BOX, minimise=minimise, constraints=NO_CHINA).require().steps
    assert len(found) == 5 and all(proof.confirmed_by for proof in found.proofs)
    assert all(max(row) <= 0.7 for row in found.shared[1:])
    verify(network, found)


def test_a_question_without_a_route_says_what_blocks_it():
    found = alternatives(networks.load("eurasia"), BOX, constraints=Constraints(avoid_territories={"RU"}))
    assert (found.status, len(found)) == (Status.INFEASIBLE, 0)
    assert "territory RU" in str(found.blocked_by[0]) and "No route" in str(found)


def test_a_search_that_is_stopped_keeps_what_it_found():
    network = networks.load("eurasia")
    found = alternatives(network, BOX, constraints=NO_CHINA, options=SolveOptions(max_labels=100))
    assert (found.status, len(found)) == (Status.TRUNCATED, 1)
    assert "there may be more" in found.reason
    verify(network, found)
    none = alternatives(
        network, BOX, constraints=dataclasses.replace(NO_CHINA, max_days=30), options=SolveOptions(max_labels=1)
    )
    assert (none.status, len(none), none.blocked_by) == (Status.UNKNOWN, 0, ())


@pytest.mark.parametrize("planted", ["share", "copy", "order", "missing proof", "no reason"])
def test_a_planted_fault_of_alternatives_is_found(planted):
    network = networks.load("eurasia")
    found = alternatives(network, BOX, k=3, constraints=NO_CHINA)
    changes: dict[str, Any] = {
        "share": {"shared": ((), (found.shared[1][0] / 2,), found.shared[2])},
        "copy": {
            "routes": (found[0], found[0], found[2]),
            "proofs": (found.proofs[0], *found.proofs[::2]),
            "shared": ((), (1.0,), (found.shared[2][0], found.shared[2][0])),
        },
        "order": {
            "routes": (found[0], found[2], found[1]),
            "proofs": (found.proofs[0], found.proofs[2], found.proofs[1]),
        },
        "missing proof": {"proofs": found.proofs[:2]},
        "no reason": {"k": 4},
    }[planted]
    verify(network, found)
    with pytest.raises(VerificationError):
        verify(network, dataclasses.replace(found, **changes))


def test_table_and_dictionary_tell_the_same_numbers():
    found = alternatives(networks.load("eurasia"), BOX, k=3, constraints=NO_CHINA)
    frame = found.to_frame()
    assert (
        frame["days"].tolist() == [route.days for route in found] == [row["days"] for row in found.to_dict()["routes"]]
    )
    assert frame["shared"].tolist()[1:] == [max(row) for row in found.shared[1:]]
    assert found[1:] == found.routes[1:]


def test_wrong_numbers_are_refused_with_every_problem():
    with pytest.raises(QuestionError) as error:
        alternatives(three_ways(), Shipment("A", "C"), k=0, max_shared=1, shared_by="miles", distinct="mode")
    assert len(error.value.problems) == 4
