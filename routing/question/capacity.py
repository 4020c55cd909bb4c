"""`Capacity`: what an element carries in a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from routing.errors import QuestionError
from routing.question.arguments import shortened
from routing.question.values import as_number, is_number

Held = Literal["link", "place", "border", "leg", "service", "operation"]
Unit = Literal["TEU", "t"]
HELD: tuple[Held, ...] = get_args(Held)


@dataclass(frozen=True, slots=True, order=True)
class Capacity:
    """What an element carries in a week, of all shippers together.

    A route uses a *link* as often as it runs over it; a *place* as often as it comes there, also when it only passes,
    and where it begins; a *border* (``"CN-KZ"``; in one direction ``"CN>KZ"``) as often as it runs over a link that
    lies in both territories; an *operation* of a terminal as often as it is done. What a *service* carries is counted
    on each of its legs (of a railway without a timetable, on each of its links) by itself; a *leg* is one of them
    (``"line:JTSL#2"``, the leg to its second stop). Both directions of a link count together.

    Attributes
    ----------
    kind
        ``link``, ``place``, ``border``, ``leg``, ``service`` or ``operation``.
    element
        Its id.
    per_week
        From 0.
    unit
        ``"TEU"``: of containers, of which alone TEU are known; ``"t"``: of everything, by the weight of the goods.
    least
        What it carries at least if it is used at all, as a block train that runs full enough or not; from 0.
    fixed_usd
        What it costs in a week if it is used at all, beside what its users pay; from 0. Of a service with several legs
        neither can be stated.

    Examples
    --------
    >>> print(Capacity("border", "CN-KZ", 5000))
    border CN-KZ: 5,000 TEU/week
    """

    kind: Held
    element: str
    per_week: float
    unit: Unit = "TEU"
    least: float = 0.0
    fixed_usd: float = 0.0

    def __post_init__(self) -> None:
        for name in ("per_week", "least", "fixed_usd"):
            object.__setattr__(self, name, as_number(getattr(self, name)))
        problems = list(self._problems())
        if problems:
            raise QuestionError(problems)

    def _problems(self) -> Iterator[str]:
        if self.kind not in HELD:
            yield f"kind={shortened(self.kind)}: expected one of {', '.join(HELD)}"
        if not isinstance(self.element, str) or not self.element:
            yield f"element={shortened(self.element)}: expected an id"
        if not is_number(self.per_week) or self.per_week < 0:
            yield f"per_week={shortened(self.per_week)}: expected a finite number from 0"
        for name in ("least", "fixed_usd"):
            if not is_number(getattr(self, name)) or getattr(self, name) < 0:
                yield f"{name}={shortened(getattr(self, name))}: expected a finite number from 0"
        if is_number(self.least) and is_number(self.per_week) and self.least > self.per_week:
            yield f"least={self.least!r}: expected no more than per_week={self.per_week!r}"
        if self.unit not in get_args(Unit):
            yield f"unit={shortened(self.unit)}: expected 'TEU' or 't'"

    def __str__(self) -> str:
        return f"{self.kind} {self.element}: {self.per_week:,.10g} {self.unit}/week"
