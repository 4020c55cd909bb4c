"""`robust_upgrades`: which upgrades still reach so many days where effects and prices vary in their ranges.

1. What is not certain is drawn (`ranges`): scenarios, the same ones for every set.
2. Whether a set keeps the days is found for all sets in all scenarios, exactly (`cases`, on what `ranged` reads).
3. The sets are held against each other (`choosing`), and it is told what it would bring to know more (`lessons`).
4. What is told is asked of the router again: as likely, at both corners, and in a scenario (`asked_again`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from networks.errors import DataError
from networks.model.upgrade import Upgrade
from networks.network import Network
from routing.answer_warning import UNKNOWN_PRICE, AnswerWarning
from routing.answers.robust_upgrades import RobustUpgrades
from routing.answers.warned import once
from routing.errors import LimitReachedError, QuestionError
from routing.question.arguments import shortened
from routing.question.constraints import Constraints
from routing.question.options import SolveOptions, checked_options
from routing.question.shipment import Shipment
from routing.search.budget import TimeUp
from routing.search.upgrades.sets import UpgradeSets
from routing.status import Status
from routing.upgrading.asked import Asked, asked_of, is_amount, meant_over
from routing.upgrading.asked_again import AskedAgain
from routing.upgrading.cases import Cases
from routing.upgrading.choosing import Choosing
from routing.upgrading.lessons import effects_of, prices_of
from routing.upgrading.ranges import Scenarios, range_faults

FEWEST, MOST = 100, 10_000


def robust_upgrades(
    network: Network,
    upgrades: Iterable[Upgrade],
    shipments: Shipment | Iterable[Shipment],
    *,
    max_days: float,
    sure: float = 0.9,
    samples: int = 1000,
    seed: int = 0,
    constraints: Constraints | None = None,
    options: SolveOptions | None = None,
) -> RobustUpgrades:
    """Return which upgrades still reach so many days where their effects and prices vary in their ranges.

    In each scenario the effect of every upgrade, and its price, is drawn: from the triangular distribution of the low
    end, the value and the high end; rows of one upgrade are good or bad together, all else is independent. Whether a
    set keeps the days is known exactly for every set in every scenario, so the set that is chosen is the cheapest on
    the mean of all that are sure enough, and regrets are exact. What is drawn is the share of scenarios: it is told
    with its interval. Prices that nobody knows stay unknown: a set counts first how many of them it has.

    Only the figures of the rows vary. How waits and running times of the rest differ from journey to journey is told
    beside it, for each set as likely (`RobustSet.on_time`), and not added: there the ranges count as journeys that
    differ, here as something that nobody knows and that is the same for all journeys.

    Parameters
    ----------
    network, upgrades, shipments, constraints
        As in `plan_upgrades`.
    max_days
        What each shipment may take.
    sure
        In which share of the scenarios the days are to be kept.
    samples, seed
        How many scenarios, 100 to 10,000, and of which seed: the same one draws the same.
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
    >>> import networks, routing
    >>> builder = networks.NetworkBuilder("demo").add_place(id="A", name="Alpha").add_place(id="B", name="Beta")
    >>> _ = builder.add_link(id="A-B", tail="A", head="B", mode="sea", length_km=3000).add_source(id="S", title="me")
    >>> more = {"unit": "d", "source": "S", "kind": "assumption"}
    >>> stops = ["A", {"place": "B", "path": "A-B"}]
    >>> _ = builder.add_service(id="ship", name="ship", kind="line", mode="sea", stops=stops)
    >>> _ = builder.add_figure(element="ship", quantity="wait", value=0, **more)
    >>> _ = builder.add_figure(element="ship#2", quantity="running_time", value=9, **more)
    >>> row = {"action": "set", "table": "figures", "element": "ship#2", "column": "running_time", "unit": "d"}
    >>> made = networks.Change(**row, value=6, low=4, high=8, why="a try", source="S", kind="assumption")
    >>> ship = networks.Upgrade(id="ship", title="A faster ship", changes=[made], price_usd=5e6, kind="quote")
    >>> found = robust_upgrades(builder.build(), [ship], routing.Shipment("A", "B"), max_days=7)
    >>> found.chosen, found.surest.upgrades, round(found.surest.chance.value, 1), found.surest.worst_days
    (None, ('ship',), 0.9, 8.0)
    """
    problems = list(_problems(max_days, sure, samples, seed))
    if problems:
        raise QuestionError(problems)
    asked = asked_of(network, upgrades, shipments, None, (max_days, None), constraints)
    findings = list(range_faults(asked.upgrades))
    if findings:
        raise DataError(findings)
    options = checked_options(options)
    try:
        return _answer(network, asked, sure, Scenarios(asked.upgrades, samples, seed), options)
    except TimeUp as error:
        raise LimitReachedError(f"which upgrades are sure: {options.time_limit_s} s were not enough") from error


def _problems(max_days: object, sure: object, samples: object, seed: object) -> Iterator[str]:
    if not is_amount(max_days):
        yield f"max_days={shortened(max_days)}: expected a number from 0"
    if not is_amount(sure) or not 0 < sure <= 1:  # type: ignore[operator]
        yield f"sure={shortened(sure)}: expected a share above 0, to 1"
    if not isinstance(samples, int) or isinstance(samples, bool) or not FEWEST <= samples <= MOST:
        yield f"samples={shortened(samples)}: expected a whole number from {FEWEST} to {MOST:,}"
    if not isinstance(seed, int) or isinstance(seed, bool):
        yield f"seed={shortened(seed)}: expected a whole number"


def _answer(network: Network, asked: Asked, sure: float, scenarios: Scenarios, options: SolveOptions) -> RobustUpgrades:
    upgrades = asked.upgrades
    number = {upgrade.id: place for place, upgrade in enumerate(upgrades)}
    sets = UpgradeSets.of(
        [0] * len(upgrades),
        [(place, number[name]) for place, one in enumerate(upgrades) for name in one.requires],
        [(place, number[name]) for place, one in enumerate(upgrades) for name in one.excludes],
    )
    cases = Cases(network, asked, scenarios, sets, options.budget())
    within = cases.within(asked.most)
    found = Choosing(upgrades, scenarios, within, sure)
    again = AskedAgain(network, asked, scenarios, options)
    told = {*found.frontier, *(one for one in found.named.values() if one is not None)}
    for place in {found.surest if found.chosen is None else found.chosen, found.least_regret}:
        again.check(within.chosen[place], cases.days(within.chosen[place]))
    rows = {place: again.robust_set(place, cases, found) for place in sorted(told, key=found.rank)}
    names = {name: None if place is None else rows[place] for name, place in found.named.items()}
    bought = {name for one in rows.values() for name in one.unknown}
    return RobustUpgrades(
        network=network,
        questions=asked.questions,
        upgrades=upgrades,
        max_days=float(asked.max_days or 0),
        sure=sure,
        samples=scenarios.count,
        seed=scenarios.seed,
        status=Status.INFEASIBLE if found.chosen is None else Status.OPTIMAL,
        sets=tuple(rows.values()),
        **names,
        effects=tuple(effects_of(scenarios, within, found)),
        prices=tuple(prices_of(within, found)),
        tried=len(within.chosen),
        hopeless=found.hopeless,
        without_effect=tuple(one.id for bit, one in enumerate(upgrades) if not within.bought >> bit & 1),
        warnings=once([tuple(_warnings(asked, network, bought)), again.warnings]),
    )


def _warnings(asked: Asked, network: Network, bought: set[str]) -> Iterator[AnswerWarning]:
    unknown = tuple(one.id for one in asked.upgrades if one.id in bought)
    if unknown:
        words = f"of unknown price, which is in no sum and not drawn: {', '.join(unknown)}"
        yield AnswerWarning(UNKNOWN_PRICE, words, unknown)
    yield from meant_over(network, asked.upgrades)
