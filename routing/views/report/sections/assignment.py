"""Many shipments on shared capacities, as a section of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routing.answers.assignment import Assignment
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.table import Cell, Table
from routing.views.text import assignment as told
from routing.views.text import waiting
from routing.views.text.remarks import warning_lines

MOST = 300  # rows of a table of a page; the frame and the CSV file have all
Numbers = Sequence[Sequence[float | None]]


def assignment_section(answer: Assignment, number: int) -> Section:
    """Return the section: what chokes, what becomes of each commodity, routes, what is left behind and why."""
    shown = [one.route for one in told.sent_in_order(answer)[:MOST]]
    shown += [one.route for one in told.runs_in_order(answer)[:MOST]]
    routes = list({id(route): route for route in shown}.values())
    return Section(
        number=number,
        title=told.assignment_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(told.assignment_lines(answer)),
        drawings=tuple(_drawings(answer)),
        tables=tuple(_tables(answer)),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(routes),
        code="",
    )


def _drawings(answer: Assignment) -> Iterator[Drawing]:
    if answer.sent:
        yield Drawing(label="What flows where in a week", draw=answer.plot)


def _tables(answer: Assignment) -> Iterator[Table]:
    note = _sentence(told.foot(answer))
    uses = [
        (use.flow, use.capacity, use.utilisation, use.price_usd, use.avoided_usd, use.saved_usd, use.served_more)
        for use in answer.uses
    ]
    if uses:
        yield _table(told.USES_CAPTION, told.uses_head(answer), told.uses_cells(answer), uses, 2, note)
    if answer.waits:
        cells, numbers = waiting.waits_cells(answer), waiting.waits_numbers(answer)
        yield _table(waiting.WAITS_CAPTION, waiting.WAITS_HEAD, cells, numbers, 2, "" if uses else note)
    totals = [
        (total.asked, total.carried, total.left, total.teu, total.tonnes, total.usd, total.left_usd)
        for total in answer.totals
    ]
    yield _table(told.TOTALS_CAPTION, told.TOTALS_HEAD, told.totals_cells(answer), totals, 1)
    if answer.sent:
        sent = [(one.route.days, one.route.usd, one.paid_usd) for one in told.sent_in_order(answer)]
        yield _table(told.SENT_CAPTION, told.SENT_HEAD, told.sent_cells(answer), sent, 4)
    if answer.runs:
        runs = [(one.route.days, one.route.usd, one.usd) for one in told.runs_in_order(answer)]
        yield _table(told.RUNS_CAPTION, told.RUNS_HEAD, told.runs_cells(answer), runs, 5)
    if answer.boxes:
        boxes = [told.box_numbers(one) for one in told.boxes_in_order(answer)]
        note = _sentence(told.BOXES_FOOT)
        yield _table(told.BOXES_CAPTION, told.BOXES_HEAD, told.boxes_cells(answer), boxes, 2, note)
    if answer.left:
        yield _texts(told.LEFT_CAPTION, told.LEFT_HEAD, told.left_cells(answer))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _table(
    caption: str, head: Sequence[str], cells: Sequence[Sequence[str]], values: Numbers, texts: int, note: str = ""
) -> Table:
    """Return a table of which the first columns are texts and the others have numbers behind them."""
    rows = tuple(
        (*map(Cell, row[:texts]), *map(Cell, row[texts:], numbers))
        for row, numbers in zip(cells[:MOST], values[:MOST], strict=True)
    )
    numeric = tuple(place >= texts for place in range(len(head)))
    return Table(caption=_caption(caption, cells), head=tuple(head), numeric=numeric, rows=rows, note=note)


def _texts(caption: str, head: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    rows = tuple(tuple(map(Cell, row)) for row in cells[:MOST])
    return Table(caption=_caption(caption, cells), head=tuple(head), numeric=(False,) * len(head), rows=rows)


def _caption(caption: str, cells: Sequence[object]) -> str:
    return f"{caption} (the first {MOST} of {len(cells):,})" if len(cells) > MOST else caption
