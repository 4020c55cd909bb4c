"""Journeys in a timetable: against the rule asked row by row, against Dijkstra's algorithm on the time-expanded graph."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing import QuestionError
from routing.search import Timetable, latest_departure
from routing.search import earliest_arrival as plainly

ENGINES = ("interpreted", "compiled")
COLUMNS = ("departure", "arrival", "tail", "head", "trip")


def earliest_arrival(*columns, origin, after, engine="auto", **given):
    """Ask a timetable by an engine, or plainly."""
    if engine == "auto":
        return plainly(*columns, origin=origin, after=after, **given)
    return Timetable(*columns, engine=engine, **given).earliest_arrival(origin, after)


def profile(*columns, origin, destination, start, end, **given):
    return Timetable(*columns, **given).profile(origin, destination, start, end)


def random_rows(rng, *, n_nodes=5, n_rows=14, latest=30, long=6):
    """Return the columns of a timetable of trips, of single rows, and of rows that bear the number of another's trip."""
    rows = []
    while len(rows) < n_rows:
        trip, at, node = rng.randrange(8), rng.randrange(latest), rng.randrange(n_nodes)
        for _ in range(rng.randint(1, 4)):
            then, to = at + rng.choice((0, 0, 1, 2, long)), rng.randrange(n_nodes)
            rows.append((at, then, node, to, trip))
            at, node = then + rng.choice((0, 0, 1, 3)), to
    rng.shuffle(rows)
    return {name: np.array(column, np.int64) for name, column in zip(COLUMNS, zip(*rows, strict=True), strict=True)}


def may_follow(one, other, changes):
    """Return whether a row may be taken after another: aboard, or by a change."""
    (_, then, _, node, trip), (departure, _, tail, _, next_trip) = one, other
    aboard = trip == next_trip and then <= departure
    return node == tail and (aboard or then + changes[node] <= departure)


def rows_of(table):
    return list(zip(*(table[name].tolist() for name in COLUMNS), strict=True))


def arrivals_by_rule(table, changes, origin, after):
    """Return the earliest arrivals, found by asking of every two rows whether one may follow the other."""
    rows = rows_of(table)
    taken = {number for number, row in enumerate(rows) if row[2] == origin and row[0] >= after}
    more = set(taken)
    while more:
        more = {
            number
            for number, row in enumerate(rows)
            if number not in taken and any(may_follow(rows[one], row, changes) for one in more)
        }
        taken |= more
    found = [-1] * len(changes)
    found[origin] = after
    for number in taken:
        _, then, _, head, _ = rows[number]
        if head != origin and (found[head] < 0 or then < found[head]):
            found[head] = then
    return found


def arrivals_by_dijkstra(table, changes, origin, after):
    """Return the earliest arrivals, found by Dijkstra's algorithm on a graph of rows: the way's length is its end."""
    rows, graph = rows_of(table), nx.DiGraph()
    graph.add_node("begin")
    for number, (departure, arrival, tail, head, _) in enumerate(rows):
        if tail == origin and departure >= after:
            graph.add_edge("begin", number, weight=arrival - after)
        for other, row in enumerate(rows):
            if may_follow(rows[number], row, changes):
                graph.add_edge(number, other, weight=row[1] - arrival)
        graph.add_edge(number, ("node", head), weight=0)
    length = nx.single_source_dijkstra_path_length(graph, "begin")
    found = [after + length[("node", node)] if ("node", node) in length else -1 for node in range(len(changes))]
    found[origin] = after
    return found


def profile_by_rule(table, cost, changes, asked):
    """Return (departure, arrival, cost) of all journeys that none beats: what is left from each row on, till it stands."""
    origin, destination, start, end = asked
    rows = rows_of(table)
    left = [{(row[1], spent)} if row[3] == destination else set() for row, spent in zip(rows, cost, strict=True)]
    while True:
        new = []
        for row, spent, known in zip(rows, cost, left, strict=True):
            found = set(known)
            for other, further in zip(rows, left, strict=True):
                if may_follow(row, other, changes):
                    found |= {(then, spent + more) for then, more in further}
            new.append({one for one in found if not any(beats(two, one) for two in found)})
        if new == left:
            break
        left = new
    journeys = {
        (row[0], *one)
        for row, ends in zip(rows, left, strict=True)
        if row[2] == origin and start <= row[0] <= end
        for one in ends
    }
    return sorted(
        one
        for one in journeys
        if not any(
            other[0] >= one[0] and other[1] <= one[1] and other[2] <= one[2] and other != one for other in journeys
        )
    )


def beats(one, other):
    return one != other and one[0] <= other[0] and one[1] <= other[1]


def check_rows(table, changes, rows, ends):
    """Hold rows against the rule: they follow one another from one node to the other; return the first and last instant."""
    taken = [rows_of(table)[row] for row in rows]
    assert taken[0][2] == ends[0] and taken[-1][3] == ends[1]
    assert all(may_follow(one, other, changes) for one, other in itertools.pairwise(taken))
    return taken[0][0], taken[-1][1]


@cases(quick=8, long=1500)
@given(st.integers(0, 2**40))
def test_arrivals_and_departures_are_those_of_the_rule_and_of_dijkstra(seed):
    rng = random.Random(seed)
    table, origin, instant = random_rows(rng), rng.randrange(5), rng.randrange(25)
    changes = [rng.choice((0, 0, 1, 3)) for _ in range(5)]
    expected = arrivals_by_rule(table, changes, origin, instant)
    assert expected == arrivals_by_dijkstra(table, changes, origin, instant)
    turned = {"departure": 99 - table["arrival"], "arrival": 99 - table["departure"], "tail": table["head"]}
    turned |= {"head": table["tail"], "trip": table["trip"]}
    backward = [99 - one if one >= 0 else -1 for one in arrivals_by_rule(turned, changes, origin, 99 - instant)]
    answers = []
    for engine in ENGINES:
        asked = {"min_change": changes, "engine": engine}
        found = earliest_arrival(*table.values(), origin=origin, after=instant, **asked)
        back = Timetable(*table.values(), **asked, n_nodes=5).latest_departure(origin, instant)
        assert found.arrival.tolist() == expected and back.departure.tolist() == backward
        for node in range(5):
            rows, rows_back = found.itinerary(node), back.itinerary(node)
            assert (rows is None) == (expected[node] < 0) and (rows_back is None) == (backward[node] < 0)
            if rows is not None and node != origin:
                first, last = check_rows(table, changes, rows, (origin, node))
                assert first >= instant and last == expected[node]
            if rows_back is not None and node != origin:
                first, last = check_rows(table, changes, rows_back, (node, origin))
                assert first == backward[node] and last <= instant
        answers.append([(found.itinerary(node), back.itinerary(node)) for node in range(5)])
    assert str(answers[0]) == str(answers[1])


@pytest.mark.parametrize("begin", [0, 2**40])
@cases(quick=5, long=1000)
@given(seed=st.integers(0, 2**40))
def test_trips_that_are_chains_and_come_by_a_node_again_are_the_same_compiled(begin, seed):
    rng, rows = random.Random(seed), []
    name = rng.choice((1, 10**9))
    for trip in range(12):
        at, node = begin + rng.randrange(60), rng.randrange(6)
        for _ in range(rng.randint(1, 9)):
            then, to = at + rng.choice((0, 1, 5)), rng.randrange(6)
            rows.append((at, then, node, to, trip * name))
            at, node = then + rng.choice((0, 1, 1, 2)), to
    rng.shuffle(rows)
    columns = tuple(zip(*rows, strict=True))
    changes = [rng.choice((0, 1, 4)) for _ in range(6)]
    node, instant = rng.randrange(6), max(0, begin + rng.randrange(-20, 80))
    answers = []
    for engine in ENGINES:
        timetable = Timetable(*columns, min_change=changes, n_nodes=6, engine=engine)
        there, back = timetable.earliest_arrival(node, instant), timetable.latest_departure(node, instant)
        ways = [(there.itinerary(one), back.itinerary(one)) for one in range(6)]
        answers.append(str((there.arrival.tolist(), back.departure.tolist(), ways)))
    assert answers[0] == answers[1]


@cases(quick=4, long=1000)
@given(st.integers(0, 2**40))
def test_a_profile_is_that_of_the_rule(seed):
    rng = random.Random(seed)
    table = random_rows(rng, n_nodes=4)
    cost = [rng.choice((0, 0, 1, 2, 5)) for _ in table["trip"]]
    changes = [rng.choice((0, 0, 1, 3)) for _ in range(4)]
    origin, destination = rng.sample(range(4), 2)
    start = rng.randrange(20)
    end = start + rng.randrange(20)
    expected = profile_by_rule(table, cost, changes, (origin, destination, start, end))
    answers = []
    for engine in ENGINES:
        asked = {"origin": origin, "destination": destination, "start": start, "end": end}
        found = profile(*table.values(), **asked, cost=cost, min_change=changes, engine=engine)
        assert [(one.departure, one.arrival, one.cost) for one in found] == expected
        for one in found:
            ends = check_rows(table, changes, one.rows, (origin, destination))
            assert ends == (one.departure, one.arrival) and sum(cost[row] for row in one.rows) == one.cost
        answers.append([one.rows.tolist() for one in found])
    assert answers[0] == answers[1]


@cases(quick=4, long=300)
@given(st.integers(0, 2**40))
def test_moved_scaled_and_shuffled_timetables_answer_as_they_must(seed):
    rng = random.Random(seed)
    table = random_rows(rng, n_rows=25)
    origin = rng.randrange(5)
    found = earliest_arrival(*table.values(), origin=origin, after=4, min_change=2, n_nodes=5)
    moved = {name: cells * 60 + 604_800 if name in COLUMNS[:2] else cells for name, cells in table.items()}
    later = earliest_arrival(*moved.values(), origin=origin, after=604_800 + 240, min_change=120, n_nodes=5)
    there = found.arrival >= 0
    assert (there == (later.arrival >= 0)).all()
    assert (found.arrival[there] * 60 + 604_800 == later.arrival[there]).all()
    order = np.array(rng.sample(range(len(table["trip"])), len(table["trip"])))
    shuffled = {name: cells[order] for name, cells in table.items()}
    again = earliest_arrival(*shuffled.values(), origin=origin, after=4, min_change=2, n_nodes=5)
    assert again.arrival.tolist() == found.arrival.tolist()
    for node in np.flatnonzero(there):
        rows, others = found.itinerary(node), order[again.itinerary(node)]
        assert [rows_of(table)[row] for row in rows] == [rows_of(table)[row] for row in others]


def test_rounds_that_take_no_time_are_gone_round_once():
    ring = [(10, 10, node, (node + 1) % 4, node) for node in (3, 1, 2, 0)]
    table = dict(zip(COLUMNS, zip(*ring, strict=True), strict=True))
    for engine in ENGINES:
        found = earliest_arrival(*table.values(), origin=1, after=10, engine=engine)
        assert found.arrival.tolist() == [10] * 4 and found.itinerary(0).tolist() == [1, 2, 0]
        (journey,) = profile(*table.values(), origin=1, destination=0, start=0, end=20, engine=engine)
        assert journey.rows.tolist() == [1, 2, 0] and (journey.departure, journey.arrival) == (10, 10)


def test_staying_aboard_is_no_change_and_boarding_at_the_origin_needs_none():
    table = {"departure": [0, 10, 12], "arrival": [10, 20, 14], "tail": [0, 1, 1], "head": [1, 2, 2], "trip": [5, 5, 6]}
    for engine in ENGINES:
        assert earliest_arrival(*table.values(), origin=0, after=0, min_change=3, engine=engine).arrival.tolist() == [
            0,
            10,
            20,
        ]
        assert earliest_arrival(*table.values(), origin=0, after=0, min_change=2, engine=engine).arrival.tolist() == [
            0,
            10,
            14,
        ]
        assert earliest_arrival(*table.values(), origin=1, after=12, min_change=9, engine=engine).arrival.tolist() == [
            -1,
            12,
            14,
        ]


def test_arrays_that_change_later_change_no_answer_and_no_array_is_changed():
    rows = np.array([[0, 12], [10, 20], [0, 1], [1, 2], [0, 1]])
    kept = rows.copy()
    there = plainly(*rows, origin=0, after=0)
    back = latest_departure(*rows, destination=2, before=25)
    timetables = [Timetable(*rows, engine=engine) for engine in ENGINES]
    assert (rows == kept).all()
    rows[:] = 0
    for found in (there, *(one.earliest_arrival(0, 0) for one in timetables)):
        assert found.arrival.tolist() == [0, 10, 20] and found.itinerary(2).tolist() == [0, 1]
    assert back.departure.tolist() == [0, 12, 25] and back.itinerary(0).tolist() == [0, 1]


def test_a_timetable_without_rows_and_nodes_that_no_row_names():
    empty = earliest_arrival([], [], [], [], [], origin=2, after=7, n_nodes=4)
    assert empty.arrival.tolist() == [-1, -1, 7, -1] and empty.itinerary(2).tolist() == []
    assert empty.itinerary(0) is None
    assert earliest_arrival([0], [1], [0], [1], [0], origin=3, after=7).arrival.tolist() == [-1, -1, -1, 7]
    assert profile([], [], [], [], [], origin=0, destination=1, start=0, end=9, n_nodes=2) == ()
    assert latest_departure([0], [5], [0], [1], [0], destination=1, before=9).departure.tolist() == [0, 9]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"arrival": [5, 3]}, "arrival 3 before departure 6 in row 1"),
        ({"departure": [-1, 6]}, "departure: expected numbers from 0, found -1 in row 0"),
        ({"tail": [0, 7]}, "tail: expected nodes from 0 to 2, found 7 in row 1"),
        ({"head": [1, -2]}, "head: expected nodes from 0 to 2, found -2 in row 1"),
        ({"trip": [0]}, "expected arrays of one length"),
        ({"departure": [0.5, 6]}, "departure: expected integers"),
        ({"min_change": -1}, "min_change: expected numbers from 0, found -1"),
        ({"min_change": [1, 2]}, "min_change: expected a number, or one for each of 3 nodes, found 2"),
        ({"origin": 3}, "origin=3: expected a node from 0 to 2"),
        ({"after": -1}, "after=-1: expected a whole number from 0"),
        ({"after": 1.5}, "after=1.5: expected a whole number from 0"),
        ({"engine": "quick"}, "engine='quick'"),
        ({"n_nodes": 0}, "n_nodes=0"),
        ({"arrival": [5, 2**63 - 1], "min_change": 5}, "exceed 64-bit integers"),
    ],
)
def test_what_is_no_timetable_is_refused(wrong, told):
    sound = {"departure": [0, 6], "arrival": [5, 9], "tail": [0, 1], "head": [1, 2], "trip": [0, 1], "n_nodes": 3}
    with pytest.raises(QuestionError, match=told):
        earliest_arrival(**({**sound, "origin": 0, "after": 0} | wrong))


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(QuestionError) as met:
        Timetable([0, 9], [5, 3], [0, 8], [1, 2], [0, 1], n_nodes=3, cost=[-1, 0])
    assert len(met.value.problems) == 3
    timetable = Timetable([0], [5], [0], [1], [0])
    with pytest.raises(QuestionError, match="expected two nodes"):
        timetable.profile(1, 1, 0, 5)
    with pytest.raises(QuestionError, match="expected no instant before 5"):
        timetable.profile(0, 1, 5, 4)
    with pytest.raises(QuestionError, match="node=7"):
        timetable.earliest_arrival(0, 0).itinerary(7)


def test_numbers_of_trips_may_be_any():
    rng = random.Random(5)
    table = random_rows(rng, n_rows=40)
    names = np.array([-(2**63), 2**63 - 1, -1, 0, 7, 2**62, -(2**62), 12345], np.int64)
    for engine in ENGINES:
        plain = earliest_arrival(*table.values(), origin=0, after=0, min_change=2, n_nodes=5, engine=engine)
        others = table | {"trip": names[table["trip"]]}
        again = earliest_arrival(*others.values(), origin=0, after=0, min_change=2, n_nodes=5, engine=engine)
        assert plain.arrival.tolist() == again.arrival.tolist()
