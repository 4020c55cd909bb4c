"""Part ``two-limits``: least cost within two limits that bind, time and CO2e, on graphs of 200,000 arcs."""

from __future__ import annotations

import time
from statistics import median

import numpy as np
from limited_graphs import KINDS, NODES, WEIGHTS, limited_graph
from measured import Outcome
from settings import Settings

from routing import Status
from routing.search import Digraph
from routing.search import Path as FoundPath

SEEDS = (11, 12, 13)
SHARES = (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 0.9)
LIMIT_S = 10.0
PROVEN = (Status.OPTIMAL, Status.INFEASIBLE)


def run(settings: Settings, outcome: Outcome) -> None:
    """Measure and add a table; `settings.pairs` = nodes of the graphs, instead of 50,000, and one seed each."""
    nodes, seeds = settings.pairs or NODES, SEEDS if settings.pairs is None else SEEDS[:1]
    rows, slowest, open_ = [], 0.0, 0
    for kind in KINDS:
        for weights in WEIGHTS:
            found = [one for seed in seeds for one in _asked(kind, weights, seed, nodes)]
            seconds = [spent for spent, _ in found]
            left = [path for _, path in found if path.status not in PROVEN]
            slowest, open_ = max(slowest, *seconds), open_ + len(left)
            gaps = [path.gap for path in left if path.gap is not None]
            rows.append(
                [
                    kind,
                    weights,
                    str(len(found)),
                    str(sum(path.status is Status.OPTIMAL for _, path in found)),
                    str(sum(path.status is Status.INFEASIBLE for _, path in found)),
                    f"{median(seconds):.2f}",
                    f"{max(seconds):.2f}",
                    f"{len(left)}, gap {max(gaps):.4%}" if gaps else str(len(left)),
                ]
            )
    outcome.values["two-limits", "slowest answer, proven or with its gap"] = slowest
    outcome.values["two-limits", "answers left open after 10 s"] = open_
    outcome.say(
        f"Graphs of {nodes:,} nodes and four times as many arcs, made up from {len(seeds)} seeds each; one pair of far "
        "nodes a graph. Each limit lies a share of the way from the least of its weight to that of the path of least "
        f"cost: {', '.join(f'{share:.0%}' for share in SHARES)}. Stopped after {LIMIT_S:g} s; kernels loaded."
    )
    heading = ["graph", "weights", "questions", "least proven", "none proven", "median s", "largest s", "left open"]
    outcome.table(heading, rows)


def _asked(kind: str, weights: str, seed: int, nodes: int) -> list[tuple[float, FoundPath]]:
    """Return seconds and answers of one graph, for each share."""
    instance = limited_graph(kind, weights, seed, nodes)
    graph = Digraph(instance.tail, instance.head, instance.weights, n_nodes=instance.n_nodes, engine="compiled")
    source, target, ends = far_pair(graph, seed)
    found = []
    for number, share in enumerate((0.5, *SHARES)):  # the first prepares the graph and is not counted
        limits = limits_at(ends, share)
        begun = time.perf_counter()
        ask = graph.constrained(source, target, minimise="cost", limits=limits, time_limit_s=LIMIT_S, max_labels=None)
        if number:
            found.append((time.perf_counter() - begun, ask))
        if ask.arcs is not None:
            assert all(ask.totals[name] <= bound for name, bound in limits.items())
    return found


def far_pair(graph: Digraph, seed: int) -> tuple[int, int, dict[str, FoundPath]]:
    """Return two nodes that many arcs lie between, and the least path between them in each weight."""
    random = np.random.default_rng(seed)
    while True:
        source, target = random.integers(0, graph.n_nodes, 2).tolist()
        ends = {name: graph.shortest(source, target, minimise=name) for name in graph.weights}
        if ends["cost"].arcs is not None and len(ends["cost"].arcs) >= 0.6 * graph.n_nodes**0.5:
            return source, target, ends


def limits_at(ends: dict[str, FoundPath], share: float) -> dict[str, int]:
    """Return limits a share of the way from the least to what the path of least cost has."""
    least = {name: ends[name].totals[name] for name in ("time", "co2e")}
    return {name: low + int(share * (ends["cost"].totals[name] - low)) for name, low in least.items()}
