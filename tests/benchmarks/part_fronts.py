"""Parts ``front2`` and ``front3``: the exact Pareto front of two and of three criteria, one path for each point."""

from __future__ import annotations

import statistics
import tempfile
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from front_peers import LTMOA, FrontFound, front_peers
from instances import Instance, pairs
from measured import Outcome, ms, times
from ours import digraph, nodes_of, reckoned
from settings import Settings
from timing import DifferentAnswers, Timed, in_turn, ratios, same

from routing.search import Digraph, Paths
from routing.status import Status

OURS = "landbridge"
SMALL = 100  # points
FEW = 5_000_000  # labels

LABELS = 2**40  # no bound: a front of 10,000 points takes more labels than are made without a word


def run(instance: Instance, count: int, settings: Settings, outcome: Outcome, *, criteria: int) -> None:
    """Measure on one graph and add a table."""
    part, names = f"front{criteria}", instance.criteria[:criteria]
    if len(names) < criteria:
        outcome.skip(f"{part}, {instance.name}", f"it has {len(names)} weights")
        return
    graph = digraph(instance)
    asked = _asked(instance, graph, count + 1, settings.seed, criteria)
    graph.pareto(*asked[0], criteria=names, max_labels=LABELS)
    with tempfile.TemporaryDirectory() as folder:
        peers = front_peers(instance, names, settings, Path(folder))
        found = in_turn({OURS: partial(whole_front, graph, names), **peers}, asked[1:], own_clock=tuple(peers))
    compare(instance, names, asked[1:], found)
    for program in {2: ("boa", "emoa", "apex"), 3: ("emoa", "apex", "ltmoa")}[criteria]:
        if not settings.program(program):
            outcome.skip(f"{part}, {instance.name}, {program}", "no program given")
        elif program == "ltmoa" and LTMOA not in peers:
            outcome.skip(f"{part}, {instance.name}, {program}", "paths may weigh more than its 32 bits hold")
    points = [len(answer) for answer in found[OURS].answers]  # type: ignore[arg-type]
    degree = int(np.bincount(instance.tail).max())
    outcome.say(
        f"**{instance.name}** ({instance.size}, largest degree {degree}; {instance.told}), criteria {', '.join(names)}; "
        f"{len(asked) - 1} pairs, points: median {statistics.median(points):g}, largest {max(points)}, "
        f"{sum(points):,} in all; all fronts equal:"
    )
    if criteria == 2:
        outcome.say(f"Drawn among the pairs whose front takes landbridge at most {FEW:,} labels.")
    if criteria > 2:
        outcome.say(f"Drawn among the pairs whose front of the first two criteria has at most {SMALL} points.")
    rows = []
    for name, timed in found.items():
        outcome.ratios[part, instance.name, name] = median, total = ratios(found[OURS], timed)
        rows.append([name, ms(timed.median), ms(timed.sum), times(median), times(total), _labels(timed)])
    outcome.table(["method", "median ms", "sum ms", "landbridge / method, median of pairs", "of sums", "labels"], rows)


def whole_front(graph: Digraph, names: tuple[str, ...], source: int, target: int) -> Paths:
    """Return our front, every path of it put together: they are made when they are first looked at."""
    found = graph.pareto(source, target, criteria=names, max_labels=LABELS)
    for _ in found:
        pass
    return found


def _asked(instance: Instance, graph: Digraph, count: int, seed: int, criteria: int) -> list[tuple[int, int]]:
    """Return the pairs to ask: those whose front of two criteria is found with few labels, for three of few points.

    Some programs need an hour for one of the others.
    """
    names = instance.criteria[:2]
    drawn = pairs(instance, 10 * count, seed)
    if criteria == 2:
        few = (
            pair for pair in drawn if graph.pareto(*pair, criteria=names, max_labels=FEW).status is not Status.TRUNCATED
        )
        return list(islice(few, count))
    small = (pair for pair in drawn if len(graph.pareto(*pair, criteria=names, max_labels=LABELS)) <= SMALL)
    return list(islice(small, count))


def compare(instance: Instance, names: tuple[str, ...], asked: list[tuple[int, int]], found: dict[str, Timed]) -> None:
    """Raise unless all fronts are equal: as sets where a program tells its points, else in their number."""

    def vectors(method: str, number: int, answer: object) -> frozenset[tuple[int, ...]] | None:
        return answer.vectors if isinstance(answer, FrontFound) else told(instance, names, asked[number][0], answer)

    def points(method: str, number: int, answer: object) -> int:
        return answer.points if isinstance(answer, FrontFound) else len(answer)  # type: ignore[arg-type]

    same(found, points, f"points of a front, {instance.name}")
    same(found, vectors, f"front, {instance.name}")


def told(instance: Instance, names: tuple[str, ...], source: int, answer: object) -> frozenset[tuple[int, ...]]:
    """Return the vectors of our paths, each added up anew along its arcs."""
    assert isinstance(answer, Paths)
    if answer.status is not Status.OPTIMAL:
        raise DifferentAnswers(f"{instance.name}: landbridge stopped, {answer.reason}")
    found = set()
    for path in answer:
        assert path.arcs is not None
        nodes = nodes_of(instance, source, path.arcs.tolist())
        vector = tuple(reckoned(instance, nodes, name) for name in names)
        assert vector == tuple(path.totals[name] for name in names), "totals differ from the sum over the arcs"
        found.add(vector)
    return frozenset(found)


def _labels(timed: Timed) -> str:
    counts = [answer.labels for answer in timed.answers]  # type: ignore[attr-defined]
    return "-" if None in counts else f"{sum(counts):,}"
