"""How limits of time are kept, on a clock that the test winds: slices, growth, fronts that are cut short."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import numpy as np
import pytest

import networks
import routing.search.budget
import routing.solving.ortools
from routing import Constraints, Shipment, SolveOptions, Status, alternatives, solve
from routing.asking.explain import Reasons
from routing.kernels.lists.constrained import Limits, constrained_path
from routing.kernels.lists.span import Span
from routing.search import Digraph
from routing.search.budget import SLICE_S, Budget, Growth, Slices, TimeUp
from routing.search.front_work import FrontWork
from routing.search.path import BLOCK, Path, PathList
from routing.solving.boxes import corners_of
from routing.solving.models.cp_sat import least_limited

PAUSED, FULL = 0, 1


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still unless a test moves `now`."""
    fake = SimpleNamespace(now=0.0)
    monkeypatch.setattr(routing.search.budget, "time", SimpleNamespace(perf_counter=lambda: fake.now))
    return fake


def test_slices_follow_the_speed_of_the_last_one(clock):
    slices, taken = Slices(1000, PAUSED), []
    seconds_a_step = iter([SLICE_S / 4000, SLICE_S / 1000, SLICE_S / 100, SLICE_S / 100, SLICE_S / 1000])

    def go_on(steps):
        taken.append(steps)
        clock.now += steps * next(seconds_a_step)
        return PAUSED

    for _ in range(5):
        assert slices.run(go_on) == PAUSED
    # a quarter of a slice: at most doubled; 2000 steps for which 1000 were right: halved; then 100 are right, and kept;
    # then ten times as fast: doubled
    assert [*taken, slices.steps] == pytest.approx([1000, 2000, 1000, 100, 100, 200], abs=3)


def test_a_slice_that_ended_early_does_not_make_the_next_one_longer(clock):
    slices = Slices(1000, PAUSED)
    assert slices.run(lambda steps: FULL) == FULL  # after how many of its steps is not known
    assert slices.steps == 1000
    assert Slices(1, PAUSED).run(lambda steps: setattr(clock, "now", 9.0) or PAUSED) == PAUSED


def test_arrays_are_not_made_longer_where_that_would_outlast_the_limit(clock):
    # made longer in 0.2, 0.4, 0.8 s ... of a limit of 2 s: at 1.4 s the next is foreseen to take 1.6 s
    growth, made = Growth(Budget.of(2)), []

    def grow():
        made.append(0.2 * 2 ** len(made))
        clock.now += made[-1]

    while growth.run(grow):
        pass
    assert made == pytest.approx([0.2, 0.4, 0.8]) and clock.now < 2
    assert Growth(Budget()).run(grow)  # no limit


def test_an_interpreted_search_leaves_time_to_tidy_up(clock):
    limit = Budget.of(10)
    clock.now = 9.4
    limit.check_early()
    clock.now = 9.6  # 5 % of 10 s are left, and less
    with pytest.raises(TimeUp):
        limit.check_early()
    limit.check()


def ladder(rungs):
    """Return a chain of choices in which each subset of rungs is a point of the front: (0, 2^rungs - 1), (1, ...), ..."""
    tail = np.repeat(np.arange(rungs), 2)
    more, less = 2 ** np.arange(rungs), np.zeros(rungs, dtype=np.int64)
    weights = {"a": np.stack([more, less], 1).ravel(), "b": np.stack([less, more], 1).ravel(), "c": 0 * tail}
    return tail, tail + 1, weights


class Ticking:
    """A clock that passes at its n-th question."""

    seconds, labels, reason = 1.0, 10**7, "so many questions were enough"

    def __init__(self, questions):
        self.asked, self.questions = count(1), questions

    @property
    def passed(self):
        return next(self.asked) > self.questions

    @property
    def is_reserve(self):
        return self.passed

    def first(self, labels, share):
        return self

    def leaves(self, share):
        return self.passed

    def lasts(self, seconds):
        return not self.passed

    def check(self):
        if self.passed:
            raise TimeUp

    check_early = check


@pytest.mark.parametrize(("questions", "most"), [(10, 2**10 - 1), (40, 2**10), (100, 2**10)])
def test_a_front_on_lists_that_is_cut_short_still_has_a_path_for_each_point(monkeypatch, questions, most):
    tail, head, weights = ladder(10)
    graph = Digraph(tail, head, weights, n_nodes=11, engine="interpreted")
    monkeypatch.setattr("routing.search.digraph.Budget", SimpleNamespace(of=lambda *limits: Ticking(questions)))
    monkeypatch.setattr("routing.search.front_search.replace", lambda budget, **changes: budget)
    front = graph.pareto(0, 10, criteria=("a", "b"), time_limit_s=1)
    # cut short in the search, or where ties are broken: then all points are there, but not all paths are canonical
    assert front.status is Status.TRUNCATED and 0 < len(front) <= most
    assert front.reason == Ticking.reason
    for path in front:
        assert path.totals["a"] + path.totals["b"] == 2**10 - 1  # so are all points
        assert head[path.arcs].tolist() == list(range(1, 11))


def test_time_to_write_the_paths_of_a_front_is_set_aside(clock):
    work = FrontWork(Budget.of(1), 1024, 100)
    slices = count(1)

    def go_on(labels):
        clock.now += 0.01
        next(slices)
        return 2  # paused

    # 25 ns an arc: after the 60th slice 16 million arcs need 0.4 s, and 0.4 s are left
    assert not work.run(go_on, lambda: None, lambda: 16_000_000)
    assert next(slices) - 1 in (60, 61)


def test_paths_of_a_front_are_put_together_when_looked_at():
    built = []

    def build(first, behind):
        built.append((first, behind))
        return [Path(Status.OPTIMAL, "", None, {"n": number}) for number in range(first, behind)]

    size = 2 * BLOCK + 5
    paths = PathList(size, build)
    assert len(paths) == size and not built
    assert paths[-1] is paths[size - 1] and [path.totals["n"] for path in paths[1:3]] == [1, 2]
    assert built == [(2 * BLOCK, size), (0, BLOCK)]
    assert [path.totals["n"] for path in paths] == list(range(size)) and len(built) == 3
    with pytest.raises(IndexError):
        paths[size]
    assert list(PathList(0, build)) == []


def test_a_search_that_has_no_time_does_not_begin():
    def over():
        raise TimeUp

    with pytest.raises(TimeUp):  # one arc: it would have ended before its first look at the time
        constrained_path(Span([[0], []], [1], [1], 0, 1), [1], [1, 0], Limits([[1]], [1], [[1, 0]]), 10, check=over)


def test_the_second_engine_asks_for_no_flow_after_its_time(monkeypatch):
    asked = []
    monkeypatch.setattr(Budget, "passed", property(lambda budget: True))
    monkeypatch.setattr(Budget, "check", lambda budget: None)  # the first engine does not look at the clock
    monkeypatch.setattr(routing.solving.ortools, "least_flow", lambda *given: asked.append(given))
    result = solve(networks.load("eurasia"), Shipment("JPYOK", "RUMOW"))
    assert not asked
    assert result.status is Status.FEASIBLE and result.best is not None and not result.proof.confirmed_by


def test_a_programme_without_time_is_not_built():
    arcs = np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64), np.ones(1, dtype=np.int64)
    assert least_limited(*arcs, 0, 1, [arcs[2]], [1], 0.0).status is Status.UNKNOWN
    assert least_limited(*arcs, 0, 1, [arcs[2]], [1], 10.0).status is Status.OPTIMAL


def test_corners_of_a_front_stop_when_asked():
    looked = count()

    def check():
        if next(looked) == 3:
            raise TimeUp

    with pytest.raises(TimeUp):
        corners_of([(n, 10 - n) for n in range(10)], 2, check)
    assert next(looked) == 4


def test_reasons_for_no_alternative_share_the_time_of_the_answer(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "routing.asking.alternatives.reasons", lambda network, question, budget: asked.append(budget) or Reasons(())
    )
    ban = Constraints(avoid_territories={"RU"})
    alternatives(
        networks.load("eurasia"), Shipment("JPYOK", "RUMOW"), constraints=ban, options=SolveOptions(time_limit_s=50)
    )
    assert isinstance(asked[0], Budget) and 0 < asked[0].left_s <= 50
