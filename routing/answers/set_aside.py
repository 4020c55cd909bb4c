"""`SetAside`: a point of a front that was set aside, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from routing.answers.route import Route
from routing.answers.travelling import Travelling

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SetAside(Travelling):
    """A point of the front that was set aside: its route, its totals and why."""

    route: Route
    vector: Vector
    reason: str
