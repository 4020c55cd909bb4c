"""`Welfare`: what `plan_upgrades` weighs when many shipments share capacities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.question.congestion import Choice, choice_problems
from routing.question.consignment import Money, money_problems, penalty_problems
from routing.question.empties import Empties
from routing.question.values import is_number, is_positive


@dataclass(frozen=True, slots=True, kw_only=True)
class Welfare:
    """What all shippers together pay in a week, seen as `routing.assign` sees it: the aim of a choice of upgrades.

    Attributes
    ----------
    weeks
        How many weeks of savings stand against the price of upgrades, above 0. None: prices only have to fit the
        budget.
    capacities
        As in `assign`: what elements carry in a week, in the place of the figures of the network. A row of a chosen
        upgrade on the capacity of an element takes the place of what is given here.
    minimise, unserved_usd, empties
        As in `assign`. Without `unserved_usd` it is what `assign` says on the network without upgrades, for every set.
    congestion, choice
        As in `assign`: where waiting grows with use, and who chooses the routes. Under a user equilibrium a week is
        what all pay when each chooses for itself; there an upgrade can make it dearer (Braess 1968), so every set that
        may be bought is tried.
    gap
        Share of the cost by which the bound may be below it, from 0.

    Raises
    ------
    QuestionError
        Anything else; all problems at once.

    Examples
    --------
    >>> Welfare(weeks=520).weeks
    520
    >>> Welfare(weeks=0)
    Traceback (most recent call last):
        ...
    routing.errors.QuestionError: weeks=0: expected a number above 0, or None
    """

    weeks: float | None = None
    capacities: Any = None
    minimise: Money = "cost"
    unserved_usd: float | None = None
    empties: Empties | None = None
    congestion: Any = None
    choice: Choice = "system optimum"
    gap: float = 1e-4

    def __post_init__(self) -> None:
        problems = money_problems(self.minimise)
        if self.weeks is not None and not is_positive(self.weeks):
            problems.append(f"weeks={shortened(self.weeks)}: expected a number above 0, or None")
        if self.unserved_usd is not None:
            problems += penalty_problems(self.unserved_usd)
        if self.empties is not None and not isinstance(self.empties, Empties):
            problems.append(f"empties={shortened(self.empties)}: expected a routing.Empties, or None")
        problems += choice_problems(self.choice)
        if not is_number(self.gap) or not 0 <= self.gap < 1:
            problems.append(f"gap={shortened(self.gap)}: expected a number from 0 to below 1")
        if problems:
            raise QuestionError(problems)
