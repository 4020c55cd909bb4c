"""Rare earths of Kazakhstan to Japan: which way, when a day of the goods is worth much?

In 2015 and 2016 there was exploration near Karaganda and Kostanay and one small plant at Stepnogorsk; nothing was
shipped as far as is known. The plant's planned 1,500 t a year would fill 60 to 75 containers a year. Concentrate is
dear, so time counts: a day costs the network's share of the value of the goods, which is an assumption with a range.
"""

from __future__ import annotations

import networks
from routing import Constraints, GeneralisedCost, Shipment, solve, verify

ORIGINS = {"KZKGF": "Karaganda", "KZKSN": "Kostanay", "KZ-STEPNOGORSK": "Stepnogorsk"}
VALUE_USD = 600_000.0  # of one container of 20 t at 30 USD per kg: an assumption, edit it
BANS = {"all ways": Constraints(), "without China": Constraints(avoid_territories={"CN"})}


def main() -> None:
    """Print the best way from each place to Yokohama, with and without China, and what time costs on it."""
    net = networks.load("eurasia")
    print(net.heading)
    print(f"\nOne 20 ft container of 20 t, worth {VALUE_USD:,.0f} USD (assumed);")
    share = net.figures["load:container", "inventory"]
    print(f"a day of it costs {share.value} % of that ({share.low} to {share.high} %; {share.kind})")
    for origin, name in ORIGINS.items():
        box = Shipment(origin, "JPYOK", tonnes=20.0, value_usd=VALUE_USD, commodity="rare earths")
        for words, constraints in BANS.items():
            result = solve(net, box, minimise=GeneralisedCost.of_inventory(net, box), constraints=constraints)
            verify(net, result)
            route = result.best
            if route is None:
                print(f"{name}, {words}: no route, blocked by {'; '.join(map(str, result.blocked_by))}")
                continue
            legs = ", ".join(f"{leg.name} to {net.places[leg.destination].name}" for leg in route.legs)
            print(
                f"\n{name} - Yokohama, {words}: {route.days:.1f} days, {route.usd:,.0f} USD freight and "
                f"{route.inventory_usd:,.0f} USD of goods on the way"
            )
            print(f"  {legs}")
            shares = route.provenance()
            hours, usd = (
                sum(shares[of].get(kind, 0.0) for kind in ("assumption", "calibrated")) for of in ("hours", "usd")
            )
            print(f"  assumed or calibrated: {hours:.0%} of hours, {usd:.0%} of dollars")


if __name__ == "__main__":
    main()
