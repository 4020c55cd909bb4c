"""What a report says of each kind of answer: tables, drawings, doubts and how to ask again, as plain data.

The template turns a `Section` into HTML; nothing here knows of HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from networks.network import Network
from routing.answers.alternatives import Alternatives
from routing.answers.comparison import Comparison
from routing.answers.conflict import Conflict
from routing.answers.corridor_table import CorridorTable
from routing.answers.frontier import Frontier
from routing.answers.lane_table import LaneTable
from routing.answers.near_best import NearBest
from routing.answers.price import Price
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.shown import Shown
from routing.question.constraints import Constraints
from routing.views.by_kind import by_kind, no_form
from routing.views.plots.naming import ends_text
from routing.views.plots.style import ROUTES
from routing.views.report.live_map import LiveMap, live_map
from routing.views.report.reproduce import code_of
from routing.views.report.table import Table
from routing.views.report.tables import (
    alternatives_table,
    assumptions_table,
    breakdown_table,
    corridors_table,
    emissions_table,
    figures_table,
    frontier_table,
    indicators_table,
    lanes_table,
    lanes_tables,
    legs_table,
    near_table,
    prices_table,
    steps_table,
    totals_table,
    usd_table,
    waterfall_table,
)
from routing.views.rows import rows
from routing.views.text.alternatives import alternatives_asked, alternatives_outcome, shared_text
from routing.views.text.asked import constraints_text
from routing.views.text.clock import clock_lines
from routing.views.text.comparison import asked_text, is_about_money, named_texts
from routing.views.text.corridor_table import corridors_asked, reason_lines
from routing.views.text.doubt import extremes_lines
from routing.views.text.frontier import front_asked, front_outcome, set_aside_lines
from routing.views.text.lane_table import lane_name, lanes_asked, no_lane_lines
from routing.views.text.outcome import nothing_text
from routing.views.text.price import difference_lines
from routing.views.text.remarks import blocked_lines, lacking_lines, warning_lines
from routing.views.text.result import outcome_text, proof_text, question_text
from routing.views.text.route import provenance_lines, totals_text

MOST_ON_MAP = 6  # points of a front that are drawn on one map, whether they have a name or not
MOST_DRAWN = len(ROUTES)  # routes on one map, that they can be told apart
SOURCE = ("id", "title", "published", "url", "certainty", "licence")


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture.

    Attributes
    ----------
    label
        What it shows in words, for those who do not see it.
    draw
        Draws it (Axes from matplotlib).
    around
        Makes the map to look around in that stands in its place where scripts are on; None = there is none.
    """

    label: str
    draw: Callable[[], Any]
    around: Callable[[], LiveMap | None] | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """One answer of a report.

    Attributes
    ----------
    number, title
        Its place in the report from 1, and its heading.
    headings
        What the networks are that it speaks of.
    lead
        The answer in sentences.
    drawings, tables
        What is shown.
    doubts
        What was left out or assumed, in words.
    sources
        Rows of ``sources.csv`` behind the figures.
    code
        A program that asks the same question again.
    foot
        Why the answer is right: its proof, its engines.
    """

    number: int
    title: str
    headings: tuple[str, ...]
    lead: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    tables: tuple[Table, ...]
    doubts: tuple[str, ...]
    sources: tuple[Mapping[str, str], ...]
    code: str
    foot: tuple[str, ...] = ()


@by_kind
def section_of(answer: Shown, number: int) -> Section:
    """Return the section of an answer."""
    raise no_form("a section of a report", answer)


@section_of.register("Result")
def _(answer: Result, number: int) -> Section:
    return _result_section(answer, number)


def _result_section(answer: Result, number: int, near: NearBest | None = None) -> Section:
    """Return the section of a result, with what is almost as good where that is known."""
    routes, limits = answer.routes[:1], answer.question.constraints
    drawings = [drawing for route in routes for drawing in _route_drawings(route, answer.plot, limits)]
    tables = [table for route in routes for table in _route_tables(route)]
    if near is not None and near.measure is not None and routes:
        folded = [table for table in tables if table.folded]
        tables = [table for table in tables if not table.folded] + [*_near_tables(near), *folded]
        if near.others:
            around = partial(live_map, list(near.routes.values()), list(near.routes), limits)
            drawings.append(Drawing(label="The route and those almost as good", draw=near.plot, around=around))
    return Section(
        number=number,
        title=question_text(answer),
        headings=(answer.network.heading,),
        lead=(*_outcome(answer), *(line for route in routes for line in (*extremes_lines(route), *clock_lines(route)))),
        drawings=tuple(drawings),
        tables=tuple(tables),
        doubts=(*_doubts(answer), *_doubts_of_others(answer, near)),
        sources=sources_of(routes if near is None else list(near.routes.values())),
        code=code_of(answer if near is None else near),
        foot=(f"{proof_text(answer)}.",),
    )


def _near_tables(near: NearBest) -> Iterator[Table]:
    yield near_table(near)
    names = _numbered(near.routes)
    for name, route in near.others.items():
        yield legs_table(route, f"{names[name]}: legs", lit=False)


@section_of.register("Route")
def _(answer: Route, number: int) -> Section:
    """Return the section of a route alone: its question is not known, so it cannot be asked again."""
    names = [answer.network.places[place].name for place in (answer.places[0], answer.places[-1])]
    return Section(
        number=number,
        title=f"A route from {names[0]} to {names[1]}",
        headings=(answer.network.heading,),
        lead=(totals_text(answer), *extremes_lines(answer), *clock_lines(answer)),
        drawings=tuple(_route_drawings(answer, answer.plot)),
        tables=tuple(_route_tables(answer)),
        doubts=(*provenance_lines(answer), *lacking_lines(answer)),
        sources=sources_of([answer]),
        code=code_of(answer),
    )


@section_of.register("Comparison")
def _(answer: Comparison, number: int) -> Section:
    results, routes = list(answer.results.values()), list(answer.routes.values())
    return Section(
        number=number,
        title=asked_text(answer),
        headings=tuple(dict.fromkeys(result.network.heading for result in results)),
        lead=(
            *(f"{line}." for line in named_texts(answer)),
            *_outcomes(answer),
        ),
        drawings=tuple(_comparison_drawings(answer)),
        tables=tuple(_comparison_tables(answer)),
        doubts=tuple(
            dict.fromkeys(
                (
                    *_kinds_by_name(answer),
                    *warning_lines(answer.warnings),
                    *(one for result in results for one in _gaps(result)),
                )
            )
        ),
        sources=sources_of(routes),
        code=code_of(answer),
        foot=_proofs(answer),
    )


@section_of.register("CorridorTable")
def _(answer: CorridorTable, number: int) -> Section:
    routes = answer.routes
    asked = next(iter(answer.results.values()))
    bars = Drawing(label="Days by each corridor, with their likely ranges", draw=answer.plot)
    some = {name: route for name, route in routes.items() if not answer.turns_back(name)}
    some = dict(list((some or routes).items())[:MOST_DRAWN])
    told = tuple(number for number, name in enumerate(routes, 1) if name in some)
    of = f"The best {len(some)}" if len(some) < len(routes) else "The routes"
    around = partial(live_map, list(some.values()), list(some), asked.question.constraints, told)
    drawn = Drawing(label=f"{of} on the map", draw=lambda: _plot_some(some, asked, told), around=around)
    legs = [legs_table(routes[name], f"{numbered}: legs") for name, numbered in _numbered(routes).items()]
    return Section(
        number=number,
        title=corridors_asked(answer),
        headings=(answer.network.heading,),
        lead=_first(answer),
        drawings=(bars, drawn) if routes else (),
        tables=(corridors_table(answer), *legs, figures_table(list(routes.values()))) if routes else (),
        doubts=(*reason_lines(answer), *warning_lines(answer.warnings)),
        sources=sources_of(list(routes.values())),
        code=code_of(answer),
    )


def _first(answer: CorridorTable) -> tuple[str, ...]:
    """Return the totals of the best route of all corridors."""
    named = next(iter(answer.routes), None)
    if named is None:
        return ("No route by any corridor.",)
    return (f"The best by {answer.question.minimise}: {totals_text(answer.routes[named])}.",)


@section_of.register("LaneTable")
def _(answer: LaneTable, number: int) -> Section:
    routes = {lane_name(answer, lane): route for lane, route in answer.routes.items()}
    some, asked = dict(list(routes.items())[:MOST_DRAWN]), next(iter(answer.lanes.values()))
    of = f"The first {len(some)} lanes" if len(some) < len(routes) else "The lanes"
    around = partial(live_map, list(some.values()), list(some), asked.question.constraints)
    drawn = Drawing(label=f"{of} on the map", draw=lambda: _plot_map(some, asked), around=around)
    return Section(
        number=number,
        title=lanes_asked(answer),
        headings=(answer.network.heading,),
        lead=tuple(no_lane_lines(answer)),
        drawings=(drawn,) if routes else (),
        tables=(*lanes_tables(answer), lanes_table(answer), figures_table(list(routes.values()))),
        doubts=tuple(warning_lines(answer.warnings)),
        sources=sources_of(list(routes.values())),
        code="",
    )


@section_of.register("NearBest")
def _(answer: NearBest, number: int) -> Section:
    """Return the section of the best route, which ends with what is almost as good."""
    return _result_section(answer.best, number, answer)


@section_of.register("Frontier")
def _(answer: Frontier, number: int) -> Section:
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


@section_of.register("Alternatives")
def _(answer: Alternatives, number: int) -> Section:
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


@section_of.register("Price")
def _(answer: Price, number: int) -> Section:
    by_name = {name: result.best for name, result in answer.results.items() if result.best is not None}
    routes = list(by_name.values())
    limits = answer.bound.question.constraints
    drawing = Drawing(
        label="The two routes on the map",
        draw=lambda: _plot_map(by_name, answer.bound),
        around=lambda: live_map(routes, list(by_name), limits),
    )
    legs = [legs_table(by_name[name], f"{numbered}: legs") for name, numbered in _numbered(by_name).items()]
    differences = difference_lines(answer) if len(routes) > 1 else ()
    return Section(
        number=number,
        title=f"What it costs: {constraints_text(answer.bound.network, limits)}",
        headings=(answer.free.network.heading,),
        lead=(
            f"{question_text(answer.free)}.",
            *_outcomes(answer),
            *(f"{line[0].upper()}{line[1:]}." for line in differences),
        ),
        drawings=(drawing,) if routes else (),
        tables=(totals_table(answer.results), *legs, figures_table(routes)),
        doubts=tuple(
            dict.fromkeys(
                (
                    *_kinds_by_name(answer),
                    *_gaps(answer.free),
                    *_gaps(answer.bound),
                    *warning_lines(answer.warnings),
                )
            )
        ),
        sources=sources_of(routes),
        code=code_of(answer),
        foot=_proofs(answer),
    )


def _outcome(result: Result) -> tuple[str, ...]:
    if result.best is not None:
        return (outcome_text(result),)
    return (*nothing_sentences(result), *blocked_sentences(result.blocked_by))


def _outcomes(answer: Comparison | Price) -> tuple[str, ...]:
    """Return the totals of each answer with their doubt, by its name and the number that it bears on the map."""
    names = _numbered(_routes_of(answer))
    return tuple(
        f"{names.get(name, name)}: {line}" for name, result in answer.results.items() for line in _outcome(result)
    )


def _routes_of(answer: Comparison | Price) -> dict[str, Route]:
    return {name: result.best for name, result in answer.results.items() if result.best is not None}


def _numbered(names: Iterable[str]) -> dict[str, str]:
    """Return names with the numbers that their routes bear on maps; a single one bears none."""
    listed = list(names)
    return {name: f"{number} {name}" if len(listed) > 1 else name for number, name in enumerate(listed, start=1)}


def _proofs(answer: Comparison | Price) -> tuple[str, ...]:
    return tuple(f"{name}: {proof_text(result)}." for name, result in answer.results.items())


def _kinds_by_name(answer: Comparison | Price) -> tuple[str, ...]:
    """Return of each route how much of its hours and dollars rests on what kind of figure."""
    found = _routes_of(answer)
    names = _numbered(found)
    return tuple(f"{names[name]}: {line}" for name, route in found.items() for line in provenance_lines(route))


def _named_points(front: Frontier) -> tuple[str, ...]:
    """Return the totals of the points of a front that have a name, with their doubt."""
    named = sorted(front.names.items())
    return tuple(f"{', '.join(words)} (point {at + 1}): {totals_text(front[at])}." for at, words in named)


def _best_of(routes: Sequence[Route]) -> tuple[str, ...]:
    number = "1: " if len(routes) > 1 else ""
    return tuple(f"{number}{totals_text(route)}." for route in routes[:1])


def nothing_sentences(answer: Result | Alternatives) -> tuple[str, ...]:
    """Return that there is no route; nothing where there is one."""
    told = nothing_text(answer)
    return (f"{told}.",) if told else ()


def blocked_sentences(conflicts: Iterable[Conflict]) -> list[str]:
    """Return a sentence for each set of constraints that clash."""
    return [f"{line[0].upper()}{line[1:]}." for line in blocked_lines(conflicts)]


def _route_drawings(route: Route, draw_map: Callable[[], Any], constraints: Constraints | None = None) -> list[Drawing]:
    around = partial(live_map, [route], constraints=constraints)
    found = [Drawing(label="The route on the map", draw=draw_map, around=around)]
    if route.model == "clock":
        found.append(
            Drawing(
                label="The route by the clock: when it moves, waits and is handled", draw=partial(_plot_timeline, route)
            )
        )
    if route.millimetres is not None and route.milliminutes is not None:
        label = "Hours along the way: what stands upright is a port or a border"
        found.append(Drawing(label=label, draw=lambda: _plot_distance(route)))
    return found


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
            draw=lambda: _plot_map(answer.routes, asked),
            around=lambda: live_map(routes, list(answer.routes), limits),
        )


def _comparison_tables(answer: Comparison) -> Iterator[Table]:
    yield totals_table(answer.results)
    if _is_whole(answer):
        yield waterfall_table(answer)
        yield usd_table(answer)
    for name, numbered in _numbered(answer.routes).items():
        yield legs_table(answer.routes[name], f"{numbered}: legs")
        yield steps_table(answer.routes[name], f"{numbered}: every step")
    if _is_whole(answer):
        yield assumptions_table(answer)
    if answer.routes:
        yield figures_table(list(answer.routes.values()))


def _is_whole(answer: Comparison) -> bool:
    return len(answer.routes) == len(answer.results) > 1


def _route_tables(route: Route) -> list[Table]:
    known = route.millimetres is not None and route.milliminutes is not None
    return [
        legs_table(route, "Legs"),
        breakdown_table(route),
        steps_table(route, "Every step"),
        prices_table(route),
        emissions_table(route),
        figures_table([route]),
        *([indicators_table(route)] if known else []),
    ]


def _plot_map(routes: Mapping[str, Route], asked: Result) -> Any:
    from routing.views.plots import plot_routes

    return plot_routes(routes, constraints=asked.question.constraints)


def _plot_some(routes: Mapping[str, Route], asked: Result, told: tuple[int, ...]) -> Any:
    """Draw routes with numbers of their own."""
    return _plot_scene(list(routes.values()), list(routes), asked.network, asked.question.constraints, told)


def _plot_points(front: Frontier, points: Sequence[int], routes: Sequence[Route], names: Sequence[str]) -> Any:
    told = tuple(point + 1 for point in points)
    title = f"{ends_text(routes[0])}: routes of the front"
    return _plot_scene(routes, names, front.network, front.constraints, told, title)


def _plot_scene(
    routes: Sequence[Route],
    names: Sequence[str],
    network: Network,
    constraints: Constraints | None,
    told: tuple[int, ...],
    title: str = "",
) -> Any:
    from routing.views.plots.route_map import Scene, draw_map

    scene = Scene(
        routes=routes,
        names=names,
        networks=[network],
        title=title or ends_text(routes[0]),
        constraints=constraints,
        told=told,
    )
    return draw_map(scene, None)


def _plot_timeline(route: Route) -> Any:
    from routing.views.plots import plot_timeline

    return plot_timeline(route, title="")


def _plot_distance(route: Route) -> Any:
    from routing.views.plots import plot_time_cost_distance

    return plot_time_cost_distance(route, indicators=False)


def _doubts(result: Result) -> tuple[str, ...]:
    """Return what an answer rests on: kinds of figures, what lacks one, what was left out or assumed."""
    return (*(line for route in result.routes[:1] for line in provenance_lines(route)), *_gaps(result))


def _doubts_of_others(result: Result, near: NearBest | None) -> tuple[str, ...]:
    """Return what those that are almost as good rest on beside, said of them."""
    own = {*_gaps(result)}
    lines = () if near is None else warning_lines(near.warnings)
    return tuple(f"Of those almost as good: {line}" for line in dict.fromkeys(lines) if line not in own)


def _gaps(result: Result) -> tuple[str, ...]:
    lacking = [line for route in result.routes[:1] for line in lacking_lines(route)]
    return (*lacking, *warning_lines(result.warnings))


def sources_of(routes: Sequence[Route]) -> tuple[Mapping[str, str], ...]:
    """Return the sources behind the figures of some routes and behind the lengths of their links."""
    found: dict[str, Mapping[str, str]] = {}
    for route in routes:
        network: Network = route.network
        names = {name for figure in route.figures for name in (figure.source, *figure.see)}
        names |= {network.links[link].source for link in route.links}
        for name in names & set(network.sources):
            row = network.sources[name]
            found[name] = {column: getattr(row, column) for column in SOURCE}
    return tuple(found[name] for name in sorted(found))
