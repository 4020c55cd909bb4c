"""Pictures by matplotlib (extra ``plot``), one chart a file; each function returns the Axes that it drew on.

Without ``ax`` a new figure is made, apart from pyplot; ``found.figure.savefig("map.png")`` writes it. No window is
opened and no setting of matplotlib is changed. Matplotlib is imported by the first picture.
"""

from routing.views.plots.corridor_map import plot_result, plot_routes
from routing.views.plots.distance_chart import plot_time_cost_distance
from routing.views.plots.frontier_chart import plot_frontier
from routing.views.plots.gantt import plot_gantt
from routing.views.plots.network_map import plot_network
from routing.views.plots.shares import plot_provenance
from routing.views.plots.waterfall import plot_comparison

__all__ = [
    "plot_comparison",
    "plot_frontier",
    "plot_gantt",
    "plot_network",
    "plot_provenance",
    "plot_result",
    "plot_routes",
    "plot_time_cost_distance",
]
