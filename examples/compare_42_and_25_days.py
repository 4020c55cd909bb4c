"""Yokohama - Moscow: what were the 42 days, what would the 25 be, and where is every hour?

In February 2016 Russian Railways promised to cut the door-to-door time of a container from Yokohama to Moscow
from 42 days to 25. It did not say what the 42 days were, and published no split of either number. Two
readings of the 42 fit what is known; the network holds both, and the search finds the way in each.
"""

from __future__ import annotations

import networks
from networks import Change, Network
from routing import Comparison, Constraints, Result, Shipment, compare, solve, verify

READINGS = ("2016-suez", "2016-ordinary", "2016-target")
PERFORMED = {"2016-performed": "November - December 2016", "2018-performed": "November 2018"}
BOX = Shipment("JPYOK", "RUMOW", containers=1, size="20ft", scope="door")
NO_CHINA = Constraints(avoid_territories={"CN"})
RUN = Shipment("JPYOK", "RUMOW", containers=1, size="20ft", scope="terminal")


def main() -> None:
    """Print the comparison, every hour of each way, what is withheld, what was performed, and the sources."""
    nets = {name: networks.load("eurasia", scenario=name) for name in READINGS}
    comparison = compare(nets, BOX, minimise="time")
    for name, result in comparison.results.items():
        verify(nets[name], result)
    heading("42 days, read in two ways, against 25")
    print(comparison)
    print_reading(comparison)
    for name, result in comparison.results.items():
        heading(f"{name}: {networks.scenarios()[name].title}")
        print(result.require().itinerary())
    heading("What each scenario withholds, and the answer with it restored")
    for name, result in comparison.results.items():
        print_withheld(nets[name], result)
    heading("If ordinary wagons moved like all Russian rail freight")
    print_slow(nets["2016-ordinary"])
    heading("As performed (terminal to terminal), and as predicted")
    print_performed()
    heading("Sources of the hours")
    print_sources(comparison.results)


def print_reading(comparison: Comparison) -> None:
    """Print what the table says, from its own numbers."""
    days = {bar.component: (bar.change or 0) / 1440 for bar in comparison.waterfall("2016-ordinary", "2016-target")}
    port = sum(days.get(component, 0.0) for component in ("port", "customs", "papers", "waiting"))
    print("\nThe totals are calibrated: only 42 and 25 were published, the parts are residuals within sourced ranges.")
    print("Against 2016-suez the saving is a change of route.")
    print(f"Against 2016-ordinary, of {-sum(days.values()):.0f} days the railway gives {-days['rail']:.0f};")
    print(
        f"port, customs, papers and the wait for wagons give {-port:.0f}, the start in Japan {-days['origin']:.0f}, "
        f"the sea {-days['sea']:.0f}."
    )


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'-' * len(text)}")


def print_withheld(net: Network, result: Result) -> None:
    """Print what a scenario takes off offer, why, and what the search answers when it is back."""
    withheld = {element: net.withheld[element] for element in net.reasons if element in net.withheld}
    print(f"{'+'.join(net.scenario)} withholds:")
    reasons: dict[str, list[str]] = {}
    for element, (_, reason) in withheld.items():
        reasons.setdefault(reason, []).append(element)
    for reason, elements in reasons.items():
        print(f"  {', '.join(elements)}: {reason}")
    restored = net.apply(
        Change(action="add", table=table, element=element, why="restored to see what it would change")
        for element, (table, _) in withheld.items()
    )
    again = solve(restored, BOX).require()
    chain = " - ".join(f"{leg.name} to {restored.places[leg.destination].name}" for leg in again.legs)
    print(f"  with all of it restored: {again.days:.1f} instead of {result.require().days:.1f} days, by {chain}")


def print_slow(net: Network) -> None:
    """Print the ordinary chain at the railways' all-traffic indicator of 271 km a day."""
    railway = net.services["area:RZD"]
    slow = [
        Change(
            action="set",
            table="figures",
            element=element,
            column="speed",
            value="271",
            low=240,
            high=285,
            unit="km/day",
            year=2015,
            source="S52",
            kind="sourced",
            why="all-traffic commercial speed, target for 2015",
        )
        for element, quantity in net.figures
        if quantity == "speed" and (element == railway.id or element in railway.links)
    ]
    slower = net.apply(slow)
    chain = solve(slower, BOX, constraints=Constraints(via=("RUVYP",))).require()
    print(f"At 271 km a day (state indicator of all traffic) the ordinary chain takes {chain.days:.1f} days;")
    best = solve(slower, BOX).require()
    print(f"the best that is then on offer takes {best.days:.1f} days, by {', '.join(leg.name for leg in best.legs)}.")


def print_performed() -> None:
    """Print the accounting check of two transports, and apart from it what the default components predict."""
    predicted = solve(networks.load("eurasia"), RUN, constraints=NO_CHINA).require()
    low, high = predicted.likely_days() or (0.0, 0.0)
    best, worst = predicted.range_days() or (0.0, 0.0)
    for name, when in PERFORMED.items():
        net = networks.load("eurasia", scenario=name)
        result = solve(net, RUN)
        verify(net, result)
        route = result.require()
        print(f"{when}: {route.days:.1f} days when the observed parts are entered (accounting check);")
        print(
            f"  predicted by default components, the Trans-Siberian way: {predicted.days:.1f} days, "
            f"{predicted.days - route.days:+.1f}"
        )
    print(f"Likely range of the prediction: {low:.1f} to {high:.1f} days, with every figure at its best or worst")
    print(f"{best:.1f} to {worst:.1f}; the seven pilots of 2018 took 15 to 31 days (S6).")


def print_sources(results: dict[str, Result]) -> None:
    """Print the sources behind the hours of all routes."""
    used: dict[str, str] = {}
    for result in results.values():
        route = result.require()
        for step in route.steps:
            if step.time_figure and step.minutes:
                source = result.network.sources[route.network.figures[step.time_figure].source]
                used[source.id] = f"{source.title}{f' ({source.published})' if source.published else ''}"
    for name in sorted(used):
        print(f"{name}: {used[name]}")


if __name__ == "__main__":
    main()
