"""`BalancedMaster`: a `Master` in which as many boxes leave each place as come to it.

minimise sum usd_p x_p + sum penalty_k u_k + sum usd_e y_e + sum_i (hire_i h_i + drop_i g_i) subject to the rows of
`Master`, and per place and size i

    sum_{p from i} n_p x_p - sum_{p to i} n_p x_p + sum_{e from i} y_e - sum_{e to i} y_e + g_i - h_i = 0;

y_e boxes a week by an empty route e, which uses capacities as any other. What a box is worth at i is by how much all
costs would fall with one more there: the dual of the row, with its sign turned.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.assigning.boxes import NOWHERE, Boxes
from routing.assigning.columns import Columns
from routing.assigning.master import Demand, Master, Mix, short, sparse
from routing.search.flows.linear_program import LinearProgram

Floats = NDArray[np.float64]


class BalancedMaster(Master):
    """The program with its rows of boxes.

    Attributes
    ----------
    box_price : float64, shape (n_nodes,)
        Of a box at each place, of the last solution.
    """

    def __init__(
        self,
        demand: Demand,
        capacity: Floats,
        columns: Columns,
        program: LinearProgram,
        boxes: Boxes,
        growing: Floats | None = None,
    ) -> None:
        super().__init__(demand, capacity, columns, program, growing)
        self.boxes = boxes
        self.box_price = np.zeros(len(boxes.nodes))
        self.node_row: list[int] = []

    def solve(self, left_s: float) -> Mix | None:
        """Return the best mix, or None where the seconds were not enough; the prices of boxes are noted."""
        mix = super().solve(left_s)
        if mix is not None:
            worth = -self.duals[self.node_row] * self.unit_usd / self.boxes.unit
            self.box_price = np.array([short(float(one)) for one in worth])
        return mix

    def _add_lanes(self, lanes: list[int]) -> None:
        """Add the rows of lanes, those of all loaded boxes among them, and those of boxes."""
        boxes = self.boxes
        loaded = {lane for lane in self.options if boxes.begin[lane] != NOWHERE}
        wanted = {lane for lane in {*lanes, *loaded} - self.lane_row.keys() if not boxes.is_empty[lane]}
        super()._add_lanes(sorted(wanted))
        if not self.node_row:
            self._add_nodes()

    def _add_nodes(self) -> None:
        boxes, size = self.boxes, len(self.boxes.nodes)
        self.program.add_rows(np.zeros(size), np.zeros(size), sparse([[] for _ in range(size)]))
        self.node_row = list(range(self.n_rows, self.n_rows + size))
        self.n_rows += size
        for price, sign in ((boxes.hire, -1.0), (boxes.drop, 1.0)):
            open_at = np.flatnonzero(np.isfinite(price))
            cost = price[open_at] * boxes.unit[open_at] / self.unit_usd
            if len(open_at):
                self.program.add_columns(cost, sparse([[(self.node_row[at], sign)] for at in open_at.tolist()]))
                self.n_columns += len(open_at)

    def _add_routes(self, numbers: list[int]) -> None:
        empty = [number for number, lane in enumerate(self.columns.of) if self.boxes.is_empty[lane]]
        super()._add_routes(sorted({*numbers, *empty}))

    def _of_lane(self, number: int) -> list[tuple[int, float]]:
        boxes, lane = self.boxes, self.columns.of[number]
        entries = [] if boxes.is_empty[lane] else super()._of_lane(number)
        if boxes.begin[lane] != NOWHERE:
            moved = boxes.count[lane] * self.demand.per_week[lane]
            for node, sign in ((int(boxes.begin[lane]), 1.0), (int(boxes.end[lane]), -1.0)):
                entries.append((self.node_row[node], float(sign * moved / boxes.unit[node])))
        return entries
