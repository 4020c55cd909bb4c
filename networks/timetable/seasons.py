"""The departures of a service in its months, and from its first to its last day: `in_season`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from networks.model.elements import Service
from networks.timetable.zones import zone_of

if TYPE_CHECKING:
    from networks.network import Network


def in_season(network: Network, service: Service, times: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those departures (seconds since 1970 UTC) of a line that lie in its season.

    Days are those of the clocks of its first stop. Where no zone is known there, days are those of UTC.

    Examples
    --------
    >>> import datetime, networks
    >>> builder = networks.NetworkBuilder("toy").add_place(id="A", name="A").add_place(id="B", name="B")
    >>> _ = builder.add_link(id="AB", tail="A", head="B", mode="sea").add_source(id="S", title="s")
    >>> calls = ["A", {"place": "B", "path": ("AB",)}]
    >>> _ = builder.add_service(id="L", name="Line", kind="line", mode="sea", months=(1,), stops=calls)
    >>> _ = builder.add_figure(
    ...     element="L#2", quantity="running_time", value=1, unit="d", source="S", kind="sourced")
    >>> net = builder.build()
    >>> in_season(net, net.services["L"], np.array([0, 30 * 86400, 31 * 86400])).tolist()  # 31 January, 1 February
    [0, 2592000]
    """
    if not (service.months or service.from_date or service.until_date):
        return times
    zone = zone_of(network, service.stops[0].place) or datetime.UTC
    days = (datetime.datetime.fromtimestamp(moment, zone).date() for moment in times.tolist())
    return times[np.fromiter((_runs_on(service, day) for day in days), np.bool_, len(times))]


def _runs_on(service: Service, day: datetime.date) -> bool:
    in_months = not service.months or day.month in service.months
    begun = service.from_date is None or service.from_date <= day
    return in_months and begun and (service.until_date is None or day <= service.until_date)
