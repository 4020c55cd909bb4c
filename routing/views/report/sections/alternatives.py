"""What a report says of routes that differ."""

from __future__ import annotations

from collections.abc import Sequence

from routing.answers.alternatives import Alternatives
from routing.answers.route import Route
from routing.views.report.live_map import live_map
from routing.views.report.reproduce import code_of
from routing.views.report.route_tables import figures_table
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.sections.told import blocked_sentences, nothing_sentences
from routing.views.report.tables import alternatives_table
from routing.views.rows import rows
from routing.views.text.alternatives import alternatives_asked, alternatives_outcome, shared_text
from routing.views.text.remarks import warning_lines
from routing.views.text.route import totals_text


def alternatives_section(answer: Alternatives, number: int) -> Section:
    """Return the section of alternatives."""
    reason = [f"{answer.reason}."] if answer.reason else []
    names = [f"shares {told}" if (told := shared_text(row)) else "best" for row in rows(answer)]
    drawing = Drawing(
        label="The routes on the map",
        draw=answer.plot,
        around=lambda: live_map(answer.routes, names, answer.question.constraints),
    )
    return Section(
        number=number,
        title=alternatives_asked(answer),
        headings=(answer.network.heading,),
        lead=(
            *nothing_sentences(answer),
            *_best_of(answer.routes),
            *reason,
            *blocked_sentences(answer.blocked_by),
        ),
        drawings=(drawing,) if len(answer) else (),
        tables=(alternatives_table(answer), figures_table(answer.routes)) if len(answer) else (),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(answer.routes),
        code=code_of(answer),
        foot=(f"{alternatives_outcome(answer)}.",),
    )


def _best_of(routes: Sequence[Route]) -> tuple[str, ...]:
    number = "1: " if len(routes) > 1 else ""
    return tuple(f"{number}{totals_text(route)}." for route in routes[:1])
