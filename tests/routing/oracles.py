"""Independent answers to small questions: what a question may use, networkx, and all simple paths one by one.

Only the arcs of `routing.expansion.expand` are taken over; bans, conditions, vias, limits, criteria and the order of
routes are written here from the words of the documentation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

import networkx

from networks import Network
from routing import Constraints, GeneralisedCost, Question, Result, Shipment
from routing.expansion import Arc, expand
from routing.scaling import load_of

COLUMN = {"time": "minutes", "cost": "cents", "co2e": "grams", "distance": "metres"}
CLEARANCE = ("import", "export", "transit_opening", "transit_closing", "papers", "handover")
LIMITS = (("max_usd", "cents", 100), ("max_kg_co2e", "grams", 1000), ("max_km", "metres", 1000),
          ("max_transshipments", "lifts", 1), ("max_days", "minutes", 1440))  # fmt: skip


class TooManyPathsError(Exception):
    """The network is too large to look at every path."""


@dataclass(frozen=True)
class Answer:
    """The least vector, and the steps of the route with the least arc numbers; None without a route."""

    vector: tuple[Any, ...] | None
    steps: tuple[Any, ...] | None


def arcs_of(network: Network, question: Question) -> dict[int, Arc]:
    """Return number -> arc of those that a question may use."""
    arcs = expand(network, load_of(network, question.shipment), question.shipment.scope).arcs
    needed = {limit[0] for limit in limits_of(question)} - {"lifts"} | set(terms_of(question.minimise))
    return {
        number: arc
        for number, arc in enumerate(arcs)
        if is_allowed(network, question, arc) and all(getattr(arc.step, column) is not None for column in needed)
    }


def is_allowed(network: Network, question: Question, arc: Arc) -> bool:
    shipment, bans, step = question.shipment, question.constraints, arc.step
    if arc.when is not None:
        origin, destination = network.places[shipment.origin], network.places[shipment.destination]
        subject = {
            "origin": shipment.origin, "destination": shipment.destination,
            "from": network.customs_area(origin.country), "to": network.customs_area(destination.country),
        }[arc.when.test.removeprefix("not_")]  # fmt: skip
        if (subject == arc.when.name) == arc.when.test.startswith("not_"):
            return False
    codes = set(bans.avoid_territories)
    if "CN" in codes and not bans.exact_codes:
        codes |= {"HK", "MO"}
    touched = set(step.territories)
    for place in step.places:
        touched.add(network.places[place].country)
    for link in step.links:
        touched |= set(network.links[link].territories)
    if bans.tolerate_in_transit:
        touched = {code for code in touched if is_stopped_in(network, step, code)}
    if is_out_of_season(network, shipment, step.element):
        return False
    if touched & codes or set(step.places) & set(bans.avoid_places) or set(step.links) & set(bans.avoid_links):
        return False
    if step.element in bans.avoid_services:
        return False
    modes = {"rail", "sea", "road", "inland_water", "air"} if bans.modes is None else bans.modes
    return step.kind != "ride" or step.mode in modes


def is_stopped_in(network: Network, step: Any, code: str) -> bool:
    """Tell whether a step has a place in a territory, or a link there that is not marked as only passing it."""
    there = [network.links[link] for link in step.links if code in network.links[link].territories]
    return any(network.places[place].country == code for place in step.places) or any(
        code not in link.in_transit for link in there
    )


def is_out_of_season(network: Network, shipment: Shipment, element: str) -> bool:
    months = network.services[element].months if element in network.services else ()
    return bool(months) and (shipment.ready is None or shipment.ready.month not in months)


def limits_of(question: Question) -> list[tuple[str, int, float]]:
    """Return (column, units, limit): a total may not be above the limit as a number of days, USD, kg or km."""
    bans, shipment = question.constraints, question.shipment
    found = [(column, units, getattr(bans, name)) for name, column, units in LIMITS if getattr(bans, name) is not None]
    if shipment.deadline is not None and shipment.ready is not None:
        found.append(("minutes", 1440, (shipment.deadline - shipment.ready) / timedelta(days=1)))
    return found


def terms_of(minimise: str | GeneralisedCost) -> dict[str, Fraction]:
    """Return column -> factor of the objective, in cents, minutes, grams or metres."""
    if isinstance(minimise, str):
        return {COLUMN[minimise]: Fraction(1)}
    terms = {"cents": Fraction(1), "minutes": Fraction(str(minimise.usd_per_day)) * 100 / 1440,
             "grams": Fraction(str(minimise.usd_per_tonne_co2e)) / 10_000}  # fmt: skip
    return {column: factor for column, factor in terms.items() if factor}


def vector_of(step: Any, minimise: str | GeneralisedCost) -> tuple[Any, ...]:
    """Return objective, figures missing, the other of time and cost, CO2e, one arc."""
    terms = terms_of(minimise)
    others = [
        name for name in ("minutes", "cents", "grams") if isinstance(minimise, GeneralisedCost) or name not in terms
    ]
    objective = sum((getattr(step, column) or 0) * factor for column, factor in terms.items())
    values = [getattr(step, column) for column in others]
    return (Fraction(objective), values.count(None), *(value or 0 for value in values), 1)


def stated_vector(result: Result) -> tuple[Any, ...] | None:
    """Return the vector of a result in the form of `vector_of`: without the scale, with the count of missing figures."""
    if result.best is None:
        return None
    scale = int(result.proof.unit.partition("/")[2] or 1)
    first, *rest = result.proof.vector
    others = 2 if result.question.minimise in ("time", "cost", "co2e") else 3
    missing = rest[:-1][: len(rest) - 1 - others] or [0]
    return (Fraction(first, scale), *missing, *rest[-1 - others :])


def question_of(shipment: Shipment, constraints: Constraints | None, minimise: Any) -> Question:
    return Question(shipment=shipment, constraints=constraints or Constraints(), minimise=minimise)


def by_networkx(network: Network, question: Question) -> Answer:
    """Return the answer to a question without vias and limits, by networkx's Dijkstra from the destination."""
    source, target = f"door>{question.shipment.origin}", f"{question.shipment.destination}>door"
    graph: Any = networkx.MultiDiGraph()
    graph.add_nodes_from([source, target])
    vectors = {}
    base = 10**18  # no sum of a criterion comes near it, so the order of the numbers is that of the vectors
    scale = 1
    for factor in terms_of(question.minimise).values():
        scale *= factor.denominator
    for number, arc in arcs_of(network, question).items():
        vector = vector_of(arc.step, question.minimise)
        weight = 0
        for value in (vector[0] * scale, *vector[1:]):
            weight = weight * base + int(value)
        vectors[number] = vector
        graph.add_edge(arc.tail, arc.head, key=number, weight=weight)
    ahead = networkx.single_source_dijkstra_path_length(graph.reverse(), target)
    if source not in ahead:
        return Answer(None, None)
    here, numbers = source, []
    while here != target:
        number, here = min((number, there) for _, there, number, weight in graph.out_edges(here, keys=True, data="weight")
                           if there in ahead and weight + ahead[there] == ahead[here])  # fmt: skip
        numbers.append(number)
    return _answer(network, question, numbers)


def by_all_paths(network: Network, question: Question, most: int = 60_000) -> Answer:
    """Return the answer by looking at every path that repeats no vertex between two vias."""
    best = min(_feasible(network, question, most), default=None)
    return Answer(None, None) if best is None else _answer(network, question, list(best[1]))


def _answer(network: Network, question: Question, numbers: list[int]) -> Answer:
    arcs = expand(network, load_of(network, question.shipment), question.shipment.scope).arcs
    steps = tuple(arcs[number].step for number in numbers)
    vectors = [vector_of(step, question.minimise) for step in steps]
    return Answer(tuple(map(sum, zip(*vectors, strict=True))), steps)


def _feasible(network: Network, question: Question, most: int) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
    """Yield (vector, arc numbers) of every path within the limits that passes the vias in order."""
    source, target = f"door>{question.shipment.origin}", f"{question.shipment.destination}>door"
    arcs, via, limits = arcs_of(network, question), question.constraints.via, limits_of(question)
    plain: Any = networkx.MultiDiGraph()
    plain.add_nodes_from([source, target])
    plain.add_edges_from((arc.tail, arc.head, number) for number, arc in arcs.items())
    useful = networkx.ancestors(plain, target) | {target}
    leaving: dict[str, list[int]] = {}
    for number, arc in arcs.items():
        if arc.head in useful:
            leaving.setdefault(arc.tail, []).append(number)
    looked, seen, path = 0, {(source, 0)}, []

    def go_on(node: str, passed: int) -> Iterator[tuple[tuple[Any, ...], tuple[int, ...]]]:
        nonlocal looked
        looked += 1
        if looked > most:
            raise TooManyPathsError
        if node == target and passed == len(via):
            steps = [arcs[number].step for number in path]
            if all(sum(getattr(step, column) for step in steps) / units <= limit for column, units, limit in limits):
                vectors = [vector_of(step, question.minimise) for step in steps]
                yield tuple(map(sum, zip(*vectors, strict=True))), tuple(path)
        for number in leaving.get(node, ()):
            step, now = arcs[number].step, passed
            for place in () if step.kind in CLEARANCE else step.places:
                while now < len(via) and via[now] == place:
                    now += 1
            there = (arcs[number].head, now)
            if there not in seen:
                seen.add(there)
                path.append(number)
                yield from go_on(*there)
                path.pop()
                seen.remove(there)

    yield from go_on(source, 0)
