"""Part ``freight``: whole questions on large freight networks made up from a seed, compiled and interpreted.

``python tests/benchmarks/run.py --part freight`` prints the tables. Both engines' answers are held against each other
before their times are shown; an interpreted search that its limit of time has stopped is shown as more than that.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from typing import Any

from measured import Outcome, ms
from settings import Settings
from synthetic_freight import name_of, synthetic_freight, synthetic_ways
from timing import DifferentAnswers

from networks import Network
from routing import Constraints, Shipment, SolveOptions, Status, alternatives, break_even, frontier, solve
from routing.compiling.problem import compile_problem
from routing.question.question import Question
from routing.search import choosing as engine_choice

LONGEST_S = 60.0  # of an interpreted search
SIZES: dict[str, tuple[Callable[[int, int], Network], tuple[int, ...], int]] = {
    "places and links": (synthetic_ways, (90, 150), 1),
    "services": (synthetic_freight, (55, 95), 4),
}  # title: generator, sides of the grids, transshipments allowed


def run(settings: Settings, outcome: Outcome) -> None:
    """Measure and add one table for each network; `settings.pairs` leaves all but the smallest out, for a trial."""
    for title, (make, sides, lifts) in SIZES.items():
        for side in sides[: settings.pairs]:
            _measure(f"{title}, {side} x {side}", make, side, lifts, outcome)


def _measure(title: str, make: Callable[[int, int], Network], side: int, lifts: int, outcome: Outcome) -> None:
    begun = time.perf_counter()
    network = make(side, side)
    built = time.perf_counter() - begun
    shipment = Shipment(name_of(side // 3, side // 3), name_of(2 * side // 3, 2 * side // 3))
    begun = time.perf_counter()
    problem = compile_problem(network, Question(shipment=shipment, constraints=Constraints(), minimise="time"))
    compiled = time.perf_counter() - begun
    outcome.say(
        f"{title}: {len(problem.usable):,} arcs. Generated, checked and built in {built:.2f} s; expanded into arrays "
        f"in {compiled:.2f} s."
    )
    rows = []
    for words, ask in questions(network, shipment, lifts).items():
        ask()  # loads and compiles what it needs
        mine, answer = timed(ask)
        with interpreted():
            theirs, other = timed(ask)
        stopped = other[0] not in (Status.OPTIMAL, Status.INFEASIBLE)
        if not stopped and answer != other:
            raise DifferentAnswers(f"{title}, {words}")
        rows.append([words, ms(mine), f"> {ms(theirs)}" if stopped else ms(theirs)])
    outcome.table(["question", "compiled, ms", "interpreted, ms"], rows)


def questions(network: Network, shipment: Shipment, lifts: int) -> dict[str, Callable[[], Any]]:
    """Return questions that give a status and the steps of all routes."""
    labels = {"options": SolveOptions(engines="ours", time_limit_s=LONGEST_S)}
    fast = solve(network, shipment, minimise="time")
    best, cheap = fast.require(), solve(network, shipment, minimise="cost").require()
    assert best.days is not None and cheap.days is not None
    one = Constraints(max_days=(best.days + cheap.days) / 2)
    several = Constraints(max_days=one.max_days, max_transshipments=lifts, max_kg_co2e=cheap.kg_co2e)
    tied = Constraints(max_transshipments=lifts)
    return {
        "least time": partial(_routes, solve, network, shipment),
        "least cost, days limited": partial(
            _routes, solve, network, shipment, minimise="cost", constraints=one, **labels
        ),
        "least cost; days, lifts, CO2e limited": partial(
            _routes, solve, network, shipment, minimise="cost", constraints=several, **labels
        ),
        "front of time and cost": partial(
            _routes, frontier, network, shipment, options=SolveOptions(time_limit_s=LONGEST_S)
        ),
        "front of time and cost, lifts limited": partial(
            _routes, frontier, network, shipment, constraints=tied, options=SolveOptions(time_limit_s=LONGEST_S)
        ),
        "three alternatives": partial(_routes, alternatives, network, shipment, k=3, **labels),
        "break-even of a leg": lambda: (Status.OPTIMAL, break_even(network, fast, best.legs[0].service).slack),
    }


def _routes(ask: Callable[..., Any], *question: Any, **more: Any) -> tuple[Status, Any]:
    found = ask(*question, **more)
    return found.status, [route.steps for route in found.routes]


def timed(ask: Callable[[], Any]) -> tuple[float, Any]:
    """Return the wall time of a call in seconds, and its answer."""
    begun = time.perf_counter()
    answer = ask()
    return time.perf_counter() - begun, answer


@contextmanager
def interpreted() -> Any:
    """Search networks of any size by the interpreter."""
    kept = engine_choice.LARGE
    engine_choice.LARGE = 10**12
    try:
        yield
    finally:
        engine_choice.LARGE = kept
