"""What is measured: a simple directed graph with named integer weights, and the pairs of nodes that are asked.

Every peer gets the same arcs. So an arc parallel to another one is led over a node of its own (its weights on the way
to it, zeros behind it), and loops are left out: nothing else is done to a graph, but for taking its largest strongly
connected component where it has no ends of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Instance:
    """A graph and its weights.

    Attributes
    ----------
    tail, head : int64, shape (n_arcs,)
        Ends of each arc, 0 to n_nodes - 1.
    weights
        Name -> integers from 0, shape (n_arcs,); the first is the one that plain questions minimise.
    told
        Where it comes from, for the report.
    sources, targets
        Nodes between which questions are asked; None = all.
    """

    name: str
    tail: Ints
    head: Ints
    weights: Mapping[str, Ints]
    n_nodes: int
    told: str
    sources: Ints | None = None
    targets: Ints | None = None
    _kept: dict[str, object] = field(default_factory=dict, repr=False)

    @property
    def criteria(self) -> tuple[str, ...]:
        return tuple(self.weights)

    @cached_property
    def first(self) -> Ints:
        return next(iter(self.weights.values()))

    @property
    def size(self) -> str:
        return f"{self.n_nodes:,} nodes, {len(self.tail):,} arcs"


def simple(instance: Instance) -> Instance:
    """Return the graph without loops, parallel arcs led over nodes of their own."""
    here = instance.tail != instance.head
    tail, head = instance.tail[here], instance.head[here]
    weights = {name: cells[here] for name, cells in instance.weights.items()}
    key = tail * instance.n_nodes + head
    _, first = np.unique(key, return_index=True)
    again = np.ones(len(key), dtype=np.bool_)
    again[first] = False
    extra = np.flatnonzero(again)
    middle = instance.n_nodes + np.arange(len(extra))
    onward = head[extra].copy()
    head[extra] = middle
    zeros = np.zeros(len(extra), dtype=np.int64)
    told = instance.told + (f"; {len(extra):,} parallel arcs led over nodes of their own" if len(extra) else "")
    return replace(
        instance,
        tail=np.concatenate([tail, middle]),
        head=np.concatenate([head, onward]),
        weights={name: np.concatenate([cells, zeros]) for name, cells in weights.items()},
        n_nodes=instance.n_nodes + len(extra),
        told=told,
        _kept={},
    )


def largest_component(instance: Instance) -> Instance:
    """Return the subgraph of the largest strongly connected component, nodes renumbered in their order."""
    kept = np.zeros(instance.n_nodes, dtype=np.bool_)
    kept[_largest(instance)] = True
    number = np.cumsum(kept) - 1
    use = kept[instance.tail] & kept[instance.head]
    return replace(
        instance,
        tail=number[instance.tail[use]],
        head=number[instance.head[use]],
        weights={name: cells[use] for name, cells in instance.weights.items()},
        n_nodes=int(kept.sum()),
        _kept={},
    )


def _largest(instance: Instance) -> list[int]:
    """Return the nodes of the largest strongly connected component (Tarjan 1972, without recursion)."""
    order = np.argsort(instance.tail, kind="stable")
    heads = instance.head[order].tolist()
    begin = np.searchsorted(instance.tail[order], np.arange(instance.n_nodes + 1)).tolist()
    number, low, stacked = [0] * instance.n_nodes, [0] * instance.n_nodes, [False] * instance.n_nodes
    path: list[int] = []
    best: list[int] = []
    count = 0
    for root in range(instance.n_nodes):
        if number[root]:
            continue
        work = [(root, begin[root])]
        while work:
            node, arc = work.pop()
            if not number[node]:
                count += 1
                number[node] = low[node] = count
                path.append(node)
                stacked[node] = True
            elif arc > begin[node]:
                child = heads[arc - 1]
                if stacked[child]:
                    low[node] = min(low[node], low[child])
            if arc < begin[node + 1]:
                work.append((node, arc + 1))
                child = heads[arc]
                if not number[child]:
                    work.append((child, begin[child]))
                continue
            if low[node] == number[node]:
                found = []
                while True:
                    last = path.pop()
                    stacked[last] = False
                    found.append(last)
                    if last == node:
                        break
                best = max(best, found, key=len)
    return best


def hashed(length: Ints, tail: Ints, head: Ints, salt: int) -> Ints:
    """Return a weight where a graph has lengths only: length times a factor from 0.5 to 2.0, a hash of the two ends.

    Both directions of a way get the same factor. It is no model of anything: it makes criteria that clash.
    """
    low, high = np.minimum(tail, head).astype(np.uint64), np.maximum(tail, head).astype(np.uint64)
    mixed = _mix(_mix(low * np.uint64(1 << 24) + high) + np.uint64(salt)) >> np.uint64(11)
    factor = 0.5 + 1.5 * (mixed.astype(np.float64) / 2**53)
    return np.maximum(1, np.rint(length * factor)).astype(np.int64)


def _mix(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return 64 well-mixed bits (the finalizer of SplitMix64; Steele, Lea and Flood 2014)."""
    number = number + np.uint64(0x9E3779B97F4A7C15)
    number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return number ^ (number >> np.uint64(31))


def pairs(instance: Instance, count: int, seed: int) -> list[tuple[int, int]]:
    """Return distinct pairs of nodes between which a path exists, drawn with a seed; fewer where there are not more."""
    everywhere = np.arange(instance.n_nodes)
    sources = everywhere if instance.sources is None else instance.sources
    targets = everywhere if instance.targets is None else instance.targets
    random = np.random.default_rng(seed)
    if len(sources) * len(targets) <= 100 * count:
        drawn = random.permutation(len(sources) * len(targets))
    else:
        drawn = random.integers(0, len(sources) * len(targets), 4 * count)
    found: dict[tuple[int, int], None] = {}
    for number in drawn.tolist():
        pair = int(sources[number // len(targets)]), int(targets[number % len(targets)])
        if len(found) == count:
            break
        if pair[0] != pair[1] and pair not in found and _reaches(instance, *pair):
            found[pair] = None
    return list(found)


def _reaches(instance: Instance, source: int, target: int) -> bool:
    """Return whether a path exists; in a strongly connected graph (no ends of its own) always."""
    if instance.sources is None and instance.targets is None:
        return True
    seen = instance._kept.setdefault(f"from {source}", None)
    if seen is None:
        seen = _reached(instance, source)
        instance._kept[f"from {source}"] = seen
    assert isinstance(seen, np.ndarray)
    return bool(seen[target])


def _reached(instance: Instance, source: int) -> NDArray[np.bool_]:
    seen = np.zeros(instance.n_nodes, dtype=np.bool_)
    seen[source] = True
    known = 0
    while known < (known := int(seen.sum())):
        seen[instance.head[seen[instance.tail]]] = True
    return seen
