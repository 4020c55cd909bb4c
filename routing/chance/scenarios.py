"""What every arc of a problem takes in each of some scenarios: the same draws as those of a route, arc by arc."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from numpy.typing import NDArray

from routing.chance.draws import Draws
from routing.chance.parts import parts_of
from routing.chance.sampling import milliminutes_of
from routing.compiling.problem import Problem
from routing.steps.kinds import BOARD
from routing.steps.step import Step

Ints = NDArray[np.int64]
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


def _kind(step: Step) -> Hashable:
    boarding = (step.element, step.places) if step.kind == BOARD else None
    return step.time_figure, step.milliminutes, step.component, boarding
