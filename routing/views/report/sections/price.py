"""What a report says of the price of constraints: the free and the bound route side by side."""

from __future__ import annotations

from routing.answers.price import Price
from routing.views.report.live_map import live_map
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import figures_table, legs_table
from routing.views.report.sections.maps import plot_map
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.sections.told import gaps, kinds_by_name, outcomes, proofs, with_numbers
from routing.views.report.tables import totals_table
from routing.views.text.asked import constraints_text
from routing.views.text.price import difference_lines
from routing.views.text.remarks import warning_lines
from routing.views.text.result import question_text


def price_section(answer: Price, number: int) -> Section:
    """Return the section of a price."""
    by_name = {name: result.best for name, result in answer.results.items() if result.best is not None}
    routes = list(by_name.values())
    limits = answer.bound.question.constraints
    drawing = Drawing(
        label="The two routes on the map",
        draw=lambda: plot_map(by_name, answer.bound),
        around=lambda: live_map(routes, list(by_name), limits),
    )
    legs = [legs_table(by_name[name], f"{numbered}: legs") for name, numbered in with_numbers(by_name).items()]
    differences = difference_lines(answer) if len(routes) > 1 else ()
    return Section(
        number=number,
        title=f"What it costs: {constraints_text(answer.bound.network, limits)}",
        headings=(answer.free.network.heading,),
        lead=(
            f"{question_text(answer.free)}.",
            *outcomes(answer),
            *(f"{line[0].upper()}{line[1:]}." for line in differences),
        ),
        drawings=(drawing,) if routes else (),
        tables=(totals_table(answer.results), *legs, figures_table(routes)),
        doubts=tuple(
            dict.fromkeys(
                (
                    *kinds_by_name(answer),
                    *gaps(answer.free),
                    *gaps(answer.bound),
                    *warning_lines(answer.warnings),
                )
            )
        ),
        sources=sources_of(routes),
        code=code_of(answer),
        foot=proofs(answer),
    )
