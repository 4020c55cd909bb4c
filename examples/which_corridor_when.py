"""Which corridor, for whom, and when: Suez, the Trans-Siberian, China, Iran, the Arctic - by value of time and month.

A shipper who values a day at little goes the cheap way, one who values it highly the fast way. The Northern Sea
Route is open from July to November only and off by default; its scenario puts it on offer.
"""

from __future__ import annotations

import datetime

import networks
from networks import Network
from routing import Constraints, GeneralisedCost, Shipment, solve, verify

VALUES_USD_PER_DAY = (0, 10, 25, 50, 100, 200, 400)
GOALS = {"RUMOW": "Moscow", "DEHAM": "Hamburg", "KZALA": "Almaty"}
MONTHS = (3, 9)
BANS = {"all ways": Constraints(), "without China": Constraints(avoid_territories={"CN"})}


def main() -> None:
    """Print the best corridor from Yokohama to three cities by value of time, month and ban."""
    net = networks.load("eurasia", scenario="northern-sea-route")
    print(net.heading)
    for goal, city in GOALS.items():
        for words, constraints in BANS.items():
            print(f"\nYokohama - {city}, {words}")
            for month in MONTHS:
                print(f"  ready in {datetime.date(2016, month, 1):%B}")
                print_switches(net, goal, month, constraints)


def print_switches(net: Network, goal: str, month: int, constraints: Constraints) -> None:
    """Print the corridors that are best from some value of time on."""
    before = ""
    box = Shipment("JPYOK", goal, ready=datetime.date(2016, month, 1))
    for value in VALUES_USD_PER_DAY:
        result = solve(net, box, minimise=GeneralisedCost(usd_per_day=value), constraints=constraints)
        verify(net, result)
        if result.best is None:
            print("    no route: " + "; ".join(map(str, result.blocked_by)))
            return
        route = result.best
        legs = " - ".join(net.places[leg.destination].name for leg in route.legs)
        line = f"{route.days:5.1f} days {route.usd:7,.0f} USD  {corridor(net, route.places)}: {legs}"
        if line != before:
            print(f"    from {value:3} USD a day: {line}")
            before = line


def corridor(net: Network, places: tuple[str, ...]) -> str:
    """Return the name of a corridor by what it passes."""
    touched = {net.places[place].country for place in places}
    if "RUMMK" in places and "RUMOW" not in places[:-1]:
        return "Arctic"
    if "ZACPT" in places:
        return "Cape"
    if "EGSUZ" in places:
        return "Suez"
    if "CN" in touched:
        return "China"
    return "Iran" if "IR" in touched else "Trans-Siberian"


if __name__ == "__main__":
    main()
