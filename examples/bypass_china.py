"""What does it cost to keep out of China, and does the shortest way run through it?

Two questions: a container from Yokohama to Almaty, with and without Chinese territory; and the railway from
Vladivostok to Moscow, whose shortest way by plain distance runs through Harbin.
"""

from __future__ import annotations

import networks
from networks import Network
from routing import Constraints, Result, Route, Shipment, audit, audit_network, price_of, solve, verify

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
    print("\nHow much of the whole network the geometry can tell:")
    print("\n".join(str(audit_network(net, "CN")).splitlines()[2:7]))
    print("\nVladivostok - Moscow by rail, terminal to terminal\n--------------------------------------------------")
    print_ways(net)
    print("\nSources of the hours of both ways to Almaty")
    print_sources([price.free, price.bound])


def print_ways(net: Network) -> None:
    """Print the shortest and the fastest ways by rail, with and without China, and where their days are."""
    asked = (
        ("shortest, anywhere", "distance", RAIL),
        ("shortest without China", "distance", RAIL_NO_CHINA),
        ("shortest on the main line", "distance", MAIN_LINE),
        ("fastest, anywhere", "time", RAIL),
        ("fastest without China", "time", RAIL_NO_CHINA),
    )
    found: dict[str, Route] = {}
    print(f"{'':26} {'km':>6}  {'days':>5}  {'moving':>6}  {'waiting':>7}  {'handling':>8}  {'clearance':>9}  by")
    for words, minimise, constraints in asked:
        result = solve(net, TRAIN, minimise=minimise, constraints=constraints)
        verify(net, result)
        route = found[words] = result.require()
        passed = [name for place, name in NAMED.items() if place in route.places]
        parts = [route.activities[name].days or 0.0 for name in ("moving", "waiting", "handling", "clearance")]
        print(
            f"{words:26} {route.km:6,.0f}  {route.days:5.1f}  {parts[0]:6.1f}  {parts[1]:7.1f}  {parts[2]:8.1f}  "
            f"{parts[3]:9.1f}  {', '.join(passed)}; {', '.join(leg.service for leg in route.legs)}"
        )
    free, bound = found["fastest, anywhere"], found["fastest without China"]
    short, fast = found["shortest, anywhere"], found["fastest, anywhere"]
    print(
        f"By time the ban of China costs {(bound.days or 0.0) - (free.days or 0.0):.1f} days. The shortest way is "
        f"{(fast.km or 0.0) - (short.km or 0.0):,.0f} km shorter than the fastest"
    )
    print(f"and takes {(short.days or 0.0) - (fast.days or 0.0):.1f} days more: see where they are in the table.")


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
