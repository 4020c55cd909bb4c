"""What knowing is worth, as a section of a report."""

from __future__ import annotations

from routing.answers.value_of_information import ValueOfInformation
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import figures_table, legs_table
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.table import Cell, Table
from routing.views.text.remarks import warning_lines
from routing.views.text.value_of_information import FOOT, never_line, value_asked, value_lines, value_tables


def value_of_information_section(answer: ValueOfInformation, number: int) -> Section:
    """Return the section of what knowing is worth: the chosen route, what each figure is worth, what never turns."""
    routes = [] if answer.route is None else [answer.route]
    return Section(
        number=number,
        title=value_asked(answer),
        headings=(answer.network.heading,),
        lead=(*value_lines(answer), *([never_line(answer)] if routes else [])),
        drawings=(Drawing(label="What knowing before choosing saves", draw=answer.plot),) if answer.figures else (),
        tables=(*_tables(answer), legs_table(routes[0], "Legs"), figures_table(routes)) if routes else (),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(routes),
        code=code_of(answer),
    )


def _tables(answer: ValueOfInformation) -> list[Table]:
    return [
        Table(
            caption=caption,
            head=head,
            numeric=tuple(place == "r" for place in flush),
            rows=tuple(tuple(map(Cell, row)) for row in cells),
            note=FOOT,
        )
        for caption, head, cells, flush in value_tables(answer)
    ]
