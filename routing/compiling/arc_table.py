"""The expanded graph as integer arrays.

It depends on the expansion, not on the question; `problem.py` puts a question's mask and limits over it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from networks.model.closure import Closure, ids_of
from networks.model.gc_pause import collector_at_rest
from networks.network import Network
from routing.amounts.by_column import Column
from routing.amounts.load import Load
from routing.compiling.arcs import Test
from routing.compiling.expansion import Expansion, expand
from routing.compiling.grouped import Grouped
from routing.compiling.marks import Marks
from routing.compiling.numbers import Numbers
from routing.compiling.one_by_one import DURING, TIMED
from routing.compiling.vector import INT64_MAX, vector_columns
from routing.compiling.weights import Weights, weights_of
from routing.question.measures import COLUMNS
from routing.question.objectives import Objective
from routing.question.shipment import Scope
from routing.search.checks import exact_sum
from routing.search.graph import Graph, pack
from routing.steps.kinds import BOARD, PASS

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Kept = TypeVar("Kept")

NO_ARCS = np.empty(0, dtype=np.int64)
MOST = INT64_MAX // 4  # sum of a column over all arcs; engines add two of them


@dataclass(frozen=True, eq=False)
class ArcTable:
    """The arcs of an expansion as arrays; row i is arc i.

    Attributes
    ----------
    columns : int64, shape (n_arcs,)
        ``milliminutes``, ``millicents``, ``milligrams``, ``millimetres``, ``lifts``; 0 where `missing` or `uncounted`.
    missing : bool, shape (n_arcs,)
        Per column, where the network has no figure.
    uncounted : bool, shape (n_arcs,)
        Per column that has such arcs, where an amount is so large that 64-bit integers do not hold the sum of all.
    marks
        Which territories the arcs touch.
    conditions
        The arcs that depend on a test of the two ends of a question, by the name that it asks for.
    """

    expansion: Expansion
    graph: Graph
    node: Mapping[str, int]
    columns: Mapping[str, Ints]
    missing: Mapping[str, Bools]
    uncounted: Mapping[str, Bools]
    marks: Marks
    conditions: Mapping[Test, Grouped]
    _arcs_of: dict[str, Grouped] = field(default_factory=dict)
    _vectors: dict[Any, tuple[Ints, ...]] = field(default_factory=dict)
    _weights: dict[Any, Weights] = field(default_factory=dict)
    _packed: dict[Any, tuple[list[int], int]] = field(default_factory=dict)
    _known: dict[Any, Any] = field(default_factory=dict)

    @property
    def n_arcs(self) -> int:
        """Return the number of arcs."""
        return len(self.expansion.arcs)

    @cached_property
    def end_dwells(self) -> bytes:
        """Return for each arc whether it ends a dwell that is charged."""
        ends, of_kind = np.zeros(self.n_arcs, dtype=np.bool_), self.arcs_of("kind")
        for kind in (BOARD, PASS):
            ends[of_kind.get(kind, NO_ARCS)] = True
        return ends.tobytes()

    @cached_property
    def on_clock(self) -> tuple[int, ...]:
        """Return the arcs that board by a timetable or begin a dwell that is charged."""
        return tuple(self.arcs_of("moment").get(TIMED, NO_ARCS).tolist())

    @cached_property
    def delayed(self) -> tuple[int, ...]:
        """Return the arcs that are there while some delays are in force."""
        return tuple(self.arcs_of("moment").get(DURING, NO_ARCS).tolist())

    def arcs_of(self, kind: str) -> Grouped:
        """Return the arcs of each ``place``, ``link``, ``element``, ``mode`` or ``kind`` of steps, or ``moment``.

        They are grouped when first asked for.
        """
        if kind not in self._arcs_of:
            self._arcs_of[kind] = self.expansion.arcs.grouped(kind)
        return self._arcs_of[kind]

    def elements_of(self, arcs: Bools) -> list[str]:
        """Return the elements of some arcs, each once, sorted."""
        return self.arcs_of("element").names_of(arcs)

    def vector(self, minimise: Objective) -> tuple[Ints, ...]:
        """Return the criteria in the order in which routes are compared, one array each; always the same arrays."""
        if minimise not in self._vectors:
            weights = self.weights(minimise).of
            self._vectors[minimise] = tuple(vector_columns(self.columns, self.missing, minimise, weights))
        return self._vectors[minimise]

    def weights(self, minimise: Objective) -> Weights:
        """Return what a unit of each column weighs in the objective."""
        if minimise not in self._weights:
            self._weights[minimise] = weights_of(minimise, self.sums())
        return self._weights[minimise]

    def worked_out(self, key: Any, work: Callable[[], Kept]) -> Kept:
        """Return what is worked out of these arcs, once for the same key."""
        if key not in self._known:
            self._known[key] = work()
        found: Kept = self._known[key]
        return found

    def sums(self, arcs: Bools | None = None) -> dict[str, int]:
        """Return the sum of each column over some arcs, or all."""
        return {name: int(cells.sum() if arcs is None else cells[arcs].sum()) for name, cells in self.columns.items()}

    def is_own(self, vector: tuple[Ints, ...]) -> bool:
        """Tell whether a vector is one of those that this keeps."""
        return any(vector is kept for kept in self._vectors.values())

    def packed_weights(self, minimise: Objective) -> tuple[list[int], int]:
        """Return per arc the vector (objective, missing, ..., 1) as one integer, and the shift of the objective."""
        if minimise not in self._packed:
            self._packed[minimise] = pack(list(self.vector(minimise)))
        return self._packed[minimise]


def arc_table(
    network: Network,
    load: Load,
    scope: Scope,
    *,
    other_days: bool = False,
    on_clock: bool = False,
    delays: tuple[Closure, ...] = (),
) -> ArcTable:
    """Return the arrays of the expanded graph, built once for the same arguments and kept with the network.

    `other_days`: with the services that run on other days than the as-of date as well. `on_clock`, `delays`: as in
    `expand`.
    """

    def work() -> ArcTable:
        with collector_at_rest():  # a first question makes many objects, all of which stay
            return tabulated(expand(network, load, scope, other_days=other_days, on_clock=on_clock, delays=delays))

    return network.worked_out((ArcTable, load, scope, other_days, on_clock, ids_of(delays)), work)


def lend_arcs(table: ArcTable, network: Network, *, other_days: bool = False, delays: tuple[Closure, ...] = ()) -> None:
    """Let a network have the arrays of another one, from which it differs in closures alone: these make no arcs.

    `other_days`, `delays`: as they were made.
    """
    load, scope = table.expansion.load, table.expansion.scope
    expansion = replace(table.expansion, network=network)
    lent = replace(table, expansion=expansion, _known={})
    made = (load, scope, other_days, False, ids_of(delays))
    network.worked_out((Expansion, *made), lambda: expansion)
    network.worked_out((ArcTable, *made), lambda: lent)


def tabulated(expansion: Expansion) -> ArcTable:
    """Return the arrays of an expansion."""
    arcs = expansion.arcs
    known = {name: _column(arcs.amounts(name)) for name in COLUMNS}
    return ArcTable(
        expansion=expansion,
        graph=Graph(arcs.tail, arcs.head, len(arcs.names)),
        node=Numbers(arcs.names),
        columns={name: column for name, (column, _, _) in known.items()},
        missing={name: missing for name, (_, missing, _) in known.items()},
        uncounted={name: beyond for name, (_, _, beyond) in known.items() if beyond is not None},
        marks=Marks(*arcs.marks()),
        conditions=arcs.conditions(),
    )


def _column(found: Column) -> tuple[Ints, Bools, Bools | None]:
    """Return the amounts of steps, where they are missing, and where they are too large to be added up, if any is."""
    values, beyond = found.values, None
    if _sum(values) > MOST:
        known = sorted(values.tolist())
        limit = next(value for value, so_far in zip(known, accumulate(known), strict=True) if so_far > MOST)
        beyond = np.asarray(values >= limit, dtype=np.bool_)
        values = np.where(beyond, 0, values)
    column = values.astype(np.int64)
    column.setflags(write=False)
    return column, found.missing, beyond


def _sum(values: NDArray[Any]) -> int:
    """Return an exact sum."""
    return exact_sum(values) if values.dtype != object else sum(values.tolist())
