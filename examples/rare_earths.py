"""Rare earths of Kazakhstan to Japan: which way, when a day of the goods is worth much?

In 2015 and 2016 there was exploration near Karaganda and Kostanay and one small plant at Stepnogorsk; nothing was
shipped as far as is known. The plant's planned 1,500 t a year would fill 60 to 75 containers a year. Concentrate is
dear, so time counts: a day is valued by the value of the goods and a yearly rate, both stated here.
"""

from __future__ import annotations

import networks
from routing import Constraints, GeneralisedCost, Shipment, solve, verify

ORIGINS = {"KZKGF": "Karaganda", "KZKSN": "Kostanay", "KZ-STEPNOGORSK": "Stepnogorsk"}
VALUE_USD = 600_000.0  # of one container of 20 t at 30 USD per kg: an assumption, edit it
RATE_PER_YEAR = 0.10  # interest and risk of the goods on the way: an assumption, edit it
BANS = {"all ways": Constraints(), "without China": Constraints(avoid_territories={"CN"})}


def main() -> None:
    """Print the best way from each place to Yokohama, with and without China, and what time costs on it."""
    net = networks.load("eurasia")
    per_day = VALUE_USD * RATE_PER_YEAR / 365
    print(net.heading)
    print(f"\nOne 20 ft container of 20 t, worth {VALUE_USD:,.0f} USD (assumed);")
    print(f"at {RATE_PER_YEAR:.0%} a year a day of it is worth {per_day:,.0f} USD (assumed)")
    for origin, name in ORIGINS.items():
        box = Shipment(origin, "JPYOK", tonnes=20.0, value_usd=VALUE_USD, commodity="rare earths")
        for words, constraints in BANS.items():
            result = solve(net, box, minimise=GeneralisedCost(usd_per_day=round(per_day, 2)), constraints=constraints)
            verify(net, result)
            route = result.best
            if route is None:
                print(f"{name}, {words}: no route, blocked by {'; '.join(map(str, result.blocked_by))}")
                continue
            legs = ", ".join(f"{leg.name} to {net.places[leg.destination].name}" for leg in route.legs)
            carrying = per_day * (route.days or 0.0)
            print(f"\n{name} - Yokohama, {words}: {route.days:.1f} days, {route.usd:,.0f} USD freight and "
                  f"{carrying:,.0f} USD of goods on the way")  # fmt: skip
            print(f"  {legs}")
            hours, usd = route.provenance()["hours"], route.provenance()["usd"]
            print(
                f"  assumed: {hours.get('assumption', 0.0):.0%} of hours, {usd.get('assumption', 0.0):.0%} of dollars"
            )


if __name__ == "__main__":
    main()
