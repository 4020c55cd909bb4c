"""Maps of several routes, drawn when the page is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from networks.network import Network
from routing.answers.departures import Departures
from routing.answers.result import Result
from routing.answers.route import Route
from routing.question.constraints import Constraints
from routing.views.plots.naming import ends_text
from routing.views.plots.style import ROUTES

MOST_DRAWN = len(ROUTES)  # routes on one map, that they can be told apart


def plot_map(routes: Mapping[str, Route], asked: Result | Departures) -> Any:
    """Draw the routes of answers to a question, by their names."""
    from routing.views.plots import plot_routes

    return plot_routes(routes, constraints=asked.question.constraints)


def plot_some(routes: Mapping[str, Route], asked: Result, told: tuple[int, ...]) -> Any:
    """Draw routes with numbers of their own."""
    return plot_scene(list(routes.values()), list(routes), asked.network, asked.question.constraints, told)


def plot_scene(
    routes: Sequence[Route],
    names: Sequence[str],
    network: Network,
    constraints: Constraints | None,
    told: tuple[int, ...],
    title: str = "",
) -> Any:
    """Draw routes with their names and the numbers that they are told by; without a title that of their ends."""
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
