"""Part ``constrained``: the cheapest path within limits of time and, where the graph has them, of lifts."""

from __future__ import annotations

from functools import partial

from instances import Instance, pairs
from limited_peers import Bounds, limited_peers
from measured import Outcome, ms, times
from ours import digraph, nodes_of, reckoned
from settings import Settings
from timing import Timed, in_turn, ratios, same

from routing.search import Digraph
from routing.search import Path as FoundPath

OURS = "landbridge"


def run(instance: Instance, count: int, settings: Settings, outcome: Outcome) -> None:
    """Measure on one graph and add a table: least second weight; first weight half-way between its two extremes."""
    if len(instance.criteria) < 2:
        outcome.skip(f"constrained, {instance.name}", "it has one weight")
        return
    use, weight = instance.criteria[:2]
    resources = (use, *(name for name in ("lifts",) if name in instance.weights))
    graph = digraph(instance)
    asked = [
        (*pair, bounds_of(graph, *pair, use, weight, resources)) for pair in pairs(instance, count + 1, settings.seed)
    ]
    methods = {OURS: partial(_ask, graph, weight, resources)}
    peers = limited_peers(instance, weight, resources, outcome)
    methods[OURS](*asked[0])
    for call in peers.values():  # the import, and a first model
        call(*asked[0])
    found = in_turn({**methods, **peers}, asked[1:], own_clock=tuple(peers))
    same(
        found,
        lambda name, number, answer: _weight(instance, weight, asked[1:][number][0], answer),
        f"constrained, {instance.name}",
    )
    answers = found[OURS].answers
    reached = sum(isinstance(answer, FoundPath) and answer.arcs is not None for answer in answers)
    outcome.say(
        f"**{instance.name}** ({instance.size}; {instance.told}), least `{weight}` with `{use}` half-way between the "
        f"least and that of the path of least `{weight}`"
        + (", lifts at most those of the quickest path" if len(resources) > 1 else "")
        + f"; {len(answers)} pairs, {reached} with a path; all weights equal:"
    )
    rows = []
    for name, timed in found.items():
        outcome.ratios["constrained", instance.name, name] = median, total = ratios(found[OURS], timed)
        labels = _labels(timed) if name == OURS else "-"
        rows.append(
            [name, ms(timed.median), ms(max(timed.seconds)), ms(timed.sum), times(median), times(total), labels]
        )
    outcome.best_of("constrained", instance.name, "CP-SAT alone")
    outcome.table(
        ["method", "median ms", "largest ms", "sum ms", "landbridge / method, median of pairs", "of sums", "labels"],
        rows,
    )


def bounds_of(graph: Digraph, source: int, target: int, use: str, weight: str, resources: tuple[str, ...]) -> Bounds:
    """Return limits that bind."""
    least, dear = (graph.shortest(source, target, minimise=name).totals for name in (use, weight))
    return ((least[use] + dear[use]) // 2, *(least[name] for name in resources[1:]))


def _ask(
    graph: Digraph, weight: str, resources: tuple[str, ...], source: int, target: int, bounds: Bounds
) -> FoundPath:
    return graph.constrained(source, target, minimise=weight, limits=dict(zip(resources, bounds, strict=True)))


def _weight(instance: Instance, weight: str, source: int, answer: object) -> int | str:
    """Return the least weight, or that there is no path; ours is added up anew along its arcs."""
    if not isinstance(answer, FoundPath):
        return "no path" if answer is None else answer  # type: ignore[return-value]
    if answer.arcs is None:
        return "no path" if answer.status.name == "INFEASIBLE" else answer.reason
    return reckoned(instance, nodes_of(instance, source, answer.arcs.tolist()), weight)


def _labels(timed: Timed) -> str:
    return f"{sum(answer.labels for answer in timed.answers):,}"  # type: ignore[attr-defined]
