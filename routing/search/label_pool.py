"""Room for the labels of a compiled search, kept from one search to the next: `LabelPool`, `FrontRoom`."""

from __future__ import annotations

from routing.kernels.arrays import bucket_queue, constrained, pareto_two
from routing.kernels.arrays.constrained import Limits
from routing.kernels.arrays.pareto_lines import Lines
from routing.kernels.arrays.pareto_region import Region

MOST_KEPT, MOST_CHUNKS = 1_000_000, 125_000  # labels and chunks of a queue, 16 MB; longer arrays are given back


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

    @property
    def is_kept(self) -> bool:
        """Tell whether the arrays are worth keeping for another search."""
        return len(self.labels.cost) <= MOST_KEPT


class FrontRoom:
    """Labels and queue of `routing.kernels.arrays.pareto_two`, used by one search at a time; begun before it is used.

    Parameters
    ----------
    size
        Entries of the arrays at first.
    """

    def __init__(self, size: int) -> None:
        self.labels, self.queue = pareto_two.labels_for(size), bucket_queue.queue_for(size)

    def begin(self, region: Region, lines: Lines) -> None:
        """Forget the last search and put the label of the target in hand."""
        bucket_queue.emptied(self.queue)
        self.labels = pareto_two.begin(self.labels, region, lines)

    def grow(self, longest: int) -> None:
        """Double what is full; `longest`: how many lines enter a junction at most."""
        self.queue = bucket_queue.longer(self.queue, int(self.labels.state["waiting"][0]), longest)
        self.labels = pareto_two.longer(self.labels, longest + 1)

    @property
    def is_kept(self) -> bool:
        """Tell whether the arrays are worth keeping for another search."""
        return len(self.labels.pool) <= MOST_KEPT and len(self.queue.chunks) <= MOST_CHUNKS
