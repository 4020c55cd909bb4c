"""What hurts most when it is lost, as a section of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from routing.answers.critical import Critical, Harm
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
    told, head = f"{foot(answer)}.", sets_head(answer)
    if answer.losses:
        harms = [_of(loss.harm) for loss in answer.losses]
        yield _table("What is lost", head, sets_cells(answer), harms, note=told[:1].upper() + told[1:])
    for loss in answer.losses:
        met = [at for at in range(len(answer.questions)) if answer.is_met(loss, at)]
        more = [answer.extra(loss, at) for at in met]
        yield _table(ways_caption(answer, loss).rstrip(":"), ways_head(answer), ways_cells(answer, loss), more)
    if answer.alone:
        harms = [_of(one.harm) for one in answer.alone]
        yield _table(ALONE_CAPTION, head, alone_cells(answer), harms, folded=True)
    if answer.cuts:
        yield _table(CUT_CAPTION, CUT_HEAD, cut_cells(answer), [()] * len(answer.cuts), folded=True)


def _of(harm: Harm) -> tuple[float | None, ...]:
    return float(harm.unserved), harm.extra


def _table(
    caption: str,
    head: Sequence[str],
    cells: Sequence[Sequence[str]],
    values: Sequence[Sequence[float | None]],
    **how: Any,
) -> Table:
    """Return a table of texts, with the numbers behind the last columns."""
    count = len(values[0]) if values else 0
    texts = len(head) - count
    return Table(
        caption=caption,
        head=tuple(head),
        numeric=tuple(place >= texts for place in range(len(head))),
        rows=tuple(
            (*map(Cell, row[:texts]), *map(Cell, row[texts:], numbers))
            for row, numbers in zip(cells, values, strict=True)
        ),
        **how,
    )
