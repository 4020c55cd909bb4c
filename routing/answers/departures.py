"""`Departures`: when to leave: every journey of a span of time that is worth taking."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, overload

from networks.network import Network
from routing.answers.route import Route
from routing.answers.shown import Drawn, Scheduled
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.errors import LimitReachedError, NoRouteError
from routing.question.constraints import Constraints
from routing.question.measures import Criterion
from routing.question.moments import told
from routing.question.question import Question
from routing.question.shipment import Shipment
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning
    from routing.answers.conflict import Conflict


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Departures(Scheduled, Drawn, Travelling, Warned, Sequence[Route]):
    """The journeys of a span of time that are worth taking, by the moment at which they leave.

    None of them leaves no later, arrives no earlier and is no better in the other criteria than another one, be it one
    that leaves after the end.

    Attributes
    ----------
    network, shipment, constraints, criteria
        What it is the answer to.
    start, end
        Goods leave from then until then.
    status
        `Status.OPTIMAL`: all of them. `Status.FEASIBLE`: slower ways between two departures, which might save
        demurrage, were too many to look at; all of the others. `Status.TRUNCATED`: a limit was reached, there may be
        more. `Status.INFEASIBLE`, `Status.UNKNOWN`: none.
    routes
        One for each, with the moment at which it leaves in `Route.shipment`.
    labels
        Labels that the search made.
    blocked_by
        Without a journey: why there is none.
    warnings
        What it rests on that is unknown, left out, ignored or out of date.

    Examples
    --------
    >>> import datetime, networks, routing
    >>> net, first = networks.load("eurasia"), datetime.date(2016, 3, 1)
    >>> found = routing.departures(net, routing.Shipment("JPYOK", "RUMOW"), first, first + datetime.timedelta(days=6))
    >>> best = found.best
    >>> best.leaves.date().isoformat(), best.arrives.date().isoformat(), round(best.days, 1)
    ('2016-03-02', '2016-03-25', 22.8)
    """

    network: Network
    shipment: Shipment
    constraints: Constraints
    criteria: tuple[Criterion, ...]
    start: datetime.datetime
    end: datetime.datetime
    status: Status
    routes: tuple[Route, ...]
    labels: int
    blocked_by: tuple[Conflict, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Route: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Route, ...]: ...
    def __getitem__(self, index: int | slice) -> Route | tuple[Route, ...]:
        """Return one route, or several."""
        return self.routes[index]

    def __len__(self) -> int:
        return len(self.routes)

    @property
    def question(self) -> Question:
        """Return what was asked, as a question on the clock about the first moment."""
        first = replace(self.shipment, ready=self.start)
        return Question(shipment=first, constraints=self.constraints, minimise="time", model="clock")

    def require(self) -> tuple[Route, ...]:
        """Return the journeys.

        Raises
        ------
        NoRouteError
            There is none, with the reasons.
        LimitReachedError
            A limit was reached before any was found.
        """
        if self.routes:
            return self.routes
        asked = f"{self.status.value}: {self.question}, leaving until {told(self.end)}"
        if self.status is Status.UNKNOWN:
            raise LimitReachedError(asked)
        reasons = "; ".join(map(str, self.blocked_by))
        raise NoRouteError(asked + (f". Blocked by: {reasons}" if reasons else ""))

    @property
    def best(self) -> Route | None:
        """Return the fastest journey; of equal ones the cheapest, and of these the first."""
        return min(self.routes, key=lambda route: _key(route, route.days, route.usd), default=None)

    @property
    def cheapest(self) -> Route | None:
        """Return the cheapest journey; of equal ones the fastest, and of these the first."""
        return min(self.routes, key=lambda route: _key(route, route.usd, route.days), default=None)


def _key(route: Route, *values: float | None) -> tuple[object, ...]:
    """Return by what journeys are put in order; what is not known comes last."""
    return (*((value is None, value or 0) for value in values), route.leaves)
