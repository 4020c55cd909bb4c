"""Transfers at each place between what sets down there and what takes on there, and the departures after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap, Option, Stage, series
from routing.compiling.calls import At, Calls
from routing.compiling.ground import OUTSIDE, Ground
from routing.compiling.operations import free_step, operation_step, operations_between
from routing.compiling.procedures import port_stages
from routing.steps.kinds import LIFT, PORT


class Transfer(NamedTuple):
    """A way from one side of a place to another, stage after stage; `label` names the vertices between them."""

    place: str
    side: str
    other: str
    stages: tuple[Stage, ...]
    label: str

    @property
    def leads_to(self) -> At:
        """Return the side of the place that it leads to."""
        return At(self.place, self.other)

    @property
    def ends(self) -> tuple[str, str]:
        """Return the vertices that it joins."""
        return vertices.set_down(self.place, self.side), vertices.taken_on(self.place, self.other)


def transfers(ground: Ground, calls: Calls) -> Iterator[Transfer]:
    """Yield the transfers at each place between what sets down there and what takes on there."""
    others: dict[str, list[str]] = {}
    for place, side in calls.taking_on:
        others.setdefault(place, []).append(side)
    for (place, side), setting_down in calls.setting_down.items():
        for other in others.get(place, ()):
            if side != other or not _is_alone(ground, setting_down, calls.taking_on[At(place, other)]):
                yield from _between(ground, place, side, other)


def _is_alone(ground: Ground, setting_down: frozenset[str], taking_on: frozenset[str]) -> bool:
    """Tell whether there is nothing to change to; a line may be left where it ends and boarded where it begins."""
    if setting_down != taking_on or len(taking_on) != 1:
        return False
    service = ground.services.get(next(iter(taking_on)))
    return service is None or service.kind != "line"


def _between(ground: Ground, place: str, side: str, other: str) -> Iterator[Transfer]:
    if ground.is_unhandled:
        yield Transfer(place, side, other, ((Option(free_step(ground, place, other, PORT, LIFT)),),), "")
        return
    for operation in operations_between(ground, place, side, other):
        step = operation_step(ground, operation, place, side, other)
        stages: tuple[Stage, ...] = ((Option(step),), *port_stages(ground, place, side, other))
        yield Transfer(place, side, other, stages, vertices.label(operation.id, place, f"{side}>{other}"))


def is_stored(ground: Ground, transfer: Transfer) -> bool:
    """Tell whether the dwell of a transfer is charged; from ship to ship it is the carriers' affair."""
    return transfer.place in ground.storage and not (transfer.side in OUTSIDE and transfer.other in OUTSIDE)


def changed(ground: Ground, calls: Calls, moves: Iterable[Transfer]) -> Iterator[Arc | Gap]:
    """Yield the transfers whose dwell is not charged, and the departures after them."""
    free = [move for move in moves if not is_stored(ground, move)]
    for move in free:
        yield from series(*move.ends, move.stages, move.label)
    reached = {move.leads_to for move in free}
    for at, departures in calls.departures.items():
        for departure in departures if at.place not in ground.storage or at in reached else ():
            yield Arc(vertices.taken_on(*at), departure.vertex, departure.step)
