"""`NearBest`: the best route beside the few that are nearly as good and far better in something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from routing.accounts.order import likely_gap
from routing.answer_warning import AnswerWarning
from routing.answers.comparison import Comparison
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.warned import once
from routing.question.measures import MEASURE_OF, TIME, Measure

BEST = "best"


@dataclass(frozen=True, eq=False, repr=False)
class NearBest(Comparison):
    """The best route, and those nearly as good in what was asked for that gain much in something else.

    Attributes
    ----------
    results
        ``best`` first; then by what each is the least of: ``fastest``, ``cheapest``, ``greenest``.
    tolerance
        How much more of what was asked for they may have, as a share of the best.
    gain
        How much less of the other they have at least, as a share of the best route's.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.near_best(routing.solve(net, routing.Shipment("A", "B")), tolerance=0.6)
    >>> {name: route.usd for name, route in found.others.items()}
    {'cheapest': 300.0}
    """

    results: Mapping[str, Result]
    tolerance: float
    gain: float

    @property
    def best(self) -> Result:
        """Return the answer that the others are nearly as good as."""
        return self.results[BEST]

    @property
    def others(self) -> dict[str, Route]:
        """Return the routes nearly as good, by what each is the least of."""
        return {name: route for name, route in self.routes.items() if name != BEST}

    @property
    def measure(self) -> Measure | None:
        """Return what was asked for; None of a generalised cost."""
        asked = self.best.question.minimise
        return MEASURE_OF[asked] if isinstance(asked, str) else None

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """Return the warnings of all results, each once; that the questions differ is what it is about."""
        return once(result.warnings for result in self.results.values())

    def likely_gap(self, name: str) -> tuple[float, float] | None:
        """Return between what P10 and P90 of the difference lie, in what was asked for: of a route less the best.

        A figure that both routes are made of moves both. None for what has no ranges: CO2e, km, days on the clock.
        """
        if self.measure is None or self.best.best is None:
            return None
        if self.best.best.model == "clock" and self.measure is TIME:
            return None
        first, other = self.best.best, self.others[name]
        found = likely_gap(first.network, first.load, first.steps, other.steps, self.measure.column)
        return None if found is None else (found[0] / self.measure.per, found[1] / self.measure.per)

    def may_turn(self, name: str) -> bool | None:
        """Tell whether the order of a route and the best is open within the ranges of their figures; None: no such."""
        gap = self.likely_gap(name)
        return None if gap is None else gap[0] < 0
