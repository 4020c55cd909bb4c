"""Which figures apply to a step, and what they come to: the pricing half of the expanded graph.

Every function returns (thousandths or None, key or keys of the figures). None means that the network has no
figure: it is never replaced by a number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from networks.model.elements import Link
from networks.model.figure import Figure, FigureKey
from networks.model.keys import NETWORK
from networks.network import Network
from routing.amounts.conversion import cents_of, demurrage_cents, minutes_of
from routing.amounts.demurrage import Storage
from routing.amounts.load import Load
from routing.amounts.rounding import exact, exact_total, nearest, thousandths
from routing.amounts.units import KM, MILLI

OF_PLACES = ("wait", "headway", "cut_off", "free_time", "demurrage")  # what a figure of a place may say here
Charge = tuple[int | None, FigureKey | None]


class Handling(NamedTuple):
    """Milliminutes and millicents of an operation or procedure, and the figures that they come from."""

    milliminutes: int | None
    time_figure: FigureKey | None
    millicents: int | None
    price_figure: FigureKey | None


def first_figure(network: Network, *keys: FigureKey) -> Figure | None:
    """Return the first figure that exists, the most particular first."""
    for key in keys:
        found = network.figures.get(key)
        if found is not None:
            return found
    return None


def key_of(figure: Figure | None) -> FigureKey | None:
    """Return the key of a figure."""
    return None if figure is None else (figure.element, figure.quantity)


def rounded(number: Fraction | None) -> int | None:
    """Return the nearest whole number of thousandths; None stays None."""
    return None if number is None else thousandths(number)


def summed(numbers: Sequence[Fraction | None]) -> Fraction | None:
    """Return an exact sum; None where a number is missing, or all are."""
    known = [number for number in numbers if number is not None]
    return exact_total(known) if known and len(known) == len(numbers) else None


def duration(network: Network, *elements: str) -> Charge:
    """Return the milliminutes of an operation or procedure: figure ``time`` of the first element that has one."""
    figure = first_figure(network, *((element, "time") for element in elements))
    return (None, None) if figure is None else (rounded(minutes_of(figure.value, figure)), key_of(figure))


def wait_at_transfer(network: Network, service: str, stop: str, place: str) -> Charge:
    """Return the milliminutes waited for a departure: the stated wait, else half a headway.

    `stop` is "" where the service, an area, has none.
    """
    figure = first_figure(
        network, (stop, "wait"), (stop, "headway"), (place, "wait"), (service, "wait"), (service, "headway")
    )
    if figure is None:
        return None, None
    return rounded(wait_of(figure, figure.value)), key_of(figure)


def lorry_wait(network: Network, service: str) -> Charge:
    """Return the milliminutes until a lorry departs that comes when it is wanted: the `wait` of its service."""
    figure = network.figure(service, "wait")
    return (None, None) if figure is None else (rounded(minutes_of(figure.value, figure)), key_of(figure))


def wait_of(figure: Figure, value: float) -> Fraction | None:
    """Return the exact minutes waited, from a wait or from a headway (of which half)."""
    minutes = minutes_of(value, figure)
    return minutes if minutes is None or figure.quantity != "headway" else minutes / 2


def wait_at_origin(network: Network, service: str, stop: str, place: str) -> Charge:
    """Return the milliminutes planned at the origin, where the shipper picks the day; else as at a transfer."""
    figure = first_figure(network, (stop, "origin_wait"), (service, "origin_wait"), (NETWORK, "origin_wait"))
    if figure is None:
        return wait_at_transfer(network, service, stop, place)
    return rounded(minutes_of(figure.value, figure)), key_of(figure)


def lead_at_transfer(network: Network, service: str, stop: str, place: str) -> Charge:
    """Return the milliminutes before a departure of a timetable by which goods must be there.

    That is its cut-off; or the queue for the service, where its stated wait is longer than half a headway, if that is
    longer.
    """
    cut_off = first_figure(network, (stop, "cut_off"), (service, "cut_off"), (place, "cut_off"))
    lead, key = _minutes_of(cut_off), key_of(cut_off)
    waited = first_figure(network, (stop, "wait"), (stop, "headway"), (place, "wait"), (service, "wait"))
    headway = first_figure(network, (stop, "headway"), (service, "headway"))
    if waited is not None and waited.quantity == "wait" and headway is not None:
        queue = (_minutes_of(waited) or Fraction(0)) - (_minutes_of(headway) or Fraction(0)) / 2
        if queue > (lead or 0):
            lead, key = queue, key_of(waited)
    return rounded(lead or Fraction(0)), key


def lead_at_origin(network: Network, service: str, stop: str, place: str) -> Charge:
    """Return the milliminutes before a departure by which goods of the shipper must be there: planned, or its lead."""
    figure = first_figure(network, (stop, "origin_wait"), (service, "origin_wait"), (NETWORK, "origin_wait"))
    lead, key = lead_at_transfer(network, service, stop, place)
    planned = None if figure is None else rounded(_minutes_of(figure))
    return (lead, key) if planned is None or (lead or 0) > planned else (planned, key_of(figure))


def _minutes_of(figure: Figure | None) -> Fraction | None:
    return None if figure is None else minutes_of(figure.value, figure)


def dwell(network: Network, leg: str) -> Charge | None:
    """Return the milliminutes that a line stands at the stop where a leg ends; None where it says nothing of it."""
    figure = network.figure(leg, "dwell")
    return None if figure is None else (rounded(minutes_of(figure.value, figure)), key_of(figure))


def running_time(network: Network, leg: str, service: str, links: tuple[Link, ...], km: float | None) -> Charge:
    """Return the milliminutes of a ride: running time of the leg, else its km over a speed of leg, link or service."""
    keys = [(leg, "running_time")]
    keys += [(leg, "speed")] if leg != service else []
    keys += [(links[0].id, "speed")] if len(links) == 1 else []
    figure = first_figure(network, *keys, (service, "speed"))
    if figure is None:
        return None, None
    return rounded(minutes_of(figure.value, figure, km)), key_of(figure)


def price(network: Network, load: Load, *elements: str) -> Charge:
    """Return the millicents of a price charged once: figure ``price`` of the first element that has one."""
    figure = first_figure(network, *((element, "price") for element in elements))
    if figure is None:
        return None, None
    return rounded(cents_of(figure.value, figure, load, network)), key_of(figure)


def handling(network: Network, load: Load, element: str) -> Handling:
    """Return what an operation or procedure takes and costs."""
    return Handling(*duration(network, element), *price(network, load, element))


def storage_at(network: Network, place: str) -> Storage | None:
    """Return the free time and demurrage of a place; None where it lacks either, and then nothing is charged."""
    free, figure = network.figure(place, "free_time"), network.figure(place, "demurrage")
    minutes = None if free is None else minutes_of(free.value, free)
    return None if minutes is None or figure is None else Storage(math.floor(minutes * MILLI), figure)


def demurrage(network: Network, load: Load, storage: Storage, days: int | None) -> Charge:
    """Return the millicents of so many days of demurrage; None of an unknown number of days."""
    cents = None if days is None else demurrage_cents(storage.figure.value, storage.figure, load, network, days)
    return rounded(cents), key_of(storage.figure)


def demurrage_by_days(network: Network, load: Load, storage: Storage, most: int) -> list[int | None]:
    """Return the millicents of 0 to `most` days of demurrage."""
    a_day = demurrage_cents(storage.figure.value, storage.figure, load, network, 1)
    return [0, *(None if a_day is None else rounded(a_day * days) for days in range(1, most + 1))]


def ride_price(network: Network, load: Load, leg: str, service: str, km: float | None, fares: bool) -> Charge:
    """Return the millicents charged on a ride: rate times km; nothing where boarding or alighting is paid for.

    `fares`: the service has fares from stop to stop; each is the whole price, whatever rates there are beside.
    """
    figure = None if fares else first_figure(network, (leg, "rate"), (service, "rate"))
    if figure is not None:
        return rounded(cents_of(figure.value, figure, load, network, km)), key_of(figure)
    paid_elsewhere = fares or first_figure(network, (service, "price")) is not None
    return (0, None) if paid_elsewhere else (None, None)


def length_km(links: tuple[Link, ...]) -> float | None:
    """Return the length of a way in km, summed as decimal numbers; None where a link has no length."""
    if not links or any(link.length_km is None for link in links):
        return None
    if len(links) == 1:
        return links[0].length_km
    return float(exact_total([exact(link.length_km) for link in links if link.length_km is not None]))


def millimetres_of(km: float | None) -> int | None:
    """Return a length in whole millimetres."""
    return None if km is None else nearest(km, KM)
