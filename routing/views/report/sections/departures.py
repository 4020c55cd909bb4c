"""What a report says of when to leave: a row for each journey, and the fastest and the cheapest on the map."""

from __future__ import annotations

from functools import partial

from routing.answers.departures import Departures
from routing.answers.route import Route
from routing.views.report.live_map import live_map
from routing.views.report.route_tables import figures_table, legs_table
from routing.views.report.sections.maps import plot_map
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.table import Table
from routing.views.report.tables import departures_table
from routing.views.text.departures import departures_asked, departures_outcome
from routing.views.text.outcome import nothing_text
from routing.views.text.remarks import blocked_lines, warning_lines
from routing.views.text.route import totals_text


def departures_section(answer: Departures, number: int) -> Section:
    """Return the section of departures."""
    named = _named(answer)
    around = partial(live_map, list(named.values()), list(named), answer.constraints)
    drawn = Drawing(label="On the map", draw=lambda: plot_map(named, answer), around=around)
    lead = [f"The {name}: {totals_text(route)}." for name, route in named.items()]
    return Section(
        number=number,
        title=departures_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(lead) if lead else (f"{nothing_text(answer)}.", *blocked_lines(answer.blocked_by)),
        drawings=(Drawing(label="From leaving to arriving", draw=answer.plot), drawn) if named else (),
        tables=_tables(answer, named) if named else (),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(list(answer.routes)),
        code="",
        foot=(departures_outcome(answer),),
    )


def _named(answer: Departures) -> dict[str, Route]:
    """Return the fastest and the cheapest journey, one where they are the same."""
    if answer.best is None or answer.cheapest is None:
        return {}
    if answer.best is answer.cheapest:
        return {"fastest and cheapest": answer.best}
    return {"fastest": answer.best, "cheapest": answer.cheapest}


def _tables(answer: Departures, named: dict[str, Route]) -> tuple[Table, ...]:
    legs = [legs_table(route, f"The {name}: legs") for name, route in named.items()]
    return (departures_table(answer), *legs, figures_table(list(named.values())))
