"""Waiting that grows with use, by a quadratic program over every path, solved by another solver (HiGHS)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from networks import Network
from oracles.all_paths import feasible
from oracles.allowed import arcs_of
from oracles.assignments import KINDS, size_of, used_by
from oracles.losses import elements
from routing import Assignment, Capacity, Congestion, Consignment, Question
from routing.question.congestion import Choice

LIMIT_S = 0.5


class NotSolvedError(Exception):
    """The other solver found no optimum in time."""


def congestion_of(rng: random.Random, network: Network) -> list[Congestion]:
    """Return up to four random congestions of things of a network, each once."""
    named = elements(network, KINDS)
    chosen = rng.sample(named, min(len(named), rng.randint(1, 4)))
    found = []
    for kind, name in chosen:
        unit = rng.choice(("TEU", "TEU", "t"))
        use, hours, steep = rng.choice((0, 0, 1, 2.5)), 0.0, rng.choice((0, 1, 8))
        points = [(use, hours)]
        for _ in range(rng.randint(1, 3)):
            width = rng.choice((0.5, 1, 4))
            use, hours = use + width, hours + width * steep
            points.append((use, hours))
            steep += rng.choice((0, 0.7, 6, 30))
        scale = 1 if unit == "TEU" else 12
        points = [(scale * use, hours) for use, hours in points]
        border = name.replace("-", ">") if kind == "border" and rng.random() < 0.3 else name
        found.append(Congestion(kind, border, points, rng.choice((0.5, 3, 0)), unit))
    return found


def lines_of(one: Congestion) -> list[tuple[float, float, float, float]]:
    """Return where each line begins and ends, its hours at the beginning, and how steep it is."""
    lines = [(b, e, h, (m - h) / (e - b)) for (b, h), (e, m) in pairwise(one.waits)]
    begin, _, hours, steep = lines[-1]
    return [(0.0, one.waits[0][0], 0.0, 0.0), *lines[:-1], (begin, np.inf, hours, steep)]


def potential(one: Congestion, use: float, choice: Choice) -> float:
    """Return what is to be least, by the sum of lines: of all what all pay, of each by itself Beckmann's integral."""
    total, hours = 0.0, 0.0
    for begin, end, at, steep in lines_of(one):
        width = min(end, use) - begin
        if width >= 0:
            total += at * width + steep * width**2 / 2
            hours = at + steep * width
    return one.usd_per_hour * (total if choice == "user equilibrium" else use * hours)


def told_potential(found: Assignment, choice: Choice) -> float:
    """Return what the flows of an answer come to."""
    stated = {(one.kind, one.element, one.unit): one for one in found.congestion}
    total = sum(one.per_week * one.usd for one in (*found.sent, *found.left))
    return total + sum(potential(stated[w.kind, w.element, w.unit], w.flow, choice) for w in found.waits)


def least_potential(
    network: Network,
    questions: Sequence[Question],
    consignments: Sequence[Consignment],
    capacities: Sequence[Capacity],
    congestion: Sequence[Congestion],
    choice: Choice,
    most: int = 2_000,
) -> float:
    """Return the least of what an assignment minimises, by HiGHS over every path."""
    model = _Quadratic()
    for question, one in zip(questions, consignments, strict=True):
        arcs = arcs_of(network, question)
        demand = model.row(one.per_week, one.per_week)
        model.column(one.unserved_usd, 0.0, np.inf, {demand: 1.0})
        for vector, path in feasible(network, question, most):
            entries = {demand: 1.0}
            for number, arc in enumerate(path):
                for held in (*capacities, *congestion):
                    for key, times in used_by(network, held, arcs[arc].step, number == 0).items():
                        row = model.held(held, key, choice)
                        entries[row] = entries.get(row, 0) + times * size_of(network, question, held)
            model.column(float(vector[0] / 100_000), 0.0, np.inf, entries)
    return model.least()


class _Quadratic:
    """A program with a diagonal quadratic cost, put together piece by piece."""

    def __init__(self) -> None:
        self.low: list[float] = []
        self.high: list[float] = []
        self.columns: list[tuple[float, float, float, dict[int, float]]] = []  # cost, its growth, most, entries
        self.rows: dict[Any, int] = {}

    def row(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def column(self, cost: float, grows: float, most: float, entries: dict[int, float]) -> None:
        self.columns.append((cost, grows, most, entries))

    def held(self, held: Any, key: str, choice: Choice) -> int:
        if (held, key) not in self.rows:
            if isinstance(held, Capacity):
                self.rows[held, key] = self.row(-np.inf, held.per_week)
            else:
                row = self.rows[held, key] = self.row(-np.inf, 0.0)
                for begin, end, hours, steep in lines_of(held):
                    first, grows = hours, steep
                    if choice == "system optimum":  # v f h(f) grows by v (h + f h')
                        first, grows = hours + begin * steep, 2 * steep
                    usd = held.usd_per_hour
                    self.column(usd * first, usd * grows, end - begin, {row: -1.0})
        return self.rows[held, key]

    def least(self) -> float:
        import highspy

        model = highspy.HighsModel()
        lp, n = model.lp_, len(self.columns)
        lp.num_col_, lp.num_row_ = n, len(self.low)
        lp.col_cost_ = np.array([one[0] for one in self.columns])
        lp.col_lower_, lp.col_upper_ = np.zeros(n), np.array([one[2] for one in self.columns])
        lp.row_lower_, lp.row_upper_ = np.array(self.low), np.array(self.high)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.append(0, np.cumsum([len(one[3]) for one in self.columns]))
        lp.a_matrix_.index_ = np.array([row for one in self.columns for row in one[3]], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([value for one in self.columns for value in one[3].values()])
        if any(one[1] for one in self.columns):
            model.hessian_.dim_ = n
            model.hessian_.start_ = np.arange(n + 1)
            model.hessian_.index_ = np.arange(n)
            model.hessian_.value_ = np.array([one[1] for one in self.columns])
        solver = highspy.Highs()
        for option, value in {"output_flag": False, "threads": 1, "time_limit": LIMIT_S}.items():
            solver.setOptionValue(option, value)
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise NotSolvedError(str(solver.getModelStatus()))  # it goes round in circles on some
        return float(solver.getInfo().objective_function_value)
