"""Which figures decide, as a section of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from routing.answers.sensitivity import Sensitivity
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import figures_table
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.sections.told import blocked_sentences, nothing_sentences
from routing.views.report.table import Cell, Table
from routing.views.text.remarks import warning_lines
from routing.views.text.sensitivity import (
    FOOT,
    NO_TURN,
    TURN_HEAD,
    WORDS,
    best_lines,
    effect_cells,
    effect_head,
    effects_caption,
    effects_in,
    order_lines,
    sensitivity_asked,
    shown_of,
    turn_cells,
    turn_groups,
    work_text,
)


def sensitivity_section(answer: Sensitivity, number: int) -> Section:
    """Return which figures decide as a section: tornados, what each figure moves, where the answer turns."""
    best = answer.result.best
    routes = [] if best is None else [best, *(answer.second.routes if answer.second is not None else ())]
    return Section(
        number=number,
        title=sensitivity_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(_lead(answer)),
        drawings=tuple(_drawings(answer)) if routes else (),
        tables=(*_tables(answer), *([figures_table(routes)] if routes else [])),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(routes),
        code=code_of(answer),
    )


def _lead(answer: Sensitivity) -> Iterator[str]:
    if answer.result.best is None:
        yield from (*nothing_sentences(answer.result), *blocked_sentences(answer.result.blocked_by))
        return
    yield from (*best_lines(answer), *order_lines(answer))
    if not answer.turns:
        yield NO_TURN


def _drawings(answer: Sensitivity) -> Iterator[Drawing]:
    for shown in shown_of(answer):
        if effects_in(answer, shown):
            label = f"What moves the {WORDS[shown]}, one figure at a time"
            yield Drawing(label=label, draw=partial(answer.plot, quantity=shown))


def _tables(answer: Sensitivity) -> Iterator[Table]:
    for caption, turns in turn_groups(answer):
        yield _table(caption, TURN_HEAD, turn_cells(answer, turns))
    for shown in shown_of(answer):
        effects = effects_in(answer, shown)
        cells = effect_cells(answer, effects, shown)
        if cells:
            caption = effects_caption(shown).rstrip(":")
            folded = shown != shown_of(answer)[0]
            note = "" if folded else f"{FOOT}. {work_text(answer)}."
            yield _table(caption, effect_head(shown), cells, folded=folded, note=note)


def _table(caption: str, head: Sequence[str], cells: Sequence[Sequence[str]], **how: Any) -> Table:
    """Return a table of texts, the values behind the first two columns set as numbers."""
    return Table(
        caption=caption,
        head=tuple(head),
        numeric=tuple(2 <= place < 5 or (place >= 5 and head is not TURN_HEAD) for place in range(len(head))),
        rows=tuple(tuple(map(Cell, row)) for row in cells),
        **how,
    )
