"""`Result`: the answer to one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from networks.network import Network
from routing.answers.proof import Proof
from routing.answers.route import Route
from routing.answers.shown import Mapped, Scheduled
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.errors import LimitReachedError, NoRouteError
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning
    from routing.answers.conflict import Conflict


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Result(Scheduled, Mapped, Travelling, Warned):
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
    warnings
        What it rests on that is unknown, left out, ignored or out of date.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> result.status.name, result.best.days
    ('OPTIMAL', 2.5)
    """

    network: Network
    question: Question
    status: Status
    routes: tuple[Route, ...]
    proof: Proof
    blocked_by: tuple[Conflict, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def best(self) -> Route | None:
        """Return the best route, or None."""
        return self.routes[0] if self.routes else None

    def require(self) -> Route:
        """Return the best route.

        Raises
        ------
        NoRouteError
            There is none, with the reasons.
        LimitReachedError
            A limit was reached before any answer: whether there is a route is not known.
        """
        if self.best is None:
            if self.status is Status.UNKNOWN:
                raise LimitReachedError(f"{self.status.value}: {self.question}")
            reasons = "; ".join(map(str, self.blocked_by))
            raise NoRouteError(
                f"{self.status.value}: {self.question}" + (f". Blocked by: {reasons}" if reasons else "")
            )
        return self.best
