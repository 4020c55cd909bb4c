"""Which engine answers, what it imports, and that a slow one says so once."""

from __future__ import annotations

import inspect
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from routing import QuestionError
from routing.search import Digraph
from routing.search import choosing as engine_choice
from routing.search.choosing import LARGE, SlowSearchWarning

HERE = Path(__file__).parents[3]


def ring(n_arcs, engine="auto"):
    nodes = np.arange(n_arcs)
    return Digraph(nodes, (nodes + 1) % n_arcs, {"w": np.ones(n_arcs, dtype=np.int64)}, n_nodes=n_arcs, engine=engine)


def printed(code):
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=HERE, timeout=300, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.split()


def test_a_small_graph_is_searched_without_numba_and_a_compiled_question_changes_that():
    pytest.importorskip("numba")
    code = (
        "import sys; from routing.search import Digraph; small = Digraph([0], [1], {'w': [1]}, n_nodes=2)\n"
        "def engine(): return type(small._engines.of('w')).__name__\n"
        "small.shortest(0, 1, minimise='w'); print('numba' in sys.modules, engine())\n"
        "Digraph([0], [1], {'w': [1]}, n_nodes=2, engine='compiled').distances_from(0, minimise='w')\n"
        "print('numba' in sys.modules, engine())"
    )
    assert printed(code) == ["False", "ListEngine", "True", "ArrayEngine"]


def test_the_built_in_network_is_asked_without_numba():
    code = (
        "import sys, networks, routing\n"
        "routing.solve(networks.load('eurasia'), routing.Shipment('JPYOK', 'RUMOW'))\n"
        "print('numba' in sys.modules)"
    )
    assert printed(code) == ["False"]


def test_large_graphs_are_compiled_and_small_ones_are_not_before_that(monkeypatch):
    monkeypatch.setattr(engine_choice, "find_spec", lambda name: object())
    monkeypatch.setattr(engine_choice, "kernels_are_loaded", lambda: False)
    assert not engine_choice.is_compiled("auto", LARGE - 1)
    assert not engine_choice.is_compiled("interpreted", 10**9)
    assert engine_choice.is_compiled("auto", LARGE)
    monkeypatch.setattr(engine_choice, "kernels_are_loaded", lambda: True)
    assert engine_choice.is_compiled("auto", 1)


def test_without_numba_a_large_graph_is_searched_all_the_same_and_says_so_once(monkeypatch):
    monkeypatch.setattr(engine_choice, "find_spec", lambda name: None)
    monkeypatch.setattr(engine_choice, "_warned", [])
    large = ring(LARGE)
    with pytest.warns(SlowSearchWarning, match=r"20000 arcs .*\.\[fast\]"):
        assert large.shortest(0, 5, minimise="w").totals == {"w": 5}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert large.shortest(0, 6, minimise="w").totals == {"w": 6}
    with pytest.raises(QuestionError, match="numba is not installed"):
        ring(3, "compiled").shortest(0, 1, minimise="w")


def test_unknown_engines_and_time_limits_that_are_none_are_refused():
    with pytest.raises(QuestionError, match="expected one of auto, interpreted, compiled"):
        ring(3, "fast")
    for wrong in (0, -1, float("nan"), True, "1"):
        with pytest.raises(QuestionError, match="time_limit_s"):
            ring(3).shortest(0, 1, minimise="w", time_limit_s=wrong)


def test_kept_machine_code_is_void_when_any_kernel_changes(monkeypatch):
    numba = pytest.importorskip("numba")
    from routing.kernels.arrays import jit
    from routing.kernels.arrays.dijkstra import distances

    monkeypatch.setattr(jit, "compiler", numba)
    kernel = jit.compiled(inspect.unwrap(distances))
    assert kernel._cache._cache_file._source_stamp[1] == jit._digest()


def test_a_freight_network_is_large_by_its_size_alone(monkeypatch):
    monkeypatch.setattr(engine_choice, "find_spec", lambda name: object())
    monkeypatch.setattr(engine_choice, "kernels_are_loaded", lambda: True)
    assert not engine_choice.is_large(LARGE - 1)  # though the kernels are there
    assert engine_choice.is_large(LARGE)
    assert engine_choice.is_large(LARGE, plain=True)
    monkeypatch.setattr(
        engine_choice, "kernels_are_loaded", lambda: False
    )  # a plain question does not outlast the loading
    assert not engine_choice.is_large(10 * LARGE - 1, plain=True)
    assert engine_choice.is_large(10 * LARGE, plain=True)
    monkeypatch.setattr(engine_choice, "find_spec", lambda name: None)
    monkeypatch.setattr(engine_choice, "_warned", [LARGE])
    assert not engine_choice.is_large(LARGE)
