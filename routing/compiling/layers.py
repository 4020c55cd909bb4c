"""Places to be passed in an order: one copy of the graph per place that is passed already."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from networks.network import Network
from routing.compiling.arc_table import ArcTable
from routing.compiling.rule import NO_ARCS, Item, Lift, Rule, constrained
from routing.question.question import Question
from routing.search.graph import Graph
from routing.steps.kinds import CLEARANCE

VIA_WORDS = "via"


def layered(table: ArcTable, via: tuple[str, ...]) -> Graph:
    """Return one copy of the graph per via passed: layer k has the first k behind it.

    An arc leads to the layer of all the next vias that it touches in order; touching more is never worse. Border
    procedures pass nothing: they are charged before or after a ride, wherever on its way they are carried out.
    """
    layers, size, n_nodes = len(via) + 1, len(table.condition), table.graph.n_nodes
    layer = np.repeat(np.arange(layers), size)
    after = layer.copy()
    for number in sorted(set().union(*(table.arcs_of("place").get(place, NO_ARCS).tolist() for place in via))):
        step = table.expansion.arcs[number].step
        places = () if step.activity == CLEARANCE else step.places
        for before in range(layers - 1):
            after[before * size + number] = before + _passed(places, via[before:])
    tail = np.tile(table.graph.tail, layers) + layer * n_nodes
    head = np.tile(table.graph.head, layers) + after * n_nodes
    return Graph(tail, head, n_nodes * layers)


def _passed(places: tuple[str, ...], via: tuple[str, ...]) -> int:
    """Return how many of the next vias are touched, in their order."""
    count = 0
    for place in places:
        while count < len(via) and via[count] == place:
            count += 1
    return count


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
    for place in question.constraints.via:
        network.places[place]


VIA = Rule(items=_items, check=_check)
