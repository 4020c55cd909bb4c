"""`plan_upgrades`: which upgrades reach so many days, at which price.

1. What the upgrades make of each step is read from networks with their rows made (`readings`, `variants`).
2. The cheapest set, the fastest one and the curve are found by labels, and proven (`routing.search.upgrades`).
3. What is told is asked of the router again, on the network with these rows, by both engines, and verified
   (`planning`).
4. What each upgrade saves is its share by Shapley (`shares`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, overload

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.upgrade_plan import UpgradePlan
from routing.answers.welfare_plan import WelfarePlan
from routing.errors import LimitReachedError
from routing.question.arguments import check_kinds
from routing.question.constraints import Constraints
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment
from routing.question.welfare import Welfare
from routing.search.budget import TimeUp
from routing.upgrading.asked import asked_for_welfare, asked_of
from routing.upgrading.planning import Planning
from routing.upgrading.welfare import WelfareSearch


@overload
def plan_upgrades(
    network: Network,
    upgrades: Iterable[Upgrade],
    shipments: Shipment | Iterable[Shipment],
    *,
    max_days: float | None = None,
    budget_usd: float | None = None,
    welfare: None = None,
    weights: Iterable[int] | None = None,
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> UpgradePlan: ...


@overload
def plan_upgrades(
    network: Network,
    upgrades: Iterable[Upgrade],
    shipments: Any,
    *,
    budget_usd: float | None = None,
    welfare: Welfare,
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> WelfarePlan: ...


def plan_upgrades(
    network: Network,
    upgrades: Iterable[Upgrade],
    shipments: Any,
    *,
    max_days: float | None = None,
    budget_usd: float | None = None,
    welfare: Welfare | None = None,
    weights: Iterable[int] | None = None,
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> UpgradePlan | WelfarePlan:
    """Return the cheapest upgrades that reach so many days, the fastest within a budget, and what all money reaches.

    Every shipment takes its fastest way on the network in which the rows of the chosen upgrades are made, by waits as
    expected; capacities are not held against. The rows are made in the order in which the upgrades stand, so a later
    row replaces an earlier one. An upgrade is chosen only with all that it requires and nothing that excludes it.

    An upgrade of unknown price is chosen only where no set of known prices reaches the days, and then as few of them as
    possible; never within a budget, and not on the curve. What its price would have to be is told (`thresholds`).

    Each set that is told is proven, and asked of the router again.

    With `welfare` many shipments share capacities instead, and what all of them together pay in a week is least, as
    `routing.assign` says it on the network with the rows of a set: within the budget, and where `Welfare.weeks` says
    so with the price of the set added to so many weeks. Sets of unknown price are not bought. The answer is a
    `WelfarePlan` then, always with its bound.

    Parameters
    ----------
    network
        What exists.
    upgrades
        Such as `networks.upgrades` and `networks.read_upgrades` return them.
    shipments
        One or several.
    max_days
        The cheapest set with which each shipment takes no more is asked for.
    budget_usd
        The set of known prices within it by which all shipments take fewest days is asked for, the cheapest of those.
        Neither: the last point of the curve.
    welfare
        A `Welfare`: shipments are what `routing.assign` takes then, and neither `max_days` nor `weights` is given.
    weights
        How often each shipment counts, whole numbers from 1; None: one each.
    constraints
        Bans and vias, for all shipments; limits on a sum, and dates, are refused.
    options
        As in `solve`.

    Raises
    ------
    QuestionError, UnknownNameError, DataError
        A question that cannot be asked of this network: of the upgrades all findings, such as rows that cannot be made,
        or upgrades that require each other in a circle.
    LimitReachedError
        A limit was reached before there was an answer.

    Examples
    --------
    >>> import networkx, networks
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 96}), ("B", "C", {"hours": 48})]), mode="sea")
    >>> def faster(link, hours):
    ...     row = {"table": "links", "element": link, "column": "hours", "value": hours}
    ...     return [networks.Change(action="set", **row, why="a new ship")]
    >>> ships = [
    ...     networks.Upgrade(id="one", title="one", changes=faster("sea:A-B", 48), price_usd=5e6, kind="quote"),
    ...     networks.Upgrade(id="two", title="two", changes=faster("sea:B-C", 24), price_usd=4e6, kind="quote"),
    ... ]
    >>> plan = plan_upgrades(net, ships, Shipment("A", "C"), max_days=5)
    >>> plan.chosen.upgrades, plan.chosen.usd, plan.chosen.days
    (('two',), 4000000.0, 5.0)
    >>> [(point.usd, point.days) for point in plan.curve]
    [(0.0, 6.0), (4000000.0, 5.0), (5000000.0, 4.0), (9000000.0, 3.0)]
    """
    if welfare is not None:
        check_kinds(welfare=(welfare, Welfare, "a routing.Welfare"))
        given = asked_for_welfare(network, upgrades, welfare.capacities, budget_usd, (max_days, weights))
        search = WelfareSearch(network, given, welfare, budget_usd, checked_options(options))
        return search.answer(shipments, constraints)
    asked = asked_of(network, upgrades, shipments, weights, (max_days, budget_usd), constraints)
    options = checked_options(options)
    try:
        return Planning(network, asked, options).answer()
    except TimeUp as error:
        raise LimitReachedError(f"which upgrades: {options.time_limit_s} s were not enough") from error
