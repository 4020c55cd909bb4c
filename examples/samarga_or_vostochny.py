"""Samarga or Vostochny: what would a port of 6.5 billion USD have to carry, and what else brings its days?

The plan of 2016 (never built as far as found) is one of the upgrades over the ordinary chain of that year. Beside it
stand those of Vostochny: the cheapest of them that is as fast, and what they all reach. What a day is worth to a box,
and over how many years a port is paid off, is supposed; interest and running costs are left out, and all of them would
make it more.
"""

from __future__ import annotations

from functools import cache

import networks
from routing import Shipment, SolveOptions, UpgradePlan, plan_upgrades
from routing.views.text.table import number, table

BOX = Shipment("JPYOK", "RUMOW")
OURS = SolveOptions(engines="ours")  # ask both, and each set is walked again, in twice the time
ARTICLE_USD = 6.5e9  # as the article of 2016 has it; the plan itself, at the rate of that year, 6.2
YEARS = 25  # supposed
PER_DAY = (20, 50, 100, 200)  # USD that a day is worth to a TEU, supposed
TRANSIT_TEU = 2_400  # container transit between Russia and Japan in 2015 (S1)


def main() -> None:
    """Print what Samarga saves, what else saves as much, and what it would have to carry."""
    alone, others = samarga(), vostochny()
    assert alone.chosen is not None and alone.chosen.days is not None and alone.before.days is not None
    saved = alone.before.days - alone.chosen.days
    print(alone)
    print(f"\nWithout Samarga, as fast or faster:\n\n{others}")
    print(f"\nSamarga saves {saved:.2f} days of {alone.before.days:.1f}, by ship and line as supposed (its plan: 1.5).")
    print(f"So many TEU a year would pay {ARTICLE_USD / 1e9:g} billion USD by these days alone, over {YEARS} years:\n")
    rows = [(number(worth), number(teu(saved, worth)), times(teu(saved, worth))) for worth in PER_DAY]
    print("\n".join(table(("USD a day and TEU", "TEU a year", "times the transit of 2015"), rows, "rrr")))
    print(f"\nIn 2015 it was {TRANSIT_TEU:,} TEU in all (S1). The plan lives by coal, up to 80 million tonnes a year.")
    print("\nPrices:")
    for one in (*alone.upgrades, *others.upgrades):
        if one.id in {*alone.chosen.upgrades, *(others.chosen.upgrades if others.chosen else ())}:
            print(f"  {one.id}: {one.kind}, {one.source}; {one.note}")


@cache
def samarga() -> UpgradePlan:
    """Return what Samarga does by itself over the ordinary chain."""
    upgrades = [one for one in networks.upgrades("eurasia") if one.id == "samarga"]
    return plan_upgrades(networks.load("eurasia", "2016-ordinary"), upgrades, BOX, options=OURS)


@cache
def vostochny() -> UpgradePlan:
    """Return the cheapest upgrades without Samarga that are as fast."""
    found = samarga().chosen
    assert found is not None
    upgrades = [one for one in networks.upgrades("eurasia") if one.id != "samarga"]
    return plan_upgrades(networks.load("eurasia", "2016-ordinary"), upgrades, BOX, max_days=found.days, options=OURS)


def teu(saved: float, worth: float) -> float:
    """Return how many TEU a year pay the price by the days saved alone."""
    return ARTICLE_USD / YEARS / (saved * worth)


def times(boxes: float) -> str:
    """Return how many times the transit of 2015 that is."""
    return number(boxes / TRANSIT_TEU)


if __name__ == "__main__":
    main()
