"""Transfers at places that charge for a dwell beyond a free time, as arcs of the expanded graph.

At a place with the figures ``free_time`` and ``demurrage`` the dwell of a transfer is charged: the minutes of its
operation, of customs and papers there and of the wait for the departure, from being set down by one vehicle to the
departure of the next. It is charged per started day beyond the free time, on an arc of its own after the wait. As it
depends on a sum, the vertices of such a transfer remember the minutes; there are as many of them as there are different
sums. Nothing is charged where a journey begins and ends, aboard a line that goes on, and from ship to ship (sides
``sea``, ``ferry``, ``air``), where the dwell is the carriers' affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from networks.model.network import Network
from routing.amounts import charges
from routing.amounts.load import Load
from routing.compiling.terminals import OUTSIDE, Stage
from routing.steps.step import Step

At = tuple[str, str]  # a place and a side of it


class StoredTransfers:
    """Collects the transfers and departures at places that charge, and joins them into arcs at the end.

    Parameters
    ----------
    places
        Ids of all places; those that charge are found among them.
    add
        Takes an arc: tail, head, step and condition.
    territory
        Place -> code of its territory, if it has one.
    """

    def __init__(
        self, network: Network, load: Load, places: Iterable[str], add: Callable[..., None],
        territory: Callable[[str], frozenset[str]],
    ) -> None:  # fmt: skip
        self.network, self.load, self.add, self.territory = network, load, add, territory
        self.storage = {place: found for place in places if (found := charges.storage_at(network, place))}
        self.departing: dict[At, list[tuple[str, Step]]] = {}  # vertex aboard and boarding
        self.dwells: dict[At, dict[str, int | None]] = {}  # vertex and minutes so far
        self.uncharged: set[At] = set()  # reached without minutes
        self.kept: set[str] = set()

    def departs(self, place: str, side: str, vertex: str, step: Step) -> bool:
        """Note a departure; tell whether the place charges, else the departure is none of these."""
        if place not in self.storage:
            return False
        self.departing.setdefault((place, side), []).append((vertex, step))
        return True

    def add_transfer(self, place: str, side: str, other: str, stages: list[Stage], label: str) -> bool:
        """Add a transfer from one side of a place to another with its minutes; tell whether it is charged at all."""
        if place not in self.storage or (side in OUTSIDE and other in OUTSIDE):
            self.uncharged.add((place, other))
            return False
        tail, head = f"in|{place}|{side}", f"out|{place}|{other}"
        reached: dict[str, int | None] = {tail: 0}
        for number, stage in enumerate(stages, start=1):
            begin = head if number == len(stages) else f"{label}|{number}"
            after: dict[str, int | None] = {}
            for here, minutes in reached.items():
                for step, when in stage:
                    so_far = None if minutes is None or step.minutes is None else minutes + step.minutes
                    there = f"{begin}|{'?' if so_far is None else so_far}"
                    self.add(here, there, step, when)
                    after[there] = so_far
            reached = after
        self.dwells.setdefault((place, other), {}).update(reached)
        return True

    def add_departures(self) -> None:
        """Add the departures that were noted: from each dwell so far, by way of the charge if there is one."""
        for (place, side), departures in sorted(self.departing.items()):
            for vertex, step in departures if (place, side) in self.uncharged else ():
                self.add(f"out|{place}|{side}", vertex, step)
        for (place, side), dwells in sorted(self.dwells.items()):
            for vertex, step in self.departing.get((place, side), ()):
                for tail, minutes in sorted(dwells.items()):
                    dwell = None if minutes is None or step.minutes is None else minutes + step.minutes
                    self._add_departure(place, tail, vertex, step, dwell)

    def _add_departure(self, place: str, tail: str, vertex: str, step: Step, dwell: int | None) -> None:
        storage = self.storage[place]
        days = None if dwell is None else storage.days(dwell)
        if days == 0:
            self.add(tail, vertex, step)
            return
        kept = f"kept|{place}|{vertex}|{'?' if dwell is None else dwell}"
        cents, key = charges.demurrage(self.network, self.load, storage, days)
        charge = Step(kind="demurrage", component="port", element=place, places=(place,), side=step.side, cents=cents,
                      charged_days=days or 0, price_figure=key, territories=self.territory(place))  # fmt: skip
        self.add(tail, kept, step)
        if kept not in self.kept:
            self.kept.add(kept)
            self.add(kept, vertex, charge)
