"""`Phased`: the questions of one plan over the years, and what is told asked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from networks.network import Network
from routing.answer_warning import ASSUMED, IGNORED, UNKNOWN_PRICE, AnswerWarning
from routing.answers.upgrade_phases import PhasedPlan, PhasedYear, UpgradePhases
from routing.answers.warned import once
from routing.asking.progress import tell
from routing.errors import DisagreementError, QuestionError
from routing.question.options import SolveOptions
from routing.search.bits import bits_of
from routing.search.budget import TimeUp
from routing.search.upgrades.models.phased_sets import least_phased
from routing.search.upgrades.phases import Phases, PhaseSearch, Phasing, TooManyStatesError
from routing.search.upgrades.sets import mask_of
from routing.status import Status
from routing.upgrading.asked import Asked, meant_over
from routing.upgrading.cases import MOST_SETS, sets_of
from routing.upgrading.planning import CENT, Planning
from routing.upgrading.years import Years


class Phased:
    """One plan over the years. Upgrades are those that can be afforded; `bits` are their numbers in the list."""

    def __init__(self, network: Network, asked: Asked, years: Years, options: SolveOptions) -> None:
        self.asked, self.years, self.options = asked, years, options
        self.planning = Planning(network, asked._replace(max_days=None), options)
        money = [round(one * CENT) for one in years.budgets]
        sets, known = self.planning.sets, self.planning.known
        idle = self.planning.learned.idle
        may = mask_of(
            bit
            for bit, price in enumerate(known)
            if price is not None
            and price <= sum(money)
            and years.built_in[bit] <= len(years.years)
            and not idle >> bit & 1
        )
        had = 0
        for one in self._known(may):
            had |= one
        self.sets = self._known(had)
        if len(self.sets) > MOST_SETS:
            raise QuestionError([f"upgrades: they can be had in more than {MOST_SETS} ways: expected fewer"])
        never = sum(money) + 1
        payments = [
            tuple(_in_parts((price or 0) if had >> bit & 1 else never * length, length))
            for bit, (price, length) in enumerate(zip(known, years.built_in, strict=True))
        ]
        self.phasing = Phasing(sets, payments, money, years.is_carried)
        totals = self.planning.search.totals(self.sets, self.planning.budget)
        beyond = 1 + max((one for one in totals if one is not None), default=0)
        self.weights = {mask: beyond if total is None else total for mask, total in zip(self.sets, totals, strict=True)}
        self.kept = frozenset(self._kept())

    def _known(self, may: int) -> list[int]:
        """Return the sets that can be had of some upgrades, all of them of known price."""
        known = self.planning.known
        return [one for one in sets_of(self.planning.sets, may) if all(known[bit] is not None for bit in bits_of(one))]

    def _kept(self) -> Iterator[int]:
        """Yield the sets with which each shipment keeps the days."""
        if self.asked.max_days is not None:
            for mask in self.sets:
                weights = self.planning.search.weights(mask, self.planning.budget)
                if all(one is not None and one <= self.asked.most for one in weights):
                    yield mask

    def answer(self) -> UpgradePhases:
        """Return the plan."""
        tell(f"{len(self.sets)} sets over {len(self.years.years)} years")
        try:
            search = PhaseSearch(self.phasing, self.weights.__getitem__, self.planning.budget)
        except TooManyStatesError as error:
            raise QuestionError(
                ["upgrades, yearly_budget_usd: they can be phased in too many ways: expected fewer upgrades or years"]
            ) from error
        before = self.planning.point(0)
        found = search.cheapest(self.kept.__contains__) if self.kept else []
        best = None
        if not found:
            by_end = self.asked.max_days is not None
            best = search.least(lambda total, last, price: (last, price, total) if by_end else (total, price, last))
        if self.options.engines != "ours":
            self._agree(found, best)
        plans = tuple(self._plan(one, year) for year, one in found)
        told = None if best is None else self._plan(best, None)
        is_reached = bool(plans) or self.asked.max_days is None
        return UpgradePhases(
            network=self.planning.network,
            questions=self.asked.questions,
            upgrades=self.asked.upgrades,
            max_days=self.asked.max_days,
            yearly_budget_usd=tuple(zip(self.years.years, self.years.budgets, strict=True)),
            is_carried=self.years.is_carried,
            built_in=tuple(
                (one.id, length, assumed)
                for one, length, assumed in zip(
                    self.asked.upgrades, self.years.built_in, self.years.assumed, strict=True
                )
            ),
            status=Status.OPTIMAL if is_reached else Status.INFEASIBLE,
            before=before,
            plans=plans,
            best=told,
            warnings=once([tuple(self._warnings([*plans, *([told] if told else [])]))]),
        )

    def _agree(self, found: Sequence[tuple[int, Phases]], best: Phases | None) -> None:
        """Ask the integer programme for the same.

        Raises
        ------
        DisagreementError
            It says something else.
        """
        asked: dict[int | None, int | None] = {}
        if self.asked.max_days is None and best is not None:
            asked[None] = best.total
        elif self.kept:
            before: int | None = None
            for year, one in found:
                asked.setdefault(year - 1, before)
                asked[year] = before = one.price
            asked[len(self.phasing.budgets) - 1] = before
        for at, least in asked.items():
            if at == -1:
                continue
            outcome = least_phased(self.phasing, self.weights, self.kept, at, self.planning.budget.left_s)
            if outcome.status is Status.UNKNOWN:
                raise TimeUp
            if outcome.least != least:
                raise DisagreementError(
                    f"year by year the least is {least}, and {outcome.least} by the integer programme. "
                    "This is a defect of landbridge; please report it with the question, the upgrades and the network"
                )

    def _plan(self, phases: Phases, reached: int | None) -> PhasedPlan:
        return PhasedPlan(
            usd=phases.price / CENT,
            reached_in=None if reached is None else self.years.years[reached],
            years=tuple(self._year(phases, number) for number in range(len(self.years.years))),
        )

    def _year(self, phases: Phases, number: int) -> PhasedYear:
        done, before = phases.done(self.phasing, number), phases.done(self.phasing, number - 1)
        spent = sum(
            self.phasing.payments[bit][number - begin]
            for bit, begin in enumerate(phases.begun)
            if begin is not None and 0 <= number - begin < len(self.phasing.payments[bit])
        )
        names = [one.id for one in self.asked.upgrades]
        return PhasedYear(
            year=self.years.years[number],
            budget_usd=self.years.budgets[number],
            spent_usd=spent / CENT,
            begun=tuple(name for name, begin in zip(names, phases.begun, strict=True) if begin == number),
            done=tuple(names[bit] for bit in bits_of(done & ~before)),
            point=self.planning.point(done),
        )

    def _warnings(self, plans: Sequence[PhasedPlan]) -> Iterator[AnswerWarning]:
        begun = {name for plan in plans for name in plan.upgrades}
        upgrades = list(zip(self.asked.upgrades, self.years.assumed, strict=True))
        assumed = tuple(one.id for one, is_assumed in upgrades if is_assumed and one.id in begun)
        if assumed:
            words = f"how long these take to be built was not told, so one year is assumed: {', '.join(assumed)}"
            yield AnswerWarning(ASSUMED, words, assumed, "state build_years")
        lacking = tuple(one.id for one, _ in upgrades if one.price_usd is None)
        if lacking:
            words = f"of unknown price, so never begun: {', '.join(lacking)}"
            yield AnswerWarning(UNKNOWN_PRICE, words, lacking)
        longer = tuple(
            one.id
            for one, length in zip(self.asked.upgrades, self.years.built_in, strict=True)
            if length > len(self.years.years) and one.price_usd is not None
        )
        if longer:
            words = f"not done within these years, so never begun: {', '.join(longer)}"
            yield AnswerWarning(IGNORED, words, longer)
        yield from meant_over(self.planning.network, self.asked.upgrades)


def _in_parts(price: int, years: int) -> Iterator[int]:
    """Yield equal parts of a price; the odd cents first."""
    for number in range(years):
        yield price // years + (number < price % years)
