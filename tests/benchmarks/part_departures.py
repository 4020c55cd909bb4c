"""Part ``departures``: every journey worth taking of a day, a month and a year on the built-in network.

Times of the processor, public calls, warm. The interpreted searches find the same journeys; where they would take
longer than a trial allows they are not asked.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from measured import Outcome, ms
from settings import Settings
from timing import DifferentAnswers

import networks
import routing
from routing.question.measures import Criterion
from routing.solving import departing

LANES = (("Yokohama", "Almaty"), ("Tokyo", "Moscow"))
WINDOWS = {"a day": 1, "a month": 31, "a year": 366}
CRITERIA: tuple[tuple[Criterion, ...], ...] = (("time", "cost"), ("time", "cost", "co2e"))
FIRST = datetime.date(2016, 1, 1)
TIMES, LONGEST_DAYS = 5, 31  # of the compiled searches; windows up to which interpreted ones are asked


def run(settings: Settings, outcome: Outcome) -> None:
    """Measure and add the table; `settings.pairs` asks of the first lanes only, for a trial."""
    network = networks.load("eurasia")
    rows = []
    for lane in LANES[: settings.pairs]:
        for window, days in WINDOWS.items():
            for criteria in CRITERIA:
                name = " - ".join(lane)
                found, compiled, interpreted = _measured(network, lane, days, criteria)
                rows.append([name, window, ", ".join(criteria), f"{found:,}", ms(compiled), interpreted])
                if len(criteria) == len(CRITERIA[-1]):
                    outcome.values["departures", f"{window}, {name}, all criteria, median"] = 1000 * compiled
    outcome.table(["lane", "leaving within", "compared by", "journeys", "compiled, ms", "interpreted, ms"], rows)


def _measured(
    network: networks.Network, lane: tuple[str, str], days: int, criteria: tuple[Criterion, ...]
) -> list[str]:
    def ask() -> tuple[float, list[Any]]:
        begun = time.process_time()
        found = routing.departures(network, routing.Shipment(*lane), FIRST, last, criteria=criteria)
        spent = time.process_time() - begun
        return spent, [(route.leaves, route.steps) for route in found]

    last = FIRST + datetime.timedelta(days=days - 1)
    with _engine(0):
        ask()
        spent, answers = zip(*(ask() for _ in range(TIMES)), strict=True)
    theirs = "-"
    if days <= LONGEST_DAYS:
        with _engine(10**9):
            other, answer = ask()
        if answer != answers[0]:
            raise DifferentAnswers(f"departures, {lane}, {days} days, {criteria}")
        theirs = ms(other)
    return len(answers[0]), median(spent), theirs


@contextmanager
def _engine(small: int) -> Iterator[None]:
    """Have networks of so many arcs searched by the interpreter, others by compiled searches."""
    kept = departing.SMALL, departing.SHORT_DAYS
    departing.SMALL, departing.SHORT_DAYS = small, 0
    try:
        yield
    finally:
        departing.SMALL, departing.SHORT_DAYS = kept
