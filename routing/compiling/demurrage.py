"""Transfers at places that charge for a dwell beyond a free time: a step between transfers and departures.

At a place with the figures ``free_time`` and ``demurrage`` the dwell of a transfer is charged: the milliminutes of
its operation, of customs and papers there and of the wait for the departure, from being set down by one vehicle to
the departure of the next. It is charged per started day beyond the free time, on an arc of its own after the wait. As
it depends on a sum, the vertices of such a transfer remember the milliminutes; there are as many of them as there are
different sums. Nothing is charged where a journey begins and ends, aboard a line that goes on, and from ship to ship
(sides ``sea``, ``ferry``, ``air``), where the dwell is the carriers' affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routing.amounts import charges
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap
from routing.compiling.calls import At, Calls, Departure
from routing.compiling.ground import Ground
from routing.compiling.transfers import Transfer, is_stored
from routing.steps.kinds import DEMURRAGE, PORT
from routing.steps.step import Step

Dwells = dict[str, int | None]  # vertex -> milliminutes since being set down


def stored(ground: Ground, calls: Calls, moves: Iterable[Transfer]) -> Iterator[Arc | Gap]:
    """Yield the transfers whose dwell is charged, the departures after them, and the charges between."""
    dwells: dict[At, Dwells] = {}
    for move in moves:
        if is_stored(ground, move):
            found, reached = _transfer(move)
            yield from found
            dwells.setdefault(move.leads_to, {}).update(reached)
    charges_due: dict[str, Arc] = {}  # one for all dwells of a length that one departure ends
    for at, reached in dwells.items():
        for departure in calls.departures.get(at, ()):
            for tail, milliminutes in reached.items():
                dwell = _sum(milliminutes, departure.step.milliminutes)
                due = _charge(ground, departure, dwell)
                if due is not None:
                    charges_due[due.tail] = due
                yield Arc(tail, departure.vertex if due is None else due.tail, departure.step)
    yield from charges_due.values()


def _transfer(move: Transfer) -> tuple[list[Arc | Gap], Dwells]:
    """Return the arcs of a transfer, and its last vertices with their milliminutes."""
    found: list[Arc | Gap] = []
    tail, head = move.ends
    reached: Dwells = {tail: 0}
    for number, stage in enumerate(move.stages, start=1):
        begin = head if number == len(move.stages) else vertices.between(move.label, number)
        after: Dwells = {}
        for here, milliminutes in reached.items():
            for option in stage:
                if isinstance(option, Gap):
                    found.append(option)
                    continue
                so_far = _sum(milliminutes, option.step.milliminutes)
                there = vertices.after(begin, so_far)
                found.append(Arc(here, there, option.step, option.when))
                after[there] = so_far
        reached = after
    return found, reached


def _charge(ground: Ground, departure: Departure, dwell: int | None) -> Arc | None:
    """Return the arc of the charge for a dwell that a departure ends; None within the free time."""
    place, side = departure.at.place, departure.at.side
    storage = ground.storage[place]
    days = None if dwell is None else storage.days(dwell)
    if days == 0:
        return None
    millicents, key = charges.demurrage(ground.network, ground.load, storage, days)
    step = Step(
        kind=DEMURRAGE,
        component=PORT,
        element=place,
        places=(place,),
        side=side,
        millicents=millicents,
        charged_days=days or 0,
        price_figure=key,
        territories=ground.territories[place],
    )
    return Arc(vertices.kept(place, departure.vertex, dwell), departure.vertex, step)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
