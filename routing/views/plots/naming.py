"""How pictures call routes: their names, their ends, their totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.answers.route import Route
from routing.views.plots.style import plain
from routing.views.text.table import number


def named_routes(routes: Route | Sequence[Route] | Mapping[str, Route]) -> dict[str, Route]:
    """Return routes by name; a single one has the name ""."""
    if isinstance(routes, Route):
        return {"": routes}
    if isinstance(routes, Mapping):
        return dict(routes)
    return {f"route {index}": route for index, route in enumerate(routes, start=1)}


def ends_text(route: Route) -> str:
    """Return the names of origin and destination."""
    names = [plain(route.network.places[place].name) for place in (route.places[0], route.places[-1])]
    return " - ".join(names)


def totals(route: Route) -> str:
    """Return days, USD and km of a route on one line."""
    return f"{number(route.days, 1)} days; {number(route.usd)} USD; {number(route.km)} km"
