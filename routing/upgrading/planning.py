"""`Planning`: the questions of one plan, answered by labels, and what is told asked again by the router.

Prices are counted in cents. An upgrade of unknown price is bought only where the days cannot be reached without: such a
set counts first how many prices of it are unknown, and then what the others cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from networks.network import Network
from routing.amounts.units import DAY
from routing.answer_warning import IGNORED, UNKNOWN_PRICE, AnswerWarning
from routing.answers.result import Result
from routing.answers.upgrade_plan import (
    UpgradePlan,
    UpgradePoint,
    UpgradeRung,
    UpgradeShare,
    UpgradeThreshold,
)
from routing.answers.warned import once
from routing.asking.progress import tell
from routing.asking.solve import answer_to
from routing.errors import DisagreementError
from routing.question.options import SolveOptions
from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.search.upgrades.lanes import MOST
from routing.search.upgrades.searching import FoundSet, UpgradeSearch
from routing.search.upgrades.sets import UpgradeSets
from routing.status import Status
from routing.upgrading.asked import Asked, meant_over
from routing.upgrading.readings import with_rows
from routing.upgrading.second_opinion import confirm_cheapest
from routing.upgrading.shares import shares_of
from routing.upgrading.variants import learned
from routing.verification.verify import verify

CENT = 100
NO_ROUTE = MOST


class Planning:
    """One plan."""

    def __init__(self, network: Network, asked: Asked, options: SolveOptions) -> None:
        self.network, self.asked, self.options = network, asked, options
        self.budget = options.budget()
        upgrades = asked.upgrades
        number = {upgrade.id: place for place, upgrade in enumerate(upgrades)}
        self.known = [None if one.price_usd is None else round(one.price_usd * CENT) for one in upgrades]
        self.beyond = 1 + sum(price or 0 for price in self.known)  # of an unknown price: above all that is known
        self.sets = UpgradeSets.of(
            [self.beyond if price is None else price for price in self.known],
            [(place, number[name]) for place, one in enumerate(upgrades) for name in one.requires],
            [(place, number[name]) for place, one in enumerate(upgrades) for name in one.excludes],
        )
        tell("what each upgrade changes")
        self.learned = learned(network, upgrades, asked.questions, self.sets, self.budget)
        lanes = [
            lane._replace(weight=lane.weight * weight)
            for lane, weight in zip(self.learned.lanes, asked.weights, strict=True)
        ]
        self.search = UpgradeSearch(lanes, self.learned.masks, self.sets)
        self.results: dict[int, tuple[Result, ...]] = {}

    def answer(self) -> UpgradePlan:
        """Return the plan."""
        tell("which sets are worth their price")
        before = self.point(0)
        most = self._total(0) if before.days is not None else MOST
        curve = self.search.points(most, self.beyond - 1, self.budget)
        quickest = self.search.fastest(self.budget)
        chosen, status = self._chosen(curve)
        told = [self._lean(one) for one in curve]
        masks = [
            *told,
            *([] if chosen is None else [chosen]),
            *([] if quickest is None else [self._quickest(quickest)]),
        ]
        for mask in masks:
            tell("the router is asked again")
            self._asked_again(mask)
        return UpgradePlan(
            network=self.network,
            questions=self.asked.questions,
            weights=self.asked.weights,
            upgrades=self.asked.upgrades,
            max_days=self.asked.max_days,
            budget_usd=self.asked.budget_usd,
            status=status,
            before=before,
            chosen=None if chosen is None else self.point(chosen),
            fastest=None if quickest is None else self.point(self._quickest(quickest)),
            curve=tuple(map(self.point, told)),
            shares=tuple(self._shares(chosen)) if chosen is not None and before.days is not None else (),
            ladder=tuple(self._ladder(chosen)) if chosen is not None and before.days is not None else (),
            thresholds=tuple(self._thresholds(chosen)),
            idle=tuple(self.asked.upgrades[bit].id for bit in bits_of(self.learned.idle)),
            expansions=self.learned.networks,
            warnings=once(
                [tuple(self._warnings(chosen)), *(one.warnings for one in self.results.get(chosen or 0, ()))]
            ),
        )

    def _chosen(self, curve: Sequence[FoundSet]) -> tuple[int | None, Status]:
        """Return the set that was asked for."""
        if self.asked.max_days is not None:
            found = self.search.cheapest(self._limits(), self.budget)
            if self.options.engines != "ours":
                confirm_cheapest(self.search, self._limits(), None if found is None else found.price, self.budget)
            return (None, Status.INFEASIBLE) if found is None else (self._lean(found), Status.OPTIMAL)
        money = self.asked.budget_usd
        within = [one for one in curve if money is None or one.price <= round(money * CENT)]
        return (self._lean(within[-1]), Status.OPTIMAL) if within else (None, Status.INFEASIBLE)

    def _limits(self) -> list[int]:
        """Return how much each shipment may take, as its arcs count."""
        return [weight * self.asked.most for weight in self.asked.weights]

    def _lean(self, found: FoundSet) -> int:
        return self.search.lean(found.chosen, self._total(found.chosen), self.budget)[0]

    def _quickest(self, found: FoundSet) -> int:
        """Return the cheapest set that is as fast as the fastest one, for one shipment; else that one."""
        if len(self.search.lanes) == 1:
            again = self.search.cheapest([found.weight], self.budget)
            assert again is not None
            return self._lean(again)
        return self._lean(found)

    def _weights(self, mask: int) -> tuple[int | None, ...]:
        return self.search.weights(mask, self.budget)

    def _total(self, mask: int) -> int:
        weights = self._weights(mask)
        return NO_ROUTE if None in weights else sum(one or 0 for one in weights)

    def _days(self, weight: int) -> float:
        return weight / (sum(self.asked.weights) * DAY)

    def _usd(self, mask: int) -> float:
        return sum(self.known[bit] or 0 for bit in bits_of(mask)) / CENT

    def point(self, mask: int) -> UpgradePoint:
        """Return a set as it is told, asked of the router again."""
        results, total = self._asked_again(mask), self._total(mask)
        return UpgradePoint(
            upgrades=tuple(self.asked.upgrades[bit].id for bit in bits_of(mask)),
            usd=self._usd(mask),
            unknown=tuple(self.asked.upgrades[bit].id for bit in bits_of(mask) if self.known[bit] is None),
            days=None if total == NO_ROUTE else self._days(total),
            each=tuple(None if one.best is None else one.best.days for one in results),
            ways=tuple(() if one.best is None else tuple(leg.name for leg in one.best.legs) for one in results),
        )

    def _asked_again(self, mask: int) -> tuple[Result, ...]:
        """Return what the router says of the network with a set of upgrades; verified, and as the labels say.

        Raises
        ------
        DisagreementError
            The router says something else.
        """
        if mask in self.results:
            return self.results[mask]
        network = with_rows(self.network, [self.asked.upgrades[bit] for bit in bits_of(mask)])
        options = replace(self.options, explain=False, time_limit_s=None, max_labels=None)
        results = tuple(answer_to(question, network, options, Budget.of()) for question in self.asked.questions)
        for result, weight, times in zip(results, self._weights(mask), self.asked.weights, strict=True):
            if result.best is not None and self.options.engines != "ours":
                verify(network, result)
            least = result.proof.objective if result.best is not None else None
            if (None if least is None else least * times) != weight:
                named = ", ".join(self.asked.upgrades[bit].id for bit in bits_of(mask)) or "none"
                raise DisagreementError(
                    f"with upgrades {named} the plan and the router differ, for: {result.question}. "
                    "This is a defect of landbridge; please report it with the question, the upgrades and the network"
                )
        self.results[mask] = results
        return results

    def _shares(self, chosen: int) -> Iterator[UpgradeShare]:
        tell("what each upgrade saves")
        base = self._total(0)
        unit = sum(self.asked.weights) * DAY
        search = self.search.within(chosen, base, self.budget)

        def saved(parts: Sequence[int]) -> list[int]:
            return [0 if total is None else base - total for total in search.totals(parts, self.budget)]

        for one in shares_of(list(bits_of(chosen)), saved):
            name = self.asked.upgrades[one.bit].id
            alone = base - self._total(self.sets.whole[one.bit] & chosen)
            yield UpgradeShare(name, one.share / unit, one.error / unit, alone / unit, one.last / unit)

    def _ladder(self, chosen: int) -> Iterator[UpgradeRung]:
        """Yield the chosen upgrades one after the other, those first that save most for their price."""
        so_far, left = 0, chosen
        while left:
            best = None
            for bit in bits_of(left):
                more = self.sets.whole[bit] & ~so_far
                price = sum(self.sets.prices[one] for one in bits_of(more))
                saved = self._total(so_far) - self._total(so_far | more)
                rank = (Fraction(saved, price) if price else Fraction(saved * self.beyond), -price, -bit)
                if best is None or rank > best[0]:
                    best = rank, more
            assert best is not None
            so_far, left = so_far | best[1], left & ~best[1]
            names = tuple(self.asked.upgrades[bit].id for bit in bits_of(best[1]))
            yield UpgradeRung(names, self._usd(best[1]), self._days(self._total(so_far)))

    def _thresholds(self, chosen: int | None) -> Iterator[UpgradeThreshold]:
        """Yield for each upgrade of unknown price how cheap it would have to be for another answer.

        Asked for days: what the set costs without it, less what the cheapest set with it costs beside it. Asked within
        a budget, or for the curve: what the budget leaves beside the cheapest set with it that is faster.
        """
        for bit in range(len(self.known)):
            if self.known[bit] is None and not (chosen or 0) >> bit & 1:
                yield self._threshold(bit, chosen)

    def _threshold(self, bit: int, chosen: int | None) -> UpgradeThreshold:
        name = self.asked.upgrades[bit].id
        prices = tuple(0 if place == bit else price for place, price in enumerate(self.sets.prices))
        search = UpgradeSearch(self.search.lanes, self.search.masks, replace(self.sets, prices=prices))
        if self.asked.max_days is not None:
            found = search.cheapest(self._limits(), self.budget)
            now = self.sets.price(chosen) if chosen is not None else None
            if found is None or not found.chosen >> bit & 1 or found.price >= self.beyond:
                return UpgradeThreshold(name, None)
            below = None if now is None or now >= self.beyond else (now - found.price) / CENT
            days = self._days(self._total(found.chosen))
            return UpgradeThreshold(name, below, days) if below is None or below > 0 else UpgradeThreshold(name, None)
        money = self.beyond - 1 if self.asked.budget_usd is None else round(self.asked.budget_usd * CENT)
        least = MOST if chosen is None else self._total(chosen) - 1
        points = search.points(least, min(money, self.beyond - 1), self.budget) if least >= 0 else []
        if not points:
            return UpgradeThreshold(name, None)
        below = (money - points[0].price) / CENT if self.asked.budget_usd is not None else None
        return UpgradeThreshold(name, below, self._days(points[-1].weight))

    def _warnings(self, chosen: int | None) -> Iterable[AnswerWarning]:
        bought = tuple(self.asked.upgrades[bit].id for bit in bits_of(chosen or 0) if self.known[bit] is None)
        lacking = tuple(one.id for one in self.asked.upgrades if one.price_usd is None and one.id not in bought)
        idle = tuple(self.asked.upgrades[bit].id for bit in bits_of(self.learned.idle))
        told = (
            (UNKNOWN_PRICE, "the set cannot do without upgrades of unknown price, and costs more than is told", bought),
            (UNKNOWN_PRICE, "of unknown price, so bought only where nothing else reaches the days", lacking),
            (IGNORED, "upgrades that change no time of any way of this question", idle),
        )
        for code, words, names in told:
            if names:
                yield AnswerWarning(code, f"{words}: {', '.join(names)}", names)
        yield from meant_over(self.network, self.asked.upgrades)
