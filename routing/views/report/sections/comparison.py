"""What a report says of a comparison: totals of each answer, and where the differences come from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from routing.answers.comparison import Comparison
from routing.views.report.live_map import live_map
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import figures_table, legs_table, steps_table
from routing.views.report.sections.maps import plot_map
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.sections.told import gaps, kinds_by_name, outcomes, proofs, with_numbers
from routing.views.report.table import Table
from routing.views.report.tables import assumptions_table, totals_table, usd_table, waterfall_table
from routing.views.text.comparison import asked_text, is_about_money, named_texts
from routing.views.text.remarks import warning_lines


def comparison_section(answer: Comparison, number: int) -> Section:
    """Return the section of a comparison."""
    results, routes = list(answer.results.values()), list(answer.routes.values())
    return Section(
        number=number,
        title=asked_text(answer),
        headings=tuple(dict.fromkeys(result.network.heading for result in results)),
        lead=(
            *(f"{line}." for line in named_texts(answer)),
            *outcomes(answer),
        ),
        drawings=tuple(_comparison_drawings(answer)),
        tables=tuple(_comparison_tables(answer)),
        doubts=tuple(
            dict.fromkeys(
                (
                    *kinds_by_name(answer),
                    *warning_lines(answer.warnings),
                    *(one for result in results for one in gaps(result)),
                )
            )
        ),
        sources=sources_of(routes),
        code=code_of(answer),
        foot=proofs(answer),
    )


def _comparison_drawings(answer: Comparison) -> Iterator[Drawing]:
    if _is_whole(answer):
        label = "Where the days between the answers come from, by component"
        yield Drawing(label=label, draw=partial(answer.plot, title=""))  # which is the heading of the section
        if is_about_money(answer) and all(route.millicents is not None for route in answer.routes.values()):
            label = "Where the dollars between the answers come from, by component"
            yield Drawing(label=label, draw=partial(answer.plot, quantity="usd", title=""))
    if answer.routes:
        asked = next(iter(answer.results.values()))
        limits, routes = asked.question.constraints, list(answer.routes.values())
        yield Drawing(
            label="The routes on the map",
            draw=lambda: plot_map(answer.routes, asked),
            around=lambda: live_map(routes, list(answer.routes), limits),
        )


def _comparison_tables(answer: Comparison) -> Iterator[Table]:
    yield totals_table(answer.results)
    if _is_whole(answer):
        yield waterfall_table(answer)
        yield usd_table(answer)
    for name, numbered in with_numbers(answer.routes).items():
        yield legs_table(answer.routes[name], f"{numbered}: legs")
        yield steps_table(answer.routes[name], f"{numbered}: every step")
    if _is_whole(answer):
        yield assumptions_table(answer)
    if answer.routes:
        yield figures_table(list(answer.routes.values()))


def _is_whole(answer: Comparison) -> bool:
    return len(answer.routes) == len(answer.results) > 1
