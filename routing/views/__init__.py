"""Answers as people and programs see them: one form a file, each a function that knows every kind of answer.

``text`` (and `one_line`), ``html``, ``rows``, ``as_dict``, ``as_frame``, ``as_csv``, ``as_geojson``, ``drawing`` and
``plots`` (matplotlib), ``report`` (one HTML file). Answers come here by `routing.answers.shown` alone, and a form is
imported when it is first asked for.

A new kind of answer derives from `Shown`, `Drawn`, `Mapped` or `Scheduled` and registers one function in each form that
it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

    from routing.answers.result import Result
    from routing.answers.route import Route

__all__ = ["result_dict", "result_frame", "result_geojson", "route_dict", "route_frame", "route_geojson"]


def route_dict(route: Route) -> dict[str, Any]:
    """Return ``route.to_dict()``."""
    return route.to_dict()


def result_dict(result: Result) -> dict[str, Any]:
    """Return ``result.to_dict()``."""
    return result.to_dict()


def route_frame(route: Route) -> pandas.DataFrame:
    """Return ``route.to_frame()``."""
    return route.to_frame()


def result_frame(result: Result) -> pandas.DataFrame:
    """Return ``result.to_frame()``."""
    return result.to_frame()


def route_geojson(route: Route) -> dict[str, Any]:
    """Return ``route.to_geojson()``."""
    return route.to_geojson()


def result_geojson(result: Result) -> dict[str, Any]:
    """Return ``result.to_geojson()``."""
    return result.to_geojson()
