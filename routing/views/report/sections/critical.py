"""What hurts most when it is lost, as a section of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from routing.answers.critical import Critical
from routing.views.report.reproduce import code_of
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.table import Cell, Table
from routing.views.text.critical import (
    ALONE_CAPTION,
    CUT_CAPTION,
    CUT_HEAD,
    alone_cells,
    critical_asked,
    critical_lines,
    cut_cells,
    foot,
    sets_cells,
    sets_head,
    ways_caption,
    ways_cells,
    ways_flush,
    ways_head,
)
from routing.views.text.remarks import warning_lines


def critical_section(answer: Critical, number: int) -> Section:
    """Return the section: the sets that are told, what replaces them at which price, elements alone, what cuts off."""
    routes = [*answer.before, *(route for loss in answer.losses for route in loss.after)]
    return Section(
        number=number,
        title=critical_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(critical_lines(answer)),
        drawings=tuple(_drawings(answer)),
        tables=tuple(_tables(answer)),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of([route for route in routes if route is not None]),
        code=code_of(answer),
    )


def _drawings(answer: Critical) -> Iterator[Drawing]:
    if answer.losses:
        yield Drawing(label="What is lost, and what shipments do then", draw=partial(answer.plot, shown="sets"))
    if answer.alone:
        yield Drawing(label="What is lost alone, the worst first", draw=partial(answer.plot, shown="alone"))


def _tables(answer: Critical) -> Iterator[Table]:
    told = f"{foot(answer)}."
    sets = _table("What is lost", sets_head(answer), sets_cells(answer), "lrr", note=told[:1].upper() + told[1:])
    if answer.losses:
        yield sets
    for loss in answer.losses:
        yield _table(
            ways_caption(answer, loss).rstrip(":"), ways_head(answer), ways_cells(answer, loss), ways_flush(answer)
        )
    if answer.alone:
        yield _table(ALONE_CAPTION, sets_head(answer), alone_cells(answer), "lrr", folded=True)
    if answer.cuts:
        yield _table(CUT_CAPTION, CUT_HEAD, cut_cells(answer), "llrl", folded=True)


def _table(
    caption: str,
    head: Sequence[str],
    cells: Sequence[Sequence[str]],
    flush: str,
    *,
    note: str = "",
    folded: bool = False,
) -> Table:
    return Table(
        caption=caption,
        head=tuple(head),
        numeric=tuple(side == "r" for side in flush),
        rows=tuple(tuple(map(Cell, row)) for row in cells),
        note=note,
        folded=folded,
    )
