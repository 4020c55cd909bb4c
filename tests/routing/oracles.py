"""Independent answers to small questions: what a question may use, networkx, and all simple paths one by one.

Only the arcs of `routing.compiling.expansion.expand` are taken over; bans, conditions, vias, limits, criteria and the order of
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
from routing.amounts.load import load_of
from routing.compiling.arcs import Arc
from routing.compiling.expansion import expand

COLUMN = {"time": "minutes", "cost": "cents", "co2e": "grams", "distance": "metres"}
AWAY = -1  # minutes of a dwell while there is none that is charged
WATER = ("sea", "ferry", "air")
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


def _charges(storage: list[dict[str, Any]], plain: Network, load: Any) -> tuple[dict[str, Fraction], Any]:
    """Return place -> minutes that are free, and the function (place, dwell) -> cents."""
    rates = {row["element"]: row for row in storage if row["quantity"] == "demurrage"}
    free = {row["element"]: Fraction(str(row["value"])) * {"min": 1, "h": 60, "d": 1440}[row["unit"]]
            for row in storage if row["quantity"] == "free_time"}  # fmt: skip

    def charge(place: str, dwell: int | None) -> list[int | None]:
        """Return the cents of a dwell of so many minutes, None where they are not known; nothing in the free time."""
        over = None if dwell is None else max(Fraction(0), dwell - free[place])
        if over == 0:
            return []
        units = {"shipment": 1, "container": load.containers, "teu": load.teu, "tonne": load.tonnes}
        row = rates[place]
        count = units[row["basis"].removesuffix("_day")]
        euro = plain.figure("currency:EUR", "usd_per_unit")
        rate = Fraction(1) if row["currency"] == "USD" else None if euro is None else Fraction(str(euro.value))
        if over is None or count is None or rate is None:
            return [None]
        return [round(Fraction(str(row["value"])) * rate * count * 100 * -(-over // 1440))]

    return free, charge


def by_all_paths_with_demurrage(rows: Any, network_of: Any, question: Question, most: int = 60_000) -> Any:
    """Return the least vector where dwells are charged, from the paths of the network without the two figures of it.

    The minutes are counted along each path, from being set down to the departure of the next vehicle.
    """
    storage = [row for row in rows["figures"] if row["quantity"] in ("free_time", "demurrage")]
    plain = network_of(rows | {"figures": [row for row in rows["figures"] if row not in storage]})
    asks = {limit[0] for limit in limits_of(question)} | set(terms_of(question.minimise))
    free, charge = _charges(storage, plain, load_of(plain, question.shipment))
    arcs, via, limits = arcs_of(plain, question), question.constraints.via, limits_of(question)
    target = f"{question.shipment.destination}>door"
    leaving: dict[str, list[int]] = {}
    for number, arc in arcs.items():
        leaving.setdefault(arc.tail, []).append(number)
    start = (f"door>{question.shipment.origin}", 0, AWAY)
    looked, seen, path = 0, {start}, []
    best: list[tuple[Any, ...]] = []

    def go_on(node: str, passed: int, dwell: int | None) -> None:
        nonlocal looked
        looked += 1
        if looked > most:
            raise TooManyPathsError
        if node == target and passed == len(via):
            if all(sum(getattr(step, column) for step in path) / units <= limit for column, units, limit in limits):
                best.append(tuple(map(sum, zip(*(vector_of(step, question.minimise) for step in path), strict=True))))
                best[:] = [min(best)]
            return
        for number in leaving.get(node, ()):
            arc, now = arcs[number], passed
            step, place = arc.step, arc.step.places[0]
            extra: list[int | None] = []
            for touched in () if step.kind in CLEARANCE else step.places:
                while now < len(via) and via[now] == touched:
                    now += 1
            since = _set_down(node, step) if node.startswith("in|") else dwell
            since = since if since == AWAY else None if since is None or step.minutes is None else since + step.minutes
            if node.startswith("out|"):
                extra = charge(place, since) if place in free and since != AWAY else []
                since = AWAY
            if None in extra and "cents" in asks:
                continue
            there = (arc.head, now, since)
            if there in seen:
                continue
            steps = [step, *(_Charge(cents=cents) for cents in extra)]
            seen.add(there)
            path.extend(steps)
            go_on(*there)
            del path[-len(steps) :]
            seen.remove(there)

    go_on(*start)
    return best[0] if best else None


def _set_down(node: str, step: Any) -> int:
    """Return the minutes of a dwell that begins: none, or not charged at all from ship to ship."""
    return AWAY if step.side in WATER and node.split("|")[2] in WATER else 0


@dataclass(frozen=True)
class _Charge:
    """The arc of a charge, as far as vectors and limits look at it."""

    cents: int | None
    minutes: int = 0
    grams: int = 0
    metres: int = 0
    lifts: int = 0


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
