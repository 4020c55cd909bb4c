"""landbridge as it is measured: `Digraph`, its public calls."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import pairwise

from instances import Instance

from routing.search import Digraph
from routing.search.choosing import Engine

HAS_NUMBA = find_spec("numba") is not None


def digraph(instance: Instance, engine: Engine = "auto") -> Digraph:
    """Return the graph; `engine` as in `Digraph`."""
    return Digraph(instance.tail, instance.head, instance.weights, n_nodes=instance.n_nodes, engine=engine)


def load_kernels() -> None:
    """Load the compiled kernels, where numba is installed: small graphs, too, are then searched by them."""
    if HAS_NUMBA:
        Digraph([0], [1], {"weight": [1]}, n_nodes=2, engine="compiled").shortest(0, 1, minimise="weight")


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
