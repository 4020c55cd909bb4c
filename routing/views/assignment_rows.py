"""The rows of an assignment: what is sent, what is left, what has a capacity, and what becomes of each commodity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.views.cells import Row

if TYPE_CHECKING:
    from routing.answers.assignment import Assignment

TEXTS = ("section", "name", "commodity", "origin", "destination", "corridor", "rides", "element", "unit", "why")
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
    ),
)


def assignment_rows(found: Assignment) -> list[Row]:
    """Return a row for each thing told, told apart by ``section``: ``sent``, ``left``, ``use`` and ``total``.

    Amounts are of a week; days, usd, kg_co2e and cost_usd are of one shipment.
    """
    table = [
        _row("sent", one.consignment, found)
        | {"per_week": one.per_week, "cost_usd": one.usd, "corridor": one.route.corridor}
        | {"rides": " > ".join(leg.service or "" for leg in one.route.legs)}
        | {name: getattr(one.route, name) for name in ("days", "usd", "kg_co2e")}
        for one in found.sent
    ]
    table += [
        _row("left", one.consignment, found) | {"per_week": one.per_week, "cost_usd": one.usd, "why": one.words}
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
    )
    table += [_row("use") | {"element": use.name} | {name: getattr(use, name) for name in used} for use in found.uses]
    summed = ("commodity", "asked", "carried", "left", "teu", "tonnes", "usd", "left_usd")
    return table + [_row("total") | {name: getattr(total, name) for name in summed} for total in found.totals]


def _row(section: str, consignment: int | None = None, found: Assignment | None = None) -> Row:
    row: Row = dict.fromkeys(TEXTS, "") | dict.fromkeys(NUMBERS)
    row["section"] = section
    if consignment is not None and found is not None:
        one = found.consignments[consignment]
        shipment = one.shipment
        row |= {"consignment": consignment, "name": one.name, "commodity": shipment.commodity}
        row |= {"origin": shipment.origin, "destination": shipment.destination}
    return row
