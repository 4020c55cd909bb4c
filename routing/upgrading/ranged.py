"""What upgrades with ranges make of each arc: which figure it rests on, and what it weighs in each scenario.

Each arc has its hours from one figure. Where the row of an upgrade sets that figure and has a range, the arc weighs in
each scenario what the figure comes to there, reckoned and rounded as in a network with that figure. So networks are
read once, whatever the number of scenarios (`Variants` says which); a network with rows as they are at both corners
is read beside it, and every arc must be what was reckoned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.model.figure import Figure, FigureKey
from networks.network import Network
from routing.amounts.revalue import WAITS, revalue
from routing.amounts.units import KM
from routing.compiling.problem import Problem
from routing.errors import DisagreementError, QuestionError
from routing.search.bits import bits_of
from routing.search.upgrades.sets import UpgradeSets
from routing.steps.kinds import RIDE
from routing.upgrading.ranges import Scenarios, is_ranged
from routing.upgrading.readings import Key, Readings, element_of, with_rows
from routing.upgrading.variants import Variants

Ints = NDArray[np.int64]


class Row(NamedTuple):
    """A row with a range, by the number of its upgrade and its place in it."""

    bit: int
    place: int


class Moving(NamedTuple):
    """What an arc weighs where the figure of a row moves it; `millimetres` of the way, None where it has none."""

    row: Row
    quantity: str
    unit: str
    question: int
    millimetres: int | None


class Described(NamedTuple):
    """Parallel arcs: the least weight of those that do not move, None without one, and those that move."""

    still: int | None
    moving: frozenset[Moving]


@dataclass(eq=False)
class RangedReadings(Readings):
    """Readings whose weights are the numbers of descriptions, so that what moves is told apart from what does not.

    Attributes
    ----------
    scenarios
        What the figures are in each case.
    told
        The descriptions.
    """

    scenarios: Scenarios = field(kw_only=True)
    told: list[Described] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._number: dict[Described, int] = {}
        self._figures: dict[Moving, tuple[Figure, Network, Problem]] = {}
        self._worth: dict[Moving, Ints] = {}
        self._rows: dict[FigureKey, list[Row]] = {}
        for bit, upgrade in enumerate(self.upgrades):
            for place, change in enumerate(upgrade.changes):
                if change.table == "figures" and change.action == "set":
                    self._rows.setdefault((change.element, change.column), []).append(Row(bit, place))

    def described(
        self, problem: Problem, usable: NDArray[np.int64], keys: Sequence[Key], chosen: int
    ) -> dict[Key, int]:
        """Return the numbers of what parallel arcs weigh with a set, by their keys."""
        still: dict[Key, int] = {}
        moving: dict[Key, set[Moving]] = {}
        weights, rows = problem.vector[0][usable].tolist(), problem.row[usable]
        may = self._may_move(problem, chosen)[rows].tolist()
        for key, weight, row, may_move in zip(keys, weights, rows.tolist(), may, strict=True):
            if key[0] == key[1]:
                continue
            ranged = self._row_behind(problem, row, chosen) if may_move else None
            if ranged is None:
                still[key] = min(still.get(key, weight), weight)
            else:
                moving.setdefault(key, set()).add(self._moving(problem, ranged, row, weight))
        found: dict[Key, int] = {}
        for key in still.keys() | moving.keys():
            told = Described(still.get(key), frozenset(moving.get(key, ())))
            if told not in self._number:
                self._number[told] = len(self.told)
                self.told.append(told)
            found[key] = self._number[told]
        return found

    def _may_move(self, problem: Problem, chosen: int) -> NDArray[np.bool_]:
        """Return the arcs of the expansion that may rest on a row with a range of a set.

        Of what an arc is not of, such as the whole network, each may read; but nobody waits on a ride.
        """
        table = problem.table
        found = np.zeros(table.n_arcs, np.bool_)
        near = [table.arcs_of(kind) for kind in ("element", "link", "place")]
        for bit in bits_of(chosen):
            for change in filter(is_ranged, self.upgrades[bit].changes):
                name = element_of(change)
                arcs = [of[name] for of in near if name in of]
                for some in arcs:
                    found[some] = True
                if not arcs and change.column in WAITS:
                    rides = np.zeros(table.n_arcs, np.bool_)
                    rides[table.arcs_of("kind").get(RIDE, [])] = True
                    found |= ~rides
                elif not arcs:
                    found[:] = True
        return found

    def _row_behind(self, problem: Problem, arc: int, chosen: int) -> Row | None:
        key = problem.table.expansion.arcs[arc].step.time_figure
        return None if key is None else self._row_of(key, chosen)

    def _row_of(self, key: FigureKey, chosen: int) -> Row | None:
        """Return the row with a range that sets a figure in the network with a set: the last of them."""
        last = next((one for one in reversed(self._rows.get(key, ())) if chosen >> one.bit & 1), None)
        return last if last is not None and is_ranged(self.upgrades[last.bit].changes[last.place]) else None

    def _moving(self, problem: Problem, row: Row, arc: int, weight: int) -> Moving:
        expansion = problem.table.expansion
        step, network = expansion.arcs[arc].step, expansion.network
        assert step.time_figure is not None
        figure = network.figures[step.time_figure]
        number = self.questions.index(problem.question)
        one = Moving(row, figure.quantity, figure.unit, number, step.millimetres)
        self._figures.setdefault(one, (figure, network, problem))
        if self._amount(one, figure.value) != weight:
            named = f"upgrade {self.upgrades[row.bit].id}: {' '.join(step.time_figure)}"
            why = f"{step.kind} of {step.element} rests on more than it"
            raise QuestionError([f"{named}: expected no range, for it cannot be drawn ({why})"])
        return one

    def _amount(self, one: Moving, value: float) -> int:
        figure, network, problem = self._figures[one]
        km = None if one.millimetres is None else float(Fraction(one.millimetres, KM))
        return round(revalue(figure, value, problem.table.expansion.load, network, km, 0))

    def at(self, one: Moving, case: int) -> int:
        """Return what an arc weighs in a case."""
        change = self.upgrades[one.row.bit].changes[one.row.place]
        return self._amount(one, self.scenarios.value(one.row.bit, change, case))

    def weights(self, one: Moving) -> Ints:
        """Return what an arc weighs in each case."""
        if one not in self._worth:
            change = self.upgrades[one.row.bit].changes[one.row.place]
            values, place = np.unique(self.scenarios.values(one.row.bit, change), return_inverse=True)
            self._worth[one] = np.array([self._amount(one, value) for value in values.tolist()], np.int64)[place]
        return self._worth[one]

    def least(self, told: Described, case: int) -> int:
        """Return what parallel arcs weigh in a case: the least."""
        moving = [self.at(one, case) for one in told.moving]
        return min(moving if told.still is None else [told.still, *moving])


class RangedVariants(Variants):
    """Lanes whose arcs weigh something else in each scenario.

    Attributes
    ----------
    moving
        Per lane the arcs that move, and what moves them. The lane has what they weigh where all is likely.
    """

    def __init__(self, readings: RangedReadings, sets: UpgradeSets) -> None:
        self.ranged = readings
        self.moving: list[dict[int, Moving]] = [{} for _ in readings.questions]
        self._arcs_so_far = [0] * len(readings.questions)
        super().__init__(readings, sets)

    def _arcs(self, number: int, key: Key) -> Iterator[tuple[int, int, int]]:
        """Yield for each part of what arcs depend on those that are there with it, and with nothing else of it."""
        group = self._depends[number].get(key, 0)
        for part in self.parts(group):
            told = self.weight(number, key, part)
            if told is None:
                continue
            needs, bars = self.sets.completed(part), group & ~part
            still, moving = self.ranged.told[told]
            if still is not None:
                self._arcs_so_far[number] += 1
                yield still, needs, bars
            for one in sorted(moving, key=repr):
                self.moving[number][self._arcs_so_far[number]] = one
                self._arcs_so_far[number] += 1
                yield self.ranged.at(one, Scenarios.LIKELY), needs, bars

    def check(self) -> None:
        """Read the network with all that goes together at both corners, and hold every arc against it.

        Raises
        ------
        DisagreementError
            An arc weighs something else.
        """
        mask = self._all()
        for case in (Scenarios.BEST, Scenarios.WORST):
            network = with_rows(
                self.readings.network, [self.ranged.scenarios.upgrade(bit, case) for bit in bits_of(mask)], check=False
            )
            for number, weights in enumerate(self.readings.weights_in(network)):
                for key in weights.keys() | self.readings.met[number]:
                    told = self.weight(number, key, mask)
                    reckoned = None if told is None else self.ranged.least(self.ranged.told[told], case)
                    if reckoned != weights.get(key):
                        step = " to ".join(self.readings.vertex_name(number, end) for end in key)
                        raise DisagreementError(
                            f"{step} weighs {weights.get(key)} in the network and {reckoned} as reckoned. "
                            "This is a defect of landbridge; please report it with the question and the upgrades"
                        )
