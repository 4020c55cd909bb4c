"""Yokohama - Moscow from 42 days to 25: which upgrades, at what price, and what would still be needed in 2025?

In 2016 the ordinary chain took 42 days (one reading of what Russian Railways said), and 25 were promised. The upgrades
that come with the network say what each measure changes; most prices are assumptions with a wide range, and some are
not known at all: read the order and the days, not the dollars. So it is also asked which sets still keep 25 days where
effects and prices vary in their ranges, what should be learnt first, and which are begun in which year if 30 million
USD a year can be spent, which is supposed. ``--out FILE`` writes a page (HTML) with pictures; that needs
``pip install '.[report]'``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import cache

import networks
from routing import (
    RobustUpgrades,
    Shipment,
    SolveOptions,
    UpgradePhases,
    UpgradePlan,
    phase_upgrades,
    plan_upgrades,
    robust_upgrades,
)
from routing.report import write_report
from routing.views.text.table import number, table

BOX = Shipment("JPYOK", "RUMOW")
DAYS = 25
YEARLY_USD = {  # supposed: nobody told what could be spent
    "eurasia": dict.fromkeys(range(2016, 2021), 30e6),
    "eurasia-2025": dict.fromkeys(range(2026, 2031), 30e6),
}
OURS = SolveOptions(engines="ours")  # ask both, and each set is walked again, in twice the time
EDITIONS = {"eurasia": "2016-ordinary", "eurasia-2025": None}  # with the scenario over which the upgrades are meant
ENDS = {  # what is not certain, at an end of its range
    "as supposed": {},
    "all prices low": {"price": "low"},
    "all prices high": {"price": "high"},
    "all effects at their better end": {"effects": "better"},
    "all effects at their worse end": {"effects": "worse"},
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the plan of 2016 and of 2025, and whether it stands at the ends of what is not certain; write a page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", metavar="FILE", help="write a page of both plans")
    asked = parser.parse_args(arguments)
    plans = [plan(edition) for edition in EDITIONS]
    for found in plans:
        print(f"{found}\n")
        print("\n".join([*table(("upgrade", "built", "rests on"), list(built(found)), "lll"), ""]))
    print("The plan of 2016 where all that is not certain is at one end of its range:")
    print("\n".join(table(("if", "million USD", "days", "upgrades"), list(ends()), "lrrl")))
    for edition in EDITIONS:
        print(f"\n{robust(edition).network.heading}")
        print(f"Which sets still keep {DAYS} days where effects and prices vary in their ranges:")
        print("\n".join(table(("sure, %", "million USD on the mean", "upgrades"), list(sure(edition)), "rrl")))
        print("What to learn first: how sure the set with a star (else the surest) is if an effect is bad, or good:")
        print("\n".join(table(("effect of", "bad, %", "good, %"), list(first_lessons(edition)), "lrr")))
        print("Begun year by year, with 30 million USD in each, which is supposed:")
        print("\n".join(table(("year", "begun", "days at its end"), list(years(edition)), "llr")))
    if asked.out is not None:
        answers = [answer(edition) for edition in EDITIONS for answer in (plan, robust, phased)]
        print(f"written: {write_report(asked.out, *answers, title='From 42 days to 25')}")


@cache
def plan(edition: str, words: str = "as supposed") -> UpgradePlan:
    """Return the cheapest upgrades for 25 days in an edition, as supposed or with something at an end of its range."""
    upgrades = [one.at(**ENDS[words]) for one in networks.upgrades(edition)]
    return plan_upgrades(
        networks.load(edition, scenario=EDITIONS[edition]),
        upgrades,
        BOX,
        max_days=DAYS,
        options=OURS,
    )


@cache
def robust(edition: str) -> RobustUpgrades:
    """Return which sets still keep 25 days in an edition where effects and prices vary in their ranges."""
    net = networks.load(edition, scenario=EDITIONS[edition])
    return robust_upgrades(net, networks.upgrades(edition), BOX, max_days=DAYS, options=OURS)


@cache
def phased(edition: str) -> UpgradePhases:
    """Return which upgrades are begun in which year in an edition, as supposed."""
    net = networks.load(edition, scenario=EDITIONS[edition])
    money = YEARLY_USD[edition]
    return phase_upgrades(net, networks.upgrades(edition), BOX, yearly_budget_usd=money, max_days=DAYS, options=OURS)


def built(found: UpgradePlan) -> Iterator[tuple[str, str, str]]:
    """Yield for each upgrade when it was built or is to be, as far as that was told, and what its rows rest on."""
    for one in found.upgrades:
        years = " to ".join(str(year) for year in dict.fromkeys((one.from_year, one.until_year)) if year)
        kinds = sorted({change.kind for change in one.changes if change.kind})
        yield f"{one.id}: {one.title}", years or "-", ", ".join(kinds) or "no figure"


def ends() -> Iterator[tuple[str, str, str, str]]:
    """Yield the plan of 2016 as supposed and at the ends; where no set reaches 25 days, the fastest one."""
    for words in ENDS:
        found = plan("eurasia", words)
        point = found.chosen or found.fastest
        if point is not None:
            price = number(point.usd / 1e6, 1) + (" + ?" if point.unknown else "")
            yield words, price, number(point.days, 2), ", ".join(point.upgrades)


def sure(edition: str) -> Iterator[tuple[str, str, str]]:
    """Yield the surest set for each price; with a star the cheapest that keeps the days in nine scenarios of ten."""
    found = robust(edition)
    for one in found.sets:
        price = number(one.mean_usd / 1e6, 1) + (" + ?" if one.unknown else "")
        star = " *" if one == found.chosen else ""
        yield number(100 * one.chance.value, 1), price, (", ".join(one.upgrades) or "none") + star


def first_lessons(edition: str, most: int = 3) -> Iterator[tuple[str, str, str]]:
    """Yield the effects on which most hangs."""
    for one in robust(edition).effects[:most]:
        yield one.upgrade, number(100 * one.worse.value, 1), number(100 * one.better.value, 1)


def years(edition: str) -> Iterator[tuple[str, str, str]]:
    """Yield the years of the plan that keeps the days soonest; where none does, of that with the fewest in the end."""
    found = phased(edition)
    plan = found.fastest or found.best
    for year in plan.years if plan else ():
        yield f"{year.year}", ", ".join(year.begun) or "-", number(year.point.days, 2)


if __name__ == "__main__":
    main()
