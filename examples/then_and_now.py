"""Yokohama - Moscow, then and now: what became of the 42 days and of the promised 25?

A promise, a performance and a state of today are three things, so no column of a table mixes them, and each says
which it is. The two readings of 42 and the promise of 25 are from door to door; what two boxes took in 2016 and 2018
is known from terminal to terminal. The edition of 2025 is asked both ways: in its normal state, with the jams of autumn
2024, and under each of its scenarios that makes the lane slower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networks
from networks import Network
from routing import Comparison, Constraints, Route, Shipment, compare, solve, verify
from routing.accounts.provenance import ASSUMED
from routing.views.rows import days_by_component
from routing.views.text.doubt import brief_days
from routing.views.text.steps import doing
from routing.views.text.table import NONE, number, table

NOW = "eurasia-2025"
DOOR = Shipment("JPYOK", "RUMOW", containers=1, size="20ft", scope="door")
TERMINAL = Shipment("JPYOK", "RUMOW", containers=1, size="20ft", scope="terminal")
JAMS = ("dostyk-2024", "zabaikalsk-2024", "vladivostok-2024")  # all in the autumn of 2024
SAID = {"2016-suez": "quoted, read as A", "2016-ordinary": "quoted, read as B", "2016-target": "promise"}
DONE = {"2016-performed": "performed, one box", "2018-performed": "performed, one box"}
TODAY = {"2025": "normal state", "2025 jammed": "stressed state"}  # lines on offer, at times of surveys and averages
KINDS = SAID | DONE | TODAY
LONGEST = 6  # assumed parts that are named


def main() -> None:
    """Print both tables, what changed, what is stressed, what is only assumed, and for which goods it is shut."""
    now, jammed = networks.load(NOW), networks.load(NOW, JAMS)
    said, done = ({name: networks.load("eurasia", name) for name in names} for names in (SAID, DONE))
    door = compared(said | {"2025": now, "2025 jammed": jammed}, DOOR)
    terminal = compared(done | {"2025": now, "2025 jammed": jammed}, TERMINAL)
    normal = door.results["2025"].require()
    print(f"2025 is {now.heading}; jammed: {', '.join(JAMS)}")
    heading("Door to door, days")
    print("\n".join(side_by_side(door)))
    heading("Terminal to terminal, days")
    print("\n".join(side_by_side(terminal)))
    print("A performed column is what one box took; its range is what its figures would give others.")
    heading("What changed")
    for comparison, before in ((door, "2016-ordinary"), (door, "2016-target"), (terminal, "2018-performed")):
        print_change(comparison, before)
    print("Dollars are not set side by side: those of 2016 and of 2025 are not one money.")
    heading("Stressed states that make the lane slower")
    print_stressed(normal)
    heading("What of the days of 2025 is only assumed")
    print_assumed(normal)
    heading("What is closed")
    print_closed(door)
    heading("Sources of the hours of 2025")
    print_sources(normal)


def compared(nets: Mapping[str, Network], box: Shipment) -> Comparison:
    """Return the answers side by side, each walked again."""
    comparison = compare(nets, box)
    for name, result in comparison.results.items():
        verify(nets[name], result)
    return comparison


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'-' * len(text)}")


def side_by_side(comparison: Comparison) -> list[str]:
    """Return a table with an answer in each column: what it is, how sure, its components, its legs."""
    routes = list(comparison.routes.values())
    rows = [
        ["kind", *(KINDS[name] for name in comparison.results)],
        ["likely", *(brief_days(route) for route in routes)],
        ["assumed", *(f"{assumed(route):.0%}" for route in routes)],
    ]
    rows += [[part, *(number(one, 2) for one in days)] for part, days, _ in days_by_component(comparison) if any(days)]
    for leg in range(max(len(route.legs) for route in routes)):
        rows.append([f"leg {leg + 1}", *(leg_text(route, leg) for route in routes)])
    return table(["", *comparison.results], rows, width=140)


def leg_text(route: Route, leg: int) -> str:
    """Return mode, end and days of a leg, a dash where the route has no such leg."""
    if leg >= len(route.legs):
        return NONE
    ridden = route.legs[leg]
    return f"{ridden.mode} to {place_name(route.network, ridden.destination)} {number(ridden.days, 1)}"


def place_name(net: Network, place: str) -> str:
    """Return the short name of a place."""
    return net.places[place].name.partition(" (")[0]


def assumed(route: Route) -> float:
    """Return the share of the hours that rests on assumptions."""
    return sum(route.provenance()["hours"].get(kind, 0.0) for kind in ASSUMED)


def print_change(comparison: Comparison, before: str) -> None:
    """Print in words what 2025 has more and less than a column of then, the largest change first."""
    then, now = (comparison.results[name].require() for name in (before, "2025"))
    changes = {bar.component: (bar.change or 0) / 1440 for bar in comparison.waterfall(before, "2025")}
    largest = sorted((part for part in changes if changes[part]), key=lambda part: -abs(changes[part]))
    parts = ", ".join(f"{part} {changes[part]:+.1f}" for part in largest)
    low, high = now.likely_days() or (0.0, 0.0)
    inside = "inside" if low <= (then.days or 0.0) <= high else "outside"
    print(f"{before} ({KINDS[before]}) to 2025 ({KINDS['2025']}): {sum(changes.values()):+.1f} days: {parts}.")
    print(f"  {then.days:.0f} days lie {inside} the likely range of 2025, {low:.0f} to {high:.0f}.")


def print_stressed(normal: Route) -> None:
    """Print for each scenario of today that makes the lane slower the way left, and the days on the usual lines."""
    others = set(normal.network.services) - {leg.service for leg in normal.legs}
    for name, scenario in networks.scenarios(NOW).items():
        net = networks.load(NOW, name)
        stays = solve(net, DOOR, constraints=Constraints(avoid_services=others)).best
        if stays is not None and (stays.minutes or 0) > (normal.minutes or 0):
            left = solve(net, DOOR).require()
            ends = " - ".join(place_name(net, leg.destination) for leg in left.legs)
            print(f"{scenario.title} ({name}): {brief_days(stays)} on the lines of the normal state;")
            print(f"  {brief_days(left)} by the best way left: {ends}")


def print_assumed(route: Route) -> None:
    """Print the longest steps of a route that rest on assumptions, with ranges and reasons."""
    print(f"{assumed(route):.0%} of {route.days:.1f} days; the longest parts:")
    figures = {step: route.network.figures[step.time_figure] for step in route.steps if step.time_figure}
    steps = [step for step in figures if figures[step].kind in ASSUMED]
    for step in sorted(steps, key=lambda step: -(step.minutes or 0))[:LONGEST]:
        figure = figures[step]
        ends = f"{number(figure.low)} to {number(figure.high)} {figure.unit}"
        reason = figure.note.partition(";")[0]
        print(f"  {step.days:.1f} days, {doing(route.network, [step])} ({figure.quantity} {ends}): {reason}")


def print_closed(door: Comparison) -> None:
    """Print which goods have no way today, by which closures, and what else is told of the ways."""
    now = door.results["2025"].network
    others = []
    for name in barred_classes(now):
        result = solve(now, Shipment("JPYOK", "RUMOW", goods=name))
        if result.best is None:
            print(f"No way for goods that are {name}: {'; '.join(map(str, result.blocked_by))}.")
        else:
            others.append(name)
    print(
        f"A way, as far as the table of closures goes, for goods that are {', '.join(others) or 'none of its classes'}."
    )
    seen = set[str]()
    for name in TODAY:
        for warning in map(str, door.results[name].warnings):
            if warning not in seen:
                print(f"The way of {name}, for other goods: {warning}")
        seen.update(map(str, door.results[name].warnings))


def barred_classes(now: Network) -> Sequence[str]:
    """Return the classes of goods that a closure in force speaks of."""
    return sorted({name for one in now.closures.values() if one.is_in_force(now.as_of) for name in one.goods})


def print_sources(route: Route) -> None:
    """Print the sources that the hours of a route rest on or are worked out from, without mere assumptions."""
    net = route.network
    figures = [net.figures[step.time_figure] for step in route.steps if step.time_figure and step.minutes]
    for name in sorted({name for figure in figures for name in (figure.source, *figure.see)} - {"assumption"}):
        print(f"{name}: {net.sources[name].title} ({net.sources[name].published})")


if __name__ == "__main__":
    main()
