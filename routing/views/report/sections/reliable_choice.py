"""The most reliable way, as a section of a report."""

from __future__ import annotations

from routing.answers.reliable_choice import ReliableChoice
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import figures_table, legs_table
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.table import Cell, Table
from routing.views.text.reliable_choice import compared_cells, compared_head, reliable_asked, reliable_lines
from routing.views.text.remarks import warning_lines


def reliable_section(answer: ReliableChoice, number: int) -> Section:
    """Return the section of a reliable choice: what was least, both routes compared, the spread of the chosen one."""
    routes = [] if answer.route is None else [answer.route]
    drawn = [] if answer.chosen is None else [answer.chosen]
    return Section(
        number=number,
        title=reliable_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(reliable_lines(answer)),
        drawings=tuple(Drawing(label="How the days of the chosen way are spread", draw=one.plot) for one in drawn),
        tables=(_compared(answer), legs_table(routes[0], "Legs"), figures_table(routes)) if routes else (),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(routes),
        code=code_of(answer),
    )


def _compared(answer: ReliableChoice) -> Table:
    head = compared_head(answer)
    return Table(
        caption="The chosen way, and the best as figures stand, in fresh draws",
        head=head,
        numeric=(False, *(True for _ in head[1:])),
        rows=tuple(tuple(map(Cell, row)) for row in compared_cells(answer)),
    )
