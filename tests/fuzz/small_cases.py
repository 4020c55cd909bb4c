"""Small random digraphs and questions about them, each drawn from one number.

Up to 9 nodes, so that every path can be looked at. What is drawn on purpose: parallel arcs, loops, weights of 0, ties,
masks, nodes not to be passed through, ends that are one node, limits that just fit, just do not or cannot be kept, and
weights whose sum comes near the edge of 64 bits or of what the compiled engine packs into 64 bits.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

NAMES = ("a", "b", "c", "d")
KINDS = ("shortest", "constrained", "pareto", "k_shortest")
EDGE = 2**63 - 1


@dataclass(frozen=True)
class Case:
    """A graph and its questions; plain lists, so that it can be printed and cut down."""

    n_nodes: int
    tail: list[int]
    head: list[int]
    weights: dict[str, list[int]]
    source: int
    target: int
    masks: dict[str, list[Any]] = field(default_factory=dict)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)  # method of Digraph -> its own arguments

    @property
    def arguments(self) -> dict[str, Any]:
        """Return the masks as `Digraph` takes them."""
        kinds = {"arc_mask": np.bool_, "node_mask": np.bool_, "no_through": np.int64}
        return {name: np.array(cells, dtype=kinds[name]) for name, cells in self.masks.items()}

    def without_arc(self, row: int) -> Case:
        """Return the case without one arc."""

        def rest(cells: list[Any]) -> list[Any]:
            return cells[:row] + cells[row + 1 :]

        masks = {name: rest(cells) if name == "arc_mask" else cells for name, cells in self.masks.items()}
        return replace(
            self,
            tail=rest(self.tail),
            head=rest(self.head),
            masks=masks,
            weights={name: rest(cells) for name, cells in self.weights.items()},
        )

    def path_sum(self, name: str, arcs: tuple[int, ...]) -> int:
        """Return the weight of a path, in numbers of any width."""
        cells = self.weights[name]
        return sum(cells[arc] for arc in arcs)


def turned_round(case: Case, paths: list[tuple[int, ...]]) -> tuple[Case, list[tuple[int, ...]]]:
    """Return the case with every arc leading the other way, asked from its target to its source, and all its paths."""
    other = replace(case, tail=case.head, head=case.tail, source=case.target, target=case.source)
    return other, [path[::-1] for path in paths]


class TooManyPathsError(Exception):
    """A case whose paths are too many to look at one by one."""


def all_paths(case: Case, most: int = 4_000) -> list[tuple[int, ...]]:
    """Return every path without a repeated node that the masks allow, as arc numbers, by trying all continuations."""
    leaving: list[list[tuple[int, int]]] = [[] for _ in range(case.n_nodes)]
    arcs, nodes = case.masks.get("arc_mask"), case.masks.get("node_mask")
    for arc, (here, there) in enumerate(zip(case.tail, case.head, strict=True)):
        if (arcs is None or arcs[arc]) and (nodes is None or (nodes[here] and nodes[there])):
            leaving[here].append((arc, there))
    closed, target = set(case.masks.get("no_through", ())), case.target
    found: list[tuple[int, ...]] = []
    stack: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((), (case.source,))]
    while stack:
        path, passed = stack.pop()
        if passed[-1] == target:
            found.append(path)
            if len(found) > most:
                raise TooManyPathsError
        elif len(passed) == 1 or passed[-1] not in closed:
            stack += [((*path, arc), (*passed, there)) for arc, there in leaving[passed[-1]] if there not in passed]
    return found


def case_of(seed: int) -> tuple[Case, list[tuple[int, ...]]]:
    """Return the case of a number, and all its paths."""
    rng = random.Random(seed)
    while True:
        case = _graph(rng)
        try:
            paths = all_paths(case)
        except TooManyPathsError:
            continue
        if len(paths) < 5 and rng.random() < (0.92 if paths else 0.99):  # few of them are worth asking
            continue
        return replace(case, asked=_questions(rng, case, paths)), paths


def _graph(rng: random.Random) -> Case:
    n_nodes = rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 9))
    n_arcs = rng.randint(*rng.choice(((0, 6), (4, 12), (10, 20), (16, 26))))
    tail, head = ([rng.randrange(n_nodes) for _ in range(n_arcs)] for _ in "th")
    if n_arcs > 2 and rng.random() < 0.4:  # one more bundle of parallel arcs
        for row in rng.sample(range(n_arcs), n_arcs // 3):
            tail[row], head[row] = tail[0], head[0]
    weights = {name: _weights(rng, n_nodes, n_arcs) for name in NAMES}
    if rng.random() < 0.2:
        weights["b"] = list(weights["a"])
    source, target = rng.randrange(n_nodes), rng.randrange(n_nodes)
    if source == target and n_nodes > 1 and rng.random() < 0.9:
        target = (source + rng.randrange(1, n_nodes)) % n_nodes
    masks: dict[str, list[Any]] = {}
    if rng.random() < 0.3:
        masks["arc_mask"] = [rng.random() < 0.8 for _ in range(n_arcs)]
    if rng.random() < 0.25:
        masks["node_mask"] = [rng.random() < 0.9 or node in (source, target) for node in range(n_nodes)]
        if rng.random() < 0.1:
            masks["node_mask"][source] = False
    if rng.random() < 0.3:
        masks["no_through"] = [rng.randrange(n_nodes) for _ in range(rng.randint(1, 2))]
    return Case(n_nodes, tail, head, weights, source, target, masks)


def _weights(rng: random.Random, n_nodes: int, n_arcs: int) -> list[int]:
    style = rng.choice(("ties", "ties", "ties", "small", "small", "wide", "zero", "edge", "edge"))
    if style == "zero":
        return [0] * n_arcs
    if style == "edge" and n_arcs:
        shift = n_nodes.bit_length()
        edges = (EDGE, EDGE >> 1, EDGE >> shift, (EDGE >> shift) + 1, EDGE >> shift + 1, EDGE >> 4, 2**53, 2**32)
        each = rng.choice(edges) // rng.choice((n_arcs, max(n_arcs, n_nodes)))
        return [
            max(0, rng.choice((each, each, each - rng.randint(0, 2), each // 2, rng.randint(0, 2))))
            for _ in range(n_arcs)
        ]
    most = {"ties": 2, "small": 9}.get(style, 10**6)
    return [rng.randint(0, most) for _ in range(n_arcs)]


def _questions(rng: random.Random, case: Case, paths: list[tuple[int, ...]]) -> dict[str, dict[str, Any]]:
    limited = rng.sample(NAMES[1:], rng.randint(1, 3))
    criteria = rng.sample(NAMES, rng.choice((2, 2, 3, 3, 4)))
    bounded = rng.sample(NAMES, rng.choice((0, 0, 1, 2)))
    return {
        "shortest": {"minimise": rng.choice(NAMES)},
        "constrained": {"minimise": "a", "limits": {name: _limit(rng, case, paths, name) for name in limited}},
        "pareto": {"criteria": tuple(criteria), "limits": {name: _limit(rng, case, paths, name) for name in bounded}},
        "k_shortest": {"minimise": rng.choice(NAMES), "k": rng.choice((1, 2, 3, 5, 8, 20, 5_000))},
    }


def _limit(rng: random.Random, case: Case, paths: list[tuple[int, ...]], name: str) -> int:
    """Return a limit near what some path has."""
    if not paths or rng.random() < 0.04:
        return rng.choice((0, 1, EDGE, EDGE - 1, 2**70))
    totals = sorted(case.path_sum(name, rng.choice(paths)) for _ in range(3))
    return max(0, rng.choice((totals[0], totals[1], totals[1], totals[2])) + rng.choice((0, 0, 0, -1, 1)))
