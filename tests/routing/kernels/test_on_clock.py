"""Searches over moments, on graphs of a few arcs that are worked out by hand."""

from __future__ import annotations

from typing import Any

from routing.kernels.lists.on_clock import Board, Clock, Sought, latest_moments, least_on_clock
from routing.kernels.lists.span import Span
from routing.kernels.lists.tight_starts import tight_starts

NONE = (0, 0)  # cost, time


def clock_of(arcs: list[tuple[int, int, int]], **more: Any) -> tuple[Span, Clock, list[list[int]], list[int]]:
    """Return the graph of arcs (tail, head, how long), from node 0 to the last one, and its clock."""
    nodes = max(max(arc[:2]) for arc in arcs) + 1
    leaving = [[number for number, arc in enumerate(arcs) if arc[0] == node] for node in range(nodes)]
    entering = [[number for number, arc in enumerate(arcs) if arc[1] == node] for node in range(nodes)]
    span = Span(leaving, [arc[1] for arc in arcs], bytes([1] * len(arcs)), 0, nodes - 1)
    given: dict[str, Any] = {
        "taken": [arc[2] for arc in arcs],
        "boards": {},
        "spans": {},
        "stored": bytes(len(arcs)),
        "ends": bytes(len(arcs)),
        "charge": lambda arc, stood: NONE,
        "per_time": (0, 1),
        "worth_waiting": bytes(nodes),
    }
    return span, Clock(**(given | more)), entering, [arc[0] for arc in arcs]


def test_the_last_moment_is_that_before_the_last_departure_less_its_lead():
    # departures at 10 and 20, goods there 3 before; 5 on the way: there by 24 only with that of 10
    span, clock, entering, tails = clock_of([(0, 1, 3), (1, 2, 5)], boards={0: Board([10, 20], 3)})
    assert latest_moments(span, clock, entering, tails, 25) == [17, 20, 25]
    assert latest_moments(span, clock, entering, tails, 24) == [7, 19, 24]
    assert latest_moments(span, clock, entering, tails, 14) == [-1, 9, 14]


def test_starts_are_just_in_time_for_a_departure_for_the_end_and_for_what_closes():
    # 4 to the quay, then departures at 10 and 20; or 30 all the way, begun before 6
    arcs = [(0, 1, 4), (1, 2, 0), (0, 2, 30)]
    span, clock, entering, tails = clock_of(arcs, boards={1: Board([10, 20], 1)}, spans={2: [(0, 6)]})
    latest = latest_moments(span, clock, entering, tails, 40)
    fixed = [(5, 0), (0, 0), (1, 0)]
    assert tight_starts(span, clock, fixed, latest, (0, latest[0])) == [15, 10, 5]
    # 20 - 1 - 4, 40 - 30, before 6


def test_a_slower_way_with_a_shorter_dwell_has_starts_of_its_own():
    # to the yard in 2 and 10 in it, or in 11 and 2 in it: the second stands there for a shorter time
    arcs = [(0, 1, 2), (1, 3, 10), (0, 2, 11), (2, 3, 2), (3, 4, 0)]
    stored = bytes([0, 1, 0, 1, 0])
    span, clock, *_ = clock_of(arcs, boards={4: Board([50], 0)}, stored=stored, ends=bytes([0, 0, 0, 0, 1]))
    assert tight_starts(span, clock, [NONE] * 5, [99] * 5, (0, 99)) == [38, 37]


def test_of_equal_ways_the_one_that_leaves_last_is_taken():
    # both starts make one departure each, and both ways cost and take the same
    span, clock, *_ = clock_of([(0, 1, 0), (1, 2, 5)], boards={0: Board([10, 20], 0)})
    for starts in ([10, 20], [20, 10]):
        sought = Sought([(3, 0), (0, 0)], [(3, 5), (0, 5), (0, 0)], starts, [99] * 3, [])
        found = least_on_clock(span, clock, sought, float("inf"))
        assert (found.vector, found.start) == ((3, 5), 20)


def test_what_is_limited_is_not_compared():
    # the third entry is limited to 9: the way that leaves last uses 9 of it, the other 1
    arcs = [(0, 1, 0), (0, 1, 0), (1, 2, 5)]
    span, clock, *_ = clock_of(arcs, boards={0: Board([10], 0), 1: Board([20], 0)}, per_time=(0, 1, 0))
    fixed, ahead = [(3, 0, 1), (3, 0, 9), (0, 0, 0)], [(3, 5, 0), (0, 5, 0), (0, 0, 0)]
    for most, start in ((9, 20), (8, 10)):
        limits = [(2, most, [1, 0, 0])]
        found = least_on_clock(span, clock, Sought(fixed, ahead, [10, 20], [99] * 3, limits), float("inf"))
        assert found.start == start and found.vector is not None and found.vector[:2] == (3, 5)
