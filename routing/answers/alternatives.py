"""`Alternatives`: the best route and the best ones after it that repeat only a part of those before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from networks.network import Network
from routing.answers.proof import Proof
from routing.answers.route import Route
from routing.answers.shown import Mapped
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning
    from routing.answers.conflict import Conflict


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Alternatives(Mapped, Travelling, Warned, Sequence[Route]):
    """Really different routes, best first; `routing.alternatives` says what that means exactly.

    Attributes
    ----------
    network, question
        What it is the answer to.
    k, max_shared, shared_by, distinct
        How many were asked for, and when two count as different: see `routing.alternatives`.
    status
        `Status.OPTIMAL`: as many as asked for, or all that there are. `Status.FEASIBLE`: the same, but at least one is
        not proven best. `Status.TRUNCATED`: a limit of the search was reached after those found. `Status.INFEASIBLE`,
        `Status.UNKNOWN`: no route.
    reason
        Why there are fewer than `k`, in words; "" where there are not.
    routes, proofs
        One proof for each route.
    shared
        For each route, its share with each earlier one, from 0 to `max_shared` (by named corridors: whatever it is);
        none for the first.
    labels
        Labels that all searches made together.
    blocked_by
        Without a route: minimal sets of clashing constraints.
    warnings
        What it rests on that is unknown, left out, ignored or out of date.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> fast = {"hours": 60, "usd": 500, "length_km": 900}
    >>> cheap = {"hours": 90, "usd": 300, "length_km": 800}
    >>> ways = [("A", "B", fast), ("A", "B", cheap)]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> found = routing.alternatives(net, routing.Shipment("A", "B"), k=2)
    >>> [route.days for route in found], found.shared[1]
    ([2.5, 3.75], (0.0,))
    """

    network: Network
    question: Question
    k: int
    max_shared: float
    shared_by: str
    distinct: str
    status: Status
    reason: str
    routes: tuple[Route, ...]
    proofs: tuple[Proof, ...]
    shared: tuple[tuple[float, ...], ...]
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
