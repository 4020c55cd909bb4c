"""Answers as plain numbers, text and lists, ready for JSON; units stand in the names of fields."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from networks.model.network import Network
from routing.answers.proof import Proof
from routing.answers.result import Result
from routing.answers.route import Route
from routing.question.constraints import Constraints
from routing.question.generalised_cost import GeneralisedCost
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.steps.leg import Leg
from routing.steps.step import FigureKey, Step


def route_dict(route: Route) -> dict[str, Any]:
    """Return a route with the heading of its network.

    Amounts are of the whole shipment; None where a figure is missing, and `lacking` says which. Steps that are
    free and take no time (kind ``pass``) are left out.
    """
    return {"network": heading_dict(route.network), **_route_parts(route)}


def result_dict(result: Result) -> dict[str, Any]:
    """Return an answer: heading, question, status, proof, routes (best first, maybe none) and what limits it."""
    return {
        "network": heading_dict(result.network),
        "question": question_dict(result.question),
        "status": result.status.name.lower(),
        "status_text": result.status.value,
        "proof": _proof_dict(result.proof),
        "routes": [_route_parts(route) for route in result.routes],
        "blocked_by": [
            {"constraints": list(conflict.constraints), "remedies": list(conflict.remedies)}
            for conflict in result.blocked_by
        ],
        "excluded": list(result.excluded),
        "assumptions": list(result.assumptions),
    }


def heading_dict(network: Network) -> dict[str, Any]:
    """Return what every answer starts with: which network, of when, in whose money."""
    return {
        "name": network.name,
        "title": network.title,
        "scenario": list(network.scenario),
        "as_of": None if network.as_of is None else network.as_of.isoformat(),
        "price_year": network.price_year,
        "currency": network.currency,
        "content_hash": network.content_hash,
    }


def question_dict(question: Question) -> dict[str, Any]:
    """Return what was asked; a generalised cost as its two prices."""
    least = question.minimise
    return {
        "shipment": _shipment_dict(question.shipment),
        "constraints": _constraints_dict(question.constraints),
        "minimise": asdict(least) if isinstance(least, GeneralisedCost) else least,
    }


def step_dict(route: Route, step: Step) -> dict[str, Any]:
    """Return one step; the basis of a figure is its kind, ``given`` for a link's own hours or price, or None."""
    first, last = step.places[0], step.places[-1]
    services, places = route.network.services, route.network.places
    time_basis, time_source = _basis(route.network, step.minutes, step.time_figure)
    price_basis, price_source = _basis(route.network, step.cents, step.price_figure)
    return {
        "kind": step.kind, "activity": step.activity, "component": step.component, "element": step.element,
        "service_name": services[step.element].name if step.element in services else None,
        "mode": step.mode or None, "from": first, "to": last,
        "from_name": places[first].name, "to_name": places[last].name,
        "time_h": scaled(step.minutes, 60), "usd": scaled(step.cents, 100), "kg_co2e": scaled(step.grams, 1000),
        "kg_co2e_ttw": scaled(step.grams_ttw, 1000),
        "km": scaled(step.metres, 1000), "lifts": step.lifts,
        "places": list(step.places), "links": list(step.links), "territories": sorted(step.territories),
        "time_basis": time_basis, "time_source": time_source,
        "price_basis": price_basis, "price_source": price_source,
    }  # fmt: skip


def scaled(amount: int | None, units: int) -> float | None:
    """Return minutes as hours, cents as USD, grams as kg, metres as km; None where there is none.

    Examples
    --------
    >>> scaled(90, 60), scaled(None, 60)
    (1.5, None)
    """
    return None if amount is None else amount / units


def _route_parts(route: Route) -> dict[str, Any]:
    return {
        "totals": {
            "days": route.days, "usd": route.usd, "usd_per_teu": route.usd_per_teu, "kg_co2e": route.kg_co2e,
            "kg_co2e_ttw": route.kg_co2e_ttw, "km": route.km, "transshipments": route.transshipments,
        },
        "lacking": {name: list(elements) for name, elements in route.lacking.items()},
        "ranges": {"days": _ends(route.range_days()), "usd": _ends(route.range_usd())},
        "territories": sorted(route.territories),
        "legs": [_leg_dict(route.network, leg) for leg in route.legs],
        "breakdown": {
            name: {"days": amount.days, "usd": amount.usd, "kg_co2e": amount.kg_co2e}
            for name, amount in route.breakdown.items()
        },
        "provenance_shares": {of: dict(shares) for of, shares in route.provenance().items()},
        "steps": [step_dict(route, step) for step in route.steps if step.kind != "pass"],
    }  # fmt: skip


def _leg_dict(network: Network, leg: Leg) -> dict[str, Any]:
    return {
        "service": leg.service, "name": leg.name, "mode": leg.mode, "from": leg.origin, "to": leg.destination,
        "from_name": network.places[leg.origin].name, "to_name": network.places[leg.destination].name,
        "wait_h": scaled(leg.wait_minutes, 60), "time_h": scaled(leg.minutes, 60), "usd": scaled(leg.cents, 100),
        "kg_co2e": scaled(leg.grams, 1000), "kg_co2e_ttw": scaled(leg.grams_ttw, 1000),
        "km": scaled(leg.metres, 1000), "territories": sorted(leg.territories),
    }  # fmt: skip


def _shipment_dict(shipment: Shipment) -> dict[str, Any]:
    cells = asdict(shipment)
    days = {name: cells[name] and cells[name].isoformat() for name in ("ready", "deadline")}
    return cells | days | {"teu": shipment.teu}


def _constraints_dict(constraints: Constraints) -> dict[str, Any]:
    cells = {one.name: getattr(constraints, one.name) for one in fields(constraints)}
    cells["banned_territories"] = constraints.banned_territories
    return {name: _listed(cell) for name, cell in cells.items()}


def _proof_dict(proof: Proof) -> dict[str, Any]:
    cells = {one.name: _listed(getattr(proof, one.name)) for one in fields(proof)}
    return cells | {"confirmed_by": proof.confirmed_by or None, "gap": proof.gap}


def _listed(cell: Any) -> Any:
    """Return sets in order and sequences as lists; anything else as it is."""
    if isinstance(cell, frozenset):
        return sorted(cell)
    return list(cell) if isinstance(cell, tuple) else cell


def _ends(ends: tuple[float, float] | None) -> dict[str, float] | None:
    return None if ends is None else {"low": ends[0], "high": ends[1]}


def _basis(network: Network, amount: int | None, key: FigureKey | None) -> tuple[str | None, str | None]:
    """Return kind and source of a figure; ``given`` for an amount without one."""
    if key is not None:
        return network.figures[key].kind, network.figures[key].source or None
    return ("given" if amount else None), None
