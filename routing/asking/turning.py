"""Where the answer turns as one figure goes from its value of today to an end of its range, exactly.

Let s go from 0 (today) to 1 (the end), in equal steps of what the figure comes to (of a speed: of hours per km). The
value of a route and what it has of a limited sum are straight lines in s. The route R that is the best at s stays so
until another lawful one crosses its line, or R itself breaks a limit.

Of a fixed set of routes the first to cross is found by Newton's iteration (Dinkelbach 1967): each step asks for the
best of the set at the last crossing. Without limits on what the figure moves that is all. With them the lawful routes
become fewer along the way, or more, so those of an interval are all among the lawful ones of its beginning, or of its
end: that set is asked. Where nothing of it crosses R stays the best; where a route crosses that is not lawful there, it
is lawful before, or after, a point that its own sum tells, and what lies on both sides of that is asked by itself.

Sums are rounded once per arc, as in every network; a crossing is off by what that makes, thousandths of a minute or a
cent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from networks.model.figure import FigureKey
from routing.answers.route import Route
from routing.asking.explain_search import searched
from routing.asking.moved_figures import Cells, MovedFigures, at_share
from routing.compiling.vector import Ints
from routing.search.budget import Budget
from routing.solving.agreement import route_of

ONE = Fraction(1)
MOST = 100  # turns: where rounding makes routes flicker, no more are told


class Found(NamedTuple):
    """A route as rows of the problem's arrays, and its value and limited sums today and at the end."""

    arcs: tuple[int, ...]
    value: tuple[int, int]
    sums: tuple[tuple[int, int], ...]

    def worth(self, share: Fraction) -> Fraction:
        """Return the value so far on the way."""
        return self.value[0] + share * (self.value[1] - self.value[0])


class Turned(NamedTuple):
    """Where the answer turns, to which route, and from where on that is surely so."""

    at: Fraction
    other: Found | None
    since: Fraction


class Turning:
    """A question on the way of one figure from today to an end of its range."""

    def __init__(self, figures: MovedFigures, key: FigureKey, end: float, budget: Budget) -> None:
        self.figures, self.key, self.end, self.budget = figures, key, end, budget
        self.problem, self.figure = figures.problem, figures.figure(key)
        self.solved = 0
        self._cells: dict[Fraction, Cells] = {}
        self.last = figures.moved(self.cells(ONE))

    def cells(self, share: Fraction) -> Cells:
        """Return the columns so far on the way."""
        if share not in self._cells:
            self._cells[share] = self.figures.cells(self.key, self.value_at(share))
        return self._cells[share]

    def value_at(self, share: Fraction) -> float:
        """Return the value of the figure so far on the way; at its end the end."""
        return self.end if share == 1 else at_share(self.figure, self.end, share)

    def best(self, share: Fraction, lawful: Fraction | None = None) -> Found | None:
        """Return the best route so far on the way, of those that keep the limits there, or at `lawful`."""
        limited = None if lawful is None or lawful == share else self.cells(lawful)
        self.solved += 1
        found = searched(self.figures.moved(self.cells(share), limited), self.budget)
        return self.found(found.arcs) if found.vector else None

    def found(self, arcs: Sequence[int]) -> Found:
        """Return a route with its lines."""
        rows = list(arcs)
        columns = [limit.column for limit in self.problem.limits]
        return Found(
            tuple(rows),
            (_sum(self.problem.vector[0], rows), _sum(self.last.vector[0], rows)),
            tuple((_sum(self.problem.columns[name], rows), _sum(self.last.columns[name], rows)) for name in columns),
        )

    def route(self, found: Found) -> Route:
        """Return a route as it is today."""
        return route_of(self.problem, found.arcs)

    def turns(self, first: Found) -> Iterator[tuple[Fraction, Found | None]]:
        """Yield one after another where the answer turns, and to which route; None where none is lawful any more."""
        now, since = first, Fraction(0)
        for _ in range(MOST):
            found = self._next(now, since)
            if found is None:
                return
            at, other, since = found
            yield at, other
            if other is None:
                return
            now = other

    def _next(self, now: Found, since: Fraction) -> Turned | None:
        if not self._grows:
            crossed = self._first_of_more(now, since, ONE)
            return None if crossed is None else Turned(*crossed, crossed[0])
        leaves = self._leaves(now)
        crossed = self._first_of_fewer(now, since, min(leaves, ONE))
        if crossed is not None:
            return Turned(*crossed, crossed[0])
        if leaves > ONE:
            return None
        beyond = min(self._surely(now), ONE)
        return Turned(leaves, self.best(beyond), beyond)

    @cached_property
    def _grows(self) -> bool:
        """Tell whether limited sums grow on the way."""
        today, ends = self.problem.table.columns, self.cells(ONE)
        limited = [limit.column for limit in self.problem.limits if limit.column in ends]
        return any((ends[column] > today[column]).any() for column in limited)

    def _first_of_fewer(self, now: Found, since: Fraction, until: Fraction) -> tuple[Fraction, Found] | None:
        """Return the first crossing by a lawful route, where those that are lawful become fewer."""
        while since <= until:
            at, other = self._crossed(now, since, until, since)
            if other is None:
                return None
            if self._leaves(other) >= at:
                return at, other
            since = max(at, self._surely(other))
        return None

    def _first_of_more(self, now: Found, since: Fraction, until: Fraction) -> tuple[Fraction, Found] | None:
        """Return the first crossing by a lawful route, where those that are lawful become more, or stay the same."""
        at, other = self._crossed(now, since, until, until)
        if other is None:
            return None
        enters = self._enters(other)
        if enters <= at:
            return at, other
        before = self._surely(other)
        earlier = self._first_of_more(now, at, before) if at < before < until else None
        if earlier is not None:
            return earlier
        if enters > until:
            return None
        if other.worth(enters) < now.worth(enters):
            return enters, other
        return self._first_of_more(now, enters, until) if enters < until else None

    def _crossed(self, now: Found, since: Fraction, until: Fraction, lawful: Fraction) -> tuple[Fraction, Found | None]:
        """Return the first crossing by any of the routes that are lawful at one point, and the best beyond it."""
        if lawful != since and self.problem.limits:
            first = self.best(since, lawful)
            if first is not None and first.worth(since) < now.worth(since):
                return since, first
        at, other = until, None
        while (best := self.best(at, lawful)) is not None and best.worth(at) < now.worth(at):
            at, other = max(_crossing(now, best), since), best
            if at == since:
                break
        return at, other

    def _leaves(self, found: Found) -> Fraction:
        """Return until where a route keeps the limits; beyond 1 if it keeps them all the way."""
        return min((at for at, _ in self._met(found, grows=True)), default=Fraction(2))

    def _enters(self, found: Found) -> Fraction:
        """Return from where on a route keeps the limits."""
        return max((at for at, _ in self._met(found, grows=False)), default=Fraction(0))

    def _surely(self, found: Found) -> Fraction:
        """Return where a route surely breaks a limit that it leaves, or has not entered: rounding cannot save it."""
        if self._grows:
            return min(self._met(found, grows=True))[1]
        return max(self._met(found, grows=False))[1]

    def _met(self, found: Found, *, grows: bool) -> Iterator[tuple[Fraction, Fraction]]:
        """Yield where a route just meets each limit that it keeps on one side only, and where it surely breaks it."""
        for limit, (today, later) in zip(self.problem.limits, found.sums, strict=True):
            if (later > limit.bound and later > today) if grows else (today > limit.bound and today > later):
                by = Fraction(1, later - today)
                yield (limit.bound - today) * by, (limit.bound - today + 1 + len(found.arcs)) * by


def _crossing(now: Found, other: Found) -> Fraction:
    """Return where another route, which is better further on, becomes as good; 0 if it is so from today on."""
    today, later = other.value[0] - now.value[0], now.value[1] - other.value[1]
    return Fraction(today, today + later) if today > 0 else Fraction(0)


def _sum(cells: Ints, rows: list[int]) -> int:
    return int(cells[np.array(rows, dtype=np.int64)].sum())
