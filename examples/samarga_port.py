"""What would the planned port of Samarga have changed?

A firm planned a port at the mouth of the Samarga river on the Tatar Strait, with 380 km of new line from
Khabarovsk: not near Nakhodka, as was written, but about 670 km north-east of it. It was never built. The
scenario `samarga` adds it: the length of the line as planned, ships and speeds as assumptions.
"""

from __future__ import annotations

import networks
from networks.geo.sphere import great_circle_km
from routing import Constraints, Shipment, solve, verify

BOX = Shipment("JPYOK", "RUMOW", containers=1, size="20ft", scope="door")
NO_CHINA = Constraints(avoid_territories={"CN"})
THROUGH = Constraints(avoid_territories={"CN"}, via=("RU-SAMARGA",))


def main() -> None:
    """Print the way by Samarga beside today's, what is assumed in it, and where the place is."""
    today, planned = networks.load("eurasia"), networks.load("eurasia", scenario="samarga")
    ends = [planned.places[place] for place in ("RUNJK", "RU-SAMARGA")]
    distance = great_circle_km(ends[0].lat or 0.0, ends[0].lon or 0.0, ends[1].lat or 0.0, ends[1].lon or 0.0)
    print(planned.heading)
    print(f"\nNakhodka and Samarga lie {float(distance):,.0f} km apart (great circle).")
    for words, net, constraints in (
        ("as it was in 2016", today, NO_CHINA),
        ("with the plan, the best way", planned, NO_CHINA),
        ("with the plan, by Samarga", planned, THROUGH),
    ):
        result = solve(net, BOX, minimise="time", constraints=constraints)
        verify(net, result)
        route = result.require()
        legs = ", ".join(f"{leg.name} to {net.places[leg.destination].name}" for leg in route.legs)
        shares = route.provenance()["hours"]
        print(f"\n{words}: {route.days:.1f} days, {route.km:,.0f} km, {route.usd:,.0f} USD")
        print(f"  {legs}")
        print(
            "  hours by kind of figure: " + ", ".join(f"{share:.0%} {kind}" for kind, share in shares.items() if share)
        )
    line = planned.links["rail:RU-SAMARGA-RUKHV"]
    print(f"\nOf the plan itself only the length of the new line is used, {line.length_km:g} km ({line.source}).")
    print("Assumed are:")
    for figure in planned.figures.values():
        if "SAMARGA" in figure.element and figure.quantity in ("running_time", "headway", "speed", "price"):
            print(
                f"  {figure.element} {figure.quantity}: {figure.value:g} {figure.unit} ({figure.kind}); {figure.note}"
            )


if __name__ == "__main__":
    main()
