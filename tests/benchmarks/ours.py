"""landbridge as it is measured: `Digraph`, its public calls."""

from __future__ import annotations

import inspect
from itertools import pairwise

from instances import Instance

from routing.search import Digraph

HAS_ENGINES = "engine" in inspect.signature(Digraph.__init__).parameters


def digraph(instance: Instance, engine: str = "auto") -> Digraph:
    """Return the graph; `engine` as in `Digraph`, where this version has a choice."""
    chosen = {"engine": engine} if HAS_ENGINES else {}
    return Digraph(instance.tail, instance.head, instance.weights, n_nodes=instance.n_nodes, **chosen)


def reckoned(instance: Instance, nodes: list[int], weight: str) -> int:
    """Return the weight of a path given by its nodes, added up anew; KeyError where two of them are not joined."""
    table = instance._kept.get(weight)
    if table is None:
        keys = (instance.tail * instance.n_nodes + instance.head).tolist()
        table = instance._kept[weight] = dict(zip(keys, instance.weights[weight].tolist(), strict=True))
    assert isinstance(table, dict)
    return sum(table[one * instance.n_nodes + two] for one, two in pairwise(nodes))


def nodes_of(instance: Instance, source: int, arcs: list[int]) -> list[int]:
    """Return the nodes along arcs, which have to join."""
    nodes = [source]
    for arc in arcs:
        assert instance.tail[arc] == nodes[-1], "arcs do not join"
        nodes.append(int(instance.head[arc]))
    return nodes
