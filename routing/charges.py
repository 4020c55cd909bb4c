"""Which figures apply to a step, and what they come to: the pricing half of the expanded graph.

Every function returns (integer or None, key or keys of the figures). None means that the network has no
figure: it is never replaced by a number.
"""

from __future__ import annotations

from fractions import Fraction

from networks.elements import Figure, Link
from networks.network import Network
from routing.scaling import Load, cents_of, exact, grams_of, half_even, minutes_of
from routing.steps import FigureKey

Charge = tuple[int | None, FigureKey | None]


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
    """Round half-even; None stays None."""
    return None if number is None else half_even(number)


def duration(network: Network, *elements: str) -> Charge:
    """Return the minutes of an operation or procedure: figure ``time`` of the first element that has one."""
    figure = first_figure(network, *((element, "time") for element in elements))
    return (None, None) if figure is None else (rounded(minutes_of(figure.value, figure)), key_of(figure))


def wait_at_transfer(network: Network, service: str, stop: str, place: str) -> Charge:
    """Return the minutes waited for a departure: the stated wait, else half a headway."""
    figure = first_figure(
        network, (stop, "wait"), (stop, "headway"), (place, "wait"), (service, "wait"), (service, "headway")
    )
    if figure is None:
        return None, None
    return rounded(wait_of(figure, figure.value)), key_of(figure)


def wait_of(figure: Figure, value: float) -> Fraction | None:
    """Return the exact minutes waited, from a wait or from a headway (of which half)."""
    minutes = minutes_of(value, figure)
    return minutes if minutes is None or figure.quantity != "headway" else minutes / 2


def wait_at_origin(network: Network, service: str, stop: str, place: str) -> Charge:
    """Return the minutes planned at the origin, where the shipper picks the day; else as at a transfer."""
    figure = first_figure(network, (stop, "origin_wait"), (service, "origin_wait"), ("network", "origin_wait"))
    if figure is None:
        return wait_at_transfer(network, service, stop, place)
    return rounded(minutes_of(figure.value, figure)), key_of(figure)


def running_time(network: Network, leg: str, service: str, links: tuple[Link, ...]) -> Charge:
    """Return the minutes of a ride: running time of the leg, else the way over the speed of leg, link or service."""
    keys = [(leg, "running_time")]
    keys += [(leg, "speed")] if leg != service else []
    keys += [(links[0].id, "speed")] if len(links) == 1 else []
    figure = first_figure(network, *keys, (service, "speed"))
    if figure is None:
        return None, None
    return rounded(minutes_of(figure.value, figure, length_km(links))), key_of(figure)


def price(network: Network, load: Load, *elements: str) -> Charge:
    """Return the cents of a price charged once: figure ``price`` of the first element that has one."""
    figure = first_figure(network, *((element, "price") for element in elements))
    if figure is None:
        return None, None
    return rounded(cents_of(figure.value, figure, load, network)), key_of(figure)


def ride_price(network: Network, load: Load, leg: str, service: str, links: tuple[Link, ...], fares: bool) -> Charge:
    """Return the cents charged on a ride: rate times km; nothing where the price is paid at boarding or alighting."""
    figure = first_figure(network, (leg, "rate"), (service, "rate"))
    if figure is not None:
        return rounded(cents_of(figure.value, figure, load, network, length_km(links))), key_of(figure)
    paid_elsewhere = fares or first_figure(network, (service, "price")) is not None
    return (0, None) if paid_elsewhere else (None, None)


def ride_emissions(
    network: Network, load: Load, leg: str, service: str, links: tuple[Link, ...], countries: tuple[str, ...]
) -> tuple[int | None, tuple[FigureKey, ...]]:
    """Return the grams of a ride: factor of the leg or service, else of the traction of each link."""
    figure = first_figure(network, (leg, "co2e"), (service, "co2e"))
    if figure is not None:
        return rounded(grams_of(figure.value, figure, load, length_km(links))), (key_of(figure),)  # type: ignore[return-value]
    total, keys = Fraction(0), []
    for link, country in zip(links, countries, strict=True):
        factor = traction_factor(network, link, country)
        grams = None if factor is None else grams_of(factor.value, factor, load, link.length_km)
        if factor is None or grams is None:
            return None, ()
        total += grams
        keys.append((factor.element, factor.quantity))
    return (half_even(total), tuple(keys)) if links else (None, ())


def traction_factor(network: Network, link: Link, country: str) -> Figure | None:
    """Return the emission factor of a rail link: by traction and country of its tail, else by traction."""
    traction = {"yes": "electric", "no": "diesel", "partly": "partly"}.get(link.electrified)
    if link.mode != "rail" or traction is None:
        return None
    return first_figure(network, (f"traction:{traction}:{country}", "co2e"), (f"traction:{traction}", "co2e"))


def length_km(links: tuple[Link, ...]) -> float | None:
    """Return the length of a way in km, summed as decimal numbers; None where a link has no length."""
    if not links or any(link.length_km is None for link in links):
        return None
    return float(sum((exact(link.length_km) for link in links if link.length_km is not None), Fraction(0)))


def metres_of(links: tuple[Link, ...]) -> int | None:
    """Return the length of a way in whole metres."""
    length = length_km(links)
    return None if length is None else half_even(exact(length) * 1000)
