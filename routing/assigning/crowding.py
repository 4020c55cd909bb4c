"""Which waiting is counted, and what loads of what is waited at come to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from networks.errors import FreightError
from networks.network import Network
from routing.assigning.capacities import Row, id_of, kind_of
from routing.assigning.congestion_file import congestion_in
from routing.assigning.curves import Curve, curve_of
from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.question.congestion import Choice, Congestion, choice_problems
from routing.steps.held import counted_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


HALVINGS = 60  # after which a share is exact
ALONE = "congestion, or a user equilibrium"


class Crowd(NamedTuple):
    """What is waited at: rows that come behind those of the capacities.

    Attributes
    ----------
    choice
        Who chooses the routes.
    rows
        What is counted, without a limit.
    stated
        The congestion of each.
    curves
        What each costs by its load.
    first
        How many capacities there are.
    """

    choice: Choice
    rows: tuple[Row, ...]
    stated: tuple[Congestion, ...]
    curves: tuple[Curve, ...]
    first: int

    @property
    def is_alone(self) -> bool:
        """Tell whether each chooses for itself."""
        return self.choice == "user equilibrium"

    def held(self, capacity: Floats) -> Floats:
        """Return above which load each row has to be looked at; what costs nothing never."""
        free = [curve.begin[0] if curve.usd and curve.steep[-1] else np.inf for curve in self.curves]
        return np.append(capacity[: self.first], free)

    def paid(self, load: Floats) -> float:
        """Return what all pay for waiting."""
        return float(sum(curve.paid(use) for curve, use in self._at(load)))

    def bound(self, price: Floats, capacity: Floats) -> float:
        """Return what the rows earn at most at their prices, beyond what they cost."""
        first = self.first
        earned = sum(curve.conjugate(each) for curve, each in self._at(price))
        return float(price[:first] @ capacity[:first]) + float(earned)

    def own(self, load: Floats) -> Floats:
        """Return what the waiting of one unit costs its shipper."""
        return np.array([curve.usd * curve.hours_at(use) for curve, use in self._at(load)], dtype=np.float64)

    def least_between(self, one: Floats, other: Floats, usd: float) -> float:
        """Return which share of the way from some loads to others is best; all of it costs `usd` without waiting."""
        ways = [
            (curve, *pair) for (curve, *pair) in zip(self.curves, one[self.first :], other[self.first :], strict=True)
        ]

        def grows(share: float) -> float:
            total = usd
            for curve, begin, end in ways:
                less, more = curve.slopes(begin + share * (end - begin))
                total += (end - begin) * (more if end > begin else less)
            return total

        low, high = 0.0, 1.0
        if grows(high) <= 0:
            return high
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if grows(middle) > 0 else (middle, high)
        return low

    def _at(self, several: Floats) -> Iterator[tuple[Curve, float]]:
        return zip(self.curves, several[self.first :].tolist(), strict=True)


def crowd_of(network: Network, given: Any, choice: Any, rows: tuple[Row, ...], *, apart: bool) -> Crowd:
    """Return what is waited at, in an order of its own; `apart`: something is whole, or boxes come back.

    Raises
    ------
    QuestionError
        What is given is no congestion, of nothing that the network has, or twice of the same; all problems at once.
    """
    problems = choice_problems(choice)
    stated: dict[tuple[str, str, str], Congestion] = {}
    for one in _several(network, given, problems):
        try:
            element = id_of(network, one.element)
            if kind_of(network, element) != one.kind:
                raise QuestionError([f"{one.kind} {element}: {element} is a {kind_of(network, element)}"])
            if (one.kind, element, one.unit) in stated:
                raise QuestionError([f"{one.kind} {element} is told twice in {one.unit}"])
            stated[one.kind, element, one.unit] = replace(one, element=element)
        except FreightError as error:
            problems.append(f"congestion: {error}")
    if (stated or choice == "user equilibrium") and (apart or any(row.is_switched for row in rows)):
        problems.append(f"{ALONE}: expected without whole shipments, boxes that come back, least and fixed_usd")
    if problems:
        raise QuestionError(problems)
    found = {
        (counted, one.unit): one for one in stated.values() for counted in counted_of(network, one.kind, one.element)
    }
    ordered = sorted(found)
    return Crowd(
        choice,
        tuple(Row(counted, unit, np.inf) for counted, unit in ordered),
        tuple(found[key] for key in ordered),
        tuple(curve_of(found[key], choice) for key in ordered),
        len(rows),
    )


def _several(network: Network, given: Any, problems: list[str]) -> Iterator[Congestion]:
    if isinstance(given, str | os.PathLike):
        yield from congestion_in(network, Path(given), problems)
        return
    several = () if given is None else (given,) if isinstance(given, Congestion) else given
    if not isinstance(several, Iterable):
        problems.append(
            f"congestion={shortened(given)}: expected several routing.Congestion, or the path of a CSV file"
        )
        return
    for one in several:
        if isinstance(one, Congestion):
            yield one
        else:
            problems.append(f"congestion: {shortened(one)}: expected a routing.Congestion")
