"""A ride over links by a service, and the border procedures that it passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from networks.model.elements import Link, Service
from routing.amounts import charges, emissions
from routing.compiling import vertices
from routing.compiling.arcs import Arc, Gap, Option, series
from routing.compiling.ground import OUTSIDE, Ground
from routing.compiling.procedures import crossings
from routing.steps.kinds import RIDE
from routing.steps.step import Step

Ride = Callable[..., Step]  # but for the order of its places, so that it is reckoned once for both directions


def ride_over(
    ground: Ground, service: Service, leg: str, links: tuple[Link, ...], places: tuple[str, ...], *, fares: bool = False
) -> Ride:
    """Return the ride of a service over links, with figures of the leg or of the service.

    Parameters
    ----------
    places
        What the ride touches.
    fares
        True: the price is paid at alighting.
    """
    km = charges.length_km(links)
    by_link = [ground.tractions[link.id] for link in links]
    milliminutes, time_key = charges.running_time(ground.network, leg, service.id, links, km)
    millicents, price_key = charges.ride_price(ground.network, ground.load, leg, service.id, km, fares)
    milligrams, milligrams_ttw, co2e_keys = emissions.ride_emissions(
        ground.network, ground.load, leg, service.id, by_link, km
    )
    return partial(
        Step,
        kind=RIDE,
        component=service.mode,
        element=service.id,
        links=tuple(link.id for link in links),
        mode=service.mode,
        milliminutes=milliminutes,
        millicents=millicents,
        milligrams=milligrams,
        milligrams_ttw=milligrams_ttw,
        millimetres=charges.millimetres_of(km),
        territories=touched(ground, links, places),
        in_transit=only_passed(ground, links, places),
        time_figure=time_key,
        price_figure=price_key,
        co2e_figures=co2e_keys,
    )


def ridden(ground: Ground, step: Step, tails: Iterable[str], head: str) -> Iterator[Arc | Gap]:
    """Yield a ride from each tail with the border procedures that it passes, each on an arc of its own."""
    grade = ground.grade_of(step.element)
    before, after = crossings(ground, step.places, grade) if step.mode not in OUTSIDE else ([], [])
    for tail in tails:
        label = vertices.label(tail, head, *step.links)
        yield from series(tail, head, [*before, (Option(step),), *after], label)


def touched(ground: Ground, links: Iterable[Link], places: Iterable[str]) -> frozenset[str]:
    """Return the territories of links and places."""
    found = frozenset[str]().union(*(link.territories for link in links))
    return found.union(*(ground.territories[place] for place in places))


def only_passed(ground: Ground, links: Iterable[Link], places: Iterable[str]) -> frozenset[str]:
    """Return the territories that the home railway passes without stopping on every link that enters them."""
    passed = frozenset[str]().union(*(link.in_transit for link in links))
    if not passed:
        return passed
    entered = frozenset[str]().union(*(frozenset(link.territories) - frozenset(link.in_transit) for link in links))
    return passed - entered - frozenset[str]().union(*(ground.territories[place] for place in places))
