"""Part ``reasons``: why there is no route, and the least cut, on 10,000 nodes.

Reasons: all minimal sets of constraints that clash, each with what would open a way, on a network made up from a seed,
beside CP-SAT, which names one sufficient set of assumptions: a circuit over the links, each constraint with a literal
that is assumed. What CP-SAT names must hold one of our sets. Cuts: `min_cut` beside networkx, the same value. Times are
those of the processor, building included on either side; networkx has its graph ready.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from measured import Outcome, times
from settings import Settings
from synthetic_freight import name_of, synthetic_ways

from networks import Network
from routing import Constraints, Shipment, solve
from routing.asking.explain import clashing
from routing.asking.solve import admitted
from routing.search import min_cut
from routing.search.budget import Budget

SIDE, REPEATS, LIMIT_S = 100, 5, 400.0
NEAR = 1.02  # of the least: how near the limits are
PARTS = 100  # whole numbers for CP-SAT are hundredths of an hour, and cents


def run(settings: Settings, outcome: Outcome, *, side: int = SIDE, limit_s: float = LIMIT_S) -> None:
    """Measure and add both tables."""
    repeats = settings.pairs or REPEATS
    _reasons(synthetic_ways(side, side), side, repeats, limit_s, outcome)
    _cuts(side, repeats, settings.seed, outcome)


def _median(call: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    spent = []
    for _ in range(repeats):
        begun = time.process_time()
        found = call()
        spent.append(time.process_time() - begun)
    return statistics.median(spent), found


def _reasons(network: Network, side: int, repeats: int, limit_s: float, outcome: Outcome) -> None:
    shipment = Shipment(name_of(side // 3, side // 3), name_of(2 * side // 3, 2 * side // 3))
    fast, cheap = (solve(network, shipment, minimise=least).require() for least in ("time", "cost"))  # type: ignore[arg-type]
    assert fast.days is not None and cheap.usd is not None
    banned = (name_of(side // 2, side // 2), name_of(side // 2, side // 3), name_of(side // 3, side // 2))
    limits = Constraints(max_days=NEAR * fast.days, max_usd=NEAR * cheap.usd, avoid_places=frozenset(banned))
    question = admitted(network, shipment, limits, "time")
    clashing(network, question, Budget.of(), ())
    ours, found = _median(lambda: clashing(network, question, Budget.of(), ()), repeats)
    sets = [frozenset(map(_kind, one.constraints)) for one in found]
    begun = time.process_time()
    theirs = by_cp_sat(network, shipment, 24 * NEAR * fast.days, NEAR * cheap.usd, banned, limit_s)
    spent = time.process_time() - begun
    name = f"reasons, {side * side:,} nodes"
    rows = [
        [
            "landbridge: all minimal sets, with remedies",
            f"{ours:.3f}",
            "-",
            "; ".join(map(" and ".join, map(sorted, sets))),
        ]
    ]
    if theirs is not None:
        assert any(one <= theirs for one in sets), f"CP-SAT names {theirs}, of ours none is in it: {sets}"
    outcome.ratios["reasons", name, "CP-SAT assumptions"] = ours / spent, ours / spent  # at most, where it did not end
    told = "none in time" if theirs is None else " and ".join(sorted(theirs))
    rows.append(["CP-SAT: one sufficient set, 1 worker", f"{spent:.1f}", times(ours / spent), told])
    outcome.say(f"**{name}**, five constraints:")
    outcome.table(["method", "CPU s", "landbridge / method", "constraints"], rows)


def _kind(constraint: str) -> str:
    return "avoid_places" if constraint.startswith("the ban") else constraint.split(maxsplit=1)[0]


def by_cp_sat(
    network: Network, shipment: Shipment, hours: float, usd: float, banned: tuple[str, ...], limit_s: float
) -> frozenset[str] | None:
    """Return a sufficient set of assumptions by CP-SAT, by the names of constraints; None: not in time."""
    from ortools.sat.python import cp_model

    model, number = cp_model.CpModel(), {place: at for at, place in enumerate(network.places)}
    arcs, used, entering = [], [], {place: [] for place in banned}  # type: ignore[var-annotated]
    for link in network.links.values():
        for tail, head in ((link.tail, link.head), (link.head, link.tail)):
            use = model.new_bool_var("")
            arcs.append((number[tail], number[head], use))
            used.append((use, round(PARTS * (link.hours or 0)), round(PARTS * (link.usd or 0))))
            if head in entering:
                entering[head].append(use)
    ends = number[shipment.origin], number[shipment.destination]
    loops = [(node, node, model.new_bool_var("")) for node in number.values() if node not in ends]
    model.add_circuit([*arcs, *loops, (ends[1], ends[0], model.new_constant(1))])
    names = {}
    for name, most, column in (("max_days", hours, 1), ("max_usd", usd, 2)):
        literal = model.new_bool_var(name)
        names[literal.index] = name
        weights = [cells[column] for cells in used]
        model.add(
            sum(weight * cells[0] for weight, cells in zip(weights, used, strict=True)) <= int(PARTS * most)
        ).only_enforce_if(literal)
        model.add_assumption(literal)
    for place, uses in entering.items():
        literal = model.new_bool_var(place)
        names[literal.index] = "avoid_places"
        for use in uses:
            model.add_implication(literal, ~use)
        model.add_assumption(literal)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, limit_s
    solver.parameters.linearization_level = 2  # the best of its levels here
    status = solver.solve(model)
    if status == cp_model.UNKNOWN:
        return None
    assert status == cp_model.INFEASIBLE, solver.status_name(status)
    return frozenset(names[at] for at in solver.sufficient_assumptions_for_infeasibility())


def _cuts(side: int, repeats: int, seed: int, outcome: Outcome) -> None:
    import networkx

    nodes = np.arange(side * side).reshape(side, side)
    tail = np.concatenate((nodes[:, :-1].ravel(), nodes[:-1].ravel()))
    head = np.concatenate((nodes[:, 1:].ravel(), nodes[1:].ravel()))
    tail, head = np.concatenate((tail, head)), np.concatenate((head, tail))
    capacity = np.random.default_rng(seed).integers(1, 100, len(tail))
    origin, destination = int(nodes[side // 3, side // 3]), int(nodes[2 * side // 3, 2 * side // 3])
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(side * side))
    graph.add_edges_from(
        (one, two, {"capacity": room})
        for one, two, room in zip(tail.tolist(), head.tolist(), capacity.tolist(), strict=True)
    )
    min_cut(tail, head, capacity, origin, destination)
    ours, cut = _median(lambda: min_cut(tail, head, capacity, origin, destination), repeats)
    theirs, (value, _) = _median(lambda: networkx.minimum_cut(graph, origin, destination), min(3, repeats))
    assert cut.value == value, f"min_cut {cut.value}, networkx {value}"
    name = f"cut, {side * side:,} nodes"
    outcome.ratios["reasons", name, "networkx"] = ours / theirs, ours / theirs
    outcome.say(f"**{name}** ({len(tail):,} arcs), the same value {value}:")
    rows = [["landbridge", f"{ours:.4f}", "-"], ["networkx", f"{theirs:.2f}", times(ours / theirs)]]
    outcome.table(["method", "CPU s", "landbridge / method"], rows)
