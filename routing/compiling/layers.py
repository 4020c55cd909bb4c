"""Vias, to be passed in an order: one copy of the graph per via that is passed already."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from networks.model.via_names import unknown_via
from networks.network import Network
from routing.compiling.arc_table import NO_ARCS, ArcTable
from routing.compiling.rule import Item, Lift, Rule, constrained
from routing.question.question import Question
from routing.search.graph import Graph
from routing.steps.passing import Met, Via, met, passed, via_of

VIA_WORDS = "via"


def layered(table: ArcTable, via: tuple[Via, ...]) -> Graph:
    """Return one copy of the graph per via passed: layer k has the first k behind it.

    An arc leads to the layer of all the next vias that it passes in order; passing more is never worse.
    """
    layers, size, n_nodes = len(via) + 1, table.n_arcs, table.graph.n_nodes
    layer = np.repeat(np.arange(layers), size)
    after = layer.copy()
    asked = frozenset[Met]().union(*via)
    for number in sorted(set().union(*(table.arcs_of(one.kind).get(one.id, NO_ARCS).tolist() for one in asked))):
        meetings = [one for one in met(table.expansion.arcs[number].step) if one in asked]
        for before in range(layers - 1):
            after[before * size + number] = before + passed(meetings, via[before:])
    tail = np.tile(table.graph.tail, layers) + layer * n_nodes
    head = np.tile(table.graph.head, layers) + after * n_nodes
    return Graph(tail, head, n_nodes * layers)


def _items(network: Network, question: Question) -> Iterator[Item]:
    """Yield each via; of equal ones the first, the second ... that is left."""
    via = question.constraints.via
    for number, place in enumerate(via):
        yield Item(VIA_WORDS, _without(place, via[:number].count(place)), (place,))


def _without(place: str, rank: int) -> Lift:
    """Return what takes one via of several out: of equal ones the first after so many others."""

    def lift(question: Question) -> Question:
        via = question.constraints.via
        at = [number for number, other in enumerate(via) if other == place]
        return constrained(question, via=via[: at[rank]] + via[at[rank] + 1 :])

    return lift


def _check(network: Network, question: Question) -> None:
    for name in question.constraints.via:
        if not via_of(network, name):
            raise unknown_via(network, name)


VIA = Rule(items=_items, check=_check)
