"""Many journeys of one route by the clock: who comes late misses a departure, and takes the next one.

The route is kept: its services, in their order. Goods leave when they are ready; what is done and ridden takes the
times that are drawn. At each boarding by a timetable they take the first departure of the same service from the same
stop for which they are there its lead before, be it earlier or later than the one of the route; of departures that are
cancelled they take the next. What keeps to opening hours begins when it is open. A vehicle leaves when its timetable
says, however late it came; goods aboard arrive later by what their own ride takes longer. Departures and openings are
looked at for 366 days: who meets none until then does not arrive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from networks.timetable.moments import moments
from networks.timetable.openings import open_windows
from routing.amounts.load import Load
from routing.chance.draws import Block, Draws
from routing.chance.parts import Term, boarding_name, cancelled_share, causes_of, shape_of
from routing.chance.sampling import cancelled_in_a_row, drawn
from routing.compiling.calendar import departing_spans, lies_in
from routing.compiling.expansion import expand
from routing.errors import QuestionError
from routing.question.clock import moment_at, seconds_of
from routing.question.shipment import Shipment
from routing.steps.kinds import BOARD, WAITING
from routing.steps.opened import opening_of
from routing.steps.step import Step

HORIZON_DAYS = 366
DAY_S = 86_400
CANCELLED = "cancelled departures"  # the group of all of them
NEVER = 2**60  # milliminutes of a journey that does not arrive


@dataclass(frozen=True, eq=False)
class Stage:
    """A step of a route by the clock.

    Attributes
    ----------
    fixed
        Milliminutes that are not spread.
    term
        What is; None where nothing is, and at a boarding by a timetable.
    departures : int64, shape (n,)
        Of a boarding by a timetable, when they leave that stop, in milliminutes since the begin; None of any other.
    lead
        How long before a departure goods must be there.
    name, cancelled
        Of a boarding, under which name cancelled departures are drawn, and the share of them.
    opening
        Of a wait for opening hours, when they begin and end, in milliminutes since the begin.
    """

    fixed: int
    term: Term | None = None
    departures: NDArray[np.int64] | None = None
    lead: int = 0
    name: str = ""
    cancelled: float = 0.0
    opening: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None


def stages_of(network: Network, shipment: Shipment, steps: Sequence[Step], load: Load) -> tuple[Stage, ...]:
    """Return the stages of a route by the clock that leaves when its shipment is ready."""
    ready = moment_at(network, shipment.origin, shipment.ready, "ready")
    begin, passed = seconds_of(ready), 0
    found = []
    for step in steps:
        passed += step.milliminutes or 0
        if step.kind == WAITING:
            continue  # whoever comes earlier or later waits otherwise
        opened = opening_of(network, step)
        if opened:
            found.append(Stage(0, opening=_opening(network, opened, begin)))
        if step.kind == BOARD and step.timetable:
            leaving = _departures(network, shipment, load, step, begin, passed)
            found.append(Stage(0, None, leaving, step.lead, boarding_name(step), cancelled_share(network, step)))
        else:
            found.append(stage_of(network, step))
    return tuple(found)


def stage_of(network: Network, step: Step) -> Stage:
    """Return the stage of a step that is no boarding by a timetable."""
    figure = None if step.time_figure is None else network.figures[step.time_figure]
    shape = None if figure is None else shape_of(network, figure, step.milliminutes or 0)
    if figure is None or shape is None or not shape.is_spread:
        return Stage(step.milliminutes or 0)
    key = (figure.element, figure.quantity)
    return Stage(0, Term(step.component, key, shape, causes_of(network, figure, step.component)))


def arrivals(stages: Sequence[Stage], draws: Draws) -> NDArray[np.int64]:
    """Return after how many milliminutes the goods arrive in each sample; `NEVER` where they do not."""
    found = np.empty(draws.samples, dtype=np.int64)
    for block in draws.blocks():
        at = np.zeros(block.size, dtype=np.int64)
        for stage in stages:
            at = _after(stage, at, block)
        found[block.samples] = np.minimum(at, NEVER)
    return found


def groups_of(stages: Sequence[Stage]) -> dict[str, str]:
    """Return the names of all draws of a route, each with the group that its share is told of.

    What a cause moves bears its name, what moves by itself that of its component; what is cancelled is one group.
    """
    found: dict[str, str] = {}
    for stage in stages:
        if stage.cancelled:
            found[f"cancelled {stage.name}"] = CANCELLED
        if stage.term is not None:
            found[f"figure {stage.term.figure[0]} {stage.term.figure[1]}"] = stage.term.component
            found |= {f"cause {cause}": cause for cause, _ in stage.term.causes}
    return found


def _after(stage: Stage, at: NDArray[np.int64], block: Block) -> NDArray[np.int64]:
    if stage.opening is not None:
        begins, ends = stage.opening
        number = np.searchsorted(ends, at, side="right")
        opened: NDArray[np.int64] = np.maximum(at, np.append(begins, NEVER)[number])
        return opened
    if stage.departures is None:
        return at + spent_in(stage, block)
    number = np.searchsorted(stage.departures, at + stage.lead)
    if stage.cancelled:
        number = number + cancelled_in_a_row(stage.name, stage.cancelled, block).astype(np.int64)
    leaves = np.append(stage.departures, NEVER)
    return leaves[np.minimum(number, len(stage.departures))]


def spent_in(stage: Stage, block: Block) -> NDArray[np.int64]:
    """Return the milliminutes of a stage that is no boarding in each sample of a block."""
    if stage.term is None:
        return np.full(block.size, stage.fixed, dtype=np.int64)
    return np.rint(drawn(stage.term, block)).astype(np.int64)


def _opening(network: Network, element: str, begin: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return when what an element does may begin, from its first milliminute on and before one."""
    found = open_windows(network, element, begin, begin + HORIZON_DAYS * DAY_S)
    assert found is not None
    begins, ends = (-((begin - side) * 50 // 3) for side in found)  # rounded up
    return begins, ends


def _departures(
    network: Network, shipment: Shipment, load: Load, step: Step, begin: int, left: int
) -> NDArray[np.int64]:
    """Return when a service leaves the stop of a boarding, in milliminutes since the begin."""
    ready = moment_at(network, shipment.origin, shipment.ready, "ready")
    for after in _offsets(network, shipment, load, step):
        first = begin - after * 60 // 1000 - DAY_S
        times = moments(network, step.element, first, begin + HORIZON_DAYS * DAY_S).times
        at = ((times - begin) * 2000 + 60) // 120 + after
        at = at[at >= 0]
        if step.element in network.dated:
            spans = departing_spans(network.dated[step.element], ready)
            at = np.array([one for one in at.tolist() if lies_in(spans, one)], dtype=np.int64)
        if len(at) and np.abs(at - left).min() <= 1:  # a service may call at a place twice
            return at
    raise QuestionError([f"no departure of {step.element} at {step.places[0]} is that of the route; solve it again"])


def _offsets(network: Network, shipment: Shipment, load: Load, step: Step) -> Iterator[int]:
    """Yield how long after its first stop a service leaves the place where it is boarded."""
    graph = expand(network, load, shipment.scope, other_days=True, on_clock=True)
    found = {
        arc.leaving.after
        for arc in graph.arcs
        if arc.leaving is not None and arc.step.element == step.element and arc.step.places == step.places
    }
    yield from sorted(one for one in found if one is not None)
