"""Part ``timetable``: when each stop of a timetable is reached from one, and until when one may leave for it.

Times are those of the processor. "From bare arrays" is a question to a timetable that nobody has looked at: ours by
`earliest_arrival` and `latest_departure`, a peer's with the time it takes to make the timetable ready.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import numpy as np
from measured import Outcome, ms, times
from random_timetable import DAY, MIN_CHANGE, Columns, Ints, random_timetable, turned
from settings import Settings
from timetable_peers import Ask, clocked, with_networkx, with_ultra
from timing import Timed, in_turn, ratios, same

from routing.search import Timetable, earliest_arrival, latest_departure

OURS, WITH = "landbridge", ", from bare arrays"
STOPS, TRIPS = 2000, 5000


def run(settings: Settings, outcome: Outcome, *, stops: int = STOPS, trips: int = TRIPS) -> None:
    """Measure and add a table for each direction."""
    timetable = random_timetable(settings.seed, stops, trips)
    random, count = np.random.default_rng(settings.seed), settings.pairs or 30
    drawn = zip(random.permutation(stops)[: count + 1].tolist(), random.integers(0, DAY // 2, count + 1), strict=True)
    asked = [(stop, int(instant)) for stop, instant in drawn]
    back, end = turned(timetable)
    ready = Timetable(*timetable, min_change=MIN_CHANGE, n_nodes=stops)

    def until(stop: int, instant: int, ask: Callable[[int, int], Ints]) -> Ints:
        """Return latest departures as arrivals in the turned timetable."""
        found = ask(stop, end - instant)
        return np.where(found < 0, -1, end - found)

    there = {
        OURS: lambda stop, instant: ready.earliest_arrival(stop, instant).arrival,
        OURS + WITH: lambda stop, instant: (
            earliest_arrival(*timetable, origin=stop, after=instant, min_change=MIN_CHANGE, n_nodes=stops).arrival
        ),
    }
    from_there = {
        OURS: lambda stop, instant: ready.latest_departure(stop, instant).departure,
        OURS + WITH: lambda stop, instant: (
            latest_departure(
                *timetable, destination=stop, before=instant, min_change=MIN_CHANGE, n_nodes=stops
            ).departure
        ),
    }
    _measure("earliest arrival", timetable, stops, asked, there, settings, outcome)
    backward = {name: partial(until, ask=ask) for name, ask in from_there.items()}
    _measure("latest departure", back, stops, asked, backward, settings, outcome)


def _measure(
    name: str,
    timetable: Columns,
    stops: int,
    asked: list[tuple[int, int]],
    ours: dict[str, Callable[[int, int], Ints]],
    settings: Settings,
    outcome: Outcome,
) -> None:
    """Measure one direction; peers are given the timetable in which it is the earliest arrival."""
    methods: dict[str, Ask] = {one: clocked(ask) for one, ask in ours.items()}
    peers, built = _peers(timetable, stops, settings, outcome)
    methods |= peers
    for ask in methods.values():
        ask(*asked[0])
    found = in_turn(methods, asked[1:], own_clock=tuple(methods))
    same(found, lambda method, number, answer: answer.tobytes(), f"timetable, {name}")  # type: ignore[attr-defined]
    for peer, spent in built.items():
        timed = found[peer]
        bare = found[f"{peer}{WITH}"] = Timed(tuple(one + spent for one in timed.seconds), timed.answers)
        outcome.ratios["timetable", name, peer] = ratios(found[OURS], timed)
        outcome.ratios["timetable", f"{name}{WITH}", f"{peer}{WITH}"] = ratios(found[OURS + WITH], bare)
    rows = []
    for method, timed in found.items():
        both = [times(ratios(found[one], timed)[0]) for one in (OURS, OURS + WITH)]
        rows.append([method, ms(timed.median), ms(timed.sum), *both])
    outcome.ratios["timetable", f"{name}{WITH}", "networkx"] = ratios(found[OURS + WITH], found["networkx"])
    reached = [int((answer >= 0).sum()) for answer in found[OURS].answers]  # type: ignore[operator]
    outcome.say(
        f"**{name}** ({len(timetable.trip):,} connections, {stops:,} stops, {len(asked) - 1} questions; stops reached: "
        f"{min(reached):,} to {max(reached):,}), all answers equal:"
    )
    heading = ["method", "median ms", "sum ms", "landbridge / method", "landbridge from bare arrays / method"]
    outcome.table(heading, rows)


def _peers(
    timetable: Columns, stops: int, settings: Settings, outcome: Outcome
) -> tuple[dict[str, Ask], dict[str, float]]:
    """Return the peers that are here, and the seconds that each took to make the timetable ready."""
    builders: dict[str, Callable[[], Ask]] = {"networkx": partial(with_networkx, timetable, stops, MIN_CHANGE)}
    if program := settings.program("ultra"):
        builders["ULTRA"] = partial(with_ultra, program, timetable, stops, MIN_CHANGE)
    elif "timetable, ultra: no program given" not in outcome.skipped:
        outcome.skip("timetable, ultra", "no program given")
    peers, built = {}, {}
    for name, build in builders.items():
        begun = time.process_time()
        peers[name] = build()
        built[name] = time.process_time() - begun
    return peers, built
