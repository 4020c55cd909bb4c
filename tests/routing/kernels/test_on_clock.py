"""Searches over moments, on graphs of a few arcs that are worked out by hand."""

from __future__ import annotations

from oracles.small_clocks import clock_of

from routing.kernels.lists.on_clock import Board, Sought, latest_moments, least_on_clock


def test_the_last_moment_is_that_before_the_last_departure_less_its_lead():
    # departures at 10 and 20, goods there 3 before; 5 on the way: there by 24 only with that of 10
    span, clock, entering, tails = clock_of([(0, 1, 3), (1, 2, 5)], boards={0: Board([10, 20], 3)})
    assert latest_moments(span, clock, entering, tails, 25) == [17, 20, 25]
    assert latest_moments(span, clock, entering, tails, 24) == [7, 19, 24]
    assert latest_moments(span, clock, entering, tails, 14) == [-1, 9, 14]


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
