"""What a report says of the best route by each corridor."""

from __future__ import annotations

from functools import partial

from routing.answers.corridor_table import CorridorTable
from routing.views.report.live_map import live_map
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import figures_table, legs_table
from routing.views.report.sections.maps import MOST_DRAWN, plot_some
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.sections.told import with_numbers
from routing.views.report.tables import corridors_table
from routing.views.text.corridor_table import corridors_asked, reason_lines
from routing.views.text.remarks import warning_lines
from routing.views.text.route import totals_text


def corridor_table_section(answer: CorridorTable, number: int) -> Section:
    """Return the section of a table of corridors."""
    routes = answer.routes
    asked = next(iter(answer.results.values()))
    bars = Drawing(label="Days by each corridor, with their likely ranges", draw=answer.plot)
    some = {name: route for name, route in routes.items() if not answer.turns_back(name)}
    some = dict(list((some or routes).items())[:MOST_DRAWN])
    told = tuple(number for number, name in enumerate(routes, 1) if name in some)
    of = f"The best {len(some)}" if len(some) < len(routes) else "The routes"
    around = partial(live_map, list(some.values()), list(some), asked.question.constraints, told)
    drawn = Drawing(label=f"{of} on the map", draw=lambda: plot_some(some, asked, told), around=around)
    legs = [legs_table(routes[name], f"{numbered}: legs") for name, numbered in with_numbers(routes).items()]
    return Section(
        number=number,
        title=corridors_asked(answer),
        headings=(answer.network.heading,),
        lead=_first(answer),
        drawings=(bars, drawn) if routes else (),
        tables=(corridors_table(answer), *legs, figures_table(list(routes.values()))) if routes else (),
        doubts=(*reason_lines(answer), *warning_lines(answer.warnings)),
        sources=sources_of(list(routes.values())),
        code=code_of(answer),
    )


def _first(answer: CorridorTable) -> tuple[str, ...]:
    """Return the totals of the best route of all corridors."""
    named = next(iter(answer.routes), None)
    if named is None:
        return ("No route by any corridor.",)
    return (f"The best by {answer.question.minimise}: {totals_text(answer.routes[named])}.",)
