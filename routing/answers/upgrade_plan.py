"""`UpgradePlan`: which upgrades reach so many days, at which price, and what each of them saves."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning


@dataclass(frozen=True, slots=True)
class UpgradePoint:
    """A set of upgrades, and what it does.

    Attributes
    ----------
    upgrades
        Ids, in the order in which their rows are made; none that could be left out.
    usd
        What those of a known price cost.
    unknown
        Those whose price nobody knows, which is in no sum.
    days
        Days of all shipments, each as often as its weight says, by the sum of the weights; None where one has no route.
    each
        Days of each shipment.
    ways
        Per shipment the names of what carries it, in order.
    """

    upgrades: tuple[str, ...]
    usd: float
    unknown: tuple[str, ...]
    days: float | None
    each: tuple[float | None, ...]
    ways: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class UpgradeShare:
    """What an upgrade of the plan saves of the days that all of them save.

    Attributes
    ----------
    upgrade
        Its id.
    exact
        Its share (Shapley), in days: the mean of what it saves when it comes after some of the others, over all orders
        of them. An upgrade without what it requires saves nothing. All shares add up to what all save.
    error
        Standard error of the share, in days, where orders were drawn; 0 where all were taken.
    alone, last
        Days that it saves by itself (with what it requires), and when it comes after all others of the plan.
    """

    upgrade: str
    exact: Fraction
    error: float
    alone: float
    last: float

    @property
    def days(self) -> float:
        """Return the share as a number."""
        return float(self.exact)


@dataclass(frozen=True, slots=True)
class UpgradeThreshold:
    """How cheap an upgrade of unknown price would have to be for another answer.

    Attributes
    ----------
    upgrade
        Its id.
    below_usd
        Below this price it belongs to a better answer; None: at no price, or where `days` are told at any price.
    days
        Days that are reached with it then; None: it belongs to no better answer.
    """

    upgrade: str
    below_usd: float | None
    days: float | None = None


@dataclass(frozen=True, slots=True)
class UpgradeRung:
    """A step of the ladder: an upgrade more (with what it requires), its price, and the days with all so far."""

    upgrades: tuple[str, ...]
    usd: float
    days: float


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class UpgradePlan(Drawn, Travelling, Warned):
    """Which upgrades reach so many days, at which price; `routing.plan_upgrades` says what that means exactly.

    Attributes
    ----------
    network, questions, weights, upgrades, max_days, budget_usd
        What it is the answer to.
    status
        `Status.OPTIMAL`: the set and each point of the curve are proven. `Status.INFEASIBLE`: no set reaches it.
        `Status.UNKNOWN`: a limit was reached.
    before
        With no upgrade.
    chosen
        The set that was asked for: the cheapest, or the fastest; without either the last point of the curve.
    fastest
        The fewest days that any set reaches, those of unknown price among them.
    curve
        What each amount of money reaches, by rising price and falling days, without upgrades of unknown price.
    shares
        Of the days that the chosen set saves.
    ladder
        The chosen upgrades one after the other, those first that save most days for their price.
    thresholds
        Of the upgrades of unknown price.
    idle
        Ids of upgrades that change no time of any way: whatever is chosen, they do nothing here.
    expansions
        How many networks were looked at.
    warnings
        What it rests on.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 96})]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-B", "column": "hours", "value": 48, "why": "a new ship"}
    >>> rows = [networks.Change(action="set", **row)]
    >>> ship = networks.Upgrade(id="ship", title="A faster ship", changes=rows, price_usd=5e6, kind="quote")
    >>> plan = routing.plan_upgrades(net, [ship], routing.Shipment("A", "B"), max_days=3)
    >>> plan.chosen.upgrades, plan.chosen.usd, plan.chosen.days
    (('ship',), 5000000.0, 2.0)
    """

    network: Network
    questions: tuple[Question, ...]
    weights: tuple[int, ...]
    upgrades: tuple[Upgrade, ...]
    max_days: float | None
    budget_usd: float | None
    status: Status
    before: UpgradePoint
    chosen: UpgradePoint | None
    fastest: UpgradePoint | None
    curve: tuple[UpgradePoint, ...] = ()
    shares: tuple[UpgradeShare, ...] = ()
    ladder: tuple[UpgradeRung, ...] = ()
    thresholds: tuple[UpgradeThreshold, ...] = ()
    idle: tuple[str, ...] = ()
    expansions: int = 0
    warnings: tuple[AnswerWarning, ...] = ()

    def upgrade(self, name: str) -> Upgrade:
        """Return an upgrade by its id."""
        return next(one for one in self.upgrades if one.id == name)

    def network_with(self, point: UpgradePoint) -> Network:
        """Return the network with the upgrades of a point, to ask it anything else."""
        rows = [change for one in self.upgrades if one.id in point.upgrades for change in one.changes]
        return self.network.apply(rows) if rows else self.network
