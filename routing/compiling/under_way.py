"""Goods that are under way: a problem in which what is behind them is a chain of arcs that every way begins with.

The chain leads from a source of its own to the vertex where the goods stand, and takes the time, the money and all
else that it took. So whatever limits or counts the whole journey does so, and what is behind is counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from routing.compiling.arc_table import ArcTable, Ints
from routing.compiling.arcs import Arc
from routing.compiling.problem import Problem
from routing.compiling.vector import vector_columns
from routing.question.measures import CO2E, COLUMNS, COST, TIME
from routing.search.graph import Graph
from routing.steps.kinds import DELAY, SURCHARGE, WAITING
from routing.steps.passing import met, passed, via_of
from routing.steps.step import Step


class Behind(NamedTuple):
    """What is behind goods: steps, where a dwell that is charged begins with one, and the vertex that they lead to.

    Where the last step is a wait, goods have been there since it began: they may depart as who has waited so long.
    """

    steps: tuple[Step, ...]
    stored: tuple[str, ...]
    vertex: str

    @property
    def waits(self) -> bool:
        """Tell whether goods wait, for a departure or until something opens."""
        return bool(self.steps) and self.steps[-1].kind == WAITING


def under_way(problem: Problem, behind: Behind) -> Problem:
    """Return a problem on the clock in which goods have steps behind them; without a source where they lead nowhere."""
    table, network = problem.table, problem.table.expansion.network
    if behind.vertex not in table.node:
        return replace(problem, source=-1)
    base = table.graph.n_nodes
    via = [via_of(network, name) for name in problem.question.constraints.via]
    layer = passed([one for step in behind.steps for one in met(step)], via)
    first, count = problem.graph.n_nodes, len(behind.steps)
    nodes = [*range(first, first + count), table.node[behind.vertex] + layer * base]
    arcs = [
        Arc(f"behind|{number}", f"behind|{number + 1}", step, stored=stored, done=True)
        for number, (step, stored) in enumerate(zip(behind.steps, behind.stored, strict=True))
    ]
    boards = _boards(problem, nodes[-1]) if behind.waits else np.empty(0, np.int64)
    longer = _with_arcs(table, arcs)
    rows = np.arange(table.n_arcs, table.n_arcs + count)
    columns = {name: cells[rows] for name, cells in longer.columns.items()}
    return replace(
        problem,
        table=longer,
        graph=Graph(
            np.concatenate([problem.graph.tail, nodes[:-1], [nodes[-2]] * len(boards)]).astype(np.int64),
            np.concatenate([problem.graph.head, nodes[1:], problem.graph.head[boards]]).astype(np.int64),
            first + count,
        ),
        usable=np.concatenate([problem.usable, np.ones(count, np.bool_), problem.usable[boards]]),
        columns={
            name: np.concatenate([cells, columns[name], cells[boards]]) for name, cells in problem.columns.items()
        },
        vector=tuple(np.concatenate([cells, cells[boards]]) for cells in _vectors(problem, longer, rows)),
        row=np.concatenate([problem.row, rows, problem.row[boards]]),
        source=nodes[0],
    )


def _boards(problem: Problem, node: int) -> Ints:
    """Return the arcs from a node to a departure by a timetable, be it behind what is paid or queued for before it."""
    return np.array([arc for arc in problem.graph.leaving[node] if _departs(problem, arc)], np.int64)


def _departs(problem: Problem, arc: int) -> bool:
    found = problem.arc(arc)
    while found.step.kind in (SURCHARGE, DELAY):
        onward = problem.graph.leaving[problem.graph.heads[arc]]
        if len(onward) != 1:
            return False
        arc = onward[0]
        found = problem.arc(arc)
    return found.leaving is not None


def _vectors(problem: Problem, longer: ArcTable, rows: Ints) -> tuple[Ints, ...]:
    """Return the vector of a problem with further arcs; where either lacks figures both count them."""
    columns = {name: longer.columns[name][rows] for name in COLUMNS}
    missing = {name: longer.missing[name][rows] for name in COLUMNS}
    minimise = problem.question.minimise
    more = vector_columns(columns, missing, minimise, problem.weights.of)
    more[-1] = more[-1] - np.array([longer.expansion.arcs[row].step.kind == WAITING for row in rows], np.int64)
    full = 3 + sum(measure.criterion != minimise for measure in (TIME, COST, CO2E))
    both = [list(problem.vector), more]
    if len(both[0]) != len(both[1]):
        for one in both:
            if len(one) < full:
                one.insert(1, np.zeros(len(one[0]), np.int64))
    return tuple(np.concatenate([one, other]) for one, other in zip(*both, strict=True))


def _with_arcs(table: ArcTable, arcs: Sequence[Arc]) -> ArcTable:
    """Return a table with further arcs, whose figures may be missing, behind those that it has."""
    steps = [arc.step for arc in arcs]
    values = {name: [getattr(step, name) for step in steps] for name in table.columns}
    none = np.zeros(len(arcs), np.bool_)
    unknown = {name: np.array([one is None for one in cells], np.bool_) for name, cells in values.items()}

    def longer(cells: Ints, more: Sequence[int]) -> Ints:
        return np.concatenate([cells, np.array(more, dtype=cells.dtype)])

    return replace(
        table,
        expansion=replace(table.expansion, arcs=table.expansion.arcs.followed_by(arcs)),
        columns={name: longer(cells, [one or 0 for one in values[name]]) for name, cells in table.columns.items()},
        missing={name: np.concatenate([cells, unknown[name]]) for name, cells in table.missing.items()},
        uncounted={name: np.concatenate([cells, none]) for name, cells in table.uncounted.items()},
        marks=table.marks.followed_by(len(arcs)),
        _arcs_of={},
        _vectors={},
        _weights={},
        _packed={},
        _known={},
    )
