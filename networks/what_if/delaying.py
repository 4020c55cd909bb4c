"""`slowed` and `queued`: networks in which something takes longer, or is waited for, with the days."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterator

from networks.errors import Finding
from networks.model.cells import shown
from networks.network import Network
from networks.what_if.assumed import figure, own_source
from networks.what_if.closing import Day, Several, rows_of, wanted_of
from networks.what_if.overlay import checked_network_of, laid_over


def slowed(
    network: Network,
    *,
    factor: float,
    place: Several = None,
    link: Several = None,
    service: Several = None,
    territory: Several = None,
    border: Several = None,
    since: Day = None,
    until: Day = None,
    why: str = "",
) -> Network:
    """Return a network in which the hours of something are longer by a factor.

    Longer are the hours of moving over a link, with a service or in a territory (of a ride the share of km that lies
    there); of what is done at a place or at the places of a territory; and of clearance at a border. Waits for a
    departure are as they were. What is added is a step of its own (``delay``) behind what takes longer.

    Parameters
    ----------
    factor
        What the hours are multiplied by, 1 or more.
    place, link, service, territory, border, since, until, why
        As of `closed`.

    Raises
    ------
    DataError
        Nothing is named, something that the network does not have, or no such factor; all findings.

    Examples
    --------
    >>> import networks, routing
    >>> net, box = networks.load("eurasia"), routing.Shipment("JPYOK", "RUMOW")
    >>> slow = networks.slowed(net, place="RUMOW", factor=2, why="a strike")
    >>> [(step.kind, step.element) for step in routing.solve(slow, box).best.steps if step.kind == "delay"]
    [('delay', 'slowed:RUMOW'), ('delay', 'slowed:RUMOW')]
    """
    checked_network_of(network, "slowed")
    wrong = _wrong_number("slowed", "factor", factor, 1)
    wanted = wanted_of(
        network, "slowed", wrong, place=place, link=link, service=service, territory=territory, border=border
    )
    rows = rows_of(network, "slowed", "slowed", wanted, since, until, why or f"{{}} slowed by {factor:g}")
    return _delayed(network, rows, "slowdown", round((factor - 1) * 100, 9), "%")


def queued(
    network: Network,
    *,
    days: float,
    place: Several = None,
    link: Several = None,
    service: Several = None,
    territory: Several = None,
    border: Several = None,
    since: Day = None,
    until: Day = None,
    why: str = "",
) -> Network:
    """Return a network in which goods wait so many days for something before they pass it.

    They wait each time that they come to a place (passing through included) or begin there, ride over a link, board a
    service or are handed over to it, enter a territory from another one, or cross a border. The wait is a step of its
    own (``delay``): behind the ride, or before the boarding.

    Parameters
    ----------
    days
        How long, 0 or more.
    place, link, service, territory, border, since, until, why
        As of `closed`.

    Raises
    ------
    DataError
        Nothing is named, something that the network does not have, or no such number; all findings.

    Examples
    --------
    >>> import networks, routing
    >>> net, box = networks.load("eurasia"), routing.Shipment("JPYOK", "RUMOW")
    >>> jam = networks.queued(net, place="RUMOW", days=3, since="2016-11-01", until="2016-12-31")
    >>> later = routing.solve(jam, box).best.days - routing.solve(net, box).best.days
    >>> round(later, 2)
    3.0
    """
    checked_network_of(network, "queued")
    wrong = _wrong_number("queued", "days", days, 0)
    wanted = wanted_of(
        network, "queued", wrong, place=place, link=link, service=service, territory=territory, border=border
    )
    rows = rows_of(network, "queue", "queue", wanted, since, until, why or f"queue of {days:g} days at {{}}")
    return _delayed(network, rows, "time", days, "d")


def _delayed(network: Network, rows: list[dict[str, object]], quantity: str, value: float, unit: str) -> Network:
    """Return a network with some delays, each with the figure that says how long it is."""
    figures = [figure(str(row["id"]), quantity, value, unit, note=str(row["what"])) for row in rows]
    return laid_over(network, {"closures": rows, "figures": figures, "sources": own_source(network)})


def _wrong_number(call: str, name: str, value: object, least: float) -> Iterator[Finding]:
    """Yield the finding of what is no number, or less than the least."""
    is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not (is_number and math.isfinite(value) and value >= least):  # type: ignore[arg-type, operator]
        yield Finding(call, 0, name, shown(value), f"expected a number, {least:g} or more", rule="changes")
