"""How long after its first departure a line arrives at its stops and leaves them: `running`."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.elements import Service
from networks.model.figure import Figure
from networks.model.keys import leg_key
from networks.model.tables import frozen

if TYPE_CHECKING:
    from networks.network import Network

SECONDS = {"s": Fraction(1), "min": Fraction(60), "h": Fraction(3600), "d": Fraction(86400)}
KM_PER_H = {"km/h": Fraction(1), "km/day": Fraction(1, 24), "kn": Fraction("1.852")}


class Running(NamedTuple):
    """Times of a line at its stops, in seconds from the departure at the first.

    `arrival` and `departure` : int64, shape (number of stops,). Both are 0 at the first stop and one at the last.
    """

    arrival: NDArray[np.int64]
    departure: NDArray[np.int64]


def seconds_in(figure: Figure) -> int:
    """Return a duration in whole seconds, rounded half to even.

    Examples
    --------
    >>> seconds_in(Figure(element="L#2", quantity="dwell", value=1.5, unit="min", source="S", kind="sourced"))
    90
    """
    return round(_exact(figure.value) * SECONDS[figure.unit])


def running(network: Network, service: Service) -> Running | None:
    """Return when a line is at its stops, None where that is not known of one of its legs.

    A leg takes its ``running_time``, else its km over the ``speed`` of the leg, of its only link or of the service; at
    a stop it stands for its ``dwell``, where one is stated. Each is rounded to whole seconds by itself. What is done
    aboard at borders and where the gauge changes is not in it.

    Examples
    --------
    >>> import networks
    >>> builder = networks.NetworkBuilder("toy").add_source(id="S", title="timetable")
    >>> for place in "ABC":
    ...     _ = builder.add_place(id=place, name=place)
    >>> for tail, head in ("AB", "BC"):
    ...     _ = builder.add_link(id=tail + head, tail=tail, head=head, mode="sea")
    >>> calls = ["A", {"place": "B", "path": ("AB",)}, {"place": "C", "path": ("BC",)}]
    >>> _ = builder.add_service(id="L", name="Line", kind="line", mode="sea", stops=calls, source="S")
    >>> for stop, quantity, value in (("L#2", "running_time", 1), ("L#2", "dwell", 0.5), ("L#3", "running_time", 2)):
    ...     _ = builder.add_figure(element=stop, quantity=quantity, value=value, unit="h", source="S", kind="sourced")
    >>> net = builder.build()
    >>> [times.tolist() for times in running(net, net.services["L"])]
    [[0, 3600, 12600], [0, 5400, 12600]]
    """
    arrival, departure, now = [0], [0], 0
    for stop in service.stops[1:]:
        leg = leg_key(service.id, stop.seq)
        ride = _ride(network, service, leg, stop.path)
        if ride is None:
            return None
        arrival.append(now := now + ride)
        dwell = network.figure(leg, "dwell") if stop is not service.stops[-1] else None
        departure.append(now := now + (0 if dwell is None else seconds_in(dwell)))
    return Running(*(frozen(np.array(times, dtype=np.int64)) for times in (arrival, departure)))


def _ride(network: Network, service: Service, leg: str, path: tuple[str, ...]) -> int | None:
    """Return the seconds of a ride from stop to stop, None where they are not known."""
    stated = network.figure(leg, "running_time")
    if stated is not None:
        return seconds_in(stated)
    for element in (leg, *(path if len(path) == 1 else ()), service.id):
        speed = network.figure(element, "speed")
        if speed is not None:
            lengths = [network.links[link].length_km for link in path]
            if not lengths or None in lengths:
                return None
            km = sum((_exact(length) for length in lengths if length is not None), Fraction(0))
            return round(3600 * km / (_exact(speed.value) * KM_PER_H[speed.unit]))
    return None


def _exact(number: float) -> Fraction:
    """Return the decimal number that a float prints as."""
    return Fraction(Decimal(repr(number)))
