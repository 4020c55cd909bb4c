"""Goods under way: what they should do from a moment on, against every way from there at every departure."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.clock_questions import Asked, drawn
from oracles.events import WithEvents, with_events
from oracles.on_clock import State, TooManyStatesError
from oracles.toys import Toy
from oracles.vectors import stated_vector, vector_of
from oracles.vias import after

import networks
from routing import Constraints, QuestionError, Shipment, SolveOptions, Status, replan, solve, verify
from routing.asking.replan import _cut

SEEDS = st.integers(0, 2**32 - 1)
QUICK = SolveOptions(explain=False)
MONDAY = datetime(2016, 5, 2, tzinfo=ZoneInfo("Asia/Tokyo"))


def least_from(expanded: WithEvents, starts: list[tuple[State, Any, Any, int]]) -> Any:
    """Return the least vector from some states, each with what is behind it, and when what departs may do so first."""
    leaving = defaultdict(list)
    for arc in expanded.arcs:
        if arc.head in expanded.left:
            leaving[arc.tail].append(arc)
    best, seen, waiting = None, set(), list(starts)
    while waiting:
        state, vector, used, first = waiting.pop()
        if (state, vector, used, first) in seen:
            continue
        seen.add((state, vector, used, first))
        if len(seen) > expanded.most:
            raise TooManyStatesError
        if expanded.is_end(state):
            best = vector if best is None else min(best, vector)
        for arc in leaving[state.vertex]:
            if first and expanded.boarding.get(arc.key) is None:
                continue  # who waits for a departure may take another one, and begins nothing before now
            for edge in expanded.edges(arc, state):
                more = tuple(map(sum, zip(vector, edge.vector, strict=True)))
                spent = tuple(map(sum, zip(used, edge.used, strict=True)))
                late = edge.head.at + expanded.left[edge.head.vertex] > expanded.by
                if edge.head.at < first or late:
                    continue
                if any(one / per > most for one, (_, per, most) in zip(spent, expanded.limits, strict=True)):
                    continue
                waiting.append((edge.head, more, spent, 0))
    return best


def compare(asked: Asked, seed: int) -> None:
    rng = random.Random(f"replan {seed}")
    given_ = {"constraints": asked.constraints, "minimise": asked.minimise, "options": QUICK}
    plan = solve(asked.network, asked.shipment, depart=asked.moment, **given_)
    assume(plan.best is not None)
    total = plan.require().milliminutes
    at = asked.moment + timedelta(seconds=int(rng.random() * total * 60 // 1000))
    now = with_events(asked, seed)
    rows = now.rows
    question = plan.question
    begin = int(asked.moment.timestamp())
    expanded = WithEvents(rows, question, begin, int(asked.days * 1_440_000), 600)
    if any(row["kind"] == "surcharge" for row in asked.rows["procedures"]):
        assume(False)
    found = replan(now.network, plan, at=at, options=QUICK)
    passed = int((at - asked.moment).total_seconds()) * 1000 // 60
    cut = _cut(now.network, plan, passed)
    boards = sum(step.kind in ("board", "pass") for step in found.behind)
    charged, seen = [], 0
    for step in plan.require().steps:
        seen += step.kind in ("board", "pass")
        charged += [step] if step.kind == "demurrage" and seen <= boards else []
    since, now_at, via = -1, 0, 0
    for step, stored in zip(found.behind, cut.behind.stored, strict=True):
        if stored and stored in expanded.storage[0]:
            since = now_at
        now_at += step.milliminutes
        since = -1 if step.kind in ("board", "pass") else since
        via = after(now.network, step, question.constraints.via, via) if step.kind not in ("waiting", "delay") else via
    steps = [*found.behind, *charged]
    vectors = [vector_of(step, question.minimise) for step in steps]
    vectors = [
        (*one[:-1], one[-1] - 1) if step.kind == "waiting" else one for one, step in zip(vectors, steps, strict=True)
    ]
    nothing = vector_of(replace(plan.require().steps[0], milliminutes=0, millicents=0, milligrams=0), question.minimise)
    vector = tuple(map(sum, zip(*vectors, strict=True))) if vectors else tuple(0 for _ in nothing)
    used = tuple(sum(getattr(step, column) for step in steps) for column, _, _ in expanded.limits)
    starts = [(State(cut.behind.vertex, via, now_at, since), vector, used, 0)]
    if cut.behind.waits:
        last = found.behind[-1]
        own = (*vectors[len(found.behind) - 1],)
        rest = tuple(a - b for a, b in zip(vector, own, strict=True))
        starts.append((State(cut.behind.vertex, via, now_at - last.milliminutes, since), rest, used, passed))
    try:
        expected = least_from(expanded, starts)
    except TooManyStatesError:
        assume(False)
    if found.new.status is Status.INFEASIBLE:
        assert expected is None, (found.behind, expected)
    else:
        assert stated_vector(found.new) == expected
        verify(now.network, found)
        assert found.keep is not None
        assert found.keep.best is None or found.keep.proof.vector >= found.new.proof.vector


@cases(quick=2, long=12)
@given(SEEDS, st.booleans())
def test_it_is_the_best_of_every_way_from_there_at_every_departure(seed: int, hubs: bool):
    compare(drawn(seed, hubs=hubs), seed)


def world() -> Toy:
    """Return a ship A - B daily at 18:00 (30 h), trains B - D daily at 12:00 (10 h), and a slow lorry B - D (50 h)."""
    toy = Toy(A="JP", B="JP", C="JP", D="JP").link("ab", "A", "B", "sea").link("bc", "B", "C").link("cd", "C", "D")
    toy.link("road", "B", "D", "road").link("by", "B", "C", "road")
    toy.line("ship", "sea", "A", ("B", ("ab",)), hours=(30,), **{"": 100.0})
    toy.line("train", "rail", "B", ("C", ("bc",)), ("D", ("cd",)), hours=(5, 5), **{"": 50.0})
    toy.line("lorry", "road", "B", ("D", ("road",)), hours=(50,), wait=1, **{"": 20.0})
    days = tuple(date(2016, 5, day) for day in range(2, 20))
    for service, time in (("ship", "18:00"), ("train", "12:00")):
        toy.builder.add_departures(service=service, dates=days, times=time, kind="sourced", source="S")
    toy.doors("sea", "rail:1520", "road").operation("lift", "sea", "rail:1520", 4)
    return toy.operation("lift", "sea", "road", 2).operation("lift", "rail:1520", "road", 2)


HOUR = timedelta(hours=1)
# By plan: origin 1, load 1, the ship of Monday 18:00, there on Wednesday 0:00, lift until 4:00, train at 12:00, at C
# at 17:00 and at D at 22:00, unloaded and delivered at 24:00: 72 h. The lorry would take 18 + 30 + 2 + 1 + 50 + 2 h.


def planned() -> Any:
    net = world().build()
    plan = solve(net, Shipment("A", "D"), depart=MONDAY)
    assert plan.require().hours == 72
    return net, plan


@pytest.mark.parametrize(
    ("hours", "where", "from_there"),
    [
        (0, "A", 0),
        (0.5, "A", 1),  # what is begun is finished
        (10, "A", 10),  # waiting for the ship
        (20, "B", 48),  # aboard
        (49, "B", 52),
        (55, "B", 55),
        (61, "C", 65),
        (66, "D", 70),
    ],
)
def test_without_an_event_the_plan_is_kept(hours: float, where: str, from_there: float):
    net, plan = planned()
    found = replan(net, plan, at=MONDAY + hours * HOUR)
    assert (found.verdict, found.where, found.extra_days, found.extra_usd) == ("keep", where, 0, 0)
    assert found.from_there == MONDAY + from_there * HOUR
    assert found.sunk["days"] == from_there / 24
    assert found.sunk["usd"] == (0 if hours < 18 else 100 if hours < 60 else 150)
    verify(net, found)


def test_a_train_that_is_shut_is_left_for_the_lorry_and_a_later_one_waited_for_where_that_is_sooner():
    net, plan = planned()
    shut = networks.closed(net, link="cd", since=date(2016, 5, 4), until=date(2016, 5, 6))
    # aboard the ship: the lorry of 0:00 + 2 h + 1 h takes until 53 h and is delivered 2 h later; the train of Saturday
    # would be there at 156 h
    found = replan(shut, plan, at=MONDAY + 20 * HOUR)
    assert (found.verdict, found.where, found.new.require().hours) == ("change", "B", 48 + 2 + 1 + 50 + 2)
    assert (found.extra_days, found.extra_usd) == ((103 - 72) / 24, -30)
    assert found.keep.require().hours == 24 * 6  # with the train of Saturday
    verify(shut, found)
    # on the train already: it runs to C, stops, and nothing else goes on from there
    late = replan(shut, plan, at=MONDAY + 61 * HOUR)
    assert (late.verdict, late.where, late.blocked[0][:19]) == ("stranded", "C", "closed on the way: ")
    assert late.new.best is None and late.arrives is None and late.extra_days is None
    short = networks.closed(net, link="cd", since=date(2016, 5, 4), until=date(2016, 5, 4))
    again = replan(short, plan, at=MONDAY + 20 * HOUR)
    assert (again.verdict, again.extra_days) == ("later", 1)
    verify(short, again)


def test_a_queue_that_the_goods_come_to_is_waited_in_and_one_that_is_behind_them_is_not():
    net, plan = planned()
    jam = networks.queued(net, place="B", days=1)
    found = replan(jam, plan, at=MONDAY + 20 * HOUR)
    assert (found.verdict, found.from_there, found.extra_days) == ("later", MONDAY + 72 * HOUR, 1)
    verify(jam, found)
    assert replan(jam, plan, at=MONDAY + 55 * HOUR).verdict == "keep"
    slow = networks.slowed(net, link="ab", factor=2)
    assert replan(slow, plan, at=MONDAY + 20 * HOUR).verdict == "keep"  # it sails as it sailed out
    assert replan(slow, plan, at=MONDAY + 10 * HOUR).extra_days == 1  # there after 78 h: the next train but one


def test_limits_hold_for_the_whole_journey_and_may_be_given_anew():
    net, plan = planned()
    shut = networks.closed(net, link="cd")
    bound = replace(plan, question=replace(plan.question, constraints=Constraints(max_days=4)))
    found = replan(shut, bound, at=MONDAY + 20 * HOUR)
    assert found.verdict == "stranded"
    assert found.blocked == ("closed on the way: closed:cd (cd closed)",)
    assert replan(shut, bound, at=MONDAY + 20 * HOUR, constraints=Constraints()).verdict == "change"


def test_goods_may_be_elsewhere():
    net, plan = planned()
    found = replan(net, plan, at=MONDAY + 55 * HOUR, where="C")
    # at C on Wednesday 7:00: origin 1, load 1, then no train calls there before 17:00
    assert (found.verdict, found.where, found.keep) == ("change", "C", None)
    assert found.new.require().hours == 72


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"at": MONDAY + 80 * HOUR}, "the goods are there since"),
        ({"at": "soon"}, "at='soon'"),
        ({"at": MONDAY, "where": "Q"}, "no place is called 'Q'"),
    ],
)
def test_what_cannot_be_asked_is_told(change: Any, message: str):
    net, plan = planned()
    with pytest.raises(networks.FreightError, match=message):
        replan(net, plan, **change)
    with pytest.raises(QuestionError, match="by the clock"):
        replan(net, solve(net, Shipment("A", "D")), at=MONDAY)
    with pytest.raises(QuestionError, match="with a route"):
        replan(net, solve(net, Shipment("A", "D"), depart=MONDAY, constraints=Constraints(max_days=1)), at=MONDAY)
