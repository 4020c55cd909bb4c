"""Part ``plain``: one path of least weight, with the path, beside every peer that is installed."""

from __future__ import annotations

import time
from collections.abc import Mapping

from instances import Instance, pairs
from measured import Outcome, ms, times
from ours import digraph, nodes_of, reckoned
from plain_peers import BUILDERS, SLOW, Ask, available
from settings import Settings
from timing import Timed, in_turn, ratios, same

from routing.search import Path as FoundPath
from routing.search.choosing import LARGE, is_compiled

OURS, INTERPRETED = "landbridge", "landbridge, interpreted"


def run(instance: Instance, count: int, settings: Settings, outcome: Outcome) -> None:
    """Measure on one graph and add a table."""
    weight = instance.criteria[0]
    asked = pairs(instance, count + 1, settings.seed)
    warm, asked = asked[0], asked[1:]
    methods = methods_of(instance, weight, warm, outcome)
    found = in_turn(methods, asked)
    compare(instance, weight, asked, found)
    mine = found[OURS]
    rows = []
    for name, timed in found.items():
        median, total = ratios(mine, timed)
        outcome.ratios["plain", instance.name, name] = median, total
        rows.append([name, ms(timed.median), ms(timed.sum), times(median), times(total)])
    for package in ("scgraph", "networkx"):
        outcome.best_of("plain", instance.name, package)
    outcome.say(
        f"**{instance.name}** ({instance.size}; {instance.told}), least `{weight}`, {len(asked)} pairs, all weights equal:"
    )
    outcome.table(["method", "median ms", "sum ms", "landbridge / method, median of pairs", "of sums"], rows)


def compare(instance: Instance, weight: str, asked: list[tuple[int, int]], found: dict[str, Timed]) -> None:
    """Raise unless all methods found paths of equal weight."""
    same(
        found, lambda name, number, answer: _weight(instance, weight, asked[number], answer), f"plain, {instance.name}"
    )


def methods_of(instance: Instance, weight: str, warm: tuple[int, int], outcome: Outcome) -> dict[str, Ask]:
    """Return our method and the peers', each asked once outside the measured pairs."""
    graph = digraph(instance)
    methods: dict[str, Ask] = {OURS: lambda source, target: graph.shortest(source, target, minimise=weight)}
    methods[OURS](*warm)
    if is_compiled("auto", len(instance.tail)) and len(instance.tail) < LARGE:
        lists = digraph(instance, "interpreted")
        methods[INTERPRETED] = lambda source, target: lists.shortest(source, target, minimise=weight)
        methods[INTERPRETED](*warm)
    for package, build in BUILDERS.items():
        if available(package, outcome):
            methods |= _not_too_slow(build(instance, weight), warm, instance.name, outcome)
    return methods


def _not_too_slow(calls: Mapping[str, Ask], warm: tuple[int, int], graph: str, outcome: Outcome) -> dict[str, Ask]:
    """Return the searches of a package without those that take far longer than its first."""
    kept: dict[str, Ask] = {}
    first = None
    for name, call in calls.items():
        begun = time.perf_counter()
        call(*warm)
        spent = time.perf_counter() - begun
        first = spent if first is None else first
        if spent > SLOW * max(first, 1e-3):
            outcome.skip(
                f"plain, {graph}, {name}", f"{ms(spent)} ms for one pair, its package's first search {ms(first)} ms"
            )
        else:
            kept[name] = call
    return kept


def _weight(instance: Instance, weight: str, pair: tuple[int, int], answer: object) -> int:
    """Return the weight of an answer's path, added up anew from its arcs or nodes; the ends are checked."""
    if isinstance(answer, FoundPath):
        assert answer.arcs is not None
        nodes = nodes_of(instance, pair[0], answer.arcs.tolist())
    else:
        nodes = [int(node) for node in answer]  # type: ignore[attr-defined]
    assert (nodes[0], nodes[-1]) == pair, (nodes[0], nodes[-1], pair)
    return reckoned(instance, nodes, weight)
