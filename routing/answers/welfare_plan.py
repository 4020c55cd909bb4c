"""`WelfarePlan`: which upgrades are the best for all who share capacities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.assignment import Assignment
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.consignment import Consignment
from routing.question.welfare import Welfare
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning


@dataclass(frozen=True, slots=True)
class WelfarePoint:
    """A set of upgrades, and what it does.

    Attributes
    ----------
    upgrades
        Ids, in the order in which their rows are made.
    usd
        What they cost, once.
    week_usd, week_bound_usd
        What all shipments cost in a week with it, what is left behind among it; and what every assignment costs at
        least. None: a limit was reached before one was found.
    left
        How many shipments a week stay behind.
    """

    upgrades: tuple[str, ...]
    usd: float
    week_usd: float | None
    week_bound_usd: float
    left: float

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the upgrades of unknown price: none is bought."""
        return ()


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class WelfarePlan(Drawn, Travelling, Warned):
    """Which upgrades are the best for all shippers together; `routing.plan_upgrades` says what that means exactly.

    Attributes
    ----------
    network, consignments, upgrades, welfare, budget_usd
        What it is the answer to; consignments with all filled in, what it costs to leave one behind among it.
    status
        `Status.OPTIMAL`: no set is better by more than the gap; `Status.FEASIBLE`: a set with its bound, a limit was
        reached before; `Status.UNKNOWN`: a limit was reached before anything was known.
    before, chosen
        With no upgrade, and with the best set.
    usd, bound_usd
        What is least: with `Welfare.weeks` so many weeks and the price of the set, else one week. And what every set
        comes to at least; where each shipper chooses, of the equilibria that were found.
    gap
        Of `usd`, the share by which the bound is below it; None without a set.
    assignments
        How many sets were assigned with.
    is_bounded
        Whether upgrades can only help, as far as their rows tell, so that sets were left out by bounds; else, and where
        each shipper chooses, all sets that may be bought were tried.
    assignment
        What is carried how with the best set, by `routing.assign` on the network with it.
    warnings
        What it rests on.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> near, far = {"hours": 24, "usd": 100}, {"hours": 48, "usd": 400}
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", near), ("A", "C", far), ("C", "B", far)]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-C", "column": "usd", "value": 50, "why": "a larger ship"}
    >>> rows = [networks.Change(action="set", **row)]
    >>> ship = networks.Upgrade(id="ship", title="A larger ship", changes=rows, price_usd=1e5, kind="quote")
    >>> boxes = routing.Consignment(shipment=routing.Shipment("A", "B"), per_week=10)
    >>> asked = routing.Welfare(weeks=100, capacities={"sea:A-B": 6})
    >>> plan = routing.plan_upgrades(net, [ship], [boxes], welfare=asked)
    >>> plan.chosen.upgrades, plan.before.week_usd, plan.chosen.week_usd, plan.usd
    (('ship',), 3800.0, 2400.0, 340000.0)
    """

    network: Network
    consignments: tuple[Consignment, ...]
    upgrades: tuple[Upgrade, ...]
    welfare: Welfare
    budget_usd: float | None
    status: Status
    before: WelfarePoint
    chosen: WelfarePoint | None
    usd: float | None
    bound_usd: float
    gap: float | None
    assignments: int
    is_bounded: bool
    assignment: Assignment | None
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def saved_usd(self) -> float | None:
        """Return what the best set saves in a week."""
        if self.chosen is None or self.chosen.week_usd is None or self.before.week_usd is None:
            return None
        return self.before.week_usd - self.chosen.week_usd
