"""Waiting that grows with use: what is best for all and what each chooses, held against closed forms and HiGHS."""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import replace
from functools import cache
from typing import Any

import networkx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError
from oracles.assignments import capacities_of, consignments_of
from oracles.cases import cases, only_at_length
from oracles.random_networks import network_of, rows_of, specs
from oracles.waiting import NotSolvedError, congestion_of, least_potential, told_potential

import networks
import routing
from networks import Network
from networks.rules.validation import check_tables
from routing import (
    Assignment,
    Capacity,
    Congestion,
    Consignment,
    Constraints,
    GeneralisedCost,
    QuestionError,
    Shipment,
    SolveOptions,
    Status,
    VerificationError,
)
from routing.search.flows.models.by_glop import ByGlop
from routing.search.flows.multicommodity import new_program

LIGHTLY = SolveOptions(explain=False)
ALONE, TOGETHER = "user equilibrium", "system optimum"


def compare_with_all_paths(spec: Any, seed: int, most: int) -> None:
    rng, network = random.Random(seed), network_of(rows_of(spec))
    assume(not check_tables(dict(network.catalogue), errors_only=True))
    assume(not any(key[1] == "capacity" for key in network.figures))
    asked, congestion = consignments_of(rng, network), congestion_of(rng, network)
    capacities = capacities_of(rng, network)[: rng.choice((0, 2))]
    for choice in (ALONE, TOGETHER):
        several = {"congestion": congestion, "choice": choice, "gap": 1e-6, "options": LIGHTLY}
        found = routing.assign(network, asked, capacities, **several)
        questions = [found.question(number) for number in range(len(asked))]
        try:
            expected = least_potential(network, questions, found.consignments, capacities, congestion, choice, most)
        except (TooManyPathsError, NotSolvedError):
            assume(False)
        assert found.status is Status.OPTIMAL
        above = told_potential(found, choice) - expected
        assert -1e-3 - 1e-6 * expected <= above <= 1e-3 + 2e-6 * found.usd
        routing.verify(network, found)
        shuffled = random.Random(seed + 1).sample(range(len(asked)), len(asked))
        several["congestion"] = congestion[::-1]
        other = routing.assign(network, [asked[number] for number in shuffled], capacities[::-1], **several)
        assert (other.usd, other.bound_usd, other.uses, other.waits) == (
            *(found.usd, found.bound_usd),
            *(found.uses, found.waits),
        )


@cases(quick=1, long=40)
@given(specs(3, 5), st.integers(0, 2**32 - 1))
def test_both_are_those_of_a_quadratic_program_over_all_paths(spec, seed):
    compare_with_all_paths(spec, seed, 500)


@only_at_length(60)
@given(specs(3, 6), st.integers(0, 2**32 - 1))
def test_both_in_larger_networks_are_those_of_a_quadratic_program_over_all_paths(spec, seed):
    compare_with_all_paths(spec, seed, 5_000)


def roads(ways: dict[str, tuple[float, float]]) -> tuple[Network, list[Congestion]]:
    """Return one-way links with what they cost, and an hour (a dollar) so steep for each unit on them."""
    graph = networkx.DiGraph()
    for ends, (usd, _) in ways.items():
        graph.add_edge(*ends, hours=1, usd=usd)
    network = networks.from_networkx(graph, mode="sea")
    ids = {link.tail + link.head: link.id for link in network.links.values()}
    queues = [Congestion("link", ids[ends], [(0, 0), (1, steep)], 1) for ends, (_, steep) in ways.items() if steep]
    return network, queues


def boxes(per_week: float = 6, **more: Any) -> Consignment:
    asked = {"unserved_usd": 1000.0, **more}
    return Consignment(shipment=Shipment("s", "t", tonnes=12), per_week=per_week, **asked)


BRAESS = {"sa": (0, 10), "at": (50, 1), "sb": (50, 1), "bt": (0, 10)}


def test_a_new_road_makes_everybody_slower_who_chooses_alone():
    # Braess (1968): six units. Without the bridge 3 each way: 3 x 10 + 50 + 3 = 83 for each. With a bridge of 10 + x
    # two take each of the three ways, for 4 x 10 + 50 + 2 = 92; the best for all leaves the bridge empty, for 498.
    for ways, alone, together in ((BRAESS, 498, 498), (BRAESS | {"ab": (10, 1)}, 552, 498)):
        network, queues = roads(ways)
        each, all_of_them = (
            routing.assign(network, [boxes()], congestion=queues, choice=choice, gap=1e-9)
            for choice in (ALONE, TOGETHER)
        )
        assert each.usd == pytest.approx(alone, abs=1e-5) and all_of_them.usd == pytest.approx(together, abs=1e-5)
        assert each.price_of_anarchy(all_of_them) == pytest.approx(alone / together)
        assert {round(sent.paid_usd, 4) for sent in each.sent} == {round(alone / 6, 4)}
        routing.verify(network, each)
        routing.verify(network, all_of_them)


@pytest.mark.parametrize("program", [ByGlop, new_program])
def test_each_solver_of_the_master_finds_the_same(program, monkeypatch):
    monkeypatch.setattr("routing.assigning.assign.new_program", program)
    network, queues = roads(BRAESS | {"ab": (10, 1)})
    for choice, usd in ((ALONE, 552), (TOGETHER, 498)):
        found = routing.assign(network, [boxes()], congestion=queues, choice=choice, gap=1e-8)
        assert found.status is Status.OPTIMAL and found.usd == pytest.approx(usd, abs=1e-4)


def test_a_toll_of_what_others_are_made_to_wait_has_each_choose_what_is_best_for_all():
    ways = BRAESS | {"ab": (10, 1)}
    network, queues = roads(ways)
    best = routing.assign(network, [boxes()], congestion=queues, gap=1e-9)
    tolls = {wait.element: wait.external_usd for wait in best.waits}
    ids = {link.id: link.tail + link.head for link in network.links.values()}
    tolled = {ids[link]: (ways[ids[link]][0] + toll, ways[ids[link]][1]) for link, toll in tolls.items()}
    dearer, queues = roads(ways | tolled)
    chosen = routing.assign(dearer, [boxes()], congestion=queues, choice=ALONE, gap=1e-9)
    flows = {wait.element: wait.flow for wait in best.waits}
    assert {wait.element: pytest.approx(wait.flow, abs=1e-3) for wait in chosen.waits} == flows


def test_where_waiting_sets_in_the_best_may_stop_and_each_goes_on():
    # free up to 4 a week, then two hours a unit; the way round costs 10. At f a unit more costs 2 (f - 4) itself and 2 f
    # the others, that is 10 at 4.5: 4.5 x 1 + 5.5 x 10; alone each goes on until it waits 10 hours: 5 more, 9 in all
    network, _ = roads({"st": (0, 0), "sa": (5, 0), "at": (5, 0)})
    queue = Congestion("link", "sea:s-t", [(4, 0), (14, 20)], 1)
    best = routing.assign(network, [boxes(10)], congestion=[queue])
    (wait,) = best.waits
    assert (best.usd, wait.flow, wait.hours) == (pytest.approx(59.5), pytest.approx(4.5), pytest.approx(1))
    steep = Congestion("link", "sea:s-t", [(4, 0), (14, 200)], 1)
    best = routing.assign(network, [boxes(10)], congestion=[steep])
    (wait,) = best.waits  # at the point one less saves nothing, and one more costs 80: a unit of room is worth 10
    assert (best.usd, wait.flow, wait.price_usd) == (pytest.approx(60), pytest.approx(4), pytest.approx(10))
    assert wait.external_usd == pytest.approx(10)
    alone = routing.assign(network, [boxes(10)], congestion=[queue], choice=ALONE)
    (wait,) = alone.waits
    assert (alone.usd, wait.flow, wait.hours) == (pytest.approx(100), pytest.approx(9), pytest.approx(10))
    assert [sent.paid_usd for sent in alone.sent] == [pytest.approx(10)] * 2


def test_full_capacities_charge_those_who_choose_alone_what_room_is_worth_to_them():
    # waiting of an hour a unit: 10 would go, for 10 each; but 6 fit, wait 6 hours and pay 4 for room
    network, _ = roads({"st": (0, 0), "sa": (5, 0), "at": (5, 0)})
    queue = Congestion("link", "sea:s-t", [(0, 0), (10, 10)], 1)
    found = routing.assign(network, [boxes(12)], {"sea:s-t": 6}, congestion=[queue], choice=ALONE)
    ((wait,), (use,)) = found.waits, found.uses
    assert (wait.flow, wait.hours, use.flow, use.price_usd) == (6, 6, 6, pytest.approx(4))
    assert (use.served_more, use.saved_usd) == (None, None) and found.usd == pytest.approx(6 * 6 + 6 * 10)
    routing.verify(network, found)


@pytest.mark.long
def test_curves_of_many_lines_are_counted_where_they_are():
    # the lines of x ** 4: four ways of which each costs more and waits less than the one before
    graph = networkx.MultiDiGraph([("s", "t", {"hours": 1, "usd": 3 * way}) for way in range(4)])
    network = networks.from_networkx(graph, mode="sea")
    points = [use / 16 for use in range(64)]
    queues = [
        Congestion("link", link, [(10 * use, 9 * use**4 / (way + 1)) for use in points], 1)
        for way, link in enumerate(sorted(network.links))
    ]
    several = [boxes(amount, minimise=GeneralisedCost(usd_per_day=amount)) for amount in (3, 7, 24)]
    for choice in (ALONE, TOGETHER):
        found = routing.assign(network, several, congestion=queues, choice=choice, gap=1e-6)
        assert found.status is Status.OPTIMAL and sum(wait.flow for wait in found.waits) == pytest.approx(34)
        routing.verify(network, found)
        usd = {link.id: link.usd for link in network.links.values()}
        more = {
            usd[w.element] + w.usd + (0 if choice == ALONE else w.external_usd) for w in found.waits if w.flow > 0.01
        }
        assert max(more) == pytest.approx(
            min(more), rel=1e-3 if choice == ALONE else 0.2
        )  # lines jump for all together


def test_what_waits_too_long_is_left_behind_with_that_reason():
    network, _ = roads({"st": (0, 0)})
    queue = Congestion("place", "t", [(0, 0), (10, 10)], 2)
    found = routing.assign(network, [boxes(10, unserved_usd=8)], congestion=[queue], choice=ALONE)
    (left,), (wait,) = found.left, found.waits
    assert (left.why, left.per_week, wait.hours) == ("waiting", pytest.approx(6), pytest.approx(4))
    assert left.words == "dearer with the waiting than to leave it behind" and found.relief is None
    full = routing.assign(network, [boxes(10)], {"sea:s-t": 3}, congestion=[queue])
    assert full.left[0].why == "capacity" and dict(full.relief.needed) == {"link sea:s-t, TEU": 10}
    for answer in (found, full):
        routing.verify(network, answer)


@pytest.mark.long
def test_a_service_has_waiting_on_each_of_its_legs_and_both_units_count_apart():
    net = networks.load("eurasia")
    several = [Consignment(shipment=Shipment("JPYOK", "RUVVO", tonnes=10), per_week=20)]
    queues = [
        Congestion("service", "line:JTSL", [(5, 0), (15, 12)], 3),
        Congestion("border", "RU>KZ", [(0, 0), (10, 1)], 3, "t"),
    ]
    found = routing.assign(net, several, congestion=queues)
    legs = [wait for wait in found.waits if wait.element == "line:JTSL"]
    assert len(legs) == len(net.services["line:JTSL"].stops) - 1 and sum(wait.flow > 0 for wait in legs) >= 1
    assert {wait.unit for wait in found.waits} == {"TEU", "t"}


def test_other_values_of_an_hour_and_deadlines_are_told():
    network, queues = roads({"st": (0, 1)})
    like = boxes(minimise=GeneralisedCost(usd_per_day=24))
    assert [one.code for one in routing.assign(network, [like], congestion=queues).warnings] == ["assumed"]
    other = boxes(minimise="cost", constraints=Constraints(max_days=9))
    first, second, _ = routing.assign(network, [like, other], congestion=queues).warnings
    assert str(first).startswith("1 kinds of shipments value an hour otherwise than the price of an hour of waiting")
    told = "hours of waiting do not count in days and deadlines, which 1 kinds of shipments that wait have: with them "
    assert str(second).startswith(told + "0 are late")  # an hour on the way, six of waiting
    late = boxes(minimise="cost", constraints=Constraints(max_days=0.25))
    (_, second, _) = routing.assign(network, [late], congestion=queues).warnings
    assert str(second).startswith(told + "1 are late")


@pytest.mark.parametrize(
    ("congestion", "choice", "words"),
    [
        ([Congestion("link", "sea:A-X", [(0, 0), (1, 1)], 1)], ALONE, "'sea:A-X'"),
        ([Congestion("link", "s", [(0, 0), (1, 1)], 1)], ALONE, "link s: s is a place"),
        ([Congestion("place", "s", [(0, 0), (1, 1)], 1)] * 2, ALONE, "place s is told twice in TEU"),
        (["s"], "selfish", "choice='selfish': expected 'system optimum' or.*congestion: 's': expected a routing.Con"),
        (5, ALONE, "congestion=5: expected several routing.Congestion"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_error(congestion, choice, words):
    network, _ = roads({"st": (0, 0)})
    with pytest.raises(QuestionError, match=words):
        routing.assign(network, [boxes()], congestion=congestion, choice=choice)


@pytest.mark.parametrize(
    ("waits", "words"),
    [
        ("much", r"'much': expected \(\(use per week, hours\)"),
        ([(0, 0)], "two points or more"),
        ([(0, 1), (1, 2)], "1 h at 0 a week, the first point: expected 0 h"),
        ([(0, 0), (0, 2)], "0 a week after 0: expected more"),
        ([(0, 0), (1, -2)], r"\(1, -2\): expected finite numbers from 0"),
        ([(0, 0), (1, 2), (2, 3)], "expected lines that become steeper"),
        ([(0, 0), (1, float("nan"))], "expected finite numbers"),
    ],
)
def test_waiting_that_is_none_is_one_clear_error(waits, words):
    with pytest.raises(QuestionError, match=words):
        Congestion("link", "sea:s-t", waits, 1)


def test_whole_shipments_and_trains_wait_for_nobody_yet():
    network, queues = roads({"st": (0, 1)})
    train = Capacity("link", "sea:s-t", 10, least=5)
    for asked, capacities, congestion, choice in (
        (boxes(whole=True), [], queues, TOGETHER),
        (boxes(), [train], queues, TOGETHER),
        (boxes(), [train], [], ALONE),
    ):
        with pytest.raises(
            QuestionError, match="expected without whole shipments, boxes that come back, least and fixed_usd"
        ):
            routing.assign(network, [asked], capacities, congestion=congestion, choice=choice)


def test_boxes_that_come_back_wait_for_nobody_yet():
    network, queues = roads({"st": (0, 1), "ts": (0, 0)})
    with pytest.raises(QuestionError, match="expected without whole shipments, boxes that come back"):
        routing.assign(network, [boxes()], congestion=queues, empties=routing.Empties(share=0.5))


def test_an_optimum_and_an_equilibrium_of_unlike_questions_have_no_ratio():
    network, queues = roads({"st": (0, 1)})
    alone, best, other = (
        routing.assign(network, [boxes(amount)], congestion=queues, choice=choice)
        for amount, choice in ((6, ALONE), (6, TOGETHER), (5, TOGETHER))
    )
    assert alone.price_of_anarchy(best) == pytest.approx(1)
    full = routing.assign(network, [boxes()], {"sea:s-t": 3}, congestion=queues)
    for one, against in ((alone, other), (alone, alone), (best, best), (alone, full)):
        with pytest.raises(QuestionError, match="expected a system optimum of what"):
            one.price_of_anarchy(against)


def test_an_equilibrium_that_costs_nothing_is_proven():
    # a free way round what makes wait
    network = networks.from_networkx(
        networkx.MultiDiGraph([("s", "t", {"hours": 1, "usd": 0}), ("s", "t", {"hours": 2, "usd": 0})]), mode="sea"
    )
    queue = Congestion("link", min(network.links), [(0, 0), (1, 1)], 1)
    found = routing.assign(network, [boxes()], congestion=[queue], choice=ALONE)
    assert (found.usd, found.bound_usd, found.status) == (pytest.approx(0, abs=1e-6), 0, Status.OPTIMAL)


def test_what_hardly_any_of_many_take_still_has_its_wait():
    # 0.00001 of 20,000 a week fill a way on which a thousandth of one more makes wait 1,000 hours; the others stay
    network = networks.from_networkx(networkx.DiGraph([("s", "t", {"hours": 1, "usd": 0})]), mode="sea")
    queue = Congestion("link", "sea:s-t", [(0, 0), (0.001, 1000)], 1)
    found = routing.assign(network, [boxes(20_000, unserved_usd=10)], congestion=[queue], choice=ALONE)
    assert found.waits[0].flow == pytest.approx(1e-5, rel=0.5) and found.waits[0].hours > 0  # within a gap of all
    routing.verify(network, found)


def test_a_limit_of_time_leaves_what_is_known():
    network, queues = roads(BRAESS)
    for choice in (ALONE, TOGETHER):
        found = routing.assign(
            network, [boxes()], congestion=queues, choice=choice, options=SolveOptions(time_limit_s=1e-9)
        )
        assert found.status is Status.UNKNOWN and found.usd is None
        routing.verify(network, found)


def first(found: Assignment, **more: Any) -> Assignment:
    return replace(found, waits=(replace(found.waits[0], **more), *found.waits[1:]))


FAULTS = {
    "a flow of": lambda found: first(found, flow=5.0),
    "of waiting, its use makes": lambda found: first(found, hours=found.waits[0].hours + 1),
    "its use makes": lambda found: first(found, usd_per_hour=2.0),
    "is told to cost others": lambda found: first(found, external_usd=found.waits[0].external_usd + 1),
    "a price of": lambda found: first(found, price_usd=-1.0),
    "not those of the congestion": lambda found: replace(found, waits=found.waits[1:]),
    "its route comes to": lambda found: replace(
        found, sent=(replace(found.sent[0], waiting_h=found.sent[0].waiting_h + 1), *found.sent[1:])
    ),
    "and what is left come to": lambda found: replace(
        found, sent=tuple(replace(one, waiting_usd=one.waiting_usd + 1) for one in found.sent)
    ),
    "told to cost": lambda found: replace(found, usd=found.usd + 100),
    "a bound of": lambda found: replace(found, bound_usd=found.usd - 1e-6, relaxed_usd=found.usd - 1e-6),
}


@pytest.mark.parametrize("choice", [ALONE, TOGETHER])
@pytest.mark.parametrize("words", FAULTS)
def test_a_planted_fault_is_found(words, choice):
    network = bridged()[0]
    found = answered(choice)
    if words == "a bound of":  # a mix that is worse than it says
        found = replace(shifted(choice), status=Status.OPTIMAL)
    with pytest.raises(VerificationError, match=words):
        routing.verify(network, FAULTS[words](found))


@cache
def bridged() -> tuple[Network, list[Congestion]]:
    """Return Braess's roads with the bridge."""
    return roads(BRAESS | {"ab": (10, 1)})


@cache
def answered(choice: Any) -> Assignment:
    """Return what is chosen on them."""
    network, queues = bridged()
    return routing.assign(network, [boxes()], congestion=queues, choice=choice)


def shifted(choice: Any) -> Assignment:
    """Return the answer of another choice, as if it were of this one."""
    found = answered(TOGETHER if choice == ALONE else ALONE)
    prices = [replace(one, price_usd=one.usd if choice == ALONE else one.usd + one.external_usd) for one in found.waits]
    return replace(found, choice=choice, waits=tuple(prices))


def test_an_answer_travels_and_says_the_same():
    network, queues = roads(BRAESS)
    found = routing.assign(network, [boxes()], congestion=queues, choice=ALONE)
    arrived = pickle.loads(pickle.dumps(found)).bound_to(network)
    assert json.dumps(arrived.to_dict()) == json.dumps(found.to_dict())
    routing.verify(network, arrived)
