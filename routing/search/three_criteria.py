"""`ThreeCriteria`: one search of `kernels.arrays.pareto_three`, its labels and queue made longer when they are full."""

from __future__ import annotations

from routing.kernels.arrays import bucket_queue, pareto_labels
from routing.kernels.arrays.pareto_three import labels_of_three, pareto_front_of_three, queue_for_three
from routing.search.three_region import ThreeRegion


class ThreeCriteria:
    """A search on a region, with room for so many labels at first, that makes at most so many.

    Attributes
    ----------
    labels
        What it has found so far; its points are right, but for the last before the search is complete.
    """

    def __init__(self, region: ThreeRegion, start: int, max_labels: int) -> None:
        self.region, self.max_labels = region, max_labels
        self.labels = labels_of_three(start, region.more, region.ends[1])
        self.queue = queue_for_three(start, self.labels, region.least, region.packing.bits)

    def go_on(self, steps: int) -> int:
        """Take so many labels from the queue; return why the kernel stopped."""
        given = self.region.chains.useful, self.region.bounds, self.region.ends[0], self.region.packing
        return pareto_front_of_three(*given, self.queue, self.labels, steps, self.max_labels)

    def grow(self) -> None:
        """Double what is full."""
        longest, before = self.region.chains.useful.longest, self.queue
        self.queue = bucket_queue.longer(before, int(self.labels.state["waiting"][0]), longest)
        if self.queue.near is before.near and self.queue.chunks is before.chunks:
            self.labels = pareto_labels.longer(self.labels, longest)

    def to_write(self) -> int:
        """Return how many arcs the paths of the points have."""
        labels = self.labels
        return int((labels.points[: labels.state["points"][0], 3] >> pareto_labels.SHIFT).sum())
