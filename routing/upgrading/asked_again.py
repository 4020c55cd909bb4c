"""`AskedAgain`: what is told of sets in scenarios, asked of the router on networks with these rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answer_warning import AnswerWarning
from routing.answers.punctuality import Estimate
from routing.answers.result import Result
from routing.answers.robust_upgrades import RobustSet
from routing.asking.progress import tell
from routing.asking.punctuality import punctuality
from routing.asking.solve import answer_to
from routing.chance.intervals import wilson
from routing.errors import DisagreementError
from routing.question.options import SolveOptions
from routing.search.bits import bits_of
from routing.search.budget import Budget
from routing.upgrading.asked import Asked
from routing.upgrading.cases import Cases
from routing.upgrading.choosing import Choosing
from routing.upgrading.ranges import Scenarios
from routing.upgrading.readings import with_rows
from routing.verification.verify import verify

JOURNEYS = 10_000
NEAR = 1e-9  # days
TENTHS = (0.1, 0.5, 0.9)


class AskedAgain:
    """The router, asked of what was reckoned."""

    def __init__(self, network: Network, asked: Asked, scenarios: Scenarios, options: SolveOptions) -> None:
        self.network, self.asked, self.scenarios = network, asked, scenarios
        self.options = replace(options, explain=False, time_limit_s=None, max_labels=None)
        self.warnings: tuple[AnswerWarning, ...] = ()

    def check(self, mask: int, days: NDArray[np.float64]) -> None:
        """Ask of a set in the first scenario and at both corners.

        Raises
        ------
        DisagreementError
            The router says something else.
        """
        for case in (0, Scenarios.BEST, Scenarios.WORST):
            self._asked([self.scenarios.upgrade(bit, case) for bit in bits_of(mask)], float(days[case]))

    def _asked(self, upgrades: Iterable[Upgrade], days: float) -> tuple[Network, list[Result]]:
        tell("the router is asked again")
        chosen = list(upgrades)
        network = with_rows(self.network, chosen)
        results = [answer_to(question, network, self.options, Budget.of()) for question in self.asked.questions]
        taken = [math.inf if one.best is None else one.best.days for one in results]
        slowest = max(math.inf if one is None else one for one in taken)
        for one in results:
            if one.best is not None and self.options.engines != "ours":
                verify(network, one)
        if slowest != days and not abs(slowest - days) < NEAR:
            named = ", ".join(one.id for one in chosen) or "none"
            raise DisagreementError(
                f"with upgrades {named} the router says {slowest} days, and the scenario {days}. "
                "This is a defect of landbridge; please report it with the question, the upgrades and the network"
            )
        return network, results

    def robust_set(self, place: int, cases: Cases, found: Choosing) -> RobustSet:
        """Return a set as it is told."""
        mask = found.within.chosen[place]
        upgrades = [self.asked.upgrades[bit] for bit in bits_of(mask)]
        days = cases.days(mask)
        drawn = np.sort(days[: self.scenarios.count])
        hits, known = found.hits[place], [one for one in upgrades if one.price_usd is not None]
        mean, most = found.regrets(place)
        network, results = self._asked(upgrades, float(days[Scenarios.LIKELY]))
        if place == found.chosen:
            self.warnings = tuple(one for result in results for one in result.warnings)
        return RobustSet(
            upgrades=tuple(one.id for one in upgrades),
            usd=math.fsum(one.price_usd for one in known if one.price_usd is not None),
            mean_usd=found.mean_usd(place),
            unknown=tuple(one.id for one in upgrades if one.price_usd is None),
            chance=Estimate(hits / found.count, *wilson(hits, found.count)),
            days=_finite(days[Scenarios.LIKELY]),
            best_days=_finite(days[Scenarios.BEST]),
            worst_days=_finite(days[Scenarios.WORST]),
            tenths=tuple(_finite(drawn[math.ceil(share * found.count) - 1]) for share in TENTHS),  # type: ignore[arg-type]
            on_time=self._on_time(network, results),
            cheapest_in=int(found.cheapest_in[place]) / found.count,
            missed=found.missed[place] / found.count,
            mean_regret_usd=mean,
            most_regret_usd=most,
        )

    def _on_time(self, network: Network, results: Sequence[Result]) -> Estimate | None:
        """Return how surely journeys keep the days; of several shipments that of the one that is there least often."""
        routes = [one.best for one in results]
        if None in routes or not self.asked.max_days:
            return None
        found = punctuality(network, results, float(self.asked.max_days), samples=JOURNEYS, seed=self.scenarios.seed)
        return min((one.on_time for one in found), key=lambda one: one.value)


def _finite(days: float) -> float | None:
    return None if math.isinf(days) else float(days)
