"""How often each arc of an expanded graph uses what has a capacity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.elements import Link
from networks.model.keys import split_border, split_leg
from networks.network import Network
from routing.assigning.capacities import Row
from routing.compiling import vertices
from routing.compiling.arc_table import ArcTable
from routing.steps.held import Counted, times_used

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Incidence(NamedTuple):
    """Entries of arcs in rows, by arc: arc, row, and how often.

    Attributes
    ----------
    first : int64, shape (n_arcs + 1,)
        Where the entries of each arc begin.
    arcs, rows, times : int64
        Of each entry.
    """

    first: Ints
    arcs: Ints
    rows: Ints
    times: Ints

    def of_path(self, arcs: Iterable[int]) -> dict[int, int]:
        """Return how often a path uses each row."""
        found: dict[int, int] = {}
        first, rows, times = self.first, self.rows, self.times
        for arc in arcs:
            for entry in range(first[arc], first[arc + 1]):
                row = int(rows[entry])
                found[row] = found.get(row, 0) + int(times[entry])
        return found

    def prices(self, price: Floats) -> Floats:
        """Return what the rows charge on each arc for a unit."""
        size = len(self.first) - 1
        return np.bincount(self.arcs, self.times * price[self.rows], size).astype(np.float64, copy=False)


def incidence(network: Network, table: ArcTable, rows: Sequence[Row]) -> Incidence:
    """Return how often the arcs of a table use each row."""
    entries = [
        (arc, number, times)
        for number, row in enumerate(rows)
        for arc, times in _times(network, table, row.counted).items()
    ]
    entries.sort()
    arcs, numbers, times = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    first = np.searchsorted(arcs, np.arange(table.n_arcs + 1))
    return Incidence(first.astype(np.int64), arcs, numbers, times)


def _times(network: Network, table: ArcTable, counted: Counted) -> dict[int, int]:
    """Return the arcs that use what is counted, with how often; looked for once."""

    def work() -> dict[int, int]:
        arcs, found = table.expansion.arcs, {}
        door = vertices.from_door(counted.element) if counted.kind == "place" else ""
        for number in _candidates(network, table, counted):
            arc = arcs[number]
            times = times_used(network, counted, arc.step, starts=arc.tail == door)
            if times:
                found[number] = times
        return found

    return table.worked_out((_times, counted), work)


def _candidates(network: Network, table: ArcTable, counted: Counted) -> list[int]:
    """Return the arcs among which are all that use what is counted."""
    kind, element, _ = counted
    if kind in ("place", "link"):
        return [int(number) for number in table.arcs_of(kind).get(element, ())]
    if kind == "border":
        of_link = table.arcs_of("link")
        crossing = (link for link in network.links.values() if _lies_in(network, link, element))
        return sorted({int(number) for link in crossing for number in of_link.get(link.id, ())})
    if kind == "leg":
        leg = split_leg(element)
        element = element if leg is None else leg[0]
    return [int(number) for number in table.arcs_of("element").get(element, ())]


def _lies_in(network: Network, link: Link, border: str) -> bool:
    """Tell whether a link lies in both territories of a border."""
    pair = split_border(border)
    ends = {network.places[place].country for place in (link.tail, link.head)}
    return pair is not None and {*pair[:2]} <= {*link.territories, *ends}
