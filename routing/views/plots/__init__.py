"""Pictures by matplotlib (extra ``plot``), one chart a file; each function returns the Axes that it drew on.

Without ``ax`` a new figure is made, apart from pyplot; ``found.figure.savefig("map.png")`` writes it. No window is
opened and no setting of matplotlib is changed. Matplotlib is imported by the first picture.
"""

from routing.views.plots.audit_bars import plot_audit
from routing.views.plots.corridor_bars import plot_corridors
from routing.views.plots.corridor_map import plot_alternatives, plot_result, plot_routes
from routing.views.plots.critical_bars import plot_critical
from routing.views.plots.departures_chart import plot_departures
from routing.views.plots.distance_chart import plot_time_cost_distance
from routing.views.plots.flow_map import plot_flows
from routing.views.plots.frontier_chart import plot_frontier
from routing.views.plots.gantt import plot_gantt
from routing.views.plots.network_map import plot_network
from routing.views.plots.punctuality_chart import plot_punctuality
from routing.views.plots.report_bars import plot_emission_report, plot_price_report
from routing.views.plots.robust_chart import plot_robust_upgrades, plot_upgrade_phases
from routing.views.plots.shares import plot_provenance
from routing.views.plots.timeline import plot_timeline
from routing.views.plots.tornado import plot_sensitivity
from routing.views.plots.upgrade_chart import plot_upgrades
from routing.views.plots.value_bars import plot_value_of_information
from routing.views.plots.waterfall import plot_comparison, plot_price
from routing.views.plots.way_map import plot_way
from routing.views.plots.welfare_chart import plot_welfare

__all__ = [
    "plot_alternatives",
    "plot_audit",
    "plot_comparison",
    "plot_corridors",
    "plot_critical",
    "plot_departures",
    "plot_emission_report",
    "plot_flows",
    "plot_frontier",
    "plot_gantt",
    "plot_network",
    "plot_price",
    "plot_price_report",
    "plot_provenance",
    "plot_punctuality",
    "plot_result",
    "plot_robust_upgrades",
    "plot_routes",
    "plot_sensitivity",
    "plot_time_cost_distance",
    "plot_timeline",
    "plot_upgrade_phases",
    "plot_upgrades",
    "plot_value_of_information",
    "plot_way",
    "plot_welfare",
]
