"""Answers by looking at every path: brute force, for small networks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx

from networks import Network
from oracles.allowed import arcs_of, keeps_to_the_calendar
from oracles.vectors import Answer, answer_of, limits_of, vector_of
from oracles.vias import after
from routing import Question


class TooManyPathsError(Exception):
    """The network is too large to look at every path."""


def by_all_paths(network: Network, question: Question, most: int = 60_000) -> Answer:
    """Return the answer by looking at every path that repeats no vertex between two vias."""
    best = min(feasible(network, question, most), default=None)
    return Answer(None, None) if best is None else answer_of(network, question, best[1])


def feasible(network: Network, question: Question, most: int) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Yield (vector, arc numbers) of every path within the limits that passes the vias in order."""
    source, target = f"door>{question.shipment.origin}", f"{question.shipment.destination}>door"
    arcs, via, limits = arcs_of(network, question), question.constraints.via, limits_of(question)
    plain: Any = networkx.MultiDiGraph()
    plain.add_nodes_from([source, target])
    plain.add_edges_from((arc.tail, arc.head, number) for number, arc in arcs.items())
    useful = networkx.ancestors(plain, target) | {target}
    leaving: dict[str, list[int]] = {}
    for number, arc in arcs.items():
        if arc.head in useful:
            leaving.setdefault(arc.tail, []).append(number)
    looked, seen, path = 0, {(source, 0)}, []

    def go_on(node: str, passed: int) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
        nonlocal looked
        looked += 1
        if looked > most:
            raise TooManyPathsError
        if node == target and passed == len(via):
            steps = [arcs[number].step for number in path]
            within = (sum(getattr(step, column) for step in steps) / units <= limit for column, units, limit in limits)
            if all(within) and keeps_to_the_calendar(network, question.shipment, steps):
                vectors = [vector_of(step, question.minimise) for step in steps]
                yield tuple(map(sum, zip(*vectors, strict=True))), tuple(path)
        for number in leaving.get(node, ()):
            now = after(network, arcs[number].step, via, passed)
            there = (arcs[number].head, now)
            if there not in seen:
                seen.add(there)
                path.append(number)
                yield from go_on(*there)
                path.pop()
                seen.remove(there)

    yield from go_on(source, 0)
