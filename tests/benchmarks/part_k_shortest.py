"""Part ``k-shortest``: the K = 20 shortest loopless paths, beside scipy's and igraph's Yen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from instances import Instance, pairs
from measured import Outcome, ms, times
from ours import digraph, nodes_of, reckoned
from plain_peers import available, igraph_graph, scipy_matrix
from settings import Settings
from timing import in_turn, ratios, same

from routing.search import Paths

OURS, K = "landbridge", 20


def run(instance: Instance, count: int, settings: Settings, outcome: Outcome) -> None:
    """Measure on one graph and add a table; the K weights are compared, paths of equal weight may differ."""
    weight = instance.criteria[0]
    asked = pairs(instance, count + 1, settings.seed)
    graph = digraph(instance)
    methods: dict[str, Callable[..., object]] = {OURS: partial(graph.k_shortest, k=K, minimise=weight)}
    if available("scipy", outcome):
        methods["scipy yen"] = _scipy(instance, weight)
    if available("igraph", outcome):
        methods["igraph get_k_shortest_paths"] = _igraph(instance, weight)
    for call in methods.values():
        call(*asked[0])
    found = in_turn(methods, asked[1:])
    same(
        found,
        lambda name, number, answer: _weights(instance, weight, asked[1:][number][0], answer),
        f"k-shortest, {instance.name}",
    )
    outcome.say(
        f"**{instance.name}** ({instance.size}; {instance.told}), {K} paths of least `{weight}`, {len(asked) - 1} "
        "pairs, all weights equal:"
    )
    rows = []
    for name, timed in found.items():
        outcome.ratios["k-shortest", instance.name, name] = median, total = ratios(found[OURS], timed)
        rows.append([name, ms(timed.median), ms(timed.sum), times(median), times(total)])
    outcome.table(["method", "median ms", "sum ms", "landbridge / method, median of pairs", "of sums"], rows)


def _scipy(instance: Instance, weight: str) -> Callable[..., object]:
    from scipy.sparse.csgraph import yen

    matrix = scipy_matrix(instance, weight)

    def ask(source: int, target: int) -> list[list[int]]:
        far, before = yen(matrix, source, target, K, return_predecessors=True)
        paths = []
        for row in range(len(far)):
            nodes = [target]
            while nodes[-1] != source:
                nodes.append(int(before[row, nodes[-1]]))
            paths.append(nodes[::-1])
        return paths

    return ask


def _igraph(instance: Instance, weight: str) -> Callable[..., object]:
    graph = igraph_graph(instance, weight)
    return partial(graph.get_k_shortest_paths, k=K, weights="weight", output="vpath")  # type: ignore[attr-defined]


def _weights(instance: Instance, weight: str, source: int, answer: object) -> tuple[int, ...]:
    """Return the weights of the paths, added up anew, in order."""
    if isinstance(answer, Paths):
        arcs = [path.arcs.tolist() for path in answer if path.arcs is not None]
        paths = [nodes_of(instance, source, path) for path in arcs]
    else:
        paths = [[int(node) for node in path] for path in answer]  # type: ignore[attr-defined]
    assert len({tuple(path) for path in paths}) == len(paths), "a path was told twice"
    assert all(len(set(path)) == len(path) for path in paths), "a path has a loop"
    return tuple(sorted(reckoned(instance, path, weight) for path in paths))
