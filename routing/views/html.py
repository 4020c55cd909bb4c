"""What a notebook shows of answers: `html`; the numbers of their text, compact, on light and dark pages alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from networks.writers.html import block, folded, line, table
from routing.views.by_kind import by_kind, no_form
from routing.views.text import (
    alternatives,
    assignment,
    audit,
    break_even,
    corridor_table,
    cpmm,
    critical,
    departures,
    emission_report,
    frontier,
    lane_table,
    price_report,
    punctuality,
    reliable_choice,
    replan,
    robust_upgrades,
    sensitivity,
    upgrade_phases,
    upgrade_plan,
    value_of_information,
    waiting,
    way,
    welfare_plan,
)
from routing.views.text.clock import clock_lines
from routing.views.text.comparison import asked_text, chain_text, named_texts, waterfalls
from routing.views.text.outcome import nothing_text, worth_text
from routing.views.text.price import difference_lines, price_asked
from routing.views.text.remarks import blocked_lines, lacking_lines, warning_lines
from routing.views.text.result import proof_text, question_text
from routing.views.text.robust_upgrades import Table as Told
from routing.views.text.route import (
    BREAKDOWN_HEAD,
    arrival_lines,
    breakdown_cells,
    leg_cells,
    leg_flush,
    leg_head,
    provenance_lines,
    totals_text,
)
from routing.views.text.table import NONE, UNIT, number, plus

if TYPE_CHECKING:
    from networks.network import Network
    from routing.answer_warning import AnswerWarning
    from routing.answers.alternatives import Alternatives
    from routing.answers.assignment import Assignment
    from routing.answers.break_even import BreakEven
    from routing.answers.comparison import Comparison
    from routing.answers.conflict import Conflict
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
    from routing.ways.answer import Way

DIGITS = {"days": 2, "usd": 0, "kg_co2e": 0}
AMOUNTS = tuple(UNIT[name] for name in DIGITS)


@by_kind
def html(answer: Shown) -> str:
    """Return an answer as HTML: every text escaped, no scripts, no colours but those of the page."""
    raise no_form("HTML", answer)


@html.register("Route")
def _(route: Route) -> str:
    """Return a route: heading, totals, legs, and where time and money go."""
    return block(line(route.network.heading, faint=True), *_route_parts(route))


@html.register("Result")
def _(result: Result) -> str:
    """Return an answer: question, route or reasons, proof, what was left out and assumed."""
    parts = [line(result.network.heading, faint=True), line(question_text(result))]
    if result.best is not None:
        parts += _route_parts(result.best)
    else:
        parts += [line(f"{nothing_text(result)}.", strong=True), *_blocked(result.blocked_by)]
    parts.append(line(proof_text(result), faint=True))
    return block(*parts, *_remarks(warning_lines(result.warnings)))


@html.register("Frontier")
def _(front: Frontier) -> str:
    """Return a front: a row for each point, with its names."""
    parts = _routes(front, frontier.front_asked(front), frontier.front_cells(front), *frontier.front_head(front))
    parts += map(line, arrival_lines(front.routes))
    below = [frontier.front_outcome(front), *frontier.set_aside_lines(front)]
    return _several(front, parts, below)


@html.register("Alternatives")
def _(found: Alternatives) -> str:
    """Return really different routes: a row for each, with the greatest part that it repeats of an earlier one."""
    cells, (head, flush) = alternatives.alternatives_cells(found), alternatives.alternatives_head(found)
    parts = _routes(found, alternatives.alternatives_asked(found), cells, head, flush)
    parts += map(line, arrival_lines(found.routes))
    reason = f"; {found.reason}" if found.reason else ""
    return _several(found, parts, [f"{alternatives.alternatives_outcome(found)}{reason}"])


@html.register("Comparison")
def _(comparison: Comparison) -> str:
    """Return results side by side: totals of each, then days by component."""
    results = comparison.results
    cells = [[name, *_totals(result), _way(result)] for name, result in results.items()]
    asked = [line(asked_text(comparison)), *map(line, named_texts(comparison))]
    parts = [*asked, table(["", *AMOUNTS, "way"], cells, "lrrrl")]
    if len(comparison.routes) == len(results):
        parts += [table(*cells) for cells in waterfalls(comparison)]
        parts += map(line, arrival_lines(comparison.routes.values()))
    headings = "".join(line(f"{name}: {result.network.heading}") for name, result in results.items())
    return block(*parts, folded("networks", headings), *_remarks(warning_lines(comparison.warnings)))


@html.register("Replan")
def _(found: Replan) -> str:
    """Return what to do, and the answers side by side."""
    told = map(line, replan.replan_lines(found))
    cells = table(replan.HEAD, replan.replan_cells(found), replan.FLUSH)
    asked = line(question_text(found.plan))
    parts = [line(found.new.network.heading, faint=True), asked, *told, cells]
    return block(*parts, line(replan.sunk_text(found), faint=True), *_remarks(warning_lines(found.warnings)))


@html.register("CorridorTable")
def _(found: CorridorTable) -> str:
    """Return what each corridor offers: a row for each route, then why there is none by the others."""
    cells = corridor_table.corridor_table_cells(found)
    return block(
        line(found.network.heading, faint=True),
        line(corridor_table.corridors_asked(found)),
        table(corridor_table.HEAD, cells, corridor_table.FLUSH) if cells else line("No route.", strong=True),
        *map(line, corridor_table.reason_lines(found)),
        line(corridor_table.FOOT, faint=True),
        *_remarks(warning_lines(found.warnings)),
    )


@html.register("Departures")
def _(found: Departures) -> str:
    """Return departures: a row for each journey."""
    cells = departures.departure_cells(found)
    return block(
        line(found.network.heading, faint=True),
        line(departures.departures_asked(found)),
        table(departures.HEAD, cells, departures.FLUSH) if cells else line("No route.", strong=True),
        line(departures.departures_outcome(found), faint=True),
        *_remarks(blocked_lines(found.blocked_by)),
        *_remarks(warning_lines(found.warnings)),
    )


@html.register("LaneTable")
def _(found: LaneTable) -> str:
    """Return lanes: days, then USD, origins down and destinations across."""
    return block(
        line(found.network.heading, faint=True),
        line(lane_table.lanes_asked(found)),
        *(table(*lane_table.lane_cells(found, what)) for what in ("days", "usd")),
        *map(line, lane_table.no_lane_lines(found)),
        *_remarks(warning_lines(found.warnings)),
    )


@html.register("Price")
def _(price: Price) -> str:
    """Return what constraints cost: the two routes, their difference, and that of the optima."""
    cells = [[name, *_totals(result), _way(result)] for name, result in price.results.items()]
    if price.free.best is not None and price.bound.best is not None:
        cells.append(["difference", plus(price.days, 1), plus(price.usd, 0), plus(price.kg_co2e, 0), ""])
    return block(
        line(price.free.network.heading, faint=True),
        line(price_asked(price), strong=True),
        line(question_text(price.free)),
        table(["", *AMOUNTS, "way"], cells, "lrrrl"),
        line(difference_lines(price)[-1]),
        *_remarks(warning_lines(price.warnings)),
    )


@html.register("BreakEven")
def _(found: BreakEven) -> str:
    """Return a break-even: its sentence, and what was asked."""
    asked = line(break_even.break_even_asked(found), faint=True)
    sentence = line(break_even.break_even_sentence(found))
    return block(line(found.network.heading, faint=True), asked, sentence, *_remarks(warning_lines(found.warnings)))


@html.register("Punctuality")
def _(found: Punctuality) -> str:
    """Return how surely a route is there in time: the sentences, the percentiles and the shares."""
    told = punctuality.punctuality_lines(found)
    parts = [line(found.network.heading, faint=True), line(punctuality.punctuality_asked(found)), line(told[0])]
    parts += [line(told[1], strong=True), *map(line, told[2:])]
    parts.append(table(punctuality.DAYS_HEAD, punctuality.day_cells(found), punctuality.DAYS_FLUSH))
    cells = punctuality.share_cells(found)
    if cells:
        shares = table(punctuality.share_head(found), cells, punctuality.SHARE_FLUSH)
        parts.append(folded(punctuality.shares_caption(found).rstrip(":"), shares))
    return block(*parts, line(punctuality.FOOT, faint=True), *_remarks(warning_lines(found.warnings)))


@html.register("UpgradePlan")
def _(found: UpgradePlan) -> str:
    """Return the set, the curve, the ladder, the shares and the unknown prices."""
    told = [upgrade_plan.plan_asked(found), *upgrade_plan.plan_lines(found)]
    return _with_tables(found.network, told, upgrade_plan.plan_tables(found), upgrade_plan.FOOT, found.warnings)


@html.register("RobustUpgrades")
def _(found: RobustUpgrades) -> str:
    """Return the set, all sets in all scenarios, regrets, and what to learn first."""
    asked, told = robust_upgrades.robust_asked(found), robust_upgrades.robust_lines(found)
    tables = robust_upgrades.robust_tables(found)
    return _with_tables(found.network, [asked, *told], tables, robust_upgrades.FOOT, found.warnings)


@html.register("UpgradePhases")
def _(found: UpgradePhases) -> str:
    """Return each plan year by year."""
    asked, told = upgrade_phases.phases_asked(found), upgrade_phases.phases_lines(found)
    tables = upgrade_phases.phases_tables(found)
    return _with_tables(found.network, [asked, *told], tables, upgrade_phases.FOOT, found.warnings)


def _with_tables(
    network: Network, told: Sequence[str], tables: Sequence[Told], foot: str, warnings: tuple[AnswerWarning, ...]
) -> str:
    """Return what is told, the first table, and the others folded."""
    parts = [line(network.heading, faint=True), line(told[0])]
    parts += [line(words, strong=not number) for number, words in enumerate(told[1:])]
    for at, (caption, head, cells, flush) in enumerate(tables):
        parts.append(folded(caption, table(head, cells, flush)) if at else table(head, cells, flush))
    return block(*parts, line(foot, faint=True), *_remarks(warning_lines(warnings)))


@html.register("WelfarePlan")
def _(found: WelfarePlan) -> str:
    """Return the best set beside none, what it costs, and what it is worth."""
    parts = [line(found.network.heading, faint=True), line(welfare_plan.welfare_asked(found))]
    parts += [line(told, strong=not number) for number, told in enumerate(welfare_plan.welfare_lines(found))]
    for at, (caption, head, cells, flush) in enumerate(welfare_plan.welfare_tables(found)):
        parts.append(folded(caption, table(head, cells, flush)) if at else table(head, cells, flush))
    return block(*parts, line(welfare_plan.welfare_foot(found), faint=True), *_remarks(warning_lines(found.warnings)))


@html.register("Assignment")
def _(found: Assignment) -> str:
    """Return what is carried, what chokes it, what becomes of each commodity, routes, and what is left and why."""
    parts = [line(found.network.heading, faint=True), line(assignment.assignment_asked(found))]
    parts += [line(told, strong=not number) for number, told in enumerate(assignment.assignment_lines(found))]
    most = assignment.MOST
    if found.uses:
        parts.append(table(assignment.uses_head(found), assignment.uses_cells(found)[:most], assignment.USES_FLUSH))
    if found.waits:
        parts.append(table(waiting.WAITS_HEAD, waiting.waits_cells(found)[:most], waiting.WAITS_FLUSH))
    for caption, head, cells, flush in (
        (assignment.TOTALS_CAPTION, assignment.TOTALS_HEAD, assignment.totals_cells(found), "l"),
        (assignment.SENT_CAPTION, assignment.SENT_HEAD, assignment.sent_cells(found), assignment.SENT_FLUSH),
        (assignment.RUNS_CAPTION, assignment.RUNS_HEAD, assignment.runs_cells(found), assignment.RUNS_FLUSH),
        (assignment.BOXES_CAPTION, assignment.BOXES_HEAD, assignment.boxes_cells(found), assignment.BOXES_FLUSH),
        (assignment.LEFT_CAPTION, assignment.LEFT_HEAD, assignment.left_cells(found), assignment.LEFT_FLUSH),
    ):
        parts.append(folded(caption, table(head, cells[:most], flush)) if cells else "")
    return block(*parts, line(assignment.foot(found), faint=True), *_remarks(warning_lines(found.warnings)))


@html.register("Critical")
def _(found: Critical) -> str:
    """Return the sets that are told, what shipments do without each, the elements alone, and what cuts off."""
    parts = [line(found.network.heading, faint=True), line(critical.critical_asked(found))]
    parts += [line(told, strong=not number) for number, told in enumerate(critical.critical_lines(found))]
    if found.losses:
        parts.append(table(critical.sets_head(found), critical.sets_cells(found), "lr"))
    for loss in found.losses:
        cells = critical.ways_cells(found, loss)
        caption = critical.ways_caption(found, loss).rstrip(":")
        parts.append(
            folded(caption, table(critical.ways_head(found), cells, critical.ways_flush(found))) if cells else ""
        )
    if found.alone:
        cells = critical.alone_cells(found)
        parts.append(folded(critical.ALONE_CAPTION, table(critical.sets_head(found), cells, "lr")))
    if found.cuts:
        cells = critical.cut_cells(found)
        parts.append(folded(critical.CUT_CAPTION, table(critical.CUT_HEAD, cells, critical.CUT_FLUSH)))
    return block(*parts, line(critical.foot(found), faint=True), *_remarks(warning_lines(found.warnings)))


@html.register("ReliableChoice")
def _(found: ReliableChoice) -> str:
    """Return the most reliable way, and the best as figures stand beside it."""
    parts = [line(found.network.heading, faint=True), line(reliable_choice.reliable_asked(found))]
    parts += map(line, reliable_choice.reliable_lines(found))
    if found.chosen is not None:
        head, cells = reliable_choice.compared_head(found), reliable_choice.compared_cells(found)
        parts.append(table(head, cells, reliable_choice.FLUSH))
    return block(*parts, *_remarks(warning_lines(found.warnings)))


@html.register("ValueOfInformation")
def _(found: ValueOfInformation) -> str:
    """Return what knowing is worth: in all, by figure, and by what is known together."""
    parts = [line(found.network.heading, faint=True), line(value_of_information.value_asked(found))]
    parts += map(line, value_of_information.value_lines(found))
    for caption, head, cells, flush in value_of_information.value_tables(found):
        parts += [line(f"{caption}:"), table(head, cells, flush)]
    if found.route is not None:
        parts += [line(value_of_information.never_line(found)), line(value_of_information.FOOT, faint=True)]
    return block(*parts, *_remarks(warning_lines(found.warnings)))


@html.register("Sensitivity")
def _(found: Sensitivity) -> str:
    """Return which figures decide: what each moves, and where the answer turns."""
    parts = [line(found.network.heading, faint=True), line(sensitivity.sensitivity_asked(found))]
    if found.result.best is None:
        told = [line(f"{nothing_text(found.result)}.", strong=True), *map(line, blocked_lines(found.result.blocked_by))]
        return block(*parts, *told, *_remarks(warning_lines(found.warnings)))
    parts += map(line, [*sensitivity.best_lines(found), *sensitivity.order_lines(found)])
    for shown in sensitivity.shown_of(found):
        effects = sensitivity.effects_in(found, shown)
        cells = sensitivity.effect_cells(found, effects, shown)
        head = sensitivity.effect_head(shown)
        if cells:
            caption = sensitivity.effects_caption(shown)
            parts.append(folded(caption.rstrip(":"), table(head, cells, sensitivity.EFFECT_FLUSH)))
    for caption, turns in sensitivity.turn_groups(found):
        cells = sensitivity.turn_cells(found, turns)
        parts += [line(f"{caption}:"), table(sensitivity.TURN_HEAD, cells, sensitivity.TURN_FLUSH)]
    if not found.turns:
        parts.append(line(sensitivity.NO_TURN))
    return block(*parts, line(sensitivity.FOOT, faint=True), *_remarks(warning_lines(found.warnings)))


@html.register("Way")
def _(found: Way) -> str:
    """Return a way: its totals, a row for each part, and what it rests on; without one the reasons."""
    parts = [line(found.graph.title, faint=True), line(way.way_asked(found))]
    if found.arcs is None:
        return block(*parts, line(f"{way.way_nothing(found)}.", strong=True), *map(line, way.opens_lines(found)))
    told, *more = way.way_lines(found)
    parts += [line(told, strong=True), table(way.way_head(found), way.way_cells(found), way.flush_of(found))]
    credits_ = [line(f"Data: {one}.", faint=True) for one in found.graph.attribution]
    return block(*parts, *map(line, more), *_remarks(warning_lines(found.warnings)), *credits_)


@html.register("Audit")
def _(found: Audit) -> str:
    """Return an audit: the verdict, links and km by verdict, and every link that is not clear."""
    links = table(audit.LINK_HEAD, audit.link_cells(audit.links_to_show(found)), audit.LINK_FLUSH)
    return block(
        line(f"{audit.audit_heading(found)}: {found.verdict.value}", strong=True),
        *_verdicts(found),
        folded("links that are not clear, and the nearest", links),
        *(line(told, faint=True) for told in audit.reach_lines(found)),
    )


@html.register("NetworkAudit")
def _(found: NetworkAudit) -> str:
    """Return an audit of a network: links and km by verdict, and where codes and geometry disagree."""
    parts = [line(audit.audit_heading(found), strong=True), *_verdicts(found)]
    for title, links in audit.differing(found):
        cells = audit.link_cells(links)
        parts.append(folded(title, table(audit.LINK_HEAD, cells, audit.LINK_FLUSH)) if cells else line(title))
    return block(*parts)


@html.register("Cpmm")
def _(found: Cpmm) -> str:
    """Return CPMM's indicators as a table."""
    return block(table(cpmm.CPMM_HEAD, cpmm.cpmm_cells(found), cpmm.CPMM_FLUSH))


@html.register("PriceReport")
def _(report: PriceReport) -> str:
    """Return the price components with their total, what lies below the line, and what must be said with them."""
    parts = [
        table(price_report.PRICE_HEAD, price_report.price_cells(report), price_report.PRICE_FLUSH, last_is_total=True)
    ]
    if report.inventory is not None:
        below = [price_report.component_cells(report.inventory)]
        parts += [line(price_report.BELOW), table(price_report.PRICE_HEAD, below, price_report.PRICE_FLUSH)]
    shares = [*price_report.likely_lines(report), *price_report.unadjusted_lines(report)]
    told = [*price_report.own_money_lines(report), *shares, *price_report.rate_lines(report)]
    return block(*parts, *map(line, told), _notes(report.notes))


@html.register("EmissionReport")
def _(report: EmissionReport) -> str:
    """Return the transport chain elements with their total, and what must be said with them."""
    cells = emission_report.chain_cells(report)
    factors = "".join(map(line, emission_report.factors_of(report)))
    parts = [table(emission_report.CHAIN_HEAD, cells, emission_report.CHAIN_FLUSH, last_is_total=True)]
    return block(*parts, *([folded("factors", factors)] if factors else []), _notes(report.notes))


def _routes(
    answer: Frontier | Alternatives, asked: str, cells: Sequence[Sequence[str]], head: Sequence[str], flush: str
) -> list[str]:
    """Return what was asked, and a table of several routes."""
    return [line(asked), table(head, cells, flush) if cells else line(f"{nothing_text(answer)}.", strong=True)]


def _several(answer: Frontier | Alternatives, parts: Sequence[str], below: Sequence[str]) -> str:
    """Return the display of an answer of several routes: heading, the routes, what blocks them, what they are worth."""
    worth = [line(told, faint=True) for told in below]
    remarks = _remarks(warning_lines(answer.warnings))
    return block(line(answer.network.heading, faint=True), *parts, *_blocked(answer.blocked_by), *worth, *remarks)


def _totals(result: Result) -> list[str]:
    return [NONE if result.best is None else number(getattr(result.best, name), DIGITS[name]) for name in DIGITS]


def _way(result: Result) -> str:
    said = worth_text(result.status) if result.best else nothing_text(result)
    return ": ".join(part for part in (said, chain_text(result)) if part)


def _route_parts(route: Route) -> list[str]:
    kinds = "".join(line(told, faint=True) for told in provenance_lines(route))
    return [
        line(totals_text(route), strong=True),
        *map(line, clock_lines(route)),
        table(leg_head(route), leg_cells(route), leg_flush(route)),
        *(line(told, strong=True) for told in lacking_lines(route)),
        folded("where it goes", table(BREAKDOWN_HEAD, breakdown_cells(route), last_is_total=True) + kinds),
    ]


def _verdicts(found: Audit) -> list[str]:
    """Return links and km by verdict."""
    return [table(audit.VERDICT_HEAD, audit.verdict_cells(found)), *map(line, audit.unmeasured_lines(found))]


def _blocked(conflicts: Iterable[Conflict]) -> list[str]:
    return [line(told) for told in blocked_lines(conflicts)]


def _remarks(remarks: Sequence[str]) -> list[str]:
    return [folded(f"remarks ({len(remarks)})", "".join(map(line, remarks)))] if remarks else []


def _notes(notes: Sequence[str]) -> str:
    return folded("notes", "".join(map(line, notes)))
