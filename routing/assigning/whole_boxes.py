"""Rows of boxes in the program of whole numbers: at each place as many of a size leave as come."""

from __future__ import annotations

import numpy as np

from routing.assigning.boxes import NOWHERE, Boxes
from routing.assigning.columns import Columns
from routing.search.flows.linear_program import Sparse
from routing.search.flows.models.integer_mix import Program


def with_boxes(program: Program, columns: Columns, boxes: Boxes) -> Program:
    """Return a program of which the first columns are routes and the first rows lanes, with rows of boxes.

    Lanes of empty boxes have no demand. Hiring and dropping are columns more, in parts.
    """
    n_columns, n_lanes = len(program.cost), len(boxes.count)
    entries: list[list[tuple[int, float]]] = [[] for _ in boxes.nodes]
    for number, lane in enumerate(columns.of):
        if boxes.begin[lane] != NOWHERE:
            entries[boxes.begin[lane]].append((number, float(boxes.count[lane])))
            entries[boxes.end[lane]].append((number, -float(boxes.count[lane])))
    usd: list[float] = []
    for price, sign in ((boxes.hire, -1.0), (boxes.drop, 1.0)):
        for node in np.flatnonzero(np.isfinite(price)).tolist():
            entries[node].append((n_columns + len(usd), sign))
            usd.append(float(price[node]))
    low, high = program.low.copy(), program.high.copy()
    low[:n_lanes][boxes.is_empty], high[:n_lanes][boxes.is_empty] = -np.inf, np.inf
    balanced = np.zeros(len(boxes.nodes))
    old, flat = program.entries, [entry for one in entries for entry in one]
    return Program(
        cost=np.append(program.cost, usd),
        whole=np.append(program.whole, np.zeros(len(usd), dtype=np.bool_)),
        low=np.append(low, balanced),
        high=np.append(high, balanced),
        switch=np.append(program.switch, np.full(len(balanced), np.nan)),
        entries=Sparse(
            np.append(old.begin, old.begin[-1] + np.cumsum([len(one) for one in entries])).astype(np.int64),
            np.append(old.others, [other for other, _ in flat]).astype(np.int64),
            np.append(old.numbers, [value for _, value in flat]),
        ),
    )
