"""`CorridorTable`: for each corridor of a network the best route that uses it, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from networks.network import Network
from routing.accounts.provenance import ASSUMED
from routing.answer_warning import TURNED_BACK, AnswerWarning
from routing.answers.comparison import Comparison
from routing.answers.result import Result
from routing.answers.route import Route
from routing.answers.warned import once
from routing.question.question import Question
from routing.sealed_dict import SealedDict


@dataclass(frozen=True, eq=False, repr=False)
class CorridorTable(Comparison):
    """For each corridor the best route that uses it; `routing.corridor_table` says what that means exactly.

    Attributes
    ----------
    results
        Name of a corridor -> the answer to the question with that corridor as a via (and gateways in one direction,
        `Question.one_way`, where the best would turn back there); the best first, then those that turn back all the
        same, then those without a route.
    question
        What was asked, without a corridor.
    corridors
        Name -> id of the corridor.
    reasons
        Name -> why no route uses it, in words; of those without a route.

    Examples
    --------
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="north", tail="A", head="B", mode="sea", hours=60, usd=500)
    >>> _ = builder.add_link(id="south", tail="A", head="B", mode="sea", hours=90, usd=300)
    >>> _ = builder.add_corridor(id="cape", name="Cape", links=["south"])
    >>> found = routing.corridor_table(builder.build(), routing.Shipment("A", "B"))
    >>> {name: route.days for name, route in found.routes.items()}
    {'Cape': 3.75}
    """

    question: Question
    corridors: Mapping[str, str]
    reasons: Mapping[str, str]

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("corridors", "reasons"):
            object.__setattr__(self, name, SealedDict(dict(getattr(self, name))))

    @property
    def network(self) -> Network:
        """Return the network that was asked."""
        return next(iter(self.results.values())).network

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """Return the warnings of all results, each once; that the questions differ is what it is about."""
        return once(result.warnings for result in self.results.values())

    def turns_back(self, name: str) -> bool:
        """Tell whether the route by a corridor rides its gateway only to come back: nobody would go so."""
        return is_turned_back(self.results[name])

    def assumed(self, name: str) -> tuple[float, float] | None:
        """Return the shares of the hours and of the USD of a route that rest on assumptions; None without a route."""
        route: Route | None = self.results[name].best
        if route is None:
            return None
        shares = route.provenance()
        hours, usd = (sum(shares[of].get(kind, 0.0) for kind in ASSUMED) for of in ("hours", "usd"))
        return hours, usd


def is_turned_back(result: Result) -> bool:
    """Tell whether a route turns back at what it is to pass."""
    return any(warning.code == TURNED_BACK for warning in result.warnings)
