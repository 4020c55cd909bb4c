"""Published spreads held against what is drawn: `python tests/validation/spreads.py --write` puts the table into chance.md.

Each row says whether its numbers set figures of the network (``used``): then that they fit proves little, and that they do
not fit says much. Of several journeys that were published by their shortest and longest, as many are drawn, 10,000 times.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import networks
import routing
from routing.chance.draws import Draws
from routing.chance.parts import parts_of
from routing.chance.sampling import drawn

PAGE = Path(networks.__file__).parent / "data" / "chance.md"
TABLE = re.compile(r"(?s)(?<=<!-- spreads: written by tests/validation/spreads.py -->\n).*?(?=<!-- end of spreads -->)")
HEAD = "| published | source | used | drawn | fits |\n|---|---|---|---|---|\n"
DAY = 1_440_000
MANY, DELAY = 10_000, 1.7  # sets of journeys; the days of delay in the running time of 2025
PORT = ("port", "customs", "papers", "waiting")
Days = NDArray[np.float64]


class Spread(NamedTuple):
    """A published spread, and what is drawn of it."""

    published: str
    source: str
    used: bool
    drawn: str
    fits: bool


def days_of(route: routing.Route, samples: int, components: tuple[str, ...] = ()) -> Days:
    """Return the days of a route, or of some components of it, in each sample."""
    parts, draws = parts_of(route.network, route.steps), Draws(0, samples)
    spread = {term.figure for term in parts.terms}
    kept = [step for step in route.steps if not components or step.component in components]
    total = np.full(samples, float(sum(step.milliminutes or 0 for step in kept if step.time_figure not in spread)))
    for term in parts.terms:
        if not components or term.component in components:
            total += np.concatenate([drawn(term, block) for block in draws.blocks()])
    return total / DAY


def spreads() -> Iterator[Spread]:
    """Yield each published spread with what is drawn."""
    net = networks.load("eurasia")
    ban = routing.Constraints(avoid_territories={"CN"})
    pilot = routing.solve(net, routing.Shipment("JPYOK", "RUMOW", scope="terminal"), constraints=ban).require()
    for what, low, high, components in (
        ("seven pilots of 2018 from Japanese ports to Moscow: 15 to 31 d", 15, 31, ()),
        ("of these in the Russian port, customs and papers among it: 3 to 17 d", 3, 17, PORT),
        ("of these on the railway: 7 to 11 d", 7, 11, ("rail",)),
    ):
        yield of_seven(what, (low, high), days_of(pilot, 7 * MANY, components))
    whole = days_of(pilot, 100_000)
    told = f"mean {whole.mean():.1f} d, P80 {np.quantile(whole, 0.8):.1f} d by the train of seven days"
    yield Spread(
        "a carrier's average of 2018, Japan - Moscow: 27 d", "S8", False, told, abs(whole.mean() / 27 - 1) <= 0.1
    )
    weekly = networks.load("eurasia", scenario="2018-weekly")
    by_port = routing.Constraints(avoid_territories={"CN"}, via="RUVVO")
    port = routing.solve(weekly, routing.Shipment("JPYOK", "RUMOW", scope="terminal"), constraints=by_port).require()
    taken = days_of(port, 100_000)
    within = float(((taken >= 15) & (taken <= 30)).mean())
    told = f"{within:.0%} of journeys within, P10 {np.quantile(taken, 0.1):.1f}, P90 {np.quantile(taken, 0.9):.1f} d"
    yield Spread("Keihin ports - Moscow by Vladivostok, 2019: 15 to 30 d", "S10", False, told, within >= 0.8)
    yield from of_liners()


def of_seven(what: str, ends: tuple[float, float], taken: Days) -> Spread:
    """Return a spread of seven journeys: it fits if both ends are such as four of five sets have."""
    sets = taken.reshape(-1, 7)
    low, high = np.quantile(sets.min(axis=1), (0.1, 0.9)), np.quantile(sets.max(axis=1), (0.1, 0.9))
    told = f"of seven the shortest {low[0]:.1f} to {low[1]:.1f} d, the longest {high[0]:.1f} to {high[1]:.1f} d"
    return Spread(what, "S6", True, told, low[0] <= ends[0] <= low[1] and high[0] <= ends[1] <= high[1])


def of_liners() -> Iterator[Spread]:
    """Yield what is published of liners: arrivals within a day of the schedule, and by how much others are late."""
    net = networks.load("eurasia-2025")
    asked = routing.Constraints(modes={"sea"}, avoid_territories={"EG"})
    ship = routing.solve(net, routing.Shipment("CNSGH", "NLRTM", scope="terminal"), constraints=asked).require()
    taken = days_of(ship, 100_000, ("sea",))
    schedule = sum(step.milliminutes or 0 for step in ship.steps if step.component == "sea") / DAY - DELAY
    late = taken > schedule + 1
    share, delay = float(1 - late.mean()), float((taken[late] - schedule).mean())
    told_share, told_delay = f"{share:.0%} within a day, Shanghai - Rotterdam", f"{delay:.1f} d"
    for what, source, used, low, high in (
        ("liners within a day of their schedule, all trades, autumn 2025: 61 to 65 %", "now-r006", True, 0.61, 0.65),
        ("the same in 2024 and January 2025: 50 to 55 %", "Sea-Intelligence", False, 0.50, 0.55),
        ("Far East - Europe, stricter count, August and September 2025: 17 to 23 %", "eeSea", False, 0.17, 0.23),
    ):
        yield Spread(what, source, used, told_share, low - 0.05 <= share <= high + 0.05)
    for what, source, used, low, high in (
        ("mean delay of late ships, all trades, autumn 2025: 4.8 to 5.0 d", "now-r007", True, 4.8, 5.0),
        ("the same in 2024 and January 2025: 5.1 to 5.7 d", "Sea-Intelligence", False, 5.1, 5.7),
    ):
        yield Spread(what, source, used, told_delay, low * 0.85 <= delay <= high * 1.15)


def table() -> str:
    """Return the table of all spreads."""
    words = {True: "yes", False: "no"}
    rows = [
        f"| {one.published} | {one.source} | {words[one.used]} | {one.drawn} | {words[one.fits]} |\n"
        for one in spreads()
    ]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    found = table()
    print(found)
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(TABLE.sub(lambda _: found, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
