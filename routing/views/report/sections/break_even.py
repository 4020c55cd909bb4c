"""What a report says of a break-even: its sentence, and the route that is best beyond it."""

from __future__ import annotations

from functools import partial

from routing.answers.break_even import BreakEven
from routing.views.plots import plot_routes
from routing.views.report.live_map import live_map
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import breakdown_table, figures_table, legs_table
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.tables import break_even_table
from routing.views.text.break_even import break_even_asked, break_even_sentence, called
from routing.views.text.remarks import warning_lines
from routing.views.text.route import provenance_lines


def break_even_section(found: BreakEven, number: int) -> Section:
    """Return the section of a break-even; without a route beyond it, its sentence alone."""
    routes = [] if found.flips_to is None else [found.flips_to]
    limits = found.question.constraints
    around = partial(live_map, routes, constraints=limits)
    drawing = Drawing(
        label="Beyond that: the best route on the map",
        draw=lambda: plot_routes(routes[0], constraints=limits),
        around=around,
    )
    tables = [
        (
            legs_table(route, "Beyond that: legs"),
            breakdown_table(route),
            break_even_table(found),
            figures_table([route]),
        )
        for route in routes
    ]
    engines = "every step was confirmed by a second engine" if found.confirmed else "not confirmed by a second engine"
    return Section(
        number=number,
        title=f"Break-even of {called(found.network, found.element)}: {break_even_asked(found)}",
        headings=(found.network.heading,),
        lead=(break_even_sentence(found),),
        drawings=(drawing,) if routes else (),
        tables=tuple(table for some in tables for table in some),
        doubts=(*(line for route in routes for line in provenance_lines(route)), *warning_lines(found.warnings)),
        sources=sources_of(routes),
        code=code_of(found),
        foot=(f"Proof: {engines}.",),
    )
