"""Some of the arcs of a bundle, as a bundle: what is left where the others were told one by one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from networks.model.distinct import combined
from routing.amounts.by_column import Column
from routing.compiling.arcs import Arc, Test
from routing.compiling.bundle import Bundle, Ends, Ints, Named, Touched, in_use


class SomeRows(Bundle):
    """Some of the arcs of a bundle, by their rows."""

    def __init__(self, whole: Bundle, rows: Ints) -> None:
        self.whole, self.rows = whole, rows

    def __len__(self) -> int:
        return len(self.rows)

    def arc(self, row: int, tail: str, head: str) -> Arc:
        """Return an arc."""
        return self.whole.arc(int(self.rows[row]), tail, head)

    def rest_of_key(self, row: int) -> tuple[str, ...]:
        """Return the key of an arc without its two ends."""
        return self.whole.rest_of_key(int(self.rows[row]))

    def ends(self) -> Ends:
        """Return where the arcs lead."""
        names, tail, head = self.whole.ends()
        used = in_use(names, np.concatenate([tail[self.rows], head[self.rows]]))
        return Ends(used[0], used[1][: len(self)], used[1][len(self) :])

    def amounts(self, column: str) -> Column:
        """Return the amounts of a column of steps."""
        values, missing = self.whole.amounts(column)
        return Column(values[self.rows], missing[self.rows])

    def named(self, kind: str) -> Named:
        """Return which ``place``, ``link``, ``element``, ``mode``, ``kind`` or ``moment`` the arcs bear."""
        return self._named(self.whole.named(kind))

    def _named(self, named: Named) -> Named:
        row = self._row_of()[named.arc]
        names, name = in_use(named.names, named.name[row >= 0])
        return Named(names, row[row >= 0], name)

    def _row_of(self) -> Ints:
        """Return by which row each arc of the whole is known here; -1 of those that are not."""
        found = np.full(len(self.whole), -1)
        found[self.rows] = np.arange(len(self))
        return found

    def marks(self) -> tuple[list[Touched], Ints]:
        """Return the different sets of territories, and which of them each arc bears."""
        sets, of_arc = self.whole.marks()
        first, of_row = combined(of_arc[self.rows])
        return [sets[number] for number in of_arc[self.rows][first].tolist()], of_row

    def conditions(self) -> Iterator[tuple[Test, Named]]:
        """Yield each test that some arcs depend on, with these and the names that are asked for."""
        for test, named in self.whole.conditions():
            yield test, self._named(named)
