"""Answers as pictures by matplotlib: `draw` chooses the chart of `routing.views.plots` that an answer has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routing.views.by_kind import by_kind, no_form
from routing.views.plots import (
    audit_bars,
    corridor_bars,
    corridor_map,
    critical_bars,
    departures_chart,
    flow_map,
    frontier_chart,
    punctuality_chart,
    report_bars,
    robust_chart,
    tornado,
    upgrade_chart,
    value_bars,
    waterfall,
    way_map,
    welfare_chart,
)

if TYPE_CHECKING:
    from routing.answers.shown import Shown


@by_kind
def draw(answer: Shown, *, ax: Any = None, **options: Any) -> Any:
    """Draw an answer on given Axes or on those of a new figure, and return them; options are those of its chart."""
    raise no_form("a picture", answer)


draw.register("Route")(corridor_map.plot_routes)
draw.register("Result")(corridor_map.plot_result)
draw.register("Alternatives")(corridor_map.plot_alternatives)
draw.register("Frontier")(frontier_chart.plot_frontier)
draw.register("Departures")(departures_chart.plot_departures)
draw.register("Comparison")(waterfall.plot_comparison)
draw.register("CorridorTable")(corridor_bars.plot_corridors)
draw.register("NearBest")(corridor_map.plot_near_best)
draw.register("Replan")(waterfall.plot_replan)
draw.register("Assignment")(flow_map.plot_flows)
draw.register("Critical")(critical_bars.plot_critical)
draw.register("UpgradePlan")(upgrade_chart.plot_upgrades)
draw.register("RobustUpgrades")(robust_chart.plot_robust_upgrades)
draw.register("WelfarePlan")(welfare_chart.plot_welfare)
draw.register("UpgradePhases")(robust_chart.plot_upgrade_phases)
draw.register("Price")(waterfall.plot_price)
draw.register("Punctuality")(punctuality_chart.plot_punctuality)
draw.register("Sensitivity")(tornado.plot_sensitivity)
draw.register("ValueOfInformation")(value_bars.plot_value_of_information)
draw.register("PriceReport")(report_bars.plot_price_report)
draw.register("EmissionReport")(report_bars.plot_emission_report)
draw.register("Way")(way_map.plot_way)
draw.register("Audit")(audit_bars.plot_audit)
