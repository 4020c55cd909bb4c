"""`FlowCut`: the proof that a flow cannot be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
SHOWN = 8  # nodes and rows that a sentence names


@dataclass(frozen=True, eq=False)
class FlowCut:
    """Nodes out of which more must flow than can.

    Attributes
    ----------
    nodes : int64
        The nodes, rising.
    arcs : int64
        Rows of the arcs that leave them, rising.
    required
        What must leave: their supply, and the lower bounds of the arcs that enter them.
    room
        The capacity of the arcs that leave.

    Examples
    --------
    >>> from routing.search import min_cost_flow
    >>> cut = min_cost_flow([0, 1], [1, 2], [5, 3], [1, 1], [4, 0, -4]).cut
    >>> cut.nodes.tolist(), cut.arcs.tolist(), cut.required, cut.room
    ([0, 1], [1], 4, 3)
    """

    nodes: Ints
    arcs: Ints
    required: int
    room: int

    def __post_init__(self) -> None:
        self.nodes.setflags(write=False)
        self.arcs.setflags(write=False)

    def __str__(self) -> str:
        """Return the proof in words."""
        through = (
            f"the arcs that leave them (rows {listed(self.arcs)}) take" if len(self.arcs) else "no arc leaves them:"
        )
        return f"{self.required} must leave the nodes {listed(self.nodes)}; {through} {self.room}"


def listed(numbers: Ints) -> str:
    """Return numbers in words, the first few where they are many.

    Examples
    --------
    >>> listed(np.arange(20))
    '0, 1, 2, 3, 4, 5, 6, 7 and 12 more'
    """
    told = ", ".join(map(str, numbers[:SHOWN].tolist()))
    return told if len(numbers) <= SHOWN else f"{told} and {len(numbers) - SHOWN} more"
