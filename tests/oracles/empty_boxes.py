"""Many shipments whose boxes have to come back, by a linear program over every path, solved by another solver (CLP)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from networks import Network
from oracles.all_paths import feasible
from oracles.allowed import arcs_of
from oracles.assignments import used_on
from routing import Capacity, Consignment, Constraints, Empties, Question
from routing.question.shipment import Shipment


def empties_for(rng: random.Random, network: Network) -> Empties:
    """Return how boxes come back: a share, days, bans, and places at which they are hired or dropped."""
    places = sorted(network.places)
    return Empties(
        share=rng.choice((0.5, 0.7, 1.0)),
        usd_per_day=rng.choice((0.0, 0.0, 4.0)),
        scope=rng.choice(("terminal", "terminal", "door")),
        constraints=rng.choice((None, Constraints(max_days=rng.choice((8, 25))))),
        hire_usd={place: rng.choice((0, 150, 900)) for place in rng.sample(places, rng.choice((0, 0, 1, 2)))},
        drop_usd={place: rng.choice((0, 40, 300)) for place in rng.sample(places, rng.choice((0, 0, 1, 2)))},
    )


def least_balanced_usd(
    network: Network,
    questions: Sequence[Question],
    consignments: Sequence[Consignment],
    capacities: Sequence[Capacity],
    empties: Empties,
    most: int,
    *,
    growing: Mapping[Any, float] | None = None,
    in_whole: bool = False,
) -> float | None:
    """Return the least cost of all consignments whose penalties are filled in, with all that empty boxes cost.

    `growing`: what a unit more of each capacity counts; nothing else does then, and what has a route and is worth it is
    not left; None where that cannot be, for no box comes back. `in_whole`: whole shipments stay whole, and capacities
    are used enough or not at all, at their price (CBC).
    """
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("CBC" if in_whole else "CLP")
    solver.Objective().SetMinimization()
    held: dict[Any, list[Any]] = {}
    nodes: dict[Any, Any] = {}

    def node(place: str, size: str) -> Any:
        return nodes.setdefault((place, size), solver.Constraint(0, 0))

    def flow(usd: float, question: Question, path: Iterable[int], boxes: int, whole: bool = False) -> Any:
        shipment, arcs = question.shipment, arcs_of(network, question)
        sent = solver.Var(0, solver.infinity(), whole, "")
        solver.Objective().SetCoefficient(sent, usd if growing is None else 0)
        for key, amount in used_on(network, question, capacities, [arcs[arc].step for arc in path]).items():
            if key not in held:
                held[key] = _rows(solver, key[0], growing, in_whole)
            for row in held[key]:
                row.SetCoefficient(sent, amount)
        if boxes:
            node(shipment.origin, shipment.size).SetCoefficient(sent, boxes)
            node(shipment.destination, shipment.size).SetCoefficient(sent, -boxes)
        return sent

    for question, one in zip(questions, consignments, strict=True):
        demand = solver.Constraint(one.per_week, one.per_week)
        whole = in_whole and one.whole
        left = solver.Var(0, solver.infinity(), whole, "")
        demand.SetCoefficient(left, 1)
        paths = list(feasible(network, question, most))
        may_stay = not paths or min(vector[0] for vector, _ in paths) / 100_000 >= one.unserved_usd
        solver.Objective().SetCoefficient(left, one.unserved_usd if growing is None else 0 if may_stay else 1e6)
        for vector, path in paths:
            sent = flow(float(vector[0] / 100_000), question, path, _boxes(question.shipment), whole)
            demand.SetCoefficient(sent, 1)
    boxed = [one.shipment for one in consignments if _boxes(one.shipment)]
    hire, drop = dict(empties.hire_usd), dict(empties.drop_usd)
    for size in {one.size for one in boxed}:
        begin = {one.origin for one in boxed if one.size == size} | drop.keys()
        end = {one.destination for one in boxed if one.size == size} | hire.keys()
        for here in end:
            for there in begin - {here}:
                question = empties.question(size, here, there)
                for vector, path in feasible(network, question, most):
                    flow(empties.share * float(vector[0] / 100_000), question, path, 1)
        for prices, sign in ((hire, -1), (drop, 1)):
            for place, usd in prices.items():
                moved = solver.NumVar(0, solver.infinity(), "")
                solver.Objective().SetCoefficient(moved, usd if growing is None else 0)
                node(place, size).SetCoefficient(moved, sign)
    exactly = pywraplp.MPSolverParameters()
    exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 0)
    assert solver.Solve(exactly) == solver.OPTIMAL
    found = float(solver.Objective().Value())
    return None if growing is not None and found > 1e4 else found


def _rows(solver: Any, one: Capacity, growing: Mapping[Any, float] | None, in_whole: bool) -> list[Any]:
    """Return the rows of a capacity."""
    rows = [solver.Constraint(-solver.infinity(), 0 if in_whole else one.per_week)]
    if in_whole:
        rows.append(solver.Constraint(0, solver.infinity()))
        on = solver.BoolVar("")
        solver.Objective().SetCoefficient(on, one.fixed_usd)
        rows[0].SetCoefficient(on, -one.per_week)
        rows[1].SetCoefficient(on, -one.least)
    if growing is not None:
        more = solver.NumVar(0, solver.infinity(), "")
        solver.Objective().SetCoefficient(more, growing[one])
        rows[0].SetCoefficient(more, -1)
    return rows


def _boxes(shipment: Shipment) -> int:
    return shipment.containers if shipment.load == "container" else 0
