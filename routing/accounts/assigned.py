"""What an assignment adds up to: by commodity, and by who uses what."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.steps.held import Counted, times_used

if TYPE_CHECKING:
    from routing.amounts.load import Load
    from routing.answers.assignment import Assignment, Use
    from routing.answers.route import Route


COLUMNS = ("asked", "carried", "left", "teu", "usd", "left_usd", "tonnes")


@dataclass(frozen=True, slots=True)
class Total:
    """What becomes of one commodity in a week.

    Attributes
    ----------
    commodity
        Its name; "" of goods without one.
    asked, carried, left
        Shipments.
    teu, tonnes
        Of what is carried; `tonnes` is None where a weight is not known.
    usd, left_usd
        Generalised cost of what is carried, waiting included, and the price of what is left behind.
    """

    commodity: str
    asked: float
    carried: float
    left: float
    teu: float
    tonnes: float | None
    usd: float
    left_usd: float


def amount_in(load: Load, unit: str) -> float:
    """Return how much of a unit a load is; 0 TEU of what is no container, 0 t of what nobody has weighed."""
    amount = load.teu if unit == "TEU" else load.tonnes
    return 0.0 if amount is None else float(amount)


def used_by_route(found: Assignment, use: Use, route: Route) -> int:
    """Return how often a route uses an element."""
    counted = Counted(use.kind, use.element, use.on)
    return sum(times_used(found.network, counted, step, starts=number == 0) for number, step in enumerate(route.steps))


def users_of(found: Assignment, use: Use) -> Iterator[tuple[int, float]]:
    """Yield each consignment that uses an element, with how much of its unit a week."""
    times: dict[int, int] = {}
    amounts: dict[int, float] = {}
    for sent in found.sent:
        route = sent.route
        if id(route) not in times:
            times[id(route)] = used_by_route(found, use, route)
        if times[id(route)]:
            used = times[id(route)] * amount_in(route.load, use.unit) * sent.per_week
            amounts[sent.consignment] = amounts.get(sent.consignment, 0.0) + used
    yield from sorted(amounts.items())


def totals_of(found: Assignment) -> tuple[Total, ...]:
    """Return what becomes of each commodity, by name; added up so that the order of consignments does not matter."""
    names = sorted({one.shipment.commodity for one in found.consignments})
    parts: dict[str, dict[str, list[float]]] = {name: {column: [] for column in COLUMNS} for name in names}
    unknown = set()
    for one in found.consignments:
        parts[one.shipment.commodity]["asked"].append(one.per_week)
    for sent in found.sent:
        name, load = found.consignments[sent.consignment].shipment.commodity, sent.route.load
        each = (1.0, amount_in(load, "TEU"), amount_in(load, "t"), sent.paid_usd)
        for column, amount in zip(("carried", "teu", "tonnes", "usd"), each, strict=True):
            parts[name][column].append(sent.per_week * amount)
        if load.tonnes is None:
            unknown.add(name)
    for left in found.left:
        row = parts[found.consignments[left.consignment].shipment.commodity]
        row["left"].append(left.per_week)
        row["left_usd"].append(left.per_week * left.usd)
    return tuple(
        Total(
            name,
            **{column: math.fsum(row[column]) for column in COLUMNS[:-1]},
            tonnes=None if name in unknown else math.fsum(row["tonnes"]),
        )
        for name, row in parts.items()
    )
