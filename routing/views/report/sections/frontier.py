"""What a report says of a front: its points, and the routes of those that have a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from routing.answers.frontier import Frontier
from routing.answers.route import Route
from routing.views.plots.naming import ends_text
from routing.views.report.live_map import live_map
from routing.views.report.reproduce import code_of
from routing.views.report.sections.maps import plot_scene
from routing.views.report.sections.section import Drawing, Section
from routing.views.report.sections.sources import sources_of
from routing.views.report.sections.told import blocked_sentences
from routing.views.report.tables import frontier_table
from routing.views.text.frontier import front_asked, front_outcome, set_aside_lines
from routing.views.text.outcome import nothing_text
from routing.views.text.remarks import warning_lines
from routing.views.text.route import totals_text

MOST_ON_MAP = 6  # points of a front that are drawn on one map, whether they have a name or not


def frontier_section(answer: Frontier, number: int) -> Section:
    """Return the section of a front."""
    criteria = ", ".join(answer.criteria)
    beaten = nothing_text(answer) or f"{len(answer)} routes of which none is beaten in all of {criteria}"
    drawn = len(answer) > 0 and {"time", "cost"} <= set(answer.criteria)
    label = "The routes that no other beats: days against USD"
    return Section(
        number=number,
        title=front_asked(answer),
        headings=(answer.network.heading,),
        lead=(f"{beaten}.", *_named_points(answer), *set_aside_lines(answer), *blocked_sentences(answer.blocked_by)),
        drawings=(
            *([Drawing(label=label, draw=partial(answer.plot, title=""))] if drawn else []),
            *_front_maps(answer),
        ),
        tables=(frontier_table(answer),) if len(answer) else (),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(answer.routes),
        code=code_of(answer),
        foot=(f"{front_outcome(answer)}.",),
    )


def _named_points(front: Frontier) -> tuple[str, ...]:
    """Return the totals of the points of a front that have a name, with their doubt."""
    named = sorted(front.names.items())
    return tuple(f"{', '.join(words)} (point {at + 1}): {totals_text(front[at])}." for at, words in named)


def _front_maps(answer: Frontier) -> Iterator[Drawing]:
    """Yield a map of the points of a front that have a name, or of all where they are few."""
    points = list(range(len(answer))) if len(answer) <= MOST_ON_MAP else sorted(answer.names)
    if not points:
        return
    routes = [answer[point] for point in points]
    names = [", ".join(answer.names.get(point, ())) or f"point {point + 1}" for point in points]
    label = "The routes of the front on the map" + ("" if len(points) == len(answer) else ": those with a name")
    yield Drawing(
        label=label,
        draw=lambda: _plot_points(answer, points, routes, names),
        around=lambda: live_map(routes, names, answer.constraints, [point + 1 for point in points]),
    )


def _plot_points(front: Frontier, points: Sequence[int], routes: Sequence[Route], names: Sequence[str]) -> Any:
    told = tuple(point + 1 for point in points)
    title = f"{ends_text(routes[0])}: routes of the front"
    return plot_scene(routes, names, front.network, front.constraints, told, title)
