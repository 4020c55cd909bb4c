"""What an answer is, on one line of at most 200 characters: `one_line`, the ``repr`` of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.model.escaping import visible
from routing.status import Status
from routing.views.by_kind import by_kind
from routing.views.text.frontier import front_count
from routing.views.text.table import number, plus
from routing.views.text.way import way_ends

if TYPE_CHECKING:
    from routing.answers.alternatives import Alternatives
    from routing.answers.assignment import Assignment
    from routing.answers.break_even import BreakEven
    from routing.answers.comparison import Comparison
    from routing.answers.corridor_table import CorridorTable
    from routing.answers.cpmm import Cpmm
    from routing.answers.critical import Critical
    from routing.answers.departures import Departures
    from routing.answers.emission_report import EmissionReport
    from routing.answers.frontier import Frontier
    from routing.answers.lane_table import LaneTable
    from routing.answers.price import Price
    from routing.answers.price_report import PriceReport
    from routing.answers.punctuality import Punctuality
    from routing.answers.reliable_choice import ReliableChoice
    from routing.answers.replan import Replan
    from routing.answers.result import Result
    from routing.answers.robust_upgrades import RobustUpgrades
    from routing.answers.route import Route
    from routing.answers.sensitivity import Sensitivity
    from routing.answers.shown import Shown
    from routing.answers.upgrade_phases import UpgradePhases
    from routing.answers.upgrade_plan import UpgradePlan
    from routing.answers.value_of_information import ValueOfInformation
    from routing.answers.welfare_plan import WelfarePlan
    from routing.auditing.audit import Audit
    from routing.auditing.audit_network import NetworkAudit
    from routing.question.question import Question
    from routing.question.shipment import Shipment
    from routing.ways.answer import Way

LONGEST = 200


def one_line(answer: Shown) -> str:
    """Return what an answer is: its kind, what was asked, and what came out."""
    told = " ".join(visible(_said(answer)).split())
    told = f"<{type(answer).__name__} {told}".rstrip()
    return f"{told}>" if len(told) < LONGEST else f"{told[: LONGEST - 2]}…>"


@by_kind
def _said(answer: Shown) -> str:
    return ""


@_said.register("Route")
def _(route: Route) -> str:
    ends = f"{route.places[0]} to {route.places[-1]}: " if route.places else ""
    lifts = route.transshipments
    return f"{ends}{_totals(route)}, {number(route.km)} km, {lifts} transshipment{'' if lifts == 1 else 's'}"


@_said.register("Result")
def _(result: Result) -> str:
    found = _totals(result.best) if result.best is not None else result.status.value
    return f"{result.status.name}: {_asked(result.question)}; {found}"


@_said.register("Frontier")
def _(front: Frontier) -> str:
    moved = _moved(front.shipment)
    return f"{front.status.name}: {moved}, front of {', '.join(front.criteria)}; {front_count(front)}"


@_said.register("Alternatives")
def _(found: Alternatives) -> str:
    return f"{found.status.name}: {_asked(found.question)}; {len(found)} of {found.k} routes"


@_said.register("Comparison")
def _(comparison: Comparison) -> str:
    results = comparison.results
    asked = _asked(next(iter(results.values())).question) if results else "nothing"
    asked = f"unlike questions ({', '.join(comparison.unlike)})" if results and comparison.unlike else asked
    days = [f"{name} {_days(result)}" for name, result in results.items()]
    return f"of {len(results)} results: {asked}; {', '.join(days)}"


@_said.register("Replan")
def _(found: Replan) -> str:
    return f"on {found.at:%Y-%m-%d} at {found.where}: {found.verdict}; {_asked(found.plan.question)}"


@_said.register("CorridorTable")
def _(found: CorridorTable) -> str:
    days = [f"{name} {_days(found.results[name])}" for name in found.routes]
    return f"of {len(found.results)} corridors: {_asked(found.question)}; {', '.join(days) or 'no route by any'}"


@_said.register("Departures")
def _(found: Departures) -> str:
    best = found.best
    days = "no route" if best is None else f"the fastest in {best.days:.1f} days"
    shipment = found.shipment
    span = f"{found.start:%Y-%m-%d} to {found.end:%Y-%m-%d}"
    return f"of {len(found.routes)} journeys: {shipment.origin} to {shipment.destination}, {span}; {days}"


@_said.register("LaneTable")
def _(found: LaneTable) -> str:
    days = [f"{name} {_days(result)}" for name, result in found.results.items()]
    return f"of {len(days)} lanes, least {found.question.minimise}; {', '.join(days)}"


@_said.register("Price")
def _(price: Price) -> str:
    question = price.bound.question
    without = [f"{name} it {result.status.value}" for name, result in price.results.items() if result.best is None]
    met = "; ".join(without) or f"{plus(price.days, 1)} days, {plus(price.usd, 0)} USD"
    return f"of {question.constraints}: {_asked(question)}; {met}"


@_said.register("BreakEven")
def _(found: BreakEven) -> str:
    unit = "h" if found.change == "hours" else "USD"
    most = "however much is added" if found.slack is None else f"up to {number(found.per_use, 2)} {unit} more a use"
    return f"of {found.element}: {_asked(found.question)}; the route stays the best {most}"


@_said.register("Punctuality")
def _(found: Punctuality) -> str:
    of = f"of {len(found.route.legs)} legs" if found.question is None else f"of {_asked(found.question)}"
    mean = "" if found.mean_days is None else f"; on the mean {found.mean_days.value:.1f} days"
    return f"{of}; {found.on_time.value:.1%} there within {found.deadline_days:g} days{mean}; {found.samples} samples"


@_said.register("ReliableChoice")
def _(found: ReliableChoice) -> str:
    told = "" if found.value is None else f"{number(found.value, 2)}, "
    return f"by {found.by}: {_asked(found.question)}; {told}{found.status.value}"


@_said.register("Assignment")
def _(found: Assignment) -> str:
    told = "nothing is known" if found.usd is None else f"{found.usd:,.0f} USD a week, gap {found.gap:.1g}"
    queues = f", waiting at {len(found.waits):,}, {found.choice}" if found.waits else ""
    held = f"{len(found.consignments):,} consignments, {len(found.uses):,} capacities{queues}"
    return f"{found.status.name}: {held}; {told}"


@_said.register("Critical")
def _(found: Critical) -> str:
    worst = ", ".join(map(str, found.worst[-1].elements)) if found.worst else "nothing"
    return f"{found.status.name}: {len(found.questions)} shipments, {found.k} of {', '.join(found.kinds)}; {worst}"


@_said.register("UpgradePlan")
def _(found: UpgradePlan) -> str:
    told = "no set" if found.chosen is None else ", ".join(found.chosen.upgrades) or "none"
    days = "" if found.chosen is None or found.chosen.days is None else f", {found.chosen.days:.1f} days"
    return f"{found.status.name}: {len(found.questions)} shipments, {len(found.upgrades)} upgrades; {told}{days}"


@_said.register("RobustUpgrades")
def _(found: RobustUpgrades) -> str:
    one = found.chosen or found.surest
    told = "no set" if one is None else f"{', '.join(one.upgrades) or 'none'}, {one.chance.value:.1%}"
    return f"{found.status.name}: {len(found.upgrades)} upgrades in {found.samples:,} scenarios; {told}"


@_said.register("UpgradePhases")
def _(found: UpgradePhases) -> str:
    plan = found.fastest or found.best
    told = "no plan" if plan is None else ", ".join(plan.upgrades) or "none"
    reached = "" if plan is None or plan.reached_in is None else f", {plan.reached_in}"
    return (
        f"{found.status.name}: {len(found.upgrades)} upgrades in {len(found.yearly_budget_usd)} years; {told}{reached}"
    )


@_said.register("WelfarePlan")
def _(found: WelfarePlan) -> str:
    told = "no set" if found.chosen is None else ", ".join(found.chosen.upgrades) or "none"
    saves = "" if found.saved_usd is None else f", saves {found.saved_usd:,.0f} USD a week"
    return f"{found.status.name}: {len(found.consignments)} shipments, {len(found.upgrades)} upgrades; {told}{saves}"


@_said.register("Sensitivity")
def _(found: Sensitivity) -> str:
    best, turns = found.result.best, sum(turn.corridor_at is not None for turn in found.turns)
    told = found.result.status.value if best is None else _totals(best)
    return f"of {len(found.effects)} figures: {_asked(found.question)}; {told}; {turns} could change the corridor"


@_said.register("ValueOfInformation")
def _(found: ValueOfInformation) -> str:
    if found.total is None:
        return f"of {_asked(found.question)}; {found.status.value}"
    told = f"{number(found.total.worth.value, 2)} {found.unit} for knowing all"
    return f"of {_asked(found.question)}; {told}; {len(found.figures)} figures could turn the choice"


@_said.register("Audit")
def _(found: Audit) -> str:
    return f"against {', '.join(sorted(found.border.codes))}: {found.verdict.value}; {len(found.links)} links run over"


@_said.register("NetworkAudit")
def _(found: NetworkAudit) -> str:
    differing = f"{len(found.unnamed)} unnamed, {len(found.untouched)} untouched"
    return f"against {', '.join(sorted(found.border.codes))}: {len(found.links)} links, {differing}"


@_said.register("Cpmm")
def _(found: Cpmm) -> str:
    count = len(found.crossings)
    land = None if found.land is None else found.land.swd_kmh
    speeds = f"{number(found.whole.swd_kmh, 1)} km/h with delay, {number(land, 1)} by land"
    return f"of a route: {count} border crossing{'' if count == 1 else 's'}; {speeds}"


@_said.register("PriceReport")
def _(report: PriceReport) -> str:
    ends = f"{number(report.usd_low)} to {number(report.usd_high)}"
    return f"of a route: {len(report.rows)} components; {number(report.usd, 2)} {report.money} ({ends})"


@_said.register("EmissionReport")
def _(report: EmissionReport) -> str:
    return f"of a route: {len(report.elements)} elements; {number(report.kg_wtw, 1)} kg CO2e well to wheel"


@_said.register("Way")
def _(way: Way) -> str:
    return f"{way_ends(way)}: {way.reason if way.arcs is None else f'{way.km:,.0f} km'}"


def _asked(question: Question) -> str:
    return f"{_moved(question.shipment)}, least {question.minimise}"


def _moved(shipment: Shipment) -> str:
    boxes = f"{shipment.containers} x {shipment.size}"
    amount = boxes if shipment.load == "container" else f"{shipment.tonnes:g} t {shipment.load}"
    return f"{amount} {shipment.origin} to {shipment.destination}"


def _totals(route: Route) -> str:
    return f"{number(route.days, 1)} days, {number(route.usd)} USD"


def _days(result: Result) -> str:
    if result.best is None:
        return result.status.name.lower()
    worth = "" if result.status is Status.OPTIMAL else f" ({result.status.name.lower()})"
    return f"{number(result.best.days, 1)} days{worth}"
