"""Peers for one path of least weight: each builds its graph from arrays once and then answers by its public call.

A builder returns a function (source, target) -> nodes of a path. Where a package has several searches, each is one
method. All are searches without preprocessing, as ours is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

import numpy as np
from instances import Instance
from measured import Outcome

Ask = Callable[[int, int], object]
SLOW = 30  # a further search of a package is left out where it takes this many times its first one's time


def available(package: str, outcome: Outcome) -> bool:
    """Return whether a package can be imported; say so in the report if not."""
    if find_spec(package) is not None:
        return True
    line = f"{package}: not installed"
    if line not in outcome.skipped:
        outcome.skipped.append(line)
    return False


def with_networkx(instance: Instance, weight: str) -> dict[str, Ask]:
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(range(instance.n_nodes))
    graph.add_weighted_edges_from(_arcs(instance, weight))
    return {
        "networkx dijkstra_path": partial(networkx.dijkstra_path, graph),
        "networkx bidirectional_dijkstra": lambda source, target: networkx.bidirectional_dijkstra(
            graph, source, target
        )[1],
    }


def with_scipy(instance: Instance, weight: str) -> dict[str, Ask]:
    from scipy.sparse.csgraph import dijkstra

    matrix = scipy_matrix(instance, weight)

    def ask(source: int, target: int) -> list[int]:
        _, before = dijkstra(matrix, indices=source, return_predecessors=True)
        nodes = [target]
        while nodes[-1] != source:
            nodes.append(int(before[nodes[-1]]))
        return nodes[::-1]

    return {"scipy dijkstra (one to all)": ask}


def scipy_matrix(instance: Instance, weight: str) -> object:
    """Return the matrix of csgraph; zero weights stay entries."""
    from scipy.sparse import csr_array

    order = np.lexsort((instance.head, instance.tail))
    begin = np.searchsorted(instance.tail[order], np.arange(instance.n_nodes + 1))
    values = instance.weights[weight][order].astype(np.float64)
    shape = (instance.n_nodes, instance.n_nodes)
    return csr_array((values, instance.head[order].astype(np.int32), begin.astype(np.int32)), shape=shape)


def with_rustworkx(instance: Instance, weight: str) -> dict[str, Ask]:
    import rustworkx

    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(instance.n_nodes))
    graph.add_edges_from([(tail, head, float(value)) for tail, head, value in _arcs(instance, weight)])

    def ask(source: int, target: int) -> list[int]:
        return list(rustworkx.digraph_dijkstra_shortest_paths(graph, source, target=target, weight_fn=float)[target])

    return {"rustworkx": ask}


def with_igraph(instance: Instance, weight: str) -> dict[str, Ask]:
    graph = igraph_graph(instance, weight)
    return {"igraph": lambda source, target: graph.get_shortest_path(source, target, weights="weight", output="vpath")}  # type: ignore[attr-defined]


def igraph_graph(instance: Instance, weight: str) -> object:
    import igraph

    edges = np.column_stack([instance.tail, instance.head]).tolist()
    return igraph.Graph(
        n=instance.n_nodes, edges=edges, directed=True, edge_attrs={"weight": instance.weights[weight].tolist()}
    )


def with_scgraph(instance: Instance, weight: str) -> dict[str, Ask]:
    from scgraph import Graph

    rows: list[dict[int, int]] = [{} for _ in range(instance.n_nodes)]
    for tail, head, value in _arcs(instance, weight):
        rows[tail][head] = value
    graph = Graph(rows)
    searches = ("dijkstra", "bidirectional_dijkstra", "a_star", "dijkstra_buckets", "bidirectional_buckets")
    calls = {f"scgraph {name}": getattr(graph, name) for name in searches if hasattr(graph, name)}
    return {name: lambda source, target, call=call: call(source, target)["path"] for name, call in calls.items()}  # type: ignore[misc]


BUILDERS = {
    "scgraph": with_scgraph,
    "rustworkx": with_rustworkx,
    "igraph": with_igraph,
    "scipy": with_scipy,
    "networkx": with_networkx,
}


def _arcs(instance: Instance, weight: str) -> list[tuple[int, int, int]]:
    return list(zip(instance.tail.tolist(), instance.head.tolist(), instance.weights[weight].tolist(), strict=True))
