"""The best upgrades for all who share capacities: `routing.assign` on networks with sets of them, by branch and bound.

Of a set S, minimise weeks * week(S) + price(S), or week(S) alone, within a budget; week(S) is what `assign` says on the
network with its rows. Where upgrades can only help (`only_help`) and all shippers choose together, all that may still
be bought together bound what a branch comes to: no set within it has a cheaper week than the bound of their assignment.
Branches by the best bound first (Land and Doig 1960); so there is a bound over all at any time. Else every set that may
be bought is tried.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answer_warning import LIMIT_REACHED, MORE, UNKNOWN_PRICE, AnswerWarning
from routing.answers.assignment import Assignment
from routing.answers.warned import once
from routing.answers.welfare_plan import WelfarePlan, WelfarePoint
from routing.asking.progress import tell
from routing.assigning.assign import assign
from routing.errors import DisagreementError, QuestionError
from routing.question.capacity import Capacity
from routing.question.constraints import Constraints
from routing.question.options import SolveOptions
from routing.question.welfare import Welfare
from routing.search.bits import bits_of
from routing.search.upgrades.sets import UpgradeSets
from routing.status import Status
from routing.upgrading.only_help import only_help
from routing.upgrading.readings import with_rows

CENT = 100
SAME = 1e-9  # of a cost: what two assignments may differ by and be as good
FINER = 0.1  # share of the gap that an assignment may leave


class Worth(NamedTuple):
    """What a set comes to: a week, its bound, and the assignment."""

    week: float
    bound: float
    found: Assignment


class WelfareSearch:
    """One choice for the welfare of all."""

    def __init__(
        self,
        network: Network,
        upgrades: tuple[Upgrade, ...],
        welfare: Welfare,
        budget_usd: float | None,
        options: SolveOptions,
    ) -> None:
        self.network, self.upgrades, self.welfare, self.budget_usd = network, upgrades, welfare, budget_usd
        self.options, self.budget = options, options.budget()
        number = {upgrade.id: place for place, upgrade in enumerate(upgrades)}
        self.sets = UpgradeSets.of(
            [round((one.price_usd or 0) * CENT) for one in upgrades],
            [(place, number[name]) for place, one in enumerate(upgrades) for name in one.requires],
            [(place, number[name]) for place, one in enumerate(upgrades) for name in one.excludes],
        )
        self.known: dict[int, Worth] = {}
        self.priced = sum(1 << place for place, one in enumerate(upgrades) if one.price_usd is not None)

    def answer(self, shipments: Any, constraints: Constraints | None) -> WelfarePlan:
        """Return the plan."""
        welfare = self.welfare
        first = assign(
            self.network,
            shipments,
            welfare.capacities,
            minimise=welfare.minimise,
            constraints=constraints,
            unserved_usd=welfare.unserved_usd,
            empties=welfare.empties,
            congestion=welfare.congestion,
            choice=welfare.choice,
            gap=FINER * welfare.gap,
            options=self._options(),
        )
        self._check_penalties(first)
        self.consignments = first.consignments
        self.known[0] = _worth(first)
        helps = only_help(self.network, self.upgrades, _numbers(welfare.capacities))
        self.is_bounded = helps and not first.is_equilibrium
        best, bound = self._search()
        best = self._lean(best)
        usd, found = self._comes_to(best), self.known[best].found
        known = math.isfinite(usd)
        bound = min(bound, usd) if known else bound
        gap = (usd - bound) / usd if known and usd > 0 else 0.0
        status = Status.UNKNOWN if not known else Status.OPTIMAL if gap <= welfare.gap else Status.FEASIBLE
        if known:
            self._ask_again(best)
        return WelfarePlan(
            network=self.network,
            consignments=self.consignments,
            upgrades=self.upgrades,
            welfare=welfare,
            budget_usd=self.budget_usd,
            status=status,
            before=self._point(0),
            chosen=self._point(best) if known else None,
            usd=usd if known else None,
            bound_usd=bound,
            gap=gap if known else None,
            assignments=len(self.known),
            is_bounded=self.is_bounded,
            assignment=found if known else None,
            warnings=once([tuple(self._warnings(status)), found.warnings]),
        )

    def _options(self) -> SolveOptions:
        left = None if self.budget.seconds is None else max(0.001, self.budget.left_s)
        return replace(self.options, time_limit_s=left, explain=False)

    def _check_penalties(self, first: Assignment) -> None:
        """Raise QuestionError for consignments without a route of which nobody says what leaving them costs."""
        if self.welfare.unserved_usd is not None:
            return
        lost = [one.consignment for one in first.left if one.why == "no route"]
        if lost and any(first.consignments[one].unserved_usd in (None, 0.0) for one in lost):
            told = ", ".join(str(first.consignments[one].shipment) for one in lost[:3])
            raise QuestionError(
                [f"unserved_usd: {told}: no route without upgrades, so state what it costs to leave one behind"]
            )

    def _worth(self, mask: int) -> Worth:
        """Return what a set comes to in a week."""
        if mask not in self.known:
            tell(f"assignment {len(self.known) + 1} with other upgrades")
            self.known[mask] = _worth(self._assigned(mask))
        return self.known[mask]

    def _assigned(self, mask: int) -> Assignment:
        chosen = [self.upgrades[bit] for bit in bits_of(mask)]
        return assign(
            with_rows(self.network, chosen),
            self.consignments,
            _beside(self.welfare.capacities, chosen),
            minimise=self.welfare.minimise,
            empties=self.welfare.empties,
            congestion=self.welfare.congestion,
            choice=self.welfare.choice,
            gap=FINER * self.welfare.gap,
            options=self._options(),
        )

    def _ask_again(self, mask: int) -> None:
        """Ask `assign` again for the set that is told.

        Raises
        ------
        DisagreementError
            It says something else.
        """
        week = self.known[mask].week
        again = _worth(self._assigned(mask))
        if abs(again.week - week) > (self.welfare.gap + SAME) * max(1.0, week):
            told = ", ".join(self._names(mask)) or "none"
            raise DisagreementError(
                f"a week with upgrades {told} costs {week} USD, and asked again {again.week}. "
                "This is a defect of landbridge; please report it with the question, the upgrades and the network"
            )

    def _comes_to(self, mask: int) -> float:
        weeks, worth = self.welfare.weeks, self._worth(mask)
        return worth.week if weeks is None else weeks * worth.week + self.sets.price(mask) / CENT

    def _least(self, bought: int, all_: int) -> float:
        """Return what every set with `bought` and parts of `all_` comes to at least."""
        weeks, bound = self.welfare.weeks, self._worth(all_).bound
        return bound if weeks is None else weeks * bound + self.sets.price(bought) / CENT

    def _search(self) -> tuple[int, float]:
        """Return the best set that was found, and what every set comes to at least."""
        best, usd, gap = 0, self._comes_to(0), self.welfare.gap
        left_out = math.inf  # the least of the bounds of branches that were left out
        queue = [(-math.inf, 0, 0, self._open(0, self.priced))]
        count = 0
        while queue and not self.budget.passed:
            least, _, bought, open_ = heapq.heappop(queue)
            if least >= usd * (1 - gap):
                left_out = min(left_out, least)
                continue
            here = self._comes_to(bought)
            if here < usd:
                best, usd = bought, here
            if not open_:
                left_out = min(left_out, self._least(bought, bought))
                continue
            if self.is_bounded and not self.sets.clashes(bought | open_):
                least = max(least, self._least(bought, bought | open_))
                if least >= usd * (1 - gap):
                    left_out = min(left_out, least)
                    continue
            for with_, rest in self._branches(bought, open_):
                count += 1
                heapq.heappush(queue, (least, count, with_, rest))
        return best, max(0.0, min([left_out, usd, *(one[0] for one in queue)]))

    def _branches(self, bought: int, open_: int) -> Iterator[tuple[int, int]]:
        """Yield the two parts of a branch: with the dearest upgrade, and without it and what requires it."""
        bit = max(bits_of(open_), key=lambda one: (self.sets.prices[one], -one))
        with_ = bought | self.sets.whole[bit]
        yield with_, self._open(with_, open_ & ~with_)
        yield bought, sum(1 << one for one in bits_of(open_) if not self.sets.whole[one] >> bit & 1)

    def _open(self, bought: int, among: int) -> int:
        """Return the upgrades that may still be bought, with what they require."""
        most = math.inf if self.budget_usd is None else round(self.budget_usd * CENT)
        found = 0
        for bit in bits_of(among):
            with_ = bought | self.sets.whole[bit]
            fits = self.sets.price(with_) <= most and not self.sets.clashes(with_)
            if fits and not self.sets.whole[bit] & ~(bought | among):
                found |= 1 << bit
        return found

    def _lean(self, mask: int) -> int:
        """Return a set without what it can do without, the dearest first."""
        for bit in sorted(bits_of(mask), key=lambda one: (-self.sets.prices[one], -one)):
            less = mask & ~(1 << bit)
            if self.budget.passed or not mask >> bit & 1 or self.sets.standing(less) != less:
                continue
            if self._comes_to(less) <= self._comes_to(mask) * (1 + SAME):
                mask = less
        return mask

    def _names(self, mask: int) -> tuple[str, ...]:
        return tuple(self.upgrades[bit].id for bit in bits_of(mask))

    def _point(self, mask: int) -> WelfarePoint:
        week, bound, found = self._worth(mask)
        left = sum(one.per_week for one in found.left)
        told = week if math.isfinite(week) else None
        return WelfarePoint(self._names(mask), self.sets.price(mask) / CENT, told, bound, left)

    def _warnings(self, status: Status) -> Iterator[AnswerWarning]:
        unknown = tuple(one.id for one in self.upgrades if one.price_usd is None)
        if unknown:
            yield AnswerWarning(UNKNOWN_PRICE, f"of unknown price, so not bought: {', '.join(unknown)}", unknown)
        if status is not Status.OPTIMAL:
            why = self.budget.reason if self.budget.passed else "the assignments leave more of a gap"
            yield AnswerWarning(LIMIT_REACHED, f"not proven to {self.welfare.gap:g}: {why}", (), MORE)


def _worth(found: Assignment) -> Worth:
    """Return what a set comes to; where each shipper chooses, an equilibrium is what it is, if it is one."""
    if found.is_equilibrium and found.status is Status.OPTIMAL and found.usd is not None:
        return Worth(found.usd, found.usd, found)
    if found.is_equilibrium:
        return Worth(math.inf if found.usd is None else found.usd, 0.0, found)
    return Worth(math.inf if found.usd is None else found.usd, max(0.0, found.bound_usd), found)


def _grown(upgrades: list[Upgrade]) -> set[str]:
    """Return the elements on whose capacity upgrades have a row."""
    rows = (change for upgrade in upgrades for change in upgrade.changes)
    return {change.element for change in rows if change.table == "figures" and change.column == "capacity"}


def _beside(capacities: Any, upgrades: list[Upgrade]) -> Any:
    """Return capacities without those of elements on whose capacity upgrades have a row."""
    grown = _grown(upgrades)
    if isinstance(capacities, Mapping):
        return {element: value for element, value in capacities.items() if element not in grown}
    several = [capacities] if isinstance(capacities, Capacity) else capacities
    return several if several is None else [one for one in several if one.element not in grown]


def _numbers(capacities: Any) -> dict[str, float]:
    """Return capacities as numbers by element."""
    if isinstance(capacities, Mapping):
        return {element: _number(value) for element, value in capacities.items()}
    several = [capacities] if isinstance(capacities, Capacity) else (capacities or ())
    return {one.element: float(one.per_week) for one in several}


def _number(value: Any) -> float:
    """Return how much a capacity is, of a text its number; infinite without a limit, and where that is not known."""
    try:
        return math.inf if value is None else float(str(getattr(value, "per_week", value)).split()[0])
    except ValueError:
        return math.inf
