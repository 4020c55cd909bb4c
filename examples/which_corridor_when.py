"""Which corridor, for whom, and when: Suez, Trans-Siberian, China, INSTC, Middle, Arctic - by value of time and month.

What the corridors are the network says itself (`corridors.csv`); `routing.corridor_table` and `landbridge corridors`
tell what each of them offers for one shipment.

A shipper who values a day at little goes the cheap way, one who values it highly the fast way. The values at which the
choice flips are not scanned for: they are the slopes of the exact front of days against dollars. All twelve months
are answered; those with the same answers are told together. The Northern Sea Route is open from July to November only
and off by default; its scenario puts it on offer.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator

import networks
from networks import Network
from routing import Constraints, Route, Shipment, frontier, verify

LANES = (
    ("JPYOK", "RUMOW", "Yokohama - Moscow"),
    ("JPYOK", "DEHAM", "Yokohama - Hamburg"),
    ("JPYOK", "KZALA", "Yokohama - Almaty"),
    ("JPYOK", "UZTAS", "Yokohama - Tashkent"),
    ("INNSA", "RUMOW", "Nhava Sheva (Mumbai) - Moscow"),
    ("KZALA", "GEPTI", "Almaty - Poti"),
)
BANS = {"all ways": (), "without China": ("CN",), "without China and Russia": ("CN", "RU")}


def main() -> None:
    """Print the best corridors of each lane by value of time, month and ban."""
    net = networks.load("eurasia", scenario="northern-sea-route")
    print(net.heading)
    for origin, destination, title in LANES:
        for words, codes in BANS.items():
            if net.places[destination].country in codes:
                continue
            print(f"\n{title}, {words}")
            by_answer: dict[tuple[str, ...], list[int]] = {}
            for months in seasons(net):
                ban = Constraints(avoid_territories=codes)
                box = Shipment(origin, destination, ready=datetime.date(2016, months[0], 1))
                by_answer.setdefault(tuple(answers(net, box, ban)), []).extend(months)
            for lines, months in by_answer.items():
                print(f"  ready in {named(sorted(months))}")
                print("\n".join(f"    {line}" for line in lines))


def seasons(net: Network) -> list[list[int]]:
    """Return the months in groups in which the same seasonal services depart; within one all answers are the same."""
    groups: dict[frozenset[str], list[int]] = {}
    for month in range(1, 13):
        open_now = frozenset(service for service, months in net.seasonal.items() if month in months)
        groups.setdefault(open_now, []).append(month)
    return list(groups.values())


def answers(net: Network, box: Shipment, ban: Constraints) -> Iterator[str]:
    """Yield from which value of a day on which way is the best, or why there is none."""
    front = frontier(net, box, criteria=("time", "cost"), constraints=ban)
    verify(net, front)
    for point, low, high in front.break_even() if len(front) else ():
        route = front[point]
        span = f"from {value(low)}" + ("" if math.isinf(high) else f" to {value(high)}")
        legs = " - ".join(net.places[leg.destination].name for leg in route.legs)
        yield (f"{span:>20} USD a day: {route.days:5.1f} days {route.usd:7,.0f} USD  {way(route)}: {legs}")
    yield from (f"no route: blocked by {conflict}" for conflict in front.blocked_by)


def value(usd: float) -> str:
    """Return dollars in words, with tenths where they are few."""
    return f"{usd:,.0f}" if usd == 0 or usd >= 10 else f"{usd:.1f}"


def way(route: Route) -> str:
    """Return the corridors that a route uses, as the network names them."""
    return route.corridor or "no named corridor"


def named(months: list[int]) -> str:
    """Return months in words; runs are told by their ends."""
    if len(months) == 12:
        return "any month"
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    words = [[f"{datetime.date(2016, month, 1):%B}" for month in dict.fromkeys((run[0], run[-1]))] for run in runs]
    return ", ".join(" to ".join(run) for run in words)


if __name__ == "__main__":
    main()
