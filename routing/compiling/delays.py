"""Delays: what is slowed, and queues, take time on an arc of its own beside what they hold up.

Which of them are in force depends on the question; each set of them makes an expanded graph of its own. On the clock it
depends on the moment: an arc is there once for each set of delays beside it, to be used while these are in force.

- A queue is waited in behind a ride: for each link that it runs over and that is named, each place that is named and
  that it comes to, each border that is named and that it crosses, each territory that is named and that it enters from
  another one; before a service that is named is boarded or taken over to; and first of all, where the journey begins at
  a place that is named.
- What is slowed takes longer behind itself: a ride by its share of km over what is named; and what is done with goods
  that stand at a place that is named, in a territory that is named, or at the end of a link across a border.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from networks.model.closure import QUEUE, Closure
from networks.network import Network
from routing.amounts.charges import Charge, duration, key_of
from routing.amounts.rounding import exact, half_even
from routing.compiling import vertices
from routing.compiling.arcs import Arc, During
from routing.compiling.ground import Ground
from routing.steps.closed import crosses_any
from routing.steps.kinds import (
    BOARD,
    CLEARANCE,
    DELAY,
    EXPORT,
    HANDLING,
    HANDOVER,
    IMPORT,
    SURCHARGE,
    TRANSIT_CLOSING,
    TRANSIT_OPENING,
    WAITING,
)
from routing.steps.step import Step
from routing.steps.ways import Run, runs

ONE_DAY, LAST_DAY = datetime.timedelta(days=1), datetime.date.max
LEAVING, ENTERING = (EXPORT, TRANSIT_CLOSING, HANDOVER), (IMPORT, TRANSIT_OPENING, HANDOVER)


class Delays(NamedTuple):
    """The delays beside an arc, and when they are those in force.

    Attributes
    ----------
    before, behind
        Steps before what happens on the arc, and behind it.
    first, own
        What must hold when the first of all these steps is begun, and the arc itself.
    name
        Ids that tell this set of delays from others of the same arc.
    """

    before: tuple[Step, ...]
    behind: tuple[Step, ...]
    first: tuple[During, ...] = ()
    own: tuple[During, ...] = ()
    name: tuple[str, ...] = ()


def delays_of(ground: Ground, arc: Arc) -> Iterator[Delays]:
    """Yield the delays beside an arc: those of the question; on the clock each set of them that is in force at a time.

    A queue before a boarding is waited in if the goods depart while it is in force (of a service without departures: if
    they would without it), one where a journey begins if they begin then; one behind a ride if the ride ends then. What
    is slowed takes longer if it begins then.
    """
    network, closures = ground.network, ground.delays
    dated = [one for one in closures if one.is_dated and _bears(network, one, arc)] if ground.on_clock else []
    if not dated:
        yield Delays(tuple(delays_before(network, closures, arc)), tuple(delays_behind(network, closures, arc.step)))
        return
    ahead = [one for one in dated if any(delays_before(network, [one], arc))]
    behind = [one for one in dated if one.kind == QUEUE and one not in ahead]
    slow = [one for one in dated if one.kind != QUEUE]
    known = [one for one in closures if not one.is_dated]
    taken = arc.step.milliminutes or 0
    departs = arc.step.kind == BOARD
    for sets in product(*map(_sets_in_force, (ahead, behind, slow))):
        chosen = {name for names in sets for name in names}
        held = sorted((*known, *(one for one in dated if one.id in chosen)), key=lambda one: one.id)
        before = tuple(During(one.id, one.id in chosen, taken if departs else 0) for one in ahead)
        own = (
            *(During(one.id, one.id in chosen, taken) for one in behind),
            *(During(one.id, one.id in chosen, 0) for one in slow),
        )
        on_board = departs and arc.leaving is not None
        yield Delays(
            tuple(delays_before(network, held, arc)),
            tuple(delays_behind(network, held, arc.step)),
            () if on_board else before,
            (*own, *before) if on_board else own,
            tuple(sorted(chosen)),
        )


def _bears(network: Network, closure: Closure, arc: Arc) -> bool:
    return any(delays_before(network, [closure], arc)) or any(delays_behind(network, [closure], arc.step))


def _sets_in_force(closures: Sequence[Closure]) -> list[tuple[str, ...]]:
    """Return the sets of some closures that are in force together on some day, each once."""
    edges = {one.from_date for one in closures if one.from_date is not None}
    edges |= {one.until_date + ONE_DAY for one in closures if one.until_date and one.until_date != LAST_DAY}
    days = [datetime.date.min, *sorted(edges)]
    return list(dict.fromkeys(tuple(one.id for one in closures if one.is_in_force(day)) for day in days))


def delays_before(network: Network, closures: Sequence[Closure], arc: Arc) -> Iterator[Step]:
    """Yield the queues in which goods wait before what happens on an arc."""
    step, begins = arc.step, arc.tail == vertices.from_door(arc.step.places[0])
    for one in closures:
        if one.kind != QUEUE or one.modes or (one.at and step.places[0] not in one.at):
            continue
        if begins and one.table == "places" and step.places[0] in one.elements:
            yield from _queue(network, one, step.places[0])
        if one.table == "services" and _departs_with(arc, one.elements):
            yield from _queue(network, one, step.places[0])


def delays_behind(network: Network, closures: Sequence[Closure], step: Step) -> Iterator[Step]:
    """Yield what happens on an arc takes longer, and the queues in which goods wait behind it."""
    for one in closures:
        if one.kind == QUEUE:
            for run in runs(step) if step.is_ride and _goes_by(one, step) else ():
                for _ in range(_queues_at(network, one, run)):
                    yield from _queue(network, one, step.places[-1])
        else:
            yield from _slowed(network, one, step)


def _departs_with(arc: Arc, services: Sequence[str]) -> bool:
    if arc.step.kind == BOARD:
        return arc.step.element in services
    return arc.step.kind == HANDOVER and any(vertices.is_aboard(arc.head, service) for service in services)


def _goes_by(closure: Closure, step: Step) -> bool:
    return not closure.modes or step.mode in closure.modes


def _queues_at(network: Network, closure: Closure, run: Run) -> int:
    """Return how often a run comes to the queue of a closure."""
    if closure.at and {run.origin, run.destination}.isdisjoint(closure.at):
        return 0
    if closure.table == "places":
        return int(run.destination in closure.elements)
    if closure.table == "links":
        return int(run.link in closure.elements)
    if closure.table == "borders":
        return int(crosses_any(network, closure.elements, run))
    if closure.table == "territories":
        return sum(_enters(network, code, run) for code in closure.elements)
    return 0


def _enters(network: Network, code: str, run: Run) -> bool:
    """Tell whether a run comes into a territory from another one, or nobody can say."""
    if network.places[run.origin].country == code:
        return False
    link = network.links[run.link] if run.link else None
    if link is None or not link.territories:
        return True
    ends = network.places[run.destination].country
    return code == ends or (code in link.territories and code not in link.in_transit)


def _slowed(network: Network, closure: Closure, step: Step) -> Iterator[Step]:
    """Yield how much longer a step takes; nothing where it takes no time."""
    share = _share_of(network, closure, step)
    if share == 0 or step.milliminutes == 0:
        return
    figure = network.figure(closure.id, "slowdown")
    known = None if figure is None else exact(figure.value) / 100
    amount = None
    if share is not None and known is not None and step.milliminutes is not None:
        amount = half_even(step.milliminutes * known * share)
    if amount != 0:
        yield _delay(network, closure, step.places[-1], (amount, key_of(figure)))


def _share_of(network: Network, closure: Closure, step: Step) -> Fraction | None:
    """Return the share of the hours of a step that are slowed; None where nobody knows."""
    if step.is_ride:
        return _share_of_ride(network, closure, step) if _goes_by(closure, step) else Fraction(0)
    is_done = step.activity in (HANDLING, CLEARANCE) and step.kind != SURCHARGE
    if not is_done or closure.modes or (closure.at and step.places[0] not in closure.at):
        return Fraction(0)
    place = step.places[0]
    if closure.table == "borders":
        return Fraction((place, step.kind) in cleared_at(network, closure))
    country = network.places[place].country
    is_named = {
        "places": place in closure.elements,
        "territories": not country or country in closure.elements,
    }
    return Fraction(is_named.get(closure.table, False))


def _share_of_ride(network: Network, closure: Closure, ride: Step) -> Fraction | None:
    """Return the share of the km of a ride over what is slowed; None where a length is missing that would tell."""
    found = list(runs(ride))
    slow = [_is_slow(network, closure, run, ride.element) for run in found]
    if all(slow) or not any(slow):
        return Fraction(all(slow))
    lengths = [network.links[run.link].length_km for run in found]
    known = [exact(length) for length in lengths if length is not None]
    if len(known) < len(lengths) or not sum(known):
        return None
    return sum((length for length, is_slow in zip(known, slow, strict=True) if is_slow), Fraction(0)) / sum(known)


def _is_slow(network: Network, closure: Closure, run: Run, element: str) -> bool:
    """Tell whether a run is over what is slowed, or nobody can say."""
    if closure.at and {run.origin, run.destination}.isdisjoint(closure.at):
        return False
    if closure.table == "links":
        return run.link in closure.elements
    if closure.table == "services":
        return element in closure.elements
    if closure.table != "territories":
        return False
    link = network.links[run.link] if run.link else None
    codes = {network.places[place].country for place in (run.origin, run.destination)}
    if link is None or not link.territories or "" in codes:
        return True
    return not codes.union(link.territories).isdisjoint(closure.elements)


def cleared_at(network: Network, closure: Closure) -> frozenset[tuple[str, str]]:
    """Return places and kinds of clearance at the borders of a closure: at the ends of the links across them."""

    def work() -> frozenset[tuple[str, str]]:
        found = set()
        for link in network.links.values():
            for here, there in ((link.tail, link.head), (link.head, link.tail)):
                if crosses_any(network, closure.elements, Run(link.id, here, there)):
                    found |= {(here, kind) for kind in LEAVING} | {(there, kind) for kind in ENTERING}
        return frozenset(found)

    return network.worked_out((cleared_at, closure.id), work)


def _queue(network: Network, closure: Closure, place: str) -> Iterator[Step]:
    """Yield the wait in a queue; nothing where it takes no time."""
    taken = duration(network, closure.id)
    if taken[0] != 0:
        yield _delay(network, closure, place, taken)


def _delay(network: Network, closure: Closure, place: str, taken: Charge) -> Step:
    milliminutes, key = taken
    return Step(
        kind=DELAY,
        component=WAITING,
        element=closure.id,
        places=(place,),
        milliminutes=milliminutes,
        time_figure=key,
        territories=frozenset(filter(None, [network.places[place].country])),
    )
