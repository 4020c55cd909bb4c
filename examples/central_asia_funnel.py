"""Must goods for Central Asia pass Kazakhstan when they must not cross China?

The claim of a policy comment of 2016: Kazakhstan is the funnel. Here the network answers it: the way from
Yokohama to each of the five states without China, then without China and Kazakhstan, then without Russia too; and
the smallest sets of states that cut a capital off, counted on the graph by searching again without each state of a way.

``--edition eurasia-2025`` asks the same of late 2025, with its closures: which of them are on these ways, and how much
narrower the funnel is for each class of goods that some closure bars.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import networks
from networks import Network
from routing import Constraints, Result, Shipment, SolveOptions, solve, verify
from routing.answer_warning import CLOSURE

CITIES = {
    "KZAST": "Astana (Kazakhstan)",
    "KGFRU": "Bishkek (Kyrgyzstan)",
    "UZTAS": "Tashkent (Uzbekistan)",
    "TJDYU": "Dushanbe (Tajikistan)",
    "TMASB": "Ashgabat (Turkmenistan)",
}
BANS = {
    "no China": {"CN"},
    "no China, no Kazakhstan": {"CN", "KZ"},
    "no China, no Russia": {"CN", "RU"},
    "no China, Russia, Iran": {"CN", "RU", "IR"},
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print days, states and cuts for all goods, then for each class of goods that a closure bars from these ways."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edition", default="eurasia", choices=networks.editions())
    net = networks.load(parser.parse_args(arguments).edition)
    print(net.heading)
    print("\nYokohama, one 20 ft container, door to door, least time; days and the states passed on land")
    results = print_ways(net)
    print_cuts(net)
    told = {element for result in results for one in result.warnings if one.code == CLOSURE for element in one.elements}
    if told:
        print("\nWhat the table of closures says of these ways:")
    for closure in (net.closures[name] for name in sorted(told)):
        print(f"  {closure.kind} {closure.id}: {closure.what}; {closure.days}")
    for goods in sorted({name for closure in told for name in net.closures[closure].goods}):
        print(f"\nThe same for goods that are {goods}")
        print_ways(net, [goods])
        print_cuts(net, [goods])
    print("\nCustoms: Kazakhstan and Kyrgyzstan belong to the Eurasian Economic Union; Uzbekistan, Tajikistan and")
    print("Turkmenistan do not, so goods for them leave the Union at a customs border on the way.")


def print_ways(net: Network, goods: Sequence[str] = ()) -> list[Result]:
    """Print the fastest way to each capital under each ban, and which capitals need Kazakhstan; return the answers."""
    found: dict[tuple[str, str], Result] = {}
    for place, city in CITIES.items():
        print(f"\n{city}")
        for words, codes in BANS.items():
            ban = Constraints(avoid_territories=codes)
            result = found[city, words] = solve(net, Shipment("JPYOK", place, goods=goods), constraints=ban)
            verify(net, result)
            print(f"  {words:26} {told(result)}")
    needs = {city: found[city, "no China, no Kazakhstan"].best is None for city in CITIES.values()}
    funnel = [city for city, needed in needs.items() if needed]
    around = [city for city, needed in needs.items() if not needed]
    print(f"\nWithout China, only a way through Kazakhstan leads to: {', '.join(funnel) or 'none of them'}.")
    print(f"There is another way on this network to: {', '.join(around) or 'none of them'}.")
    return list(found.values())


def print_cuts(net: Network, goods: Sequence[str] = ()) -> None:
    """Print the smallest sets of states that cut each capital off."""
    print("\nThe smallest sets of states that cut a capital off from Yokohama when China is closed (up to three):")
    all_cuts: set[str] = set()
    for place, city in CITIES.items():
        cuts = smallest_cuts(net, place, goods)
        all_cuts.update(*cuts)
        print(f"  {city:24} {'; '.join(' + '.join(sorted(cut)) for cut in cuts) or 'none of up to three'}")
    if "SG" in all_cuts:
        print("SG among them says something of the network, not of the sea: all its deep-sea ships call at Singapore.")


def smallest_cuts(net: Network, place: str, goods: Sequence[str] = (), most: int = 3) -> list[frozenset[str]]:
    """Return all minimal sets of up to `most` states, other than both ends, without which no way is left."""
    ends = frozenset({"JP", net.places[place].country})
    found: set[frozenset[str]] = set()
    seen: set[frozenset[str]] = set()

    def search(closed: frozenset[str]) -> None:
        """Close one state more of a way that is left: every cut closes one of them."""
        if closed in seen or any(cut <= closed for cut in found):
            return
        seen.add(closed)
        states = way(net, place, closed, goods)
        if states is None:
            found.add(closed)
        elif len(closed) < most:
            for state in sorted(states - ends):
                search(closed | {state})

    search(frozenset())
    minimal = [cut for cut in found if not any(other < cut for other in found)]
    return sorted(minimal, key=lambda cut: (len(cut), sorted(cut)))


def way(net: Network, place: str, closed: frozenset[str], goods: Sequence[str]) -> frozenset[str] | None:
    """Return the states that the fastest way without China and the closed ones touches, or None."""
    ban = Constraints(avoid_territories=closed | {"CN"})
    box = Shipment("JPYOK", place, goods=goods)
    route = solve(net, box, constraints=ban, options=SolveOptions(explain=False)).best
    return None if route is None else route.territories


def told(result: Result) -> str:
    """Return days, states and services of a result, or why there is no route."""
    route = result.best
    if route is None:
        return "no route: blocked by " + "; ".join(map(str, result.blocked_by))
    places = result.network.places
    land = [
        code for step in route.steps if step.mode == "rail" for code in (places[place].country for place in step.places)
    ]
    low, high = route.likely_days() or (0.0, 0.0)
    return f"{route.days:5.1f} days ({low:.0f} to {high:.0f})  {' - '.join(dict.fromkeys(land))}"


if __name__ == "__main__":
    main()
