"""What a report says of the best route and of those almost as good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from routing.answers.near_best import NearBest
from routing.views.report.live_map import live_map
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import legs_table
from routing.views.report.sections.result import result_section
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.sections.told import gaps, with_numbers
from routing.views.report.table import Table
from routing.views.report.tables import near_table
from routing.views.text.remarks import warning_lines


def near_best_section(answer: NearBest, number: int) -> Section:
    """Return the section of the best route, which ends with what is almost as good."""
    plain, routes = result_section(answer.best, number), list(answer.routes.values())
    drawings, tables = plain.drawings, plain.tables
    if answer.measure is not None and answer.best.routes:
        folded = [table for table in tables if table.folded]
        tables = (*(table for table in tables if not table.folded), *_tables(answer), *folded)
        if answer.others:
            around = partial(live_map, routes, list(answer.routes), answer.best.question.constraints)
            drawn = Drawing(label="The route and those almost as good", draw=answer.plot, around=around)
            drawings = (*drawings, drawn)
    return replace(
        plain,
        drawings=drawings,
        tables=tables,
        doubts=(*plain.doubts, *_doubts_of_others(answer)),
        sources=sources_of(routes),
        code=code_of(answer),
    )


def _tables(near: NearBest) -> Iterator[Table]:
    yield near_table(near)
    names = with_numbers(near.routes)
    for name, route in near.others.items():
        yield legs_table(route, f"{names[name]}: legs", lit=False)


def _doubts_of_others(near: NearBest) -> tuple[str, ...]:
    """Return what those that are almost as good rest on beside, said of them."""
    own, lines = {*gaps(near.best)}, warning_lines(near.warnings)
    return tuple(f"Of those almost as good: {line}" for line in dict.fromkeys(lines) if line not in own)
