"""`from_either_end`: a front in two criteria by `kernels.arrays.pareto_two`, from the end that gets further."""

from __future__ import annotations

import numpy as np

from routing.kernels.arrays.bucket_queue import Queue
from routing.kernels.arrays.pareto_lines import Lines, turned
from routing.kernels.arrays.pareto_region import Region, region_of
from routing.kernels.arrays.pareto_two import (
    Labels,
    amounts_of,
    first_to_come,
    next_key,
    pareto_front_of_two,
    settle_ties,
    write_paths,
)
from routing.kernels.arrays.rows import Ints
from routing.search.front_work import DONE, PAUSED, FrontWork, offsets_of
from routing.search.label_pool import FrontRoom

INT64_MAX = 2**63 - 1
LOOK, TRIAL = 1, 8  # labels per node at which two ends are compared first; times as many are taken before


def from_either_end(
    lines: Lines, region: Region, cap: int, work: FrontWork, rooms: tuple[FrontRoom, FrontRoom]
) -> tuple[TwoCriteria, bool, int]:
    """Return the search whose answer counts, whether it ended by itself, and the labels made in all.

    Some fronts take thirty times as many labels from one end as from the other. Both ends go through the same keys, so
    a search that does not end soon is compared with one from the other end, at a part of its own work: what was further
    by then goes on, and again with more work.
    """
    search, part = TwoCriteria(lines, region, work, rooms[0]), max(1, LOOK * len(region.nodes))
    if search.ends_within(TRIAL * part, part):
        return search, search.ended, search.made
    back = turned(lines)
    other = region_of(back, cap)
    if not other.bits:
        return search, search.run(), search.made
    if search.made >= work.max_labels:
        return search, False, search.made
    rival = TwoCriteria(back, other, work, rooms[1])
    while True:
        rival.spent = search.made
        if rival.ends_within(part, part):
            return (rival if rival.ended else search), rival.ended, search.made + rival.made
        if rival.reached[part] > search.reached[part]:
            search, rival = rival, search
        part, search.spent = TRIAL * part, rival.made
        if search.ends_within(TRIAL * part, part):
            return search, search.ended, search.made + rival.made


class TwoCriteria:
    """One search of `kernels.arrays.pareto_two`, with its labels and its queue, made longer when they are full.

    Attributes
    ----------
    spent
        Labels that were made by others.
    reached
        Rows taken from the queue -> how much of the first criterion the next label had in all, or somewhat less.
    ended
        Whether the front is complete.
    """

    def __init__(self, lines: Lines, region: Region, work: FrontWork, room: FrontRoom) -> None:
        self.lines, self.region, self.work, self.spent, self.room = lines, region, work, 0, room
        room.begin(region, lines)
        self.until, self.ended, self.reached = INT64_MAX, False, dict[int, int]()

    def run(self) -> bool:
        """Go on to the end; return whether it is one by itself."""
        self.until = INT64_MAX
        return self.work.run(self.go_on, self.grow, self.to_write)

    def ends_within(self, *taken: int) -> bool:
        """Go on until so many rows have been taken in all, and note what is reached; return whether it is over before.

        It is `ended` then, or a limit is met.
        """
        for until in sorted(taken):
            if self.taken >= until:
                continue
            self.until = until
            has_time = self.work.run(self.go_on, self.grow, self.to_write)
            if self.ended or not has_time:
                return True
            self.reached[until] = first_to_come(self.labels, self.queue)
        return False

    def go_on(self, steps: int) -> int:
        """Take so many labels from the queue, or as many as are left; return why the kernel stopped."""
        left = min(steps, self.until - self.taken)
        given = self.region.useful, self.region.closed, self.region.slack, self.queue, self.labels
        outcome: int = pareto_front_of_two(*given, left, self.work.max_labels - self.spent)
        self.ended = outcome == DONE
        return DONE if outcome == PAUSED and self.taken >= self.until else outcome

    def grow(self) -> None:
        """Double what is full."""
        self.room.grow(self.region.useful.longest)

    @property
    def labels(self) -> Labels:
        """Return what has been made."""
        return self.room.labels

    @property
    def queue(self) -> Queue:
        """Return what waits."""
        return self.room.queue

    @property
    def taken(self) -> int:
        """Return how many rows have been taken from the queue."""
        return int(self.labels.state["taken"][0])

    @property
    def made(self) -> int:
        """Return how many labels have been made."""
        return int(self.labels.state["made"][0])

    def to_write(self) -> int:
        """Return how many arcs the paths of the points have."""
        return int(self.labels.points[: self.labels.state["points"][0], 1].sum())

    def told(self, complete: bool) -> tuple[Ints, Ints, Ints]:
        """Return the totals of the points that are known, where the path of each begins, and the arcs of all paths."""
        points, state = self.labels.points, self.labels.state[0]
        known = found = int(state["points"])
        if found and not complete and next_key(self.labels, self.queue) == points[found - 1, 0]:
            found -= 1  # of the last point better paths may still come
        vectors = amounts_of(points[:found, 0], int(state["bits"]))
        ends = np.empty(known + 1, np.int64)
        ends[:known], ends[known] = points[:known, 2], state["rivals"]
        offsets = offsets_of(points[:found, 1])
        arcs = np.empty(int(offsets[-1]), np.int64)
        if self.lines.is_turned:
            settle_ties(self.labels, self.region)
        write_paths(ends[: found + 1], self.labels, self.region, self.lines, offsets, arcs)
        return vectors, offsets, arcs
