"""Interpreted searches that have a guide find the path of those that have none, whatever the guide leaves out."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from oracles.cases import cases

from routing.search.budget import Budget
from routing.search.graph import Graph
from routing.search.on_lists import ListEngine


@cases(quick=15, long=1_000)
@given(st.integers(0, 2**32 - 1))
def test_a_guided_search_finds_the_canonical_path(seed):
    rng = random.Random(seed)
    n, m = rng.randint(2, 12), rng.randint(1, 40)
    tail, head = (np.array([rng.randrange(n) for _ in range(m)], dtype=np.int64) for _ in range(2))
    guess = np.array([rng.randrange(5) for _ in range(m)], dtype=np.int64)
    finer = rng.choice((0, 0, 3))
    weight = (guess << finer) + np.array([rng.choice((0, 0, rng.randrange(40))) for _ in range(m)], dtype=np.int64)
    usable = np.array([rng.random() < 0.8 for _ in range(m)])
    engine = ListEngine(Graph(tail, head, n), {"guess": guess, "weight": weight})
    source, target, budget = rng.randrange(n), rng.randrange(n), Budget()
    behind = engine.distances(source, "guess", None, budget)
    behind[behind > 0] -= rng.choice((0, 1))  # lower bounds, and none of them consistent
    plain = engine.shortest(source, target, "weight", usable, budget).arcs
    guided = engine.shortest_guided((source, target), "weight", usable, behind.tolist(), budget, finer=finer).arcs
    assert (plain is None) == (guided is None)
    assert plain is None or plain.tolist() == guided.tolist()
