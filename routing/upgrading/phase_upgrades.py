"""`phase_upgrades`: which upgrades are begun in which year, within yearly budgets.

1. What each set of upgrades comes to is read and found as for a plan (`planning`).
2. The years are gone through one after the other, exactly (`routing.search.upgrades.phases`).
3. By both engines an integer programme is asked for the same least price, or least sum of days.
4. What is done at the end of each year is asked of the router again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.upgrade_phases import UpgradePhases
from routing.errors import LimitReachedError
from routing.question.constraints import Constraints
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment
from routing.search.budget import TimeUp
from routing.upgrading.asked import asked_of
from routing.upgrading.phased import Phased
from routing.upgrading.years import years_of


def phase_upgrades(
    network: Network,
    upgrades: Iterable[Upgrade],
    shipments: Shipment | Iterable[Shipment],
    *,
    yearly_budget_usd: Mapping[int, float],
    max_days: float | None = None,
    build_years: Mapping[str, int] | None = None,
    carry_over: bool = False,
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> UpgradePhases:
    """Return which upgrades are begun in which year so that the days are kept soonest, or for the least money.

    An upgrade is paid for in equal parts over the years that it is built, and counts from the end of the last of them.
    That takes the years from ``from_year`` to ``until_year`` where both are known, else one year, which is an
    assumption that the answer names; `build_years` says it otherwise. Those years say how long it takes, not when: when
    it is begun is what is asked. What is begun is done within the years asked about, no earlier than what it requires,
    and never beside what it excludes. Upgrades of unknown price are not begun.

    Parameters
    ----------
    network, upgrades, shipments, constraints
        As in `plan_upgrades`.
    yearly_budget_usd
        What may be spent in each year; years one after the other.
    max_days
        What each shipment may take. Told is every plan that no other one beats in both the year and the money. None:
        the plan with the fewest days on the mean of the years, the cheapest of these.
    build_years
        How many years upgrades take, by their ids, where the data do not say it or say it otherwise.
    carry_over
        Whether what a year leaves may be spent later. Else it is lost, as in most public budgets.
    options
        As in `solve`.

    Raises
    ------
    QuestionError, UnknownNameError, DataError
        A question that cannot be asked of this network; of the upgrades all findings.
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
    >>> money = {2026: 4e6, 2027: 5e6, 2028: 5e6}
    >>> found = phase_upgrades(net, ships, Shipment("A", "C"), yearly_budget_usd=money, max_days=4)
    >>> [(plan.reached_in, plan.usd, plan.upgrades) for plan in found.plans]
    [(2027, 5000000.0, ('one',))]
    >>> [year.point.days for year in phase_upgrades(net, ships, Shipment("A", "C"), yearly_budget_usd=money).best.years]
    [5.0, 3.0, 3.0]
    """
    asked = asked_of(network, upgrades, shipments, None, (max_days, None), constraints)
    years = years_of(asked, yearly_budget_usd, build_years, carry_over)
    options = checked_options(options)
    try:
        return Phased(network, asked, years, options).answer()
    except TimeUp as error:
        raise LimitReachedError(f"which upgrades in which year: {options.time_limit_s} s were not enough") from error
