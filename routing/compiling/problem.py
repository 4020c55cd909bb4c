"""A question about a network as integer arrays: `compile_problem`.

The expanded graph of a network is turned into arrays once (`ArcTable`); a question then is a mask of the
arcs that it may use, a weight per arc, and limits. Bans only ever remove arcs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from networks.model.gc_pause import collector_at_rest
from networks.model.network import Network
from routing.amounts.load import load_of
from routing.amounts.rounding import exact
from routing.compiling.arc_table import CRITERION_COLUMN, ArcTable, Ints, arc_table, objective_scale
from routing.compiling.expansion import Arc, expand
from routing.question.generalised_cost import GeneralisedCost
from routing.question.objectives import Objective
from routing.question.question import Question
from routing.search.graph import Graph, pack

LIMITS = (  # constraint, column, units of the column per unit of the constraint
    ("max_days", "minutes", 1440),
    ("max_usd", "cents", 100),
    ("max_kg_co2e", "grams", 1000),
    ("max_km", "metres", 1000),
    ("max_transshipments", "lifts", 1),
)

NO_ARCS = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Limit:
    """An upper limit on a column: the constraint that states it, and the bound in the column's unit."""

    constraint: str
    column: str
    bound: int


@dataclass(frozen=True, eq=False)
class Problem:
    """What a solver gets: a graph, a mask, weights and limits.

    Attributes
    ----------
    usable : bool, shape (n_arcs,)
        Arcs that the question may use.
    vector : tuple of int64 arrays, shape (n_arcs,)
        The criteria in the order in which routes are compared: objective, figures missing, the other of time
        and cost, CO2e, number of arcs.
    limits
        Those that the question states.
    row
        Number of the arc of the expansion behind each arc (they differ where vias make layers).
    scale
        Units of the objective per minute, cent, gram or metre (more than 1 for a generalised cost).
    excluded
        Why arcs were left out for lack of figures, with their number and an example.
    """

    question: Question
    table: ArcTable
    graph: Graph
    usable: NDArray[np.bool_]
    columns: Mapping[str, Ints]
    vector: tuple[Ints, ...]
    limits: tuple[Limit, ...]
    row: Ints
    source: int
    target: int
    scale: int
    excluded: tuple[str, ...]

    @cached_property
    def _packing(self) -> tuple[list[int], int]:
        if self.vector is self.table.vector(self.question.minimise):
            return self.table.packed_weights(self.question.minimise)
        return pack(list(self.vector))

    @property
    def packed(self) -> list[int]:
        """Return the vector of each arc as one integer, packed when it is first asked for."""
        return self._packing[0]

    @property
    def shift(self) -> int:
        """Return how many bits lie below the objective: it is ``packed >> shift``."""
        return self._packing[1]

    @cached_property
    def mask(self) -> bytes:
        """Return `usable` as bytes, which the interpreted kernels index fastest."""
        return self.usable.astype(np.uint8).tobytes()

    @property
    def unit(self) -> str:
        """Return the unit of the objective: of what is least, or a part of a cent of a generalised cost."""
        minimise = self.question.minimise
        if isinstance(minimise, GeneralisedCost):
            return f"cent/{self.scale}"
        return {"time": "min", "cost": "cent", "co2e": "g", "distance": "m"}[minimise]

    def arc(self, number: int) -> Arc:
        """Return what happens on an arc."""
        return self.table.expansion.arcs[int(self.row[number])]


def compile_problem(network: Network, question: Question, also: Iterable[str] = ()) -> Problem:
    """Return the integer arrays of a question; `also` names further columns that every arc of a route must have.

    Raises
    ------
    UnknownNameError
        A place, link or service that the network does not have; the nearest names are given.
    QuestionError
        Constraints that contradict the shipment.
    """
    check_names(network, question)
    shipment, constraints = question.shipment, question.constraints
    with collector_at_rest():  # a first question makes many objects, all of which stay
        table = arc_table(expand(network, load_of(network, shipment), shipment.scope))
    usable = _conditions_hold(table, network, question) & ~_banned(table, question)
    excluded = []
    if constraints.waters == "12nm" and constraints.banned_territories:
        near, unknown = _waters(table, network, constraints.banned_territories)
        excluded += [f"{len(unknown)} links at sea without way-points ({', '.join(unknown[:5])})"] if unknown else []
        usable &= ~near
    out_of_season = _out_of_season(network, question)
    for service, months in out_of_season:
        usable[table.arcs_of("element").get(service, NO_ARCS)] = False
        excluded.append(f"{service}, which departs in the months {months} only" + _unless_ready(question))
    limits = limits_of(question)
    for column in dict.fromkeys((*needed_columns(question.minimise, limits), *also)):
        lacking = usable & table.missing[column]
        if lacking.any():
            excluded.append(_told(table, column, np.flatnonzero(lacking)))
            usable &= ~lacking
    problem = Problem(
        question, table, table.graph, usable, table.columns, table.vector(question.minimise), limits,
        np.arange(len(usable)), _node(table, f"door>{shipment.origin}"), _node(table, f"{shipment.destination}>door"),
        objective_scale(question.minimise), tuple(excluded),
    )  # fmt: skip
    return _layered(problem, constraints.via) if constraints.via else problem


def check_names(network: Network, question: Question) -> None:
    """Raise UnknownNameError for a name that the network does not have, QuestionError for contradictions."""
    shipment, constraints = question.shipment, question.constraints
    for place in (shipment.origin, shipment.destination, *constraints.via):
        network.places[place]
    for place in sorted(constraints.avoid_places):  # what is withheld may be named, it is avoided anyway
        if place not in network.catalogue["places"]["id"]:
            network.places[place]
    for link in sorted(constraints.avoid_links):
        if link not in network.catalogue["links"]["id"]:
            network.links[link]
    for service in sorted(constraints.avoid_services):
        if service not in network.catalogue["services"]["id"]:
            network.services[service]


def needed_columns(minimise: Objective, limits: Iterable[Limit]) -> list[str]:
    """Return the columns that every arc of a route must have: the objective's and the limited ones."""
    if isinstance(minimise, GeneralisedCost):
        needed = ["cents"]
        needed += ["minutes"] if minimise.usd_per_day else []
        needed += ["grams"] if minimise.usd_per_tonne_co2e else []
    else:
        needed = [CRITERION_COLUMN[minimise]]
    needed += [limit.column for limit in limits if limit.column != "lifts"]
    return list(dict.fromkeys(needed))


def limits_of(question: Question) -> tuple[Limit, ...]:
    """Return the limits of a question as integers, rounded down; a deadline tightens ``max_days``.

    A total meets a limit if, as the number of days, USD, kg or km that a route shows, it is not above it: so
    ``max_days=route.days`` lets that route pass, although a minute is no finite decimal part of a day.
    """
    stated = {name: getattr(question.constraints, name) for name, _, _ in LIMITS}
    days = question.shipment.days_allowed
    if days is not None:
        stated["max_days"] = days if stated["max_days"] is None else min(days, stated["max_days"])
    found = []
    for name, column, units in LIMITS:
        if stated[name] is not None:
            limit = float(stated[name])
            bound = int(exact(limit) * units)
            found.append(Limit(name, column, bound + ((bound + 1) / units <= limit)))
    return tuple(found)


def _conditions_hold(table: ArcTable, network: Network, question: Question) -> NDArray[np.bool_]:
    shipment = question.shipment
    area_from = network.customs_area(network.places[shipment.origin].country)
    area_to = network.customs_area(network.places[shipment.destination].country)
    truth = {
        "origin": lambda name: name == shipment.origin,
        "destination": lambda name: name == shipment.destination,
        "from": lambda name: name == area_from,
        "not_from": lambda name: name != area_from,
        "to": lambda name: name == area_to,
        "not_to": lambda name: name != area_to,
    }
    holds = np.array([when is None or truth[when.test](when.name) for when in table.conditions], dtype=np.bool_)
    return np.asarray(holds[table.condition])


def _banned(table: ArcTable, question: Question) -> NDArray[np.bool_]:
    constraints = question.constraints
    banned = np.zeros(len(table.condition), dtype=np.bool_)
    codes = [number for number, code in enumerate(table.territory_codes) if code in constraints.banned_territories]
    if codes:
        touched = table.territories[:, codes]
        if constraints.tolerate_in_transit:
            touched = touched & ~table.in_transit[:, codes]
        banned |= touched.any(axis=1)
    removed = [("place", constraints.avoid_places), ("link", constraints.avoid_links)]
    removed += [("element", constraints.avoid_services | constraints.avoid_links)]
    removed += [("mode", frozenset(mode for mode in table.arcs_of("mode") if not constraints.allows_mode(mode)))]
    for kind, names in removed:
        for name in names:
            banned[table.arcs_of(kind).get(name, NO_ARCS)] = True
    return banned


def _out_of_season(network: Network, question: Question) -> list[tuple[str, str]]:
    """Return the seasonal services that do not depart in the month in which the goods are ready, with their months."""
    ready = question.shipment.ready
    return [
        (service, ", ".join(map(str, sorted(months))))
        for service, months in sorted(network.seasonal.items())
        if ready is None or ready.month not in months
    ]


def _unless_ready(question: Question) -> str:
    return "; say when the goods are `ready`" if question.shipment.ready is None else ""


def _waters(table: ArcTable, network: Network, codes: frozenset[str]) -> tuple[NDArray[np.bool_], list[str]]:
    """Return the arcs over links in the 12-mile waters of some territories or in unknown ones, and the latter."""
    from networks.geo.waters import territorial_waters

    found = [territorial_waters(network, code) for code in sorted(codes)]
    unknown = sorted(frozenset().union(*(waters.unknown for waters in found)))
    near = np.zeros(len(table.condition), dtype=np.bool_)
    for link in frozenset(unknown).union(*(waters.within for waters in found)):
        near[table.arcs_of("link").get(link, NO_ARCS)] = True
    return near, unknown


def _told(table: ArcTable, column: str, lacking: Ints) -> str:
    what = {"minutes": "a time", "cents": "a price", "grams": "an emission factor", "metres": "a length"}[column]
    examples = sorted({table.expansion.arcs[number].step.element for number in lacking.tolist()})
    return f"{len(lacking)} arcs without {what} (of {', '.join(examples[:5])}{' ...' if len(examples) > 5 else ''})"


def _node(table: ArcTable, key: str) -> int:
    return table.node.get(key, -1)


def _layered(problem: Problem, via: tuple[str, ...]) -> Problem:
    """Return the problem on one copy of the graph per via passed: layer k has the first k behind it.

    An arc leads to the layer of all the next vias that it touches in order; touching more is never worse. Border
    procedures pass nothing: they are charged before or after a ride, wherever on its way they are carried out.
    """
    layers = len(via) + 1
    size, n_nodes = len(problem.usable), problem.graph.n_nodes
    touching = set().union(*(problem.table.arcs_of("place").get(place, NO_ARCS).tolist() for place in via))
    layer = np.repeat(np.arange(layers), size)
    after = layer.copy()
    for number in sorted(touching):
        step = problem.table.expansion.arcs[number].step
        places = () if step.activity == "clearance" else step.places
        for before in range(layers - 1):
            after[before * size + number] = before + _passed(places, via[before:])
    graph = Graph(
        np.tile(problem.graph.tail, layers) + layer * n_nodes,
        np.tile(problem.graph.head, layers) + after * n_nodes,
        n_nodes * layers,
    )
    vector = tuple(np.tile(cells, layers) for cells in problem.vector)
    return Problem(
        problem.question, problem.table, graph, np.tile(problem.usable, layers),
        {name: np.tile(cells, layers) for name, cells in problem.columns.items()}, vector,
        problem.limits, np.tile(problem.row, layers), problem.source,
        -1 if problem.target < 0 else problem.target + (layers - 1) * n_nodes, problem.scale, problem.excluded,
    )  # fmt: skip


def _passed(places: tuple[str, ...], via: tuple[str, ...]) -> int:
    """Return how many of the next vias are touched, in their order."""
    count = 0
    for place in places:
        while count < len(via) and via[count] == place:
            count += 1
    return count
