"""Threads that share one `Digraph`: the answers of one thread, work arrays that two never hold at once, no global lock."""

from __future__ import annotations

import importlib.util
import itertools
import pkgutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec

import numpy as np
import pytest
from oracles.cases import parted

import routing.kernels.arrays
from routing.kernels.arrays import jit
from routing.search import Digraph, Path

ENGINES = ("interpreted", "compiled") if find_spec("numba") else ("interpreted",)
THREADS = 4


def grid(side, engine):
    """Return a grid of crossings with three weights that have many ties, both ways along each street."""
    rng = np.random.default_rng(11)
    at = np.arange(side * side).reshape(side, side)
    tail = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    head = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    weights = {name: rng.integers(1, 6, 2 * len(tail)) for name in ("a", "b", "c")}
    ends = np.concatenate([tail, head]), np.concatenate([head, tail])
    return Digraph(*ends, weights, n_nodes=side * side, engine=engine)


def questions(graph):
    """Return questions of all kinds, none like another."""
    last, masked = graph.n_nodes - 1, np.arange(len(graph.tail)) % 7 > 0
    found = []
    for node in (0, 3, 17):
        found += [
            lambda node=node: graph.shortest(node, last, minimise="a"),
            lambda node=node: graph.shortest(last, node, minimise="b", arc_mask=masked),
            lambda node=node: graph.constrained(node, last, minimise="b", limits={"a": 40, "c": 45}),
            lambda node=node: graph.pareto(node, last, criteria=("a", "b")),
            lambda node=node: graph.pareto(node, last - 3, criteria=("c", "a", "b")),
            lambda node=node: graph.pareto(node, last, criteria=("a", "b"), limits={"c": 45}),
            lambda node=node: graph.k_shortest(node, last, k=12, minimise="c"),
            lambda node=node: graph.distances_from(node, minimise="a"),
            lambda node=node: graph.shortest_many([node, 5], [last, 9, 30], minimise="c"),
        ]
    return found


def told(answer):
    if isinstance(answer, np.ndarray):
        return answer.tobytes()
    paths = [answer] if isinstance(answer, Path) else list(answer)
    return answer.status, answer.labels, [None if path.arcs is None else path.arcs.tolist() for path in paths]


@pytest.mark.parametrize("case", parted(itertools.product(ENGINES, range(3)), quick=4))
def test_threads_that_share_a_fresh_graph_answer_as_one_thread_does(case):
    engine, turn = case
    side = 9 if engine == "compiled" else 6
    expected = [told(ask()) for ask in questions(grid(side, engine))]
    shared = questions(grid(side, engine))  # nothing is prepared yet: that too is done by all threads at once
    gate = threading.Barrier(THREADS)

    def work(first):
        gate.wait()
        order = [(first * (turn + 1) + step) % len(shared) for step in range(len(shared))]
        return [(number, told(shared[number]())) for number in order]

    with ThreadPoolExecutor(THREADS) as pool:
        for answers in pool.map(work, range(THREADS)):
            assert all(answer == expected[number] for number, answer in answers)


@pytest.mark.skipif("compiled" not in ENGINES, reason="numba is not installed")
def test_no_two_searches_hold_the_same_work_arrays(monkeypatch):
    from routing.search.array_graph import ArrayGraph

    held, most, guard = set(), [0], threading.Lock()

    def watched(real):
        @contextmanager
        def give(graph):
            with real(graph) as arrays:
                with guard:
                    assert id(arrays) not in held
                    held.add(id(arrays))
                    most[0] = max(most[0], len(held))
                    together = len(held)
                if together == 1:  # wait for another one, so that searches do overlap
                    other.wait(0.05)
                else:
                    other.set()
                try:
                    yield arrays
                finally:
                    with guard:
                        held.remove(id(arrays))

        return give

    other = threading.Event()
    monkeypatch.setattr(ArrayGraph, "work", watched(ArrayGraph.work))
    monkeypatch.setattr(ArrayGraph, "labels", watched(ArrayGraph.labels))
    asked = questions(grid(9, "compiled"))
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda ask: ask(), asked * 2))
    assert not held and most[0] >= 2


@pytest.mark.skipif("compiled" not in ENGINES, reason="numba is not installed")
def test_every_compiled_kernel_lets_other_threads_run(monkeypatch):
    folder = routing.kernels.arrays
    monkeypatch.setattr(jit, "compiler", importlib.import_module("numba"))
    kernels = {}
    for found in pkgutil.iter_modules(folder.__path__):
        spec = found.module_finder.find_spec(found.name)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)  # anew, so that its functions are handed to numba, which compiles none yet
        kernels |= {f"{found.name}.{name}": one for name, one in vars(module).items() if hasattr(one, "targetoptions")}
    assert len(kernels) > 20
    assert [name for name, kernel in kernels.items() if not kernel.targetoptions["nogil"]] == []
