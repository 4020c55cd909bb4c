"""Which closures in force a step breaks, from the rows of the table alone; a part of `verify`.

A row counts if its kind is `closure` (or, in `delays.py`, one that takes time), it is offered, the day lies between its
dates, and load, goods and the two ends of the shipment are those that it speaks of. The day is that on which the goods
are ready, else the as-of date; where there is neither, a row with dates closes nothing.
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


def closing(network: Network, question: Question, step: Step) -> list[str]:
    """Return the ids of the closures in force that a step breaks."""
    if not len(network.catalogue["closures"]):
        return []
    return [
        row["id"]
        for row in holding(network, question.shipment)
        if row["kind"] == "closure" and row["id"] not in question.spared_closures and _is_broken(network, row, step)
    ]


def holding(network: Network, shipment: Shipment) -> Sequence[Row]:
    """Return the rows that hold for a shipment, read once for all of its steps."""
    return network.worked_out((holding, shipment), lambda: tuple(_holding(network, shipment)))


def _holding(network: Network, shipment: Shipment) -> Iterator[Row]:
    classes = classes_of(shipment)
    today = network.as_of
    if shipment.ready is not None:
        today = date(shipment.ready.year, shipment.ready.month, shipment.ready.day)
    ends = {name: network.places[getattr(shipment, name)].country for name in ("origin", "destination")}
    for row in network.catalogue["closures"].rows():
        first, last = row["from_date"], row["until_date"]
        outside = [
            row["kind"] not in ("closure", "slowed", "queue") or not row["offered"],
            today is None and (first or last),
            today is not None and first is not None and today < first,
            today is not None and last is not None and today > last,
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
