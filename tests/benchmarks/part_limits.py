"""Part ``limits``: how well limits of time are kept, on questions that take much longer, by all searches and engines."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from hard_questions import chain, halves, ladder
from measured import Outcome
from ours import HAS_NUMBA
from settings import Settings

from routing import Constraints, Shipment, SolveOptions, alternatives, frontier, solve
from routing.search import Digraph

SECONDS, ROUNDS, LABELS = (0.5, 1.0, 2.0), 3, 10**9
Ask = Callable[[float], Any]


def run(settings: Settings, outcome: Outcome) -> None:
    """Measure and add a table; `settings.pairs` also asks each question that many times with the shortest limit only."""
    import ortools.sat.python.cp_model  # noqa: F401 -- a third of a second that cannot be broken off

    limits = SECONDS if settings.pairs is None else SECONDS[:1]
    rows, worst = [], 0.0
    for name, ask in questions().items():
        ask(0.05)  # kernels, arrays and solvers are loaded: none of that can be broken off
        cells, status = [], ""
        for limit in limits:
            shares = []
            for _ in range(settings.pairs or ROUNDS):
                begun = time.perf_counter()
                status = ask(limit).status.name
                shares.append((time.perf_counter() - begun) / limit)
            worst = max(worst, *shares)
            cells.append(f"{min(shares):.3f} to {max(shares):.3f}")
        rows.append([name, *cells, status])
    outcome.values["limits", "largest part of a limit"] = worst
    outcome.say(
        f"Time taken as a part of the limit, least and most of {settings.pairs or ROUNDS} times. Loading the "
        "kernels, and preparing a graph for its first question, is left out: it cannot be broken off."
    )
    outcome.table(["question", *(f"limit {limit:g} s" for limit in limits), "status"], rows)


def questions() -> dict[str, Ask]:
    """Return name -> question that would take hours."""
    found: dict[str, Ask] = {}
    for engine in ("compiled", "interpreted") if HAS_NUMBA else ("interpreted",):
        tail, head, weights = ladder(60)
        graph = Digraph(tail, head, weights, n_nodes=61, engine=engine)
        found |= {f"{name}, {engine}": ask for name, ask in _of_graph(graph).items()}
    network, days = chain(40)
    box, limits = Shipment("P000", "P040", scope="terminal"), Constraints(max_days=days)
    found["solve, labels alone"] = partial(_solve, network, box, limits, "ours")
    found["solve, both engines"] = partial(_solve, network, box, limits, "both")
    names = ("time", "cost", "co2e", "distance")
    for count in (2, 3, 4):
        found[f"frontier, {count} criteria"] = lambda seconds, count=count: frontier(
            network, box, criteria=names[:count], options=SolveOptions(time_limit_s=seconds, max_labels=LABELS)
        )
    found["alternatives"] = lambda seconds: alternatives(
        network, box, k=300, max_shared=0.9, options=SolveOptions(time_limit_s=seconds, max_labels=LABELS)
    )
    return found


def _of_graph(graph: Digraph) -> dict[str, Ask]:
    target, half = graph.n_nodes - 1, halves(graph.weights)
    found: dict[str, Ask] = {
        f"constrained, {len(names)} limits": lambda seconds, names=names: graph.constrained(
            0,
            target,
            minimise="a",
            limits={name: half[name] for name in names},
            time_limit_s=seconds,
            max_labels=LABELS,
        )
        for names in (("b",), ("b", "c", "d"))
    }
    for names in (("a", "b"), ("a", "b", "c"), ("a", "b", "c", "d")):
        found[f"pareto, {len(names)} criteria"] = lambda seconds, names=names: graph.pareto(
            0, target, criteria=names, time_limit_s=seconds, max_labels=LABELS
        )
    found["k_shortest"] = lambda seconds: graph.k_shortest(0, target, k=10**7, minimise="a", time_limit_s=seconds)
    return found


def _solve(network: Any, box: Shipment, limits: Constraints, engines: Any, seconds: float) -> Any:
    return solve(
        network,
        box,
        minimise="cost",
        constraints=limits,
        options=SolveOptions(engines=engines, time_limit_s=seconds, max_labels=LABELS),
    )
