"""The parts of each kind of answer as plain data, read by public attributes alone.

What is decided (``route``), what it adds up to (``accounts``), why it is right (``proof``), why there is no more of it
(``reasons``) and what the search took (``effort``) are parts of their own, so that a difference tells where to look.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asked import STATUS, Parts
from plain_data import cells, plain

from routing import (
    Alternatives,
    Audit,
    BreakEven,
    Comparison,
    Cpmm,
    Frontier,
    NoRouteError,
    Price,
    Proof,
    Result,
    Route,
)

STEP = (
    "kind",
    "activity",
    "component",
    "element",
    "places",
    "links",
    "mode",
    "side",
    "milliminutes",
    "millicents",
    "milligrams",
    "milligrams_ttw",
    "millimetres",
    "lifts",
    "charged_days",
    "territories",
    "in_transit",
    "time_figure",
    "price_figure",
    "co2e_figures",
)
LEG = (
    "service",
    "name",
    "mode",
    "origin",
    "destination",
    "wait_milliminutes",
    "milliminutes",
    "millicents",
    "milligrams",
    "milligrams_ttw",
    "millimetres",
    "territories",
)
ROUTE = ("milliminutes", "millicents", "milligrams", "millimetres", "transshipments", "places", "links", "territories")
UNITS = ("days", "usd", "usd_per_teu", "kg_co2e", "kg_co2e_ttw", "km", "inventory_usd", "lacking")
AMOUNT = ("milliminutes", "millicents", "milligrams")
PROOF = (
    "confirmed_by",
    "solver",
    "objective",
    "bound",
    "gap",
    "unit",
    "vector",
    "arcs_total",
    "arcs_before",
    "arcs_after",
    "shared",
)


# ---- routes ---------------------------------------------------------------------------------------------------------


def route_data(route: Route) -> dict[str, Any]:
    """Return what is decided: steps, legs, totals."""
    steps = [cells(step, STEP) for step in route.steps]
    return cells(route, ROUTE) | {"steps": steps, "legs": [cells(leg, LEG) for leg in route.legs]}


def accounts_data(route: Route) -> dict[str, Any]:
    """Return what a route adds up to, and the figures that it rests on."""
    return cells(route, UNITS) | {
        "breakdown": _amounts(route.breakdown),
        "activities": _amounts(route.activities),
        "provenance": plain(route.provenance()),
        "range_days": plain(route.range_days()),
        "range_usd": plain(route.range_usd()),
        "figures": [[figure.element, figure.quantity] for figure in route.figures],
    }


def _amounts(found: Mapping[str, Any]) -> list[Any]:
    """Return amounts by name, in their order."""
    return [[name, cells(amount, AMOUNT)] for name, amount in found.items()]


def proof_data(proof: Proof) -> dict[str, Any]:
    """Return why an answer is right, without the labels that it took."""
    return cells(proof, PROOF)


def _best(route: Route | None) -> Any:
    return None if route is None else route_data(route)


def _reasons(answer: Result | Frontier | Alternatives) -> dict[str, Any]:
    conflicts = [cells(one, ("constraints", "remedies")) | {"text": str(one)} for one in answer.blocked_by]
    return {"blocked_by": conflicts, "excluded": plain(answer.excluded)}


# ---- answers --------------------------------------------------------------------------------------------------------


def result_parts(result: Result) -> Parts:
    """Return the parts of the answer of `solve`."""
    return {
        STATUS: result.status.name,
        "route": [route_data(route) for route in result.routes],
        "accounts": [accounts_data(route) for route in result.routes],
        "proof": proof_data(result.proof),
        "reasons": _reasons(result) | {"assumptions": plain(result.assumptions)},
        "effort": result.proof.labels,
    }


def frontier_parts(front: Frontier) -> Parts:
    """Return the parts of a front: its points, their names, and what was set aside."""
    priced = {"time", "cost"} <= set(front.criteria)
    return {
        STATUS: front.status.name,
        "route": {"vectors": plain(front.vectors), "routes": [route_data(route) for route in front.routes]},
        "names": {"labelled": front.labelled, "break_even": plain(front.break_even()) if priced else None},
        "proof": front.certified,
        "reasons": _reasons(front)
        | {
            "set_aside": [
                cells(point, ("vector", "reason")) | {"route": route_data(point.route)} for point in front.set_aside
            ]
        },
        "effort": front.labels,
    }


def alternatives_parts(found: Alternatives) -> Parts:
    """Return the parts of alternatives: the routes, their shares and their proofs."""
    return {
        STATUS: found.status.name,
        "route": [route_data(route) for route in found.routes],
        "shares": plain(found.shared),
        "proof": [proof_data(proof) for proof in found.proofs],
        "reasons": _reasons(found) | cells(found, ("k", "max_shared", "shared_by", "distinct", "reason")),
        "effort": [found.labels, *(proof.labels for proof in found.proofs)],
    }


def comparison_parts(found: Comparison) -> Parts:
    """Return the parts of a comparison: each best route, the bars in all columns, the rows and what is assumed."""
    return {
        "route": {name: _best(result.best) for name, result in found.results.items()},
        "bars": {column: _bars(found, column) for column in AMOUNT},
        "rows": plain(found.rows()),
        "residuals": {
            name: [[figure.element, figure.quantity] for figure in found.residuals(name)] for name in found.routes
        },
    }


def _bars(found: Comparison, column: str) -> Any:
    names = ("component", "before", "after", "before_assumed", "after_assumed", "change")
    try:
        return [cells(bar, names) for bar in found.waterfall(column=column)]
    except NoRouteError as error:
        return str(error)


def price_parts(price: Price) -> Parts:
    """Return the parts of the price of constraints."""
    return {
        STATUS: f"{price.free.status.name}>{price.bound.status.name}",
        "price": cells(price, ("days", "usd", "kg_co2e", "by_criterion")),
        "route": [_best(result.best) for result in (price.free, price.bound)],
    }


def break_even_parts(found: BreakEven) -> Parts:
    """Return the parts of a break-even: the exact slack, and the route that comes after."""
    names = ("element", "change", "uses", "slack", "per_use", "reason", "confirmed")
    return {"slack": cells(found, names), "route": _best(found.flips_to)}


def cpmm_parts(found: Cpmm) -> Parts:
    """Return the parts of the indicators."""
    stretch = ("km", "moving_h", "hours", "usd_per_teu", "usd_per_500_km_teu", "swod_kmh", "swd_kmh")
    return {
        "rows": plain(found.rows()),
        "crossings": [cells(one, ("places", "hours", "usd_per_teu")) for one in found.crossings],
        "stretches": [None if one is None else cells(one, stretch) for one in (found.whole, found.land)],
    }


def audit_parts(found: Audit) -> Parts:
    """Return the parts of an audit of borders: the verdict, the sums and each link."""
    links = ("link", "mode", "km", "verdict", "tolerance_km", "inside_km", "depth_km", "clearance_km", "no_nearer_km")
    return {
        STATUS: found.verdict.name,
        "sums": _to_a_millimetre(cells(found, ("counts", "km", "km_shares", "clearance_km", "out_of_reach_km"))),
        "links": [_to_a_millimetre(cells(entry, links)) for entry in found.links],
        "border": cells(found.border, ("codes", "missing", "tolerance_km")),
    }


def _to_a_millimetre(data: Any) -> Any:
    """Return data with every float rounded to six digits: geometry may be worked out in another order of sums."""
    if isinstance(data, float):
        return round(data, 6)
    if isinstance(data, dict):
        return {name: _to_a_millimetre(cell) for name, cell in data.items()}
    return [_to_a_millimetre(cell) for cell in data] if isinstance(data, list) else data
