"""Questions to graphs that are made up: random small digraphs by both engines, and freight networks beyond corridor size."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from answer_parts import alternatives_parts, break_even_parts, frontier_parts, result_parts
from asked import STATUS, Asked, Parts
from plain_data import cells
from search_options import wishes
from small_cases import KINDS, Case, case_of
from synthetic_freight import name_of, synthetic_freight, synthetic_ways

import routing
from networks import Network
from routing import Constraints, GeneralisedCost, Shipment
from routing.search import Digraph, Path

# ---- digraph --------------------------------------------------------------------------------------------------------

CASES = 1_250  # of four questions each
FIRST = 11 * 10**9  # number of the first case
ENGINES = ("interpreted", "compiled")


def digraph() -> Iterator[Asked]:
    """Yield the questions of random cases (``tests/fuzz/small_cases.py``), each by both engines."""
    for number in range(FIRST, FIRST + CASES):
        for kind in KINDS:
            for engine in ENGINES:
                yield Asked("digraph", f"case {number} {kind}, {engine}", partial(_searched, number, kind, engine))


@cache
def _case(number: int) -> Case:
    return case_of(number)[0]


def _searched(number: int, kind: str, engine: Any) -> Parts:
    case = _case(number)
    graph = Digraph(case.tail, case.head, case.weights, n_nodes=case.n_nodes, engine=engine)
    found = getattr(graph, kind)(case.source, case.target, **case.asked[kind], **case.arguments)
    paths = [found] if isinstance(found, Path) else list(found)
    return {
        STATUS: found.status.name,
        "paths": [cells(path, ("arcs", "totals")) | {"status": path.status.name} for path in paths],
        "reason": found.reason,
        "effort": found.labels,
    }


# ---- large ----------------------------------------------------------------------------------------------------------

SIDE, SIDE_OF_WAYS = 36, 54  # beyond 20,000 arcs, where freight is searched on arrays
NEAR = 16  # the most steps along a side between two places of the ways: their fronts grow fast
PAIRS, PAIRS_OF_WAYS = 24, 12
PATIENCE_S = 3_600.0  # so that a busy machine cuts no front short
FRONTS = (("time", "cost"), ("cost", "co2e"), ("time", "cost", "distance"))


def large() -> Iterator[Asked]:
    """Yield questions to large networks that exist nowhere, from one random place to another."""
    rng = random.Random(12)
    for number in range(PAIRS):
        origin, destination = _ends(rng, SIDE)
        box = Shipment(origin, destination, containers=rng.choice((1, 2)), size=rng.choice(("20ft", "40ft")))
        for name, minimise, terms in _plain_and_limited(rng, number):
            yield Asked("large", f"{box}, {name}", partial(_solved, box, minimise, terms))
        yield Asked("large", f"{box}, no label left", partial(_solved, box, "cost", {"max_days": 20}, max_labels=3))
        if number % 6 == 0:
            wished: dict[str, Any] = {"prove_beyond": True}
            yield Asked("large", f"{box}, time, proven", partial(_solved, box, "time", {}, **wished))
            yield Asked(
                "large", f"{box}, cost in 30 days, proven", partial(_solved, box, "cost", {"max_days": 30}, **wished)
            )
            yield Asked("large", f"{box}, alternatives", partial(_apart, box))
            yield Asked("large", f"{box}, break-even", partial(_evened, box))
    for number in range(PAIRS):
        yield from _fronts(_freight, Shipment(*_ends(rng, SIDE)), FRONTS[number % len(FRONTS)], 25)
    for _ in range(PAIRS_OF_WAYS):
        yield from _fronts(_ways, Shipment(*_near_ends(rng), scope="terminal"), FRONTS[0], 20)


def _fronts(network: Callable[[], Network], box: Shipment, criteria: tuple[str, ...], days: int) -> Iterator[Asked]:
    words = f"{box}, front of {'+'.join(criteria)}"
    yield Asked("large", words, partial(_fronted, network, box, criteria, {}))
    yield Asked("large", f"{words} in {days} days", partial(_fronted, network, box, criteria, {"max_days": days}))


def _ends(rng: random.Random, side: int) -> tuple[str, str]:
    places = [name_of(rng.randrange(side), rng.randrange(side)) for _ in range(2)]
    return (places[0], places[1]) if places[0] != places[1] else _ends(rng, side)


def _near_ends(rng: random.Random) -> tuple[str, str]:
    corner = [rng.randrange(SIDE_OF_WAYS - NEAR) for _ in range(2)]
    return name_of(*corner), name_of(*(at + rng.randint(NEAR // 2, NEAR) for at in corner))


def _plain_and_limited(rng: random.Random, number: int) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    for minimise in ("time", "cost", "co2e", "distance"):
        yield f"least {minimise}", minimise, {}
    yield "least generalised cost", GeneralisedCost(usd_per_day=60), {}
    yield "least time without CN", "time", {"avoid_territories": "CN"}
    days, lifts = rng.randint(8, 40), rng.randint(0, 4)
    yield f"least cost in {days} days", "cost", {"max_days": days}
    yield f"least time with {lifts} lifts", "time", {"max_transshipments": lifts}
    if number % 3 == 0:
        via = name_of(rng.randrange(SIDE), rng.randrange(SIDE))
        yield f"least cost in {days + 20} days via {via}", "cost", {"max_days": days + 20, "via": via}


@cache
def _freight() -> Network:
    """Return the network of services; its kernels are loaded now, for the first question after that may differ in effort."""
    Digraph([0], [1], {"a": [1]}, n_nodes=2, engine="compiled").shortest(0, 1, minimise="a")
    return synthetic_freight(SIDE, SIDE)


@cache
def _ways() -> Network:
    return synthetic_ways(SIDE_OF_WAYS, SIDE_OF_WAYS)


def _solved(box: Shipment, minimise: Any, terms: dict[str, Any], **wished: Any) -> Parts:
    keywords = wishes(routing.solve, time_limit_s=PATIENCE_S, **wished)
    return result_parts(routing.solve(_freight(), box, minimise=minimise, constraints=Constraints(**terms), **keywords))


def _apart(box: Shipment) -> Parts:
    return alternatives_parts(
        routing.alternatives(_freight(), box, k=3, **wishes(routing.alternatives, time_limit_s=PATIENCE_S))
    )


def _evened(box: Shipment) -> Parts:
    result = routing.solve(_freight(), box)
    service = result.require().legs[0].service
    patient = wishes(routing.break_even, time_limit_s=PATIENCE_S)
    return break_even_parts(routing.break_even(_freight(), result, service, **patient))


def _fronted(network: Callable[[], Network], box: Shipment, criteria: tuple[str, ...], terms: dict[str, Any]) -> Parts:
    patient = wishes(routing.frontier, time_limit_s=PATIENCE_S)
    constraints = Constraints(**terms)
    return frontier_parts(routing.frontier(network(), box, criteria=criteria, constraints=constraints, **patient))
