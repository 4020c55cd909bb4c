"""`Leg`: a part of a route by one service. How steps are grouped into legs is said here, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from networks.network import Network
from routing.steps.step import Step, added


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a route by one service.

    Attributes
    ----------
    service, name, mode
        Id of the service (or link), its name and its mode.
    origin, destination
        Places where it is boarded and left.
    wait_minutes, minutes
        Waiting for the departure, and time aboard.
    cents
        Price of boarding, ride and alighting together; None where a figure is missing.
    grams, grams_ttw, metres
        CO2e well to wheel, its tank-to-wheel part, and distance; None where a figure is missing.
    steps
        Boarding, rides and alighting, in order.
    """

    service: str
    name: str
    mode: str
    origin: str
    destination: str
    wait_minutes: int | None
    minutes: int | None
    cents: int | None
    grams: int | None
    metres: int | None
    territories: frozenset[str]
    grams_ttw: int | None = None
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    @property
    def rides(self) -> tuple[Step, ...]:
        """Return its rides, in order."""
        return tuple(step for step in self.steps if step.is_ride)


def leg_numbers(steps: Iterable[Step]) -> list[int | None]:
    """Return for each step the number of its leg, from 0; None for what is done between legs.

    A leg begins where a service is boarded, or where a ride is by another service (or link) than what came before it.
    """
    numbers: list[int | None] = []
    count, service = -1, None
    for step in steps:
        if not step.is_of_leg:
            numbers.append(None)
            continue
        if step.is_boarding or step.element != service:
            count += 1
        service = step.element
        numbers.append(count)
    return numbers


def legs_of(steps: Sequence[Step], network: Network) -> tuple[Leg, ...]:
    """Return what is done by one service after another: boarding, rides and alighting of each together."""
    groups: dict[int, list[Step]] = {}
    for step, number in zip(steps, leg_numbers(steps), strict=True):
        if number is not None:
            groups.setdefault(number, []).append(step)
    return tuple(_leg(tuple(group), network) for group in groups.values())


def _leg(steps: tuple[Step, ...], network: Network) -> Leg:
    element, services = steps[0].element, network.services_of_all_dates
    rides = [step for step in steps if step.is_ride]
    return Leg(
        service=element,
        name=services[element].name if element in services else element,
        mode=rides[0].mode,
        origin=rides[0].places[0],
        destination=rides[-1].places[-1],
        wait_minutes=added([step for step in steps if step.is_boarding], "minutes"),
        minutes=added(rides, "minutes"),
        cents=added(steps, "cents"),
        grams=added(rides, "grams"),
        metres=added(rides, "metres"),
        territories=frozenset().union(*(step.territories for step in rides)),
        grams_ttw=added(rides, "grams_ttw"),
        steps=steps,
    )
