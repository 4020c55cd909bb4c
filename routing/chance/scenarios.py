"""What every arc of a problem takes in each of some scenarios: the same draws as those of a route, arc by arc."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from routing.chance.draws import Block, Draws
from routing.chance.on_clock import spent_in, stage_of
from routing.chance.parts import boarding_name, cancelled_share, parts_of
from routing.chance.sampling import cancelled_in_a_row, milliminutes_of
from routing.compiling.problem import Problem
from routing.compiling.timetable import Timetable
from routing.steps.kinds import BOARD
from routing.steps.step import Step

Ints = NDArray[np.int64]
Boarding = tuple[Ints, int, Ints]  # departures, how long before one goods must be there, cancelled in each scenario
LOOK = 256  # kinds between two looks at the time


def scenarios_of(problem: Problem, draws: Draws, check: Callable[[], None]) -> tuple[Ints, Ints]:
    """Return the milliminutes of each kind of arc in each scenario, and of which kind each arc is.

    Arcs of one kind take the same time in every scenario: the same figure and amount and, where a wait or a cancelled
    departure is drawn, the same boarding. Arcs that the question may not use are of any kind.
    """
    network = problem.table.expansion.network
    kinds: dict[Hashable, int] = {}
    times: list[Ints] = []
    kind = np.zeros(len(problem.row), dtype=np.int64)
    for arc in np.flatnonzero(problem.usable).tolist():
        step = problem.step(arc)
        key = _kind(step)
        if key not in kinds:
            if len(kinds) % LOOK == 0:
                check()
            kinds[key] = len(times)
            times.append(milliminutes_of(parts_of(network, [step]), draws))
        kind[arc] = kinds[key]
    return np.array(times or [np.zeros(draws.samples, dtype=np.int64)]), kind


def scenarios_on_clock(
    problem: Problem, timetable: Timetable, draws: Draws, check: Callable[[], None]
) -> tuple[Ints, Ints, dict[int, Boarding]]:
    """Return the milliminutes of each kind of arc in each scenario on the clock, of which kind each is, and boardings.

    The last column is the journey as figures stand. A boarding by a timetable takes its lead at least.
    """
    network, (block,) = problem.table.expansion.network, draws.blocks()
    kinds: dict[Hashable, int] = {}
    times: list[Ints] = []
    kind = np.zeros(len(problem.row), dtype=np.int64)
    boards: dict[int, Boarding] = {}
    leaving: dict[int, Boarding] = {}
    for arc in np.flatnonzero(problem.usable).tolist():
        row, step = int(problem.row[arc]), problem.step(arc)
        board = timetable.boards.get(row)
        key = ("lead", board[1]) if board is not None else _kind(step)
        if board is not None:
            if row not in leaving:
                leaving[row] = _boarding(network, step, *board, block)
            boards[arc] = leaving[row]
        if key not in kinds:
            if len(kinds) % LOOK == 0:
                check()
            kinds[key] = len(times)
            lead = None if board is None else np.full(block.size, board[1], dtype=np.int64)
            spent = spent_in(stage_of(network, step), block) if lead is None else lead
            times.append(np.append(spent, (step.milliminutes or 0) if board is None else board[1]))
        kind[arc] = kinds[key]
    return np.array(times or [np.zeros(block.size + 1, dtype=np.int64)]), kind, boards


def _boarding(network: Network, step: Step, departures: list[int], lead: int, block: Block) -> Boarding:
    share = cancelled_share(network, step)
    missed = cancelled_in_a_row(boarding_name(step), share, block) if share else np.zeros(block.size)
    return np.array(departures, dtype=np.int64), lead, np.append(missed, 0).astype(np.int64)


def _kind(step: Step) -> Hashable:
    boarding = (step.element, step.places) if step.kind == BOARD else None
    return step.time_figure, step.milliminutes, step.component, boarding
