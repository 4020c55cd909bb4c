"""What a report says of each kind of answer: tables, drawings, doubts and how to ask again, as plain data.

The template turns a `Section` into HTML; nothing here knows of HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from networks.model.network import Network
from routing.answers.comparison import Comparison
from routing.answers.frontier import Frontier
from routing.answers.price import Price
from routing.answers.result import Result
from routing.answers.route import Route
from routing.views.report.reproduce import code_of
from routing.views.report.tables import (
    Table,
    assumptions_table,
    breakdown_table,
    emissions_table,
    figures_table,
    frontier_table,
    legs_table,
    prices_table,
    steps_table,
    totals_table,
    waterfall_table,
)
from routing.views.text.result import proof_text, question_text


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture: what it shows in words (for those who do not see it), and how it is drawn (Axes from matplotlib)."""

    label: str
    draw: Callable[[], Any]


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


@singledispatch
def section_of(answer: Any, number: int) -> Section:
    """Return the section of an answer."""
    raise TypeError(f"no section for {type(answer).__name__}")


@section_of.register
def _(answer: Result, number: int) -> Section:
    routes = answer.routes[:1]
    return Section(
        number=number,
        title=question_text(answer),
        headings=(answer.network.heading,),
        lead=(*_outcome(answer), proof_text(answer)),
        drawings=tuple(_route_drawings(answer)) if routes else (),
        tables=tuple(table for route in routes for table in _route_tables(route)),
        doubts=_doubts(answer),
        sources=_sources(routes),
        code=code_of(answer),
    )


@section_of.register
def _(answer: Comparison, number: int) -> Section:
    results, routes = list(answer.results.values()), list(answer.routes.values())
    whole = len(routes) == len(results)
    drawings = (
        [Drawing(label="The routes on the map", draw=lambda: _plot_map(answer.routes, results[0]))] if routes else []
    )
    if whole:
        label = "Where the days between the answers come from, by component"
        drawings.insert(0, Drawing(label=label, draw=answer.plot))
    tables = [totals_table(answer.results)]
    tables += [waterfall_table(answer)] if whole else []
    for name, route in answer.routes.items():
        tables += [legs_table(route, f"{name}: legs"), steps_table(route, f"{name}: every step")]
    tables += [assumptions_table(answer)] if whole else []
    tables += [figures_table(routes)] if routes else []
    return Section(
        number=number,
        title=question_text(results[0]),
        headings=tuple(dict.fromkeys(result.network.heading for result in results)),
        lead=tuple(f"{name}: {line}" for name, result in answer.results.items() for line in _outcome(result)),
        drawings=tuple(drawings),
        tables=tuple(tables),
        doubts=tuple(dict.fromkeys(doubt for result in results for doubt in _doubts(result))),
        sources=_sources(routes),
        code=code_of(answer),
    )


@section_of.register
def _(answer: Frontier, number: int) -> Section:
    lead = [
        f"{len(answer)} routes of which none is beaten in all of {', '.join(answer.criteria)}: {answer.status.value}."
    ]
    lead += [f"Blocked by {conflict}." for conflict in answer.blocked_by]
    drawn = len(answer) > 0 and {"time", "cost"} <= set(answer.criteria)
    label = "The routes that no other beats: days against USD"
    return Section(
        number=number,
        title=f"Front of {', '.join(answer.criteria)}: {answer.shipment}; {answer.constraints}",
        headings=(answer.network.heading,),
        lead=tuple(lead),
        drawings=(Drawing(label=label, draw=answer.plot),) if drawn else (),
        tables=(frontier_table(answer),) if len(answer) else (),
        doubts=tuple(f"Left out: {reason}" for reason in answer.excluded),
        sources=_sources(answer.routes),
        code=code_of(answer),
    )


@section_of.register
def _(answer: Price, number: int) -> Section:
    results = {"without": answer.free, "with": answer.bound}
    by_name = {name: result.best for name, result in results.items() if result.best is not None}
    routes = list(by_name.values())
    tables = [totals_table(results)]
    for name, result in results.items():
        tables += [legs_table(result.best, f"{name}: legs")] if result.best is not None else []
    return Section(
        number=number,
        title=f"What it costs: {answer.bound.question.constraints}",
        headings=(answer.free.network.heading,),
        lead=tuple(str(answer).splitlines()[-2:]) if len(routes) > 1 else tuple(_outcome(answer.bound)),
        drawings=(Drawing(label="The two routes on the map", draw=lambda: _plot_map(by_name, answer.bound)),)
        if routes
        else (),
        tables=(*tables, figures_table(routes)),
        doubts=tuple(dict.fromkeys((*_doubts(answer.free), *_doubts(answer.bound)))),
        sources=_sources(routes),
        code=code_of(answer),
    )


def _outcome(result: Result) -> tuple[str, ...]:
    from routing.views.text.route import totals_text

    if result.best is not None:
        return (totals_text(result.best),)
    return (f"No route: {result.status.value}.", *(f"Blocked by {conflict}." for conflict in result.blocked_by))


def _route_drawings(result: Result) -> Sequence[Drawing]:
    route = result.require()
    found = [Drawing(label="The route on the map", draw=result.plot)]
    if route.metres is not None and route.minutes is not None:
        label = "Hours along the way: what stands upright is a port or a border"
        found.append(Drawing(label=label, draw=lambda: _plot_distance([route])))
    return found


def _route_tables(route: Route) -> list[Table]:
    return [
        legs_table(route, "Legs"),
        breakdown_table(route),
        steps_table(route, "Every step"),
        prices_table(route),
        emissions_table(route),
        figures_table([route]),
    ]


def _plot_map(routes: Mapping[str, Route], asked: Result) -> Any:
    from routing.views.plots import plot_routes

    return plot_routes(routes, constraints=asked.question.constraints)


def _plot_distance(routes: Sequence[Route]) -> Any:
    from routing.views.plots import plot_time_cost_distance

    return plot_time_cost_distance(routes)


def _doubts(result: Result) -> tuple[str, ...]:
    left_out = [f"Left out: {reason}" for reason in result.excluded]
    assumed = [f"Assumed: {reason}" for reason in result.assumptions]
    lacking = [
        f"No {name} total: no figure for {', '.join(elements)}"
        for route in result.routes[:1]
        for name, elements in route.lacking.items()
    ]
    return (*lacking, *left_out, *assumed)


def _sources(routes: Sequence[Route]) -> tuple[Mapping[str, str], ...]:
    """Return the sources behind the figures of some routes and behind the lengths of their links."""
    found: dict[str, Mapping[str, str]] = {}
    for route in routes:
        network: Network = route.network
        names = {name for figure in route.figures for name in (figure.source, *figure.see)}
        names |= {network.links[link].source for link in route.links}
        for name in names & set(network.sources):
            row = network.sources[name]
            found[name] = {
                "id": row.id, "title": row.title, "published": row.published, "url": row.url,
                "certainty": row.certainty, "licence": row.licence,
            }  # fmt: skip
    return tuple(found[name] for name in sorted(found))
