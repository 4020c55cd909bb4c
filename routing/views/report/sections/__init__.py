"""What a report says of each kind of answer, as plain data: `section_of`, one kind of answer a file."""

from __future__ import annotations

from routing.answers.shown import Shown
from routing.views.by_kind import by_kind, no_form
from routing.views.report.sections.alternatives import alternatives_section
from routing.views.report.sections.assignment import assignment_section
from routing.views.report.sections.audit import audit_section
from routing.views.report.sections.break_even import break_even_section
from routing.views.report.sections.comparison import comparison_section
from routing.views.report.sections.corridor_table import corridor_table_section
from routing.views.report.sections.critical import critical_section
from routing.views.report.sections.departures import departures_section
from routing.views.report.sections.frontier import frontier_section
from routing.views.report.sections.lane_table import lane_table_section
from routing.views.report.sections.near_best import near_best_section
from routing.views.report.sections.price import price_section
from routing.views.report.sections.punctuality import punctuality_section
from routing.views.report.sections.reliable_choice import reliable_section
from routing.views.report.sections.result import result_section
from routing.views.report.sections.robust_upgrades import robust_upgrades_section, upgrade_phases_section
from routing.views.report.sections.route import route_section
from routing.views.report.sections.section import Section
from routing.views.report.sections.sensitivity import sensitivity_section
from routing.views.report.sections.upgrade_plan import upgrade_plan_section
from routing.views.report.sections.value_of_information import value_of_information_section
from routing.views.report.sections.way import way_section
from routing.views.report.sections.welfare_plan import welfare_plan_section

__all__ = ["Section", "section_of"]


@by_kind
def section_of(answer: Shown, number: int) -> Section:
    """Return the section of an answer; `number` is its place in the report, from 1."""
    raise no_form("a section of a report", answer)


section_of.register("Result")(result_section)
section_of.register("Route")(route_section)
section_of.register("Comparison")(comparison_section)
section_of.register("CorridorTable")(corridor_table_section)
section_of.register("LaneTable")(lane_table_section)
section_of.register("Departures")(departures_section)
section_of.register("NearBest")(near_best_section)
section_of.register("Frontier")(frontier_section)
section_of.register("Alternatives")(alternatives_section)
section_of.register("Price")(price_section)
section_of.register("Audit")(audit_section)
section_of.register("BreakEven")(break_even_section)
section_of.register("Assignment")(assignment_section)
section_of.register("Critical")(critical_section)
section_of.register("UpgradePlan")(upgrade_plan_section)
section_of.register("RobustUpgrades")(robust_upgrades_section)
section_of.register("UpgradePhases")(upgrade_phases_section)
section_of.register("WelfarePlan")(welfare_plan_section)
section_of.register("Punctuality")(punctuality_section)
section_of.register("ReliableChoice")(reliable_section)
section_of.register("Sensitivity")(sensitivity_section)
section_of.register("ValueOfInformation")(value_of_information_section)
section_of.register("Way")(way_section)
