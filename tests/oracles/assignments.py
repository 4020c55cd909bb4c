"""Many shipments on shared capacities by a linear program over every path, solved by another solver (CLP)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import networkx

import networks
from networks import Network
from oracles.all_paths import feasible
from oracles.allowed import arcs_of
from oracles.losses import elements
from oracles.random_networks import bans_of, constraints_of, shipment_of
from routing import Capacity, Congestion, Consignment, GeneralisedCost, Question

KINDS = ("link", "place", "service", "border")


WAYS = [
    ("A", "B", {"hours": 24, "usd": 100}),
    ("A", "C", {"hours": 24, "usd": 90}),
    ("C", "B", {"hours": 24, "usd": 60}),
]


def triangle() -> Network:
    """Return a sea way from A to B for 100 USD, and one over C for 150."""
    return networks.from_networkx(networkx.Graph(WAYS), mode="sea")


def capacities_of(rng: random.Random, network: Network) -> list[Capacity]:
    """Return up to five capacities of things of a network, each once."""
    named = elements(network, KINDS)
    chosen = rng.sample(named, min(len(named), rng.randint(0, 5)))
    sizes = {"TEU": (0, 1, 2, 3.5, 8), "t": (0, 12, 30, 75.5)}
    found = []
    for kind, name in chosen:
        unit = rng.choice(("TEU", "TEU", "t"))
        border = name.replace("-", ">") if kind == "border" and rng.random() < 0.3 else name
        found.append(Capacity(kind, border, rng.choice(sizes[unit]), unit))
    return found


def consignments_of(rng: random.Random, network: Network) -> list[Consignment]:
    """Return up to four random consignments, with deadlines and bans of their own."""
    places, found = sorted(network.places), []
    for _ in range(rng.randint(1, 4)):
        some = shipment_of(rng, network)
        origin, destination = rng.sample(places, 2)
        limits = {"max_days": rng.choice((5, 12, 30, 60))} if rng.random() < 0.5 else {}
        found.append(
            Consignment(
                shipment=replace(some, origin=origin, destination=destination),
                per_week=rng.choice((1, 2, 0.5, 7)),
                constraints=constraints_of(bans_of(rng, network), **limits),
                minimise=rng.choice(("cost", GeneralisedCost(usd_per_day=rng.choice((10, 33.5))))),
                unserved_usd=rng.choice((None, None, 500.0, 20_000.0)),
            )
        )
    return found


def least_usd(
    network: Network,
    questions: Sequence[Question],
    consignments: Sequence[Consignment],
    capacities: Sequence[Capacity],
    most: int = 2_000,
    *,
    growing: Mapping[Any, float] | None = None,
    in_whole: bool = False,
) -> float:
    """Return the least cost of all consignments together, whose penalties are filled in.

    `growing`: what a unit more of each capacity counts; routes cost nothing then, and nothing with a route is left.
    `in_whole`: whole shipments stay whole, and what it costs to use a capacity at all counts (CBC).
    """
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("CBC" if in_whole else "CLP")
    solver.Objective().SetMinimization()
    rows: dict[Any, Any] = {}
    for question, one in zip(questions, consignments, strict=True):
        demand = solver.Constraint(one.per_week, one.per_week)
        whole = in_whole and one.whole
        left = solver.Var(0, solver.infinity(), whole, "")
        demand.SetCoefficient(left, 1)
        solver.Objective().SetCoefficient(left, one.unserved_usd if growing is None else 1e6)
        arcs = arcs_of(network, question)
        for vector, path in feasible(network, question, most):
            sent = solver.Var(0, solver.infinity(), whole, "")
            demand.SetCoefficient(sent, 1)
            solver.Objective().SetCoefficient(sent, float(vector[0] / 100_000) if growing is None else 0)
            used = used_on(network, question, capacities, [arcs[arc].step for arc in path])
            for (capacity, key), amount in used.items():
                if (capacity, key) not in rows:
                    rows[capacity, key] = solver.Constraint(-solver.infinity(), 0 if in_whole else capacity.per_week)
                    if in_whole:
                        on = solver.BoolVar("")
                        solver.Objective().SetCoefficient(on, capacity.fixed_usd)
                        rows[capacity, key].SetCoefficient(on, -capacity.per_week)
                    if growing is not None:
                        more = solver.NumVar(0, solver.infinity(), "")
                        solver.Objective().SetCoefficient(more, growing[capacity])
                        rows[capacity, key].SetCoefficient(more, -1)
                rows[capacity, key].SetCoefficient(sent, amount)
    exactly = pywraplp.MPSolverParameters()
    exactly.SetDoubleParam(exactly.RELATIVE_MIP_GAP, 0)
    assert solver.Solve(exactly) == solver.OPTIMAL
    return float(solver.Objective().Value())


def used_on(
    network: Network, question: Question, capacities: Sequence[Capacity], steps: Sequence[Any]
) -> dict[Any, float]:
    """Return how much of each capacity one shipment uses by a path, by the capacity and what is counted by itself."""
    used: dict[Any, float] = {}
    for number, step in enumerate(steps):
        for capacity in capacities:
            for key, times in used_by(network, capacity, step, number == 0).items():
                used[capacity, key] = used.get((capacity, key), 0) + times * size_of(network, question, capacity)
    return used


def least_whole_usd(
    network: Network,
    questions: Sequence[Question],
    consignments: Sequence[Consignment],
    capacities: Sequence[Capacity],
    most: int = 2_000,
) -> float:
    """Return the least cost in whole shipments, with what is used enough or not at all, by CP-SAT over every path."""
    from ortools.sat.python import cp_model

    model, rows = cp_model.CpModel(), dict[Any, Any]()
    cost: list[Any] = []
    for question, one in zip(questions, consignments, strict=True):
        per_week = int(one.per_week)
        left = model.new_int_var(0, per_week, "")
        cost.append(round(one.unserved_usd * 100_000) * left)
        demand, arcs = [left], arcs_of(network, question)
        for vector, path in feasible(network, question, most):
            sent = model.new_int_var(0, per_week, "")
            demand.append(sent)
            cost.append(round(vector[0]) * sent)
            for number, arc in enumerate(path):
                for capacity in capacities:
                    for key, times in used_by(network, capacity, arcs[arc].step, number == 0).items():
                        used = round(times * size_of(network, question, capacity) * 1000)
                        rows.setdefault((capacity, key), []).append(used * sent)
        model.add(sum(demand) == per_week)
    for (capacity, _), load in rows.items():
        on = model.new_bool_var("")
        model.add(sum(load) <= round(capacity.per_week * 1000) * on)
        model.add(sum(load) >= round(capacity.least * 1000) * on)
        cost.append(round(capacity.fixed_usd * 100_000) * on)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.linearization_level = 1, 2
    assert solver.solve(model) == cp_model.OPTIMAL
    return solver.objective_value / 100_000


def size_of(network: Network, question: Question, capacity: Capacity | Congestion) -> float:
    shipment = question.shipment
    if capacity.unit == "TEU":
        return float(shipment.teu)
    if shipment.tonnes is not None:
        return float(shipment.tonnes)
    usual = network.figure("load:container", "tonnes_per_teu")
    return 0.0 if usual is None else usual.value * shipment.teu


def used_by(network: Network, capacity: Capacity | Congestion, step: Any, first: bool) -> dict[str, int]:
    """Return how often a step uses a capacity, by what is counted by itself."""
    kind, name = capacity.kind, capacity.element
    if kind == "place":
        return {"": (first and step.places[0] == name) + (step.kind == "ride") * step.places[1:].count(name)}
    if kind == "link":
        return {"": step.links.count(name)}
    if kind == "service":
        if step.kind != "ride" or step.element != name:
            return {}
        if network.services_of_all_dates[name].kind == "line":
            stops = network.services_of_all_dates[name].stops
            legs = [(a.place, b.place, b.path, b.seq) for a, b in pairwise(stops)]
            ridden = (step.places[0], step.places[-1], step.links)
            return {str(seq): 1 for *leg, seq in legs if tuple(leg) == ridden}
        return {link: step.links.count(link) for link in step.links}
    one, other = name[:2], name[3:]
    crossings = 0
    for link, (here, there) in zip(step.links, pairwise(step.places), strict=False):
        ends = [network.places[place].country for place in (here, there)]
        is_both = {one, other} <= {*network.links[link].territories, *ends}
        is_backward = ends[0] == other or (ends[1] == one and ends[0] != one)
        crossings += is_both and (name[2] == "-" or not is_backward)
    return {"": crossings}
