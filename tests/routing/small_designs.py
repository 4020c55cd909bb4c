"""Small designs with fixed charges, and the best of all choices of their arcs."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from routing import Status
from routing.search import multicommodity, network_design
from routing.search.budget import Budget
from routing.search.flows.commodities import Commodities, checked_commodities
from routing.search.flows.design_ascended import Ascended, Decided, Way, begun
from routing.search.flows.design_ascent import ascend
from routing.search.flows.design_relaxation import Relaxation

NEAR = 1e-6
Rise = Callable[..., Ascended]


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


def crowded(seed: int, n_nodes: int = 5, n_arcs: int = 14, wanted: int = 6) -> dict[str, Any]:
    """Return a question with arcs that have no room for all that wants them; the round of all nodes may have too little."""
    rng = np.random.default_rng(seed)
    origin = rng.integers(0, n_nodes, wanted)
    return {
        "tail": np.concatenate((np.arange(n_nodes), rng.integers(0, n_nodes, n_arcs))),
        "head": np.concatenate(((np.arange(n_nodes) + 1) % n_nodes, rng.integers(0, n_nodes, n_arcs))),
        "capacity": rng.integers(3, 12, n_nodes + n_arcs),
        "cost": rng.integers(0, 9, n_nodes + n_arcs),
        "fixed": rng.integers(1, 40, n_nodes + n_arcs),
        "origins": origin,
        "destinations": (origin + rng.integers(1, n_nodes, wanted)) % n_nodes,
        "demands": rng.integers(1, 6, wanted),
    }


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


def in_order(asked: dict[str, Any]) -> tuple[Commodities, NDArray[np.float64]]:
    """Return the question as the searches have it, with the charges of its arcs."""
    given = [asked[name] for name in ("tail", "head", "capacity", "cost", "origins", "destinations", "demands")]
    checked = checked_commodities(tuple(given[:4]), tuple(given[4:]), asked.get("unserved_penalty"), 0.0, None)
    return checked, np.array(asked["fixed"], np.float64)[checked.arc]


def costs(checked: Commodities, fixed: NDArray[np.float64]) -> list[tuple[NDArray[np.bool_], float]]:
    """Return which arcs with a charge each choice opens, and what it costs; infinite where it does not carry all."""
    charged = np.flatnonzero(fixed > 0)
    penalty = None if np.isinf(checked.penalty).all() else checked.penalty
    found = []
    for number in range(2 ** len(charged)):
        opened = fixed <= 0
        opened[charged[[bool(number >> at & 1) for at in range(len(charged))]]] = True
        room = np.where(opened, np.where(np.isinf(checked.capacity), -1, checked.capacity), 0)
        shipments = (checked.origin, checked.destination, checked.demand, penalty)
        flow = multicommodity(checked.tail, checked.head, room, checked.cost, *shipments)
        cost = math.inf if flow.objective is None else flow.objective
        found.append((opened, cost + float(fixed[opened].sum())))
    return found


def prices_hold(seed: int, part: float = 0.0, rise: Rise = ascend) -> bool:
    """Hold what prices say of one question against every choice of its arcs; tell whether they said anything."""
    checked, fixed = in_order(question(seed))
    if not len(checked.demand) or not len(fixed) or np.count_nonzero(fixed) > 6:
        return False
    checked = checked._replace(cost=checked.cost + part)
    every = costs(checked, fixed)
    least = min(cost for _, cost in every)
    if math.isinf(least):
        return False
    relaxation = Relaxation(checked, fixed)
    found = rise(relaxation, begun(relaxation), Way(rounds=60, step=1.0), least + 1.0, Budget.of())
    decided = Decided.by(found, relaxation)
    assert found.bound <= least + NEAR * max(1.0, least)
    for arc in np.flatnonzero(fixed > 0):
        if_opened = min(cost for opened, cost in every if opened[arc])
        if_shut = min(cost for opened, cost in every if not opened[arc])
        assert decided.costs[0, arc] <= if_opened + NEAR * max(1.0, least)
        assert decided.costs[1, arc] <= if_shut + NEAR * max(1.0, least)
    return found.bound > 0
