"""The rows of an assignment: what is sent and left, has a capacity or is waited at, commodities, and boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from routing.views.cells import Row

if TYPE_CHECKING:
    from routing.answers.assignment import Assignment
    from routing.answers.route import Route

TEXTS = ("section", "name", "commodity", "origin", "destination", "corridor", "rides", "element", "unit", "size", "why")
NUMBERS = (
    *("consignment", "per_week", "days", "usd", "kg_co2e", "cost_usd", "capacity", "flow", "utilisation", "price_usd"),
    *(
        "least",
        "fixed_usd",
        "served_more",
        "avoided_usd",
        "saved_usd",
        "asked",
        "carried",
        "left",
        "teu",
        "tonnes",
        "left_usd",
        "empties",
        "box_usd",
        "waiting_h",
        "waiting_usd",
        "usd_per_hour",
        "external_usd",
    ),
    *("loaded_in", "loaded_out", "empty_in", "empty_out", "hired", "dropped"),
)


def assignment_rows(found: Assignment) -> list[Row]:
    """Return a row for each thing told, told apart by ``section``.

    They are ``sent``, ``left``, ``use``, ``wait``, ``total``, and of boxes that come back ``empty`` (a route) and
    ``boxes`` (a place and size). Amounts are of a week; days, usd, kg_co2e and cost_usd are of one shipment or box.
    """
    table = [
        _row("sent", one.consignment, found)
        | {"per_week": one.per_week, "cost_usd": one.usd}
        | {"waiting_h": one.waiting_h, "waiting_usd": one.waiting_usd}
        | _taken(one.route)
        for one in found.sent
    ]
    table += [
        _row("left", one.consignment, found)
        | {"per_week": one.per_week, "cost_usd": one.usd, "why": one.words, "box_usd": one.box_usd}
        for one in found.left
    ]
    used = (
        "unit",
        "capacity",
        "least",
        "fixed_usd",
        "flow",
        "utilisation",
        "price_usd",
        "served_more",
        "avoided_usd",
        "saved_usd",
        "empties",
    )
    table += [_row("use") | {"element": use.name} | {name: getattr(use, name) for name in used} for use in found.uses]
    waited = ("unit", "flow", "usd_per_hour", "price_usd", "external_usd")
    table += [
        _row("wait")
        | {"element": wait.name, "waiting_h": wait.hours, "waiting_usd": wait.usd}
        | {name: getattr(wait, name) for name in waited}
        for wait in found.waits
    ]
    summed = ("commodity", "asked", "carried", "left", "teu", "tonnes", "usd", "left_usd")
    table += [_row("total") | {name: getattr(total, name) for name in summed} for total in found.totals]
    return [*table, *_box_rows(found)]


def _box_rows(found: Assignment) -> Iterator[Row]:
    """Yield a row for each route of empty boxes, and for each place and size at which boxes balance."""
    for run in found.runs:
        told = {name: getattr(run, name) for name in ("size", "origin", "destination", "per_week")}
        yield _row("empty") | told | {"cost_usd": run.usd} | _taken(run.route)
    moved = ("size", "loaded_in", "loaded_out", "empty_in", "empty_out", "hired", "dropped", "price_usd")
    for one in found.boxes:
        yield _row("boxes") | {"element": one.place} | {name: getattr(one, name) for name in moved}


def _taken(route: Route) -> Row:
    """Return what a row says of a route."""
    rides = " > ".join(leg.service or "" for leg in route.legs)
    figures = {name: getattr(route, name) for name in ("days", "usd", "kg_co2e")}
    return {"corridor": route.corridor, "rides": rides} | figures


def _row(section: str, consignment: int | None = None, found: Assignment | None = None) -> Row:
    row: Row = dict.fromkeys(TEXTS, "") | dict.fromkeys(NUMBERS)
    row["section"] = section
    if consignment is not None and found is not None:
        one = found.consignments[consignment]
        shipment = one.shipment
        row |= {"consignment": consignment, "name": one.name, "commodity": shipment.commodity}
        row |= {"origin": shipment.origin, "destination": shipment.destination}
    return row
