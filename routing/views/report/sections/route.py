"""What a report says of a route: its legs, steps and figures; a result has the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from routing.answers.route import Route
from routing.question.constraints import Constraints
from routing.views.report.live_map import live_map
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import (
    breakdown_table,
    emissions_table,
    figures_table,
    indicators_table,
    legs_table,
    prices_table,
    steps_table,
)
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.table import Table
from routing.views.text.clock import clock_lines
from routing.views.text.doubt import extremes_lines
from routing.views.text.remarks import lacking_lines
from routing.views.text.route import provenance_lines, totals_text


def route_section(answer: Route, number: int) -> Section:
    """Return the section of a route alone: its question is not known, so it cannot be asked again."""
    names = [answer.network.places[place].name for place in (answer.places[0], answer.places[-1])]
    return Section(
        number=number,
        title=f"A route from {names[0]} to {names[1]}",
        headings=(answer.network.heading,),
        lead=(totals_text(answer), *extremes_lines(answer), *clock_lines(answer)),
        drawings=tuple(route_drawings(answer, answer.plot)),
        tables=tuple(route_tables(answer)),
        doubts=(*provenance_lines(answer), *lacking_lines(answer)),
        sources=sources_of([answer]),
        code=code_of(answer),
    )


def route_drawings(route: Route, draw_map: Callable[[], Any], constraints: Constraints | None = None) -> list[Drawing]:
    """Return the pictures of a route: on the map, and hours along the way."""
    around = partial(live_map, [route], constraints=constraints)
    found = [Drawing(label="The route on the map", draw=draw_map, around=around)]
    if route.model == "clock":
        label = "The route by the clock: when it moves, waits and is handled"
        found.append(Drawing(label=label, draw=partial(_plot_timeline, route)))
    if route.millimetres is not None and route.milliminutes is not None:
        label = "Hours along the way: what stands upright is a port or a border"
        found.append(Drawing(label=label, draw=lambda: _plot_distance(route)))
    return found


def route_tables(route: Route) -> list[Table]:
    """Return the tables of a route: legs, steps, what it is made of and what it rests on."""
    known = route.millimetres is not None and route.milliminutes is not None
    return [
        legs_table(route, "Legs"),
        breakdown_table(route),
        steps_table(route, "Every step"),
        prices_table(route),
        emissions_table(route),
        figures_table([route]),
        *([indicators_table(route)] if known else []),
    ]


def _plot_timeline(route: Route) -> Any:
    from routing.views.plots import plot_timeline

    return plot_timeline(route, title="")


def _plot_distance(route: Route) -> Any:
    from routing.views.plots import plot_time_cost_distance

    return plot_time_cost_distance(route, indicators=False)
