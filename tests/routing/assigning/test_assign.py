"""`assign` finds the cheapest way for all together; what it tells is verified, and planted faults are found."""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError
from oracles.assignments import WAYS, capacities_of, consignments_of, least_usd, least_whole_usd, triangle
from oracles.cases import cases, only_at_length
from oracles.random_networks import network_of, rows_of, specs

import networks
import routing
from networks import Network
from networks.rules.validation import check_tables
from routing import (
    Assignment,
    Capacity,
    Consignment,
    Constraints,
    GeneralisedCost,
    QuestionError,
    Shipment,
    SolveOptions,
    Status,
    VerificationError,
)
from routing.steps.held import counted_of

LIGHTLY = SolveOptions(explain=False)


def boxes(per_week: float = 10, **more: Any) -> Consignment:
    return Consignment(shipment=Shipment("A", "B", tonnes=12), per_week=per_week, **more)


def compare_with_all_paths(spec: Any, seed: int, most: int) -> Assignment:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(not check_tables(dict(network.catalogue), errors_only=True))
    asked, capacities = consignments_of(rng, network), capacities_of(rng, network)
    for key in [key for key, figure in network.figures.items() if key[1] == "capacity"]:
        assume(key is None)  # those are compared by tests of their own
    found = routing.assign(network, asked, capacities, gap=1e-6, options=LIGHTLY)
    questions = [found.question(number) for number in range(len(asked))]
    try:
        expected = least_usd(network, questions, found.consignments, capacities, most)
    except TooManyPathsError:
        assume(False)
    assert found.status is Status.OPTIMAL
    assert found.usd == pytest.approx(expected, rel=1e-6, abs=1e-3)
    assert found.bound_usd == pytest.approx(expected, rel=1e-6, abs=1e-3)
    routing.verify(network, found)
    if found.relief is not None:
        compare_relief(network, questions, found, capacities, most)
    shuffled = random.Random(seed + 1).sample(range(len(asked)), len(asked))
    other = routing.assign(network, [asked[number] for number in shuffled], capacities[::-1], gap=1e-6, options=LIGHTLY)
    assert told_by(other, shuffled) == told_by(found, range(len(asked)))
    return found


def compare_relief(network: Network, questions: Any, found: Assignment, capacities: Any, most: int) -> None:
    """Hold the least growth against a linear program over all paths, and ask again with what it needs."""
    kept = [
        at
        for at, one in enumerate(found.consignments)
        if at not in {left.consignment for left in found.left if left.why != "capacity"}
    ]
    positive = [use.capacity for use in found.uses if use.capacity > 0]
    usual = sum(positive) / len(positive) if positive else 1.0
    growing = {one: 1 / (one.per_week or usual) for one in capacities}
    several = ([questions[at] for at in kept], [found.consignments[at] for at in kept])
    expected = least_usd(network, *several, capacities, most, growing=growing)
    assert found.relief is not None
    assert found.relief.growth == pytest.approx(expected, rel=1e-5, abs=1e-6)
    below = expected - found.relief.bound  # prices are rounded down to whole numbers where ways are searched for
    assert -1e-9 <= below <= 1e-4 * expected + 1e-6
    assert bool(found.relief.cut) == (found.relief.bound > 0) and bool(found.relief.needed) == (expected > 1e-6)


def told_by(found: Assignment, numbers: Any) -> Any:
    """Return all that an assignment tells, with the numbers that consignments have elsewhere."""
    numbers = list(numbers)
    sent = sorted(repr((numbers[one.consignment], one.usd, one.per_week, one.route.steps)) for one in found.sent)
    left = sorted((numbers[one.consignment], one.per_week, one.words) for one in found.left)
    return found.usd, found.bound_usd, sent, left, found.uses


def compare_in_whole_numbers(spec: Any, seed: int, most: int) -> None:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(not check_tables(dict(network.catalogue), errors_only=True))
    asked = [replace(one, per_week=max(1, int(one.per_week)), whole=True) for one in consignments_of(rng, network)]
    capacities = []
    for one in capacities_of(rng, network):
        is_one = one.kind != "service" or len([*counted_of(network, one.kind, one.element)]) == 1
        share = rng.choice((0, 0, 0.4, 1)) if is_one else 0
        fixed = rng.choice((0, 0, 150.0, 4000.0)) if is_one else 0
        capacities.append(replace(one, least=share * one.per_week, fixed_usd=fixed))
    found = routing.assign(network, asked, capacities, gap=0, options=LIGHTLY)
    assert found.is_whole
    routing.verify(network, found)
    assume(found.status is Status.OPTIMAL)
    questions = [found.question(number) for number in range(len(asked))]
    try:
        expected = least_whole_usd(network, questions, found.consignments, capacities, most)
    except TooManyPathsError:
        assume(False)
    assert found.usd == pytest.approx(expected, rel=1e-6, abs=1e-2)


@cases(quick=2, long=40)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_whole_shipments_cost_what_cp_sat_finds_over_all_paths(spec, seed):
    compare_in_whole_numbers(spec, seed, 1_000)


@only_at_length(60)
@given(specs(3, 6), st.integers(0, 2**32 - 1))
def test_whole_shipments_in_larger_networks_cost_what_cp_sat_finds(spec, seed):
    compare_in_whole_numbers(spec, seed, 10_000)


def test_whole_shipments_are_not_split_and_a_train_runs_full_enough_or_not_at_all():
    # of three of 4 TEU two fit on the link of 10 at 100 USD each, one goes round at 150
    big = Consignment(shipment=Shipment("A", "B", teu=4, tonnes=12), per_week=3, whole=True)
    found = routing.assign(triangle(), [big], {"sea:A-B": 10})
    assert (found.usd, found.bound_usd, found.status) == (350, 350, Status.OPTIMAL)
    assert found.relaxed_usd == pytest.approx(2.5 * 100 + 0.5 * 150) and found.is_whole
    assert [(one.per_week, one.usd) for one in found.sent] == [(2, 100), (1, 150)]
    # a link that carries 9 at least or nothing carries nothing, if 8 is all that fits in whole ones
    train = routing.assign(triangle(), [big], [Capacity("link", "sea:A-B", 10, least=9)])
    assert train.usd == 450 and [use.flow for use in train.uses] == [0]
    # at 60 USD for using it at all, 50 saved for each of two are worth it; at 120 they are not
    for fixed, usd in ((60, 410), (120, 450)):
        paid = routing.assign(triangle(), [big], [Capacity("link", "sea:A-B", 10, fixed_usd=fixed)])
        assert (paid.usd, paid.status) == (usd, Status.OPTIMAL)
        routing.verify(triangle(), paid)


def test_nothing_has_to_grow_where_ways_round_cost_more_than_leaving_behind():
    # two of ten fit on the link, which goes round for 150 USD; that costs more than the 120 of leaving one behind
    found = routing.assign(triangle(), [boxes(unserved_usd=120)], {"sea:A-B": 2})
    assert [one.why for one in found.left] == ["capacity"] and found.relief is not None
    assert (dict(found.relief.needed), dict(found.relief.cut), found.relief.growth, found.relief.bound) == (
        {},
        {},
        0,
        0,
    )
    words = "All that has a route would go within the capacities as they are"
    assert f"{words}, but for more than it costs to leave the rest behind." in str(found)


def compare_in_part(spec: Any, seed: int, most: int) -> None:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(not check_tables(dict(network.catalogue), errors_only=True))
    asked = []
    for one in consignments_of(rng, network):
        whole = rng.random() < 0.5
        asked.append(replace(one, whole=whole, per_week=max(1, int(one.per_week)) if whole else one.per_week))
    capacities = []
    for one in capacities_of(rng, network):
        is_one = one.kind != "service" or len([*counted_of(network, one.kind, one.element)]) == 1
        capacities.append(replace(one, fixed_usd=rng.choice((0, 0, 150.0, 4000.0)) if is_one else 0))
    for key in [key for key, figure in network.figures.items() if key[1] == "capacity"]:
        assume(key is None)
    found = routing.assign(network, asked, capacities, gap=0, options=LIGHTLY)
    routing.verify(network, found)
    questions = [found.question(number) for number in range(len(asked))]
    try:
        expected = least_usd(network, questions, found.consignments, capacities, most, in_whole=True)
    except TooManyPathsError:
        assume(False)
    assert found.usd >= expected * (1 - 1e-6) - 1e-3 and found.bound_usd <= expected * (1 + 1e-6) + 1e-3
    if found.status is Status.OPTIMAL:
        assert found.usd == pytest.approx(expected, rel=1e-6, abs=1e-3)
    else:  # no more than a solver's tolerances are left
        assert found.gap < 1e-5


@cases(quick=2, long=40)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_whole_shipments_beside_parts_of_others_cost_what_cbc_finds_over_all_paths(spec, seed):
    compare_in_part(spec, seed, 1_000)


@only_at_length(60)
@given(specs(3, 6), st.integers(0, 2**32 - 1))
def test_whole_shipments_and_parts_in_larger_networks_cost_what_cbc_finds(spec, seed):
    compare_in_part(spec, seed, 10_000)


def test_routes_that_use_something_fewer_times_are_looked_for_where_whole_numbers_leave_a_gap():
    parts = [boxes(2.5), Consignment(shipment=Shipment("A", "B", teu=4, tonnes=12), per_week=3, whole=True)]
    found = routing.assign(triangle(), parts, [Capacity("link", "sea:A-B", 10, fixed_usd=90)], gap=0)
    # 90 for the link, over which two of 4 TEU and two boxes go at 100 each; one and a half go round at 150
    assert (found.usd, found.bound_usd, found.status) == (715, 715, Status.OPTIMAL)
    assert found.relaxed_usd < 715
    routing.verify(triangle(), found)


def test_the_best_of_the_routes_that_there_are_is_not_called_optimal():
    parts = [boxes(2.5), Consignment(shipment=Shipment("A", "B", teu=4, tonnes=12), per_week=3, whole=True)]
    found = routing.assign(triangle(), parts, [Capacity("link", "sea:A-B", 10, least=9, fixed_usd=90)], gap=0)
    assert found.status is Status.FEASIBLE and found.bound_usd < found.usd
    routing.verify(triangle(), found)


@cases(quick=3, long=60)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_the_cost_is_that_of_a_linear_program_over_all_paths(spec, seed):
    compare_with_all_paths(spec, seed, 1_000)


@only_at_length(50)
@given(specs(3, 6), st.integers(0, 2**32 - 1))
def test_the_cost_in_larger_networks_is_that_of_a_linear_program_over_all_paths(spec, seed):
    compare_with_all_paths(spec, seed, 20_000)


def test_a_full_link_sends_the_rest_round_and_its_price_is_the_detour():
    # 6 of 10 fit at 100 USD, 4 go round at 150: 1,200; one more would save 50 in carriage and serve no one more
    found = routing.assign(triangle(), [boxes()], {"sea:A-B": 6})
    assert (found.status, found.usd, found.bound_usd, found.gap) == (Status.OPTIMAL, 1200, 1200, 0)
    assert [(one.route.places, one.per_week, one.usd) for one in found.sent] == [
        (("A", "B"), 6, 100),
        (("A", "C", "B"), 4, 150),
    ]
    (use,) = found.bottlenecks
    assert (use.name, use.flow, use.price_usd, use.served_more, use.avoided_usd, use.saved_usd) == (
        *("link sea:A-B", 6, 50),
        *(0, 0, 50),
    )
    assert list(found.users(use)) == [(0, 6)] and not found.left
    routing.verify(triangle(), found)


def test_what_finds_no_room_is_left_and_the_price_tells_its_echo_from_what_carriage_costs():
    # left behind: ten times the cheapest route, 1,000 USD; one more through C avoids 1,000 and costs 150
    found = routing.assign(triangle(), [boxes()], {"sea:A-B": 6, "C": 2})
    assert found.usd == 6 * 100 + 2 * 150 + 2 * 1000
    (left,) = found.left
    assert (left.why, left.per_week, left.usd, left.cheapest_usd) == ("capacity", 2, 1000, 100)
    assert left.words == "no capacity left on link sea:A-B"
    relief = found.relief  # two more on the link, a third of its 6; through C it would take as many, all of its 2
    assert relief is not None and dict(relief.needed) == {"link sea:A-B, TEU": 8}
    assert relief.growth == pytest.approx(1 / 3) == relief.bound
    link, place = found.bottlenecks
    assert (link.name, link.price_usd, link.avoided_usd, link.saved_usd, link.served_more) == (
        *("link sea:A-B", 900),
        *(1000, -100, 1),
    )
    assert (place.name, place.price_usd, place.avoided_usd, place.saved_usd) == ("place C", 850, 1000, -150)
    routing.verify(triangle(), found)


@pytest.mark.long
def test_without_capacities_everyone_takes_the_route_of_solve():
    net = networks.load("eurasia")
    asked = [("JPYOK", "RUMOW"), ("JPYOK", "KZALA"), ("KRPUS", "UZTAS")]
    rules = [Constraints(max_days=30), Constraints(avoid_territories={"CN"}), None]
    value = GeneralisedCost(usd_per_day=40)
    several = [
        Consignment(shipment=Shipment(*ends), constraints=rule, minimise=value)
        for ends, rule in zip(asked, rules, strict=True)
    ]
    found = routing.assign(net, several)
    for sent, ends, rule in zip(found.sent, asked, rules, strict=True):
        best = routing.solve(net, Shipment(*ends), minimise=value, constraints=rule).require()
        assert sent.usd == pytest.approx(best.usd + 40 * best.days)
    assert found.rounds == 0 and found.bound_usd == pytest.approx(found.usd)


def test_tonnes_are_held_against_everything_and_teu_against_containers():
    coal = Consignment(shipment=Shipment("A", "B", load="bulk", tonnes=100), per_week=3, unserved_usd=5000)
    found = routing.assign(triangle(), [boxes(2), coal], {"sea:A-B": "124 t", "A": 2})
    (link, place) = sorted(found.uses, key=lambda use: use.kind)
    assert (link.unit, link.flow) == ("t", 124) and (place.unit, place.flow) == ("TEU", 2)
    assert [total.carried for total in found.totals] == [5]
    routing.verify(triangle(), found)


def test_what_has_no_route_or_is_not_worth_it_says_so():
    late = boxes(1, constraints=Constraints(max_days=0.5))
    cheap = boxes(1, unserved_usd=99)
    found = routing.assign(triangle(), [late, cheap])
    assert [(one.consignment, one.why) for one in found.left] == [(0, "no route"), (1, "penalty")]
    assert found.left[0].words == "no route at all: max_days 0.5 (max_days from 1)"
    assert found.left[1].words == "its cheapest route costs 100 USD, dearer than to leave it behind (99 USD)"
    assert found.usd == 99  # what nobody can carry costs nothing, unless that is stated
    routing.verify(triangle(), found)


def test_a_service_is_counted_on_each_of_its_legs_and_a_leg_by_itself():
    net = networks.load("eurasia")
    several = [
        Consignment(shipment=Shipment("JPYOK", "RUVVO"), per_week=20),
        Consignment(shipment=Shipment("JPNGO", "RUVVO"), per_week=20),
    ]
    found = routing.assign(net, several, {"line:JTSL": 15, "line:JTSL#3": 12})
    on = {use.on or use.element: use.flow for use in found.uses if "line:JTSL" in use.element}
    assert max(flow for leg, flow in on.items()) <= 15 + 1e-9
    assert len(on) == len(net.services["line:JTSL"].stops) - 1


def test_a_border_is_counted_in_the_direction_that_is_meant():
    net = networks.load("eurasia")
    there = Consignment(shipment=Shipment("CNSIA", "KZALA"), per_week=3)
    for border, flow in (("CN-KZ", 3), ("CN>KZ", 3), ("KZ>CN", 0)):
        found = routing.assign(net, [there], {border: 100})
        assert [use.flow for use in found.uses if use.kind == "border"] == [flow]


def test_capacities_of_the_network_hold_unless_others_take_their_place():
    build = networks.NetworkBuilder("held")
    for place in "ABC":
        build.add_place(id=place, name=place, kind="other", country="")
    for tail, head, own in WAYS:
        build.add_link(id=f"sea:{tail}-{head}", tail=tail, head=head, mode="sea", territories="", **own)
    build.add_source(id="me", title="made up")
    build.add_figure(element="sea:A-B", quantity="capacity", value=4, unit="TEU/week", source="me", kind="assumption")
    held = build.build()
    assert routing.assign(held, [boxes()]).usd == 4 * 100 + 6 * 150
    assert routing.assign(held, [boxes()], {"sea:A-B": 7}).usd == 7 * 100 + 3 * 150
    assert routing.assign(held, [boxes()], {"sea:A-B": None}).usd == 1000


def test_rows_of_dictionaries_are_read_with_what_is_carried_in_a_week(tmp_path):
    rows = [{"origin": "A", "destination": "B", "per_week": 10, "tonnes": 12, "usd_per_day": 24, "id": "first"}]
    file = tmp_path / "shipments.csv"
    file.write_text("id,origin,destination,per_week,tonnes,usd_per_day\nfirst,A,B,10,12,24\n")
    for told in (rows, str(file)):
        found = routing.assign(triangle(), told, {"sea:A-B": 6})
        assert found.usd == 6 * (100 + 24) + 4 * (150 + 48)
        assert found.consignments[0].name == "first"


@pytest.mark.parametrize(
    ("asked", "capacities", "words"),
    [
        ([], None, "expected at least one"),
        ([Shipment("A", "X")], None, "shipment 1: no place is called 'X'"),
        ([("A", "B"), {"origin": "A", "destination": "B", "per_week": -1}], None, "shipment 2: per_week=-1"),
        ([boxes()], {"sea:A-X": 3}, "'sea:A-X'"),
        ([boxes()], {"A": "much"}, "A='much': expected a number of TEU a week"),
        ([boxes()], {"A": -1, "B": float("nan")}, "per_week=-1.*B=nan"),
        ([boxes()], 5, "expected a mapping"),
        ([boxes()], [Capacity("link", "A", 3)], "A is a place"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_error(asked, capacities, words):
    with pytest.raises(QuestionError, match=words):
        routing.assign(triangle(), asked, capacities)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(QuestionError, match=r"shipment 1.*shipment 2"):
        routing.assign(triangle(), [("A", "X"), ("Y", "B")])
    with pytest.raises(QuestionError, match=r"minimise='time'.*unserved_usd=-1"):
        routing.assign(triangle(), [boxes()], minimise="time", unserved_usd=-1)
    with pytest.raises(QuestionError, match=r"gap=1.*shipment 1.*capacities: .*'X'"):
        routing.assign(triangle(), [("A", "X")], {"X": 5}, gap=1)


def test_a_limit_of_time_leaves_what_is_known_with_its_bound():
    net = networks.load("eurasia")
    several = [Consignment(shipment=Shipment("JPYOK", "RUMOW"), per_week=5)]
    found = routing.assign(net, several, {"RUVVO": 1}, options=SolveOptions(time_limit_s=1e-9))
    assert found.status is Status.UNKNOWN and found.usd is None
    assert [one.why for one in found.left] == ["limit"]
    routing.verify(net, found)


FAULTS = {
    "carries": lambda found: replace(found, uses=(replace(found.uses[0], capacity=5.0), *found.uses[1:])),
    "flow": lambda found: replace(found, uses=(replace(found.uses[0], flow=5.0), *found.uses[1:])),
    "wanted": lambda found: replace(found, sent=(replace(found.sent[0], per_week=5.0), *found.sent[1:])),
    "its steps come to": lambda found: replace(found, sent=(replace(found.sent[0], usd=90.0), *found.sent[1:])),
    "told to cost": lambda found: replace(found, usd=found.usd + 100),
    "a bound of": lambda found: replace(found, bound_usd=found.usd + 1),
    "the prices prove": lambda found: replace(
        found, uses=tuple(replace(use, price_usd=0.0, avoided_usd=0.0, saved_usd=0.0) for use in found.uses)
    ),
    "prove no more": lambda found: replace(
        found,
        uses=tuple(replace(use, price_usd=2000.0, avoided_usd=None, saved_usd=None) for use in found.uses),
    ),
    "add up to": lambda found: replace(found, uses=(replace(found.uses[0], saved_usd=7.0), *found.uses[1:])),
    "status FEASIBLE": lambda found: replace(found, status=Status.FEASIBLE),
    "left for want of room": lambda found: replace(found, left=(replace(found.left[0], cheapest_usd=None),)),
    "a week": lambda found: replace(found, left=(replace(found.left[0], per_week=0.0),)),
    "told to cost ": lambda found: replace(found, left=(replace(found.left[0], usd=1.0),)),
    "step": lambda found: replace(found, sent=(replace(found.sent[0], route=bent(found)), *found.sent[1:])),
    "is not dearer": lambda found: replace(found, left=(replace(found.left[0], why="penalty"),)),
    "refused": lambda found: replace(found, left=(replace(found.left[0], why="no route"),)),
    "has no capacity": lambda found: with_relief(found, cut={"link sea:A-C, TEU": 0.1}),
    "would have to grow comes to": lambda found: with_relief(found, growth=0.4, bound=0.4),
    "below its bound": lambda found: with_relief(found, bound=0.4),
    "weighs more than it counts": lambda found: with_relief(found, cut={"link sea:A-B, TEU": 0.3}),
    "the cut proves no more": lambda found: with_relief(found, cut={"link sea:A-B, TEU": 1 / 6}),
}


def with_relief(found: Assignment, **other: Any) -> Assignment:
    """Return an assignment that tells something else of what would have to grow."""
    assert found.relief is not None
    return replace(found, relief=replace(found.relief, **other))


def bent(found: Assignment) -> Any:
    """Return the first route with one minute less in a step."""
    route = found.sent[0].route
    steps = [replace(step, milliminutes=step.milliminutes - 1000) if step.is_ride else step for step in route.steps]
    return replace(route, steps=tuple(steps))


@pytest.mark.parametrize("words", FAULTS)
def test_a_planted_fault_is_found(words):
    net = triangle()
    found = routing.assign(net, [boxes()], {"sea:A-B": 6, "C": 2})
    with pytest.raises(VerificationError, match=words):
        routing.verify(net, FAULTS[words](found))


def test_a_route_that_breaks_a_rule_of_its_consignment_is_found():
    net = triangle()
    found = routing.assign(net, [boxes()], {"sea:A-B": 6})
    strict = replace(found.consignments[0], constraints=Constraints(max_days=1.5))
    with pytest.raises(VerificationError, match="exceed the limit"):
        routing.verify(net, replace(found, consignments=(strict,)))


def test_an_answer_travels_and_says_the_same():
    net = triangle()
    found = routing.assign(net, [boxes()], {"sea:A-B": 6, "C": 2})
    arrived = pickle.loads(pickle.dumps(found)).bound_to(net)
    assert json.dumps(arrived.to_dict()) == json.dumps(found.to_dict())
    routing.verify(net, arrived)
