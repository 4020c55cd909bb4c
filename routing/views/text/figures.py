"""Figures in words: what one is of, where it holds, and its values with their unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.model.keys import split_fare, split_leg
from routing.steps.kinds import ALIGHT
from routing.views.text.steps import DOES

if TYPE_CHECKING:
    from networks.model.figure import Figure
    from networks.network import Network
    from routing.steps.step import Step

QUANTITY = {
    "running_time": "running time",
    "speed": "speed",
    "wait": "wait for departure",
    "headway": "time between departures",
    "origin_wait": "wait at the origin",
    "rate": "freight by the km",
    "demurrage": "demurrage",
    "ft40_ratio": "price of a large box over that of a small one",
}
EVERYWHERE = "everywhere"
BASIS = {"teu": "TEU", "tonne": "t", "container": "container"}


def figure_name(network: Network, figure: Figure, step: Step) -> str:
    """Return what a figure is, and of what: ``running time: Vladivostok - Moscow (Express)``."""
    return f"{_quantity(figure, step)}: {_of(network, figure.element)}"


def figure_value(figure: Figure, value: float) -> str:
    """Return a value with the unit of a figure: ``45.9 h``, ``450 USD/TEU``."""
    per, _, times = figure.basis.partition("_")
    named = "-".join(filter(None, ("" if per == "shipment" else BASIS.get(per, per), times)))
    unit = "" if figure.unit == "ratio" else f" {figure.unit}{f'/{named}' if named else ''}"
    return f"{value:,.4g}{unit}"


def _quantity(figure: Figure, step: Step) -> str:
    done = DOES.get(step.kind, step.kind)
    if figure.quantity == "time":
        return done
    if figure.quantity == "price":
        return "freight" if step.is_paid_for_carriage or step.kind == ALIGHT else f"price of {done}"
    return QUANTITY.get(figure.quantity, figure.quantity)


def _of(network: Network, element: str) -> str:
    """Return what an element is called, and where it is."""
    places, services = network.places, network.services_of_all_dates
    fare, leg = split_fare(element), split_leg(element)
    if fare is not None and fare[0] in services:
        return _on(_service(network, fare[0]), f"{places[fare[1]].name} - {places[fare[2]].name}")
    if leg is not None and leg[0] in services:
        return _on(_service(network, leg[0]), _leg(network, *leg))
    if element in services:
        return _service(network, element)
    if element in places:
        return places[element].name
    if element in network.links:
        link = network.links[element]
        return f"{places[link.tail].name} - {places[link.head].name}"
    if element in network.operations:
        row = network.operations[element]
        where = places[row.place].name if row.place else EVERYWHERE
        return f"{where} ({row.from_side} - {row.to_side})".replace(":", " ")
    if element in network.procedures:
        due = network.procedures[element]
        return places[due.place].name if due.place else ", ".join(filter(None, (due.area, EVERYWHERE)))
    return EVERYWHERE


def _service(network: Network, service: str) -> str:
    return network.services_of_all_dates[service].name or service


def _on(service: str, where: str) -> str:
    """Return a part of a service and its name; once where that says it."""
    return service if where in service else f"{where} ({service})"


def _leg(network: Network, line: str, seq: str) -> str:
    """Return between which stops a leg runs; of the first stop its place."""
    stops, places = network.services_of_all_dates[line].stops, network.places
    names = [places[stop.place].name for stop in stops if str(stop.seq) <= seq or stop.seq <= int(seq)]
    return " - ".join(names[-2:])
