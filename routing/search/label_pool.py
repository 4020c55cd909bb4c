"""Room for the labels of a compiled search, kept from one search to the next."""

from __future__ import annotations

from routing.kernels.arrays import constrained
from routing.kernels.arrays.constrained import Limits


class LabelPool:
    """Labels of `routing.kernels.arrays.constrained`, used by one search at a time.

    Parameters
    ----------
    n_nodes
        Nodes of the graph.
    widest
        The most arcs that enter one node: so many labels are made between two looks at the room that is left.
    """

    def __init__(self, n_nodes: int, widest: int) -> None:
        self.labels = constrained.labels_for(n_nodes, max(1024, 2 * widest + 2))

    def begin(self, target: int, bound: int, best: int, limits: Limits) -> None:
        """Forget the last search and put the label of the target into the heap."""
        self.labels = constrained.begin(self.labels, target, bound, best, limits)

    @property
    def made(self) -> int:
        """Return the number of labels made."""
        return int(self.labels.state["labels"][0])

    def grow(self) -> None:
        """Double the room."""
        self.labels = constrained.longer(self.labels)
