"""Answers as rows of a table, each a dictionary of numbers, texts and lists: `rows`.

Tables of text, HTML, CSV and pandas are made of them, so each is put together once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routing.amounts.missing import scaled
from routing.amounts.units import DAY, USD
from routing.steps.kinds import COMPONENTS
from routing.steps.leg import ridden
from routing.views.assignment_rows import assignment_rows
from routing.views.by_kind import by_kind, no_form
from routing.views.cells import (
    ARRIVAL,
    Row,
    arrival_days,
    cells_of,
    likely,
    link_row,
    ridden_of,
    step_rows,
    totals,
)
from routing.views.ways import way_rows

if TYPE_CHECKING:
    from routing.answers.alternatives import Alternatives
    from routing.answers.break_even import BreakEven
    from routing.answers.comparison import Comparison
    from routing.answers.corridor_table import CorridorTable
    from routing.answers.cpmm import Cpmm
    from routing.answers.critical import Critical, Element, Harm, Loss
    from routing.answers.departures import Departures
    from routing.answers.emission_report import EmissionReport
    from routing.answers.frontier import Frontier
    from routing.answers.lane_table import LaneTable
    from routing.answers.price import Price
    from routing.answers.price_report import PriceReport
    from routing.answers.punctuality import Estimate, Punctuality
    from routing.answers.reliable_choice import ReliableChoice
    from routing.answers.result import Result
    from routing.answers.robust_upgrades import RobustUpgrades
    from routing.answers.route import Route
    from routing.answers.sensitivity import At, Effect, End, Sensitivity, Turn, Way
    from routing.answers.shown import Shown
    from routing.answers.upgrade_phases import UpgradePhases
    from routing.answers.upgrade_plan import UpgradePlan, UpgradePoint, UpgradeRung
    from routing.answers.value_of_information import Known, ValueOfInformation
    from routing.answers.welfare_plan import WelfarePlan
    from routing.auditing.audit import Audit

WAY = ("least", "days", "usd", "kg_co2e", "corridor", "rides", "is_best_today")
TURNED = ("end", "gain", *(f"{of}_{key}" for of in ("turn", "corridor_turn") for key in ("value", "share", *WAY)))

ROBUST_NUMBERS = ("value", "low", "high", "days", "best_days", "worst_days", "on_time", "missed")
ROBUST = ("section", "upgrades", "usd", "unknown", *ROBUST_NUMBERS, "mean_regret_usd", "most_regret_usd")


@by_kind
def rows(answer: Shown) -> list[Row]:
    """Return the rows of an answer; None stands for what is missing."""
    raise no_form("rows", answer)


rows.register("Way")(way_rows)


@rows.register("Route")
def _(route: Route) -> list[Row]:
    return list(step_rows(route))


@rows.register("Result")
def _(result: Result) -> list[Row]:
    return [] if result.best is None else rows(result.best)


@rows.register("Frontier")
def _(front: Frontier) -> list[Row]:
    """Return one row per point, numbered from 1 as in every form, with its names."""
    return [
        {"point": point, **totals(route), **likely(route), "named": ", ".join(front.names.get(point - 1, ()))}
        | {"corridor": route.corridor, **ridden_of(route)}
        for point, route in enumerate(front.routes, 1)
    ]


@rows.register("Alternatives")
def _(found: Alternatives) -> list[Row]:
    """Return one row per route, numbered from 1 as in every form, with what it shares with each earlier one."""
    return [
        {
            "route": number,
            **totals(route),
            **likely(route),
            "shared": list(shared),
            "shared_most_with": shared.index(max(shared)) + 1 if shared else None,
            "confirmed": bool(proof.confirmed_by),
            "corridor": route.corridor,
            **ridden_of(route),
        }
        for number, (route, shared, proof) in enumerate(zip(found.routes, found.shared, found.proofs, strict=True), 1)
    ]


@rows.register("Comparison")
def _(comparison: Comparison) -> list[Row]:
    """Return its rows, each with the day on which the route of its result arrives."""
    arrivals = {name: dict(zip(ARRIVAL, arrival_days(route), strict=True)) for name, route in comparison.routes.items()}
    return [row | arrivals[row["result"]] for row in comparison.rows()]


@rows.register("CorridorTable")
def _(found: CorridorTable) -> list[Row]:
    """Return one row per corridor, the best first, then those without a route."""
    return [_corridor_row(found, name) for name in found.results]


def _corridor_row(found: CorridorTable, name: str) -> Row:
    best = found.results[name].best
    hours_assumed, usd_assumed = found.assumed(name) or (None, None)
    return {
        "corridor": found.corridors[name],
        "name": name,
        "status": found.results[name].status.name.lower(),
        **totals(best),
        **likely(best),
        "borders": best and best.borders,
        "gauge_changes": best and best.gauge_changes,
        "hours_assumed": hours_assumed,
        "usd_assumed": usd_assumed,
        "uses": "" if best is None else best.corridor,
        "turns_back": found.turns_back(name),
        "reason": found.reasons.get(name, ""),
        **ridden_of(best),
    }


@rows.register("Departures")
def _(found: Departures) -> list[Row]:
    """Return one row per journey."""
    return [_departure_row(found, route) for route in found.routes]


def _departure_row(found: Departures, route: Route) -> Row:
    leaves, arrives = route.leaves, route.arrives
    named = [name for name, best in (("fastest", found.best), ("cheapest", found.cheapest)) if best is route]
    return {
        "leaves": None if leaves is None else leaves.isoformat(timespec="seconds"),
        "arrives_at": None if arrives is None else arrives.isoformat(timespec="seconds"),
        **totals(route),
        "named": ", ".join(named),
        "corridor": route.corridor,
        **ridden_of(route),
    }


@rows.register("LaneTable")
def _(found: LaneTable) -> list[Row]:
    """Return one row per lane."""
    from routing.views.text.lane_table import why_none

    places = found.network.places
    return [
        {
            "origin": origin,
            "destination": destination,
            "origin_name": places[origin].name,
            "destination_name": places[destination].name,
            "status": result.status.name.lower(),
            **totals(result.best),
            **likely(result.best),
            "corridor": "" if result.best is None else result.best.corridor,
            "reason": why_none(result),
            **ridden_of(result.best),
        }
        for (origin, destination), result in found.lanes.items()
    ]


@rows.register("Price")
def _(price: Price) -> list[Row]:
    """Return a row without the constraints, one with them, and their difference."""
    found: list[Row] = []
    for name, result in price.results.items():
        best = result.best
        found.append({"constraints": name, "status": result.status.name.lower(), **totals(best), **ridden_of(best)})
    free, bound = (result.best for result in price.results.values())
    whole = free is not None and bound is not None
    gaps = {name: getattr(price, name) for name in ("days", "usd", "kg_co2e")}
    if free is not None and bound is not None:
        gaps["km"] = None if free.km is None or bound.km is None else bound.km - free.km
        gaps["transshipments"] = bound.transshipments - free.transshipments
    found.append(
        {"constraints": "difference", "status": "", **totals(None), **ridden_of(None)} | (gaps if whole else {})
    )
    return found


@rows.register("BreakEven")
def _(found: BreakEven) -> list[Row]:
    """Return the one row of a break-even: the slack of each use, and the route that it flips to."""
    other = found.flips_to
    return [
        {
            "element": found.element,
            "change": found.change,
            "uses": found.uses,
            "slack_per_use": found.per_use,
            "flips": found.slack is not None,
            **{f"flips_to_{name}": value for name, value in totals(other).items()},
            **{f"flips_to_{name}": text for name, text in ridden_of(other).items()},
            "reason": found.reason,
            "confirmed": found.confirmed,
        }
    ]


@rows.register("Punctuality")
def _(found: Punctuality) -> list[Row]:
    """Return a row for each number, then one for each share, then one for each bar, told apart by ``section``."""
    told = {"on_time": found.on_time, "mean_days": found.mean_days}
    told |= {f"p{percent}_days": one for percent, one in found.quantiles.items()}
    exact = {"exact_mean_days": found.exact_mean_days, "exact_deviation_days": found.exact_deviation_days}
    table = [_estimate_row("figure", name, one) for name, one in told.items() if one is not None]
    plain = {"planned_days": found.route.days, "deviation_days": found.deviation_days, **exact}
    table += [_number_row("figure", name, value) for name, value in plain.items() if value is not None]
    for share in found.shares:
        table += [_number_row("share", share.name, share.share)] if share.share is not None else []
        indices = {"first": share.first, "total": share.total}
        table += [_estimate_row(name, share.name, one) for name, one in indices.items() if one is not None]
    return table + _bar_rows(found)


def _bar_rows(found: Punctuality) -> list[Row]:
    bars = found.histogram
    edges = [round(bars.start + number * bars.width, 10) for number in range(len(bars.counts) + 1)]
    return [
        {"section": "bar", "name": "samples", "value": float(count), "low": low, "high": high}
        for count, low, high in zip(bars.counts, edges, edges[1:], strict=False)
    ]


def _estimate_row(section: str, name: str, one: Estimate) -> Row:
    return {"section": section, "name": name, "value": one.value, "low": one.low, "high": one.high}


def _number_row(section: str, name: str, value: float) -> Row:
    return {"section": section, "name": name, "value": value, "low": None, "high": None}


rows.register("Assignment")(assignment_rows)


@rows.register("Critical")
def _(found: Critical) -> list[Row]:
    """Return a row per set and shipment (``worst``, ``told``), per element ``alone``, per least set that cuts off.

    `extra` is in days, USD, kg CO2e or km, as asked; days, usd and kg_co2e are what one shipment needs more.
    """
    table = []
    for number, loss in enumerate(found.losses, start=1):
        section = "worst" if number <= len(found.worst) else "told"
        table += [_loss_row(found, section, number, loss, at) for at in range(len(found.questions))]
    table += [_critical_row("alone", (one.element,), one.harm) for one in found.alone]
    for cut in found.cuts:
        row = _critical_row("cut", cut.elements, None) | _lane(found, cut.shipment)
        told = {"OPTIMAL": "cut off", "INFEASIBLE": f"by no {cut.kind}"}
        table.append(row | {"outcome": told.get(cut.status.name, "not known")})
    return table


def _loss_row(found: Critical, section: str, number: int, loss: Loss, at: int) -> Row:
    before, after = found.before[at], loss.after[at]
    days, usd, kg_co2e = found.extra(loss, at)
    outcome = "as before" if not found.is_met(loss, at) else "no route" if after is None else "another way"
    return (
        _critical_row(section, loss.elements, loss.harm)
        | _lane(found, at)
        | {"set": number, "outcome": "no route before" if before is None else outcome}
        | {f"corridor_{when}": "" if way is None else way.corridor for when, way in _ways(before, after)}
        | {f"days_{when}": None if way is None else way.days for when, way in _ways(before, after)}
        | {"cut_by": [str(one) for one in loss.cut_by[at]], "days": days, "usd": usd, "kg_co2e": kg_co2e}
    )


def _ways(before: Route | None, after: Route | None) -> tuple[tuple[str, Route | None], ...]:
    return ("before", before), ("after", after)


def _lane(found: Critical, at: int) -> Row:
    shipment = found.questions[at].shipment
    return {"origin": shipment.origin, "destination": shipment.destination, "weight": found.weights[at]}


def _critical_row(section: str, elements: tuple[Element, ...], harm: Harm | None) -> Row:
    texts = dict.fromkeys(("origin", "destination", "outcome", "corridor_before", "corridor_after"), "")
    numbers = dict.fromkeys(("set", "weight", "days_before", "days_after", "days", "usd", "kg_co2e"))
    done = (None, None) if harm is None else (harm.unserved, harm.extra)
    return {
        "section": section,
        "elements": [str(one) for one in elements],
        "unserved": done[0],
        "extra": done[1],
        "cut_by": [],
        **texts,
        **numbers,
    }


@rows.register("UpgradePlan")
def _(found: UpgradePlan) -> list[Row]:
    """Return a row per set (``before``, ``chosen``, ``fastest``, ``curve``), ``ladder`` step, ``share``, ``threshold``.

    `usd` is what known prices add up to; `days` are those of the set, or the share; `alone`, `last` those of a share.
    """
    points = [("before", found.before), ("chosen", found.chosen), ("fastest", found.fastest)]
    points += [("curve", point) for point in found.curve]
    told = [_plan_row(section, point) for section, point in points if point is not None]
    told += [_plan_row("ladder", rung) for rung in found.ladder]
    for one in found.shares:
        row = _plan_row("share", None, (one.upgrade,))
        told.append(row | {"days": one.days, "error": one.error, "alone": one.alone, "last": one.last})
    for bound in found.thresholds:
        told.append(_plan_row("threshold", None, (bound.upgrade,)) | {"usd": bound.below_usd, "days": bound.days})
    return told


@rows.register("WelfarePlan")
def _(found: WelfarePlan) -> list[Row]:
    """Return a row per set, ``before`` and ``chosen``: its price, a week with it, the bound of that, what stays."""
    points = [("before", found.before), ("chosen", found.chosen)]
    return [
        {"section": section, "upgrades": list(point.upgrades), "usd": point.usd, "week_usd": point.week_usd}
        | {"week_bound_usd": point.week_bound_usd, "left": point.left}
        for section, point in points
        if point is not None
    ]


def _plan_row(section: str, of: UpgradePoint | UpgradeRung | None, upgrades: tuple[str, ...] = ()) -> Row:
    return {
        "section": section,
        "upgrades": list(of.upgrades if of else upgrades),
        "usd": None if of is None else of.usd,
        "unknown": list(getattr(of, "unknown", ())),
        "days": None if of is None else of.days,
        **dict.fromkeys(("error", "alone", "last")),
    }


@rows.register("RobustUpgrades")
def _(found: RobustUpgrades) -> list[Row]:
    """Return a row per ``set``, ``effect`` and ``price``; of an effect `value` is what a chance gains.

    Of a set `value` is its chance, of a price `usd` what knowing it saves on the mean, and `value` how often it turns.
    """
    told: list[Row] = []
    for one in found.sets:
        row = {"section": "set", "upgrades": list(one.upgrades), "usd": one.mean_usd, "unknown": list(one.unknown)}
        row |= {"value": one.chance.value, "low": one.chance.low, "high": one.chance.high, "days": one.days}
        row |= {"best_days": one.best_days, "worst_days": one.worst_days}
        row |= {"on_time": None if one.on_time is None else one.on_time.value, "missed": one.missed}
        told.append(row | {"mean_regret_usd": one.mean_regret_usd, "most_regret_usd": one.most_regret_usd})
    empty = dict.fromkeys(ROBUST)
    for effect in found.effects:
        gained = {"value": effect.gained.value, "low": effect.gained.low, "high": effect.gained.high}
        told.append(empty | {"section": "effect", "upgrades": [effect.upgrade], "unknown": [], **gained})
    for price in found.prices:
        worth = {"usd": price.saved_usd, "value": price.turns}
        told.append(empty | {"section": "price", "upgrades": [price.upgrade], "unknown": [], **worth})
    return told


@rows.register("UpgradePhases")
def _(found: UpgradePhases) -> list[Row]:
    """Return a row per plan and year; the plans by their number, that for want of one that keeps the days as 0."""
    numbered = [*enumerate(found.plans, start=1), *([] if found.best is None else [(0, found.best)])]
    return [
        {"plan": number, "reached_in": plan.reached_in, "year": year.year}
        | {"budget_usd": year.budget_usd, "spent_usd": year.spent_usd}
        | {"begun": list(year.begun), "done": list(year.done), "days": year.point.days}
        for number, plan in numbered
        for year in plan.years
    ]


@rows.register("ReliableChoice")
def _(found: ReliableChoice) -> list[Row]:
    """Return a row for the route that was chosen and one for the best as figures stand; none without a route."""
    return [
        {"way": name, **totals(one.route)}
        | {"mean_days": None if one.mean_days is None else one.mean_days.value}
        | {f"p{percent}_days": quantile.value for percent, quantile in one.quantiles.items()}
        | {"on_time": one.on_time.value, **ridden_of(one.route)}
        for name, one in (("chosen", found.chosen), ("plain", found.plain))
        if one is not None
    ]


@rows.register("Sensitivity")
def _(found: Sensitivity) -> list[Row]:
    """Return one row per figure of the best route, then one per figure that turns the answer, told by ``section``."""
    return [_effect_row(found, one) for one in found.effects] + [_turn_row(found, one) for one in found.turns]


def _effect_row(found: Sensitivity, effect: Effect) -> Row:
    ends = {f"{name}_{key}": cell for name in ("low", "high") for key, cell in _end_row(getattr(effect, name)).items()}
    return _figure_row(found, "effect", effect) | ends | dict.fromkeys(TURNED)


def _end_row(end: End) -> Row:
    return _way_row(end.best) | {"least_kept": end.kept.least}


def _turn_row(found: Sensitivity, turn: Turn) -> Row:
    other = _at_row(turn.corridor_at)
    ends = dict.fromkeys(f"{name}_{key}" for name in ("low", "high") for key in (*WAY, "least_kept"))
    return (
        _figure_row(found, "turn", turn)
        | ends
        | {"end": turn.end, "gain": turn.gain}
        | {f"turn_{key}": cell for key, cell in _at_row(turn.at).items()}
        | {f"corridor_turn_{key}": cell for key, cell in other.items()}
    )


def _at_row(at: At | None) -> Row:
    return {"value": at and at.value, "share": at and at.share} | _way_row(None if at is None else at.way)


def _way_row(way: Way | None) -> Row:
    return {name: None if way is None else getattr(way, name) for name in WAY}


@rows.register("ValueOfInformation")
def _(found: ValueOfInformation) -> list[Row]:
    """Return one row for all figures together, then per figure and per group, then those that are worth nothing."""
    told = [] if found.total is None else [_known_row(found, "total", found.total)]
    told += [_known_row(found, one.what, one) for one in (*found.figures, *found.groups)]
    for element, quantity in found.never:
        figure = found.network.figures[element, quantity]
        cells = {name: getattr(figure, name) for name in FIGURE}
        told.append(_no_row("figure", f"{element} {quantity}") | cells)
    return told + [_no_row(*name.split(" ", 1)) for name in found.idle]


FIGURE = ("element", "quantity", "unit", "value", "low", "high", "kind", "source")


def _known_row(found: ValueOfInformation, section: str, one: Known) -> Row:
    worth, other = one.worth, one.other
    cells = {name: None if one.figure is None else getattr(one.figure, name) for name in FIGURE}
    return _no_row(section, one.name) | {
        "worth": worth.value,
        "worth_low": worth.low,
        "worth_high": worth.high,
        "turns": one.turns,
        "is_exact": one.is_exact,
        "figures": one.count,
        **cells,
        "other_corridor": None if other is None else other.corridor,
        "other_rides": None if other is None else ridden(found.network, other.legs),
    }


def _no_row(section: str, name: str) -> Row:
    """Return the row of what never turns the choice."""
    nothing = {"worth": 0.0, "worth_low": 0.0, "worth_high": 0.0, "turns": 0.0, "is_exact": True, "figures": None}
    return {"section": section, "name": name, **nothing} | dict.fromkeys((*FIGURE, "other_corridor", "other_rides"))


def _figure_row(found: Sensitivity, section: str, one: Effect | Turn) -> Row:
    from routing.views.text.figures import figure_name

    figure = one.figure
    told = ("element", "quantity", "unit", "basis", "value", "low", "high", "kind", "source")
    cells = {name: getattr(figure, name) for name in told}
    return {"section": section, "figure": figure_name(found.network, figure, one.step), **cells}


@rows.register("Audit")
def _(found: Audit) -> list[Row]:
    """Return one row per link run over, in order."""
    return [link_row(link) for link in found.links]


@rows.register("Cpmm")
def _(found: Cpmm) -> list[Row]:
    return [dict(zip(("indicator", "part", "value", "unit"), row, strict=True)) for row in found.rows()]


@rows.register("PriceReport")
def _(report: PriceReport) -> list[Row]:
    """Return one row per component, then the inventory cost and the rates, told apart by ``section``."""
    return [{"section": section, **cells_of(row)} for section, row in report.sections]


@rows.register("EmissionReport")
def _(report: EmissionReport) -> list[Row]:
    return [cells_of(element) for element in report.elements]


ByComponent = list[tuple[str, list[float | None], list[float | None]]]


def days_by_component(comparison: Comparison) -> ByComponent:
    """Return per component the days of each route, and the change from each to the last; their total comes last.

    Every result of the comparison must have a route.
    """
    return _by_component(comparison, "milliminutes", DAY)


def usd_by_component(comparison: Comparison) -> ByComponent:
    """Return per component the USD of each route, as `days_by_component` does the days."""
    return _by_component(comparison, "millicents", USD)


def _by_component(comparison: Comparison, column: str, unit: int) -> ByComponent:
    routes = list(comparison.routes.values())
    components = [name for name in COMPONENTS if any(name in route.breakdown for route in routes)]
    found = []
    for component in components:
        parts = [route.breakdown.get(component) for route in routes]
        found.append((component, [0 if part is None else getattr(part, column) for part in parts]))
    found.append(("total", [route.total(column) for route in routes]))
    return [
        (
            name,
            [scaled(one, unit) for one in amounts],
            [scaled(_change(one, amounts[-1]), unit) for one in amounts[:-1]],
        )
        for name, amounts in found
    ]


def _change(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before
