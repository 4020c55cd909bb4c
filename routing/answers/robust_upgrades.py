"""`RobustUpgrades`: which upgrades still reach so many days where effects and prices vary in their ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answers.punctuality import Estimate
from routing.answers.shown import Drawn
from routing.answers.travelling import Travelling
from routing.answers.warned import Warned
from routing.question.question import Question
from routing.status import Status

if TYPE_CHECKING:
    from routing.answer_warning import AnswerWarning


@dataclass(frozen=True, slots=True)
class RobustSet:
    """A set of upgrades in all scenarios.

    Attributes
    ----------
    upgrades
        Ids, in the order in which their rows are made.
    usd, mean_usd
        What those of a known price cost as stated, and on the mean over their ranges.
    unknown
        Those whose price nobody knows, which is in no sum.
    chance
        In which share of the scenarios all shipments keep the days, with its 95 % interval.
    days
        Of the slowest shipment, where all is as likely; None without a route.
    best_days, worst_days
        Likewise, where all effects are at their better ends, and at their worse ones.
    tenths
        Days in at most one, five and nine scenarios of ten; None where there is no route.
    on_time
        In which share of journeys the slowest shipment is there in that many days, where effects are as likely and
        waits, running times and hours are drawn (`routing.punctuality`); None without a route.
    cheapest_in
        Share of the scenarios in which it is the cheapest that keeps the days.
    missed
        Share of the scenarios in which it does not keep them, though some set does.
    mean_regret_usd, most_regret_usd
        By how much it is dearer than the cheapest set of a scenario that it keeps the days in: on the mean, and at
        most. None where it never keeps them, or where that hangs on an unknown price.
    """

    upgrades: tuple[str, ...]
    usd: float
    mean_usd: float
    unknown: tuple[str, ...]
    chance: Estimate
    days: float | None
    best_days: float | None
    worst_days: float | None
    tenths: tuple[float | None, float | None, float | None]
    on_time: Estimate | None
    cheapest_in: float
    missed: float
    mean_regret_usd: float | None
    most_regret_usd: float | None


@dataclass(frozen=True, slots=True)
class EffectLesson:
    """What it would bring to know the effect of an upgrade before choosing.

    Attributes
    ----------
    upgrade
        Its id.
    worse, better
        Chance of the set that was chosen (the surest, where none is sure enough) where the effect lies in the worst
        fifth of its scenarios, and in the best one.
    if_worse, if_better
        The set that would be chosen in that fifth: the cheapest whose chance is certainly high enough there; the same
        where none is certain (by 95 % intervals).
    usd_if_worse, usd_if_better
        What those cost on the mean, as far as prices are known.
    gained
        By how much the chance rises who knows in which fifth the effect lies, and buys for no more money the set that
        is surest there. Chosen on four fifths of these scenarios and counted on those left, so that chance finds do
        not count; at least 0.
    """

    upgrade: str
    worse: Estimate
    better: Estimate
    if_worse: tuple[str, ...]
    if_better: tuple[str, ...]
    usd_if_worse: float
    usd_if_better: float
    gained: Estimate


@dataclass(frozen=True, slots=True)
class PriceLesson:
    """What it would bring to know the price of an upgrade before choosing.

    Attributes
    ----------
    upgrade
        Its id.
    saved_usd
        By how much less is paid on the mean by who knows it and buys the cheapest of the sets that are sure enough.
    turns
        How often that is another set.
    """

    upgrade: str
    saved_usd: float
    turns: float


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class RobustUpgrades(Drawn, Travelling, Warned):
    """Which upgrades still reach so many days; `routing.robust_upgrades` says what that means exactly.

    Attributes
    ----------
    network, questions, upgrades, max_days, sure, samples, seed
        What it is the answer to.
    status
        `Status.OPTIMAL`: the set is the cheapest that is sure enough, on these scenarios. `Status.INFEASIBLE`: no set
        is.
    sets
        Those worth telling, by rising price on the mean: the surest for each price, and those named below.
    chosen
        The cheapest on the mean that is sure enough; None where no set is.
    as_stated
        The cheapest on the mean where everything is as likely; None where no set keeps the days then.
    at_worst
        The cheapest on the mean with all effects at their worse ends, so certain; None where no set keeps the days.
    least_regret
        Of the sets that keep the days in most scenarios the one whose greatest regret is least.
    surest
        The one that keeps the days in most scenarios, the cheapest of these.
    effects, prices
        What it would bring to know an effect, or a price; those first that bring most.
    tried
        How many sets were tried: all that can be had of the upgrades that may matter.
    hopeless
        Share of the scenarios in which no set keeps the days.
    without_effect
        Ids of upgrades that lie on no way within these days, in no scenario.
    warnings
        What it rests on.

    Examples
    --------
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    >>> more = {"unit": "d", "source": "S", "kind": "assumption"}
    >>> stops = ["A", {"place": "B", "path": "A-B"}]
    >>> _ = builder.add_service(id="ship", name="ship", kind="line", mode="sea", stops=stops)
    >>> _ = builder.add_figure(element="ship", quantity="wait", value=0, **more)
    >>> _ = builder.add_figure(element="ship#2", quantity="running_time", value=9, **more)
    >>> row = {"action": "set", "table": "figures", "element": "ship#2", "column": "running_time", "unit": "d"}
    >>> def faster(name, days, low, high, usd):
    ...     made = networks.Change(**row, value=days, low=low, high=high, why="a try", source="S", kind="assumption")
    ...     return networks.Upgrade(id=name, title=name, changes=[made], price_usd=usd, kind="quote")
    >>> ups = [faster("cheap", 5, 4, 9, 1e6), faster("dear", 5, 4, 6, 2e6)]
    >>> found = routing.robust_upgrades(builder.build(), ups, routing.Shipment("A", "B"), max_days=6, sure=0.9)
    >>> found.as_stated.upgrades, round(found.as_stated.chance.value, 2)
    (('cheap',), 0.54)
    >>> found.chosen.upgrades, found.chosen.chance.value
    (('dear',), 1.0)
    """

    network: Network
    questions: tuple[Question, ...]
    upgrades: tuple[Upgrade, ...]
    max_days: float
    sure: float
    samples: int
    seed: int
    status: Status
    sets: tuple[RobustSet, ...] = ()
    chosen: RobustSet | None = None
    as_stated: RobustSet | None = None
    at_worst: RobustSet | None = None
    least_regret: RobustSet | None = None
    surest: RobustSet | None = None
    effects: tuple[EffectLesson, ...] = ()
    prices: tuple[PriceLesson, ...] = ()
    tried: int = 0
    hopeless: float = 0.0
    without_effect: tuple[str, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()

    @property
    def undecided(self) -> tuple[RobustSet, ...]:
        """Return the sets of which so few scenarios do not tell whether they are sure enough: the interval holds it."""
        return tuple(one for one in self.sets if one.chance.low < self.sure < one.chance.high)

    def upgrade(self, name: str) -> Upgrade:
        """Return an upgrade by its id."""
        return next(one for one in self.upgrades if one.id == name)
