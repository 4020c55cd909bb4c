"""`UpgradePhases`: which upgrades are begun in which year, within yearly budgets, and the days after each year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.upgrade_plan import UpgradePoint
from routing.answers.warned import Warned
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning


@dataclass(frozen=True, slots=True)
class PhasedYear:
    """What is done in a year.

    Attributes
    ----------
    year
        Which one.
    budget_usd, spent_usd
        What may be spent in it, and what is.
    begun, done
        Ids of the upgrades that are begun in it, and of those that are done at its end and were not before.
    point
        All upgrades that are done at its end, and the days with them.
    """

    year: int
    budget_usd: float
    spent_usd: float
    begun: tuple[str, ...]
    done: tuple[str, ...]
    point: UpgradePoint


@dataclass(frozen=True, slots=True)
class PhasedPlan:
    """Upgrades over the years.

    Attributes
    ----------
    usd
        What they cost in all.
    reached_in
        Year at whose end all shipments keep the days that were asked for; None where they do not, or were not.
    years
        Of all years, in their order.
    """

    usd: float
    reached_in: int | None
    years: tuple[PhasedYear, ...]

    @property
    def upgrades(self) -> tuple[str, ...]:
        """Return the upgrades in the order in which they are begun."""
        return tuple(name for year in self.years for name in year.begun)

    @property
    def last(self) -> UpgradePoint:
        """Return what is reached at the end of the last year."""
        return self.years[-1].point


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class UpgradePhases(Drawn, Travelling, Warned):
    """Which upgrades are begun in which year; `routing.phase_upgrades` says what that means exactly.

    Attributes
    ----------
    network, questions, upgrades, max_days, yearly_budget_usd, is_carried
        What it is the answer to; the budgets as pairs of a year and USD.
    built_in
        Per upgrade, by its id, how many years it takes, and whether that is assumed.
    status
        `Status.OPTIMAL`: each plan is proven. `Status.INFEASIBLE`: the days are not reached within the budgets.
    before
        With no upgrade.
    plans
        Asked for days: the earliest year in which they are kept, for the least money; then for less and less money the
        later years. Else the one plan with the fewest days on the mean of the years.
    best
        Where the days are not reached: the plan with the fewest days at the end of the last year.
    warnings
        What it rests on.

    Examples
    --------
    >>> import networkx, networks, routing
    >>> net = networks.from_networkx(networkx.Graph([("A", "B", {"hours": 96})]), mode="sea")
    >>> row = {"table": "links", "element": "sea:A-B", "column": "hours", "value": 48, "why": "a new ship"}
    >>> rows = [networks.Change(action="set", **row)]
    >>> ship = networks.Upgrade(id="ship", title="A faster ship", changes=rows, price_usd=5e6, kind="quote")
    >>> box, money = routing.Shipment("A", "B"), {2026: 2e6, 2027: 6e6}
    >>> found = routing.phase_upgrades(net, [ship], box, yearly_budget_usd=money, max_days=3)
    >>> found.fastest.reached_in, [(year.year, year.begun, year.point.days) for year in found.fastest.years]
    (2027, [(2026, (), 4.0), (2027, ('ship',), 2.0)])
    """

    network: Network
    questions: tuple[Question, ...]
    upgrades: tuple[Upgrade, ...]
    max_days: float | None
    yearly_budget_usd: tuple[tuple[int, float], ...]
    is_carried: bool
    built_in: tuple[tuple[str, int, bool], ...]
    status: Status
    before: UpgradePoint
    plans: tuple[PhasedPlan, ...] = ()
    best: PhasedPlan | None = None
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def fastest(self) -> PhasedPlan | None:
        """Return the plan that keeps the days in the earliest year, for the least money; None where none does."""
        return self.plans[0] if self.plans else None

    @property
    def cheapest(self) -> PhasedPlan | None:
        """Return the plan that keeps the days for the least money, in the earliest year; None where none does."""
        return self.plans[-1] if self.plans else None

    def upgrade(self, name: str) -> Upgrade:
        """Return an upgrade by its id."""
        return next(one for one in self.upgrades if one.id == name)
