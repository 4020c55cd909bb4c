"""The expanded graph as integer arrays, and the vector by which routes are compared packed into one number per arc.

It depends on the expansion, not on the question; `problem.py` puts a question's mask and limits over it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from networks.model.gc_pause import collector_at_rest
from routing.amounts.rounding import exact
from routing.compiling.expansion import Arc, Expansion
from routing.compiling.terminals import Condition
from routing.errors import QuestionError
from routing.question.generalised_cost import GeneralisedCost
from routing.question.objectives import Objective
from routing.search.graph import Graph, pack

Ints = NDArray[np.int64]
CRITERION_COLUMN = {"time": "minutes", "cost": "cents", "co2e": "grams", "distance": "metres"}


INT64_MAX = 2**63 - 1


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
    _arcs_of: dict[str, Mapping[str, Ints]] = field(default_factory=dict)
    _vectors: dict[Any, tuple[Ints, ...]] = field(default_factory=dict)
    _weights: dict[Any, tuple[list[int], int]] = field(default_factory=dict)

    def arcs_of(self, kind: str) -> Mapping[str, Ints]:
        """Return the arcs of each ``place``, ``link``, ``element`` or ``mode``; grouped when first asked for."""
        if kind not in self._arcs_of:
            self._arcs_of[kind] = _arcs_by(self.expansion.arcs, _NAMES[kind])
        return self._arcs_of[kind]

    def vector(self, minimise: Objective) -> tuple[Ints, ...]:
        """Return the criteria in the order in which routes are compared, one array each; always the same arrays."""
        if minimise not in self._vectors:
            self._vectors[minimise] = tuple(vector_columns(self.columns, self.missing, minimise))
        return self._vectors[minimise]

    def packed_weights(self, minimise: Objective) -> tuple[list[int], int]:
        """Return per arc the vector (objective, missing, ..., 1) as one integer, and the shift of the objective."""
        if minimise not in self._weights:
            self._weights[minimise] = pack(list(self.vector(minimise)))
        return self._weights[minimise]


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


def arc_table(expansion: Expansion) -> ArcTable:
    """Return the arrays of an expansion, built once and kept with it."""
    kept = vars(expansion)
    if "_table" not in kept:
        with collector_at_rest():
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
    steps = [arc.step for arc in arcs]
    columns, missing = {}, {}
    for name in ("minutes", "cents", "grams", "metres", "lifts"):
        values = list(map(attrgetter(name), steps))
        known = [value or 0 for value in values]
        if sum(known) > INT64_MAX // 4:
            raise QuestionError([f"the sum of all {name} of the network exceeds 64-bit integers"])
        missing[name] = np.array([value is None for value in values], dtype=np.bool_)
        columns[name] = np.array(known, dtype=np.int64)
        columns[name].setflags(write=False)
    codes = tuple(sorted(set().union(*(step.territories for step in steps))))
    territories = _marked([step.territories for step in steps], codes)
    in_transit = _marked([step.in_transit for step in steps], codes)
    conditions = tuple(dict.fromkeys([None, *(arc.when for arc in arcs)]))
    index = {condition: number for number, condition in enumerate(conditions)}
    return ArcTable(
        expansion, graph, node, columns, missing, territories, in_transit, codes,
        np.array([index[arc.when] for arc in arcs], dtype=np.int64), conditions,
    )  # fmt: skip


def _marked(sets: Sequence[frozenset[str]], codes: Sequence[str]) -> NDArray[np.bool_]:
    """Return which of the codes each set holds, shape (n_sets, n_codes); few of the sets differ."""
    row = {held: number for number, held in enumerate(dict.fromkeys(sets))}
    marked = np.array([[code in held for code in codes] for held in row], dtype=np.bool_).reshape(len(row), len(codes))
    return marked[[row[held] for held in sets]]


_NAMES: Mapping[str, Callable[[Arc], tuple[str, ...]]] = {
    "place": lambda arc: arc.step.places,
    "link": lambda arc: arc.step.links,
    "element": lambda arc: (arc.step.element,),
    "mode": lambda arc: (arc.step.mode,) if arc.step.mode else (),
}


def _arcs_by(arcs: tuple[Arc, ...], names: Callable[[Arc], tuple[str, ...]]) -> dict[str, Ints]:
    grouped: dict[str, list[int]] = {}
    for number, arc in enumerate(arcs):
        for name in names(arc):
            grouped.setdefault(name, []).append(number)
    return {name: np.array(numbers, dtype=np.int64) for name, numbers in grouped.items()}
