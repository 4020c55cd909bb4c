"""`Assignment`: what each shipper's goods do on shared capacities, what is left behind, and what chokes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from networks.network import Network
from routing.accounts.assigned import Total, totals_of, users_of
from routing.answers.conflict import Conflict
from routing.answers.empty_boxes import BoxPlace, EmptyRun
from routing.answers.route import Route
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.wait import Wait
from routing.answers.warned import Warned
from routing.errors import QuestionError
from routing.question.capacity import Held, Unit
from routing.question.congestion import Choice, Congestion
from routing.question.consignment import Consignment
from routing.question.constraints import Constraints
from routing.question.empties import Empties
from routing.question.question import Question
from routing.sealed_dict import SealedDict
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning

Why = Literal["no route", "penalty", "capacity", "boxes", "waiting", "whole", "limit"]
WHY: dict[Why, str] = {
    "no route": "no route at all",
    "penalty": "dearer than to leave it behind",
    "capacity": "no capacity left",
    "boxes": "no box comes back",
    "waiting": "dearer with the waiting than to leave it behind",
    "whole": "no room for a whole one, or too little for what runs full enough or not at all",
    "limit": "not looked at, for a limit was reached",
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Sent(Travelling):
    """What of a consignment takes one route.

    Attributes
    ----------
    consignment
        Its number, from 0.
    route
        Of one shipment.
    per_week
        How many a week.
    usd
        What one costs its shipper without waiting: money, and time and CO2e at the prices of the consignment.
    waiting_h, waiting_usd
        For how long one waits where waiting grows with use, and what that costs its shipper. Its route knows nothing of
        it.
    """

    consignment: int
    route: Route
    per_week: float
    usd: float
    waiting_h: float = 0.0
    waiting_usd: float = 0.0

    @property
    def paid_usd(self) -> float:
        """Return what one costs its shipper, waiting included."""
        return self.usd + self.waiting_usd


@dataclass(frozen=True, eq=False, kw_only=True)
class Left(Travelling):
    """What of a consignment is not carried.

    Attributes
    ----------
    consignment
        Its number, from 0.
    per_week
        How many shipments a week.
    usd
        What it costs to leave one behind.
    why
        ``"no route"``, ``"penalty"`` (its cheapest route is dearer than `usd`), ``"capacity"``, ``"boxes"`` (there
        would be room, but no box comes back for what one may cost), ``"waiting"`` (with which routes are dearer),
        ``"whole"`` (where something has to be whole) or ``"limit"``.
    cheapest_usd
        What its cheapest route would cost if it had room; None where it has none.
    full
        Of ``"capacity"``: what its cheapest route would use that is full, by kind and id; of ``"boxes"`` what the
        cheapest ways of empty boxes to its origin would.
    blocked_by
        Of ``"no route"``: the constraints that clash, as in `routing.solve`.
    box_usd
        Of ``"boxes"``: what the boxes of one shipment may cost at most for it to be carried.
    """

    consignment: int
    per_week: float
    usd: float
    why: Why
    cheapest_usd: float | None = None
    full: tuple[str, ...] = ()
    blocked_by: tuple[Conflict, ...] = ()
    box_usd: float | None = None

    @property
    def words(self) -> str:
        """Return the reason in words."""
        if self.why == "no route" and self.blocked_by:
            return f"{WHY[self.why]}: {'; '.join(map(str, self.blocked_by))}"
        if self.why == "penalty":
            return f"its cheapest route costs {self.cheapest_usd:,.0f} USD, {WHY[self.why]} ({self.usd:,.0f} USD)"
        if self.box_usd is not None:
            full = f"; full on ways back: {', '.join(self.full)}" if self.full else ""
            return f"{WHY[self.why]} for the {self.box_usd:,.0f} USD that it may cost at most{full}"
        return f"{WHY[self.why]} on {', '.join(self.full)}" if self.full else WHY[self.why]


@dataclass(frozen=True, kw_only=True)
class Use(Travelling):
    """An element with a capacity, what uses it, and what a unit more of it would be worth.

    Attributes
    ----------
    kind, element
        What it is: `routing.Capacity` says what is counted.
    on
        Of a service, the leg or link that this is; "" of anything else.
    unit
        ``TEU`` or ``t``.
    capacity, flow
        In a week.
    least, fixed_usd
        What it carries at least if it is used at all, and what that costs.
    price_usd
        The shadow price: by how much all costs together would fall with a unit a week more; 0 where it is not full.
        With the others it proves the bound.
    served_more
        How much more of the same unit a unit of capacity would let through that is left behind now; None where that is
        not known.
    empties
        Of `flow`, what empty boxes take.
    avoided_usd, saved_usd
        The two parts of the price: what would be paid less for what is left behind, an echo of what that is said to
        cost; and how much cheaper carriage would be, below 0 where it is carried what was left behind before. None
        where that is not known.
    """

    kind: Held
    element: str
    on: str = ""
    unit: Unit
    capacity: float
    flow: float
    least: float = 0.0
    fixed_usd: float = 0.0
    price_usd: float = 0.0
    served_more: float | None = None
    avoided_usd: float | None = None
    saved_usd: float | None = None
    empties: float = 0.0

    @property
    def utilisation(self) -> float | None:
        """Return the share of the capacity that is used; None where there is none."""
        return self.flow / self.capacity if self.capacity else None

    @property
    def name(self) -> str:
        """Return what it is in one text."""
        return f"{self.kind} {self.element}" + (f" on {self.on}" if self.on else "")


@dataclass(frozen=True, eq=False, kw_only=True)
class Relief(Travelling):
    """The least growth of capacities with which all that has a route is carried, whatever it costs.

    Whole shipments are counted as if they could be split.

    Attributes
    ----------
    needed
        Per name of what has to grow, what it would have to carry in a week. Other growths may do as well; none that
        comes to a smaller sum of shares does. Empty where nothing has to grow: there are ways for all, dearer ones than
        leaving the rest behind.
    growth, bound
        The sum of the shares by which capacities grow, and what every such sum is at least.
    cut
        What proves it, by name: more must pass these together than they carry. Per name the weight of a unit. Empty
        where nothing has to grow.
    boxes
        Where boxes have to balance, the weight of one of each size at each place in that proof: what goes from one
        place to another weighs the difference more. Those of weight 0 are left out.
    """

    needed: Mapping[str, float]
    growth: float
    bound: float
    cut: Mapping[str, float]
    boxes: Mapping[str, float] = field(default_factory=SealedDict)


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class Assignment(Drawn, Travelling, Warned):
    """How all consignments are carried within the capacities: at least cost for all, or as each chooses for itself.

    Attributes
    ----------
    network, consignments
        What it is the answer to; places by id, and what `assign` was asked with for all filled in.
    status
        `Status.OPTIMAL`: no assignment costs less, but for `max_gap`; `Status.FEASIBLE`: one with its bound, a limit
        was reached before; `Status.UNKNOWN`: a limit was reached before anything was known.
    usd
        Generalised cost of all that is carried, waiting and empty boxes included, and the price of all that is left
        behind, in USD a week; None of `Status.UNKNOWN`.
    bound_usd
        No assignment costs less. Of a user equilibrium: what all would pay on their cheapest routes, under the waiting
        as it is and the prices of full capacities, less what those prices come to; where that is `usd`, nobody has a
        cheaper route. It is no bound of what other assignments cost.
    relaxed_usd
        The bound that the shadow prices prove. Where something has to be whole that is one of shipments in parts, and
        `bound_usd` may be above it: then all routes that could matter have been looked at.
    is_whole
        Whether something has to be whole, or is used enough or not at all; the shadow prices are those of parts then.
    max_gap
        The share of `usd` by which `bound_usd` may be below it for `Status.OPTIMAL`.
    sent, left
        What is carried, by consignment and then from the cheapest route on; and what is not.
    uses
        Everything with a capacity, those with the dearest shadow price in a week first.
    relief
        Where goods are left behind for want of room: what would have to grow; None without such, or where the time was
        over.
    empties
        How empty boxes come back, if they have to; with ids of places, and the share that the network states.
    runs, boxes
        The empty boxes that go, the dearest route of a pair last; and how boxes balance at each place.
    choice
        ``"system optimum"``, or ``"user equilibrium"``.
    congestion, waits
        Where waiting grows with use, as asked; and the waiting there, where most is paid first.
    master, columns, rounds
        Which solver mixed the routes, how many routes it was given, and how often it was asked.
    warnings
        What it rests on.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> near, there, on = ({"hours": 24, "usd": usd} for usd in (100, 90, 60))
    >>> ways = networkx.Graph([("A", "B", near), ("A", "C", there), ("C", "B", on)])
    >>> net = networks.from_networkx(ways, mode="sea")
    >>> boxes = routing.Consignment(shipment=routing.Shipment("A", "B"), per_week=10)
    >>> found = routing.assign(net, [boxes], {"sea:A-B": 6})
    >>> found.status.name, found.usd, found.bound_usd
    ('OPTIMAL', 1200.0, 1200.0)
    >>> [(sent.route.places, sent.per_week, sent.usd) for sent in found.sent]
    [(('A', 'B'), 6.0, 100.0), (('A', 'C', 'B'), 4.0, 150.0)]
    >>> [(use.name, use.flow, use.price_usd, use.saved_usd) for use in found.uses]
    [('link sea:A-B', 6.0, 50.0, 50.0)]
    """

    network: Network
    consignments: tuple[Consignment, ...]
    status: Status
    usd: float | None
    bound_usd: float
    relaxed_usd: float
    max_gap: float
    sent: tuple[Sent, ...]
    left: tuple[Left, ...]
    uses: tuple[Use, ...]
    is_whole: bool = False
    relief: Relief | None = None
    empties: Empties | None = None
    runs: tuple[EmptyRun, ...] = ()
    boxes: tuple[BoxPlace, ...] = ()
    choice: Choice = "system optimum"
    congestion: tuple[Congestion, ...] = ()
    waits: tuple[Wait, ...] = ()
    master: str = ""
    columns: int = 0
    rounds: int = 0
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def gap(self) -> float | None:
        """Return the share of `usd` by which `bound_usd` is below it; None without a cost."""
        if self.usd is None:
            return None
        return (self.usd - self.bound_usd) / self.usd if self.usd > 0 else 0.0

    @property
    def bottlenecks(self) -> tuple[Use, ...]:
        """Return what has a shadow price."""
        return tuple(use for use in self.uses if use.price_usd > 0)

    @property
    def boxes_empty(self) -> float:
        """Return how many boxes a week come empty to where they are wanted; one that goes on empty counts once."""
        return sum(max(one.empty_in - one.empty_out, 0.0) for one in self.boxes)

    @property
    def is_equilibrium(self) -> bool:
        """Tell whether each shipper chooses for itself."""
        return self.choice == "user equilibrium"

    def price_of_anarchy(self, optimum: Assignment) -> float:
        """Return how many times the cost of a system optimum this user equilibrium costs, of the same question.

        Raises
        ------
        QuestionError
            Not an equilibrium and an optimum of the same consignments, capacities and congestion, or without a cost.

        Examples
        --------
        Two ways, of which one always costs 1 USD and the other as much as there is on it (Pigou 1920): all take the
        second, though for all together it would be best if half of them did.

        >>> import networkx, networks, routing
        >>> ways = networkx.MultiGraph([("A", "B", {"hours": 1, "usd": usd}) for usd in (1, 0)])
        >>> net = networks.from_networkx(ways, mode="sea")
        >>> boxes = routing.Consignment(shipment=routing.Shipment("A", "B"), unserved_usd=9)
        >>> queue = routing.Congestion("link", "sea:A-B.1", [(0, 0), (1, 1)], usd_per_hour=1)
        >>> alone, best = (
        ...     routing.assign(net, [boxes], congestion=[queue], choice=choice)
        ...     for choice in ("user equilibrium", "system optimum")
        ... )
        >>> alone.usd, best.usd, round(alone.price_of_anarchy(best), 4)
        (1.0, 0.75, 1.3333)
        """
        if not (self.is_equilibrium and not optimum.is_equilibrium and _asked(self) == _asked(optimum)):
            raise QuestionError(["optimum: expected a system optimum of what this user equilibrium is one of"])
        if self.usd is None or not optimum.usd:
            raise QuestionError(["optimum: expected answers with a cost above 0"])
        return self.usd / optimum.usd

    def question(self, consignment: int) -> Question:
        """Return what a consignment asks for one of its shipments, by its number."""
        one = self.consignments[consignment]
        assert one.minimise is not None
        return Question(shipment=one.shipment, constraints=one.constraints or Constraints(), minimise=one.minimise)  # type: ignore[arg-type]

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """Return what becomes of each commodity, by name."""
        return totals_of(self)

    def users(self, use: Use) -> Iterator[tuple[int, float]]:
        """Yield each consignment that uses an element, by number, with how much of its unit a week."""
        yield from users_of(self, use)

    def in_all(self, of: Literal["asked", "carried", "left"]) -> float:
        """Return how many shipments a week were asked for, are carried, or left behind."""
        return float(sum(getattr(total, of) for total in self.totals))


def _asked(found: Assignment) -> object:
    """Return what an assignment was asked with, but for who chooses."""
    held = {(use.name, use.unit, use.capacity) for use in found.uses}
    return sorted(map(repr, found.consignments)), found.congestion, held
