"""Which delays a route bears, from the rows of the table alone; a part of `verify`, not of the compiler.

A row of `closures` that holds for a shipment (`closures.py`) and whose kind is `queue` is waited in: at the start where
it names the origin; before a boarding or a hand-over where it names the service; and behind a ride for each stretch
over a link that it names, to a place that it names, across a border that it names, or into a territory that it names.
One whose kind is `slowed` adds its share to the hours of what it names: behind a ride that of the km over it; behind
what is done with goods all of it, at a place or in a territory that it names, or where links across a border end.

On the clock a queue counts on the day on which goods come to it, before a boarding on that on which they depart (or, of
a service without departures, would without it); and what is slowed on the day on which it begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from networks.network import Network
from routing.question.shipment import Shipment
from routing.steps.step import Step
from routing.verification.closures import Days, concerning, holding, is_in_force, passes_border
from routing.verification.reckoning import Amount, Reckoning, decimal, length, named, rounded

DONE = {"origin", "load", "lift", "bogie_change", "unload", "delivery", "papers"}
LEFT, ENTERED = {"export", "transit_closing", "handover"}, {"import", "transit_opening", "handover"}
DONE |= LEFT | ENTERED


class Delay(NamedTuple):
    """A delay that is due: its row, where it is borne, and how long it takes by which figure."""

    element: str
    place: str
    amount: Amount


class Delays:
    """The delays that steps bear, in the order of the ids.

    Those of the day of the shipment; or `timed`, those of the days of the steps.
    """

    def __init__(
        self, network: Network, shipment: Shipment, spared: frozenset[str] = frozenset(), *, timed: bool = False
    ) -> None:
        self.network, self.reckoning, self.timed = network, Reckoning(network, shipment), timed
        rows: Sequence[dict[str, Any]] = ()
        if len(network.catalogue["closures"]):
            rows = concerning(network, shipment) if timed else holding(network, shipment)
        found = [row for row in rows if row["kind"] in ("slowed", "queue") and row["id"] not in spared]
        self.rows = sorted(found, key=lambda row: str(row["id"]))

    def is_borne(self, row: dict[str, Any], day: date | None) -> bool:
        """Tell whether a row is in force on a day, if days count."""
        return not self.timed or is_in_force(row, day)

    def ahead(self, step: Step, service: str, *, begins: bool, day: date | None = None) -> list[Delay]:
        """Return what is borne before a step; `service`: what a hand-over leads to, `begins`: it is the first one.

        `day`: of what is boarded that of the departure, else that on which one comes to the queue.
        """
        found, place = [], step.places[0]
        departs = {"board": step.element, "handover": service}.get(step.kind, "")
        for row in self.rows:
            if row["kind"] != "queue" or row["modes"] or (row["at"] and place not in row["at"]):
                continue
            if not self.is_borne(row, day):
                continue
            count = (begins and row["table"] == "places" and place in row["elements"]) + (
                row["table"] == "services" and departs in row["elements"]
            )
            found += self._queue(row, place) * count
        return found

    def behind(self, step: Step, days: Days | None = None, *, begun: bool = False) -> list[Delay]:
        """Return what is borne behind a step that begins and ends on some days.

        `begun`: it was begun before anybody knew, so that it takes no longer.
        """
        begin, end = days or (None, None)
        found: list[Delay] = []
        for row in self.rows:
            if row["modes"] and step.mode not in row["modes"]:
                continue
            if not self.is_borne(row, end if row["kind"] == "queue" else begin):
                continue
            if row["kind"] == "queue":
                count = sum(self._meets(row, *stretch) for stretch in _stretches(step)) if step.kind == "ride" else 0
                found += self._queue(row, step.places[-1]) * count
            elif not begun:
                found += self._slowed(row, step)
        return found

    def _queue(self, row: dict[str, Any], place: str) -> list[Delay]:
        amount = self.reckoning.duration(row["id"])
        return [] if amount[0] == 0 else [Delay(row["id"], place, amount)]

    def _meets(self, row: dict[str, Any], link: str, begin: str, end: str) -> int:
        """Return how many queues of a row a stretch comes to."""
        if row["at"] and not {begin, end} & set(row["at"]):
            return 0
        if row["table"] == "borders":
            return int(passes_border(self.network, row["elements"], link, begin, end))
        if row["table"] == "territories":
            return sum(self._enters(code, link, begin, end) for code in row["elements"])
        met = {"places": end, "links": link}.get(row["table"], "")
        return int(met != "" and met in row["elements"])

    def _enters(self, code: str, link: str, begin: str, end: str) -> bool:
        stated = self.network.links[link].territories if link else ()
        inside = set(stated) - set(self.network.links[link].in_transit if link else ())
        first, last = self.network.places[begin].country, self.network.places[end].country
        return first != code and (not stated or code in inside | {last})

    def _slowed(self, row: dict[str, Any], step: Step) -> list[Delay]:
        """Return how much longer a step takes."""
        share = self._ridden(row, step) if step.kind == "ride" else Fraction(self._is_done_slowly(row, step))
        figure = self.network.figure(row["id"], "slowdown")
        if share == 0 or step.milliminutes == 0:
            return []
        taken = None
        if share is not None and figure is not None and step.milliminutes is not None:
            taken = rounded(Fraction(step.milliminutes, 1000) * decimal(figure.value) / 100 * share)
        amount = (taken, None if figure is None else named(figure))
        return [] if taken == 0 else [Delay(row["id"], step.places[-1], amount)]

    def _ridden(self, row: dict[str, Any], step: Step) -> Fraction | None:
        """Return the share of the km of a ride over what is slowed; None where a length is not known that tells it."""
        stretches = list(_stretches(step))
        slow = [self._is_ridden_slowly(row, step.element, *stretch) for stretch in stretches]
        if len(set(slow)) == 1:
            return Fraction(slow[0])
        whole, part = (
            length([self.network.links[stretch[0]] for stretch in chosen])
            for chosen in (stretches, [one for one, is_slow in zip(stretches, slow, strict=True) if is_slow])
        )
        return part / whole if whole and part is not None else None

    def _is_ridden_slowly(self, row: dict[str, Any], service: str, link: str, begin: str, end: str) -> bool:
        if row["at"] and not {begin, end} & set(row["at"]):
            return False
        codes = {self.network.places[place].country for place in (begin, end)}
        listed = set(self.network.links[link].territories) if link else set()
        if row["table"] == "territories":
            return "" in codes or not listed or bool((codes | listed) & set(row["elements"]))
        return {"links": link, "services": service}.get(row["table"], "") in set(row["elements"])

    def _is_done_slowly(self, row: dict[str, Any], step: Step) -> bool:
        place = step.places[0]
        if step.kind not in DONE or row["modes"] or (row["at"] and place not in row["at"]):
            return False
        if row["table"] == "borders":
            return any(self._crosses(row, step.kind, place, *ends) for ends in self._ends())
        country = self.network.places[place].country
        named_here = {"places": {place}, "territories": {country}}.get(row["table"], set())
        return bool(named_here & set(row["elements"])) or (row["table"] == "territories" and not country)

    def _ends(self) -> Iterator[tuple[str, str, str]]:
        for link in self.network.links.values():
            yield link.id, link.tail, link.head
            yield link.id, link.head, link.tail

    def _crosses(self, row: dict[str, Any], kind: str, place: str, link: str, begin: str, end: str) -> bool:
        """Tell whether what is done at a place is the clearance of a way across a border of a row."""
        is_here = (place == begin and kind in LEFT) or (place == end and kind in ENTERED)
        return is_here and passes_border(self.network, row["elements"], link, begin, end)


def _stretches(step: Step) -> Iterator[tuple[str, str, str]]:
    for number, (begin, end) in enumerate(pairwise(step.places)):
        yield step.links[number] if step.links else "", begin, end
