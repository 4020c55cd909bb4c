"""Which upgrades reach so many days, as a section of a report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from routing.answers.upgrade_plan import UpgradePlan
from routing.views.report.reproduce import code_of
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.table import Cell, Table
from routing.views.text.remarks import warning_lines
from routing.views.text.upgrade_plan import FOOT, plan_asked, plan_lines, plan_tables


def upgrade_plan_section(answer: UpgradePlan, number: int) -> Section:
    """Return the section: the set, the curve with its sets, the ladder, the shares, and unknown prices."""
    return Section(
        number=number,
        title=plan_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(plan_lines(answer)),
        drawings=tuple(_drawings(answer)),
        tables=tuple(_tables(answer)),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=(),
        code=code_of(answer),
    )


def _drawings(answer: UpgradePlan) -> Iterator[Drawing]:
    if answer.ladder:
        yield Drawing(label="The ladder of days", draw=partial(answer.plot, shown="ladder"))
    if answer.curve:
        yield Drawing(label="What money reaches", draw=partial(answer.plot, shown="curve"))


def _tables(answer: UpgradePlan) -> Iterator[Table]:
    note = f"{FOOT[:1].upper()}{FOOT[1:]}."
    for caption, head, cells, flush in plan_tables(answer):
        numeric = tuple(letter == "r" for letter in flush)
        rows = tuple(tuple(Cell(cell) for cell in row) for row in cells)
        yield Table(caption=caption, head=head, numeric=numeric, rows=rows, note=note)
        note = ""
