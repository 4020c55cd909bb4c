"""Answers by networkx's Dijkstra, on weights that put a whole vector into one number."""

from __future__ import annotations

from typing import Any

import networkx

from networks import Network
from oracles.allowed import arcs_of
from oracles.vectors import Answer, answer_of, terms_of, vector_of
from routing import Question


def by_networkx(network: Network, question: Question) -> Answer:
    """Return the answer to a question without vias and limits, by networkx's Dijkstra from the destination."""
    source, target = f"door>{question.shipment.origin}", f"{question.shipment.destination}>door"
    graph: Any = networkx.MultiDiGraph()
    graph.add_nodes_from([source, target])
    vectors = {}
    base = 10**18  # no sum of a criterion comes near it, so the order of the numbers is that of the vectors
    scale = 1
    for factor in terms_of(question.minimise).values():
        scale *= factor.denominator
    for number, arc in arcs_of(network, question).items():
        vector = vector_of(arc.step, question.minimise)
        weight = 0
        for value in (vector[0] * scale, *vector[1:]):
            weight = weight * base + int(value)
        vectors[number] = vector
        graph.add_edge(arc.tail, arc.head, key=number, weight=weight)
    ahead = networkx.single_source_dijkstra_path_length(graph.reverse(), target)
    if source not in ahead:
        return Answer(None, None)
    here, numbers = source, []
    while here != target:
        number, here = min(
            (number, there)
            for _, there, number, weight in graph.out_edges(here, keys=True, data="weight")
            if there in ahead and weight + ahead[there] == ahead[here]
        )
        numbers.append(number)
    return answer_of(network, question, numbers)
