"""Maps of one or several routes: `plot_routes`, `plot_result`, `plot_alternatives`, `plot_near_best`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from routing.answers.alternatives import Alternatives
from routing.answers.near_best import NearBest
from routing.answers.result import Result
from routing.answers.route import Route
from routing.question.constraints import Constraints
from routing.views.plots.naming import ends_text, named_routes, totals
from routing.views.plots.route_map import Scene, draw_map
from routing.views.plots.style import Axes
from routing.views.text.outcome import nothing_text, worth_text


def plot_routes(
    routes: Route | Sequence[Route] | Mapping[str, Route],
    *,
    constraints: Constraints | None = None,
    frame: Iterable[str] | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw routes over land and borders; what several run over is drawn once.

    Solid lines are rail, broken ones sea (see the legend), dotted ones "schematic": their links have no way-points.
    Where several routes are drawn, each has a number and a colour; stretches that they share are black and bear all
    their numbers. A gauge break, transshipment, customs or land border has its mark; names that find no free room are
    counted under the map.

    Parameters
    ----------
    routes
        One route, several, or several by name.
    constraints
        Their forbidden territories are tinted.
    frame
        Ids of the places that the window holds; None = all of the routes.
    title
        Title; None = origin, destination and totals.
    ax
        Axes to draw on; None = those of a new figure (`style.axes`).

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; ``ax.figure.savefig(...)`` writes them.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> routing.plots.plot_routes({"by sea": result.require()}, title="By sea").get_title(loc="left")
    'By sea'
    """
    named = named_routes(routes)
    return draw_map(
        Scene(
            routes=list(named.values()),
            names=list(named),
            networks=list(dict.fromkeys(route.network for route in named.values())),
            title=_title(list(named.values())) if title is None else title,
            constraints=constraints,
            frame=frame,
        ),
        ax,
    )


def plot_result(result: Result, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the best route of a result with the territories forbidden to it; without a route, where none was found.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> routing.plots.plot_result(result).get_title(loc="left")
    'A - B: 2.5 days; 500 USD; - km'
    """
    if result.best is None:
        return _plot_no_route(result, title, ax)
    told = _worth(_title([result.best]), result) if title is None else title
    return plot_routes(result.best, constraints=result.question.constraints, title=told, ax=ax)


def plot_alternatives(found: Alternatives, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw really different routes with the numbers that they have in their table; without one, why there is none.

    The legend says how much each repeats at most of an earlier one.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> fast = {"hours": 60, "usd": 500, "length_km": 900}
    >>> cheap = {"hours": 90, "usd": 300, "length_km": 800}
    >>> ways = [("A", "B", fast), ("A", "B", cheap)]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.alternatives(net, routing.Shipment("A", "B"), k=2)
    >>> axes = routing.plots.plot_alternatives(found)
    """
    if not found.routes:
        return _plot_no_route(found, title, ax)
    names = ["best", *(_shared(shared) for shared in found.shared[1:])]
    return draw_map(
        Scene(
            routes=found.routes,
            names=names,
            networks=[found.network],
            title=_worth(_title(found.routes), found) if title is None else title,
            constraints=found.question.constraints,
        ),
        ax,
    )


def plot_near_best(found: NearBest, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the best route and those nearly as good on one map; without a route, where none was found."""
    if found.best.best is None:
        return _plot_no_route(found.best, title, ax)
    routes = found.routes if found.others else found.best.best
    return plot_routes(routes, constraints=found.best.question.constraints, title=title, ax=ax)


def _plot_no_route(answer: Result | Alternatives, title: str | None, ax: Axes | None) -> Axes:
    reasons = "; ".join(map(str, answer.blocked_by))
    told = nothing_text(answer) + (f". Blocked by {reasons}" if reasons else "")
    asked = answer.question
    return draw_map(
        Scene(
            routes=(),
            names=(),
            networks=[answer.network],
            title=told if title is None else title,
            constraints=asked.constraints,
            ends=(asked.shipment.origin, asked.shipment.destination),
        ),
        ax,
    )


def _title(routes: Sequence[Route]) -> str:
    title = " and ".join(dict.fromkeys(ends_text(route) for route in routes))
    return f"{title}: {totals(routes[0])}" if len(routes) == 1 else title


def _worth(title: str, answer: Result | Alternatives) -> str:
    """Return a title with what the answer is worth, where that is less than proven."""
    worth = worth_text(answer.status)
    return f"{title} ({worth})" if worth else title


def _shared(shared: Sequence[float]) -> str:
    return f"shares {max(shared):.0%} with {shared.index(max(shared)) + 1}"
