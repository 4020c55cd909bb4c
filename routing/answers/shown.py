"""The seam between answers and views: what an answer can be shown as is what it derives from.

Answers are data; how they are shown stands in `routing.views`. The classes here are the only way there, and import a
form when it is asked for, so that an answer costs nothing until somebody looks at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

    from routing.views.report import Exploration


class Shown:
    """An answer as text, on one line, in a notebook, as plain data and as a table: every answer has these forms."""

    __slots__ = ()

    def __str__(self) -> str:
        from routing.views.text import text

        return text(self)

    def __repr__(self) -> str:
        from routing.views.text import one_line

        return one_line(self)

    def _repr_html_(self) -> str:
        from routing.views.html import html

        return html(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain numbers and text, ready for JSON; units stand in the names."""
        from routing.views.as_dict import as_dict

        return as_dict(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return the answer as a pandas DataFrame; units stand in the names of the columns.

        One row per step of a route, and of the best route of a result (no rows without one); per part of a way by one
        mode; per route of a front and of alternatives; per component and result of a comparison; per corridor of a
        table of corridors; per lane; per set and shipment, element alone and least set that cuts off of what is
        critical; per set, step of the ladder, share and threshold of a plan of upgrades; per set, effect and price of
        robust upgrades; per plan and year of upgrades over the years; per set of the best upgrades for all;
        without, with and difference for a price of constraints; per link of an audit; per indicator, price component
        and transport chain element; per figure that moves or turns an answer; one row of a break-even.
        ``attrs["status"]`` tells what the answer is worth (of several results ``attrs["statuses"]``).
        """
        from routing.views.as_frame import frame_of

        return frame_of(self)


class Drawn(Shown):
    """An answer that can be drawn as well."""

    __slots__ = ()

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw the answer and return the matplotlib Axes (extra ``plot``).

        A route, the best route of a result and alternatives are drawn on a map (options as in
        `routing.plots.plot_routes`); a front as days against USD (`plot_frontier`); departures from leaving to arriving
        (`plot_departures`); a comparison and a price of constraints as waterfalls (`plot_comparison`, `plot_price`); a
        way on a map of its own (`plot_way`); corridors as bars of days (`plot_corridors`); what decides as a tornado
        (`plot_sensitivity`); what is critical as bars of shipments (`plot_critical`); a plan of upgrades as its ladder
        or curve (`plot_upgrades`), over the years (`plot_upgrade_phases`), for all shippers together (`plot_welfare`),
        or how sure each set is and what to learn first (`plot_robust_upgrades`); price components, CO2e by chain
        element and an audit as bars.

        Parameters
        ----------
        ax
            Axes to draw on; None = those of a new figure. No window is opened.
        """
        from routing.views.drawing import draw

        return draw(self, ax=ax, **options)


class Mapped(Drawn):
    """An answer that has routes: it can also be laid on a map, and looked around in."""

    __slots__ = ()

    def to_geojson(self) -> dict[str, Any]:
        """Return the routes as a GeoJSON FeatureCollection (RFC 7946), cut at the 180th meridian.

        A line for each leg and a point for each place where something happens; no features without a route. Where
        there are several routes, each feature says which one it is of.
        """
        from routing.views.as_geojson import geojson

        return geojson(self)

    def explore(self, height_px: int = 640) -> Exploration:
        """Return the answer as an interactive page, which a notebook shows and `save` writes (extra ``report``)."""
        from routing.views.report import Exploration

        return Exploration(self, height_px)


class Scheduled(Shown):
    """An answer that can be a calendar, if it is on the clock."""

    __slots__ = ()

    def to_ics(self) -> str:
        """Return the answer as a calendar (RFC 5545).

        Of a route an event for each leg, for each cut-off and for the deadline; of journeys to choose from one each.
        Moments are in UTC, lines end in CR and LF, and the same question of the same data gives the same bytes.

        Raises
        ------
        QuestionError
            The answer is not on the clock: ask with `depart` or `arrive_by`.
        NoRouteError, LimitReachedError
            There is no route.
        """
        from routing.views.ics import ics

        return ics(self)


def itinerary(route: Any) -> str:
    """Return every step of a route as text: when it ends, how long it takes, and what that figure rests on."""
    from routing.views.text.steps import itinerary_text

    return itinerary_text(route)
