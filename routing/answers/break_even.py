"""`BreakEven`: how much dearer or slower an element may become before the choice of route flips."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from networks.network import Network
from routing.amounts.units import HOUR, USD
from routing.answers.route import Route
from routing.answers.shown import Shown
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.question import Question

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning

COLUMN = {"hours": ("milliminutes", HOUR), "usd": ("millicents", USD)}
UNIT = {"hours": "h", "usd": "USD"}


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class BreakEven(Shown, Travelling, Warned):
    """How much dearer or slower an element may become before the choice of route flips.

    Attributes
    ----------
    network, question
        What the route is the answer to.
    element, change
        What changes: ``hours`` or ``usd`` of each use of the element.
    uses
        How often the best route uses it.
    slack
        What may be added to each use while the route stays a best one, that much included: exact milliminutes or
        millicents of the whole shipment. None: it stays best whatever is added.
    flips_to
        The best route once more than that is added; None where there is none, or where it never flips.
    reason
        Why it never flips, or why nothing is left then; "" otherwise.
    confirmed
        Whether a second engine confirmed every step.
    warnings
        What the two routes rest on that is unknown, left out, ignored or out of date; and that days do not move.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> ways = [("A", "B", {"hours": 60, "usd": 500}), ("A", "B", {"hours": 90, "usd": 300})]
    >>> net = networks.from_networkx(networkx.MultiGraph(ways), mode="sea")
    >>> result = routing.solve(net, routing.Shipment("A", "B"))
    >>> found = routing.break_even(net, result, "sea:A-B")
    >>> found.per_use, found.flips_to.days  # 30 hours more, then the other way is as fast
    (30.0, 3.75)
    """

    network: Network
    question: Question
    element: str
    change: str
    uses: int
    slack: Fraction | None
    flips_to: Route | None
    reason: str
    confirmed: bool
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def per_use(self) -> float | None:
        """Return the slack of each use in hours or USD; None where the choice never flips."""
        return None if self.slack is None else float(self.slack / COLUMN[self.change][1])
