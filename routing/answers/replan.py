"""`Replan`: what goods that are under way should do, beside what was planned for them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from routing.amounts.units import DAY, KG, USD
from routing.answer_warning import AnswerWarning
from routing.answers.comparison import Comparison
from routing.answers.result import Result
from routing.answers.warned import once
from routing.question.measures import COLUMNS
from routing.status import Status
from routing.steps.step import Step, added

PLAN, KEEP, NEW = "plan", "keep", "new"


@dataclass(frozen=True, eq=False, repr=False)
class Replan(Comparison):
    """What goods that are under way should do from a moment on; totals of all its routes are those of whole journeys.

    Attributes
    ----------
    results
        ``plan``: as it was planned; ``keep``: with the services and ways of the plan, under the events of the network
        (not of goods that are elsewhere); ``new``: the best there is from where the goods are. What is behind is the
        same in all and counted once in each.
    at, where
        The moment, and the place that the goods are at or come to next.
    behind
        Steps that are over or under way: what they took and cost is sunk.
    from_there
        When the goods are at that place, or at the earliest moment after it at which something can be decided.
    blocked
        Why there is no way on, in words.

    Examples
    --------
    >>> import datetime, networks, routing
    >>> net, box = networks.load("eurasia"), routing.Shipment("JPYOK", "RUMOW")
    >>> plan = routing.solve(net, box, depart=datetime.date(2016, 3, 1))
    >>> shut = networks.closed(net, place="RU-ZABAIK", since="2016-03-06", why="the border is shut")
    >>> found = routing.replan(shut, plan, at=datetime.date(2016, 3, 7))
    >>> found.verdict, found.where, round(found.extra_days, 1)
    ('change', 'CNDAL', 5.8)
    """

    at: datetime.datetime
    where: str
    behind: tuple[Step, ...]
    from_there: datetime.datetime
    blocked: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def plan(self) -> Result:
        """Return what was planned."""
        return self.results[PLAN]

    @property
    def keep(self) -> Result | None:
        """Return the plan with its services and ways, as they now run; None of goods that are not where it has them."""
        return self.results.get(KEEP)

    @property
    def new(self) -> Result:
        """Return the best from where the goods are."""
        return self.results[NEW]

    @property
    def verdict(self) -> str:
        """Return what to do: ``keep`` to the plan, or ``later`` with it; ``change``; ``stranded`` or ``unknown``."""
        if self.new.best is None:
            return "unknown" if self.new.status is Status.UNKNOWN else "stranded"
        keep = self.keep
        if keep is None or keep.best is None or keep.proof.vector > self.new.proof.vector:
            return "change"
        same = all(keep.best.total(column) == self.plan.require().total(column) for column in COLUMNS)
        return "keep" if same else "later"

    @property
    def arrives(self) -> datetime.datetime | None:
        """Return when the goods now arrive; None without a way."""
        return None if self.new.best is None else self.new.best.arrives

    @property
    def extra_days(self) -> float | None:
        """Return the days that the new way takes more than the plan; None where either is not known."""
        return self._more("milliminutes", DAY)

    @property
    def extra_usd(self) -> float | None:
        """Return the USD that the new way costs more than the plan, what is sunk counted in both."""
        return self._more("millicents", USD)

    @property
    def extra_kg_co2e(self) -> float | None:
        """Return the kg of CO2e that the new way makes more than the plan."""
        return self._more("milligrams", KG)

    @property
    def sunk(self) -> Mapping[str, float | None]:
        """Return days, USD and kg of CO2e of what is behind: no decision changes them."""
        columns = {"days": ("milliminutes", DAY), "usd": ("millicents", USD), "kg_co2e": ("milligrams", KG)}
        totals = {name: (added(self.behind, column), per) for name, (column, per) in columns.items()}
        return {name: None if total is None else total / per for name, (total, per) in totals.items()}

    @property
    def warnings(self) -> tuple[AnswerWarning, ...]:
        """Return the warnings of the new way; of the plan where there is none."""
        return once(result.warnings for result in (self.new if self.new.best is not None else self.plan,))

    def _more(self, column: str, per: int) -> float | None:
        if self.new.best is None:
            return None
        values = self.new.best.total(column), self.plan.require().total(column)
        return None if None in values else (values[0] - values[1]) / per  # type: ignore[operator]
