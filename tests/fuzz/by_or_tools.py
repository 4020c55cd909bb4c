"""The questions of a small case asked of OR-Tools: minimum-cost flow and CP-SAT, on models of their own.

OR-Tools knows no canonical order, so its answers are compared by weight and number of arcs (packed into one number);
of a front by its vectors: each is reached and not beaten, and no path lies outside what they beat.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from plain_answers import Answer
from small_cases import Case

from routing.solving.models.flow import least_flow, path_of

WIDEST = 2**53 - 1  # the sum of all weights up to which CP-SAT is exact: it holds objectives in floating point


def or_tools_difference(case: Case, kind: str, expected: Answer) -> str:
    """Return what OR-Tools says otherwise; empty where it agrees or the question is none for it."""
    own, rows = case.asked[kind], _usable(case)
    scale = case.n_nodes + 1
    names = [own["minimise"]] if "minimise" in own else list(own["criteria"])
    if case.source == case.target or any(
        sum(case.weights[name]) * scale > WIDEST for name in (*names, *own.get("limits", ()))
    ):
        return ""
    paths = [path for path, _ in expected[1]]
    if kind == "pareto":
        return _front_difference(case, rows, paths, own)
    weights = [case.weights[names[0]][row] * scale + 1 for row in rows]
    wanted = [case.path_sum(names[0], path) * scale + len(path) for path in paths]
    if kind == "shortest":
        columns = [
            np.array(cells, dtype=np.int64)
            for cells in ([case.tail[row] for row in rows], [case.head[row] for row in rows], weights)
        ]
        found = least_flow(*columns, case.source, case.target)
        told = [] if found is None else [found[0]]
        return "" if told == wanted else f"weighs {told}"
    if kind == "constrained":
        told = _Model(case, rows).limited(own["limits"]).least(weights, 1)
        return "" if told == wanted else f"weighs {told}"
    few = min(own["k"], 4)
    told = _Model(case, rows).least(weights, few)
    return "" if told == wanted[:few] else f"weighs {told}"


def _usable(case: Case) -> list[int]:
    """Return the arcs that a case may use, from the words of the documentation."""
    closed = set(case.masks.get("no_through", ()))
    nodes = case.masks.get("node_mask", [True] * case.n_nodes)
    arcs = case.masks.get("arc_mask", [True] * len(case.tail))
    return [
        row
        for row, (here, there) in enumerate(zip(case.tail, case.head, strict=True))
        if arcs[row]
        and nodes[here]
        and nodes[there]
        and (here not in closed or here == case.source)
        and (there not in closed or there == case.target)
    ]


class _Model:
    """One unit of flow from source to target in binary variables."""

    def __init__(self, case: Case, rows: list[int]) -> None:
        from ortools.sat.python import cp_model

        self.cp, self.case, self.rows = cp_model, case, rows
        self.model = cp_model.CpModel()
        self.used = [self.model.new_bool_var("") for _ in rows]
        for node in range(case.n_nodes):
            terms = [(case.tail[row] == node) - (case.head[row] == node) for row in rows]
            self.model.add(self.sum(terms) == (node == case.source) - (node == case.target))

    def sum(self, cells: list[int]) -> Any:
        return self.cp.LinearExpr.weighted_sum(self.used, [int(cell) for cell in cells])

    def weight(self, name: str) -> Any:
        return self.sum([self.case.weights[name][row] for row in self.rows])

    def limited(self, limits: dict[str, int]) -> _Model:
        for name, most in limits.items():
            self.model.add(self.weight(name) <= min(most, sum(self.case.weights[name])))
        return self

    def solve(self) -> Any:
        """Return the solver, or None where the model has no solution."""
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.cp_model_presolve = False  # the models are tiny
        solver.parameters.linearization_level = 2
        status = solver.solve(self.model)
        assert status in (self.cp.OPTIMAL, self.cp.FEASIBLE, self.cp.INFEASIBLE)
        return None if status == self.cp.INFEASIBLE else solver

    def least(self, weights: list[int], k: int) -> list[int]:
        """Return the least weights of k different paths: each one found is cut off, and the model solved again."""
        found = []
        tail, head = (
            np.array([cells[row] for row in self.rows], dtype=np.int64) for cells in (self.case.tail, self.case.head)
        )
        self.model.minimize(self.sum(weights))
        while len(found) < k and (solver := self.solve()):
            chosen = [place for place, one in enumerate(self.used) if solver.value(one)]
            path = path_of(chosen, tail, head, self.case.source, self.case.target)
            found.append(sum(weights[place] for place in path))
            self.model.add(sum(self.used[place] for place in path) <= len(path) - 1)
        return found


def _front_difference(case: Case, rows: list[int], paths: list[tuple[int, ...]], own: dict[str, Any]) -> str:
    """Return a path that the vectors do not beat, or a vector that is not reached or is beaten."""
    criteria, limits = own["criteria"], own["limits"]
    vectors = [[case.path_sum(name, path) for name in criteria] for path in paths]
    outside = _Model(case, rows).limited(limits)
    for vector in vectors:
        less = [outside.model.new_bool_var("") for _ in criteria]
        outside.model.add_bool_or(less)
        for name, value, one in zip(criteria, vector, less, strict=True):
            outside.model.add(outside.weight(name) <= value - 1).only_enforce_if(one)
    if solver := outside.solve():
        return f"has a vector outside the front: {[solver.value(outside.weight(name)) for name in criteria]}"
    for vector in vectors[:3]:
        beating = (
            _Model(case, rows)
            .limited(limits)
            .limited(
                dict(zip(criteria, vector, strict=True))
                | {name: min(limits.get(name, value), value) for name, value in zip(criteria, vector, strict=True)}
            )
        )
        total = beating.model
        total.minimize(sum(beating.weight(name) for name in criteria))
        solver = beating.solve()
        if solver is None or round(solver.objective_value) != sum(vector):
            return f"does not reach {vector}, or beats it"
    return ""
