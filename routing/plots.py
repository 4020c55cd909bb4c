"""Pictures by matplotlib (extra ``plot``): the public door to `routing.views.plots`."""

from routing.views.plots import (
    plot_alternatives,
    plot_audit,
    plot_comparison,
    plot_corridors,
    plot_emission_report,
    plot_frontier,
    plot_gantt,
    plot_network,
    plot_price,
    plot_price_report,
    plot_provenance,
    plot_result,
    plot_routes,
    plot_sensitivity,
    plot_time_cost_distance,
    plot_timeline,
)

__all__ = [
    "plot_alternatives",
    "plot_audit",
    "plot_comparison",
    "plot_corridors",
    "plot_emission_report",
    "plot_frontier",
    "plot_gantt",
    "plot_network",
    "plot_price",
    "plot_price_report",
    "plot_provenance",
    "plot_result",
    "plot_routes",
    "plot_sensitivity",
    "plot_time_cost_distance",
    "plot_timeline",
]
