"""The greatest flow between two nodes, and the least cut of a flow that cannot be, by OR-Tools' `SimpleMaxFlow`.

All that nodes must send comes from one source, all that they must receive goes to one sink. Where the greatest flow is
less than what is to be sent, the nodes that the source still reaches cannot send theirs (Ford and Fulkerson 1956). That
set is the same for every greatest flow. Push-relabel (Goldberg and Tarjan 1988), O(n^2 sqrt(m)).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.apart import apart, library
from routing.errors import QuestionError

Ints = NDArray[np.int64]


def stuck_nodes(tail: Ints, head: Ints, capacity: Ints, supply: Ints) -> Ints:
    """Return the nodes, rising, that together must send more than the arcs that leave them carry.

    Raises
    ------
    QuestionError
        OR-Tools refused the capacities: their sums exceed 64-bit integers.
    """
    source, sink = len(supply), len(supply) + 1
    sending, receiving = np.flatnonzero(supply > 0), np.flatnonzero(supply < 0)
    tails = np.concatenate((tail, np.full(len(sending), source), receiving))
    heads = np.concatenate((head, sending, np.full(len(receiving), sink)))
    most = np.concatenate((capacity, supply[sending], -supply[receiving]))
    reached = greatest_flow(tails, heads, most, (source, sink))[1]
    return np.sort(reached[reached < len(supply)])


def greatest_flow(tail: Ints, head: Ints, capacity: Ints, ends: tuple[int, int]) -> tuple[Ints, Ints]:
    """Return the greatest flow between two nodes, and the nodes that the first still reaches.

    Raises
    ------
    QuestionError
        OR-Tools refused the capacities: their sums exceed 64-bit integers.
    """
    model = library("ortools.graph.python.max_flow").SimpleMaxFlow()
    rows = model.add_arcs_with_capacity(tail, head, capacity)
    status = apart(lambda: model.solve(*ends))
    if status == model.BAD_INPUT:  # a node that no arc touches
        return np.zeros(len(tail), np.int64), np.array([ends[0]])
    if status != model.OPTIMAL:
        raise QuestionError(
            [f"{status.name}: within OR-Tools the capacities exceed 64-bit integers; use a coarser unit"]
        )
    return np.asarray(model.flows(rows), dtype=np.int64), np.asarray(model.get_source_side_min_cut(), dtype=np.int64)
