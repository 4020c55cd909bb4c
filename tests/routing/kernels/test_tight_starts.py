"""Starts just in time: worked out by hand, and held against every start on small random graphs."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from oracles.cases import cases
from oracles.small_clocks import NONE, clock_of

from routing.kernels.lists.on_clock import Board, Clock, Sought, Vector, Windows, latest_moments, least_on_clock
from routing.kernels.lists.span import Span
from routing.kernels.lists.tight_starts import tight_starts


def starts(
    span: Span, clock: Clock, fixed: list[Vector], latest: list[int], last: int, bound: Vector | None = None
) -> list[int]:
    ahead: list[Vector | None] = [NONE] * len(latest)
    return tight_starts(span, clock, Sought(fixed, ahead, (), latest, [], bound), 0, last)


def test_starts_are_just_in_time_for_a_departure_for_the_end_and_for_what_closes():
    # 4 to the quay, then departures at 10 and 20; or 30 all the way, begun before 6
    arcs = [(0, 1, 4), (1, 2, 0), (0, 2, 30)]
    span, clock, entering, tails = clock_of(arcs, boards={1: Board([10, 20], 1)}, spans={2: [(0, 6)]})
    latest = latest_moments(span, clock, entering, tails, 40)
    found = starts(span, clock, [(5, 0), (0, 0), (1, 0)], latest, latest[0])
    assert found == [15, 10, 5]  # 20 - 1 - 4, 40 - 30, before 6


def test_starts_are_just_in_time_for_what_opens_and_for_what_closes():
    # 4 to the gate, which is open from 10 until 13 and from 30 on, 2 behind it: there by 50
    span, clock, entering, tails = clock_of([(0, 1, 4), (1, 2, 2)], windows={1: Windows([10, 30], [13, 99])})
    latest = latest_moments(span, clock, entering, tails, 50)
    assert latest == [44, 48, 50]
    assert starts(span, clock, [NONE] * 2, latest, latest[0]) == [44, 26, 8, 6]
    assert latest_moments(span, clock, entering, tails, 20) == [8, 12, 20]
    assert latest_moments(span, clock, entering, tails, 11) == [-1, -1, 11]


def test_a_slower_way_with_a_shorter_dwell_has_starts_of_its_own():
    # to the yard in 2 and 10 in it, or in 11 and 2 in it: the second stands there for a shorter time
    arcs = [(0, 1, 2), (1, 3, 10), (0, 2, 11), (2, 3, 2), (3, 4, 0)]
    stored = bytes([0, 1, 0, 1, 0])
    span, clock, *_ = clock_of(arcs, boards={4: Board([50], 0)}, stored=stored, ends=bytes([0, 0, 0, 0, 1]))
    assert starts(span, clock, [NONE] * 5, [99] * 5, 99) == [38, 37]


def test_a_slower_way_is_of_use_while_the_faster_one_is_shut():
    # 5 by a gate that is open until 9, or 8 by none, to a departure at 30: who leaves later than 9 goes the slow way
    arcs = [(0, 1, 0), (1, 2, 5), (0, 2, 8), (2, 3, 0)]
    span, clock, entering, tails = clock_of(arcs, boards={3: Board([30], 0)}, windows={1: Windows([0], [10])})
    latest = latest_moments(span, clock, entering, tails, 60)
    assert latest[0] == 22
    assert 22 in starts(span, clock, [NONE] * 4, latest, 40)


@cases(quick=30, long=300)
@given(st.integers(0, 2**32 - 1))
def test_none_of_all_starts_is_better(seed: int):
    """The search from each of them takes no node for one where the earlier is the better."""
    rng = random.Random(seed)
    arcs = [(rng.randrange(4), rng.randrange(1, 5), rng.choice((0, 1, 3, 6))) for _ in range(rng.randint(5, 9))]
    arcs = [(0, 1, 1), *(arc for arc in arcs if arc[0] != arc[1]), (3, 4, 1)]
    numbers = range(len(arcs))
    boards: dict[int, Any] = {
        arc: Board(sorted(rng.sample(range(50), rng.randint(1, 6))), rng.choice((0, 2)))
        for arc in numbers
        if rng.random() < 0.3
    }
    others = [arc for arc in numbers if arc not in boards]
    span, clock, entering, tails = clock_of(
        arcs,
        boards=boards,
        windows={arc: Windows(*opened(rng)) for arc in others if rng.random() < 0.4},
        spans={arc: list(zip(*opened(rng), strict=True)) for arc in others if rng.random() < 0.15},
        stored=bytes(arc in others and rng.random() < 0.3 for arc in numbers),
        ends=bytes(arc in boards or rng.random() < 0.1 for arc in numbers),
        charge=lambda arc, stood: (2 * max(0, stood - 4), 0),
        per_time=(rng.choice((0, 0, 1)), 1),
    )
    fixed = [(rng.choice((0, 1, 5)), 0) for _ in numbers]
    latest = latest_moments(span, clock, entering, tails, 50)
    assume(latest[0] >= 0)
    late = {tails[arc] for arc in others if clock.stored[arc] or arc in clock.spans}
    for _ in range(5):
        late |= {tails[arc] for arc in others if arcs[arc][1] in late}
    any_time = clock._replace(worth_waiting=bytes([1] * 5))
    clock = clock._replace(worth_waiting=bytes(node in late for node in range(5)))

    def best(moments: list[int]) -> Any:
        ahead: list[Any] = [(0, 0)] * 5
        found = [
            (least_on_clock(span, any_time, Sought(fixed, ahead, [start], latest, []), 1e9).vector, -start)
            for start in moments
        ]
        return min(((vector, start) for vector, start in found if vector is not None), default=None)

    known = best([0, latest[0]]) if rng.random() < 0.5 else None
    bound = None if known is None else known[0]
    assert best(starts(span, clock, fixed, latest, latest[0], bound)) == best(list(range(latest[0] + 1)))


def opened(rng: random.Random) -> tuple[list[int], list[int]]:
    """Return when something opens and closes, up to three times."""
    edges = sorted(rng.sample(range(50), 2 * rng.randint(1, 3)))
    return edges[::2], edges[1::2]
