"""Coal for Japan by unit train and bulk ship: Kuzbass against Kazakhstan, Vostochny against Muchka at Vanino.

Tariffs for coal were not found for 2015 and 2016: the prices here are assumptions with wide ranges, so read the
order, not the dollars. The Kazakh flow to Japan by the Far East is hypothetical; no tonnage was found.
"""

from __future__ import annotations

import math

import networks
from routing import Constraints, Result, Shipment, solve, verify

MINES = {
    "RU-KEMCOAL": "Kuzbass, Kemerovo",
    "RU-NOVCOAL": "Kuzbass, Novokuznetsk",
    "KZ-EKICOAL": "Kazakhstan, Ekibastuz",
    "KZ-KARCOAL": "Kazakhstan, Karaganda",
}
PORTS = {"RU-VOSTCOAL": "Vostochny", "RU-MUCHKA": "Vanino (Muchka)"}
TONNES = 4_000.0  # about one unit train


def main() -> None:
    """Print days and USD per tonne of each mine by each port, and the cheapest way."""
    net = networks.load("eurasia")
    print(net.heading)
    print(f"\n{TONNES:,.0f} t of coal to Isogo (Yokohama), terminal to terminal, least cost; CO2e per t")
    print(f"{'mine':24} {'port':16} {'days':>6} {'USD per t':>10} {'range':>12} {'kg CO2e':>8} {'km':>7}  assumed USD")
    cheapest: dict[str, float] = {}
    for mine, name in MINES.items():
        for port, words in PORTS.items():
            coal = Shipment(mine, "JP-ISOGO", load="bulk", tonnes=TONNES, scope="terminal")
            result = solve(net, coal, minimise="cost", constraints=Constraints(via=port))
            verify(net, result)
            print(f"{name:24} {words:16} {told(result)}")
            if result.best is not None and result.best.usd is not None:
                cheapest[f"{name} by {words}"] = result.best.usd / TONNES
    if cheapest:
        best = min(cheapest, key=lambda way: (cheapest[way], way))
        print(f"\nCheapest on these figures: {best}, {cheapest[best]:.1f} USD per t.")
    print("CO2e from well to wheel, by the factors of heavy trains: none of coal unit trains was found.")


def told(result: Result) -> str:
    """Return days, USD per tonne with range, km and the share of assumed dollars, or why there is no way."""
    route = result.best
    if route is None:
        return "no route: blocked by " + "; ".join(map(str, result.blocked_by))
    low, high = route.range_usd() or (0.0, 0.0)
    share = sum(route.provenance()["usd"].get(kind, 0.0) for kind in ("assumption", "calibrated"))
    return (
        f"{route.days:6.1f} {(route.usd or 0.0) / TONNES:10.1f} "
        f"{f'{low / TONNES:.0f} to {high / TONNES:.0f}':>12} {(route.kg_co2e or math.nan) / TONNES:8.0f} "
        f"{route.km:7,.0f}  {share:.0%}"
    )


if __name__ == "__main__":
    main()
