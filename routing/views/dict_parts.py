"""What dictionaries of answers are made of: headings, questions, routes, legs, warnings."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from routing.question.generalised_cost import GeneralisedCost
from routing.views.cells import clock_rows, step_row, totals
from routing.views.text.clock import arrival_on_clock, events_of, leg_times
from routing.views.text.doubt import clocks_text
from routing.views.text.moments import nearest_minute

if TYPE_CHECKING:
    import datetime

    from networks.network import Network
    from routing.accounts.corridor_indicators import Crossing, Stretch
    from routing.answers.conflict import Conflict
    from routing.answers.proof import Proof
    from routing.answers.route import Route
    from routing.answers.warned import Warned
    from routing.question.constraints import Constraints
    from routing.question.question import Question
    from routing.question.shipment import Shipment
    from routing.steps.leg import Leg

Plain = dict[str, Any]


def heading_dict(network: Network) -> Plain:
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


def question_dict(question: Question) -> Plain:
    """Return what was asked; a generalised cost as its two prices. On the clock the goods leave when they are ready."""
    least = question.minimise
    return {
        "shipment": _shipment_dict(question.shipment),
        "constraints": constraints_dict(question.constraints),
        "minimise": asdict(least) if isinstance(least, GeneralisedCost) else least,
        "model": question.model,
        "arrive_by": None if question.arrive_by is None else question.arrive_by.isoformat(),
    }


def route_parts(route: Route) -> Plain:
    """Return a route without the heading of its network."""
    whole = totals(route)
    return {
        "model": route.model,
        "totals": {
            "days": whole["days"],
            "usd": whole["usd"],
            "usd_per_teu": route.usd_per_teu,
            "currency": route.network.currency,
            "own_money": route.own_money,
            "kg_co2e": whole["kg_co2e"],
            "kg_co2e_ttw": route.kg_co2e_ttw,
            "km": whole["km"],
            "transshipments": whole["transshipments"],
        },
        "lacking": {name: list(elements) for name, elements in route.lacking.items()},
        "ranges": {
            "days": ends_dict(route.range_days()),
            "usd": ends_dict(route.range_usd()),
            "kg_co2e": ends_dict(route.range_kg_co2e()),
        },
        "likely": {
            "days": ends_dict(route.likely_days()),
            "usd": ends_dict(route.likely_usd()),
            "kg_co2e": ends_dict(route.likely_kg_co2e()),
        },
        "arrival": _arrival_dict(route),
        "territories": sorted(route.territories),
        "corridors": list(route.corridors),
        "legs": _legs(route),
        "breakdown": {
            name: {"days": amount.days, "usd": amount.usd, "kg_co2e": amount.kg_co2e}
            for name, amount in route.breakdown.items()
        },
        "provenance_shares": {of: dict(shares) for of, shares in route.provenance().items()},
        "steps": _steps(route),
    }


def _legs(route: Route) -> list[Plain]:
    """Return the legs; on the clock with the moments of departure and arrival by the clocks of their places."""
    legs = [_leg_dict(route.network, leg) for leg in route.legs]
    if route.model != "clock":
        return legs
    times = [{"departs": _iso(departs), "arrives": _iso(arrives)} for departs, arrives in leg_times(route)]
    return [leg | told for leg, told in zip(legs, times, strict=True)]


def _steps(route: Route) -> list[Plain]:
    """Return the steps that do something; on the clock with their moments."""
    found = [step_row(route.network, step) for step in route.steps]
    if route.model == "clock":
        found = [row | told for row, told in zip(found, clock_rows(route, "T"), strict=True)]
    return [row for row, step in zip(found, route.steps, strict=True) if not step.is_pass]


def _iso(moment: datetime.datetime) -> str:
    return nearest_minute(moment).isoformat(timespec="minutes")


def _arrival_dict(route: Route) -> Plain | None:
    """Return when a route arrives, to the minute, and by whose clocks; None where nobody said when it is ready."""
    if route.model == "clock":
        ends = {"leaves": _iso(events_of(route)[0].begins), "at": _iso(arrival_on_clock(route))}
        return ends | {"low": None, "high": None, "clocks": clocks_text(route)}
    at, likely = route.arrives, route.likely_arrival()
    if at is None or likely is None:
        return None
    low, high = (end.isoformat(timespec="minutes") for end in likely)
    return {"at": at.isoformat(timespec="minutes"), "low": low, "high": high, "clocks": clocks_text(route)}


def _leg_dict(network: Network, leg: Leg) -> Plain:
    return {
        "service": leg.service,
        "name": leg.name,
        "mode": leg.mode,
        "from": leg.origin,
        "to": leg.destination,
        "from_name": network.places[leg.origin].name,
        "to_name": network.places[leg.destination].name,
        "wait_h": leg.wait_hours,
        "time_h": leg.hours,
        "usd": leg.usd,
        "kg_co2e": leg.kg_co2e,
        "kg_co2e_ttw": leg.kg_co2e_ttw,
        "km": leg.km,
        "territories": sorted(leg.territories),
    }


def crossing_dict(crossing: Crossing) -> Plain:
    """Return a crossing of a border."""
    return {"places": list(crossing.places), "hours": crossing.hours, "usd_per_teu": crossing.usd_per_teu}


def stretch_dict(stretch: Stretch) -> Plain:
    """Return a stretch of a corridor between two places."""
    told = ("km", "moving_h", "hours", "usd_per_teu", "usd_per_500_km_teu", "swd_kmh", "swod_kmh")
    return {name: getattr(stretch, name) for name in told}


def conflict_dict(conflict: Conflict) -> Plain:
    """Return why there is no route, and what would do."""
    return {"kind": conflict.kind, "constraints": list(conflict.constraints), "remedies": list(conflict.remedies)}


def _shipment_dict(shipment: Shipment) -> Plain:
    cells = asdict(shipment)
    days = {name: cells[name] and cells[name].isoformat() for name in ("ready", "deadline")}
    return cells | days | {"teu": shipment.teu, "goods": sorted(shipment.goods)}


def constraints_dict(constraints: Constraints) -> Plain:
    """Return constraints by their fields, and the territories that they come to."""
    cells = {one.name: getattr(constraints, one.name) for one in fields(constraints)}
    cells["banned_territories"] = constraints.banned_territories
    cells["avoid_areas"] = [{"name": area.name, **area.geometry} for area in sorted(constraints.avoid_areas)]
    return {name: _listed(cell) for name, cell in cells.items()}


def warnings_list(answer: Warned) -> list[Plain]:
    """Return the warnings of an answer."""
    return [asdict(warning) | {"elements": list(warning.elements)} for warning in answer.warnings]


def proof_dict(proof: Proof) -> Plain:
    """Return how an answer was proven."""
    cells = {one.name: _listed(getattr(proof, one.name)) for one in fields(proof)}
    return cells | {"confirmed_by": proof.confirmed_by or None, "gap": proof.gap, "weights": dict(proof.weights)}


def _listed(cell: Any) -> Any:
    """Return sets in order and sequences as lists; anything else as it is."""
    if isinstance(cell, frozenset):
        return sorted(cell)
    return list(cell) if isinstance(cell, tuple) else cell


def ends_dict(ends: tuple[float, float] | None) -> dict[str, float] | None:
    """Return the ends of a range; None without one."""
    return None if ends is None else {"low": ends[0], "high": ends[1]}
