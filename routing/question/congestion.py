"""`Congestion`: waiting that grows with the use of an element, and what it costs; `Choice`: who chooses the routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.question.capacity import HELD, Held, Unit
from routing.question.values import as_number, is_number

Choice = Literal["system optimum", "user equilibrium"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
WAITS = "((use per week, hours), ...) with two points or more, of which the first has 0 hours"
SLACK = 1e-9  # of a slope: what decimals lose


@dataclass(frozen=True, slots=True, order=True)
class Congestion:
    """How long a unit waits at an element, by how much of all shippers uses it in a week, and what an hour costs.

    The waiting is the same for every unit that uses the element, as often as it does; it comes on top of all times of
    the network. What counts as use stands in `Capacity`: a service has waiting on each of its legs by itself.

    Attributes
    ----------
    kind, element
        As of a `Capacity`.
    waits
        Points (use per week, hours of waiting), with straight lines between them. Up to the first point, whose hours
        are 0, nobody waits; beyond the last one it goes on as steeply. The lines may only become steeper, so that what
        the waiting costs is convex.
    usd_per_hour
        What an hour of waiting of one unit costs its shipper (USD per hour and TEU, or t), from 0. One price for all,
        for with a price of each shipper's own the least cost of all is no convex problem, and could not be proven.
    unit
        ``"TEU"``: containers alone use it and wait; ``"t"``: everything whose weight is known.

    Raises
    ------
    QuestionError
        Anything else; all problems at once.

    Examples
    --------
    >>> queue = Congestion("border", "KZ-UZ", [(300, 0), (500, 24), (600, 72)], usd_per_hour=2)
    >>> queue.hours_at(200), queue.hours_at(400), queue.hours_at(650)
    (0.0, 12.0, 96.0)
    >>> print(queue)
    border KZ-UZ: no waiting up to 300 TEU/week, 24 h at 500, 72 h at 600, at 2 USD per hour and TEU
    >>> Congestion("border", "KZ-UZ", [(300, 0), (500, 24), (600, 30)], usd_per_hour=-1)
    Traceback (most recent call last):
        ...
    routing.errors.QuestionError: waits of border KZ-UZ: from 500 to 600 a week 0.06 h a unit, before 0.12: expected \
lines that become steeper; usd_per_hour=-1: expected a finite number from 0
    """

    kind: Held
    element: str
    waits: tuple[tuple[float, float], ...]
    usd_per_hour: float
    unit: Unit = "TEU"

    def __post_init__(self) -> None:
        object.__setattr__(self, "usd_per_hour", as_number(self.usd_per_hour))
        object.__setattr__(self, "waits", _points(self.waits))
        problems = list(self._problems())
        if problems:
            raise QuestionError(problems)

    def _problems(self) -> Iterator[str]:
        if self.kind not in HELD:
            yield f"kind={shortened(self.kind)}: expected one of {', '.join(HELD)}"
        if not isinstance(self.element, str) or not self.element:
            yield f"element={shortened(self.element)}: expected an id"
        for problem in _point_problems(self.waits):
            yield f"waits of {self.kind} {self.element}: {problem}"
        if not is_number(self.usd_per_hour) or self.usd_per_hour < 0:
            yield f"usd_per_hour={shortened(self.usd_per_hour)}: expected a finite number from 0"
        if self.unit not in get_args(Unit):
            yield f"unit={shortened(self.unit)}: expected 'TEU' or 't'"

    @property
    def free(self) -> float:
        """Return up to how much use in a week nobody waits."""
        return self.waits[0][0]

    def hours_at(self, use: float) -> float:
        """Return how long a unit waits at so much use in a week."""
        if use <= self.free:
            return 0.0
        lines = list(pairwise(self.waits))
        (begin, least), (end, most) = next((line for line in lines if use <= line[1][0]), lines[-1])
        return float(least + (most - least) * (use - begin) / (end - begin))

    def __str__(self) -> str:
        points = ", ".join(f"{hours:,.10g} h at {use:,.10g}" for use, hours in self.waits[1:])
        told = f"no waiting up to {self.free:,.10g} {self.unit}/week, {points}"
        return f"{self.kind} {self.element}: {told}, at {self.usd_per_hour:,.10g} USD per hour and {self.unit}"


def _points(given: Any) -> Any:
    """Return points as tuples of numbers; what are none as they are."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        return given
    several = tuple(given)
    if not all(isinstance(one, list | tuple) and len(one) == 2 for one in several):
        return several
    return tuple((as_number(use), as_number(hours)) for use, hours in several)


def _point_problems(points: Any) -> Iterator[str]:
    is_points = isinstance(points, tuple) and all(isinstance(one, tuple) and len(one) == 2 for one in points)
    if not is_points or len(points) < 2:
        yield f"{shortened(points)}: expected {WAITS}"
        return
    bad = [point for point in points if not all(is_number(number) and number >= 0 for number in point)]
    if bad:
        yield f"{', '.join(map(shortened, bad))}: expected finite numbers from 0"
        return
    if points[0][1] != 0:
        yield f"{points[0][1]:g} h at {points[0][0]:g} a week, the first point: expected 0 h"
    before = 0.0
    for (begin, least), (end, most) in pairwise(points):
        if not end > begin:
            yield f"{end:g} a week after {begin:g}: expected more"
            return
        steep = (most - least) / (end - begin)
        if steep < before * (1 - SLACK):
            told = f"from {begin:g} to {end:g} a week {steep:.6g} h a unit, before {before:.6g}"
            yield f"{told}: expected lines that become steeper"
        before = steep


def choice_problems(choice: object) -> list[str]:
    """Return what is wrong with who chooses, in words."""
    if choice in CHOICES:
        return []
    return [f"choice={shortened(choice)}: expected {' or '.join(repr(one) for one in CHOICES)}"]
