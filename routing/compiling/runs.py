"""Runs of lines: how long after its first stop a line departs from each other one.

A box aboard takes as long as its rides and what is done at borders and at changes of gauge. The line itself keeps to
the shortest of these: where a procedure depends on the goods, it departs as for those that pass fastest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from networks.model.elements import Service
from networks.network import Network
from networks.timetable.moments import headway_s
from routing.compiling.arcs import Gap, Stage
from routing.compiling.ground import OUTSIDE, Ground
from routing.compiling.operations import operations_between
from routing.compiling.procedures import crossings
from routing.steps.step import Step


def is_timed(network: Network, service: str) -> bool:
    """Tell whether a service departs at moments: by stated ones, or once in a headway."""
    return service in network.departures or headway_s(network, network.services_of_all_dates[service]) > 0


def departures_after(
    ground: Ground, service: Service, sides: Sequence[str], rides: Sequence[Step | None]
) -> tuple[int | None, ...]:
    """Return the milliminutes from the departure of the first stop to that of each stop; None where not known."""
    passed: int | None = 0
    found = [passed]
    for index, ride in enumerate(rides[1:], start=1):
        assert ride is not None
        before, after = _borders(ground, ride)
        turned = _gauge_change(ground, service, sides, index)
        times = [ride.milliminutes, *map(_least, before), *map(_least, after), turned]
        passed = None if passed is None or None in times else passed + sum(time or 0 for time in times)
        found.append(passed)
    return tuple(found)


def _borders(ground: Ground, ride: Step) -> tuple[list[Stage], list[Stage]]:
    return ([], []) if ride.mode in OUTSIDE else crossings(ground, ride.places, ground.grade_of(ride.element))


def _gauge_change(ground: Ground, service: Service, sides: Sequence[str], index: int) -> int | None:
    if ground.is_unhandled or index + 1 >= len(sides) or sides[index] == sides[index + 1]:
        return 0
    rows = operations_between(ground, service.stops[index].place, sides[index], sides[index + 1])
    return _shortest(ground.handling[row.id].milliminutes for row in rows)


def _least(stage: Stage) -> int | None:
    return _shortest(option.step.milliminutes for option in stage if not isinstance(option, Gap))


def _shortest(times: Iterable[int | None]) -> int | None:
    known = [time for time in times if time is not None]
    return min(known) if known else None
