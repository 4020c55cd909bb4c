"""Which upgrades are the best for all who share capacities, as a section of a report."""

from __future__ import annotations

from collections.abc import Iterator

from routing.answers.welfare_plan import WelfarePlan
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.table import Cell, Table
from routing.views.text.remarks import warning_lines
from routing.views.text.welfare_plan import welfare_asked, welfare_foot, welfare_lines, welfare_tables


def welfare_plan_section(answer: WelfarePlan, number: int) -> Section:
    """Return the section: the best set beside none; what is carried how has a section of the assignment."""
    return Section(
        number=number,
        title=welfare_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(welfare_lines(answer)),
        drawings=(Drawing(label="A week without upgrades, and with the best set", draw=answer.plot),),
        tables=tuple(_tables(answer)),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=(),
        code="",
    )


def _tables(answer: WelfarePlan) -> Iterator[Table]:
    foot = welfare_foot(answer)
    note = f"{foot[:1].upper()}{foot[1:]}."
    for caption, head, cells, flush in welfare_tables(answer):
        numeric = tuple(letter == "r" for letter in flush)
        rows = tuple(tuple(Cell(cell) for cell in row) for row in cells)
        yield Table(caption=caption, head=head, numeric=numeric, rows=rows, note=note)
        note = ""
