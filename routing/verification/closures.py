"""Which closures in force a step breaks, from the rows of the table alone; a part of `verify`.

A row counts if its kind is `closure` (or, in `delays.py`, one that takes time), it is offered, and load, goods and the
two ends of the shipment are those that it speaks of; and if the day lies between its dates. That is the day on which
the goods are ready, else the as-of date; where there is neither, a row with dates closes nothing. On the clock it is
the day on which a step begins, on which goods depart that are boarded, and on which a ride ends for the place that it
comes to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from networks.network import Network
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.steps.step import Step
from routing.verification.boxes import classes_of

Row = dict[str, Any]
Days = tuple[date, date]


def closing(network: Network, question: Question, step: Step, days: Days | None = None) -> list[str]:
    """Return the ids of the closures in force that a step breaks.

    `days`: on the clock those on which it begins and ends; without them what is in force for good counts alone.
    """
    if not len(network.catalogue["closures"]):
        return []
    by_clock = question.model == "clock"
    rows = concerning(network, question.shipment) if by_clock else holding(network, question.shipment)
    return [
        row["id"]
        for row in rows
        if row["kind"] == "closure"
        and row["id"] not in question.spared_closures
        and _is_broken(network, row, step)
        and (not by_clock or any(is_in_force(row, day) for day in _touching(row, step, question, days)))
    ]


def _touching(row: Row, step: Step, question: Question, days: Days | None) -> list[date]:
    """Return the days on which a step touches what a row speaks of; without its days one that stands for all."""
    if days is None:
        ready = question.shipment.ready
        first = row["from_date"] is None or (ready is not None and row["from_date"] <= date(*ready.timetuple()[:3]))
        return [date.max] if first and row["until_date"] is None else []
    begin, end = days
    if step.kind in ("waiting", "demurrage", "delay"):  # who waits may stand where something is shut
        return []
    if step.kind == "board":
        return [end]
    if row["table"] == "places" and step.kind == "ride":
        comes = [end] if step.places[-1] in row["elements"] else []
        return comes + ([begin] if set(step.places[:-1]) & set(row["elements"]) else [])
    return [begin]


def holding(network: Network, shipment: Shipment) -> Sequence[Row]:
    """Return the rows that hold for a shipment on its day, read once for all of its steps."""
    today = network.as_of
    if shipment.ready is not None:
        today = date(shipment.ready.year, shipment.ready.month, shipment.ready.day)
    return [row for row in concerning(network, shipment) if is_in_force(row, today)]


def is_in_force(row: Row, day: date | None) -> bool:
    """Tell whether a row is in force on a day; where none is known, whether it always is."""
    first, last = row["from_date"], row["until_date"]
    if day is None:
        return not (first or last)
    return (first is None or first <= day) and (last is None or day <= last)


def concerning(network: Network, shipment: Shipment) -> Sequence[Row]:
    """Return the rows that hold for a shipment on some day, read once for all of its steps."""
    return network.worked_out((concerning, shipment), lambda: tuple(_concerning(network, shipment)))


def _concerning(network: Network, shipment: Shipment) -> Iterator[Row]:
    classes = classes_of(shipment)
    ends = {name: network.places[getattr(shipment, name)].country for name in ("origin", "destination")}
    for row in network.catalogue["closures"].rows():
        outside = [
            row["kind"] not in ("closure", "slowed", "queue") or not row["offered"],
            row["loads"] and shipment.load not in row["loads"],
            row["goods"] and not set(row["goods"]) & classes,
            set(row["except_goods"]) & classes,
            row["origins"] and ends["origin"] not in row["origins"],
            row["destinations"] and ends["destination"] not in row["destinations"],
            row["scope"] and row["scope"] != _trade(ends, row["scope_of"] or row["elements"]),
        ]
        if not any(outside):
            yield row


def _trade(ends: dict[str, str], of: Sequence[str]) -> str:
    """Return what a shipment is to some territories: export, import, transit, or "" within them."""
    kinds = {(True, False): "export", (False, True): "import", (False, False): "transit", (True, True): ""}
    return kinds[ends["origin"] in of, ends["destination"] in of]


def _is_broken(network: Network, row: Row, step: Step) -> bool:
    if row["modes"] and step.mode not in row["modes"]:
        return False
    if row["table"] == "borders":
        return step.kind == "ride" and any(
            _passes(network, row, link, begin, end) for link, begin, end in _stretches(step)
        )
    if row["at"] and not set(row["at"]) & set(step.places):
        return False
    codes = {network.places[place].country for place in step.places}
    listed = [network.links[link].territories for link in step.links]
    met = {
        "places": set(step.places),
        "links": {*step.links, step.element},
        "services": {step.element},
        "territories": codes.union(*listed),
    }[row["table"]]
    if met & set(row["elements"]):
        return True
    silent = "" in codes or () in listed or (step.kind == "ride" and not listed)
    return row["table"] == "territories" and silent


def _stretches(step: Step) -> Iterator[tuple[str, str, str]]:
    """Yield each link of a ride with the places that it is run over from and to; "" for a way without links."""
    for number, (begin, end) in enumerate(pairwise(step.places)):
        yield step.links[number] if step.links else "", begin, end


def _passes(network: Network, row: Row, link: str, begin: str, end: str) -> bool:
    """Tell whether a stretch passes a closed border the closed way; so it may where its territories are not stated."""
    if row["at"] and begin not in row["at"] and end not in row["at"]:
        return False
    return passes_border(network, row["elements"], link, begin, end)


def passes_border(network: Network, borders: Sequence[str], link: str, begin: str, end: str) -> bool:
    """Tell whether a stretch passes one of some borders, each as it is meant, or may where nothing is stated."""
    stated = network.links[link].territories if link else ()
    only_passed = network.links[link].in_transit if link else ()
    first, last = network.places[begin].country, network.places[end].country
    inside = {first, last, *(code for code in stated if code not in only_passed)}
    for border in borders:
        ways = [tuple(border.split("-")), tuple(border.split("-"))[::-1]] if "-" in border else [border.split(">")]
        for one, other in ways:
            turned = first != last and (first == other or last == one)
            if not stated or ({one, other} <= inside and not turned):
                return True
    return False
