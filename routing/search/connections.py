"""A timetable made ready for a scan: checked, in order of departure, its seats numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.errors import QuestionError
from routing.kernels.lists.connection_scan import Connections
from routing.search.checks import INT64_MAX, WHOLE, exact_sum, integers

Ints = NDArray[np.int64]
COLUMNS = ("departure", "arrival", "tail", "head", "trip")


@dataclass(frozen=True, eq=False)
class Ordered:
    """Connections in order of departure, and within an instant of their tails.

    Attributes
    ----------
    order : int64, shape (n_rows,)
        Rows of the timetable as it was given.
    cells : int64, shape (n_rows, 6)
        Departure, arrival, tail, head, seat to be in, seat reached.
    instants : int64, shape (n_rows,)
        Where the connections of one departure begin and some of them take no time: where they end; elsewhere 0.
    n_seats
        Number of seats.
    """

    order: Ints
    cells: Ints
    instants: Ints
    n_seats: int

    @cached_property
    def lists(self) -> Connections:
        """Return the connections as lists, for who looks at them one by one in the interpreter."""
        departure, arrival, tail, head, boards, leaves = self.cells.T.tolist()
        return Connections(departure, arrival, tail, head, boards, leaves, self.instants.tolist())


def checked(columns: dict[str, ArrayLike], min_change: ArrayLike, n_nodes: int | None) -> tuple[dict[str, Ints], Ints]:
    """Return the columns of a timetable as int64, and the least time of a change at each node.

    Raises
    ------
    QuestionError
        Arrays that are no timetable: all that is wrong with them.
    """
    problems: list[str] = []
    cells = {name: integers(name, values, problems) for name, values in columns.items()}
    sizes = {name: len(values) for name, values in cells.items() if values is not None}
    if len(set(sizes.values())) > 1:
        problems.append(f"expected arrays of one length, found {sizes}")
    if n_nodes is not None and (isinstance(n_nodes, bool) or not isinstance(n_nodes, WHOLE) or n_nodes < 1):
        problems.append(f"n_nodes={n_nodes!r}: expected a whole number from 1")
    if problems:
        raise QuestionError(problems)
    found = {name: values for name, values in cells.items() if values is not None}
    nodes = max([int(found[end].max(initial=0)) for end in ("tail", "head")]) + 1
    changes = _changes(min_change, nodes if n_nodes is None else int(n_nodes), problems, grows=n_nodes is None)
    problems += _row_problems(found, len(changes))
    if problems:
        raise QuestionError(problems)
    return found, changes


def _changes(min_change: ArrayLike, n_nodes: int, problems: list[str], *, grows: bool) -> Ints:
    """Return the least time of a change at each node; who states it for more nodes than rows name has that many."""
    if np.ndim(min_change) == 0:
        given = integers("min_change", np.atleast_1d(np.asarray(min_change)), problems)
        found = np.full(n_nodes, 0 if given is None else given[0], np.int64)
    else:
        listed = integers("min_change", min_change, problems)
        found = np.zeros(n_nodes, np.int64) if listed is None else listed
        if len(found) < n_nodes or (len(found) > n_nodes and not grows):
            problems.append(f"min_change: expected a number, or one for each of {n_nodes} nodes, found {len(found)}")
            found = np.zeros(n_nodes, np.int64)
    if found.size and found.min() < 0:
        problems.append(f"min_change: expected numbers from 0, found {found.min()}")
    return found


def _row_problems(found: dict[str, Ints], n_nodes: int) -> list[str]:
    """Return what is wrong with rows, the first of each kind."""
    problems = []
    for name in ("tail", "head"):
        nodes = found[name]
        if nodes.size and (nodes.min() < 0 or nodes.max() >= n_nodes):
            row = int(np.flatnonzero((nodes < 0) | (nodes >= n_nodes))[0])
            problems.append(f"{name}: expected nodes from 0 to {n_nodes - 1}, found {nodes[row]} in row {row}")
    for name in ("departure", "cost"):
        if name in found and found[name].size and found[name].min() < 0:
            row = int(np.argmin(found[name]))
            problems.append(f"{name}: expected numbers from 0, found {found[name][row]} in row {row}")
    early = found["arrival"] < found["departure"]
    if early.any():
        row = int(np.argmax(early))
        one, other = found["arrival"][row], found["departure"][row]
        problems.append(f"arrival {one} before departure {other} in row {row} ({int(early.sum())} such rows)")
    if "cost" in found and not problems and exact_sum(found["cost"]) > INT64_MAX:
        problems.append(f"cost: the sum {exact_sum(found['cost'])} exceeds 64-bit integers; use a coarser unit")
    return problems


def ordered(found: dict[str, Ints], n_nodes: int, arranged: Callable[[tuple[Ints, ...]], Ints]) -> Ordered:
    """Return connections in order; the order of the rows given tells only rows alike in all columns apart.

    Parameters
    ----------
    found
        Columns, checked.
    n_nodes
        Number of nodes.
    arranged
        Puts rows in order as `numpy.lexsort` does.
    """
    departure, arrival, tail, head, trip = (found[name] for name in COLUMNS)
    order = arranged((trip, arrival, head, tail, departure))
    cells = np.empty((len(order), 6), np.int64)
    for column, values in enumerate((departure, arrival, tail, head)):
        cells[:, column] = values[order]
    begin = _numbered(trip, n_nodes)[order] * n_nodes
    keys = np.concatenate((begin + cells[:, 2], begin + cells[:, 3]))
    by_seat = arranged((keys,))
    keys = keys[by_seat]
    seats = np.empty_like(by_seat)
    seats[by_seat[:1]], seats[by_seat[1:]] = 0, np.cumsum(keys[1:] != keys[:-1])
    cells[:, 4], cells[:, 5] = seats[: len(order)], seats[len(order) :]
    return Ordered(order, cells, _instants(cells), int(seats.max(initial=-1)) + 1)


def _numbered(trip: Ints, n_nodes: int) -> Ints:
    """Return trips by numbers from 0 of which each has room for all nodes; as they are where they have it."""
    least, most = int(trip.min(initial=0)), int(trip.max(initial=0))
    if (most - least + 1) * n_nodes <= INT64_MAX:
        return trip - least
    return np.unique(trip, return_inverse=True)[1].astype(np.int64)


def _instants(cells: Ints) -> Ints:
    """Return, where the connections of one departure begin and some of them take no time, where they end; else 0."""
    instants = np.zeros(len(cells), np.int64)
    timeless = np.flatnonzero(cells[:, 0] == cells[:, 1])
    if timeless.size:
        moments = np.unique(cells[timeless, 0])
        begins, ends = (np.searchsorted(cells[:, 0], moments, side) for side in ("left", "right"))
        instants[begins] = ends
    return instants
