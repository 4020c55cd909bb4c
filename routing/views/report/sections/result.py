"""What a report says of a result: its best route, and why it is the best."""

from __future__ import annotations

from routing.answers.result import Result
from routing.views.report.reproduce import code_of
from routing.views.report.sections.route import route_drawings, route_tables
from routing.views.report.sections.section import Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.sections.told import doubts_of, outcome
from routing.views.text.clock import clock_lines
from routing.views.text.doubt import extremes_lines
from routing.views.text.result import proof_text, question_text


def result_section(answer: Result, number: int) -> Section:
    """Return the section of a result."""
    routes = answer.routes[:1]
    return Section(
        number=number,
        title=question_text(answer),
        headings=(answer.network.heading,),
        lead=(*outcome(answer), *(line for route in routes for line in (*extremes_lines(route), *clock_lines(route)))),
        drawings=tuple(
            drawing for route in routes for drawing in route_drawings(route, answer.plot, answer.question.constraints)
        ),
        tables=tuple(table for route in routes for table in route_tables(route)),
        doubts=doubts_of(answer),
        sources=sources_of(routes),
        code=code_of(answer),
        foot=(f"{proof_text(answer)}.",),
    )
