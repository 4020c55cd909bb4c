"""Speed of questions on the built-in network, beside networkx on the same arcs in the same process.

Run ``python tests/benchmarks/corridor.py``; it prints a table in Markdown. Warm: the expanded graph is built and
OR-Tools imported. Medians over all lanes; ratios are medians of ratios pair by pair.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

import networkx

import networks
from routing import Constraints, Question, Shipment, solve
from routing.problem import Problem, compile_problem

ORIGINS = ("JPYOK", "JPUKB", "JPTOS")
DESTINATIONS = ("RUMOW", "KZALA", "KZAST", "KZKGF", "KZKSN", "KGFRU", "UZTAS", "TJDYU", "TMASB")
NO_CHINA = Constraints(avoid_territories={"CN"})
EXAMPLE = Path(__file__).parents[2] / "examples" / "compare_42_and_25_days.py"


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


def main() -> None:
    """Measure and print."""
    net = networks.load("eurasia")
    lanes = [Shipment(origin, goal) for origin in ORIGINS for goal in DESTINATIONS]
    limited = [_limits(net, lane) for lane in lanes]
    import_cp_sat()
    rows = []
    for words, minimise, constraints in (
        ("plain, least time", "time", [None] * len(lanes)),
        ("plain, least cost", "cost", [None] * len(lanes)),
        ("without China, least time", "time", [NO_CHINA] * len(lanes)),
        ("without China, deadline, transshipments; least cost", "cost", limited),
    ):
        both, labels, peer = [], [], []
        for lane, constraint in zip(lanes, constraints, strict=True):
            ask = {"minimise": minimise, "constraints": constraint, "explain": False}
            both.append(seconds(partial(solve, net, lane, **ask)))
            labels.append(seconds(partial(solve, net, lane, solver="labels", **ask)))
            question = Question(shipment=lane, constraints=constraint or Constraints(), minimise=minimise)
            problem = compile_problem(net, question)
            graph = as_networkx(problem)
            peer.append(seconds(partial(networkx.dijkstra_path, graph, problem.source, problem.target)))
        ratio = statistics.median(mine / theirs for mine, theirs in zip(both, peer, strict=True))
        rows.append((words, both, labels, ratio))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"ortools {version('ortools')}, networkx {version('networkx')}, numpy {version('numpy')}; {time.strftime('%Y-%m-%d')}\n")  # fmt: skip
    print(
        "| question (27 lanes) | both engines, median ms | largest ms | labels alone, median ms | ratio to networkx Dijkstra |"
    )
    print("|---|---|---|---|---|")
    for words, both, labels, ratio in rows:
        print(f"| {words} | {statistics.median(both) * 1e3:.1f} | {max(both) * 1e3:.1f} | "
              f"{statistics.median(labels) * 1e3:.1f} | {ratio:.2f} |")  # fmt: skip
    print("\nThe networkx column runs one plain Dijkstra on a graph that is already built; ours includes compiling the")
    print("question, both engines, the tie-break and the route. Limits do not enter the networkx figure.\n")
    for words, command in (
        ("fresh process: import networks, routing", [sys.executable, "-c", "import networks, routing"]),
        ("fresh process: the whole 42/25 example", [sys.executable, str(EXAMPLE)]),
    ):
        runs = [seconds(partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL)) for _ in range(5)]
        print(f"{words}: median {statistics.median(runs):.2f} s of 5 (from {min(runs):.2f} to {max(runs):.2f})")


def import_cp_sat() -> None:
    """Import CP-SAT now, so that no measured question pays for it."""
    import ortools.sat.python.cp_model  # noqa: F401


def _limits(net: networks.Network, lane: Shipment) -> Constraints:
    """Return limits that bind: half-way between the fastest and the cheapest route without China."""
    fast = solve(net, lane, minimise="time", constraints=NO_CHINA).require()
    cheap = solve(net, lane, minimise="cost", constraints=NO_CHINA).require()
    days = ((fast.days or 0.0) + (cheap.days or 0.0)) / 2
    return Constraints(avoid_territories={"CN"}, max_days=days, max_transshipments=3)


if __name__ == "__main__":
    main()
