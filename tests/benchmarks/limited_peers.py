"""Peers for a path under limits: PathWyse (by the package routepricer), CP-SAT alone, cspy.

Each answers (source, target, bounds) with seconds and the least weight. PathWyse and cspy are timed without the building
of their problem, CP-SAT with it: a model is all that it takes, and it cannot be kept from question to question.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from instances import Instance
from measured import Outcome
from plain_peers import available

from routing import Status
from routing.solving.models.cp_sat import least_limited

Bounds = tuple[int, ...]
Ask = Callable[[int, int, Bounds], tuple[float, int | None]]
LABELS_RESERVED = 200_000
LIMIT_S = 120.0


def limited_peers(instance: Instance, weight: str, resources: tuple[str, ...], outcome: Outcome) -> dict[str, Ask]:
    """Return the peers that are installed."""
    found: dict[str, Ask] = {}
    if available("routepricer", outcome):
        found["PathWyse"] = lambda *asked: ask_pathwyse(instance, weight, resources, *asked)
    found["CP-SAT alone, circuit"] = lambda *asked: ask_cp_sat(instance, weight, resources, *asked)
    found["CP-SAT alone, flow"] = lambda *asked: ask_flow(instance, weight, resources, *asked)
    if available("cspy", outcome):
        found["cspy"] = lambda *asked: ask_cspy(instance, weight, resources, *asked)
    return found


def ask_pathwyse(
    instance: Instance, weight: str, resources: Sequence[str], source: int, target: int, bounds: Bounds
) -> tuple[float, int | None]:
    """Return the seconds of ``solve`` and the least weight.

    Weights are not negative, so a best walk is a path: the problem is declared free of cycles to spare PathWyse the proof.
    """
    from routepricer import PWSolver

    with _settings(f"verbosity = 0\nalgo/default/reserve = {LABELS_RESERVED}\n"):
        problem = PWSolver()
        problem.createProblem()
        problem.setNumNodes(instance.n_nodes)
        problem.setDirected(True)
        problem.setCyclic(False)
        problem.setOrigin(source)
        problem.setDestination(target)
        problem.initProblem()
        numbers = [problem.addResource("TIME") for _ in resources]
        for number, bound in zip(numbers, bounds, strict=True):
            problem.setResBounds(number, 0, bound)
        uses = [instance.weights[name].tolist() for name in resources]
        for arc, (tail, head, value) in enumerate(zip(*_columns(instance, weight), strict=True)):
            problem.addArc(tail, head)
            problem.setArcCost(tail, head, value)
            for number, use in zip(numbers, uses, strict=True):
                problem.setResArcConsumption(number, tail, head, use[arc])
        problem.buildProblem()
        problem.setupAlgorithms()
        begun = time.perf_counter()
        problem.solve()
        spent = time.perf_counter() - begun
        found = problem.getNumberOfSolutions() > 0
        return spent, round(problem.getSolutionObjective(0)) if found else None


def ask_cp_sat(
    instance: Instance, weight: str, resources: Sequence[str], source: int, target: int, bounds: Bounds
) -> tuple[float, int | None]:
    """Return the seconds for model and solution and the least weight: a circuit, each node off the path with a loop."""
    from ortools.sat.python import cp_model

    begun = time.perf_counter()
    model = cp_model.CpModel()
    arcs = []
    used = []
    for tail, head in zip(instance.tail.tolist(), instance.head.tolist(), strict=True):
        used.append(model.new_bool_var(""))
        arcs.append((tail, head, used[-1]))
    arcs += [(node, node, model.new_bool_var("")) for node in range(instance.n_nodes) if node not in (source, target)]
    arcs.append((target, source, model.new_constant(1)))
    model.add_circuit(arcs)
    for name, bound in zip(resources, bounds, strict=True):
        model.add(cp_model.LinearExpr.weighted_sum(used, instance.weights[name].tolist()) <= bound)
    model.minimize(cp_model.LinearExpr.weighted_sum(used, instance.weights[weight].tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = LIMIT_S
    status = solver.solve(model)
    spent = time.perf_counter() - begun
    if status == cp_model.INFEASIBLE:
        return spent, None
    if status != cp_model.OPTIMAL:
        raise TimeoutError(f"CP-SAT: no proof in {LIMIT_S} s")
    return spent, round(solver.objective_value)


def ask_flow(
    instance: Instance, weight: str, resources: Sequence[str], source: int, target: int, bounds: Bounds
) -> tuple[float, int | None]:
    """Return the seconds for model and solution and the least weight: our own OR-Tools model, on all arcs."""
    begun = time.perf_counter()
    uses = [instance.weights[name] for name in resources]
    found = least_limited(instance.tail, instance.head, instance.weights[weight], source, target, uses, bounds, LIMIT_S)
    spent = time.perf_counter() - begun
    if found.status is Status.UNKNOWN:
        raise TimeoutError(f"CP-SAT: no proof in {LIMIT_S} s")
    return spent, found.weight


def ask_cspy(
    instance: Instance, weight: str, resources: Sequence[str], source: int, target: int, bounds: Bounds
) -> tuple[float, int | None]:
    """Return the seconds of ``run`` and the least weight; its forward labelling, the first resource counts arcs."""
    import networkx
    from cspy import BiDirectional

    names = {source: "Source", target: "Sink"}
    graph = networkx.DiGraph(directed=True, n_res=len(resources) + 1)
    uses = [instance.weights[name].tolist() for name in resources]
    for arc, (tail, head, value) in enumerate(zip(*_columns(instance, weight), strict=True)):
        if head != source and tail != target:
            graph.add_edge(
                names.get(tail, tail),
                names.get(head, head),
                weight=value,
                res_cost=[1.0, *(float(use[arc]) for use in uses)],
            )
    most = [float(instance.n_nodes), *map(float, bounds)]
    search = BiDirectional(graph, most, [0.0] * len(most), direction="forward", elementary=False)
    begun = time.perf_counter()
    search.run()
    spent = time.perf_counter() - begun
    return spent, None if search.path is None else round(search.total_cost)


def _columns(instance: Instance, weight: str) -> tuple[list[int], list[int], list[int]]:
    return instance.tail.tolist(), instance.head.tolist(), instance.weights[weight].tolist()


@contextlib.contextmanager
def _settings(text: str) -> Iterator[None]:
    """Work in a folder with a file of settings: PathWyse reads it from where the process is."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pathwyse.set").write_text(text, encoding="utf-8")
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
