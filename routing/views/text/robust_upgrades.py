"""Which upgrades still reach so many days, as text: all sets in all scenarios, regrets, what to learn first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from routing.views.text.asked import constraints_text, shipments_text
from routing.views.text.remarks import warning_lines
from routing.views.text.table import NONE, number, table
from routing.views.text.upgrade_plan import days_text, million

if TYPE_CHECKING:
    from routing.answers.punctuality import Estimate
    from routing.answers.robust_upgrades import RobustSet, RobustUpgrades

Table = tuple[str, tuple[str, ...], list[tuple[str, ...]], str]
SETS_CAPTION = "The sets: how sure they keep the days, and what they cost"
SETS_HEAD, SETS_FLUSH = ("set", "stated", "mean, million USD", "sure, %", "95 %", "journeys, %", "upgrades"), "rrrrrrl"
DAYS_CAPTION = "Their days: with effects as stated, at both ends, and in one, five and nine scenarios of ten at most"
DAYS_HEAD, DAYS_FLUSH = ("set", "as stated", "at best", "at worst", "1 in 10", "5 in 10", "9 in 10"), "rrrrrrr"
REGRET_CAPTION = "Regret: what the sets miss, and how much dearer they are than the cheapest in each scenario"
REGRET_HEAD = ("set", "cheapest in, %", "misses, %", "mean, million USD", "most, million USD")
REGRET_FLUSH = "rrrrr"
EFFECTS_CAPTION = "What to learn first: how sure the set is where an effect is bad (worst fifth) and good (best fifth)"
EFFECTS_HEAD = ("effect of", "bad, %", "good, %", "then, if bad", "then, if good", "gain, points")
EFFECTS_FLUSH = "lrrllr"
PRICES_CAPTION = "Prices worth knowing before"
PRICES_HEAD, PRICES_FLUSH = ("price of", "saves, million USD", "turns, %"), "lrr"
FOOT = (
    "effects and prices are drawn from triangular distributions of low end, stated value and high end; rows of one "
    "upgrade are good or bad together, all else is independent; every set was tried in every scenario. Journeys: how "
    "often one journey is there in time, with effects as stated, and waits, running times and hours drawn"
)


def robust_upgrades_text(found: RobustUpgrades, width: int | None = None) -> str:
    """Return which upgrades still reach so many days as text."""
    lines = [found.network.heading, robust_asked(found), "", *robust_lines(found)]
    for caption, head, cells, flush in robust_tables(found):
        lines += ["", f"{caption}:", *table(head, cells, flush, width)]
    return "\n".join([*lines, "", f"({FOOT})", *warning_lines(found.warnings)])


def robust_tables(found: RobustUpgrades) -> list[Table]:
    """Return the tables: caption, head, cells and how they are flush; those without rows are left out."""
    told: list[Table] = [
        (SETS_CAPTION, SETS_HEAD, set_cells(found), SETS_FLUSH),
        (REGRET_CAPTION, REGRET_HEAD, regret_cells(found), REGRET_FLUSH),
        (DAYS_CAPTION, DAYS_HEAD, day_cells(found), DAYS_FLUSH),
        (EFFECTS_CAPTION, EFFECTS_HEAD, effect_cells(found), EFFECTS_FLUSH),
        (PRICES_CAPTION, PRICES_HEAD, price_cells(found), PRICES_FLUSH),
    ]
    return [one for one in told if one[2]]


def robust_asked(found: RobustUpgrades) -> str:
    """Return the question."""
    network, first = found.network, found.questions[0]
    moved = shipments_text(network, [one.shipment for one in found.questions])
    aim = f"{found.max_days:g} days in {percent(found.sure)} % of {found.samples:,} scenarios (seed {found.seed})"
    return (
        f"Which of {len(found.upgrades)} upgrades still keep {aim}? {moved}; "
        f"{constraints_text(network, first.constraints)}"
    )


def robust_lines(found: RobustUpgrades) -> list[str]:
    """Return the set in a sentence, and how it compares."""
    chosen = found.chosen or found.surest
    if chosen is None:
        return ["No set of upgrades was looked at."]
    if found.chosen is None:
        lines = [f"No set is sure enough: the surest, {names(chosen)}, keeps the days in {sure_text(chosen.chance)}."]
    else:
        first = names(chosen)
        price = f"for {cost_text(chosen)} on the mean ({million(chosen.usd)} as stated)"
        lines = [f"{first[:1].upper()}{first[1:]}: keeps the days in {sure_text(chosen.chance)}, {price}."]
        lines.append(f"Proven on these scenarios: of {found.tried:,} sets none that is sure enough costs less.")
    for one in found.undecided:
        told = f"({percent(one.chance.low)} to {percent(one.chance.high)} %), for {cost_text(one)} on the mean"
        lines.append(f"So few scenarios leave open whether {names(one)} is sure enough {told}.")
    stated = found.as_stated
    if stated is None:
        lines.append("With everything as stated no set keeps them.")
    elif stated != chosen:
        lines.append(f"The cheapest with everything as stated, {names(stated)}, in {sure_text(stated.chance)}.")
    worst = found.at_worst
    told = "no set keeps them" if worst is None else f"{names(worst)} keeps them, for {cost_text(worst)} on the mean"
    lines.append(f"With all effects at their worse ends {told}.")
    least = found.least_regret
    if least is not None:
        most = "" if least.most_regret_usd is None else f", and is at most {million(least.most_regret_usd)} too dear"
        missed = f"misses them in {percent(least.missed)} % of the scenarios in which another set keeps them"
        if not least.missed:
            missed = "keeps them wherever any set does"
        lines.append(f"Least regret: {names(least)} {missed}{most}.")
    if found.hopeless:
        lines.append(f"In {percent(found.hopeless)} % of the scenarios no set keeps them.")
    if found.prices and not price_cells(found):
        lines.append("Knowing a price before would change no choice.")
    return lines


def percent(share: float) -> str:
    """Return a share in percent to a tenth, without a zero behind the point.

    >>> percent(0.9), percent(0.962), percent(1.0)
    ('90', '96.2', '100')
    """
    return f"{100 * share:.1f}".removesuffix(".0")


def sure_text(chance: Estimate) -> str:
    """Return a chance with its interval in words."""
    return f"{percent(chance.value)} % of the scenarios ({percent(chance.low)} to {percent(chance.high)})"


def names(one: RobustSet) -> str:
    """Return the upgrades of a set in words."""
    return ", ".join(one.upgrades) or "no upgrade"


def cost_text(one: RobustSet) -> str:
    """Return what a set costs on the mean, those of unknown price told."""
    told = f"{rounded_million(one.mean_usd)} million USD"
    return f"{told} and the unknown price of {', '.join(one.unknown)}" if one.unknown else told


def rounded_million(usd: float | None) -> str:
    """Return USD in millions to a tenth.

    >>> rounded_million(143_566_667.0), rounded_million(None)
    ('143.6', '-')
    """
    return NONE if usd is None else number(usd / 1e6, 1)


def set_cells(found: RobustUpgrades) -> list[tuple[str, ...]]:
    """Return the sets, numbered: prices, chances and upgrades."""
    cells: list[tuple[str, ...]] = []
    for at, one in enumerate(found.sets, start=1):
        more = " + ?" if one.unknown else ""
        prices = million(one.usd) + more, rounded_million(one.mean_usd) + more
        ends = f"{percent(one.chance.low)} to {percent(one.chance.high)}"
        journeys = NONE if one.on_time is None else percent(one.on_time.value)
        mark = " *" if one == found.chosen else ""
        cells.append((f"{at}", *prices, percent(one.chance.value), ends, journeys, names(one) + mark))
    return cells


def day_cells(found: RobustUpgrades) -> list[tuple[str, ...]]:
    """Return the days of the sets."""
    return [
        (f"{at}", *map(days_text, (one.days, one.best_days, one.worst_days, *one.tenths)))
        for at, one in enumerate(found.sets, start=1)
    ]


def regret_cells(found: RobustUpgrades) -> list[tuple[str, ...]]:
    """Return the regrets of the sets."""
    return [
        (
            *(f"{at}", percent(one.cheapest_in), percent(one.missed)),
            *(rounded_million(one.mean_regret_usd), rounded_million(one.most_regret_usd)),
        )
        for at, one in enumerate(found.sets, start=1)
    ]


def effect_cells(found: RobustUpgrades) -> list[tuple[str, ...]]:
    """Return what it would bring to know effects."""
    chosen = found.chosen or found.surest
    base = chosen.upgrades if chosen else ()
    return [
        (
            one.upgrade,
            percent(one.worse.value),
            percent(one.better.value),
            changed(base, one.if_worse),
            changed(base, one.if_better),
            gain_text(one.gained),
        )
        for one in found.effects
    ]


def gain_text(gained: Estimate) -> str:
    """Return what a chance gains, in points with how far that may be off."""
    return "0" if not gained.high else f"{100 * gained.value:.1f} +- {100 * gained.error:.1f}"


def changed(base: Sequence[str], then: Sequence[str]) -> str:
    """Return what a set has more and less than another one.

    >>> changed(("a", "b"), ("b", "c")), changed(("a",), ("a",))
    ('with c, without a', 'the same')
    """
    more, less = ([name for name in one if name not in other] for one, other in ((then, base), (base, then)))
    told = [f"{word} {', '.join(those)}" for word, those in (("with", more), ("without", less)) if those]
    return ", ".join(told) or "the same"


def price_cells(found: RobustUpgrades) -> list[tuple[str, ...]]:
    """Return what it would bring to know prices; those that turn nothing are left out."""
    return [
        (one.upgrade, rounded_million(one.saved_usd), percent(one.turns))
        for one in found.prices
        if one.saved_usd or one.turns
    ]
