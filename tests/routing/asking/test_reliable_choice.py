"""The reliable choice is the best of all paths on the scenarios, by every measure, under every constraint."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.all_paths import TooManyPathsError, feasible
from oracles.allowed import arcs_of
from oracles.cases import cases
from oracles.chances import ranged, with_chances
from oracles.clock_networks import depart_of, with_clock, with_opening
from oracles.random_networks import network_of, rows_of, specs
from oracles.toys import Toy

import networks
import routing
from networks import Network
from routing import Constraints, Shipment, SolveOptions, Status
from routing.answers.route import Route
from routing.chance.draws import Draws
from routing.chance.on_clock import arrivals, stages_of
from routing.chance.parts import parts_of
from routing.chance.sampling import milliminutes_of
from routing.compiling.problem import compile_problem
from routing.errors import QuestionError
from routing.solving.by_clock import ByClock
from routing.solving.clock_states import step_of, wait_of

DAY, SAMPLES = 1_440_000, 60
BY = ("percentile", "cvar", "on_time", "cost")


def measure(by: str, share: float, late: int, taken: np.ndarray) -> float:
    """Return what a spread comes to, written once more."""
    ordered = np.sort(taken)
    rank = int(np.ceil(round(share * SAMPLES, 9)))
    if by == "on_time":
        return float((taken > late).mean())
    if by == "cvar":
        return float(ordered[min(rank, SAMPLES - 1) :].mean()) / DAY
    return float(ordered[rank - 1]) / DAY


def by_all_paths(network: Network, question: Any, by: str, share: float, deadline: float, seed: int) -> float | None:
    """Return the least value of all paths; None where there is none."""
    arcs, draws, known, best = arcs_of(network, question), Draws(seed, SAMPLES), {}, None
    for _, path in feasible(network, question, 20_000):
        steps = [arcs[number].step for number in path]
        if any(step.milliminutes is None or (by == "cost" and step.millicents is None) for step in steps):
            continue
        for number, step in zip(path, steps, strict=True):
            if number not in known:
                known[number] = milliminutes_of(parts_of(network, [step]), draws)
        taken = sum(known[number] for number in path)
        value = measure(by, share, int(deadline * DAY), taken)
        if by == "cost":
            if value > deadline + 1e-9:
                continue
            value = sum(step.millicents for step in steps) / 100_000
        best = value if best is None else min(best, value)
    return best


@cases(quick=2, long=40)
@given(specs(3, 4), st.integers(0, 2**32 - 1), st.sampled_from(BY), st.sampled_from([0.5, 0.8, 0.95]), st.data())
def test_it_is_the_best_of_all_paths_on_the_scenarios(spec, seed, by, share, data):
    network = network_of(with_chances(rows_of(spec), seed))
    places = list(network.places)
    assume(len(places) > 1)
    box = Shipment(places[0], places[-1], scope=data.draw(st.sampled_from(["door", "terminal"])))
    limits = Constraints(
        max_transshipments=data.draw(st.sampled_from([None, 1, 3])),
        max_usd=data.draw(st.sampled_from([None, 2000])),
        via=places[1] if len(places) > 2 and data.draw(st.booleans()) else (),
    )
    deadline = data.draw(st.sampled_from([3.0, 8.0, 25.0]))
    asked = {"by": by, "share": share, "deadline_days": deadline, "constraints": limits}
    found = routing.reliable_choice(network, box, samples=SAMPLES, seed=seed, **asked)
    try:
        expected = by_all_paths(network, found.question, by, share, deadline, seed)
    except TooManyPathsError:
        assume(False)
    assert found.status is (Status.INFEASIBLE if expected is None else Status.OPTIMAL)
    if expected is not None:
        assert found.value == pytest.approx(expected, abs=1e-9) and found.bound == found.value
    elif found.best_chance is not None:
        assert found.best_chance < share


def by_all_ways_on_the_clock(problem: Any, by: str, share: float, deadline: float, seed: int) -> float | None:
    """Return the least value of all ways through the graph of a question on the clock; None where there is none."""
    network, load = problem.table.expansion.network, problem.table.expansion.load
    timetable = ByClock.of(problem).timetable
    boards = timetable.boards
    limits = {limit.column: limit.bound for limit in problem.limits}
    best = None
    for path in ways(problem):
        steps, at = [], 0
        for arc in path:
            row = int(problem.row[arc])
            departures, lead = boards.get(row, ([], 0))
            windows = zip(*timetable.windows.get(row, ([0], [10**15])), strict=True)
            opened = [max(at, begin) for begin, end in windows if end > at]
            if not opened:
                break
            if opened[0] > at:
                steps.append(wait_of(problem, problem.step(arc), opened[0] - at))
            at = opened[0]
            ready = at + lead if row in boards else at + problem.step(arc).milliminutes
            left = next((one for one in departures if one >= ready), None) if row in boards else ready
            if left is None:
                break
            steps.append(step_of(problem, row, left - at))
            at = left
        else:
            sums = {column: int(problem.columns[column][list(path)].sum()) for column in limits} | {"milliminutes": at}
            if any(sums[column] > bound for column, bound in limits.items()) or at > 366 * DAY:
                continue
            route = Route(network, load, tuple(steps), problem.question.shipment, "clock")
            stages = stages_of(network, route.shipment, route.steps, route.load)
            taken = np.minimum(arrivals(stages, Draws(seed, SAMPLES)), 2**46)
            value = measure(by, share, int(deadline * DAY), taken)
            if by == "cost":
                if value > deadline + 1e-9:
                    continue
                value = sum(step.millicents for step in steps) / 100_000
            best = value if best is None else min(best, value)
    return best


def ways(problem: Any) -> Iterator[tuple[int, ...]]:
    """Yield all paths of a problem without a circle; too many are not compared."""
    graph, found = problem.graph, 0
    pending = [((), problem.source, frozenset([problem.source]))]
    while pending and problem.source >= 0:
        path, node, seen = pending.pop()
        if node == problem.target:
            yield path
            continue
        for arc in graph.leaving[node]:
            found += 1
            assume(found < 30_000)
            if problem.usable[arc] and graph.heads[arc] not in seen:
                pending.append(((*path, arc), graph.heads[arc], seen | {graph.heads[arc]}))


@cases(quick=2, long=15)
@given(specs(3, 4), st.integers(0, 2**32 - 1), st.sampled_from(BY), st.sampled_from([0.5, 0.8, 0.95]), st.data())
def test_on_the_clock_it_is_the_best_of_all_ways(spec, seed, by, share, data):
    rng = random.Random(seed)
    rows = with_clock(with_chances(rows_of(spec), seed), seed)
    network = network_of(with_opening(rows, seed) if rng.random() < 0.4 else rows)
    places = list(network.places)
    assume(len(places) > 1)
    box = Shipment(places[0], places[-1], scope=data.draw(st.sampled_from(["door", "terminal"])))
    limits = Constraints(
        max_transshipments=data.draw(st.sampled_from([None, 1, 3])),
        max_usd=data.draw(st.sampled_from([None, 2000])),
        max_days=data.draw(st.sampled_from([None, 20])),
    )
    deadline, moment = data.draw(st.sampled_from([3.0, 8.0, 25.0])), depart_of(rng, seed)
    asked = {"by": by, "share": share, "deadline_days": deadline, "constraints": limits, "depart": moment}
    try:
        found = routing.reliable_choice(network, box, samples=SAMPLES, seed=seed, **asked)
    except QuestionError as error:
        if any("depart: " not in one for one in error.problems):
            raise
        assume(False)  # it says what it does not ask
    also = ["milliminutes", "millicents"] if by == "cost" else ["milliminutes"]
    problem = compile_problem(network, found.question, also=also)
    expected = by_all_ways_on_the_clock(problem, by, share, deadline, seed)
    assert found.status is (Status.INFEASIBLE if expected is None else Status.OPTIMAL)
    if expected is not None:
        never = by in ("percentile", "cvar") and found.value == np.inf
        assert found.value == pytest.approx(expected, abs=1e-9) or (never and expected > 1e5)
        assert found.chosen.route.model == "clock"


def test_on_the_clock_a_sure_connection_is_better_than_a_fast_one():
    # the fast ship takes 60 to 100 h for a weekly train that leaves after 96: late one time in eight, and then a week;
    # the sure one takes 90 h always
    def net(on_the_clock):
        toy = Toy(A="JP", B="RU", C="RU").link("ab", "A", "B", "sea").link("bc", "B", "C")
        toy.builder.add_operation(id="lift", kind="lift", from_side="sea", to_side="rail:1520", place="B")
        toy.figure("lift", "time", 0).usd("lift", 0)
        for name, ends in (("fast", (55, 60, 100)), ("sure", (90, 90, 90))):
            stops = ["A", {"place": "B", "path": ("ab",)}]
            toy.builder.add_service(id=name, name=name, kind="line", mode="sea", stops=stops)
            toy.figure(name, "wait", 0).usd(name, 100)
            ranged(toy, f"{name}#2", "running_time", ends)
        toy.line("train", "rail", "B", ("C", ("bc",)), hours=(48,), wait=84)
        row = {"service": "train", "weekdays": "Fri", "times": "00:00", "zone": "UTC", "kind": "assumption"}
        return (toy.builder.add_departures(**row) if on_the_clock else toy.builder).build()

    box, monday = Shipment("A", "C", scope="terminal"), datetime.datetime(2016, 3, 7, tzinfo=datetime.UTC)
    timed = routing.reliable_choice(net(True), box, depart=monday)
    assert timed.route.legs[0].service == "sure" and timed.value == (96 + 48) / 24
    assert timed.estimate.value == timed.value and "by the clock" in str(timed) and timed.chosen.never == 0
    plain = routing.solve(net(True), box, depart=monday)
    assert plain.best.days == timed.route.days  # as figures stand both catch it
    free = routing.reliable_choice(net(False), box, share=0.5)
    assert free.route.legs[0].service == "fast"
    routing.verify(timed.network, timed)


def test_a_surer_way_is_taken_though_it_is_slower_as_figures_stand():
    # the fast line takes 10 days, or 15 one time in ten; the slow one 11, and 12
    builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    more = {"unit": "d", "source": "S", "kind": "assumption"}
    for name, days, ends, usd in (("fast", 10, (9, 15), 5), ("slow", 11, (10, 12), 9)):
        builder.add_service(id=name, name=name, kind="line", mode="sea", stops=["A", {"place": "B", "path": "A-B"}])
        builder.add_figure(element=name, quantity="wait", value=0, **more)
        builder.add_figure(element=f"{name}#2", quantity="running_time", value=days, low=ends[0], high=ends[1], **more)
        money = {"unit": "USD", "currency": "USD", "basis": "shipment", "source": "S", "kind": "assumption"}
        builder.add_figure(element=name, quantity="price", value=usd, **money)
    net, box = builder.build(), Shipment("A", "B")
    found = routing.reliable_choice(net, box)
    assert [leg.service for leg in found.route.legs] == ["slow"] and found.plain.route.days == 10
    assert (
        found.value == pytest.approx(12.4, abs=0.3)
        and found.estimate.low <= found.estimate.value <= found.estimate.high
    )
    cheap = routing.reliable_choice(net, box, by="cost", deadline_days=15.5, share=0.9)
    assert cheap.value == 5 and cheap.estimate.value > 0.9
    sure = routing.reliable_choice(net, box, by="cost", deadline_days=12.5, share=0.9)
    assert sure.value == 9 and [leg.service for leg in sure.route.legs] == ["slow"]
    none = routing.reliable_choice(net, box, by="cost", deadline_days=11, share=0.9)
    assert none.status is Status.INFEASIBLE and none.route is None and none.best_chance == pytest.approx(0.65, abs=0.04)
    for answer in (found, cheap, none):
        assert str(answer) and answer.to_dict()["status"] and len(repr(answer)) < 201 and answer._repr_html_()
    routing.verify(net, found)


def test_what_is_asked_for_must_make_sense():
    net, box = routing_toy(), Shipment("A", "C", scope="terminal")
    with pytest.raises(QuestionError) as error:
        routing.reliable_choice(net, box, by="luck", share=1.0, deadline_days=-1, samples=10, seed=None)
    assert all(f"{name}=" in str(error.value) for name in ("by", "share", "deadline_days", "samples", "seed"))


def test_a_limit_of_labels_is_told():
    found = routing.reliable_choice(
        routing_toy(), Shipment("A", "C", scope="terminal"), options=SolveOptions(max_labels=1)
    )
    assert found.status in (Status.UNKNOWN, Status.FEASIBLE)


def routing_toy() -> Network:
    from oracles.chances import journey

    return journey(headway=(24, 48, 96), cancelled=10)
