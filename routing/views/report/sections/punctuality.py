"""How surely a route is there in time, as a section of a report."""

from __future__ import annotations

from routing.answers.punctuality import Punctuality
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import figures_table, legs_table
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.table import Cell, Table
from routing.views.text.punctuality import (
    DAYS_HEAD,
    FOOT,
    day_cells,
    punctuality_asked,
    punctuality_lines,
    share_cells,
    share_head,
    shares_caption,
)
from routing.views.text.remarks import warning_lines


def punctuality_section(answer: Punctuality, number: int) -> Section:
    """Return the section of a punctuality: the spread drawn, percentiles, shares, legs and figures."""
    return Section(
        number=number,
        title=punctuality_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(punctuality_lines(answer)),
        drawings=(Drawing(label="How the days are spread, and what spreads them", draw=answer.plot),),
        tables=(*_tables(answer), legs_table(answer.route, "Legs"), figures_table([answer.route])),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of([answer.route]),
        code=code_of(answer),
    )


def _tables(answer: Punctuality) -> tuple[Table, ...]:
    days = Table(
        caption="Days that so many journeys take at most",
        head=DAYS_HEAD,
        numeric=(False, True, True),
        rows=tuple(tuple(map(Cell, row)) for row in day_cells(answer)),
        note=f"{FOOT[:1].upper()}{FOOT[1:]}.",
    )
    head = share_head(answer)
    shares = Table(
        caption=shares_caption(answer).rstrip(":"),
        head=head,
        numeric=(False, *(True for _ in head[1:])),
        rows=tuple(tuple(map(Cell, row)) for row in share_cells(answer)),
    )
    return (days, shares) if answer.shares else (days,)
