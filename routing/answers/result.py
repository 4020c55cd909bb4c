"""`Result`: the answer to one question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from networks.model.network import Network
from routing.answers.conflict import Conflict
from routing.answers.proof import Proof
from routing.answers.route import Route
from routing.errors import NoRouteError
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    import pandas

    from routing.views.report import Exploration


@dataclass(frozen=True, eq=False, kw_only=True)
class Result:
    """The answer to a question.

    Attributes
    ----------
    network, question
        What it is the answer to.
    status
        What it is worth.
    routes
        The routes found, best first; empty without a route.
    proof
        Why it is right.
    blocked_by
        Without a route: minimal sets of clashing constraints, each with what would open a route.
    excluded
        Arcs left out because the network has no figure for what the question asks, in words.
    assumptions
        What holds for lack of data, in words.
    """

    network: Network
    question: Question
    status: Status
    routes: tuple[Route, ...]
    proof: Proof
    blocked_by: tuple[Conflict, ...] = ()
    excluded: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = field(default=())

    @property
    def best(self) -> Route | None:
        """Return the best route, or None."""
        return self.routes[0] if self.routes else None

    def require(self) -> Route:
        """Return the best route; raise NoRouteError with the reasons if there is none."""
        if self.best is None:
            reasons = "; ".join(map(str, self.blocked_by))
            raise NoRouteError(
                f"{self.status.value}: {self.question}" + (f". Blocked by: {reasons}" if reasons else "")
            )
        return self.best

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain numbers and text, ready for JSON; units stand in the names."""
        from routing.views import result_dict

        return result_dict(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per step of the best route (no rows without one) as a pandas DataFrame."""
        from routing.views import result_frame

        return result_frame(self)

    def to_geojson(self) -> dict[str, Any]:
        """Return the best route as a GeoJSON FeatureCollection (RFC 7946); no features without a route."""
        from routing.views import result_geojson

        return result_geojson(self)

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw the best route and what was forbidden to it; options as in `routing.plots.plot_result`."""
        from routing.views.plots import plot_result

        return plot_result(self, ax=ax, **options)

    def explore(self, height_px: int = 640) -> Exploration:
        """Return the answer as an interactive page, which a notebook shows and `save` writes (extra ``report``)."""
        from routing.views.report import Exploration

        return Exploration(self, height_px)

    def _repr_html_(self) -> str:
        from routing.views.html import result_html

        return result_html(self)

    def __str__(self) -> str:
        from routing.views.text.result import result_text

        return result_text(self)
