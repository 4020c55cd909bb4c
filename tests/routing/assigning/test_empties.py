"""Boxes come back: `assign` with `empties` costs what a linear program over all paths finds, and faults are found."""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import replace
from typing import Any

import networkx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError
from oracles.assignments import WAYS, capacities_of, triangle
from oracles.cases import cases, only_at_length
from oracles.empty_boxes import empties_for, least_balanced_usd
from oracles.random_networks import bans_of, constraints_of, network_of, rows_of, shipment_of, specs

import networks
import routing
from networks import Network
from networks.rules.validation import check_tables
from routing import (
    Assignment,
    Capacity,
    Consignment,
    Constraints,
    Empties,
    GeneralisedCost,
    QuestionError,
    Shipment,
    SolveOptions,
    Status,
    VerificationError,
)
from routing.search.flows.models.by_glop import ByGlop
from routing.search.flows.multicommodity import new_program
from routing.steps.held import counted_of

LIGHTLY = SolveOptions(explain=False)
WANTED = (("link sea:A-B", 12), ("place C", 3))
HALF = Empties(share=0.5)


def boxes(origin: str = "A", destination: str = "B", per_week: float = 10, **more: Any) -> Consignment:
    return Consignment(shipment=Shipment(origin, destination, tonnes=12), per_week=per_week, **more)


def consignments_of(rng: random.Random, network: Network) -> list[Consignment]:
    """Return up to four random consignments between few places, so that some may send boxes back."""
    places, found = sorted(network.places), []
    ends = rng.sample(places, min(3, len(places)))
    for _ in range(rng.randint(1, 4)):
        origin, destination = rng.sample(ends, 2)
        limits = {"max_days": rng.choice((5, 12, 30))} if rng.random() < 0.3 else {}
        found.append(
            Consignment(
                shipment=replace(shipment_of(rng, network), origin=origin, destination=destination),
                per_week=rng.choice((1, 2, 0.5, 7)),
                constraints=constraints_of(bans_of(rng, network) if rng.random() < 0.3 else {}, **limits),
                minimise=rng.choice(("cost", GeneralisedCost(usd_per_day=10))),
                unserved_usd=rng.choice((None, None, 500.0, 20_000.0)),
            )
        )
    return found


def compare_with_all_paths(spec: Any, seed: int, most: int) -> Assignment:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(not check_tables(dict(network.catalogue), errors_only=True))
    assume(not any(quantity == "capacity" for _, quantity in network.figures))
    asked, capacities = consignments_of(rng, network), capacities_of(rng, network)
    empties = empties_for(rng, network)
    found = routing.assign(network, asked, capacities, gap=1e-6, empties=empties, options=LIGHTLY)
    questions = [found.question(number) for number in range(len(asked))]
    try:
        expected = least_balanced_usd(network, questions, found.consignments, capacities, empties, most)
    except TooManyPathsError:
        assume(False)
    assert found.status is Status.OPTIMAL
    assert found.usd == pytest.approx(expected, rel=1e-6, abs=1e-3)
    assert found.bound_usd == pytest.approx(expected, rel=1e-6, abs=1e-3)
    routing.verify(network, found)
    if found.left:
        compare_relief(network, found, capacities, empties, most)
    shuffled = random.Random(seed + 1).sample(range(len(asked)), len(asked))
    several = [asked[number] for number in shuffled], capacities[::-1]
    other = routing.assign(network, *several, gap=1e-6, empties=empties, options=LIGHTLY)
    assert told_by(other, shuffled) == told_by(found, range(len(asked)))
    return found


def compare_relief(network: Network, found: Assignment, capacities: Any, empties: Empties, most: int) -> None:
    """Hold the least growth with which all goes and boxes come back against a linear program over all paths."""
    positive = [use.capacity for use in found.uses if use.capacity > 0]
    usual = sum(positive) / len(positive) if positive else 1.0
    growing = {one: 1 / (one.per_week or usual) for one in capacities}
    questions = [found.question(number) for number in range(len(found.consignments))]
    asked = network, questions, found.consignments, capacities, empties, most
    expected = least_balanced_usd(*asked, growing=growing)
    if expected is None or not any(one.why in ("capacity", "boxes") for one in found.left):
        assert found.relief is None
        return
    assert found.relief is not None
    assert found.relief.growth == pytest.approx(expected, rel=1e-5, abs=1e-6)
    below = expected - found.relief.bound  # prices are rounded down to whole numbers where ways are searched for
    assert -1e-6 <= below <= 1e-4 * expected + 1e-6


def told_by(found: Assignment, numbers: Any) -> Any:
    """Return all that an assignment tells, with the numbers that consignments have elsewhere."""
    numbers = list(numbers)
    sent = sorted((numbers[one.consignment], one.usd, one.per_week, repr(one.route.steps)) for one in found.sent)
    left = sorted((numbers[one.consignment], one.per_week, one.words) for one in found.left)
    runs = [(one.size, one.origin, one.destination, one.per_week, repr(one.route.steps)) for one in found.runs]
    return found.usd, found.bound_usd, sent, left, runs, found.boxes, found.uses


@cases(quick=1, long=30)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_the_cost_is_that_of_a_linear_program_over_all_paths(spec, seed):
    compare_with_all_paths(spec, seed, 1_000)


@only_at_length(60)
@given(specs(3, 6), st.integers(0, 2**32 - 1))
def test_the_cost_in_larger_networks_is_that_of_a_linear_program_over_all_paths(spec, seed):
    compare_with_all_paths(spec, seed, 20_000)


def test_boxes_go_back_empty_and_one_is_worth_its_way_more_where_it_is_wanted():
    # ten from A to B at 100 USD, ten back empty at half of that; a box is worth 50 USD more at A
    found = routing.assign(triangle(), [boxes()], empties=HALF)
    assert (found.status, found.usd, found.bound_usd) == (Status.OPTIMAL, 1500, 1500)
    (run,) = found.runs
    assert (run.size, run.origin, run.destination, run.per_week, run.usd) == ("20ft", "B", "A", 10, 50)
    assert [(one.place, one.surplus, one.empty_in, one.empty_out, one.price_usd) for one in found.boxes] == [
        ("A", -10, 10, 0, 50),
        ("B", 10, 0, 10, 0),
    ]
    routing.verify(triangle(), found)


def test_goods_that_bring_boxes_back_go_though_they_pay_less_than_their_way():
    # four from B to A are worth 80 USD each, their way costs 100, and each saves an empty run of 50
    back = boxes("B", "A", per_week=4, unserved_usd=80)
    assert [one.why for one in routing.assign(triangle(), [boxes(), back]).left] == ["penalty"]
    found = routing.assign(triangle(), [boxes(), back], empties=HALF)
    assert not found.left and found.usd == 14 * 100 + 6 * 50
    routing.verify(triangle(), found)


def test_empty_boxes_take_room_and_what_no_box_comes_back_for_says_so():
    # 12 pass the link, both directions together, and 3 by C: x carried and x empty, x = 7.5
    found = routing.assign(triangle(), [boxes()], {"sea:A-B": 12, "C": 3}, empties=HALF)
    assert found.usd == pytest.approx(7.5 * 100 + 4.5 * 50 + 3 * 75 + 2.5 * 1000)
    (left,) = found.left
    assert (left.why, left.per_week, left.box_usd) == ("boxes", 2.5, pytest.approx(475))
    assert left.full == ("link sea:A-B",)
    assert left.words == "no box comes back for the 475 USD that it may cost at most; full on ways back: link sea:A-B"
    assert {use.name: (use.flow, use.empties) for use in found.uses} == {"link sea:A-B": (12, 4.5), "place C": (3, 3)}
    assert found.relief is not None  # 20 would pass the link and C together, which let 15 through
    assert sum((found.relief.needed.get(f"{name}, TEU", most) - most) / most for name, most in WANTED) == pytest.approx(
        found.relief.growth
    )
    assert found.relief.growth == pytest.approx(5 / 12) == found.relief.bound
    assert all(use.served_more == pytest.approx(0.5) for use in found.uses)  # the other half goes back empty
    routing.verify(triangle(), found)


def test_boxes_are_hired_and_dropped_where_that_is_stated_and_cheaper():
    asked = Empties(share=0.5, hire_usd={"A": 30}, drop_usd={"B": 15})
    found = routing.assign(triangle(), [boxes()], empties=asked)
    assert found.usd == 10 * (100 + 30 + 15) and not found.runs
    assert [(one.hired, one.dropped, one.price_usd) for one in found.boxes] == [(10, 0, 30), (0, 10, -15)]
    routing.verify(triangle(), found)
    dear = Empties(share=0.5, hire_usd={"A": 30}, drop_usd={"B": 21})
    assert routing.assign(triangle(), [boxes()], empties=dear).usd == 1500
    elsewhere = Empties(share=0.5, hire_usd={"C": 0}, drop_usd={"C": 0})  # 30 there, 45 from there: dearer than 50
    assert routing.assign(triangle(), [boxes()], empties=elsewhere).usd == 1500


def test_boxes_of_a_size_come_back_as_that_size_and_days_of_a_box_cost_what_is_stated():
    large = Consignment(shipment=Shipment("A", "B", containers=2, size="40ft", tonnes=20), per_week=3)
    back = boxes("B", "A", per_week=6)
    found = routing.assign(triangle(), [large, back], empties=Empties(share=0.5, usd_per_day=10))
    assert [(run.size, run.origin, run.per_week, run.usd) for run in found.runs] == [
        ("20ft", "A", 6, 60),
        ("40ft", "B", 6, 60),
    ]
    routing.verify(triangle(), found)


def test_names_of_places_and_the_solver_of_the_master_change_nothing(monkeypatch):
    there = routing.assign(triangle(), [boxes()], {"sea:A-B": 12, "C": 3}, empties=HALF)
    names = {"A": "Z", "B": "X", "C": "Y"}
    net = networks.from_networkx(
        networkx.Graph([(names[one], names[other], own) for one, other, own in WAYS]), mode="sea"
    )
    link = next(name for name in net.links if {"Z", "X"} == {net.links[name].tail, net.links[name].head})
    asked = [boxes("Z", "X")], {link: 12, "Y": 3}
    for program in (ByGlop, new_program):
        monkeypatch.setattr("routing.assigning.assign.new_program", program)
        other = routing.assign(net, *asked, empties=HALF)
        assert (other.usd, other.bound_usd) == pytest.approx((there.usd, there.bound_usd))
        told = {(names[run.origin], names[run.destination], run.usd): run.per_week for run in there.runs}
        found = {(run.origin, run.destination, run.usd): run.per_week for run in other.runs}
        assert found == pytest.approx(told)
        prices = {one.place: one.price_usd for one in other.boxes}
        assert prices == pytest.approx({names[one.place]: one.price_usd for one in there.boxes})


def test_coal_has_no_boxes():
    coal = Consignment(shipment=Shipment("A", "B", load="bulk", tonnes=100), per_week=3, unserved_usd=5000)
    found = routing.assign(triangle(), [coal], empties=HALF)
    assert found.usd == routing.assign(triangle(), [coal]).usd and not found.runs and not found.boxes
    routing.verify(triangle(), found)


def test_where_no_way_leads_back_nothing_goes():
    ways = networkx.DiGraph([("A", "B", {"hours": 24, "usd": 100})])
    net = networks.from_networkx(ways, mode="sea")
    found = routing.assign(net, [boxes()], empties=HALF)
    assert [(one.why, one.per_week) for one in found.left] == [("boxes", 10)] and found.usd == 10 * 1000
    routing.verify(net, found)
    some = routing.assign(net, [boxes()], empties=Empties(share=0.5, hire_usd={"A": 500}, drop_usd={"B": 0}))
    assert some.usd == 10 * 600


@pytest.mark.parametrize(
    ("asked", "more", "words"),
    [
        (5, {}, r"empties=5: expected routing.Empties"),
        (Empties(), {}, "expected a number, for the network has no empty_ratio of load:container"),
        (Empties(share=0.5, hire_usd={"X": 1}), {}, "no place is called 'X'"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_error(asked, more, words):
    with pytest.raises(networks.FreightError, match=words):
        routing.assign(triangle(), [boxes()], empties=asked, **more)


def test_whole_shipments_go_whole_and_their_boxes_come_back():
    # 7 whole of 7.5 in parts fit with their boxes: 12 pass the link, 3 by C
    found = routing.assign(triangle(), [boxes(whole=True)], {"sea:A-B": 12, "C": 3}, empties=HALF)
    assert [one.per_week for one in found.sent] == [7] and [one.per_week for one in found.left] == [3]
    assert found.usd == pytest.approx(7 * 100 + 5 * 50 + 2 * 75 + 3 * 1000) == found.bound_usd
    routing.verify(triangle(), found)
    # a train on the link back, 800 USD if it runs at all, is worth it against 25 for each of ten that goes by C: not
    asked = [Capacity("link", "sea:A-B", 100, fixed_usd=800)]
    assert routing.assign(triangle(), [boxes()], asked, empties=HALF).usd == 10 * 150 + 10 * 75
    asked = [Capacity("link", "sea:A-B", 100, fixed_usd=700)]
    assert routing.assign(triangle(), [boxes()], asked, empties=HALF).usd == 10 * 100 + 10 * 50 + 700


def compare_in_whole_numbers(spec: Any, seed: int, most: int) -> None:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(not check_tables(dict(network.catalogue), errors_only=True))
    assume(not any(quantity == "capacity" for _, quantity in network.figures))
    some = consignments_of(rng, network)
    asked = [
        replace(one, per_week=max(1, int(one.per_week)), whole=True) if rng.random() < 0.8 else one for one in some
    ]
    with_least, capacities = rng.random() < 0.3, []
    for one in capacities_of(rng, network):
        is_one = one.kind != "service" or len([*counted_of(network, one.kind, one.element)]) == 1
        share = rng.choice((0, 0.4, 1)) if is_one and with_least else 0
        fixed = rng.choice((0, 0, 150.0, 4000.0)) if is_one else 0
        capacities.append(replace(one, least=share * one.per_week, fixed_usd=fixed))
    empties = empties_for(rng, network)
    found = routing.assign(network, asked, capacities, gap=1e-6, empties=empties, options=LIGHTLY)
    routing.verify(network, found)
    questions = [found.question(number) for number in range(len(asked))]
    several = network, questions, found.consignments, capacities, empties, most
    try:
        expected = least_balanced_usd(*several, in_whole=True)
    except TooManyPathsError:
        assume(False)
    assert expected is not None
    assert found.bound_usd <= expected * (1 + 1e-6) + 1e-2
    assert found.usd >= expected * (1 - 1e-6) - 1e-2
    if found.status is Status.OPTIMAL:
        assert found.usd == pytest.approx(expected, rel=2e-6, abs=1e-2)
    else:
        assert with_least or not found.is_whole


@pytest.mark.long
@cases(quick=1, long=25)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_whole_shipments_cost_what_cbc_finds_over_all_paths(spec, seed):
    compare_in_whole_numbers(spec, seed, 500)


@only_at_length(60)
@given(specs(3, 6), st.integers(0, 2**32 - 1))
def test_whole_shipments_in_larger_networks_cost_what_cbc_finds(spec, seed):
    compare_in_whole_numbers(spec, seed, 5_000)


def test_what_is_wrong_with_empties_is_told_at_once():
    with pytest.raises(QuestionError, match=r"share=-1.*usd_per_day.*scope='gate'.*constraints=3.*drop_usd of 'A'=-5"):
        Empties(share=-1, usd_per_day=float("nan"), scope="gate", constraints=3, drop_usd={"A": -5})  # type: ignore[arg-type]


def node_changed(found: Assignment, at: int, **more: Any) -> Assignment:
    return replace(found, boxes=tuple(replace(one, **more) if n == at else one for n, one in enumerate(found.boxes)))


FAULTS = {
    "do not balance": lambda found: node_changed(found, 0, hired=1.0),
    "loaded_in": lambda found: node_changed(found, 1, loaded_in=9.0),
    "nothing is told of them": lambda found: replace(found, boxes=found.boxes[:1]),
    "USD each, its steps come to": lambda found: replace(
        found, runs=(replace(found.runs[0], usd=1.0), *found.runs[1:])
    ),
    "empty_out": lambda found: replace(found, runs=(replace(found.runs[0], per_week=1.0), *found.runs[1:])),
    "the prices of boxes prove nothing": lambda found: node_changed(found, 0, price_usd=found.boxes[0].price_usd + 500),
    "prices prove no more": lambda found: node_changed(found, 0, price_usd=0.0),
    "told to cost": lambda found: node_changed(node_changed(found, 0, hired=1.0), 1, dropped=1.0),
    "left for want of boxes": lambda found: replace(found, left=(replace(found.left[0], box_usd=None),)),
    "step": lambda found: replace(found, runs=(replace(found.runs[0], route=bent(found)), *found.runs[1:])),
    "weighs .* and gains": lambda found: with_weights(found, {"A, 20ft": 5.0}),
    "the cut proves no more": lambda found: with_weights(found, {}),
    "a box at A weighs something": lambda found: replace(
        with_weights(found, {"A, 20ft": 1.0}), empties=Empties(share=0.5, hire_usd={"A": 900})
    ),
    "of which nobody asked": lambda found: replace(found, empties=None),
    "exceed the limit": lambda found: replace(
        found, empties=Empties(share=0.5, constraints=Constraints(max_days=0.5), hire_usd={"A": 400})
    ),
    "is hired for": lambda found: replace(
        found,
        empties=Empties(share=0.5, hire_usd={"A": 400, "B": 1}),
        boxes=tuple(replace(one, price_usd=one.price_usd + 10_000) for one in found.boxes),
    ),
}


def with_weights(found: Assignment, weights: dict[str, float]) -> Assignment:
    assert found.relief is not None
    return replace(found, relief=replace(found.relief, boxes=weights))


def bent(found: Assignment) -> Any:
    """Return the first route of empty boxes with one minute less in a step."""
    route = found.runs[0].route
    steps = [replace(step, milliminutes=step.milliminutes - 1000) if step.is_ride else step for step in route.steps]
    return replace(route, steps=tuple(steps))


@pytest.mark.parametrize("words", FAULTS)
def test_a_planted_fault_is_found(words):
    net = triangle()
    asked = Empties(share=0.5, hire_usd={"A": 900})
    found = routing.assign(net, [boxes()], {"sea:A-B": 12, "C": 3}, empties=asked)
    routing.verify(net, found)
    with pytest.raises(VerificationError, match=words):
        routing.verify(net, FAULTS[words](found))


def test_an_answer_travels_and_says_the_same():
    net = triangle()
    found = routing.assign(net, [boxes()], {"sea:A-B": 12, "C": 3}, empties=HALF)
    arrived = pickle.loads(pickle.dumps(found)).bound_to(net)
    assert json.dumps(arrived.to_dict()) == json.dumps(found.to_dict())
    routing.verify(net, arrived)


def test_a_limit_of_time_leaves_what_is_known_with_its_bound():
    found = routing.assign(triangle(), [boxes()], empties=HALF, options=SolveOptions(time_limit_s=1e-9))
    assert found.status is Status.UNKNOWN and found.usd is None and not found.runs
    routing.verify(triangle(), found)
