"""A question about a network as integer arrays: `compile_problem`.

The expanded graph of a network is turned into arrays once (`ArcTable`); a question then is a mask of the
arcs that it may use, a weight per arc, and limits. Bans only ever remove arcs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.network import Network
from networks.waters import territorial_waters
from routing.errors import QuestionError
from routing.expansion import Arc, Expansion, expand
from routing.query import GeneralisedCost, Objective, Question
from routing.scaling import exact, load_of
from routing.terminals import Condition

Ints = NDArray[np.int64]
CRITERION_COLUMN = {"time": "minutes", "cost": "cents", "co2e": "grams", "distance": "metres"}
LIMITS = (  # constraint, column, units of the column per unit of the constraint
    ("max_days", "minutes", 1440),
    ("max_usd", "cents", 100),
    ("max_kg_co2e", "grams", 1000),
    ("max_km", "metres", 1000),
    ("max_transshipments", "lifts", 1),
)
INT64_MAX = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Limit:
    """An upper limit on a column: the constraint that states it, and the bound in the column's unit."""

    constraint: str
    column: str
    bound: int


@dataclass(frozen=True, eq=False)
class Graph:
    """Nodes and arcs as the kernels read them.

    Attributes
    ----------
    tail, head : int64, shape (n_arcs,)
        Ends of each arc, 0 to n_nodes - 1; parallel arcs and loops allowed.
    n_nodes
        Number of nodes.
    """

    tail: Ints
    head: Ints
    n_nodes: int

    @cached_property
    def tails(self) -> list[int]:
        return list(self.tail.tolist())

    @cached_property
    def heads(self) -> list[int]:
        return list(self.head.tolist())

    @cached_property
    def leaving(self) -> list[list[int]]:
        return _grouped(self.tails, self.n_nodes)

    @cached_property
    def entering(self) -> list[list[int]]:
        return _grouped(self.heads, self.n_nodes)


@dataclass(frozen=True, eq=False)
class ArcTable:
    """The arcs of an expansion as arrays; row i is arc i.

    Attributes
    ----------
    columns : int64, shape (n_arcs,)
        ``minutes``, ``cents``, ``grams``, ``metres``, ``lifts``; 0 where missing, see `missing`.
    missing : bool, shape (n_arcs,)
        Per column, where the network has no figure.
    """

    expansion: Expansion
    graph: Graph
    node: Mapping[str, int]
    columns: Mapping[str, Ints]
    missing: Mapping[str, NDArray[np.bool_]]
    territories: NDArray[np.bool_]
    in_transit: NDArray[np.bool_]
    territory_codes: tuple[str, ...]
    condition: Ints
    conditions: tuple[Condition | None, ...]
    arcs_of: Mapping[str, Mapping[str, Ints]]
    _weights: dict[Any, tuple[list[int], int]] = field(default_factory=dict)

    def packed_weights(self, minimise: Objective) -> tuple[list[int], int]:
        """Return per arc the vector (objective, missing, ..., 1) as one integer, and the shift of the objective."""
        if minimise not in self._weights:
            self._weights[minimise] = pack(vector_columns(self.columns, self.missing, minimise))
        return self._weights[minimise]


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
    packed, shift
        The vector of each arc as one integer; the objective is ``packed >> shift``.
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
    packed: list[int]
    shift: int
    limits: tuple[Limit, ...]
    row: Ints
    source: int
    target: int
    scale: int
    excluded: tuple[str, ...]

    @cached_property
    def mask(self) -> bytes:
        """Return `usable` as bytes, which the interpreted kernels index fastest."""
        return self.usable.astype(np.uint8).tobytes()

    def arc(self, number: int) -> Arc:
        """Return what happens on an arc."""
        return self.table.expansion.arcs[int(self.row[number])]


def compile_problem(network: Network, question: Question) -> Problem:
    """Return the integer arrays of a question.

    Raises
    ------
    UnknownNameError
        A place, link or service that the network does not have; the nearest names are given.
    QuestionError
        Constraints that contradict the shipment.
    """
    check_names(network, question)
    shipment, constraints = question.shipment, question.constraints
    table = arc_table(expand(network, load_of(network, shipment), shipment.scope))
    usable = _conditions_hold(table, network, question) & ~_banned(table, question)
    excluded = []
    if constraints.waters == "12nm" and constraints.banned_territories:
        near, unknown = _waters(table, network, constraints.banned_territories)
        excluded += [f"{len(unknown)} links at sea without way-points ({', '.join(unknown[:5])})"] if unknown else []
        usable &= ~near
    out_of_season = _out_of_season(network, question)
    for service, months in out_of_season:
        usable[table.arcs_of["element"].get(service, np.empty(0, dtype=np.int64))] = False
        excluded.append(f"{service}, which departs in the months {months} only" + _unless_ready(question))
    limits = limits_of(question)
    for column in needed_columns(question.minimise, limits):
        lacking = usable & table.missing[column]
        if lacking.any():
            excluded.append(_told(table, column, np.flatnonzero(lacking)))
            usable &= ~lacking
    packed, shift = table.packed_weights(question.minimise)
    vector = tuple(vector_columns(table.columns, table.missing, question.minimise))
    problem = Problem(
        question, table, table.graph, usable, table.columns, vector, packed, shift, limits,
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


def objective_terms(minimise: Objective) -> dict[str, Fraction]:
    """Return the objective as a sum: column -> exact factor.

    Examples
    --------
    >>> objective_terms("time")
    {'minutes': Fraction(1, 1)}
    """
    if not isinstance(minimise, GeneralisedCost):
        return {CRITERION_COLUMN[minimise]: Fraction(1)}
    terms = {
        "cents": Fraction(1),
        "minutes": exact(float(minimise.usd_per_day)) * 100 / 1440,
        "grams": exact(float(minimise.usd_per_tonne_co2e)) * 100 / 1_000_000,
    }
    return {column: factor for column, factor in terms.items() if factor}


def objective_scale(minimise: Objective) -> int:
    """Return the common denominator of the objective's factors: weights are the objective times this."""
    scale = 1
    for factor in objective_terms(minimise).values():
        scale = math.lcm(scale, factor.denominator)
    return scale


def vector_columns(
    columns: Mapping[str, Ints], missing: Mapping[str, NDArray[np.bool_]], minimise: Objective
) -> list[Ints]:
    """Return the criteria in the order in which routes are compared, one array each."""
    size = len(columns["lifts"])
    scale = objective_scale(minimise)
    terms = {column: int(factor * scale) for column, factor in objective_terms(minimise).items()}
    total = sum(int(columns[column].sum(dtype=object) or 0) * multiplier for column, multiplier in terms.items())
    if max(total, *terms.values()) > INT64_MAX:
        what = f"the sum of {' and '.join(terms)}, in parts of 1/{scale},"
        raise QuestionError([f"{what} exceeds 64-bit integers; use coarser prices"])
    objective = np.zeros(size, dtype=np.int64)
    for column, multiplier in terms.items():
        objective += columns[column] * multiplier
    others = [name for name in ("minutes", "cents") if CRITERION_COLUMN.get(str(minimise)) != name]
    others += ["grams"] if minimise != "co2e" else []
    lacking = np.sum([missing[name] for name in others], axis=0).astype(np.int64)
    lacking_first = [lacking] if lacking.any() else []
    return [objective, *lacking_first, *(columns[name] for name in others), np.ones(size, dtype=np.int64)]


def pack(vector: list[Ints]) -> tuple[list[int], int]:
    """Return the rows of a vector as single integers in lexicographic order, and the shift of the first entry.

    Each later entry gets as many bits as the sum of all its values needs, so no path can carry into the
    entry before it.
    """
    packed = vector[0].tolist()
    shift = 0
    for column in vector[1:]:
        values = column.tolist()
        bits = max(1, sum(values).bit_length())
        packed = [(left << bits) | right for left, right in zip(packed, values, strict=True)]
        shift += bits
    return packed, shift


def arc_table(expansion: Expansion) -> ArcTable:
    """Return the arrays of an expansion, built once and kept with it."""
    kept = vars(expansion)
    if "_table" not in kept:
        kept["_table"] = _arc_table(expansion)
    found: ArcTable = kept["_table"]
    return found


def _arc_table(expansion: Expansion) -> ArcTable:
    arcs = expansion.arcs
    names = sorted({arc.tail for arc in arcs} | {arc.head for arc in arcs})
    node = {name: number for number, name in enumerate(names)}
    graph = Graph(
        np.array([node[arc.tail] for arc in arcs], dtype=np.int64),
        np.array([node[arc.head] for arc in arcs], dtype=np.int64),
        len(names),
    )
    columns, missing = {}, {}
    for name in ("minutes", "cents", "grams", "metres", "lifts"):
        values = [getattr(arc.step, name) for arc in arcs]
        if sum(value or 0 for value in values) > INT64_MAX // 4:
            raise QuestionError([f"the sum of all {name} of the network exceeds 64-bit integers"])
        missing[name] = np.array([value is None for value in values], dtype=np.bool_)
        columns[name] = np.array([value or 0 for value in values], dtype=np.int64)
        columns[name].setflags(write=False)
    codes = tuple(sorted(set().union(*(arc.step.territories for arc in arcs))))
    territories = np.zeros((len(arcs), len(codes)), dtype=np.bool_)
    in_transit = np.zeros_like(territories)
    position = {code: number for number, code in enumerate(codes)}
    for number, arc in enumerate(arcs):
        territories[number, [position[code] for code in arc.step.territories]] = True
        in_transit[number, [position[code] for code in arc.step.in_transit]] = True
    conditions = tuple(dict.fromkeys([None, *(arc.when for arc in arcs)]))
    index = {condition: number for number, condition in enumerate(conditions)}
    return ArcTable(
        expansion, graph, node, columns, missing, territories, in_transit, codes,
        np.array([index[arc.when] for arc in arcs], dtype=np.int64), conditions,
        {
            "place": _arcs_by(arcs, lambda arc: arc.step.places),
            "link": _arcs_by(arcs, lambda arc: arc.step.links),
            "element": _arcs_by(arcs, lambda arc: (arc.step.element,)),
            "mode": _arcs_by(arcs, lambda arc: (arc.step.mode,) if arc.step.mode else ()),
        },
    )  # fmt: skip


def _arcs_by(arcs: tuple[Arc, ...], names: Callable[[Arc], tuple[str, ...]]) -> dict[str, Ints]:
    grouped: dict[str, list[int]] = {}
    for number, arc in enumerate(arcs):
        for name in names(arc):
            grouped.setdefault(name, []).append(number)
    return {name: np.array(numbers, dtype=np.int64) for name, numbers in grouped.items()}


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
    removed += [("mode", frozenset(mode for mode in table.arcs_of["mode"] if not constraints.allows_mode(mode)))]
    for kind, names in removed:
        for name in names:
            if name in table.arcs_of[kind]:
                banned[table.arcs_of[kind][name]] = True
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
    found = [territorial_waters(network, code) for code in sorted(codes)]
    unknown = sorted(frozenset().union(*(waters.unknown for waters in found)))
    near = np.zeros(len(table.condition), dtype=np.bool_)
    for link in frozenset(unknown).union(*(waters.within for waters in found)):
        near[table.arcs_of["link"].get(link, np.empty(0, dtype=np.int64))] = True
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
    touching = set().union(*(problem.table.arcs_of["place"].get(place, np.empty(0, int)).tolist() for place in via))
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
    packed, shift = pack(list(vector))  # an arc may be run once in each layer, so the sums may be larger
    return Problem(
        problem.question, problem.table, graph, np.tile(problem.usable, layers),
        {name: np.tile(cells, layers) for name, cells in problem.columns.items()}, vector, packed, shift,
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


def _grouped(nodes: list[int], n_nodes: int) -> list[list[int]]:
    grouped: list[list[int]] = [[] for _ in range(n_nodes)]
    for arc, node in enumerate(nodes):
        grouped[node].append(arc)
    return grouped
