"""Yokohama - Moscow on the calendar of 2016: what do the 42 and the 25 days become if the goods leave on a given day?

A scenario tells a wait to be expected; a calendar tells a ship. The three scenarios of the promise are asked by the
clock for start days over the whole year: the best day, the mean and the worst day, each with the ship that decides it.
Not every day is asked but every ninth: nine has no divisor in common with the days of a fortnight, so that each
weekday, and each day of a fortnight, comes up about equally often.
"""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Mapping
from typing import NamedTuple

import networks
import routing
from networks import Network
from routing import Route, Shipment
from routing.views.text.clock import clock_words
from routing.views.text.table import number, table

BOX = Shipment("JPYOK", "RUMOW", containers=1, size="20ft", scope="door")
SAID = {"2016-suez": 42, "2016-ordinary": 42, "2016-target": 25}  # days, as quoted in February 2016
YEAR, EVERY = 2016, 9


class Year(NamedTuple):
    """The answers of one scenario: without a clock, and by the day on which the goods leave."""

    network: Network
    expected: Route
    by_day: Mapping[datetime.date, Route]

    @property
    def ordered(self) -> list[datetime.date]:
        """Return the start days, the fastest first."""
        return sorted(self.by_day, key=lambda day: (self.by_day[day].minutes or 0, day))


def main() -> None:
    """Print days by scenario over the year, how they spread, the best and the worst day, and what is assumed."""
    years = {name: year_of(networks.load("eurasia", name)) for name in SAID}
    count = len(next(iter(years.values())).by_day)
    print(f"{routing.solve(networks.load('eurasia'), BOX).question}")
    print(f"{count} start days of {YEAR}, every {EVERY}th from 1 January on; days from door to door.\n")
    print("\n".join(summary(years)))
    for name, year in years.items():
        heading(f"{name}: {SAID[name]} days were quoted")
        print_spread(year)
        for said, day in (("best", year.ordered[0]), ("worst", year.ordered[-1])):
            route = year.by_day[day]
            print(f"{said}: {number(route.days, 1)} days {clock_words(route)}")
            for leg in route.legs:
                print(f"  {number(leg.wait_days, 1)} days of waiting, {number(leg.days, 1)} aboard: {leg.name}")
    heading("What the calendars rest on")
    print_calendars(years)


def year_of(net: Network) -> Year:
    """Return the answers of a scenario, each walked again."""
    days = [datetime.date(YEAR, 1, 1) + datetime.timedelta(days=one) for one in range(0, 366, EVERY)]
    results = {day: routing.solve(net, BOX, depart=day) for day in days}
    for result in results.values():
        routing.verify(net, result)
    return Year(net, routing.solve(net, BOX).require(), {day: one.require() for day, one in results.items()})


def summary(years: Mapping[str, Year]) -> list[str]:
    """Return a row for each scenario: what was quoted, what is expected of any day, what the calendar makes of it."""
    head = ("scenario", "quoted", "as expected", "best", "mean", "worst", "best start", "worst start")
    rows = []
    for name, year in years.items():
        days = [route.days or 0.0 for route in year.by_day.values()]
        first, last = year.ordered[0], year.ordered[-1]
        found = (year.expected.days, min(days), statistics.fmean(days), max(days))
        rows.append(
            [name, str(SAID[name]), *(number(one, 1) for one in found), f"{first:%a %d %b}", f"{last:%a %d %b}"]
        )
    return table(head, rows)


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'-' * len(text)}")


def print_spread(year: Year) -> None:
    """Print how many start days come to how many whole days."""
    whole = [int(route.days or 0) for route in year.by_day.values()]
    for days in range(min(whole), max(whole) + 1):
        print(f"{days:>3} days and some hours  {'#' * whole.count(days)}")


def print_calendars(years: Mapping[str, Year]) -> None:
    """Print of each service that is used whether its departure days are stated, and where."""
    used: dict[str, Network] = {}
    for year in years.values():
        for step in (step for route in year.by_day.values() for step in route.steps if step.timetable):
            used.setdefault(step.element, year.network)
    for service, net in sorted(used.items()):
        patterns = net.departures.get(service, ())
        told = "; ".join(f"{one.note or one.runs_by} ({one.kind}, {one.source})" for one in patterns)
        name = net.services_of_all_dates[service].name
        print(f"{name}: {told or 'days assumed, one departure every headway'}")
    print(
        "Without a clock the wait at the origin is the one that is planned: a ship is chosen, and the box comes in time"
    )
    print("for it. Who fixes the day first meets ships as they sail, so the mean over days is longer.")


if __name__ == "__main__":
    main()
