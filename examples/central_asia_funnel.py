"""Must goods for Central Asia pass Kazakhstan when they must not cross China?

The claim of a policy comment of 2016: Kazakhstan is the funnel. Here the network answers it: the way from
Yokohama to each of the five states without China, then without China and Kazakhstan, then without Russia too.
"""

from __future__ import annotations

import networks
from routing import Constraints, Result, Shipment, solve, verify

CITIES = {
    "KZAST": "Astana (Kazakhstan)",
    "KGFRU": "Bishkek (Kyrgyzstan)",
    "UZTAS": "Tashkent (Uzbekistan)",
    "TJDYU": "Dushanbe (Tajikistan)",
    "TMASB": "Ashgabat (Turkmenistan)",
}
MODES = {"rail", "sea", "ferry"}  # the Caspian rail ferries included
BANS = {
    "no China": {"CN"},
    "no China, no Kazakhstan": {"CN", "KZ"},
    "no China, no Russia": {"CN", "RU"},
    "no China, Russia, Iran": {"CN", "RU", "IR"},
}


def main() -> None:
    """Print the days to each capital under each ban, the states passed, and what the table says of the funnel."""
    net = networks.load("eurasia")
    print(net.heading)
    print("\nYokohama, one 20 ft container, door to door, least time; days and the states passed on land")
    needs: dict[str, bool] = {}
    for place, city in CITIES.items():
        print(f"\n{city}")
        for words, codes in BANS.items():
            result = solve(net, Shipment("JPYOK", place), constraints=Constraints(avoid_territories=codes, modes=MODES))
            verify(net, result)
            print(f"  {words:26} {told(result)}")
            if words == "no China, no Kazakhstan":
                needs[city] = result.best is None
    funnel = [city for city, needed in needs.items() if needed]
    around = [city for city, needed in needs.items() if not needed]
    print(f"\nWithout China, only a way through Kazakhstan leads to: {', '.join(funnel) or 'none of them'}.")
    print(f"There is another way on this network to: {', '.join(around) or 'none of them'}.")
    print("Customs: Kazakhstan and Kyrgyzstan belong to the Eurasian Economic Union; Uzbekistan, Tajikistan and")
    print("Turkmenistan do not, so goods for them leave the Union at a customs border on the way.")


def told(result: Result) -> str:
    """Return days, states and services of a result, or why there is no route."""
    route = result.best
    if route is None:
        return "no route: blocked by " + "; ".join(map(str, result.blocked_by))
    places = result.network.places
    land = [
        code for step in route.steps if step.mode == "rail" for code in (places[place].country for place in step.places)
    ]
    low, high = route.range_days() or (0.0, 0.0)
    return f"{route.days:5.1f} days ({low:.0f} to {high:.0f})  {' - '.join(dict.fromkeys(land))}"


if __name__ == "__main__":
    main()
