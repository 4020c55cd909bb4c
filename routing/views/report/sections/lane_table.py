"""What a report says of the best routes of many lanes."""

from __future__ import annotations

from functools import partial

from routing.answers.lane_table import LaneTable
from routing.views.report.live_map import live_map
from routing.views.report.route_tables import figures_table
from routing.views.report.sections.maps import MOST_DRAWN, plot_map
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.tables import lanes_table, lanes_tables
from routing.views.text.lane_table import lane_name, lanes_asked, no_lane_lines
from routing.views.text.remarks import warning_lines


def lane_table_section(answer: LaneTable, number: int) -> Section:
    """Return the section of a table of lanes."""
    routes = {lane_name(answer, lane): route for lane, route in answer.routes.items()}
    some, asked = dict(list(routes.items())[:MOST_DRAWN]), next(iter(answer.lanes.values()))
    of = f"The first {len(some)} lanes" if len(some) < len(routes) else "The lanes"
    around = partial(live_map, list(some.values()), list(some), asked.question.constraints)
    drawn = Drawing(label=f"{of} on the map", draw=lambda: plot_map(some, asked), around=around)
    return Section(
        number=number,
        title=lanes_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(no_lane_lines(answer)),
        drawings=(drawn,) if routes else (),
        tables=(*lanes_tables(answer), lanes_table(answer), figures_table(list(routes.values()))),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(list(routes.values())),
        code="",
    )
