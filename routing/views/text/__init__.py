"""Answers as text for people: `text`, one kind of answer a file, and `one_line`, which says what an answer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networks.model.escaping import visible
from routing.views.by_kind import by_kind, no_form
from routing.views.text.alternatives import alternatives_text
from routing.views.text.assignment import assignment_text
from routing.views.text.audit import audit_text, network_audit_text
from routing.views.text.break_even import break_even_text
from routing.views.text.comparison import comparison_text
from routing.views.text.corridor_table import corridor_table_text
from routing.views.text.cpmm import cpmm_text
from routing.views.text.critical import critical_text
from routing.views.text.departures import departures_text
from routing.views.text.emission_report import emission_report_text
from routing.views.text.frontier import frontier_text
from routing.views.text.lane_table import lane_table_text
from routing.views.text.near_best import near_best_text
from routing.views.text.one_line import one_line
from routing.views.text.price import price_text
from routing.views.text.price_report import price_report_text
from routing.views.text.punctuality import punctuality_text
from routing.views.text.reliable_choice import reliable_text
from routing.views.text.replan import replan_text
from routing.views.text.result import result_text
from routing.views.text.robust_upgrades import robust_upgrades_text
from routing.views.text.route import route_text
from routing.views.text.sensitivity import sensitivity_text
from routing.views.text.upgrade_phases import upgrade_phases_text
from routing.views.text.upgrade_plan import upgrade_plan_text
from routing.views.text.value_of_information import value_of_information_text
from routing.views.text.way import way_text
from routing.views.text.welfare_plan import welfare_plan_text

if TYPE_CHECKING:
    from routing.answers.shown import Shown

__all__ = ["one_line", "text"]


def text(answer: Shown, width: int | None = None) -> str:
    """Return an answer as text; tables are folded to a width in columns of a terminal if one is given.

    Characters of names that would act on a terminal in place of showing are written as their escapes.
    """
    return visible(_text(answer, width), keep="\n")


@by_kind
def _text(answer: Shown, width: int | None = None) -> str:
    raise no_form("text", answer)


_text.register("Route")(route_text)
_text.register("Result")(result_text)
_text.register("Frontier")(frontier_text)
_text.register("Alternatives")(alternatives_text)
_text.register("Assignment")(assignment_text)
_text.register("Comparison")(comparison_text)
_text.register("NearBest")(near_best_text)
_text.register("Replan")(replan_text)
_text.register("CorridorTable")(corridor_table_text)
_text.register("LaneTable")(lane_table_text)
_text.register("Departures")(departures_text)
_text.register("Critical")(critical_text)
_text.register("UpgradePlan")(upgrade_plan_text)
_text.register("RobustUpgrades")(robust_upgrades_text)
_text.register("UpgradePhases")(upgrade_phases_text)
_text.register("WelfarePlan")(welfare_plan_text)
_text.register("Price")(price_text)
_text.register("BreakEven")(break_even_text)
_text.register("Punctuality")(punctuality_text)
_text.register("ReliableChoice")(reliable_text)
_text.register("Sensitivity")(sensitivity_text)
_text.register("ValueOfInformation")(value_of_information_text)
_text.register("Audit")(audit_text)
_text.register("NetworkAudit")(network_audit_text)
_text.register("Cpmm")(cpmm_text)
_text.register("PriceReport")(price_report_text)
_text.register("EmissionReport")(emission_report_text)
_text.register("Way")(way_text)
