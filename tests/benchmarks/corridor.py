"""Part ``corridor``: whole questions on the built-in network, beside networkx on the same arcs.

Warm: the expanded graph is built and OR-Tools imported. Medians over all lanes; ratios are medians of ratios pair by
pair. ``python tests/benchmarks/run.py --part corridor`` prints the table.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import networkx
from measured import Outcome
from settings import Settings

import networks
from routing import Constraints, Question, Shipment, SolveOptions, solve
from routing.compiling.problem import Problem, compile_problem

ORIGINS = ("JPYOK", "JPUKB", "JPTOS")
DESTINATIONS = ("RUMOW", "KZALA", "KZAST", "KZKGF", "KZKSN", "KGFRU", "UZTAS", "TJDYU", "TMASB")
NO_CHINA = Constraints(avoid_territories={"CN"})
KINDS = (  # words, objective, limits, under which name the median of both engines is judged
    ("plain, least time", "time", None, "solve, both engines, plain, median"),
    ("plain, least cost", "cost", None, "solve, both engines, plain least cost, median"),
    ("without China, least time", "time", "ban", "solve, both engines, without China, median"),
    (
        "without China, deadline, transshipments; least cost",
        "cost",
        "limits",
        "solve, both engines, with limits, median",
    ),
)


def run(settings: Settings, outcome: Outcome) -> None:
    """Measure and add a table."""
    net = networks.load("eurasia")
    lanes = [Shipment(origin, goal) for origin in ORIGINS for goal in DESTINATIONS][: settings.pairs]
    import ortools.sat.python.cp_model  # noqa: F401  so that no measured question pays for it

    rows = []
    for words, minimise, kind, judged in KINDS:
        both, labels, peer = [], [], []
        for lane in lanes:
            constraints = {None: Constraints(), "ban": NO_CHINA}.get(kind) or _limits(net, lane)
            ask = partial(
                solve, net, lane, minimise=minimise, constraints=constraints, options=SolveOptions(explain=False)
            )
            both.append(seconds(ask))
            labels.append(seconds(partial(ask, options=SolveOptions(engines="ours"))))
            problem = compile_problem(net, Question(shipment=lane, constraints=constraints, minimise=minimise))
            graph = as_networkx(problem)
            peer.append(seconds(partial(networkx.dijkstra_path, graph, problem.source, problem.target)))
        ratio = statistics.median(mine / theirs for mine, theirs in zip(both, peer, strict=True))
        outcome.values["corridor", judged] = statistics.median(both) * 1e3
        rows.append(
            [
                words,
                f"{statistics.median(both) * 1e3:.1f}",
                f"{max(both) * 1e3:.1f}",
                f"{statistics.median(labels) * 1e3:.1f}",
                f"{ratio:.2f}",
            ]
        )
    outcome.table(
        [
            f"question ({len(lanes)} lanes)",
            "both engines, median ms",
            "largest ms",
            "labels alone, median ms",
            "both engines / networkx Dijkstra",
        ],
        rows,
    )


def seconds(call: Callable[[], object]) -> float:
    """Return the wall time of a call in seconds."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def as_networkx(problem: Problem) -> networkx.MultiDiGraph:
    """Return the usable arcs of a problem with their objective as weights."""
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from([problem.source, problem.target])
    weights = problem.vector[0].tolist()
    for arc in problem.usable.nonzero()[0].tolist():
        graph.add_edge(problem.graph.tails[arc], problem.graph.heads[arc], weight=weights[arc])
    return graph


def _limits(net: networks.Network, lane: Shipment) -> Constraints:
    """Return limits that bind: half-way between the fastest and the cheapest route without China."""
    fast = solve(net, lane, minimise="time", constraints=NO_CHINA).require()
    cheap = solve(net, lane, minimise="cost", constraints=NO_CHINA).require()
    days = ((fast.days or 0.0) + (cheap.days or 0.0)) / 2
    return Constraints(avoid_territories={"CN"}, max_days=days, max_transshipments=3)
