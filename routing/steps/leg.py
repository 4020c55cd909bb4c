"""`Leg`: a part of a route by one service. How steps are grouped into legs is said here, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from networks.network import Network
from routing.amounts.missing import scaled
from routing.amounts.units import DAY, HOUR, MILLI
from routing.steps.measured import Moved
from routing.steps.step import Step, added


@dataclass(frozen=True, slots=True)
class Leg(Moved):
    """A part of a route by one service.

    Attributes
    ----------
    service, name, mode
        Id of the service (or link), its name and its mode.
    origin, destination
        Places where it is boarded and left.
    wait_milliminutes, milliminutes
        Waiting for the departure, and time aboard, in thousandths of a minute.
    millicents
        Price of boarding or taking over, rides and alighting, in thousandths of a cent; None where one is missing.
    milligrams, milligrams_ttw, millimetres
        CO2e well to wheel, its tank-to-wheel part, and distance, in thousandths; None where a figure is missing.
    steps
        Boarding or taking over, rides and alighting, in order.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> [(leg.mode, leg.origin, leg.destination, leg.days, leg.usd) for leg in result.require().legs]
    [('sea', 'A', 'B', 2.5, 500.0)]
    """

    service: str
    name: str
    mode: str
    origin: str
    destination: str
    wait_milliminutes: int | None
    milliminutes: int | None
    millicents: int | None
    milligrams: int | None
    millimetres: int | None
    territories: frozenset[str]
    milligrams_ttw: int | None = None
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    @property
    def wait_minutes(self) -> float | None:
        """Return the minutes of waiting for the departure."""
        return scaled(self.wait_milliminutes, MILLI)

    @property
    def wait_hours(self) -> float | None:
        """Return the hours of waiting for the departure."""
        return scaled(self.wait_milliminutes, HOUR)

    @property
    def wait_days(self) -> float | None:
        """Return the days of waiting for the departure."""
        return scaled(self.wait_milliminutes, DAY)

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
        wait_milliminutes=added([step for step in steps if step.is_boarding], "milliminutes"),
        milliminutes=added(rides, "milliminutes"),
        millicents=added(steps, "millicents"),
        milligrams=added(rides, "milligrams"),
        millimetres=added(rides, "millimetres"),
        territories=frozenset().union(*(step.territories for step in rides)),
        milligrams_ttw=added(rides, "milligrams_ttw"),
        steps=steps,
    )


def ridden(network: Network, legs: Iterable[Leg]) -> str:
    """Return the services of some legs by their names, with the places where each is left, on one line."""
    return " > ".join(f"{leg.name} to {network.places[leg.destination].name}" for leg in legs)
