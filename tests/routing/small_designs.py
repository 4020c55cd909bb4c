"""Small designs with fixed charges, and the best of all choices of their arcs."""

from __future__ import annotations

import itertools
import math
import random
from typing import Any

import numpy as np
import pytest

from routing import Status
from routing.search import multicommodity, network_design

NEAR = 1e-6


def question(seed: int) -> dict[str, Any]:
    """Return a small question with parallel arcs, loops, free arcs, charges of 0 and a commodity without a demand."""
    rng = random.Random(seed)
    nodes, arcs, wanted = rng.randint(2, 5), rng.randint(2, 9), rng.randint(1, 4)
    charged = [rng.random() < 0.6 for _ in range(arcs)]
    asked: dict[str, Any] = {
        "tail": [rng.randrange(nodes) for _ in range(arcs)],
        "head": [rng.randrange(nodes) for _ in range(arcs)],
        "capacity": [rng.choice((-1, 0, rng.randint(1, 9), rng.randint(4, 20))) for _ in range(arcs)],
        "cost": [rng.randint(0, 9) for _ in range(arcs)],
        "fixed": [rng.randint(1, 40) if one else 0 for one in charged],
        "origins": [rng.randrange(nodes) for _ in range(wanted)],
        "destinations": [rng.randrange(nodes) for _ in range(wanted)],
        "demands": [rng.randint(0, 8) for _ in range(wanted)],
    }
    if rng.random() < 0.6:
        asked["unserved_penalty"] = rng.randint(1, 60)
    return asked


def least(asked: dict[str, Any]) -> float:
    """Return the cost of a cheapest design, by trying every choice of charged arcs; infinite where there is none."""
    charges = np.array(asked["fixed"], np.float64)
    others = {name: cells for name, cells in asked.items() if name not in ("fixed", "capacity")}
    charged, best = np.flatnonzero(charges).tolist(), math.inf
    for count in range(len(charged) + 1):
        for shut in itertools.combinations(charged, count):
            room = np.array(asked["capacity"], np.float64)
            room[list(shut)] = 0
            found = multicommodity(capacity=room, **others)
            if found.objective is not None:
                best = min(best, found.objective + charges.sum() - charges[list(shut)].sum())
    return best


def compare(seed: int, solver: Any) -> bool:
    asked, wanted = question(seed), least(question(seed))
    found = network_design(**asked, solver=solver)
    if math.isinf(wanted):
        assert found.status is Status.INFEASIBLE and found.objective is None and found.reason
        return False
    assert found.status is Status.OPTIMAL and found.opened is not None and found.flow is not None
    assert found.objective == pytest.approx(wanted, rel=NEAR, abs=NEAR)
    assert found.bound <= wanted + NEAR * max(1.0, wanted)
    charges = np.array(asked["fixed"])
    assert (found.opened == (found.flow > 0) & (charges > 0)).all()
    return True
