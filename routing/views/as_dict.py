"""Answers as plain numbers, text and lists, ready for JSON: `as_dict`. Units stand in the names of fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from routing.views.by_kind import by_kind, no_form
from routing.views.cells import Row, cells_of, link_row, near_rows, totals
from routing.views.dict_parts import (
    Plain,
    conflict_dict,
    constraints_dict,
    crossing_dict,
    ends_dict,
    heading_dict,
    proof_dict,
    question_dict,
    route_parts,
    stretch_dict,
    warnings_list,
)
from routing.views.dicts_of_upgrades import phases_dict, plan_dict, robust_dict, welfare_dict
from routing.views.rows import rows
from routing.views.ways import way_dict

if TYPE_CHECKING:
    from routing.answers.alternatives import Alternatives
    from routing.answers.assignment import Assignment, Left, Relief
    from routing.answers.break_even import BreakEven
    from routing.answers.comparison import Comparison
    from routing.answers.corridor_table import CorridorTable
    from routing.answers.cpmm import Cpmm
    from routing.answers.critical import Critical, Loss
    from routing.answers.departures import Departures
    from routing.answers.emission_report import EmissionReport
    from routing.answers.empty_boxes import EmptyRun
    from routing.answers.frontier import Frontier
    from routing.answers.lane_table import LaneTable
    from routing.answers.near_best import NearBest
    from routing.answers.price import Price
    from routing.answers.price_report import PriceReport
    from routing.answers.punctuality import Estimate, Punctuality
    from routing.answers.reliable_choice import ReliableChoice
    from routing.answers.replan import Replan
    from routing.answers.result import Result
    from routing.answers.route import Route
    from routing.answers.sensitivity import Sensitivity
    from routing.answers.shown import Shown
    from routing.answers.value_of_information import ValueOfInformation
    from routing.answers.welfare_plan import WelfarePlan
    from routing.auditing.audit import Audit
    from routing.auditing.audit_network import NetworkAudit
    from routing.question.empties import Empties


@by_kind
def as_dict(answer: Shown) -> Plain:
    """Return an answer as a dictionary of numbers, texts, lists and dictionaries."""
    raise no_form("a dictionary", answer)


as_dict.register("Way")(way_dict)


@as_dict.register("Route")
def _(route: Route) -> Plain:
    """Return a route with the heading of its network.

    Amounts are of the whole shipment; None where a figure is missing, and `lacking` says which. Steps that are
    free and take no time (kind ``pass``) are left out.
    """
    return {"network": heading_dict(route.network), **route_parts(route)}


@as_dict.register("Result")
def _(result: Result) -> Plain:
    """Return heading, question, status, proof, routes (best first, maybe none) and what limits the answer."""
    return {
        "network": heading_dict(result.network),
        "question": question_dict(result.question),
        "status": result.status.name.lower(),
        "status_text": result.status.value,
        "proof": proof_dict(result.proof),
        "routes": [route_parts(route) for route in result.routes],
        "blocked_by": [conflict_dict(conflict) for conflict in result.blocked_by],
        "warnings": warnings_list(result),
        "excluded": list(result.excluded),
        "assumptions": list(result.assumptions),
    }


@as_dict.register("Frontier")
def _(front: Frontier) -> Plain:
    asked = question_dict(front.question)
    del asked["minimise"]
    return {
        "network": heading_dict(front.network),
        "question": asked | {"criteria": list(front.criteria)},
        "status": front.status.name.lower(),
        "status_text": front.status.value,
        "certified": front.certified,
        "points": _with_own_money(rows(front), front.routes),
        "blocked_by": [str(conflict) for conflict in front.blocked_by],
        "warnings": warnings_list(front),
        "excluded": list(front.excluded),
        "set_aside": [
            totals(point.route)
            | {"own_money": point.route.own_money}
            | {"named": ", ".join(front.set_aside_names.get(number, ())), "reason": point.reason}
            for number, point in enumerate(front.set_aside)
        ],
    }


@as_dict.register("Alternatives")
def _(found: Alternatives) -> Plain:
    asked = ("k", "max_shared", "shared_by", "distinct")
    return {
        "network": heading_dict(found.network),
        "question": question_dict(found.question) | {name: getattr(found, name) for name in asked},
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        "reason": found.reason,
        "routes": _with_own_money(rows(found), found.routes),
        "blocked_by": [str(conflict) for conflict in found.blocked_by],
        "warnings": warnings_list(found),
        "excluded": list(found.excluded),
    }


@as_dict.register("Comparison")
def _(comparison: Comparison) -> Plain:
    """Return the results by name."""
    return {name: as_dict(result) for name, result in comparison.results.items()}


@as_dict.register("Replan")
def _(found: Replan) -> Plain:
    """Return what to do, what it changes, what is sunk, and the answers beside one another."""
    return {
        "at": found.at.isoformat(),
        "where": found.where,
        "from_there": found.from_there.isoformat(),
        "verdict": found.verdict,
        "arrives": None if found.arrives is None else found.arrives.isoformat(),
        "extra": {"days": found.extra_days, "usd": found.extra_usd, "kg_co2e": found.extra_kg_co2e},
        "sunk": dict(found.sunk),
        "blocked": list(found.blocked),
        "results": {name: as_dict(result) for name, result in found.results.items()},
        "warnings": warnings_list(found),
    }


@as_dict.register("NearBest")
def _(found: NearBest) -> Plain:
    """Return the best route, and of each other what it has more, and where the difference in what was asked lies."""
    return {
        "network": heading_dict(found.best.network),
        "question": question_dict(found.best.question),
        "tolerance": found.tolerance,
        "gain": found.gain,
        "best": as_dict(found.best),
        "others": near_rows(found),
        "warnings": warnings_list(found),
    }


@as_dict.register("CorridorTable")
def _(found: CorridorTable) -> Plain:
    """Return a row for each corridor with its best route."""
    routes = [None if result.best is None else route_parts(result.best) for result in found.results.values()]
    return {
        "network": heading_dict(found.network),
        "question": question_dict(found.question),
        "corridors": [row | {"route": route} for row, route in zip(rows(found), routes, strict=True)],
        "warnings": warnings_list(found),
    }


@as_dict.register("Departures")
def _(found: Departures) -> Plain:
    """Return a row for each journey with its route."""
    journeys = [row | {"route": route_parts(route)} for row, route in zip(rows(found), found.routes, strict=True)]
    return {
        "network": heading_dict(found.network),
        "question": question_dict(found.question),
        "criteria": list(found.criteria),
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "status": found.status.value,
        "journeys": journeys,
        "blocked_by": [str(conflict) for conflict in found.blocked_by],
        "warnings": warnings_list(found),
    }


@as_dict.register("LaneTable")
def _(found: LaneTable) -> Plain:
    """Return a row for each lane with its best route."""
    routes = [None if result.best is None else route_parts(result.best) for result in found.lanes.values()]
    return {
        "network": heading_dict(found.network),
        "question": _of_lanes(question_dict(found.question)),
        "lanes": [row | {"route": route} for row, route in zip(rows(found), routes, strict=True)],
        "warnings": warnings_list(found),
    }


def _of_lanes(question: Plain) -> Plain:
    """Return the question of all lanes: that of the first without its ends."""
    shipment = {name: value for name, value in question["shipment"].items() if name not in ("origin", "destination")}
    return question | {"shipment": shipment}


@as_dict.register("Price")
def _(price: Price) -> Plain:
    """Return both results, and two differences: of the two routes, and of the optima by criterion."""
    return {
        "network": heading_dict(price.bound.network),
        "question": question_dict(price.bound.question),
        **{name: as_dict(result) for name, result in price.results.items()},
        "difference": {"days": price.days, "usd": price.usd, "kg_co2e": price.kg_co2e},
        "by_criterion": dict(price.by_criterion),
        "status_by_criterion": {name: [one.name.lower() for one in both] for name, both in price.statuses.items()},
        "warnings": warnings_list(price),
    }


@as_dict.register("BreakEven")
def _(found: BreakEven) -> Plain:
    return {
        "network": heading_dict(found.network),
        "question": question_dict(found.question),
        "element": found.element,
        "change": found.change,
        "uses": found.uses,
        "slack_per_use": found.per_use,
        "flips_to": None if found.flips_to is None else route_parts(found.flips_to),
        "reason": found.reason,
        "confirmed": found.confirmed,
        "warnings": warnings_list(found),
    }


@as_dict.register("Audit")
def _audit_dict(found: Audit) -> Plain:
    border = found.border
    return {
        "territory": sorted(border.codes),
        "without_borders": sorted(border.missing),
        "tolerance_km": border.tolerance_km,
        "verdict": found.verdict.value,
        "clearance_km": found.clearance_km,
        "out_of_reach_km": found.out_of_reach_km,
        "by_verdict": {
            verdict.value: {"links": count, "km": found.km[verdict], "share_of_km": found.km_shares[verdict]}
            for verdict, count in found.counts.items()
        },
        "links": rows(found),
    }


@as_dict.register("NetworkAudit")
def _(found: NetworkAudit) -> Plain:
    differing = {"unnamed": found.unnamed, "untouched": found.untouched}
    told = {name: [link_row(link) for link in links] for name, links in differing.items()}
    return _audit_dict(found) | told


@as_dict.register("Cpmm")
def _(found: Cpmm) -> Plain:
    return {
        "crossings": [crossing_dict(crossing) for crossing in found.crossings],
        "whole": stretch_dict(found.whole),
        "land": None if found.land is None else stretch_dict(found.land),
    }


@as_dict.register("PriceReport")
def _(report: PriceReport) -> Plain:
    return {
        "rows": [cells_of(row) for row in report.rows],
        "total": {
            "usd_low": report.usd_low,
            "usd": report.usd,
            "usd_high": report.usd_high,
            "own_currency": report.own_currency,
            "own_money": report.own_money,
        },
        "likely": None if report.usd_likely is None else ends_dict(report.usd_likely),
        "unadjusted_share": report.unadjusted_share,
        "undated_share": report.undated_share,
        "inventory": None if report.inventory is None else cells_of(report.inventory),
        "exchange_rates": [cells_of(row) for row in report.rates],
        "price_year": report.price_year,
        "currency": report.money,
        "notes": list(report.notes),
    }


@as_dict.register("Punctuality")
def _(found: Punctuality) -> Plain:
    """Return the numbers with the ends of their intervals; a percentile that lies beyond all arrivals is None."""
    return {
        "network": heading_dict(found.network),
        "question": None if found.question is None else question_dict(found.question),
        "deadline_days": found.deadline_days,
        "samples": found.samples,
        "seed": found.seed,
        "on_time": _estimate_dict(found.on_time),
        "planned_days": found.route.days,
        "mean_days": _estimate_dict(found.mean_days),
        "deviation_days": found.deviation_days,
        "exact_mean_days": found.exact_mean_days,
        "exact_deviation_days": found.exact_deviation_days,
        "quantiles_days": {f"p{percent}": _estimate_dict(one) for percent, one in found.quantiles.items()},
        "never": found.never,
        "shares": [
            {"name": share.name, "share": share.share}
            | {"first": _estimate_dict(share.first), "total": _estimate_dict(share.total)}
            for share in found.shares
        ],
        "histogram": asdict(found.histogram) | {"counts": list(found.histogram.counts)},
        "route": route_parts(found.route),
        "warnings": warnings_list(found),
    }


def _estimate_dict(one: Estimate | None) -> Plain | None:
    if one is None:
        return None
    return {name: None if value == float("inf") else value for name, value in asdict(one).items()}


@as_dict.register("Assignment")
def _(found: Assignment) -> Plain:
    """Return consignments, what is sent by which route, what is left and why, capacities and commodities."""
    return {
        "network": heading_dict(found.network),
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        **{
            name: getattr(found, name)
            for name in (
                "choice",
                "usd",
                "bound_usd",
                "relaxed_usd",
                "is_whole",
                "gap",
                "max_gap",
                "master",
                "columns",
                "rounds",
            )
        },
        "consignments": [_consignment_dict(found, number) for number in range(len(found.consignments))],
        "sent": [
            {name: getattr(one, name) for name in ("consignment", "per_week", "usd", "waiting_h", "waiting_usd")}
            | {"route": route_parts(one.route)}
            for one in found.sent
        ],
        "left": [_left_dict(one) for one in found.left],
        "uses": [asdict(use) | {"utilisation": use.utilisation} for use in found.uses],
        "congestion": [asdict(one) | {"waits": [list(point) for point in one.waits]} for one in found.congestion],
        "waits": [asdict(wait) | {"usd": wait.usd, "paid_usd": wait.paid_usd} for wait in found.waits],
        "totals": [asdict(total) for total in found.totals],
        "relief": None if found.relief is None else _relief_dict(found.relief),
        "empties": None if found.empties is None else _empties_dict(found.empties),
        "runs": [_run_dict(one) for one in found.runs],
        "boxes": [asdict(one) | {"surplus": one.surplus} for one in found.boxes],
        "warnings": warnings_list(found),
    }


def _consignment_dict(found: Assignment, number: int) -> Plain:
    one = found.consignments[number]
    told = {name: getattr(one, name) for name in ("name", "per_week", "unserved_usd", "whole")}
    return told | {"question": question_dict(found.question(number))}


def _relief_dict(relief: Relief) -> Plain:
    told = {"growth": relief.growth, "bound": relief.bound}
    return told | {"needed": dict(relief.needed), "cut": dict(relief.cut), "boxes": dict(relief.boxes)}


def _empties_dict(asked: Empties) -> Plain:
    told: Plain = {name: getattr(asked, name) for name in ("share", "usd_per_day", "scope")}
    told |= {name: dict(getattr(asked, name)) for name in ("hire_usd", "drop_usd")}
    return told | {"constraints": None if asked.constraints is None else constraints_dict(asked.constraints)}


def _run_dict(one: EmptyRun) -> Plain:
    told = ("size", "origin", "destination", "per_week", "usd")
    return {name: getattr(one, name) for name in told} | {"route": route_parts(one.route)}


def _left_dict(one: Left) -> Plain:
    told = ("consignment", "per_week", "usd", "why", "words", "cheapest_usd", "box_usd")
    return {name: getattr(one, name) for name in told} | {
        "full": list(one.full),
        "blocked_by": [conflict_dict(conflict) for conflict in one.blocked_by],
    }


@as_dict.register("Critical")
def _(found: Critical) -> Plain:
    """Return the sets with what each shipment does, the elements alone, and what cuts shipments off."""
    told = ("k", "ends", "candidates", "searches", "unit")
    return {
        "network": heading_dict(found.network),
        "questions": [
            question_dict(question) | {"weight": weight}
            for question, weight in zip(found.questions, found.weights, strict=True)
        ],
        "kinds": list(found.kinds),
        **{name: getattr(found, name) for name in told},
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        "bound": asdict(found.bound),
        "before": [None if route is None else route_parts(route) for route in found.before],
        "worst": [_loss_dict(found, loss) for loss in found.worst],
        "told": [_loss_dict(found, loss) for loss in found.told],
        "alone": [asdict(one) for one in found.alone],
        "cuts": [
            {"shipment": cut.shipment, "kind": cut.kind, "status": cut.status.name.lower()}
            | {"elements": [asdict(one) for one in cut.elements]}
            for cut in found.cuts
        ],
        "warnings": warnings_list(found),
    }


def _loss_dict(found: Critical, loss: Loss) -> Plain:
    shipments = [
        dict(zip(("days", "usd", "kg_co2e"), found.extra(loss, at), strict=True))
        | {"is_met": found.is_met(loss, at), "cut_by": [asdict(one) for one in loss.cut_by[at]]}
        | {"route": None if route is None else route_parts(route)}
        for at, route in enumerate(loss.after)
    ]
    return {"elements": [asdict(one) for one in loss.elements], **asdict(loss.harm), "shipments": shipments}


as_dict.register("UpgradePlan")(plan_dict)
as_dict.register("RobustUpgrades")(robust_dict)
as_dict.register("UpgradePhases")(phases_dict)


@as_dict.register("WelfarePlan")
def _(found: WelfarePlan) -> Plain:
    """Return both sets, what is least with its bound, and the assignment with the best set."""
    return welfare_dict(found, None if found.assignment is None else as_dict(found.assignment))


@as_dict.register("ReliableChoice")
def _(found: ReliableChoice) -> Plain:
    """Return what was least, on the scenarios and in fresh draws, and both routes with their chances."""
    told = ("by", "share", "deadline_days", "samples", "seed", "value", "bound", "best_chance", "labels")
    return {
        "network": heading_dict(found.network),
        "question": question_dict(found.question),
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        **{name: getattr(found, name) for name in told},
        "estimate": _estimate_dict(found.estimate),
        "chosen": None if found.chosen is None else as_dict(found.chosen),
        "plain": None if found.plain is None else as_dict(found.plain),
        "warnings": warnings_list(found),
    }


@as_dict.register("Sensitivity")
def _(found: Sensitivity) -> Plain:
    gap, second = found.likely_gap(), None if found.second is None else found.second.best
    shown = [{name: cell for name, cell in row.items() if cell is not None} for row in rows(found)]
    return {
        "network": heading_dict(found.network),
        "question": question_dict(found.question),
        "status": found.result.status.name.lower(),
        "status_text": found.result.status.value,
        "best": totals(found.result.best)
        | {"corridor": None if found.result.best is None else found.result.best.corridor, "least": found.least_today},
        "effects": [row for row in shown if row["section"] == "effect"],
        "turns": [row for row in shown if row["section"] == "turn"],
        "second": totals(second)
        | {"corridor": None if second is None else second.corridor}
        | {"likely_gap": ends_dict(gap), "may_turn": found.may_turn()},
        "work": asdict(found.work),
        "blocked_by": [conflict_dict(conflict) for conflict in found.result.blocked_by],
        "warnings": warnings_list(found),
    }


@as_dict.register("ValueOfInformation")
def _(found: ValueOfInformation) -> Plain:
    """Return the chosen route, what knowing all is worth, then each figure and group; worth in the `unit`."""
    shown = [{name: cell for name, cell in row.items() if cell is not None} for row in rows(found)]
    return {
        "network": heading_dict(found.network),
        "question": question_dict(found.question),
        "status": found.status.name.lower(),
        "status_text": found.status.value,
        **{name: getattr(found, name) for name in ("samples", "seed", "unit", "expected")},
        "route": None if found.route is None else route_parts(found.route),
        "plain": None if found.plain is None else route_parts(found.plain),
        "total": next((row for row in shown if row["section"] == "total"), None),
        "figures": [row for row in shown if row["section"] == "figure"],
        "groups": [row for row in shown if row["section"] in ("component", "cause")],
        "warnings": warnings_list(found),
    }


@as_dict.register("EmissionReport")
def _(report: EmissionReport) -> Plain:
    return {
        "elements": rows(report),
        "total": {"tonne_km": report.tonne_km, "kg_ttw": report.kg_ttw, "kg_wtw": report.kg_wtw},
        "notes": list(report.notes),
    }


def _with_own_money(found: list[Row], routes: Sequence[Route]) -> list[Row]:
    """Return rows of routes with the price of each in the currency of the network."""
    return [row | {"own_money": route.own_money} for row, route in zip(found, routes, strict=True)]
