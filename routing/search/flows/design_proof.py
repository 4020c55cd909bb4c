"""`DesignProof`: a tree of bounds that shows what no design costs less than, for `verify_design`."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer]
LARGEST = 2.0**62  # of a price times its parts
SAME = -1  # no arc is decided
FIRST = -1  # the parent of the first node


class ProofNode(NamedTuple):
    """A question in which some arcs are decided, and prices of it.

    Attributes
    ----------
    parent
        The node, an earlier one, in which one arc less is decided; -1 for the first.
    arc, is_open
        The arc that is decided here, and how; -1 where none is: other prices of the parent.
    prices : integers, shape (n_nodes, n_commodities)
        At the nodes of the network, times `parts`.
    """

    parent: int
    arc: int
    is_open: bool
    prices: Integers
    parts: float


class DesignProof:
    """Branch and bound on arcs by prices, each node after its parent; rows of arcs and commodities as they were given.

    Of a node one arc is opened in one child and shut in another. In a node without children no design costs less than
    the bound, by its prices and by what those on the way to it decide.

    Attributes
    ----------
    nodes
        In the order in which they were found.
    arcs, rows
        Of the arcs, as the search numbers them, and of the commodities, in the order of the columns of prices.

    Examples
    --------
    >>> from routing.search import network_design
    >>> found = network_design([0, 0], [1, 1], [9, 9], [1, 3], [20, 5], [0], [1], [4], keep_proof=True)
    >>> found.bound, len(found.proof.nodes)
    (17.0, 1)
    """

    def __init__(self, arcs: Integers, rows: Integers) -> None:
        self.nodes: list[ProofNode] = []
        self.arcs, self.rows = arcs, rows

    def begin(self, prices: NDArray[np.floating], parts: float) -> int:
        """Add the first node, in which nothing is decided, and return its number."""
        return self.add(FIRST, SAME, True, prices, parts)

    def add(self, parent: int, arc: int, is_open: bool, prices: NDArray[np.floating], parts: float) -> int:
        """Add a node and return its number; the arc as the search numbers it, prices a whole number of parts."""
        whole = np.clip(np.round(np.asarray(prices, np.float64) * parts), -LARGEST, LARGEST)
        is_small = np.abs(whole).max(initial=0.0) <= np.iinfo(np.int32).max
        row = int(self.arcs[arc]) if arc != SAME else SAME
        self.nodes.append(ProofNode(parent, row, is_open, whole.astype(np.int32 if is_small else np.int64), parts))
        return len(self.nodes) - 1
