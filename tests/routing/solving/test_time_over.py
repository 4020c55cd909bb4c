"""Limits of time, and Ctrl-C: what is stopped says so, soon, and is never taken for an answer."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import Any

import pytest

import networks
import routing.asking.explain
import routing.solving.agreement
import routing.solving.on_lists
import routing.solving.ortools
from routing import Constraints, Shipment, SolveOptions, Status, solve, verify
from routing.apart import apart
from routing.asking.explain import Reasons
from routing.kernels.lists.constrained import Limits, constrained_path
from routing.kernels.lists.dijkstra import distances
from routing.kernels.lists.span import Span
from routing.search.budget import Budget, TimeUp

BOX = Shipment("JPYOK", "RUMOW")
LIMITED = Constraints(avoid_territories={"CN"}, max_days=28, max_transshipments=3)


def ladder(rungs: int) -> tuple[Any, ...]:
    """Return a chain of choices in which every subset of rungs has totals of its own, so no label beats another."""
    tails = [rung for rung in range(rungs) for _ in range(2)]
    heads = [rung + 1 for rung in range(rungs) for _ in range(2)]
    weight = [value for rung in range(rungs) for value in (1, 1 + 2**rung)]
    use = [value for rung in range(rungs) for value in (1 + 2**rung, 1)]
    leaving = [[2 * node, 2 * node + 1] if node < rungs else [] for node in range(rungs + 1)]
    entering = [[2 * node - 2, 2 * node - 1] if node else [] for node in range(rungs + 1)]
    return leaving, entering, tails, heads, weight, use


def test_the_label_search_stops_when_its_time_is_over():
    leaving, entering, tails, heads, weight, use = ladder(60)
    usable = bytes([1]) * len(tails)
    to_come, least = (distances(entering, tails, cells, usable, 60) for cells in (weight, use))
    span, limits = Span(leaving, heads, usable, 0, 60), Limits([use], [60 + 2**59 - 1], [least])
    begun = time.monotonic()
    with pytest.raises(TimeUp):
        constrained_path(span, weight, to_come, limits, 10**9, check=Budget.of(0.3).check)
    assert 0.3 <= time.monotonic() - begun < 2  # ample, for the machine may be busy


def test_labels_without_time_are_unknown_and_never_infeasible(monkeypatch):
    def late(*args: Any, **more: Any) -> Any:
        raise TimeUp

    monkeypatch.setattr(routing.solving.on_lists, "constrained_path", late)
    monkeypatch.setattr(routing.solving.on_lists, "second_stage", late)
    result = solve(networks.load("eurasia"), BOX, minimise="cost", constraints=LIMITED)
    assert (result.status, result.best, result.blocked_by) == (Status.UNKNOWN, None, ())


def test_an_answer_that_the_second_engine_had_no_time_for_is_not_called_optimal(monkeypatch):
    network = networks.load("eurasia")
    with monkeypatch.context() as patched:
        patched.setattr(Budget, "left_s", property(lambda budget: 0.0))
        result = solve(network, BOX, minimise="cost", constraints=LIMITED)
    assert (result.status, result.proof.bound, result.proof.confirmed_by) == (Status.FEASIBLE, None, "")
    verify(network, result)
    assert result.best is not None
    assert result.best.steps == solve(network, BOX, minimise="cost", constraints=LIMITED).require().steps


def test_a_tie_that_there_was_no_time_to_break_leaves_a_route_with_the_least_totals(monkeypatch):
    def late(*args: Any, **more: Any) -> Any:
        raise TimeUp

    network = networks.load("eurasia")
    whole = solve(network, BOX, minimise="cost", constraints=LIMITED)
    monkeypatch.setattr(routing.solving.on_lists, "canonical_path", late)
    result = solve(network, BOX, minimise="cost", constraints=LIMITED)
    assert result.status is Status.FEASIBLE and result.proof.vector == whole.proof.vector
    verify(network, result)


def test_no_time_at_all_is_unknown():
    result = solve(networks.load("eurasia"), BOX, options=SolveOptions(time_limit_s=1e-9))
    assert (result.status, result.best) == (Status.UNKNOWN, None)


def test_reasons_share_the_time_of_the_answer(monkeypatch):
    asked: list[Any] = []
    monkeypatch.setattr(
        routing.asking.explain, "reasons", lambda network, question, budget: asked.append(budget) or Reasons(())
    )
    begun = time.perf_counter()
    solve(
        networks.load("eurasia"),
        BOX,
        constraints=Constraints(avoid_territories={"RU"}),
        options=SolveOptions(time_limit_s=50),
    )
    assert isinstance(asked[0], Budget) and begun + 49 < asked[0].until <= time.perf_counter() + 50


class Stubborn:
    """Stands for a solver that goes on until it is told to stop, ten seconds at most."""

    def __init__(self) -> None:
        self.stop = threading.Event()

    def solve(self, model: object) -> str:
        return "stopped" if self.stop.wait(10) else "late"

    def stop_search(self) -> None:
        self.stop.set()


INTERRUPTED = """
import importlib.util, os, signal, sys, threading, time
spec = importlib.util.spec_from_file_location("this_test", sys.argv[1])
this_test = importlib.util.module_from_spec(spec)
spec.loader.exec_module(this_test)
solver = this_test.Stubborn()
threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
begun = time.monotonic()
try:
    this_test.apart(lambda: solver.solve(None), solver.stop_search)
except KeyboardInterrupt:
    print(time.monotonic() - begun)
"""


def test_ctrl_c_stops_the_second_engine_within_a_second():
    command = [sys.executable, "-c", INTERRUPTED, __file__]  # in a process of its own, which alone gets the signal
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert float(told.stdout) < 1.2


def test_what_a_solver_raises_comes_through():
    class Broken(Stubborn):
        def solve(self, model: object) -> str:
            raise OverflowError("too large")

    with pytest.raises(OverflowError, match="too large"):
        apart(lambda: Broken().solve(None))


@pytest.mark.parametrize("certify", [False, True])
def test_a_proof_says_that_bounds_removed_arcs_of_a_large_network(monkeypatch, certify):
    network = networks.load("eurasia")
    ban = Constraints(avoid_territories={"CN"})  # leaves few enough arcs to be proven whole
    small = solve(network, BOX, constraints=ban, options=SolveOptions(prove_beyond=certify))
    assert small.proof.shared == ("the expanded graph",)
    monkeypatch.setattr(routing.solving.ortools, "CORRIDOR", 100)
    large = solve(network, BOX, constraints=ban, options=SolveOptions(prove_beyond=certify))
    assert large.proof.confirmed_by and large.proof.shared[1].startswith("bounds of Dijkstra")
    assert large.require().steps == small.require().steps
