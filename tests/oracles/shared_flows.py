"""Random networks with shipments that share capacities, and the linear program over arcs that tells their least cost."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix


def shared_flow(seed: int, *, forced: bool | None = None) -> dict[str, Any]:
    """Return the arguments of `multicommodity`: parallel arcs, loops, arcs without limit, shipments of equal ends."""
    rng = random.Random(seed)
    n, m, k = rng.randint(1, 8), rng.randint(0, 24), rng.randint(0, 7)
    most = rng.choice((4, 15))
    number = rng.choice((rng.randint, rng.uniform))
    asked: dict[str, Any] = {
        "tail": [rng.randrange(n) for _ in range(m)],
        "head": [rng.randrange(n) for _ in range(m)],
        "capacity": [rng.choice((-1, number(0, most), number(0, most))) for _ in range(m)],
        "cost": [number(0, 9) for _ in range(m)],
        "origins": [rng.randrange(n) for _ in range(k)],
        "destinations": [rng.randrange(n) for _ in range(k)],
        "demands": [number(0, 6) for _ in range(k)],
    }
    if forced is None:
        forced = rng.random() < 0.4
    asked["unserved_penalty"] = None if forced else rng.choice((40.0, 8.0, [number(0, 60) for _ in range(k)]))
    return asked


def least_cost(asked: dict[str, Any]) -> float | None:
    """Return the least cost by an LP with a flow on every arc for every shipment; None where there is none."""
    m, k = len(asked["tail"]), len(asked["demands"])
    n = 1 + max([0, *asked["tail"], *asked["head"], *asked["origins"], *asked["destinations"]])
    if not k:
        return 0.0
    penalty = asked["unserved_penalty"]
    columns = m * k + k
    balance, shared = lil_matrix((n * k, columns)), lil_matrix((max(m, 1), columns))
    right, room = np.zeros(n * k), np.full(max(m, 1), np.inf)
    cost = np.zeros(columns)
    for one in range(k):
        for row in range(m):
            at = one * m + row
            cost[at] = asked["cost"][row]
            balance[one * n + asked["tail"][row], at] += 1
            balance[one * n + asked["head"][row], at] -= 1
            shared[row, at] = 1
        start, end = asked["origins"][one], asked["destinations"][one]
        if start != end:
            right[one * n + start], right[one * n + end] = asked["demands"][one], -asked["demands"][one]
            balance[one * n + start, m * k + one] = 1
            balance[one * n + end, m * k + one] = -1
        if penalty is not None:
            cost[m * k + one] = penalty if isinstance(penalty, float) else penalty[one]
    for row, cap in enumerate(asked["capacity"]):
        room[row] = 1e9 if cap == -1 else cap
    most = [(0, None)] * (m * k) + [(0, 0 if penalty is None else None)] * k
    found = linprog(
        cost, A_ub=shared.tocsr(), b_ub=np.minimum(room, 1e9), A_eq=balance.tocsr(), b_eq=right, bounds=most
    )
    assert found.status in (0, 2), found.message
    return None if found.status == 2 else float(found.fun)
