"""What does it cost to keep out of China, and does the shortest way run through it?

Two questions: a container from Yokohama to Almaty, with and without Chinese territory; and the railway from
Vladivostok to Moscow, whose shortest way by plain distance runs through Harbin.
"""

from __future__ import annotations

import networks
from networks import Network
from routing import Constraints, Result, Shipment, audit, price_of, solve, verify

BOX = Shipment("JPYOK", "KZALA", containers=1, size="20ft", scope="door")
TRAIN = Shipment("RUVVO", "RUMOW", containers=1, size="20ft", scope="terminal")
NO_CHINA = Constraints(avoid_territories={"CN"})
RAIL = Constraints(modes={"rail"})
RAIL_NO_CHINA = Constraints(modes={"rail"}, avoid_territories={"CN"})
MAIN_LINE = Constraints(modes={"rail"}, avoid_territories={"CN"}, via=("RU-KARYM", "RUIAR"))
NAMED = {"CNHBZ": "Harbin", "RUTYD": "Tynda (Baikal-Amur line)", "RU-KARYM": "Karymskaya", "RUIAR": "Yaroslavl"}


def main() -> None:
    """Print both questions, with what the ban costs and what the geometry says."""
    net = networks.load("eurasia")
    print(net.heading)
    print("\nYokohama - Almaty\n-----------------")
    price = price_of(net, BOX, constraints=NO_CHINA, minimise="time")
    for result in (price.free, price.bound):
        verify(net, result)
    print(price)
    print("\nThe way without China, step by step:")
    print(price.bound.require().itinerary())
    print("\nWhat the geometry says, apart from the codes of the data:")
    print(audit(net, price.bound, "CN"))
    print("\nVladivostok - Moscow by rail, terminal to terminal\n--------------------------------------------------")
    print_ways(net)
    print("\nSources of the hours of both ways to Almaty")
    print_sources([price.free, price.bound])


def print_ways(net: Network) -> None:
    """Print the shortest and the fastest ways by rail, with and without China."""
    asked = (
        ("shortest, anywhere", "distance", RAIL),
        ("shortest without China", "distance", RAIL_NO_CHINA),
        ("shortest on the main line", "distance", MAIN_LINE),
        ("fastest, anywhere", "time", RAIL),
        ("fastest without China", "time", RAIL_NO_CHINA),
    )
    for words, minimise, constraints in asked:
        result = solve(net, TRAIN, minimise=minimise, constraints=constraints)
        verify(net, result)
        route = result.require()
        passed = [name for place, name in NAMED.items() if place in route.places]
        print(f"{words:26} {route.km:6,.0f} km  {route.days:5.1f} days  by {', '.join(passed)}")
    print("The way by Harbin is the shortest, but two breaks of gauge, two customs borders and the wait for")
    print("wagons make it slow; the Baikal-Amur line is shorter than the main line and slower. The scheduled")
    print("container train on the main line is the fastest: the ban of China costs it nothing.")


def print_sources(results: list[Result]) -> None:
    """Print each source once, with the kind of its figures."""
    used: dict[str, set[str]] = {}
    for result in results:
        for figure in result.require().figures:
            used.setdefault(figure.source, set()).add(figure.kind)
    for name in sorted(used):
        print(f"{name} ({', '.join(sorted(used[name]))}): {results[0].network.sources[name].title}")


if __name__ == "__main__":
    main()
