"""Transfers at each place between what sets down there and what takes on there, and the departures after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap, Option, Stage, series
from routing.compiling.calls import At, Calls
from routing.compiling.ground import OUTSIDE, Ground
from routing.compiling.operations import free_step, operation_step, operations_between
from routing.compiling.procedures import port_stages
from routing.compiling.vertices import BOUND, HOME
from routing.steps.kinds import LIFT, PORT


class Transfer(NamedTuple):
    """A way from one side of a place to another, stage after stage; `label` names the vertices between them."""

    begins: At
    leads_to: At
    stages: tuple[Stage, ...]
    label: str

    @property
    def ends(self) -> tuple[str, str]:
        """Return the vertices that it joins."""
        return vertices.set_down(*self.begins), vertices.taken_on(*self.leads_to)


def transfers(ground: Ground, calls: Calls) -> Iterator[Transfer]:
    """Yield the transfers at each place between what sets down there and what takes on there."""
    others: dict[str, list[At]] = {}
    for other in calls.taking_on:
        others.setdefault(other.place, []).append(other)
    setting_down, taking_on = _of_all_grades(calls.setting_down), _of_all_grades(calls.taking_on)
    for at in calls.setting_down:
        for other in others.get(at.place, ()):
            apart = at.side != other.side or not _is_alone(ground, setting_down[_any(at)], taking_on[_any(other)])
            if apart and _joined(calls, at, other):
                yield from _between(ground, at, other)


def _any(at: At) -> At:
    """Return a side of a place for trains of every grade."""
    return at._replace(grade="")


def _of_all_grades(services: Mapping[At, frozenset[str]]) -> Mapping[At, frozenset[str]]:
    """Return the services at each side, those of all grades together."""
    found: dict[At, frozenset[str]] = {}
    for at, names in services.items():
        found[_any(at)] = found.get(_any(at), frozenset()) | names
    return found


def _joined(calls: Calls, at: At, other: At) -> bool:
    """Tell whether goods that were set down so may go on so, by how their voyages stand in customs.

    A voyage goes on as it stands; bound on what is sure to leave the area, it counts as one that has left it. From land
    one begins at home or bound, where that makes a difference. What is bound does not land.
    """
    if at.side in OUTSIDE and other.side in OUTSIDE:
        return at.voyage == other.voyage or (at.voyage == BOUND and _is_plain(calls, other))
    if other.side in OUTSIDE:
        return other.voyage != "" or _is_plain(calls, other)
    return at.voyage != BOUND


def _is_plain(calls: Calls, at: At) -> bool:
    """Tell whether no voyage from a side of a place may stay inside its customs area."""
    return at.voyage == "" and at._replace(voyage=BOUND) not in calls.taking_on


def _is_alone(ground: Ground, setting_down: frozenset[str], taking_on: frozenset[str]) -> bool:
    """Tell whether there is nothing to change to; a line may be left where it ends and boarded where it begins."""
    if setting_down != taking_on or len(taking_on) != 1:
        return False
    service = ground.services.get(next(iter(taking_on)))
    return service is None or service.kind != "line"


def _between(ground: Ground, at: At, onto: At) -> Iterator[Transfer]:
    place, side, other = at.place, at.side, onto.side
    at_home, grade = HOME in (at.voyage, onto.voyage), onto.grade or at.grade  # from train to train nothing is due
    customs = tuple(port_stages(ground, place, side, other, grade=grade, at_home=at_home))
    handled = [
        (row.id, operation_step(ground, row, place, side, other))
        for row in operations_between(ground, place, side, other)
    ]
    if ground.is_unhandled:
        handled = [("free", free_step(ground, place, other, PORT, LIFT))]
    for name, step in handled:
        label = vertices.label(name, place, f"{side}>{other}", *filter(None, (at.voyage, onto.voyage, grade)))
        yield Transfer(at, onto, ((Option(step),), *customs), label)


def is_stored(ground: Ground, transfer: Transfer) -> bool:
    """Tell whether the dwell of a transfer is charged; from ship to ship it is the carriers' affair."""
    here, there = transfer.begins, transfer.leads_to
    return here.place in ground.storage and not (here.side in OUTSIDE and there.side in OUTSIDE)


def changed(ground: Ground, calls: Calls, moves: Iterable[Transfer]) -> Iterator[Arc | Gap]:
    """Yield the transfers whose dwell is not charged, and the departures after them."""
    free = [move for move in moves if ground.on_clock or not is_stored(ground, move)]
    for move in free:
        begins = move.begins.place if is_stored(ground, move) else ""
        for one in series(*move.ends, move.stages, move.label):
            is_first = begins and isinstance(one, Arc) and one.tail == move.ends[0]
            yield one._replace(stored=begins) if is_first and isinstance(one, Arc) else one
    reached = {move.leads_to for move in free}
    for at, departures in calls.departures.items():
        for departure in departures if at.place not in ground.storage or at in reached else ():
            yield Arc(vertices.taken_on(*at), departure.vertex, departure.step, leaving=departure.leaving)
